//! Garments and colours as French, Italian and Spanish call them, for data that is
//! in English.

use super::vocabulary::{is, is_among};

/// How alike a word and its translation are: as a word and its plural.
const ALIKE: f32 = 0.98;
/// Before the skirt that is no "going to".
const ARTICLES: &str = "la una della sulla";

/// English words of data, and what else they are called, in the singular where
/// the plural ends in s; all folded.
const GARMENTS: &[(&str, &str)] = &[
    ("dress gown", "robe abito abiti vestito vestiti vestido"),
    ("skirt", "jupe gonna gonne falda"),
    ("coat overcoat", "manteau manteaux cappotto cappotti abrigo"),
    ("jacket blazer", "veste giacca giacche chaqueta"),
    ("trousers pants", "pantalon pantalone pantaloni pantalones"),
    ("shirt blouse", "chemise chemisier camicia camicie camisa"),
    ("sweater knit jumper", "chandail tricot maglione maglioni maglia"),
    ("suit", "tailleur traje"),
    ("shoe", "chaussure scarpa scarpe zapato"),
    ("boot", "botte bottine stivale stivali bota botin botines"),
    ("sandal", "sandale sandali sandalia"),
    ("heel pump", "escarpin tacchi tacones"),
    ("bag clutch", "sac borsa borse pochette bolso"),
    ("belt", "ceinture cintura cinture cinturon"),
    ("hat", "chapeau chapeaux cappello cappelli sombrero"),
    ("scarf", "foulard echarpe sciarpa sciarpe bufanda panuelo"),
    ("glove", "gant guanti guante"),
    ("jewellery jewelry", "bijou bijoux gioielli joya"),
    ("necklace", "collier collana"),
    ("ivory", "ivoire avorio marfil"),
    ("black", "noir noire nero nera neri nere negro negra"),
    ("white", "blanc blanche bianco bianca bianchi bianche blanco blanca"),
    ("red", "rouge rosso rossa rossi rosse rojo roja"),
    ("blue navy", "bleu bleue blu azzurro azzurra azul azules"),
    ("green", "vert verte verde verdi"),
    ("yellow", "jaune giallo gialla amarillo amarilla"),
    ("pink", "rose rosa"),
    ("grey gray", "gris grise grigio grigia"),
    ("brown", "marron marrone"),
    ("gold", "dore doree oro dorato dorata dorado dorada"),
    ("silver", "argent argente argento plata plateado"),
    ("silk", "soie seta seda"),
    ("leather", "cuir pelle cuero piel"),
    ("velvet", "velours velluto terciopelo"),
];

/// The English words for the folded word at a place; none where it is none of
/// these.
pub(crate) fn english(said: &[&[char]], at: usize) -> &'static str {
    let word = said.get(at).copied().unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| said.get(at)).copied().unwrap_or_default();
    if is(word, "gonna") && !is_among(before, ARTICLES) {
        return "";
    }
    let row = GARMENTS.iter().find(|(_, others)| {
        is_among(word, others) || word.strip_suffix(&['s']).is_some_and(|one| is_among(one, others))
    });
    row.map_or("", |(words, _)| words)
}

/// Likeness of a known word to one of these, or to its plural.
pub(crate) fn translated(known: &[char], words: &str) -> f32 {
    let one = known.strip_suffix(&['s']).unwrap_or(known);
    let stem = one.strip_suffix(&['e']).unwrap_or(one);
    let is_one = !words.is_empty() && [known, one, stem].iter().any(|one| is_among(one, words));
    if is_one { ALIKE } else { 0.0 }
}
