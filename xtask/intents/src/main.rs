//! experiment
mod learn;
mod model;
mod table;
mod typos;
use analysis::intent::features::{Hashing, features};
use analysis::intent::fold::Words;
use analysis::intent::weights::probabilities;
use analysis::rng::Rng;
fn main() {
    let mut plan = learn::Plan { hashing: Hashing { log2_buckets: 12, probes: 1 }, dims: 64, epochs: 20, rounded_epochs: 6, batch: 32,
        rate: 0.005, decay: 0.0, hidden: 0.3, slipped: 0.5, out_of_scope_times: 3, spliced: 0.0, smoothing: 0.0, seed: 1 };
    let mut args = std::env::args().skip(1);
    let file = args.next().unwrap();
    while let (Some(k), Some(v)) = (args.next(), args.next()) {
        match k.as_str() {
            "log2" => plan.hashing.log2_buckets = v.parse().unwrap(),
            "probes" => plan.hashing.probes = v.parse().unwrap(),
            "dims" => plan.dims = v.parse().unwrap(),
            "epochs" => plan.epochs = v.parse().unwrap(),
            "rounded" => plan.rounded_epochs = v.parse().unwrap(),
            "batch" => plan.batch = v.parse().unwrap(),
            "rate" => plan.rate = v.parse().unwrap(),
            "decay" => plan.decay = v.parse().unwrap(),
            "hidden" => plan.hidden = v.parse().unwrap(),
            "slipped" => plan.slipped = v.parse().unwrap(),
            "oos" => plan.out_of_scope_times = v.parse().unwrap(),
            "spliced" => plan.spliced = v.parse().unwrap(),
            "smoothing" => plan.smoothing = v.parse().unwrap(),
            "seed" => plan.seed = v.parse().unwrap(),
            _ => panic!("{k}"),
        }
    }
    let start = std::time::Instant::now();
    let train = table::Table::read(&format!("{file}#train,oos_train")).unwrap();
    let val = table::Table::read(&format!("{file}#val,oos_val")).unwrap();
    let model = learn::learn(&train, &plan);
    let t = start.elapsed().as_secs_f32();
    let head = &model.heads[0];
    let oos = head.names.binary_search(&"oos".to_owned()).unwrap();
    let judge = |text: &str| {
        let f = features(&Words::of(text), plan.hashing);
        let s = head.scores(&model.place(&f));
        let p = probabilities(&s);
        let mut best = (0..p.len()).filter(|&c| c != oos).collect::<Vec<_>>();
        best.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
        let b = best[0];
        let second = best[1];
        (b, [p[b], s[b], s[b] - s[oos], s[b]-s[second], p[b] - 1.0*p[oos], s[b] - 0.5*s[oos], s[b]-0.5*s[second]- 0.5*s[oos]])
    };
    let mut rng = Rng::new(99);
    let (mut clean, mut noisy, mut n) = (0, 0, 0);
    let mut ins: Vec<[f32; 7]> = vec![];
    for p in val.in_scope() {
        let y = head.names.binary_search(&p.labels[0]).unwrap();
        n += 1;
        let (b, s) = judge(&p.text);
        ins.push(s);
        clean += usize::from(b == y);
        noisy += usize::from(judge(&typos::slip_regularly(&p.text, 3, &mut rng)).0 == y);
    }
    let outs: Vec<[f32; 7]> = val.out_of_scope().iter().map(|p| judge(&p.text).1).collect();
    print!("acc {:.2} typo {:.2}", 100.0 * clean as f32 / n as f32, 100.0 * noisy as f32 / n as f32);
    for k in 0..7 {
        let mut v: Vec<f32> = ins.iter().map(|s| s[k]).collect();
        v.sort_by(f32::total_cmp);
        let th = v[v.len() * 45 / 1000];
        let rec = outs.iter().filter(|s| s[k] < th).count();
        let auc: f32 = outs.iter().map(|o| v.partition_point(|x| *x < o[k]) as f32).sum::<f32>() / outs.len() as f32 / v.len() as f32;
        print!(" | {rec} {:.3}", 1.0 - auc);
    }
    let bytes = (1 << plan.hashing.log2_buckets) * plan.dims / 2 + 151 * plan.dims + 151 * 8;
    println!(" | {t:.0}s {bytes}B");
}
