//! An answer while it is written.

use super::leads::lead;
use super::reply::{Action, ChatReply, ReplyKind, Tone};
use super::text::{Text, shown};
use super::understand::Understood;
use crate::intent::{Form, Skill};

/// Buttons beneath an answer.
const MOST_ACTIONS: usize = 3;

/// An answer being written; it is handed on from many places, so as a pointer.
pub(super) type Draft = Box<Sheet>;

/// Words, how bad they are, what to press and what to ask next. The words come
/// first, so that where a sheet is, they are.
#[derive(Debug, Clone)]
#[repr(C)]
pub(super) struct Sheet {
    pub(super) text: Text,
    pub(super) tone: Tone,
    actions: Vec<Action>,
    follow_up: Vec<String>,
}

/// An empty one.
#[inline(never)]
pub(super) fn draft(tone: Tone) -> Draft {
    Box::new(Sheet { text: Text::default(), tone, actions: Vec::new(), follow_up: Vec::new() })
}

impl Sheet {
    /// A button; the first is the primary one.
    pub(super) fn act(&mut self, label: &str, target: String) -> &mut Self {
        if self.actions.len() < MOST_ACTIONS
            && self.actions.iter().all(|a| a.label != label || a.target != target)
        {
            let primary = self.actions.is_empty().then_some(true);
            self.actions.push(Action { label: label.to_owned(), target, primary });
        }
        self
    }

    /// A button that says what is done to something: `Open Red gown`.
    pub(super) fn act_on(&mut self, verb: &str, name: &str, target: String) -> &mut Self {
        self.act(&(verb.to_owned() + " " + &shown(name)), target)
    }

    /// The page of a skill.
    pub(super) fn open(&mut self, skill: Skill) -> &mut Self {
        let lead = lead(skill);
        self.act(&("Open ".to_owned() + lead.title), lead.target.to_owned())
    }

    /// Something to say next, in place of what usually follows.
    pub(super) fn suggest(&mut self, words: &str) -> &mut Self {
        self.follow_up.push(words.to_owned());
        self
    }

    /// At least as bad as this.
    pub(super) fn worsen(&mut self, tone: Tone) {
        self.tone = self.tone.max(tone);
    }

    /// The answer to a wish.
    pub(super) fn reply(mut self: Box<Self>, understood: &Understood) -> ChatReply {
        if self.actions.is_empty() {
            self.open(understood.skill);
        }
        if self.follow_up.is_empty() {
            self.follow_up.extend(lead(understood.skill).next.map(|s| lead(s).question.to_owned()));
        }
        let (content, names) = self.text.done();
        ChatReply {
            content,
            kind: match understood.form {
                Form::Navigation => ReplyKind::Navigation,
                Form::Action => ReplyKind::Action,
                Form::Question | Form::Help => ReplyKind::Text,
            },
            severity: Some(self.tone),
            actions: self.actions,
            follow_up: self.follow_up,
            intent: understood.form,
            skill: understood.skill,
            names,
        }
    }
}
