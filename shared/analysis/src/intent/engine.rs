//! From a message to an understanding.

use super::fold::Words;
use super::skill::{Form, Kit, Skill};
use super::weights::{Head, Weights, probabilities};
use crate::Problem;
use crate::at::At;
use crate::order;

/// Class of messages that no skill covers.
const OUT_OF_SCOPE: &str = "oos";
/// Class of messages that lean on the one before: "and tomorrow?", "why?".
const FOLLOW_UP: &str = "follow_up";
/// What the kit adds to a skill's log-odds: at most doubles the odds, so it
/// decides between near equals only.
const KIT_LIFT: f32 = 0.7;
/// What the skill of the turn before adds, less than the kit.
const PREVIOUS_LIFT: f32 = 0.3;
/// A skill less likely than this is a guess: ask back.
const GUESS: f32 = 0.3;
/// Other readings offered.
const ALTERNATIVES: usize = 3;

/// The weights learned from the phrases in `data/intents/phrases`.
static LEARNED: &[u8] = include_bytes!("../../data/intents/weights.bin");

/// What a person wrote, and where.
#[derive(Debug, Clone, Copy, Default)]
pub struct Message<'a> {
    /// The words, as typed.
    pub text: &'a str,
    /// The kit the person is in.
    pub kit: Option<Kit>,
    /// The skill of the turn before, which a follow-up leans on.
    pub previous: Option<Skill>,
}

/// What a message asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// The form of the wish.
    pub form: Form,
    /// What is wished for.
    pub skill: Skill,
    /// Calibrated probability that the skill is right, 0..=1.
    pub confidence: f32,
    /// The next best skills with their probabilities, best first, at most 3.
    pub alternatives: Vec<(Skill, f32)>,
    /// The message is not like anything known, or could be several things: ask
    /// back with `skill` and the alternatives instead of answering.
    pub rejected: bool,
    /// The message leans on the turn before, whose skill this is.
    pub follow_up: bool,
}

/// Understands messages; cheap to make, holds the weights by reference.
#[derive(Debug, Clone)]
pub struct Engine<'a> {
    weights: Weights<'a>,
    skill: usize,
    form: usize,
}

impl Engine<'static> {
    /// The engine with this version's own weights.
    pub fn learned() -> Result<Self, Problem> {
        Self::new(LEARNED)
    }
}

impl<'a> Engine<'a> {
    /// An engine with the weights in `file`, which must have a head of skills
    /// and a head of forms (in any order).
    pub fn new(file: &'a [u8]) -> Result<Self, Problem> {
        let weights = Weights::read(file)?;
        let head = |known: fn(&str) -> bool| {
            let found = weights.heads().iter().position(|head| head.names.iter().any(|n| known(n)));
            found.ok_or_else(|| Problem::invalid("weights", "a head is missing"))
        };
        let skill = head(|name| Skill::parse(name).is_some())?;
        let form = head(|name| Form::parse(name).is_some())?;
        Ok(Self { weights, skill, form })
    }

    /// What `message` asks for.
    pub fn understand(&self, message: &Message<'_>) -> Understanding {
        let words = Words::of(message.text);
        if words.is_empty() {
            return lost(Vec::new());
        }
        let place = self.weights.place(&self.weights.features(&words));
        let (Some(skills), Some(forms)) =
            (self.weights.heads().get(self.skill), self.weights.heads().get(self.form))
        else {
            return lost(Vec::new());
        };
        let mut scores = skills.scores(&place);
        let rejected = skills.trust(&scores, OUT_OF_SCOPE) < skills.threshold;
        lift(&mut scores, skills, message);
        let shares = probabilities(&scores);
        let forms = by_form(forms, &probabilities(&forms.scores(&place)));
        let ranked = rank(skills, &shares, &forms);
        let alternatives = |taken: Option<Skill>| {
            let others = ranked.iter().filter_map(|reading| match reading.class {
                Class::Skill(skill) if Some(skill) != taken => Some((skill, reading.share)),
                _ => None,
            });
            others.take(ALTERNATIVES).collect()
        };
        match ranked.first().map(|reading| (reading.class, reading)) {
            Some((Class::Skill(skill), reading)) => Understanding {
                form: reading.form,
                skill,
                confidence: reading.share,
                alternatives: alternatives(Some(skill)),
                rejected: rejected || reading.share < GUESS,
                follow_up: false,
            },
            Some((Class::FollowUp, reading)) => match message.previous {
                Some(skill) => Understanding {
                    form: skill.only_form().unwrap_or(reading.form),
                    skill,
                    confidence: reading.share,
                    alternatives: alternatives(Some(skill)),
                    rejected,
                    follow_up: true,
                },
                None => lost(alternatives(None)),
            },
            Some((Class::Nothing, _)) | None => lost(alternatives(None)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    Skill(Skill),
    FollowUp,
    Nothing,
}

#[derive(Debug, Clone, Copy)]
struct Reading {
    class: Class,
    form: Form,
    share: f32,
    joint: f32,
}

/// Raises the log-odds of the skills of the person's kit and of the turn before.
fn lift(scores: &mut [f32], skills: &Head<'_>, message: &Message<'_>) {
    for (score, name) in scores.iter_mut().zip(&skills.names) {
        let Some(skill) = Skill::parse(name) else { continue };
        if message.kit.is_some_and(|kit| kit != Kit::General && skill.kit() == Some(kit)) {
            *score += KIT_LIFT;
        }
        if message.previous == Some(skill) {
            *score += PREVIOUS_LIFT;
        }
    }
}

/// Probability of each form, in the order of the enum.
fn by_form(head: &Head<'_>, shares: &[f32]) -> [f32; 4] {
    let mut forms = [0.0; 4];
    for (name, share) in head.names.iter().zip(shares) {
        if let Some(form) = Form::parse(name) {
            forms.change(form as usize, |place| *place += share);
        }
    }
    forms
}

/// Every class with its likeliest form; the best pair of class and form first.
/// The two heads correct each other: no skill has a form it cannot have.
fn rank(skills: &Head<'_>, shares: &[f32], forms: &[f32; 4]) -> Vec<Reading> {
    let all = [Form::Navigation, Form::Question, Form::Action, Form::Help];
    let readings = skills.names.iter().zip(shares).map(|(name, &share)| {
        let class = match (*name, Skill::parse(name)) {
            (_, Some(skill)) => Class::Skill(skill),
            (FOLLOW_UP, None) => Class::FollowUp,
            _ => Class::Nothing,
        };
        let possible = all.into_iter().filter(|&form| match class {
            Class::Skill(skill) => skill.can_be(form),
            Class::FollowUp => matches!(form, Form::Question | Form::Action),
            Class::Nothing => form == Form::Help,
        });
        let best = possible.map(|form| (form, forms.at(form as usize)));
        let (form, chance) = best.fold((Form::Help, -1.0), |a, b| if b.1 > a.1 { b } else { a });
        Reading { class, form, share, joint: share * chance }
    });
    let mut ranked: Vec<Reading> = readings.collect();
    order::by(&mut ranked, |a, b| b.joint.total_cmp(&a.joint));
    ranked
}

fn lost(alternatives: Vec<(Skill, f32)>) -> Understanding {
    Understanding {
        form: Form::Help,
        skill: Skill::Help,
        confidence: 0.0,
        alternatives,
        rejected: true,
        follow_up: false,
    }
}
