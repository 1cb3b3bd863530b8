//! Who is let in, and what everybody else is told; through the whole pipeline.

use edge::prelude::*;
use serde_json::{Value, json};
use world::World;

struct Echo;

/// Answers whatever the database does, and says whether it was counted.
struct Stubborn;

impl Endpoint for Stubborn {
    const SPEC: Spec = Spec::post("stubborn", "Says it again.").survives_outage();
    type Caller = User;
    type Input = Ask;
    type Output = Told;
    async fn handle(cx: &Context<'_, User>, _: Ask) -> Result<Told> {
        Ok(Told { word: if cx.admitted().await { "counted" } else { "uncounted" }.to_owned() })
    }
}

type Spoil = fn(&mut Value, &mut Value);
type Change = Box<dyn FnOnce(&mut edge::http::Request)>;

#[derive(Debug, FromJson, ToJson, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    #[garde(length(chars, max = 5))]
    word: String,
}

#[derive(Debug, ToJson, JsonSchema)]
struct Told {
    word: String,
}

impl Endpoint for Echo {
    const SPEC: Spec = Spec::post("echo", "Says it again.").kept_for(60, 1);
    type Caller = User;
    type Input = Ask;
    type Output = Told;
    async fn handle(_: &Context<'_, User>, input: Ask) -> Result<Told> {
        Ok(Told { word: input.word })
    }
}

fn ask(world: &World, change: impl FnOnce(&mut edge::http::Request)) -> world::Answer {
    let mut request = world.request(r#"{"word":"hey"}"#);
    change(&mut request);
    world.ask::<Echo>(request)
}

fn header(request: &mut edge::http::Request, name: &str, value: &str) {
    request.headers.0.retain(|(key, _)| key != name);
    request.headers.0.push((name.into(), value.into()));
}

fn with_token(world: &World, token: &str) -> u16 {
    ask(world, |request| header(request, "authorization", &format!("Bearer {token}"))).status
}

#[test]
fn lets_a_signed_in_user_in_with_two_calls_of_the_database() {
    let world = World::new();
    let answer = ask(&world, |_| {});
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["word"], "hey");
    assert_eq!(answer.body["cached"], false);
    assert_eq!(answer.body["calculatedAt"], "2026-11-21T09:00:00Z");
    assert_eq!(world.called(), ["edge_admit", "edge_record"]);
    assert_eq!(answer.response.header("ratelimit"), Some("\"user\";r=59;t=60"));
    assert_eq!(answer.response.header("ratelimit-policy"), Some("\"user\";q=60;w=60"));
    let record = &world.calls()[1].args;
    assert_eq!(record["p_data"], json!({ "word": "hey" }));
    assert_eq!((&record["p_status"], &record["p_epoch"]), (&json!(200), &json!(7)));
    assert_eq!(record["p_calculated_at"], answer.body["calculatedAt"]);
}

#[test]
fn a_kept_answer_costs_one_call_and_says_so() {
    let mut admission = world::admitted();
    admission["kept"] =
        json!({ "data": { "word": "kept" }, "calculatedAt": "2026-11-21T08:30:00Z" });
    let world = World::new().replying("edge_admit", &admission);
    let answer = ask(&world, |_| {});
    assert_eq!(
        answer.body,
        json!({ "word": "kept", "cached": true, "calculatedAt": "2026-11-21T08:30:00Z" })
    );
    assert_eq!(world.called(), ["edge_admit"]);
    let admit = &world.calls()[0].args;
    assert_eq!(admit["p_request_id"], "00000000-0000-4000-8000-00000000abcd");
    assert_eq!(admit["p_elapsed_ms"], 0);
}

#[test]
fn the_same_question_has_one_key_however_it_is_written() {
    let world = World::new();
    for body in [r#"{"word":"hey"}"#, " {\n\"word\" : \"h\\u0065y\"}", r#"{"word":"you"}"#] {
        world.ask::<Echo>(world.request(body));
    }
    let keys: Vec<Value> =
        world.calls().iter().step_by(2).map(|call| call.args["p_context_id"].clone()).collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2]);
}

