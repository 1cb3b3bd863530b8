//! Hashing and weights: fixed for good, or the learned numbers mean nothing.

use analysis::intent::features::{Hashing, features};
use analysis::intent::fold::Words;
use analysis::intent::kinds::{self, Kinds};
use analysis::intent::known::Known;
use analysis::intent::weights::{Weights, probabilities};
use proptest::prelude::*;

/// One byte a row, one head: `yes` looks up, `no` looks down; "ready" and "set"
/// are of kind 7.
fn tiny() -> Vec<u8> {
    let mut file = b"FOSI\x03\x08\x01\x01\x05\x00".to_vec();
    file.extend([0.5_f32, 0.25, 0.5, 1.0, 2.0].iter().flat_map(|scale| scale.to_le_bytes()));
    file.extend((0..=255_u8).map(|byte| byte.wrapping_mul(37)));
    file.extend(packed(&["ready", "set"]));
    file.extend(2_u16.to_le_bytes());
    file.extend([2.0_f32, 0.5, 0.01, 0.02, 0.125, -0.125].iter().flat_map(|f| f.to_le_bytes()));
    file.extend([100_i8, -50, 25, 10, 5, -100, 50, -25, -10, -5].map(i8::cast_unsigned));
    file.extend(b"\x03yes\x02no");
    file
}

/// The table of words of kind 7.
fn known(words: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let mut hashes: Vec<u32> = words.iter().map(|word| kinds::hash(&[&letters(word)])).collect();
    hashes.sort_unstable();
    let end = |top: u32| hashes.iter().filter(|hash| *hash >> 16 <= top).count() as u16;
    let ends = (0..=255).flat_map(|top| end(top).to_le_bytes()).collect();
    let entry = |hash: &u32| [hash.to_le_bytes()[0], hash.to_le_bytes()[1], 7];
    (ends, hashes.iter().flat_map(entry).collect())
}

/// The same in the file: 20 bits of a gap are low ones, none of the only kind.
fn packed(words: &[&str]) -> Vec<u8> {
    let mut hashes: Vec<u32> = words.iter().map(|word| kinds::hash(&[&letters(word)])).collect();
    hashes.sort_unstable();
    let (mut codes, mut length, mut least) = (0_u128, 0, 0);
    for hash in hashes {
        let gap = hash - least;
        codes |= ((1_u128 << (gap >> 20)) - 1) << length;
        length += (gap >> 20) + 1;
        codes |= u128::from(gap & 0xf_ffff) << length;
        length += 20 + 1;
        least = hash + 1;
    }
    let mut file = (words.len() as u16).to_le_bytes().to_vec();
    file.extend([20, 0, 1, 7]);
    file.extend(codes.to_le_bytes().iter().take(length.div_ceil(8) as usize));
    file
}

fn letters(word: &str) -> Vec<char> {
    word.chars().collect()
}

#[test]
fn words_are_of_a_kind_by_themselves_with_an_ending_or_as_an_expression() {
    let (ends, mut entries) = known(&["retouch", "set"]);
    let kinds = Kinds::new(&ends, &entries);
    let kind_of = |text: &str| -> Vec<Option<u8>> {
        let words = Words::of(text);
        let words: Vec<&[char]> = words.iter().collect();
        kinds.of(&words).iter().map(|said| said.kind).collect()
    };
    assert_eq!(kind_of("retouch the RETOUCHED, retouchers"), [Some(7), None, Some(7), Some(7)]);
    assert_eq!(kind_of("retouchingly"), [None], "too long for an ending");
    assert_eq!(kind_of("set settle"), [Some(7), None], "too short for a stem");
    assert_eq!(kind_of(""), []);

    let (run, show) = (letters("run"), letters("show"));
    let (of, sheet) = (letters("of"), letters("sheet"));
    let hash = kinds::hash(&[&run, &of, &show]);
    entries = vec![hash.to_le_bytes()[0], hash.to_le_bytes()[1], 9];
    let ends: Vec<u8> =
        (0..=255).flat_map(|top| u16::from(hash >> 16 <= top).to_le_bytes()).collect();
    let said = Kinds::new(&ends, &entries).of(&[&run, &run, &of, &show, &sheet]);
    let said: Vec<_> = said.iter().map(|said| (said.word, said.kind)).collect();
    assert_eq!(said, [(0, None), (1, Some(9)), (4, None)]);
}

#[test]
fn the_first_three_words_that_are_a_slip_away_from_known_ones_are_of_their_kind() {
    let (ends, entries) = known(&["retouch", "set"]);
    let kinds_of = |text: &str, entries: &[u8]| -> Vec<Option<u8>> {
        let words = Words::of(text);
        let words: Vec<&[char]> = words.iter().collect();
        Kinds::new(&ends, entries).of(&words).iter().map(|said| said.kind).collect()
    };
    for slip in ["retuoch", "reouch", "retoucch", "retxuch", "etouch"] {
        assert_eq!(kinds_of(slip, &entries), [Some(7)], "{slip}");
    }
    assert_eq!(kinds_of("rteuoch st sett", &entries), [None; 3], "two slips, or too short");
    let four = kinds_of("reouch retuoch set reouch retuoch", &entries);
    assert_eq!(four, [Some(7), Some(7), Some(7), Some(7), None]);
    let plain: Vec<u8> =
        entries.chunks(Kinds::ENTRY).flat_map(|e| [e[0], e[1], Kinds::PLAIN]).collect();
    assert_eq!(kinds_of("retouch reouch", &plain), [None; 2], "plain words are of no kind");
}

