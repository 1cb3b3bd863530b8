//! Packages: what cannot be had is set apart with its reason; the rest is
//! judged by fit, budget, timeline and popularity, as far as these are known.

mod popularity;
mod timeline;
mod words;

pub use popularity::wilson_lower_bound;
use popularity::{category_means, popularity};

use super::input::{Context, MAX_PACKAGES, Package};
use super::report::{Criterion, Exclusion, Item, Recommendation, Recommendations, Stability};
use crate::at::At;
use crate::events::ids::Positions;
use crate::order;
use crate::{Problem, Time};
use kernels::choice::mcdm::{tipping_weight, topsis, weighted_mean};
use kernels::words::coverage::{Fit, Wanted};

/// What each criterion counts where all four are known.
const WEIGHTS: [(Criterion, f64); 4] = [
    (Criterion::Fit, 0.40),
    (Criterion::Budget, 0.25),
    (Criterion::Timeline, 0.15),
    (Criterion::Popularity, 0.20),
];
/// What is taken for a value a package does not tell.
const UNKNOWN: f64 = 0.5;
/// Share of the budget above it at which nothing is left of the criterion.
const OVERRUN: f64 = 0.25;
/// Share of the time that suffices as reserve.
const RESERVE: f64 = 0.5;

/// A package under judgement.
struct Judged<'a, 'r> {
    package: &'a Package,
    fit: Option<Fit<'r>>,
    category_mean: f64,
    /// By active criterion.
    values: Vec<f64>,
    score: f64,
}

/// What the packages are judged against.
struct Wish<'r> {
    wanted: Wanted<'r>,
    budget: Option<i64>,
    currency: Option<&'r str>,
    days: Option<i64>,
    /// Criteria that something is known for, their weights adding up to one.
    criteria: Vec<(Criterion, f64)>,
}

/// Tells how stable an order by these criteria and weights is.
type Weigh = fn(&[Judged<'_, '_>], &[(Criterion, f64)], &[f64]) -> Option<Stability>;

pub(super) fn packages(
    context: &Context,
    packages: &[Package],
    now: Time,
) -> Result<Recommendations, Problem> {
    judged(context, packages, now, stability)
}

/// The same without a word on how stable the order is.
pub(super) fn plainly(
    context: &Context,
    packages: &[Package],
    now: Time,
) -> Result<Recommendations, Problem> {
    judged(context, packages, now, |_, _, _| None)
}

fn judged(
    context: &Context,
    packages: &[Package],
    now: Time,
    weigh: Weigh,
) -> Result<Recommendations, Problem> {
    check(packages)?;
    let wish = Wish::new(context, now);
    let means = category_means(packages);
    let (mut judged, mut excluded) = (Vec::new(), Vec::new());
    for (package, category_mean) in packages.iter().zip(means) {
        if let Some(reason) = wish.excludes(package) {
            excluded.push(Exclusion { package_id: package.id.clone(), reason });
        } else {
            judged.push(wish.judge(package, category_mean));
        }
    }
    let weights: Vec<f64> = wish.criteria.iter().map(|(_, weight)| *weight).collect();
    let rows: Vec<Vec<f64>> = judged.iter().map(|one| one.values.clone()).collect();
    for (one, score) in judged.iter_mut().zip(weighted_mean(&rows, &weights)) {
        one.score = score;
    }
    order::by(&mut judged, |a, b| {
        b.score.total_cmp(&a.score).then_with(|| a.package.id.cmp(&b.package.id))
    });
    let scores: Vec<f64> = judged.iter().map(|one| one.score).collect();
    let stability = weigh(&judged, &wish.criteria, &weights);
    let recommendations = judged.iter().take(super::shown(&scores)).map(|one| Recommendation {
        item: Item::Package(one.package.clone()),
        score: one.score,
        rationale: words::rationale(one, &wish),
        action: Some(format!("/packages/{}", one.package.id)),
    });
    Ok(Recommendations {
        recommendations: recommendations.collect(),
        excluded,
        stability,
        exploration: None,
    })
}

fn check(packages: &[Package]) -> Result<(), Problem> {
    if packages.len() > MAX_PACKAGES {
        return Err(Problem::TooMany { field: "context.packages".into(), limit: MAX_PACKAGES });
    }
    Positions::new("context.packages", packages.iter().map(|package| package.id.as_str()))?;
    for (position, package) in packages.iter().enumerate() {
        if package.times_accepted > package.times_offered {
            let field = format!("context.packages[{position}].timesAccepted");
            return Err(Problem::invalid(field, "must not be above timesOffered"));
        }
    }
    Ok(())
}

