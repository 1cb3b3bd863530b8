//! A small brand, and somebody who talks to the assistant.

use analysis::Time;
use analysis::chat::{ChatInput, ChatReply, Material, Role, Turn, Understood, respond, understand};
use analysis::events::{Event, Zone};
use analysis::intent::Engine;
use analysis::logistics::Sample;
use analysis::media::{GalleryAsset, ShotItem};
use analysis::recommend::{FeatureUse, Package};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub(crate) const SESSION: &str = "8c0e1f9e-3f57-4a3f-9d8e-0f9d3b6f0a11";

pub(crate) fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

/// A Saturday morning in Paris.
pub(crate) fn now() -> Time {
    time("2026-11-21T09:00:00Z")
}

pub(crate) fn paris() -> Zone {
    Zone::new(vec![(time("2026-10-25T01:00:00Z"), 60), (time("2027-03-28T01:00:00Z"), 120)])
}

pub(crate) fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Everything there is to answer from.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) samples: Vec<Sample>,
    pub(crate) event: Option<Event>,
    pub(crate) assets: Vec<GalleryAsset>,
    pub(crate) shots: Vec<ShotItem>,
    pub(crate) packages: Vec<Package>,
    pub(crate) uses: Vec<FeatureUse>,
}

/// Somebody in a kit, with what was said before.
pub(crate) struct Person {
    engine: Engine<'static>,
    zone: Zone,
    pub(crate) world: World,
    pub(crate) kit: &'static str,
    pub(crate) context: Value,
    pub(crate) history: Vec<Turn>,
}

impl Person {
    pub(crate) fn with(world: World) -> Self {
        Self {
            engine: Engine::learned().unwrap(),
            zone: paris(),
            world,
            kit: "general",
            context: json!({}),
            history: Vec::new(),
        }
    }

    fn input(&self, message: &str) -> ChatInput {
        let request = json!({
            "message": message, "currentKit": self.kit, "sessionId": SESSION,
            "userContext": self.context,
        });
        wire::from_slice(request.to_string().as_bytes()).unwrap()
    }

    pub(crate) fn understood(&self, message: &str) -> Understood {
        understand(&self.engine, &self.input(message), &self.history)
    }

    pub(crate) fn try_say(&self, message: &str) -> Result<ChatReply, analysis::Problem> {
        let world = &self.world;
        let material = Material {
            samples: &world.samples,
            event: world.event.as_ref().map(|event| (event, &self.zone)),
            assets: &world.assets,
            shots: &world.shots,
            packages: &world.packages,
            uses: &world.uses,
        };
        respond(&self.understood(message), &self.input(message), &material, now(), 7)
    }

    /// Says something and remembers it and the answer.
    pub(crate) fn say(&mut self, message: &str) -> ChatReply {
        let reply = self.try_say(message).unwrap();
        self.history.push(Turn { role: Role::User, content: message.to_owned() });
        self.history.push(Turn { role: Role::Assistant, content: reply.content.clone() });
        reply
    }
}

/// Says one thing to an assistant that knows `world`.
pub(crate) fn ask(world: World, message: &str) -> ChatReply {
    Person::with(world).say(message)
}

pub(crate) fn targets(reply: &ChatReply) -> Vec<&str> {
    reply.actions.iter().map(|action| action.target.as_str()).collect()
}

pub(crate) fn samples() -> Vec<Sample> {
    read(json!([
        { "id": "s1", "name": "Red gown", "status": "delayed", "category": "dress", "isHero": true,
          "lookId": "1", "etaAt": "2026-11-23T10:00:00Z", "dueAt": "2026-11-22T09:00:00Z",
          "supplier": "Atelier Milano" },
        { "id": "s2", "name": "Black boots", "status": "on_set", "category": "shoes", "lookId": "1" },
        { "id": "s3", "name": "Red dress", "status": "prepped", "category": "dress", "lookId": "2" },
        { "id": "s4", "name": "White sneakers", "status": "in_transit", "category": "shoes",
          "lookId": "2", "etaAt": "2026-11-22T08:00:00Z", "dueAt": "2026-11-22T09:00:00Z" },
        { "id": "s5", "name": "Silk scarf", "status": "shot", "category": "accessories", "lookId": "12" },
        { "id": "LK-2041", "name": "Camel coat", "status": "received", "category": "coat", "lookId": "12" },
        { "id": "s7", "name": "Gold clutch", "status": "prepped", "category": "bags", "lookId": "12" },
        { "id": "s8", "name": "Blue jeans", "status": "lost", "category": "denim", "lookId": "3" },
    ]))
}

