//! What an answer is made from: taken from the request where it is there, else
//! read in one call under the caller's own rights.

use analysis::Time;
use analysis::chat::{self, ChatInput, Needs, Turn, Understood, UserContext, reclassify};
use analysis::events::{Event, Zone};
use analysis::intent::Skill;
use analysis::logistics::Sample;
use analysis::media::{GalleryAsset, ShotItem};
use analysis::recommend::{FeatureUse, Package};
use edge::deadline;
use edge::host::Host;
use edge::prelude::*;
use wire::Writer;

use crate::warn;

/// An admission that took longer than this was slow, not refused.
const SLOW_MS: i64 = 1000;

/// What is known, and from where.
pub(crate) struct Material<'a> {
    input: &'a ChatInput,
    rows: Rows,
    /// Brought or read.
    known: Needs,
    missing: Option<Missing>,
}

/// Why there are no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// They did not come in time.
    Late,
    /// They could not be read.
    Failed,
}

/// The arguments of `chat_material`.
#[derive(ToJson)]
#[expect(clippy::struct_field_names, reason = "parameters of SQL functions are named so")]
struct Ask<'a> {
    p_wanted: Vec<&'static str>,
    p_session_id: Option<&'a str>,
    p_by_skill: Option<BySkill<'a>>,
    p_message: Option<String>,
}

/// What `chat_material` answers; null is what was not wanted, or not there.
#[derive(Default, FromJson)]
struct Rows {
    history: Option<Vec<Turn>>,
    samples: Option<Vec<Sample>>,
    event: Option<Event>,
    assets: Option<Vec<GalleryAsset>>,
    shots: Option<Vec<ShotItem>>,
    packages: Option<Vec<Package>>,
    uses: Option<Vec<FeatureUse>>,
}

impl<'a> Material<'a> {
    /// What the request brings.
    pub(crate) fn brought(input: &'a ChatInput) -> Self {
        let brought = |context: &UserContext| Needs {
            samples: context.sample_list.is_some(),
            event: context.event.is_some() || context.event_tasks.is_some(),
            assets: context.gallery_assets.is_some(),
            shots: context.shot_list.is_some(),
            packages: context.packages.is_some(),
            uses: false,
        };
        let known = input.user_context.as_ref().map(brought).unwrap_or_default();
        Self { input, rows: Rows::default(), known, missing: None }
    }

    /// The turns before, as far as they are known.
    pub(crate) fn history(&self) -> &[Turn] {
        let brought = self.input.conversation_history.as_deref();
        brought.or(self.rows.history.as_deref()).unwrap_or_default()
    }

    /// Whether there is something to read for this; not after a failure.
    pub(crate) fn lacks(&self, understood: &Understood) -> bool {
        let rows = lacking(understood.needs(), self.known);
        self.missing.is_none() && (self.lacks_history() || rows != Needs::default())
    }

    fn lacks_history(&self) -> bool {
        self.input.conversation_history.is_none() && self.rows.history.is_none()
    }

    /// Why something is missing that the answer needs.
    pub(crate) fn missing(&self, understood: &Understood) -> Option<Missing> {
        self.missing.filter(|_| lacking(understood.needs(), self.known) != Needs::default())
    }

    /// Reads what is lacking, until `moment`. For a request that was not counted
    /// nothing is read.
    pub(crate) async fn read(
        &mut self,
        cx: &Context<'_, User>,
        understood: &Understood,
        moment: Time,
    ) {
        if !cx.admitted().await {
            let is_slow = cx.host.now().ms() - cx.now.ms() > SLOW_MS;
            self.missing = Some(if is_slow { Missing::Late } else { Missing::Failed });
            return;
        }
        let needs = lacking(understood.needs(), self.known);
        let asks_history = self.lacks_history();
        // Unclear alone, it may lean on what was said before.
        let leans = asks_history && understood.rejected;
        let ask = Ask {
            p_wanted: kinds(needs),
            p_session_id: asks_history.then(|| self.input.session_id.as_str()),
            p_by_skill: leans.then_some(BySkill { understood, known: self.known }),
            p_message: (leans || needs.event).then(|| {
                let is_one = understood.also.is_empty();
                if is_one { understood.said.join("\n") } else { self.input.message.clone() }
            }),
        };
        match deadline::by(cx.host, moment, cx.db.call("chat_material", &ask)).await {
            Some(Ok(rows)) => self.take(rows, needs),
            Some(Err(error)) => {
                warn(cx, "nothing read", &error);
                self.missing = Some(Missing::Failed);
            }
            None => self.missing = Some(Missing::Late),
        }
    }

