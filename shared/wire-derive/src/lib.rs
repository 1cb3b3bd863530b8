//! The derives of wire types.
//!
//! `Validate`, of the crate `limits`, from `#[garde(…)]` attributes; `FromJson`
//! and `ToJson`, of the crate `wire`, from the `#[serde(…)]` attributes that
//! schemars publishes. Whatever is not understood is a compile error: an
//! attribute that one reader obeys and another overlooks would be two formats.

mod attributes;
mod limits;
mod read;
mod write;

use proc_macro::TokenStream;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Field, Fields, Token, parse_macro_input};

/// Implements `limits::Validate` for a struct with named fields. Understood are
/// `skip`, `dive`, `length(min = …, max = …)`, `length(chars, …)`,
/// `range(min = …, max = …)` and `inner(…)` with any of them; a field without an
/// attribute is refused: forgetting a limit must not be easy.
#[proc_macro_derive(Validate, attributes(garde))]
pub fn derive_validate(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    limits::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Implements `wire::FromJson` for a struct with named fields, or for an enum
/// whose variants are names.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn derive_from_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Implements `wire::ToJson` for a struct with named fields (and `wire::Fields`,
/// so that it can be flattened), for an enum whose variants are names, or for an
/// untagged enum of one value each.
#[proc_macro_derive(ToJson, attributes(serde))]
pub fn derive_to_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The named fields of a struct; None for an enum.
fn named(input: &DeriveInput) -> syn::Result<Option<&Punctuated<Field, Token![,]>>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(Some(&fields.named)),
            Fields::Unit | Fields::Unnamed(_) => {
                Err(syn::Error::new_spanned(input, "only structs with named fields"))
            }
        },
        Data::Enum(_) => Ok(None),
        Data::Union(_) => Err(syn::Error::new_spanned(input, "a union has no wire format")),
    }
}
