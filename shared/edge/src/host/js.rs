//! The world outside as a Deno isolate has it.

use std::cell::{Cell, LazyCell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{self, Poll};

use analysis::{Time, search};
use js_sys::{Array, Function, Object, Promise, Reflect};
use postgrest::Postgrest;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, Network, RequestBuilder};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{CryptoKey, SubtleCrypto};

use super::{Afterwards, Host, Pending, Post, Query, Reply, Rights, Unreachable, Verb};
use crate::endpoint::Endpoint;
use crate::http::Request;
use crate::keys::Keys;
use crate::serve::{self, Served};
use crate::token::{Algorithm, Jwk};

/// Two kilobytes of upload less per function than the standard library's allocator,
/// and as fast to within a percent of a request.
#[global_allocator]
static MEMORY: WasmDynamicTalc = new_wasm_dynamic_allocator();

#[wasm_bindgen]
extern "C" {
    /// The shim, as far as its wasm calls it.
    #[derive(Clone)]
    #[wasm_bindgen(extends = Network)]
    pub type Outside;
    /// Ends a request: status, a line `name:value` for each header, body.
    #[wasm_bindgen(method)]
    fn answer(this: &Outside, request: u32, status: u16, head: &str, body: &[u8]);
    /// The isolate may not end before `work` does.
    #[wasm_bindgen(method, js_name = waitUntil)]
    fn wait_until(this: &Outside, work: &Promise);
    /// This instance is lost, and with it the requests that it has.
    #[wasm_bindgen(method)]
    fn panicked(this: &Outside, message: &str);

    #[wasm_bindgen(js_namespace = ["Deno", "env"], js_name = get)]
    fn variable(name: &str) -> Option<String>;
    #[wasm_bindgen(js_namespace = console, js_name = log)]
    fn console_log(line: &str);
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, ms: f64) -> Result<String, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = crypto, js_name = subtle)]
    static SUBTLE: SubtleCrypto;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &Function, ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

thread_local! {
    static OUTSIDE: RefCell<Option<Outside>> = const { RefCell::new(None) };
}

/// Makes `outside` known to this instance, and panics known to it: the requests
/// that are lost with one would otherwise stay pending for ever.
pub fn start(outside: Outside) {
    reqwest::through(outside.clone().into());
    OUTSIDE.set(Some(outside));
    std::panic::set_hook(Box::new(|panic| {
        with_outside(|outside| outside.panicked(&panic.to_string()));
    }));
}

fn with_outside(tell: impl FnOnce(&Outside)) {
    OUTSIDE.with_borrow(|outside| outside.as_ref().map(tell));
}

/// One request, from JavaScript and back.
pub fn handle<E: Endpoint>(number: u32, head: &str, body: Option<Vec<u8>>) {
    let request = Request::of(E::SPEC.name, head, body);
    spawn_local(async move {
        let Served { response, record } = serve::serve::<E>(request, &Isolate).await;
        with_outside(|outside| {
            outside.answer(number, response.status, &response.head(), &response.body);
        });
        let Some(record) = record else { return };
        // An answer leaves when this turn of the event loop ends. To wait for that needs a timer,
        // and an isolate's first takes Deno 5 ms: only for who has had one.
        let has_timers = E::SPEC.thinks_ahead;
        Isolate.afterwards(Box::new(move |host| {
            Box::pin(async move {
                if has_timers {
                    host.sleep(0).await;
                }
                serve::record(record, host).await;
            })
        }));
    });
}

/// The isolate this instance runs in.
#[derive(Debug, Clone, Copy)]
pub struct Isolate;

thread_local! {
    /// The zone that was asked for last: to make a formatter takes longer than most analyses.
    static ZONE: Cell<Option<(String, Rc<DateTimeFormat>)>> = const { Cell::new(None) };
}

/// What tells a zone's distance from UTC; `None` where the zone is unknown.
fn zone_format(name: &str) -> Option<Rc<DateTimeFormat>> {
    let last = ZONE.take().filter(|(zone, _)| zone == name);
    let (name, format) = if let Some(last) = last {
        last
    } else {
        let options = object(&[
            ("timeZone", &JsValue::from_str(name)),
            ("timeZoneName", &JsValue::from_str("longOffset")),
        ]);
        (name.to_owned(), Rc::new(DateTimeFormat::new("en-US", &options).ok()?))
    };
    ZONE.set(Some((name, Rc::clone(&format))));
    Some(format)
}

