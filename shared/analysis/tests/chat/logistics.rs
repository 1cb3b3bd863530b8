//! Samples.

use analysis::chat::{ReplyKind, Tone};
use analysis::intent::{Form, Skill};
use analysis::logistics::{LogisticsAnalysis, LogisticsInput, LogisticsReport, analyze};

use serde_json::json;

use crate::world::{Person, World, ask, brand, now, read, samples, targets};

fn analysis(analysis_type: LogisticsAnalysis) -> LogisticsReport {
    let input = LogisticsInput {
        sample_list: None,
        analysis_type,
        now: None,
        shoot_at: None,
        setup_minutes: None,
        default_setup_minutes: None,
    };
    analyze(&input, &samples(), now()).unwrap()
}

#[test]
fn readiness_tells_the_numbers_of_the_analysis_and_whom_to_look_at() {
    let reply = ask(brand(), "are the samples ready?");
    let found = analysis(LogisticsAnalysis::Readiness).readiness.unwrap();
    assert_eq!(
        (reply.skill, reply.intent, reply.kind),
        (Skill::Readiness, Form::Question, ReplyKind::Text)
    );
    assert!(reply.content.starts_with(&found.message), "{}", reply.content);
    assert!(found.message.starts_with("25% ready (critical): 2 of 8 samples"), "{}", found.message);
    assert!(
        reply.content.contains("Waiting: 1 lost, 1 delayed, 1 in transit, 1 received, 2 prepped.")
    );
    assert!(reply.content.contains("1. Red gown (delayed, 1 d 1 h late)"), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Critical));
    assert_eq!(targets(&reply), ["sample-tracker", "sample-tracker:delayed"]);
    assert_eq!(reply.follow_up.len(), 3);
}

#[test]
fn readiness_narrows_to_a_look_a_category_the_heroes_or_one_sample() {
    for (message, told, tone) in [
        ("is look 12 ready", "For look 12: 33% ready (critical): 1 of 3 samples", Tone::Warning),
        ("are the shoes ready", "For shoes: 50% ready (critical): 1 of 2 samples", Tone::Warning),
        (
            "are the heroes ready",
            "For the heroes: 0% ready (critical): 0 of 1 sample",
            Tone::Critical,
        ),
        ("is the silk scarf ready", "Silk scarf is ready: shot.", Tone::Success),
        (
            "is the camel coat ready",
            "Camel coat is not ready: received, still to be prepped.",
            Tone::Info,
        ),
        ("est-ce que la silk scarf est prête", "Silk scarf is ready: shot.", Tone::Success),
    ] {
        let reply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
        assert_eq!(reply.severity, Some(tone), "{message}");
    }
}

#[test]
fn where_is_a_sample_tells_where_when_and_what_hangs_on_it() {
    let reply = ask(brand(), "where is the red gown");
    assert!(reply.content.starts_with(
        "Red gown is not ready: delayed, expected Mon 23 Nov 11:00, needed by tomorrow 10:00. It is 1 d 1 h late."
    ), "{}", reply.content);
    let blocker = &analysis(LogisticsAnalysis::Blockers).blockers.unwrap()[0];
    assert!(reply.content.contains(&blocker.impact), "{}", reply.content);
    assert!(reply.content.contains("It comes from Atelier Milano."));
    assert_eq!(targets(&reply)[0], "sample-tracker/s1");
}

#[test]
fn a_sku_is_found_however_it_is_cut() {
    for message in ["where is LK-2041", "status of lk 2041", "where's lk2041"] {
        let reply = ask(brand(), message);
        assert!(
            reply.content.starts_with("Camel coat is not ready"),
            "{message}: {}",
            reply.content
        );
    }
}

#[test]
fn blockers_come_worst_first_with_what_they_block() {
    let reply = ask(brand(), "which samples hold us up?");
    let found = analysis(LogisticsAnalysis::Blockers).blockers.unwrap();
    assert_eq!(found.len(), 2);
    assert!(reply.content.starts_with(
        "2 samples stand in the way, 2 critical. 1. Red gown (delayed, 1 d 1 h late): "
    ));
    let at = |text: &str| reply.content.find(text).unwrap();
    assert!(at(&found[0].impact) < at(&found[1].impact));
    assert_eq!((reply.severity, targets(&reply)[0]), (Some(Tone::Critical), "sample-tracker/s1"));
}

#[test]
fn blockers_of_a_supplier_are_only_its_own() {
    let reply = ask(brand(), "what's late from atelier milano");
    assert!(
        reply
            .content
            .starts_with("For Atelier Milano: 1 sample stands in the way, 1 critical. 1. Red gown"),
        "{}",
        reply.content
    );
    assert!(!reply.content.contains("Blue jeans"));
}

