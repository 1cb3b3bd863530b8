//! `media.selects`: which pictures to show.

use super::{GALLERY, Scope, ask, no_pictures, of_asset, shows, tell_scope};
use crate::Problem;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::intent::entities::numbers;
use crate::media::input::DEFAULT_SELECTS;
use crate::media::report::Select;
use crate::media::{AnalysisType, GalleryAsset};
use crate::search;

/// The most selects that are made.
const MOST: i64 = 200;
/// Selects told one by one.
const TOLD: usize = 5;

/// Information; a warning where every picture was rejected.
pub(in crate::chat) fn selects(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let assets = wish.material.assets;
    if assets.is_empty() {
        return Ok(no_pictures());
    }
    let mut draft = draft(Tone::Info);
    let mut part: Vec<GalleryAsset> = Vec::new();
    let mut narrowed = false;
    match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::Part(things, names) => {
            let shown = |asset: &&GalleryAsset| shows(wish.material, &things, of_asset(asset));
            part.extend(assets.iter().filter(shown).cloned());
            narrowed = true;
            tell_scope(&mut draft, &names);
        }
        Scope::All | Scope::Asset(_) | Scope::Shot(_) => {}
    }
    if narrowed && part.is_empty() {
        draft.text.say("there are no pictures of that yet.");
        draft.open(Skill::Missing);
        return Ok(draft);
    }
    let assets = if narrowed { &part } else { assets };
    // "Pick 12 of look 3": the number that is not the look's.
    let count = wish.first(|text| {
        let of_look = |number: &i64| {
            narrowed && search::contains(text, &("look ".to_owned() + &number.to_string()))
        };
        numbers(text).into_iter().find(|number| (1..=MOST).contains(number) && !of_look(number))
    });
    let count = count.unwrap_or(i64::from(DEFAULT_SELECTS)) as u32;
    let report = ask(wish, AnalysisType::Selects, assets, &[], Some(count))?;
    let chosen = report.selects.unwrap_or_default();
    if chosen.is_empty() {
        draft.tone = Tone::Warning;
        draft.text.say("there is nothing to choose from: every picture was rejected.");
        draft.act("See the rejected pictures", "gallery:rejected".to_owned());
        return Ok(draft);
    }
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    match wish.nth(chosen.len()).or(why) {
        Some(at) => chosen.get(at).into_iter().for_each(|select| one(&mut draft, at, select)),
        None => overview(&mut draft, assets, &chosen),
    }
    let alike = report.duplicates.unwrap_or_default();
    let left_out: usize = alike.iter().map(|group| group.len().saturating_sub(1)).sum();
    if left_out > 0 {
        draft.text.say(" Left out as near-duplicates: ").number(left_out as i64).say(".");
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}

fn overview(draft: &mut Draft, assets: &[GalleryAsset], chosen: &[Select]) {
    let text = &mut draft.text;
    text.say("my selection, ").number(chosen.len() as i64).say(" of ");
    text.count(assets.len(), "picture").say(": ");
    for (at, select) in chosen.iter().take(TOLD).enumerate() {
        let text = &mut draft.text;
        text.say(if at == 0 { "" } else { ", " }).number(at as i64 + 1).say(". ");
        text.name(super::asset_label(&select.asset));
        if at == 0 {
            let label = super::asset_label(&select.asset);
            draft.act_on("Open", label, to(GALLERY, &select.asset.id));
        }
    }
    if chosen.len() > TOLD {
        draft.text.say(" and ").number((chosen.len() - TOLD) as i64).say(" more");
    }
    draft.text.say(".");
    if chosen.len() > 1 {
        draft.text.say(" Chosen for quality, for being unlike each other, and over all looks.");
    }
}

fn one(draft: &mut Draft, at: usize, select: &Select) {
    let label = super::asset_label(&select.asset);
    draft.text.say("Number ").number(at as i64 + 1).say(", ").name(label).say(": ");
    draft.text.quote(&select.rationale).say(".");
    draft.act_on("Open", label, to(GALLERY, &select.asset.id));
}
