//! A lower bound for a path through all stops: the cheapest assignment of a
//! successor to each.

use crate::at::At;

/// The cheapest assignment, and the prices that prove it: no cell costs less
/// than its row's and its column's price, and the assigned ones cost just that.
pub(super) struct Assignment {
    pub(super) cost: i64,
    pub(super) row_price: Vec<i64>,
    pub(super) column_price: Vec<i64>,
}

/// Assigns every row its own column at the least cost, in integers, by shortest
/// augmenting paths (Jonker & Volgenant 1987). `cost` is a square matrix, row
/// after row. O(n³).
#[inline(never)]
pub(super) fn cheapest(n: usize, cost: &[i64]) -> Assignment {
    const FREE: usize = usize::MAX;
    let (mut row_price, mut column_price) = (vec![0_i64; n], vec![0_i64; n]);
    let mut row_of = vec![FREE; n];
    for new_row in 0..n {
        let mut distance = vec![i64::MAX; n];
        let mut reached_from = vec![FREE; n];
        let mut done = vec![false; n];
        let mut path: Vec<usize> = Vec::new();
        let (mut row, mut walked, mut via) = (new_row, 0_i64, FREE);
        let end = loop {
            let (mut nearest, mut column) = (i64::MAX, FREE);
            for to in 0..n {
                if done.at(to) {
                    continue;
                }
                let step = cost.at(row * n + to) - row_price.at(row) - column_price.at(to);
                if walked + step < distance.at(to) {
                    distance.put(to, walked + step);
                    reached_from.put(to, via);
                }
                // An unassigned column ends the search: prefer it among equals.
                let closer = distance.at(to) < nearest
                    || distance.at(to) == nearest && row_of.at(to) == FREE;
                if closer {
                    (nearest, column) = (distance.at(to), to);
                }
            }
            walked = nearest;
            done.put(column, true);
            path.push(column);
            via = column;
            match row_of.at(column) {
                FREE => break column,
                next => row = next,
            }
        };
        row_price.change(new_row, |price| *price += walked);
        for column in path.iter().filter(|column| **column != end) {
            let slack = walked - distance.at(*column);
            row_price.change(row_of.at(*column), |price| *price += slack);
            column_price.change(*column, |price| *price -= slack);
        }
        let mut column = end;
        loop {
            let from = reached_from.at(column);
            if from == FREE {
                row_of.put(column, new_row);
                break;
            }
            let row = row_of.at(from);
            row_of.put(column, row);
            column = from;
        }
    }
    let cost = row_of.iter().enumerate().map(|(column, row)| cost.at(row * n + column)).sum();
    Assignment { cost, row_price, column_price }
}

#[cfg(test)]
mod tests {
    use super::cheapest;
    use crate::rng::Rng;

    fn by_trying_all(n: usize, cost: &[i64], row: usize, used: usize) -> i64 {
        if row == n {
            return 0;
        }
        let free = (0..n).filter(|column| used & 1 << column == 0);
        free.map(|c| cost[row * n + c] + by_trying_all(n, cost, row + 1, used | 1 << c))
            .min()
            .unwrap()
    }

    #[test]
    fn finds_what_trying_all_assignments_finds() {
        let mut rng = Rng::new(1);
        for n in 1..8 {
            for _ in 0..50 {
                let cost: Vec<i64> = (0..n * n).map(|_| rng.below(30) as i64).collect();
                let found = cheapest(n, &cost);
                assert_eq!(found.cost, by_trying_all(n, &cost, 0, 0), "{cost:?}");
                let prices: i64 = found.row_price.iter().chain(&found.column_price).sum();
                assert_eq!(found.cost, prices, "the prices prove it");
            }
        }
    }
}
