//! Facts put into words.

use std::fmt::Write;

use super::sample::Sample;

/// `2 d 3 h`, `1 h 20 min`, `45 min`: the two largest units that count.
pub(crate) fn duration(minutes: i64) -> String {
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// `1 sample`, `2 samples`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The most important names of a group and how many more there are: `Gown, Bag
/// and 3 more`. Heroes come first, then high priorities, then the given order.
pub(super) fn names(samples: &[Sample], group: &[u32]) -> String {
    const SHOWN: usize = 3;
    let member = |at: &u32| samples.get(*at as usize);
    let rank = |at: &u32| {
        let sample = member(at);
        let hero = sample.is_some_and(Sample::hero);
        (!hero, sample.and_then(|s| s.priority).unwrap_or(u32::MAX), *at)
    };
    let mut shown: Vec<(bool, u32, u32)> = Vec::with_capacity(SHOWN + 1);
    for at in group {
        let rank = rank(at);
        let place = shown.partition_point(|other| *other < rank);
        if place < SHOWN {
            shown.insert(place, rank);
            shown.truncate(SHOWN);
        }
    }
    let rest = group.len() - shown.len();
    let mut text = String::new();
    for (nth, (_, _, at)) in shown.iter().enumerate() {
        let last = nth + 1 == shown.len() && rest == 0;
        text.push_str(match nth {
            0 => "",
            _ if last => " and ",
            _ => ", ",
        });
        text.push_str(member(at).map_or("", Sample::label));
    }
    if rest > 0 {
        // Writing to a String cannot fail.
        let _ = write!(text, " and {rest} more");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn says_a_duration_in_its_two_largest_units() {
        let said: Vec<String> = [0, 59, 60, 80, 1440, 1441, 1500, 3000].map(duration).into();
        assert_eq!(
            said,
            ["0 min", "59 min", "1 h", "1 h 20 min", "1 d", "1 d", "1 d 1 h", "2 d 2 h"]
        );
    }
}
