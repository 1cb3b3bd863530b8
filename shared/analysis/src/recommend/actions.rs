//! Next actions: what helps the finish and the blocked most, per effort.

use super::input::Context;
use super::report::{ActionKind, Item, NextAction, Recommendation, Recommendations};
use super::{MOST, Material, shown};
use crate::at::At;
use crate::decimal::fixed;
use crate::events::critical_path::dates;
use crate::events::event::Status;
use crate::events::plan::{Plan, stage};
use crate::events::{Event, Zone};
use crate::logistics::{self, Sample, SampleStatus, duration};
use crate::order;
use crate::{Problem, Time};

/// Working minutes of a day: put off by that much, what moves?
const DAY: i64 = 8 * 60;
/// From how near a task's own latest finish pressure is felt, in minutes.
const PRESSING: i64 = 3 * 24 * 60;
/// What one phone call takes.
const CALL_MINUTES: i64 = 15;
/// What freeing a blocked task takes.
const UNBLOCK_MINUTES: i64 = 30;
/// Tasks looked at closely, those with the least float.
const CLOSE_LOOKS: usize = 50;
/// What delay of the finish, waiting work and near dates count.
const FINISH: f64 = 0.5;
const WAITING: f64 = 0.25;
const PRESSURE: f64 = 0.25;

struct Candidate {
    action: NextAction,
    score: f64,
    rationale: String,
    target: String,
}

pub(super) fn next_actions(
    context: &Context,
    material: &Material<'_>,
    now: Time,
) -> Result<Recommendations, Problem> {
    let mut candidates = samples(context, material.samples, now)?;
    if let Some((event, zone)) = material.event {
        candidates.extend(tasks(event, zone, now)?);
    }
    order::by(&mut candidates, |a, b| {
        let ties =
            || (a.action.kind, &a.action.subject_id).cmp(&(b.action.kind, &b.action.subject_id));
        b.score.total_cmp(&a.score).then_with(ties)
    });
    let scores: Vec<f64> = candidates.iter().map(|one| one.score).collect();
    let count = shown(&scores);
    let recommendations = candidates.into_iter().take(count).map(|one| Recommendation {
        item: Item::Action(one.action),
        score: one.score,
        rationale: one.rationale,
        action: Some(one.target),
    });
    Ok(Recommendations {
        recommendations: recommendations.collect(),
        excluded: Vec::new(),
        stability: None,
        exploration: None,
    })
}

/// Worth 0..1, halved by each working day it takes.
fn per_effort(worth: f64, minutes: i64) -> f64 {
    worth / (1.0 + minutes as f64 / DAY as f64)
}

fn samples(context: &Context, samples: &[Sample], now: Time) -> Result<Vec<Candidate>, Problem> {
    let blockers = logistics::blockers(samples, context.shoot_at, now)?;
    // They come worst first, and all take the same: more could not be shown.
    let candidates = blockers.into_iter().take(MOST).filter_map(|blocker| {
        let sample = samples.iter().find(|sample| sample.id == blocker.sample_id)?;
        let from = sample.supplier.as_deref().map_or(String::new(), |who| format!(" ({who})"));
        let title = match sample.status {
            SampleStatus::Received => format!("Prepare {}", blocker.name),
            SampleStatus::Lost => format!("Replace {}{from}", blocker.name),
            SampleStatus::Returned => format!("Call back {}{from}", blocker.name),
            _ => format!("Chase {}{from}", blocker.name),
        };
        Some(Candidate {
            score: per_effort(blocker.score / 100.0, CALL_MINUTES),
            rationale: format!(
                "{}; blocker score {} of 100, about {CALL_MINUTES} min of work",
                blocker.impact.trim_end_matches('.'),
                fixed(blocker.score, 0)
            ),
            target: format!("/samples/{}", sample.id),
            action: NextAction {
                kind: ActionKind::ChaseSample,
                title,
                subject_id: sample.id.clone(),
                effort_minutes: CALL_MINUTES,
            },
        })
    });
    Ok(candidates.collect())
}

