//! What to do next: the actions that save most of the plan per minute of work.
//!
//! An action puts `minutes at stake` (what the plan loses while it is not done)
//! against its effort, assumed by kind; its score is stake / (stake + effort).
//! Only actions that can be done now count: a task begins when its predecessors
//! are done, a sample is prepared when it is in the house.

use super::report::{ActionItem, ActionKind, Item, MOST, Recommendation, RecommendationsReport};
use crate::at::At;
use crate::events::critical_path::CriticalPath;
use crate::events::event::{Event, Status, Task};
use crate::events::plan::stage;
use crate::events::{EventsAnalysis, Zone, optimize};
use crate::logistics::index::Names;
use crate::logistics::{self, Blocker, LogisticsAnalysis, LogisticsInput, Sample, SampleStatus};
use crate::order::sorted;
use crate::{Problem, Time};

/// Minutes an action takes, by kind.
const fn effort(kind: ActionKind) -> i64 {
    match kind {
        ActionKind::ChaseSample => 10,
        ActionKind::StartTask => 15,
        ActionKind::PrepareSample => 20,
        ActionKind::UnblockTask => 30,
        ActionKind::ReplaceSample => 60,
    }
}

/// The best next actions for samples and an event; either may be absent.
/// `zone` is the event's time zone, `seed` that of its risk.
///
/// # Errors
/// Those of the analyses of the samples and the event.
pub fn next_actions(
    samples: &[Sample],
    event: Option<(&Event, &Zone)>,
    shoot_at: Option<Time>,
    now: Time,
    seed: u64,
) -> Result<RecommendationsReport, Problem> {
    let question = LogisticsInput {
        sample_list: None,
        analysis_type: LogisticsAnalysis::Blockers,
        now: Some(now),
        shoot_at,
        setup_minutes: None,
        default_setup_minutes: None,
    };
    let blockers = logistics::analyze(&question, samples, now)?.blockers.unwrap_or_default();
    let mut found = Vec::new();
    for_samples(samples, &blockers, &mut found);
    if let Some((event, zone)) = event {
        let asked = EventsAnalysis::CriticalPath;
        if let Some(path) = optimize(event, zone, asked, Some(now), seed, 1)?.critical_path {
            for_tasks(event, &path, &mut found);
        }
    }
    Ok(ranked(found))
}

fn ranked(mut found: Vec<Action>) -> RecommendationsReport {
    let score = |action: &Action| {
        let stake = action.item.minutes_at_stake as f64;
        stake / (stake + action.item.effort_minutes as f64)
    };
    found.retain(|action| action.item.minutes_at_stake > 0);
    let of = |at: u32| found.get(at as usize);
    let rank = |at: u32| of(at).map_or(0.0, score);
    let key = |at: u32| of(at).map(|action| (action.item.kind, action.item.target_id.as_str()));
    let order =
        sorted(found.len(), &|a, b| rank(b).total_cmp(&rank(a)).then_with(|| key(a).cmp(&key(b))));
    let recommendations = order
        .iter()
        .take(MOST)
        .filter_map(|at| of(*at))
        .map(|action| Recommendation {
            score: score(action),
            rationale: format!(
                "{} At stake: {} min for {} min of work.",
                action.reason, action.item.minutes_at_stake, action.item.effort_minutes
            ),
            action: Some(action.link.clone()),
            item: Item::Action(action.item.clone()),
        })
        .collect();
    RecommendationsReport { recommendations, ..RecommendationsReport::default() }
}

struct Action {
    item: ActionItem,
    reason: String,
    link: String,
}

impl Action {
    fn new(kind: ActionKind, id: &str, title: String, stake: i64, reason: String) -> Self {
        let room = match kind {
            ActionKind::StartTask | ActionKind::UnblockTask => "/events/tasks/",
            _ => "/logistics/samples/",
        };
        let item = ActionItem {
            kind,
            target_id: id.to_owned(),
            title,
            minutes_at_stake: stake,
            effort_minutes: effort(kind),
        };
        Self { item, reason, link: [room, id].concat() }
    }
}

