//! One function as an OpenAPI operation.

use crate::bounds::{self, Bound};
use crate::schemas::Schemas;
use edge::caller::Caller;
use edge::endpoint::Endpoint;
use edge::error::CODES;
use serde_json::{Map, Value, json};

/// Reads the operation off the endpoint's types.
pub(crate) fn describe<E: Endpoint>(type_name: &str, schemas: &mut Schemas) -> Value {
    let input = schemas.asked::<E::Input>(&format!("{type_name}Input"));
    let output = schemas.answered::<E::Output>(&format!("{type_name}Output"), |schema| {
        if E::SPEC.kept.is_some() {
            add_when_calculated(schema);
        }
    });
    let mut responses = Map::new();
    responses.insert(
        "200".into(),
        json!({
            "description": "The answer.",
            "content": { "application/json": { "schema": output } },
        }),
    );
    for (code, status) in CODES {
        let refusal = json!({ "$ref": format!("#/components/responses/{code}") });
        responses.insert(status.to_string(), refusal);
    }
    let mut operation = json!({
        "operationId": E::SPEC.name,
        "summary": E::SPEC.summary,
        "security": security(E::Caller::MODE),
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": input } },
        },
        "responses": responses,
        "x-rate-limit": { "limit": E::SPEC.per_minute, "windowSeconds": 60 },
        "x-limits": bounds::of(E::SPEC.name).map(Bound::told).collect::<Value>(),
    });
    if let Some(kept) = E::SPEC.kept {
        operation["x-cache-seconds"] = kept.seconds.into();
    }
    operation
}

fn security(mode: &str) -> Value {
    if mode == "none" { json!([]) } else { json!([{ mode: [] }]) }
}

/// Kept answers say so, and of when they are: `edge` adds both fields to each of them.
fn add_when_calculated(schema: &mut Value) {
    schema["properties"]["cached"] = json!({
        "description": "Whether this answer was kept from an earlier, equal request.",
        "type": "boolean",
    });
    schema["properties"]["calculatedAt"] = json!({
        "description": "When it was calculated.",
        "type": "string",
        "format": "date-time",
    });
    match schema["required"].as_array_mut() {
        Some(required) => required.extend(["cached".into(), "calculatedAt".into()]),
        None => schema["required"] = json!(["cached", "calculatedAt"]),
    }
}
