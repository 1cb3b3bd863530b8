//! The classifier while it learns: the same shape as [`analysis::intent::weights`], in
//! floating point, shown to the examples as the few bits will show it later.

use analysis::intent::features::Hashing;
use analysis::intent::kinds::Kinds;
use analysis::intent::known::Known;
use analysis::rng::Rng;

/// Steps to either side of zero.
const STEPS: f32 = 1.0;

/// The shared rows and the heads.
pub struct Model {
    /// How features are hashed.
    pub hashing: Hashing,
    /// The known words.
    pub known: Known,
    /// Numbers per row.
    pub dims: usize,
    /// Rows as learned, buckets × dims.
    pub rows: Parameters,
    /// Rows as they will be read: rounded to steps once `rounding` is set.
    pub shown: Vec<f32>,
    /// Size of a step per dimension; zero before rounding begins.
    pub steps: Vec<f32>,
    /// The classifiers on top.
    pub heads: Vec<HeadModel>,
}

/// One head: classes × dims numbers and a bias per class.
pub struct HeadModel {
    /// Classes, sorted.
    pub names: Vec<String>,
    /// Numbers, classes × dims.
    pub numbers: Parameters,
    /// One per class.
    pub biases: Parameters,
}

/// Values and the running means of their gradients (Adam, Kingma & Ba 2015).
pub struct Parameters {
    /// The values.
    pub values: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Parameters {
    fn random(count: usize, spread: f32, rng: &mut Rng) -> Self {
        let values = (0..count).map(|_| (rng.unit() as f32 * 2.0 - 1.0) * spread).collect();
        Self { values, mean: vec![0.0; count], square: vec![0.0; count] }
    }

    /// A step of Adam on `range` against `gradient`.
    pub fn step(&mut self, range: std::ops::Range<usize>, gradient: &mut [f32], rate: f32) {
        let values = self.values[range.clone()].iter_mut();
        let moments = self.mean[range.clone()].iter_mut().zip(&mut self.square[range]);
        for ((value, (mean, square)), gradient) in values.zip(moments).zip(gradient) {
            *mean += 0.1 * (*gradient - *mean);
            *square += 0.001 * (*gradient * *gradient - *square);
            *value -= rate * *mean / (square.sqrt() + 1e-8);
            *gradient = 0.0;
        }
    }
}

impl Model {
    /// A model that knows nothing: small random numbers.
    pub fn new(hashing: Hashing, dims: usize, heads: Vec<Vec<String>>, rng: &mut Rng) -> Self {
        let buckets = 1 << hashing.log2_buckets;
        let rows = Parameters::random(buckets * dims, 0.1, rng);
        let heads = heads.into_iter().map(|names| HeadModel {
            numbers: Parameters::random(names.len() * dims, 0.3, rng),
            biases: Parameters::random(names.len(), 0.0, rng),
            names,
        });
        let heads = heads.collect();
        Self {
            hashing,
            known: Known::default(),
            dims,
            shown: rows.values.clone(),
            rows,
            steps: vec![0.0; dims],
            heads,
        }
    }

    /// The known words and their kinds.
    pub fn kinds(&self) -> Kinds<'_> {
        self.known.kinds()
    }

    /// Begins rounding: fixes the size of a step per dimension so that the mean
    /// squared error of rounding is least.
    pub fn round_from_now_on(&mut self) {
        for dim in 0..self.dims {
            let column: Vec<f32> =
                self.rows.values.iter().skip(dim).step_by(self.dims).copied().collect();
            self.steps[dim] = best_step(&column);
        }
        for bucket in 0..self.rows.values.len() / self.dims {
            self.show(bucket);
        }
    }

    /// Updates the row of `bucket` as it will be read.
    pub fn show(&mut self, bucket: usize) {
        let range = bucket * self.dims..(bucket + 1) * self.dims;
        let row = self.rows.values[range.clone()].iter().zip(&self.steps);
        for (shown, (value, step)) in self.shown[range].iter_mut().zip(row) {
            *shown = if *step > 0.0 { f32::from(rounded(*value, *step)) * step } else { *value };
        }
    }

    /// Where an example lies.
    pub fn place(&self, features: &[(u32, f32)]) -> Vec<f32> {
        let mut place = vec![0.0; self.dims];
        for &(bucket, weight) in features {
            let row = &self.shown[bucket as usize * self.dims..][..self.dims];
            for (at, value) in place.iter_mut().zip(row) {
                *at += weight * value;
            }
        }
        place
    }
}

impl HeadModel {
    /// A score per class.
    pub fn scores(&self, place: &[f32]) -> Vec<f32> {
        let rows = self.numbers.values.chunks_exact(place.len());
        let dot = |row: &[f32]| row.iter().zip(place).fold(0.0, |sum, (a, b)| sum + a * b);
        rows.zip(&self.biases.values).map(|(row, bias)| dot(row) + bias).collect()
    }
}

/// A value in steps, −1..=1.
pub fn rounded(value: f32, step: f32) -> i8 {
    (value / step).round_ties_even().clamp(-STEPS, STEPS) as i8
}

fn best_step(values: &[f32]) -> f32 {
    let mean_square = values.iter().map(|v| v * v).sum::<f32>() / values.len() as f32;
    let sigma = mean_square.sqrt().max(1e-6);
    let error = |step: f32| {
        values.iter().map(|&v| v - f32::from(rounded(v, step)) * step).map(|e| e * e).sum::<f32>()
    };
    let candidates = (10..200).map(|tenth| sigma * tenth as f32 / 100.0);
    candidates.min_by(|&a, &b| error(a).total_cmp(&error(b))).unwrap_or(sigma)
}