/// Blockers are chased, replaced or prepared for the camera time they block and
/// the time they are late; what else is in the house, for its own camera time.
fn for_samples(samples: &[Sample], blockers: &[Blocker], found: &mut Vec<Action>) {
    let mut ids = Names::default();
    for sample in samples {
        ids.number(&sample.id);
    }
    let mut is_blocker = vec![false; samples.len()];
    for blocker in blockers {
        let Some(at) = ids.find(&blocker.sample_id).map(|at| at as usize) else { continue };
        let Some(sample) = samples.get(at) else { continue };
        is_blocker.put(at, true);
        let (kind, verb) = match sample.status {
            SampleStatus::Lost | SampleStatus::Returned => (ActionKind::ReplaceSample, "Replace"),
            SampleStatus::Received => (ActionKind::PrepareSample, "Prepare"),
            _ => (ActionKind::ChaseSample, "Chase"),
        };
        // Late by more than a day's work is no more at stake than the day.
        let late = blocker.estimated_delay_minutes.unwrap_or(0).min(480);
        let stake = blocker.blocked_minutes + late;
        let title = format!("{verb} {}", blocker.name);
        found.push(Action::new(kind, &sample.id, title, stake, blocker.impact.clone()));
    }
    for (sample, is_blocker) in samples.iter().zip(is_blocker) {
        if is_blocker || sample.status != SampleStatus::Received {
            continue;
        }
        let title = format!("Prepare {}", sample.label());
        let reason = "It is in the house and not prepared.".to_owned();
        let stake = sample.shoot_minutes();
        found.push(Action::new(ActionKind::PrepareSample, &sample.id, title, stake, reason));
    }
}

/// Tasks whose delay moves the finish: an hour of waiting costs what the
/// bottleneck says, and what is late already is at stake too.
fn for_tasks(event: &Event, path: &CriticalPath<'_>, found: &mut Vec<Action>) {
    let is_done = |id: &str| {
        event.tasks.iter().find(|task| task.id == id).is_some_and(|t| stage(t) == Status::Done)
    };
    let float = |id: &str| {
        path.tasks.iter().find(|dates| dates.task_id == id).and_then(|dates| dates.total_float)
    };
    let name = |task: &Task| {
        task.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| task.id.clone())
    };
    for bottleneck in &path.bottlenecks {
        let Some(task) = event.tasks.iter().find(|task| task.id == bottleneck.task_id) else {
            continue;
        };
        let ready = task.dependencies.iter().all(|dependency| is_done(&dependency.task_id));
        if stage(task) != Status::Pending || !ready {
            continue;
        }
        let late = float(&task.id).map_or(0, |float| (-float).max(0));
        let stake = bottleneck.delay_impact_minutes + late;
        let reason = bottleneck.reason.clone();
        let title = format!("Start {}", name(task));
        found.push(Action::new(ActionKind::StartTask, &task.id, title, stake, sentence(reason)));
    }
    // The worst stand first.
    for blocked in path.blocked_tasks.iter().take(50) {
        let Some(task) = event.tasks.iter().find(|task| task.id == blocked.task_id) else {
            continue;
        };
        // An hour more of waiting moves the finish by what its float does not
        // take up; a task others wait for is worth a look even so.
        let moved = (60 - blocked.total_float).max(0);
        let stake = moved + 5 * blocked.waiting_tasks as i64;
        let title = format!("Unblock {}", name(task));
        let reason = sentence(blocked.reason.clone());
        found.push(Action::new(ActionKind::UnblockTask, &task.id, title, stake, reason));
    }
}

/// With a capital and a full stop.
fn sentence(text: String) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return text };
    let mut sentence: String = first.to_uppercase().chain(chars).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
