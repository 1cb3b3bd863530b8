//! What of the model's words is believed.

use analysis::chat::{Facts, survives};
use analysis::intent::Skill;
use edge::prelude::*;

/// Characters of a rephrasing beyond twice the composed answer.
const CHATTER: usize = 200;

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

/// Whether a client might make more of this than text.
fn is_active(word: &str) -> bool {
    let word = word.to_lowercase();
    ACTIVE.iter().any(|mark| word.contains(mark))
}

/// A word without the marks that may surround it in a sentence.
fn bare(word: &str) -> &str {
    word.trim_matches(['.', ',', ';', ':', '!', '?', '(', ')', '“', '”', '"', '«', '»'])
}

/// The rephrasing, or why it is none of `composed`.
pub(super) fn rephrasing(
    facts: &Facts,
    composed: &str,
    said: &str,
) -> Result<String, &'static str> {
    let said = said.trim();
    if said.is_empty() {
        return Err("it said nothing");
    }
    if said.chars().count() > 2 * composed.chars().count() + CHATTER {
        return Err("it said too much");
    }
    let said = said.replace("\r\n", "\n");
    if said.chars().any(|letter| letter.is_control() && letter != '\n') {
        return Err("it said what is no text");
    }
    if said.split_whitespace().any(|word| is_active(word) && !composed.contains(bare(word))) {
        return Err("it added links or markup");
    }
    if !survives(facts, &said) {
        return Err("numbers or names did not survive");
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPOSED: &str = "2 of 5 samples are ready. Ivory gown is late.";

    fn judge(said: &str) -> Result<String, &'static str> {
        let facts =
            Facts { numbers: vec!["2".into(), "5".into()], names: vec!["Ivory gown".into()] };
        rephrasing(&facts, COMPOSED, said)
    }

    #[test]
    fn believes_other_words_with_the_same_numbers_and_names() {
        let said = "  Of your 5 samples 2 are good to go;\r\nIvory gown is running late. ";
        let kept = "Of your 5 samples 2 are good to go;\nIvory gown is running late.";
        assert_eq!(judge(said).as_deref(), Ok(kept));
    }

    #[test]
    fn believes_nothing_else() {
        for (said, reason) in [
            ("", "it said nothing"),
            ("All 5 samples are ready.", "numbers or names did not survive"),
            ("3 of 5 samples are ready. Ivory gown is late.", "numbers or names did not survive"),
            ("2 of 5 are ready. Ebony gown is late.", "numbers or names did not survive"),
            (
                "2 of 5 are ready, Ivory gown is late: https://evil.example",
                "it added links or markup",
            ),
            ("2 of 5 are ready, Ivory gown is <b>late</b>", "it added links or markup"),
            ("2 of 5 are [ready](x), Ivory gown is late", "it added links or markup"),
            ("2 of 5 are ready, Ivory gown is late\u{1b}[2J", "it said what is no text"),
        ] {
            assert_eq!(judge(said), Err(reason), "{said}");
        }
        let endless = format!("2 of 5 are ready. Ivory gown is late. {}", "So it is. ".repeat(100));
        assert_eq!(judge(&endless), Err("it said too much"));
    }

    #[test]
    fn believes_a_link_only_where_it_was_data() {
        let facts = Facts { numbers: vec!["1".into()], names: vec!["http://a.example".into()] };
        let composed = "1 sample is late: http://a.example.";
        let judge = |said: &str| rephrasing(&facts, composed, said).is_ok();
        assert!(judge("Only 1 is late («http://a.example»)."));
        assert!(!judge("Only 1 is late: http://a.example; see http://b.example"));
        assert!(!judge("Only 1 is late: http://a.example.evil"));
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