#[test]
fn where_nothing_is_in_the_way_it_says_so() {
    let mut world = brand();
    world.samples.retain(|sample| !["s1", "s8"].contains(&sample.id.as_str()));
    let reply = ask(world, "which samples hold us up?");
    assert!(reply.content.starts_with("No sample stands in the way."), "{}", reply.content);
    assert_eq!(reply.severity, Some(Tone::Success));
}

#[test]
fn a_day_makes_it_a_question_of_being_in_time() {
    let reply = ask(brand(), "which samples will be late for monday?");
    assert!(
        reply.content.starts_with("For Mon 23 Nov: 2 samples stand in the way"),
        "{}",
        reply.content
    );
    let reply = ask(brand(), "what is arriving tomorrow");
    assert!(
        reply
            .content
            .starts_with("1 sample is expected tomorrow: White sneakers (tomorrow 09:00)."),
        "{}",
        reply.content
    );
}

#[test]
fn batching_tells_order_time_and_what_is_saved() {
    let reply = ask(brand(), "in which order should we shoot the samples?");
    let plan = analysis(LogisticsAnalysis::Batching).batching.unwrap();
    assert_eq!((plan.total_minutes, plan.setup_minutes, plan.saved_minutes), (90, 30, 0));
    assert!(reply.content.starts_with(
        "3 samples in 3 batches, 1 h 30 min in all, 30 min of it set-up, as in the given order. Order: 1. shoes (1), 2. dress (1), 3. bags (1)."
    ), "{}", reply.content);
    assert!(reply.content.ends_with("4 samples are not prepped yet."));
    assert_eq!(plan.waiting.len(), 4);
    let turn = ask(brand(), "when is it the turn of the gold clutch in the shoot order");
    assert!(
        turn.content.starts_with(
            "Gold clutch is number 1 of 1 in batch 3 of 3 (bags), 1 h 10 min after the start."
        ),
        "{}",
        turn.content
    );
    let coat = ask(brand(), "when do we shoot the camel coat");
    assert!(
        coat.content.starts_with("Camel coat is not in the shooting order: it is received"),
        "{}",
        coat.content
    );
}

#[test]
fn nothing_prepped_is_no_empty_plan() {
    let mut world = brand();
    world.samples.retain(|sample| !sample.status.is_shootable());
    let reply = ask(world, "batch the samples");
    assert!(
        reply.content.starts_with(
            "Nothing can be shot yet: no sample is prepped or on set, 4 samples are waited for."
        ),
        "{}",
        reply.content
    );
    assert_eq!(reply.severity, Some(Tone::Warning));
}

#[test]
fn without_samples_there_is_a_next_step_and_no_zero_percent() {
    for message in ["are the samples ready?", "which samples hold us up?", "batch the samples"] {
        let reply = ask(World::default(), message);
        assert!(reply.content.starts_with("There are no samples yet."), "{}", reply.content);
        assert!(!reply.content.contains('%'));
        assert_eq!((reply.severity, targets(&reply)[0]), (Some(Tone::Info), "sample-tracker"));
        assert!((2..=3).contains(&reply.follow_up.len()));
    }
}

#[test]
fn already_is_not_ready() {
    let person = Person::with(brand());
    let understood = person.understood("the trousers were already shot, set them to shot");
    assert_eq!(understood.skill, Skill::UpdateLogistics);
    assert_eq!(person.understood("is mia already on the door shift").skill, Skill::Staffing);
}

#[test]
fn what_the_analysis_refuses_stays_a_problem() {
    let mut world = brand();
    world.samples[1].id = "s1".to_owned();
    assert!(Person::with(world).try_say("are the samples ready?").is_err());
}

/// Samples as they are called where every piece has its number.
fn numbered() -> World {
    let samples = read(json!([
        { "id": "s1", "name": "LK-204 Ivory silk gown", "status": "in_transit", "category": "dress",
          "lookId": "LOOK-01", "etaAt": "2026-11-22T11:00:00Z", "supplier": "Atelier Nord" },
        { "id": "s2", "name": "LK-205 Onyx overcoat", "status": "delayed", "category": "coat",
          "lookId": "LOOK-01", "etaAt": "2026-11-28T11:00:00Z", "supplier": "Lazzarini" },
        { "id": "s3", "name": "LK-301 Red wrap dress", "status": "prepped", "category": "dress",
          "lookId": "LOOK-02", "isHero": true },
        { "id": "s4", "name": "LK-302 Strap sandals", "status": "on_set", "category": "shoes",
          "lookId": "LOOK-02" },
        { "id": "s5", "name": "LK-303 Loafers", "status": "received", "category": "shoes" },
    ]));
    World { samples, ..World::default() }
}

