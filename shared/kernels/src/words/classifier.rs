//! A linear classifier of low rank: the rows that a message's features choose
//! are summed to its place in a small space, where each class has a score.

/// Where a message lies: the weighted sum of its features' rows.
///
/// `rows` has two signed 4-bit numbers a byte, low first, and one row per
/// feature; `scales` an `f32` (little-endian) for each number of a row.
#[inline(never)]
pub fn place(rows: &[u8], scales: &[u8], features: &[(u32, f32)]) -> Vec<f32> {
    let width = scales.len() / 8;
    let mut place = vec![0.0_f32; width * 2];
    for &(feature, weight) in features {
        let start = feature as usize * width;
        let row = rows.get(start..start + width).unwrap_or_default();
        for ([low, high], &byte) in place.as_chunks_mut().0.iter_mut().zip(row) {
            *low += weight * f32::from((byte << 4).cast_signed() >> 4);
            *high += weight * f32::from(byte.cast_signed() >> 4);
        }
    }
    for (value, scale) in place.iter_mut().zip(floats(scales)) {
        *value *= scale;
    }
    place
}

/// A score (logit) per class for a message at `place`: the product with the
/// class's row of `numbers`, times its scale, plus its bias (both `f32`,
/// little-endian), times `sharpness`.
#[inline(never)]
pub fn scores(
    place: &[f32],
    numbers: &[u8],
    scales: &[u8],
    biases: &[u8],
    sharpness: f32,
) -> Vec<f32> {
    let rows = numbers.chunks_exact(place.len().max(1));
    let scales = floats(scales).zip(floats(biases));
    rows.zip(scales)
        .map(|(row, (scale, bias))| {
            let numbers = row.iter().map(|&byte| f32::from(byte.cast_signed()));
            let sum = numbers.zip(place).fold(0.0, |sum, (number, at)| sum + number * at);
            (sum * scale + bias) * sharpness
        })
        .collect()
}

/// Scores as probabilities (softmax).
#[inline(never)]
pub fn probabilities(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut shares: Vec<f32> = scores.iter().map(|score| libm::expf(score - top)).collect();
    let total: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= total;
    }
    shares
}

fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four))
}
