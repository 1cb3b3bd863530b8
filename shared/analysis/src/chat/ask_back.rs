//! Questions back: which wish, which thing, and what to do where there is no
//! data yet.

use super::draft::{Draft, draft};
use super::leads::{lead, to, with};
use super::reply::Tone;
use super::things::Thing;
use super::understand::Understood;
use super::wish::Wish;
use crate::intent::entities::vocabulary::is;
use crate::intent::fold::Words;
use crate::intent::{Form, Kit, Skill};

/// Letters of a code.
const MOST_LETTERS: usize = 8;
/// How a choice is picked; each is understood as the skill that offered it.
const PICKS: [&str; 3] = ["The first one", "The second one", "The third one"];

/// Asks which of the likeliest skills is meant.
pub(super) fn which_skill(understood: &Understood) -> Draft {
    let mut draft = draft(Tone::Info);
    let mut options = understood.options.clone();
    let usual = match understood.kit {
        Kit::Logistics => [Skill::Readiness, Skill::Blockers],
        Kit::Events => [Skill::CriticalPath, Skill::Staffing],
        Kit::Media => [Skill::Missing, Skill::Quality],
        Kit::General => [Skill::NextActions, Skill::Readiness],
    };
    for skill in usual {
        if options.len() < 2 && !options.contains(&skill) {
            options.push(skill);
        }
    }
    draft.text.say(if understood.options.is_empty() {
        "I did not catch that. You could ask for "
    } else if understood.skill == Skill::Help {
        "I am not sure I can help with that. The nearest I know: "
    } else {
        "I am not sure what you mean. Is it "
    });
    for (at, &skill) in options.iter().enumerate() {
        let last = at + 1 == options.len();
        let label = label(skill);
        draft.text.say(match at {
            0 => "",
            _ if last => " or ",
            _ => ", ",
        });
        draft.text.number(at as i64 + 1).say(". ").say(&label);
        draft.act(&label, lead(skill).target.to_owned());
        draft.suggest(lead(skill).question);
    }
    let asks = understood.skill != Skill::Help && !understood.options.is_empty();
    draft.text.say(if asks { "?" } else { "." });
    draft
}

fn label(skill: Skill) -> String {
    let title = lead(skill).title;
    match skill.only_form() {
        Some(Form::Navigation) => ["Open ", title].concat(),
        Some(Form::Action) => ["Change ", title].concat(),
        _ => title.to_owned(),
    }
}

/// One of several things that fit: what it is called, what tells it from the
/// others, where it lies.
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) place: &'static str,
    /// What it is known by there, and that.
    pub(super) key: &'static str,
    pub(super) value: String,
}

impl Choice {
    /// Its deep link: `sample-tracker/gown-1`, `sample-tracker?look=7`.
    pub(super) fn target(&self) -> String {
        match self.key {
            ID => to(self.place, &self.value),
            key => with(self.place.to_owned(), key, &self.value),
        }
    }
}

/// The key of a thing that has a page of its own.
pub(super) const ID: &str = "id";

/// Asks which of these is meant.
pub(super) fn which_thing(things: &[Thing], choice: &dyn Fn(Thing) -> Option<Choice>) -> Draft {
    let choices: Vec<Choice> = things.iter().filter_map(|thing| choice(*thing)).collect();
    which_thing_to("Open", &choices, &Choice::target)
}

/// The same, with buttons that do something else than open.
pub(super) fn which_thing_to(
    verb: &str,
    choices: &[Choice],
    target: &dyn Fn(&Choice) -> String,
) -> Draft {
    let mut draft = draft(Tone::Info);
    draft.text.say("Which one do you mean: ");
    for (at, choice) in choices.iter().enumerate() {
        draft.text.say(if at == 0 { "" } else { ", " }).number(at as i64 + 1).say(". ");
        draft.text.name(&choice.name);
        if !choice.detail.is_empty() {
            draft.text.say(" (").quote(&choice.detail).say(")");
        }
        draft.act_on(verb, &choice.name, target(choice));
    }
    draft.text.say("?");
    PICKS.iter().take(choices.len()).for_each(|pick| {
        draft.suggest(pick);
    });
    draft
}

/// Says that a code or a look that is asked about is not among `these`; none
/// where no such thing is said.
pub(super) fn not_there(wish: &Wish<'_>, these: &str) -> Option<Draft> {
    let name = wish.first(|text| code(text).map(str::to_owned).or_else(|| look(text)))?;
    let mut draft = draft(Tone::Warning);
    draft.text.say("I find no ").name(&name).say(" among the ").say(these).say(".");
    Some(draft)
}

/// The first word that is written like a code: `LK-204`, `lk204`.
pub(super) fn code(text: &str) -> Option<&str> {
    let words =
        text.split_whitespace().map(|word| word.trim_matches(&[',', '.', '?', '!', ';', ')'][..]));
    words.into_iter().find(|word| {
        let count = |kind: fn(&u8) -> bool| word.bytes().filter(kind).count();
        let least = if count(|c| b"-_".contains(c)) > 0 { 2 } else { 3 };
        word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
            && count(u8::is_ascii_digit) >= least
            && count(u8::is_ascii_alphabetic) <= MOST_LETTERS
    })
}

fn look(text: &str) -> Option<String> {
    let words = Words::exact(text);
    let mut before = false;
    // "Look 9's" is look 9.
    let mut said = words.iter().map(|word| word.strip_suffix(&['s']).unwrap_or(word));
    let number = said.find(|word| {
        let found = before && word.iter().all(char::is_ascii_digit);
        before = is(word, "look");
        found
    })?;
    Some("look ".to_owned() + &number.iter().collect::<String>())
}

/// Nothing to answer from: what would help, and where to do it.
pub(super) fn nothing_yet(words: &str, label: &str, target: &str) -> Draft {
    let mut draft = draft(Tone::Info);
    draft.text.say(words);
    draft.act(label, target.to_owned());
    draft
}