impl<'r> Wish<'r> {
    fn new(context: &'r Context, now: Time) -> Self {
        let days = context.timeline.as_deref().and_then(|text| timeline::days(text, now));
        let wanted = Wanted::new(&context.requirements);
        let mut criteria: Vec<(Criterion, f64)> = WEIGHTS
            .into_iter()
            .filter(|(criterion, _)| match criterion {
                Criterion::Fit => !wanted.is_empty(),
                Criterion::Budget => context.budget.is_some(),
                Criterion::Timeline => days.is_some(),
                Criterion::Popularity => true,
            })
            .collect();
        let total: f64 = criteria.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut criteria {
            *weight /= total;
        }
        Self {
            wanted,
            budget: context.budget,
            currency: context.currency.as_deref(),
            days,
            criteria,
        }
    }

    /// Why a package cannot be had as asked for.
    fn excludes(&self, package: &Package) -> Option<String> {
        if package.available == Some(false) {
            return Some("not available".to_owned());
        }
        if let (Some(lead), Some(days)) = (package.lead_time_days, self.days) {
            if i64::from(lead) > days {
                let days = days.max(0);
                return Some(format!("takes {lead} days, there are {days}"));
            }
        }
        match (&package.currency, self.currency, self.budget) {
            (Some(theirs), Some(mine), Some(_)) if !theirs.eq_ignore_ascii_case(mine) => {
                Some(format!("priced in {theirs}, the budget is in {mine}"))
            }
            _ => None,
        }
    }

    fn judge<'a>(&self, package: &'a Package, category_mean: f64) -> Judged<'a, 'r> {
        let about = [Some(&package.name), package.category.as_ref(), package.description.as_ref()];
        let texts = package.inclusions.iter().chain(about.into_iter().flatten());
        let fit = self.wanted.fit(&texts.map(String::as_str).collect::<Vec<_>>());
        let value = |criterion| match criterion {
            Criterion::Fit => fit.as_ref().map(|fit| fit.share),
            Criterion::Budget => package.price.zip(self.budget).map(|(p, b)| affordable(p, b)),
            Criterion::Timeline => {
                package.lead_time_days.zip(self.days).map(|(l, d)| in_time(l, d))
            }
            Criterion::Popularity => Some(popularity(package, category_mean)),
        };
        let values = self.criteria.iter().map(|&(c, _)| value(c).unwrap_or(UNKNOWN)).collect();
        Judged { package, fit, category_mean, values, score: 0.0 }
    }
}

/// 1 up to the budget (cheaper is not better), then falling to 0 a quarter
/// above it.
fn affordable(price: i64, budget: i64) -> f64 {
    if price <= budget {
        return 1.0;
    }
    let over = (price - budget) as f64 / budget as f64;
    (1.0 - over / OVERRUN).max(0.0)
}

/// Share of the time left after delivery, 1 from half of it on.
fn in_time(lead_days: u32, days: i64) -> f64 {
    if days <= 0 {
        return 1.0;
    }
    let left = (days - i64::from(lead_days)) as f64 / days as f64;
    (left / RESERVE).clamp(0.0, 1.0)
}

/// Which weight puts another package first most easily.
fn stability(
    judged: &[Judged<'_, '_>],
    criteria: &[(Criterion, f64)],
    weights: &[f64],
) -> Option<Stability> {
    let (first, others) = judged.split_first()?;
    if others.is_empty() {
        return None;
    }
    let rows: Vec<Vec<f64>> = judged.iter().map(|one| one.values.clone()).collect();
    let closeness = topsis(&rows, weights);
    let topsis_agrees = closeness.iter().all(|other| *other <= closeness.at(0));
    let tips = others.iter().flat_map(|other| {
        criteria.iter().enumerate().filter_map(move |(at, &(criterion, weight))| {
            let tipping = tipping_weight(&first.values, &other.values, weights, at)?;
            Some((criterion, weight, tipping, other.package.id.as_str()))
        })
    });
    let change = |tip: &(Criterion, f64, f64, &str)| (tip.2 - tip.1).abs();
    let easiest = tips.min_by(|a, b| change(a).total_cmp(&change(b)));
    Some(Stability {
        criterion: easiest.map(|tip| tip.0),
        weight: easiest.map(|tip| tip.1),
        tipping_weight: easiest.map(|tip| tip.2),
        overtaken_by: easiest.map(|tip| tip.3.to_owned()),
        topsis_agrees,
    })
}
