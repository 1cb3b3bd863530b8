//! The assistant: what it answers, from what, and what it never does.

mod conversation;
mod events;
mod facts;
mod hostile;
mod input;
mod logistics;
mod media;
mod places;
mod plan;
mod recommendations;
mod several;
mod updates;
mod world;
