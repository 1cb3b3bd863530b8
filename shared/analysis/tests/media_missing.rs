//! Shots and pictures are brought together as well as can be.

use analysis::Time;
use analysis::media::fit::{COUNTS, Fits};
use analysis::media::missing::{Coverage, coverage};
use analysis::media::report::Severity;
use analysis::media::{GalleryAsset, ShotItem};
use proptest::prelude::*;
use serde_json::{Value, json};

fn now() -> Time {
    Time::parse("2026-11-21T09:00:00Z").expect("a time")
}

fn cover(assets: Value, shots: Value) -> Coverage {
    let assets: Vec<GalleryAsset> = serde_json::from_value(assets).expect("assets");
    let shots: Vec<ShotItem> = serde_json::from_value(shots).expect("shots");
    coverage(&assets, &shots, now()).expect("within limits")
}

/// Shot ids with how many they have and lack.
fn lacking(found: &Coverage) -> Vec<(&str, usize, usize)> {
    found.missing.iter().map(|m| (m.shot_id.as_str(), m.captured, m.missing)).collect()
}

#[test]
fn a_greedy_share_would_leave_a_shot_without() {
    // `any` fits both shots, `front` only the first.
    let found = cover(
        json!([{ "id": "front", "sku": "S", "angle": "front" }, { "id": "any", "sku": "S" }]),
        json!([{ "id": "1", "sku": "S" }, { "id": "2", "sku": "S", "angle": "Back view" }]),
    );
    assert_eq!(lacking(&found), []);
    assert!(found.unplanned.is_empty());
}

#[test]
fn rejected_pictures_count_for_nothing_and_are_named() {
    let found = cover(
        json!([{ "id": "a", "shotId": "1", "status": "rejected" }]),
        json!([{ "id": "1", "name": "Hero", "isHero": true }]),
    );
    assert_eq!(lacking(&found), [("1", 0, 1)]);
    assert_eq!(found.missing[0].severity, Severity::Critical);
    assert!(found.missing[0].candidates.is_empty());
    assert_eq!(found.missing[0].reason, "none of 1 captured; rejected though they would fit: 1");
    assert!(found.unplanned.is_empty());
}

#[test]
fn a_shot_may_take_several_and_be_partly_met() {
    let found = cover(
        json!([{ "id": "a", "sku": "S" }, { "id": "b", "sku": "S" }, { "id": "c", "sku": "T" }]),
        json!([{ "id": "1", "sku": "S", "required": 3 }]),
    );
    assert_eq!(lacking(&found), [("1", 2, 1)]);
    assert_eq!(found.unplanned, [2]);
    assert_eq!(found.missing[0].severity, Severity::Low);
}

#[test]
fn an_assigned_picture_serves_its_own_shot_only() {
    let found = cover(
        json!([{ "id": "a", "sku": "S", "shotId": "2" }]),
        json!([{ "id": "1", "sku": "S" }, { "id": "2", "lookId": "L" }]),
    );
    assert_eq!(lacking(&found), [("1", 0, 1)]);
}

#[test]
fn another_article_look_or_angle_never_fits() {
    let shots = json!([{ "id": "1", "sku": "S", "lookId": "L", "angle": "front", "name": "Red dress front" }]);
    for asset in [
        json!({ "id": "a", "sku": "T", "lookId": "L", "angle": "front", "name": "Red dress front" }),
        json!({ "id": "a", "sku": "S", "lookId": "M", "angle": "front" }),
        json!({ "id": "a", "sku": "S", "lookId": "L", "angle": "back" }),
    ] {
        let found = cover(json!([asset]), shots.clone());
        assert_eq!(lacking(&found), [("1", 0, 1)], "{asset}");
        assert_eq!(found.unplanned, [0]);
    }
}

#[test]
fn names_bring_together_what_ids_do_not() {
    let found = cover(
        json!([
            { "id": "a", "name": "look_03-jaket_front.jpg" }, { "id": "b", "name": "look_04-jacket_front.jpg" },
            { "id": "c", "name": "IMG_9981.jpg", "tags": ["look 5", "jacket", "front"] },
        ]),
        json!([
            { "id": "3", "name": "Look 3: jacket, front" }, { "id": "4", "name": "Look 4: jacket, front" },
            { "id": "5", "name": "Look 5: jacket, front" }, { "id": "6", "name": "Look 6: jacket, front" },
        ]),
    );
    assert_eq!(lacking(&found), [("6", 0, 1)]);
}

