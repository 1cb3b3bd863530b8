//! `recommendations.*`: which package, what next, which feature.

use super::ask_back::{Choice, ID, nothing_yet, which_thing};
use super::draft::{Draft, draft};
use super::leads::{lead, to};
use super::logistics::PLACE;
use super::reply::Tone;
use super::text::Text;
use super::things::{Named, Thing, Things};
use super::wish::Wish;
use crate::Problem;
use crate::intent::Skill;
use crate::intent::entities::{Money, Names, money, numbers};
use crate::logistics::Sample;
use crate::recommend::{
    ActionKind, Context, Item, Material, Package, Recommendation, RecommendationType,
    Recommendations, RecommendationsInput, recommend_plainly,
};

/// The page of the packages.
const PACKAGES: &str = "packages";
/// The least number that is a budget without being called one.
const LEAST_BUDGET: i64 = 500;
/// Words that ask for the lowest price, folded.
const CHEAPEST: &str = "cheapest cheap lowest economique economico economica barato barata";
/// Recommendations told one by one.
const TOLD: usize = 3;
/// Inclusions told of one package.
const INCLUSIONS: usize = 6;

fn ask(
    wish: &Wish<'_>,
    recommendation_type: RecommendationType,
    context: Context,
) -> Result<Recommendations, Problem> {
    let material = Material {
        packages: wish.material.packages,
        samples: wish.material.samples,
        event: wish.material.event,
        uses: wish.material.uses,
    };
    let input = RecommendationsInput { user_id: String::new(), recommendation_type, context };
    recommend_plainly(&input, &material, wish.now)
}

/// `recommendations.packages`: information.
pub(super) fn packages(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let packages = wish.material.packages;
    if packages.is_empty() {
        let words = "There are no packages in the catalogue at the moment.";
        return Ok(nothing_yet(words, "Open packages", PACKAGES));
    }
    // "For 5k": in this skill a large number is an amount.
    let bare = |text: &str| numbers(text).into_iter().find(|number| *number >= LEAST_BUDGET);
    let bare = |text: &str| Some(Money { minor: bare(text)?.checked_mul(100)?, currency: None });
    let budget = wish.first(money).or_else(|| wish.first(bare));
    let context = Context {
        budget: budget.map(|budget| budget.minor),
        currency: budget.and_then(|budget| budget.currency).map(str::to_owned),
        timeline: wish.moment().map(|moment| moment.until.to_string()),
        requirements: requirements(wish, packages),
        ..Context::default()
    };
    let asks = context.requirements.len();
    let found = ask(wish, RecommendationType::Packages, context)?;
    let mut things = Things::default();
    for (at, package) in packages.iter().enumerate() {
        things.add(&package.name, Thing::Package(at));
    }
    let mut draft = draft(Tone::Info);
    match things.named(wish) {
        Named::These(named) => {
            for thing in named.into_iter().take(TOLD) {
                let Thing::Package(at) = thing else { continue };
                draft.text.say(if draft.text.is_empty() { "" } else { " " });
                packages.get(at).into_iter().for_each(|one| tell_one(&mut draft, one, &found));
            }
            if !draft.text.is_empty() {
                return Ok(draft);
            }
        }
        Named::OneOf(choices) => {
            return Ok(which_thing(&choices, &|thing| package_choice(packages, thing)));
        }
        Named::Nothing => {}
    }
    let list = &found.recommendations;
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    if let Some(Item::Package(package)) =
        wish.nth(list.len()).or(why).and_then(|at| list.get(at)).map(|one| &one.item)
    {
        tell_one(&mut draft, package, &found);
        return Ok(draft);
    }
    let text = &mut draft.text;
    let priced = packages.iter().filter(|package| package.price.is_some());
    let cheapest = priced.reduce(|least, one| if one.price < least.price { one } else { least });
    if let Some(package) = cheapest.filter(|_| wish.mentions(CHEAPEST)) {
        tell_package(text.say("the cheapest: "), package);
        text.say(". ");
    }
    if list.is_empty() {
        text.say("No package can be had like that.");
    }
    for (at, one) in list.iter().take(TOLD).enumerate() {
        let Item::Package(package) = &one.item else { continue };
        draft.text.say(if at == 0 { "" } else { " " }).number(at as i64 + 1).say(". ");
        tell_package(&mut draft.text, package);
        draft.text.say(": ").quote(&one.rationale).say(".");
        draft.act_on("Open", &package.name, to(PACKAGES, &package.id));
    }
    for left_out in found.excluded.iter().take(1) {
        let name = packages.iter().find(|package| package.id == left_out.package_id);
        draft.text.say(" Left out: ").name(name.map_or("", |package| &package.name));
        draft.text.say(" (").quote(&left_out.reason).say(")");
        if let more @ 1.. = found.excluded.len() - 1 {
            draft.text.say(" and ").number(more as i64).say(" more");
        }
        draft.text.say(".");
    }
    if budget.is_none() && asks == 0 {
        draft
            .text
            .say(" Tell me your budget, the date and what it must include, and I can do better.");
    }
    draft.act("See all packages", PACKAGES.to_owned());
    Ok(draft)
}

