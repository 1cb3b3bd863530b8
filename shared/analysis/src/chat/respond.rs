//! From what is understood to an answer.

use super::input::ChatInput;
use super::reply::{Action, ChatReply, ReplyKind, Tone};
use super::understand::Understood;
use crate::events::{Event, Zone};
use crate::logistics::Sample;
use crate::media::{GalleryAsset, ShotItem};
use crate::recommend::{FeatureUse, Package};
use crate::{Problem, Time};

/// What answers are made from; what the answer does not need may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// The samples.
    pub samples: &'a [Sample],
    /// The event and its time zone, in which times are told.
    pub event: Option<(&'a Event, &'a Zone)>,
    /// The gallery.
    pub assets: &'a [GalleryAsset],
    /// The shot list.
    pub shots: &'a [ShotItem],
    /// The catalogue of services.
    pub packages: &'a [Package],
    /// What the person used before, in any order.
    pub uses: &'a [FeatureUse],
}

/// Answers, reckoning from `now`; `seed` is that of the simulations.
///
/// # Errors
/// What the analyses refuse.
pub fn respond(
    understood: &Understood,
    _input: &ChatInput,
    _material: &Material<'_>,
    _now: Time,
    _seed: u64,
) -> Result<ChatReply, Problem> {
    Ok(fallback(understood))
}

/// The answer where a skill failed.
pub fn fallback(understood: &Understood) -> ChatReply {
    ChatReply {
        content: "That could not be worked out just now.".to_owned(),
        kind: ReplyKind::Text,
        severity: Some(Tone::Warning),
        actions: vec![Action {
            label: "Open the dashboard".to_owned(),
            target: "dashboard".to_owned(),
            primary: Some(true),
        }],
        follow_up: super::SUGGESTIONS.map(str::to_owned).into(),
        intent: understood.form,
        skill: understood.skill,
        names: Vec::new(),
    }
}

/// The answer where time ran out, with what is known already.
pub fn late(understood: &Understood, known: Option<ChatReply>) -> ChatReply {
    let mut reply = known.unwrap_or_else(|| fallback(understood));
    reply.content.insert_str(0, "Taking longer than expected, please try again. ");
    reply.severity = Some(Tone::Warning);
    reply
}
