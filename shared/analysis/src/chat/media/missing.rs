//! `media.missing`: which shots lack pictures.

use super::{SHOTS, Scope, ask, of_shot, shot_label, shows, tell_scope};
use crate::Problem;
use crate::chat::ask_back::nothing_yet;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::text::Text;
use crate::chat::wish::Wish;
use crate::media::report::{MissingShot, Severity};
use crate::media::{AnalysisType, ShotItem};

/// Shots told one by one.
const TOLD: usize = 3;

/// Critical where a critical shot is missing, a warning where one is, else
/// success.
pub(in crate::chat) fn missing(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let (assets, shots) = (wish.material.assets, wish.material.shots);
    if shots.is_empty() {
        let words = "There is no shot list yet. Write down what should be photographed, and I can \
                     tell what is missing.";
        return Ok(nothing_yet(words, "Start a shot list", SHOTS));
    }
    let report = ask(wish, AnalysisType::Missing, assets, shots, None)?;
    let mut missing = report.missing_shots.unwrap_or_default();
    let mut draft = draft(Tone::Success);
    let mut of: Vec<&ShotItem> = shots.iter().collect();
    match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::Shot(at) => {
            if let Some(shot) = shots.get(at) {
                one(&mut draft, shot, missing.iter().find(|one| one.shot_id == shot.id));
                return Ok(draft);
            }
        }
        Scope::Part(things, names) => {
            of.retain(|shot| shows(wish.material, &things, of_shot(shot)));
            let among = |id: &str| of.iter().any(|shot| shot.id == id);
            missing.retain(|one| among(&one.shot_id));
            tell_scope(&mut draft, &names);
        }
        Scope::All | Scope::Asset(_) => {}
    }
    if of.is_empty() {
        draft.tone = Tone::Info;
        draft.text.say("the shot list asks for nothing there.");
        draft.open(wish.understood.skill);
        return Ok(draft);
    }
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    let asked = wish.nth(missing.len()).or(why).and_then(|at| missing.get(at));
    if let Some(found) = asked {
        if let Some(shot) = shots.iter().find(|shot| shot.id == found.shot_id) {
            one(&mut draft, shot, Some(found));
            return Ok(draft);
        }
    }
    overview(&mut draft, of.len(), &missing);
    draft.open(wish.understood.skill);
    Ok(draft)
}

fn overview(draft: &mut Draft, total: usize, missing: &[MissingShot]) {
    let text = &mut draft.text;
    if missing.is_empty() {
        text.say("the shot list is covered, no picture is missing from ");
        text.count(total, "shot").say(".");
        return;
    }
    let pictures: usize = missing.iter().map(|one| one.missing).sum();
    text.number(missing.len() as i64).say(" of ").count(total, "shot");
    text.say(if missing.len() == 1 { " still lacks " } else { " still lack " });
    text.count(pictures, "picture").say(":");
    for (at, found) in missing.iter().take(TOLD).enumerate() {
        let text = &mut draft.text;
        text.say(if at == 0 { " " } else { ", " }).number(at as i64 + 1).say(". ");
        tell(text, found);
        draft.worsen(match found.severity {
            Severity::Critical => Tone::Critical,
            _ => Tone::Warning,
        });
        if at == 0 {
            draft.act_on("Open", &found.name, to(SHOTS, &found.shot_id));
        }
    }
    if missing.len() > TOLD {
        draft.text.say(" and ").number((missing.len() - TOLD) as i64).say(" more");
    }
    draft.text.say(".");
}

/// `Look 7 back (0 of 2, critical)`.
fn tell(text: &mut Text, found: &MissingShot) {
    text.name(&found.name).say(" (").number(found.captured as i64).say(" of ");
    text.number(found.required as i64).say(match found.severity {
        Severity::Critical => ", critical)",
        Severity::High => ", urgent)",
        Severity::Medium | Severity::Low => ")",
    });
}

/// One shot: what it has, what it lacks, what might do.
fn one(draft: &mut Draft, shot: &ShotItem, found: Option<&MissingShot>) {
    let text = &mut draft.text;
    match found {
        None => {
            text.name(shot_label(shot)).say(" is covered: ").count(shot.wanted(), "picture");
            text.say(if shot.wanted() == 1 { " of it is there." } else { " of it are there." });
        }
        Some(found) => {
            draft.tone = match found.severity {
                Severity::Critical => Tone::Critical,
                _ => Tone::Warning,
            };
            tell(text, found);
            text.say(" lacks ").count(found.missing, "picture").say(": ").quote(&found.reason);
            text.say(if found.reason.ends_with('.') { "" } else { "." });
            if !found.candidates.is_empty() {
                let ids: Vec<&str> = found.candidates.iter().map(String::as_str).collect();
                text.say(" These might do: ").list(&ids).say(".");
            }
        }
    }
    draft.act_on("Open", shot_label(shot), to(SHOTS, &shot.id));
    draft.open(crate::intent::Skill::Missing);
}
