//! How well a picture fits a shot.

/// What an agreeing article, look, angle, category and name weigh.
const SKU: f64 = 1.0;
const LOOK: f64 = 1.0;
const ANGLE: f64 = 0.5;
const CATEGORY: f64 = 0.3;
const NAME: f64 = 0.4;

/// What is known of a picture or asked of it, as numbers; 0 is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Traits {
    /// The article.
    pub sku: u32,
    /// The look.
    pub look: u32,
    /// The angle.
    pub angle: u32,
    /// The category.
    pub category: u32,
    /// Of a picture: the position of its shot in the list, from 1.
    pub shot: u32,
}

/// For each picture, how well it fits a shot, 0..1: the weight of what agrees in
/// that of what the shot asks, what the picture leaves open counting half. 1 for
/// a picture taken for this shot, the one at `shot`; 0 for one taken for another,
/// or of another article, look, angle or (without the article) category.
/// `shares` say how much of the shot's name each picture's has; empty for a shot
/// without one.
#[inline(never)]
pub fn row(assets: &[Traits], asked: &Traits, shot: usize, shares: &[f64]) -> Vec<f64> {
    let fit = |(at, asset): (usize, &Traits)| {
        if asset.shot != 0 {
            return if asset.shot as usize == shot + 1 { 1.0 } else { 0.0 };
        }
        fit(asset, asked, shares.get(at).copied())
    };
    assets.iter().enumerate().map(fit).collect()
}

fn fit(asset: &Traits, asked: &Traits, name: Option<f64>) -> f64 {
    let differ = |asked: u32, known: u32| asked != 0 && known != 0 && asked != known;
    let same_article = asked.sku != 0 && asked.sku == asset.sku;
    if differ(asked.sku, asset.sku)
        || differ(asked.look, asset.look)
        || differ(asked.angle, asset.angle)
        || (!same_article && differ(asked.category, asset.category))
    {
        return 0.0;
    }
    let (mut agreed, mut all) = (0.0, 0.0);
    for (asked, known, weight) in [
        (asked.sku, asset.sku, SKU),
        (asked.look, asset.look, LOOK),
        (asked.angle, asset.angle, ANGLE),
        (asked.category, asset.category, CATEGORY),
    ] {
        if asked != 0 {
            all += if known == 0 { weight / 2.0 } else { weight };
            agreed += if known == asked { weight } else { 0.0 };
        }
    }
    if let Some(share) = name {
        // Names of files seldom say anything: a strange one is no objection.
        let told = share >= 0.5;
        all += if told { NAME } else { NAME / 2.0 };
        agreed += if told { NAME * share } else { 0.0 };
    }
    if all > 0.0 { agreed / all } else { 0.0 }
}