#[test]
fn what_is_said_with_words_of_one_kind_is_alike() {
    let (ends, entries) = known(&["overdue", "verspatet"]);
    let hashing = Hashing { log2_buckets: 20, probes: 1 };
    let common = |kinds: Kinds<'_>| {
        let mine = features(&Words::of("is it overdue"), hashing, kinds);
        let yours = features(&Words::of("is it verspätet"), hashing, kinds);
        let shared = mine.iter().filter(|(bucket, _)| yours.iter().any(|(b, _)| b == bucket));
        shared.map(|(_, weight)| weight * weight).sum::<f32>()
    };
    assert!(common(Kinds::new(&ends, &entries)) > common(Kinds::default()) + 0.2);
}

#[test]
fn features_hash_to_the_same_buckets_for_ever() {
    let hashing = Hashing { log2_buckets: 12, probes: 1 };
    let mut found = features(&Words::of("Ready?"), hashing, Kinds::default());
    found.sort_by_key(|(bucket, _)| *bucket);
    let buckets: Vec<u32> = found.iter().map(|(bucket, _)| *bucket).collect();
    assert_eq!(buckets, BUCKETS, "the weights in the tree no longer fit: learn them again");
    assert!(found.iter().all(|(_, weight)| weight.to_bits() == found[0].1.to_bits()));
}

#[test]
fn features_have_length_one_however_often_a_word_is_said() {
    let hashing = Hashing { log2_buckets: 20, probes: 1 };
    let length = |text: &str| -> f32 {
        features(&Words::of(text), hashing, Kinds::default())
            .iter()
            .map(|(_, w)| w * w)
            .sum::<f32>()
            .sqrt()
    };
    assert!((length("which samples are late") - 1.0).abs() < 1e-5);
    assert!((length("late late late late") - 1.0).abs() < 1e-5);
    assert_eq!(features(&Words::of(""), hashing, Kinds::default()), []);
}

#[test]
fn scores_are_these_bits_on_every_machine() {
    let file = tiny();
    let weights = Weights::read(&file).unwrap();
    let place = weights.place(&weights.features(&Words::of("are we ready?")));
    let head = &weights.heads()[0];
    let scores = head.scores(&place);
    let shares = probabilities(&scores);
    let bits: Vec<u32> = place.iter().chain(&scores).chain(&shares).map(|f| f.to_bits()).collect();
    assert_eq!(bits, BITS);
    assert_eq!(head.names, ["yes", "no"]);
}

#[test]
fn known_words_are_read_as_they_were_packed() {
    for words in [&["ready", "set"][..], &["gown"], &[]] {
        let mut file = packed(words);
        let length = file.len();
        file.extend([0xff; 8]);
        let (read, taken) = Known::read(&file).unwrap();
        let read = (read.ends.as_flattened().to_vec(), read.entries.as_flattened().to_vec());
        assert_eq!((read, taken), (known(words), length), "{words:?}");
        file.truncate(length.saturating_sub(1));
        assert!(Known::read(&file).is_none(), "{words:?}, cut short");
    }
    let endless = b"\x01\x00\x17\x00\x01\x07\xff\xff\xff\xff\xff\xff\xff\xff";
    assert!(Known::read(endless).is_none(), "no code is so long");
    let beyond = b"\x01\x00\x17\x00\x01\x07\x03\0\0\0\0\0\0\0\0\0";
    assert!(Known::read(beyond).is_none(), "a hash has 24 bits");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    for file in
        [&b""[..], b"FOSI", b"FOSI\x02\x08\x01\x01\x05\x00", b"PNG\x0d\x03\x08\x01\x01\x05\x00"]
    {
        assert!(Weights::read(file).is_err(), "{file:?}");
    }
    let mut longer = tiny();
    longer.push(0);
    assert!(Weights::read(&longer).is_err());
}

proptest! {
    #[test]
    fn a_damaged_file_is_refused_or_harmless(at in 0..900_usize, byte: u8, cut in 0..1000_usize) {
        let mut file = tiny();
        file.truncate(cut.max(1));
        let at = at % file.len();
        file[at] = byte;
        if let Ok(weights) = Weights::read(&file) {
            let place = weights.place(&weights.features(&Words::of("are we ready?")));
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
const BITS: [u32; 9] = [
    3_199_452_786,
    3_186_602_821,
    1_061_339_560,
    1_055_896_389,
    3_227_564_049,
    3_193_530_478,
    1_059_894_327,
    1_049_976_638,
    1_060_458_593,
];
