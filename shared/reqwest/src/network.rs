//! The way out of the isolate and back: one crossing each.
//!
//! A promise would cost a dozen: two closures, their registration for garbage
//! collection, `then`, and each part of what it comes to.

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

use crate::{Error, Response};

#[wasm_bindgen]
extern "C" {
    /// What carries requests out of the isolate.
    #[derive(Clone, Debug)]
    pub type Network;

    /// Sends a request; its headers are lines of `name:value`, which no
    /// [`HeaderValue`](crate::header::HeaderValue) can break. Answers with the
    /// number under which [`arrived`] is called, which no other request has, also
    /// of an earlier instance.
    #[wasm_bindgen(method)]
    fn send(this: &Network, method: &str, url: &str, headers: &str, body: &[u8]) -> u32;
}

thread_local! {
    static NETWORK: RefCell<Option<Network>> = const { RefCell::new(None) };
    /// Few at a time, so a list.
    static ON_THEIR_WAY: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

struct Waiting {
    call: u32,
    waker: Waker,
    answer: Option<Result<Response, Error>>,
}

/// Sends everything through `network` from now on.
pub fn through(network: Network) {
    NETWORK.set(Some(network));
}

/// Called by the network with what a request came to. Status 0 says that there
/// was no answer; the body is the reason then.
#[wasm_bindgen]
pub fn arrived(call: u32, status: u16, body: Vec<u8>) {
    let answer = match status {
        0 => Err(Error(String::from_utf8(body).unwrap_or_default())),
        _ => Ok(Response { status, body }),
    };
    let waker = ON_THEIR_WAY.with_borrow_mut(|all| {
        let waiting = all.iter_mut().find(|waiting| waiting.call == call)?;
        waiting.answer = Some(answer);
        Some(waiting.waker.clone())
    });
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// A request on its way; `None` where there is no network. One that nobody waits
/// for any more may still be answered, to nobody.
pub(crate) struct Sent(Option<u32>);

impl Sent {
    pub(crate) fn now(method: &str, url: &str, headers: &str, body: &[u8]) -> Self {
        let call =
            NETWORK.with_borrow(|network| Some(network.as_ref()?.send(method, url, headers, body)));
        if let Some(call) = call {
            let waiting = Waiting { call, waker: Waker::noop().clone(), answer: None };
            ON_THEIR_WAY.with_borrow_mut(|all| all.push(waiting));
        }
        Self(call)
    }
}

impl Future for Sent {
    type Output = Result<Response, Error>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        ON_THEIR_WAY.with_borrow_mut(|all| {
            let Some(waiting) = all.iter_mut().find(|waiting| Some(waiting.call) == self.0) else {
                return Poll::Ready(Err(Error("there is no network".to_owned())));
            };
            waiting.waker.clone_from(cx.waker());
            waiting.answer.take().map_or(Poll::Pending, Poll::Ready)
        })
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        ON_THEIR_WAY.with_borrow_mut(|all| all.retain(|waiting| Some(waiting.call) != self.0));
    }
}
