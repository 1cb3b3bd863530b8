use analysis::intent::{Engine, Kit, Message, Skill};
#[test]
fn scratch() {
    let engine = Engine::learned().unwrap();
    let text = std::fs::read_to_string("/tmp/phrases.txt").unwrap();
    for line in text.lines() {
        let u = engine.understand(&Message { text: line, kit: None, previous: None });
        let mut low: f32 = 1.0;
        let mut worst = String::new();
        for kit in
            [None, Some(Kit::Logistics), Some(Kit::Events), Some(Kit::Media), Some(Kit::General)]
        {
            for previous in std::iter::once(None).chain(Skill::ALL.iter().map(|s| Some(s.0))) {
                let v = engine.understand(&Message { text: line, kit, previous });
                let c = if v.skill == u.skill && !v.rejected && !v.follow_up {
                    v.confidence
                } else {
                    0.0
                };
                if c < low {
                    low = c;
                    worst = format!(
                        "{kit:?} {previous:?} -> {} fu={} rej={}",
                        v.skill.name(),
                        v.follow_up,
                        v.rejected
                    );
                }
            }
        }
        println!(
            "{:<50} {:<28} {:?} {:.2} rej={} fu={} low={low:.2} {}",
            line,
            u.skill.name(),
            u.form,
            u.confidence,
            u.rejected,
            u.follow_up,
            if low < 0.4 { worst } else { String::new() }
        );
    }
}
