//! Pictures.

use analysis::chat::Tone;
use analysis::intent::Skill;
use analysis::media::{AnalysisType, MediaInput, MediaReport, score};

use crate::world::{Person, World, ask, assets, brand, now, shots, targets};

fn analysis(analysis_type: AnalysisType, select_count: Option<u32>) -> MediaReport {
    let input =
        MediaInput { assets: None, shot_list: None, analysis_type, select_count, brand: None };
    score(&input, &assets(), &shots(), now()).unwrap()
}

#[test]
fn quality_tells_the_mean_and_the_weak_with_what_costs_them() {
    let reply = ask(brand(), "how good is the picture quality?");
    let scores = analysis(AnalysisType::Quality, None).quality_scores.unwrap();
    let known: Vec<f64> = scores.iter().filter_map(|score| score.score).collect();
    let mean = (known.iter().sum::<f64>() / 3.0).round();
    assert!(known[1] < 50.0 && known[0] > 50.0 && known[2] > 50.0);
    let told = format!(
        "3 pictures: quality {mean} of 100 on average. 1 below 50: 1. “look01_back.jpg” {}",
        known[1].round()
    );
    assert!(reply.content.starts_with(&told), "{}", reply.content);
    assert!(reply.content.contains("(sharpness 20%)"));
    assert_eq!((reply.severity, targets(&reply)[0]), (Some(Tone::Warning), "gallery/a2"));
}

#[test]
fn one_picture_is_told_by_its_factors_and_how_much_is_known() {
    let reply = ask(brand(), "how sharp is look02 front");
    assert!(reply.content.starts_with("“look02_front.jpg”: quality 86 of 100, made of resolution 100%, sharpness 80%, exposure 80%."), "{}", reply.content);
    let coverage = analysis(AnalysisType::Quality, None).quality_scores.unwrap()[2].coverage;
    let told = format!("Known is {}% of what counts.", (coverage * 100.0).round());
    assert!(reply.content.contains(&told), "{}", reply.content);
}

#[test]
fn nothing_known_is_not_zero() {
    let mut world = brand();
    world.assets = crate::world::read(serde_json::json!([{ "id": "x" }, { "id": "y" }]));
    let reply = ask(world, "how good is the picture quality?");
    assert!(
        reply.content.starts_with("2 pictures: nothing is known of their quality yet."),
        "{}",
        reply.content
    );
    assert_eq!(reply.severity, Some(Tone::Info));
}

#[test]
fn missing_shots_come_most_pressing_first() {
    let reply = ask(brand(), "which shots are missing?");
    let missing = analysis(AnalysisType::Missing, None).missing_shots.unwrap();
    assert_eq!(
        missing.iter().map(|shot| (&*shot.shot_id, shot.missing)).collect::<Vec<_>>(),
        [("h2", 1), ("h3", 2)]
    );
    assert!(reply.content.starts_with("2 of 3 shots still lack 3 pictures: 1. Look 2 back (0 of 1, critical), 2. Look 12 front (0 of 2)."), "{}", reply.content);
    assert_eq!((reply.severity, targets(&reply)[0]), (Some(Tone::Critical), "shot-list/h2"));
    let covered = ask(brand(), "which shots are missing for look 1");
    assert!(
        covered.content.starts_with("For look 1: the shot list is covered"),
        "{}",
        covered.content
    );
    assert_eq!(covered.severity, Some(Tone::Success));
}

#[test]
fn selects_are_those_of_the_analysis_in_the_number_asked_for() {
    for (message, count) in [("pick 2 images for the client", 2), ("pick the best images", 10)] {
        let reply = ask(brand(), message);
        let chosen = analysis(AnalysisType::Selects, Some(count)).selects.unwrap();
        assert_eq!(reply.skill, Skill::Selects);
        let told = format!(
            "My selection, {} of 3 pictures: 1. “{}”",
            chosen.len(),
            chosen[0].asset.name.as_deref().unwrap()
        );
        assert!(reply.content.starts_with(&told), "{}", reply.content);
        let second = chosen[1].asset.name.as_deref().unwrap();
        assert!(reply.content.contains(&format!("2. “{second}”")), "{}", reply.content);
    }
    let look = ask(brand(), "pick the best images of look 1");
    assert!(
        look.content.starts_with("For look 1: my selection, 2 of 2 pictures"),
        "{}",
        look.content
    );
}

#[test]
fn why_tells_the_reason_of_the_analysis() {
    let mut person = Person::with(brand());
    person.say("pick 2 images for the client");
    let reply = person.say("why that one?");
    let chosen = analysis(AnalysisType::Selects, Some(2)).selects.unwrap();
    assert!(reply.content.contains(&chosen[0].rationale), "{}", reply.content);
    person.say("which shots are missing?");
    let reply = person.say("the second one");
    let missing = analysis(AnalysisType::Missing, None).missing_shots.unwrap();
    assert!(reply.content.contains(&missing[1].reason), "{}", reply.content);
}

#[test]
fn without_pictures_or_shots_there_is_a_next_step() {
    for (message, told) in [
        ("how good is the picture quality?", "There are no pictures yet."),
        ("pick the best images", "There are no pictures yet."),
        ("which shots are missing?", "There is no shot list yet."),
    ] {
        let reply = ask(World::default(), message);
        assert!(reply.content.starts_with(told), "{message}: {}", reply.content);
        assert_eq!(reply.severity, Some(Tone::Info));
    }
}

#[test]
fn a_count_is_no_look_and_praise_is_earned() {
    let reply = ask(brand(), "pick 1 of look 2");
    assert!(
        reply.content.starts_with("For look 2: my selection, 1 of 1 picture: 1. "),
        "{}",
        reply.content
    );
    assert!(!reply.content.contains("good"), "{}", reply.content);
    let reply = ask(brand(), "any duplicates?");
    assert!(reply.content.contains("No two are known to show the same."), "{}", reply.content);
}
