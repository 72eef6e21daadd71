//! Events as rows of the GDELT 2.0 event table: 61 columns, tab-separated, no header.
//!
//! Only events that happened are rows: GDELT has no column for what is planned, denied or feared. PLOVER types become CAMEO
//! root codes by `data/plover_cameo.tsv`; what Khabar does not know (tone, ethnic and religious codes, coordinates) is empty.

use std::io::Write;
use std::sync::LazyLock;

use jiff::civil::Date;
use khabar::Record;
use khabar::record::{BlockRole, Event, EventStatus, Quote};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::Result;
use crate::tables::wire;

/// The columns, by the names of the code book.
pub const COLUMNS: [&str; 61] = [
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Fields of the rows of a table of `data/`, behind its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.skip(1).map(|line| line.split('\t').map(|f| if f == "-" { "" } else { f }).collect())
}

/// PLOVER type → CAMEO root, quad class, Goldstein score.
static CAMEO: LazyLock<FxHashMap<&str, [&str; 3]>> = LazyLock::new(|| {
    let fields = rows(include_str!("../data/plover_cameo.tsv"));
    fields.filter_map(|f| Some((*f.first()?, [*f.get(1)?, *f.get(2)?, *f.get(3)?]))).collect()
});

/// ISO 3166 alpha-2 → alpha-3 and FIPS 10-4.
static COUNTRIES: LazyLock<FxHashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let fields = rows(include_str!("../data/country_codes.tsv"));
    fields.filter_map(|f| Some((*f.first()?, [*f.get(1)?, *f.get(2)?]))).collect()
});

/// Writes the events of a record that happened, a row each.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text, [`Error::Write`](crate::Error::Write) where
/// the target refuses.
pub fn write(out: &mut impl Write, record: &Record) -> Result<()> {
    let wire = record.to_wire()?;
    for event in wire.events.iter().filter(|e| e.status == EventStatus::Actual) {
        let cells: Vec<String> =
            row(&wire, event).iter().map(|c| c.replace(['\t', '\n', '\r'], " ")).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// The cells of an event, one for each of [`COLUMNS`].
#[must_use]
pub fn row(record: &Record<Quote>, event: &Event<Quote>) -> [String; 61] {
    let published = record.article.published.as_deref();
    // What has a time of its own, however wide, did not happen on the day of the page.
    let time = event.time.as_deref().filter(|t| *t != "PRESENT_REF").or(published);
    let day = day(time);
    let kind = wire(event.kind).unwrap_or_default();
    let [root, quad, goldstein] = CAMEO.get(kind.as_str()).copied().unwrap_or_default();
    let actor = |quote: Option<&Quote>| {
        let country = quote.and_then(|q| country(record, q)).map_or("", |[iso3, _]| iso3);
        (words(quote), country.to_owned())
    };
    let ((name1, country1), (name2, country2)) =
        (actor(event.actor.as_ref()), actor(event.recipient.as_ref()));
    let place = Place::of(record, event.place.as_ref());
    let added = record.source.retrieved.as_deref().or(published);
    let url = record.article.canonical_url.as_ref().or(record.source.uri.as_ref());
    let printed = |form: &dyn Fn(Date) -> String| day.map(form).unwrap_or_default();
    std::array::from_fn(|at| match COLUMNS.get(at).copied().unwrap_or_default() {
        "GlobalEventID" => number(&record.id, event).to_string(),
        "Day" => printed(&|d| format!("{:04}{:02}{:02}", d.year(), d.month(), d.day())),
        "MonthYear" => digits(time, 7),
        "Year" => digits(time, 4),
        "FractionDate" => printed(&fraction),
        "Actor1Code" | "Actor1CountryCode" => country1.clone(),
        "Actor1Name" => name1.clone(),
        "Actor2Code" | "Actor2CountryCode" => country2.clone(),
        "Actor2Name" => name2.clone(),
        "IsRootEvent" => u8::from(is_lead(record, event)).to_string(),
        "EventCode" | "EventBaseCode" | "EventRootCode" => root.to_owned(),
        "QuadClass" => quad.to_owned(),
        "GoldsteinScale" => goldstein.to_owned(),
        "NumMentions" | "NumSources" | "NumArticles" => "1".to_owned(),
        "ActionGeo_Type" => place.kind.to_owned(),
        "ActionGeo_FullName" => place.name.clone(),
        "ActionGeo_CountryCode" => place.country.to_owned(),
        "ActionGeo_FeatureID" => place.feature.clone(),
        "DATEADDED" => added.map(stamp).unwrap_or_default(),
        "SOURCEURL" => url.cloned().unwrap_or_default(),
        _ => String::new(),
    })
}

/// A number of its own for each event, the same at every export: 63 bits of the hash of its page and name.
fn number(page: &str, event: &Event<Quote>) -> u64 {
    let digest = Sha256::digest(format!("{page}\n{}", event.id));
    digest.iter().take(8).fold(0_u64, |n, &b| n << 8 | u64::from(b)) >> 1
}

/// The day of an ISO 8601 or TIMEX3 value; `None` where it is wider than a day or none at all.
fn day(value: Option<&str>) -> Option<Date> {
    value?.get(..10)?.parse().ok()
}

/// The digits that an ISO 8601 or TIMEX3 value begins with: four characters are its year, seven its year and month. Empty
/// where they are not all there.
fn digits(value: Option<&str>, length: usize) -> String {
    let head = value.and_then(|v| v.get(..length)).unwrap_or_default();
    let is_date = |(at, c): (usize, char)| if at == 4 { c == '-' } else { c.is_ascii_digit() };
    if head.chars().enumerate().all(is_date) { head.replace('-', "") } else { String::new() }
}

/// The day as a fraction of its year, as the code book has it: (month · 30 + day) / 365.
fn fraction(day: Date) -> String {
    let days = f64::from(day.month()) * 30.0 + f64::from(day.day());
    format!("{:.4}", f64::from(day.year()) + days / 365.0)
}

/// `YYYYMMDDHHMMSS` of an ISO 8601 time, UTC where it names its offset; what it does not say is zero.
fn stamp(iso: &str) -> String {
    if let Ok(instant) = iso.parse::<jiff::Timestamp>() {
        return instant.strftime("%Y%m%d%H%M%S").to_string();
    }
    let digits: String = iso.chars().take(19).filter(char::is_ascii_digit).collect();
    format!("{digits:0<14}")
}

fn words(quote: Option<&Quote>) -> String {
    quote.and_then(|q| q.text.clone()).unwrap_or_default()
}

/// Alpha-3 and FIPS code of the country that a span names or opens its name with.
fn country(record: &Record<Quote>, quote: &Quote) -> Option<[&'static str; 2]> {
    let link = links(record, quote).find_map(|link| link.strip_prefix("iso3166:"))?;
    COUNTRIES.get(link).copied()
}

/// Links of the entities named in a span, in order.
fn links<'r>(record: &'r Record<Quote>, quote: &Quote) -> impl Iterator<Item = &'r str> {
    let (start, end) = (quote.start, quote.end);
    let inside = record.mentions.iter().filter(move |m| m.span.start >= start && m.span.end <= end);
    let entities = inside.filter_map(|m| record.entities.iter().find(|e| Some(e.id) == m.entity));
    entities.filter_map(|e| e.link.as_deref())
}

