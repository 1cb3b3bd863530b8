//! Several wishes in one message: "is the gown ready and who is free on friday?"
//!
//! A message is cut only where what stands on both sides is a wish by itself: it
//! begins like one ("is", "who", "open") and is understood as one. What is not
//! stays with what it follows: "hair and makeup", "the black and white dress".

use super::understand::IT;
use crate::intent::entities::vocabulary::is_among;
use crate::intent::fold::Words;
use crate::intent::{Engine, Kit, Message, Skill};

/// Wishes answered of one message.
const MOST: usize = 3;
/// Parts of a message that are looked at.
const MOST_PARTS: usize = 8;
/// What is less sure is no wish of its own.
const SURE: f32 = 0.6;
/// The same of what does not begin like a wish: "the missing shots".
const SURER: f32 = 0.85;

/// Words that may join wishes.
const JOINTS: &str = "and & + also then plus et puis aussi e ed poi anche y luego tambien también";
/// Words a wish begins with, folded.
const OPENERS: &str = "what whats which who whos when whens where wheres why how hows is are do does did \
     can could should will have any open show tell give list find mark move push assign approve \
     reject pick please quel quelle quels quelles qui quand ou est montre ouvre quale quali chi \
     dove sono apri mostra que cual quien cuando donde como hay esta abre muestra";
/// Words before what a thing becomes: "and the boots as received".
const BECOMING: &str = "as comme come como";

/// A wish in its own words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'t> {
    pub(super) text: &'t str,
    /// What it does not say is said by the clause before.
    pub(super) leans: bool,
}

/// What a part of a message follows, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum After {
    Word,
    Comma,
    Joint,
    Sentence,
}

/// A stretch of a message, and whether it begins as wishes do.
#[derive(Debug, Clone, Copy)]
struct Part<'t> {
    text: &'t str,
    begins: bool,
}

/// The wishes in a text in the order they are said, at most three; all of it as
/// one where it is one.
pub(super) fn clauses<'t>(engine: &Engine<'_>, kit: Kit, text: &'t str) -> Vec<Clause<'t>> {
    let said = |from: usize, to: usize| text.get(from..to).unwrap_or_default().trim();
    let mut clauses = vec![Clause { text, leans: false }];
    let mut wish: Option<Part<'_>> = None;
    // Where the wish, the part and the word begin, and what the part follows.
    let (mut first, mut from, mut at) = (0, 0, 0);
    let mut after = After::Sentence;
    let mut parts = 0;
    for (end, byte) in text.bytes().chain([b'\n']).enumerate() {
        if byte != b' ' && byte != b'\n' {
            continue;
        }
        let word = said(at, end);
        let is_joint = JOINTS.split(' ').any(|joint| word.eq_ignore_ascii_case(joint));
        let before = match word.as_bytes().last() {
            Some(_) if is_joint => After::Joint,
            Some(b'.' | b'?' | b'!' | b';') => After::Sentence,
            _ if byte == b'\n' => After::Sentence,
            Some(b',') => After::Comma,
            _ => After::Word,
        };
        let to = if is_joint { at } else { end };
        at = end + 1;
        if before == After::Word || parts == MOST_PARTS {
            continue;
        }
        let part = Part::new(said(from, to), after);
        if part.text.is_empty() {
            after = after.max(before);
            from = at;
            continue;
        }
        let may = clauses.len() < MOST && (part.begins || after > After::Comma);
        let leans = wish.filter(|_| may).and_then(|wish| parted(engine, kit, wish, part));
        if let Some(leans) = leans {
            if let (Some(last), Some(wish)) = (clauses.last_mut(), wish) {
                last.text = wish.text;
            }
            clauses.push(Clause { text: said(from, text.len()), leans });
            (wish, first) = (Some(part), from);
        } else {
            let begins = part.begins || wish.is_some_and(|wish| wish.begins);
            wish = Some(Part { text: said(first, to), begins });
        }
        (from, after, parts) = (at, before, parts + 1);
    }
    clauses
}

