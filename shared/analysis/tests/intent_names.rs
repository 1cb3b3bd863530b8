//! Names from the person's own data in messages.

use analysis::intent::entities::Names;
use proptest::prelude::*;

const SAMPLES: [&str; 9] = [
    "Emerald silk gown",
    "Ruby silk gown",
    "Camel wool coat",
    "Nappa ankle boots",
    "Look 4",
    "Look 14",
    "LK-2041",
    "LK-2042",
    "Crème brûlée blouse",
];

fn choices(message: &str) -> Vec<Vec<&'static str>> {
    let mentions = Names::of(SAMPLES).mentioned(message);
    mentions
        .into_iter()
        .map(|mention| mention.choices.into_iter().map(|at| SAMPLES[at]).collect())
        .collect()
}

#[test]
fn one_clear_name_is_one_choice() {
    assert_eq!(choices("is the camel coat here"), [["Camel wool coat"]]);
    assert_eq!(choices("mark the coat, the camel one, as received"), [["Camel wool coat"]]);
    assert_eq!(choices("gown emerald silk"), [["Emerald silk gown"]]);
}

#[test]
fn slips_accents_and_plurals_are_forgiven() {
    assert_eq!(choices("the emreald gown"), [["Emerald silk gown"]]);
    assert_eq!(choices("creme brulee blouse"), [["Crème brûlée blouse"]]);
    assert_eq!(choices("ankle boot from nappa"), [["Nappa ankle boots"]]);
}

#[test]
fn what_fits_two_names_is_asked_back() {
    assert_eq!(choices("where is the silk gown"), [["Emerald silk gown", "Ruby silk gown"]]);
}

#[test]
fn what_is_not_said_makes_no_name_likelier() {
    let names = ["Red gown", "Red double-breasted biker jacket", "Gown", "Blue jacket", "Red"];
    let named = |message: &str, enough: f32| -> Vec<Vec<usize>> {
        let mentions = Names::of(names).mentioned_by(message, enough);
        mentions.into_iter().map(|mention| mention.choices).collect()
    };
    assert_eq!(named("where's the jacket", 0.4), [[3, 1]]);
    assert_eq!(named("where's the jakcet", 0.3), [[3, 1]]);
    assert_eq!(named("is the gown here", 0.5), [[2]], "its whole name is said");
    assert_eq!(named("is the red one here", 0.25), [[4]], "its whole name is said");
    assert_eq!(named("the biker one", 0.1), [[1]]);
    let reds = Names::of(names[..4].iter().copied());
    let choices: Vec<Vec<usize>> =
        reds.mentioned_by("the red one", 0.25).into_iter().map(|mention| mention.choices).collect();
    assert_eq!(choices, [[0, 1]]);
}

#[test]
fn numbers_and_codes_are_taken_exactly() {
    assert_eq!(choices("is look 4 complete"), [["Look 4"]]);
    assert_eq!(choices("is look 14 complete"), [["Look 14"]]);
    assert_eq!(choices("is look 5 complete"), [] as [[&str; 0]; 0]);
    for message in ["lk-2041 status", "LK2041", "lk 2041", "sample 2041"] {
        assert_eq!(choices(message), [["LK-2041"]], "{message}");
    }
    assert_eq!(choices("pick 4"), [] as [[&str; 0]; 0]);
}

#[test]
fn several_names_come_in_the_order_they_are_said() {
    assert_eq!(
        choices("swap the nappa boots for the camel coat"),
        [["Nappa ankle boots"], ["Camel wool coat"]]
    );
    assert_eq!(choices("compare look 4 and 14"), [["Look 4"], ["Look 14"]]);
    assert_eq!(
        choices("the ruby silk gown and the emerald one"),
        [["Ruby silk gown"], ["Emerald silk gown"]]
    );
    assert_eq!(choices("move LK-2042 to look 4"), [["LK-2042"], ["Look 4"]]);
}

#[test]
fn nothing_is_found_where_nothing_is_said() {
    for message in ["", "👗", "what is the weather", "the of and", "already ready"] {
        assert_eq!(choices(message), [] as [[&str; 0]; 0], "{message}");
    }
}

#[test]
fn a_name_with_a_code_is_told_by_either() {
    let names = ["LK-204 Ivory silk gown", "LK-301 Red wrap dress", "LK-302 Red pleated gown"];
    let names = Names::of(names);
    for (message, at) in [
        ("where is LK-204", 0),
        ("is lk204 here", 0),
        ("the 204", 0),
        ("wheres the ivory gown", 0),
        ("lk 301, the red wrap dress", 1),
        ("the wrap dress", 1),
        ("pleated gown", 2),
    ] {
        let found: Vec<Vec<usize>> =
            names.mentioned(message).into_iter().map(|mention| mention.choices).collect();
        assert_eq!(found, [[at]], "{message}");
    }
    assert!(names.mentioned("where is LK-205").is_empty());
}

#[test]
fn a_number_is_a_name_s_own_only_beside_its_word() {
    assert_eq!(choices("pick 4 of look 14"), [["Look 14"]]);
    assert_eq!(choices("4 shots of looks 14 and 4"), [["Look 4"], ["Look 14"]]);
    assert_eq!(choices("look no. 4"), [["Look 4"]]);
    assert_eq!(choices("we have 4 looks"), [] as [[&str; 0]; 0]);
}

proptest! {
    #[test]
    fn any_message_and_any_names_give_at_most_three_valid_choices(
        message in "\\PC{0,300}",
        names in proptest::collection::vec("\\PC{0,40}", 0..20),
    ) {
        let mentions = Names::of(names.iter().map(String::as_str)).mentioned(&message);
        for mention in mentions {
            prop_assert!((1..=3).contains(&mention.choices.len()));
            prop_assert!(mention.choices.iter().all(|&at| at < names.len()));
            prop_assert!((0.0..=1.001).contains(&mention.likeness));
        }
    }

    #[test]
    fn a_name_said_in_full_is_always_found(at in 0..SAMPLES.len()) {
        let mentions = choices(&format!("what about {} then", SAMPLES[at]));
        prop_assert_eq!(mentions, vec![vec![SAMPLES[at]]]);
    }
}