#[test]
fn refuses_whoever_is_not_a_signed_in_user() {
    let world = World::new();
    let spoilt: [(&str, Spoil); 15] = [
        ("an expired token", |_, claims| claims["exp"] = json!(1)),
        ("a token that never expires", |_, claims| {
            drop(claims.as_object_mut().unwrap().remove("exp"));
        }),
        ("a token from the future", |_, claims| claims["nbf"] = json!(9_999_999_999_i64)),
        ("another project's issuer", |_, claims| {
            claims["iss"] = json!("https://other.example/auth/v1");
        }),
        ("no issuer", |_, claims| drop(claims.as_object_mut().unwrap().remove("iss"))),
        ("another audience", |_, claims| claims["aud"] = json!("somewhere")),
        ("no audience", |_, claims| drop(claims.as_object_mut().unwrap().remove("aud"))),
        ("the service role as a user", |_, claims| claims["role"] = json!("service_role")),
        ("the anonymous role as a user", |_, claims| claims["role"] = json!("anon")),
        ("a subject that is no user", |_, claims| claims["sub"] = json!("root")),
        ("no algorithm", |header, _| header["alg"] = json!("none")),
        ("a public key used as an HMAC secret", |header, _| header["alg"] = json!("HS256")),
        ("an algorithm that the key is not for", |header, _| header["alg"] = json!("RS256")),
        ("a key nobody knows", |header, _| header["kid"] = json!("theirs")),
        ("a critical extension", |header, _| header["crit"] = json!(["b64"])),
    ];
    for (who, spoil) in spoilt {
        assert_eq!(with_token(&world, &world.token_with(spoil)), 401, "{who}");
    }
    let good = world.token();
    let forged = format!("{}AAAA", &good[..good.len() - 4]);
    for (who, token) in [
        ("a forged signature", forged.as_str()),
        ("no signature", good.rsplit_once('.').unwrap().0),
        ("a publishable key", "sb_publishable_right"),
        ("a secret key as a bearer", "sb_secret_right"),
        ("nonsense", "a.b.c"),
        ("nothing", ""),
    ] {
        assert_eq!(with_token(&world, token), 401, "{who}");
    }
    assert_eq!(
        ask(&world, |request| request.headers.0.retain(|(key, _)| key != "authorization")).status,
        401
    );
    assert_eq!(ask(&world, |request| header(request, "authorization", "Basic dTpw")).status, 401);
    assert!(
        !world.called().contains(&"edge_admit".to_owned()),
        "a refused caller costs no database call"
    );
}

#[test]
fn a_remembered_token_still_expires() {
    let world = World::new();
    let token = world.token();
    assert_eq!(with_token(&world, &token), 200);
    world.wait_s(3601);
    assert_eq!(with_token(&world, &token), 401);
}

#[test]
fn asks_the_auth_server_once_for_a_key_it_does_not_know() {
    let world = World::new().publishing_key("rotated");
    let token = world.token_with(|header, _| header["kid"] = json!("rotated"));
    assert_eq!(with_token(&world, &token), 200);
    let stranger = world.token_with(|header, _| header["kid"] = json!("stranger"));
    assert_eq!(with_token(&world, &stranger), 401);
    assert_eq!(with_token(&world, &stranger), 401);
    let asked = world.called().iter().filter(|name| *name == "jwks").count();
    assert_eq!(asked, 1, "a stream of forged key ids does not become a stream of requests");
}

