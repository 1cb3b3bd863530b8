//! Seeded randomness: xoshiro256++ (Blackman & Vigna 2019), its state filled by
//! `SplitMix64` as its authors recommend. The same seed gives the same numbers on
//! every platform.

/// A pseudo-random number generator; not for secrets.
#[derive(Debug, Clone)]
pub struct Rng([u64; 4]);

impl Rng {
    /// A generator whose whole sequence follows from `seed`.
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        Self([next(), next(), next(), next()])
    }

    /// 64 uniform bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let t = b << 17;
        let c = c ^ a;
        let d = d ^ b;
        self.0 = [a ^ d, b ^ c, c ^ t, d.rotate_left(45)];
        out
    }

    /// Uniform in `[0, 1)`, 53 bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        // By way of the signed type, which every processor converts at once.
        (self.bits() >> 11) as i64 as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in `0..n` for `n < 2³²` (Lemire's multiplication, its bias below
    /// 2⁻³²); 0 for `n = 0`.
    #[inline]
    pub fn below(&mut self, n: usize) -> usize {
        // The upper half of 64 by 32 bits, without the 128 that wasm does not have.
        let (bits, n) = (self.bits(), n as u64 & 0xffff_ffff);
        let low = ((bits & 0xffff_ffff) * n) >> 32;
        ((low + (bits >> 32) * n) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn gives_the_published_sequence_for_the_state_1_2_3_4() {
        // Reference output of xoshiro256plusplus.c for s = {1, 2, 3, 4}.
        let mut rng = Rng([1, 2, 3, 4]);
        let first: Vec<u64> = (0..4).map(|_| rng.bits()).collect();
        assert_eq!(first, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn stays_below_its_bound_and_reaches_every_value() {
        let mut rng = Rng::new(7);
        let mut seen = [0; 5];
        for _ in 0..1000 {
            seen[rng.below(5)] += 1;
        }
        assert!(seen.iter().all(|&n| n > 120), "{seen:?}");
        assert_eq!(rng.below(0), 0);
    }
}
