//! A form that one of our own pages sent.

use std::collections::HashMap;

use axum::extract::{FromRequest, Request};

use super::{cookie, same};
use crate::fault::{Fault, Result};

/// Longest value of a field, in bytes.
const LONGEST: usize = 8192;

/// The fields of a form whose secret is that of the sender's cookie.
#[derive(Debug)]
pub struct Posted(HashMap<String, String>);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let secret = cookie(request.headers(), "csrf").map(str::to_owned).unwrap_or_default();
        let form = axum::Form::<HashMap<String, String>>::from_request(request, state).await;
        let fields = form.map_err(|e| Fault::Refused(e.status().as_u16(), "this form cannot be read"))?.0;
        if fields.values().any(|v| v.len() > LONGEST) {
            return Err(Fault::Refused(413, "a field of the form is too long"));
        }
        let given = fields.get("csrf").map(String::as_str).unwrap_or_default();
        if secret.len() == 32 && same(given, &secret) { Ok(Self(fields)) } else { Err(Fault::Forged) }
    }
}

impl Posted {
    /// A field that has something in it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|v| v.trim()).filter(|v| !v.is_empty())
    }

    /// A field as it was sent; none where the form had no such field.
    #[must_use]
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|v| v.trim())
    }

    /// A field that must be there.
    pub fn need(&self, name: &str) -> Result<&str> {
        self.get(name).ok_or_else(|| Fault::Bad(format!("the field «{name}» is empty")))
    }

    /// A number that must be there.
    pub fn number(&self, name: &str) -> Result<i64> {
        self.need(name)?.parse().map_err(|_| Fault::Bad(format!("the field «{name}» is no number")))
    }

    /// What stands behind a prefix in the names of fields: boxes that were ticked.
    pub fn ticked<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f str> {
        let mut ticked: Vec<&str> = self.0.keys().filter_map(|name| name.strip_prefix(prefix)).collect();
        ticked.sort_unstable();
        ticked.into_iter()
    }

    /// Where to go back to: an address of ours, else the first page.
    #[must_use]
    pub fn back(&self) -> &str {
        self.get("back").filter(|to| super::is_local(to)).unwrap_or("/")
    }
}
