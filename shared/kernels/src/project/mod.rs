//! Projects: networks of tasks, their dates and what they wait for, drawn or
//! levelled.

pub mod critical_path;
mod lanes;
pub mod levelling;
pub mod network;
mod pair;
pub mod quantiles;
pub mod simulation;
