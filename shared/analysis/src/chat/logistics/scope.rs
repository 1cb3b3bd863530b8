//! Which samples a wish is about: all, one, those of a look, a category or a
//! supplier, or the heroes.

use super::choice;
use crate::chat::ask_back::{not_there, which_thing};
use crate::chat::draft::Draft;
use crate::chat::things::{Named, Thing, Things};
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::logistics::{Sample, UNCATEGORISED};
use crate::names::Names;

/// Words for what the campaign cannot do without, folded.
const HEROES: &str = "hero heroes heros eroe eroi heroe musthave musthaves";

/// Words that leave something out.
const EXCEPT: &str =
    "except excluding besides apart sauf hormis tranne eccetto salvo excepto menos";

/// Words with which "but" does so too.
const EVERY: &str = "all everything anything";

/// The samples a wish is about.
pub(super) enum Scope {
    All,
    /// The one at this place.
    One(usize),
    /// Those at these places, and what they are called together.
    Part(Vec<usize>, Vec<String>),
    /// It has to be asked back.
    Unclear(Draft),
}

impl Scope {
    pub(super) fn of(wish: &Wish<'_>) -> Self {
        let named = Self::named(wish);
        if !(wish.mentions(EXCEPT) || wish.mentions("but") && wish.mentions(EVERY)) {
            return named;
        }
        let samples = wish.material.samples;
        let (left_out, names) = match named {
            Self::One(at) => {
                (vec![at], vec![called(samples, Thing::Sample(at)).unwrap_or_default()])
            }
            Self::Part(places, names) => (places, names),
            other => return other,
        };
        let rest = (0..samples.len()).filter(|at| !left_out.contains(at)).collect();
        Self::Part(rest, vec!["all but ".to_owned() + &names.join(", ")])
    }

    fn named(wish: &Wish<'_>) -> Self {
        let samples = wish.material.samples;
        match named(wish) {
            Named::OneOf(choices) => {
                Self::Unclear(which_thing(&choices, &|thing| choice(samples, thing)))
            }
            Named::These(named) => {
                if let [Thing::Sample(at)] = *named {
                    Self::One(at)
                } else {
                    let places = (0..samples.len())
                        .filter(|&at| named.iter().any(|&thing| is_of(samples, at, thing)));
                    let names = named.iter().filter_map(|&thing| called(samples, thing));
                    Self::Part(places.collect(), names.collect())
                }
            }
            Named::Nothing if wish.mentions(HEROES) => {
                let heroes = samples.iter().enumerate().filter(|(_, sample)| sample.hero());
                let heroes: Vec<usize> = heroes.map(|(at, _)| at).collect();
                match heroes[..] {
                    [] => Self::All,
                    _ => Self::Part(heroes, vec!["the heroes".to_owned()]),
                }
            }
            Named::Nothing => not_there(wish, "samples").map_or(Self::All, Self::Unclear),
        }
    }
}

/// What a wish names of the samples; the only one of its category is called by
/// that too.
pub(in crate::chat) fn named(wish: &Wish<'_>) -> Named {
    let samples = wish.material.samples;
    let alone = |thing: Thing| match thing {
        Thing::Category(at) => {
            let members = (0..samples.len()).filter(|&other| is_of(samples, other, thing));
            if members.take(2).count() == 1 { Thing::Sample(at) } else { thing }
        }
        _ => thing,
    };
    let mut things = things(samples);
    things.to_looks = wish.understood.skill == Skill::UpdateLogistics;
    match things.named(wish) {
        Named::These(things) => Named::These(things.into_iter().map(alone).collect()),
        other => other,
    }
}

/// Looks, categories and suppliers of `samples`, then the samples themselves.
pub(in crate::chat) fn things(samples: &[Sample]) -> Things<'_> {
    let mut things = Things::default();
    things.loose = true;
    let (mut looks, mut categories, mut suppliers) =
        (Names::default(), Names::default(), Names::default());
    for (at, sample) in samples.iter().enumerate() {
        if let Some(look) = sample.look().filter(|look| is_new(&mut looks, look)) {
            things.add_look(look, Thing::Look(at));
        }
        let category = sample.category();
        if category != UNCATEGORISED && is_new(&mut categories, category) {
            things.add_group(category, Thing::Category(at));
        }
        if let Some(supplier) =
            sample.supplier.as_deref().filter(|supplier| is_new(&mut suppliers, supplier))
        {
            things.add_group(supplier, Thing::Supplier(at));
        }
    }
    for (at, sample) in samples.iter().enumerate() {
        things.add_with_id(sample.name.as_deref(), &sample.id, Thing::Sample(at));
    }
    things
}

fn is_new<'a>(names: &mut Names<&'a str>, name: &'a str) -> bool {
    let known = names.all().len();
    !name.is_empty() && names.number(name) as usize == known
}

/// Whether the sample at a place is, or belongs to, a thing.
fn is_of(samples: &[Sample], at: usize, thing: Thing) -> bool {
    let (Some(sample), Some(other)) =
        (samples.get(at), thing.sample().and_then(|o| samples.get(o)))
    else {
        return false;
    };
    match thing {
        Thing::Look(_) => sample.look() == other.look(),
        Thing::Category(_) => sample.category() == other.category(),
        Thing::Supplier(_) => sample.supplier == other.supplier,
        _ => thing == Thing::Sample(at),
    }
}

/// What people call a thing.
pub(super) fn called(samples: &[Sample], thing: Thing) -> Option<String> {
    let sample = samples.get(thing.sample()?)?;
    Some(match thing {
        Thing::Look(_) => look_name(sample.look()?),
        Thing::Category(_) => sample.category().to_owned(),
        Thing::Supplier(_) => sample.supplier.clone()?,
        _ => sample.label().to_owned(),
    })
}

/// `look 7`, where the id does not say look itself.
pub(in crate::chat) fn look_name(id: &str) -> String {
    let says = id.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("look"));
    if says { id.to_owned() } else { ["look ", id].concat() }
}
