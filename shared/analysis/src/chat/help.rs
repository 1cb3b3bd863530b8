//! `general.help`: greetings, thanks, and what the assistant can do.

use super::draft::{Draft, draft};
use super::leads::lead;
use super::reply::Tone;
use super::wish::Wish;
use crate::intent::{Kit, Skill};

const THANKS: &str = "thanks thank thx ty cheers merci grazie gracias great perfect perfetto \
     parfait perfecto super nice awesome brilliant genial";
const GREETINGS: &str = "hi hello hey heya morning evening afternoon bonjour salut bonsoir coucou \
     ciao salve buongiorno buonasera hola buenas buenos yo";
const PARTINGS: &str = "bye goodbye night later revoir bientot arrivederci dopo adios luego hasta";

const UPSET: &str = "useless stupid suck sucks wtf fuck fucking shit crap idiot dumb rubbish garbage hate nul \
     nulle merde inutile cazzo schifo stupido mierda inutil estupido";
const ASSENT: &str = "ok okay okey alright fine cool stop mind yes yep no nope accord bene vale";
/// Characters of a message that says nothing else.
const SHORT: usize = 16;

/// Information.
pub(super) fn help(wish: &Wish<'_>) -> Draft {
    let mut draft = draft(Tone::Info);
    let kit = match wish.understood.kit {
        Kit::Logistics => [Skill::Readiness, Skill::Blockers, Skill::Batching],
        Kit::Events => [Skill::CriticalPath, Skill::Staffing, Skill::RunOfShow],
        Kit::Media => [Skill::Missing, Skill::Quality, Skill::Selects],
        Kit::General => [Skill::Readiness, Skill::CriticalPath, Skill::Missing],
    };
    for skill in kit {
        draft.suggest(lead(skill).question);
        draft.open(skill);
    }
    let text = &mut draft.text;
    if wish.mentions(THANKS) {
        text.say("You are welcome. Anything else?");
        return draft;
    }
    if wish.mentions(UPSET) {
        text.say("I am sorry. Say it in other words, or try one of these.");
        return draft;
    }
    if wish.mentions(ASSENT) && wish.text().len() <= SHORT {
        text.say("All right. Ask me whenever you like.");
        return draft;
    }
    if wish.mentions(PARTINGS) {
        text.say("See you. I keep an eye on things.");
        return draft;
    }
    text.say(if wish.mentions(GREETINGS) { "Hello! " } else { "" });
    text.say(
        "I answer from your own data. Samples: what is ready, what holds you up, in which order to \
         shoot. Events: the critical path and what a delay does to it, who is missing when, the run \
         of show. Pictures: quality, missing shots, selects. Also packages, what to do next, and \
         the catalogue. I open pages too, and take you to where things are changed; I change \
         nothing myself.",
    );
    draft
}
