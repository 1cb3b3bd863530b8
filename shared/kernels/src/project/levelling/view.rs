//! The network read in one direction of time.

use super::rows::{self, Rows};
use crate::at::At;
use crate::order;

/// What the serial scheme reads of an activity, two numbers in each word: in wasm
/// every access to memory is checked, so three are faster than six.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Card {
    head_duration: u64,
    rest_need: u64,
    row: u64,
}

impl Card {
    /// Earliest start by links and releases alone, and duration.
    #[inline]
    pub(super) fn head_duration(self) -> (i32, i32) {
        let (head, duration) = rows::parts(self.head_duration);
        (head as i32, duration as i32)
    }

    /// What has to pass after the end, whatever follows, and the first word of
    /// what it holds.
    #[inline]
    pub(super) fn rest_need(self) -> (i32, u64) {
        let (rest, need) = rows::parts(self.rest_need);
        (rest as i32, u64::from(need))
    }
}

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
    /// What placing an activity asks of it, side by side.
    cards: Vec<Card>,
    /// A fixed topological order.
    pub(super) order: Vec<u32>,
    /// Position of each activity in that order.
    pub(super) rank: Vec<u32>,
}

impl View {
    /// From links as (from, to, lag), an order that respects them, and per
    /// activity its earliest start and what must pass after its end. The tails
    /// are the mirrored view's heads: the network fills them in.
    #[inline]
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
        let (tail, cards) = (Vec::new(), Vec::new());
        Self { before, head, tail, rest: rest.to_vec(), cards, order, rank }
    }

    /// Fills in the cards, once it is known how long each activity takes and what
    /// the first word of its need is.
    #[inline]
    pub(super) fn write_cards(&mut self, durations: &[i32], needs: &[u64]) {
        let numbers = self.head.iter().zip(durations).zip(&self.rest).zip(needs);
        let cards =
            numbers.zip(self.before.bounds()).map(|((((&head, &duration), &rest), &need), row)| {
                Card {
                    head_duration: rows::pack(head as u32, duration as u32),
                    rest_need: rows::pack(rest as u32, need as u32),
                    row,
                }
            });
        self.cards = cards.collect();
    }

    /// An activity's card.
    #[inline]
    pub(super) fn card(&self, activity: usize) -> Card {
        self.cards.at(activity)
    }

    /// Predecessors of the activity whose card this is, with their
    /// start-to-start lags.
    #[inline]
    pub(super) fn before_card(&self, card: Card) -> impl Iterator<Item = (u32, i32)> + Clone {
        self.before.within(card.row)
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
