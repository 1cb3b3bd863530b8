//! `commerce.product_search`: the way into the catalogue, with what to look for.

use super::draft::{Draft, draft};
use super::leads::with;
use super::reply::Tone;
use super::wish::Wish;
use crate::intent::entities::ordinal;
use crate::intent::entities::vocabulary::{is_among, is_filler};
use crate::intent::fold::Words;

/// The page of the products.
const CATALOGUE: &str = "catalogue";
/// Words looked for.
const MOST: usize = 12;

/// Words that ask, and describe nothing; folded.
const ASKING: &str = "any are available avez aviez ayudame be browse busca buscar buscas buy can \
     catalog catalogo catalogue cerca cercami cerco cercare cherche cherchez come como compra \
     comprar cost could cout coute cuanto cuesta disponible disponibles disponibile disponibili do \
     does dove donde encuentra encuentrame est find get got hai have hay ho how i inventory looking \
     look me montre mostra mostrami muestra muestrame much need not ou please prezzo price prix \
     precio product products prodotti produits productos pull quali quanto que quel quelle quels \
     quelles search sell shop show sind some something sono stock store still that there tiene \
     tienes tienen trova trovami trouve trouver up us want we what whats where which y you your \
     avons nous abbiamo tenemos s t qu ce c il on a si ?";

/// Information: the search is one press away.
pub(super) fn product_search(wish: &Wish<'_>) -> Draft {
    let mut terms: Vec<String> = Vec::new();
    // The oldest first: "black dresses", then "in silk".
    let said: Vec<&str> = wish.said().filter(|text| ordinal(text).is_none()).collect();
    for text in said.iter().rev() {
        for word in Words::exact(text).iter() {
            let asks = is_among(word, ASKING);
            let word: String = word.iter().collect();
            if !asks && terms.len() < MOST && !terms.contains(&word) && !is_filler_word(&word) {
                terms.push(word);
            }
        }
    }
    let mut draft = draft(Tone::Info);
    if terms.is_empty() {
        draft.text.say("The catalogue is one press away. Tell me what you look for: a name, a colour, a size, a SKU.");
        draft.act("Open the catalogue", CATALOGUE.to_owned());
        return draft;
    }
    let query = terms.join(" ");
    draft.text.say("Let us look in the catalogue for ").name(&query).say(".");
    let target = with(CATALOGUE.to_owned(), "q", &query);
    draft.act_on("Search for", &query, target);
    draft.act("Open the whole catalogue", CATALOGUE.to_owned());
    draft
}

fn is_filler_word(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    is_filler(&letters)
}
