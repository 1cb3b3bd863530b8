//! The learned numbers, read from the file the trainer wrote.
//!
//! The classifier is linear and of low rank: a message's features choose rows
//! of a table, their sum is the message's place in a small space, and each head
//! scores its classes there (8 bits per number). Against a full table of buckets
//! times classes this affords several times the buckets in the same bytes, and a
//! second head costs next to nothing. A row's numbers are −1, 0 or 1: so many
//! rows are added that finer ones would not be told apart.
//!
//! ```text
//! "FOSI" version:u8 log2_buckets:u8 probes:u8 heads:u8 dims:u16        little-endian
//! row scale: f32 per dimension      rows: buckets x dims/5 bytes of five numbers, each
//!           plus 1 a digit to base 3, the first the lowest
//! known words: see `known`
//! per head: classes:u16 sharpness:f32 threshold:f32
//!           scale: f32 per class    bias: f32 per class    numbers: i8, classes x dims
//!           names: per class length:u8 and UTF-8
//! ```

use kernels::words::classifier;
pub use kernels::words::classifier::{PER_BYTE, probabilities};

use super::features::{Hashing, features};
use super::fold::Words;
use super::known::Known;
use crate::Problem;

/// First bytes of a weights file.
pub const MAGIC: [u8; 4] = *b"FOSI";
/// The format this engine reads.
pub const VERSION: u8 = 3;

/// A weights file, borrowed.
#[derive(Debug, Clone)]
pub struct Weights<'a> {
    /// How the features of these weights are hashed.
    pub hashing: Hashing,
    row_scales: &'a [u8],
    rows: &'a [u8],
    known: Known,
    heads: Vec<Head<'a>>,
}

/// One classifier on top of the shared rows.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// Names of the classes, in the order of their scores.
    pub names: Vec<&'a str>,
    /// Multiplies scores before they become probabilities (1 / temperature).
    pub sharpness: f32,
    /// Trust below which an answer should be refused; chosen by the trainer.
    pub threshold: f32,
    scales: &'a [u8],
    biases: &'a [u8],
    numbers: &'a [u8],
}

impl<'a> Weights<'a> {
    /// Reads a weights file; its numbers are not copied, its known words are.
    pub fn read(file: &'a [u8]) -> Result<Self, Problem> {
        Self::parse(file)
            .ok_or_else(|| Problem::invalid("weights", "not a whole file of this version"))
    }

    fn parse(file: &'a [u8]) -> Option<Self> {
        let mut file = Reader(file);
        let [m1, m2, m3, m4, version, log2_buckets, probes, heads] = file.array()?;
        let dims = usize::from(u16::from_le_bytes(file.array()?));
        if [m1, m2, m3, m4] != MAGIC
            || version != VERSION
            || !(1..=20).contains(&log2_buckets)
            || !(1..=4).contains(&probes)
            || dims == 0
            || !dims.is_multiple_of(PER_BYTE)
        {
            return None;
        }
        let row_scales = file.bytes(dims * 4)?;
        let rows = file.bytes((1 << log2_buckets) * dims / PER_BYTE)?;
        let (known, length) = Known::read(file.0)?;
        file.bytes(length)?;
        let heads = (0..heads).map(|_| Head::read(&mut file, dims)).collect::<Option<_>>()?;
        file.0.is_empty().then_some(Self {
            hashing: Hashing { log2_buckets, probes },
            row_scales,
            rows,
            known,
            heads,
        })
    }

    /// The classifiers.
    pub fn heads(&self) -> &[Head<'a>] {
        &self.heads
    }

    /// A message's features, as these weights know them.
    pub fn features(&self, words: &Words) -> Vec<(u32, f32)> {
        features(words, self.hashing, self.known.kinds())
    }

    /// Where a message lies: the weighted sum of its features' rows.
    pub fn place(&self, features: &[(u32, f32)]) -> Vec<f32> {
        classifier::place(self.rows, self.row_scales, features)
    }
}

impl<'a> Head<'a> {
    fn read(file: &mut Reader<'a>, dims: usize) -> Option<Self> {
        let classes = usize::from(u16::from_le_bytes(file.array()?));
        let sharpness = f32::from_le_bytes(file.array()?);
        let threshold = f32::from_le_bytes(file.array()?);
        let scales = file.bytes(classes * 4)?;
        let biases = file.bytes(classes * 4)?;
        let numbers = file.bytes(classes * dims)?;
        let names = (0..classes).map(|_| file.name()).collect::<Option<_>>()?;
        Some(Self { names, sharpness, threshold, scales, biases, numbers })
    }

    /// A score (logit) per class for a message at `place`, sharpened.
    pub fn scores(&self, place: &[f32]) -> Vec<f32> {
        let Self { scales, biases, numbers, sharpness, .. } = *self;
        classifier::scores(place, numbers, scales, biases, sharpness)
    }

    /// How far the best class stands out, in log-odds: above the average class
    /// and, at half weight, above the class named `nothing`, where there is one.
    pub fn trust(&self, scores: &[f32], nothing: &str) -> f32 {
        let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        let mut best = f32::NEG_INFINITY;
        let mut none = mean;
        for (name, &score) in self.names.iter().zip(scores) {
            if *name == nothing {
                none = score;
            } else {
                best = best.max(score);
            }
        }
        best - mean * 0.5 - none * 0.5
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    fn name(&mut self) -> Option<&'a str> {
        let [length] = self.array()?;
        str::from_utf8(self.bytes(length.into())?).ok()
    }
}
