//! What only exists inside a wasm isolate: WebCrypto, `Intl`, randomness.
#![cfg(target_arch = "wasm32")]

use edge::deadline;
use edge::host::Host;
use edge::host::js::Isolate;
use edge::token::{Algorithm, Jwk};
use wasm_bindgen_test::wasm_bindgen_test;

/// The example of RFC 7515, appendix A.3: key, signed text, signature.
const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
const SIGNED: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const SIGNATURE: [u8; 64] = [
    14, 209, 33, 83, 121, 99, 108, 72, 60, 47, 127, 21, 88, 7, 212, 2, 163, 178, 40, 3, 58, 249,
    124, 126, 23, 129, 154, 195, 22, 158, 166, 101, 197, 10, 7, 211, 140, 60, 112, 229, 216, 241,
    45, 175, 8, 74, 84, 128, 166, 101, 144, 197, 242, 147, 80, 154, 143, 63, 127, 138, 131, 163,
    84, 213,
];

fn key() -> Jwk {
    Jwk {
        kty: "EC".into(),
        crv: Some("P-256".into()),
        x: Some(X.into()),
        y: Some(Y.into()),
        ..Jwk::default()
    }
}

#[wasm_bindgen_test]
async fn accepts_the_signature_of_the_standards_own_example() {
    let (key, algorithm) = (key(), Algorithm::ES256);
    assert!(Isolate.verify(algorithm, &key, SIGNED.as_bytes(), &SIGNATURE).await);
}

#[wasm_bindgen_test]
async fn refuses_a_changed_text_a_changed_signature_and_a_broken_key() {
    let algorithm = Algorithm::ES256;
    let changed = SIGNED.replace("eyJpc3Mi", "eyJpc3Nj");
    assert!(!Isolate.verify(algorithm, &key(), changed.as_bytes(), &SIGNATURE).await);
    let mut signature = SIGNATURE;
    signature[0] ^= 1;
    assert!(!Isolate.verify(algorithm, &key(), SIGNED.as_bytes(), &signature).await);
    assert!(!Isolate.verify(algorithm, &key(), SIGNED.as_bytes(), &[]).await);
    let broken = Jwk { x: Some("nonsense".into()), ..key() };
    assert!(!Isolate.verify(algorithm, &broken, SIGNED.as_bytes(), &SIGNATURE).await);
}

#[wasm_bindgen_test]
fn randomness_does_not_repeat_and_the_clock_is_past_the_first_commit() {
    assert_ne!(Isolate.random(), Isolate.random());
    let first_commit = analysis::Time::parse("2026-11-21T00:00:00Z").unwrap();
    assert!(Isolate.now() > first_commit);
}

#[wasm_bindgen_test]
async fn waits_for_what_comes_in_time_and_not_for_what_comes_late() {
    let in_ms = |ms| analysis::Time::from_ms(Isolate.now().ms() + ms);
    assert_eq!(deadline::by(&Isolate, in_ms(60_000), Isolate.sleep(1)).await, Some(()));
    assert_eq!(deadline::by(&Isolate, in_ms(1), Isolate.sleep(60_000)).await, None);
    assert_eq!(deadline::by(&Isolate, in_ms(-1), async {}).await, None);
}
