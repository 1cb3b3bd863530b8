//! `POST /chat-orchestrator`: the assistant. Understands a message, answers it
//! from the caller's data, and leaves a row in the audit log.

mod answer;
mod audit;
mod material;
mod model;
mod patience;

use analysis::Problem;
use analysis::chat::{
    ChatInput, LONGEST_MESSAGE, SUGGESTIONS, Turn, Understood, reclassify, understand,
};
use analysis::intent::Engine;
use edge::http::Request;
use edge::log;
use edge::prelude::*;

pub use answer::ChatAnswer;
use material::Material;
use model::Model;
use patience::Patience;

thread_local! {
    /// Read once for all messages: unpacking the words it knows takes as long as
    /// understanding two of them.
    static ENGINE: &'static Result<Engine<'static>, Problem> =
        Box::leak(Box::new(Engine::learned()));
}

/// The endpoint.
#[derive(Debug)]
pub struct ChatOrchestrator;

impl Endpoint for ChatOrchestrator {
    const SPEC: Spec = Spec::post(
        "chat-orchestrator",
        "Answers a message from the data in the request, or from the caller's own; every answer is written to the audit log.",
    )
    .survives_outage()
    .thinks_ahead();
    type Caller = User;
    type Input = ChatInput;
    type Output = ChatAnswer;

    fn read(request: &Request) -> Result<ChatInput> {
        let input: ChatInput = edge::input::read(request).map_err(kindly)?;
        if input.message.trim().is_empty() {
            return Err(kindly(Error::invalid("message", "is empty")));
        }
        Ok(input)
    }

    async fn handle(cx: &Context<'_, User>, input: ChatInput) -> Result<ChatAnswer> {
        let engine = ENGINE.with(|engine| *engine);
        let engine = engine.as_ref().map_err(|problem| Error::Internal(problem.to_string()))?;
        let patience = Patience::from(cx.now);
        let model = Model::of(cx).await;

        let (understood, material) = hear(cx, &input, engine, model.as_ref(), &patience).await;
        let mut reply = answer::compose(cx, &input, &understood, &material)?;
        if let Some(model) = &model {
            model.rephrase(cx, &input.message, &mut reply, patience.rephrased_by).await;
        }
        // Until it may be sent its time goes on.
        cx.admitted().await;
        let answer = ChatAnswer::new(cx, reply, audit::id(cx.host));
        Ok(audit::write(cx, &input, answer, patience.written_by(cx.host.now())).await)
    }
}

/// Understands the message and brings what its answer is made from: one read
/// where anything is missing. A second is needed only where the conversation, or
/// the model, turned out to mean something else than the message alone.
async fn hear<'a>(
    cx: &Context<'_, User>,
    input: &'a ChatInput,
    engine: &Engine<'_>,
    model: Option<&Model>,
    patience: &Patience,
) -> (Understood, Material<'a>) {
    let mut material = Material::brought(input);
    let hear = |history: &[Turn]| understand(engine, input, history);

    let mut understood = hear(material.history());
    if material.lacks(&understood) {
        material.read(cx, &understood, patience.read_by).await;
        understood = hear(material.history());
    }
    if understood.rejected
        && let Some(model) = model
        && let Some(skill) = model.classify(cx, &understood, patience.classified_by).await
    {
        understood = reclassify(&understood, skill);
    }
    if material.lacks(&understood) {
        material.read(cx, &understood, patience.read_by).await;
    }
    (understood, material)
}

/// A message that cannot be taken is refused like a person would do it.
fn kindly(error: Error) -> Error {
    match error {
        Error::InvalidInput { field, .. } if field == "message" => Error::InvalidInput {
            field,
            reason: format!(
                "please say in 1 to {LONGEST_MESSAGE} characters what you need; here are three things to try"
            ),
            suggestions: &SUGGESTIONS,
        },
        other => other,
    }
}

/// One line in the log about something that went wrong beside the answer.
fn warn(cx: &Context<'_, User>, what: &str, error: &Error) {
    let detail = error.secret_detail().map_or_else(|| error.to_string(), str::to_owned);
    let message = format!("{what}: {detail}");
    cx.host.log(&log::warning(ChatOrchestrator::SPEC.name, cx.request_id, &message));
}

edge::export!(ChatOrchestrator);
