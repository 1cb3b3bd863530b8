//! Moments as people say them.

use crate::Time;
use crate::events::Zone;
use crate::time::civil_from_days;

const DAY: i64 = 1440;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The clock of a place; UTC, and said so, where none is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock<'a> {
    pub(super) zone: Option<&'a Zone>,
    pub(super) now: Time,
}

impl Clock<'_> {
    /// Local minutes since 1970-01-01T00:00.
    fn local(&self, time: Time) -> i64 {
        self.zone.map_or(time.minutes_since(Time::default()), |zone| zone.local_minutes(time))
    }

    /// `today 14:00`, `tomorrow 14:00`, `Sat 21 Nov 14:00`, with the year where
    /// it is another.
    pub(super) fn tell(&self, words: &mut String, time: Time) {
        self.tell_day(words, time);
        words.push(' ');
        self.tell_hour(words, time);
        words.push_str(self.zone_words());
    }

    /// Whether two moments are of the same day.
    pub(super) fn same_day(&self, one: Time, other: Time) -> bool {
        self.local(one).div_euclid(DAY) == self.local(other).div_euclid(DAY)
    }

    /// `Sat 21 Nov 14:00–18:30`, with the second day where it is another.
    pub(super) fn tell_range(&self, words: &mut String, from: Time, to: Time) {
        self.tell_day(words, from);
        words.push(' ');
        self.tell_hours(words, from, to);
    }

    /// `14:00–18:30`, with the second day where it is another.
    pub(super) fn tell_hours(&self, words: &mut String, from: Time, to: Time) {
        self.tell_hour(words, from);
        if from < to {
            words.push('–');
            // Midnight ends the day before.
            let last = Time::from_ms(to.ms() - 1);
            if !self.same_day(last, from) {
                self.tell_day(words, to);
                words.push(' ');
            }
            self.tell_hour(words, to);
        }
        words.push_str(self.zone_words());
    }

    fn tell_hour(&self, words: &mut String, time: Time) {
        let minute = self.local(time).rem_euclid(DAY);
        two_digits(words, minute / 60);
        words.push(':');
        two_digits(words, minute % 60);
    }

    const fn zone_words(&self) -> &'static str {
        if self.zone.is_none() { " UTC" } else { "" }
    }

    /// `today`, `tomorrow`, `Sat 21 Nov`.
    pub(super) fn tell_day(&self, words: &mut String, time: Time) {
        let (day, today) = (self.local(time).div_euclid(DAY), self.local(self.now).div_euclid(DAY));
        match day - today {
            0 => return words.push_str("today"),
            1 => return words.push_str("tomorrow"),
            _ => {}
        }
        let (year, month, date) = civil_from_days(day);
        // 1970-01-01 was a Thursday.
        words.push_str(WEEKDAYS.get((day + 3).rem_euclid(7) as usize).unwrap_or(&""));
        words.push(' ');
        words.push_str(&date.to_string());
        words.push(' ');
        words.push_str(MONTHS.get((month - 1) as usize).unwrap_or(&""));
        if year != civil_from_days(today).0 {
            words.push(' ');
            words.push_str(&year.to_string());
        }
    }
}

fn two_digits(words: &mut String, number: i64) {
    if number < 10 {
        words.push('0');
    }
    words.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::{Clock, Time, Zone};

    fn told(zone: Option<&Zone>, time: &str) -> String {
        let now = Time::parse("2026-11-21T23:30:00Z").unwrap();
        let mut words = String::new();
        Clock { zone, now }.tell(&mut words, Time::parse(time).unwrap());
        words
    }

    #[test]
    fn days_are_those_of_the_place() {
        let paris = Zone::new(vec![(Time::default(), 60)]);
        assert_eq!(told(Some(&paris), "2026-11-22T08:05:00Z"), "today 09:05");
        assert_eq!(told(Some(&paris), "2026-11-22T23:00:00Z"), "tomorrow 00:00");
        assert_eq!(told(None, "2026-11-22T08:05:00Z"), "tomorrow 08:05 UTC");
        assert_eq!(told(None, "2026-11-28T14:00:00Z"), "Sat 28 Nov 14:00 UTC");
        assert_eq!(told(None, "2027-01-01T00:00:00Z"), "Fri 1 Jan 2027 00:00 UTC");
    }

    #[test]
    fn a_range_tells_the_day_once_where_it_is_one() {
        let range = |from: &str, to: &str| {
            let [now, from, to] =
                ["2026-11-01T00:00:00Z", from, to].map(|time| Time::parse(time).unwrap());
            let mut words = String::new();
            Clock { zone: Some(&Zone::utc()), now }.tell_range(&mut words, from, to);
            words
        };
        let from = "2026-11-21T14:00:00Z";
        assert_eq!(range(from, "2026-11-21T18:30:00Z"), "Sat 21 Nov 14:00–18:30");
        assert_eq!(range(from, "2026-11-22T00:00:00Z"), "Sat 21 Nov 14:00–00:00");
        assert_eq!(range(from, "2026-11-22T02:00:00Z"), "Sat 21 Nov 14:00–Sun 22 Nov 02:00");
        assert_eq!(range(from, from), "Sat 21 Nov 14:00");
    }
}
