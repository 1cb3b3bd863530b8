//! Who may take how long: five seconds for the whole request.

use analysis::Time;

/// The moments after which the answer goes on without somebody. Admission has
/// ended before, within its own patience.
pub(crate) struct Patience {
    /// Without the model's opinion of what is meant.
    pub(crate) classified_by: Time,
    /// Without the caller's rows.
    pub(crate) read_by: Time,
    /// In our own words.
    pub(crate) rephrased_by: Time,
    ends: Time,
}

/// How long a row of the audit log may take to be written, in ms.
const WRITING_MS: i64 = 2000;

impl Patience {
    /// Counted from the arrival of the request.
    pub(crate) fn from(arrived: Time) -> Self {
        let after = |ms: i64| Time::from_ms(arrived.ms() + ms);
        Self {
            classified_by: after(2500),
            read_by: after(3000),
            rephrased_by: after(4200),
            ends: after(4900),
        }
    }

    /// The moment after which the answer, composed `now`, goes on unwritten; the
    /// row is tried again after it.
    pub(crate) fn written_by(&self, now: Time) -> Time {
        self.ends.min(Time::from_ms(now.ms() + WRITING_MS))
    }
}
