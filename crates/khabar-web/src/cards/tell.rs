//! Facts of many pages, one sentence each, with the page that tells them.

use khabar_register::ask::{Commitment, Event, Statement};

use super::Told;
use crate::cx::Cx;
use crate::locale::fill;

/// Who said what.
pub fn statement(cx: &Cx, s: &Statement) -> Told {
    let sentence = fill(
        cx.t("say.statement"),
        &[
            ("speaker", s.speaker.as_deref().unwrap_or_else(|| cx.t("statement.unnamed"))),
            ("cue", s.cue.as_deref().unwrap_or_default()),
            ("channel", s.channel.as_deref().unwrap_or_default()),
            ("relay", s.relay.as_deref().unwrap_or_default()),
            ("content", &s.words),
        ],
    );
    Told {
        page: s.page,
        fact: s.fact.clone(),
        sentence,
        published: s.published.clone(),
        site: s.site.clone(),
        title: s.title.clone(),
    }
}

/// What happened.
pub fn event(cx: &Cx, e: &Event) -> Told {
    let days = (e.earliest.as_deref(), e.latest.as_deref());
    let when = e.time.as_deref().map(|value| cx.prefs.timex(value, None, days)).unwrap_or_default();
    let sentence = fill(
        cx.t("say.event"),
        &[
            ("type", cx.name("event", &e.kind)),
            ("trigger", &e.words),
            ("actor", e.actor.as_deref().unwrap_or_default()),
            ("recipient", e.recipient.as_deref().unwrap_or_default()),
            ("place", e.place.as_deref().unwrap_or_default()),
            ("time", &when),
        ],
    );
    Told {
        page: e.page,
        fact: e.fact.clone(),
        sentence,
        published: e.published.clone(),
        site: e.site.clone(),
        title: e.title.clone(),
    }
}

/// Who owes what by when.
pub fn commitment(cx: &Cx, c: &Commitment) -> Told {
    // The modifier is in the deadline's last day.
    let due = c
        .due
        .as_deref()
        .map(|due| cx.prefs.words("say.until", &[("day", &cx.short(due))]))
        .unwrap_or_default();
    let sentence = fill(
        cx.t(if c.negated { "say.commitment-not" } else { "say.commitment" }),
        &[
            ("party", c.party.as_deref().unwrap_or_else(|| cx.t("commitment.unnamed"))),
            ("kind", cx.name("kind", &c.kind)),
            ("action", &c.words),
            ("deadline", &due),
        ],
    );
    Told {
        page: c.page,
        fact: c.fact.clone(),
        sentence,
        published: c.published.clone(),
        site: c.site.clone(),
        title: c.title.clone(),
    }
}
