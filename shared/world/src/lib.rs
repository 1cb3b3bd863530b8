//! A world for tests: its clock moves only while everybody waits, its database
//! says what it was told to say, and everything asked of it is remembered.
//!
//! ```
//! use world::World;
//!
//! let world = World::new().replying("edge_admit", &world::admitted());
//! assert!(world.calls().is_empty());
//! ```

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use analysis::Time;
use analysis::time::{civil_from_days, days_from_civil};
use base64ct::{Base64UrlUnpadded, Encoding};
use edge::endpoint::Endpoint;
use edge::host::{Afterwards, Host, Pending, Post, Query, Reply, Rights, Unreachable, Verb};
use edge::http::{Headers, Request, Response};
use edge::token::{Algorithm, Jwk};
use serde_json::{Value, json};

/// The user whose token [`World::token`] makes.
pub const USER: &str = "00000000-0000-4000-8000-000000000001";

/// The world outside, scripted.
pub struct World {
    now: Cell<Time>,
    random: Cell<u64>,
    variables: BTreeMap<&'static str, String>,
    replies: RefCell<BTreeMap<String, VecDeque<Result<Reply, Unreachable>>>>,
    published_keys: Option<Value>,
    delays: BTreeMap<String, i64>,
    calls: RefCell<Vec<Call>>,
    log: RefCell<Vec<Value>>,
    /// The moments that are waited for.
    timers: RefCell<Vec<Time>>,
    afterwards: RefCell<Vec<Afterwards>>,
}

