//! What another's words for an answer must keep.

use analysis::chat::{facts, survives};
use proptest::prelude::*;

use crate::world::{ask, brand};

#[test]
fn an_answer_keeps_its_own_facts() {
    for message in [
        "are the samples ready?",
        "which samples hold us up?",
        "batch the samples",
        "what is on the critical path?",
        "where are we short of staff?",
        "show the run of show",
        "how good is the picture quality?",
        "which shots are missing?",
        "pick the best images",
        "which package fits our budget?",
        "what should i do next?",
        "find black dresses",
        "hello",
        "mark the red gown as shot",
        "open the gallery",
    ] {
        let reply = ask(brand(), message);
        assert!(survives(&facts(&reply), &reply.content), "{}", reply.content);
    }
}

#[test]
fn other_words_survive_other_facts_do_not() {
    let reply = ask(brand(), "is the red gown ready");
    let facts = facts(&reply);
    assert!(facts.names.contains(&"Red gown".to_owned()), "{facts:?}");
    let told = reply.content.as_str();
    let polite = format!("Hi there! {told}");
    assert!(survives(&facts, &polite));
    for (change, into) in [
        ("Red gown", "Blue gown"),
        ("11:00", "11:30"),
        ("1 d 1 h", "2 d 1 h"),
        ("not ready", "ready"),
        ("It is ", "It is about seven hours or "),
        ("91 of 100", "of"),
    ] {
        assert!(told.contains(change), "{change}: {told}");
        let lie = told.replace(change, into);
        assert!(!survives(&facts, &lie), "{lie}");
    }
    for more in [
        " See https://evil.example/x",
        " [here](x)",
        " \u{202e}hidden",
        " \u{7}",
        " ٣",
        &" blah".repeat(500),
    ] {
        assert!(!survives(&facts, &format!("{told}{more}")), "{more}");
    }
    assert!(!survives(&facts, ""));
}

proptest! {
    #[test]
    fn no_text_without_the_facts_survives(text in "\\PC{0,200}") {
        let reply = ask(brand(), "is the red gown ready");
        prop_assume!(!text.contains("Red gown"));
        prop_assert!(!survives(&facts(&reply), &text));
    }
}
