//! From body to typed input: every refusal names the field.

mod path;

use limits::{Validate, Violation};
use wire::{FromJson, Refusal};

use crate::error::{Error, Result};
use crate::http::Request;

/// The largest body that is read, in bytes; the shim stops there.
pub const MAX_BODY: usize = 8 * 1024 * 1024;

/// The input of a POST, parsed and within its limits.
#[inline(never)]
pub fn read<T: FromJson + Validate>(request: &Request) -> Result<T> {
    let body = request.body.as_deref().ok_or_else(|| Error::TooLarge {
        field: "body".into(),
        reason: format!("at most {} MB", MAX_BODY / 1024 / 1024),
    })?;
    if !is_json(request.headers.get("content-type").unwrap_or_default()) {
        return Err(Error::UnsupportedMediaType);
    }
    // A struct would also be read from an array, field by field in order.
    if body.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(Error::invalid("body", "expected a JSON object"));
    }
    let input: T = wire::from_slice(body).map_err(|refusal| explain(body, &refusal))?;
    input.validate().map_err(|violation| passed(*violation))?;
    Ok(input)
}

/// A limit that was passed: a list that holds too much is too large, anything
/// else is wrong.
#[cold]
fn passed(Violation { field, reason, too_many }: Violation) -> Error {
    if too_many { Error::TooLarge { field, reason } } else { Error::invalid(field, reason) }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// What is wrong, and where.
fn explain(body: &[u8], refusal: &Refusal) -> Error {
    let mut field = String::new();
    // A wrong field of a text that is broken further on is not worth telling.
    let reason = match wire::well_formed(body) {
        Ok(()) => {
            field = path::at(body, refusal.offset);
            if let Some(missing) = refusal.missing {
                if !field.is_empty() {
                    field.push('.');
                }
                field.push_str(missing);
            }
            shorten(&refusal.reason)
        }
        Err(broken) => format!("{} at byte {}", broken.reason, broken.offset),
    };
    if field.is_empty() {
        field.push_str("body");
    }
    Error::invalid(shorten(&field), reason)
}

/// A message or a path may quote what was sent; nobody needs a megabyte of it back.
pub(crate) fn shorten(message: &str) -> String {
    const LENGTH: usize = 240;
    let mut letters = message.chars();
    let mut short: String = letters.by_ref().take(LENGTH).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    #[derive(Debug, FromJson, Validate)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Ask {
        #[garde(dive)]
        the_rows: Vec<Row>,
    }

    #[derive(Debug, FromJson, Validate)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        #[garde(range(min = 1, max = 9))]
        some_minutes: u32,
    }

    fn refusal(content_type: &str, body: &str) -> (String, String) {
        let headers = Headers(vec![("content-type".into(), content_type.into())]);
        let request = Request {
            id: String::new(),
            method: "POST".into(),
            path: String::new(),
            query: String::new(),
            headers,
            body: Some(body.into()),
        };
        match read::<Ask>(&request).unwrap_err() {
            Error::InvalidInput { field, reason, .. } => (field, reason),
            other => (other.code().0.into(), String::new()),
        }
    }

    #[test]
    fn names_the_field_of_a_wrong_type_and_of_a_passed_limit() {
        let json = "application/json; charset=utf-8";
        assert_eq!(
            refusal(json, r#"{"theRows":[{"someMinutes":1},{"someMinutes":"x"}]}"#).0,
            "theRows[1].someMinutes"
        );
        assert_eq!(
            refusal(json, r#"{"theRows":[{"someMinutes":10}]}"#).0,
            "theRows[0].someMinutes"
        );
        assert_eq!(refusal(json, r#"{"theRows":[],"more":1}"#).0, "more");
        assert_eq!(refusal(json, "{}").0, "theRows");
        assert_eq!(
            refusal(json, r#"{"theRows":[{"someMinutes":1},{}]}"#).0,
            "theRows[1].someMinutes"
        );
        assert_eq!(
            refusal(json, r#"{"theRows":[{"x":1}, {"someMinutes":1}]}"#).0,
            "theRows[0].someMinutes"
        );
        assert_eq!(refusal(json, r#"{"theRows":[7]}"#).0, "theRows[0]");
        assert_eq!(refusal(json, r#"{"theRows":{}}"#).0, "theRows");
        assert_eq!(refusal(json, r#"{"theRows":null}"#).0, "theRows");
    }

    #[test]
    fn quotes_little_of_a_name_that_is_too_long() {
        let long = "k".repeat(100_000);
        let (field, reason) = refusal("application/json", &format!("{{\"{long}\":1}}"));
        assert!(field.starts_with("kkk") && field.ends_with('…') && field.len() < 300, "{field}");
        assert!(reason.len() < 300, "{reason}");
    }

    #[test]
    fn refuses_what_is_not_json() {
        for body in [
            "",
            "{",
            "nonsense",
            "{\"theRows\":[]} x",
            "\u{0}",
            "{\"theRows\":[{\"someMinutes\":NaN}]}",
        ] {
            assert_eq!(refusal("application/json", body).0, "body", "{body}");
        }
        assert_eq!(refusal("text/plain", "{}").0, "unsupported_media_type");
        let deep = "[".repeat(100_000);
        assert_eq!(refusal("application/json", &deep).0, "body");
    }
}
