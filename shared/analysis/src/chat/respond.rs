//! From what is understood to an answer.

use super::draft::draft;
use super::help::help;
use super::input::ChatInput;
use super::open::open;
use super::product_search::product_search;
use super::reply::{ChatReply, Tone};
use super::several::together;
use super::understand::Understood;
use super::update::update;
use super::wish::Wish;
use super::{ask_back, events, logistics, media, recommendations};
use crate::events::{Event, Zone};
use crate::intent::Skill;
use crate::logistics::Sample;
use crate::media::{GalleryAsset, ShotItem};
use crate::recommend::{FeatureUse, Package};
use crate::{Problem, Time};

/// What answers are made from; what the answer does not need may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// The samples.
    pub samples: &'a [Sample],
    /// The event and its time zone, in which times are told: that of its
    /// `timeZone` also where it has no calendar.
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

/// Answers, reckoning from `now`; `seed` is that of the simulations. Several
/// wishes are answered in the order they are said: form and skill are those of
/// the first, by which the answer is logged and rated.
///
/// # Errors
/// What the analyses refuse.
pub fn respond(
    understood: &Understood,
    input: &ChatInput,
    material: &Material<'_>,
    now: Time,
    seed: u64,
) -> Result<ChatReply, Problem> {
    let one = |understood| answer(&Wish::new(understood, input, material, now, seed));
    let mut all = Vec::new();
    for wish in std::iter::once(understood).chain(&understood.also) {
        all.push(one(wish).map_err(|problem| *problem)?);
    }
    Ok(together(all).unwrap_or_else(|| fallback(understood)))
}

/// The answer to one wish.
fn answer(wish: &Wish<'_>) -> Result<ChatReply, Box<Problem>> {
    let understood = wish.understood;
    let draft = if understood.rejected {
        ask_back::which_skill(understood)
    } else {
        match understood.skill {
            Skill::Readiness => logistics::readiness(wish)?,
            Skill::Blockers => logistics::blockers(wish)?,
            Skill::Batching => logistics::batching(wish)?,
            Skill::CriticalPath => events::critical_path(wish)?,
            Skill::Staffing => events::staffing(wish)?,
            Skill::RunOfShow => events::run_of_show(wish)?,
            Skill::Quality => media::quality(wish)?,
            Skill::Missing => media::missing(wish)?,
            Skill::Selects => media::selects(wish)?,
            Skill::Packages => recommendations::packages(wish)?,
            Skill::NextActions => recommendations::next_actions(wish)?,
            Skill::Features => recommendations::features(wish)?,
            Skill::ProductSearch => product_search(wish),
            Skill::OpenLogistics | Skill::OpenEvents | Skill::OpenMedia | Skill::OpenGeneral => {
                open(wish)
            }
            Skill::UpdateLogistics
            | Skill::UpdateEvents
            | Skill::UpdateMedia
            | Skill::UpdateGeneral => update(wish),
            Skill::Help => help(wish),
        }
    };
    Ok(draft.reply(understood))
}

/// The answer where a skill failed: where to look instead.
pub fn fallback(understood: &Understood) -> ChatReply {
    let mut draft = draft(Tone::Warning);
    draft.text.say(
        "I could not work that out just now. The page itself has the data; or ask me something else.",
    );
    draft.reply(understood)
}

/// The answer where time ran out, with what is known already.
pub fn late(understood: &Understood, known: Option<ChatReply>) -> ChatReply {
    let mut draft = draft(Tone::Warning);
    draft.text.say("Taking longer than expected, please try again.");
    let mut reply = draft.reply(understood);
    if let Some(known) = known {
        reply.content.push(' ');
        reply.content.push_str(&known.content);
        reply = ChatReply {
            content: reply.content,
            severity: reply.severity.max(known.severity),
            ..known
        };
    }
    reply
}
