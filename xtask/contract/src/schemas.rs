//! The schemas that several functions share, under one name each.

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};

const HOME: &str = "#/components/schemas/";

/// Named schemas, JSON Schema 2020-12.
#[derive(Debug)]
pub(crate) struct Schemas {
    asked: SchemaGenerator,
    answered: SchemaGenerator,
    named: Map<String, Value>,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self {
            asked: settings.clone().for_deserialize().into_generator(),
            answered: settings.for_serialize().into_generator(),
            named: Map::new(),
        }
    }
}

impl Schemas {
    /// Names the schema of what a caller may send.
    pub(crate) fn asked<T: JsonSchema>(&mut self, name: &str) -> Value {
        let schema = T::json_schema(&mut self.asked).to_value();
        self.name(name, schema)
    }

    /// Names the schema of what a caller will get, after `change`.
    pub(crate) fn answered<T: JsonSchema>(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Value),
    ) -> Value {
        let mut schema = T::json_schema(&mut self.answered).to_value();
        change(&mut schema);
        self.name(name, schema)
    }

    fn name(&mut self, name: &str, schema: Value) -> Value {
        self.named.insert(name.to_owned(), schema);
        serde_json::json!({ "$ref": format!("{HOME}{name}") })
    }

    /// All of them. A type that reads and writes differently (what may be left out of a request is
    /// always in an answer) appears twice, the second time as `…Answer`.
    pub(crate) fn into_map(mut self) -> Map<String, Value> {
        let asked = self.asked.take_definitions(false);
        let answered = self.answered.take_definitions(false);
        let differing: Vec<String> = answered
            .iter()
            .filter(|(name, schema)| asked.get(*name).is_some_and(|other| other != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        let mut answers: Map<String, Value> = answered;
        answers.extend(self.named.iter().filter(|(name, _)| name.ends_with("Output")).map(pair));
        for schema in answers.values_mut() {
            rename(schema, &differing);
        }
        let mut all = asked;
        all.extend(self.named.iter().map(pair));
        for (name, schema) in answers {
            let name = if differing.contains(&name) { format!("{name}Answer") } else { name };
            all.insert(name, schema);
        }
        all
    }
}

fn pair((name, schema): (&String, &Value)) -> (String, Value) {
    (name.clone(), schema.clone())
}

/// Points every reference to one of `names` at the schema of its answer.
fn rename(schema: &mut Value, names: &[String]) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                let target = value.as_str().and_then(|text| text.strip_prefix(HOME));
                match target {
                    Some(name) if key == "$ref" && names.iter().any(|n| n == name) => {
                        *value = format!("{HOME}{name}Answer").into();
                    }
                    _ => rename(value, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::json_schema;
    use serde_json::json;

    /// Reads and writes differently.
    struct Row;

    impl JsonSchema for Row {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Row".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
            let required: &[&str] = if generator.contract().is_serialize() { &["id"] } else { &[] };
            json_schema!({ "type": "object", "required": required })
        }
    }

    #[test]
    fn a_type_that_reads_and_writes_differently_appears_twice() {
        let mut schemas = Schemas::default();
        schemas.asked::<Vec<Row>>("ListInput");
        schemas.answered::<Vec<Row>>("ListOutput", |_| ());
        let all = schemas.into_map();
        assert_eq!(all["Row"]["required"], json!([]));
        assert_eq!(all["RowAnswer"]["required"], json!(["id"]));
        assert_eq!(all["ListInput"]["items"]["$ref"], "#/components/schemas/Row");
        assert_eq!(all["ListOutput"]["items"]["$ref"], "#/components/schemas/RowAnswer");
    }

    #[test]
    fn a_type_that_reads_as_it_writes_appears_once() {
        let mut schemas = Schemas::default();
        schemas.asked::<Vec<String>>("ListInput");
        schemas.answered::<Vec<String>>("ListOutput", |_| ());
        assert_eq!(schemas.into_map().len(), 2);
    }
}
