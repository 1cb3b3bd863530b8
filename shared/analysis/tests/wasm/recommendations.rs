use analysis::recommend::{
    FEATURES, FeatureUse, Material, Package, RecommendationsInput, recommend,
};
use analysis::rng::Rng;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::digest::check;
use crate::events::{event, paris};
use crate::logistics::samples;
use crate::{SEEDS, after, chance, now, one, read};

const SERVICES: [&str; 7] =
    ["studio", "photographer", "retouching", "make-up", "models", "video", "catering"];

pub(crate) fn packages(seed: u64, count: usize) -> Vec<Package> {
    let mut rng = Rng::new(seed);
    let row = |n: usize| {
        let offered = rng.below(60);
        let services: Vec<&str> = (0..=rng.below(5)).map(|_| one(&mut rng, &SERVICES)).collect();
        json!({
            "id": format!("p{n}"), "name": format!("Package {n}"),
            "category": one(&mut rng, &["lookbook", "campaign", "packshots"]),
            "description": "A day in the studio, retouched within the week",
            "price": 50_000 + rng.below(900_000), "currency": one(&mut rng, &["EUR", "EUR", "EUR", "USD"]),
            "inclusions": services, "leadTimeDays": rng.below(40),
            "available": chance(&mut rng, 90),
            "timesOffered": offered, "timesAccepted": rng.below(1 + offered),
        })
    };
    read(&(0..count).map(row).collect::<Value>())
}

pub(crate) fn uses(seed: u64, count: usize) -> Vec<FeatureUse> {
    let mut rng = Rng::new(seed);
    let row = |_| {
        let feature = FEATURES.get(rng.below(6) + rng.below(7)).map_or("", |feature| feature.id);
        json!({ "feature": feature, "at": after(-(rng.below(40_000) as i64)), "accepted": chance(&mut rng, 40) })
    };
    read(&(0..count).map(row).collect::<Value>())
}

fn answer(kind: &str, seed: u64, count: usize) -> String {
    let input: RecommendationsInput = read(&json!({
        "userId": "u", "recommendationType": kind,
        "context": {
            "userRole": "producer", "budget": 400_000, "currency": "EUR", "timeline": "3 weeks",
            "requirements": ["studio", "retouching", "photographer"], "shootAt": after(5_000),
        },
    }));
    let (packages, samples) = (packages(seed, count), samples(seed, count, 6, 20));
    let (event, zone, uses) = (event(seed, count), paris(), uses(seed, count * 5));
    let material = Material {
        packages: &packages,
        samples: &samples,
        event: Some((&event, &zone)),
        uses: &uses,
    };
    let answer = recommend(&input, &material, now(), seed).expect("recommendations");
    wire::to_string(&answer)
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn recommendations_are_the_same_bits_everywhere() {
    for kind in ["packages", "next_actions", "features"] {
        let answers = SEEDS.iter().zip([4, 12, 40, 90]);
        let answers = answers.map(|(&seed, count)| answer(kind, seed, count));
        check(&format!("recommendations.{kind}"), &answers.collect::<Vec<_>>());
    }
}
