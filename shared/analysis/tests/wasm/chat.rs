use analysis::chat::{ChatInput, Material, Role, Turn, respond, understand};
use analysis::intent::{Engine, Message};
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::digest::check;
use crate::events::{event, paris};
use crate::logistics::samples;
use crate::media::{assets, shots};
use crate::recommendations::{packages, uses};
use crate::{SEEDS, now, read};

const MESSAGES: [&str; 32] = [
    "Are the samples ready?",
    "and the shoes?",
    "what is holding us up",
    "In which order should we shoot?",
    "What is on the critical path?",
    "what if task 3 takes two hours longer",
    "who is missing on Monday?",
    "When do the doors open",
    "How good are the pictures",
    "wich shots ar missing??",
    "pick the 5 best of look 3",
    "Which package fits 4000 €?",
    "what should I do next",
    "what else can this do",
    "find me a red silk dress under 300",
    "Open the gallery",
    "take me to the run of show",
    "mark Sample 4 as received",
    "delete everything",
    "move the show to 7 pm",
    "hello",
    "thanks!",
    "qwertz uiop",
    "🙂",
    "¿Están listas las muestras?",
    "Quels échantillons sont en retard ?",
    "Chi manca domani?",
    "WHERE ARE MY SAMPLES",
    "already",
    "why?",
    "what's the weather in Milan",
    "Sample 7",
];

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_assistant_says_the_same_everywhere() {
    let engine = Engine::learned().expect("weights");
    let mut answers = Vec::new();
    for (seed, kit) in SEEDS.into_iter().zip(["general", "events", "media", "logistics"]) {
        let (samples, event, zone) = (samples(seed, 30, 5, 30), event(seed, 20), paris());
        let (assets, shots) = (assets(seed, 40), shots(seed, 15));
        let (packages, uses) = (packages(seed, 12), uses(seed, 80));
        let material = Material {
            samples: &samples,
            event: Some((&event, &zone)),
            assets: &assets,
            shots: &shots,
            packages: &packages,
            uses: &uses,
        };
        let mut history = Vec::new();
        for message in MESSAGES {
            let input: ChatInput = read(&json!({
                "message": message, "currentKit": kit,
                "sessionId": "8c0e1f9e-3f57-4a3f-9d8e-0f9d3b6f0a11",
            }));
            let understood = understand(&engine, &input, &history);
            let reply = respond(&understood, &input, &material, now(), seed).expect("an answer");
            answers.push(wire::to_string(&reply));
            history.push(Turn { role: Role::User, content: message.to_owned() });
            history.push(Turn { role: Role::Assistant, content: reply.content });
        }
    }
    check("chat", &answers);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn probabilities_are_the_same_bits_everywhere() {
    let engine = Engine::learned().expect("weights");
    let told = |text| {
        let heard = engine.understand(&Message { text, ..Message::default() });
        let others: Vec<_> =
            heard.alternatives.iter().map(|(skill, p)| (*skill, p.to_bits())).collect();
        format!("{:?} {:?} {:x} {others:x?}", heard.form, heard.skill, heard.confidence.to_bits())
    };
    check("intent", &MESSAGES.map(told));
}
