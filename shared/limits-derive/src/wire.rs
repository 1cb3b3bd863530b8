//! What a field is called in the JSON.

use syn::{Attribute, Field, Ident, LitStr};

/// The container's `#[serde(rename_all = "…")]`.
pub(crate) fn rename_all(attributes: &[Attribute]) -> syn::Result<Option<String>> {
    let rule = serde_text(attributes, "rename_all")?;
    match rule.as_deref() {
        None | Some("camelCase") => Ok(rule),
        Some(other) => Err(syn::Error::new_spanned(
            attributes.first(),
            format!("names are written as they are or in camelCase, not in {other}"),
        )),
    }
}

/// The field's name on the wire.
pub(crate) fn name(field: &Field, ident: &Ident, rename_all: Option<&str>) -> syn::Result<String> {
    if let Some(name) = serde_text(&field.attrs, "rename")? {
        return Ok(name);
    }
    let name = ident.to_string();
    let name = name.trim_start_matches("r#");
    Ok(if rename_all.is_some() { camel_case(name) } else { name.to_owned() })
}

/// The text of `#[serde(key = "text")]`; everything else there is serde's.
fn serde_text(attributes: &[Attribute], key: &str) -> syn::Result<Option<String>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            if meta.input.peek(syn::Token![=]) {
                let text: LitStr = meta.value()?.parse()?;
                if meta.path.is_ident(key) {
                    found = Some(text.value());
                }
            } else if meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|nested| {
                    nested.value()?.parse::<LitStr>()?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(rest);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn writes_names_as_serde_does() {
        assert_eq!(camel_case("shoot_minutes"), "shootMinutes");
        assert_eq!(camel_case("id"), "id");
        assert_eq!(camel_case("p95_minutes"), "p95Minutes");
    }
}
