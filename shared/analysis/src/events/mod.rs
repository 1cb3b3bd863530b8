//! Events: critical path, staffing, levelled schedule, run of show.

pub mod beta_pert;
pub mod critical_path;
mod cycle;
pub mod dependency;
pub mod event;
pub(crate) mod ids;
pub mod levelled;
pub mod network;
pub mod optimize;
pub mod plan;
pub mod remainder;
pub mod request;
pub mod run_of_show;
pub mod schedule;
pub mod staffing;
pub mod wall;
pub mod working_time;
pub mod zone;

pub use critical_path::CriticalPath;
pub use dependency::{Dependency, LinkType};
pub use event::Event;
pub use optimize::optimize;
pub use remainder::remainder;
pub use request::{EventsAnalysis, EventsInput, EventsReport};
pub use zone::Zone;
