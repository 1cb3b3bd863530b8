//! What a message asks for, given the turns before it.

use super::ask_back::code;
use super::clauses::{Clause, clauses};
use super::input::{ChatInput, MOST_TURNS, Role, Turn};
use super::logistics::asks_arrivals;
use crate::intent::entities::vocabulary::{is, is_among};
use crate::intent::entities::{names_day, ordinal, places};
use crate::intent::fold::Words;
use crate::intent::{Engine, Form, Kit, Message, Skill, Understanding};

/// Readings an unclear message is asked back with.
const OPTIONS: usize = 3;
/// Words a message begins with that goes on, folded.
const GOES_ON: &str = "and only just not without except et seulement sauf sans juste e ed solo non senza tranne y \
     solamente sin menos";
/// Words that begin a wish of its own.
const SEEKING: &str = "find search do look get show cherche trouve cerca trova busca";
/// Words that stand for what was named before, folded.
pub(super) const IT: &str =
    "it its they them their him her he she elle elles lui lei loro ella ellos ellas";
/// Words of a message that may say no more than what it leans on does not.
const SHORT: usize = 8;
/// Messages that are looked at for what a follow-up does not say itself.
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
    /// It is not clear what is meant: the answer asks back.
    pub rejected: bool,
    /// What it could mean, likeliest first, at most three; empty where it says
    /// nothing.
    pub options: Vec<Skill>,
    /// The message leans on the turns before.
    pub follow_up: bool,
    /// The kit the person is in.
    pub kit: Kit,
    /// The message and, latest first, those it leans on.
    pub said: Vec<String>,
    /// Messages before those, latest first, that may tell what "it" is; they say
    /// nothing else of what is asked for.
    pub about: Vec<String>,
    /// What the message asks for besides, in the order it is said, at most two
    /// wishes: then all of this is about the first, whose form and skill the
    /// answer has.
    pub also: Vec<Understood>,
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
    /// Which data the answer wants; none where it has to be asked back.
    pub fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        self.want(&mut needs);
        for wish in &self.also {
            wish.want(&mut needs);
        }
        needs
    }

    /// Adds what the first wish wants.
    fn want(&self, needs: &mut Needs) {
        if self.rejected {
            return;
        }
        // A place is opened by its name; what is in it needs looking for.
        let unnamed = || {
            let kit = self.skill.kit().unwrap_or(self.kit);
            self.said.first().is_some_and(|text| places::named(text, kit).is_none())
        };
        match self.skill {
            Skill::Readiness | Skill::Blockers | Skill::Batching | Skill::UpdateLogistics => {
                needs.samples = true;
            }
            Skill::CriticalPath | Skill::Staffing | Skill::RunOfShow | Skill::UpdateEvents => {
                needs.event = true;
            }
            Skill::Quality | Skill::Selects | Skill::UpdateMedia => needs.assets = true,
            Skill::Missing => (needs.assets, needs.shots) = (true, true),
            Skill::NextActions => (needs.samples, needs.event) = (true, true),
            Skill::Packages => needs.packages = true,
            Skill::Features => needs.uses = true,
            Skill::OpenLogistics => needs.samples |= unnamed(),
            Skill::OpenEvents => needs.event |= unnamed(),
            Skill::OpenMedia => needs.assets |= unnamed(),
            Skill::ProductSearch | Skill::OpenGeneral | Skill::UpdateGeneral | Skill::Help => {}
        }
    }
}

/// What `input` asks for after `history` (oldest first, the last ten turns
/// count).
pub fn understand(engine: &Engine<'_>, input: &ChatInput, history: &[Turn]) -> Understood {
    let kit = Kit::parse(&input.current_kit);
    let turns = history.get(history.len().saturating_sub(MOST_TURNS)..).unwrap_or_default();
    let own = turns.iter().filter(|turn| turn.role == Role::User);
    let before: Vec<String> = own.map(|turn| without_arrows(&turn.content)).collect();
    let message = without_arrows(&input.message);
    let mut thread = Thread::default();
    for text in &before {
        for clause in clauses(engine, kit, text) {
            thread.hear(engine, kit, clause);
        }
    }
    let mut wishes = clauses(engine, kit, &message).into_iter();
    let whole = Clause { text: &message, leans: false };
    let mut first = thread.understood(engine, kit, wishes.next().unwrap_or(whole));
    first.also = wishes.map(|clause| thread.understood(engine, kit, clause)).collect();
    first
}

/// A text with "to" for its arrows: "look 2 -> shot".
fn without_arrows(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '>' if said.ends_with(['-', '=']) => {
                said.pop();
                said.push_str(" to ");
            }
            '→' | '⇒' | '➡' => said.push_str(" to "),
            _ => said.push(letter),
        }
    }
    said
}

/// The same message, its skill told by somebody who knows better.
pub fn reclassify(understood: &Understood, skill: Skill) -> Understood {
    let Understood { form, confidence, options, follow_up, kit, said, about, .. } = understood;
    Understood {
        form: form_of(skill, *form),
        skill,
        confidence: *confidence,
        rejected: false,
        options: options.clone(),
        follow_up: *follow_up,
        kit: *kit,
        said: said.clone(),
        about: about.clone(),
        also: Vec::new(),
    }
}

fn form_of(skill: Skill, form: Form) -> Form {
    let other = if skill.can_be(form) { form } else { Form::Question };
    skill.only_form().unwrap_or(other)
}

