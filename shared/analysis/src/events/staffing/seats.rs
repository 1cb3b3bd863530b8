//! Who does what at one time: as many people at work as possible, each in one
//! place.

use super::needs::Needs;
use super::presence::{Presence, Span};
use crate::at::{At, ListAt};

const NONE: u32 = u32::MAX;

/// A largest matching of people and the places of needs (Kuhn 1955), kept from
/// one time to the next: a person on two tasks, or with two roles, is still one.
pub(super) struct Seats {
    /// By person: the need they serve.
    seat_of: Vec<u32>,
    /// By need: who serves it.
    served_by: Vec<Vec<u32>>,
    /// By person: the needs they could serve now; and who has any.
    choices: Vec<Vec<u32>>,
    present: Vec<u32>,
    /// By need: the person from whom it was reached, in this search for places.
    reached_from: Vec<u32>,
    reached: Vec<u32>,
    /// Pairs of a person and a need looked at so far.
    pub work: usize,
}

impl Seats {
    pub(super) fn new(people: usize, needs: usize) -> Self {
        Self {
            seat_of: vec![NONE; people],
            served_by: vec![Vec::new(); needs],
            choices: vec![Vec::new(); people],
            present: Vec::new(),
            reached_from: vec![NONE; needs],
            reached: Vec::new(),
            work: 0,
        }
    }

    /// How many people serve a need.
    pub(super) fn filled(&self, need: usize) -> u32 {
        self.served_by.list_at(need).len() as u32
    }

    /// Seats people for a time in which these tasks run.
    pub(super) fn fill(&mut self, presence: &Presence<'_>, span: Span, active: &[usize]) {
        let needs = &presence.needs;
        self.look_around(presence, span, active);
        for &task in active {
            for need in needs.of_task(task) {
                let choices = &self.choices;
                let stays =
                    |&person: &u32| choices.list_at(person as usize).contains(&(need as u32));
                let seat_of = &mut self.seat_of;
                self.served_by.change(need, |people| {
                    people.retain(|person| {
                        let stays = stays(person);
                        if !stays {
                            seat_of.put(*person as usize, NONE);
                        }
                        stays
                    });
                });
            }
        }
        // What a search in vain has reached, no later one gets further from.
        let present = std::mem::take(&mut self.present);
        for &person in &present {
            if self.seat_of.at(person as usize) == NONE && self.seat(needs, person) {
                self.forget();
            }
        }
        self.forget();
        self.present = present;
    }

    /// Empties the seats of a task that is over.
    pub(super) fn leave(&mut self, needs: &Needs<'_>, task: usize) {
        for need in needs.of_task(task) {
            let Some(people) = self.served_by.get_mut(need) else { continue };
            for person in people.drain(..) {
                self.seat_of.put(person as usize, NONE);
            }
        }
    }

    /// Who could serve what.
    fn look_around(&mut self, presence: &Presence<'_>, span: Span, active: &[usize]) {
        for person in self.present.drain(..) {
            self.choices.change(person as usize, Vec::clear);
        }
        for &task in active {
            let wanted = presence.needs.of_task(task);
            for &person in presence.people_on.list_at(task) {
                self.work += wanted.len();
                if !presence.is_there(person, span) {
                    continue;
                }
                for need in wanted.clone() {
                    if presence.needs.can(person, presence.needs.all.at(need).role) {
                        if self.choices.list_at(person).is_empty() {
                            self.present.push(person as u32);
                        }
                        self.choices.change(person, |choices| choices.push(need as u32));
                    }
                }
            }
        }
    }

    /// Finds a seat for one person, if need be by others changing theirs.
    fn seat(&mut self, needs: &Needs<'_>, person: u32) -> bool {
        let begin = self.reached.len();
        self.reach(person);
        let mut next = begin;
        while let Some(&need) = self.reached.get(next) {
            next += 1;
            if self.filled(need as usize) < needs.all.at(need as usize).count {
                self.move_up(need, person);
                return true;
            }
            for place in 0..self.served_by.list_at(need as usize).len() {
                let other = self.served_by.list_at(need as usize).at(place);
                self.reach(other);
            }
        }
        false
    }

    fn reach(&mut self, person: u32) {
        let choices = self.choices.list_at(person as usize);
        self.work += choices.len();
        for &need in choices {
            if self.reached_from.at(need as usize) == NONE {
                self.reached_from.put(need as usize, person);
                self.reached.push(need);
            }
        }
    }

    /// Everybody on the way to a free place moves one on.
    fn move_up(&mut self, free: u32, first: u32) {
        let mut need = free;
        loop {
            let person = self.reached_from.at(need as usize);
            let left = self.seat_of.at(person as usize);
            if left != NONE {
                self.served_by.change(left as usize, |people| people.retain(|one| *one != person));
            }
            self.served_by.change(need as usize, |people| people.push(person));
            self.seat_of.put(person as usize, need);
            if person == first {
                return;
            }
            need = left;
        }
    }

    fn forget(&mut self) {
        for need in self.reached.drain(..) {
            self.reached_from.put(need as usize, NONE);
        }
    }
}
