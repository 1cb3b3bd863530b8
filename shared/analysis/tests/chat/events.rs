//! Events.

use analysis::chat::Tone;

use analysis::events::critical_path::{CriticalPath, critical_path};
use analysis::events::plan::Plan;
use analysis::events::{Event, EventsAnalysis, optimize};
use analysis::intent::Skill;

use crate::world::{Person, World, ask, brand, event, now, paris, read, targets};

fn dates(event: &Event) -> CriticalPath<'_> {
    let mut plan = Plan::new(event, &paris(), Some(now())).unwrap();
    let early = plan.early();
    critical_path(&mut plan, &early, 7).unwrap()
}

fn with(change: impl Fn(&mut Event)) -> World {
    let mut event = event();
    change(&mut event);
    World { event: Some(event), ..World::default() }
}

/// An event whose plan is what can be at the earliest: it has no show.
fn without_show() -> World {
    with(|event| event.show_at = None)
}

#[test]
fn the_critical_path_tells_end_deadline_path_and_where_an_hour_hurts() {
    let reply = ask(brand(), "what is on the critical path?");
    let event = event();
    let path = dates(&event);
    assert_eq!(path.path, ["t3", "t4", "t5", "t6"]);
    assert_eq!(path.finish_at.to_string(), "2026-11-21T23:00:00Z");
    assert!(reply.content.starts_with(
        "All work is done by tomorrow 00:00 at the earliest, 19 h before the deadline. The critical path: 1. Set build, 2. Light rig, 3. Makeup, 4. Show."
    ), "{}", reply.content);
    assert!(reply.content.contains("An hour lost on Set build moves the end by 1 h."));
    let risk = path.risk.unwrap();
    assert!(risk.on_time_probability.unwrap() > 0.99);
    assert!(reply.content.contains("the chance to keep the deadline is 100%"), "{}", reply.content);
    assert_eq!((reply.severity, targets(&reply)[0]), (Some(Tone::Success), "tasks/t3"));
}

#[test]
fn a_missed_deadline_is_critical_and_says_by_how_much() {
    let late = with(|event| event.deadline_at = Some(now()));
    let reply = ask(late, "what is on the critical path?");
    assert!(reply.content.contains("14 h after the deadline"), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Critical));
}

#[test]
fn a_task_is_told_with_its_float() {
    let reply = ask(without_show(), "how much float does the casting have");
    let event = event();
    assert_eq!(dates(&event).tasks[0].total_float, Some(60));
    assert!(
        reply
            .content
            .starts_with("Casting: today 10:00–14:00. It can slip 1 h before the end moves"),
        "{}",
        reply.content
    );
    let critical = ask(without_show(), "is the set build critical");
    assert!(
        critical.content.contains("It is critical: whatever it loses, the end loses."),
        "{}",
        critical.content
    );
}

#[test]
fn a_slip_is_worked_out_not_guessed() {
    for (message, minutes, task) in [
        ("what happens if the casting slips 2 hours", 120, 0),
        ("what if the casting slips 45 min", 45, 0),
        ("what happens if the set build runs 1h30 late", 90, 2),
        ("et si le casting prend un jour de retard", 1440, 0),
    ] {
        let mut event = event();
        let before = dates(&event).finish_at;
        let start = dates(&event).tasks[task].early_start;
        let from = event.starts_at.plus_minutes(start + minutes);
        event.tasks[task].start_no_earlier_than = Some(from);
        let moved = dates(&event).finish_at.minutes_since(before);
        let reply = ask(brand(), message);
        assert_eq!(reply.skill, Skill::CriticalPath, "{message}");
        if moved == 0 {
            assert!(reply.content.contains("the end stays at tomorrow 00:00"), "{}", reply.content);
            assert_eq!(reply.severity, Some(Tone::Success));
        } else {
            let hours = ["1 h", "1 h 30 min", "23 h"]
                .into_iter()
                .find(|told| reply.content.contains(&format!("the end moves by {told} to")));
            let told = hours.unwrap_or_else(|| panic!("{}", reply.content));
            assert_eq!(
                moved,
                [("1 h", 60), ("1 h 30 min", 90), ("23 h", 1380)]
                    .into_iter()
                    .find(|row| row.0 == told)
                    .unwrap()
                    .1
            );
        }
    }
}

#[test]
fn a_slip_that_costs_the_deadline_is_critical() {
    let tight = with(|event| event.deadline_at = Some(crate::world::time("2026-11-22T00:00:00Z")));
    let reply = ask(tight, "what happens if the set build slips 3 hours");
    assert!(reply.content.contains("That is 2 h after the deadline."), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Critical));
}

