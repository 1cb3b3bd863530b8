//! Learns intents from tables of phrases and labels, and measures what was
//! learned. `cargo run --release -p intents -- help` lists the commands.

pub mod calibrate;
pub mod folds;
pub mod learn;
pub mod lexicon;
pub mod measure;
pub mod model;
pub mod own;
pub mod pack;
pub mod table;
pub mod typos;
pub mod wrappings;

use std::time::Instant;

use analysis::intent::weights::Weights;
use analysis::intent::{Engine, Message};

use calibrate::calibrate;
use learn::{Plan, learn};
use measure::measure;
use pack::pack;
use table::Table;

const USAGE: &str = "\
intents own [option value …]      learn FashionOS's phrases, write the weights, measure
intents check                     learn them and compare with the weights in the tree
intents judge                     measure the weights in the tree, with every mistake
intents held-out [--fold F] [option value …] what to expect of unseen messages: parts learned without
intents ask TEXT …                what the engine understands
intents learn --table T --validation V --weights W [option value …]
intents measure --weights W --table T
intents clinc FILE [--weights W] [option value …]

A table is a TSV (first line: text, one column per head), a folder of them, or
file.json#set,set of [text, label] rows; the label oos stands for out of scope.
clinc FILE learns train and oos_train of such a JSON, calibrates on val and
measures val and, where the file has it, test.

options: --log2-buckets --probes --dims --epochs --rounded-epochs --batch --rate
         --hidden --slipped --swapped --wrapped --smoothing --out-of-scope-times --false-rejection --seed";

/// Runs the command in `arguments`; prints to standard output.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let command = arguments.first().map_or("help", String::as_str);
    let options = Options(arguments.get(1..).unwrap_or_default());
    match command {
        "own" => own(&options),
        "check" => check(),
        "judge" => judge(),
        "held-out" => held_out(&options),
        "ask" => ask(arguments.get(1..).unwrap_or_default()),
        "learn" => {
            let table = Table::read(options.need("--table")?)?;
            let validation = Table::read(options.need("--validation")?)?;
            let file = learn_table(&table, &validation, &options)?;
            write(options.need("--weights")?, &file)?;
            print_quality(&file, "validation", &validation)
        }
        "measure" => {
            let path = options.need("--weights")?;
            let file = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
            print_quality(&file, "measured", &Table::read(options.need("--table")?)?)
        }
        "clinc" => clinc(arguments.get(1).ok_or(USAGE)?, &options),
        _ => {
            say(USAGE);
            Ok(())
        }
    }
}

fn own(options: &Options<'_>) -> Result<(), String> {
    let start = Instant::now();
    let file = own::learn_own(&options.plan(own::plan()?)?)?;
    let path = own::folder().join("weights.bin").display().to_string();
    write(&path, &file)?;
    say(&format!("learned in {:.0} s, {} bytes", start.elapsed().as_secs_f32(), file.len()));
    print_understood(&file, false)
}

fn check() -> Result<(), String> {
    let path = own::folder().join("weights.bin");
    let kept = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    if own::learn_own(&own::plan()?)? != kept {
        return Err("weights.bin is not what the phrases give: run `intents own`".to_owned());
    }
    Ok(())
}

fn judge() -> Result<(), String> {
    let path = own::folder().join("weights.bin");
    let file = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    print_understood(&file, true)
}

fn held_out(options: &Options<'_>) -> Result<(), String> {
    let (mut as_written, mut with_slips) = (own::Understood::default(), own::Understood::default());
    let only = options.need("--fold").ok();
    let mistake = |line: &str| say(&format!("  {line}"));
    own::held_out(&options.plan(own::plan()?)?, only, mistake, |name, fold, slipped| {
        print_both(name, &fold, &slipped);
        as_written.add(&fold);
        with_slips.add(&slipped);
    })?;
    print_both("all", &as_written, &with_slips);
    Ok(())
}

fn print_both(name: &str, as_written: &own::Understood, with_slips: &own::Understood) {
    print_shares(&format!("{name}, as written"), as_written);
    print_shares(&format!("{name}, with slips"), with_slips);
}

