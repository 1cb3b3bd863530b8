//! Events: critical path, staffing, levelled schedule, run of show.

pub mod schedule;
