//! A package's score in words: what speaks most for it, what most against it.

use super::super::report::Criterion;
use super::{Judged, Wish};
use crate::decimal::fixed;
use crate::letters::capitalised;
use crate::order;

/// Part of the score below which a lack is not worth a word.
const WORTH_SAYING: f64 = 0.02;

/// The two criteria that contribute most, then the one that costs most.
pub(super) fn rationale(judged: &Judged<'_, '_>, wish: &Wish<'_>) -> String {
    let mut parts: Vec<(Criterion, f64, f64)> = wish
        .criteria
        .iter()
        .zip(&judged.values)
        .map(|(&(criterion, weight), value)| (criterion, weight * value, weight * (1.0 - value)))
        .collect();
    order::by(&mut parts, |a, b| b.1.total_cmp(&a.1));
    let pros: Vec<Criterion> =
        parts.iter().take(2).filter(|part| part.1 > 0.0).map(|part| part.0).collect();
    let con = parts.iter().max_by(|a, b| a.2.total_cmp(&b.2)).filter(|part| part.2 >= WORTH_SAYING);
    let mut sentence: Vec<String> = pros.iter().map(|&c| phrase(c, judged, wish)).collect();
    if let Some(&(criterion, _, lost)) = con {
        let lost = ["costs ", &fixed(100.0 * lost, 0), " points of 100"].concat();
        if pros.contains(&criterion) {
            sentence.push(format!("what is lacking there {lost}"));
        } else {
            sentence.push(format!("but {}, which {lost}", phrase(criterion, judged, wish)));
        }
    }
    capitalised(sentence.join("; "))
}

fn phrase(criterion: Criterion, judged: &Judged<'_, '_>, wish: &Wish<'_>) -> String {
    let package = judged.package;
    match criterion {
        Criterion::Fit => match &judged.fit {
            Some(fit) if fit.missing.is_empty() => "covers all that is required".to_owned(),
            Some(fit) => {
                let all = fit.covered + fit.missing.len();
                format!(
                    "covers {} of {all} requirements (not fully: {})",
                    fit.covered,
                    fit.missing.join(", ")
                )
            }
            None => "no requirements given".to_owned(),
        },
        Criterion::Budget => match (package.price, wish.budget) {
            (Some(price), Some(budget)) if price > budget => {
                let over = 100.0 * (price - budget) as f64 / budget as f64;
                if budget > 0 {
                    [&fixed(over, 0), " % over the budget"].concat()
                } else {
                    "not free".to_owned()
                }
            }
            (Some(price), Some(budget)) if price < budget => {
                let under = 100.0 * (budget - price) as f64 / budget as f64;
                [&fixed(under, 0), " % under the budget"].concat()
            }
            (Some(_), _) => "exactly the budget".to_owned(),
            (None, _) => "its price is not known".to_owned(),
        },
        Criterion::Timeline => match (package.lead_time_days, wish.days) {
            (Some(lead), Some(days)) => format!("delivered in {lead} of {days} days"),
            _ => "its lead time is not known".to_owned(),
        },
        Criterion::Popularity if package.times_offered == 0 => format!(
            "not offered yet ({} % are taken in its category)",
            fixed(100.0 * judged.category_mean, 0)
        ),
        Criterion::Popularity => {
            format!("taken {} of {} times offered", package.times_accepted, package.times_offered)
        }
    }
}
