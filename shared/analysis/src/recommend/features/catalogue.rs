//! The parts of the product that can be recommended.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

/// A part of the product.
#[derive(Debug, Clone, Copy, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Feature {
    /// The skill it is.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Where it lies.
    pub route: &'static str,
    /// Roles it is made for.
    #[serde(skip)]
    pub(super) roles: &'static [&'static str],
}

const fn feature(
    id: &'static str,
    title: &'static str,
    route: &'static str,
    roles: &'static [&'static str],
) -> Feature {
    Feature { id, title, route, roles }
}

/// All of them.
pub const FEATURES: [Feature; 13] = [
    feature(
        "logistics.readiness",
        "Sample readiness",
        "/logistics/readiness",
        &["producer", "stylist", "logistics"],
    ),
    feature(
        "logistics.blockers",
        "What holds samples up",
        "/logistics/blockers",
        &["producer", "logistics"],
    ),
    feature(
        "logistics.batching",
        "Shooting order",
        "/logistics/batching",
        &["stylist", "photographer", "logistics"],
    ),
    feature(
        "events.critical_path",
        "Critical path",
        "/events/critical-path",
        &["producer", "planner", "manager"],
    ),
    feature(
        "events.staffing",
        "Staffing gaps",
        "/events/staffing",
        &["producer", "planner", "manager"],
    ),
    feature(
        "events.run_of_show",
        "Run of show",
        "/events/run-of-show",
        &["producer", "planner", "director"],
    ),
    feature("events.schedule", "Levelled schedule", "/events/schedule", &["planner", "manager"]),
    feature(
        "media.quality",
        "Picture quality",
        "/media/quality",
        &["photographer", "retoucher", "editor"],
    ),
    feature(
        "media.missing",
        "Missing shots",
        "/media/missing",
        &["photographer", "producer", "editor"],
    ),
    feature("media.selects", "Selects", "/media/selects", &["photographer", "editor", "director"]),
    feature("recommendations.packages", "Packages", "/packages", &["producer", "manager", "brand"]),
    feature(
        "recommendations.next_actions",
        "Next actions",
        "/next",
        &["producer", "planner", "manager"],
    ),
    feature(
        "commerce.product_search",
        "Product search",
        "/products",
        &["stylist", "brand", "merchandiser"],
    ),
];

/// The feature of this id, or the one whose route a page lies under.
pub(super) fn find(name: &str) -> Option<usize> {
    let under = |route: &str| {
        name.strip_prefix(route)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    FEATURES.iter().position(|feature| feature.id == name || under(feature.route))
}
