//! What a package scores on each criterion.

use super::report::Criterion;
use super::request::{Package, RecommendationContext};
use super::wilson::wilson_lower_bound;

/// Weights of the criteria, where all are known.
const WEIGHTS: [(Criterion, f64); 4] = [
    (Criterion::Fit, 0.4),
    (Criterion::Budget, 0.3),
    (Criterion::Timeline, 0.15),
    (Criterion::Popularity, 0.15),
];
/// The share of the budget at which a price scores nothing any more.
const BEYOND_BUDGET: f64 = 1.25;
/// Lead time of unknown length scores the middle.
const UNKNOWN_LEAD: f64 = 0.5;
/// Offers that a package without any is credited with, at the acceptance of
/// its kind.
const CREDIT: f64 = 5.0;

/// The criteria that count here, and how to score on them.
pub(super) struct Criteria<'a> {
    requirements: Vec<(&'a str, Vec<String>)>,
    budget: Option<u64>,
    days: Option<i64>,
    /// By category: accepted, offered; and over all.
    acceptance: Vec<(Option<&'a str>, f64, f64)>,
    /// The criteria that are known, their weights adding up to 1.
    pub(super) weights: Vec<(Criterion, f64)>,
}

impl<'a> Criteria<'a> {
    /// Popularity always counts; the others where the context says what for.
    pub(super) fn new(
        context: &'a RecommendationContext,
        packages: &'a [Package],
        days: Option<i64>,
    ) -> Self {
        let requirements: Vec<(&str, Vec<String>)> = context
            .requirements
            .iter()
            .map(|text| (text.as_str(), words(text)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let known = |criterion| match criterion {
            Criterion::Fit => !requirements.is_empty(),
            Criterion::Budget => context.budget.is_some(),
            Criterion::Timeline => days.is_some(),
            Criterion::Popularity => true,
        };
        let counted: Vec<_> = WEIGHTS.into_iter().filter(|(c, _)| known(*c)).collect();
        let total: f64 = counted.iter().map(|(_, weight)| weight).sum();
        let weights = counted.into_iter().map(|(c, weight)| (c, weight / total)).collect();
        let mut acceptance = vec![(None, 0.0, 0.0)];
        for package in packages {
            let category = package.category.as_deref();
            let (accepted, offered) = counts(package);
            let place =
                acceptance.iter().position(|(c, _, _)| category.is_some() && *c == category);
            if place.is_none() && category.is_some() {
                acceptance.push((category, accepted, offered));
            }
            for place in [Some(0), place].into_iter().flatten() {
                if let Some((_, a, o)) = acceptance.get_mut(place) {
                    *a += accepted;
                    *o += offered;
                }
            }
        }
        Self { requirements, budget: context.budget, days, acceptance, weights }
    }

    /// 0..1 on one criterion.
    pub(super) fn score(&self, package: &Package, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Fit => self.fit(package).0,
            Criterion::Budget => self.budget.map_or(0.0, |budget| within(package.price, budget)),
            Criterion::Timeline => self.timeline(package),
            Criterion::Popularity => self.popularity(package).0,
        }
    }

    /// Share of the requirements covered (a requirement counts by the share of
    /// its words that the package mentions), and those not fully covered.
    pub(super) fn fit(&self, package: &Package) -> (f64, Vec<&'a str>) {
        let mut mentioned: Vec<String> = package.inclusions.iter().flat_map(|t| words(t)).collect();
        for text in [&package.name, &package.category, &package.description].into_iter().flatten() {
            mentioned.extend(words(text));
        }
        let mut covered = 0.0;
        let mut missing = Vec::new();
        for (text, words) in &self.requirements {
            let met = words.iter().filter(|word| mentioned.contains(word)).count();
            covered += met as f64 / words.len() as f64;
            if met < words.len() {
                missing.push(*text);
            }
        }
        (covered / self.requirements.len().max(1) as f64, missing)
    }

    /// 1 where at least half of the time is left after the lead time, 0 where
    /// none is.
    fn timeline(&self, package: &Package) -> f64 {
        match (self.days, package.lead_time_days) {
            (Some(_), None) => UNKNOWN_LEAD,
            (Some(days), Some(lead)) if days > 0 => {
                (2.0 * (1.0 - f64::from(lead) / days as f64)).clamp(0.0, 1.0)
            }
            (Some(_), Some(0)) => 1.0,
            _ => 0.0,
        }
    }

    /// Wilson's lower bound of the share of offers accepted, and from how many;
    /// a package never offered is credited with a few offers at the acceptance
    /// of its category, or of all.
    pub(super) fn popularity(&self, package: &Package) -> (f64, f64, f64) {
        let (accepted, offered) = counts(package);
        if offered > 0.0 {
            return (wilson_lower_bound(accepted, offered), accepted, offered);
        }
        let category = package.category.as_deref();
        let rate_of = |name: Option<&str>| {
            let known = self.acceptance.iter().find(|(c, _, offered)| *c == name && *offered > 0.0);
            known.map(|(_, accepted, offered)| accepted / offered)
        };
        let rate = rate_of(category).or_else(|| rate_of(None)).unwrap_or(0.0);
        (wilson_lower_bound(rate * CREDIT, CREDIT), 0.0, 0.0)
    }
}

/// 1 up to the budget, falling to 0 at a quarter above it: beyond the budget a
/// price is a fault, within it a lower one is no merit.
fn within(price: u64, budget: u64) -> f64 {
    if price <= budget {
        return 1.0;
    }
    let over = price as f64 / budget as f64;
    ((BEYOND_BUDGET - over) / (BEYOND_BUDGET - 1.0)).clamp(0.0, 1.0)
}

fn counts(package: &Package) -> (f64, f64) {
    let offered = package.times_offered.unwrap_or(0);
    (f64::from(package.times_accepted.unwrap_or(0).min(offered)), f64::from(offered))
}

/// The words of a text: lower case, a plural's s cut.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let singular = |word: &str| {
        let word = word.to_lowercase();
        match word.strip_suffix('s') {
            Some(stem) if stem.chars().count() > 2 && !stem.ends_with('s') => stem.to_owned(),
            _ => word,
        }
    };
    parts.map(singular).collect()
}
