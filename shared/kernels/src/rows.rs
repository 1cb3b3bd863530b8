//! Lists of lists that were made one after another, in one piece of memory.

/// Rows of any length, empty ones included; the last one is being added to until
/// it is closed.
#[derive(Debug, Clone)]
pub struct Rows<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Closed rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no row is closed.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A closed row.
    #[inline]
    pub fn row(&self, at: usize) -> &[T] {
        debug_assert!(at < self.len(), "{at} of {}", self.len());
        let start = at.checked_sub(1).map_or(0, |before| self.end(before));
        self.items.get(start..self.end(at)).unwrap_or_default()
    }

    /// The closed rows in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let row = self.items.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            row
        })
    }

    /// The row that is not closed yet.
    #[inline]
    pub fn open(&self) -> &[T] {
        let start = self.ends.last().map_or(0, |&end| end as usize);
        self.items.get(start..).unwrap_or_default()
    }

    /// All items, of whatever row.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Adds to the row that is not closed yet.
    #[inline]
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Closes a row; what is added next is of the next one.
    #[inline]
    pub fn close(&mut self) {
        self.ends.push(self.items.len() as u32);
    }

    /// Opens the last row again.
    pub fn reopen(&mut self) {
        self.ends.pop();
    }

    /// Forgets the row that is not closed yet.
    #[inline]
    pub fn drop_open(&mut self) {
        self.items.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }

    /// No rows; the memory is kept for others.
    pub fn clear(&mut self) {
        self.items.clear();
        self.ends.clear();
    }

    #[inline]
    fn end(&self, at: usize) -> usize {
        self.ends.get(at).map_or(0, |&end| end as usize)
    }
}

impl<T: Copy> Rows<T> {
    /// Adds to the row that is not closed yet.
    #[inline]
    pub fn extend(&mut self, items: &[T]) {
        self.items.extend_from_slice(items);
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_come_back_as_they_were_added() {
        let mut rows = Rows::default();
        for row in [&[1, 2][..], &[], &[3]] {
            rows.extend(row);
            rows.close();
        }
        rows.push(4);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[1, 2][..], &[], &[3]]);
        assert_eq!((rows.row(0), rows.row(1), rows.row(2)), (&[1, 2][..], &[][..], &[3][..]));
        assert_eq!((rows.open(), rows.len()), (&[4][..], 3));
        rows.reopen();
        assert_eq!(rows.open(), [3, 4]);
        rows.drop_open();
        assert_eq!((rows.len(), rows.open(), rows.items()), (2, &[][..], &[1, 2][..]));
        rows.clear();
        assert!(rows.is_empty() && rows.items().is_empty());
    }
}
