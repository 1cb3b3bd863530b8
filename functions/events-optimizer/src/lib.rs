//! `POST /events-optimizer`: critical path, staffing, run of show and levelled
//! schedule of an event.

mod answer;

use analysis::Time;
use analysis::events::{Event, EventsInput, Zone, optimize, request::SCHEDULES};
use edge::prelude::*;

pub use answer::Answer;

/// The endpoint.
#[derive(Debug)]
pub struct EventsOptimizer;

/// The arguments of `my_event`.
#[derive(Serialize)]
#[serde(crate = "edge::serde")]
struct Wanted<'a> {
    p_event_id: &'a str,
}

impl Endpoint for EventsOptimizer {
    const SPEC: Spec = Spec::post(
        "events-optimizer",
        "Critical path, staffing, run of show and levelled schedule of the event in the request, or of one of the caller's own.",
    )
    .kept_for(1800, 1);
    type Caller = User;
    type Input = EventsInput;
    type Output = Answer;

    async fn handle(cx: &Context<'_, User>, mut input: EventsInput) -> Result<Answer> {
        let (event, now) = match (input.event.take(), &input.event_id) {
            // A plan nobody has begun is judged from its own start.
            (Some(event), None) => {
                let present = event.is_under_way().then_some(cx.now);
                (event, input.now.or(present))
            }
            (None, Some(p_event_id)) => {
                let found: Option<Event> = cx.db.call("my_event", &Wanted { p_event_id }).await?;
                (found.ok_or(Error::NotFound("event"))?, Some(input.now.unwrap_or(cx.now)))
            }
            _ => return Err(Error::invalid("event", "either event or eventId is needed")),
        };
        let zone = zone(cx, &event)?;
        let seed = input.seed.unwrap_or(0);
        let budget = input.schedule_budget.unwrap_or(SCHEDULES);
        let report = optimize(&event, &zone, input.analysis_type, now, seed, budget)?;
        Answer::new(&report)
    }
}

/// The event's zone from a year before its start to three years after; only a
/// calendar needs it.
fn zone(cx: &Context<'_, User>, event: &Event) -> Result<Zone> {
    const YEAR: i64 = 366 * 1440;
    let Some(name) = &event.time_zone else { return Ok(Zone::utc()) };
    let Some(offset_at) = cx.host.time_zone(name) else {
        return Err(Error::invalid("event.timeZone", "is not the IANA name of a time zone"));
    };
    if event.calendar.is_none() {
        return Ok(Zone::utc());
    }
    let start: Time = event.starts_at;
    Ok(Zone::sampled(start.plus_minutes(-YEAR), start.plus_minutes(3 * YEAR), offset_at))
}

edge::export!(EventsOptimizer);
