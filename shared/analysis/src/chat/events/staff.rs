//! `events.staffing`: who is missing when, who is on what, who could step in.

use super::free::{COVER, FREE, free};
use super::trouble::trouble;
use super::who::{on_duty, person};
use super::{CREW, Scene, named, overlaps, scene};
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::things::Thing;
use crate::chat::wish::Wish;
use crate::events::staffing::{self as analysis, CrewConflict, CrewConflictKind, StaffGap};
use crate::intent::entities::vocabulary::{is, is_among, is_filler};
use crate::intent::entities::{Moment, roles};
use crate::intent::fold::Words;
use crate::{Problem, Time};

/// Gaps and conflicts told one by one.
const TOLD: usize = 3;
/// A gap this near is critical, in minutes.
const NEAR: i64 = 24 * 60;

/// Critical where a gap begins within a day, a warning where there is a gap or
/// a conflict, else success.
pub(in crate::chat) fn staffing(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let scene = match scene(wish) {
        Ok(scene) => scene,
        Err(draft) => return Ok(draft),
    };
    if let Some(event) = scene.planned(wish) {
        return staff(wish, Scene { event: &event, ..scene });
    }
    let mut draft = staff(wish, scene)?;
    scene.tell_earliest(&mut draft);
    Ok(draft)
}

fn staff(wish: &Wish<'_>, scene: Scene<'_>) -> Result<Draft, Box<Problem>> {
    let things = match named(wish, scene.event) {
        Ok(things) => things,
        Err(draft) => return Ok(draft),
    };
    let found = scene.plan(wish).and_then(|(plan, early)| analysis::staffing(&plan, &early));
    let (mut gaps, conflicts) = match found {
        Ok(found) => (found.gaps, found.conflicts),
        Err(problem) => return trouble(scene, problem),
    };
    let at = things.iter().find_map(|thing| match thing {
        Thing::Person(at) => Some(*at),
        _ => None,
    });
    let asked = Asked::new(wish, scene, &things);
    let covers = wish.mentions(COVER);
    if let Some(at) = at {
        let absent = scene.event.crew.get(at).filter(|_| covers);
        return match absent {
            Some(_) => free(wish, scene, &asked, absent),
            None => person(wish, scene, at, &conflicts),
        };
    }
    if asked.roles.as_ref().is_some_and(Vec::is_empty) {
        return Ok(nobody(wish, &asked));
    }
    if covers || wish.mentions(FREE) || wish.says_in_turn("who", CAN) {
        return free(wish, scene, &asked, None);
    }
    gaps.retain(|gap| asked.is_about(gap));
    let mut draft = draft(Tone::Success);
    if let Some(gap) = wish.nth(gaps.len()).and_then(|at| gaps.get(at)) {
        one(&mut draft, wish, scene, gap);
    } else {
        let narrowed = asked.roles.is_some() || asked.moment.is_some() || asked.task.is_some();
        if narrowed {
            on_duty(&mut draft, wish, scene, &asked)?;
        }
        overview(&mut draft, wish, scene, &gaps, narrowed);
        if !narrowed || wish.asks_why() {
            tell_conflicts(&mut draft, wish, scene, &conflicts);
        }
    }
    if gaps.iter().any(|gap| gap.from.minutes_since(wish.now) < NEAR) {
        draft.tone = Tone::Critical;
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}

/// Words after "who" that ask for somebody able to do something.
const CAN: &str = "can could";
/// Words after those that anybody can, folded.
const ANYBODY: &str = "i we you they be have get go come make take do give stay work help assist support join start \
     begin attend travel leave arrive finish step still also just please";

/// What a question about staff is narrowed to.
pub(super) struct Asked<'a> {
    /// Roles, as the event calls them; empty where it has none of those said.
    pub(super) roles: Option<Vec<&'a str>>,
    pub(super) moment: Option<Moment>,
    pub(super) task: Option<&'a str>,
    /// What somebody has to be able to do, where no role says it.
    pub(super) doing: Option<String>,
    /// The role that was said, by its usual name.
    called: &'static str,
}