pub(crate) fn event() -> Event {
    read(json!({
        "id": "e1", "name": "Autumn show", "startsAt": "2026-11-21T08:00:00Z",
        "showAt": "2026-11-22T18:00:00Z", "deadlineAt": "2026-11-22T18:00:00Z",
        "timeZone": "Europe/Paris",
        "tasks": [
            { "id": "t1", "name": "Casting", "durationMinutes": 240,
              "staff": [{ "role": "stylist", "count": 1 }] },
            { "id": "t2", "name": "Fitting", "durationMinutes": 360, "dependencies": ["t1"],
              "staff": [{ "role": "dresser", "count": 2 }, { "role": "makeup artist", "count": 1 }] },
            { "id": "t3", "name": "Set build", "durationMinutes": 480,
              "optimisticMinutes": 400, "pessimisticMinutes": 900 },
            { "id": "t4", "name": "Light rig", "durationMinutes": 180, "dependencies": ["t3"] },
            { "id": "t5", "name": "Makeup", "durationMinutes": 120, "dependencies": ["t2", "t4"],
              "staff": [{ "role": "makeup artist", "count": 2 }] },
            { "id": "t6", "name": "Show", "durationMinutes": 60, "dependencies": ["t5"], "phase": "show" },
        ],
        "crew": [
            { "id": "c1", "name": "Anna", "roles": ["stylist"], "assignedTo": ["t1"] },
            { "id": "c2", "name": "Mia", "roles": ["makeup artist"], "assignedTo": ["t5", "t2"] },
            { "id": "c3", "name": "Ben", "roles": ["dresser"] },
        ],
    }))
}

pub(crate) fn assets() -> Vec<GalleryAsset> {
    read(json!([
        { "id": "a1", "name": "look01_front.jpg", "width": 4000, "height": 5000, "sharpness": 0.9,
          "exposure": 0.9, "noise": 0.1, "composition": 0.8, "lookId": "1", "angle": "front" },
        { "id": "a2", "name": "look01_back.jpg", "width": 1400, "height": 1800, "sharpness": 0.2,
          "exposure": 0.5, "noise": 0.3, "lookId": "1", "angle": "back" },
        { "id": "a3", "name": "look02_front.jpg", "width": 4000, "height": 5000, "sharpness": 0.8,
          "exposure": 0.8, "lookId": "2", "angle": "front" },
    ]))
}

pub(crate) fn shots() -> Vec<ShotItem> {
    read(json!([
        { "id": "h1", "name": "Look 1 front", "lookId": "1", "angle": "front" },
        { "id": "h2", "name": "Look 2 back", "lookId": "2", "angle": "back", "isHero": true, "priority": 1 },
        { "id": "h3", "name": "Look 12 front", "lookId": "12", "angle": "front", "required": 2 },
    ]))
}

pub(crate) fn packages() -> Vec<Package> {
    read(json!([
        { "id": "p1", "name": "Lookbook Day", "price": 240_000, "currency": "EUR",
          "inclusions": ["studio", "photographer", "retouching"], "leadTimeDays": 5,
          "timesOffered": 20, "timesAccepted": 12 },
        { "id": "p2", "name": "Campaign", "price": 900_000, "currency": "EUR",
          "inclusions": ["studio", "photographer", "video"], "leadTimeDays": 20,
          "timesOffered": 10, "timesAccepted": 2 },
        { "id": "p3", "name": "Packshots", "price": 99_950, "currency": "EUR",
          "inclusions": ["studio"], "leadTimeDays": 3, "timesOffered": 40, "timesAccepted": 20 },
    ]))
}

/// All of it.
pub(crate) fn brand() -> World {
    World {
        samples: samples(),
        event: Some(event()),
        assets: assets(),
        shots: shots(),
        packages: packages(),
        uses: Vec::new(),
    }
}
