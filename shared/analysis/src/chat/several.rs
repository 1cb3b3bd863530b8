//! Several answers as one.

use super::leads::lead;
use super::reply::{Action, ChatReply};
use crate::search;

/// Buttons beneath an answer, and things to say next.
const MOST: usize = 3;

/// Answers to the wishes of one message, each on a line of its own; what says
/// the same again is left out. Form, skill and kind are the first's, the
/// severity is the worst. Of what to press and to say next each answer gives its
/// first before any gives its second, without what was asked already.
pub(super) fn together(mut all: Vec<ChatReply>) -> Option<ChatReply> {
    if all.len() < 2 {
        return all.pop();
    }
    let (mut actions, mut follow_up): (Vec<Action>, Vec<String>) = Default::default();
    for nth in 0..MOST {
        for reply in &all {
            if let Some(action) = reply.actions.get(nth) {
                if actions.len() < MOST && actions.iter().all(|one| one.target != action.target) {
                    let primary = actions.is_empty().then_some(true);
                    actions.push(Action { primary, ..action.clone() });
                }
            }
            let Some(words) = reply.follow_up.get(nth) else { continue };
            let is_asked = all.iter().any(|reply| lead(reply.skill).question == words);
            if follow_up.len() < MOST && !is_asked && !follow_up.contains(words) {
                follow_up.push(words.clone());
            }
        }
    }
    let mut all = all.into_iter();
    let mut whole = all.next()?;
    for next in all {
        if !search::contains(&whole.content, &next.content) {
            whole.content.push('\n');
            whole.content.push_str(&next.content);
            whole.names.extend(next.names);
        }
        whole.severity = whole.severity.max(next.severity);
    }
    (whole.actions, whole.follow_up) = (actions, follow_up);
    Some(whole)
}
