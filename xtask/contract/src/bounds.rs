//! Limits that no single field's schema can say: what the analyses bound over
//! a whole request.

use analysis::events::event::MOST_LINKS;
use analysis::events::run_of_show::MOST_SHOW_TASKS;
use analysis::events::schedule::{MAX_ACTIVITIES, MAX_HORIZON, MAX_LINKS};
use analysis::events::staffing::{MOST_PAIRS, MOST_STAFFED, MOST_STRETCHES};
use analysis::events::working_time::FARTHEST_DAY;
use analysis::logistics::{MAX_SETUP_FAMILIES, MAX_SETUP_MINUTES};
use analysis::media::input::MAX_REQUIRED;
use edge::input::MAX_BODY;
use serde_json::{Value, json};

/// A limit, and the status of what goes beyond it.
pub(crate) struct Bound {
    function: &'static str,
    /// As a refusal names it, without positions.
    field: &'static str,
    at_most: i64,
    of: &'static str,
    status: u16,
}

impl Bound {
    pub(crate) fn told(&self) -> Value {
        let Self { field, at_most, of, status, .. } = self;
        json!({ "field": field, "atMost": at_most, "of": of, "status": status })
    }
}

/// Those of one function.
pub(crate) fn of(function: &str) -> impl Iterator<Item = &'static Bound> {
    BOUNDS.iter().filter(move |bound| bound.function.is_empty() || bound.function == function)
}

const fn bound(
    function: &'static str,
    field: &'static str,
    at_most: usize,
    of: &'static str,
    status: u16,
) -> Bound {
    Bound { function, field, at_most: at_most as i64, of, status }
}

const EVENTS: &str = "events-optimizer";
const LOGISTICS: &str = "logistics-analyzer";

static BOUNDS: [Bound; 13] = [
    bound("", "body", MAX_BODY, "bytes", 413),
    bound(EVENTS, "event.tasks.dependencies", MOST_LINKS, "links of all tasks together", 413),
    bound(
        EVENTS,
        "event.calendar",
        // Hours may reach over midnight on both sides.
        FARTHEST_DAY as usize - 3,
        "days from startsAt to any date",
        400,
    ),
    bound(EVENTS, "event.tasks.staff", MOST_STAFFED, "staffing: tasks that need somebody", 413),
    bound(
        EVENTS,
        "event.calendar",
        MOST_STRETCHES,
        "staffing: stretches of work between the calendar's pauses, all tasks together",
        413,
    ),
    bound(
        EVENTS,
        "event.crew.assignedTo",
        MOST_PAIRS,
        "staffing: pairs of a person and a place at the same time, all times together",
        413,
    ),
    bound(EVENTS, "event.tasks", MOST_SHOW_TASKS, "run of show: tasks", 413),
    bound(EVENTS, "event.tasks", MAX_ACTIVITIES, "schedule: tasks that are not done", 413),
    bound(EVENTS, "event.tasks.dependencies", MAX_LINKS, "schedule: links between those", 413),
    bound(
        EVENTS,
        "event.tasks",
        MAX_HORIZON as usize,
        "schedule: minutes of durations, lags and waiting laid end to end",
        400,
    ),
    bound(LOGISTICS, "setupMinutes", MAX_SETUP_FAMILIES, "set families in the table", 413),
    bound(
        LOGISTICS,
        "setupMinutes.*.*",
        MAX_SETUP_MINUTES as usize,
        "minutes of one change-over",
        400,
    ),
    bound("media-scorer", "shotList.required", MAX_REQUIRED, "pictures of all shots together", 413),
];
