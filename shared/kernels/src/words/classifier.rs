//! A linear classifier of low rank: the rows that a message's features choose
//! are summed to its place in a small space, where each class has a score.

/// Numbers in a byte of a row.
pub const PER_BYTE: usize = 5;
/// The numbers in each byte: its digits to base 3, the lowest first, less 1.
static NUMBERS: [[i8; PER_BYTE]; 256] = numbers();

#[expect(
    clippy::indexing_slicing,
    reason = "run by the compiler, which refuses what is out of range"
)]
const fn numbers() -> [[i8; PER_BYTE]; 256] {
    let mut all = [[0; PER_BYTE]; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut rest, mut at) = (byte, 0);
        while at < PER_BYTE {
            all[byte][at] = (rest % 3) as i8 - 1;
            rest /= 3;
            at += 1;
        }
        byte += 1;
    }
    all
}

/// Where a message lies: the weighted sum of its features' rows.
///
/// `rows` has five numbers of −1, 0 or 1 a byte, and one row per feature; `scales`
/// an `f32` (little-endian) for each number of a row, of which there are a
/// multiple of five.
#[inline(never)]
pub fn place(rows: &[u8], scales: &[u8], features: &[(u32, f32)]) -> Vec<f32> {
    let width = scales.len() / (4 * PER_BYTE);
    let mut place = vec![0.0_f32; width * PER_BYTE];
    for &(feature, weight) in features {
        let start = feature as usize * width;
        let row = rows.get(start..start + width).unwrap_or_default();
        for (five, &byte) in place.as_chunks_mut::<PER_BYTE>().0.iter_mut().zip(row) {
            let numbers = NUMBERS.get(usize::from(byte)).copied().unwrap_or_default();
            for (value, number) in five.iter_mut().zip(numbers) {
                *value += weight * f32::from(number);
            }
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
