//! Working time as an axis of its own.
//!
//! Every task of an event keeps the event's calendar, so a network can be
//! scheduled in plain working minutes and only its results be turned into
//! moments. A position on the axis is the count of working minutes since
//! minute 0 (negative before it). Where work pauses, one position is two
//! moments: the end of the span before the pause (where a task finishes) and
//! the beginning of the one after (where a task starts).

use super::event::{Calendar, Exception};
use super::wall::{ClockTime, DAY};
use super::zone::Zone;
use crate::at::At;
use crate::order;
use crate::time::{MINUTE_MS, Time};
use crate::{Problem, at::ListAt};

/// Days to either side of minute 0 that a calendar is followed: a century.
pub const FARTHEST_DAY: i64 = 36_525;

/// The working minutes of a calendar, counted from minute 0.
#[derive(Debug, Clone)]
pub struct WorkingTime {
    origin: Time,
    /// None: always working, so that the axis is the clock.
    spans: Option<Spans>,
}

/// Disjoint, ascending spans of work, in minutes since minute 0, between two
/// days that were looked at; position `before[i]` is where span `i` begins.
#[derive(Debug, Clone)]
struct Spans {
    week: Week,
    zone: Zone,
    /// The local day of minute 0, and how far around it `from`, `to` reach.
    today: i64,
    reach: i64,
    from: Vec<i64>,
    to: Vec<i64>,
    before: Vec<i64>,
}

/// Hours in minutes after midnight, by weekday (0 is Monday) and by date,
/// ascending.
#[derive(Debug, Clone)]
struct Week {
    usual: Vec<Vec<(i64, i64)>>,
    special: Vec<(i64, Vec<(i64, i64)>)>,
}

impl WorkingTime {
    /// The axis of a calendar, or the clock's own without one. `origin` is
    /// minute 0; its seconds are cut.
    ///
    /// # Errors
    /// A calendar without any working time.
    pub fn new(calendar: Option<&Calendar>, zone: &Zone, origin: Time) -> Result<Self, Problem> {
        let origin = Time::from_ms(origin.ms() - origin.ms().rem_euclid(MINUTE_MS));
        let spans = match calendar {
            None => None,
            Some(calendar) => {
                let week = Week::new(calendar);
                if week.is_idle() {
                    let reason = "has no working time at all";
                    return Err(Problem::invalid("event.calendar", reason));
                }
                let today = zone.local_minutes(origin).div_euclid(DAY);
                let mut spans = Spans {
                    week,
                    zone: zone.clone(),
                    today,
                    reach: 16,
                    from: Vec::new(),
                    to: Vec::new(),
                    before: Vec::new(),
                };
                spans.fill(origin);
                Some(spans)
            }
        };
        Ok(Self { origin, spans })
    }

    /// Minute 0.
    pub fn origin(&self) -> Time {
        self.origin
    }

    /// Whether every minute is a working minute.
    pub fn is_always(&self) -> bool {
        self.spans.is_none()
    }

    /// The first whole minute at or after a moment.
    pub fn minute_from(&self, moment: Time) -> i64 {
        -self.origin.minutes_since(moment)
    }

    /// The last whole minute at or before a moment.
    pub fn minute_until(&self, moment: Time) -> i64 {
        moment.minutes_since(self.origin)
    }

    /// The moment of a minute.
    pub fn moment(&self, minute: i64) -> Time {
        self.origin.plus_minutes(minute)
    }

    /// Follows the calendar over these minutes, which must be done before
    /// asking about them.
    ///
    /// # Errors
    /// Minutes more than a century away.
    pub fn follow_minutes(&mut self, first: i64, last: i64) -> Result<(), Problem> {
        self.follow(|spans| {
            // A day's hours may begin a day earlier and end a day later than its date.
            let days = (first.abs().max(last.abs()) / DAY).saturating_add(3);
            spans.reach >= days
        })
    }

    /// Follows the calendar until it has these positions.
    ///
    /// # Errors
    /// A calendar with so little work that it takes more than a century.
    pub fn follow_work(&mut self, first: i64, last: i64) -> Result<(), Problem> {
        self.follow(|spans| {
            // Within the last span, which is the only one where work never pauses.
            spans.before.first().is_some_and(|&least| least < first) && spans.end() > last
        })
    }

    #[inline(never)]
    fn follow(&mut self, reaches: impl Fn(&Spans) -> bool) -> Result<(), Problem> {
        let Some(spans) = &mut self.spans else { return Ok(()) };
        while !reaches(spans) {
            if spans.reach >= FARTHEST_DAY {
                let reason = "cannot be followed further than a century from startsAt";
                return Err(Problem::invalid("event.calendar", reason));
            }
            spans.reach = (spans.reach * 4).min(FARTHEST_DAY);
            spans.fill(self.origin);
        }
        Ok(())
    }

