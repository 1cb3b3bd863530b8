//! `POST /events-optimizer`: critical path, staffing, run of show and levelled
//! schedule of an event.

mod answer;

use analysis::events::{Event, EventsInput, optimize, request::SCHEDULES};
use edge::prelude::*;

pub use answer::Answer;

/// The endpoint.
#[derive(Debug)]
pub struct EventsOptimizer;

/// The arguments of `my_event`.
#[derive(ToJson)]
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
        let zone = edge::zone::of(&event, cx.host, "event.timeZone")?;
        let seed = input.seed.unwrap_or(0);
        let budget = input.schedule_budget.unwrap_or(SCHEDULES);
        let report = optimize(&event, &zone, input.analysis_type, now, seed, budget)?;
        Ok(Answer::new(&report))
    }
}

edge::export!(EventsOptimizer);
