//! What of the model's words is believed.

use analysis::chat::{Facts, survives};
use analysis::intent::Skill;
use analysis::search;
use edge::prelude::*;

/// Beginnings of links and of markup that a client might render.
const ACTIVE: [&str; 6] = ["://", "www.", "](", "<", "javascript:", "```"];

#[derive(FromJson)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(FromJson)]
struct Choice {
    message: Message,
}

#[derive(FromJson)]
struct Message {
    content: String,
}

/// The words of a completion.
pub(super) fn content(body: &[u8]) -> Option<String> {
    let completion: Completion = wire::from_slice(body).ok()?;
    completion.choices.into_iter().next().map(|choice| choice.message.content)
}

/// The skill that was named: one known name and nothing else.
pub(super) fn skill(said: &str) -> Option<Skill> {
    Skill::parse(said.trim().trim_matches(['`', '"', '\'', '.']))
}

/// The rephrasing, or why it is none of `composed`.
pub(super) fn rephrasing(
    facts: &Facts,
    composed: &str,
    said: &str,
) -> Result<String, &'static str> {
    let said = search::replace(said.trim(), "\r\n", "\n");
    if !survives(facts, &said) {
        return Err("the answer did not survive");
    }
    if said
        .split_whitespace()
        .any(|word| is_active(word) && !search::contains(composed, bare(word)))
    {
        return Err("it added links or markup");
    }
    Ok(said)
}

/// Whether a client might make more of this than text.
fn is_active(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ACTIVE.iter().any(|mark| search::contains(&word, mark))
}

/// A word without the marks that may surround it in a sentence.
fn bare(word: &str) -> &str {
    word.trim_matches(['.', ',', ';', ':', '!', '?', '(', ')', '“', '”', '"', '«', '»'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::chat::{ChatReply, ReplyKind, facts};
    use analysis::intent::Form;

    fn judge(composed: &str, name: &str, said: &str) -> Result<String, &'static str> {
        let reply = ChatReply {
            content: composed.to_owned(),
            kind: ReplyKind::Text,
            severity: None,
            actions: Vec::new(),
            follow_up: Vec::new(),
            intent: Form::Question,
            skill: Skill::Readiness,
            names: vec![name.to_owned()],
        };
        rephrasing(&facts(&reply), composed, said)
    }

    #[test]
    fn believes_other_words_with_the_same_numbers_and_names() {
        let said = "  Of your 5 samples 2 are good to go;\r\nIvory gown is running late. ";
        let kept = "Of your 5 samples 2 are good to go;\nIvory gown is running late.";
        let composed = "2 of 5 samples are ready. Ivory gown is late.";
        assert_eq!(judge(composed, "Ivory gown", said).as_deref(), Ok(kept));
    }

    #[test]
    fn believes_nothing_else() {
        let composed = "2 of 5 samples are ready. Ivory gown is late.";
        let endless = format!("2 of 5 are ready. Ivory gown is late. {}", "So it is. ".repeat(100));
        for said in [
            "",
            "All 5 samples are ready.",
            "3 of 5 samples are ready. Ivory gown is late.",
            "2 of 5 are ready. Ebony gown is late.",
            "2 of 5 are ready, Ivory gown is late: https://evil.example",
            "2 of 5 are ready, Ivory gown is <b>late</b>",
            "2 of 5 are [ready](x), Ivory gown is late",
            "2 of 5 are ready, Ivory gown is late\u{1b}[2J",
            &endless,
        ] {
            assert!(judge(composed, "Ivory gown", said).is_err(), "{said}");
        }
    }

    #[test]
    fn believes_a_link_only_where_it_was_data() {
        let (composed, name) = ("1 sample is late: http://a.example.", "http://a.example");
        assert!(judge(composed, name, "Only 1 is late («http://a.example»).").is_ok());
        for more in ["; see http://b.example", ".evil", " <http://a.example>"] {
            let said = format!("Only 1 is late: http://a.example{more}");
            assert_eq!(judge(composed, name, &said), Err("it added links or markup"), "{said}");
        }
    }

    #[test]
    fn knows_a_skill_only_by_its_name() {
        assert_eq!(skill(" `logistics.blockers`\n"), Some(Skill::Blockers));
        for said in ["none", "", "logistics", "logistics.blockers and media.quality", "drop table"]
        {
            assert_eq!(skill(said), None, "{said}");
        }
    }

    #[test]
    fn reads_the_first_choice_of_a_completion_and_nothing_else() {
        let body = br#"{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"}}],"usage":{}}"#;
        assert_eq!(content(body).as_deref(), Some("Hi"));
        for body in [
            "",
            "{}",
            r#"{"choices":[]}"#,
            r#"{"choices":[{"message":{"content":null}}]}"#,
            "<html>",
        ] {
            assert_eq!(content(body.as_bytes()), None, "{body}");
        }
    }
}
