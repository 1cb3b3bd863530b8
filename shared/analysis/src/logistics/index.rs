//! Where things are: ids and looks of a sample list.

use super::sample::Sample;
use crate::Problem;
use crate::names::Names;

/// The samples by id and by look.
pub(super) struct Index<'a> {
    ids: Names<&'a str>,
    looks: Names<&'a str>,
    /// Look number by sample; `NO_LOOK` for those without.
    look_of: Vec<u32>,
    /// Samples by look, and where each look's part begins.
    members: Vec<u32>,
    starts: Vec<u32>,
}

const NO_LOOK: u32 = u32::MAX;

impl<'a> Index<'a> {
    /// Numbers ids and looks.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an id used twice, naming both places.
    pub(super) fn new(samples: &'a [Sample]) -> Result<Self, Problem> {
        let (mut ids, mut looks) = (Names::with_capacity(samples.len()), Names::default());
        let mut look_of = Vec::with_capacity(samples.len());
        for (at, sample) in samples.iter().enumerate() {
            let first = ids.number(sample.id.as_str());
            if first as usize != at {
                let reason = format!("\"{}\" is already the id of sampleList[{first}]", sample.id);
                return Err(Problem::invalid(format!("sampleList[{at}].id"), reason));
            }
            look_of.push(sample.look().map_or(NO_LOOK, |look| looks.number(look)));
        }
        let (members, starts) = grouped(&look_of, looks.all().len());
        Ok(Self { ids, looks, look_of, members, starts })
    }

    /// The place of the sample with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.ids.find(id).map(|at| at as usize)
    }

    /// Names of the looks, by number.
    pub(super) fn look_names(&self) -> &[&'a str] {
        self.looks.all()
    }

    /// The look of the sample at a place.
    pub(super) fn look_of(&self, at: usize) -> Option<usize> {
        self.look_of.get(at).filter(|look| **look != NO_LOOK).map(|look| *look as usize)
    }

    /// Places of the samples of a look, in the given order.
    pub(super) fn look(&self, look: usize) -> &[u32] {
        let bound = |n: usize| self.starts.get(n).map_or(0, |start| *start as usize);
        self.members.get(bound(look)..bound(look + 1)).unwrap_or_default()
    }
}

/// Counting sort: the places whose group is `g` stand in
/// `members[starts[g]..starts[g + 1]]`. Groups not below `groups` are left out.
pub(super) fn grouped(group_of: &[u32], groups: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; groups + 1];
    for group in group_of.iter().filter(|group| **group != NO_LOOK) {
        if let Some(count) = starts.get_mut(*group as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut next = starts.clone();
    let mut members = vec![0_u32; total as usize];
    for (at, group) in group_of.iter().enumerate().filter(|(_, group)| **group != NO_LOOK) {
        if let Some(place) = next.get_mut(*group as usize) {
            if let Some(member) = members.get_mut(*place as usize) {
                *member = at as u32;
            }
            *place += 1;
        }
    }
    (members, starts)
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn keeps_the_given_order_within_a_group() {
        let (members, starts) = grouped(&[1, u32::MAX, 0, 1, 3], 4);
        assert_eq!((members, starts), (vec![2, 0, 3, 4], vec![0, 1, 3, 3, 4]));
    }
}
