//! What recommendations are made from: taken from the request where it is
//! there, else read under the caller's own rights.

use analysis::events::{Event, Zone};
use analysis::logistics::Sample;
use analysis::recommend::{Context as Known, FeatureUse, Package};
use edge::prelude::*;

/// The arguments of `my_event`.
#[derive(Serialize)]
#[serde(crate = "edge::serde")]
struct WantedEvent<'a> {
    p_event_id: &'a str,
}

/// The arguments of `feature_uses`.
#[derive(Serialize)]
#[serde(crate = "edge::serde")]
struct WantedUses<'a> {
    p_user_id: &'a str,
}

/// The catalogue.
pub(crate) async fn packages(cx: &Context<'_, User>, known: &mut Known) -> Result<Vec<Package>> {
    match known.packages.take() {
        Some(packages) => Ok(packages),
        None => cx.db.call("my_packages", &()).await,
    }
}

/// The samples; others' are only known where the request brings them.
pub(crate) async fn samples(
    cx: &Context<'_, User>,
    known: &mut Known,
    own: bool,
) -> Result<Vec<Sample>> {
    match known.sample_list.take() {
        Some(samples) => Ok(samples),
        None if own => cx.db.call("my_samples", &()).await,
        None => Ok(Vec::new()),
    }
}

/// The event and its time zone, where there is one.
pub(crate) async fn event(
    cx: &Context<'_, User>,
    known: &mut Known,
    own: bool,
) -> Result<Option<(Event, Zone)>> {
    let event = match (known.event.take(), &known.event_id) {
        (Some(_), Some(_)) => {
            return Err(Error::invalid("context.event", "either event or eventId, not both"));
        }
        (Some(event), None) => event,
        (None, Some(p_event_id)) if own => {
            let found: Option<Event> = cx.db.call("my_event", &WantedEvent { p_event_id }).await?;
            found.ok_or(Error::NotFound("event"))?
        }
        (None, _) => return Ok(None),
    };
    let zone = zone(cx, &event)?;
    Ok(Some((event, zone)))
}

/// What the person used; an admin may read everybody's.
pub(crate) async fn uses(
    cx: &Context<'_, User>,
    known: &mut Known,
    p_user_id: &str,
) -> Result<Vec<FeatureUse>> {
    match known.feature_uses.take() {
        Some(uses) => Ok(uses),
        None => cx.db.call("feature_uses", &WantedUses { p_user_id }).await,
    }
}

/// The event's zone from a year before its start to three years after; only a
/// calendar needs it.
fn zone(cx: &Context<'_, User>, event: &Event) -> Result<Zone> {
    const YEAR: i64 = 366 * 1440;
    let Some(name) = &event.time_zone else { return Ok(Zone::utc()) };
    let Some(offset_at) = cx.host.time_zone(name) else {
        return Err(Error::invalid(
            "context.event.timeZone",
            "is not the IANA name of a time zone",
        ));
    };
    if event.calendar.is_none() {
        return Ok(Zone::utc());
    }
    let start = event.starts_at;
    Ok(Zone::sampled(start.plus_minutes(-YEAR), start.plus_minutes(3 * YEAR), offset_at))
}
