//! `POST /events-optimizer`: critical path, staffing, run of show and levelled
//! schedule of an event.

mod answer;

use analysis::events::request::SCHEDULES;
use analysis::events::{
    Event, EventsAnalysis, EventsInput, EventsReport, Zone, optimize, remainder,
};
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
    .kept_for(1800, 3);
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
        let ask = Ask {
            kind: input.analysis_type,
            now,
            seed: input.seed.unwrap_or(0),
            budget: input.schedule_budget.unwrap_or(SCHEDULES),
        };
        match ask.of(&event, &zone) {
            Ok(report) => Ok(Answer::new(&report)),
            Err(problem) => Err(ask.refusal(problem, event, &zone)),
        }
    }
}

/// What is asked of an event.
#[derive(Clone, Copy)]
struct Ask {
    kind: EventsAnalysis,
    now: Option<Time>,
    seed: u64,
    budget: u32,
}

impl Ask {
    #[inline(never)]
    fn of<'a>(self, event: &'a Event, zone: &Zone) -> Result<EventsReport<'a>, Problem> {
        optimize(event, zone, self.kind, self.now, self.seed, self.budget)
    }

    /// The refusal of an event whose references make no sense, with the answer
    /// for what they do not touch.
    #[cold]
    fn refusal(self, problem: Problem, event: Event, zone: &Zone) -> Error {
        let broken = matches!(problem, Problem::Cycle { .. } | Problem::Unknown(_));
        let mut error = Error::from(problem);
        if let (true, Error::Unprocessable { details, .. }) = (broken, &mut error) {
            if let Some((rest, left_out)) = remainder(event) {
                let report = self.of(&rest, zone).ok();
                details.partial = report.map(|report| Answer::new(&report).part());
                details.left_out = details.partial.is_some().then_some(left_out);
            }
        }
        error
    }
}

edge::export!(EventsOptimizer);
