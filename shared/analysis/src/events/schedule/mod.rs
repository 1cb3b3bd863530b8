//! Levelling: when to start each activity so that no resource is overdrawn and
//! the whole ends early (the resource-constrained project scheduling problem).
//! Here it is checked; [`kernels::project::levelling`] solves it.

mod network;
mod order;

pub use kernels::project::levelling::{MAX_BUDGET, Schedule};
pub use network::{
    Activity, Link, MAX_ACTIVITIES, MAX_HORIZON, MAX_LINKS, MAX_RESOURCES, Network, Renewable,
};

/// The best schedule found within `budget` schedules (1 to [`MAX_BUDGET`],
/// clamped). The same network, budget and seed give the same schedule.
pub fn level(network: &Network, budget: usize, seed: u64) -> Schedule {
    kernels::project::levelling::level(&network.0, budget, seed)
}
