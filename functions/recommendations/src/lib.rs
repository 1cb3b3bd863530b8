//! `POST /recommendations`: packages, next actions and features for a person.

mod explored;
mod material;

use analysis::recommend::{self, Material, RecommendationType, RecommendationsInput, recommend};
use edge::prelude::*;

/// The endpoint.
#[derive(Debug)]
pub struct Recommendations;

/// Exploration changes its mind as often as an answer is forgotten.
const KEPT_S: u32 = 300;

impl Endpoint for Recommendations {
    const SPEC: Spec = Spec::post(
        "recommendations",
        "Packages, next actions or features for a person, from the request or from the person's own data.",
    )
    .kept_for(KEPT_S, 5)
    .cache_control("private, max-age=300");
    type Caller = User;
    type Input = RecommendationsInput;
    type Output = recommend::Recommendations;

    async fn handle(
        cx: &Context<'_, User>,
        mut input: RecommendationsInput,
    ) -> Result<recommend::Recommendations> {
        let own = input.user_id == cx.caller.id;
        if !own && !cx.caller.is_admin {
            return Err(Error::Forbidden("only an admin may ask for others"));
        }
        let context = &mut input.context;
        let seed = seed(&input.user_id, cx.now);
        match input.recommendation_type {
            RecommendationType::Packages => {
                let packages = material::packages(cx, context).await?;
                let material = Material { packages: &packages, ..Material::default() };
                Ok(recommend(&input, &material, cx.now, seed)?)
            }
            RecommendationType::NextActions => {
                let samples = material::samples(cx, context, own).await?;
                let event = material::event(cx, context, own).await?;
                let event = event.as_ref().map(|(event, zone)| (event, zone));
                let material = Material { samples: &samples, event, ..Material::default() };
                Ok(recommend(&input, &material, cx.now, seed)?)
            }
            RecommendationType::Features => {
                let uses = material::uses(cx, context, &input.user_id).await?;
                let material = Material { uses: &uses, ..Material::default() };
                let answer = recommend(&input, &material, cx.now, seed)?;
                // What an admin looks up was offered to nobody.
                if own {
                    explored::log(cx, &answer);
                }
                Ok(answer)
            }
        }
    }
}

/// The same for one person until the kept answer is forgotten.
fn seed(user_id: &str, now: Time) -> u64 {
    let period = now.ms().div_euclid(i64::from(KEPT_S) * 1000) as u64;
    user_id
        .bytes()
        .fold(period, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

edge::export!(Recommendations);
