//! `POST /logistics-analyzer`: readiness, blockers and batching of a shoot's
//! samples.

use analysis::logistics::{LogisticsInput, LogisticsReport, Sample, analyze};
use edge::prelude::*;

/// The endpoint.
#[derive(Debug)]
pub struct LogisticsAnalyzer;

impl Endpoint for LogisticsAnalyzer {
    const SPEC: Spec = Spec::post(
        "logistics-analyzer",
        "Readiness, blockers and batching of the samples in the request, or of the caller's own.",
    )
    .kept_for(3600, 4);
    type Caller = User;
    type Input = LogisticsInput;
    type Output = LogisticsReport;

    async fn handle(cx: &Context<'_, User>, mut input: LogisticsInput) -> Result<LogisticsReport> {
        let samples: Vec<Sample> = match input.sample_list.take() {
            Some(samples) => samples,
            None => cx.db.call("my_samples", &()).await?,
        };
        let now = input.now.unwrap_or(cx.now);
        Ok(analyze(&input, &samples, now)?)
    }
}

edge::export!(LogisticsAnalyzer);
