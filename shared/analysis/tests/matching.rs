//! Maximum-weight matching against trying everything.

use analysis::matching::{Edge, max_weight};
use proptest::prelude::*;

/// The best total by trying, for each left node in turn, every partner and none.
pub(crate) fn best_by_trying(left: usize, edges: &[Edge], taken: u32) -> i64 {
    let Some(node) = left.checked_sub(1) else { return 0 };
    let single = best_by_trying(node, edges, taken);
    edges
        .iter()
        .filter(|e| e.left == node && taken & (1 << e.right) == 0)
        .map(|e| e.weight + best_by_trying(node, edges, taken | 1 << e.right))
        .fold(single, i64::max)
}

/// The total of a matching, having checked that it is one.
pub(crate) fn total(right: usize, edges: &[Edge], partners: &[Option<usize>]) -> i64 {
    let mut owners = vec![0; right];
    let mut sum = 0;
    for (left, partner) in partners.iter().enumerate() {
        let Some(right) = *partner else { continue };
        owners[right] += 1;
        let weights = edges.iter().filter(|e| (e.left, e.right) == (left, right)).map(|e| e.weight);
        sum += weights.max().expect("only given pairs are made");
    }
    assert!(owners.iter().all(|&n| n <= 1), "a right node was given twice: {partners:?}");
    sum
}

fn graphs(most_weight: i64) -> impl Strategy<Value = (usize, usize, Vec<Edge>)> {
    (1..7usize, 1..7usize).prop_flat_map(move |(left, right)| {
        let edge = (0..left, 0..right, -2..most_weight).prop_map(|(left, right, weight)| Edge {
            left,
            right,
            weight,
        });
        (Just(left), Just(right), prop::collection::vec(edge, 0..20))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn is_worth_as_much_as_the_best_of_all_matchings((left, right, edges) in graphs(50)) {
        let found = max_weight(left, right, &edges);
        prop_assert_eq!(total(right, &edges, &found), best_by_trying(left, &edges, 0));
    }

    #[test]
    fn is_optimal_among_many_ties_too((left, right, edges) in graphs(3)) {
        let found = max_weight(left, right, &edges);
        prop_assert_eq!(total(right, &edges, &found), best_by_trying(left, &edges, 0));
    }
}

fn edge(left: usize, right: usize, weight: i64) -> Edge {
    Edge { left, right, weight }
}

#[test]
fn gives_up_a_greedy_pair_for_two_better_ones() {
    let edges = [edge(0, 0, 10), edge(0, 1, 9), edge(1, 0, 8)];
    assert_eq!(max_weight(2, 2, &edges), [Some(1), Some(0)]);
}

#[test]
fn lets_the_worthier_take_what_another_had() {
    let edges = [edge(0, 0, 3), edge(1, 0, 5)];
    assert_eq!(max_weight(2, 1, &edges), [None, Some(0)]);
}

#[test]
fn makes_no_pair_that_is_worth_nothing_and_ignores_what_does_not_exist() {
    let edges = [edge(0, 0, 0), edge(0, 1, -4), edge(7, 0, 5), edge(0, 9, 5)];
    assert_eq!(max_weight(1, 2, &edges), [None]);
    assert_eq!(max_weight(0, 0, &edges), []);
}

#[test]
fn bears_the_largest_weights() {
    let edges = [edge(0, 0, i64::MAX), edge(1, 0, i64::MAX), edge(1, 1, i64::MAX)];
    assert_eq!(max_weight(2, 2, &edges), [Some(0), Some(1)]);
}

#[test]
fn assigns_a_dense_component_of_hundreds() {
    let n = 300;
    let edges: Vec<Edge> = (0..n)
        .flat_map(|l| (0..n).map(move |r| edge(l, r, ((l * 7919 + r * 104_729) % 1009 + 1) as i64)))
        .collect();
    let found = max_weight(n, n, &edges);
    let reversed: Vec<Edge> = edges.iter().map(|e| edge(e.right, e.left, e.weight)).collect();
    let mirrored = max_weight(n, n, &reversed);
    assert!(found.iter().all(Option::is_some));
    assert_eq!(total(n, &edges, &found), total(n, &reversed, &mirrored));
}
