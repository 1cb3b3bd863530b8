//! Hashes find a picture again, and no other.

use analysis::media::hash::PerceptualHash;
use analysis::media::pixels::analyze;

use crate::scene::Scene;

fn hashes(scene: &Scene) -> [PerceptualHash; 2] {
    let report =
        analyze(&scene.rgba(), scene.width as u32, scene.height as u32).expect("a picture");
    assert!(!report.low_information);
    assert_eq!(report.metadata.perceptual_hash, Some(report.cosine_hash));
    [report.difference_hash, report.cosine_hash]
}

fn copies(scene: &Scene) -> [(&'static str, Scene); 8] {
    [
        ("smaller", scene.resized(scene.width * 2 / 5, scene.height * 2 / 5)),
        ("larger", scene.resized(scene.width * 2, scene.height * 2)),
        ("blurred", scene.blurred(1.5)),
        ("noisy", scene.noisy(10.0, 9)),
        ("brighter", scene.exposed(0.3)),
        ("flatter", scene.contrast(0.7)),
        ("compressed", scene.blocky(24.0)),
        ("cropped", scene.cropped(0.01)),
    ]
}

#[test]
fn copies_differ_in_at_most_ten_bits_and_strangers_in_more() {
    let scenes: Vec<Scene> = (0..10).map(|seed| Scene::of(100 + seed, 192, 160)).collect();
    let known: Vec<_> = scenes.iter().map(hashes).collect();
    for (scene, known) in scenes.iter().zip(&known) {
        for (what, copy) in copies(scene) {
            let found = hashes(&copy);
            for kind in 0..2 {
                let bits = known[kind].distance(found[kind]);
                assert!(bits <= 10, "{what}, hash {kind}: {bits} bits");
            }
        }
    }
    for (i, one) in known.iter().enumerate() {
        for other in &known[..i] {
            for kind in 0..2 {
                let bits = one[kind].distance(other[kind]);
                assert!(bits > 10, "strangers, hash {kind}: {bits} bits");
            }
        }
    }
}

/// The definition, in the order of imagehash: areas, transform, median.
#[test]
fn the_cosine_hash_is_its_definition() {
    let scene = Scene::of(4, 128, 96);
    let luma: Vec<f64> = scene
        .rgba()
        .chunks(4)
        .map(|p| 0.299 * f64::from(p[0]) + 0.587 * f64::from(p[1]) + 0.114 * f64::from(p[2]))
        .collect();
    // 128 x 96 to 32 x 32: whole areas of 4 x 3.
    let area = |x: usize, y: usize| -> f64 {
        (0..10).map(|i| luma[(y * 3 + i / 4) * 128 + x * 4 + i % 4]).sum::<f64>() / 12.0
    };
    let wave = |u: usize, x: usize| (std::f64::consts::PI * ((2 * x + 1) * u) as f64 / 64.0).cos();
    let mut low = Vec::new();
    for v in 0..8 {
        for u in 0..8 {
            low.push(
                (0..1024)
                    .map(|i| area(i % 32, i / 32) * wave(u, i % 32) * wave(v, i / 32))
                    .sum::<f64>(),
            );
        }
    }
    let mut sorted = low.clone();
    sorted.sort_by(f64::total_cmp);
    let median = f64::midpoint(sorted[31], sorted[32]);
    let expected = low.iter().fold(0, |bits, &value| bits << 1 | u64::from(value > median));
    assert_eq!(hashes(&scene)[1], PerceptualHash(expected));
}

#[test]
fn hashes_are_read_as_they_are_written() {
    let hash = PerceptualHash(0x0123_4567_89ab_cdef);
    assert_eq!(PerceptualHash::parse(&hash.to_string()), Some(hash));
    for text in ["", "0123456789abcde", "0123456789abcdef0", "+123456789abcdef", "0123456789abcdeg"]
    {
        assert_eq!(PerceptualHash::parse(text), None, "{text}");
    }
}
