//! Wishes to change something: a button that carries the change, and no change.

use analysis::chat::ReplyKind;
use analysis::intent::{Form, Skill};

use serde_json::json;

use crate::world::{Person, World, ask, brand, read, targets};

#[test]
fn the_button_carries_what_is_to_change() {
    for (message, label, target) in [
        ("mark the red gown as shot", "Mark Red gown as shot", "sample-tracker/s1?status=shot"),
        (
            "mark the shoes as prepped",
            "Mark shoes as prepped",
            "sample-tracker?category=shoes&status=prepped",
        ),
        (
            "the camel coat is lost, update it",
            "Mark Camel coat as lost",
            "sample-tracker/LK-2041?status=lost",
        ),
        (
            "move the red dress to look 12",
            "Move Red dress to look 12",
            "sample-tracker/s3?lookId=12",
        ),
        (
            "marque la silk scarf comme rendue",
            "Mark Silk scarf as returned",
            "sample-tracker/s5?status=returned",
        ),
        (
            "the gold clutch will arrive on monday, change the eta",
            "Expect Gold clutch to come Mon 23 Nov",
            "sample-tracker/s7?etaAt=2026-11-22T23%3A00%3A00Z&until=2026-11-23T23%3A00%3A00Z",
        ),
        (
            "move the fitting to tomorrow 3pm",
            "Move Fitting to tomorrow 15:00",
            "tasks/t2?startAt=2026-11-22T14%3A00%3A00Z",
        ),
        (
            "push everything by 15 min",
            "Move the plan by 15 min later",
            "event-timeline?shiftMinutes=15",
        ),
        (
            "start the casting an hour earlier",
            "Move Casting by 1 h earlier",
            "tasks/t1?shiftMinutes=-60",
        ),
        ("assign ben to the fitting", "Staff Fitting with Ben", "tasks/t2?assign=c3"),
        ("mark the casting as done", "Mark Casting as done", "tasks/t1?status=done"),
        (
            "approve look01 front",
            "Mark “look01_front.jpg” as approved",
            "gallery/a1?status=approved",
        ),
        (
            "reject all pictures of look 1",
            "Mark look 1 as rejected",
            "gallery?look=1&status=rejected",
        ),
        (
            "change my email address",
            "Change the settings",
            "settings?change=change%20my%20email%20address",
        ),
    ] {
        let reply = ask(brand(), message);
        assert_eq!((reply.kind, reply.intent), (ReplyKind::Action, Form::Action), "{message}");
        assert!(
            reply.content.starts_with("Nothing is changed until you confirm: "),
            "{}",
            reply.content
        );
        assert_eq!(
            (&*reply.actions[0].label, &*reply.actions[0].target),
            (label, target),
            "{message}"
        );
        assert_eq!(reply.actions[0].primary, Some(true));
    }
}

#[test]
fn what_is_not_understood_of_a_change_is_carried_as_it_was_said() {
    let reply = ask(World::default(), "put the shoes in the other box & tell paris");
    let target = &reply.actions[0].target;
    assert!(
        target.ends_with("?change=put%20the%20shoes%20in%20the%20other%20box%20%26%20tell%20paris"),
        "{target}"
    );
    let long = format!("mark a sample as {}", "very ".repeat(700));
    let reply = ask(World::default(), long.trim());
    assert!(reply.actions.iter().all(|action| action.target.len() < 1_000));
}

#[test]
fn an_unclear_thing_is_asked_back_with_the_change_on_every_choice() {
    let mut person = Person::with(brand());
    let reply = person.say("mark the red one as received");
    assert!(
        reply.content.starts_with(
            "Which one do you mean: 1. Red gown (look 1, delayed), 2. Red dress (look 2, prepped)?"
        ),
        "{}",
        reply.content
    );
    assert_eq!(
        targets(&reply),
        ["sample-tracker/s1?status=received", "sample-tracker/s3?status=received"]
    );
    let reply = person.say("the second one");
    assert_eq!(targets(&reply), ["sample-tracker/s3?status=received"]);
}

#[test]
fn no_button_changes_everything_where_one_thing_is_meant_and_not_found() {
    for (world, message, link) in [
        (brand(), "mark LK-777 as arrived", "sample-tracker?change=mark"),
        (brand(), "push the briefing back an hour", "event-timeline?change=push"),
        (brand(), "reject all blurry photos", "gallery?change=reject"),
        (brand(), "add a task: press call sat 2pm", "event-timeline?change=add"),
        (World::default(), "mark LK-204 as arrived", "sample-tracker?change=mark"),
    ] {
        let reply = ask(world, message);
        assert!(
            reply.content.starts_with("Nothing is changed until you confirm: I do not see which "),
            "{message}: {}",
            reply.content
        );
        assert!(targets(&reply)[0].starts_with(link), "{message}: {:?}", targets(&reply));
    }
}

#[test]
fn all_that_stand_somewhere_are_changed_together() {
    let reply = ask(brand(), "mark all prepped samples as on set, they are on the plateau");
    assert_eq!(targets(&reply), ["sample-tracker?id=s3&id=s7&status=on_set"]);
    let reply = ask(brand(), "set the lost ones to received");
    assert_eq!(targets(&reply), ["sample-tracker/s8?status=received"]);
}

#[test]
fn an_hour_after_a_day_is_a_time_and_no_length() {
    let reply = ask(brand(), "déplace le fitting à dimanche 15h");
    assert_eq!(targets(&reply), ["tasks/t2?startAt=2026-11-22T14%3A00%3A00Z"]);
    let reply = ask(brand(), "push the fitting back 15h");
    assert_eq!(targets(&reply), ["tasks/t2?shiftMinutes=900"]);
}

