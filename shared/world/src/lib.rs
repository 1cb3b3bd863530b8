//! A fake host for tests.
