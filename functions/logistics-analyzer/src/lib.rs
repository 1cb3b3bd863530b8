//! `POST /logistics-analyzer`: readiness, blockers and batching of a shoot's samples.