impl Host for Isolate {
    fn now(&self) -> Time {
        Time::from_ms(js_sys::Date::now() as i64)
    }
    fn random(&self) -> u64 {
        getrandom::u64()
            .unwrap_or_else(|_| wasm_bindgen::throw_str("this isolate has no randomness"))
    }
    fn variable(&self, name: &str) -> Option<String> {
        variable(name)
    }
    fn time_zone(&self, name: &str) -> Option<Box<dyn Fn(Time) -> i32>> {
        let format = zone_format(name)?;
        Some(Box::new(move |at: Time| {
            let text = format.format(at.ms() as f64).unwrap_or_default();
            offset_minutes(&text).unwrap_or(0)
        }))
    }
    fn log(&self, line: &str) {
        console_log(line);
    }
    fn verify<'a>(
        &'a self,
        algorithm: Algorithm,
        key: &'a Jwk,
        message: &'a [u8],
        signature: &'a [u8],
    ) -> Pending<'a, bool> {
        Box::pin(
            async move { web_crypto(algorithm, key, message, signature).await.unwrap_or(false) },
        )
    }
    fn fetch_jwks(&self) -> Pending<'_, Option<String>> {
        Box::pin(async move {
            let url = format!("{}/auth/v1/.well-known/jwks.json", variable("SUPABASE_URL")?);
            let request = reqwest::Client::new().request(Method::GET, url);
            String::from_utf8(answered(request).await.ok()?.body).ok()
        })
    }
    fn query<'a>(&'a self, query: Query<'a>) -> Pending<'a, Result<Reply, Unreachable>> {
        Box::pin(async move {
            let request = client(query.rights)?;
            answered(match query.verb {
                Verb::Call { function, args } => request.rpc(function, args).build(),
                Verb::Insert { table, rows } => {
                    // `postgrest` asks to read every row back.
                    let quietly = headers(&[("prefer", "return=minimal")])?;
                    request.from(table).insert(rows).build().headers(quietly)
                }
            })
            .await
        })
    }
    fn post<'a>(&'a self, post: Post<'a>) -> Pending<'a, Result<Reply, Unreachable>> {
        Box::pin(async move {
            let headers = headers(&[
                ("content-type", "application/json"),
                ("authorization", post.authorization),
            ])?;
            let request = reqwest::Client::new().request(Method::POST, post.url);
            answered(request.headers(headers).body(post.body.to_owned())).await
        })
    }
    fn sleep(&self, ms: u32) -> Pending<'_, ()> {
        Box::pin(Timer::set(ms))
    }
    fn afterwards(&self, work: Afterwards) {
        let done = future_to_promise(async move {
            work(&Isolate).await;
            Ok(JsValue::UNDEFINED)
        });
        with_outside(|outside| outside.wait_until(&done));
    }
}

fn headers(fields: &[(&'static str, &str)]) -> Result<HeaderMap, Unreachable> {
    let mut headers = HeaderMap::new();
    for (name, value) in fields {
        let value = HeaderValue::from_str(value)
            .map_err(|_| Unreachable(format!("{name} holds a character that no header may")))?;
        headers.insert(*name, value);
    }
    Ok(headers)
}

async fn answered(request: RequestBuilder) -> Result<Reply, Unreachable> {
    let unreachable = |error: reqwest::Error| Unreachable(error.to_string());
    let response = request.send().await.map_err(unreachable)?;
    Ok(Reply { status: response.status(), body: response.into_body() })
}

/// A timer that is taken down when nobody waits for it any more.
struct Timer {
    rings: JsFuture,
    ring: Option<Function>,
    id: JsValue,
}

impl Timer {
    fn set(ms: u32) -> Self {
        let (mut ring, mut id) = (None, JsValue::UNDEFINED);
        let promise = Promise::new(&mut |resolve, _| {
            id = set_timeout(&resolve, ms);
            ring = Some(resolve);
        });
        Self { rings: JsFuture::from(promise), ring, id }
    }
}

impl Future for Timer {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        Pin::new(&mut self.rings).poll(cx).map(drop)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.id);
        // A promise that never settles would hold its callbacks for ever.
        if let Some(ring) = &self.ring {
            let _ = ring.call0(&JsValue::NULL);
        }
    }
}

