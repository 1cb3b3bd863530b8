//! Hashing and weights: fixed for good, or the learned numbers mean nothing.

use analysis::intent::features::{Hashing, features};
use analysis::intent::fold::Words;
use analysis::intent::weights::{Weights, probabilities};
use proptest::prelude::*;

/// One bit of place, one head: `yes` looks up, `no` looks down.
fn tiny() -> Vec<u8> {
    let mut file = b"FOSI\x01\x08\x01\x01\x02\x00".to_vec();
    file.extend([0.5_f32, 0.25].iter().flat_map(|scale| scale.to_le_bytes()));
    file.extend((0..=255_u8).map(|byte| byte.wrapping_mul(37)));
    file.extend(2_u16.to_le_bytes());
    file.extend([2.0_f32, 0.5, 0.01, 0.02, 0.125, -0.125].iter().flat_map(|f| f.to_le_bytes()));
    file.extend([100_i8, -50, -100, 50].map(i8::cast_unsigned));
    file.extend(b"\x03yes\x02no");
    file
}

#[test]
fn features_hash_to_the_same_buckets_for_ever() {
    let hashing = Hashing { log2_buckets: 12, probes: 1 };
    let found = features(&Words::of("Ready?"), hashing);
    let buckets: Vec<u32> = found.iter().map(|(bucket, _)| *bucket).collect();
    assert_eq!(buckets, BUCKETS, "the weights in the tree no longer fit: learn them again");
    assert!(found.iter().all(|(_, weight)| weight.to_bits() == found[0].1.to_bits()));
}

#[test]
fn features_have_length_one_and_grow_slowly_with_repetition() {
    let hashing = Hashing { log2_buckets: 20, probes: 1 };
    let length = |text: &str| -> f32 {
        features(&Words::of(text), hashing).iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
    };
    assert!((length("which samples are late") - 1.0).abs() < 1e-5);
    assert!((length("late late late late") - 1.0).abs() < 1e-5);
    assert_eq!(features(&Words::of(""), hashing), []);
}

#[test]
fn scores_are_these_bits_on_every_machine() {
    let file = tiny();
    let weights = Weights::read(&file).unwrap();
    let place = weights.place(&features(&Words::of("are we ready?"), weights.hashing));
    let head = &weights.heads()[0];
    let scores = head.scores(&place);
    let shares = probabilities(&scores);
    let bits: Vec<u32> = place.iter().chain(&scores).chain(&shares).map(|f| f.to_bits()).collect();
    assert_eq!(bits, BITS);
    assert_eq!(head.names, ["yes", "no"]);
}

#[test]
fn a_file_of_another_kind_is_refused() {
    for file in
        [&b""[..], b"FOSI", b"FOSI\x02\x08\x01\x01\x02\x00", b"PNG\x0d\x01\x08\x01\x01\x02\x00"]
    {
        assert!(Weights::read(file).is_err(), "{file:?}");
    }
    let mut longer = tiny();
    longer.push(0);
    assert!(Weights::read(&longer).is_err());
}

proptest! {
    #[test]
    fn a_damaged_file_is_refused_or_harmless(at in 0..290_usize, byte: u8, cut in 0..400_usize) {
        let mut file = tiny();
        file.truncate(cut.max(1));
        let at = at % file.len();
        file[at] = byte;
        if let Ok(weights) = Weights::read(&file) {
            let place = weights.place(&features(&Words::of("are we ready?"), weights.hashing));
            for head in weights.heads() {
                prop_assert_eq!(head.scores(&place).len(), head.names.len());
            }
        }
    }
}

const BUCKETS: [u32; 30] = [
    164, 221, 385, 415, 439, 460, 518, 673, 787, 837, 900, 1044, 1055, 1095, 1309, 1774, 1918,
    1966, 1972, 2133, 2317, 2587, 2593, 2791, 2995, 3329, 3564, 3693, 3703, 3880,
];
const BITS: [u32; 6] =
    [3_219_541_297, 3_220_631_646, 3_216_353_796, 1_078_307_332, 1_009_951_378, 1_065_170_294];
