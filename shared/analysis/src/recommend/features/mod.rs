//! Features: what the person is likely to need next, and one drawn to learn
//! whether it would be taken up.

mod catalogue;
mod habit;

pub use catalogue::{FEATURES, Feature};
use kernels::choice::thompson::{Outcomes, pick, propensities};

use super::input::{Context, FeatureUse, MAX_FEATURE_USES};
use super::report::{Exploration, Item, Recommendation, Recommendations};
use super::{MOST, shown};
use crate::at::At;
use crate::order;
use crate::rng::Rng;
use crate::{Problem, Time};
use catalogue::find;
use habit::Habit;

const DAY_MINUTES: i64 = 24 * 60;

pub(super) fn features(
    context: &Context,
    uses: &[FeatureUse],
    now: Time,
    seed: u64,
) -> Result<Recommendations, Problem> {
    likely(context, uses, now, &|arms| {
        let chances = propensities(arms);
        let arm = pick(&chances, Rng::new(seed).unit());
        Some((arm, chances.at(arm)))
    })
}

/// The same without one that is drawn.
pub(super) fn plainly(
    context: &Context,
    uses: &[FeatureUse],
    now: Time,
) -> Result<Recommendations, Problem> {
    likely(context, uses, now, &|_| None)
}

/// The arm drawn by its outcomes, with its propensity.
type Draw<'a> = dyn Fn(&[Outcomes]) -> Option<(usize, f64)> + 'a;

/// The features likely to be needed next, then the one of the rest that is
/// drawn by how their recommendations were received, with its propensity.
fn likely(
    context: &Context,
    uses: &[FeatureUse],
    now: Time,
    draw: &Draw<'_>,
) -> Result<Recommendations, Problem> {
    if uses.len() > MAX_FEATURE_USES {
        return Err(Problem::TooMany {
            field: "context.featureUses".into(),
            limit: MAX_FEATURE_USES,
        });
    }
    let page = context.current_page.as_deref();
    let of: Vec<Option<usize>> = uses.iter().map(|used| find(&used.feature)).collect();
    let habit = Habit::new(uses, &of, page, context.user_role.as_deref(), now);
    let here = page.and_then(find);
    let mut order: Vec<usize> = (0..FEATURES.len()).filter(|&f| Some(f) != here).collect();
    order::by(&mut order, |&a, &b| habit.next.at(b).total_cmp(&habit.next.at(a)).then(a.cmp(&b)));
    let scores: Vec<f64> = order.iter().map(|&feature| habit.next.at(feature)).collect();
    // The last slot is chance's, whatever the scores say.
    let sure = shown(&scores).min(MOST - 1);
    let rest = order.split_off(sure);
    let mut recommendations: Vec<Recommendation> =
        order.iter().filter_map(|&feature| recommendation(feature, &habit, context, now)).collect();
    let outcomes = outcomes(uses, &of);
    let arms: Vec<Outcomes> = rest.iter().map(|&feature| outcomes.at(feature)).collect();
    let drawn = draw(&arms).and_then(|(arm, propensity)| {
        Some((recommendation(*rest.get(arm)?, &habit, context, now)?, propensity))
    });
    let mut exploration = None;
    if let Some((mut drawn, propensity)) = drawn {
        if let Item::Feature(feature) = drawn.item {
            let slot = recommendations.len();
            exploration = Some(Exploration { slot, feature_id: feature.id, propensity });
        }
        drawn.rationale = format!("A suggestion to find out: {}", drawn.rationale);
        recommendations.push(drawn);
    }
    Ok(Recommendations { recommendations, excluded: Vec::new(), stability: None, exploration })
}

/// How its recommendations were received.
fn outcomes(uses: &[FeatureUse], of: &[Option<usize>]) -> Vec<Outcomes> {
    let mut seen = vec![Outcomes::default(); FEATURES.len()];
    for (used, feature) in uses.iter().zip(of) {
        let Some(feature) = *feature else { continue };
        seen.change(feature, |seen| {
            seen.accepted += u32::from(used.accepted == Some(true));
            seen.declined += u32::from(used.accepted == Some(false));
        });
    }
    seen
}

fn recommendation(
    feature: usize,
    habit: &Habit,
    context: &Context,
    now: Time,
) -> Option<Recommendation> {
    let item = FEATURES.get(feature)?;
    let mut reasons = Vec::new();
    let (uses, followed) = (habit.uses.at(feature), habit.followed.at(feature));
    if let (Some(previous), true) = (habit.previous.and_then(|at| FEATURES.get(at)), followed > 0) {
        let steps: u32 = habit.followed.iter().sum();
        reasons.push(format!("next step {followed} of {steps} times after {}", previous.title));
    }
    if let Some(last) = habit.last.at(feature) {
        let days = now.minutes_since(last) / DAY_MINUTES;
        let ago = match days {
            0 => "within a day".to_owned(),
            1 => "a day ago".to_owned(),
            days => format!("{days} days ago"),
        };
        let times = if uses == 1 { "once".to_owned() } else { format!("{uses} times") };
        reasons.push(format!("used {times}, last {ago}"));
    } else {
        reasons.push("not used yet".to_owned());
    }
    if let (Some(role), true) = (&context.user_role, habit.for_role.at(feature)) {
        reasons.push(format!("made for the role {role}"));
    }
    Some(Recommendation {
        item: Item::Feature(item),
        score: habit.next.at(feature),
        rationale: reasons.join("; "),
        action: Some(item.route.to_owned()),
    })
}
