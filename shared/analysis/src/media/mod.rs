//! Media: quality, missing shots, duplicates and selects.
//!
//! A gallery and a shot list in, [`MediaReport`] out; [`pixels`] fills in what
//! a picture's own pixels say.

pub mod aspect;
pub mod color;
pub mod duplicates;
pub mod fit;
pub mod hash;
pub mod input;
pub mod likeness;
pub mod missing;
pub mod pixels;
pub mod quality;
pub mod report;
mod text;
pub mod words;

pub use input::{AnalysisType, Brand, GalleryAsset, MediaInput, ShotItem};
use input::{DEFAULT_SELECTS, MAX_ASSETS, MAX_SHOTS};
pub use kernels::pictures::selects;
use likeness::{Likeness, likeness};
pub use report::MediaReport;
use report::{QualityScore, Select};

use crate::at::At;
use crate::decimal::fixed;
use crate::events::ids::Positions;
use crate::names::Names;
use crate::{Problem, Time};

/// Scores a gallery against a shot list, as far as `input` asks for it. The
/// lists in `input` itself are not looked at: they may have come from elsewhere.
///
/// Refuses more than [`MAX_ASSETS`], [`MAX_SHOTS`] or [`input::MAX_REQUIRED`],
/// and ids that stand twice.
pub fn score(
    input: &MediaInput,
    assets: &[GalleryAsset],
    shots: &[ShotItem],
    now: Time,
) -> Result<MediaReport, Problem> {
    by(&quality::Standard::new(input.brand.as_ref()), input, assets, shots, now)
}

/// The same for pictures that no brand is held against, whatever `input` says.
pub fn score_unbranded(
    input: &MediaInput,
    assets: &[GalleryAsset],
    shots: &[ShotItem],
    now: Time,
) -> Result<MediaReport, Problem> {
    by(&quality::Standard::default(), input, assets, shots, now)
}

fn by(
    standard: &quality::Standard<'_>,
    input: &MediaInput,
    assets: &[GalleryAsset],
    shots: &[ShotItem],
    now: Time,
) -> Result<MediaReport, Problem> {
    at_most(MAX_ASSETS, assets.len(), "assets")?;
    at_most(MAX_SHOTS, shots.len(), "shotList")?;
    Positions::new("assets", assets.iter().map(|asset| asset.id.as_str()))?;
    Positions::new("shotList", shots.iter().map(|shot| shot.id.as_str()))?;

    let asked = |part: AnalysisType| [part, AnalysisType::All].contains(&input.analysis_type);
    let mut report = MediaReport::default();
    if asked(AnalysisType::Missing) {
        let coverage = missing::coverage(assets, shots, now)?;
        report.missing_shots = Some(coverage.missing);
        report.unplanned = Some(ids(assets, &coverage.unplanned));
    }
    if asked(AnalysisType::Quality) || asked(AnalysisType::Selects) {
        let scores: Vec<QualityScore> = assets.iter().map(|asset| standard.score(asset)).collect();
        let known: Vec<(f64, f64)> =
            scores.iter().map(|score| (score.score.unwrap_or(0.0), score.coverage)).collect();
        let mut groups = duplicates::groups(assets);
        duplicates::best_first(assets, &known, &mut groups);
        report.duplicates = Some(groups.iter().map(|group| ids(assets, group)).collect());
        if asked(AnalysisType::Selects) {
            let count = input.select_count.unwrap_or(DEFAULT_SELECTS) as usize;
            report.selects = Some(selects(assets, &scores, &groups, count));
        }
        report.quality_scores = asked(AnalysisType::Quality).then_some(scores);
    }
    Ok(report)
}

