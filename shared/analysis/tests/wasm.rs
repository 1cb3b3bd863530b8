//! The same bits natively and in wasm: each analysis gives one known digest of
//! its whole answer, wherever this runs.
#![expect(clippy::expect_used, reason = "a test fails loudly")]

use analysis::Time;
use analysis::logistics::{LogisticsInput, Sample};
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

/// FNV-1a, 64 bit.
fn digest(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

fn samples() -> Vec<Sample> {
    let statuses = ["awaiting", "in_transit", "received", "prepped", "on_set", "shot", "delayed"];
    let rows: Vec<_> = (0..200_u32)
        .map(|n| {
            json!({
                "id": format!("s{n}"),
                "status": statuses[(n * 31 % 7) as usize],
                "category": format!("c{}", n * 17 % 11),
                "lookId": format!("l{}", n % 40),
                "isHero": n % 9 == 0,
                "shootMinutes": 5 + n % 40,
                "etaAt": format!("2026-11-2{}T1{}:00:00Z", 1 + n % 8, n % 10),
                "dueAt": format!("2026-11-2{}T09:00:00Z", 2 + n % 7),
            })
        })
        .collect();
    serde_json::from_value(json!(rows)).expect("samples")
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn logistics_gives_the_same_bits_everywhere() {
    let input: LogisticsInput = serde_json::from_value(json!({
        "analysisType": "all",
        "shootAt": "2026-11-25T08:00:00Z",
        "setupMinutes": { "c1": { "c2": 3, "c5": 40 }, "c7": { "c1": 22 } },
    }))
    .expect("input");
    let now = Time::parse("2026-11-21T09:00:00Z").expect("a moment");
    let report = analysis::logistics::analyze(&input, &samples(), now).expect("a report");
    let text = serde_json::to_string(&report).expect("text");
    assert!(text.len() > 1000, "{text}");
    assert_eq!(digest(&text), LOGISTICS, "{text}");
}

/// Changes with every change of the analysis; take the new one from the failure
/// of both runs, native and wasm, and they must agree.
const LOGISTICS: u64 = 527_353_474_657_775_386;
