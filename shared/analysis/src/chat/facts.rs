//! What a rephrased answer must keep, and what it may not bring.

use super::reply::ChatReply;
use super::text::is_hidden;
use crate::intent::entities::vocabulary::{is, is_among};
use crate::intent::fold::Words;
use crate::search;

/// What an answer says, as far as it can be checked in other words and in the
/// four languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Runs of digits outside the names, without leading zeros, in ascending
    /// order, as often as they are said.
    pub numbers: Vec<String>,
    /// Names that are data, each once.
    pub names: Vec<String>,
    /// Numbers in words, each once.
    words: Vec<String>,
    /// Whether anything is denied.
    denies: bool,
    /// Whether it holds a link or markup.
    links: bool,
    /// Characters.
    length: usize,
}

/// Numbers in words that are nothing else in another of the languages.
const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve twenty thirty \
     dozen hundred thousand million half double twice deux trois quatre cinq huit neuf douze vingt \
     cent mille moitie tre quattro cinque sette otto nove dieci venti cento meta dos tres cuatro \
     cinco siete ocho nueve diez veinte cien mil mitad";

/// Words that turn a sentence into its opposite.
const DENIALS: &str = "no not none nothing nobody never cannot without lack lacks isnt arent \
     wasnt dont doesnt didnt cant wont hasnt havent pas aucun aucune rien personne jamais sans non \
     nessun nessuno nessuna niente nulla senza mai ningun ninguno ninguna nada nadie nunca sin";

/// Parts of links and of markup.
const LINKS: [&str; 5] = ["://", "www.", "](", "</", "javascript:"];

/// Characters a rephrasing may be longer than twice the original.
const LONGER: usize = 200;

/// The facts of a composed answer.
pub fn facts(reply: &ChatReply) -> Facts {
    Facts { names: reply.names.clone(), ..read(&reply.content, &reply.names) }
}

/// Whether a rephrasing says the same numbers and names and no other numbers,
/// denies if and only if the original does, and brings no links, no hidden or
/// control characters and no novel.
pub fn survives(facts: &Facts, rephrased: &str) -> bool {
    let said = read(rephrased, &facts.names);
    let all_in = |some: &[String], others: &[String]| some.iter().all(|one| others.contains(one));
    let clean =
        |c: char| !c.is_control() && !is_hidden(c) && (!c.is_numeric() || c.is_ascii_digit());
    !rephrased.trim().is_empty()
        && all_in(&facts.names, &said.names)
        && facts.numbers == said.numbers
        && all_in(&said.words, &facts.words)
        && facts.denies == said.denies
        && (facts.links || !said.links)
        && said.length <= 2 * facts.length + LONGER
        && rephrased.chars().all(|c| c == '\n' || clean(c))
}

fn read(text: &str, names: &[String]) -> Facts {
    let mut facts = Facts { length: text.chars().count(), ..Facts::default() };
    // The longest names first, each taken out once it is found: "Gown" is not
    // said by saying "Gown 2".
    let mut rest = text.to_owned();
    let mut longest: Vec<&String> = names.iter().collect();
    crate::order::by_key(&mut longest, |name| std::cmp::Reverse(name.len()));
    for name in longest {
        if search::contains(&rest, name) {
            rest = search::replace(&rest, name, "\n");
            facts.names.push(name.clone());
        }
    }
    for run in rest.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()) {
        let number = run.trim_start_matches('0');
        facts.numbers.push(if number.is_empty() { "0" } else { number }.to_owned());
    }
    crate::order::ascending(&mut facts.numbers);
    // Both ends of a text are read as words; answers are shorter than that.
    for word in Words::exact(text).iter() {
        if let Some(number) = NUMBERS.split(' ').find(|number| is(word, number)) {
            keep(&mut facts.words, number);
        }
        facts.denies |= is_among(word, DENIALS);
    }
    facts.links = LINKS.iter().any(|mark| search::contains(text, mark));
    facts
}

fn keep(list: &mut Vec<String>, one: &str) {
    if !list.iter().any(|other| other == one) {
        list.push(one.to_owned());
    }
}