#[test]
fn answers_each_kind_of_bad_request_with_its_code() {
    let world = World::new();
    let cases: [(u16, &str, Change); 6] = [
        (405, "method_not_allowed", Box::new(|request| request.method = "GET".into())),
        (413, "too_large", Box::new(|request| request.body = None)),
        (
            415,
            "unsupported_media_type",
            Box::new(|request| header(request, "content-type", "text/plain")),
        ),
        (400, "invalid_input", Box::new(|request| request.body = Some("{".into()))),
        (
            400,
            "invalid_input",
            Box::new(|request| request.body = Some(r#"{"word":"far too long"}"#.into())),
        ),
        (
            400,
            "invalid_input",
            Box::new(|request| request.body = Some(r#"{"word":"a","more":1}"#.into())),
        ),
    ];
    for (status, code, change) in cases {
        let answer = ask(&world, change);
        assert_eq!((answer.status, &answer.body["code"]), (status, &json!(code)));
        assert_eq!(answer.body["requestId"], "00000000-0000-4000-8000-00000000abcd");
        assert_eq!(
            answer.response.header("x-request-id"),
            Some("00000000-0000-4000-8000-00000000abcd")
        );
    }
    let answer = ask(&world, |request| request.body = Some(r#"{"word":"far too long"}"#.into()));
    assert_eq!(answer.body["details"]["field"], "word");
}

#[test]
fn tells_a_caller_in_a_hurry_when_to_come_back() {
    let refusal = json!({
        "allowed": false, "limit": 60, "remaining": 0, "resetS": 60, "retryAfterS": 17, "epoch": 0, "kept": null,
    });
    let world = World::new().replying("edge_admit", &refusal);
    let answer = ask(&world, |_| {});
    assert_eq!((answer.status, &answer.body["code"]), (429, &json!("rate_limited")));
    assert_eq!(answer.response.header("retry-after"), Some("17"));
    assert_eq!(answer.response.header("ratelimit"), Some("\"user\";r=0;t=60"));
}

#[test]
fn refuses_a_token_that_outlived_its_account() {
    let gone =
        json!({ "allowed": false, "unknownUser": true, "limit": 60, "remaining": 0, "resetS": 60 });
    let world = World::new().replying("edge_admit", &gone);
    assert_eq!(ask(&world, |_| {}).status, 401);
}

#[test]
fn keeps_the_reason_of_an_outage_to_the_log() {
    let world = World::new().losing("edge_admit");
    let answer = ask(&world, |_| {});
    assert_eq!((answer.status, &answer.body["code"]), (503, &json!("unavailable")));
    assert!(answer.response.header("retry-after").is_some());
    assert!(!answer.body.to_string().contains("refused"));
    assert!(world.logged()[0]["error"].as_str().unwrap().contains("connection refused"));

    let missing = json!({ "code": "PGRST202", "message": "no function edge_admit" });
    let world = World::new().refusing("edge_admit", 404, &missing);
    let answer = ask(&world, |_| {});
    assert_eq!((answer.status, &answer.body["code"]), (500, &json!("internal")));
    assert!(!answer.body.to_string().contains("edge_admit"));
}

#[test]
fn a_function_that_survives_an_outage_answers_uncounted_and_does_not_wait_for_ever() {
    let hour = 3_600_000;
    let worlds = [
        (World::new(), "counted", 0),
        (World::new().losing("edge_admit"), "uncounted", 0),
        (World::new().delaying("edge_admit", hour), "uncounted", 1500),
    ];
    for (world, word, took) in worlds {
        let answer = world.ask::<Stubborn>(world.request(r#"{"word":"hey"}"#));
        assert_eq!((answer.status, &answer.body["word"]), (200, &json!(word)));
        assert_eq!(answer.response.header("ratelimit").is_some(), word == "counted");
        assert_eq!(world.calls()[1].args["p_duration_ms"], took);
    }
}

#[test]
fn a_failing_record_costs_only_a_line_in_the_log() {
    let world = World::new().losing("edge_record");
    assert_eq!(ask(&world, |_| {}).status, 200);
    assert!(world.logged()[1]["message"].as_str().unwrap().starts_with("not recorded"));
}

#[test]
fn leaves_one_line_that_tells_no_secret() {
    let world = World::new();
    ask(&world, |_| {});
    let lines = world.logged();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["function"], "echo");
    assert_eq!(lines[0]["status"], 200);
    assert_eq!(lines[0]["userId"], world::USER);
    let text = lines[0].to_string();
    assert!(!text.contains(&world.token()) && !text.contains("sb_") && !text.contains("hey"));
}
