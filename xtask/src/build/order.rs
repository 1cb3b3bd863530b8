//! Like functions side by side.
//!
//! Deflate repeats what lay at most 32 KB earlier, and a module is twenty times that: what
//! generics made of one source, scattered by the linker, is paid for again and again. In this
//! order the gzipped code is 2 to 4 % smaller. When a function runs does not depend on its place:
//! V8 compiles each one when it is first called.

use super::sizes::gzipped;
use anyhow::Result;
use std::collections::VecDeque;

/// Bytes that two functions must have in common in one piece to be alike in it: shorter ones
/// deflate finds anywhere.
const PIECE: usize = 6;

/// A piece in more functions than these is everywhere, and says nothing.
const COMMON: usize = 300;

/// How far back likeness counts, in bytes: what deflate sees, and the part of it that is near, where
/// a repetition takes fewer bits and counts once more.
const WINDOWS: [usize; 2] = [28 * 1024, 4 * 1024];

/// Added to every length, so that the tiniest functions do not come first for one piece.
const OVERHEAD: usize = 20;

/// How many orders are tried, each from another beginning. They differ by half a percent, and
/// which is best nobody can say before it is gzipped.
const TRIED: usize = 16;

/// Of orders of `bodies`, as positions in them, the one that is smallest gzipped; of equals the
/// one that begins first.
pub(super) fn alike(bodies: &[&[u8]]) -> Result<Vec<usize>> {
    let pieces = Pieces::of(bodies);
    let tried = TRIED.min(bodies.len());
    let mut best = (usize::MAX, Vec::new());
    for first in (0..tried).map(|nth| nth * bodies.len() / tried) {
        let order = alike_from(first, bodies, &pieces);
        let code: Vec<&[u8]> = order.iter().map(|&function| bodies[function]).collect();
        let size = gzipped(&code.concat())?;
        if size < best.0 {
            best = (size, order);
        }
    }
    Ok(best.1)
}

/// The order that begins with `first`, and goes on with the function of which the largest part
/// stands in the [`WINDOWS`] already. Ties go to the earlier.
fn alike_from(first: usize, bodies: &[&[u8]], pieces: &Pieces) -> Vec<usize> {
    let weights: Vec<u64> = bodies.iter().map(|body| (body.len() + OVERHEAD) as u64).collect();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut windows = WINDOWS.map(|size| Window::new(size, pieces));
    let mut shared = vec![0; bodies.len()];
    let mut next = first;
    while !left.is_empty() {
        let function = left.remove(next);
        order.push(function);
        for window in &mut windows {
            window.enter(function, bodies[function].len(), &mut shared);
        }
        next = 0;
        for (place, &other) in left.iter().enumerate() {
            let best = left[next];
            if shared[other] * weights[best] > shared[best] * weights[other] {
                next = place;
            }
        }
    }
    order
}

/// Which pieces each function has, and which functions each piece is in.
struct Pieces {
    of_function: Vec<Vec<usize>>,
    functions: Vec<Vec<usize>>,
    /// What a piece is worth: the less, the more functions it is in.
    worth: Vec<u64>,
}

impl Pieces {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut found = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            let number = |piece: &[u8]| piece.iter().fold(0, |n, &byte| n << 8 | u64::from(byte));
            found.extend(body.windows(PIECE).map(|piece| (number(piece), function)));
        }
        found.sort_unstable();
        found.dedup();
        let mut pieces =
            Self { of_function: vec![Vec::new(); bodies.len()], functions: vec![], worth: vec![] };
        for group in found.chunk_by(|a, b| a.0 == b.0) {
            if (2..=COMMON).contains(&group.len()) {
                let functions: Vec<usize> = group.iter().map(|&(_, function)| function).collect();
                for &function in &functions {
                    pieces.of_function[function].push(pieces.functions.len());
                }
                pieces.functions.push(functions);
                pieces.worth.push(1_000_000 / (1_000_000 * group.len() as u64).isqrt());
            }
        }
        pieces
    }
}

/// The last functions laid down.
struct Window<'a> {
    size: usize,
    pieces: &'a Pieces,
    inside: VecDeque<(usize, usize)>,
    bytes: usize,
    /// How many functions in the window have each piece.
    counts: Vec<u32>,
}

impl<'a> Window<'a> {
    fn new(size: usize, pieces: &'a Pieces) -> Self {
        let counts = vec![0; pieces.functions.len()];
        Self { size, pieces, inside: VecDeque::new(), bytes: 0, counts }
    }

    /// Takes a function in, and puts out what is too far back now; `shared` follows, the worth of
    /// each function's pieces that are in the window.
    fn enter(&mut self, function: usize, length: usize, shared: &mut [u64]) {
        let pieces = self.pieces;
        for &piece in &pieces.of_function[function] {
            self.counts[piece] += 1;
            if self.counts[piece] == 1 {
                pieces.functions[piece].iter().for_each(|&f| shared[f] += pieces.worth[piece]);
            }
        }
        self.inside.push_back((function, length));
        self.bytes += length;
        while self.bytes > self.size && self.inside.len() > 1 {
            self.leave(shared);
        }
    }

    fn leave(&mut self, shared: &mut [u64]) {
        let Some((function, length)) = self.inside.pop_front() else { return };
        let pieces = self.pieces;
        self.bytes -= length;
        for &piece in &pieces.of_function[function] {
            self.counts[piece] -= 1;
            if self.counts[piece] == 0 {
                pieces.functions[piece].iter().for_each(|&f| shared[f] -= pieces.worth[piece]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_the_first(bodies: &[&[u8]]) -> Vec<usize> {
        alike_from(0, bodies, &Pieces::of(bodies))
    }

    #[test]
    fn what_is_alike_comes_together() {
        let bodies: [&[u8]; 4] =
            [b"first of all", b"samples by week", b"shots in June", b"samples by day"];
        let order = from_the_first(&bodies);
        assert_eq!(order, [0, 1, 3, 2]);
    }

    #[test]
    fn what_is_equally_alike_keeps_its_order() {
        assert_eq!(from_the_first(&[b"a", b"b", b"c"]), [0, 1, 2]);
        assert_eq!(alike(&[b"a", b"b", b"c"]).unwrap(), [0, 1, 2]);
        assert!(alike(&[]).unwrap().is_empty());
    }

    #[test]
    fn what_lies_too_far_back_counts_no_more() {
        let long = [[7; 10].as_slice(), &vec![0; 28 * 1024]].concat();
        let order =
            from_the_first(&[b"samples by week", &long, b"shots in June", b"samples by day"]);
        assert_eq!(order, [0, 3, 1, 2]);
        let order = from_the_first(&[&long, b"shots in June", &[7; 10]]);
        assert_eq!(order, [0, 2, 1]);
    }

    #[test]
    fn no_order_that_was_tried_is_smaller() {
        let bodies: Vec<Vec<u8>> = (0..40_u32)
            .map(|n| (0..200 + n).map(|at| (at * (n % 7 + 3)) as u8).collect())
            .collect();
        let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
        let size = |order: &[usize]| {
            gzipped(&order.iter().map(|&at| bodies[at]).collect::<Vec<_>>().concat()).unwrap()
        };
        let best = alike(&bodies).unwrap();
        let mut sorted = best.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..40).collect::<Vec<_>>());
        assert!(size(&best) <= size(&from_the_first(&bodies)));
    }
}
