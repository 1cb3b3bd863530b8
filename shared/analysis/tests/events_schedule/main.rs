//! Levelling: feasible, as good as it claims, repeatable, within its budget.

mod limits;
mod progen;
mod project;
mod properties;
mod psplib;
mod quality;
