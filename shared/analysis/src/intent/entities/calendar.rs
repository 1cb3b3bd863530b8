//! Names of days, months and spans in English, French, Italian and Spanish,
//! folded.

/// Monday is 0.
pub(super) const WEEKDAYS: &[(i64, &str)] = &[
    (0, "monday lundi lunedi lunes"),
    (1, "tuesday tue tues mardi martedi martes"),
    (2, "wednesday wed weds mercredi mercoledi miercoles"),
    (3, "thursday thu thur thurs jeudi giovedi jueves"),
    (4, "friday fri vendredi venerdi viernes"),
    (5, "saturday sat samedi sabato sabado"),
    (6, "sunday sun dimanche domenica domingo"),
];

/// January is 1. "may" and "mar" are words of their own in some language and
/// count only next to a number.
pub(super) const MONTHS: &[(i64, &str)] = &[
    (1, "january jan janvier gennaio enero"),
    (2, "february feb fevrier febbraio febrero"),
    (3, "march mar mars marzo"),
    (4, "april apr avril aprile abril"),
    (5, "may mai maggio mayo"),
    (6, "june jun juin giugno junio"),
    (7, "july jul juillet luglio julio"),
    (8, "august aug aout agosto"),
    (9, "september sep sept septembre settembre septiembre"),
    (10, "october oct octobre ottobre octubre"),
    (11, "november nov novembre noviembre"),
    (12, "december dec decembre dicembre diciembre"),
];

/// Days from today.
pub(super) const DAYS: &[(i64, &str)] = &[
    (-1, "yesterday hier ieri ayer"),
    (0, "today tonight hui oggi stasera stamattina hoy"),
    (1, "tomorrow tmrw tmr tomo 2morrow demain domani manana"),
    (2, "dopodomani"),
];

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Minutes,
    Hours,
    Days,
    Weeks,
    Weekend,
    Months,
}

pub(super) const SPANS: &[(Span, &str)] = &[
    (Span::Minutes, "minute minutes min mins minuto minuti minutos"),
    (Span::Hours, "hour hours hr hrs heure heures ora ore hora horas"),
    (Span::Days, "day days jour jours giorno giorni dia dias"),
    (Span::Weeks, "week weeks semaine semaines settimana settimane semana semanas"),
    (Span::Weekend, "weekend weekends finde"),
    (Span::Months, "month months mois mese mesi mes meses"),
];

/// Which one of several: this (0), the next (1), the last (−1).
pub(super) const WHICH: &[(i64, &str)] = &[
    (0, "this ce cette questo questa este esta"),
    (1, "next prochain prochaine prossimo prossima proximo proxima viene"),
    (-1, "last dernier derniere scorso scorsa pasado pasada"),
];

/// Before a count of spans to come: "in two days".
pub(super) const AHEAD: &str = "in within dans fra tra en dentro";

/// Around a count of spans gone by: "two days ago", "il y a deux jours".
pub(super) const AGO: &str = "ago fa hace";

/// Parts of a day, as the hours from and until; said alone they mean today.
pub(super) const PARTS: &[((i64, i64), &str)] = &[
    ((6, 12), "morning matin mattina stamattina"),
    ((12, 18), "afternoon midi pomeriggio tarde"),
    ((18, 24), "evening tonight soir sera stasera noche night"),
];
