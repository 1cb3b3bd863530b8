//! Maximum-weight matching.

use analysis::matching::{Edge, max_weight};
use serde::Deserialize;

use crate::Compute;

/// A bipartite graph.
#[derive(Deserialize)]
#[serde(from = "Graph")]
pub(crate) struct Matching {
    left: usize,
    right: usize,
    edges: Vec<Edge>,
}

/// `edges` are (left, right, weight).
#[derive(Deserialize)]
struct Graph {
    left: usize,
    right: usize,
    edges: Vec<(usize, usize, i64)>,
}

impl From<Graph> for Matching {
    fn from(Graph { left, right, edges }: Graph) -> Self {
        let edge = |(left, right, weight)| Edge { left, right, weight };
        Self { left, right, edges: edges.into_iter().map(edge).collect() }
    }
}

impl Compute for Matching {
    type Answer<'a> = Vec<Option<usize>>;

    fn compute(&self) -> Vec<Option<usize>> {
        max_weight(self.left, self.right, &self.edges)
    }
}
