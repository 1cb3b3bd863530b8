//! The parts of the workspace.

/// A part of the workspace.
#[derive(Debug)]
pub(super) struct Feature {
    pub(super) route: &'static str,
    pub(super) name: &'static str,
    /// What it is for.
    pub(super) purpose: &'static str,
    /// Roles that need it most.
    pub(super) roles: &'static [&'static str],
}

const fn feature(
    route: &'static str,
    name: &'static str,
    purpose: &'static str,
    roles: &'static [&'static str],
) -> Feature {
    Feature { route, name, purpose, roles }
}

/// In the order that suits somebody of whom nothing is known.
pub(super) const FEATURES: &[Feature] = &[
    feature(
        "/logistics/samples",
        "Samples",
        "Where every sample is",
        &["producer", "stylist", "assistant"],
    ),
    feature("/logistics/blockers", "Blockers", "What stands in the way", &["producer"]),
    feature(
        "/logistics/batching",
        "Batching",
        "The order of the shoot",
        &["producer", "photographer"],
    ),
    feature("/events/timeline", "Timeline", "The critical path", &["producer", "owner"]),
    feature("/events/run-of-show", "Run of show", "The day in blocks", &["producer", "assistant"]),
    feature("/events/staffing", "Staffing", "Who is missing when", &["producer"]),
    feature(
        "/media/gallery",
        "Gallery",
        "All pictures and their scores",
        &["photographer", "stylist"],
    ),
    feature("/media/selects", "Selects", "The best pictures", &["photographer", "owner"]),
    feature(
        "/media/missing",
        "Missing shots",
        "What has not been shot",
        &["photographer", "producer"],
    ),
    feature("/packages", "Packages", "Services to book", &["owner"]),
    feature("/products", "Products", "The catalogue on all platforms", &["owner", "agent"]),
    feature("/orders", "Orders", "Orders and reservations", &["owner", "agent"]),
    feature("/sales", "Till", "Sales of the day", &["agent", "pilot_tester"]),
    feature("/reports", "Reports", "The day and the month in figures", &["owner"]),
];
