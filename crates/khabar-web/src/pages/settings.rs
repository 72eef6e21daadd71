//! How someone wants to read, and who they are.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cx::{Cx, without_lang};
use crate::fault::{Fault, Result};
use crate::guard::{self, Posted};
use crate::locale::{Calendar, Choice, Digits, Keys, Lang, Months, Prefs, Theme};

/// Longest name of a reader, in code points.
const LONGEST_NAME: usize = 60;
/// How long a wrong token waits for its answer.
const PAUSE: Duration = Duration::from_millis(700);

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings {
    cx: Cx,
    has_token: bool,
    choices: Vec<Choices>,
    back: String,
}

/// One choice: its name, and whether each of its values is the present one.
struct Choices {
    kind: &'static str,
    values: Vec<(&'static str, bool)>,
}

fn choices<C: Choice>(kind: &'static str, now: C) -> Choices {
    Choices { kind, values: C::ALL.iter().map(|(value, name)| (*name, *value == now)).collect() }
}

/// Shows the choices.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Query(to): Query<To>) -> Result<Response> {
    let prefs = cx.prefs;
    let choices = vec![
        choices("lang", prefs.lang),
        choices("digits", prefs.digits),
        choices("months", prefs.months),
        choices("calendar", prefs.calendar),
        choices("theme", prefs.theme),
        choices("keys", prefs.keys),
    ];
    html(&Settings { cx, has_token: app.token.is_some(), choices, back: to.local() })
}

/// Keeps them in cookies.
pub async fn keep(form: Posted) -> Result<Response> {
    let of = |name: &str| form.get(name).unwrap_or_default();
    let prefs = Prefs {
        lang: Lang::of(of("lang")),
        digits: Digits::of(of("digits")),
        months: Months::of(of("months")),
        calendar: Calendar::of(of("calendar")),
        theme: Theme::of(of("theme")),
        keys: Keys::of(of("keys")),
    };
    let who: String = of("who").chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    // An address that names a language would undo the choice.
    let mut response = Redirect::to(&without_lang(form.back())).into_response();
    guard::set_cookie(response.headers_mut(), "prefs", &prefs.cookie(), true);
    guard::set_cookie(response.headers_mut(), "who", &guard::encode(&who), true);
    Ok(response)
}

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct To {
    to: Option<String>,
}

impl To {
    fn local(self) -> String {
        self.to.filter(|to| guard::is_local(to)).unwrap_or_else(|| "/".to_owned())
    }
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    cx: Cx,
    to: String,
}

/// Asks for the token.
pub async fn login(cx: Cx, Query(to): Query<To>) -> Result<Response> {
    html(&Login { cx, to: to.local() })
}

/// Lets someone in who knows the token.
pub async fn enter(State(app): State<Arc<App>>, form: Posted) -> Result<Response> {
    let given = form.get("token").unwrap_or_default();
    match &app.token {
        Some(token) if guard::same(given, token) => {
            let mut response = Redirect::to(form.back()).into_response();
            guard::set_cookie(response.headers_mut(), "session", &guard::session(token), false);
            Ok(response)
        }
        Some(_) => {
            // Guessing is slow.
            tokio::time::sleep(PAUSE).await;
            Err(Fault::Token)
        }
        None => Ok(Redirect::to("/").into_response()),
    }
}

/// Forgets that someone knew the token.
pub async fn leave(_form: Posted) -> Response {
    let mut response = Redirect::to("/login").into_response();
    guard::set_cookie(response.headers_mut(), "session", "", false);
    response
}
