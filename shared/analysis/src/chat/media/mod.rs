//! Pictures: which of them a wish is about, and how they are told.

mod missing;
mod quality;
mod selects;

pub(super) use missing::missing;
pub(super) use quality::quality;
pub(super) use selects::selects;

use super::ask_back::{Choice, ID, not_there, nothing_yet, which_thing};
use super::draft::Draft;
use super::logistics::look_name;
use super::respond::Material;
use super::things::{Named, Thing, Things};
use super::wish::Wish;
use crate::Problem;
use crate::at::At;
use crate::media::{
    AnalysisType, GalleryAsset, MediaInput, MediaReport, ShotItem, score_unbranded,
};
use crate::names::Names;

/// The page of the pictures.
pub(super) const GALLERY: &str = "gallery";
/// The page of the shots.
pub(super) const SHOTS: &str = "shot-list";

/// Pictures and shots a wish is about.
enum Scope {
    All,
    /// The picture at this place.
    Asset(usize),
    /// The shot at this place.
    Shot(usize),
    /// What shows or should show these, and how they are called.
    Part(Vec<Thing>, Vec<String>),
    /// It has to be asked back.
    Unclear(Draft),
}

/// Look, article and category.
type Shown<'a> = [Option<&'a str>; 3];

fn of_asset(asset: &GalleryAsset) -> Shown<'_> {
    [asset.look_id.as_deref(), asset.sku.as_deref(), asset.category.as_deref()]
}

fn of_shot(shot: &ShotItem) -> Shown<'_> {
    [shot.look_id.as_deref(), shot.sku.as_deref(), shot.category.as_deref()]
}

/// What the picture, or counted on from those the shot, at a place shows.
fn shown_at<'a>(material: &Material<'a>, at: usize) -> Shown<'a> {
    let shot = || material.shots.get(at.checked_sub(material.assets.len())?).map(of_shot);
    material.assets.get(at).map(of_asset).or_else(shot).unwrap_or_default()
}

/// A look, an article or a category.
fn part<'a>(material: &Material<'a>, thing: Thing) -> Option<(usize, &'a str)> {
    let (kind, at) = match thing {
        Thing::Look(at) => (0, at),
        Thing::Sku(at) => (1, at),
        Thing::Category(at) => (2, at),
        _ => return None,
    };
    Some((kind, shown_at(material, at).at(kind)?))
}

/// Whether what is shown is one of these things.
fn shows(material: &Material<'_>, things: &[Thing], shown: Shown<'_>) -> bool {
    things.iter().any(|thing| {
        part(material, *thing).is_some_and(|(kind, name)| shown.at(kind) == Some(name))
    })
}

impl Scope {
    fn of(wish: &Wish<'_>) -> Self {
        let material = wish.material;
        match things(material).named(wish) {
            Named::Nothing => {
                not_there(wish, "pictures and shots").map_or(Self::All, Self::Unclear)
            }
            Named::OneOf(choices) => {
                Self::Unclear(which_thing(&choices, &|thing| choice(material, thing)))
            }
            Named::These(named) => match named[..] {
                [Thing::Asset(at)] => Self::Asset(at),
                [Thing::Shot(at)] => Self::Shot(at),
                _ => {
                    let called = |thing: &Thing| called(material, *thing);
                    let names = named.iter().filter_map(called).collect();
                    Self::Part(named, names)
                }
            },
        }
    }
}

fn ask(
    wish: &Wish<'_>,
    analysis_type: AnalysisType,
    assets: &[GalleryAsset],
    shots: &[ShotItem],
    select_count: Option<u32>,
) -> Result<MediaReport, Problem> {
    let input =
        MediaInput { assets: None, shot_list: None, analysis_type, select_count, brand: None };
    score_unbranded(&input, assets, shots, wish.now)
}

/// `For look 7: `, where it is narrowed.
fn tell_scope(draft: &mut Draft, names: &[String]) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !names.is_empty() {
        draft.text.say("For ").list(&names).say(": ");
    }
}

fn no_pictures() -> Draft {
    let words = "There are no pictures yet. Upload them, and I can tell how good they are, which \
                 to show and what is missing.";
    nothing_yet(words, "Upload pictures", "uploads")
}

/// Looks, articles and categories of pictures and shots, then the pictures and
/// shots themselves.
pub(super) fn things<'a>(material: &Material<'a>) -> Things<'a> {
    let mut things = Things::default();
    let mut seen = [Names::default(), Names::default(), Names::default()];
    for at in 0..material.assets.len() + material.shots.len() {
        let kinds = [Thing::Look(at), Thing::Sku(at), Thing::Category(at)];
        for (thing, seen) in kinds.into_iter().zip(&mut seen) {
            let Some((_, name)) = part(material, thing).filter(|(_, name)| !name.is_empty()) else {
                continue;
            };
            let known = seen.all().len();
            if seen.number(name) as usize != known {
                continue;
            }
            match thing {
                Thing::Look(_) => things.add_look(name, thing),
                _ => things.add_group(name, thing),
            }
        }
    }
    for (at, asset) in material.assets.iter().enumerate() {
        things.add_with_id(asset.name.as_deref(), &asset.id, Thing::Asset(at));
    }
    for (at, shot) in material.shots.iter().enumerate() {
        things.add_with_id(shot.name.as_deref(), &shot.id, Thing::Shot(at));
    }
    things
}

/// What people call a thing.
fn called(material: &Material<'_>, thing: Thing) -> Option<String> {
    Some(match thing {
        Thing::Asset(at) => asset_label(material.assets.get(at)?).to_owned(),
        Thing::Shot(at) => shot_label(material.shots.get(at)?).to_owned(),
        Thing::Look(_) => look_name(part(material, thing)?.1),
        _ => part(material, thing)?.1.to_owned(),
    })
}

/// A thing as a choice: what tells it from others, and where it lies.
pub(super) fn choice(material: &Material<'_>, thing: Thing) -> Option<Choice> {
    let name = called(material, thing)?;
    let (place, key, value, shown) = match thing {
        Thing::Asset(at) => {
            let asset = material.assets.get(at)?;
            (GALLERY, ID, asset.id.as_str(), of_asset(asset))
        }
        Thing::Shot(at) => {
            let shot = material.shots.get(at)?;
            (SHOTS, ID, shot.id.as_str(), of_shot(shot))
        }
        _ => {
            let (kind, value) = part(material, thing)?;
            (GALLERY, ["look", "sku", "category"].at(kind), value, Shown::default())
        }
    };
    let [look, sku, category] = shown;
    let detail = look.map(look_name).or(sku.or(category).map(str::to_owned));
    let detail = detail.unwrap_or_else(|| match key {
        ID if name != value => value.to_owned(),
        _ => String::new(),
    });
    Some(Choice { name, detail, place, key, value: value.to_owned() })
}

fn asset_label(asset: &GalleryAsset) -> &str {
    asset.name.as_deref().unwrap_or(&asset.id)
}

fn shot_label(shot: &ShotItem) -> &str {
    shot.name.as_deref().unwrap_or(&shot.id)
}
