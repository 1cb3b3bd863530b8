//! From the learned model to the file the engine reads.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use analysis::intent::known::{Known, MOST_LOW, MOST_ONES};
use analysis::intent::weights::{MAGIC, PER_BYTE, VERSION};

use crate::model::{HeadModel, Model, rounded};

/// What is settled about a head after learning.
#[derive(Debug, Clone, Copy)]
pub struct Calibration {
    /// 1 / temperature.
    pub sharpness: f32,
    /// Trust below which a message is rejected.
    pub threshold: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { sharpness: 1.0, threshold: f32::NEG_INFINITY }
    }
}

/// The weights file of `model`; its layout is described at
/// [`analysis::intent::weights`].
pub fn pack(model: &Model, calibrations: &[Calibration]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.push(VERSION);
    file.push(model.hashing.log2_buckets);
    file.push(model.hashing.probes);
    file.push(u8::try_from(model.heads.len()).expect("a handful of heads"));
    file.extend(u16::try_from(model.dims).expect("a few dimensions").to_le_bytes());
    file.extend(model.steps.iter().flat_map(|step| step.to_le_bytes()));
    for row in model.rows.values.chunks_exact(model.dims) {
        let steps: Vec<u8> = row
            .iter()
            .zip(&model.steps)
            .map(|(value, step)| (rounded(*value, *step) + 1).cast_unsigned())
            .collect();
        let bytes = steps.as_chunks::<PER_BYTE>().0.iter();
        file.extend(bytes.map(|five| five.iter().rev().fold(0, |byte, step| byte * 3 + step)));
    }
    pack_known(&mut file, &model.known);
    for (head, calibration) in model.heads.iter().zip(calibrations) {
        pack_head(&mut file, head, model.dims, *calibration);
    }
    file
}

/// Words as [`analysis::intent::known`] describes them.
fn pack_known(file: &mut Vec<u8>, known: &Known) {
    let Known { ends, entries } = known;
    let mut times: BTreeMap<u8, usize> = BTreeMap::new();
    for [.., kind] in entries {
        *times.entry(*kind).or_default() += 1;
    }
    let mut kinds: Vec<u8> = times.keys().copied().collect();
    kinds.sort_by_key(|kind| Reverse(times[kind]));

    let (mut gaps, mut places, mut least) = (Vec::new(), Vec::new(), 0);
    for (at, [low, high, kind]) in entries.iter().enumerate() {
        let is_before = |end: &&[u8; 2]| usize::from(u16::from_le_bytes(**end)) <= at;
        let top = ends.iter().take_while(is_before).count() as u32;
        let hash = top << 16 | u32::from(u16::from_le_bytes([*low, *high]));
        gaps.push(hash - least);
        places.push(kinds.iter().position(|known| known == kind).expect("counted above") as u32);
        least = hash + 1;
    }
    let (gap, place) = (low_bits(&gaps), low_bits(&places));
    file.extend(u16::try_from(entries.len()).expect("fewer than 65536 words").to_le_bytes());
    file.extend([gap as u8, place as u8]);
    file.push(u8::try_from(kinds.len()).expect("at most 255 kinds"));
    file.extend(kinds);
    let mut bits: Vec<bool> = Vec::new();
    for (number, low) in gaps.iter().zip(&places).flat_map(|(g, p)| [(g, gap), (p, place)]) {
        bits.extend((0..number >> low).map(|_| true));
        bits.push(false);
        bits.extend((0..low).map(|bit| number >> bit & 1 == 1));
    }
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    file.extend(bits.chunks(8).map(byte));
}

/// How many low bits of a code make the codes of these numbers shortest.
fn low_bits(numbers: &[u32]) -> u32 {
    let fits = |low: &u32| numbers.iter().all(|number| number >> low <= MOST_ONES);
    let length = |low: &u32| numbers.iter().map(|number| (number >> low) + low).sum::<u32>();
    (0..=MOST_LOW).filter(fits).min_by_key(length).expect("hashes and kinds are spread")
}

fn pack_head(file: &mut Vec<u8>, head: &HeadModel, dims: usize, calibration: Calibration) {
    file.extend(u16::try_from(head.names.len()).expect("fewer than 65536 classes").to_le_bytes());
    file.extend(calibration.sharpness.to_le_bytes());
    file.extend(calibration.threshold.to_le_bytes());
    let rows = || head.numbers.values.chunks_exact(dims);
    let scale = |row: &[f32]| row.iter().fold(1e-6_f32, |top, v| top.max(v.abs())) / 127.0;
    file.extend(rows().flat_map(|row| scale(row).to_le_bytes()));
    file.extend(head.biases.values.iter().flat_map(|bias| bias.to_le_bytes()));
    for row in rows() {
        let scale = scale(row);
        file.extend(row.iter().map(|v| ((v / scale).round_ties_even() as i8).cast_unsigned()));
    }
    for name in &head.names {
        file.push(u8::try_from(name.len()).expect("names are short"));
        file.extend(name.as_bytes());
    }
}
