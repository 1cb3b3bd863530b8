//! What can be asked for, and how it is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

/// The form of a wish; `intent` on the wire.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    FromJson,
    Deserialize,
    ToJson,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Open a place.
    Navigation,
    /// Give information.
    Question,
    /// Make, change or find something.
    Action,
    /// About the assistant itself.
    Help,
}

/// A part of the product; the kit a person is in only breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kit {
    /// Samples and their ways.
    Logistics,
    /// Shows, tasks, crew.
    Events,
    /// Pictures and shot lists.
    Media,
    /// Everything else.
    General,
}

/// One thing the assistant knows how to do.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    FromJson,
    Deserialize,
    ToJson,
    Serialize,
    JsonSchema,
)]
#[expect(missing_docs, reason = "the names on the wire say it; each is described in the design")]
pub enum Skill {
    #[serde(rename = "logistics.readiness")]
    Readiness,
    #[serde(rename = "logistics.blockers")]
    Blockers,
    #[serde(rename = "logistics.batching")]
    Batching,
    #[serde(rename = "events.critical_path")]
    CriticalPath,
    #[serde(rename = "events.staffing")]
    Staffing,
    #[serde(rename = "events.run_of_show")]
    RunOfShow,
    #[serde(rename = "media.quality")]
    Quality,
    #[serde(rename = "media.missing")]
    Missing,
    #[serde(rename = "media.selects")]
    Selects,
    #[serde(rename = "recommendations.packages")]
    Packages,
    #[serde(rename = "recommendations.next_actions")]
    NextActions,
    #[serde(rename = "recommendations.features")]
    Features,
    #[serde(rename = "commerce.product_search")]
    ProductSearch,
    #[serde(rename = "logistics.open")]
    OpenLogistics,
    #[serde(rename = "events.open")]
    OpenEvents,
    #[serde(rename = "media.open")]
    OpenMedia,
    #[serde(rename = "general.open")]
    OpenGeneral,
    #[serde(rename = "logistics.update")]
    UpdateLogistics,
    #[serde(rename = "events.update")]
    UpdateEvents,
    #[serde(rename = "media.update")]
    UpdateMedia,
    #[serde(rename = "general.update")]
    UpdateGeneral,
    #[serde(rename = "general.help")]
    Help,
}

impl Skill {
    /// Every skill, with the name it has on the wire and in the phrase tables.
    pub const ALL: [(Self, &'static str); 22] = [
        (Self::Readiness, "logistics.readiness"),
        (Self::Blockers, "logistics.blockers"),
        (Self::Batching, "logistics.batching"),
        (Self::CriticalPath, "events.critical_path"),
        (Self::Staffing, "events.staffing"),
        (Self::RunOfShow, "events.run_of_show"),
        (Self::Quality, "media.quality"),
        (Self::Missing, "media.missing"),
        (Self::Selects, "media.selects"),
        (Self::Packages, "recommendations.packages"),
        (Self::NextActions, "recommendations.next_actions"),
        (Self::Features, "recommendations.features"),
        (Self::ProductSearch, "commerce.product_search"),
        (Self::OpenLogistics, "logistics.open"),
        (Self::OpenEvents, "events.open"),
        (Self::OpenMedia, "media.open"),
        (Self::OpenGeneral, "general.open"),
        (Self::UpdateLogistics, "logistics.update"),
        (Self::UpdateEvents, "events.update"),
        (Self::UpdateMedia, "media.update"),
        (Self::UpdateGeneral, "general.update"),
        (Self::Help, "general.help"),
    ];

    /// The skill of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(skill, _)| *skill)
    }

    /// The name on the wire, e.g. `logistics.readiness`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(skill, _)| *skill == self).map_or("general.help", |(_, name)| name)
    }

    /// The kit whose skill it is; none for what belongs to no kit.
    pub fn kit(self) -> Option<Kit> {
        match self.name().split_once('.')?.0 {
            "logistics" => Some(Kit::Logistics),
            "events" => Some(Kit::Events),
            "media" => Some(Kit::Media),
            "general" => Some(Kit::General),
            _ => None,
        }
    }

    /// The form this skill always has, where it has only one.
    pub fn only_form(self) -> Option<Form> {
        match self {
            Self::OpenLogistics | Self::OpenEvents | Self::OpenMedia | Self::OpenGeneral => {
                Some(Form::Navigation)
            }
            Self::UpdateLogistics
            | Self::UpdateEvents
            | Self::UpdateMedia
            | Self::UpdateGeneral => Some(Form::Action),
            Self::Help => Some(Form::Help),
            _ => None,
        }
    }

    /// Whether a wish for this skill can have this form.
    pub fn can_be(self, form: Form) -> bool {
        match self.only_form() {
            Some(only) => only == form,
            None => matches!(form, Form::Question | Form::Action),
        }
    }
}

impl Form {
    /// The form of a name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "navigation" => Some(Self::Navigation),
            "question" => Some(Self::Question),
            "action" => Some(Self::Action),
            "help" => Some(Self::Help),
            _ => None,
        }
    }
}

impl Kit {
    /// The skill that changes its things; none where it is general.
    pub fn update(self) -> Option<Skill> {
        match self {
            Self::Logistics => Some(Skill::UpdateLogistics),
            Self::Events => Some(Skill::UpdateEvents),
            Self::Media => Some(Skill::UpdateMedia),
            Self::General => None,
        }
    }

    /// The kit of a client's free name for it (`logistics`, `sample-kit`,
    /// `event_kit`, …); whatever is not known is general.
    pub fn parse(name: &str) -> Self {
        let has = |part: &str| {
            name.as_bytes().windows(part.len()).any(|w| w.eq_ignore_ascii_case(part.as_bytes()))
        };
        if has("logistic") || has("sample") {
            Self::Logistics
        } else if has("event") || has("show") {
            Self::Events
        } else if has("media") || has("gallery") || has("asset") {
            Self::Media
        } else {
            Self::General
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kit, Skill};

    #[test]
    fn names_are_the_same_in_code_and_on_the_wire() {
        for (skill, name) in Skill::ALL {
            assert_eq!(serde_json::to_value(skill).unwrap(), name);
            assert_eq!(Skill::parse(name), Some(skill));
            assert_eq!(skill.name(), name);
        }
        assert_eq!(Skill::parse("logistics"), None);
    }

    #[test]
    fn kits_are_known_by_the_names_clients_give_them() {
        assert_eq!(Kit::parse("Logistics"), Kit::Logistics);
        assert_eq!(Kit::parse("event-kit"), Kit::Events);
        assert_eq!(Kit::parse("media_kit"), Kit::Media);
        assert_eq!(Kit::parse("né"), Kit::General);
    }
}
