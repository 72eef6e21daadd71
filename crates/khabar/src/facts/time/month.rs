//! Months and years by name and number, and the year of what has none.

use super::grammar::{Context, HIJRI, MONTH, Match, YEAR, reading, resolved};
use super::timex::Timex;
use super::words::is_quote;
use super::{Found, hijri};
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{Calendar, TimeBits};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

/// The years that a bare number of four digits may be.
const BARE: std::ops::RangeInclusive<i16> = 1900..=2050;
/// How far before a year the name of what is held in it may stand («كأس العالم للشباب 2019»).
const NAME: usize = 5;

impl Context<'_> {
    /// A Gregorian month name, with its name in another press: «يوليو/تموز», «أغسطس (آب)», «تموز يوليو».
    pub(super) fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        self.month_named(i, Strip::Nothing).map(|(month, end, _)| (month, end))
    }

    fn month_named(&self, i: usize, strip: Strip) -> Option<(i8, usize, Cut)> {
        let text = self.text;
        let name = |at: usize, strip: Strip| {
            text.find(&text.lex.months, at, self.end, strip)
                .filter(|f| f.value.calendar == Calendar::Gregorian)
        };
        let found = name(i, strip)?;
        let same = |at: usize| {
            name(at, Strip::Nothing).filter(|o| o.value.number == found.value.number).map(|o| o.end)
        };
        let end = match text.mark(found.end) {
            '/' | '-' | '–' => same(found.end + 1),
            '(' => same(found.end + 1).filter(|&end| text.mark(end) == ')').map(|end| end + 1),
            _ => same(found.end),
        };
        Some((found.value.number, end.unwrap_or(found.end), found.cut))
    }

    /// The year of a month without one: the last that is not after the publication, or as the words say.
    pub(super) fn year_of(&self, month: i8, day: Option<i8>, shift: Option<i32>) -> Option<i16> {
        let today = self.today()?;
        let later = (month, day.unwrap_or(0)) > (today.month(), if day.is_some() { today.day() } else { 0 });
        Some(match shift {
            // «8 ديسمبر الماضي» of a story of the twentieth is of the same month.
            Some(..=-1) if day.is_some_and(|d| month == today.month() && d < today.day()) => today.year(),
            Some(..=-1) if month >= today.month() => today.year() - 1,
            // «27 أغسطس المقبل» of a story of the first is of the same month.
            Some(1..) if day.is_some_and(|d| month == today.month() && d > today.day()) => today.year(),
            Some(1..) if month <= today.month() => today.year() + 1,
            None if self.future && !later && month != today.month() => today.year() + 1,
            // A month or two ahead is told of ahead; further back it is the past.
            None if !self.future && later && month - today.month() > 2 => today.year() - 1,
            _ => today.year(),
        })
    }

    /// A year behind a month: «2021», «، 2021», «من عام 2021», «عام 2021», and «م» behind it.
    pub(super) fn year_behind(&self, i: usize, lone: bool) -> Option<(i16, usize)> {
        let text = self.text;
        let mut at = i;
        let is_joined =
            matches!(text.mark(at), '-' | '/') && at > 0 && text.touches(at - 1) && text.touches(at);
        if matches!(text.mark(at), '،' | ',') || self.is(at, TimeBits::OF) || is_joined {
            at += 1;
        } else if let Some(behind) = self.behind_slip(at) {
            at = behind;
        }
        let named = self.is_cut(at, TimeBits::YEAR).is_some();
        at += usize::from(named);
        if lone && !named {
            return None;
        }
        let Some(year) = self.year_digits(at) else { return self.year_in_words(at) };
        // «2021 م» of a clock («4:44 م») never touches a year.
        let era = self.is_gregorian(at + 1) && (text.touches(at) || text.fold(at + 1) != "م" || !named);
        Some((year, at + 1 + usize::from(era)))
    }

    /// The token behind a full stop or quotes that lean on a year: «أفريل .2011».
    fn behind_slip(&self, i: usize) -> Option<usize> {
        let text = self.text;
        let slips = |at: usize| matches!(text.mark(at), '.' | '\'' | '"') && text.touches(at);
        let end = (i..i + 3).find(|&at| !slips(at))?;
        (end > i && self.year_digits(end).is_some_and(|y| BARE.contains(&y))).then_some(end)
    }

    /// A year behind a month or day: a number, or «من العام الماضي». Whether the publication was needed for it.
    pub(super) fn year_told(&self, i: usize) -> Option<(Option<i16>, usize, bool)> {
        if let Some((year, end)) = self.year_behind(i, false) {
            return Some((Some(year), end, false));
        }
        let of = self.skip(i, TimeBits::OF);
        let found = self.relative(of)?;
        match found.timex {
            Timex::Year(year) => Some((Some(year), found.end, true)),
            _ if self.published.is_none() && found.timex.to_string() == "XXXX" => {
                Some((None, found.end, true))
            }
            _ => None,
        }
    }

    /// «ألفين وثمانية عشر», «ألف وتسعمئة وسبعين»: a year in words and where it ends.
    pub(super) fn year_in_words(&self, i: usize) -> Option<(i16, usize)> {
        let n = numeral(self.text, i, self.end).filter(|n| !n.digits && n.value.fract() == 0.0)?;
        (1000.0..2200.0).contains(&n.value).then_some((n.value as i16, n.end))
    }

    pub(super) fn year_digits(&self, i: usize) -> Option<i16> {
        let folded = (i < self.end && self.text.kind(i) == Kind::Number).then(|| self.text.fold(i))?;
        let year: i16 = folded.parse().ok()?;
        (folded.len() == 4 && (1000..=2199).contains(&year)).then_some(year)
    }

    /// «يوليو الماضي», «أيلول 2014», «شهر مايو من العام الماضي»; a bare name only where a time is wanted.
    pub(super) fn month(&self, i: usize) -> Option<Match> {
        let named = self.is_cut(i, TimeBits::MONTH);
        let several = self.is(i, TimeBits::PAIR);
        let is_led = named.is_some() || several;
        let at = i + usize::from(is_led);
        let strip = if is_led { Strip::Nothing } else { Strip::Conjunction };
        let (month, end, letters) = self.month_named(at, strip)?;
        let cut = named.unwrap_or(letters);
        if let Some((year, end, anchored)) = self.year_told(end) {
            let timex = year.map(|y| Timex::Month(y, month));
            return Some(Match {
                anchored,
                ..resolved(timex, &format!("XXXX-{month:02}"), end, cut, &MONTH)
            });
        }
        let (shift, end) = self.shift(end);
        let goes_on = self.goes_on(i, cut, |t| matches!(t, Timex::Month(..)));
        let is_asked = cut.letters == 0
            && i.checked_sub(1).is_some_and(|p| self.asks_for_time(p) && !self.is_of_ordinal(p));
        if !(is_led || shift.is_some() && cut.letters == 0 || goes_on || is_asked) {
            return None;
        }
        if let Some(year) = self.year_of_second(end).filter(|_| shift.is_none()) {
            return Some(reading(Timex::Month(year, month), end, cut, &MONTH));
        }
        let year = self.year_of(month, None, shift);
        Some(resolved(year.map(|y| Timex::Month(y, month)), &format!("XXXX-{month:02}"), end, cut, &MONTH))
    }

    /// Whether «من» at `i` stands behind the ordinal of a feminine noun: «الجلسة الأولى من يناير» is called by its month.
    fn is_of_ordinal(&self, i: usize) -> bool {
        let text = self.text;
        self.is(i, TimeBits::OF)
            && i.checked_sub(1).is_some_and(|o| {
                let feminine = text.fold(o).ends_with('ه') || self.is_cut(o, TimeBits::FEMININE).is_some();
                feminine && ordinal(text, o, i).is_some()
            })
    }

    /// The year that a later month of the list brings with it: «بين مايو ويوليو 2019», «مارس وأبريل ومايو من العام المقبل».
    fn year_of_second(&self, i: usize) -> Option<i16> {
        let is_dash = matches!(self.text.mark(i), '-' | '–');
        let joint = self.is_cut(i, TimeBits::TO.with(TimeBits::AND).with(TimeBits::OR)).is_some() || is_dash;
        let at = self.skip(i + usize::from(joint), TimeBits::MONTH);
        let (_, end, cut) = self.month_named(at, Strip::Conjunction)?;
        if !joint && !cut.conjunction {
            return None;
        }
        self.year_told(end).and_then(|y| y.0).or_else(|| self.year_of_second(end))
    }

    /// Whether a time of the same kind ends before `i`, joined by «و», «أو» or a dash.
    pub(super) fn goes_on(&self, i: usize, cut: Cut, is_kind: impl Fn(&Timex) -> bool) -> bool {
        let Some(Found { end, timex, .. }) = self.found.last() else { return false };
        let end = *end;
        if end > i || i > end + 3 || !is_kind(timex) {
            return false;
        }
        let joins = TimeBits::AND.with(TimeBits::OR).with(TimeBits::TO);
        let is_joint = |at: usize| {
            self.is_cut(at, joins).is_some()
                || matches!(self.text.mark(at), '-' | '–' | '—' | '،' | ',' | '/')
        };
        (end..i).all(is_joint) && (end < i || cut.conjunction)
    }

    /// «عام 2011», «سنة 2014», «عامي 2009 و2016», «2016 م», and four digits where a year stands.
    pub(super) fn year(&self, i: usize) -> Option<Match> {
        if self.is(i, TimeBits::PAIR)
            && let Some(year) = self.year_digits(i + 1)
        {
            return Some(reading(Timex::Year(year), i + 2, Cut::default(), &YEAR));
        }
        if let Some(cut) = self.is_cut(i, TimeBits::YEAR) {
            let (year, end) = self.year_behind(i, true)?;
            let (shift, behind) = self.shift(end);
            return Some(self.called_year(year, if shift.is_some() { behind } else { end }, end, cut));
        }
        let text = self.text;
        let Some(year) = self.year_digits(i) else {
            // «منذ ألفين وأربعة عشر»: in words a year is one where nothing is counted.
            let (year, end) =
                self.year_in_words(i).filter(|y| BARE.contains(&y.0) || (1700..1900).contains(&y.0))?;
            let led = i.checked_sub(1).is_some_and(|p| self.asks_for_time(p)) && !self.is_bounded(i);
            let stands =
                end >= self.end || matches!(text.kind(end), Kind::Mark(_)) || text.function(end).is_some();
            return (led && stands && end > i + 1)
                .then(|| reading(Timex::Year(year), end, Cut::default(), &YEAR));
        };
        let era = self.is_gregorian(i + 1) && text.touches(i) && text.fold(i + 1) == "م";
        let end = i + 1 + usize::from(era);
        if self.is_edition(i, end) {
            return None;
        }
        let goes_on = self.goes_on(i, Cut::default(), |t| matches!(t, Timex::Year(_)));
        let led = goes_on || i.checked_sub(1).is_some_and(|p| self.asks_for_time(p)) && !self.is_bounded(i);
        // «دستور 2014»: a name and its year, when no counted noun follows.
        let titled = i.checked_sub(1).is_some_and(|p| {
            let joins = TimeBits::AND.with(TimeBits::OR);
            text.kind(p) == Kind::Arabic && !self.is(p, joins) || text.mark(p) == '(' && self.is_listed(end)
        }) && (text.kind(i + 1) != Kind::Arabic
            || text.function(i + 1).is_some()
            || text.mark(i + 1) != ' '
            || i + 1 >= self.end);
        let stands = BARE.contains(&year) && (led || titled) && !self.counts(i + 1) && !self.is_bounded(i);
        (era || stands).then(|| reading(Timex::Year(year), end, Cut::default(), &YEAR))
    }

    /// Whether a list of years goes on at `i`, or a bracket closes there: «(2013 و2015)».
    fn is_listed(&self, i: usize) -> bool {
        let joins =
            self.is(i, TimeBits::AND.with(TimeBits::OR)) || matches!(self.text.mark(i), '-' | '–' | '،');
        joins && self.year_digits(i + 1).is_some() || self.text.mark(i) == ')'
    }

    /// Whether a year is the end of a name: «كأس العالم 2014», «"إكسبو 2020"».
    fn is_edition(&self, i: usize, end: usize) -> bool {
        let text = self.text;
        let from = i.saturating_sub(NAME);
        let words = (from..i)
            .rev()
            .take_while(|&at| !matches!(text.kind(at), Kind::Mark(_)) || is_quote(text.mark(at)));
        let mut first = i;
        for at in words {
            // A preposition ends the name.
            if self.is_cut(at, TimeBits::EDITION).is_some() {
                return true;
            }
            if self.is(at, TimeBits::IN.with(TimeBits::TO)) {
                break;
            }
            first = at;
        }
        let quoted = is_quote(text.mark(end)) && text.touches(end - 1);
        quoted && (first.saturating_sub(1)..i.saturating_sub(1)).any(|at| is_quote(text.mark(at)))
    }

    /// The year behind «عام»; «عام 1436» and «عام 1250 هـ» are Hijri.
    fn called_year(&self, year: i16, end: usize, digits_end: usize, cut: Cut) -> Match {
        let behind = self.behind_era(digits_end);
        let is_hijri = behind > digits_end
            || hijri::HIJRI_YEARS.contains(&year) && !self.is_gregorian(digits_end.saturating_sub(1));
        match hijri::year(year).filter(|_| is_hijri) {
            Some((year, first, last)) => {
                let value = format!("{year:04}");
                reading(Timex::Bounded { value, kind: TimeType::Date, first, last }, behind, cut, &HIJRI)
            }
            None => reading(Timex::Year(year), end, cut, &YEAR),
        }
    }

    /// The token behind «هـ» at `i`, else `i`.
    pub(super) fn behind_era(&self, i: usize) -> usize {
        self.skip(i, TimeBits::ISLAMIC)
    }

    /// Whether «م» at `i` says that a year is Gregorian.
    pub(super) fn is_gregorian(&self, i: usize) -> bool {
        self.is(i, TimeBits::GREGORIAN)
    }
}
