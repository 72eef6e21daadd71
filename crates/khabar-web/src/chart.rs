//! The picture of a timeline: lanes of facts over an axis of days, as numbers that a template draws.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use khabar_register::ask::Moment;

use crate::cx::Cx;
use crate::locale::{Lang, day};

const WIDTH: f64 = 1000.0;
const LANE: f64 = 64.0;
const TOP: f64 = 16.0;
/// Room beside the first and the last day.
const SIDE: f64 = 56.0;
/// Lanes from the top.
const LANES: [&str; 3] = ["statement", "event", "commitment"];
/// Ticks of the axis at most.
const TICKS: i64 = 8;

/// A picture.
pub struct Chart {
    pub width: f64,
    pub height: f64,
    /// Where the axis lies.
    pub axis: f64,
    /// Name, class and height of the lanes.
    pub lanes: Vec<(String, &'static str, f64)>,
    /// Place and name of days.
    pub ticks: Vec<(f64, String)>,
    pub dots: Vec<Dot>,
    pub bars: Vec<Bar>,
    /// From the day something happened to the day it was printed.
    pub tails: Vec<(f64, f64, f64)>,
    /// Where lane names begin.
    pub start: f64,
    /// What the picture shows, for those who do not see it.
    pub summary: String,
    /// How many facts lie outside of the days that it shows, in words; empty where none does.
    pub outside: String,
}

/// Facts of one lane and day.
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub class: &'static str,
    /// The day, ISO 8601: the row that it leads to.
    pub day: String,
    pub label: String,
}

/// A commitment from the day it was made to the day it is due.
pub struct Bar {
    pub x: f64,
    pub width: f64,
    pub y: f64,
    /// Where it is due, if that is in the picture.
    pub due: Option<f64>,
    pub label: String,
}

/// Draws moments; none where no day is known.
pub fn chart(cx: &Cx, moments: &[Moment]) -> Option<Chart> {
    // Deadlines and days of print are drawn too.
    let dated = moments.iter().filter(|m| m.day.is_some());
    let days = dated.flat_map(|m| [&m.day, &m.until, &m.published]);
    let days: Vec<Date> = days.filter_map(|d| day(d.as_deref()?)).collect();
    let (first, last) = window(&days)?;
    let is_shown = |at: Date| (first..=last).contains(&at);
    let length = f64::from((last - first).get_days().max(1));
    let is_rtl = cx.prefs.lang == Lang::Ar;
    let x = |at: Date| {
        let share = f64::from((at - first).get_days()) / length;
        let x = SIDE + share * 2.0f64.mul_add(-SIDE, WIDTH);
        round(if is_rtl { WIDTH - x } else { x })
    };
    let y = |lane: usize| (lane as f64 + 0.6).mul_add(LANE, TOP);
    let mut groups: BTreeMap<(usize, Date), Vec<&Moment>> = BTreeMap::new();
    let (mut bars, mut tails, mut outside) = (Vec::new(), Vec::new(), 0);
    for moment in moments {
        let Some(at) = moment.day.as_deref().and_then(day) else { continue };
        let Some(lane) = LANES.iter().position(|l| *l == moment.layer) else { continue };
        if !is_shown(at) {
            outside += 1;
            continue;
        }
        groups.entry((lane, at)).or_default().push(moment);
        let until = moment.until.as_deref().and_then(day);
        if let (2, Some(due)) = (lane, until.filter(|u| *u > at)) {
            // A bar that goes on beyond the picture has no end in it.
            let (from, to) = (x(at), x(due.min(last)));
            let label = format!(
                "{} – {}: {}",
                cx.short(&at.to_string()),
                cx.short(&due.to_string()),
                short(&moment.words)
            );
            bars.push(Bar {
                x: from.min(to),
                width: round((from - to).abs().max(2.0)),
                y: y(lane),
                due: is_shown(due).then_some(to),
                label,
            });
        }
        if let (1, Some(printed)) =
            (lane, moment.published.as_deref().and_then(day).filter(|p| *p != at && is_shown(*p)))
        {
            tails.push((x(at), x(printed), y(lane)));
        }
    }
    let dot = |((lane, at), facts): ((usize, Date), Vec<&Moment>)| {
        let words = facts.first().map(|m| short(&m.words)).unwrap_or_default();
        let more = if facts.len() > 1 { format!(" (+{})", cx.n(facts.len() - 1)) } else { String::new() };
        Dot {
            x: x(at),
            y: y(lane),
            radius: round((facts.len() as f64).sqrt().mul_add(2.0, 4.0).min(14.0)),
            class: LANES.get(lane).copied().unwrap_or_default(),
            day: at.to_string(),
            label: format!("{}: {words}{more}", cx.short(&at.to_string())),
        }
    };
    let count = groups.keys().map(|(_, at)| at).collect::<BTreeSet<_>>().len();
    let dots: Vec<Dot> = groups.into_iter().map(dot).collect();
    let lanes = LANES.iter().enumerate().map(|(n, lane)| (cx.name("lane", lane).to_owned(), *lane, y(n)));
    let axis = TOP + LANE * LANES.len() as f64 + 8.0;
    let text = [cx.short(&first.to_string()), cx.short(&last.to_string())].join(" – ");
    Some(Chart {
        width: WIDTH,
        height: axis + 34.0,
        axis,
        lanes: lanes.collect(),
        ticks: ticks(cx, first, last).into_iter().map(|(at, name)| (x(at), name)).collect(),
        dots,
        bars,
        tails,
        start: if is_rtl { WIDTH - 6.0 } else { 6.0 },
        summary: format!("{text} · {}", cx.many("count.days", count)),
        outside: if outside > 0 { cx.many("count.outside", outside) } else { String::new() },
    })
}

/// The days that the axis shows: of a long time the part in which nearly all lie.
fn window(days: &[Date]) -> Option<(Date, Date)> {
    let mut days = days.to_vec();
    days.sort_unstable();
    let (first, last) = (*days.first()?, *days.last()?);
    if (last - first).get_days() < 3 * 365 || days.len() < 12 {
        return Some((first, last));
    }
    let cut = days.len() / 20;
    Some((*days.get(cut)?, *days.get(days.len() - 1 - cut)?))
}

fn ticks(cx: &Cx, first: Date, last: Date) -> Vec<(Date, String)> {
    let length = i64::from((last - first).get_days());
    let count = TICKS.min(length + 1).max(1);
    let mut ticks: Vec<(Date, String)> = Vec::new();
    for n in 0..count {
        let days = if count == 1 { 0 } else { length * n / (count - 1) };
        let Ok(at) = first.checked_add(jiff::Span::new().days(days)) else { continue };
        let iso = at.to_string();
        let name = if length > 365 * 8 {
            cx.short(iso.get(..4).unwrap_or_default())
        } else if length > 240 {
            cx.short(iso.get(..7).unwrap_or_default())
        } else {
            cx.day_month(&iso)
        };
        if ticks.last().is_none_or(|(_, before)| *before != name) {
            ticks.push((at, name));
        }
    }
    ticks
}

fn short(words: &str) -> String {
    let mut out: String = words.chars().take(80).collect();
    if words.chars().nth(80).is_some() {
        out.push('…');
    }
    out
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
