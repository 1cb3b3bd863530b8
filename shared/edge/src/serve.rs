//! The life of a request, top to bottom.

use std::pin::pin;

use analysis::Time;
use wire::Raw;

use crate::ahead::Gate;
use crate::caller::Caller;
use crate::db::{Admission, Admit, Db, Keep, Record};
use crate::endpoint::{Context, Endpoint};
use crate::error::{Error, Result};
use crate::host::{Host, Pending, Rights};
use crate::http::{Request, Response};
use crate::{ahead, deadline, kept, log};

/// An answer, and what is to be written down once it is on its way.
#[derive(Debug)]
pub struct Served {
    /// To the caller.
    pub response: Response,
    /// For [`record`]; a kept answer was recorded with its admission.
    pub record: Option<Record>,
}

/// Answers one request.
pub async fn serve<E: Endpoint>(request: Request, host: &dyn Host) -> Served {
    let mut life = Life { arrived: host.now(), user_id: None, admission: None };
    let mut outcome = answer::<E>(&request, host, &mut life).await;

    let (cached, keep) = match &mut outcome {
        Ok(answer) => (answer.cached, answer.keep.take()),
        Err(_) => (false, None),
    };
    let secret_detail = outcome.as_ref().err().and_then(Error::secret_detail).map(str::to_owned);
    let error_code = outcome.as_ref().err().map(|error| error.code().0);
    let response = respond::<E>(outcome, &request.id, life.admission.as_ref());
    let record = Record {
        p_user_id: life.user_id,
        p_function: E::SPEC.name,
        p_request_id: request.id,
        p_status: response.status,
        p_duration_ms: host.now().ms() - life.arrived.ms(),
        p_cached: cached,
        p_error_code: error_code,
        keep,
    };
    host.log(&log::line(&record, secret_detail.as_deref()));
    Served { response, record: (!cached).then_some(record) }
}

/// What is learnt on the way, and wanted whatever the outcome.
struct Life {
    arrived: Time,
    user_id: Option<String>,
    admission: Option<Admission>,
}

impl Life {
    fn is_refused(&self) -> bool {
        self.user_id.as_ref().is_none_or(|user_id| ahead::is_refused(user_id, self.arrived))
    }
}

struct Answer {
    body: Vec<u8>,
    cached: bool,
    keep: Option<Keep>,
}

async fn answer<E: Endpoint>(
    request: &Request,
    host: &dyn Host,
    life: &mut Life,
) -> Result<Answer> {
    if request.method != E::SPEC.method {
        return Err(Error::MethodNotAllowed(E::SPEC.method));
    }
    let caller = E::Caller::identify(request, host).await?;
    life.user_id = caller.user_id().map(str::to_owned);

    let input = E::read(request)?;
    let key = match (E::SPEC.kept, caller.user_id()) {
        (Some(kept), Some(user_id)) => Some(kept::key(&E::SPEC, kept, user_id, &input)),
        _ => None,
    };

    let ahead = E::SPEC.thinks_ahead && !life.is_refused();
    let gate = if ahead {
        Gate::default()
    } else {
        Gate::opened(let_in::<E>(&caller, key.as_deref(), request, life, host).await?)
    };
    if let Some(kept) = life.admission.as_mut().and_then(|admission| admission.kept.take()) {
        let body = kept::stamp(kept.data.get(), true, kept.calculated_at);
        return Ok(Answer { body, cached: true, keep: None });
    }

    let cx = Context {
        caller: &caller,
        now: life.arrived,
        request_id: &request.id,
        db: Db::new(host, caller.rights()).behind(&gate),
        gate: &gate,
        host,
    };
    let mut handling = begin::<E>(&cx, input);
    // Once more the constant: what lies behind it is compiled for nobody else.
    if E::SPEC.thinks_ahead && ahead {
        let let_in = let_in::<E>(&caller, None, request, life, host);
        let meanwhile = handling;
        handling = Box::pin(async { ahead::together(host, &gate, let_in, meanwhile).await? });
    }
    let output = handling.await?;
    let text = Raw::of(&output);
    drop(output);

    let Some(kept) = E::SPEC.kept else {
        let body = text.into_string().into_bytes();
        return Ok(Answer { body, cached: false, keep: None });
    };
    let body = kept::stamp(text.get(), false, life.arrived);
    let keep = key.zip(life.admission.as_ref()).map(|(p_context_id, admission)| Keep {
        p_insight_type: E::SPEC.name,
        p_context_id,
        p_data: text,
        p_ttl_s: kept.seconds,
        p_epoch: admission.epoch,
        p_calculated_at: life.arrived,
    });
    Ok(Answer { body, cached: false, keep })
}

/// The handler, as code of its own: an isolate compiles a wasm function when it
/// is first called, and an answer that was kept must not pay for an analysis.
#[inline(never)]
fn begin<'a, E: Endpoint + 'a>(
    cx: &'a Context<'_, E::Caller>,
    input: E::Input,
) -> Pending<'a, Result<E::Output>>
where
    E::Input: 'a,
{
    Box::pin(E::handle(cx, input))
}