/// The data API as `rights` may use it.
fn client(rights: Rights<'_>) -> Result<Postgrest, Unreachable> {
    /// Made once: an isolate's environment does not change.
    type Made = LazyCell<Result<Postgrest, Unreachable>>;
    thread_local! {
        static SERVICE: Made = const { LazyCell::new(|| with_key("SUPABASE_SECRET_KEYS")) };
        static CALLER: Made = const { LazyCell::new(|| with_key("SUPABASE_PUBLISHABLE_KEYS")) };
    }
    match rights {
        Rights::Service => SERVICE.with(|client| (**client).clone()),
        Rights::Caller(token) => {
            let client = CALLER.with(|client| (**client).clone())?;
            Ok(client.insert_header("authorization", format!("Bearer {token}")))
        }
    }
}

fn with_key(variable_of_keys: &str) -> Result<Postgrest, Unreachable> {
    let url =
        variable("SUPABASE_URL").ok_or_else(|| Unreachable("SUPABASE_URL is not set".into()))?;
    let client = Postgrest::new(format!("{url}/rest/v1"));
    Ok(client.insert_header("apikey", default_key(variable_of_keys)?))
}

/// The key named `default` (or the only one) of `{"name": "key", …}`.
fn default_key(name: &str) -> Result<String, Unreachable> {
    let keys = variable(name).unwrap_or_default();
    let keys = Keys::parse(&keys)
        .ok_or_else(|| Unreachable(format!("{name} is not a JSON object of keys")))?;
    keys.into_default().ok_or_else(|| Unreachable(format!("{name} holds no key")))
}

/// The minutes of `11/21/2026, GMT+05:30`; zero is written as plain `GMT`.
fn offset_minutes(text: &str) -> Option<i32> {
    let (_, offset) = search::split_once(text, "GMT")?;
    let (hours, minutes) = offset.split_once(':')?;
    let (sign, hours) = match hours.strip_prefix('-') {
        Some(hours) => (-1, hours),
        None => (1, hours.strip_prefix('+')?),
    };
    // Zones of long ago had seconds, too.
    let minutes = minutes.get(..2)?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}

fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

async fn web_crypto(
    algorithm: Algorithm,
    jwk: &Jwk,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, JsValue> {
    let name = JsValue::from_str(match algorithm {
        Algorithm::ES256 => "ECDSA",
        Algorithm::RS256 => "RSASSA-PKCS1-v1_5",
        Algorithm::HS256 => "HMAC",
    });
    let (p256, sha256) = (JsValue::from_str("P-256"), JsValue::from_str("SHA-256"));
    let algorithm = object(&[("name", &name), ("namedCurve", &p256), ("hash", &sha256)]);

    let key = Object::new();
    let _ = Reflect::set(&key, &"kty".into(), &JsValue::from_str(&jwk.kty));
    let members = [
        ("crv", &jwk.crv),
        ("x", &jwk.x),
        ("y", &jwk.y),
        ("n", &jwk.n),
        ("e", &jwk.e),
        ("k", &jwk.k),
    ];
    for (name, member) in members {
        if let Some(member) = member {
            let _ = Reflect::set(&key, &name.into(), &JsValue::from_str(member));
        }
    }
    let usages = Array::of1(&JsValue::from_str("verify"));
    let subtle = SUBTLE.with(SubtleCrypto::clone);
    let key = subtle.import_key_with_object("jwk", &key, &algorithm, false, &usages)?;
    let key: CryptoKey = JsFuture::from(key).await?.unchecked_into();
    let valid = subtle
        .verify_with_object_and_u8_array_and_u8_array(&algorithm, &key, signature, message)?;
    Ok(JsFuture::from(valid).await?.as_bool() == Some(true))
}
