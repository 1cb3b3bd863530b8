//! Projects: networks of tasks and their dates.

pub mod critical_path;
pub mod network;
