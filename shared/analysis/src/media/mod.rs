//! Media: quality, missing shots, duplicates and selects.