impl<'a> Asked<'a> {
    fn new(wish: &Wish<'_>, scene: Scene<'a>, things: &[Thing]) -> Self {
        let said = wish.first(|text| Some(roles(text)).filter(|said| !said.is_empty()));
        let event = scene.event;
        let task = things.iter().find_map(|thing| match thing {
            Thing::Task(at) => event.tasks.get(*at).map(|task| task.id.as_str()),
            _ => None,
        });
        let needed = event.tasks.iter().flat_map(|task| &task.staff);
        let needed = needed.map(|need| need.role.as_str());
        let had = event.crew.iter().flat_map(|person| &person.roles).map(String::as_str);
        let mut all: Vec<&str> = Vec::new();
        for role in needed.chain(had) {
            if !all.contains(&role) {
                all.push(role);
            }
        }
        let doing = wish.words().first().filter(|_| said.is_none()).and_then(doing);
        // "Who can run the fitting" is about no runner, "who can rig" about no
        // task "Light rig".
        let mut doing = doing
            .filter(|doing| task.is_none_or(|task| Words::exact(scene.label(task)).says(doing)));
        let mut called = said.iter().flatten().copied().next().unwrap_or_default();
        let known = said.map(|said| {
            all.retain(|role| roles(role).iter().any(|role| said.contains(role)));
            all.clone()
        });
        // "Who is on makeup" may be about the task of that name.
        let mut roles_of = known.filter(|known| task.is_none() || !known.is_empty());
        if let Some(deed) = &doing {
            let stem = deed.trim_end_matches('e');
            all.retain(|role| role.split(' ').any(|word| begins(word, stem)));
            called = roles(&[deed, "er"].concat())
                .into_iter()
                .find(|role| role.starts_with(stem))
                .unwrap_or_default();
            if !called.is_empty() || !all.is_empty() {
                (roles_of, doing) = (Some(all), None);
            }
        }
        let task = task.filter(|_| roles_of.is_none());
        Self { roles: roles_of, moment: wish.moment(), task, doing, called }
    }

    pub(super) fn has_role(&self, role: &str) -> bool {
        self.roles.as_ref().is_none_or(|roles| roles.contains(&role))
    }

    pub(super) fn has_time(&self, from: Time, to: Time) -> bool {
        self.moment.as_ref().is_none_or(|moment| overlaps(moment, from, to))
    }

    fn is_about(&self, gap: &StaffGap<'_>) -> bool {
        self.has_role(gap.role)
            && self.has_time(gap.from, gap.to)
            && self.task.is_none_or(|task| gap.task_ids.contains(&task))
    }
}

/// What somebody has to be able to do: the "rig" of "who can rig friday".
fn doing(words: &Words) -> Option<String> {
    let mut said = words.iter().skip_while(|word| !is(word, "who")).skip(1);
    said.next().filter(|word| is_among(word, CAN))?;
    let word = said.next().filter(|word| !is_among(word, ANYBODY) && !is_filler(word))?;
    word.first().filter(|first| first.is_alphabetic())?;
    Some(word.iter().collect())
}

fn begins(word: &str, stem: &str) -> bool {
    word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
}

fn nobody(wish: &Wish<'_>, asked: &Asked<'_>) -> Draft {
    let mut draft = draft(Tone::Info);
    draft.text.say("The plan has nobody for ").say(asked.called);
    draft.text.say(": no task needs that role, and nobody in the crew has it.");
    draft.open(wish.understood.skill);
    draft
}

