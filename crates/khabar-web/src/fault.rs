//! What can go wrong with a request, and what is said of it: to a person as a page, to a program as JSON.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use khabar_register::Error;
use khabar_register::search::QueryFault;

use crate::locale::{Lang, lookup};

/// Why a request has no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// There is no such page, fact, story or person.
    #[error("there is nothing at this address")]
    NotFound,
    /// What was asked cannot be understood; the words say why.
    #[error("{0}")]
    Bad(String),
    /// A query of a search cannot be understood; it says why in both languages.
    #[error("{0}")]
    Search(QueryFault),
    /// The same, in the language of who asks: a text of the interface, and what it is about.
    #[error("{}", [lookup(key, Lang::En), what].join(" ").trim_end())]
    Said {
        /// The text.
        key: &'static str,
        /// What it is about; may be empty.
        what: String,
    },
    /// A form came from elsewhere, or its page was open too long.
    #[error("this form was not sent from its page; open the page again and repeat")]
    Forged,
    /// The name that the browser calls us by is not ours.
    #[error("this host name is not served; open the address that `khabar serve` printed")]
    Host,
    /// The token is missing or wrong.
    #[error("the token is missing or wrong")]
    Token,
    /// Too much at once.
    #[error("too many requests at once; try again in a moment")]
    Busy,
    /// Took too long, too large, and the like.
    #[error("{1}")]
    Refused(u16, &'static str),
    /// A fault of ours.
    #[error("internal error; the server's own output says more")]
    Internal,
}

/// An answer, or why there is none.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// A request that cannot be done, in the language of who asks.
    #[must_use]
    pub fn said(key: &'static str, what: &str) -> Self {
        Self::Said { key, what: what.to_owned() }
    }

    /// Where something is asked for by its id: what there is not is not found.
    #[must_use]
    pub fn missing(fault: Error) -> Self {
        if matches!(fault, Error::Query(_)) { Self::NotFound } else { fault.into() }
    }

    /// The status that says so.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Bad(_) | Self::Search(_) | Self::Said { .. } => StatusCode::BAD_REQUEST,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(status, _) => StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST),
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The text of the interface that explains it.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "fault.not-found",
            Self::Bad(_) | Self::Search(_) | Self::Refused(..) => "fault.bad",
            Self::Said { key, .. } => key,
            Self::Forged => "fault.forged",
            Self::Host => "fault.host",
            Self::Token => "fault.token",
            Self::Busy => "fault.busy",
            Self::Internal => "fault.internal",
        }
    }
}

impl From<Error> for Fault {
    fn from(fault: Error) -> Self {
        match fault {
            Error::NoPage(_) => Self::NotFound,
            Error::Search(fault) => Self::Search(fault),
            Error::Query(words) => Self::Bad(words),
            other => {
                eprintln!("khabar: {other}");
                Self::Internal
            }
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(fault: serde_json::Error) -> Self {
        Error::from(fault).into()
    }
}

impl IntoResponse for Fault {
    /// The bare words; [`crate::guard`] makes a page or JSON of them, since it knows who asks.
    fn into_response(self) -> Response {
        let mut response = (self.status(), self.to_string()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
