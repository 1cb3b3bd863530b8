//! What is compared when pictures are.

use kernels::pictures::likeness::Features;
pub use kernels::pictures::likeness::Likeness;

use super::input::GalleryAsset;
use super::words::Numbers;

/// How alike the pictures given are; numbers stand for texts, and only for texts
/// of the same kind. Flat hashes say nothing.
pub fn likeness<'a>(assets: impl Iterator<Item = &'a GalleryAsset>) -> Likeness {
    let mut numbers = Numbers::default();
    let features = assets.map(|asset| {
        let hash = asset.perceptual_hash.filter(|hash| !hash.is_flat());
        let numbers = [
            numbers.id(asset.look_id.as_deref()),
            numbers.id(asset.sku.as_deref()),
            numbers.description(asset.angle.as_deref()),
            numbers.description(asset.category.as_deref()),
        ];
        Features::new(numbers, hash.map(|hash| hash.0))
    });
    Likeness::new(features.collect())
}
