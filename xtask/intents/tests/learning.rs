//! Learning a table, packing it, reading it back.

use std::collections::BTreeSet;

use analysis::intent::features::Hashing;
use analysis::intent::fold::Words;
use analysis::intent::kinds::Kinds;
use analysis::intent::known::Known;
use analysis::intent::weights::{PER_BYTE, Weights};
use analysis::rng::Rng;
use intents::calibrate::calibrate;
use intents::folds::{folds, groups};
use intents::learn::{Plan, learn};
use intents::lexicon::Lexicon;
use intents::measure::measure;
use intents::pack::{Calibration, pack};
use intents::table::{Phrase, Table};
use intents::typos::slip;
use intents::wrappings::Wrappings;

const TSV: &str = "\
text\tskill\tform\tlanguage
where is my parcel\ttrack\tquestion\ten
has the parcel left the depot\ttrack\tquestion\ten
track my parcel\ttrack\taction\ten
follow this parcel for me\ttrack\taction\ten
dove si trova il mio pacco\ttrack\tquestion\tit
when do you open\thours\tquestion\ten
what are your opening hours\thours\tquestion\ten
are you open on sunday\thours\tquestion\ten
tell the shop to open longer\thours\taction\ten
quando aprite la domenica\thours\tquestion\tit
can i return these shoes\treturns\tquestion\ten
how long can i return things\treturns\tquestion\ten
return these shoes\treturns\taction\ten
start a return for my order\treturns\taction\ten
posso restituire le scarpe\treturns\tquestion\tit
sing a song\toos\t\ten
what is the moon made of\toos\t\ten
";

fn table() -> Table {
    let mut table = Table::default();
    table.append(TSV).unwrap();
    table
}

fn quick() -> Plan {
    let hashing = Hashing { log2_buckets: 10, probes: 2 };
    Plan {
        hashing,
        dims: 10,
        epochs: 60,
        rounded_epochs: 20,
        batch: 4,
        hidden: 0.2,
        ..Plan::default()
    }
}

#[test]
fn learns_what_it_is_shown_and_what_is_like_it() {
    let table = table();
    let model = learn(&table, &quick());
    let file = pack(&model, &calibrate(&model, &table, 0.0).unwrap());
    let weights = Weights::read(&file).unwrap();
    let quality = measure(&weights, &table);
    assert_eq!(quality[0].head, "skill");
    assert_eq!((quality[0].phrases, quality[0].out_of_scope), (15, 2));
    assert!(quality[0].accuracy > 0.99, "{quality:?}");
    assert!(quality[0].false_rejection < 0.01, "{quality:?}");

    let skill = |text: &str| {
        let place = weights.place(&weights.features(&Words::of(text)));
        let head = &weights.heads()[0];
        let scores = head.scores(&place);
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap();
        head.names[best].to_owned()
    };
    assert_eq!(skill("wheres the parcle"), "track");
    assert_eq!(skill("opening on a sunday?"), "hours");
    assert_eq!(skill("vorrei restituire queste scarpe"), "returns");
}

#[test]
fn the_same_table_and_seed_give_the_same_bytes() {
    let learned = |seed: u64| {
        let model = learn(&table(), &Plan { seed, ..quick() });
        pack(&model, &[Calibration::default(); 2])
    };
    assert_eq!(learned(7), learned(7));
    assert_ne!(learned(7), learned(8));
}

#[test]
fn the_file_places_messages_where_the_model_did() {
    let model = learn(&table(), &quick());
    let file = pack(&model, &[Calibration::default(); 2]);
    let weights = Weights::read(&file).unwrap();
    for text in ["where is my parcel", "return", "entirely unknown words", "👗"] {
        let seen = weights.features(&Words::of(text));
        let (learned, read) = (model.place(&seen), weights.place(&seen));
        let far = learned.iter().zip(&read).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < 1e-5, "{text}: {learned:?} {read:?}");
        for (head, packed) in model.heads.iter().zip(weights.heads()) {
            let far = head.scores(&learned).into_iter().zip(packed.scores(&read));
            let far = far.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(far < 0.1, "{text}: 8 bits cost {far}");
        }
    }
}

#[test]
fn a_label_left_empty_is_not_learned_in_that_head() {
    let model = learn(&table(), &quick());
    assert_eq!(model.heads[0].names, ["hours", "oos", "returns", "track"]);
    assert_eq!(model.heads[1].names, ["action", "question"]);
}

#[test]
fn tables_that_do_not_fit_are_refused_with_their_line() {
    let refused = |tsv: &str| Table::default().append(tsv).unwrap_err();
    assert_eq!(refused(""), "empty file");
    assert_eq!(refused("phrase\tskill\n"), "no column named text");
    assert_eq!(refused("text\tskill\nhello\thelp\nhello\n"), "line 3: 1 cells, not 2");
    let mut table = table();
    assert!(table.append("text\tlabel\nhello\thelp\n").unwrap_err().contains("label columns"));
    assert!(Table::read("no/such/file.json#train").unwrap_err().starts_with("no/such/file.json"));
}

#[test]
fn phrases_in_almost_the_same_words_are_never_on_both_sides() {
    let mut table = Table::default();
    table
        .append(
            "text\tskill\nopen the red gown\topen\nwhere is my parcel\ttrack\nopen the green gown\topen\n\
             open the green gown now\topen\nopen the red gown\tother\n",
        )
        .unwrap();
    assert_eq!(groups(&table.phrases), [0, 1, 0, 0, 2]);
    let folds = folds(&table.phrases, 5);
    assert_eq!(folds.values().flatten().count(), 5, "every phrase once: {folds:?}");
}

