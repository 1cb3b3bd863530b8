//! User tokens, verified without a network call.
//!
//! A token must name an allowed algorithm and a known key, carry that key's
//! signature, and its claims must say: issued by this project's auth server, for
//! `authenticated`, to a user, still valid. Signatures are WebCrypto's work
//! ([`Host::verify`]); everything else is decided here.

use std::cell::RefCell;
use std::rc::Rc;

use analysis::Time;
use wire::{FromJson, Ignored, Kind, Read, Reader};

use crate::base64url::decode;
use crate::error::{Error, Result};
use crate::host::Host;

/// The signature algorithms a user token may use; `none` and everything else is
/// refused before a key is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromJson)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// HMAC with SHA-256: only for projects whose key set still holds a legacy
    /// shared secret.
    HS256,
}

/// One key of a JSON Web Key Set (RFC 7517). What the members mean is
/// WebCrypto's to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromJson)]
#[serde(default)]
pub struct Jwk {
    /// `EC`, `RSA` or `oct`.
    pub kty: String,
    /// Which key.
    pub kid: Option<String>,
    /// What the key may be used for; a key without it goes by its type.
    pub alg: Option<String>,
    /// Curve (EC).
    pub crv: Option<String>,
    /// Coordinate (EC).
    pub x: Option<String>,
    /// Coordinate (EC).
    pub y: Option<String>,
    /// Modulus (RSA).
    pub n: Option<String>,
    /// Exponent (RSA).
    pub e: Option<String>,
    /// Secret (oct).
    pub k: Option<String>,
}

impl Jwk {
    /// A key signs with one algorithm: a public key must never be taken for an
    /// HMAC secret.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let (kty, alg) = match algorithm {
            Algorithm::ES256 => ("EC", "ES256"),
            Algorithm::RS256 => ("RSA", "RS256"),
            Algorithm::HS256 => ("oct", "HS256"),
        };
        self.kty == kty && self.alg.as_deref().is_none_or(|given| given == alg)
    }
}

/// What a verified token says.
#[derive(Debug, PartialEq, Eq, FromJson)]
pub struct Claims {
    /// The user's id.
    pub sub: String,
    /// Seconds since the epoch.
    pub exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    iss: String,
    aud: Audience,
    role: String,
    /// Signed by the auth server; users cannot write it.
    #[serde(default)]
    pub app_metadata: AppMetadata,
    /// Signed in without an account.
    #[serde(default)]
    pub is_anonymous: bool,
}

/// The part of `app_metadata` that gives rights.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromJson)]
pub struct AppMetadata {
    /// What may be seen and done.
    #[serde(default)]
    pub role: Role,
}

/// A role. What is no text is somebody else's use of the field, and no role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role(String);

impl Role {
    /// Whether it is the one that may see everybody's.
    pub fn is_admin(&self) -> bool {
        self.0 == "admin"
    }
}

impl FromJson for Role {
    fn blank() -> Self {
        Self::default()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        match from.kind() {
            Kind::String => self.0.read(from),
            _ => from.skip(),
        }
    }
}

/// One audience, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Audience(Vec<String>);

impl FromJson for Audience {
    fn blank() -> Self {
        Self(Vec::new())
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        match from.kind() {
            Kind::String => {
                self.0.push(from.string()?.into_owned());
                Ok(())
            }
            _ => self.0.read(from),
        }
    }
}

#[derive(FromJson)]
struct Header {
    alg: Algorithm,
    kid: Option<String>,
    #[serde(default)]
    crit: Option<Ignored>,
}

#[derive(FromJson)]
struct KeySet {
    keys: Vec<Jwk>,
}

/// Clocks of two servers may differ by this much, in seconds.
const LEEWAY_S: i64 = 5;
/// A token longer than this is not one of ours.
const MAX_LENGTH: usize = 16 * 1024;
/// An unknown key id may make us ask the auth server once in this time, in
/// milliseconds: a stream of forged ids must not become a stream of requests.
const REFETCH_MS: i64 = 30_000;
/// Verified tokens remembered per isolate.
const REMEMBERED: usize = 64;

const REFUSED: Error = Error::Unauthenticated("the token is not valid");
const EXPIRED: Error = Error::Unauthenticated("the token has expired");

struct Memory {
    verified: Vec<(String, Rc<Claims>)>,
    fetched_at: Option<Time>,
    fetched: Vec<Jwk>,
}

impl Memory {
    const EMPTY: Self = Self { verified: Vec::new(), fetched_at: None, fetched: Vec::new() };
}

thread_local! {
    /// A shortcut, never a need: an isolate may end after any request.
    static MEMORY: RefCell<Memory> = const { RefCell::new(Memory::EMPTY) };
}

