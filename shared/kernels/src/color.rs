//! Colours as the eye tells them apart.

use std::f64::consts::PI;

/// A colour in CIE L\*a\*b\*.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lab {
    /// Lightness, 0..100.
    pub l: f64,
    /// Green to red.
    pub a: f64,
    /// Blue to yellow.
    pub b: f64,
}

impl Lab {
    /// Of red, green and blue in sRGB, under D65 (IEC 61966-2-1 transfer and
    /// primaries).
    pub fn of_srgb(rgb: [u8; 3]) -> Self {
        let [r, g, b] = rgb.map(|byte| {
            let v = f64::from(byte) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
        });
        let x = (0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47;
        let y = 0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b;
        let z = (0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / 1.088_83;
        let [x, y, z] = [x, y, z].map(|t| {
            if t > 216.0 / 24_389.0 { libm::cbrt(t) } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
        });
        Self { l: 116.0 * y - 16.0, a: 500.0 * (x - y), b: 200.0 * (y - z) }
    }
}

/// Cosine and sine of −30°, 6° and −63°.
const BACK_30: (f64, f64) = (0.866_025_403_784_438_6, -0.5);
const ON_6: (f64, f64) = (0.994_521_895_368_273_3, 0.104_528_463_267_653_47);
const BACK_63: (f64, f64) = (0.453_990_499_739_546_8, -0.891_006_524_188_367_9);

/// The difference of two colours by CIEDE2000, with `k_L = k_C = k_H = 1`, in
/// the steps of Sharma, Wu & Dalal 2005. About 1 is just noticeable.
pub fn delta_e_2000(one: Lab, two: Lab) -> f64 {
    let chroma = |a: f64, b: f64| (a * a + b * b).sqrt();
    let c_mean = f64::midpoint(chroma(one.a, one.b), chroma(two.a, two.b));
    let g = 0.5 * (1.0 - seventh(c_mean));
    let (a1, a2) = (one.a * (1.0 + g), two.a * (1.0 + g));
    let (c1, c2) = (chroma(a1, one.b), chroma(a2, two.b));
    let (h1, h2) = (hue(a1, one.b), hue(a2, two.b));

    let grey = c1 * c2 == 0.0;
    let dl = two.l - one.l;
    let dc = c2 - c1;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let dh = 2.0 * (c1 * c2).sqrt() * libm::sin(radians(turn / 2.0));

    let l = f64::midpoint(one.l, two.l);
    let c = f64::midpoint(c1, c2);
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => f64::midpoint(sum, 360.0),
        sum => (sum - 360.0) / 2.0,
    };
    let (sin, cos) = libm::sincos(radians(h));
    // By multiple angles: cos nh and sin nh from those before.
    let next = |(c, s): (f64, f64)| (c * cos - s * sin, s * cos + c * sin);
    let once = (cos, sin);
    let twice = next(once);
    let thrice = next(twice);
    let turned = |(c, s): (f64, f64), (by_c, by_s): (f64, f64)| c * by_c - s * by_s;
    let t = 1.0 - 0.17 * turned(once, BACK_30) + 0.24 * twice.0 + 0.32 * turned(thrice, ON_6)
        - 0.20 * turned(next(thrice), BACK_63);
    let from_blue = (h - 275.0) / 25.0;
    let rotation = 60.0 * libm::exp(-from_blue * from_blue);
    let sl = lightness_scale(l);
    let sc = 1.0 + 0.045 * c;
    let sh = 1.0 + 0.015 * c * t;
    let rt = -libm::sin(radians(rotation)) * 2.0 * seventh(c);
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).max(0.0).sqrt()
}

/// `S_L` at a mean lightness.
fn lightness_scale(mean: f64) -> f64 {
    let from_grey = (mean - 50.0) * (mean - 50.0);
    1.0 + 0.015 * from_grey / (20.0 + from_grey).sqrt()
}

/// `sqrt(c⁷ / (c⁷ + 25⁷))`.
fn seventh(c: f64) -> f64 {
    let c7 = c * c * c * c * c * c * c;
    (c7 / (c7 + 6_103_515_625.0)).sqrt()
}

/// Hue in degrees, 0..360; 0 for a grey.
fn hue(a: f64, b: f64) -> f64 {
    if a == 0.0 && b == 0.0 {
        return 0.0;
    }
    let degrees = libm::atan2(b, a) * 180.0 / PI;
    if degrees < 0.0 { degrees + 360.0 } else { degrees }
}

fn radians(degrees: f64) -> f64 {
    degrees * PI / 180.0
}

/// How far a palette lies from another: for each of its colours the nearest of
/// the other's, averaged. `None` where either is empty.
pub fn palette_distance(palette: &[Lab], to: &[Lab]) -> Option<f64> {
    let nearest = |&color: &Lab| {
        to.iter().fold(f64::INFINITY, |nearest, &other| {
            // Chroma and hue only add to what lightness makes.
            let lightness = (other.l - color.l) / lightness_scale(f64::midpoint(color.l, other.l));
            if lightness.abs() < nearest {
                nearest.min(delta_e_2000(color, other))
            } else {
                nearest
            }
        })
    };
    let known = !palette.is_empty() && !to.is_empty();
    known.then(|| palette.iter().map(nearest).sum::<f64>() / palette.len() as f64)
}