#[test]
fn the_important_comes_first_and_the_scarce_goes_to_it() {
    let found = cover(
        json!([{ "id": "a", "sku": "S" }]),
        json!([
            { "id": "plain", "sku": "S" }, { "id": "hero", "sku": "S", "isHero": true },
            { "id": "late", "sku": "S", "dueAt": "2026-11-20T09:00:00Z" },
            { "id": "soon", "sku": "S", "dueAt": "2026-11-21T20:00:00Z" },
        ]),
    );
    let order: Vec<_> = found.missing.iter().map(|m| (m.shot_id.as_str(), m.severity)).collect();
    let [critical, high, medium] = [Severity::Critical, Severity::High, Severity::Medium];
    assert_eq!(order, [("late", critical), ("soon", high), ("plain", medium)]);
    assert_eq!(found.missing[0].candidates, ["a"]);
    assert!(found.missing[0].reason.contains("needed for other shots"), "{:?}", found.missing[0]);
}

#[test]
fn what_nearly_fits_is_proposed_with_what_is_open() {
    let found = cover(
        json!([{ "id": "a", "lookId": "L" }]),
        json!([{ "id": "1", "lookId": "L", "sku": "S", "angle": "front" }]),
    );
    assert_eq!(found.missing[0].candidates, ["a"]);
    let reason = "none of 1 captured; the nearest is a, which fits 0.57 where 0.60 counts, its article and angle open";
    assert_eq!(found.missing[0].reason, reason);
}

#[test]
fn refuses_more_pictures_than_a_list_may_ask() {
    let shots: Vec<ShotItem> = (0..51)
        .map(|n| ShotItem { id: n.to_string(), required: Some(100), ..ShotItem::default() })
        .collect();
    let error = coverage(&[], &shots, now()).expect_err("too many");
    assert_eq!(error.to_string(), "shotList.required: at most 5000 are analysed at once");
}

/// The most slots that can be filled, by trying.
fn most_filled(open: &[Vec<bool>], taken: u32) -> usize {
    let Some((first, rest)) = open.split_first() else { return 0 };
    let with = |asset: usize| 1 + most_filled(rest, taken | 1 << asset);
    let free = (0..first.len()).filter(|&asset| first[asset] && taken & (1 << asset) == 0);
    free.map(with).max().unwrap_or(0).max(most_filled(rest, taken))
}

fn word(choices: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(choices).prop_map(str::to_owned))
}

prop_compose! {
    fn any_asset()(sku in word(&["S", "T"]), look_id in word(&["L", "M"]), angle in word(&["front", "back"])) -> GalleryAsset {
        GalleryAsset { sku, look_id, angle, ..GalleryAsset::default() }
    }
}

prop_compose! {
    fn any_shot()(sku in word(&["S", "T"]), look_id in word(&["L", "M"]), angle in word(&["front", "back"]), required in 1..3_u32) -> ShotItem {
        ShotItem { sku, look_id, angle, required: Some(required), ..ShotItem::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_many_pictures_find_a_place_as_can(
        mut assets in prop::collection::vec(any_asset(), 0..7),
        mut shots in prop::collection::vec(any_shot(), 0..5),
    ) {
        for (n, asset) in assets.iter_mut().enumerate() {
            asset.id = n.to_string();
        }
        for (n, shot) in shots.iter_mut().enumerate() {
            shot.id = n.to_string();
        }
        let fits = Fits::new(&assets, &shots);
        let slots: Vec<Vec<bool>> = (0..shots.len())
            .flat_map(|at| vec![fits.row(at).iter().map(|&fit| fit >= COUNTS).collect(); shots[at].wanted()])
            .collect();
        let found = coverage(&assets, &shots, now()).expect("within limits");
        let missing: usize = found.missing.iter().map(|m| m.missing).sum();
        prop_assert_eq!(slots.len() - missing, most_filled(&slots, 0));
    }
}
