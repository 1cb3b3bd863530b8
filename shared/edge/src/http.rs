//! A request and an answer, as far as an endpoint is concerned; and how they
//! cross to and from JavaScript: the head as lines, the body as bytes.

use analysis::search;

/// What arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// Made by the shim; names this request in answers and logs.
    pub id: String,
    /// Upper case, as the Fetch standard normalises it.
    pub method: String,
    /// What follows the function's name, e.g. `/start`; empty or `/` mostly.
    pub path: String,
    /// The query string, without `?`.
    pub query: String,
    /// The headers that matter.
    pub headers: Headers,
    /// `None` where it was larger than the shim reads.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// The request to `function` whose head was written by the shim: its id,
    /// method and address, then a line `name:value` for each header it reads.
    /// Neither an address nor a header holds a line break where the Fetch
    /// standard is kept.
    pub fn of(function: &str, head: &str, body: Option<Vec<u8>>) -> Self {
        let mut lines = head.split('\n');
        let mut first = lines.next().unwrap_or_default().splitn(3, ' ');
        let mut word = || first.next().unwrap_or_default();
        let (id, method, url) = (word(), word(), word());
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = search::split_once(path, &format!("/{function}")).map_or("", |(_, rest)| rest);
        let headers = lines.filter_map(|line| line.split_once(':'));
        Self {
            id: id.to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: Headers(
                headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            ),
            body,
        }
    }
}

/// The request headers an endpoint may look at; names in lower case.
#[derive(Debug, Clone, Default)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The value of a header; `name` in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// JSON text.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// A line `name:value` for each header; one whose value has a line break, so
    /// that what was echoed in it could become another header, is left out.
    pub fn head(&self) -> String {
        let mut head = String::with_capacity(512);
        for (name, value) in &self.headers {
            if value.bytes().any(|byte| matches!(byte, b'\r' | b'\n')) {
                continue;
            }
            for part in [name, ":", value, "\n"] {
                head.push_str(part);
            }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_from_its_head() {
        let head = "id-1 POST http://x.test/functions/v1/price-history/start?a=b?c&d=%0A\n\
                    authorization:Bearer a:b\ncontent-type:\nx-odd: caf\u{e9}\u{ff} ";
        let request = Request::of("price-history", head, Some(vec![1]));
        assert_eq!([&*request.id, &*request.method], ["id-1", "POST"]);
        assert_eq!([&*request.path, &*request.query], ["/start", "a=b?c&d=%0A"]);
        assert_eq!(request.headers.get("authorization"), Some("Bearer a:b"));
        assert_eq!(request.headers.get("content-type"), Some(""));
        assert_eq!(request.headers.get("x-odd"), Some(" caf\u{e9}\u{ff} "));
        assert_eq!(request.headers.get("apikey"), None);
        assert_eq!(request.body, Some(vec![1]));
    }

    #[test]
    fn a_broken_head_is_a_request_without_anything() {
        for head in ["", "\n", "\n\nx", "a", "a b"] {
            let request = Request::of("price-history", head, None);
            assert_eq!([&*request.path, &*request.query], ["", ""], "{head:?}");
            assert!(request.headers.0.is_empty(), "{head:?}");
        }
    }

    #[test]
    fn no_value_of_a_header_becomes_another_header() {
        for value in ["a\nset-cookie:b", "\n", "a\r\nx:c", "a\r"] {
            let headers = vec![("x-echo", value.to_owned()), ("x-more", "a:\t\u{e9}".to_owned())];
            let response = Response { status: 200, headers, body: Vec::new() };
            assert_eq!(response.head(), "x-more:a:\t\u{e9}\n", "{value:?}");
        }
    }
}
