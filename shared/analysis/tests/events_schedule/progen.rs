//! Random projects in the manner of `ProGen` (Kolisch, Sprecher & Drexl 1995),
//! the generator behind PSPLIB: network complexity, resource factor and
//! resource strength as parameters.

use analysis::rng::Rng;

use crate::project::Project;

const RESOURCES: usize = 4;
const ENDS: usize = 3;
const DEGREE: usize = 3;

/// `complexity`: links per activity; `factor`: share of the resources an
/// activity uses; `strength`: 0 = capacities as tight as they can be, 1 = the
/// earliest schedule fits.
pub(crate) fn project(n: usize, complexity: f64, factor: f64, strength: f64, seed: u64) -> Project {
    let mut rng = Rng::new(seed);
    let links = network(n, complexity, &mut rng);
    let durations: Vec<i64> = (0..n).map(|_| 1 + rng.below(10) as i64).collect();
    let mut demands = vec![vec![0; RESOURCES]; n];
    let mut used: Vec<(usize, usize)> = Vec::new();
    let mut unused: Vec<(usize, usize)> =
        (0..n).flat_map(|j| (0..RESOURCES).map(move |r| (j, r))).collect();
    let wanted = (factor * (n * RESOURCES) as f64).round() as usize;
    // Everybody needs something first, as long as the factor allows.
    for j in 0..n {
        let r = rng.below(RESOURCES);
        if used.len() < wanted {
            used.push((j, r));
            unused.retain(|&cell| cell != (j, r));
        }
    }
    while used.len() < wanted {
        used.push(unused.swap_remove(rng.below(unused.len())));
    }
    for (j, r) in used {
        demands[j][r] = 1 + rng.below(10) as i64;
    }
    let starts = earliest(&durations, &links);
    let capacities = (0..RESOURCES)
        .map(|r| {
            let low = demands.iter().map(|d| d[r]).max().unwrap_or(0);
            let at = |t: i64| -> i64 {
                (0..n)
                    .filter(|&j| starts[j] <= t && t < starts[j] + durations[j])
                    .map(|j| demands[j][r])
                    .sum()
            };
            let high = starts.iter().map(|&t| at(t)).max().unwrap_or(0);
            low + (strength * (high - low) as f64).round() as i64
        })
        .collect();
    let links = links.into_iter().map(|(from, to)| (from, to, durations[from])).collect();
    Project { durations, links, demands, capacities, ..Project::default() }
}

fn earliest(durations: &[i64], links: &[(usize, usize)]) -> Vec<i64> {
    let mut starts = vec![0; durations.len()];
    for j in 0..durations.len() {
        for &(from, _) in links.iter().filter(|link| link.1 == j) {
            starts[j] = starts[j].max(starts[from] + durations[from]);
        }
    }
    starts
}

/// Three activities without predecessor, three without successor, at most three
/// links on either side of any, none of them implied by others.
fn network(n: usize, complexity: f64, rng: &mut Rng) -> Vec<(usize, usize)> {
    let mut reaches = vec![vec![false; n]; n];
    let mut links: Vec<(usize, usize)> = Vec::new();
    let mut add = |links: &mut Vec<(usize, usize)>, from: usize, to: usize| -> bool {
        let degree_out = links.iter().filter(|l| l.0 == from).count();
        let degree_in = links.iter().filter(|l| l.1 == to).count();
        let implied = reaches[from][to];
        // Nor may a new link make an old one redundant.
        let spoils = links
            .iter()
            .any(|&(a, b)| (a == from || reaches[a][from]) && (b == to || reaches[to][b]));
        if degree_out >= DEGREE || degree_in >= DEGREE || implied || spoils {
            return false;
        }
        links.push((from, to));
        let sources: Vec<usize> = (0..n).filter(|&a| a == from || reaches[a][from]).collect();
        let targets: Vec<usize> = (0..n).filter(|&b| b == to || reaches[to][b]).collect();
        for &a in &sources {
            for &b in &targets {
                reaches[a][b] = true;
            }
        }
        true
    };
    for to in ENDS..n {
        for _ in 0..200 {
            if add(&mut links, rng.below(to.min(n - ENDS)), to) {
                break;
            }
        }
    }
    for from in 0..n - ENDS {
        if links.iter().all(|l| l.0 != from) {
            for _ in 0..200 {
                let low = (from + 1).max(ENDS);
                if add(&mut links, from, low + rng.below(n - low)) {
                    break;
                }
            }
        }
    }
    // The supersource and the sink count in PSPLIB's measure: their six links too.
    let wanted = (complexity * (n + 2) as f64) as usize - 2 * ENDS;
    for _ in 0..40 * n {
        if links.len() >= wanted {
            break;
        }
        let from = rng.below(n - ENDS);
        let low = (from + 1).max(ENDS);
        add(&mut links, from, low + rng.below(n - low));
    }
    links
}