/// The claims of `token`, or a 401.
pub async fn verify(token: &str, host: &dyn Host) -> Result<Rc<Claims>> {
    let now_s = host.now().ms().div_euclid(1000);
    if let Some(claims) = remembered(token) {
        still_valid(&claims, now_s)?;
        return Ok(claims);
    }
    let Parts { header, claims, signed, signature } = take_apart(token).ok_or(REFUSED)?;
    if header.crit.is_some() {
        return Err(REFUSED);
    }
    let key = find_key(&header, host).await?;
    if !host.verify(header.alg, &key, signed, &signature).await {
        return Err(REFUSED);
    }
    let claims: Claims = wire::from_slice(&claims).map_err(|_| REFUSED)?;
    still_valid(&claims, now_s)?;
    let meant_for_us = claims.iss == issuer(host)
        && claims.aud.0.iter().any(|audience| audience == "authenticated")
        && claims.role == "authenticated"
        && is_uuid(&claims.sub);
    if !meant_for_us {
        return Err(REFUSED);
    }
    let claims = Rc::new(claims);
    remember(token, &claims);
    Ok(claims)
}

fn still_valid(claims: &Claims, now_s: i64) -> Result<()> {
    if claims.exp <= now_s {
        return Err(EXPIRED);
    }
    if claims.nbf.is_some_and(|nbf| nbf > now_s + LEEWAY_S) {
        return Err(REFUSED);
    }
    Ok(())
}

/// A token's parts, decoded; nothing of it is believed yet.
struct Parts<'a> {
    header: Header,
    claims: Vec<u8>,
    signed: &'a [u8],
    signature: Vec<u8>,
}

fn take_apart(token: &str) -> Option<Parts<'_>> {
    if token.len() > MAX_LENGTH {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header = wire::from_slice(&decode(header)?).ok()?;
    Some(Parts {
        header,
        claims: decode(claims)?,
        signed: signed.as_bytes(),
        signature: decode(signature)?,
    })
}

/// The one key the token names: from the environment, or, where it is not
/// there, from the auth server (keys rotate while an isolate lives).
async fn find_key(header: &Header, host: &dyn Host) -> Result<Jwk> {
    let wanted = |key: &Jwk| key.kid == header.kid && key.fits(header.alg);
    let known = keys(&host.variable("SUPABASE_JWKS").unwrap_or_default());
    if let Some(key) = known.into_iter().find(wanted) {
        return Ok(key);
    }
    if let Some(key) =
        MEMORY.with_borrow(|memory| memory.fetched.iter().find(|key| wanted(key)).cloned())
    {
        return Ok(key);
    }
    let now = host.now();
    let may_ask = MEMORY.with_borrow_mut(|memory| {
        let waited = memory.fetched_at.is_none_or(|at| now.ms() - at.ms() >= REFETCH_MS);
        if waited {
            memory.fetched_at = Some(now);
        }
        waited
    });
    if !may_ask {
        return Err(REFUSED);
    }
    let fetched = keys(&host.fetch_jwks().await.unwrap_or_default());
    let key = fetched.iter().find(|key| wanted(key)).cloned();
    MEMORY.with_borrow_mut(|memory| memory.fetched = fetched);
    key.ok_or(REFUSED)
}

/// The keys of a set; none where it cannot be read.
fn keys(text: &str) -> Vec<Jwk> {
    wire::from_slice::<KeySet>(text.as_bytes()).map_or_else(|_| Vec::new(), |set| set.keys)
}

/// `JWT_ISSUER` is for stacks whose functions reach the API under another name
/// than people do.
fn issuer(host: &dyn Host) -> String {
    host.variable("JWT_ISSUER").unwrap_or_else(|| {
        let url = host.variable("SUPABASE_URL").unwrap_or_default();
        format!("{}/auth/v1", url.trim_end_matches('/'))
    })
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn remembered(token: &str) -> Option<Rc<Claims>> {
    MEMORY.with_borrow(|memory| {
        memory
            .verified
            .iter()
            .find(|(known, _)| known == token)
            .map(|(_, claims)| Rc::clone(claims))
    })
}

fn remember(token: &str, claims: &Rc<Claims>) {
    MEMORY.with_borrow_mut(|memory| {
        if memory.verified.len() >= REMEMBERED {
            memory.verified.remove(0);
        }
        memory.verified.push((token.to_owned(), Rc::clone(claims)));
    });
}

/// Forgets every remembered token and key; each test is its own isolate.
#[doc(hidden)]
pub fn forget() {
    MEMORY.with_borrow_mut(|memory| *memory = Memory::EMPTY);
}