/// Lets a request in, or not; whether it was counted.
async fn let_in<E: Endpoint>(
    caller: &E::Caller,
    key: Option<&str>,
    request: &Request,
    life: &mut Life,
    host: &dyn Host,
) -> Result<bool> {
    life.admission = admit::<E>(caller, key, request, life.arrived, host).await?;
    let Some(admission) = &life.admission else { return Ok(false) };
    if admission.unknown_user {
        return Err(Error::Unauthenticated("the account does not exist any more"));
    }
    if !admission.allowed {
        let retry_after_s = admission.retry_after_s.unwrap_or(1).max(1);
        if E::SPEC.thinks_ahead {
            let until = host.now().ms() + i64::from(retry_after_s) * 1000;
            ahead::refuse(caller.user_id().unwrap_or_default(), Time::from_ms(until));
        }
        return Err(Error::RateLimited { limit: admission.limit, retry_after_s });
    }
    Ok(true)
}

/// One database call: the rate limit, and the kept answer, whose request it
/// records. Callers without a user have neither.
async fn admit<E: Endpoint>(
    caller: &E::Caller,
    key: Option<&str>,
    request: &Request,
    arrived: Time,
    host: &dyn Host,
) -> Result<Option<Admission>> {
    let Some(p_user_id) = caller.user_id() else { return Ok(None) };
    let ask = Admit {
        p_user_id,
        p_function: E::SPEC.name,
        p_insight_type: key.map(|_| E::SPEC.name),
        p_context_id: key,
        p_limit: E::SPEC.per_minute,
        p_window_s: 60,
        p_request_id: &request.id,
        p_elapsed_ms: host.now().ms() - arrived.ms(),
    };
    let db = Db::new(host, Rights::Service);
    let admission = db.call("edge_admit", &ask);
    let admission = if E::SPEC.survives_outage {
        patiently(host, admission).await.unwrap_or_else(|| Err(too_slow()))
    } else {
        admission.await
    };
    match admission {
        Ok(admission) => Ok(Some(admission)),
        Err(Error::Unavailable { detail, .. }) if E::SPEC.survives_outage => {
            host.log(&log::warning(E::SPEC.name, &request.id, &format!("not admitted: {detail}")));
            Ok(None)
        }
        // The machinery's own rights are ours to mend, never the caller's.
        Err(error @ Error::Unavailable { .. }) => Err(error),
        Err(error) => Err(Error::Internal(format!(
            "edge_admit: {}",
            error.secret_detail().map_or_else(|| error.to_string(), str::to_owned)
        ))),
    }
}

/// How long a function that survives an outage waits to be told whether a
/// request may go on, and in what parts.
const PATIENCE_MS: i64 = 1500;
const PART_MS: i64 = 100;

/// Waits in parts, of which each counts once however late its timer comes: what
/// an isolate spends on other requests is no silence of the database, or whoever
/// keeps it busy would pass unlimited.
async fn patiently<T>(host: &dyn Host, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    for _ in 0..PATIENCE_MS / PART_MS {
        let part = Time::from_ms(host.now().ms() + PART_MS);
        if let Some(done) = deadline::by(host, part, work.as_mut()).await {
            return Some(done);
        }
    }
    None
}

fn too_slow() -> Error {
    Error::Unavailable {
        service: "the database",
        detail: format!("no answer within {PATIENCE_MS} ms"),
    }
}

fn respond<E: Endpoint>(
    outcome: Result<Answer>,
    request_id: &str,
    admission: Option<&Admission>,
) -> Response {
    let mut headers = vec![
        ("content-type", "application/json; charset=utf-8".to_owned()),
        ("x-request-id", request_id.to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    // Named as in draft-ietf-httpapi-ratelimit-headers.
    if let Some(Admission { limit, remaining, reset_s, .. }) = admission {
        headers.push(("ratelimit-policy", format!("\"user\";q={limit};w=60")));
        headers.push(("ratelimit", format!("\"user\";r={remaining};t={reset_s}")));
    }
    match outcome {
        Ok(answer) => {
            headers.push(("cache-control", E::SPEC.cache_control.to_owned()));
            Response { status: 200, headers, body: answer.body }
        }
        Err(error) => {
            headers.push(("cache-control", "no-store".to_owned()));
            if let Some(seconds) = error.retry_after_s() {
                headers.push(("retry-after", seconds.to_string()));
            }
            if let Error::MethodNotAllowed(method) = error {
                headers.push(("allow", method.to_owned()));
            }
            let body = wire::to_string(&error.body(request_id)).into_bytes();
            Response { status: error.code().1, headers, body }
        }
    }
}

/// Writes down a finished request and keeps its answer. Runs after the answer
/// is on its way: a failure is logged, and costs nobody anything else.
pub async fn record(record: Record, host: &dyn Host) {
    if let Err(error) = Db::new(host, Rights::Service).run("edge_record", &record).await {
        let detail = error.secret_detail().map_or_else(|| error.to_string(), str::to_owned);
        let message = format!("not recorded: {detail}");
        host.log(&log::warning(record.p_function, &record.p_request_id, &message));
    }
}
