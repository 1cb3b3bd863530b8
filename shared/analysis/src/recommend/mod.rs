//! Recommendations: packages, next actions and features.
