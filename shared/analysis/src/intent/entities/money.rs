//! Amounts of money: "under 5k", "€1,200", "2.500 euro", "budget of 3000".

use crate::letters::lower;

/// An amount in minor units, and its currency where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Minor units: cents, pence, yen.
    pub minor: i64,
    /// ISO 4217.
    pub currency: Option<&'static str>,
}

/// Currencies, their digits after the point, and how they are written.
const CURRENCIES: &[(&str, u32, &str)] = &[
    ("EUR", 2, "€ eur euro euros"),
    ("USD", 2, "$ usd dollar dollars bucks dollari dolares dólares"),
    ("GBP", 2, "£ gbp pound pounds quid sterling sterline libras"),
    ("CHF", 2, "chf francs franken franchi francos"),
    ("JPY", 0, "¥ jpy yen yens"),
];

/// Words that make a number near after them an amount.
const BUDGET: &str = "budget under below max maximum spend cost costs than moins sous dépenser \
     jusqu'à sotto entro massimo spendere menos hasta máximo gastar presupuesto bajo";
/// How near after.
const NEAR: usize = 3;
/// Digits of an amount.
const MOST_DIGITS: usize = 10;

/// The first amount of money that `message` names.
pub fn money(message: &str) -> Option<Money> {
    let folded = message.chars().take(4096).map(lower).collect::<String>();
    let words: Vec<&str> = folded.split_whitespace().take(200).collect();
    let currency = |text: &str| {
        let text = text.trim_matches(&[',', '.', '?', '!', ';', ')'][..]);
        CURRENCIES
            .iter()
            .find(|(.., names)| names.split(' ').any(|name| name == text))
            .map(|row| (row.0, row.1))
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let start = word.bytes().position(|c| c.is_ascii_digit())?;
        let (before, rest) = word.split_at_checked(start)?;
        let end = rest.bytes().rposition(|c| c.is_ascii_digit()).map_or(0, |last| last + 1);
        let (digits, after) = rest.split_at_checked(end)?;
        let (thousands, after) = match after.strip_prefix('k') {
            Some(after) => (1000, after),
            None => (1, after),
        };
        let near = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
        let named = currency(before)
            .or_else(|| currency(after))
            .or_else(|| currency(near(1)).filter(|_| after.is_empty()))
            .or_else(|| at.checked_sub(1).and_then(|at| currency(words.get(at)?)));
        let earlier = words.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let is_budget = earlier.iter().any(|word| {
            let word = word.trim_matches(&[':', ',', '='][..]);
            BUDGET.split(' ').any(|known| known == word)
        });
        if named.is_none() && !(is_budget && before.is_empty() && is_end(after)) {
            return None;
        }
        let (code, places) = named.map_or((None, 2), |(code, places)| (Some(code), places));
        Some(Money { minor: amount(digits, places)?.checked_mul(thousands)?, currency: code })
    })
}

fn is_end(after: &str) -> bool {
    after.chars().all(|c| c.is_ascii_punctuation())
}

/// `1,200.50` with two places is 120050. A separator before exactly three
/// digits parts thousands.
fn amount(digits: &str, places: u32) -> Option<i64> {
    let separator = digits.bytes().rposition(|c| !c.is_ascii_digit());
    let (whole, fraction) = match separator {
        Some(at) if digits.len() - at - 1 != 3 => (digits.get(..at)?, digits.get(at + 1..)?),
        _ => (digits, ""),
    };
    let read = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).take(MOST_DIGITS + 1);
        digits.fold((0_i64, 0), |(number, count), digit| {
            (number * 10 + i64::from(digit - b'0'), count + 1)
        })
    };
    let (whole, count) = read(whole);
    if !(1..=MOST_DIGITS).contains(&count) || fraction.len() > 2 {
        return None;
    }
    let cents = read(fraction).0 * if fraction.len() == 1 { 10 } else { 1 };
    Some(if places == 0 { whole } else { whole * 100 + cents })
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn reads_amounts_as_they_are_written() {
        for (text, minor, currency) in [
            ("a package for 12 looks under 5k", 500_000, None),
            ("under €5k please", 500_000, Some("EUR")),
            ("we have 1,200 euros", 120_000, Some("EUR")),
            ("budget: 2.500€", 250_000, Some("EUR")),
            ("max 1.5k", 150_000, None),
            ("moins de 3000 euros", 300_000, Some("EUR")),
            ("presupuesto de 800,50 €", 80_050, Some("EUR")),
            ("$99.95", 9_995, Some("USD")),
            ("2’500 CHF", 250_000, Some("CHF")),
            ("¥50,000", 50_000, Some("JPY")),
            ("800 quid?", 80_000, Some("GBP")),
        ] {
            let found = money(text).map(|money| (money.minor, money.currency));
            assert_eq!(found, Some((minor, currency)), "{text}");
        }
    }

    #[test]
    fn counts_and_times_are_no_money() {
        for text in ["12 looks in 2 days", "under look2x", "99999999999999 €", "look 5k", "€"] {
            assert_eq!(money(text), None, "{text}");
        }
    }
}
