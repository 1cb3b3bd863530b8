//! From the learned model to the file the engine reads.

use analysis::intent::kinds::Kinds;
use analysis::intent::weights::{MAGIC, PER_BYTE, VERSION};

use crate::lexicon::Known;
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
    let Known { ends, entries } = &model.known;
    let count = entries.len() / Kinds::ENTRY;
    file.extend(u16::try_from(count).expect("fewer than 65536 known words").to_le_bytes());
    file.extend(ends);
    file.extend(entries);
    for (head, calibration) in model.heads.iter().zip(calibrations) {
        pack_head(&mut file, head, model.dims, *calibration);
    }
    file
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
