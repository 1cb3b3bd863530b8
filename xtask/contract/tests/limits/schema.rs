//! The published schemas: which limits there are, and values at them and
//! beyond.

use serde_json::{Map, Value, json};

const HOME: &str = "#/components/schemas/";

/// `openapi.json`.
pub(crate) struct Contract(pub(crate) Value);

/// One end of what a value may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Edge {
    LeastCharacters(usize),
    Characters(usize),
    Entries(usize),
    Least(f64),
    Most(f64),
}

impl Edge {
    /// As a refusal says it.
    pub(crate) fn number(self) -> String {
        match self {
            Self::LeastCharacters(n) | Self::Characters(n) | Self::Entries(n) => n.to_string(),
            Self::Least(n) | Self::Most(n) => n.to_string(),
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Field(String),
    Entry,
    /// Which of several forms.
    Form(usize),
}

/// A limit and where it holds.
#[derive(Debug, Clone)]
pub(crate) struct Limit {
    path: Vec<Step>,
    schema: Value,
    pub(crate) edge: Edge,
}

impl Limit {
    /// As a refusal names the first such field.
    pub(crate) fn field(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Field(name) if text.is_empty() => text.push_str(name),
                Step::Field(name) => text.extend([".", name]),
                Step::Entry => text.push_str("[0]"),
                Step::Form(_) => {}
            }
        }
        // The short form of a link is refused as the long one.
        if text.ends_with("dependencies[0]") { text + ".taskId" } else { text }
    }

    /// The last field's name.
    pub(crate) fn name(&self) -> &str {
        let mut names = self.path.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            _ => None,
        });
        names.next_back().unwrap_or_default()
    }
}

