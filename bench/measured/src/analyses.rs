//! Whole analyses, on requests as they come over the wire.

use analysis::Time;
use analysis::events::{EventsInput, EventsReport, Zone, optimize, request::SCHEDULES};
use analysis::logistics::{LogisticsInput, LogisticsReport, analyze};
use analysis::media::{MediaInput, MediaReport, score};
use analysis::recommend::{self, Material, RecommendationsInput, recommend};
use serde::Deserialize;

use crate::Compute;

/// The moment of every request that names none.
fn now() -> Time {
    Time::parse("2026-11-21T08:00:00Z").expect("a moment")
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Logistics(LogisticsInput);

impl Compute for Logistics {
    type Answer<'a> = LogisticsReport;

    fn compute(&self) -> LogisticsReport {
        let samples = self.0.sample_list.as_deref().unwrap_or_default();
        analyze(&self.0, samples, self.0.now.unwrap_or_else(now)).expect("a valid request")
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Events(EventsInput);

impl Compute for Events {
    type Answer<'a> = EventsReport<'a>;

    fn compute(&self) -> EventsReport<'_> {
        let EventsInput { event, analysis_type, now, seed, schedule_budget, .. } = &self.0;
        let event = event.as_ref().expect("the event is in the request");
        let (seed, budget) = (seed.unwrap_or(0), schedule_budget.unwrap_or(SCHEDULES));
        optimize(event, &Zone::utc(), *analysis_type, *now, seed, budget).expect("a valid request")
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Media(MediaInput);

impl Compute for Media {
    type Answer<'a> = MediaReport;

    fn compute(&self) -> MediaReport {
        let assets = self.0.assets.as_deref().unwrap_or_default();
        let shots = self.0.shot_list.as_deref().unwrap_or_default();
        score(&self.0, assets, shots, now()).expect("a valid request")
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Recommendations(RecommendationsInput);

impl Compute for Recommendations {
    type Answer<'a> = recommend::Recommendations;

    fn compute(&self) -> recommend::Recommendations {
        let context = &self.0.context;
        let zone = Zone::utc();
        let material = Material {
            packages: context.packages.as_deref().unwrap_or_default(),
            samples: context.sample_list.as_deref().unwrap_or_default(),
            event: context.event.as_ref().map(|event| (event, &zone)),
            uses: context.feature_uses.as_deref().unwrap_or_default(),
        };
        recommend(&self.0, &material, now(), 0).expect("a valid request")
    }
}
