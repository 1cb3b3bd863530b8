//! What a message asks for, given the turns before it.

use super::input::{ChatInput, MOST_TURNS, Role, Turn};
use crate::Time;
use crate::intent::entities::ordinal;
use crate::intent::{Engine, Form, Kit, Message, Skill, Understanding};

/// Earlier messages a follow-up leans on.
const LEANS_ON: usize = 5;

/// What a message asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The form of the wish.
    pub form: Form,
    /// What is wished for.
    pub skill: Skill,
    /// Calibrated probability that the skill is right, 0..=1.
    pub confidence: f32,
    /// The next best skills, best first, at most 3.
    pub alternatives: Vec<Skill>,
    /// It is not clear what is meant: the answer asks back.
    pub rejected: bool,
    /// The message leans on the turns before.
    pub follow_up: bool,
    /// The message, and before what it leans on, the latest first.
    pub said: Vec<String>,
    /// The moment of the message.
    pub now: Time,
}

/// Data an answer wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// The samples.
    pub samples: bool,
    /// The event with its tasks and crew, and its time zone.
    pub event: bool,
    /// The gallery.
    pub assets: bool,
    /// The shot list.
    pub shots: bool,
    /// The catalogue of services.
    pub packages: bool,
    /// What the person used before.
    pub uses: bool,
}

impl Understood {
    /// Which data the answer wants; none while it has to be asked back.
    pub fn needs(&self) -> Needs {
        if self.rejected { Needs::default() } else { Needs::of(self.skill) }
    }
}

impl Needs {
    /// What the skill's answers want.
    pub fn of(skill: Skill) -> Self {
        let none = Self::default();
        match skill {
            Skill::Readiness | Skill::Blockers | Skill::Batching | Skill::UpdateLogistics => {
                Needs { samples: true, ..none }
            }
            Skill::CriticalPath | Skill::Staffing | Skill::RunOfShow | Skill::UpdateEvents => {
                Needs { event: true, ..none }
            }
            Skill::Quality | Skill::Selects | Skill::UpdateMedia => Needs { assets: true, ..none },
            Skill::Missing => Needs { assets: true, shots: true, ..none },
            Skill::Packages => Needs { packages: true, ..none },
            Skill::NextActions => Needs { samples: true, event: true, ..none },
            Skill::Features => Needs { uses: true, ..none },
            Skill::ProductSearch
            | Skill::OpenLogistics
            | Skill::OpenEvents
            | Skill::OpenMedia
            | Skill::OpenGeneral
            | Skill::UpdateGeneral
            | Skill::Help => none,
        }
    }
}

/// What `input` asks for after `history` (oldest first), at the moment `now`.
pub fn understand(
    engine: &Engine<'_>,
    input: &ChatInput,
    history: &[Turn],
    now: Time,
) -> Understood {
    let kit = Some(Kit::parse(&input.current_kit));
    let turns = history.get(history.len().saturating_sub(MOST_TURNS)..).unwrap_or_default();
    let before: Vec<&str> = turns
        .iter()
        .filter(|turn| turn.role == Role::User)
        .map(|turn| turn.content.as_str())
        .collect();
    let previous = engine.recall(&before, kit);
    let heard = engine.understand(&Message { text: &input.message, kit, previous });
    let mut said = vec![input.message.clone()];
    if heard.follow_up {
        said.extend(before.iter().rev().take(LEANS_ON).map(|text| (*text).to_owned()));
    }
    let understood = Understood {
        form: heard.form,
        skill: heard.skill,
        confidence: heard.confidence,
        alternatives: heard.alternatives.iter().map(|(skill, _)| *skill).collect(),
        rejected: heard.rejected,
        follow_up: heard.follow_up,
        said,
        now,
    };
    chosen(engine, kit, &before, &input.message).map_or(understood.clone(), |skill| {
        reclassify(&Understood { follow_up: true, said: understood.said, ..understood }, skill)
    })
}

/// The skill that "the second one" picks among those that were asked back.
fn chosen(engine: &Engine<'_>, kit: Option<Kit>, before: &[&str], message: &str) -> Option<Skill> {
    let place = ordinal(message)?;
    let (text, earlier) = before.split_last()?;
    let previous = engine.recall(earlier, kit);
    let asked = engine.understand(&Message { text, kit, previous });
    if !asked.rejected {
        return None;
    }
    let options = options(&asked);
    let place = if place < 0 { options.len() } else { usize::try_from(place).ok()? };
    options.get(place.checked_sub(1)?).copied()
}

/// The readings an unclear message is asked back with, likeliest first.
fn options(heard: &Understanding) -> Vec<Skill> {
    let first = (heard.skill != Skill::Help).then_some(heard.skill);
    let others = heard.alternatives.iter().map(|(skill, _)| *skill);
    let all = first.into_iter().chain(others.filter(|skill| *skill != Skill::Help));
    all.take(3).collect()
}

/// The same message, its skill told by somebody who knows better.
pub fn reclassify(understood: &Understood, skill: Skill) -> Understood {
    let form = match skill.only_form() {
        Some(form) => form,
        None if skill.can_be(understood.form) => understood.form,
        None => Form::Question,
    };
    Understood { form, skill, rejected: false, ..understood.clone() }
}
