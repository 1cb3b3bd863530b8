//! `logistics.blockers`: what stands in the way, the worst first.

use super::arrivals::arrivals;
use super::looks::looks;
use super::one::one;
use super::scope::Scope;
use super::standing::standing;
use super::{PLACE, all_blockers, no_samples, tell_scope, tell_waiting, tone_of};
use crate::Problem;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::logistics::Severity;

/// Blockers told one by one.
const NAMED: usize = 3;

/// Success where nothing is in the way, critical where a blocker is, else a
/// warning.
pub(in crate::chat) fn blockers(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let samples = wish.material.samples;
    if samples.is_empty() {
        return Ok(no_samples());
    }
    let mut blockers = all_blockers(wish)?;
    if let Some(draft) = looks(wish, &blockers) {
        return Ok(draft);
    }
    let mut about = Vec::new();
    let mut among = (0..samples.len()).collect();
    match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::One(at) => {
            let blocker = blockers.iter().find(|(place, _)| *place == at);
            return Ok(samples.get(at).map_or_else(no_samples, |sample| {
                one(wish, sample, blocker.map(|(_, blocker)| blocker))
            }));
        }
        Scope::Part(places, names) => {
            blockers.retain(|(at, _)| places.binary_search(at).is_ok());
            (among, about) = (places, names);
        }
        Scope::All => {
            if let Some(draft) = arrivals(wish) {
                return Ok(draft);
            }
        }
    }
    if let Some(draft) = standing(wish, &among, &about, &blockers) {
        return Ok(draft);
    }
    // "Why?" and "the second one" are about what was listed before.
    let why = wish.understood.follow_up && wish.asks_why();
    let asked = wish.nth(blockers.len()).or(why.then_some(0));
    if let Some((at, blocker)) = asked.and_then(|at| blockers.get(at)) {
        if let Some(sample) = samples.get(*at) {
            return Ok(one(wish, sample, Some(blocker)));
        }
    }
    let mut draft = draft(tone_of(blockers.iter().map(|(_, blocker)| blocker)));
    let text = &mut draft.text;
    tell_scope(text, wish, &about);
    if blockers.is_empty() {
        text.say("no sample stands in the way. What is not here yet is due in time.");
        draft.open(Skill::Readiness);
        return Ok(draft);
    }
    text.count(blockers.len(), "sample");
    text.say(if blockers.len() == 1 { " stands in the way" } else { " stand in the way" });
    let critical = blockers.iter().filter(|(_, b)| b.severity == Severity::Critical).count();
    if critical > 0 {
        text.say(", ").number(critical as i64).say(" critical");
    }
    text.say(".");
    for (nth, (at, blocker)) in blockers.iter().take(NAMED).enumerate() {
        let Some(sample) = samples.get(*at) else { continue };
        let text = &mut draft.text;
        text.say(" ").number(nth as i64 + 1).say(". ");
        tell_waiting(text, sample, Some(blocker));
        text.say(": ").quote(&blocker.impact);
        if nth == 0 {
            draft.act_on("Open", sample.label(), to(PLACE, &sample.id));
        }
    }
    if blockers.len() > NAMED {
        draft.text.say(" And ").number((blockers.len() - NAMED) as i64).say(" more.");
    }
    draft.act("See delayed samples", "sample-tracker:delayed".to_owned());
    Ok(draft)
}
