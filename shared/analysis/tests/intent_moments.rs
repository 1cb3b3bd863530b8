//! Days and times in messages, in four languages.

use analysis::Time;
use analysis::intent::entities::{Moment, moments};

/// Saturday 21 November 2026, 10:00 in Milan (UTC+1).
fn now() -> Time {
    Time::parse("2026-11-21T09:00:00Z").unwrap()
}

#[track_caller]
fn means(message: &str, from: &str, until: &str) {
    let local = |text: &str| Time::parse(&format!("{text}:00+01:00")).unwrap();
    let expected = Moment { from: local(from), until: local(until) };
    let found = moments(message, now(), 60);
    assert_eq!(found, Some(expected), "{message}: {:?}", found.map(|m| m.from.to_string()));
}

#[track_caller]
fn means_day(message: &str, day: &str, next: &str) {
    means(message, &format!("{day}T00:00"), &format!("{next}T00:00"));
}

#[track_caller]
fn means_minute(message: &str, minute: &str) {
    let from = Time::parse(&format!("{minute}:00+01:00")).unwrap();
    let found = moments(message, now(), 60);
    let expected = Moment { from, until: from.plus_minutes(1) };
    assert_eq!(found, Some(expected), "{message}: {:?}", found.map(|m| m.from.to_string()));
}

#[test]
fn tomorrow_is_tomorrow_in_every_language() {
    for message in [
        "ready tomorrow?",
        "tmrw",
        "c'est bon pour demain ?",
        "tutto pronto domani",
        "¿y mañana?",
        "tomorow",
    ] {
        means_day(message, "2026-11-22", "2026-11-23");
    }
    for message in ["the day after tomorrow", "après-demain", "dopodomani", "pasado mañana"] {
        means_day(message, "2026-11-23", "2026-11-24");
    }
    for message in ["today", "aujourd'hui", "oggi", "hoy"] {
        means_day(message, "2026-11-21", "2026-11-22");
    }
}

#[test]
fn weekdays_are_the_next_to_come() {
    for message in ["by wednesday", "mercredi", "mercoledì", "el miércoles", "wendesday"] {
        means_day(message, "2026-11-25", "2026-11-26");
    }
    means_day("are we ready for saturday", "2026-11-21", "2026-11-22");
    means_day("next saturday", "2026-11-28", "2026-11-29");
    means_day("samedi prochain", "2026-11-28", "2026-11-29");
    means_day("next wednesday", "2026-11-25", "2026-11-26");
    means_day("last friday", "2026-11-20", "2026-11-21");
}

#[test]
fn counts_of_days_go_both_ways() {
    for message in
        ["in two days", "dans deux jours", "fra 2 giorni", "en dos días", "dentro de dos días"]
    {
        means_day(message, "2026-11-23", "2026-11-24");
    }
    for message in ["2 days ago", "il y a deux jours", "due giorni fa", "hace dos días"] {
        means_day(message, "2026-11-19", "2026-11-20");
    }
    means_day("in a week", "2026-11-28", "2026-11-29");
    means_day("in three months", "2027-02-21", "2027-02-22");
    means_minute("in 90 minutes", "2026-11-21T11:30");
    means_minute("tra due ore", "2026-11-21T12:00");
}

#[test]
fn weeks_weekends_and_months_are_spans() {
    for message in
        ["next week", "la semaine prochaine", "la prossima settimana", "la semana que viene"]
    {
        means(message, "2026-11-23T00:00", "2026-11-30T00:00");
    }
    for message in ["this weekend", "ce week-end", "este fin de semana"] {
        means(message, "2026-11-21T00:00", "2026-11-23T00:00");
    }
    means("next month", "2026-12-01T00:00", "2027-01-01T00:00");
}

#[test]
fn dates_without_a_year_are_the_next_such_date() {
    for message in ["march 3", "3rd of march", "le 3 mars", "3 marzo", "el 3 de marzo"] {
        means_day(message, "2027-03-03", "2027-03-04");
    }
    means_day("on 2026-12-24 please", "2026-12-24", "2026-12-25");
    means_day("make it the 24th", "2026-11-24", "2026-11-25");
    means_day("the 3rd", "2026-12-03", "2026-12-04");
    means_day("12 january 2028", "2028-01-12", "2028-01-13");
}

#[test]
fn times_join_their_day() {
    means_minute("move the fitting to 3pm tomorrow", "2026-11-22T15:00");
    means_minute("doors 19:30 on wednesday", "2026-11-25T19:30");
    means_minute("demain à 19h30", "2026-11-22T19:30");
    means_minute("domani alle 9", "2026-11-22T09:00");
    means_minute("mañana a las 16", "2026-11-22T16:00");
    means_minute("monday at noon", "2026-11-23T12:00");
    means_minute("at half past four", "2026-11-21T16:30");
    means_minute("call time 9am", "2026-11-22T09:00");
    means("tomorrow morning", "2026-11-22T06:00", "2026-11-22T12:00");
    means("ce soir", "2026-11-21T18:00", "2026-11-22T00:00");
}

#[test]
fn what_is_no_time_is_none() {
    for message in [
        "",
        "look 4",
        "are the boots already here",
        "the second one",
        "12 samples",
        "lk-2041",
        "mon manteau",
        "pick 10 images 👗",
    ] {
        assert_eq!(moments(message, now(), 60), None, "{message}");
    }
    let long = "in 99999999999 days ".repeat(1000);
    assert_eq!(moments(&long, now(), 60), None);
}
