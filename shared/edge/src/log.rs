//! The one line a request leaves behind: readable alone, its fields queryable.
//! Never in it: tokens, keys, bodies, messages of users.

use wire::ToJson;

use crate::db::Record;

#[derive(ToJson)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    level: &'static str,
    message: String,
    function: &'static str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    status: u16,
    duration_ms: i64,
    cached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// The line of a finished request, as JSON text. `error` is the part of a
/// failure that its caller is not told.
pub fn line(record: &Record, error: Option<&str>) -> String {
    let level = match record.p_status {
        500.. => "error",
        400.. => "warn",
        _ => "info",
    };
    let line = Line {
        level,
        message: format!(
            "{} answered {} in {} ms",
            record.p_function, record.p_status, record.p_duration_ms
        ),
        function: record.p_function,
        request_id: &record.p_request_id,
        user_id: record.p_user_id.as_deref(),
        status: record.p_status,
        duration_ms: record.p_duration_ms,
        cached: record.p_cached,
        code: record.p_error_code,
        error,
    };
    wire::to_string(&line)
}

#[derive(ToJson)]
#[serde(rename_all = "camelCase")]
struct Warning<'a> {
    level: &'static str,
    message: &'a str,
    function: &'static str,
    request_id: &'a str,
}

/// A line for something that went wrong beside the answer.
pub fn warning(function: &'static str, request_id: &str, message: &str) -> String {
    let warning = Warning { level: "warn", message, function, request_id };
    wire::to_string(&warning)
}