#[test]
fn a_piece_is_known_by_its_number_and_by_its_words() {
    for (message, told) in [
        ("wheres the ivory gown", "LK-204 Ivory silk gown is not ready"),
        ("is lk204 here yet", "LK-204 Ivory silk gown is not ready"),
        ("red dress status", "LK-301 Red wrap dress is not ready"),
        ("is the overcoat here", "LK-205 Onyx overcoat is not ready"),
        ("is look 2 ready", "For LOOK-02: 50% ready"),
        ("are the shoes ready", "For shoes: 50% ready"),
    ] {
        let reply = ask(numbered(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn what_is_not_there_is_said_and_never_answered_for_all() {
    for (message, name) in
        [("where is LK-777", "LK-777"), ("is lk999 here", "lk999"), ("is look 9 ready", "look 9")]
    {
        let reply = ask(numbered(), message);
        assert_eq!(reply.content, format!("I find no {name} among the samples."), "{message}");
        assert_eq!(reply.severity, Some(Tone::Warning));
    }
}

#[test]
fn samples_are_listed_by_where_they_stand() {
    for (message, told) in [
        ("how many samples are on set", "1 of 5 samples is on set: 1. LK-302 Strap sandals."),
        (
            "list everything that's still in transit",
            "1 of 5 samples is in transit: 1. LK-204 Ivory silk gown, expected tomorrow 11:00 UTC.",
        ),
        (
            "which samples aren't here yet",
            "2 of 5 samples are not here: 1. LK-204 Ivory silk gown (in transit), expected \
             tomorrow 11:00 UTC, 2. LK-205 Onyx overcoat (delayed), expected Sat 28 Nov 11:00 UTC.",
        ),
        (
            "is everything from atelier nord here",
            "For Atelier Nord: 0 of 1 sample are here; not yet: 1. LK-204 Ivory silk gown",
        ),
        ("which samples are lost", "0 of 5 samples are lost."),
    ] {
        let reply = ask(numbered(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
    let mut person = Person::with(numbered());
    person.say("which samples aren't here yet");
    let reply = person.say("the second one");
    assert!(reply.content.starts_with("LK-205 Onyx overcoat is not ready"), "{}", reply.content);
}

#[test]
fn arrivals_are_told_by_before_and_after_a_day_and_for_all_days_of_several() {
    for (message, told) in [
        ("what arrives by sunday", "1 sample is expected by tomorrow: LK-204 Ivory silk gown"),
        ("what arrives before sunday", "No sample is expected before tomorrow."),
        (
            "which samples arrive after sunday",
            "1 sample is expected after tomorrow: LK-205 Onyx overcoat",
        ),
        (
            "anything arriving next week",
            "1 sample is expected Mon 23 Nov–Sun 29 Nov: LK-205 Onyx overcoat",
        ),
    ] {
        let reply = ask(numbered(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn what_is_left_out_is_left_out() {
    let reply = ask(numbered(), "is everything ready except the heroes");
    assert!(reply.content.starts_with("For all but the heroes: 25% ready"), "{}", reply.content);
}

#[test]
fn blockers_that_are_not_told_are_counted() {
    let late =
        |n: usize| json!({ "id": format!("s{n}"), "name": format!("Piece {n}"), "status": "lost" });
    let samples = read(json!((1..=5).map(late).collect::<Vec<_>>()));
    let reply = ask(World { samples, ..World::default() }, "which samples hold us up?");
    assert!(reply.content.starts_with("5 samples stand in the way"), "{}", reply.content);
    assert!(reply.content.ends_with(" And 2 more."), "{}", reply.content);
}

#[test]
fn what_arrives_after_a_day_is_no_part_of_the_show() {
    for message in [
        "what is arriving after sunday",
        "what arrives after sunday",
        "whats coming in after sunday",
    ] {
        let reply = ask(brand(), message);
        assert_eq!(reply.skill, Skill::Readiness, "{message}");
        assert!(
            reply.content.starts_with(
                "1 sample is expected after tomorrow: Red gown (Mon 23 Nov 11:00, hero)."
            ),
            "{message}: {}",
            reply.content
        );
    }
    let guests = ask(brand(), "what time do guests arrive after the show");
    assert_eq!(guests.skill, Skill::RunOfShow);
}

#[test]
fn looks_are_compared_by_how_far_they_are() {
    for (message, told) in [
        (
            "which look is furthest behind",
            "Furthest behind: 1. look 3 (0 of 1 sample ready), 2. look 2 (0 of 2 samples ready), 3. \
             look 12 (1 of 3 samples ready).",
        ),
        ("which look is least ready", "Furthest behind: 1. look 3 "),
        (
            "which look is the most ready",
            "Nearest to ready: 1. look 1 (1 of 2 samples ready), 2. look 12 ",
        ),
    ] {
        let reply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
    let reply = ask(brand(), "which look is furthest behind");
    assert_eq!(
        (reply.severity, targets(&reply)[0]),
        (Some(Tone::Critical), "sample-tracker?look=3")
    );
}

#[test]
fn garments_and_colours_are_known_in_french_italian_and_spanish() {
    let mut world = brand();
    world.samples.extend(read::<Vec<_>>(json!([
        { "id": "s9", "name": "Ivory gown", "status": "on_set" },
        { "id": "s10", "name": "Leather skirt", "status": "on_set" },
    ])));
    for (message, told) in [
        ("la robe ivoire est prête ?", "Ivory gown is ready"),
        ("où est le manteau", "Camel coat is not ready"),
        ("la gonna è pronta?", "Leather skirt is ready"),
        ("gli stivali neri sono pronti?", "Black boots is ready"),
        ("le scarpe sono pronte?", "For shoes: 50% ready"),
        ("les bottes noires sont arrivées ?", "Black boots is ready"),
        ("dónde está el bolso dorado", "Gold clutch is not ready"),
        ("la falda de cuero está lista?", "Leather skirt is ready"),
        (
            "el vestido rojo está listo?",
            "Which one do you mean: 1. Red gown (look 1, delayed), 2. Red dress (look 2, prepped)?",
        ),
    ] {
        let reply = ask(world.clone(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
    let reply = ask(world, "we're gonna be late, are we ready?");
    assert!(!reply.content.contains("Leather skirt is"), "{}", reply.content);
}

#[test]
fn what_comes_in_is_asked_in_a_hurry() {
    for (message, told) in [
        (
            "whats arriving b4 noon tmrw",
            "1 sample is expected before tomorrow 12:00: White sneakers (tomorrow 09:00).",
        ),
        (
            "anything landing tomorrow",
            "1 sample is expected tomorrow: White sneakers (tomorrow 09:00).",
        ),
        ("llega algo mañana", "1 sample is expected tomorrow: White sneakers (tomorrow 09:00)."),
    ] {
        assert_eq!(ask(brand(), message).content, told, "{message}");
    }
    let reply = ask(brand(), "anything landing well");
    assert!(!reply.content.contains("expected"), "{}", reply.content);
}

#[test]
fn what_is_asked_of_samples_is_not_answered_of_a_show_or_a_shop() {
    for (message, told) in [
        ("when is lk2041 due", "Camel coat is not ready"),
        ("what about the camel coat", "Camel coat is not ready"),
        ("everything but look 12 ready?", "For all but look 12: 20% ready"),
        ("is all but look 12 ready?", "For all but look 12: 20% ready"),
    ] {
        let reply = ask(brand(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
    }
}

#[test]
fn how_many_are_on_set_is_counted() {
    for message in ["how many shoes on set", "how many of the shoes are on set"] {
        let reply = ask(brand(), message);
        assert_eq!(reply.skill, Skill::Readiness, "{message}");
        assert_eq!(reply.content, "For shoes: 1 of 2 samples is on set: 1. Black boots.");
    }
    let reply = ask(brand(), "how many dresses on set");
    assert_eq!(reply.skill, Skill::Readiness);
    assert!(reply.content.contains("0 of 2 samples"), "{}", reply.content);
}

#[test]
fn all_that_is_named_in_one_breath_is_told() {
    let mut world = brand();
    world.samples.extend(read::<Vec<_>>(json!([
        { "id": "s9", "name": "Khaki trench coat", "status": "shot", "category": "outerwear" },
        { "id": "s11", "name": "Ivory gown", "status": "shot", "category": "eveningwear" },
        { "id": "s10", "name": "Pearl earrings", "status": "in_transit", "category": "jewellery" },
    ])));
    for message in [
        "what about the trench and the earrings",
        "what about the earrings and the trench?",
        "where are the trench, the earrings",
    ] {
        let reply = ask(world.clone(), message);
        assert!(
            reply.content.contains("1 of 2 samples on set or shot"),
            "{message}: {}",
            reply.content
        );
        for name in ["Khaki trench coat", "Pearl earrings"] {
            assert!(reply.content.contains(name), "{message}: {}", reply.content);
        }
    }
    let reply = ask(world.clone(), "are the red gown and the shoes ready");
    assert!(reply.content.starts_with("For Red gown and shoes: 33% ready"), "{}", reply.content);
    let reply = ask(world.clone(), "is the trench ready and shot");
    assert!(reply.content.starts_with("Khaki trench coat is ready: shot."), "{}", reply.content);
    // One of them is not clear: that is asked.
    let reply = ask(world, "where are the earrings and the gown");
    assert!(reply.content.starts_with("Which one do you mean: "), "{}", reply.content);
}
