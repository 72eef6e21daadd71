//! Encodings that a caller names.

use std::str::FromStr;

use encoding_rs::Encoding;

/// Names of the Encoding Standard, those that Arabic pages have in front.
const NAMES: [&str; 24] = [
    "utf-8",
    "windows-1256",
    "iso-8859-6",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1257",
    "windows-1258",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-15",
    "koi8-r",
    "gb18030",
    "big5",
    "euc-kr",
    "shift_jis",
];
/// How many of them an error names.
const NAMED: usize = 6;

/// An encoding, by any label of the WHATWG Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl FromStr for Charset {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        Encoding::for_label(given.trim().as_bytes()).map(Self).ok_or_else(|| {
            let lowered = given.trim().to_ascii_lowercase();
            let near = NAMES.into_iter().min_by_key(|name| strsim::levenshtein(name, &lowered));
            let near = near.filter(|name| strsim::levenshtein(name, &lowered) <= 2);
            let meant = near.map_or_else(String::new, |name| format!("; «{name}» may be meant"));
            let known = NAMES.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
            format!("no encoding is called «{given}»{meant} (known are {known} and the others of the Encoding Standard)")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_or_the_nearest_is_named() {
        assert_eq!("CP1256".parse::<Charset>().unwrap().name(), "windows-1256");
        assert!("windows-1259".parse::<Charset>().unwrap_err().contains("«windows-125"));
        assert!("utf8x".parse::<Charset>().unwrap_err().contains("«utf-8» may be meant"));
        let fault = "nonsense".parse::<Charset>().unwrap_err();
        assert!(!fault.contains("meant") && fault.contains("windows-1256"), "{fault}");
    }
    #[test]
    fn every_name_is_one_of_the_standard() {
        assert!(NAMES.iter().all(|name| name.parse::<Charset>().is_ok()));
    }
}