fn overview(
    draft: &mut Draft,
    wish: &Wish<'_>,
    scene: Scene<'_>,
    gaps: &[StaffGap<'_>],
    narrowed: bool,
) {
    let text = &mut draft.text;
    if gaps.is_empty() {
        let needs = scene.event.tasks.iter().any(|task| !task.staff.is_empty());
        text.say(match (needs, narrowed) {
            (false, _) => "No task says whom it needs, so no gap can be seen.",
            (true, true) => "Nobody is missing there.",
            (true, false) => "Everybody is there: no task lacks people.",
        });
        draft.worsen(if needs { Tone::Success } else { Tone::Info });
        return;
    }
    draft.worsen(Tone::Warning);
    draft.text.count(gaps.len(), "staffing gap").say(":");
    for (at, gap) in gaps.iter().take(TOLD).enumerate() {
        draft.text.say(" ").number(at as i64 + 1).say(". ");
        tell(draft, wish, scene, gap);
    }
    if gaps.len() > TOLD {
        draft.text.say(" And ").number((gaps.len() - TOLD) as i64).say(" more.");
    }
    if let Some(task) = gaps.first().and_then(|gap| gap.task_ids.first()) {
        draft.act_on("Staff", scene.label(task), to(super::TASKS, task));
    }
}

/// `2 dresser missing Sat 14:00–18:00 (Casting); Anna and Ben could step in.`
fn tell(draft: &mut Draft, wish: &Wish<'_>, scene: Scene<'_>, gap: &StaffGap<'_>) {
    let text = &mut draft.text;
    text.name(gap.role).say(": ").number(i64::from(gap.gap)).say(" of ");
    text.number(i64::from(gap.required)).say(" missing ");
    text.range(&wish.clock(), gap.from, gap.to).say(" (");
    let tasks: Vec<&str> = gap.task_ids.iter().map(|id| scene.label(id)).collect();
    text.list(&tasks).say(")");
    let mut people: Vec<&str> = Vec::new();
    for suggestion in &gap.suggestions {
        let person = scene.person(suggestion.crew_id);
        if !people.contains(&person) {
            people.push(person);
        }
    }
    if !people.is_empty() {
        text.say("; ").list(&people).say(" could step in");
    }
    text.say(".");
}

/// One gap, and the button that fills it.
fn one(draft: &mut Draft, wish: &Wish<'_>, scene: Scene<'_>, gap: &StaffGap<'_>) {
    draft.worsen(Tone::Warning);
    tell(draft, wish, scene, gap);
    if gap.suggestions.is_empty() {
        draft
            .text
            .say(" Nobody of the crew with that role is free then: somebody has to be found.");
    }
    for suggestion in gap.suggestions.iter().take(2) {
        let target = to(super::TASKS, suggestion.task_id);
        let target = crate::chat::leads::with(target, "assign", suggestion.crew_id);
        draft.act_on("Assign", scene.person(suggestion.crew_id), target);
    }
}

fn tell_conflicts(
    draft: &mut Draft,
    wish: &Wish<'_>,
    scene: Scene<'_>,
    conflicts: &[CrewConflict<'_>],
) {
    for conflict in conflicts.iter().take(TOLD) {
        draft.worsen(Tone::Warning);
        draft.text.say(" ");
        tell_conflict(draft, wish, scene, conflict);
    }
    if conflicts.len() > TOLD {
        draft.text.say(" And ").count(conflicts.len() - TOLD, "more conflict").say(".");
    }
    for conflict in conflicts.iter().take(1) {
        draft.act_on("Open", scene.person(conflict.crew_id), to(CREW, conflict.crew_id));
    }
}

/// `Anna is double-booked Sat 10:00–11:00 (Casting and Fitting).`
pub(super) fn tell_conflict(
    draft: &mut Draft,
    wish: &Wish<'_>,
    scene: Scene<'_>,
    conflict: &CrewConflict<'_>,
) {
    let text = &mut draft.text;
    text.name(scene.person(conflict.crew_id)).say(match conflict.kind {
        CrewConflictKind::DoubleBooked => " is double-booked ",
        CrewConflictKind::Unavailable => " is not there ",
        CrewConflictKind::Unskilled => " has none of the roles needed ",
        CrewConflictKind::ShortRest => " gets too little rest ",
    });
    text.range(&wish.clock(), conflict.from, conflict.to).say(" (");
    let tasks: Vec<&str> = conflict.task_ids.iter().map(|id| scene.label(id)).collect();
    text.list(&tasks).say(").");
}
