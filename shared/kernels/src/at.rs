//! Total access to slices: the core may not panic, and its loops may not drown
//! in `Option`s.
//!
//! An index that is out of range is a bug; it fails a debug build (and so the
//! tests) and reads as the default, or writes nothing, in a release build.

/// Reads and writes by position without a panic.
pub trait At<T> {
    /// The value at `index`, or the default where there is none.
    fn at(&self, index: usize) -> T
    where
        T: Copy + Default;
    /// Sets the value at `index`.
    fn put(&mut self, index: usize, value: T);
    /// A place to change, where there is one.
    fn change(&mut self, index: usize, change: impl FnOnce(&mut T));
}

impl<T> At<T> for [T] {
    #[inline]
    fn at(&self, index: usize) -> T
    where
        T: Copy + Default,
    {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        self.get(index).copied().unwrap_or_default()
    }

    #[inline]
    fn put(&mut self, index: usize, value: T) {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        if let Some(place) = self.get_mut(index) {
            *place = value;
        }
    }

    #[inline]
    fn change(&mut self, index: usize, change: impl FnOnce(&mut T)) {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        if let Some(place) = self.get_mut(index) {
            change(place);
        }
    }
}

/// The list at a position of a list of lists, or an empty one.
pub trait ListAt<T> {
    /// The list at `index`, or an empty one where there is none.
    fn list_at(&self, index: usize) -> &[T];
}

impl<T> ListAt<T> for [Vec<T>] {
    #[inline]
    fn list_at(&self, index: usize) -> &[T] {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        self.get(index).map_or(&[], Vec::as_slice)
    }
}
