//! `#[derive(Validate)]`: from `#[garde(…)]` attributes to checks; see the crate
//! `limits`.
//!
//! Understood: `skip`, `dive`, `length(min = …, max = …)`, `length(chars, …)`,
//! `range(min = …, max = …)` and `inner(…)` with any of them. Anything else is a
//! compile error, and so is a field without an attribute: forgetting a limit must
//! not be easy.

mod rules;
mod wire;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, parse_macro_input};

/// Implements `limits::Validate` for a struct with named fields.
#[proc_macro_derive(Validate, attributes(garde))]
pub fn derive_validate(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expand(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unit | Fields::Unnamed(_) => {
                return Err(syn::Error::new_spanned(input, "only structs with named fields"));
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            return Err(syn::Error::new_spanned(input, "only structs have limits"));
        }
    };
    let rename_all = wire::rename_all(&input.attrs)?;
    let mut checks = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let name = wire::name(field, ident, rename_all.as_deref())?;
        for rule in rules::of(field)? {
            let check = rule.check(&quote!(&self.#ident));
            checks.push(quote! {
                #check.map_err(|violation| violation.in_field(#name))?;
            });
        }
    }
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        impl #generics ::limits::Validate for #name #arguments #bounds {
            fn validate(&self) -> ::core::result::Result<(), ::limits::Violation> {
                #(#checks)*
                ::core::result::Result::Ok(())
            }
        }
    })
}
