//! Functions that begin to answer before they know whether they may.

use edge::prelude::*;
use serde_json::{Value, json};
use world::World;

/// Thinks for a second, then reads.
struct Thinker;

#[derive(Debug, FromJson, ToJson, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    #[garde(skip)]
    #[serde(default)]
    stumbles: bool,
}

#[derive(Debug, ToJson, JsonSchema)]
struct Told {
    counted: bool,
}

impl Endpoint for Thinker {
    const SPEC: Spec =
        Spec::post("thinker", "Thinks, then reads.").survives_outage().thinks_ahead();
    type Caller = User;
    type Input = Ask;
    type Output = Told;
    async fn handle(cx: &Context<'_, User>, input: Ask) -> Result<Told> {
        cx.host.log(r#"{"thinks":true}"#);
        cx.host.sleep(1000).await;
        if input.stumbles {
            return Err(Error::invalid("stumbles", "is true"));
        }
        let _ = cx.db.run("read_rows", &json!({}).to_string()).await;
        Ok(Told { counted: cx.admitted().await })
    }
}

fn refusal() -> Value {
    json!({ "allowed": false, "limit": 60, "remaining": 0, "resetS": 60, "retryAfterS": 7, "epoch": 7, "kept": null })
}

/// When each call of the database was made, in ms after the first.
fn times(world: &World) -> Vec<(String, i64)> {
    let calls = world.calls();
    let first = calls[0].at.ms();
    calls.into_iter().map(|call| (call.name, call.at.ms() - first)).collect()
}

fn thoughts(world: &World) -> usize {
    world.logged().iter().filter(|line| line["thinks"] == true).count()
}

#[test]
fn it_thinks_while_it_is_being_admitted() {
    let world = World::new().delaying("edge_admit", 1200).replying("read_rows", &json!({}));
    let answer = world.post::<Thinker>(&json!({}));
    assert_eq!((answer.status, &answer.body["counted"]), (200, &json!(true)));
    let named = |name: &str, at| (name.to_owned(), at);
    assert_eq!(
        times(&world),
        [named("edge_admit", 0), named("read_rows", 1200), named("edge_record", 1200)]
    );
    assert_eq!(answer.response.header("ratelimit"), Some("\"user\";r=59;t=60"));
}

#[test]
fn what_takes_longer_than_the_admission_goes_on_after_it() {
    let world = World::new().delaying("edge_admit", 300).replying("read_rows", &json!({}));
    assert_eq!(world.post::<Thinker>(&json!({})).status, 200);
    assert_eq!(times(&world)[1], ("read_rows".to_owned(), 1000));
}

#[test]
fn nothing_of_a_refused_request_reaches_the_database() {
    for delay in [300, 1200] {
        let world = World::new().delaying("edge_admit", delay).replying("edge_admit", &refusal());
        let answer = world.post::<Thinker>(&json!({}));
        assert_eq!(answer.status, 429);
        assert_eq!(answer.response.header("retry-after"), Some("7"));
        assert_eq!(world.called(), ["edge_admit", "edge_record"], "{delay}");
        world.wait_s(60);
    }
}

#[test]
fn a_refusal_comes_before_whatever_else_was_wrong() {
    let world = World::new().delaying("edge_admit", 1200).replying("edge_admit", &refusal());
    assert_eq!(world.post::<Thinker>(&json!({ "stumbles": true })).status, 429);
    let world = World::new().delaying("edge_admit", 1200);
    assert_eq!(world.post::<Thinker>(&json!({ "stumbles": true })).status, 400);
}

#[test]
fn nobody_thinks_ahead_for_whoever_was_refused_until_that_is_over() {
    let world = World::new().delaying("edge_admit", 300).replying("edge_admit", &refusal());
    assert_eq!((world.post::<Thinker>(&json!({})).status, thoughts(&world)), (429, 1));
    assert_eq!((world.post::<Thinker>(&json!({})).status, thoughts(&world)), (429, 1));
    world.wait_s(8);
    assert_eq!((world.post::<Thinker>(&json!({})).status, thoughts(&world)), (429, 2));
}

#[test]
fn an_ended_account_is_told_so_and_an_outage_is_survived() {
    let mut unknown = world::admitted();
    unknown["unknownUser"] = json!(true);
    let world = World::new().delaying("edge_admit", 300).replying("edge_admit", &unknown);
    assert_eq!(world.post::<Thinker>(&json!({})).status, 401);
    let world = World::new().delaying("edge_admit", 300).losing("edge_admit");
    let answer = world.post::<Thinker>(&json!({}));
    assert_eq!((answer.status, &answer.body["counted"]), (200, &json!(false)));
}
