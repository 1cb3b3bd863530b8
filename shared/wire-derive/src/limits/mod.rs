//! `#[derive(Validate)]`: from `#[garde(…)]` attributes to checks.

mod rules;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::attributes::{Container, Member};
use crate::named;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Some(fields) = named(input)? else {
        return Err(syn::Error::new_spanned(input, "only structs have limits"));
    };
    let container = Container::of(&input.attrs)?;
    let mut checks = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let name = Member::of(&field.attrs)?.field_name(ident, &container);
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
            fn validate(&self) -> ::limits::Checked {
                #(#checks)*
                ::core::result::Result::Ok(())
            }
        }
    })
}