impl Contract {
    /// Those that take a signed-in user's JSON.
    pub(crate) fn functions(&self) -> Vec<String> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        let ours = paths.filter(|(_, methods)| {
            methods["post"]["security"] == json!([{ "user": [] }])
                && methods["post"]["requestBody"].is_object()
        });
        ours.map(|(path, _)| path.trim_start_matches('/').to_owned()).collect()
    }

    pub(crate) fn bounds(&self, function: &str) -> Vec<Value> {
        self.0["paths"][format!("/{function}")]["post"]["x-limits"].as_array().unwrap().clone()
    }

    /// Every limit of every field, however deep.
    pub(crate) fn limits(&self, function: &str) -> Vec<Limit> {
        let mut found = Vec::new();
        self.collect(self.input(function), &mut Vec::new(), &mut found);
        found
    }

    /// A value at the edge.
    pub(crate) fn at(&self, Limit { edge, schema, .. }: &Limit) -> Value {
        match *edge {
            Edge::LeastCharacters(n) | Edge::Characters(n) => "x".repeat(n).into(),
            Edge::Entries(n) => self.entries(schema, n),
            Edge::Least(n) | Edge::Most(n) => number(n),
        }
    }

    /// A value just beyond it.
    pub(crate) fn beyond(&self, Limit { edge, schema, .. }: &Limit) -> Value {
        match *edge {
            Edge::LeastCharacters(n) => "x".repeat(n - 1).into(),
            // Characters, not bytes.
            Edge::Characters(n) => "é".repeat(n + 1).into(),
            Edge::Entries(n) => self.entries(schema, n + 1),
            Edge::Least(n) => number(n - 1.0),
            Edge::Most(n) => number(n + 1.0),
        }
    }

    /// The least request with this value in it.
    pub(crate) fn with(&self, function: &str, limit: &Limit, value: Value) -> Value {
        self.around(self.input(function), &limit.path, value)
    }

    fn input(&self, function: &str) -> &Value {
        let operation = &self.0["paths"][format!("/{function}")]["post"];
        &operation["requestBody"]["content"]["application/json"]["schema"]
    }

    /// The schema itself, past references and what stands beside `null`.
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|home| home.strip_prefix(HOME)) {
            return self.resolved(&self.0["components"]["schemas"][name]);
        }
        let given = |one: &&Value| one["type"] != "null";
        match schema["anyOf"].as_array().and_then(|forms| forms.iter().find(given)) {
            Some(form) => self.resolved(form),
            None => schema,
        }
    }

    fn collect(&self, schema: &Value, path: &mut Vec<Step>, found: &mut Vec<Limit>) {
        let schema = self.resolved(schema);
        let count = |name: &str| schema[name].as_u64().map(|n| n as usize);
        let edges = [
            count("minLength").filter(|&n| n > 0).map(Edge::LeastCharacters),
            count("maxLength").map(Edge::Characters),
            count("maxItems").or(count("maxProperties")).map(Edge::Entries),
            schema["minimum"].as_f64().map(Edge::Least),
            schema["maximum"].as_f64().map(Edge::Most),
        ];
        for edge in edges.into_iter().flatten() {
            found.push(Limit { path: path.clone(), schema: schema.clone(), edge });
        }
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            path.push(Step::Field(name.clone()));
            self.collect(field, path, found);
            path.pop();
        }
        if schema["items"].is_object() {
            path.push(Step::Entry);
            self.collect(&schema["items"], path, found);
            path.pop();
        }
        for (at, form) in schema["oneOf"].as_array().into_iter().flatten().enumerate() {
            path.push(Step::Form(at));
            self.collect(form, path, found);
            path.pop();
        }
    }

    /// The least value of a schema with another one in it.
    fn around(&self, schema: &Value, path: &[Step], value: Value) -> Value {
        let schema = self.resolved(schema);
        let Some((step, rest)) = path.split_first() else { return value };
        match step {
            Step::Form(at) => self.around(&schema["oneOf"][*at], rest, value),
            Step::Entry => json!([self.around(&schema["items"], rest, value)]),
            Step::Field(name) => {
                let mut whole = self.least(schema, "", 0);
                let part = self.around(&schema["properties"][name], rest, value);
                // The best case cannot be longer than the likely one.
                if name == "optimisticMinutes" {
                    whole["durationMinutes"] = schema["properties"][name]["maximum"].clone();
                }
                whole[name] = part;
                whole
            }
        }
    }

    fn entries(&self, schema: &Value, count: usize) -> Value {
        if schema["type"] == "object" {
            let value = |n| (format!("x{n}"), self.least(&schema["additionalProperties"], "", n));
            return Value::Object((0..count).map(value).collect());
        }
        (0..count).map(|n| self.least(&schema["items"], "", n)).collect()
    }

    /// The least value of a schema, the `n`th in its list.
    fn least(&self, schema: &Value, name: &str, n: usize) -> Value {
        let schema = self.resolved(schema);
        if let Some(form) = schema["oneOf"].as_array().and_then(|forms| forms.first()) {
            return self.least(form, name, n);
        }
        if let Some(value) = schema.get("const").or_else(|| schema["enum"].get(0)) {
            return value.clone();
        }
        let is = |kind: &str| {
            schema["type"] == kind
                || schema["type"].as_array().is_some_and(|all| all.contains(&json!(kind)))
        };
        if is("object") {
            let required = schema["required"].as_array().into_iter().flatten();
            let fields = required.filter_map(Value::as_str).map(|field| {
                (field.to_owned(), self.least(&schema["properties"][field], field, n))
            });
            return Value::Object(fields.collect::<Map<_, _>>());
        }
        if is("array") {
            return json!([]);
        }
        if is("boolean") {
            return json!(false);
        }
        if is("integer") || is("number") {
            return number(schema["minimum"].as_f64().unwrap_or_default());
        }
        let text = match (schema["format"].as_str(), schema["pattern"].as_str()) {
            (Some("date-time"), _) => "2026-11-21T09:00:00Z",
            (Some("uuid"), _) => "00000000-0000-4000-8000-0000000000aa",
            (Some("date"), _) => "2026-11-25",
            (_, Some(pattern)) if pattern.starts_with("^#") => "#a0b1c2",
            (_, Some(pattern)) if pattern.contains("{16}") => "0123456789abcdef",
            (_, Some(pattern)) if pattern.contains("{1,4}:") => "4:5",
            (_, Some(pattern)) if pattern.contains(':') => "09:00",
            (_, Some(_)) => "2026-11-25",
            _ if name == "id" || name.is_empty() => return n.to_string().into(),
            _ => return "x".repeat(schema["minLength"].as_u64().unwrap_or(1) as usize).into(),
        };
        text.into()
    }
}

/// Whole where it is.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}
