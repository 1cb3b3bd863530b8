//! Which part of the workspace to open next.
//!
//! Three signs are multiplied: how often and how lately the user opened it
//! (combined recency and frequency, each use halved every ten uses since; Lee et
//! al. 2001, as in `AccessRank`), how often it followed the page the user is on
//! (a first-order Markov chain, smoothed), and what the user's role mostly
//! needs. One place of the list is drawn among the others, so that what nobody
//! opens yet can be learnt of; its probability is told, for off-policy
//! evaluation.

use super::report::{FeatureItem, Item, MOST, Recommendation, RecommendationsReport};
use super::request::{FeatureUse, RecommendationContext};
use super::workspace::{FEATURES, Feature};
use crate::order::sorted;
use crate::rng::Rng;

/// A use counts half after so many more uses.
const HALF_LIFE: f64 = 10.0;
/// Uses that every feature is credited with.
const CREDIT: f64 = 0.25;
/// Steps that every next page is credited with.
const STEP_CREDIT: f64 = 0.5;

struct Ranked {
    feature: &'static Feature,
    uses: usize,
    steps: usize,
    for_role: bool,
    weight: f64,
}

/// Recommends parts of the workspace, from the user's own record, oldest first.
pub fn features(
    context: &RecommendationContext,
    uses: &[FeatureUse],
    seed: u64,
) -> RecommendationsReport {
    let here = context.current_page.as_deref().and_then(feature_of);
    let record: Vec<&Feature> = uses.iter().filter_map(|one| feature_of(&one.route)).collect();
    let role = context.user_role.as_deref().unwrap_or_default().to_lowercase();
    let is_here = |feature: &&Feature| here.is_some_and(|here| here.route == feature.route);
    let ranked: Vec<Ranked> = FEATURES
        .iter()
        .filter(|feature| !is_here(feature))
        .map(|feature| rank(feature, &record, here, &role))
        .collect();
    let total: f64 = ranked.iter().map(|r| r.weight).sum();
    let weight = |at: u32| ranked.get(at as usize).map_or(0.0, |r| r.weight);
    // The table's order breaks ties.
    let order = sorted(ranked.len(), &|a, b| weight(b).total_cmp(&weight(a)));
    let ranked: Vec<&Ranked> = order.iter().filter_map(|at| ranked.get(*at as usize)).collect();
    let best = ranked.first().map_or(1.0, |r| r.weight);
    let (ranked, others) = ranked.split_at_checked(MOST - 1).unwrap_or((&ranked, &[]));
    let mut recommendations: Vec<Recommendation> = ranked
        .iter()
        .map(|ranked| recommendation(ranked, ranked.weight / best, None, total))
        .collect();
    if let Some((ranked, propensity)) = explored(others, seed) {
        let score = ranked.weight / best;
        recommendations.push(recommendation(ranked, score, Some(propensity), total));
    }
    RecommendationsReport { recommendations, ..RecommendationsReport::default() }
}

/// The feature a route belongs to: the longest that begins it.
fn feature_of(route: &str) -> Option<&'static Feature> {
    let path = route.split(['?', '#']).next().unwrap_or_default();
    let begins = |feature: &&Feature| {
        let rest = path.strip_prefix(feature.route);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    FEATURES.iter().filter(begins).max_by_key(|feature| feature.route.len())
}

fn rank(
    feature: &'static Feature,
    record: &[&Feature],
    here: Option<&Feature>,
    role: &str,
) -> Ranked {
    let is = |other: &Feature| other.route == feature.route;
    let ages = record.iter().rev().enumerate().filter(|(_, used)| is(used)).map(|(age, _)| age);
    let recency: f64 = ages.clone().map(|age| libm::exp2(-(age as f64) / HALF_LIFE)).sum();
    let from_here = |used: &Feature| here.is_some_and(|here| here.route == used.route);
    let steps = record.iter().zip(record.iter().skip(1)).filter(|(from, _)| from_here(from));
    let (mut left, mut followed) = (0, 0);
    for (_, to) in steps {
        left += 1;
        followed += usize::from(is(to));
    }
    let spread = STEP_CREDIT * FEATURES.len() as f64;
    let next = (followed as f64 + STEP_CREDIT) / (left as f64 + spread);
    let for_role = feature.roles.contains(&role);
    let prior = if for_role { 2.0 } else { 1.0 };
    let weight = (recency + CREDIT) * next * prior;
    Ranked { feature, uses: ages.count(), steps: followed, for_role, weight }
}

/// One of the others, drawn in proportion to its weight, and its probability.
fn explored<'a>(others: &[&'a Ranked], seed: u64) -> Option<(&'a Ranked, f64)> {
    let total: f64 = others.iter().map(|ranked| ranked.weight).sum();
    let mut point = Rng::new(seed).unit() * total;
    let drawn = others.iter().find(|ranked| {
        point -= ranked.weight;
        point < 0.0
    });
    let drawn = *drawn.or(others.last())?;
    Some((drawn, drawn.weight / total))
}

fn recommendation(
    ranked: &Ranked,
    score: f64,
    propensity: Option<f64>,
    total: f64,
) -> Recommendation {
    let Ranked { feature, uses, steps, for_role, weight } = ranked;
    let mut facts = Vec::new();
    if *uses > 0 {
        facts.push(format!("opened {uses} times lately"));
    }
    if *steps > 0 {
        facts.push(format!("{steps} times next after this page"));
    }
    if *for_role {
        facts.push("what your role mostly needs".to_owned());
    }
    if propensity.is_some() {
        facts.push("shown to find out whether it helps".to_owned());
    }
    if facts.is_empty() {
        let percent = (100.0 * weight / total + 0.5) as u32;
        facts.push(format!("{percent}% of the weight of all"));
    }
    Recommendation {
        item: Item::Feature(FeatureItem {
            route: feature.route.to_owned(),
            name: feature.name.to_owned(),
            explored_with_propensity: propensity,
        }),
        score,
        rationale: format!("{}: {}.", feature.purpose, facts.join(", ")),
        action: Some(feature.route.to_owned()),
    }
}
