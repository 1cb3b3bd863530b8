//! Places of the product a message names, as deep links.

use super::vocabulary::is_among;
use crate::intent::fold::Words;
use crate::intent::skill::Kit;
use kernels::words::distance::likeness;

/// Places of each kit, parted by semicolons, and after a colon what each is called:
/// sequences of folded words in any order. The first is the kit's home.
const PLACES: [(Kit, &str); 4] = [
    (
        Kit::Logistics,
        "sample-tracker:sample tracker,tracker,samples,sample list,echantillons,pieces,campioni,\
         capi,muestras,prendas,pulls,rail,portant,stand,perchero,logistics,logistique,logistica;\
         returns:returns,retours,resi,devoluciones;shipments:shipments,shipping,parcels,courier,\
         livraisons,expeditions,colis,spedizioni,pacchi,corriere,envios,paquetes;\
         batching:batching,batches,lots,lotti,lotes",
    ),
    (
        Kit::Events,
        "event-timeline:timeline,gantt,planner,event,events,schedule,evenement,evenements,\
         planning,evento,eventi,eventos,cronograma;calendar:calendar,agenda,calendrier,\
         calendario;run-of-show:run show,rundown,call sheet,deroule,conducteur,feuille service,\
         scaletta,escaleta,hoja llamado;tasks:tasks,task board,taches,attivita,tareas;crew:crew,\
         staffing,equipe,team page,squadra,staff,equipo,personal;seating:seating,guest list,plan \
         salle,piano posti,plano asientos,invites,invitati,invitados",
    ),
    (
        Kit::Media,
        "gallery:gallery,photos,pictures,images,media,assets,galerie,mediatheque,galleria,foto,\
         immagini,galeria,fotos,imagenes,medios;shot-list:shot list,shotlist,lista scatti,lista \
         tomas,liste prises;lookbook:lookbook;selects:selects,selection,selezione,seleccion;\
         uploads:uploads,upload,subidas;retouching:retouch,retouching,retouche,ritocco,retoque",
    ),
    (
        Kit::General,
        "dashboard:dashboard,home,start,main menu,tableau bord,accueil,inizio,panel,inicio;\
         settings:settings,preferences,parametres,reglages,impostazioni,ajustes,configuracion;\
         profile:profile,account,password,profil,compte,mot passe,profilo,perfil,cuenta,\
         contrasena;billing:billing,invoices,subscription,facturation,factures,fatturazione,\
         fatture,facturacion,facturas;packages:packages,services,forfaits,prestations,pacchetti,\
         servizi,servicios;orders:orders,commandes,ordini,pedidos;catalogue:catalogue,catalog,\
         products,catalogo,produits,prodotti,productos,store,shop;reports:reports,report,sales,\
         rapports,informes,ventes;notifications:notifications,alerts,notifiche,notificaciones;\
         inbox:inbox,messages,messaggi,mensajes;integrations:integrations,integrazioni,\
         integraciones;till:till,caisse,cassa,caja",
    ),
];

/// What a list can be narrowed to, and the places that know it.
const FILTERS: &[(&str, &[&str], &str)] = &[
    (
        "delayed",
        &["sample-tracker", "shipments"],
        "delayed late overdue retard ritardo retrasadas retrasados retraso",
    ),
    ("received", &["sample-tracker"], "received recues recus ricevuti recibidas"),
    ("returned", &["sample-tracker"], "returned rendus restituiti devueltas"),
    ("lost", &["sample-tracker"], "lost perdus persi perdidas"),
    ("approved", &["gallery"], "approved validees approvate aprobadas"),
    ("rejected", &["gallery"], "rejected refusees rifiutate rechazadas"),
    ("blocked", &["tasks"], "blocked bloquees bloccate bloqueadas"),
];

/// The deep link of the place `message` names within `kit` (of an `open` skill),
/// e.g. `sample-tracker:delayed`; the kit's home where it names none.
pub fn place(message: &str, kit: Kit) -> String {
    named(message, kit).unwrap_or_else(|| home(kit).to_owned())
}

/// The same, and nothing where it names no place.
pub fn named(message: &str, kit: Kit) -> Option<String> {
    let folded = Words::exact(message);
    let said: Vec<&[char]> = folded.iter().take(64).collect();
    let fits = |names: &str| names.split(',').map(|name| fit(name, &said)).fold(0.0, f32::max);
    let mut best = ("", 0.0);
    for (target, names) in places(kit) {
        let fit = fits(names);
        if fit > best.1 {
            best = (target, fit);
        }
    }
    // "Open the delayed ones": the filter alone tells the place.
    let narrowed = FILTERS.iter().find_map(|(filter, places, words)| {
        let at = if best.1 > 0.0 { best.0 } else { home(kit) };
        let said = said.iter().any(|word| is_among(word, words));
        (places.contains(&at) && said).then(|| [at, ":", filter].concat())
    });
    narrowed.or_else(|| (best.1 > 0.0).then(|| best.0.to_owned()))
}

/// Whether a deep link leads to a place of the product: `place`, or
/// `place:filter` where the place knows the filter.
pub fn exists(target: &str) -> bool {
    let (place, filter) = target.split_once(':').unwrap_or((target, ""));
    let known =
        |(name, places, _): &(&str, &[&str], &str)| *name == filter && places.contains(&place);
    PLACES.iter().any(|(kit, _)| places(*kit).any(|(name, _)| name == place))
        && (filter.is_empty() || FILTERS.iter().any(known))
}

/// The places of a kit, and what they are called.
fn places(kit: Kit) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = PLACES.iter().find(|(of, _)| *of == kit).map_or("", |(_, all)| all);
    all.split(';').filter_map(|place| place.split_once(':'))
}

fn home(kit: Kit) -> &'static str {
    places(kit).next().map_or("dashboard", |(target, _)| target)
}

/// How much of a message a name explains: the sum over its words, all of which
/// must be said, so a longer name beats a shorter one.
fn fit(name: &str, said: &[&[char]]) -> f32 {
    let mut sum = 0.0;
    for word in name.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        let best = said.iter().map(|said| likeness(&letters, said)).fold(0.0, f32::max);
        if best == 0.0 {
            return 0.0;
        }
        sum += best;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::intent::skill::Kit;

    #[test]
    fn places_are_known_in_four_languages_and_with_slips() {
        for (message, kit, target) in [
            ("open the sample tracker", Kit::Logistics, "sample-tracker"),
            ("opn the smaple traker", Kit::Logistics, "sample-tracker"),
            ("portami ai resi", Kit::Logistics, "returns"),
            ("ouvre le calendrier", Kit::Events, "calendar"),
            ("open the run of show page", Kit::Events, "run-of-show"),
            ("abre la lista de tomas", Kit::Media, "shot-list"),
            ("where are my invoices", Kit::General, "billing"),
            ("take me home", Kit::General, "dashboard"),
        ] {
            assert_eq!(place(message, kit), target, "{message}");
        }
    }

    #[test]
    fn lists_are_narrowed_where_they_can_be() {
        assert_eq!(place("open the delayed samples", Kit::Logistics), "sample-tracker:delayed");
        assert_eq!(place("ouvre les pièces en retard", Kit::Logistics), "sample-tracker:delayed");
        assert_eq!(place("open the approved pictures", Kit::Media), "gallery:approved");
        assert_eq!(place("open the delayed calendar", Kit::Events), "calendar");
    }

    #[test]
    fn a_kit_named_without_a_place_is_its_home() {
        assert_eq!(place("", Kit::Media), "gallery");
        assert_eq!(place("let's go there", Kit::General), "dashboard");
    }
}
