//! What a person is likely to use next: recency, frequency and what usually
//! follows (after `AccessRank`; Fitchett & Cockburn 2012).

use super::catalogue::{FEATURES, find};
use crate::Time;
use crate::at::At;
use crate::letters::lowered;
use crate::order;
use crate::recommend::FeatureUse;
use crate::search;
use std::f64::consts::LN_2;

/// A use counts half as much after ten more.
const DECAY: f64 = 0.1;
/// Uses that a role's prior stands for.
const PRIOR_USES: f64 = 1.0;
/// Prior of a feature that is not made for the role, or where none is known.
const OTHER_ROLE: f64 = 0.25;
/// Steps that the overall habit stands for beside the observed next steps.
const HABIT_STEPS: f64 = 2.0;
/// Hours around the present one that count as the same time of day.
const NEAR_HOURS: i64 = 2;
const HOUR_MS: i64 = 3_600_000;

/// A person's habits, by feature.
#[derive(Debug, Clone, Default)]
pub(super) struct Habit {
    /// Probability of being the next one used; adds up to one.
    pub(super) next: Vec<f64>,
    /// How often it was used.
    pub(super) uses: Vec<u32>,
    /// When last.
    pub(super) last: Vec<Option<Time>>,
    /// The feature they are at, or were at last.
    pub(super) previous: Option<usize>,
    /// How often it came right after that one.
    pub(super) followed: Vec<u32>,
    /// Whether it is made for the person's role.
    pub(super) for_role: Vec<bool>,
}

impl Habit {
    pub(super) fn new(
        uses: &[FeatureUse],
        of: &[Option<usize>],
        page: Option<&str>,
        role: Option<&str>,
        now: Time,
    ) -> Self {
        let mut steps: Vec<(Time, usize)> = uses
            .iter()
            .zip(of)
            .filter(|(used, _)| used.at <= now && used.accepted != Some(false))
            .filter_map(|(used, of)| of.map(|feature| (used.at, feature)))
            .collect();
        order::ascending(&mut steps);
        let n = FEATURES.len();
        let role = role.map(lowered);
        let made_for = |roles: &[&str]| {
            role.as_deref()
                .is_some_and(|role| roles.iter().any(|known| search::contains(role, known)))
        };
        let mut habit = Self {
            next: vec![0.0; n],
            uses: vec![0; n],
            last: vec![None; n],
            previous: page.and_then(find).or(steps.last().map(|step| step.1)),
            followed: vec![0; n],
            for_role: FEATURES.iter().map(|feature| made_for(feature.roles)).collect(),
        };
        let prior = |for_role: &bool| PRIOR_USES * if *for_role { 1.0 } else { OTHER_ROLE };
        let mut weight: Vec<f64> = habit.for_role.iter().map(prior).collect();
        let mut near = vec![0_u32; n];
        let hour = |at: Time| at.ms().div_euclid(HOUR_MS).rem_euclid(24);
        for (age, &(at, feature)) in steps.iter().rev().enumerate() {
            // Not `exp2`, which brings a table of four kilobytes.
            weight.change(feature, |sum| *sum += libm::exp(-DECAY * LN_2 * age as f64));
            habit.uses.change(feature, |count| *count += 1);
            if habit.last.at(feature).is_none() {
                habit.last.put(feature, Some(at));
            }
            let apart = (hour(at) - hour(now)).rem_euclid(24);
            if apart.min(24 - apart) <= NEAR_HOURS {
                near.change(feature, |count| *count += 1);
            }
        }
        for pair in steps.windows(2) {
            if let [(_, from), (_, to)] = pair {
                if Some(*from) == habit.previous {
                    habit.followed.change(*to, |count| *count += 1);
                }
            }
        }
        let all: f64 = weight.iter().sum();
        let left = f64::from(habit.followed.iter().sum::<u32>());
        for feature in 0..n {
            let share = weight.at(feature) / all;
            let step = (f64::from(habit.followed.at(feature)) + HABIT_STEPS * share)
                / (left + HABIT_STEPS);
            // How much more often than by chance it is used at this time of day.
            let expected = f64::from(habit.uses.at(feature)) * (2 * NEAR_HOURS + 1) as f64 / 24.0;
            let hourly = (f64::from(near.at(feature)) + 1.0) / (expected + 1.0);
            habit.next.put(feature, step * hourly.sqrt());
        }
        let total: f64 = habit.next.iter().sum();
        habit.next.iter_mut().for_each(|next| *next /= total);
        habit
    }
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, Habit, find};
    use crate::Time;
    use crate::recommend::FeatureUse;
    use crate::rng::Rng;

    /// Somebody who follows a routine two times of three, else wanders to a
    /// few favourites; one use every seven hours.
    fn uses(seed: u64) -> Vec<FeatureUse> {
        let mut rng = Rng::new(seed);
        let mut at = 0;
        (0..300)
            .map(|step| {
                let favourites = [0, 3, 7, 8, 9];
                at = match rng.below(3) {
                    0 => favourites[rng.below(5)],
                    _ => (at * 5 + 3) % FEATURES.len(),
                };
                FeatureUse {
                    feature: FEATURES[at].id.to_owned(),
                    at: Time::from_ms(step * 7 * 3_600_000),
                    accepted: None,
                }
            })
            .collect()
    }

    #[test]
    fn its_first_three_hit_more_often_than_the_most_recent_or_the_most_frequent() {
        let (mut habit_hits, mut recent_hits, mut frequent_hits) = (0, 0, 0);
        for seed in 0..10 {
            let uses = uses(seed);
            let of: Vec<_> = uses.iter().map(|used| find(&used.feature)).collect();
            for known in 50..uses.len() {
                let (past, next) = (&uses[..known], &uses[known]);
                let hit = |scores: Vec<f64>| {
                    let mut order: Vec<usize> = (0..FEATURES.len()).collect();
                    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
                    usize::from(order[..3].iter().any(|&f| FEATURES[f].id == next.feature))
                };
                habit_hits += hit(Habit::new(past, &of[..known], None, None, next.at).next);
                let place = |f: usize| past.iter().rposition(|used| used.feature == FEATURES[f].id);
                recent_hits +=
                    hit((0..FEATURES.len()).map(|f| place(f).map_or(-1.0, |p| p as f64)).collect());
                let count =
                    |f: usize| past.iter().filter(|used| used.feature == FEATURES[f].id).count();
                frequent_hits += hit((0..FEATURES.len()).map(|f| count(f) as f64).collect());
            }
        }
        assert!(
            habit_hits > recent_hits && habit_hits > frequent_hits,
            "{habit_hits} against {recent_hits} and {frequent_hits}"
        );
    }
}
