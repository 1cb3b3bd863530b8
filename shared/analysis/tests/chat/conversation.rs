//! What leans on the turns before, and what is asked back.

use analysis::chat::{Role, Tone, Turn, fallback, late, reclassify};
use analysis::intent::{Form, Kit, Skill};

use serde_json::json;

use crate::world::{Person, World, ask, brand, now, read, targets};

#[test]
fn every_follow_up_that_is_offered_is_understood_as_what_it_promises() {
    let questions = [
        "are the samples ready?",
        "which samples hold us up?",
        "batch the samples",
        "what is on the critical path?",
        "where are we short of staff?",
        "show the run of show",
        "how good is the picture quality?",
        "which shots are missing?",
        "pick the best images",
        "which package fits our budget?",
        "what should i do next?",
        "which features should i try?",
        "find black dresses",
        "open the gallery",
        "open the timeline",
        "open the sample tracker",
        "open the dashboard",
        "mark the red gown as shot",
        "move the fitting to tomorrow",
        "approve look01 front",
        "change my settings",
        "what can you do?",
        "hello",
        "zgfrt wlpq xx",
        "where's the red one",
    ];
    for world in [brand(), World::default()] {
        for kit in ["logistics", "events", "media", "general"] {
            for question in questions {
                let mut person = Person::with(world.clone());
                person.kit = kit;
                let reply = person.say(question);
                assert!(
                    (2..=3).contains(&reply.follow_up.len()),
                    "{question}: {:?}",
                    reply.follow_up
                );
                for follow_up in &reply.follow_up {
                    let understood = person.understood(follow_up);
                    assert!(!understood.rejected, "{question} -> {follow_up}");
                    if follow_up.starts_with("The ") {
                        assert_eq!(understood.skill, reply.skill, "{question} -> {follow_up}");
                    } else {
                        let alone = Person::with(World::default()).understood(follow_up);
                        assert_eq!(understood.skill, alone.skill, "{question} -> {follow_up}");
                        assert!(
                            understood.skill != reply.skill || understood.form != reply.intent,
                            "{question} -> {follow_up}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_follow_up_keeps_what_it_does_not_say() {
    let mut person = Person::with(brand());
    person.say("is look 12 ready");
    assert!(person.say("and look 2?").content.starts_with("For look 2: 0% ready"));
    let reply = person.say("and tomorrow?");
    assert!(reply.content.starts_with("For look 2, tomorrow: 0% ready"), "{}", reply.content);

    person.say("what happens if the casting slips 2 hours");
    let reply = person.say("and 3 hours?");
    assert!(
        reply.content.starts_with("If Casting slips 3 h, the end moves by 2 h"),
        "{}",
        reply.content
    );

    person.say("who's on makeup today");
    let reply = person.say("and on monday?");
    assert!(reply.content.starts_with("Nobody is planned."), "{}", reply.content);

    person.say("find red silk dresses");
    assert_eq!(
        targets(&person.say("and in black?"))[0],
        "catalogue?q=red%20silk%20dresses%20black"
    );
}

#[test]
fn a_scrap_that_goes_on_is_about_what_was_asked_before() {
    for (first, then, told) in [
        ("is the camel coat ready", "and the gold clutch?", "Gold clutch is not ready"),
        ("are the shoes ready", "what about accessories", "Silk scarf is ready"),
        ("is everything ready", "only the shoes", "For shoes: 50% ready"),
        ("est-ce que les shoes sont prêts", "et le camel coat ?", "Camel coat is not ready"),
    ] {
        let mut person = Person::with(brand());
        person.say(first);
        let reply = person.say(then);
        assert!(reply.content.starts_with(told), "{first}, {then}: {}", reply.content);
    }
    let reply = Person::with(brand()).say("zgfrt wlpq xx");
    assert!(reply.content.starts_with("I am not sure"), "{}", reply.content);
}

#[test]
fn what_was_said_before_another_wish_is_forgotten() {
    let mut person = Person::with(brand());
    person.say("is look 12 ready");
    person.say("which shots are missing?");
    let reply = person.say("why?");
    assert!(
        reply.content.starts_with("Look 2 back (0 of 1, critical) lacks 1 picture"),
        "{}",
        reply.content
    );
}

#[test]
fn the_second_one_is_the_second_of_what_was_told() {
    let mut person = Person::with(brand());
    person.say("which samples hold us up?");
    assert!(person.say("the second one").content.starts_with("Blue jeans is not ready: lost"));
    assert!(person.say("and the first?").content.starts_with("Red gown is not ready: delayed"));
    person.say("what is on the critical path?");
    assert!(person.say("the second one").content.starts_with("Light rig: "));
    person.say("in which order should we shoot the samples?");
    assert!(person.say("the last one").content.starts_with("Batch 3 of 3, bags: 1 sample"));
}

#[test]
fn several_things_that_fit_are_asked_back_and_chosen_by_their_place() {
    let mut person = Person::with(brand());
    let reply = person.say("where's the red one");
    assert!(
        reply.content.starts_with(
            "Which one do you mean: 1. Red gown (look 1, delayed), 2. Red dress (look 2, prepped)?"
        ),
        "{}",
        reply.content
    );
    assert_eq!(targets(&reply), ["sample-tracker/s1", "sample-tracker/s3"]);
    assert_eq!(reply.follow_up, ["The first one", "The second one"]);
    assert!(person.say("the second one").content.starts_with("Red dress is not ready: prepped"));
    assert!(person.say("why?").content.starts_with("Red dress is not ready: prepped"));
}

#[test]
fn what_is_not_understood_is_asked_back_and_never_guessed() {
    let mut person = Person::with(brand());
    for message in ["zgfrt wlpq xx", "who let the dogs out", "…", "👗", "   "] {
        let understood = person.understood(message);
        let reply = person.try_say(message).unwrap();
        assert!(understood.rejected || understood.skill == Skill::Help, "{message}");
        assert!((2..=3).contains(&reply.actions.len()), "{message}: {:?}", reply.actions);
        assert!((2..=3).contains(&reply.follow_up.len()), "{message}");
        assert_eq!(reply.severity, Some(Tone::Info));
        if understood.rejected {
            assert_eq!(understood.needs(), analysis::chat::Needs::default());
        }
    }
    let reply = person.say("zgfrt wlpq xx");
    let options = person.understood("zgfrt wlpq xx").options;
    assert!(reply.content.contains("1. ") && reply.content.contains("2. "), "{}", reply.content);
    let picked = person.understood("the second one");
    assert_eq!((picked.skill, picked.rejected), (options[1], false));
}

#[test]
fn small_talk_is_answered_in_kind() {
    for (message, told) in [
        ("thanks!", "You are welcome."),
        ("you suck", "I am sorry."),
        ("wtf", "I am sorry."),
        ("ok", "All right."),
        ("never mind", "All right."),
        ("what can you do?", "I answer from your own data."),
    ] {
        let reply = Person::with(brand()).say(message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn the_kit_offers_its_own_where_nothing_was_said() {
    for (kit, skills) in [
        ("logistics", [Skill::Readiness, Skill::Blockers]),
        ("events", [Skill::CriticalPath, Skill::Staffing]),
        ("media", [Skill::Missing, Skill::Quality]),
    ] {
        let mut person = Person::with(World::default());
        person.kit = kit;
        let reply = person.say("…");
        let led: Vec<Skill> =
            reply.follow_up.iter().map(|text| person.understood(text).skill).collect();
        assert_eq!(led, skills);
        assert_eq!(person.understood("…").kit, Kit::parse(kit));
    }
}

#[test]
fn only_the_last_ten_turns_count_and_only_what_the_person_said() {
    let mut person = Person::with(brand());
    let turn = |role, content: &str| Turn { role, content: content.to_owned() };
    person.history.push(turn(Role::User, "which samples hold us up?"));
    person.history.extend((0..10).map(|_| turn(Role::Assistant, "which shots are missing?")));
    assert!(person.understood("why?").rejected);
    person.history.remove(1);
    assert_eq!(person.understood("why?").skill, Skill::Blockers);
}

#[test]
fn somebody_who_knows_better_may_say_which_skill_it_is() {
    let person = Person::with(brand());
    let unclear = person.understood("zgfrt wlpq xx");
    for (skill, form) in [
        (Skill::Readiness, Form::Question),
        (Skill::OpenMedia, Form::Navigation),
        (Skill::UpdateEvents, Form::Action),
        (Skill::Help, Form::Help),
    ] {
        let known = reclassify(&unclear, skill);
        assert_eq!((known.skill, known.form, known.rejected), (skill, form, false));
    }
    assert!(reclassify(&unclear, Skill::Readiness).needs().samples);
}

#[test]
fn failure_and_delay_still_lead_somewhere() {
    let person = Person::with(brand());
    let understood = person.understood("are the samples ready?");
    let failed = fallback(&understood);
    assert_eq!((failed.severity, failed.skill), (Some(Tone::Warning), Skill::Readiness));
    assert_eq!((targets(&failed), failed.follow_up.len()), (vec!["sample-tracker"], 3));
    let slow = late(&understood, None);
    assert_eq!(slow.content, "Taking longer than expected, please try again.");
    let known = person.try_say("are the samples ready?").unwrap();
    let slow = late(&understood, Some(known.clone()));
    assert_eq!(
        slow.content,
        format!("Taking longer than expected, please try again. {}", known.content)
    );
    assert_eq!(
        (slow.severity, slow.actions, slow.names),
        (Some(Tone::Critical), known.actions, known.names)
    );
}

#[test]
fn the_same_question_gets_the_same_answer() {
    for message in
        ["are the samples ready?", "what is on the critical path?", "which features should i try?"]
    {
        let (one, other) = (Person::with(brand()).say(message), Person::with(brand()).say(message));
        assert_eq!(one, other);
    }
    assert_eq!(now().to_string(), "2026-11-21T09:00:00Z");
}

#[test]
fn a_question_about_it_is_about_what_was_spoken_of() {
    let mut person = Person::with(brand());
    person.say("where is the red gown");
    for message in ["is it late?", "when does it arrive"] {
        let reply = person.say(message);
        assert!(reply.content.starts_with("Red gown is not ready"), "{message}: {}", reply.content);
    }
    let reply = person.say("which samples are late?");
    assert!(!reply.content.starts_with("Red gown is"), "{}", reply.content);
    person.say("what is mia on");
    let reply = person.say("when is she on?");
    assert!(reply.content.contains("Makeup"), "{}", reply.content);
}

#[test]
fn all_red_things_are_offered_where_one_is_asked_for() {
    let mut world = brand();
    world.samples.retain(|sample| sample.id != "s3");
    world.samples.extend(read::<Vec<_>>(json!([
        { "id": "s9", "name": "Red double-breasted biker jacket", "status": "on_set" },
    ])));
    for message in ["where's the red one", "is the red one here yet"] {
        let reply = ask(world.clone(), message);
        assert_eq!(
            reply.content,
            "Which one do you mean: 1. Red gown (look 1, delayed), 2. Red double-breasted biker \
             jacket (on set)?",
            "{message}"
        );
    }
}
