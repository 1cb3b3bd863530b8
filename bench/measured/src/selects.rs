//! The choice of pictures alone, qualities and likeness given.

use analysis::media::GalleryAsset;
use analysis::media::likeness::{Likeness, likeness};
use analysis::media::selects::{Pool, fair_quota};
use serde::Deserialize;

use crate::Compute;

/// A gallery, its qualities and looks by position, and how many to choose.
#[derive(Deserialize)]
#[serde(from = "Gallery")]
pub(crate) struct Selects {
    likeness: Likeness,
    quality: Vec<f64>,
    looks: Vec<Option<usize>>,
    count: usize,
}

#[derive(Deserialize)]
struct Gallery {
    assets: Vec<GalleryAsset>,
    quality: Vec<f64>,
    looks: Vec<Option<usize>>,
    count: usize,
}

impl From<Gallery> for Selects {
    fn from(Gallery { assets, quality, looks, count }: Gallery) -> Self {
        Self { likeness: likeness(assets.iter()), quality, looks, count }
    }
}

impl Compute for Selects {
    type Answer<'a> = Vec<(usize, f64)>;

    fn compute(&self) -> Vec<(usize, f64)> {
        let Self { likeness, quality, looks, count } = self;
        let quota = fair_quota(looks, *count);
        let pool = Pool { quality, likeness, group: looks, count: *count, quota };
        pool.choose().iter().map(|chosen| (chosen.at, chosen.gain)).collect()
    }
}