fn ask(texts: &[String]) -> Result<(), String> {
    let path = own::folder().join("weights.bin");
    let file = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let engine = Engine::new(&file).map_err(|e| e.to_string())?;
    for text in texts {
        let said = engine.understand(&Message { text, ..Message::default() });
        let others =
            said.alternatives.iter().map(|(skill, share)| format!("{} {share:.2}", skill.name()));
        let (skill, asked) = (said.skill.name(), if said.rejected { ", asked back" } else { "" });
        say(&format!(
            "{text} | {skill} {:?} {:.2}{asked} | {}",
            said.form,
            said.confidence,
            others.collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(())
}

fn print_understood(file: &[u8], mistakes: bool) -> Result<(), String> {
    let engine = Engine::new(file).map_err(|e| e.to_string())?;
    for (name, table) in own::evaluation()? {
        for (how, slips) in [("as written", 0), ("with slips", 3)] {
            let tell = |line: &str| {
                if mistakes {
                    say(&format!("  {line}"));
                }
            };
            let u = own::understood(&engine, &table, slips, tell);
            print_shares(&format!("{name}, {how}"), &u);
        }
    }
    Ok(())
}

fn print_shares(name: &str, u: &own::Understood) {
    let (forms, skills, rejected) = (u.forms * 100.0, u.skills * 100.0, u.rejected * 100.0);
    say(&format!(
        "{name}: {} messages, form {forms:.1} %, skill {skills:.1} %, asked back {rejected:.1} %",
        u.messages
    ));
}

fn clinc(path: &str, options: &Options<'_>) -> Result<(), String> {
    let start = Instant::now();
    let set = |sets: &str| Table::read(&format!("{path}#{sets}"));
    let validation = set("val,oos_val")?;
    let file = learn_table(&set("train,oos_train")?, &validation, options)?;
    say(&format!("learned in {:.0} s, {} bytes", start.elapsed().as_secs_f32(), file.len()));
    if let Ok(path) = options.need("--weights") {
        write(path, &file)?;
    }
    print_quality(&file, "validation", &validation)?;
    match set("test,oos_test") {
        Ok(test) => print_quality(&file, "test", &test),
        Err(_) => Ok(()),
    }
}

/// Learns `table`, calibrated on `validation`; the bytes of the weights file.
fn learn_table(
    table: &Table,
    validation: &Table,
    options: &Options<'_>,
) -> Result<Vec<u8>, String> {
    let model = learn(table, &options.plan(Plan::default())?);
    let false_rejection = options.number("--false-rejection", 0.038)?;
    let calibrations =
        calibrate(&model, validation, false_rejection as f32).map_err(|e| e.to_string())?;
    Ok(pack(&model, &calibrations))
}

fn print_quality(file: &[u8], what: &str, table: &Table) -> Result<(), String> {
    let weights = Weights::read(file).map_err(|e| e.to_string())?;
    for quality in measure(&weights, table) {
        say(&format!("{what:<10} {quality}"));
        for (label, taken, times) in &quality.confusions {
            say(&format!("             {times} x {label} taken for {taken}"));
        }
    }
    Ok(())
}

fn write(path: &str, file: &[u8]) -> Result<(), String> {
    std::fs::write(path, file).map_err(|e| format!("{path}: {e}"))
}

#[expect(clippy::print_stdout, reason = "the one place that speaks to the person at the terminal")]
fn say(line: &str) {
    println!("{line}");
}

/// `--name value` pairs.
struct Options<'a>(&'a [String]);

impl Options<'_> {
    fn need(&self, name: &str) -> Result<&str, String> {
        let at = self.0.iter().position(|option| option == name);
        let value = at.and_then(|at| self.0.get(at + 1));
        value.map(String::as_str).ok_or_else(|| format!("{name} is needed\n{USAGE}"))
    }

    fn number(&self, name: &str, default: f64) -> Result<f64, String> {
        match self.need(name) {
            Ok(value) => value.parse().map_err(|_| format!("{name}: {value} is not a number")),
            Err(_) => Ok(default),
        }
    }

    fn plan(&self, mut plan: Plan) -> Result<Plan, String> {
        let whole = |name: &str, default: usize| {
            self.number(name, default as f64).map(|number| number as usize)
        };
        plan.hashing.log2_buckets =
            whole("--log2-buckets", plan.hashing.log2_buckets.into())? as u8;
        plan.hashing.probes = whole("--probes", plan.hashing.probes.into())? as u8;
        plan.dims = whole("--dims", plan.dims)?;
        plan.epochs = whole("--epochs", plan.epochs)?;
        plan.rounded_epochs = whole("--rounded-epochs", plan.rounded_epochs.min(plan.epochs))?;
        plan.batch = whole("--batch", plan.batch)?.max(1);
        plan.out_of_scope_times = whole("--out-of-scope-times", plan.out_of_scope_times)?;
        plan.rate = self.number("--rate", plan.rate.into())? as f32;
        plan.swapped = self.number("--swapped", plan.swapped)?;
        plan.wrapped = self.number("--wrapped", plan.wrapped)?;
        plan.hidden = self.number("--hidden", plan.hidden)?;
        plan.slipped = self.number("--slipped", plan.slipped)?;
        plan.smoothing = self.number("--smoothing", plan.smoothing.into())? as f32;
        plan.seed = self.number("--seed", plan.seed as f64)? as u64;
        Ok(plan)
    }
}
