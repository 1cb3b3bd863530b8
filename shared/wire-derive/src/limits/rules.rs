//! The rules of one field.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{Expr, Field};

/// One rule, as it was written.
pub(crate) enum Rule {
    Dive,
    Length { chars: bool, min: Option<Expr>, max: Option<Expr> },
    Range { min: Option<Expr>, max: Option<Expr> },
    Inner(Vec<Rule>),
}

impl Rule {
    /// The check of `value`, an expression of a reference: `Checked`.
    pub(crate) fn check(&self, value: &TokenStream) -> TokenStream {
        match self {
            Self::Dive => quote!(::limits::Validate::validate(#value)),
            Self::Length { chars, min, max } => {
                let min = min.as_ref().map_or_else(|| quote!(0), |min| quote!(#min));
                let max = max.as_ref().map_or_else(|| quote!(usize::MAX), |max| quote!(#max));
                let check = if *chars { quote!(chars) } else { quote!(length) };
                quote!(::limits::#check(#value, #min, #max))
            }
            Self::Range { min, max } => {
                let (min, max) = (option(min.as_ref()), option(max.as_ref()));
                quote!(::limits::range(#value, #min, #max))
            }
            Self::Inner(rules) => {
                let checks = rules.iter().map(|rule| rule.check(&quote!(item)));
                quote! {
                    ::limits::each(
                        ::limits::Given::given(#value).unwrap_or_default(),
                        |item| { #(#checks?;)* ::core::result::Result::Ok(()) },
                    )
                }
            }
        }
    }
}

fn option(limit: Option<&Expr>) -> TokenStream {
    limit.map_or_else(
        || quote!(::core::option::Option::None),
        |limit| quote!(::core::option::Option::Some(#limit)),
    )
}

/// What the attributes of a field say.
pub(crate) fn of(field: &Field) -> syn::Result<Vec<Rule>> {
    let mut rules = Vec::new();
    let mut said = false;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("garde")) {
        attribute.parse_nested_meta(|meta| {
            said = true;
            if meta.path.is_ident("skip") {
                return Ok(());
            }
            rules.push(rule(&meta)?);
            Ok(())
        })?;
    }
    if said {
        Ok(rules)
    } else {
        Err(syn::Error::new_spanned(field, "say its limits, or `#[garde(skip)]`"))
    }
}

fn rule(meta: &ParseNestedMeta<'_>) -> syn::Result<Rule> {
    if meta.path.is_ident("dive") {
        return Ok(Rule::Dive);
    }
    if meta.path.is_ident("inner") {
        let mut rules = Vec::new();
        meta.parse_nested_meta(|meta| {
            rules.push(rule(&meta)?);
            Ok(())
        })?;
        return Ok(Rule::Inner(rules));
    }
    let (mut chars, mut min, mut max) = (false, None, None);
    meta.parse_nested_meta(|limit| {
        if limit.path.is_ident("chars") {
            chars = true;
        } else if limit.path.is_ident("min") {
            min = Some(limit.value()?.parse()?);
        } else if limit.path.is_ident("max") {
            max = Some(limit.value()?.parse()?);
        } else {
            return Err(limit.error("only `chars`, `min` and `max`"));
        }
        Ok(())
    })?;
    if meta.path.is_ident("length") {
        Ok(Rule::Length { chars, min, max })
    } else if meta.path.is_ident("range") && !chars {
        Ok(Rule::Range { min, max })
    } else {
        Err(meta.error("no such rule"))
    }
}