/// The best and most varied of what was neither rejected nor is a lesser
/// duplicate.
fn selects(
    assets: &[GalleryAsset],
    scores: &[QualityScore],
    groups: &[Vec<usize>],
    count: usize,
) -> Vec<Select> {
    let stood_for = duplicates::stood_for(assets.len(), groups);
    let mut alike = vec![0; assets.len()];
    for group in groups {
        if let Some(&first) = group.first() {
            alike.put(first, group.len());
        }
    }
    let pool: Vec<(usize, &GalleryAsset)> = assets
        .iter()
        .enumerate()
        .filter(|(at, asset)| !asset.is_rejected() && !stood_for.at(*at))
        .collect();
    let qualities = expected_quality(&pool, scores);
    let likeness = likeness(pool.iter().map(|(_, asset)| *asset));
    let looks = looks(&pool);
    let count = count.min(pool.len());
    let quota = selects::fair_quota(&looks, count);
    let choice =
        selects::Pool { quality: &qualities, likeness: &likeness, group: &looks, count, quota };
    let chosen = choice.choose();
    let mut selects = Vec::with_capacity(chosen.len());
    for (nth, pick) in chosen.iter().enumerate() {
        let Some(&(at, asset)) = pool.get(pick.at) else { continue };
        let before = chosen.get(..nth).unwrap_or_default();
        let rationale = [
            quality_told(scores.get(at)),
            variety_told(&likeness, &pool, pick.at, before),
            look_told(asset, &looks, pick.at, before),
            match alike.at(at) {
                0 => None,
                several => Some(format!("the best of {several} alike")),
            },
            Some(["adds ", &fixed(pick.gain, 4)].concat()),
        ];
        let rationale: Vec<String> = rationale.into_iter().flatten().collect();
        selects.push(Select {
            asset: asset.clone(),
            rationale: rationale.join("; "),
            gain: pick.gain,
        });
    }
    selects
}

/// Quality 0..1; as far as it is not known, that of the gallery's mean.
fn expected_quality(pool: &[(usize, &GalleryAsset)], scores: &[QualityScore]) -> Vec<f64> {
    let of = |at: usize| scores.get(at).and_then(|s| Some((s.score? / 100.0, s.coverage)));
    let known: Vec<f64> =
        pool.iter().filter_map(|&(at, _)| of(at)).map(|(score, _)| score).collect();
    let mean = if known.is_empty() { 0.5 } else { known.iter().sum::<f64>() / known.len() as f64 };
    let expected = |&(at, _): &(usize, _)| {
        of(at).map_or(mean, |(score, known)| known * score + (1.0 - known) * mean)
    };
    pool.iter().map(expected).collect()
}

/// The quota each picture takes from: that of its look, or else of its article.
fn looks<'a>(pool: &[(usize, &'a GalleryAsset)]) -> Vec<Option<usize>> {
    let (mut looks, mut articles) = (Names::default(), Names::default());
    // Looks are even, articles odd.
    let mut group = |asset: &'a GalleryAsset| match (&asset.look_id, &asset.sku) {
        (Some(look), _) => Some(looks.number(look.as_str()) as usize * 2),
        (None, Some(sku)) => Some(articles.number(sku.as_str()) as usize * 2 + 1),
        (None, None) => None,
    };
    pool.iter().map(|(_, asset)| group(asset)).collect()
}

fn quality_told(score: Option<&QualityScore>) -> Option<String> {
    let (score, coverage) = score.map(|score| (score.score, score.coverage))?;
    let known = fixed(coverage * 100.0, 0);
    Some(match score {
        Some(score) => format!("quality {} of 100, {known}% of it known", fixed(score, 1)),
        None => "quality not known".to_owned(),
    })
}

fn variety_told(
    likeness: &Likeness,
    pool: &[(usize, &GalleryAsset)],
    at: usize,
    before: &[selects::Chosen],
) -> Option<String> {
    let nearest = before
        .iter()
        .map(|other| (likeness.of(at, other.at), other.at))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let (near, other) = nearest?;
    let (_, other) = pool.get(other)?;
    Some(format!("most like {} of those before it, at {} of 1", other.id, fixed(near, 2)))
}

fn look_told(
    asset: &GalleryAsset,
    looks: &[Option<usize>],
    at: usize,
    before: &[selects::Chosen],
) -> Option<String> {
    let look = looks.at(at)?;
    let same = before.iter().filter(|other| looks.at(other.at) == Some(look)).count();
    let (kind, id) = match (&asset.look_id, &asset.sku) {
        (Some(look), _) => ("look", look),
        (None, Some(sku)) => ("article", sku),
        (None, None) => return None,
    };
    Some(format!("number {} of {kind} {id}", same + 1))
}

fn ids(assets: &[GalleryAsset], places: &[usize]) -> Vec<String> {
    places.iter().filter_map(|&at| assets.get(at)).map(|asset| asset.id.clone()).collect()
}

fn at_most(limit: usize, count: usize, field: &str) -> Result<(), Problem> {
    if count > limit { Err(Problem::TooMany { field: field.into(), limit }) } else { Ok(()) }
}
