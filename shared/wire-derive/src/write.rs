//! `#[derive(ToJson)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

use crate::attributes::{Container, Member};
use crate::named;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = Container::of(&input.attrs)?;
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let to_json = |body: &TokenStream| {
        quote! {
            impl #generics ::wire::ToJson for #name #arguments #bounds {
                fn write(&self, to: &mut ::wire::Writer) {
                    #body
                }
            }
        }
    };
    if named(input)?.is_none() {
        return Ok(to_json(&variants(input, &container)?));
    }
    let fields = fields(input, &container)?;
    let to_json = to_json(&quote!(to.object(self);));
    Ok(quote! {
        #to_json
        impl #generics ::wire::Fields for #name #arguments #bounds {
            #[inline(never)]
            fn fields(&self, to: &mut ::wire::Writer) {
                #(#fields)*
            }
        }
    })
}

fn fields(input: &DeriveInput, container: &Container) -> syn::Result<Vec<TokenStream>> {
    let mut writes = Vec::new();
    for field in named(input)?.into_iter().flatten() {
        let Some(ident) = &field.ident else { continue };
        let member = Member::of(&field.attrs)?;
        if member.skip {
            continue;
        }
        let write = if member.flatten {
            quote!(::wire::Fields::fields(&self.#ident, to);)
        } else {
            let name = member.field_name(ident, container);
            if name.contains(['"', '\\']) || name.contains(char::is_control) {
                return Err(syn::Error::new_spanned(field, "a name that must be escaped"));
            }
            let listed = format!(",\"{name}\":");
            quote! {
                to.name(#listed);
                ::wire::ToJson::write(&self.#ident, to);
            }
        };
        writes.push(match member.skip_if {
            Some(absent) => quote!(if !#absent(&self.#ident) { #write }),
            None => write,
        });
    }
    Ok(writes)
}

fn variants(input: &DeriveInput, container: &Container) -> syn::Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "not an enum"));
    };
    let (mut names, mut arms) = (vec![], vec![]);
    for variant in &data.variants {
        let ident = &variant.ident;
        match (&variant.fields, container.untagged) {
            (Fields::Unit, false) => {
                names.push(Member::of(&variant.attrs)?.variant_name(ident, container));
                arms.push(ident);
            }
            (Fields::Unnamed(fields), true) if fields.unnamed.len() == 1 => arms.push(ident),
            _ => return Err(syn::Error::new_spanned(variant, "`wire` writes no such variant")),
        }
    }
    Ok(if container.untagged {
        quote!(match self { #(Self::#arms(value) => ::wire::ToJson::write(value, to),)* })
    } else {
        quote!(to.string(match self { #(Self::#arms => #names,)* });)
    })
}