    fn take(&mut self, rows: Rows, asked: Needs) {
        let Self { known, rows: have, .. } = self;
        known.samples |= asked.samples || rows.samples.is_some();
        known.event |= asked.event || rows.event.is_some();
        known.assets |= asked.assets || rows.assets.is_some();
        known.shots |= asked.shots || rows.shots.is_some();
        known.packages |= asked.packages || rows.packages.is_some();
        known.uses |= asked.uses || rows.uses.is_some();
        *have = Rows {
            history: have.history.take().or(rows.history),
            samples: have.samples.take().or(rows.samples),
            event: have.event.take().or(rows.event),
            assets: have.assets.take().or(rows.assets),
            shots: have.shots.take().or(rows.shots),
            packages: have.packages.take().or(rows.packages),
            uses: have.uses.take().or(rows.uses),
        };
    }

    fn event(&self) -> Option<&Event> {
        let context = self.input.user_context.as_ref();
        context.and_then(|context| context.event.as_ref()).or(self.rows.event.as_ref())
    }

    /// Whether the event is the request's own.
    pub(crate) fn brought_event(&self) -> bool {
        self.rows.event.is_none()
    }

    /// The time zone of the event.
    pub(crate) fn zone(&self, host: &dyn Host) -> Result<Option<Zone>> {
        let zone = |event| edge::zone::told(event, host, "userContext.event.timeZone");
        self.event().map(zone).transpose()
    }

    /// What the answer is made from; `zone` is the event's.
    pub(crate) fn lend<'m>(&'m self, zone: Option<&'m Zone>) -> chat::Material<'m> {
        let Self { input, rows, .. } = self;
        let context = input.user_context.as_ref();
        chat::Material {
            samples: either(context.and_then(|c| c.sample_list.as_ref()), rows.samples.as_ref()),
            event: self.event().zip(zone),
            assets: either(context.and_then(|c| c.gallery_assets.as_ref()), rows.assets.as_ref()),
            shots: either(context.and_then(|c| c.shot_list.as_ref()), rows.shots.as_ref()),
            packages: either(context.and_then(|c| c.packages.as_ref()), rows.packages.as_ref()),
            uses: rows.uses.as_deref().unwrap_or_default(),
        }
    }
}

fn either<'m, T>(brought: Option<&'m Vec<T>>, read: Option<&'m Vec<T>>) -> &'m [T] {
    brought.or(read).map(Vec::as_slice).unwrap_or_default()
}

fn lacking(needs: Needs, known: Needs) -> Needs {
    Needs {
        samples: needs.samples && !known.samples,
        event: needs.event && !known.event,
        assets: needs.assets && !known.assets,
        shots: needs.shots && !known.shots,
        packages: needs.packages && !known.packages,
        uses: needs.uses && !known.uses,
    }
}

/// The kinds of rows as `chat_material` names them.
fn kinds(needs: Needs) -> Vec<&'static str> {
    let all = [
        (needs.samples, "samples"),
        (needs.event, "event"),
        (needs.assets, "assets"),
        (needs.shots, "shots"),
        (needs.packages, "packages"),
        (needs.uses, "uses"),
    ];
    all.into_iter().filter(|(wanted, _)| *wanted).map(|(_, kind)| kind).collect()
}

/// `{"logistics.readiness": ["samples"], …}`: what each skill still wants.
struct BySkill<'a> {
    understood: &'a Understood,
    known: Needs,
}

impl ToJson for BySkill<'_> {
    fn write(&self, to: &mut Writer) {
        let wants = Skill::ALL.map(|(skill, name)| {
            let needs = reclassify(self.understood, skill).needs();
            (name, kinds(lacking(needs, self.known)))
        });
        let wants = wants.iter().filter(|(_, kinds)| !kinds.is_empty());
        to.map(wants.map(|(name, kinds)| (*name, kinds)));
    }
}
