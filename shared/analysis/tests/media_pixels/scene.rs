//! Pictures made of shapes, and what may happen to them.

use analysis::rng::Rng;

/// Red, green and blue, 0..255, as numbers that may still be changed.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[f64; 3]>,
}

impl Scene {
    /// A backdrop with a gradient, a dozen shapes, one of them striped.
    pub(crate) fn of(seed: u64, width: usize, height: usize) -> Self {
        let mut rng = Rng::new(seed);
        let mut color = |low: f64, span: f64| [0; 3].map(|_| low + span * rng.unit());
        let (top, bottom) = (color(90.0, 80.0), color(60.0, 80.0));
        let colors: Vec<[f64; 3]> = (0..12).map(|_| color(40.0, 170.0)).collect();
        let places: Vec<[f64; 5]> = (0..12).map(|_| [0; 5].map(|_| rng.unit())).collect();
        let tilts: Vec<(f64, f64)> =
            places.iter().map(|place| (place[4] * 3.0).sin_cos()).collect();
        let pixel = |x: usize, y: usize| {
            let (u, v) = (x as f64 / width as f64, y as f64 / height as f64);
            let mut here = std::array::from_fn(|c| top[c] * (1.0 - v) + bottom[c] * v);
            for (shape, (place, color)) in places.iter().zip(&colors).enumerate() {
                let (s, c) = tilts[shape];
                let [cx, cy, w, h, _] = *place;
                let (dx, dy) = (u - cx, v - cy);
                let (a, b) =
                    ((dx * c + dy * s) / (0.05 + w * 0.2), (dy * c - dx * s) / (0.05 + h * 0.2));
                let inside = if shape % 2 == 0 {
                    a * a + b * b < 1.0
                } else {
                    a.abs() < 1.0 && b.abs() < 1.0
                };
                if inside && (shape != 5 || (a * 8.0).rem_euclid(2.0) < 1.0) {
                    here = *color;
                }
            }
            here
        };
        let pixels = (0..width * height).map(|i| pixel(i % width, i / width)).collect();
        Self { width, height, pixels }
    }

    pub(crate) fn rgba(&self) -> Vec<u8> {
        let byte = |value: f64| value.round().clamp(0.0, 255.0) as u8;
        self.pixels.iter().flat_map(|p| [byte(p[0]), byte(p[1]), byte(p[2]), 255]).collect()
    }

    fn map(&self, change: impl Fn([f64; 3]) -> [f64; 3]) -> Self {
        Self { pixels: self.pixels.iter().map(|&p| change(p)).collect(), ..self.clone() }
    }

    /// Gaussian, edges repeated.
    pub(crate) fn blurred(&self, sigma: f64) -> Self {
        let reach = (sigma * 4.0).ceil() as i64;
        let weights: Vec<f64> =
            (-reach..=reach).map(|d| (-((d * d) as f64) / (2.0 * sigma * sigma)).exp()).collect();
        let sum: f64 = weights.iter().sum();
        let (w, h) = (self.width as i64, self.height as i64);
        let pass = |from: &[[f64; 3]], dx: i64, dy: i64| -> Vec<[f64; 3]> {
            let at = |x: i64, y: i64| from[(y.clamp(0, h - 1) * w + x.clamp(0, w - 1)) as usize];
            let blend = |x: i64, y: i64| {
                let mut out = [0.0; 3];
                for (weight, d) in weights.iter().zip(-reach..) {
                    let p = at(x + d * dx, y + d * dy);
                    (0..3).for_each(|c| out[c] += weight / sum * p[c]);
                }
                out
            };
            (0..w * h).map(|i| blend(i % w, i / w)).collect()
        };
        Self { pixels: pass(&pass(&self.pixels, 1, 0), 0, 1), ..*self }
    }

    /// Gaussian noise (Box & Muller), each channel its own.
    pub(crate) fn noisy(&self, sigma: f64, seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut normal = || {
            let (a, b) = (1.0 - rng.unit(), rng.unit());
            (-2.0 * a.ln()).sqrt() * (b * std::f64::consts::TAU).cos()
        };
        let pixels = self.pixels.iter().map(|p| p.map(|v| v + sigma * normal())).collect();
        Self { pixels, ..*self }
    }

    /// By so many stops.
    pub(crate) fn exposed(&self, stops: f64) -> Self {
        self.map(|p| p.map(|v| v * stops.exp2()))
    }

    /// 1 leaves it, 0 makes it grey.
    pub(crate) fn saturated(&self, share: f64) -> Self {
        self.map(|p| {
            let luma = 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
            p.map(|v| luma + share * (v - luma))
        })
    }

    pub(crate) fn contrast(&self, factor: f64) -> Self {
        self.map(|p| p.map(|v| 128.0 + (v - 128.0) * factor))
    }

    /// Nearest pixels, at another size.
    pub(crate) fn resized(&self, width: usize, height: usize) -> Self {
        let source = |i: usize| {
            let (x, y) = (i % width, i / width);
            self.pixels[y * self.height / height * self.width + x * self.width / width]
        };
        Self { width, height, pixels: (0..width * height).map(source).collect() }
    }

    /// Without a margin, in parts of each side.
    pub(crate) fn cropped(&self, margin: f64) -> Self {
        let (dx, dy) =
            ((self.width as f64 * margin) as usize, (self.height as f64 * margin) as usize);
        let (width, height) = (self.width - 2 * dx, self.height - 2 * dy);
        let source = |i: usize| self.pixels[(i / width + dy) * self.width + i % width + dx];
        Self { width, height, pixels: (0..width * height).map(source).collect() }
    }

    /// Blocks of 8 × 8 flattened to steps, as strong compression does.
    pub(crate) fn blocky(&self, strength: f64) -> Self {
        let mut out = self.clone();
        for (i, pixel) in out.pixels.iter_mut().enumerate() {
            let (x, y) = (i % self.width / 8 * 8, i / self.width / 8 * 8);
            let corner = self.pixels[y * self.width + x];
            *pixel = std::array::from_fn(|c| {
                let detail = pixel[c] - corner[c];
                corner[c] + (detail / strength).round() * strength
            });
        }
        out
    }
}
