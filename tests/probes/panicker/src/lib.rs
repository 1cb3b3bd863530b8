//! A function that goes wrong on purpose, so that the shim can be seen to
//! survive it. It is built for the tests and never deployed.
#![expect(clippy::panic, reason = "what it is for")]

use edge::prelude::*;
use edge::wire::Ignored;

/// The endpoint.
#[derive(Debug)]
pub struct Panicker;

/// How to go wrong.
#[derive(Debug, FromJson, ToJson, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// What to do.
    #[garde(skip)]
    pub mood: Mood,
}

/// What to do.
#[derive(Debug, FromJson, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Mood {
    /// Answer.
    Calm,
    /// Wait for the database first, so that another request is in flight.
    Waiting,
    /// Panic.
    Panic,
    /// Overflow the stack, which traps without a panic.
    Overflow,
    /// Never come back.
    Spin,
}

/// Proof of an answer.
#[derive(Debug, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// Who asked: a fresh instance must still know its callers.
    pub user_id: String,
}

impl Endpoint for Panicker {
    const SPEC: Spec = Spec::post("panicker", "Goes wrong on purpose.");
    type Caller = User;
    type Input = Input;
    type Output = Output;

    async fn handle(cx: &Context<'_, User>, input: Input) -> Result<Output> {
        match input.mood {
            Mood::Calm => {}
            Mood::Waiting => drop(cx.db.call::<Vec<Ignored>>("my_samples", &()).await?),
            Mood::Panic => panic!("on purpose"),
            Mood::Overflow => drop(deep(1)),
            Mood::Spin => loop {
                std::hint::black_box(cx.now);
            },
        }
        Ok(Output { user_id: cx.caller.id.clone() })
    }
}

#[expect(unconditional_recursion, reason = "what it is for")]
fn deep(depth: u64) -> [u64; 64] {
    let below = deep(std::hint::black_box(depth + 1));
    below.map(|value| value.wrapping_add(depth))
}

edge::export!(Panicker);
