//! Averaging a picture down, exactly: every source pixel counts by the area it
//! covers, in whole numbers.

use super::plane::Plane;
use crate::at::At;

/// The long side pictures are averaged down to, in pixels.
pub const LONG_SIDE: usize = 512;

/// An opaque picture, three bytes a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Red, green and blue of each pixel, row by row.
    pub rgb: Vec<u8>,
}

/// Averages RGBA rows, seen on white, down to [`LONG_SIDE`]; smaller pictures
/// keep their size. Each value is rounded to the nearest.
pub fn shrink(rgba: &[u8], width: usize, height: usize) -> Picture {
    let long = width.max(height);
    let side =
        |side: usize| if long <= LONG_SIDE { side } else { (side * LONG_SIDE + long / 2) / long };
    let (to_width, to_height) = (side(width).max(1), side(height).max(1));
    // In units where a source pixel is `to_width` by `to_height` and a target
    // pixel `width` by `height`, every edge lies on a whole number.
    let area = (width * height) as u64;
    let mut rgb = Vec::with_capacity(to_width * to_height * 3);
    let mut sums = vec![0_u64; to_width * 3];
    let mut row_sums = vec![0_u32; to_width * 3];
    let mut on_white = vec![0_u8; width * 4];
    let mut left = height;
    for row in rgba.chunks_exact(width * 4) {
        let row = flatten(row, &mut on_white);
        sum_across(row, width, to_width, &mut row_sums);
        let here = to_height.min(left);
        add(&mut sums, &row_sums, here);
        left -= here;
        if left == 0 {
            rgb.extend(sums.iter().map(|&sum| ((sum + area / 2) / area) as u8));
            sums.fill(0);
            add(&mut sums, &row_sums, to_height - here);
            left = height - (to_height - here);
        }
    }
    Picture { width: to_width, height: to_height, rgb }
}

fn add(sums: &mut [u64], row: &[u32], weight: usize) {
    for (sum, &value) in sums.iter_mut().zip(row) {
        *sum += u64::from(value) * weight as u64;
    }
}

/// The row itself where it is opaque, or laid on white.
fn flatten<'a>(row: &'a [u8], on_white: &'a mut [u8]) -> &'a [u8] {
    let words = row.chunks_exact(4).map(word);
    if words.fold(u32::MAX, |all, pixel| all & pixel) >> 24 == 255 {
        return row;
    }
    for (to, from) in on_white.chunks_exact_mut(4).zip(row.chunks_exact(4)) {
        let [red, green, blue, alpha] = word(from).to_le_bytes();
        let over = |v: u8| {
            ((u32::from(v) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8
        };
        to.copy_from_slice(&[over(red), over(green), over(blue), 255]);
    }
    on_white
}

/// Sums a row's pixels into each target column, weighted by their share.
fn sum_across(row: &[u8], width: usize, to_width: usize, sums: &mut [u32]) {
    let mut rest = row;
    // Of the first pixel of `rest`, what the columns before did not take.
    let mut share = to_width;
    for sum in sums.chunks_exact_mut(3) {
        let mut room = width;
        let mut total = [0_u32; 3];
        if share < to_width {
            weigh(&mut total, rest, share.min(room));
            room -= share.min(room);
            rest = rest.get(4..).unwrap_or_default();
        }
        let (whole, after) = rest.split_at_checked(room / to_width * 4).unwrap_or((rest, &[]));
        let added = sum_pixels(whole);
        for (total, added) in total.iter_mut().zip(added) {
            *total += added * to_width as u32;
        }
        rest = after;
        room %= to_width;
        share = to_width - room;
        if room > 0 {
            weigh(&mut total, rest, room);
        }
        sum.copy_from_slice(&total);
    }
}

fn weigh(total: &mut [u32; 3], pixels: &[u8], weight: usize) {
    for (total, &value) in total.iter_mut().zip(pixels) {
        *total += u32::from(value) * weight as u32;
    }
}

/// Sums of red, green and blue, two pixels at a time in 16-bit lanes of a word.
fn sum_pixels(pixels: &[u8]) -> [u32; 3] {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    let mut sums = [0_u32; 3];
    // A lane holds 257 bytes at most.
    for block in pixels.chunks(257 * 8) {
        let (mut red_blue, mut green) = (0_u64, 0_u64);
        let mut pairs = block.chunks_exact(8);
        for pair in &mut pairs {
            let pair = pair.try_into().map_or(0, u64::from_le_bytes);
            red_blue += pair & EVEN;
            green += (pair >> 8) & EVEN;
        }
        let lane = |lanes: u64, n: u32| (lanes >> (16 * n)) as u32 & 0xffff;
        let last = word(pairs.remainder()).to_le_bytes();
        let found = [
            lane(red_blue, 0) + lane(red_blue, 2),
            lane(green, 0) + lane(green, 2),
            lane(red_blue, 1) + lane(red_blue, 3),
        ];
        for ((sum, found), last) in sums.iter_mut().zip(found).zip(last) {
            *sum += found + u32::from(last);
        }
    }
    sums
}

/// A pixel's four bytes; 0 where there are none.
fn word(pixel: &[u8]) -> u32 {
    pixel.try_into().map_or(0, u32::from_le_bytes)
}

impl Picture {
    /// Luma by BT.601, `0.299 R + 0.587 G + 0.114 B` in 16-bit fractions.
    pub(super) fn luma(&self) -> Plane {
        let pixels = self.rgb.chunks_exact(3);
        let luma = pixels.map(|p| {
            let [red, green, blue] = [p.at(0), p.at(1), p.at(2)].map(u32::from);
            (19_595 * red + 38_470 * green + 7_471 * blue) as f32 / 65_536.0
        });
        Plane { width: self.width, height: self.height, values: luma.collect() }
    }

    /// Hasler & Süsstrunk 2003: `√(σ²rg + σ²yb) + 0.3 √(µ²rg + µ²yb)`.
    pub(super) fn colorfulness(&self) -> f64 {
        // rg = R − G and, doubled, yb = (R + G) / 2 − B, so sums stay whole.
        let (mut rg, mut rg2, mut yb, mut yb2) = (0_i64, 0_i64, 0_i64, 0_i64);
        for pixel in self.rgb.chunks_exact(3) {
            let [red, green, blue] = [pixel.at(0), pixel.at(1), pixel.at(2)].map(i64::from);
            let (one, two) = (red - green, red + green - 2 * blue);
            rg += one;
            rg2 += one * one;
            yb += two;
            yb2 += two * two;
        }
        let n = (self.width * self.height) as f64;
        let (rg, yb) = (rg as f64 / n, yb as f64 / n / 2.0);
        let variance = (rg2 as f64 / n - rg * rg) + (yb2 as f64 / n / 4.0 - yb * yb);
        variance.max(0.0).sqrt() + 0.3 * (rg * rg + yb * yb).sqrt()
    }
}
