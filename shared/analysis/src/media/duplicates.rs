//! Pictures that show the same, grouped; which of them to keep is the user's to
//! say.

use kernels::likeness::near;

use super::color::Lab;
use super::input::GalleryAsset;
use super::quality::labs;
use crate::Time;
use crate::at::{At, ListAt};
use crate::order;

/// Hashes that differ in so few bits are of one picture.
pub const SAME_BITS: u32 = 10;
/// So few, within [`BURST_MS`], are of one moment.
pub const BURST_BITS: u32 = 16;
/// Milliseconds between two frames of a burst.
pub const BURST_MS: u64 = 3_000;
/// Palettes whose means lie so far apart (ΔE*ab) are of two colourways: hashes
/// see no colour.
const COLORWAY: f64 = 20.0;

/// Groups of two and more, as positions in `assets`, both in that order. A group
/// is what hangs together pair by pair.
pub fn groups(assets: &[GalleryAsset]) -> Vec<Vec<usize>> {
    let hashed: Vec<(usize, u64, Sight<'_>)> = assets
        .iter()
        .enumerate()
        .filter_map(|(at, asset)| {
            let hash = asset.perceptual_hash.filter(|hash| !hash.is_flat())?;
            Some((at, hash.0, Sight::of(asset)))
        })
        .collect();
    let mut parents: Vec<usize> = (0..assets.len()).collect();
    let hashes: Vec<u64> = hashed.iter().map(|(_, hash, _)| *hash).collect();
    near(&hashes, BURST_BITS, &mut |one, other, bits| {
        let (Some((one, _, sight)), Some((other, _, other_sight))) =
            (hashed.get(one), hashed.get(other))
        else {
            return;
        };
        let (root, other_root) = (root(&mut parents, *one), root(&mut parents, *other));
        if root != other_root && sight.is_the_same(other_sight, bits) {
            parents.put(root.max(other_root), root.min(other_root));
        }
    });
    let mut members = vec![Vec::new(); assets.len()];
    for at in 0..assets.len() {
        let root = root(&mut parents, at);
        members.change(root, |members| members.push(at));
    }
    members.retain(|members| members.len() > 1);
    members
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents.at(node) != node {
        let grand = parents.at(parents.at(node));
        parents.put(node, grand);
        node = grand;
    }
    node
}

/// What tells two alike pictures apart.
struct Sight<'a> {
    captured_at: Option<Time>,
    sku: Option<&'a str>,
    color: Option<Lab>,
}

impl<'a> Sight<'a> {
    fn of(asset: &'a GalleryAsset) -> Self {
        let colors = labs(asset.palette.as_deref().unwrap_or_default());
        let mean = |of: fn(&Lab) -> f64| colors.iter().map(of).sum::<f64>() / colors.len() as f64;
        let color = Lab { l: mean(|c| c.l), a: mean(|c| c.a), b: mean(|c| c.b) };
        let color = (!colors.is_empty()).then_some(color);
        Self { captured_at: asset.captured_at, sku: asset.sku.as_deref(), color }
    }

    fn is_the_same(&self, other: &Self, bits: u32) -> bool {
        let burst = self
            .captured_at
            .zip(other.captured_at)
            .is_some_and(|(one, other)| one.ms().abs_diff(other.ms()) <= BURST_MS);
        (bits <= SAME_BITS || burst) && !self.is_another_article(other)
    }

    fn is_another_article(&self, other: &Self) -> bool {
        let colorway = |(one, other): (Lab, Lab)| {
            let (l, a, b) = (one.l - other.l, one.a - other.a, one.b - other.b);
            l * l + a * a + b * b > COLORWAY * COLORWAY
        };
        self.sku.zip(other.sku).is_some_and(|(one, other)| one != other)
            || self.color.zip(other.color).is_some_and(colorway)
    }
}

/// Each group's members, the best first: not rejected, approved, of the higher
/// score, better known, earlier in the gallery.
pub fn best_first(assets: &[GalleryAsset], scores: &[(f64, f64)], groups: &mut [Vec<usize>]) {
    use super::input::AssetStatus::{Approved, Rejected};
    let standing = |at: usize| match assets.get(at).and_then(|asset| asset.status) {
        Some(Approved) => 0,
        Some(Rejected) => 2,
        _ => 1,
    };
    for group in groups {
        order::by(group, |&one, &other| {
            let ((score, known), (other_score, other_known)) = (scores.at(one), scores.at(other));
            standing(one)
                .cmp(&standing(other))
                .then(other_score.total_cmp(&score))
                .then(other_known.total_cmp(&known))
                .then(one.cmp(&other))
        });
    }
}

/// For each asset whether it is one that a better one of its group stands for.
pub fn stood_for(count: usize, groups: &[Vec<usize>]) -> Vec<bool> {
    let mut stood_for = vec![false; count];
    for group in 0..groups.len() {
        for &member in groups.list_at(group).iter().skip(1) {
            stood_for.put(member, true);
        }
    }
    stood_for
}
