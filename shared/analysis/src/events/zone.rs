//! A time zone as data: the core knows no names of places, only the offsets
//! that whoever calls it looked up.

use crate::order;
use crate::time::{MINUTE_MS, Time};

/// UTC offsets over a stretch of time. The first offset also holds before it,
/// the last one for ever after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zone {
    /// From when on, and by how many minutes local time is ahead of UTC.
    offsets: Vec<(Time, i32)>,
}

impl Zone {
    /// Local time is UTC.
    pub const fn utc() -> Self {
        Self { offsets: Vec::new() }
    }

    /// From transitions `(from when, minutes ahead of UTC)`, in any order.
    pub fn new(mut offsets: Vec<(Time, i32)>) -> Self {
        order::ascending(&mut offsets);
        Self { offsets }
    }

    /// The offsets between two moments of a zone that tells its offset at any
    /// moment, each change found to the minute. A change that is taken back
    /// within a fortnight is not seen; no zone on record does that.
    pub fn sampled(from: Time, to: Time, offset_at: impl Fn(Time) -> i32) -> Self {
        const STEP: i64 = 14 * 1440;
        let mut offsets = vec![(from, offset_at(from))];
        let mut before = (from, offset_at(from));
        while before.0 < to {
            let next = before.0.plus_minutes(STEP);
            let offset = offset_at(next);
            if offset != before.1 {
                let (mut low, mut high) = (0, STEP);
                while high - low > 1 {
                    let middle = i64::midpoint(low, high);
                    let seen = offset_at(before.0.plus_minutes(middle));
                    if seen == before.1 { low = middle } else { high = middle }
                }
                let change = before.0.plus_minutes(high);
                offsets.push((change, offset_at(change)));
            }
            before = (next, offset);
        }
        Self { offsets }
    }

    /// Minutes that local time is ahead of UTC at a moment.
    pub fn offset_at(&self, moment: Time) -> i32 {
        let next = self.offsets.partition_point(|&(from, _)| from <= moment);
        self.offsets.get(next.saturating_sub(1)).map_or(0, |&(_, minutes)| minutes)
    }

    /// Local minutes since 1970-01-01T00:00 at a moment.
    pub fn local_minutes(&self, moment: Time) -> i64 {
        moment.ms().div_euclid(MINUTE_MS) + i64::from(self.offset_at(moment))
    }

    /// The moment a local clock shows `minutes` since 1970-01-01T00:00. A time
    /// that the clock shows twice is the first one; one that it skips is moved
    /// on by the length of the gap (the "compatible" rule of RFC 5545 and
    /// ECMAScript's Temporal).
    pub fn moment(&self, minutes: i64) -> Time {
        let at = |offset: i32| Time::from_ms((minutes - i64::from(offset)) * MINUTE_MS);
        // The offsets a day earlier and later enclose any change in between.
        let before = self.offset_at(at(0).plus_minutes(-1440));
        let after = self.offset_at(at(0).plus_minutes(1440));
        let early = at(before.max(after));
        let late = at(before.min(after));
        if self.local_minutes(early) == minutes { early } else { late }
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;
    use crate::Time;

    fn time(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    fn berlin() -> Zone {
        Zone::new(vec![
            (time("2025-10-26T01:00:00Z"), 60),
            (time("2026-03-29T01:00:00Z"), 120),
            (time("2026-10-25T01:00:00Z"), 60),
        ])
    }

    fn local(text: &str) -> i64 {
        time(&format!("{text}:00Z")).minutes_since(Time::default())
    }

    #[test]
    fn turns_local_times_into_moments() {
        for (shown, moment) in [
            ("2026-01-10T09:00", "2026-01-10T08:00:00Z"),
            ("2026-07-10T09:00", "2026-07-10T07:00:00Z"),
            // Skipped: 02:30 does not exist on that night.
            ("2026-03-29T02:30", "2026-03-29T01:30:00Z"),
            // Shown twice: the first, in summer time.
            ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(berlin().moment(local(shown)), time(moment), "{shown}");
        }
    }

    #[test]
    fn finds_every_change_by_asking() {
        let zone = berlin();
        let (from, to) = (time("2025-10-27T12:00:00Z"), time("2027-01-01T00:00:00Z"));
        let found = Zone::sampled(from, to, |moment| zone.offset_at(moment));
        let mut expected = zone.offsets.clone();
        expected[0] = (from, 60);
        assert_eq!(found.offsets, expected);
    }

    #[test]
    fn knows_the_offset_on_both_sides_of_a_change() {
        let zone = berlin();
        assert_eq!(zone.offset_at(time("2026-03-29T00:59:59Z")), 60);
        assert_eq!(zone.offset_at(time("2026-03-29T01:00:00Z")), 120);
        assert_eq!(zone.offset_at(time("1999-01-01T00:00:00Z")), 60);
        assert_eq!(Zone::utc().offset_at(Time::default()), 0);
    }
}
