//! `docs/limits.md`: how much the functions take, read off `openapi.json`.

use super::Generated;
use crate::GENERATED_BY_GEN;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const HOME: &str = "#/components/schemas/";

/// The document: what bounds a whole request, then each field's limits, those of
/// a type that several functions take once.
pub(super) fn table(document: &str) -> Result<Generated> {
    let document: Value = serde_json::from_str(document)?;
    let types = Types(document["components"]["schemas"].as_object().context("no schemas")?);
    let mut text = format!("<!-- {GENERATED_BY_GEN} -->\n{HEAD}");
    let mut known = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().context("no paths")? {
        let operation = methods.as_object().and_then(|methods| methods.values().next());
        let operation = operation.with_context(|| format!("{path} has no operation"))?;
        let _ = writeln!(text, "\n## {}\n", path.trim_start_matches('/'));
        text.push_str("| over a whole request | at most | beyond |\n| --- | ---: | ---: |\n");
        for bound in operation["x-limits"].as_array().into_iter().flatten() {
            let told = |name: &str| bound[name].as_str().unwrap_or_default();
            let (of, field) = (told("of"), told("field"));
            let (most, status) = (grouped(&bound["atMost"]), &bound["status"]);
            let _ = writeln!(text, "| {of} (`{field}`) | {most} | {status} |");
        }
        let input = &operation["requestBody"]["content"]["application/json"]["schema"];
        let input = named(input).with_context(|| format!("{path} has no input"))?;
        text.push_str(&types.fields(input));
        types.below(input, &mut known);
    }
    text.push_str("\n## Types\n");
    for name in known {
        let _ = write!(text, "\n### {name}\n{}", types.fields(&name));
    }
    Ok(("docs/limits.md".into(), text))
}

const HEAD: &str = "
# Limits

How much the functions take; `cargo test -p contract` sends each the most that is answered and what goes beyond. Beyond
a limit is a refusal that names field and limit: 413 `too_large` for a list or a body that holds too much, 400
`invalid_input` for a text, a number or a date.

A request at the limits has the two seconds of processor time that the platform gives any: `npm run bench -- limits` measures
the largest ones in wasm against them.
";

struct Types<'a>(&'a Map<String, Value>);

impl Types<'_> {
    /// An object's properties; of a type with variants, those of all of them.
    fn properties(&self, name: &str) -> impl Iterator<Item = (&String, &Value)> {
        let schema = self.0.get(name).unwrap_or(&Value::Null);
        let variants = schema["oneOf"].as_array().into_iter().flatten().chain([schema]);
        variants.filter_map(|variant| variant["properties"].as_object()).flatten()
    }

    /// A table of the fields with limits, or of a type that has some; empty
    /// where there is none.
    fn fields(&self, name: &str) -> String {
        let mut rows = String::new();
        for (field, schema) in self.properties(name) {
            let mut told = limits(schema);
            let linked = held(schema).filter(|held| !self.fields(held).is_empty());
            told.extend(linked.map(|held| format!("[{held}](#{})", held.to_ascii_lowercase())));
            if !told.is_empty() {
                let _ = writeln!(rows, "| `{field}` | {} |", told.join("; "));
            }
        }
        if rows.is_empty() { rows } else { format!("\n| field | limits |\n| --- | --- |\n{rows}") }
    }

    /// The types with limits inside of one.
    fn below(&self, name: &str, known: &mut BTreeSet<String>) {
        for held in self.properties(name).flat_map(|(_, schema)| held(schema)) {
            if !self.fields(held).is_empty() && known.insert(held.to_owned()) {
                self.below(held, known);
            }
        }
    }
}

/// The types of a field's value, or of its list's entries.
fn held(field: &Value) -> impl Iterator<Item = &str> {
    let choices = field["anyOf"].as_array().into_iter().flatten();
    [field, &field["items"]].into_iter().chain(choices).filter_map(named)
}

/// What bounds a field.
fn limits(field: &Value) -> Vec<String> {
    let mut told = Vec::new();
    let bounds = [
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " entries"),
        ("minProperties", "maxProperties", " entries"),
        ("minimum", "maximum", ""),
    ];
    for (least, most, unit) in bounds {
        let least = field.get(least).map(grouped);
        let most = field.get(most).map(grouped);
        told.extend(match (least, most) {
            (Some(least), Some(most)) if least == most => Some(format!("{most}{unit}")),
            (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
            (None, Some(most)) => Some(format!("at most {most}{unit}")),
            (Some(least), None) => Some(format!("at least {least}{unit}")),
            (None, None) => None,
        });
    }
    if field["items"].is_object() {
        told.extend(limits(&field["items"]).into_iter().map(|limit| format!("each {limit}")));
    }
    told
}

fn named(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix(HOME)
}

/// `20000` as `20,000`.
fn grouped(number: &Value) -> String {
    let Some(whole) =
        number.as_i64().or_else(|| number.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64))
    else {
        return number.to_string();
    };
    let digits = whole.unsigned_abs().to_string();
    let mut text = String::from(if whole < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, table};
    use serde_json::json;

    #[test]
    fn groups_digits() {
        for (number, text) in [(json!(0), "0"), (json!(999), "999"), (json!(-527_040), "−527,040")]
        {
            assert_eq!(grouped(&number), text);
        }
        assert_eq!(grouped(&json!(100.0)), "100");
        assert_eq!(grouped(&json!(0.5)), "0.5");
    }

    #[test]
    fn tells_each_fields_limits_and_a_shared_type_once() {
        let task = json!({ "properties": {
            "id": { "type": "string", "minLength": 1, "maxLength": 200 },
            "minutes": { "type": "integer", "minimum": 0, "maximum": 1440 },
            "note": { "type": "string" },
        } });
        let input = json!({ "properties": { "tasks": {
            "type": "array", "maxItems": 20_000, "items": { "$ref": "#/components/schemas/Task" },
        } } });
        let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AskInput" } } } });
        let bound =
            json!({ "field": "tasks.links", "atMost": 100_000, "of": "links", "status": 413 });
        let document = json!({
            "paths": { "/ask": { "post": { "requestBody": body, "x-limits": [bound] } } },
            "components": { "schemas": { "AskInput": input, "Task": task } },
        });
        let (_, text) = table(&document.to_string()).unwrap();
        for line in [
            "| links (`tasks.links`) | 100,000 | 413 |",
            "| `tasks` | at most 20,000 entries; [Task](#task) |",
            "| `id` | 1 to 200 characters |",
            "| `minutes` | 0 to 1,440 |",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(!text.contains("note"), "{text}");
        assert_eq!(text.matches("### Task").count(), 1);
    }
}
