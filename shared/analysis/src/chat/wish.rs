//! A wish and what it is answered from.

use super::clock::Clock;
use super::input::ChatInput;
use super::respond::Material;
use super::understand::{Understood, nth};
use crate::Time;
use crate::intent::entities::{Moment, moments};
use crate::intent::fold::Words;

/// What is asked for, and everything it may be answered from. What the message
/// does not say is looked for in those it leans on.
#[derive(Debug, Clone)]
pub(super) struct Wish<'a> {
    pub(super) understood: &'a Understood,
    pub(super) input: &'a ChatInput,
    pub(super) material: &'a Material<'a>,
    pub(super) now: Time,
    pub(super) seed: u64,
    /// Everything that was said, in words.
    words: Vec<Words>,
    moment: Option<Moment>,
}

/// Words that ask for reasons, folded.
const WHY: &str = "why because reason explain pourquoi raison explique perche motivo spiega \
     spiegami porque explica explicame";

impl<'a> Wish<'a> {
    pub(super) fn new(
        understood: &'a Understood,
        input: &'a ChatInput,
        material: &'a Material<'a>,
        now: Time,
        seed: u64,
    ) -> Self {
        let words = understood.said.iter().map(|text| Words::exact(text)).collect();
        let zone = material.event.map(|(_, zone)| zone);
        let offset = |at: Time| zone.map_or(0, |zone| i64::from(zone.offset_at(at)));
        let moment = understood.said.iter().find_map(|text| {
            let found = moments(text, now, offset(now))?;
            // The clocks may change in between.
            if offset(found.from) == offset(now) {
                return Some(found);
            }
            moments(text, now, offset(found.from))
        });
        Self { understood, input, material, now, seed, words, moment }
    }

    /// The message, then those it leans on.
    pub(super) fn said(&self) -> impl Iterator<Item = &'a str> {
        self.understood.said.iter().map(String::as_str)
    }

    /// The same, then those that tell what "it" is.
    pub(super) fn said_and_about(&self) -> impl Iterator<Item = &'a str> {
        self.said().chain(self.understood.about.iter().map(String::as_str))
    }

    /// The message, or the part of it that is this wish.
    pub(super) fn text(&self) -> &'a str {
        self.said().next().unwrap_or_default()
    }

    /// The clock times are told by: the event's.
    pub(super) fn clock(&self) -> Clock<'a> {
        let zone = self.material.event.filter(|(event, _)| event.time_zone.is_some());
        Clock { zone: zone.map(|(_, zone)| zone), now: self.now }
    }

    /// The time it is about, on the event's clock.
    pub(super) fn moment(&self) -> Option<Moment> {
        self.moment
    }

    /// The words of the message, then of those it leans on.
    pub(super) fn words(&self) -> &[Words] {
        &self.words
    }

    /// Whether one of these words (folded) is said.
    pub(super) fn mentions(&self, words: &str) -> bool {
        self.words.iter().any(|said| said.says(words))
    }

    /// Whether the message says these two words (folded) one after the other.
    pub(super) fn says_in_turn(&self, first: &str, then: &str) -> bool {
        self.words.first().is_some_and(|words| words.says_in_turn(first, then))
    }

    /// Whether reasons are asked for.
    pub(super) fn asks_why(&self) -> bool {
        self.words.first().is_some_and(|words| words.says(WHY)) || self.says_in_turn("por", "que")
    }

    /// The place in a list told before that "the second one" points at.
    pub(super) fn nth(&self, count: usize) -> Option<usize> {
        if !self.understood.follow_up {
            return None;
        }
        // The last is the wish itself: its "first" is a word like others.
        let later = self.understood.said.len().saturating_sub(1).max(1);
        self.said().take(later).find_map(|text| nth(text, count))
    }

    /// The first thing that is found in what was said.
    pub(super) fn first<T>(&self, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.said().find_map(find)
    }
}
