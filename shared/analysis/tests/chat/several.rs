//! Several wishes in one message.

use analysis::chat::{Needs, ReplyKind, Tone};
use analysis::intent::{Form, Skill};

use crate::world::{Person, World, ask, brand, read, targets};

/// What each wish is answered alone.
fn alone(messages: &[&str]) -> Vec<String> {
    messages.iter().map(|message| ask(brand(), message).content).collect()
}

#[test]
fn every_wish_of_a_message_is_answered_in_turn() {
    for (message, wishes) in [
        (
            "is the silk scarf ready and who is free on friday?",
            &["is the silk scarf ready", "who is free on friday?"][..],
        ),
        (
            "whats blocking us? also which shots are missing",
            &["whats blocking us?", "which shots are missing"],
        ),
        (
            "open the sample tracker and tell me the critical path",
            &["open the sample tracker", "tell me the critical path"],
        ),
        (
            "are the samples ready, is the crew complete and are any shots missing",
            &["are the samples ready", "is the crew complete", "are any shots missing"],
        ),
        (
            "show me the critical path and the missing shots",
            &["show me the critical path", "which shots are missing"],
        ),
        ("shoes ready? who's on makeup?", &["are the shoes ready?", "who's on makeup?"]),
        (
            "la silk scarf est prête et qui est libre demain ?",
            &["la silk scarf est prête", "qui est libre demain ?"],
        ),
        (
            "le shoes sono pronte e chi è libero lunedì?",
            &["le shoes sono pronte", "chi è libero lunedì?"],
        ),
    ] {
        let reply = ask(brand(), message);
        assert_eq!(reply.content.lines().collect::<Vec<_>>(), alone(wishes), "{message}");
    }
}

#[test]
fn form_and_skill_are_those_of_the_first_and_the_severity_is_the_worst() {
    let reply = ask(brand(), "is the silk scarf ready and what is holding us up?");
    assert_eq!((reply.skill, reply.intent), (Skill::Readiness, Form::Question));
    assert_eq!(ask(brand(), "is the silk scarf ready").severity, Some(Tone::Success));
    assert_eq!(reply.severity, Some(Tone::Critical));
    let reply = ask(brand(), "open the gallery and tell me the critical path");
    assert_eq!((reply.kind, targets(&reply)[0]), (ReplyKind::Navigation, "gallery"));
}

#[test]
fn buttons_and_questions_are_few_and_of_every_wish() {
    let reply =
        ask(brand(), "is the silk scarf ready? what is holding us up? which shots are missing?");
    assert_eq!(targets(&reply), ["sample-tracker/s5", "sample-tracker/s1", "shot-list/h2"]);
    let primary: Vec<_> = reply.actions.iter().map(|action| action.primary).collect();
    assert_eq!(primary, [Some(true), None, None]);
    assert_eq!(reply.follow_up.len(), 3);
    for asked in ["Are the samples ready?", "Which samples hold us up?", "Which shots are missing?"]
    {
        assert!(!reply.follow_up.iter().any(|next| next == asked), "{:?}", reply.follow_up);
    }
    assert!(reply.names.contains(&"Silk scarf".to_owned()));
    assert!(reply.names.contains(&"Look 2 back".to_owned()));
}

#[test]
fn no_change_is_made_or_confirmed_by_being_one_wish_of_several() {
    let reply = ask(brand(), "mark the red gown as shot and the black boots as received");
    assert_eq!(
        targets(&reply),
        ["sample-tracker/s1?status=shot", "sample-tracker/s2?status=received"]
    );
    let reply = ask(brand(), "is the silk scarf ready and assign ben to the fitting");
    assert_eq!(targets(&reply), ["sample-tracker/s5", "tasks/t2?assign=c3"]);
    assert!(
        reply.content.ends_with("\nNothing is changed until you confirm: staff Fitting with Ben."),
        "{}",
        reply.content
    );
    assert_eq!(reply.kind, ReplyKind::Text);
}

#[test]
fn a_wish_may_lean_on_the_one_before_it_in_the_message() {
    let reply = ask(brand(), "when is the fitting and is it critical");
    let lines: Vec<&str> = reply.content.lines().collect();
    assert_eq!(lines.len(), 2, "{}", reply.content);
    assert!(lines[0].contains("Fitting") && lines[1].starts_with("Fitting: "), "{lines:?}");
    // Where it is, when it comes and how late it is are one answer.
    let reply = ask(brand(), "where is the red gown and is it ready?");
    assert_eq!(reply.content, alone(&["where is the red gown"])[0]);
    let reply = ask(brand(), "which samples are late and when will they arrive");
    assert_eq!(reply.content, alone(&["which samples are late"])[0]);
}

#[test]
fn the_same_answer_is_not_given_twice() {
    let reply = ask(brand(), "are the samples ready? is everything ready?");
    assert_eq!(reply.content, alone(&["are the samples ready?"])[0]);
}

#[test]
fn what_follows_leans_on_the_last_wish() {
    let mut person = Person::with(brand());
    person.say("is the silk scarf ready and who is free tonight?");
    assert_eq!(person.say("and on monday?").content, "Free Mon 23 Nov: Anna, Mia, Ben.");
}

#[test]
fn the_data_of_every_wish_is_wanted() {
    let person = Person::with(World::default());
    let needs =
        person.understood("is the silk scarf ready and which pictures are missing?").needs();
    let wanted = Needs { samples: true, assets: true, shots: true, ..Needs::default() };
    assert_eq!(needs, wanted);
}

#[test]
fn names_that_are_joined_are_no_wishes() {
    let mut world = brand();
    world.samples.extend(read::<Vec<_>>(serde_json::json!([
        { "id": "s9", "name": "Black and white dress", "status": "on_set", "category": "dress" },
    ])));
    let reply = ask(world, "is the black and white dress ready");
    assert_eq!(reply.content, "Black and white dress is ready: on set.");
    let reply = ask(brand(), "are the camel coat and the gold clutch ready?");
    assert!(reply.content.starts_with("For Camel coat and Gold clutch: "), "{}", reply.content);
    assert_eq!(reply.content.lines().count(), 1);
}