#[test]
fn what_is_to_go_is_removed_and_not_changed() {
    for (message, label) in
        [("cancel the fitting", "Remove Fitting"), ("delete the red dress", "Remove Red dress")]
    {
        assert_eq!(ask(brand(), message).actions[0].label, label);
    }
}

#[test]
fn a_thing_goes_to_a_look_and_the_look_stays_what_it_is() {
    for (message, target) in [
        (
            "mark the camel coat as shot and move it to look 3",
            "sample-tracker/LK-2041?status=shot&lookId=3",
        ),
        ("mark the scarf as shot and move it to look 3", "sample-tracker/s5?status=shot&lookId=3"),
        ("move the scarf to look 3", "sample-tracker/s5?lookId=3"),
        ("put the black boots in look 2", "sample-tracker/s2?lookId=2"),
        ("mets la silk scarf dans le look 2", "sample-tracker/s5?lookId=2"),
        ("take the boots off look 1", "sample-tracker/s2?lookId="),
        ("move the shoes to look 3", "sample-tracker?category=shoes&lookId=3"),
        ("move look 2 samples to look 3", "sample-tracker?look=2&lookId=3"),
        ("mark the scarf in look 12 as received", "sample-tracker/s5?status=received"),
        ("mark look 3 as received", "sample-tracker?look=3&status=received"),
        ("set look 12 to received", "sample-tracker?look=12&status=received"),
    ] {
        assert_eq!(targets(&ask(brand(), message))[0], target, "{message}");
    }
}

#[test]
fn where_several_could_go_to_the_look_it_is_asked_which() {
    let mut world = brand();
    world.samples.extend(read::<Vec<_>>(json!([
        { "id": "s9", "name": "Ivory silk gown", "status": "in_transit", "category": "dress" },
    ])));
    let reply = ask(world, "mark the gown as shot and move it to look 3");
    assert_eq!(
        reply.content,
        "Which one do you mean: 1. Red gown (look 1, delayed), 2. Ivory silk gown (in transit)?"
    );
    assert_eq!(
        targets(&reply),
        ["sample-tracker/s1?status=shot&lookId=3", "sample-tracker/s9?status=shot&lookId=3"]
    );
}

#[test]
fn it_is_what_was_spoken_of_before() {
    for (before, message, target) in [
        ("where is the camel coat", "mark it as shot", "sample-tracker/LK-2041?status=shot"),
        ("where is the camel coat", "move it to look 3", "sample-tracker/LK-2041?lookId=3"),
        ("is the red dress delayed?", "move it to look 3", "sample-tracker/s3?lookId=3"),
        ("when is the fitting", "push it back an hour", "tasks/t2?shiftMinutes=60"),
    ] {
        let mut person = Person::with(brand());
        person.say(before);
        assert_eq!(targets(&person.say(message))[0], target, "{before}, {message}");
    }
    for message in ["move it to look 3", "mark it as shot"] {
        let reply = ask(brand(), message);
        assert!(reply.content.contains("I do not see which "), "{}", reply.content);
    }
}

#[test]
fn all_of_a_look_is_not_everything() {
    for message in ["reject all of look 1's pics", "reject all of look 1s pics"] {
        let reply = ask(brand(), message);
        assert_eq!(targets(&reply)[0], "gallery?look=1&status=rejected", "{message}");
    }
    for message in ["reject all of look 9's pics", "mark all samples of look 9 as received"] {
        let reply = ask(brand(), message);
        assert!(reply.content.contains("I do not see which "), "{message}: {}", reply.content);
    }
}

#[test]
fn an_arrow_says_what_a_thing_becomes() {
    for (message, target) in [
        ("look 2 -> shot", "sample-tracker?look=2&status=shot"),
        ("look 2->shot", "sample-tracker?look=2&status=shot"),
        ("look 2 → shot", "sample-tracker?look=2&status=shot"),
        ("camel coat => received", "sample-tracker/LK-2041?status=received"),
        ("scarf -> look 3", "sample-tracker/s5?lookId=3"),
        ("casting -> done", "tasks/t1?status=done"),
    ] {
        let reply = ask(brand(), message);
        assert_eq!(reply.intent, Form::Action, "{message}");
        assert_eq!(targets(&reply)[0], target, "{message}");
    }
    assert_eq!(ask(brand(), "which shots of look 2 are missing").skill, Skill::Missing);
}

#[test]
fn a_part_of_the_show_that_is_over_is_done_and_people_come_off_it() {
    let mut world = brand();
    let event = world.event.as_mut().unwrap();
    event.tasks.extend(read::<Vec<_>>(json!([
        { "id": "t7", "name": "Strike", "durationMinutes": 120, "dependencies": ["t6"] },
    ])));
    event.crew.extend(read::<Vec<_>>(json!([
        { "id": "c4", "name": "Tom", "roles": ["runner"], "assignedTo": ["t7"] },
    ])));
    for (message, target) in [
        ("strike is done", "tasks/t7?status=done"),
        ("the strike is finished", "tasks/t7?status=done"),
        ("take tom off strike", "tasks/t7?unassign=c4"),
        ("pull tom off the strike", "tasks/t7?unassign=c4"),
    ] {
        let reply = ask(world.clone(), message);
        assert_eq!((reply.skill, targets(&reply)[0]), (Skill::UpdateEvents, target), "{message}");
    }
    for message in ["who is on strike", "how many hands do we need for strike"] {
        assert_eq!(ask(world.clone(), message).skill, Skill::Staffing, "{message}");
    }
}

#[test]
fn things_named_in_one_breath_are_changed_together() {
    let reply = ask(brand(), "mark the scarf and the clutch as shot");
    assert_eq!(targets(&reply)[0], "sample-tracker?id=s5&id=s7&status=shot");
}
