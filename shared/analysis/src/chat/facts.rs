//! What a rephrased answer must keep.

use super::reply::ChatReply;

/// The numbers and names of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Runs of digits, in order.
    pub numbers: Vec<String>,
    /// Names that are data, in order.
    pub names: Vec<String>,
}

/// The numbers and names of a composed answer.
pub fn facts(reply: &ChatReply) -> Facts {
    Facts { numbers: numbers(&reply.content), names: reply.names.clone() }
}

/// Whether a rephrasing says the same numbers and names, and no others.
pub fn survives(facts: &Facts, rephrased: &str) -> bool {
    let said = numbers(rephrased);
    facts.names.iter().all(|name| rephrased.contains(name.as_str()))
        && facts.numbers.iter().all(|number| said.contains(number))
        && said.iter().all(|number| facts.numbers.contains(number))
}

fn numbers(text: &str) -> Vec<String> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}
