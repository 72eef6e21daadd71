//! What people decide on a page of the room: a fact's verdict, a correction, how a commitment came out; and taking it back.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use khabar::Record;
use khabar::record::Quote;
use khabar_register::hand::{
    Hand, Judged, Judgement, Place, Settled, Settlement, Verdict, judgements, reviewed,
};
use khabar_register::store::Reader;
use serde::de::DeserializeOwned;

use super::html;
use crate::app::App;
use crate::correct::{Field, changes, fields};
use crate::cx::Cx;
use crate::fault::{Fault, Result};
use crate::guard::Posted;
use crate::marks::Points;

/// Code points of the page around a fact.
const AROUND: u32 = 400;

fn hand(cx: &Cx) -> Hand {
    Hand { who: Some(cx.who.clone()).filter(|w| !w.is_empty()), at: super::now() }
}

/// A value by its name on the wire.
fn of<T: DeserializeOwned>(name: &str) -> Result<T> {
    let value = serde_json::Value::String(name.to_owned());
    serde_json::from_value(value).map_err(|_| Fault::Bad(format!("«{name}» is no choice")))
}

/// Takes a verdict.
pub async fn judge(cx: Cx, State(app): State<Arc<App>>, form: Posted) -> Result<Response> {
    let verdict: Verdict = of(form.need("verdict")?)?;
    let place = Place { page: form.number("page")?, fact: form.need("fact")?.to_owned() };
    let value = match verdict {
        Verdict::Accepted | Verdict::Rejected => None,
        Verdict::Corrected => {
            let at = place.clone();
            let shown = app.pool.ask(move |reader| as_shown(reader, &at)).await?;
            Some(changes(&shown, &place.fact, |name| form.sent(name))?)
        }
        Verdict::Added | Verdict::Done => return Err(Fault::Bad("this form judges one fact".to_owned())),
    };
    let note = form.get("note").map(str::to_owned);
    let back = format!("{}#{}", form.back().split('#').next().unwrap_or("/"), place.fact);
    let judgement = Judgement { place, verdict, value, note, hand: hand(&cx) };
    app.desk(move |desk| desk.review(&judgement)).await?;
    Ok(Redirect::to(&back).into_response())
}

/// Takes how a commitment came out.
pub async fn settle(cx: Cx, State(app): State<Arc<App>>, form: Posted) -> Result<Response> {
    let place = Place { page: form.number("page")?, fact: form.need("fact")?.to_owned() };
    let status: Settled = of(form.need("status")?)?;
    let typed = form.get("evidence").unwrap_or_default();
    let typed = typed.split(|c: char| c.is_whitespace() || ",،;؛".contains(c)).filter(|w| !w.is_empty());
    // A browser sends each proposal that was ticked under its own name.
    let evidence = typed
        .chain(form.ticked("proof-"))
        .map(str::parse)
        .collect::<khabar_register::Result<Vec<Place>>>()?;
    let note = form.get("note").map(str::to_owned);
    if evidence.is_empty() && note.is_none() {
        return Err(Fault::said("fault.no-evidence", ""));
    }
    let settlement = Settlement { place, status, evidence, note, hand: hand(&cx) };
    app.desk(move |desk| desk.settle(&settlement)).await?;
    Ok(Redirect::to(form.back()).into_response())
}

/// Takes a decision back.
pub async fn undo(cx: Cx, State(app): State<Arc<App>>, form: Posted) -> Result<Response> {
    let number = form.number("number")?;
    let hand = hand(&cx);
    app.desk(move |desk| desk.undo(number, &hand)).await?;
    Ok(Redirect::to(form.back()).into_response())
}

/// The record in which a fact is shown: as it is after review; one that was rejected is still there as it was found.
fn as_shown(reader: &Reader, place: &Place) -> Result<Record<Quote>> {
    let now = reviewed(reader, place.page)?;
    if fields(&now, &place.fact).is_some() { Ok(now) } else { Ok(reader.record(place.page)?) }
}

#[derive(Template)]
#[template(path = "fact.html")]
struct Fact {
    cx: Cx,
    place: Place,
    title: String,
    fields: Vec<Field>,
    back: String,
    before: String,
    words: String,
    after: String,
    history: Vec<Judged>,
}

/// Shows one fact with all its fields, to be corrected.
pub async fn fact(
    cx: Cx,
    State(app): State<Arc<App>>,
    Path((page, fact)): Path<(i64, String)>,
) -> Result<Response> {
    let shown = app
        .pool
        .ask(move |reader| {
            let title = reader.page(page)?.title.unwrap_or_default();
            let place = Place { page, fact };
            let now = as_shown(reader, &place)?;
            let (fields, (start, end)) = fields(&now, &place.fact).ok_or(Fault::NotFound)?;
            let points = Points::new(&now.text);
            let history =
                judgements(reader, page)?.into_iter().rev().filter(|j| j.fact == place.fact).collect();
            Ok(Fact {
                cx,
                title,
                back: format!("/page/{page}"),
                before: points.slice(start.saturating_sub(AROUND), start).to_owned(),
                words: points.slice(start, end).to_owned(),
                after: points.slice(end, end.saturating_add(AROUND).min(points.count())).to_owned(),
                fields,
                place,
                history,
            })
        })
        .await?;
    html(&shown)
}
