//! `POST /media-scorer`: quality, missing shots and selects of a gallery.

use analysis::media::{GalleryAsset, MediaInput, MediaReport, ShotItem, score};
use edge::prelude::*;

#[cfg(target_arch = "wasm32")]
pub mod pixels;

/// The endpoint.
#[derive(Debug)]
pub struct MediaScorer;

impl Endpoint for MediaScorer {
    const SPEC: Spec = Spec::post(
        "media-scorer",
        "Quality, missing shots, duplicates and selects of the gallery in the request, or of the caller's own.",
    )
    .kept_for(600, 2);
    type Caller = User;
    type Input = MediaInput;
    type Output = MediaReport;

    async fn handle(cx: &Context<'_, User>, mut input: MediaInput) -> Result<MediaReport> {
        let assets: Vec<GalleryAsset> = match input.assets.take() {
            Some(assets) => assets,
            None => cx.db.call("my_assets", &()).await?,
        };
        let shots: Vec<ShotItem> = match input.shot_list.take() {
            Some(shots) => shots,
            None if input.analysis_type.needs_shots() => cx.db.call("my_shots", &()).await?,
            None => Vec::new(),
        };
        Ok(score(&input, &assets, &shots, cx.now)?)
    }
}

edge::export!(MediaScorer);