/// Whether it stands in the headline or the first paragraph.
fn is_lead(record: &Record<Quote>, event: &Event<Quote>) -> bool {
    let block =
        record.blocks.iter().find(|b| b.span.start <= event.trigger.start && event.trigger.end <= b.span.end);
    let first = record.blocks.iter().find(|b| b.role == BlockRole::Body);
    block.is_some_and(|b| b.role == BlockRole::Title || Some(b.id) == first.map(|f| f.id))
}

#[derive(Default)]
struct Place {
    /// 1 country, 4 city of the world, as the code book has it; empty where nothing is known.
    kind: &'static str,
    name: String,
    country: &'static str,
    feature: String,
}

impl Place {
    fn of(record: &Record<Quote>, quote: Option<&Quote>) -> Self {
        let Some(quote) = quote else { return Self::default() };
        let name = words(Some(quote));
        if let Some([_, fips]) = country(record, quote) {
            return Self { kind: "1", name, country: fips, feature: fips.to_owned() };
        }
        let feature = links(record, quote).find_map(|link| link.strip_prefix("geonames:"));
        let kind = if feature.is_some() { "4" } else { "" };
        Self { kind, name, country: "", feature: feature.unwrap_or_default().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plover_type_has_a_root() {
        for (kind, [root, quad, goldstein]) in CAMEO.iter() {
            assert!((1..=20).contains(&root.parse::<u8>().unwrap()), "{kind}");
            assert!((1..=4).contains(&quad.parse::<u8>().unwrap()), "{kind}");
            assert!((-10.0..=10.0).contains(&goldstein.parse::<f64>().unwrap()), "{kind}");
        }
        assert_eq!(CAMEO.len(), 16);
        assert_eq!(COUNTRIES.get("IQ"), Some(&["IRQ", "IZ"]));
    }

    #[test]
    fn days_and_stamps() {
        assert_eq!(day(Some("2021-11-04TEV")).map(fraction).as_deref(), Some("2021.9151"));
        assert!(day(Some("2021-11")).is_none());
        assert_eq!(stamp("2021-11-04T16:44"), "20211104164400");
        assert_eq!(stamp("2021-11-04T16:44:29+03:00"), "20211104134429");
        let wide = |value| (digits(Some(value), 4), digits(Some(value), 7));
        assert_eq!(wide("1991"), ("1991".to_owned(), String::new()));
        assert_eq!(wide("2019-05"), ("2019".to_owned(), "201905".to_owned()));
        assert_eq!(wide("2021-W10"), ("2021".to_owned(), String::new()));
        assert_eq!(wide("P3D"), (String::new(), String::new()));
    }
}
