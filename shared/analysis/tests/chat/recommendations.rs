//! Packages, next actions, features.

use analysis::chat::Tone;
use analysis::intent::Skill;
use analysis::recommend::{
    Context, FEATURES, Item, Material, RecommendationType, Recommendations, RecommendationsInput,
    recommend,
};

use crate::world::{Person, World, ask, brand, now, paris, targets};

fn analysis(recommendation_type: RecommendationType, context: Context) -> Recommendations {
    let world = brand();
    let zone = paris();
    let material = Material {
        packages: &world.packages,
        samples: &world.samples,
        event: world.event.as_ref().map(|event| (event, &zone)),
        uses: &world.uses,
    };
    let input = RecommendationsInput { user_id: String::new(), recommendation_type, context };
    recommend(&input, &material, now(), 7).unwrap()
}

#[test]
fn packages_are_judged_by_what_the_message_asks_for() {
    let reply = ask(brand(), "which package with retouching for under 3k euros by friday?");
    let context = Context {
        budget: Some(300_000),
        currency: Some("EUR".to_owned()),
        timeline: Some("2026-11-27T23:00:00Z".to_owned()),
        requirements: vec!["retouching".to_owned()],
        ..Context::default()
    };
    let found = analysis(RecommendationType::Packages, context);
    let Item::Package(first) = &found.recommendations[0].item else { panic!() };
    assert_eq!(first.id, "p1");
    let told = format!("1. Lookbook Day (2400 EUR): {}.", found.recommendations[0].rationale);
    assert!(reply.content.starts_with(&told), "{}", reply.content);
    assert!(reply.content.contains("2. Packshots (999.50 EUR): "), "{}", reply.content);
    assert!(
        reply.content.contains("Left out: Campaign (takes 20 days, there are 6)."),
        "{}",
        reply.content
    );
    assert_eq!(targets(&reply), ["packages/p1", "packages/p3", "packages"]);
}

#[test]
fn a_package_can_be_asked_about_and_packages_can_be_absent() {
    let mut person = Person::with(brand());
    person.say("which package fits our budget?");
    let reply = person.say("what about the campaign package");
    assert!(reply.content.starts_with("Campaign (9000 EUR): "), "{}", reply.content);
    assert!(
        reply.content.contains("It includes studio, photographer and video. Delivered in 20 days.")
    );
    let none = ask(World::default(), "which package fits our budget?");
    assert!(none.content.starts_with("There are no packages in the catalogue"), "{}", none.content);
}

#[test]
fn next_actions_are_those_of_the_analysis_with_a_way_to_each() {
    let reply = ask(brand(), "what should i do next?");
    let found = analysis(RecommendationType::NextActions, Context::default());
    for (at, one) in found.recommendations.iter().take(3).enumerate() {
        let Item::Action(action) = &one.item else { panic!() };
        assert!(
            reply.content.contains(&format!("{}. {}: {}.", at + 1, action.title, one.rationale)),
            "{}",
            reply.content
        );
        assert!(reply.actions[at].target.ends_with(&format!("/{}", action.subject_id)));
    }
    let none = ask(World::default(), "what should i do next?");
    assert!(none.content.starts_with("There are no samples and no event yet"), "{}", none.content);
    assert_eq!(targets(&none), ["sample-tracker", "event-timeline"]);
}

#[test]
fn features_lead_to_their_pages() {
    let reply = ask(brand(), "which features should i try?");
    let found = analysis(RecommendationType::Features, Context::default());
    let Item::Feature(first) = found.recommendations[0].item else { panic!() };
    assert!(
        reply.content.starts_with(&format!("Worth a look: 1. {} (", first.title)),
        "{}",
        reply.content
    );
    assert_eq!(reply.actions.len(), 3);
    assert_eq!((reply.skill, reply.severity), (Skill::Features, Some(Tone::Info)));
    assert!(FEATURES.iter().any(|feature| feature.id == first.id));
}

#[test]
fn packages_that_are_compared_are_all_told() {
    let reply = ask(brand(), "what's the difference between lookbook day and packshots");
    assert!(reply.content.starts_with("Lookbook Day (2400 EUR): "), "{}", reply.content);
    assert!(reply.content.contains(" Packshots (999.50 EUR): "), "{}", reply.content);
}

#[test]
fn a_large_number_is_a_budget_and_the_cheapest_is_told() {
    let context = Context { budget: Some(300_000), ..Context::default() };
    let first = &analysis(RecommendationType::Packages, context).recommendations[0];
    let reply = ask(brand(), "which package for 3k");
    assert!(reply.content.contains(&first.rationale), "{}", reply.content);
    assert!(!reply.content.contains("Tell me your budget"), "{}", reply.content);
    let reply = ask(brand(), "what is your cheapest package");
    assert!(
        reply.content.starts_with("The cheapest: Packshots (999.50 EUR). 1. "),
        "{}",
        reply.content
    );
}