#[test]
fn the_tables_of_one_label_are_parted_and_a_way_of_speaking_is_whole() {
    let mut table = Table::default();
    table.append("text\tskill\nwhere is it\ttrack\nany news of my box\ttrack\n").unwrap();
    table.append("text\tskill\nparcel?\ttrack\nopen sunday?\thours\n").unwrap();
    for (phrase, source) in table.phrases.iter_mut().zip(["track", "track", "short", "short"]) {
        phrase.source = source.to_owned();
    }
    let folds = folds(&table.phrases, 2);
    let folds: Vec<_> = folds.iter().map(|(name, fold)| (name.as_str(), &fold[..])).collect();
    assert_eq!(folds, [("part 1", &[0][..]), ("part 2", &[1]), ("short", &[2, 3])]);
}

#[test]
fn a_wish_is_wrapped_in_words_of_its_language_and_form() {
    let wrappings = Wrappings::parse(
        "place\tform\tlanguage\twords\nbefore\taction\ten\tcould you\nbefore\tany\tit\tciao\n\
         after\ttask\ten\tasap\n",
    )
    .unwrap();
    let mut rng = Rng::new(1);
    let mut wrapped = |skill: &str, form: &str, language: &str| -> BTreeSet<String> {
        let labels = vec![skill.to_owned(), form.to_owned()];
        let phrase = Phrase { labels, language: language.to_owned(), ..Phrase::default() };
        (0..64).map(|_| wrappings.wrap(&phrase, "x", 0.8, &mut rng)).collect()
    };
    let all = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let actions = all(&["x", "could you x", "x asap", "could you x asap"]);
    assert_eq!(wrapped("track", "action", "en"), actions);
    assert_eq!(wrapped("track", "question", "en"), all(&["x", "x asap"]));
    assert_eq!(wrapped("general.help", "help", "it"), all(&["x", "ciao x"]));
    assert!(Wrappings::parse("place\nbefore").unwrap_err().starts_with("line 2"));
}

#[test]
fn the_lexicon_keeps_no_word_that_a_shorter_one_tells() {
    let kept = |tsv: &str| Lexicon::parse(tsv).unwrap().known().entries.len();
    assert_eq!(kept("kind\tlanguage\twords\nlate\ten\tdelay,delayed,delays,run late\n"), 2);
    assert_eq!(kept("kind\tlanguage\twords\nlate\ten\tdelay,big delay,delayed by,run late\n"), 2);
    let two = "kind\tlanguage\twords\nlate\ten\tdelay\nmove\ten\tdelayed\n";
    assert_eq!(kept(two), 2, "of another kind it is kept");
    let refused = |tsv: &str| Lexicon::parse(tsv).unwrap_err();
    assert!(refused("kind\twords\nlate\tdelay\n").starts_with("line 2"));
    assert!(refused("kind\tlanguage\twords\nlate\ten\tin the nick of time\n").contains("nick"));
    let many: Vec<String> = (0..256).map(|kind| format!("{kind}\ten\tword")).collect();
    assert!(refused(&format!("kind\tlanguage\twords\n{}", many.join("\n"))).contains("255 kinds"));
}

#[test]
fn every_word_of_the_lexicon_is_in_the_file_with_its_kind() {
    let path = intents::own::folder().join("lexicon.tsv").display().to_string();
    let few = "kind\tlanguage\twords\nlate\ten\tdelay,slow\nplain\ten\tthere,would\n";
    for lexicon in [Lexicon::read(&path).unwrap(), Lexicon::parse(few).unwrap()] {
        let mut model = learn(&table(), &Plan { epochs: 0, rounded_epochs: 1, ..quick() });
        model.known = lexicon.known().clone();
        let file = pack(&model, &[Calibration::default(); 2]);
        let rows = (1 << model.hashing.log2_buckets) * model.dims / PER_BYTE;
        let words = &file[10 + 4 * model.dims + rows..];
        let (known, _) = Known::read(words).unwrap();
        assert_eq!((known.ends, known.entries), (model.known.ends, model.known.entries));
    }
}

#[test]
fn plain_words_are_known_but_stand_for_no_other() {
    let tsv = "kind\tlanguage\twords\nlate\ten\tdelay,slow\nplain\ten\tthere,would\n";
    let lexicon = Lexicon::parse(tsv).unwrap();
    let kinds: Vec<u8> = lexicon.known().entries.iter().map(|entry| entry[2]).collect();
    let plain: Vec<&u8> = kinds.iter().filter(|kind| **kind == Kinds::PLAIN).collect();
    assert_eq!((plain.len(), kinds.len()), (2, 4), "{kinds:?}");
    let mut rng = Rng::new(1);
    let swapped: BTreeSet<String> =
        (0..64).map(|_| lexicon.swap("would slow", 1.0, &mut rng)).collect();
    let expected = ["would delay", "would slow"].map(str::to_owned);
    assert_eq!(swapped, BTreeSet::from(expected));
}

#[test]
fn the_hurried_leave_out_spaces_and_apostrophes() {
    let mut rng = Rng::new(1);
    let typed: BTreeSet<String> =
        (0..400).map(|_| slip("l'abito c'è", 1_000_000, &mut rng)).collect();
    let expected = ["l'abito c'è", "labito cè", "l'abitoc'è", "labitocè"].map(str::to_owned);
    assert_eq!(typed, BTreeSet::from(expected));
    assert_eq!(slip("l'abito c'è", 0, &mut rng), "l'abito c'è");
}
