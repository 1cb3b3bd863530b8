//! What changes are called, folded, in the four languages.

/// Value on the wire, how it is said, and the words for it.
pub(super) type Row = (&'static str, &'static str, &'static str);

/// Where a sample stands; the more telling first.
pub(super) const SAMPLES: &[Row] = &[
    (
        "returned",
        "returned",
        "returned return rendu rendue rendus rendues retourne retournee restituito restituita \
         reso resa devuelto devuelta devueltos devueltas",
    ),
    (
        "lost",
        "lost",
        "lost missing perdu perdue perdus perso persa persi perdido perdida perdidos perdidas \
         smarrito smarrita",
    ),
    (
        "delayed",
        "delayed",
        "delayed late retard retarde retardee ritardo retrasado retrasada retrasados \
         retrasadas",
    ),
    ("on_set", "on set", "onset plateau plato"),
    (
        "shot",
        "shot",
        "shot photographed shooted shootee photographie photographiee fotografato fotografata \
         scattato scattata fotografiado fotografiada",
    ),
    (
        "prepped",
        "prepped",
        "prepped steamed pressed ironed prepare preparee repasse repassee stirato stirata \
         preparato preparata planchado planchada preparado preparada",
    ),
    (
        "received",
        "received",
        "received arrived arrive here recu recue recus recues arrivee arrives arrivees \
         ricevuto ricevuta ricevuti arrivato arrivata arrivati arrivate recibido recibida \
         recibidos recibidas recibi llego llegado llegada llegaron",
    ),
    (
        "in_transit",
        "in transit",
        "transit shipped sent expedie expediee envoye envoyee spedito spedita transito \
         enviado enviada",
    ),
];

/// Where a task stands.
pub(super) const TASKS: &[Row] = &[
    (
        "done",
        "done",
        "done finished complete completed termine terminee fini finie fait faite finito \
         finita fatto fatta completato terminado terminada hecho hecha listo lista",
    ),
    ("blocked", "blocked", "blocked stuck bloque bloquee bloccato bloccata bloqueado bloqueada"),
    (
        "in_progress",
        "under way",
        "started progress begun underway commence commencee cours iniziato iniziata corso \
         empezado empezada curso",
    ),
    ("pending", "pending", "pending reopen attente attesa pendiente"),
];

/// What was decided about a picture.
pub(super) const PICTURES: &[Row] = &[
    (
        "approved",
        "approved",
        "approve approved valide validee validees valider approuve approva approvate \
         approvata aprueba apruebe aprobada aprobadas aprobar",
    ),
    (
        "rejected",
        "rejected",
        "reject rejected refuse refusee rejette rejeter rifiuta rifiutate scarta scartate \
         rechaza rechazada rechazadas descarta",
    ),
];

/// What the campaign cannot do without.
pub(super) const HERO: &str = "hero heros eroe heroe";
/// Words that take something away.
pub(super) const AWAY: &str = "remove off unassign without not drop enleve retire retirer sans \
     togli rimuovi senza quita saca sin";
/// Words that take a thing out altogether.
pub(super) const REMOVE: &str = "cancel delete remove scrap annule annuler supprime supprimer annulla cancella elimina \
     borra";
/// Words that make a new thing.
pub(super) const ADD: &str = "add create ajoute ajouter cree creer aggiungi crea anade agrega";
/// Words for everything there is.
pub(super) const ALL: &str = "all every everything everyone whole rest plan schedule timeline samples pieces tasks \
     pictures photos images shots tout tous toutes toute tutto tutti tutte todo todos todas toda";
/// Words for some of the pictures, which the page has to find.
pub(super) const SOME: &str = "blurry blurred soft dark noisy bad worst weak good best flou floues sombres sfocate mosse \
     scure borrosas movidas oscuras";
/// Words before what a thing is to be.
pub(super) const AS: &str = "as to comme come como";
/// Words before the look that a thing comes to, the same and those before a look
/// it may be in already, and those before the one it leaves.
pub(super) const TO: &str = "to into onto au vers al alla";
pub(super) const IN: &str =
    "to into onto au vers al alla in on for dans sur pour nel per en para a";
pub(super) const FROM: &str = "from off of du de dal del dalla";
/// Words by how much something moves.
pub(super) const BY: &str = "by back delay later earlier sooner longer";
/// Words about an arrival, where a date is its.
pub(super) const ARRIVAL: &str = "eta arrival arrive arrives arriving expected delivery arrivee \
     prevue livraison arrivo previsto consegna llegada prevista entrega";
/// Words that move something nearer.
pub(super) const EARLIER: &str =
    "earlier forward sooner avance avancer tot anticipa anticipare prima adelanta adelantar antes";
