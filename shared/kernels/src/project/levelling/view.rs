//! The network read in one direction of time.

use super::rows::Rows;
use crate::at::At;
use crate::order;

/// One reading direction of the network: time forward, or mirrored at the end.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    before: Rows,
    /// Earliest start by links and releases alone.
    pub(super) head: Vec<i32>,
    /// From start to the end of the schedule at least, own duration included.
    pub(super) tail: Vec<i32>,
    /// What has to pass after the own end, whatever follows.
    pub(super) rest: Vec<i32>,
    /// Head, duration and rest of each activity, side by side.
    pub(super) own: Vec<(i32, i32, i32)>,
    /// A fixed topological order.
    pub(super) order: Vec<u32>,
    /// Position of each activity in that order.
    pub(super) rank: Vec<u32>,
}

impl View {
    /// From links as (from, to, lag), an order that respects them, and per
    /// activity its earliest start and what must pass after its end. The tails
    /// are the mirrored view's heads: the network fills them in.
    pub(super) fn new(
        lags: &[(usize, usize, i32)],
        order: &[usize],
        earliest: &[i32],
        rest: &[i32],
    ) -> Self {
        let n = order.len();
        let mut sorted: Vec<(usize, u32, i32)> =
            lags.iter().map(|&(from, to, lag)| (to, from as u32, lag)).collect();
        order::ascending(&mut sorted);
        // Of parallel links only the longest binds.
        sorted.reverse();
        sorted.dedup_by_key(|&mut (to, from, _)| (to, from));
        sorted.reverse();
        let mut before = Rows::default();
        let mut links = sorted.into_iter().peekable();
        for j in 0..n {
            let row = std::iter::from_fn(|| links.next_if(|&(to, ..)| to == j));
            before.push(row.map(|(_, from, lag)| (from, lag)));
        }
        let mut rank = vec![0; n];
        let mut head = earliest.to_vec();
        for (position, &j) in order.iter().enumerate() {
            rank.put(j, position as u32);
            let chain = before.row(j).map(|(i, lag)| head.at(i as usize) + lag).max();
            if let Some(chain) = chain {
                head.change(j, |head| *head = chain.max(*head));
            }
        }
        let order = order.iter().map(|&j| j as u32).collect();
        let (tail, own) = (Vec::new(), Vec::new());
        Self { before, head, tail, rest: rest.to_vec(), own, order, rank }
    }

    /// Predecessors of `activity` with their start-to-start lags.
    #[inline]
    pub(super) fn before(
        &self,
        activity: usize,
    ) -> impl ExactSizeIterator<Item = (u32, i32)> + Clone {
        self.before.row(activity)
    }
}
