//! Times of an event with a show: the run of show is the plan, and what can be
//! earlier is said to be the earliest.

use analysis::chat::{ChatReply, Tone};
use analysis::events::{Event, EventsAnalysis, optimize};

use crate::world::{World, ask, brand, event, now, paris, read, targets};

fn with(change: impl Fn(&mut Event)) -> World {
    let mut event = event();
    change(&mut event);
    World { event: Some(event), ..brand() }
}

fn starts(world: &World, told: &[(&str, &str)]) {
    for (message, told) in told {
        let reply = ask(world.clone(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn a_task_is_at_one_time_whoever_is_asked() {
    starts(
        &brand(),
        &[
            (
                "when is the fitting",
                "Tomorrow 08:46–14:46 Fitting. Worked back from the show. It can begin today \
                 14:00 at the earliest.",
            ),
            (
                "is the fitting critical",
                "Fitting: tomorrow 08:46–14:46 in the run of show, today 14:00–20:00 at the \
                 earliest. From there it can slip 1 h before the end moves",
            ),
            (
                "where are we short of staff?",
                "2 staffing gaps: 1. dresser: 2 of 2 missing tomorrow 08:46–14:46 (Fitting); Ben \
                 could step in.",
            ),
            (
                "who's on makeup tomorrow",
                "Planned: Mia (Fitting, tomorrow 08:46–14:46), Mia (Makeup, tomorrow 14:46–16:46).",
            ),
            (
                "which shifts does mia have tomorrow",
                "Mia (makeup artist) is on Fitting tomorrow 08:46–14:46, Makeup tomorrow \
                 14:46–16:46.",
            ),
            ("who is free tonight", "Free today 18:00–00:00: Anna, Mia, Ben."),
            (
                "who is free tomorrow morning",
                "Free tomorrow 06:00–12:00: Ben. On a task: Anna and Mia.",
            ),
        ],
    );
}

#[test]
fn the_plan_is_the_run_of_show_of_the_analysis() {
    let event = event();
    let report = optimize(&event, &paris(), EventsAnalysis::RunOfShow, Some(now()), 7, 1).unwrap();
    let show = report.run_of_show.unwrap();
    let block = show.blocks.iter().find(|block| block.id == "t2").unwrap();
    assert_eq!(block.starts_at.to_string(), "2026-11-22T07:46:00Z");
}

#[test]
fn the_earliest_end_is_told_beside_the_planned_one() {
    let reply = ask(brand(), "what is on the critical path?");
    assert!(
        reply.content.starts_with("All work is done by tomorrow 00:00 at the earliest, ")
            && reply.content.ends_with(" By the run of show it is over tomorrow 20:00."),
        "{}",
        reply.content
    );
    starts(
        &brand(),
        &[
            ("will we be done by monday", "Yes, by Mon 23 Nov as planned: all work "),
            (
                "will everything be done by tomorrow noon",
                "Not by tomorrow 12:00 as planned: all work is done by tomorrow 00:00 at the \
                 earliest",
            ),
        ],
    );
}

#[test]
fn where_the_run_of_show_cannot_be_kept_times_are_said_to_be_the_earliest() {
    let note = "These are the earliest times, not those of a run of show.";
    let soon = || with(|event| event.show_at = Some(now().plus_minutes(120)));
    for message in
        ["is the fitting critical", "where are we short of staff?", "who is free tonight"]
    {
        let reply = ask(soon(), message);
        assert!(reply.content.contains(note), "{message}: {}", reply.content);
        let reply = ask(with(|event| event.show_at = None), message);
        assert!(!reply.content.contains(note), "{message}: {}", reply.content);
    }
}

#[test]
fn a_show_outside_working_hours_moves_nobody_to_another_day() {
    let evening = with(|event| {
        let hours: Vec<_> = (1..=7)
            .map(|day| serde_json::json!({ "day": day, "from": "08:00", "to": "18:00" }))
            .collect();
        event.calendar = read(serde_json::json!({ "workingHours": hours }));
        event.show_at = Some(now().plus_minutes(3 * 1440 + 8 * 60));
        event.deadline_at = None;
        event.tasks[5].staff = read(serde_json::json!([{ "role": "runner", "count": 1 }]));
    });
    let reply = ask(evening.clone(), "what does the run of show look like?");
    assert!(reply.content.contains("The show is Tue 24 Nov 18:00."), "{}", reply.content);
    let reply = ask(evening, "do we have enough runners");
    let is_planned = reply.content.contains("missing Tue 24 Nov 18:00–19:00");
    let is_earliest = reply.content.contains("These are the earliest times");
    assert!(is_planned || is_earliest, "{}", reply.content);
}

#[test]
fn a_delay_says_whether_the_show_can_begin_as_planned() {
    let reply = ask(brand(), "what happens if the set build slips 2 hours");
    assert!(
        reply.content.starts_with(
            "If Set build slips 2 h, the end moves by 2 h to tomorrow 02:00 at the earliest"
        ) && reply.content.contains(" The show can begin as planned, tomorrow 19:00."),
        "{}",
        reply.content
    );
}

#[test]
fn a_beginning_is_supposed_on_the_day_the_task_is_planned() {
    for (message, told, tone) in [
        (
            "what if makeup starts at 3pm",
            "If Makeup begins tomorrow 15:00, 14 min later than planned, all work is done by \
             tomorrow 18:00 at the earliest. That is 1 h before the deadline. The show can begin \
             as planned, tomorrow 19:00.",
            Tone::Success,
        ),
        (
            "et si le maquillage commence à 15h ?",
            "If Makeup begins tomorrow 15:00, 14 min later than planned, ",
            Tone::Success,
        ),
        (
            "what if the fitting starts at 3pm",
            "If Fitting begins tomorrow 15:00, 6 h 14 min later than planned, all work is done by \
             Mon 23 Nov 00:00 at the earliest. That is 5 h after the deadline. The show could not \
             begin before tomorrow 23:00, 4 h late.",
            Tone::Critical,
        ),
        (
            "what if makeup starts today at 3pm",
            "If Makeup begins today 15:00, 23 h 46 min earlier than planned: it cannot, today \
             21:00 is the earliest.",
            Tone::Warning,
        ),
        (
            "what if the casting takes two hours longer",
            "If Casting takes 2 h longer, the end moves by 1 h to tomorrow 01:00 at the earliest",
            Tone::Warning,
        ),
        ("what if hair starts at 3pm", "I do not see which task is meant", Tone::Info),
    ] {
        let reply: ChatReply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
        assert_eq!(reply.severity, Some(tone), "{message}");
    }
}

#[test]
fn who_could_cover_has_the_role_and_is_free_for_all_of_it() {
    let crew = |event: &mut Event| {
        event.crew.extend(read::<Vec<_>>(serde_json::json!([
            { "id": "c4", "name": "Jo", "roles": ["makeup artist"] },
            { "id": "c5", "name": "Lea", "roles": ["makeup artist", "stylist"], "assignedTo": ["t4"] },
            { "id": "c6", "name": "Pia", "roles": ["makeup artist"],
              "availableTo": "2026-11-22T14:00:00Z" },
        ])));
    };
    let told = "Mia is on Fitting tomorrow 08:46–14:46, Makeup tomorrow 14:46–16:46. Could cover: \
                Jo. On a task: Lea. Away: Pia.";
    for message in
        ["who could cover for mia", "mia is sick, who can replace her?", "qui peut remplacer mia ?"]
    {
        let reply = ask(with(crew), message);
        assert_eq!(reply.content, told, "{message}");
        assert_eq!(targets(&reply)[0], "tasks/t2?assign=c4");
    }
    let reply = ask(with(crew), "who could cover for makeup");
    assert!(reply.content.starts_with("Free from now on: Jo"), "{}", reply.content);
    let reply = ask(brand(), "who could cover for mia");
    assert!(
        reply.content.ends_with(" Nobody else who could do it is free then."),
        "{}",
        reply.content
    );
}

#[test]
fn who_is_ill_is_to_be_stood_in_for() {
    let told = "Mia is on Fitting tomorrow 08:46–14:46, Makeup tomorrow 14:46–16:46. Nobody else";
    for message in ["mia called in sick", "mia est malade"] {
        let reply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
    let reply = ask(brand(), "mia cant make it monday who covers");
    assert!(reply.content.starts_with("Mia is on no task Mon 23 Nov. "), "{}", reply.content);
}

#[test]
fn what_comes_after_a_task_is_what_begins_when_it_is_over() {
    for message in ["whats after the fitting", "what's next after the fitting?"] {
        let reply = ask(brand(), message);
        assert!(
            reply.content.starts_with("Tomorrow 14:46–16:46 Makeup; "),
            "{message}: {}",
            reply.content
        );
        assert!(!reply.content.contains("Fitting"), "{message}: {}", reply.content);
    }
    let reply = ask(brand(), "when is the fitting after 3pm tomorrow");
    assert!(!reply.content.contains("Makeup"), "{}", reply.content);
}

#[test]
fn who_can_do_something_is_who_is_free() {
    let reply = ask(brand(), "who can do makeup on monday");
    assert!(reply.content.starts_with("Free Mon 23 Nov: Mia."), "{}", reply.content);
}
