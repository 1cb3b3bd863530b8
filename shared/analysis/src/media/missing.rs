//! Which shots still lack pictures: pictures are shared out to shots so that as
//! much as possible is covered, the important first.

use super::fit::{COUNTS, Fits, NEAR};
use super::input::{AssetStatus, GalleryAsset, MAX_REQUIRED, ShotItem};
use super::report::{MissingShot, Severity};
use crate::at::At;
use crate::decimal::fixed;
use crate::matching::{Edge, max_weight};
use crate::order;
use crate::{Problem, Time};

/// Pairs that are weighed; with more, each shot keeps its best.
const MAX_PAIRS: usize = 1_000_000;
/// Candidates named for a shot.
const CANDIDATES: usize = 5;
/// One step of importance outweighs how well all pictures fit.
const IMPORTANCE: i64 = 10_000_000;
const DAY_MINUTES: i64 = 24 * 60;

/// What is missing, and which pictures fit no shot.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The shots that lack pictures, most pressing first.
    pub missing: Vec<MissingShot>,
    /// Pictures, not rejected, that fit none, in the gallery's order.
    pub unplanned: Vec<usize>,
}

/// Shares the pictures out. Each serves one shot at most, rejected ones none;
/// what is covered is worth the most possible, by importance first (hero,
/// priority, a shot's first picture before its second), then by fit.
pub fn coverage(
    assets: &[GalleryAsset],
    shots: &[ShotItem],
    now: Time,
) -> Result<Coverage, Problem> {
    let slots: usize = shots.iter().map(ShotItem::wanted).sum();
    if slots > MAX_REQUIRED {
        return Err(Problem::TooMany { field: "shotList.required".into(), limit: MAX_REQUIRED });
    }
    let fits = Fits::new(assets, shots);
    let most = (MAX_PAIRS / slots.max(1)).max(1);
    let rejected: Vec<bool> = assets.iter().map(GalleryAsset::is_rejected).collect();
    let mut planned = rejected.clone();
    let (mut edges, mut slot) = (Vec::new(), 0);
    for (at, shot) in shots.iter().enumerate() {
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (asset, &fit) in fits.row(at).iter().enumerate() {
            if fit >= COUNTS && !rejected.at(asset) {
                found.push((asset, fit));
                planned.put(asset, true);
            }
        }
        keep_best(&mut found, most, slot);
        for nth in 0..shot.wanted() {
            for &(asset, fit) in &found {
                let weight = importance(shot, nth) * IMPORTANCE + worth(assets, asset, fit);
                edges.push(Edge { left: slot, right: asset, weight });
            }
            slot += 1;
        }
    }
    let partners = max_weight(slots, assets.len(), &edges);
    let gallery =
        Gallery { assets, rejected: &rejected, serving: serving(&partners, shots, assets) };
    let mut missing: Vec<(usize, MissingShot)> = (0..shots.len())
        .filter_map(|at| Some((at, gallery.missing(&fits, at, shots.get(at)?, now)?)))
        .collect();
    order::by_key(&mut missing, |(at, found)| {
        let due = shots.get(*at).and_then(|shot| shot.due_at);
        (found.severity, due.map_or(i64::MAX, Time::ms), *at)
    });
    Ok(Coverage {
        missing: missing.into_iter().map(|(_, found)| found).collect(),
        unplanned: (0..assets.len()).filter(|&at| !planned.at(at)).collect(),
    })
}

/// Keeps the best `most`, by thousandths; which of equals depends on `turn`,
/// lest all shots keep the same.
fn keep_best(found: &mut Vec<(usize, f64)>, most: usize, turn: usize) {
    if found.len() <= most {
        return;
    }
    let mut counts = [0_usize; 1001];
    for &(_, fit) in &*found {
        counts.change(thousandths(fit), |count| *count += 1);
    }
    // What is above the cut is kept, and of what is on it as many as fit.
    let (mut cut, mut above) = (1000, 0);
    while above + counts.at(cut) < most {
        above += counts.at(cut);
        cut -= 1;
    }
    let mut on_the_cut = most - above;
    let turn = turn % found.len();
    found.rotate_left(turn);
    found.retain(|&(_, fit)| {
        let fits = thousandths(fit) == cut && on_the_cut > 0;
        on_the_cut -= usize::from(fits);
        fits || thousandths(fit) > cut
    });
}

fn thousandths(fit: f64) -> usize {
    (fit * 1000.0 + 0.5) as usize
}

