//! The pixels of a picture made from a seed: too many to send as text.

use analysis::media::pixels::{PixelReport, analyze};
use serde::Deserialize;

use crate::Compute;

/// A picture.
#[derive(Deserialize)]
#[serde(from = "Size")]
pub(crate) struct Pixels {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

#[derive(Deserialize)]
struct Size {
    width: u32,
    height: u32,
}

impl From<Size> for Pixels {
    /// Opaque noise, by the generator of Park & Miller (1988).
    fn from(Size { width, height }: Size) -> Self {
        let mut state = 1_u64;
        let bytes = (0..width as usize * height as usize * 4).map(|at| {
            state = state * 48_271 % 0x7fff_ffff;
            if at % 4 == 3 { 255 } else { state as u8 }
        });
        Self { width, height, rgba: bytes.collect() }
    }
}

impl Compute for Pixels {
    type Answer<'a> = PixelReport;

    fn compute(&self) -> PixelReport {
        analyze(&self.rgba, self.width, self.height).expect("a picture")
    }
}
