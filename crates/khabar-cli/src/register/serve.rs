//! `khabar serve`: the reading room.

use std::io::Write as _;

use anyhow::Result;
use khabar_web::{App, Settings, router};

use super::args::Serve;
use crate::outcome::Outcome;

/// Shortest token that is taken: one that is guessed is none.
const SHORTEST: usize = 16;

pub fn run(args: Serve) -> Result<Outcome> {
    let token = args.token.or_else(|| std::env::var("KHABAR_TOKEN").ok()).filter(|t| !t.is_empty());
    if token.is_none() && !args.listen.ip().is_loopback() {
        let why = "is not this machine alone: give visitors a token (--token or KHABAR_TOKEN)";
        return Ok(Outcome::refused(&format!("{} {why}", args.listen)));
    }
    if token.as_ref().is_some_and(|t| t.chars().count() < SHORTEST) {
        return Ok(Outcome::refused(&format!("a token has {SHORTEST} characters or more")));
    }
    let app = App::open(&Settings { register: args.place.register, token })?;
    khabar_web::serve(args.listen, &router(app), |at| {
        let mut out = anstream::stdout();
        // Whoever started us may not be listening.
        let _ = writeln!(out, "The reading room is open at http://{at}/");
        let _ = out.flush();
    })?;
    Ok(Outcome::default().with_done(1))
}
