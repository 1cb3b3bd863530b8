//! What was left to chance is logged with its propensity, so that other ways of
//! choosing can be judged by what people did with it.

use analysis::recommend::{self, Exploration};
use edge::db::Db;
use edge::host::{Host, Pending};
use edge::log;
use edge::prelude::*;
use wire::Raw;

use crate::Recommendations;

const TABLE: &str = "analytics_events";

/// An event. Its feature is not called `feature`: it was offered, not used.
#[derive(ToJson)]
struct Row<'a> {
    event_type: &'static str,
    event_data: Drawn<'a>,
}

#[derive(ToJson)]
#[serde(rename_all = "camelCase")]
struct Drawn<'a> {
    explored: &'a str,
    slot: usize,
    propensity: f64,
    request_id: &'a str,
}

/// Writes the event after the answer, under the caller's own rights.
pub(crate) fn log(cx: &Context<'_, User>, answer: &recommend::Recommendations) {
    let Some(Exploration { slot, feature_id, propensity }) = answer.exploration else { return };
    let drawn = Drawn { explored: feature_id, slot, propensity, request_id: cx.request_id };
    let row = Raw::of(&Row { event_type: "feature_explored", event_data: drawn });
    let (caller, request_id) = (cx.caller.clone(), cx.request_id.to_owned());
    cx.host.afterwards(Box::new(|host| write(host, caller, request_id, row)));
}

fn write(host: &dyn Host, caller: User, request_id: String, row: Raw) -> Pending<'_, ()> {
    use edge::caller::Caller;
    Box::pin(async move {
        if let Err(error) = Db::new(host, caller.rights()).insert(TABLE, &row).await {
            let message = format!("the exploration was not written: {error}");
            host.log(&log::warning(Recommendations::SPEC.name, &request_id, &message));
        }
    })
}
