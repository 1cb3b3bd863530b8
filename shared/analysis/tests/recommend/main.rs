//! Recommendations: what is best comes first, and every number can be checked.
#![expect(clippy::needless_pass_by_value, reason = "requests are written where they are used")]

mod actions;
mod features;
mod packages;

use analysis::Time;
use analysis::recommend::{Context, RecommendationType, RecommendationsInput};
use serde_json::{Value, json};

fn now() -> Time {
    Time::parse("2026-11-21T09:00:00Z").unwrap()
}

fn input(recommendation_type: &str, context: Value) -> RecommendationsInput {
    let request =
        json!({ "userId": "u", "recommendationType": recommendation_type, "context": context });
    serde_json::from_value(request).unwrap()
}

#[test]
fn a_request_needs_no_context_and_ignores_unknown_signals_in_it() {
    let input: RecommendationsInput =
        serde_json::from_value(json!({ "userId": "u", "recommendationType": "next_actions" }))
            .unwrap();
    assert_eq!(input.recommendation_type, RecommendationType::NextActions);
    assert!(serde_json::from_value::<Context>(json!({ "moonPhase": 3 })).is_ok());
    let unknown = json!({ "userId": "u", "recommendationType": "features", "extra": 1 });
    assert!(serde_json::from_value::<RecommendationsInput>(unknown).is_err());
}
