//! Packages that fit a job: what cannot be had is set apart, the rest compared
//! by a weighted sum, so that a package better on every criterion is never
//! ranked below another.

use super::criteria::Criteria;
use super::report::{
    Criterion, CriterionScore, Excluded, Item, MOST, PackageItem, Recommendation,
    RecommendationsReport, Stability, Swap,
};
use super::request::{MAX_PACKAGES, Package, RecommendationContext};
use super::timeline;
use crate::order::sorted;
use crate::{Problem, Time};

/// From this score on a criterion speaks for a package.
const MERIT: f64 = 0.6;

/// A package with what it scored.
struct Ranked<'a> {
    package: &'a Package,
    scores: Vec<CriterionScore>,
    total: f64,
}

/// Recommends packages for a job.
///
/// # Errors
/// [`Problem::TooMany`] above [`MAX_PACKAGES`], [`Problem::Invalid`] for an id
/// used twice.
pub fn packages(
    context: &RecommendationContext,
    packages: &[Package],
    now: Time,
) -> Result<RecommendationsReport, Problem> {
    check(packages)?;
    let days = context.timeline.as_deref().and_then(|text| timeline::days(text, now));
    let criteria = Criteria::new(context, packages, days);
    let mut excluded = Vec::new();
    let mut ranked: Vec<Ranked<'_>> = Vec::new();
    for package in packages {
        if let Some(reason) = ruled_out(package, context, days) {
            excluded.push(Excluded { id: package.id.clone(), reason });
            continue;
        }
        let of = |&(criterion, weight): &(Criterion, f64)| CriterionScore {
            criterion,
            weight,
            score: criteria.score(package, criterion),
        };
        let scores: Vec<CriterionScore> = criteria.weights.iter().map(of).collect();
        let total = scores.iter().map(|c| c.weight * c.score).sum();
        ranked.push(Ranked { package, scores, total });
    }
    let of = |at: u32| ranked.get(at as usize);
    let key = |at: u32| of(at).map(|r| (r.package.price, r.package.id.as_str()));
    let total = |at: u32| of(at).map_or(0.0, |r| r.total);
    let order = sorted(ranked.len(), &|a, b| {
        total(b).total_cmp(&total(a)).then_with(|| key(a).cmp(&key(b)))
    });
    let ranked: Vec<&Ranked<'_>> = order.iter().filter_map(|at| of(*at)).collect();
    let stability = ranked.first().zip(ranked.get(1)).map(|(a, b)| stability(a, b));
    let recommendations = ranked
        .into_iter()
        .take(MOST)
        .map(|ranked| Recommendation {
            score: ranked.total,
            rationale: rationale(ranked, &criteria, context, days),
            action: Some(format!("/packages/{}", ranked.package.id)),
            item: Item::Package(PackageItem {
                package: ranked.package.clone(),
                criteria: ranked.scores.clone(),
            }),
        })
        .collect();
    Ok(RecommendationsReport { recommendations, excluded, stability })
}

fn check(packages: &[Package]) -> Result<(), Problem> {
    if packages.len() > MAX_PACKAGES {
        let field = "context.packages".into();
        return Err(Problem::TooMany { field, limit: MAX_PACKAGES });
    }
    for (at, package) in packages.iter().enumerate() {
        let first = packages.iter().take(at).position(|other| other.id == package.id);
        if let Some(first) = first {
            let reason = format!("{:?} is already the id of context.packages[{first}]", package.id);
            return Err(Problem::invalid(format!("context.packages[{at}].id"), reason));
        }
    }
    Ok(())
}