#[test]
fn tasks_that_wait_for_each_other_are_named_not_failed() {
    let looped = with(|event| event.tasks[0].dependencies = read(serde_json::json!(["t5"])));
    for message in
        ["what is on the critical path?", "where are we short of staff?", "show the run of show"]
    {
        let reply = ask(looped.clone(), message);
        assert!(reply.content.contains("wait for each other in a circle"), "{}", reply.content);
        assert!(reply.content.contains("Casting") && reply.content.contains("Makeup"));
        assert_eq!(reply.severity, Some(Tone::Critical));
    }
    let strange = with(|event| event.tasks[0].dependencies = read(serde_json::json!(["t99"])));
    let reply = ask(strange, "what is on the critical path?");
    assert!(reply.content.contains("The plan names what is not there: t99"), "{}", reply.content);
}

#[test]
fn staffing_tells_who_is_missing_when_and_who_could_step_in() {
    let reply = ask(without_show(), "where are we short of staff?");
    let event = event();
    let report = optimize(&event, &paris(), EventsAnalysis::Staffing, Some(now()), 7, 1).unwrap();
    let gaps = report.staffing.unwrap();
    assert_eq!(
        gaps.iter().map(|gap| (gap.role, gap.gap)).collect::<Vec<_>>(),
        [("dresser", 2), ("makeup artist", 1)]
    );
    assert!(reply.content.starts_with(
        "2 staffing gaps: 1. dresser: 2 of 2 missing today 14:00–20:00 (Fitting); Ben could step in. 2. makeup artist: 1 of 2 missing today 21:00–23:00 (Makeup)."
    ), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Critical));
}

