//! What there is to shoot: jobs, and blocks of jobs that a plan moves as one.

use crate::at::At;
use crate::order::sorted;

/// The due time of jobs without one.
pub const NEVER: i64 = i64::MAX;

/// One sample that can be shot now. Times are minutes after the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Job {
    /// Its place in the sample list.
    pub sample: u32,
    /// Its family, from 0.
    pub family: u32,
    /// How long it takes.
    pub minutes: i64,
    /// When it must be done; [`NEVER`] where it need not.
    pub due: i64,
    /// Whether it is a hero.
    pub hero: bool,
    /// The smaller, the sooner, where nothing else decides.
    pub priority: u32,
}

impl Job {
    /// Whether it must be done by some time.
    pub const fn has_due(&self) -> bool {
        self.due != NEVER
    }
}

/// Jobs of one family with one due time, heroes or not, shortest first: among
/// them that order is never worse (Emmons 1969, agreeable jobs).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub(super) family: u32,
    pub(super) hero: bool,
    pub(super) due: i64,
    /// Camera time of all its jobs.
    pub(super) minutes: i64,
    /// Its jobs: a part of [`Blocks::jobs`].
    pub(super) from: u32,
    pub(super) to: u32,
}

/// All jobs in blocks, families together, each family's blocks by due time.
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// Job numbers, block after block.
    pub(super) jobs: Vec<u32>,
    /// When each job ends after its block's start, and the sum of the ends of
    /// its block up to it.
    ends: Vec<i64>,
    end_sums: Vec<i64>,
}

impl Blocks {
    /// Blocks of jobs that agree in family, due time and hero; with `single`
    /// every job is its own block.
    #[inline(never)]
    pub(super) fn new(jobs: &[Job], single: bool) -> Self {
        let job = |at: u32| jobs.at(at as usize);
        let rank = |at: u32| {
            let job = job(at);
            let timed = job.hero || job.has_due();
            let minutes = if timed { job.minutes } else { 0 };
            (job.family, job.due, !job.hero, minutes, job.priority)
        };
        let order = sorted(jobs.len(), &|a, b| rank(a).cmp(&rank(b)));
        let mut list: Vec<Block> = Vec::new();
        let (mut ends, mut end_sums) = (Vec::new(), Vec::new());
        let mut sum = 0;
        for (place, at) in order.iter().enumerate() {
            let Job { family, minutes, due, hero, .. } = job(*at);
            let same = |b: &&mut Block| !single && (b.family, b.due, b.hero) == (family, due, hero);
            let end = if let Some(block) = list.last_mut().filter(same) {
                block.minutes += minutes;
                block.to += 1;
                block.minutes
            } else {
                let (from, to) = (place as u32, place as u32 + 1);
                list.push(Block { family, hero, due, minutes, from, to });
                sum = 0;
                minutes
            };
            sum += end;
            ends.push(end);
            end_sums.push(sum);
        }
        Self { list, jobs: order, ends, end_sums }
    }

    /// Total lateness of the block's jobs when it starts at `start`, and the
    /// sum of their completion times.
    pub(super) fn late_and_done(&self, block: &Block, start: i64) -> (i64, i64) {
        if block.to - block.from == 1 {
            let end = start + block.minutes;
            return (end.saturating_sub(block.due).max(0), end);
        }
        let part = block.from as usize..block.to as usize;
        let ends = self.ends.get(part.clone()).unwrap_or_default();
        let sums = self.end_sums.get(part).unwrap_or_default();
        let total = sums.last().copied().unwrap_or_default();
        let done = start * ends.len() as i64 + total;
        if block.due == NEVER || start + block.minutes <= block.due {
            return (0, done);
        }
        let on_time = ends.partition_point(|end| start + end <= block.due);
        let before =
            on_time.checked_sub(1).and_then(|at| sums.get(at)).copied().unwrap_or_default();
        let late = (ends.len() - on_time) as i64;
        (late * (start - block.due) + total - before, done)
    }

    /// The job numbers of an order of blocks.
    pub(super) fn unfold(&self, order: &[u32]) -> Vec<u32> {
        let jobs_of = |at: &u32| {
            let block = self.list.get(*at as usize).copied().unwrap_or_default();
            self.jobs.get(block.from as usize..block.to as usize).unwrap_or_default()
        };
        order.iter().flat_map(jobs_of).copied().collect()
    }
}