/// One call of the data API, or of another service, that a function made.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Name of the SQL function or table, or the other service's address.
    pub name: String,
    /// What was sent.
    pub args: Value,
    /// Whether it ran under the caller's own token.
    pub as_caller: bool,
    /// When.
    pub at: Time,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// 2026-11-21T09:00:00Z, a known key set, and a database that only says what
    /// it is told to.
    pub fn new() -> Self {
        edge::token::forget();
        let jwks = json!({ "keys": [key("ours")] });
        let variables = BTreeMap::from([
            ("SUPABASE_URL", "https://project.example".to_owned()),
            ("SUPABASE_JWKS", jwks.to_string()),
            ("SUPABASE_SECRET_KEYS", json!({ "default": "sb_secret_right" }).to_string()),
            ("SUPABASE_PUBLISHABLE_KEYS", json!({ "default": "sb_publishable_right" }).to_string()),
        ]);
        Self {
            now: Cell::new(Time::parse("2026-11-21T09:00:00Z").unwrap_or_default()),
            random: Cell::new(0),
            variables,
            replies: RefCell::default(),
            published_keys: None,
            delays: BTreeMap::new(),
            calls: RefCell::default(),
            log: RefCell::default(),
            timers: RefCell::default(),
            afterwards: RefCell::default(),
        }
    }

    /// Scripts the next reply of an SQL function (or table). Replies of one name
    /// are given in order; the last one stays.
    #[must_use]
    pub fn replying(self, name: &str, body: &Value) -> Self {
        self.script(name, Ok(Reply { status: 200, body: body.to_string().into_bytes() }))
    }

    /// Scripts a refusal of the data API.
    #[must_use]
    pub fn refusing(self, name: &str, status: u16, body: &Value) -> Self {
        self.script(name, Ok(Reply { status, body: body.to_string().into_bytes() }))
    }

    /// Scripts a failure of the network.
    #[must_use]
    pub fn losing(self, name: &str) -> Self {
        self.script(name, Err(Unreachable("connection refused".into())))
    }

    fn script(self, name: &str, reply: Result<Reply, Unreachable>) -> Self {
        self.replies.borrow_mut().entry(name.to_owned()).or_default().push_back(reply);
        self
    }

    /// Lets everything called `name` answer only after `ms`.
    #[must_use]
    pub fn delaying(mut self, name: &str, ms: i64) -> Self {
        self.delays.insert(name.to_owned(), ms);
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn with_variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.insert(name, value.to_owned());
        self
    }

    /// What the auth server publishes now, where it differs from the environment.
    #[must_use]
    pub fn publishing_key(mut self, kid: &str) -> Self {
        self.published_keys = Some(json!({ "keys": [key(kid)] }));
        self
    }

    /// Moves the clock.
    pub fn wait_s(&self, seconds: i64) {
        self.now.set(Time::from_ms(self.now.get().ms() + seconds * 1000));
    }

    /// A good token of [`USER`], valid for an hour.
    pub fn token(&self) -> String {
        self.token_with(|_, _| {})
    }

    /// A token whose header and claims `change` may spoil; signed correctly after
    /// that, by the key its header names.
    pub fn token_with(&self, change: impl FnOnce(&mut Value, &mut Value)) -> String {
        let now_s = self.now.get().ms() / 1000;
        let mut header = json!({ "alg": "ES256", "typ": "JWT", "kid": "ours" });
        let mut claims = json!({
            "sub": USER, "aud": "authenticated", "role": "authenticated", "iat": now_s, "exp": now_s + 3600,
            "iss": "https://project.example/auth/v1", "app_metadata": { "provider": "email" },
        });
        change(&mut header, &mut claims);
        let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = signature(signed.as_bytes(), header["kid"].as_str().unwrap_or_default());
        format!("{signed}.{}", Base64UrlUnpadded::encode_string(&signature))
    }

    /// Serves one POST by [`USER`] and records it.
    pub fn post<E: Endpoint>(&self, body: &Value) -> Answer {
        self.ask::<E>(self.request(&body.to_string()))
    }

    /// A POST of [`USER`]; a test may change anything about it.
    pub fn request(&self, body: &str) -> Request {
        let bearer = format!("Bearer {}", self.token());
        Request {
            id: "00000000-0000-4000-8000-00000000abcd".into(),
            method: "POST".into(),
            path: String::new(),
            query: String::new(),
            headers: Headers(vec![
                ("content-type".into(), "application/json".into()),
                ("authorization".into(), bearer),
                ("apikey".into(), "sb_publishable_right".into()),
            ]),
            body: Some(body.into()),
        }
    }

    /// Serves a request and, after the answer, records it and does what else was
    /// left for afterwards.
    pub fn ask<E: Endpoint>(&self, request: Request) -> Answer {
        let served = self.run(edge::serve::serve::<E>(request, self));
        if let Some(record) = served.record {
            self.run(edge::serve::record(record, self));
        }
        while let Some(work) = self.afterwards.borrow_mut().pop() {
            self.run(work(self));
        }
        let body = serde_json::from_slice(&served.response.body).unwrap_or(Value::Null);
        Answer { status: served.response.status, body, response: served.response }
    }

    /// Finishes `work`, moving the clock on whenever all of it waits.
    fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            self.timers.borrow_mut().clear();
            if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return done;
            }
            let next = self.timers.borrow().iter().copied().min();
            self.now.set(next.expect("everybody waits, and nothing will happen"));
        }
    }

    /// Waits until `moment`.
    async fn until(&self, moment: Time) {
        poll_fn(|_| {
            if self.now.get() >= moment {
                return Poll::Ready(());
            }
            self.timers.borrow_mut().push(moment);
            Poll::Pending
        })
        .await;
    }

    fn call(&self, name: &str, args: &str, as_caller: bool) -> Call {
        let args = serde_json::from_str(args).unwrap_or(Value::Null);
        Call { name: name.to_owned(), args, as_caller, at: self.now.get() }
    }

    fn in_ms(&self, ms: i64) -> Time {
        Time::from_ms(self.now.get().ms() + ms)
    }

    /// What was scripted for `name`, next, and not before its time.
    async fn reply(&self, call: Call) -> Result<Reply, Unreachable> {
        let name = call.name.clone();
        self.calls.borrow_mut().push(call);
        if let Some(ms) = self.delays.get(&name) {
            self.until(self.in_ms(*ms)).await;
        }
        let mut replies = self.replies.borrow_mut();
        match replies.get_mut(&name) {
            Some(script) if script.len() > 1 => script.pop_front(),
            Some(script) => script.front().cloned(),
            None => None,
        }
        .unwrap_or_else(|| Ok(unscripted(&name)))
    }

    /// Every call of the data API so far.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.borrow().clone()
    }

    /// The names of those calls.
    pub fn called(&self) -> Vec<String> {
        self.calls.borrow().iter().map(|call| call.name.clone()).collect()
    }

    /// Every line of the log so far, parsed.
    pub fn logged(&self) -> Vec<Value> {
        self.log.borrow().clone()
    }
}

