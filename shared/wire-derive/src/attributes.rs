//! What `#[serde(…)]` says of a type and its parts.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitStr, Path};

/// How names are written that are not given one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Case {
    /// As in Rust.
    #[default]
    Same,
    Camel,
    Snake,
    Lower,
}

/// The attributes of a struct or enum.
#[derive(Debug, Default)]
pub(crate) struct Container {
    pub(crate) case: Case,
    /// `deny_unknown_fields`.
    pub(crate) closed: bool,
    /// `default`: no field must be there.
    pub(crate) default: bool,
    pub(crate) untagged: bool,
}

/// The attributes of a field or variant.
#[derive(Default)]
pub(crate) struct Member {
    rename: Option<String>,
    pub(crate) default: bool,
    pub(crate) skip: bool,
    pub(crate) flatten: bool,
    /// `skip_serializing_if`: a function of a reference to the field.
    pub(crate) skip_if: Option<Path>,
    /// `deserialize_with = "null_as_empty"`: a `null` reads like nothing.
    pub(crate) null_is_blank: bool,
}

impl Container {
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut all = Self::default();
        each(attributes, |meta| {
            match name(meta).as_str() {
                "rename_all" => {
                    let rule: LitStr = meta.value()?.parse()?;
                    all.case = match rule.value().as_str() {
                        "camelCase" => Case::Camel,
                        "snake_case" => Case::Snake,
                        "lowercase" => Case::Lower,
                        _ => return Err(meta.error("camelCase, snake_case or lowercase")),
                    };
                }
                "deny_unknown_fields" => all.closed = true,
                "default" => all.default = true,
                "untagged" => all.untagged = true,
                "crate" => drop(meta.value()?.parse::<LitStr>()?),
                _ => return Err(meta.error("not understood by `wire`")),
            }
            Ok(())
        })?;
        Ok(all)
    }
}

impl Member {
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut all = Self::default();
        each(attributes, |meta| {
            match name(meta).as_str() {
                "rename" => all.rename = Some(meta.value()?.parse::<LitStr>()?.value()),
                "default" => all.default = true,
                "skip" => all.skip = true,
                "flatten" => all.flatten = true,
                "skip_serializing_if" => {
                    all.skip_if = Some(meta.value()?.parse::<LitStr>()?.parse()?);
                }
                "deserialize_with" => {
                    let with: LitStr = meta.value()?.parse()?;
                    if with.value() != "null_as_empty" {
                        return Err(meta.error("only `null_as_empty` is understood by `wire`"));
                    }
                    all.null_is_blank = true;
                }
                _ => return Err(meta.error("not understood by `wire`")),
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// The name of a field on the wire.
    pub(crate) fn field_name(&self, ident: &Ident, container: &Container) -> String {
        let plain = ident.to_string();
        let plain = plain.trim_start_matches("r#");
        match (&self.rename, container.case) {
            (Some(name), _) => name.clone(),
            (None, Case::Camel) => camel_case(plain),
            (None, _) => plain.to_owned(),
        }
    }

    /// The name of a variant on the wire.
    pub(crate) fn variant_name(&self, ident: &Ident, container: &Container) -> String {
        let plain = ident.to_string();
        match (&self.rename, container.case) {
            (Some(name), _) => name.clone(),
            (None, Case::Same) => plain,
            (None, Case::Lower) => plain.to_lowercase(),
            (None, Case::Snake) => snake_case(&plain),
            (None, Case::Camel) => {
                let (first, rest) = plain.split_at(1);
                first.to_lowercase() + rest
            }
        }
    }
}

fn each(
    attributes: &[Attribute],
    mut read: impl FnMut(&ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| read(&meta))?;
    }
    Ok(())
}

fn name(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
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

fn snake_case(camel: &str) -> String {
    let mut name = String::new();
    for (index, letter) in camel.char_indices() {
        if index > 0 && letter.is_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{camel_case, snake_case};

    #[test]
    fn writes_names_as_serde_does() {
        assert_eq!(camel_case("shoot_minutes"), "shootMinutes");
        assert_eq!(camel_case("id"), "id");
        assert_eq!(camel_case("p95_minutes"), "p95Minutes");
        assert_eq!(snake_case("InProgress"), "in_progress");
        assert_eq!(snake_case("Done"), "done");
    }
}
