//! What recommendations are made from: taken from the request where it is
//! there, else read under the caller's own rights.

use analysis::events::{Event, Zone};
use analysis::logistics::Sample;
use analysis::recommend::{Context as Known, FeatureUse, Package};
use edge::prelude::*;

/// The arguments of `my_event`.
#[derive(ToJson)]
struct WantedEvent<'a> {
    p_event_id: &'a str,
}

/// The arguments of `feature_uses`.
#[derive(ToJson)]
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
    let zone = edge::zone::of(&event, cx.host, "context.event.timeZone")?;
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
