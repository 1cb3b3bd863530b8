//! Learning a table, packing it, reading it back.

use analysis::intent::features::Hashing;
use analysis::intent::fold::Words;
use analysis::intent::weights::Weights;
use intents::calibrate::calibrate;
use intents::learn::{Plan, learn};
use intents::measure::measure;
use intents::pack::{Calibration, pack};
use intents::table::Table;

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
