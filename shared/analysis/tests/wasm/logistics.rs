use analysis::logistics::{LogisticsInput, Sample, analyze};
use analysis::rng::Rng;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::digest::check;
use crate::{SEEDS, after, chance, now, one, read};

const STATUSES: [&str; 9] = [
    "awaiting",
    "in_transit",
    "received",
    "prepped",
    "on_set",
    "shot",
    "delayed",
    "returned",
    "lost",
];

/// `ready` of a hundred can be shot; of `families` kinds.
pub(crate) fn samples(seed: u64, count: usize, families: usize, ready: usize) -> Vec<Sample> {
    let mut rng = Rng::new(seed);
    let row = |n: usize| {
        let status = if chance(&mut rng, ready) { "prepped" } else { one(&mut rng, &STATUSES) };
        let mut row = json!({
            "id": format!("s{n}"),
            "name": format!("Sample {n}"),
            "status": status,
            "category": format!("c{}", rng.below(families)),
            "isHero": chance(&mut rng, 12),
            "priority": 1 + rng.below(5),
            "shootMinutes": 5 + rng.below(40),
            "substituteIds": [format!("s{}", rng.below(count))],
        });
        for (field, value) in [
            ("lookId", json!(format!("l{}", rng.below(count / 3 + 1)))),
            ("etaAt", json!(after(rng.below(8_000) as i64 - 1_000))),
            ("dueAt", json!(after(rng.below(9_000) as i64 - 500))),
        ] {
            if let (true, Some(fields)) = (chance(&mut rng, 70), row.as_object_mut()) {
                fields.insert(field.to_owned(), value);
            }
        }
        row
    };
    read(&(0..count).map(row).collect::<Value>())
}

fn report(seed: u64, samples: &[Sample], families: usize) -> String {
    let mut rng = Rng::new(seed ^ 0xfa);
    let mut table = serde_json::Map::new();
    for from in 0..families {
        let row: serde_json::Map<_, _> =
            (0..families).map(|to| (format!("c{to}"), json!(rng.below(60)))).collect();
        table.insert(format!("c{from}"), row.into());
    }
    let input: LogisticsInput = read(&json!({
        "analysisType": "all", "shootAt": after(5_000), "setupMinutes": table,
    }));
    wire::to_string(&analyze(&input, samples, now()).expect("a report"))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn logistics_gives_the_same_bits_everywhere() {
    // Few jobs and many, families to be ordered exactly and by search.
    let shapes = [(10, 4, 90), (60, 11, 60), (200, 9, 30), (150, 40, 60)];
    let answers = SEEDS.iter().zip(shapes).map(|(&seed, (count, families, ready))| {
        report(seed, &samples(seed, count, families, ready), families)
    });
    check("logistics", &answers.collect::<Vec<_>>());
}