    /// Working minutes from minute 0 until `minute`.
    pub fn work_at(&self, minute: i64) -> i64 {
        let Some(spans) = &self.spans else { return minute };
        let next = spans.from.partition_point(|&from| from <= minute);
        match next.checked_sub(1) {
            None => spans.before.first().copied().unwrap_or_default(),
            Some(i) => spans.before.at(i) + minute.min(spans.to.at(i)) - spans.from.at(i),
        }
    }

    /// The minute at which work at this position goes on: where a task starts.
    pub fn start_of(&self, position: i64) -> i64 {
        let Some(spans) = &self.spans else { return position };
        spans.minute(spans.before.partition_point(|&before| before <= position), position)
    }

    /// The minute by which this position was reached: where a task finishes.
    /// Nothing of the plan's own finishes before minute 0.
    pub fn finish_of(&self, position: i64) -> i64 {
        let Some(spans) = &self.spans else { return position };
        let next = spans.before.partition_point(|&before| before < position);
        let minute = spans.minute(next, position);
        if position >= 0 { minute.max(0) } else { minute }
    }

    /// The stretches of work between two minutes.
    pub fn stretches(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let Some(spans) = &self.spans else { return vec![(from, to)] };
        let first = spans.to.partition_point(|&end| end <= from);
        let starts = spans.from.iter().skip(first);
        let all = starts.zip(spans.to.iter().skip(first));
        all.map(|(&start, &end)| (start.max(from), end.min(to)))
            .take_while(|&(start, _)| start < to)
            .collect()
    }
}

impl Spans {
    fn minute(&self, next: usize, position: i64) -> i64 {
        let i = next.saturating_sub(1);
        self.from.at(i) + position - self.before.at(i)
    }

    /// The position where the last span ends.
    fn end(&self) -> i64 {
        let last = self.before.len().saturating_sub(1);
        match self.before.get(last) {
            Some(before) => before + self.to.at(last) - self.from.at(last),
            None => i64::MIN,
        }
    }

    /// Lays out the spans of all days within reach.
    fn fill(&mut self, origin: Time) {
        let mut hours: Vec<(i64, i64)> = Vec::new();
        for day in self.today - self.reach..=self.today + self.reach {
            hours.extend(self.week.of(day).iter().map(|&(from, to)| {
                let minute = |clock| self.zone.moment(day * DAY + clock).minutes_since(origin);
                (minute(from), minute(to))
            }));
        }
        order::ascending(&mut hours);
        self.from.clear();
        self.to.clear();
        self.before.clear();
        let mut work = 0;
        for (from, to) in hours {
            match self.to.last_mut() {
                Some(end) if *end >= from => {
                    work += (to - *end).max(0);
                    *end = to.max(*end);
                }
                _ if to > from => {
                    self.from.push(from);
                    self.to.push(to);
                    self.before.push(work);
                    work += to - from;
                }
                _ => {}
            }
        }
        let next = self.from.partition_point(|&from| from <= 0);
        let zero = next
            .checked_sub(1)
            .map_or(0, |i| self.before.at(i) + self.to.at(i).min(0) - self.from.at(i));
        for before in &mut self.before {
            *before -= zero;
        }
    }
}

impl Week {
    fn new(calendar: &Calendar) -> Self {
        let mut usual = vec![Vec::new(); 7];
        match &calendar.working_hours {
            None => usual = vec![vec![(0, DAY)]; 7],
            Some(hours) => {
                for span in hours {
                    let day = usize::from(span.day).saturating_sub(1);
                    usual.change(day, |day| day.push(hours_of(span.from, span.to)));
                }
            }
        }
        let mut exceptions: Vec<&Exception> = calendar.exceptions.iter().collect();
        order::by_key(&mut exceptions, |one| one.date);
        let mut special: Vec<(i64, Vec<(i64, i64)>)> = Vec::new();
        for Exception { date, from, to } in exceptions {
            let date = date.days();
            if special.last().is_none_or(|&(last, _)| last != date) {
                special.push((date, Vec::new()));
            }
            if from.is_some() || to.is_some() {
                let hours = hours_of(from.unwrap_or_default(), to.unwrap_or_default());
                special.iter_mut().last().into_iter().for_each(|(_, day)| day.push(hours));
            }
        }
        Self { usual, special }
    }

    fn is_idle(&self) -> bool {
        self.usual.iter().all(Vec::is_empty)
            && self.special.iter().all(|(_, hours)| hours.is_empty())
    }

    fn of(&self, day: i64) -> &[(i64, i64)] {
        // 1970-01-01 was a Thursday.
        let weekday = (day + 3).rem_euclid(7) as usize;
        match self.special.binary_search_by_key(&day, |(date, _)| *date) {
            Ok(at) => self.special.get(at).map_or(&[], |(_, hours)| hours.as_slice()),
            Err(_) => self.usual.list_at(weekday),
        }
    }
}

/// `to` at or before `from` is on the next day.
fn hours_of(from: ClockTime, to: ClockTime) -> (i64, i64) {
    let (from, to) = (from.minutes(), to.minutes());
    (from, if to > from { to } else { to + DAY })
}
