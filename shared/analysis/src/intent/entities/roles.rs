//! Roles of a crew, as they are called in four languages.

use crate::intent::fold::Words;
use kernels::words::distance::likeness;

/// A role, with the name data uses for it.
pub type Role = &'static str;

/// Roles, and after a colon what each is called; singular, folded.
const ROLES: &str = "dresser:dresser habilleuse habilleur vestierista vestidora vestidor,\
     seamstress:seamstress tailor couturiere sarta sarto costurera sastre,stylist:stylist styliste \
     stilista estilista,makeup:makeup maquilleuse maquilleur maquillage truccatrice truccatore \
     trucco maquilladora maquillador maquillaje,hair:hair hairdresser coiffeur coiffeuse coiffure \
     parrucchiere parrucchiera parrucco peluquero peluquera peluqueria,photographer:photographer \
     photographe fotografo fotografa,retoucher:retoucher retoucheur ritoccatore retocador,\
     model:model mannequin modella modello modelo,rigger:rigger rigging accrocheur,\
     lighting:lighting light lumiere luci luces eclairagiste iluminacion,sound:sound son audio \
     fonico sonido,runner:runner,security:security securite vigile sicurezza seguridad,host:usher \
     hostess hotesse azafata host,driver:driver chauffeur autista chofer conductor,\
     producer:producer producteur productrice produttore produttrice productor,intern:intern \
     stagiaire stagista becario becaria,dj:dj";

/// Roles a message names, each once, in the order they are said.
pub fn roles(message: &str) -> Vec<Role> {
    let words = Words::exact(message);
    let mut found = Vec::new();
    for word in words.iter() {
        let singular = match word {
            [start @ .., 's'] if start.len() > 3 => start,
            _ => word,
        };
        let known = ROLES.split(',').filter_map(|row| row.split_once(':'));
        let best = known.filter_map(|(role, names)| {
            let alike = names.split(' ').map(|name| {
                let name: Vec<char> = name.chars().collect();
                likeness(&name, word).max(likeness(&name, singular))
            });
            let best = alike.fold(0.0, f32::max);
            (best > 0.0).then_some((role, best))
        });
        let best = best.fold(None, |best: Option<(Role, f32)>, this| match best {
            Some(best) if best.1 >= this.1 => Some(best),
            _ => Some(this),
        });
        if let Some((role, _)) = best
            && !found.contains(&role)
        {
            found.push(role);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::roles;

    #[test]
    fn knows_roles_in_four_languages_and_with_slips() {
        assert_eq!(roles("two dressers and a seamstres"), ["dresser", "seamstress"]);
        assert_eq!(roles("une habilleuse, la sarta y la costurera"), ["dresser", "seamstress"]);
        assert_eq!(roles("the red dress on the rail"), [] as [&str; 0]);
    }
}
