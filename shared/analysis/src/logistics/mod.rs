//! Logistics: readiness, blockers and batching of samples.
