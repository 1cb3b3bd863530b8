//! The time zone of an event, as the platform knows it.

use analysis::events::{Event, Zone};

use crate::error::{Error, Result};
use crate::host::Host;

/// Minutes in a year, leap day included.
const YEAR: i64 = 366 * 1440;

/// The offsets of an event's zone, from a year before its start to three years
/// after it; UTC where it names none, or has no calendar that could tell. `field`
/// is the path of `timeZone` in the request.
pub fn of(event: &Event, host: &dyn Host, field: &str) -> Result<Zone> {
    sampled(event, host, field, None)
}

/// The same, for times that are told: also where there is no calendar, then
/// from two months before the event's start to a year after it.
pub fn told(event: &Event, host: &dyn Host, field: &str) -> Result<Zone> {
    sampled(event, host, field, Some((YEAR / 6, YEAR)))
}

/// `told`: how long before and after its start the zone of an event without a
/// calendar is wanted.
fn sampled(event: &Event, host: &dyn Host, field: &str, told: Option<(i64, i64)>) -> Result<Zone> {
    let Some(name) = &event.time_zone else { return Ok(Zone::utc()) };
    let Some(offset_at) = host.time_zone(name) else {
        return Err(Error::invalid(field, "is not the IANA name of a time zone"));
    };
    let worked = event.calendar.as_ref().map(|_| (YEAR, 3 * YEAR));
    let Some((before, after)) = worked.or(told) else { return Ok(Zone::utc()) };
    let start = event.starts_at;
    Ok(Zone::sampled(start.plus_minutes(-before), start.plus_minutes(after), offset_at))
}
