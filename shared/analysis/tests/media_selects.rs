//! Selections near the best of all, under their quotas, with true numbers.

use analysis::Time;
use analysis::media::likeness::likeness;
use analysis::media::selects::{Pool, fair_quota};
use analysis::media::{GalleryAsset, MediaInput, MediaReport, score};
use analysis::rng::Rng;
use serde_json::{Value, json};

fn report(ask: Value, assets: &[GalleryAsset]) -> MediaReport {
    let input: MediaInput = serde_json::from_value(ask).expect("a request");
    score(&input, assets, &[], Time::from_ms(0)).expect("within limits")
}

/// Galleries of a few looks, articles, angles and scenes.
fn gallery(rng: &mut Rng, count: usize) -> Vec<GalleryAsset> {
    let scenes: Vec<u64> = (0..4).map(|_| rng.bits()).collect();
    let mut one = |n: usize| {
        let mut pick =
            |names: &[&str]| (rng.unit() < 0.8).then(|| names[rng.below(names.len())].to_owned());
        let (look, sku) = (pick(&["L1", "L2", "L3"]), pick(&["S1", "S2", "S3", "S4"]));
        let (angle, category) = (pick(&["front", "back", "detail"]), pick(&["dress", "shoe"]));
        let hash = scenes[rng.below(4)] ^ (rng.bits() & rng.bits() & rng.bits());
        GalleryAsset {
            id: n.to_string(),
            look_id: look,
            sku,
            angle,
            category,
            sharpness: (rng.unit() < 0.9).then(|| rng.unit()),
            composition: Some(rng.unit()),
            perceptual_hash: Some(analysis::media::hash::PerceptualHash(hash)),
            ..GalleryAsset::default()
        }
    };
    (0..count).map(&mut one).collect()
}

/// The best worth of all selections within the quota.
fn best_by_trying(pool: &Pool<'_>) -> f64 {
    let n = pool.likeness.len();
    let mut best = 0.0_f64;
    for set in (0..1_u32 << n).filter(|set| set.count_ones() as usize == pool.count) {
        let selection: Vec<usize> = (0..n).filter(|at| set >> at & 1 == 1).collect();
        let within = |group: usize| {
            selection.iter().filter(|&&at| pool.group[at] == Some(group)).count() <= pool.quota
        };
        if (0..n).all(within) {
            best = best.max(pool.worth(&selection));
        }
    }
    best
}

/// What selections of small galleries are worth, each as a share of the best.
pub(crate) fn shares_of_the_best() -> Vec<f64> {
    let mut rng = Rng::new(2026);
    let mut shares = Vec::new();
    for case in 0..150 {
        let assets = gallery(&mut rng, 6 + case % 6);
        let likeness = likeness(assets.iter());
        let quality: Vec<f64> = assets.iter().map(|_| rng.unit()).collect();
        let group: Vec<Option<usize>> = assets
            .iter()
            .map(|a| a.look_id.as_ref().map(|look| usize::from(look.as_bytes()[1])))
            .collect();
        let count = 2 + case % 4;
        let group: Vec<Option<usize>> = group.iter().map(|g| g.map(|g| g - 49)).collect();
        let quota = fair_quota(&group, count);
        let pool = Pool { quality: &quality, likeness: &likeness, group: &group, count, quota };
        let chosen = pool.choose();
        let selection: Vec<usize> = chosen.iter().map(|c| c.at).collect();
        assert_eq!(selection.len(), count);
        for at in 0..assets.len() {
            let of_group =
                selection.iter().filter(|&&s| group[s].is_some() && group[s] == group[at]).count();
            assert!(of_group <= quota);
        }
        let gains: f64 = chosen.iter().map(|c| c.gain).sum();
        assert!((gains - pool.worth(&selection)).abs() < 1e-9, "gains add up to the worth");
        shares.push(pool.worth(&selection) / best_by_trying(&pool));
    }
    shares
}

#[test]
fn is_worth_nearly_as_much_as_the_best_of_all() {
    let shares = shares_of_the_best();
    let least = shares.iter().copied().fold(f64::MAX, f64::min);
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!(least >= 0.90 && mean >= 0.98, "least {least:.4}, mean {mean:.4}");
    // What swaps reach; greedy alone would fall short of it.
    assert!(least >= 0.97 && mean >= 0.999, "least {least:.4}, mean {mean:.4}");
}