impl<'t> Part<'t> {
    /// A part that begins as wishes do, or is a question of its own, or neither.
    fn new(text: &'t str, after: After) -> Self {
        let words = Words::exact(text);
        let mut said = words.iter().filter(|word| **word != ['?']);
        let opens = said.next().is_some_and(|word| is_among(word, OPENERS));
        Self { text, begins: opens || after == After::Sentence && text.ends_with('?') }
    }

    /// What it wishes for, where it is a wish by itself.
    fn wish(self, engine: &Engine<'_>, kit: Kit) -> Option<Skill> {
        let heard = engine.understand(&Message { text: self.text, kit: Some(kit), previous: None });
        let skill = heard.skill;
        let least = if self.begins { SURE } else { SURER };
        // What does not begin like a wish is none to change or to find something.
        let fits = self.begins || skill.only_form().is_none() && skill != Skill::ProductSearch;
        let is_wish = !heard.rejected && heard.confidence >= least && fits;
        (is_wish && skill != Skill::Help && self.text.contains(' ')).then_some(skill)
    }
}

/// Whether the second of two parts is another wish than the first, and if so,
/// whether it leans on it.
fn parted(
    engine: &Engine<'_>,
    kit: Kit,
    mut first: Part<'_>,
    mut second: Part<'_>,
) -> Option<bool> {
    let words = Words::exact(second.text);
    if words.says(BECOMING) && Words::exact(first.text).says(BECOMING) {
        (first.begins, second.begins) = (true, true);
    }
    let then = second.wish(engine, kit)?;
    let skill = first.wish(engine, kit)?;
    let leans = words.says(IT);
    let of_samples = |skill| matches!(skill, Skill::Readiness | Skill::Blockers);
    let is_same = skill == then || of_samples(skill) && of_samples(then);
    // "Where is the gown and is it late" is one answer.
    if is_same && (leans || !second.begins) {
        return None;
    }
    Some(leans || skill == then && then.only_form().is_none())
}

#[cfg(test)]
mod tests {
    use super::clauses;
    use crate::intent::{Engine, Kit};

    #[track_caller]
    fn are(text: &str, told: &[&str]) {
        let engine = Engine::learned().unwrap();
        for kit in [Kit::General, Kit::Logistics, Kit::Events, Kit::Media] {
            let found = clauses(&engine, kit, text);
            let found: Vec<&str> = found.iter().map(|clause| clause.text).collect();
            assert_eq!(found, told, "in {kit:?}");
        }
    }

    #[test]
    fn wishes_are_told_apart_where_each_stands_by_itself() {
        are(
            "is the ivory gown ready and who is free on friday?",
            &["is the ivory gown ready", "who is free on friday?"],
        );
        are(
            "whats blocking us? also which shots are missing",
            &["whats blocking us?", "which shots are missing"],
        );
        are(
            "open the sample tracker and tell me the critical path",
            &["open the sample tracker", "tell me the critical path"],
        );
        are(
            "show me the critical path and the missing shots",
            &["show me the critical path", "the missing shots"],
        );
        are(
            "what's late, which shots are missing, and who's free friday",
            &["what's late,", "which shots are missing,", "who's free friday"],
        );
        are(
            "mark the gown as shot and the boots as received",
            &["mark the gown as shot", "the boots as received"],
        );
        are(
            "la robe est prête et qui est libre demain ?",
            &["la robe est prête", "qui est libre demain ?"],
        );
    }

    #[test]
    fn what_is_one_wish_is_not_cut() {
        for text in [
            "black and white dress",
            "hair and makeup",
            "lk204 and lk205",
            "are lk204 and lk205 ready?",
            "who is on hair and makeup friday",
            "which dresses and shoes are ready",
            "find black dresses and white shoes",
            "mark the gown and the boots as received",
            "where is the red gown and is it late?",
            "mia is sick, who could cover for her?",
            "the trousers were already shot, set them to shot",
            "what if the casting slips 2 hours and the fitting too",
            "thanks! and good night",
            "are we ready? ",
            "",
            "and",
            "? ! , .",
        ] {
            are(text, &[text]);
        }
    }
}
