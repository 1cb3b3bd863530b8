//! Media measured natively: pixels of 12 megapixels, and the largest gallery.
//!
//! `cargo run --release -p analysis --example media`: the median of some runs, in
//! milliseconds, as JSON; `media.ts` measures the same work in wasm and in
//! TypeScript.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints")]

use std::hint::black_box;
use std::time::Instant;

use analysis::Time;
use analysis::matching::{Edge, max_weight};
use analysis::media::hash::PerceptualHash;
use analysis::media::{AnalysisType, GalleryAsset, MediaInput, ShotItem, pixels, score};
use analysis::rng::Rng;

fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            black_box(work());
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn gallery(count: usize) -> (Vec<GalleryAsset>, Vec<ShotItem>) {
    let mut rng = Rng::new(1);
    let one = |n: usize| GalleryAsset {
        id: format!("a{n}"),
        look_id: Some(format!("L{}", rng.below(40))),
        sku: Some(format!("S{}", rng.below(300))),
        angle: Some(["front", "back", "detail", "side"][rng.below(4)].to_owned()),
        category: Some(["dress", "shoe", "bag"][rng.below(3)].to_owned()),
        sharpness: Some(rng.unit()),
        composition: Some(rng.unit()),
        perceptual_hash: Some(PerceptualHash(rng.bits())),
        ..GalleryAsset::default()
    };
    let assets = (0..count).map(one).collect();
    let shot = |n: usize| ShotItem {
        id: format!("s{n}"),
        sku: Some(format!("S{}", n % 300)),
        angle: Some(["front", "back", "detail", "side"][n % 4].to_owned()),
        required: Some(2),
        ..ShotItem::default()
    };
    (assets, (0..count * 2 / 5).map(shot).collect())
}

fn edges(side: usize, each: usize) -> Vec<Edge> {
    let mut rng = Rng::new(2);
    let weight = |rng: &mut Rng| 1 + rng.below(1000) as i64;
    (0..side * each)
        .map(|n| Edge { left: n / each, right: rng.below(side), weight: weight(&mut rng) })
        .collect()
}

fn main() {
    let mut rng = Rng::new(3);
    let rgba: Vec<u8> =
        (0..4000 * 3000).flat_map(|_| (rng.bits() as u32 | 0xff00_0000).to_le_bytes()).collect();
    let pixels = median(9, || pixels::analyze(&rgba, 4000, 3000).unwrap());
    let shrink = median(9, || pixels::shrink(&rgba, 4000, 3000));
    println!("{{\"pixels12mp\":{pixels:.2},\"shrink12mp\":{shrink:.2}}}");
    for count in [500, 5_000] {
        let (assets, shots) = gallery(count);
        for part in [AnalysisType::Quality, AnalysisType::Missing, AnalysisType::Selects] {
            let input = MediaInput {
                assets: None,
                shot_list: None,
                analysis_type: part,
                select_count: None,
                brand: None,
            };
            let time = median(5, || score(&input, &assets, &shots, Time::from_ms(0)).unwrap());
            println!("{{\"assets\":{count},\"part\":\"{part:?}\",\"ms\":{time:.2}}}");
        }
    }
    let (mut assets, mut shots) = gallery(5_000);
    for asset in &mut assets {
        *asset = GalleryAsset {
            id: asset.id.clone(),
            category: Some("dress".into()),
            perceptual_hash: Some(PerceptualHash(0x9a5c_3e71_08f6_b24d)),
            sku: asset.id.clone().into(),
            ..GalleryAsset::default()
        };
    }
    for shot in &mut shots {
        *shot = ShotItem {
            id: shot.id.clone(),
            category: Some("dress".into()),
            required: Some(2),
            ..ShotItem::default()
        };
    }
    for part in [AnalysisType::Missing, AnalysisType::Selects] {
        let input = MediaInput {
            assets: None,
            shot_list: None,
            analysis_type: part,
            select_count: Some(200),
            brand: None,
        };
        let time = median(3, || score(&input, &assets, &shots, Time::from_ms(0)).unwrap());
        let missing = score(&input, &assets, &shots, Time::from_ms(0)).unwrap().missing_shots;
        println!(
            "{{\"alike\":5000,\"part\":\"{part:?}\",\"ms\":{time:.2},\"missing\":{:?}}}",
            missing.map(|m| m.len())
        );
    }
    for (side, each) in [(2_000, 20), (300, 300)] {
        let edges = edges(side, each);
        let time = median(5, || max_weight(side, side, &edges));
        println!("{{\"side\":{side},\"each\":{each},\"ms\":{time:.2}}}");
    }
}
