//! The assistant's answers, composed from the analyses.
//!
//! [`understand`] says what a message asks for and which data the answer
//! [`needs`](Understood::needs); [`respond`] calls the analysis in process and
//! writes the answer. Answers are in English, whatever the message's language.
//! What a language model makes of them is held to the [`facts`](facts()).

#![expect(
    clippy::unnecessary_box_returns,
    clippy::boxed_local,
    reason = "answers are handed on from many places, and a pointer is 2.5 KB of upload less"
)]

mod ask_back;
mod clauses;
mod clock;
mod draft;
mod events;
mod facts;
mod help;
mod input;
mod leads;
mod logistics;
mod media;
mod open;
mod product_search;
mod recommendations;
mod reply;
mod respond;
mod several;
mod text;
mod things;
mod understand;
mod update;
mod wish;

pub use facts::{Facts, facts, survives};
pub use input::{
    ChatInput, LONGEST_MESSAGE, MOST_TURNS, Role, Route, SessionId, Turn, UserContext,
};
pub use reply::{Action, ChatReply, ReplyKind, Tone};
pub use respond::{Material, fallback, late, respond};
pub use understand::{Needs, Understood, reclassify, understand};

/// What to try, for people whose message could not be taken.
pub const SUGGESTIONS: [&str; 3] =
    ["Are the samples ready?", "What is on the critical path?", "Which shots are missing?"];
