//! What a stream holds that is neither text nor markup nor a table, by its first bytes.

use crate::open::Format;
use crate::{documents, mailbox, telegram, whatsapp};

/// None for what is told by its name, or read as text.
pub fn seen(head: &[u8]) -> Option<Format> {
    if mailbox::opens_mailbox(head) {
        Some(Format::Mailbox)
    } else if documents::Kind::of(head).is_some() {
        Some(Format::Document)
    } else if telegram::opens_export(head) {
        Some(Format::Telegram)
    } else if whatsapp::opens_chat(head) {
        Some(Format::Chat)
    } else {
        None
    }
}
