//! Pictures that show the same are grouped, and no others.

use analysis::media::GalleryAsset;
use analysis::media::duplicates::{best_first, groups};
use serde_json::{Value, json};

fn gallery(value: Value) -> Vec<GalleryAsset> {
    serde_json::from_value(value).expect("assets")
}

/// `base` with its lowest `bits` bits turned.
fn near(bits: u32) -> String {
    format!("{:016x}", 0x9a5c_3e71_08f6_b24d_u64 ^ ((1_u64 << bits) - 1))
}

#[test]
fn ten_bits_are_the_same_and_eleven_are_not() {
    let found = groups(&gallery(json!([
        { "id": "a", "perceptualHash": near(0) }, { "id": "b" }, { "id": "c", "perceptualHash": near(10) },
    ])));
    assert_eq!(found, [[0, 2]]);
    let found = groups(&gallery(json!([
        { "id": "a", "perceptualHash": near(0) }, { "id": "c", "perceptualHash": near(11) },
    ])));
    assert!(found.is_empty());
}

#[test]
fn frames_of_one_burst_may_differ_more() {
    let frames = |second: &str, bits| {
        gallery(json!([
            { "id": "a", "perceptualHash": near(0), "capturedAt": "2026-11-21T09:00:00Z" },
            { "id": "b", "perceptualHash": near(bits), "capturedAt": second },
        ]))
    };
    assert_eq!(groups(&frames("2026-11-21T09:00:03Z", 16)), [[0, 1]]);
    assert!(groups(&frames("2026-11-21T09:00:04Z", 16)).is_empty());
    assert!(groups(&frames("2026-11-21T09:00:03Z", 17)).is_empty());
}

#[test]
fn groups_what_hangs_together() {
    let found = groups(&gallery(json!([
        { "id": "a", "perceptualHash": near(0) }, { "id": "b", "perceptualHash": near(18) },
        { "id": "c", "perceptualHash": near(9) },
    ])));
    assert_eq!(found, [[0, 1, 2]]);
}

#[test]
fn flat_frames_and_other_articles_are_left_apart() {
    for hash in ["0000000000000000", "8000000000000000", "ffffffffffffffff"] {
        let flat =
            json!([{ "id": "a", "perceptualHash": hash }, { "id": "b", "perceptualHash": hash }]);
        assert!(groups(&gallery(flat)).is_empty(), "{hash}");
    }
    let two = |first: Value, second: Value| {
        let mut assets = gallery(json!([first, second]));
        for asset in &mut assets {
            asset.perceptual_hash = analysis::media::hash::PerceptualHash::parse(&near(0));
        }
        groups(&assets).len()
    };
    assert_eq!(two(json!({ "id": "a", "sku": "S" }), json!({ "id": "b", "sku": "T" })), 0);
    assert_eq!(two(json!({ "id": "a", "sku": "S" }), json!({ "id": "b" })), 1);
    let color = |id: &str, color: &str| json!({ "id": id, "palette": [color] });
    assert_eq!(two(color("a", "#b02030"), color("b", "#2030b0")), 0);
    assert_eq!(two(color("a", "#b02030"), color("b", "#b22232")), 1);
}

#[test]
fn the_best_of_a_group_comes_first() {
    let assets = gallery(json!([
        { "id": "turned down", "status": "rejected" }, { "id": "fair" }, { "id": "good" },
        { "id": "approved", "status": "approved" }, { "id": "fair too" },
    ]));
    let scores = [(99.0, 1.0), (50.0, 0.5), (80.0, 0.5), (10.0, 1.0), (50.0, 0.5)];
    let mut found = vec![vec![0, 1, 2, 3, 4]];
    best_first(&assets, &scores, &mut found);
    assert_eq!(found, [[3, 2, 1, 4, 0]]);
}
