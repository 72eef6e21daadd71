//! Arguments of the reading room.

use std::net::SocketAddr;

use super::Place;

const EXAMPLES: &str = "\
Examples:
  khabar serve --register iraq                     then open http://127.0.0.1:8080/
  khabar serve --listen 127.0.0.1:0                on any free port, which is printed
  KHABAR_TOKEN=… khabar serve --listen 0.0.0.0:8080   for others, who must know the token

On this machine alone no token is needed. On any other address the command refuses to start without one. It speaks plain
HTTP: towards other machines put it behind something that speaks TLS.";

/// Open the reading room: the register in a browser.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// What visitors must know [default: the variable `KHABAR_TOKEN`]; 16 characters or more.
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}
