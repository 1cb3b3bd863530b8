//! Which digests came up before.

use crate::at::At;

/// A set of 64-bit digests: linear probing (Knuth 1973), at most half full.
#[derive(Debug)]
pub(super) struct Seen {
    /// A power of two of slots; 0 is empty.
    slots: Vec<u64>,
    count: usize,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self { slots: vec![0; 1024], count: 0 }
    }

    /// Whether a digest is new; it is not any more.
    pub(super) fn insert(&mut self, digest: u64) -> bool {
        // 0 stands for an empty slot, so it shares one with 1.
        let digest = digest.max(1);
        if self.count * 2 >= self.slots.len() {
            let grown = vec![0; self.slots.len() * 2];
            for old in std::mem::replace(&mut self.slots, grown) {
                if old != 0 {
                    let slot = self.slot(old);
                    self.slots.put(slot, old);
                }
            }
        }
        let slot = self.slot(digest);
        let fresh = self.slots.at(slot) == 0;
        self.slots.put(slot, digest);
        self.count += usize::from(fresh);
        fresh
    }

    /// Where a digest is, or would go.
    fn slot(&self, digest: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = digest as usize & last;
        while ![0, digest].contains(&self.slots.at(slot)) {
            slot = (slot + 1) & last;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;
    use crate::rng::Rng;

    #[test]
    fn every_digest_is_new_once() {
        let (mut seen, mut rng) = (Seen::new(), Rng::new(1));
        let digests: Vec<u64> = (0..5_000).map(|_| rng.bits()).collect();
        for _ in 0..2 {
            let fresh = digests.iter().filter(|&&digest| seen.insert(digest)).count();
            assert!([0, 5_000].contains(&fresh));
        }
        assert!(seen.insert(7) && !seen.insert(7));
    }
}