#[test]
fn shares_the_places_out_evenly() {
    let groups = [Some(0), Some(0), Some(0), Some(0), Some(1), None];
    assert_eq!(fair_quota(&groups, 2), 1);
    assert_eq!(fair_quota(&groups, 4), 2);
    assert_eq!(fair_quota(&groups, 6), 4);
    assert_eq!(fair_quota(&groups, 60), 4);
    assert_eq!(fair_quota(&[], 3), 1);
}

#[test]
fn leaves_out_the_rejected_and_the_lesser_of_two_alike() {
    let assets: Vec<GalleryAsset> = serde_json::from_value(json!([
        { "id": "poor", "composition": 0.2, "perceptualHash": "9a5c3e7108f6b24d" },
        { "id": "good", "composition": 0.9, "perceptualHash": "9a5c3e7108f6b24c" },
        { "id": "gone", "composition": 1.0, "status": "rejected" },
        { "id": "other", "composition": 0.5, "perceptualHash": "65a3c18ef7094db2" },
    ]))
    .expect("assets");
    let found = report(json!({ "analysisType": "selects", "selectCount": 5 }), &assets);
    let selects = found.selects.expect("asked for");
    let ids: Vec<&str> = selects.iter().map(|select| select.asset.id.as_str()).collect();
    assert_eq!(ids, ["good", "other"]);
    assert_eq!(found.duplicates, Some(vec![vec!["good".to_owned(), "poor".to_owned()]]));
    assert!(selects[0].rationale.contains("quality 90.0 of 100, 30% of it known"));
    assert!(selects[0].rationale.contains("the best of 2 alike"));
    assert!(selects[0].rationale.ends_with(&format!("adds {:.4}", selects[0].gain)));
    assert!(selects[1].rationale.contains("most like good of those before it, at 0.00 of 1"));
}

#[test]
fn answers_only_what_was_asked() {
    let mut rng = Rng::new(1);
    let assets = gallery(&mut rng, 30);
    let wire = |part: &str| {
        serde_json::to_value(report(json!({ "analysisType": part }), &assets)).expect("json")
    };
    let keys = |value: Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(keys(wire("quality")), ["duplicates", "qualityScores"]);
    assert_eq!(keys(wire("missing")), ["missingShots", "unplanned"]);
    assert_eq!(keys(wire("selects")), ["duplicates", "selects"]);
    assert_eq!(keys(wire("all")).len(), 5);
    assert_eq!(wire("all"), wire("all"));
    assert_eq!(wire("selects")["selects"].as_array().map(Vec::len), Some(10));
}

#[test]
fn an_empty_gallery_has_nothing_to_show() {
    let found = report(json!({ "analysisType": "all" }), &[]);
    assert_eq!(found.selects.map(|selects| selects.len()), Some(0));
    assert_eq!(found.quality_scores.map(|scores| scores.len()), Some(0));
}

#[test]
fn refuses_too_many_and_ids_that_stand_twice() {
    let input: MediaInput =
        serde_json::from_value(json!({ "analysisType": "all" })).expect("a request");
    let asset = |n: usize| GalleryAsset { id: n.to_string(), ..GalleryAsset::default() };
    let many: Vec<GalleryAsset> = (0..5_001).map(asset).collect();
    let error = score(&input, &many, &[], Time::from_ms(0)).expect_err("too many");
    assert_eq!(error.to_string(), "assets: at most 5000 are analysed at once");
    let twice = [asset(1), asset(2), asset(1)];
    let error = score(&input, &twice, &[], Time::from_ms(0)).expect_err("an id twice");
    assert_eq!(error.to_string(), "assets[2].id: \"1\" is already the id of assets[0]");
}

#[test]
fn takes_a_gallery_of_many() {
    let mut rng = Rng::new(3);
    let mut assets = gallery(&mut rng, 1_500);
    for asset in &mut assets {
        asset.perceptual_hash = Some(analysis::media::hash::PerceptualHash(rng.bits()));
    }
    let found = report(json!({ "analysisType": "selects", "selectCount": 20 }), &assets);
    assert_eq!(found.selects.map(|selects| selects.len()), Some(20));
}
