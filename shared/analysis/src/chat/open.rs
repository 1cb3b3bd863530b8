//! `<kit>.open`: the way to a place, or to a thing of the person's.

use super::ask_back::{Choice, which_thing};
use super::draft::{Draft, draft};
use super::leads::lead;
use super::reply::Tone;
use super::things::{Named, Thing, Things};
use super::wish::Wish;
use super::{events, logistics, media};
use crate::intent::entities::places;
use crate::intent::{Kit, Skill};

/// The application's own places first, then those of the product, then things
/// by their names; the kit's home where nothing is named. Information.
pub(super) fn open(wish: &Wish<'_>) -> Draft {
    let skill = wish.understood.skill;
    let kit = skill.kit().unwrap_or(Kit::General);
    let own = wish.input.user_context.as_ref().and_then(|context| context.routes.as_deref());
    let own = own.unwrap_or_default();
    let mut routes = Things::default();
    for (at, route) in own.iter().enumerate() {
        routes.add(&route.name, Thing::Place(at));
    }
    let mut draft = draft(Tone::Info);
    if let Named::These(named) = routes.named(wish) {
        if let Some(route) = named.first().and_then(|thing| own.get(thing.place()?)) {
            draft.text.say("Here it is: ").name(&route.name).say(".");
            draft.act_on("Open", &route.name, route.target.clone());
            return draft;
        }
    }
    if let Some(target) = wish.first(|text| places::named(text, kit)) {
        let words = target.replace('-', " ");
        let (place, filter) = words.split_once(':').unwrap_or((&words, ""));
        draft.text.say("Here it is: the ").say(place);
        if !filter.is_empty() {
            draft.text.say(", ").say(filter).say(" only");
        }
        draft.text.say(".");
        draft.act(&["Open ", place].concat(), target.clone());
        return draft;
    }
    match thing(wish) {
        Ok(Some(choice)) => {
            draft.text.say("Here it is: ").name(&choice.name).say(".");
            draft.act_on("Open", &choice.name, choice.target());
        }
        Ok(None) => {
            draft.text.say("Here it is: ").say(lead(skill).title).say(".");
            draft.open(skill);
        }
        Err(unclear) => return unclear,
    }
    draft
}

/// The thing a wish names, in the data of its kit.
fn thing(wish: &Wish<'_>) -> Result<Option<Choice>, Draft> {
    let material = wish.material;
    let event = material.event.map(|(event, _)| event);
    let named = match wish.understood.skill {
        Skill::OpenLogistics => logistics::things(material.samples).named(wish),
        Skill::OpenMedia => media::things(material).named(wish),
        Skill::OpenEvents => {
            event.map_or(Named::Nothing, |event| events::things(event).named(wish))
        }
        _ => Named::Nothing,
    };
    let choice = |thing: Thing| match wish.understood.skill {
        Skill::OpenLogistics => logistics::choice(material.samples, thing),
        Skill::OpenMedia => media::choice(material, thing),
        _ => events::choice(event?, thing),
    };
    match named {
        Named::Nothing => Ok(None),
        Named::These(things) => Ok(things.into_iter().find_map(choice)),
        Named::OneOf(things) => Err(which_thing(&things, &choice)),
    }
}
