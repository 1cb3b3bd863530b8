//! How well a picture fits a shot.

use kernels::fit::{Traits, row};

use super::input::{GalleryAsset, ShotItem};
use super::words::{Index, Numbers, words};
use crate::at::{At, ListAt};
use crate::names::Names;
use crate::order;

/// A picture that fits so well counts for the shot.
pub const COUNTS: f64 = 0.6;
/// A picture that fits so well may be proposed for it.
pub const NEAR: f64 = 0.3;

/// Pictures and shots, made ready to compare.
#[derive(Debug)]
pub struct Fits {
    assets: Vec<Traits>,
    shots: Vec<Traits>,
    names: Index,
    shot_words: Vec<Vec<String>>,
}

impl Fits {
    /// Of a gallery and a shot list.
    pub fn new(assets: &[GalleryAsset], shots: &[ShotItem]) -> Self {
        let mut places = Names::with_capacity(shots.len());
        for shot in shots {
            places.number(shot.id.as_str());
        }
        let mut numbers = Numbers::default();
        let shot_traits = shots.iter().map(|shot| Traits {
            sku: numbers.id(shot.sku.as_deref()),
            look: numbers.id(shot.look_id.as_deref()),
            angle: numbers.description(shot.angle.as_deref()),
            category: numbers.description(shot.category.as_deref()),
            shot: 0,
        });
        let shot_traits = shot_traits.collect();
        let asset_traits = assets.iter().map(|asset| Traits {
            sku: numbers.id(asset.sku.as_deref()),
            look: numbers.id(asset.look_id.as_deref()),
            angle: numbers.description(asset.angle.as_deref()),
            category: numbers.description(asset.category.as_deref()),
            shot: asset.shot_id.as_deref().and_then(|id| places.find(id)).map_or(0, |at| at + 1),
        });
        let asset_traits = asset_traits.collect();
        let asset_words = assets.iter().map(|asset| {
            let tags = asset.tags.iter().flatten().flat_map(|tag| words(tag));
            let mut words: Vec<String> = asset
                .name
                .as_deref()
                .map(words)
                .unwrap_or_default()
                .into_iter()
                .chain(tags)
                .collect();
            order::unique(&mut words);
            words
        });
        Self {
            assets: asset_traits,
            shots: shot_traits,
            names: Index::new(asset_words, shots.len()),
            shot_words: shots
                .iter()
                .map(|s| s.name.as_deref().map(words).unwrap_or_default())
                .collect(),
        }
    }

    /// For each picture, how well it fits a shot, 0..1: the weight of what
    /// agrees in that of what the shot asks, what the picture leaves open
    /// counting half. 1 for a picture taken for this shot; 0 for one taken for
    /// another, or of another article, look, angle or (without the article)
    /// category.
    pub fn row(&self, shot: usize) -> Vec<f64> {
        let words = self.shot_words.list_at(shot);
        let shares = if words.is_empty() { Vec::new() } else { self.names.shares(words) };
        row(&self.assets, &self.shots.at(shot), shot, &shares)
    }

    /// What a shot asks and a picture does not show.
    pub fn lacks(&self, shot: usize, asset: usize) -> Vec<&'static str> {
        let (asked, known) = (self.shots.at(shot), self.assets.at(asset));
        [
            (asked.sku, known.sku, "article"),
            (asked.look, known.look, "look"),
            (asked.angle, known.angle, "angle"),
            (asked.category, known.category, "category"),
        ]
        .into_iter()
        .filter(|(asked, known, _)| *asked != 0 && asked != known)
        .map(|(_, _, what)| what)
        .collect()
    }
}
