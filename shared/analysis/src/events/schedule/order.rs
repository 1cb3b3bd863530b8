//! An order of activities that their links allow.

use super::network::{Activity, Link};
use crate::Problem;
use crate::at::At;

/// Kahn's order, lowest position first among equals; or a real loop.
#[inline(never)]
pub(super) fn topological(activities: &[Activity], links: &[Link]) -> Result<Vec<usize>, Problem> {
    let n = activities.len();
    let mut waiting = vec![0_usize; n];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); n];
    for link in links {
        waiting.change(link.to, |count| *count += 1);
        after.change(link.from, |list| list.push(link.to));
    }
    let mut order: Vec<usize> = (0..n).filter(|&j| waiting.at(j) == 0).collect();
    let mut next = 0;
    while let Some(&activity) = order.get(next) {
        next += 1;
        for &to in after.get(activity).into_iter().flatten() {
            waiting.change(to, |count| *count -= 1);
            if waiting.at(to) == 0 {
                order.push(to);
            }
        }
    }
    if order.len() == n {
        return Ok(order);
    }
    // Every activity still waiting has a predecessor that waits too: walk back
    // until one comes up again.
    let mut path: Vec<usize> = Vec::new();
    let mut at = (0..n).find(|&j| waiting.at(j) > 0).unwrap_or(0);
    loop {
        if let Some(first) = path.iter().position(|&seen| seen == at) {
            let ids = path.iter().skip(first).rev();
            let ids = ids.filter_map(|&j| activities.get(j)).map(|a| a.at.to_string());
            return Err(Problem::Cycle { cycles: vec![ids.collect()], unknown: Vec::new() });
        }
        path.push(at);
        let Some(link) = links.iter().find(|link| link.to == at && waiting.at(link.from) > 0)
        else {
            return Ok(order);
        };
        at = link.from;
    }
}
