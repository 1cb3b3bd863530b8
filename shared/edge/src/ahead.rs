//! Answering while it is being asked whether one may.
//!
//! Who asks the database whether a request is admitted mostly waits longer than the
//! answer takes to be worked out. The handler of a function that
//! [thinks ahead](crate::endpoint::Spec::thinks_ahead) begins meanwhile: what it
//! reaches the outside by waits at the [`Gate`], and of a request that is refused
//! nothing comes.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use analysis::Time;

use crate::error::Result;
use crate::host::Host;

/// Whether the request is admitted, once that is known.
#[derive(Debug, Default)]
pub struct Gate(Cell<Option<bool>>);

impl Gate {
    /// For a request of which it is known: whether it was counted.
    pub(crate) fn opened(counted: bool) -> Self {
        Self(Cell::new(Some(counted)))
    }

    /// Waits until the request is admitted; whether it was counted. Only for the
    /// handler, which is asked again when it is known.
    pub(crate) async fn pass(&self) -> bool {
        poll_fn(|_| self.0.get().map_or(Poll::Pending, Poll::Ready)).await
    }
}

/// What `handling` comes to, which begins once `admitting` is on its way. Where
/// that fails, `handling` is dropped wherever it stands.
pub(crate) async fn together<T>(
    host: &dyn Host,
    gate: &Gate,
    admitting: impl Future<Output = Result<bool>>,
    handling: impl Future<Output = T>,
) -> Result<T> {
    let (mut admitting, mut handling) = (pin!(admitting), pin!(handling));
    // What was sent leaves when this turn of the event loop ends.
    let mut turn = host.sleep(0);
    let (mut begun, mut done) = (false, None);
    poll_fn(|cx| {
        if gate.0.get().is_none()
            && let Poll::Ready(admitted) = admitting.as_mut().poll(cx)
        {
            match admitted {
                Ok(counted) => gate.0.set(Some(counted)),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        begun = begun || gate.0.get().is_some() || turn.as_mut().poll(cx).is_ready();
        if begun
            && done.is_none()
            && let Poll::Ready(outcome) = handling.as_mut().poll(cx)
        {
            done = Some(outcome);
        }
        match gate.0.get().and_then(|_| done.take()) {
            Some(outcome) => Poll::Ready(Ok(outcome)),
            None => Poll::Pending,
        }
    })
    .await
}

/// How many refused people are remembered.
const REMEMBERED: usize = 100;

thread_local! {
    /// Who was refused, and until when: nobody thinks ahead for them, or the limit
    /// would not limit what an isolate does for one person.
    static REFUSED: RefCell<Vec<(String, Time)>> = const { RefCell::new(Vec::new()) };
}

/// Remembers a refusal.
pub(crate) fn refuse(user_id: &str, until: Time) {
    REFUSED.with_borrow_mut(|refused| {
        refused.truncate(REMEMBERED - 1);
        refused.insert(0, (user_id.to_owned(), until));
    });
}

/// Whether somebody was refused for a time that is not over.
pub(crate) fn is_refused(user_id: &str, now: Time) -> bool {
    REFUSED.with_borrow(|refused| refused.iter().any(|(id, until)| id == user_id && *until > now))
}
