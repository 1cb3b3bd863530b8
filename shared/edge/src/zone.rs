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
    let Some(name) = &event.time_zone else { return Ok(Zone::utc()) };
    let Some(offset_at) = host.time_zone(name) else {
        return Err(Error::invalid(field, "is not the IANA name of a time zone"));
    };
    if event.calendar.is_none() {
        return Ok(Zone::utc());
    }
    let start = event.starts_at;
    Ok(Zone::sampled(start.plus_minutes(-YEAR), start.plus_minutes(3 * YEAR), offset_at))
}