/// An answer, its body parsed.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: Value,
    /// The answer itself.
    pub response: Response,
}

/// What `edge_admit` says to a welcome request without a kept answer.
pub fn admitted() -> Value {
    json!({
        "allowed": true, "limit": 60, "remaining": 59, "resetS": 60, "retryAfterS": null, "epoch": 7, "kept": null,
    })
}

/// Whether the European Union's clocks are on summer time (Directive
/// 2000/84/EC): from 1 h UTC on the last Sunday of March to that of October.
fn is_european_summer(at: Time) -> bool {
    let hours = at.ms().div_euclid(3_600_000);
    let (year, ..) = civil_from_days(hours.div_euclid(24));
    let change = |month| {
        let last = days_from_civil(year, month, 31);
        // 1970-01-01 was a Thursday.
        (last - (last + 4).rem_euclid(7)) * 24 + 1
    };
    (change(3)..change(10)).contains(&hours)
}

impl Host for World {
    fn now(&self) -> Time {
        self.now.get()
    }
    fn random(&self) -> u64 {
        self.random.replace(self.random.get() + 1)
    }
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }
    fn time_zone(&self, name: &str) -> Option<Box<dyn Fn(Time) -> i32>> {
        match name {
            "UTC" => Some(Box::new(|_| 0)),
            "Asia/Kolkata" => Some(Box::new(|_| 330)),
            "Europe/Berlin" => Some(Box::new(|at| if is_european_summer(at) { 120 } else { 60 })),
            _ => None,
        }
    }
    fn log(&self, line: &str) {
        let line = serde_json::from_str(line).unwrap_or_else(|_| Value::from(line));
        self.log.borrow_mut().push(line);
    }
    fn verify<'a>(
        &'a self,
        _: Algorithm,
        key: &'a Jwk,
        message: &'a [u8],
        signed: &'a [u8],
    ) -> Pending<'a, bool> {
        Box::pin(
            async move { signed == signature(message, key.kid.as_deref().unwrap_or_default()) },
        )
    }
    fn fetch_jwks(&self) -> Pending<'_, Option<String>> {
        self.calls.borrow_mut().push(Call {
            name: "jwks".into(),
            args: Value::Null,
            as_caller: false,
            at: self.now.get(),
        });
        Box::pin(async move { self.published_keys.as_ref().map(Value::to_string) })
    }
    fn query<'a>(&'a self, query: Query<'a>) -> Pending<'a, Result<Reply, Unreachable>> {
        let (name, args) = match query.verb {
            Verb::Call { function, args } => (function, args),
            Verb::Insert { table, rows } => (table, rows),
        };
        let as_caller = matches!(query.rights, Rights::Caller(_));
        Box::pin(self.reply(self.call(name, &args, as_caller)))
    }
    fn post<'a>(&'a self, post: Post<'a>) -> Pending<'a, Result<Reply, Unreachable>> {
        Box::pin(self.reply(self.call(post.url, post.body, false)))
    }
    fn sleep(&self, ms: u32) -> Pending<'_, ()> {
        Box::pin(self.until(self.in_ms(i64::from(ms))))
    }
    fn afterwards(&self, work: Afterwards) {
        self.afterwards.borrow_mut().push(work);
    }
}

/// What nobody scripted is answered as an empty success (`edge_record`) or as
/// the data API answers for a function it does not have.
fn unscripted(name: &str) -> Reply {
    match name {
        "edge_admit" => Reply { status: 200, body: admitted().to_string().into_bytes() },
        "edge_record" => Reply { status: 204, body: Vec::new() },
        _ => {
            let body =
                json!({ "code": "PGRST202", "message": format!("nothing scripted for {name}") });
            Reply { status: 404, body: body.to_string().into_bytes() }
        }
    }
}

fn key(kid: &str) -> Value {
    json!({ "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": kid, "x": "x", "y": "y" })
}

/// Not a signature anybody should trust: a checksum that depends on the key's
/// name and on every byte. The real one is WebCrypto's, and tested there.
fn signature(message: &[u8], kid: &str) -> Vec<u8> {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = kid.as_bytes().iter().chain(message).fold(0xcbf2_9ce4_8422_2325, mix);
    hash.to_be_bytes().to_vec()
}
