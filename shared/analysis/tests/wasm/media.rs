use analysis::media::{GalleryAsset, MediaInput, ShotItem, pixels, score};
use analysis::rng::Rng;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::digest::check;
use crate::{SEEDS, after, chance, now, one, read};

const ANGLES: [&str; 4] = ["front", "Back view", "detail", "side"];

pub(crate) fn assets(seed: u64, count: usize) -> Vec<GalleryAsset> {
    let mut rng = Rng::new(seed);
    let (mut moment, mut hash) = (0, rng.bits());
    let row = |n: usize| {
        // Some are one bit from the one before.
        hash = if chance(&mut rng, 30) { hash ^ 1 << rng.below(64) } else { rng.bits() };
        moment += rng.below(3) as i64;
        let colors: Vec<String> =
            (0..3).map(|_| format!("#{:06x}", rng.bits() & 0xff_ffff)).collect();
        let look = rng.below(9);
        let all = json!({
            "name": format!("look_{look:02}-{}_{n}.jpg", one(&mut rng, &ANGLES)),
            "width": 400 + rng.below(5_000), "height": 400 + rng.below(5_000),
            "sharpness": rng.unit(), "exposure": rng.unit(), "noise": rng.unit(),
            "composition": rng.unit(), "brandMatch": rng.unit(), "palette": colors,
            "lookId": format!("{look}"), "sku": format!("S{}", rng.below(30)),
            "angle": one(&mut rng, &ANGLES), "category": one(&mut rng, &["dress", "shoe", "bag"]),
            "capturedAt": after(moment), "perceptualHash": format!("{hash:016x}"),
            "status": one(&mut rng, &["pending", "approved", "rejected", "approved"]),
        });
        let mut known: serde_json::Map<String, Value> =
            all.as_object().cloned().unwrap_or_default();
        known.retain(|_, _| chance(&mut rng, 75));
        known.insert("id".to_owned(), json!(format!("a{n}")));
        Value::Object(known)
    };
    read(&(0..count).map(row).collect::<Value>())
}

pub(crate) fn shots(seed: u64, count: usize) -> Vec<ShotItem> {
    let mut rng = Rng::new(seed ^ 0x50);
    let row = |n: usize| {
        let look = rng.below(11);
        json!({
            "id": format!("h{n}"), "name": format!("Look {look} {}", one(&mut rng, &ANGLES)),
            "lookId": format!("{look}"), "angle": one(&mut rng, &ANGLES),
            "required": rng.below(4), "isHero": chance(&mut rng, 20),
            "priority": 1 + rng.below(4), "dueAt": after(rng.below(4_000) as i64 - 1_000),
        })
    };
    read(&(0..count).map(row).collect::<Value>())
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn galleries_get_the_same_bits_everywhere() {
    for part in ["quality", "missing", "selects", "all"] {
        let input: MediaInput = read(&json!({
            "analysisType": part, "selectCount": 12,
            "brand": { "palette": ["#1a1a2e", "#e0c097"], "minWidth": 2000, "aspectRatios": ["4:5", "1:1"] },
        }));
        let answers = SEEDS.iter().zip([8, 40, 120, 300]).map(|(&seed, count)| {
            let report = score(&input, &assets(seed, count), &shots(seed, count / 3), now());
            wire::to_string(&report.expect("a report"))
        });
        check(&format!("media.{part}"), &answers.collect::<Vec<_>>());
    }
}

/// A soft wave, with noise.
fn picture(seed: u64, width: usize, height: usize) -> Vec<u8> {
    let mut rng = Rng::new(seed);
    let mut rgba = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        for x in 0..width {
            let wave = (x * 255 / width) ^ (y * 255 / height);
            let noise = rng.bits();
            for channel in 0..3 {
                let value = wave + (noise >> (8 * channel) & 31) as usize;
                rgba.push(value.min(255) as u8);
            }
            rgba.push(if chance(&mut rng, 1) { (noise >> 32) as u8 } else { 255 });
        }
    }
    rgba
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn pictures_get_the_same_bits_everywhere() {
    let sizes = [(8, 8), (64, 91), (700, 300), (512, 1023)];
    let answers = SEEDS.iter().zip(sizes).map(|(&seed, (width, height))| {
        let rgba = picture(seed, width, height);
        let report = pixels::analyze(&rgba, width as u32, height as u32);
        wire::to_string(&report.expect("a picture"))
    });
    check("media.pixels", &answers.collect::<Vec<_>>());
}