/// Why a package cannot be had at all.
fn ruled_out(
    package: &Package,
    context: &RecommendationContext,
    days: Option<i64>,
) -> Option<String> {
    if package.available == Some(false) {
        return Some("it cannot be booked at present".to_owned());
    }
    if let (Some(days), Some(lead)) = (days, package.lead_time_days) {
        if i64::from(lead) > days {
            return Some(format!("it takes {lead} days, {days} are left"));
        }
    }
    match (&context.currency, &package.currency) {
        (Some(wanted), Some(priced)) if !wanted.eq_ignore_ascii_case(priced) => {
            Some(format!("its price is in {priced}, the budget in {wanted}"))
        }
        _ => None,
    }
}

/// How the second could become the first. With one weight `w` changed to `w+d`
/// and all divided by `1+d`, the scores are equal at `d = -margin / difference`,
/// the difference being the first's score on that criterion less the second's.
fn stability(first: &Ranked<'_>, second: &Ranked<'_>) -> Stability {
    let margin = first.total - second.total;
    let swaps = first.scores.iter().zip(&second.scores).filter_map(|(a, b)| {
        let change = -margin / (a.score - b.score);
        let to = (a.weight + change) / (1.0 + change);
        let swap = Swap { criterion: a.criterion, from: a.weight, to };
        (change.is_finite() && a.weight + change >= 0.0 && change > -1.0).then_some(swap)
    });
    let size = |swap: &Swap| (swap.to - swap.from).abs();
    Stability { margin, swap: swaps.min_by(|a, b| size(a).total_cmp(&size(b))) }
}

/// The two criteria that carry the score, and the one that costs it most.
fn rationale(
    ranked: &Ranked<'_>,
    criteria: &Criteria<'_>,
    context: &RecommendationContext,
    days: Option<i64>,
) -> String {
    let say = |criterion| sentence(ranked.package, criteria, criterion, context, days);
    let gain = |at: u32| ranked.scores.get(at as usize).map_or(0.0, |c| c.weight * c.score);
    let order = sorted(ranked.scores.len(), &|a, b| gain(b).total_cmp(&gain(a)));
    let by_gain: Vec<&CriterionScore> =
        order.iter().filter_map(|at| ranked.scores.get(*at as usize)).collect();
    let merits = by_gain.iter().filter(|c| c.score >= MERIT).take(2);
    let mut text = merits.map(|c| say(c.criterion)).collect::<Vec<_>>().join("; ");
    let loss = |c: &CriterionScore| c.weight * (1.0 - c.score);
    let faults = by_gain.iter().filter(|c| c.score < MERIT);
    if let Some(worst) = faults.max_by(|a, b| loss(a).total_cmp(&loss(b))) {
        if !text.is_empty() {
            text.push_str("; but ");
        }
        text.push_str(&say(worst.criterion));
    }
    text.push('.');
    text
}

fn sentence(
    package: &Package,
    criteria: &Criteria<'_>,
    criterion: Criterion,
    context: &RecommendationContext,
    days: Option<i64>,
) -> String {
    match criterion {
        Criterion::Fit => {
            let (covered, missing) = criteria.fit(package);
            let percent = (covered * 100.0 + 0.5) as u32;
            match missing.as_slice() {
                [] => "covers all requirements".to_owned(),
                missing => {
                    format!("covers {percent}% of the requirements, lacks {}", missing.join(", "))
                }
            }
        }
        Criterion::Budget => {
            let (price, budget) = (package.price, context.budget.unwrap_or(0));
            let percent = |part: u64| (part as f64 * 100.0 / budget.max(1) as f64 + 0.5) as u64;
            if price <= budget {
                format!("within the budget ({}% of it)", percent(price))
            } else {
                format!("{}% above the budget", percent(price - budget).max(1))
            }
        }
        Criterion::Timeline => match (package.lead_time_days, days) {
            (Some(lead), Some(days)) => format!("ready in {lead} of {days} days"),
            _ => "its lead time is not known".to_owned(),
        },
        Criterion::Popularity => match criteria.popularity(package) {
            (_, _, 0.0) => "not offered yet".to_owned(),
            (_, accepted, offered) => format!("accepted {accepted} of {offered} times"),
        },
    }
}