/// A conversation, as far as the next message may lean on it.
#[derive(Debug, Default)]
struct Thread<'t> {
    /// What was last wished for.
    skill: Option<Skill>,
    /// The last wish that stood on its own feet, and before it what leaned on
    /// it since, the latest first.
    said: Vec<&'t str>,
    /// What was said before that, where it says "it" and not what.
    about: Vec<&'t str>,
    /// The last message, where it was asked back, and with what.
    asked_back: Option<(&'t str, Vec<Skill>)>,
}

impl<'t> Thread<'t> {
    /// Takes the next wish of the person, and says what it is.
    fn understood(&mut self, engine: &Engine<'_>, kit: Kit, clause: Clause<'t>) -> Understood {
        let heard = self.hear(engine, kit, clause);
        let all = |texts: &[&str]| texts.iter().take(LEANS_ON).map(ToString::to_string).collect();
        let (said, about) = if heard.rejected || heard.skill == Skill::Help {
            (vec![clause.text.to_owned()], Vec::new())
        } else {
            (all(&self.said), all(&self.about))
        };
        // What is asked back is nothing to confirm and nowhere to go.
        let form = match heard.form {
            Form::Action | Form::Navigation if heard.rejected => Form::Question,
            form => form,
        };
        Understood {
            form,
            skill: heard.skill,
            confidence: heard.confidence,
            rejected: heard.rejected,
            options: options(&heard),
            follow_up: heard.follow_up,
            kit,
            said,
            about,
            also: Vec::new(),
        }
    }

    /// Takes the next wish of the person.
    fn hear(&mut self, engine: &Engine<'_>, kit: Kit, clause: Clause<'t>) -> Understanding {
        let text = clause.text;
        let message = Message { text, kit: Some(kit), previous: self.skill };
        let mut heard = engine.understand(&message);
        let words = Words::exact(text);
        // "What arrives after sunday" sounds like a part of the show, "when is lk205
        // due" too, and "what about the trench" like one to buy.
        let is_show = heard.skill == Skill::RunOfShow;
        let nearest = options(&heard).first().copied();
        let is_alone = self.skill.is_none() && nearest == Some(Skill::ProductSearch);
        let has_code = || kit != Kit::Events && code(text).is_some();
        if (heard.rejected || is_show) && asks_arrivals(&words, heard.rejected && names_day(text))
            || is_show && has_code()
            || is_alone && words.says_in_turn("what", "about")
        {
            read_as(&mut heard, Skill::Readiness, Form::Question, false);
        }
        let asked_back = self.asked_back.take();
        if heard.rejected || heard.follow_up {
            // "The second one" of the readings that were offered.
            if let Some((unclear, skill)) = asked_back.and_then(|(unclear, options)| {
                Some((unclear, *nth(text, options.len()).and_then(|at| options.get(at))?))
            }) {
                let form = heard.form;
                read_as(&mut heard, skill, form, false);
                self.skill = Some(skill);
                self.said = vec![unclear];
                return heard;
            }
        }
        // "And the boots?" is no wish to buy some.
        let is_scrap = heard.rejected || heard.skill == Skill::ProductSearch;
        if let (true, true, Some(skill)) = (is_scrap, leans(&words), self.skill) {
            read_as(&mut heard, skill, Form::Question, true);
        }
        // "Mark it as shot" after talk of a sample is about no picture.
        let says_it = words.says(IT);
        if says_it && heard.form == Form::Action {
            let update = self.skill.and_then(|skill| skill.kit()?.update());
            let is_update = !heard.rejected && heard.skill.only_form().is_some();
            heard.skill = update.filter(|_| is_update).unwrap_or(heard.skill);
        }
        if heard.rejected {
            self.asked_back = Some((text, options(&heard)));
        } else if heard.follow_up {
            self.said.insert(0, text);
        } else if heard.skill != Skill::Help {
            self.skill = Some(heard.skill);
            if !clause.leans {
                let mut before = std::mem::take(&mut self.said);
                before.append(&mut self.about);
                before.truncate(if says_it { LEANS_ON } else { 0 });
                self.about = before;
            }
            self.said.insert(0, text);
        }
        heard
    }
}

/// Takes a message for a wish for this skill, in this form where it can be.
fn read_as(heard: &mut Understanding, skill: Skill, form: Form, follow_up: bool) {
    (heard.skill, heard.form) = (skill, form_of(skill, form));
    (heard.rejected, heard.follow_up) = (false, follow_up);
}

/// Whether a text begins as one that goes on: "and the boots?", "only the red
/// ones".
fn leans(words: &Words) -> bool {
    let mut said = words.iter();
    let first = said.next().unwrap_or_default();
    let second = said.next().unwrap_or_default();
    words.len() <= SHORT
        && (is_among(first, GOES_ON) && !is_among(second, SEEKING)
            || is_among(first, "what how") && is(second, "about"))
}

/// The position in a list of `count` that "the second one" or "the last" names.
pub(super) fn nth(text: &str, count: usize) -> Option<usize> {
    let place = ordinal(text)?;
    let position =
        if place < 0 { count.checked_sub(1)? } else { (place as usize).checked_sub(1)? };
    (position < count).then_some(position)
}

/// What an unclear message could mean, likeliest first.
fn options(heard: &Understanding) -> Vec<Skill> {
    let mut options = vec![heard.skill];
    options.extend(heard.alternatives.iter().map(|(skill, _)| *skill));
    options.retain(|skill| *skill != Skill::Help);
    options.truncate(OPTIONS);
    options
}