/// Tasks that can be worked on now, and those that would be if they were free.
fn tasks(event: &Event, zone: &Zone, now: Time) -> Result<Vec<Candidate>, Problem> {
    let mut plan = Plan::new(event, zone, Some(now))?;
    let early = plan.early();
    plan.working_time.follow_work(0, early.end)?;
    let dates = dates(&mut plan, &early)?;
    let present = plan.now.unwrap_or(0).max(0);
    // Until work may begin at all, nothing is lost.
    let ahead = present - plan.now.unwrap_or(0);
    let mut open: Vec<(i64, usize, ActionKind)> = Vec::new();
    for (at, (task, date)) in event.tasks.iter().zip(&dates).enumerate() {
        let Some(float) = date.total_float else { continue };
        let can_start = early.dates.at(at).start <= present;
        match stage(task) {
            Status::Blocked => open.push((float, at, ActionKind::UnblockTask)),
            Status::InProgress => open.push((float, at, ActionKind::FinishTask)),
            Status::Pending if can_start => open.push((float, at, ActionKind::StartTask)),
            Status::Pending | Status::Done => {}
        }
    }
    order::ascending(&mut open);
    open.truncate(CLOSE_LOOKS);
    let unfinished = dates.iter().filter(|date| date.total_float.is_some()).count();
    let candidates = open.into_iter().filter_map(|(float, at, kind)| {
        let task = event.tasks.get(at)?;
        let float = if float < 0 { float } else { float + ahead };
        let delay = (DAY - float).clamp(0, DAY);
        let waiting = waiting(&plan, at);
        let share = waiting as f64 / unfinished.saturating_sub(1).max(1) as f64;
        let left = task.finish_no_later_than.map(|due| due.minutes_since(now));
        let pressure = match left {
            _ if float < 0 => 1.0,
            Some(left) => 1.0 - left.clamp(0, PRESSING) as f64 / PRESSING as f64,
            None => 0.0,
        };
        let worth = FINISH * delay as f64 / DAY as f64 + WAITING * share + PRESSURE * pressure;
        let name = task.name.as_deref().unwrap_or(&task.id);
        let work = plan.activities.get(at).map_or(0, |activity| activity.work);
        let (verb, effort_minutes) = match kind {
            ActionKind::StartTask => ("Start", work),
            ActionKind::FinishTask => ("Finish", work),
            ActionKind::UnblockTask | ActionKind::ChaseSample => ("Unblock", UNBLOCK_MINUTES),
        };
        let effect = match float {
            float if float < 0 => ["already ", &duration(-float), " too late"].concat(),
            _ if delay > 0 => ["put off for a working day it costs ", &duration(delay)].concat(),
            _ => [&duration(float), " of float"].concat(),
        };
        let others = match waiting {
            0 => String::new(),
            1 => "; 1 task waits for it".to_owned(),
            _ => format!("; {waiting} tasks wait for it"),
        };
        Some(Candidate {
            score: per_effort(worth, effort_minutes),
            rationale: [&effect, &*others, "; ", &duration(effort_minutes), " of work"].concat(),
            target: format!("/events/{}/tasks/{}", event.id, task.id),
            action: NextAction {
                kind,
                title: format!("{verb} {name}"),
                subject_id: task.id.clone(),
                effort_minutes,
            },
        })
    });
    Ok(candidates.collect())
}

/// Unfinished tasks that wait for a task, directly or not.
fn waiting(plan: &Plan<'_>, task: usize) -> usize {
    let mut seen = vec![false; plan.network.len()];
    let mut stack = vec![task];
    let mut count = 0;
    while let Some(at) = stack.pop() {
        for link in plan.network.successors(at) {
            let next = link.task as usize;
            let open = plan.activities.get(next).is_some_and(|activity| !activity.is_done());
            if open && !seen.at(next) {
                seen.put(next, true);
                stack.push(next);
                count += 1;
            }
        }
    }
    count
}
