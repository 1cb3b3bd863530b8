//! `#[derive(FromJson)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

use crate::attributes::{Container, Member};
use crate::named;

/// Bits of `wire::Shape::required`.
const MOST_FIELDS: usize = 64;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = Container::of(&input.attrs)?;
    let body = match named(input)? {
        Some(_) => object(input, &container)?,
        None => choice(input, &container)?,
    };
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        impl #generics ::wire::FromJson for #name #arguments #bounds {
            #body
        }
    })
}

/// A table of names, and a jump to the field of an index.
fn object(input: &DeriveInput, container: &Container) -> syn::Result<TokenStream> {
    let fields = named(input)?.into_iter().flatten();
    let (mut names, mut required, mut blanks, mut reads) = (vec![], vec![], vec![], vec![]);
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let (member, of) = (Member::of(&field.attrs)?, &field.ty);
        if member.flatten || member.skip {
            return Err(syn::Error::new_spanned(field, "`wire` reads no such field"));
        }
        let index = names.len();
        let optional = container.default || member.default;
        names.push(member.field_name(ident, container));
        blanks.push(quote!(#ident: <#of as ::wire::FromJson>::blank()));
        if !optional {
            required.push(quote! {
                | ((!<#of as ::wire::FromJson>::OPTIONAL as u64) << #index)
            });
        }
        let read = quote!(::wire::FromJson::read(&mut self.#ident, from));
        reads.push(if member.null_is_blank {
            quote!(#index => if from.null() { ::core::result::Result::Ok(()) } else { #read },)
        } else {
            quote!(#index => #read,)
        });
    }
    if names.len() > MOST_FIELDS {
        return Err(syn::Error::new_spanned(input, "more fields than a table of `wire` has bits"));
    }
    let closed = container.closed;
    Ok(quote! {
        fn blank() -> Self {
            Self { #(#blanks),* }
        }
        #[inline(never)]
        fn read(&mut self, from: &mut ::wire::Reader<'_>) -> ::wire::Read {
            const SHAPE: ::wire::Shape = ::wire::Shape {
                names: &[#(#names),*],
                required: 0 #(#required)*,
                closed: #closed,
            };
            from.fields(&SHAPE, &mut |index, from| match index {
                #(#reads)*
                _ => ::core::result::Result::Ok(()),
            })
        }
    })
}

/// The first variant is what stands there before anything was read; that is
/// also its default, if it has one.
fn choice(input: &DeriveInput, container: &Container) -> syn::Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "not an enum"));
    };
    let (mut names, mut variants) = (vec![], vec![]);
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(syn::Error::new_spanned(variant, "`wire` reads names only"));
        }
        let is_default = variant.attrs.iter().any(|attribute| attribute.path().is_ident("default"));
        if is_default && !names.is_empty() {
            return Err(syn::Error::new_spanned(variant, "the default must be the first"));
        }
        names.push(Member::of(&variant.attrs)?.variant_name(&variant.ident, container));
        variants.push(&variant.ident);
    }
    let indices = 0..names.len();
    let first = variants.first().ok_or_else(|| syn::Error::new_spanned(input, "no variants"))?;
    Ok(quote! {
        fn blank() -> Self {
            Self::#first
        }
        fn read(&mut self, from: &mut ::wire::Reader<'_>) -> ::wire::Read {
            *self = match from.choice(&[#(#names),*])? {
                #(#indices => Self::#variants,)*
                _ => return ::core::result::Result::Ok(()),
            };
            ::core::result::Result::Ok(())
        }
    })
}