fn importance(shot: &ShotItem, nth: usize) -> i64 {
    let rank = match (shot.is_hero, shot.priority) {
        (Some(true), _) => 4,
        (_, Some(1)) => 3,
        (_, Some(2)) => 2,
        _ => 1,
    };
    rank * 2 + i64::from(nth == 0)
}

/// Fit in thousandths; of equals, the approved.
fn worth(assets: &[GalleryAsset], asset: usize, fit: f64) -> i64 {
    let approved = assets.get(asset).is_some_and(|a| a.status == Some(AssetStatus::Approved));
    2 * thousandths(fit) as i64 + i64::from(approved)
}

/// For each picture the shot it serves.
fn serving(
    partners: &[Option<usize>],
    shots: &[ShotItem],
    assets: &[GalleryAsset],
) -> Vec<Option<usize>> {
    let mut serving = vec![None; assets.len()];
    let owners =
        shots.iter().enumerate().flat_map(|(at, shot)| (0..shot.wanted()).map(move |_| at));
    for (shot, partner) in owners.zip(partners) {
        if let Some(asset) = *partner {
            serving.put(asset, Some(shot));
        }
    }
    serving
}

struct Gallery<'a> {
    assets: &'a [GalleryAsset],
    rejected: &'a [bool],
    serving: Vec<Option<usize>>,
}

impl Gallery<'_> {
    fn missing(&self, fits: &Fits, at: usize, shot: &ShotItem, now: Time) -> Option<MissingShot> {
        let captured = self.serving.iter().filter(|&&serves| serves == Some(at)).count();
        let required = shot.wanted();
        if captured >= required {
            return None;
        }
        let row = fits.row(at);
        let (mut turned_down, mut elsewhere) = (0, 0);
        // The best few, the earlier first among equals.
        let mut near: Vec<usize> = Vec::with_capacity(CANDIDATES + 1);
        for (asset, &fit) in row.iter().enumerate() {
            if fit < NEAR || self.serving.at(asset) == Some(at) {
                continue;
            }
            let counts = usize::from(fit >= COUNTS);
            if self.rejected.at(asset) {
                turned_down += counts;
                continue;
            }
            elsewhere += counts;
            let place = near.partition_point(|&other| row.at(other) >= fit);
            if place < CANDIDATES {
                near.insert(place, asset);
                near.truncate(CANDIDATES);
            }
        }

        let mut told = vec![match captured {
            0 => format!("none of {required} captured"),
            _ => format!("{captured} of {required} captured"),
        }];
        if turned_down > 0 {
            told.push(format!("rejected though they would fit: {turned_down}"));
        }
        if elsewhere > 0 {
            told.push(format!("needed for other shots though they would fit: {elsewhere}"));
        } else if let Some(&asset) = near.first() {
            told.push(self.nearest(fits, at, asset, row.at(asset)));
        } else if turned_down == 0 {
            told.push("no other picture comes near".to_owned());
        }
        let candidates = near.iter().filter_map(|&asset| self.assets.get(asset));
        Some(MissingShot {
            shot_id: shot.id.clone(),
            name: shot.name.clone().unwrap_or_else(|| shot.id.clone()),
            required,
            captured,
            missing: required - captured,
            severity: severity(shot, captured, now),
            candidates: candidates.map(|asset| asset.id.clone()).collect(),
            reason: told.join("; "),
        })
    }

    fn nearest(&self, fits: &Fits, shot: usize, asset: usize, fit: f64) -> String {
        let id = self.assets.get(asset).map_or("", |asset| asset.id.as_str());
        let lacks = fits.lacks(shot, asset);
        let open = if lacks.is_empty() {
            String::new()
        } else {
            format!(", its {} open", lacks.join(" and "))
        };
        let [fit, counts] = [fit, COUNTS].map(|share| fixed(share, 2));
        format!("the nearest is {id}, which fits {fit} where {counts} counts{open}")
    }
}

fn severity(shot: &ShotItem, captured: usize, now: Time) -> Severity {
    let hero = if shot.is_hero == Some(true) { 2 } else { 0 };
    let first = i32::from(shot.priority == Some(1));
    let due = match shot.due_at.map(|due| due.minutes_since(now)) {
        Some(left) if left < 0 => 2,
        Some(left) if left <= DAY_MINUTES => 1,
        _ => 0,
    };
    match 1 + hero + first + due - i32::from(captured > 0) {
        3.. => Severity::Critical,
        2 => Severity::High,
        1 => Severity::Medium,
        _ => Severity::Low,
    }
}
