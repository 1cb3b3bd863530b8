//! Garments and colours as French, Italian and Spanish call them, for data that is
//! in English.

use super::vocabulary::{is, is_among};

/// How alike a word and its translation are: as a word and its plural.
const ALIKE: f32 = 0.98;
/// Before the skirt that is no "going to".
const ARTICLES: &str = "la una della sulla";

/// Letters that may follow a stem: "robe" begins "robes".
const ENDING: usize = 2;

/// English words of data, and after a colon the stems of what else they are
/// called; all folded.
const GARMENTS: &str = "dress gown:robe abito abiti vestit vestid,skirt:jupe gonna gonne falda,\
     coat overcoat:mantea cappott abrigo,jacket blazer:veste giacc chaquet,trousers \
     pants:pantalon,shirt blouse:chemise camici camisa,sweater knit jumper:chandail tricot maglia \
     maglion,suit:tailleur traje,shoe:chaussur scarpa scarpe zapato,boot:botte bottine stival bota \
     botin,sandal:sandale sandali,heel pump:escarpin tacchi tacon,bag clutch:sac borsa borse \
     bolso,belt:ceintur cintur,hat:chapea cappell sombrero,scarf:foulard echarp sciarp bufand,\
     glove:gant guant,jewellery jewelry:bijou gioiell joya,necklace:collier collan,ivory:ivoire \
     avorio marfil,black:noir nero nera neri nere negr,white:blanc bianc,red:rouge ross rojo roja,\
     blue navy:bleu azzurr azul,green:vert verd,yellow:jaune giall amarill,pink:rose rosa,grey \
     gray:gris grig,brown:marron,gold:dore oro dorat dorad,silver:argent plata,silk:soie seta \
     seda,leather:cuir pelle cuero,velvet:velour vellut terciopel";

/// The English words for the folded word at a place; none where it is none of
/// these.
pub(crate) fn english(said: &[&[char]], at: usize) -> &'static str {
    let word = said.get(at).copied().unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| said.get(at)).copied().unwrap_or_default();
    if is(word, "gonna") && !is_among(before, ARTICLES) {
        return "";
    }
    let begins = |stem: &str| {
        word.len() <= stem.len() + ENDING && word.iter().copied().take(stem.len()).eq(stem.chars())
    };
    let mut rows = GARMENTS.split(',').filter_map(|row| row.split_once(':'));
    rows.find(|(_, stems)| stems.split(' ').any(begins)).map_or("", |(words, _)| words)
}

/// Likeness of a known word to one of these, or to its plural.
pub(crate) fn translated(known: &[char], words: &str) -> f32 {
    let one = known.strip_suffix(&['s']).unwrap_or(known);
    let stem = one.strip_suffix(&['e']).unwrap_or(one);
    let is_one = !words.is_empty() && [known, one, stem].iter().any(|one| is_among(one, words));
    if is_one { ALIKE } else { 0.0 }
}
