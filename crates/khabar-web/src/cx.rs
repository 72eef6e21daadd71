//! What every page knows of who reads it: language, digits, the secret of its forms.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::locale::{Choice as _, Lang, Prefs};

/// The name under which someone judges facts; empty where they gave none.
#[derive(Debug, Clone, Default)]
pub struct Asker(pub String);

/// What a page is made for.
#[derive(Debug, Clone)]
pub struct Cx(Arc<Inner>);

/// The contents of a [`Cx`].
#[derive(Debug, Default)]
pub struct Inner {
    /// How the reader wants to read.
    pub prefs: Prefs,
    /// The secret that forms carry.
    pub csrf: String,
    /// The address of the page.
    pub path: String,
    /// Who reads, if they said so.
    pub who: String,
}

impl Deref for Cx {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Cx {
    /// For one request.
    #[must_use]
    pub fn new(prefs: Prefs, csrf: &str, path: &str, who: Asker) -> Self {
        Self(Arc::new(Inner { prefs, csrf: csrf.to_owned(), path: path.to_owned(), who: who.0 }))
    }

    /// A text of the interface.
    #[must_use]
    pub fn t(&self, key: &str) -> &'static str {
        self.prefs.t(key)
    }

    /// The name of a value: `event.AGREE`.
    #[must_use]
    pub fn name(&self, kind: &str, value: &str) -> &'static str {
        self.prefs.t(&format!("{kind}.{value}"))
    }

    /// A whole number.
    #[must_use]
    pub fn n(&self, number: impl std::fmt::Display) -> String {
        self.prefs.count(number)
    }

    /// A number that counts nothing: its thousands stand together.
    #[must_use]
    pub fn plain(&self, number: impl std::fmt::Display) -> String {
        self.prefs.digits(&number.to_string())
    }

    /// A number with the form of a word that it asks for.
    #[must_use]
    pub fn many(&self, key: &str, number: impl std::fmt::Display) -> String {
        self.prefs.plural(key, number.to_string().parse().unwrap_or_default())
    }

    /// A day in words.
    #[must_use]
    pub fn date(&self, iso: &str) -> String {
        self.prefs.date(iso)
    }

    /// A day in few words.
    #[must_use]
    pub fn short(&self, iso: &str) -> String {
        self.prefs.short_date(iso)
    }

    /// A day of a year that is known.
    #[must_use]
    pub fn day_month(&self, iso: &str) -> String {
        self.prefs.day_month(iso)
    }

    /// The tag of the language.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.prefs.lang.name()
    }

    /// Where lines begin.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        match self.prefs.lang {
            Lang::Ar => "rtl",
            Lang::En => "ltr",
        }
    }

    /// The name of the theme.
    #[must_use]
    pub fn theme(&self) -> &'static str {
        self.prefs.theme.name()
    }

    /// Whether single keys do anything.
    #[must_use]
    pub fn keys(&self) -> &'static str {
        self.prefs.keys.name()
    }

    /// The address of this page in the other language.
    #[must_use]
    pub fn other(&self) -> String {
        let other = if self.prefs.lang == Lang::Ar { "en" } else { "ar" };
        let here = without_lang(&self.path);
        // A browser takes «//name/» for another site.
        let here = format!("/{}", here.trim_start_matches('/'));
        let mark = if here.contains('?') { '&' } else { '?' };
        format!("{here}{mark}lang={other}")
    }

    /// Whether this page lies under an address.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let here = self.path.split('?').next().unwrap_or_default();
        here == path || (path != "/" && here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// An address without the language that it asks for.
#[must_use]
pub fn without_lang(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let held = parts.extensions.get::<Self>().cloned();
        Ok(held.unwrap_or_else(|| Self(Arc::default())))
    }
}

impl Cx {
    /// What someone said of a fact, in words.
    #[must_use]
    pub fn verdict(&self, verdict: khabar_register::hand::Verdict) -> &'static str {
        self.name("verdict", &crate::cards::wire(verdict))
    }
}
