//! The four ways to be let in, named as in `@supabase/server`.
//!
//! A credential that is present and bad refuses the request: it never falls
//! through to a weaker way in.

use subtle::{Choice, ConstantTimeEq};

use crate::error::{Error, Result};
use crate::host::{Host, Pending, Rights};
use crate::http::Request;
use crate::keys::Keys;
use crate::token;

/// Who may call a function.
pub trait Caller: Sized {
    /// `user`, `publishable`, `secret` or `none`: the word in the published contract.
    const MODE: &'static str;
    /// Checks the credentials of a request.
    fn identify<'a>(request: &'a Request, host: &'a dyn Host) -> Pending<'a, Result<Self>>;
    /// Whose limit and kept answers apply.
    fn user_id(&self) -> Option<&str>;
    /// Under whose rights the handler reads.
    fn rights(&self) -> Rights<'_>;
}

/// A person who signed in.
#[derive(Clone)]
pub struct User {
    /// `auth.users.id`.
    pub id: String,
    /// The signed `app_metadata.role` is `admin`.
    pub is_admin: bool,
    /// Signed in without an account.
    pub is_anonymous: bool,
    token: String,
}

/// Anybody who knows the project's publishable key.
#[derive(Debug, Clone, Copy)]
pub struct Publishable;

/// A server that knows one of the project's secret keys.
#[derive(Debug, Clone, Copy)]
pub struct Secret;

/// Anybody; the handler checks what the request brings (a webhook's signature).
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Caller for User {
    const MODE: &'static str = "user";
    fn identify<'a>(request: &'a Request, host: &'a dyn Host) -> Pending<'a, Result<Self>> {
        Box::pin(async move {
            match bearer(request)? {
                Some(token) => {
                    let claims = token::verify(token, host).await?;
                    Ok(Self {
                        id: claims.sub.clone(),
                        is_admin: claims.app_metadata.role.is_admin(),
                        is_anonymous: claims.is_anonymous,
                        token: token.to_owned(),
                    })
                }
                None => Err(Error::Unauthenticated("sign in to use this function")),
            }
        })
    }
    fn user_id(&self) -> Option<&str> {
        Some(&self.id)
    }
    fn rights(&self) -> Rights<'_> {
        Rights::Caller(&self.token)
    }
}

impl Caller for Publishable {
    const MODE: &'static str = "publishable";
    fn identify<'a>(request: &'a Request, host: &'a dyn Host) -> Pending<'a, Result<Self>> {
        Box::pin(async move {
            if let Some(token) = bearer(request)? {
                token::verify(token, host).await?;
            }
            key_among(request, host, "SUPABASE_PUBLISHABLE_KEYS").map(|()| Self)
        })
    }
    fn user_id(&self) -> Option<&str> {
        None
    }
    fn rights(&self) -> Rights<'_> {
        Rights::Service
    }
}

impl Caller for Secret {
    const MODE: &'static str = "secret";
    fn identify<'a>(request: &'a Request, host: &'a dyn Host) -> Pending<'a, Result<Self>> {
        Box::pin(async move {
            if let Some(token) = bearer(request)? {
                token::verify(token, host).await?;
            }
            key_among(request, host, "SUPABASE_SECRET_KEYS").map(|()| Self)
        })
    }
    fn user_id(&self) -> Option<&str> {
        None
    }
    fn rights(&self) -> Rights<'_> {
        Rights::Service
    }
}

impl Caller for Nobody {
    const MODE: &'static str = "none";
    fn identify<'a>(_: &'a Request, _: &'a dyn Host) -> Pending<'a, Result<Self>> {
        Box::pin(async { Ok(Self) })
    }
    fn user_id(&self) -> Option<&str> {
        None
    }
    fn rights(&self) -> Rights<'_> {
        Rights::Service
    }
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The user token of a request. supabase-js sends the publishable key as a
/// bearer where nobody is signed in, so a key there means "no user".
fn bearer(request: &Request) -> Result<Option<&str>> {
    let Some(header) = request.headers.get("authorization") else { return Ok(None) };
    let Some((scheme, token)) = header.split_once(' ') else {
        return Err(Error::Unauthenticated("the authorization header is not a bearer token"));
    };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Error::Unauthenticated("the authorization header is not a bearer token"));
    }
    let token = token.trim();
    if token.starts_with("sb_publishable_") {
        return Ok(None);
    }
    if token.starts_with("sb_secret_") {
        return Err(Error::Unauthenticated("a secret key belongs in the apikey header"));
    }
    Ok(Some(token))
}

/// Whether the `apikey` header is one of the keys in a variable that holds
/// `{"name": "key", …}`. Every key is compared, in constant time.
fn key_among(request: &Request, host: &dyn Host, variable: &str) -> Result<()> {
    let shown = request
        .headers
        .get("apikey")
        .ok_or(Error::Unauthenticated("the apikey header is missing"))?;
    let keys = host.variable(variable).unwrap_or_default();
    let keys = Keys::parse(&keys)
        .ok_or_else(|| Error::Internal(format!("{variable} is not a JSON object of keys")))?;
    let known = keys
        .all()
        .filter(|key| !key.is_empty())
        .fold(Choice::from(0), |known, key| known | key.as_bytes().ct_eq(shown.as_bytes()));
    if known.unwrap_u8() == 1 {
        Ok(())
    } else {
        Err(Error::Unauthenticated("the apikey is not valid"))
    }
}
