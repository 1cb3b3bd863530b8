//! The language model, where one is configured: it may say an answer more
//! nicely, and tell what an unclear message means. It is never trusted with
//! anything else: actions, severity and data are ours.

mod prompt;
mod verdict;

use analysis::Time;
use analysis::chat::{ChatReply, Understood, facts};
use analysis::intent::Skill;
use edge::deadline;
use edge::host::{Post, Reply};
use edge::log;
use edge::prelude::*;

use crate::ChatOrchestrator;

/// An endpoint that speaks `OpenAI`'s chat completions.
pub(crate) struct Model {
    url: String,
    authorization: String,
    name: String,
}

impl Model {
    /// The configured model. None for a request that was not counted: a model
    /// costs money, so it is never asked beyond the limit.
    pub(crate) async fn of(cx: &Context<'_, User>) -> Option<Self> {
        let variable = |name| cx.host.variable(name).filter(|value| !value.is_empty());
        let base = variable("LLM_BASE_URL")?;
        let key = variable("LLM_API_KEY")?;
        let model = Self {
            url: format!("{}/chat/completions", base.trim_end_matches('/')),
            authorization: format!("Bearer {key}"),
            name: variable("LLM_MODEL")?,
        };
        cx.admitted().await.then_some(model)
    }

    /// The skill that an unclear message means, if the model knows one.
    pub(crate) async fn classify(
        &self,
        cx: &Context<'_, User>,
        understood: &Understood,
        moment: Time,
    ) -> Option<Skill> {
        let said = self.ask(cx, &prompt::classify(&self.name, understood), moment).await?;
        let skill = verdict::skill(&said);
        if skill.is_none() {
            disregard(cx, "it named no skill");
        }
        skill
    }

    /// Says `reply` in other words, if the model keeps its numbers and names.
    pub(crate) async fn rephrase(
        &self,
        cx: &Context<'_, User>,
        message: &str,
        reply: &mut ChatReply,
        moment: Time,
    ) {
        let facts = facts(reply);
        if facts.numbers.is_empty() && facts.names.is_empty() {
            // Nothing would show that it is still the same answer.
            return;
        }
        let body = prompt::rephrase(&self.name, message, &reply.content);
        let Some(said) = self.ask(cx, &body, moment).await else { return };
        match verdict::rephrasing(&facts, &reply.content, &said) {
            Ok(content) => reply.content = content,
            Err(reason) => disregard(cx, reason),
        }
    }

    /// What the model says to `body`, unless `moment` comes first.
    async fn ask(&self, cx: &Context<'_, User>, body: &str, moment: Time) -> Option<String> {
        let post = Post { url: &self.url, authorization: &self.authorization, body };
        // A reason that the platform gives may hold the address, which is nobody's business.
        let reason = match deadline::by(cx.host, moment, cx.host.post(post)).await {
            Some(Ok(Reply { status: 200, body })) => match verdict::content(&body) {
                Some(said) => return Some(said),
                None => "it answered out of shape".to_owned(),
            },
            Some(Ok(Reply { status, .. })) => format!("it answered {status}"),
            Some(Err(_)) => "it cannot be reached".to_owned(),
            None => "it took too long".to_owned(),
        };
        disregard(cx, &reason);
        None
    }
}

fn disregard(cx: &Context<'_, User>, reason: &str) {
    let message = format!("the language model was disregarded: {reason}");
    cx.host.log(&log::warning(ChatOrchestrator::SPEC.name, cx.request_id, &message));
}
