//! Places, the catalogue, and help.

use analysis::chat::{ReplyKind, Tone};
use analysis::intent::{Form, Skill};
use serde_json::json;

use crate::world::{Person, World, ask, brand, targets};

#[test]
fn a_place_is_opened_by_its_name_and_narrowed_where_it_can_be() {
    for (message, target) in [
        ("open the sample tracker", "sample-tracker"),
        ("open the delayed samples", "sample-tracker:delayed"),
        ("ouvre le calendrier", "calendar"),
        ("portami ai resi", "returns"),
        ("abre la lista de tomas", "shot-list"),
        ("take me to the dashboard", "dashboard"),
    ] {
        let reply = ask(World::default(), message);
        assert_eq!(
            (reply.kind, reply.intent),
            (ReplyKind::Navigation, Form::Navigation),
            "{message}"
        );
        assert_eq!(targets(&reply), [target], "{message}");
        assert_eq!(reply.actions[0].primary, Some(true));
    }
}

#[test]
fn a_thing_is_opened_by_its_name() {
    for (message, target) in
        [("open the red gown", "sample-tracker/s1"), ("open the casting task", "tasks/t1")]
    {
        let reply = ask(brand(), message);
        assert_eq!(targets(&reply)[0], target, "{message}: {}", reply.content);
    }
}

#[test]
fn only_what_is_not_named_needs_data() {
    let person = Person::with(World::default());
    assert!(!person.understood("open the sample tracker").needs().samples);
    assert!(person.understood("open the red gown").needs().samples);
}

#[test]
fn the_applications_own_places_come_first() {
    let mut person = Person::with(brand());
    person.context = json!({ "routes": [
        { "name": "Press wall", "target": "/brand/press?tab=wall" },
        { "name": "Gallery", "target": "/g" },
    ]});
    assert_eq!(targets(&person.say("open the press wall page")), ["/brand/press?tab=wall"]);
    assert_eq!(targets(&person.say("open the gallery")), ["/g"]);
}

#[test]
fn products_are_looked_for_with_what_was_said() {
    for (message, query) in [
        ("find black silk dresses size 38", "catalogue?q=black%20silk%20dresses%20size%2038"),
        ("do you have the linen shirt in ecru?", "catalogue?q=linen%20shirt%20ecru"),
        ("trovami stivali di pelle nera", "catalogue?q=stivali%20pelle%20nera"),
        ("cherche une robe en soie", "catalogue?q=robe%20soie"),
        ("busca sandalias plateadas", "catalogue?q=sandalias%20plateadas"),
    ] {
        let reply = ask(World::default(), message);
        assert_eq!(reply.skill, Skill::ProductSearch, "{message}");
        assert_eq!(targets(&reply), [query, "catalogue"], "{message}");
    }
    let reply = ask(World::default(), "search for products");
    assert_eq!(targets(&reply), ["catalogue"]);
    assert!(reply.content.contains("Tell me what you look for"), "{}", reply.content);
}

#[test]
fn greetings_thanks_and_questions_about_itself_are_answered_in_kind() {
    for (message, told) in [
        ("hello!", "Hello! I answer from your own data."),
        ("bonjour", "Hello! I answer from your own data."),
        ("thanks a lot", "You are welcome."),
        ("grazie mille", "You are welcome."),
        ("what can you do?", "I answer from your own data."),
    ] {
        let reply = ask(World::default(), message);
        assert_eq!(
            (reply.skill, reply.intent, reply.severity),
            (Skill::Help, Form::Help, Some(Tone::Info)),
            "{message}"
        );
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
        assert_eq!((reply.actions.len(), reply.follow_up.len()), (3, 3));
    }
}