#[test]
fn who_is_on_a_role_a_task_or_a_day_is_answered_with_names() {
    for (message, told) in [
        (
            "who's on makeup today",
            "Planned: Mia (Fitting, today 14:00–20:00), Mia (Makeup, today 21:00–23:00).",
        ),
        ("who is on makeup on monday", "Nobody is planned."),
        (
            "who is staffed on the casting",
            "Planned: Anna (Casting, today 10:00–14:00). Nobody is missing there.",
        ),
        ("do we have enough drivers", "The plan has nobody for driver"),
        (
            "which shifts does mia have today",
            "Mia (makeup artist) is on Fitting today 14:00–20:00, Makeup today 21:00–23:00.",
        ),
        ("is ben booked anywhere", "Ben (dresser) is on no task."),
    ] {
        let reply = ask(without_show(), message);
        assert_eq!(reply.skill, Skill::Staffing, "{message}");
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn a_gap_chosen_from_the_list_can_be_filled_by_a_button() {
    let mut person = Person::with(brand());
    person.say("where are we short of staff?");
    let reply = person.say("the first one");
    assert!(
        reply.content.starts_with("Dresser: 2 of 2 missing")
            || reply.content.starts_with("dresser: 2 of 2 missing"),
        "{}",
        reply.content
    );
    assert_eq!(targets(&reply)[0], "tasks/t2?assign=c3");
}

#[test]
fn the_run_of_show_tells_the_day_in_order() {
    let reply = ask(brand(), "what does the run of show look like?");
    let event = event();
    let report = optimize(&event, &paris(), EventsAnalysis::RunOfShow, Some(now()), 7, 1).unwrap();
    let show = report.run_of_show.unwrap();
    assert!(show.feasible);
    assert!(
        reply.content.starts_with(
            "The show is tomorrow 19:00. First call tomorrow 03:46, all out tomorrow 20:00."
        ),
        "{}",
        reply.content
    );
    let order = ["Set build", "Casting", "Fitting", "Light rig", "Makeup", "19:00–20:00 Show"];
    let places = order.map(|name| reply.content.rfind(name).unwrap());
    assert!(places.is_sorted(), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Success));
    for (message, told) in [
        ("when is the fitting in the run of show", "Tomorrow 08:46–14:46 Fitting."),
        ("what happens at 3pm tomorrow", "Tomorrow 14:46–16:46 Makeup."),
    ] {
        let reply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn a_day_that_cannot_work_is_critical_and_says_why() {
    let short = with(|event| event.show_at = Some(now().plus_minutes(120)));
    let reply = ask(short, "what does the run of show look like?");
    assert!(reply.content.contains("It cannot run as planned ("), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Critical));
}

#[test]
fn without_event_tasks_or_show_time_there_is_a_next_step() {
    let questions =
        ["what is on the critical path?", "where are we short of staff?", "show the run of show"];
    for message in questions {
        let reply = ask(World::default(), message);
        assert!(reply.content.starts_with("There is no event yet."), "{}", reply.content);
        let reply = ask(with(|event| event.tasks.clear()), message);
        assert!(reply.content.starts_with("Autumn show has no tasks yet."), "{}", reply.content);
        assert_eq!(targets(&reply)[0], "tasks");
    }
    let reply = ask(with(|event| event.show_at = None), "show the run of show");
    assert!(reply.content.starts_with("Autumn show has no show time yet."), "{}", reply.content);
    assert_eq!(targets(&reply)[0], "event-timeline/e1?set=showAt");
}

#[test]
fn who_is_free_is_who_has_no_task_then_and_is_there() {
    for (message, told) in [
        ("who is free tonight", "Free today 18:00–00:00: Anna, Ben. On a task: Mia."),
        ("qui est libre ce soir ?", "Free today 18:00–00:00: Anna, Ben. On a task: Mia."),
        ("which dressers are available tomorrow", "Free tomorrow: Ben."),
        ("chi è libero lunedì?", "Free Mon 23 Nov: Anna, Mia, Ben."),
    ] {
        assert_eq!(ask(without_show(), message).content, told, "{message}");
    }
    let away = with(|event| {
        event.show_at = None;
        event.crew[2].available_to = Some(now());
    });
    let reply = ask(away, "who is free tonight");
    assert_eq!(reply.content, "Free today 18:00–00:00: Anna. On a task: Mia. Away: Ben.");
    let reply = ask(with(|event| event.crew.clear()), "who is free tomorrow");
    assert!(reply.content.starts_with("The event has no crew yet."), "{}", reply.content);
}

#[test]
fn people_are_told_by_name_where_the_day_cannot_work() {
    let away = with(|event| event.crew[1].available_to = Some(now()));
    let reply = ask(away, "show the run of show");
    assert!(reply.content.contains("Mia is not there all the time"), "{}", reply.content);
    assert!(!reply.content.contains("c2"), "{}", reply.content);
}

#[test]
fn a_delay_of_no_task_that_is_known_says_which_one_is_taken() {
    let reply = ask(brand(), "what happens if the helicopter slips 2 hours");
    assert!(
        reply.content.starts_with("Taking the task that decides the end: if "),
        "{}",
        reply.content
    );
    let reply = ask(brand(), "what happens if the set build slips 2 hours");
    assert!(reply.content.starts_with("If Set build slips 2 h, "), "{}", reply.content);
}

#[test]
fn a_show_that_cannot_begin_on_time_is_critical() {
    let reply = ask(brand(), "what if the fitting slips by 2 days");
    assert!(
        reply.content.contains(" The show could not begin before Mon 23 Nov "),
        "{}",
        reply.content
    );
    assert_eq!(reply.severity, Some(Tone::Critical));
    let reply = ask(brand(), "what if the fitting slips 5 min");
    assert!(!reply.content.contains("could not begin"), "{}", reply.content);
}

#[test]
fn whether_all_is_done_by_a_time_is_answered() {
    let reply = ask(without_show(), "will we be done by monday");
    assert!(
        reply.content.starts_with("Yes, by Mon 23 Nov: all work is done by "),
        "{}",
        reply.content
    );
    let reply = ask(without_show(), "will everything be finished by 3pm");
    assert!(reply.content.starts_with("Not by today 15:00: all work "), "{}", reply.content);
    assert!(reply.severity >= Some(Tone::Warning));
}

#[test]
fn who_can_do_something_is_who_has_the_role_of_it() {
    for (message, told) in [
        ("who can dress friday", "Free Fri 27 Nov: Ben."),
        ("who could style friday", "Free Fri 27 Nov: Anna."),
        ("who can rig friday", "The plan has nobody for rigger: "),
        ("who can drive the van", "The plan has nobody for driver: "),
        (
            "who can steam friday",
            "No role of the plan says who can steam. Free Fri 27 Nov: Anna, Mia, Ben.",
        ),
        ("who can come friday", "Free Fri 27 Nov: Anna, Mia, Ben."),
        ("who can run the fitting", "Free from now on: Ben."),
    ] {
        let reply = ask(without_show(), message);
        assert_eq!(reply.skill, Skill::Staffing, "{message}");
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
    let steamer = with(|event| event.crew[2].roles.push("Steamer".to_owned()));
    let reply = ask(steamer, "who can steam friday");
    assert_eq!(reply.content, "Free Fri 27 Nov: Ben.");
}
