//! Where answers lead: to places of the product, and to what can be asked next.

use crate::at::At;
use crate::intent::Skill;

/// How a skill is called, where it lies, how it is asked for, and what may be
/// asked after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    pub(super) title: &'static str,
    /// A deep link: a place that [`crate::intent::entities::places`] knows,
    /// narrowed with `:` where it can be.
    pub(super) target: &'static str,
    pub(super) question: &'static str,
    pub(super) next: [Skill; 3],
}

/// The row of a skill: titles are those of the features, targets those of the
/// places, and each question is understood as its skill.
pub(super) const fn lead(skill: Skill) -> Lead {
    use Skill::{
        Batching, Blockers, CriticalPath, Features, Help, Missing, NextActions, OpenEvents,
        OpenGeneral, OpenLogistics, OpenMedia, Packages, ProductSearch, Quality, Readiness,
        RunOfShow, Selects, Staffing, UpdateEvents, UpdateGeneral, UpdateLogistics, UpdateMedia,
    };
    let (title, target, question, next) = match skill {
        Readiness => (
            "Sample readiness",
            "sample-tracker",
            "Are the samples ready?",
            [Blockers, Batching, NextActions],
        ),
        Blockers => (
            "What holds samples up",
            "sample-tracker:delayed",
            "Which samples hold us up?",
            [Readiness, NextActions, Batching],
        ),
        Batching => (
            "Shooting order",
            "batching",
            "In which order should we shoot the samples?",
            [Readiness, Blockers, Missing],
        ),
        CriticalPath => (
            "Critical path",
            "event-timeline",
            "What is on the critical path?",
            [Staffing, RunOfShow, NextActions],
        ),
        Staffing => (
            "Staffing gaps",
            "crew",
            "Where are we short of staff?",
            [RunOfShow, CriticalPath, OpenEvents],
        ),
        RunOfShow => (
            "Run of show",
            "run-of-show",
            "What does the run of show look like?",
            [Staffing, CriticalPath, NextActions],
        ),
        Quality => (
            "Picture quality",
            "gallery",
            "How good is the picture quality?",
            [Selects, Missing, OpenMedia],
        ),
        Missing => {
            ("Missing shots", "shot-list", "Which shots are missing?", [Quality, Selects, Batching])
        }
        Selects => ("Selects", "selects", "Pick the best images", [Missing, Quality, OpenMedia]),
        Packages => (
            "Packages",
            "packages",
            "Which package fits our budget?",
            [NextActions, Features, ProductSearch],
        ),
        NextActions => {
            ("Next actions", "tasks", "What should I do next?", [Blockers, CriticalPath, Readiness])
        }
        Features => {
            ("Features", "dashboard", "Which features should I try?", [NextActions, Packages, Help])
        }
        ProductSearch => (
            "Product search",
            "catalogue",
            "Find black dresses in the catalogue",
            [Packages, Readiness, NextActions],
        ),
        OpenLogistics => (
            "Samples",
            "sample-tracker",
            "Open the sample tracker",
            [Readiness, Blockers, Batching],
        ),
        OpenEvents => (
            "Timeline",
            "event-timeline",
            "Open the event timeline",
            [CriticalPath, RunOfShow, Staffing],
        ),
        OpenMedia => ("Gallery", "gallery", "Open the gallery", [Missing, Selects, Quality]),
        OpenGeneral => {
            ("Dashboard", "dashboard", "Open the dashboard", [NextActions, Readiness, Help])
        }
        UpdateLogistics => (
            "Samples",
            "sample-tracker",
            "Mark a sample as received",
            [Readiness, Blockers, OpenLogistics],
        ),
        UpdateEvents => (
            "Timeline",
            "event-timeline",
            "Move the fitting to tomorrow",
            [CriticalPath, RunOfShow, OpenEvents],
        ),
        UpdateMedia => {
            ("Gallery", "gallery", "Approve the pictures", [Missing, Selects, OpenMedia])
        }
        UpdateGeneral => (
            "Settings",
            "settings",
            "Change my notification settings",
            [NextActions, OpenGeneral, Help],
        ),
        Help => ("Dashboard", "dashboard", "What can you do?", [Readiness, CriticalPath, Missing]),
    };
    Lead { title, target, question, next }
}

/// A deep link to one thing of a place: `sample-tracker/gown-1`.
pub(super) fn to(place: &str, id: &str) -> String {
    let mut link = place.to_owned();
    link.push('/');
    escape(&mut link, id);
    link
}

/// The same link with what is to change there: `sample-tracker/gown-1?status=shot`.
pub(super) fn with(mut link: String, key: &str, value: &str) -> String {
    link.push(if link.as_bytes().contains(&b'?') { '&' } else { '?' });
    link.push_str(key);
    link.push('=');
    escape(&mut link, value);
    link
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
fn escape(link: &mut String, text: &str) {
    const HEX: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push('%');
            link.push(HEX.at(usize::from(byte >> 4)));
            link.push(HEX.at(usize::from(byte & 15)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{lead, to, with};
    use crate::intent::entities::places;
    use crate::intent::{Engine, Kit, Message, Skill};
    use crate::recommend::FEATURES;

    #[test]
    fn every_lead_goes_to_a_place_of_the_product() {
        for (skill, name) in Skill::ALL {
            assert!(places::exists(lead(skill).target), "{name}");
        }
    }

    #[test]
    fn skills_are_called_as_the_features_are() {
        for feature in FEATURES {
            if let Some(skill) = Skill::parse(feature.id) {
                assert_eq!(lead(skill).title, feature.title);
            }
        }
    }

    #[test]
    fn every_question_is_understood_as_its_skill_whatever_the_kit_and_the_turn_before() {
        let engine = Engine::learned().unwrap();
        let kits = [Kit::Logistics, Kit::Events, Kit::Media, Kit::General];
        for (skill, _) in Skill::ALL {
            let text = lead(skill).question;
            for kit in kits {
                for previous in [None].into_iter().chain(Skill::ALL.map(|(other, _)| Some(other))) {
                    let heard = engine.understand(&Message { text, kit: Some(kit), previous });
                    assert_eq!(heard.skill, skill, "{text} in {kit:?} after {previous:?}");
                    assert!(!heard.rejected && !heard.follow_up, "{text}");
                }
            }
        }
    }

    #[test]
    fn ids_cannot_leave_their_part_of_a_link() {
        let link = with(to("tasks", "a/b?c=d&e:f é"), "status", "done");
        assert_eq!(link, "tasks/a%2Fb%3Fc%3Dd%26e%3Af%20%C3%A9?status=done");
    }
}
