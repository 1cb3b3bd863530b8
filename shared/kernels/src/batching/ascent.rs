//! A lower bound for tours with costs that differ by direction: the Lagrangean
//! bound of Held & Karp (1970), by arborescences.

use super::arborescence::Arborescence;
use crate::at::At;

/// Prices are in parts of a unit of cost, so that all arithmetic is exact.
const SCALE: i64 = 64;
/// Costs looked at, over all steps; and the most steps. A hundred stops get all
/// their steps; five hundred, so many that a request stays within its time.
const WORK: usize = 11_000_000;
const STEPS: usize = 1_000;
/// Steps without a gain after which they are halved; and where they end.
const PATIENCE: usize = 20;
const SHORTEST: f64 = 1e-3;

/// No tour through all stops costs less than this. `cost` is a square matrix,
/// row after row, none negative; `tour` what some tour costs.
///
/// A tour enters and leaves every stop once. An arborescence from the last stop
/// and an arc back to it enter every stop once; that they leave it once is
/// priced: whoever is left too often gets dearer, whoever is not gets cheaper
/// (subgradient steps; Held, Wolfe & Crowder 1974).
#[inline(never)]
pub(super) fn lower_bound(n: usize, cost: &[i64], tour: i64) -> i64 {
    let mut best = 0;
    if n < 3 || tour <= 0 {
        return best;
    }
    let mut arborescence = Arborescence::new(n);
    let root = n - 1;
    let mut price = vec![0_i64; n];
    let mut into = vec![0_u32; n];
    let mut before = vec![0.0; n];
    let (mut length, mut patience) = (1.0, PATIENCE);
    for _ in 0..STEPS.min(WORK / (n * n)) {
        let priced = |from: usize, to: usize| cost.at(from * n + to) * SCALE + price.at(from);
        let spanning = arborescence.cheapest(root, priced, &mut into);
        let back = (0..root).min_by_key(|&from| priced(from, root)).unwrap_or(0);
        into.put(root, back as u32);
        let found = spanning + priced(back, root) - price.iter().sum::<i64>();
        if found > best {
            best = found;
            patience = PATIENCE;
        } else {
            patience -= 1;
        }
        // A bound between two costs is the upper one.
        if patience == 0 {
            (length, patience) = (length / 2.0, PATIENCE);
        }
        if length < SHORTEST || rounded_up(best) >= tour {
            break;
        }
        let mut left = vec![-1_i64; n];
        for &from in &into {
            left.change(from as usize, |count| *count += 1);
        }
        let squares: i64 = left.iter().map(|count| count * count).sum();
        if squares == 0 {
            break;
        }
        let step = length * (tour * SCALE - found) as f64 / squares as f64;
        for ((price, count), before) in price.iter_mut().zip(left).zip(&mut before) {
            // Part of the last direction steadies the way (Crowder 1976).
            *before = 0.7 * count as f64 + 0.3 * *before;
            *price += libm::round(step * *before) as i64;
        }
    }
    rounded_up(best).min(tour)
}

fn rounded_up(bound: i64) -> i64 {
    (bound + SCALE - 1).div_euclid(SCALE)
}

#[cfg(test)]
mod tests {
    use super::lower_bound;
    use crate::rng::Rng;

    /// The cheapest tour, from the last stop through the rest in every order.
    fn cheapest_tour(n: usize, cost: &[i64], at: usize, left: usize) -> i64 {
        if left == 0 {
            return cost[at * n + n - 1];
        }
        let next = (0..n - 1).filter(|stop| left >> stop & 1 == 1);
        next.map(|to| cost[at * n + to] + cheapest_tour(n, cost, to, left & !(1 << to)))
            .min()
            .unwrap()
    }

    #[test]
    fn no_tour_is_cheaper_and_seldom_is_the_cheapest_much_dearer() {
        let mut rng = Rng::new(1);
        let (mut bounds, mut tours) = (0, 0);
        for case in 0..300 {
            let n = 3 + case % 5;
            let mut cost: Vec<i64> = (0..n * n).map(|_| rng.below(100) as i64).collect();
            for stop in 0..n {
                cost[stop * n + stop] = 1 << 48;
            }
            let optimum = cheapest_tour(n, &cost, n - 1, (1 << (n - 1)) - 1);
            let worse = optimum + rng.below(9) as i64;
            let bound = lower_bound(n, &cost, worse);
            assert!((0..=optimum).contains(&bound), "{bound} of {optimum}: {cost:?}");
            bounds += bound;
            tours += optimum;
        }
        assert!(bounds * 100 >= tours * 97, "{bounds} of {tours}");
    }
}
