//! `media.quality`: how good the pictures are, by what is known of them.

use super::{GALLERY, Scope, ask, asset_label, no_pictures, of_asset, shows, tell_scope};
use crate::Problem;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::text::Text;
use crate::chat::wish::Wish;
use crate::media::report::QualityScore;
use crate::media::{AnalysisType, GalleryAsset};

/// A picture below this score is weak.
const WEAK: f64 = 50.0;
/// Words that ask for what is there twice, folded.
const DUPLICATES: &str =
    "duplicate duplicates dupes doublon doublons doppioni duplicati duplicados";
/// Weak pictures told one by one.
const TOLD: usize = 3;

/// A warning where a picture is weak, success where none is, information where
/// nothing is known.
pub(in crate::chat) fn quality(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let assets = wish.material.assets;
    if assets.is_empty() {
        return Ok(no_pictures());
    }
    let mut draft = draft(Tone::Info);
    let mut part: Vec<GalleryAsset> = Vec::new();
    match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::Asset(at) => part.extend(assets.get(at).cloned()),
        Scope::Part(things, names) => {
            let shown = |asset: &&GalleryAsset| shows(wish.material, &things, of_asset(asset));
            part.extend(assets.iter().filter(shown).cloned());
            tell_scope(&mut draft, &names);
            if part.is_empty() {
                draft.text.say("there are no pictures of that yet.");
                draft.open(crate::intent::Skill::Missing);
                return Ok(draft);
            }
        }
        Scope::All | Scope::Shot(_) => {}
    }
    let assets = if part.is_empty() { assets } else { &part };
    let report = ask(wish, AnalysisType::Quality, assets, &[], None)?;
    let scores = report.quality_scores.unwrap_or_default();
    let mut known: Vec<(f64, usize)> = Vec::new();
    for (at, found) in scores.iter().enumerate() {
        known.extend(found.score.map(|score| (score, at)));
    }
    crate::order::by(&mut known, |a, b| a.0.total_cmp(&b.0));
    let weak: Vec<usize> = known.iter().filter(|(s, _)| *s < WEAK).map(|(_, at)| *at).collect();
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    let single = (assets.len() == 1).then_some(0);
    let asked = wish.nth(weak.len()).or(why).and_then(|nth| weak.get(nth).copied());
    if let Some(at) = single.or(asked) {
        if let (Some(asset), Some(found)) = (assets.get(at), scores.get(at)) {
            one(&mut draft, asset, found);
            return Ok(draft);
        }
    }
    overview(&mut draft, assets, &scores, &known, &weak);
    let alike = report.duplicates.unwrap_or_default();
    if let count @ 1.. = alike.len() {
        draft.text.say(" ").count(count, "group").say(if count == 1 { " shows" } else { " show" });
        draft.text.say(" the same picture twice or more.");
    } else if wish.mentions(DUPLICATES) {
        draft.text.say(" No two are known to show the same.");
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}

fn overview(
    draft: &mut Draft,
    assets: &[GalleryAsset],
    scores: &[QualityScore],
    known: &[(f64, usize)],
    weak: &[usize],
) {
    let text = &mut draft.text;
    text.count(assets.len(), "picture").say(": ");
    if known.is_empty() {
        text.say("nothing is known of their quality yet. Run the pixel check on upload.");
        return;
    }
    let mean = known.iter().map(|(score, _)| score).sum::<f64>() / known.len() as f64;
    text.say("quality ").number(mean.round() as i64).say(" of 100 on average");
    if let unknown @ 1.. = assets.len() - known.len() {
        text.say(", not known for ").number(unknown as i64);
    }
    if weak.is_empty() {
        draft.tone = Tone::Success;
        text.say(". None is below 50.");
        return;
    }
    draft.tone = Tone::Warning;
    text.say(". ").number(weak.len() as i64).say(" below 50:");
    for (nth, &at) in weak.iter().take(TOLD).enumerate() {
        let (Some(asset), Some(found)) = (assets.get(at), scores.get(at)) else { continue };
        let text = &mut draft.text;
        text.say(if nth == 0 { " " } else { ", " }).number(nth as i64 + 1).say(". ");
        text.name(asset_label(asset)).say(" ");
        text.number(found.score.unwrap_or_default().round() as i64);
        if let Some((factor, share)) = weakest(found) {
            text.say(" (").say(factor).say(" ").percent(share).say(")");
        }
        if nth == 0 {
            draft.act_on("Open", asset_label(asset), to(GALLERY, &asset.id));
        }
    }
    if weak.len() > TOLD {
        draft.text.say(" and ").number((weak.len() - TOLD) as i64).say(" more");
    }
    draft.text.say(".");
}

/// One picture and what its score is made of.
fn one(draft: &mut Draft, asset: &GalleryAsset, found: &QualityScore) {
    let text = &mut draft.text;
    text.name(asset_label(asset));
    draft.act_on("Open", asset_label(asset), to(GALLERY, &asset.id));
    let text = &mut draft.text;
    let Some(score) = found.score else {
        text.say(": nothing is known of its quality yet.");
        return;
    };
    draft.tone = if score < WEAK { Tone::Warning } else { Tone::Success };
    text.say(": quality ").number(score.round() as i64).say(" of 100");
    for (at, (factor, share)) in factors(found).into_iter().enumerate() {
        text.say(if at == 0 { ", made of " } else { ", " }).say(factor).say(" ").percent(share);
    }
    text.say(".");
    if let Some((factor, _)) = weakest(found).filter(|_| score < WEAK) {
        text.say(" What costs it most: ").say(factor).say(".");
    }
    if found.coverage < 0.995 {
        text.say(" Known is ").percent(found.coverage).say(" of what counts.");
    }
    state(text, asset);
}

fn state(text: &mut Text, asset: &GalleryAsset) {
    use crate::media::input::AssetStatus::{Approved, Rejected};
    text.say(match asset.status {
        Some(Approved) => " It is approved.",
        Some(Rejected) => " It was rejected.",
        _ => " Nobody has decided on it yet.",
    });
}

/// The parts of a score that are known, 0..1 each.
fn factors(found: &QualityScore) -> Vec<(&'static str, f64)> {
    let technical = found.factors.technical.as_ref();
    let known = [
        ("resolution", technical.and_then(|t| t.resolution)),
        ("sharpness", technical.and_then(|t| t.sharpness)),
        ("exposure", technical.and_then(|t| t.exposure)),
        ("freedom from noise", technical.and_then(|t| t.cleanness)),
        ("composition", found.factors.composition),
        ("brand fit", found.factors.brand.as_ref().map(|brand| brand.score)),
    ];
    known.into_iter().filter_map(|(name, share)| Some((name, share?))).collect()
}

fn weakest(found: &QualityScore) -> Option<(&'static str, f64)> {
    factors(found).into_iter().fold(None, |least, this| match least {
        Some(least) if least.1 <= this.1 => Some(least),
        _ => Some(this),
    })
}