/// Parts of packages that the wish names.
fn requirements(wish: &Wish<'_>, packages: &[Package]) -> Vec<String> {
    let mut parts: Vec<&str> =
        packages.iter().flat_map(|package| &package.inclusions).map(String::as_str).collect();
    crate::order::unique(&mut parts);
    let names = Names::of(parts.iter().copied());
    let found = wish.first(|text| Some(names.mentioned(text)).filter(|found| !found.is_empty()));
    let of = found.unwrap_or_default();
    let first = of.iter().filter_map(|mention| parts.get(*mention.choices.first()?));
    first.map(|part| (*part).to_owned()).collect()
}

fn package_choice(packages: &[Package], thing: Thing) -> Option<Choice> {
    let Thing::Package(at) = thing else { return None };
    let package = packages.get(at)?;
    let detail = package.category.clone().unwrap_or_default();
    let (name, value) = (package.name.clone(), package.id.clone());
    Some(Choice { name, detail, place: PACKAGES, key: ID, value })
}

/// `Lookbook Day (2400 EUR)`.
fn tell_package(text: &mut Text, package: &Package) {
    text.name(&package.name);
    if let Some(price) = package.price {
        text.say(" (").money(price, package.currency.as_deref()).say(")");
    }
}

fn tell_one(draft: &mut Draft, package: &Package, found: &Recommendations) {
    let text = &mut draft.text;
    tell_package(text, package);
    let is_it = |one: &&Recommendation| matches!(&one.item, Item::Package(p) if p.id == package.id);
    if let Some(one) = found.recommendations.iter().find(is_it) {
        text.say(": ").quote(&one.rationale);
    } else if let Some(out) = found.excluded.iter().find(|out| out.package_id == package.id) {
        text.say(": cannot be had as asked for: ").quote(&out.reason);
    }
    text.say(".");
    if !package.inclusions.is_empty() {
        let parts: Vec<&str> =
            package.inclusions.iter().take(INCLUSIONS).map(String::as_str).collect();
        text.say(" It includes ").list(&parts).say(".");
    }
    if let Some(days) = package.lead_time_days {
        text.say(" Delivered in ").count(days as usize, "day").say(".");
    }
    draft.act_on("Open", &package.name, to(PACKAGES, &package.id));
    draft.act("See all packages", PACKAGES.to_owned());
}

/// `recommendations.next_actions`: success where there is nothing to do, else
/// information.
pub(super) fn next_actions(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    if wish.material.samples.is_empty() && wish.material.event.is_none() {
        let words = "There are no samples and no event yet, so nothing waits for you. Start with \
                     either.";
        let mut draft = nothing_yet(words, "Add samples", PLACE);
        draft.act("Create an event", "event-timeline".to_owned());
        return Ok(draft);
    }
    let shoot_at = wish.moment().map(|moment| moment.from).filter(|from| *from > wish.now);
    let found =
        ask(wish, RecommendationType::NextActions, Context { shoot_at, ..Context::default() })?;
    let list = &found.recommendations;
    if list.is_empty() {
        let mut draft = draft(Tone::Success);
        draft.text.say("Nothing is waiting: no sample is in the way, and no task can be started.");
        return Ok(draft);
    }
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    let asked = wish.nth(list.len()).or(why);
    let mut draft = draft(Tone::Info);
    for (at, one) in list.iter().enumerate() {
        let Item::Action(action) = &one.item else { continue };
        let told = asked.map_or(at < TOLD, |asked| asked == at);
        if !told {
            continue;
        }
        let text = &mut draft.text;
        text.say(if text.is_empty() { "" } else { " " }).number(at as i64 + 1).say(". ");
        text.quote(&action.title).say(": ").quote(&one.rationale).say(".");
        if let Some(name) = subject(wish, &action.subject_id) {
            text.keep(name);
        }
        let place = match action.kind {
            ActionKind::ChaseSample => PLACE,
            _ => super::events::TASKS,
        };
        draft.act(&super::text::shown(&action.title), to(place, &action.subject_id));
    }
    Ok(draft)
}

/// What the subject of an action is called.
fn subject<'a>(wish: &Wish<'a>, id: &str) -> Option<&'a str> {
    let sample = wish.material.samples.iter().find(|sample| sample.id == id).map(Sample::label);
    let tasks = wish.material.event.map(|(event, _)| event.tasks.as_slice()).unwrap_or_default();
    let task = tasks.iter().find(|task| task.id == id);
    sample.or(task.map(|task| task.name.as_deref().unwrap_or(&task.id)))
}

/// `recommendations.features`: information.
pub(super) fn features(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let context = Context { current_page: wish.input.current_route.clone(), ..Context::default() };
    let found = ask(wish, RecommendationType::Features, context)?;
    let why = (wish.understood.follow_up && wish.asks_why()).then_some(0);
    let asked = wish.nth(found.recommendations.len()).or(why);
    let mut draft = draft(Tone::Info);
    draft.text.say("Worth a look:");
    for (at, one) in found.recommendations.iter().enumerate() {
        let Item::Feature(feature) = &one.item else { continue };
        if !asked.map_or(at < TOLD, |asked| asked == at) {
            continue;
        }
        let text = &mut draft.text;
        text.say(" ").number(at as i64 + 1).say(". ").say(feature.title).say(" (");
        text.quote(&one.rationale).say(").");
        let target = Skill::parse(feature.id).map_or("event-timeline", |skill| lead(skill).target);
        draft.act(&["Open ", feature.title].concat(), target.to_owned());
    }
    Ok(draft)
}
