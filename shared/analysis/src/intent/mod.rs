//! Intents: what a message asks for.
