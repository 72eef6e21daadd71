//! Languages, digits, months and calendars: how one person wants to read.

mod date;
mod number;
mod pattern;
mod strings;
mod timex;

pub(crate) use date::day;
pub use pattern::{Part, fill};
pub use strings::lookup;

/// Language of the interface; the pages themselves are always Arabic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Arabic, from right to left.
    #[default]
    Ar,
    /// English, from left to right.
    En,
}

/// Which digits numbers are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789
    #[default]
    Western,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
}

/// Where the names of months are at home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Months {
    /// كانون الثاني، شباط
    #[default]
    Levant,
    /// يناير، فبراير
    Egypt,
    /// جانفي، فيفري
    Maghreb,
    /// يناير، فبراير … غشت
    Morocco,
}

/// Which calendars a day is told in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Calendar {
    /// Gregorian alone.
    #[default]
    Gregorian,
    /// Gregorian and Hijri.
    Both,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// Whether single keys move among cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keys {
    /// They do.
    #[default]
    On,
    /// They do nothing: some dictate to their computer, and every word is keys.
    Off,
}

/// A choice that a cookie and a form name.
pub trait Choice: Copy + Default + PartialEq + 'static {
    /// Every value and its name.
    const ALL: &'static [(Self, &'static str)];

    /// The value of a name, or the default.
    fn of(name: &str) -> Self {
        Self::ALL.iter().find(|(_, n)| *n == name).map_or_else(Self::default, |(value, _)| *value)
    }

    /// Its name.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }
}

impl Choice for Lang {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Ar, "ar"), (Self::En, "en")];
}

impl Choice for Digits {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Western, "western"), (Self::Arabic, "arabic")];
}

impl Choice for Months {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Levant, "levant"),
        (Self::Egypt, "egypt"),
        (Self::Maghreb, "maghreb"),
        (Self::Morocco, "morocco"),
    ];
}

impl Choice for Calendar {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Gregorian, "gregorian"), (Self::Both, "both")];
}

impl Choice for Theme {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Auto, "auto"), (Self::Light, "light"), (Self::Dark, "dark")];
}

impl Choice for Keys {
    const ALL: &'static [(Self, &'static str)] = &[(Self::On, "on"), (Self::Off, "off")];
}

/// How one person wants to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prefs {
    /// Language.
    pub lang: Lang,
    /// Digits.
    pub digits: Digits,
    /// Months.
    pub months: Months,
    /// Calendars.
    pub calendar: Calendar,
    /// Theme.
    pub theme: Theme,
    /// Keys.
    pub keys: Keys,
}

impl Prefs {
    /// From the value of the cookie; what it does not say is as by default.
    #[must_use]
    pub fn from_cookie(value: &str) -> Self {
        let mut names = value.split('.');
        let mut next = || names.next().unwrap_or_default();
        Self {
            lang: Lang::of(next()),
            digits: Digits::of(next()),
            months: Months::of(next()),
            calendar: Calendar::of(next()),
            theme: Theme::of(next()),
            keys: Keys::of(next()),
        }
    }

    /// The value of the cookie.
    #[must_use]
    pub fn cookie(self) -> String {
        let names = [
            self.lang.name(),
            self.digits.name(),
            self.months.name(),
            self.calendar.name(),
            self.theme.name(),
            self.keys.name(),
        ];
        names.join(".")
    }

    /// A text of the interface.
    #[must_use]
    pub fn t(self, key: &str) -> &'static str {
        lookup(key, self.lang)
    }
}

/// The language that a browser would like best.
#[must_use]
pub fn accepted(header: &str) -> Lang {
    let weight = |range: &str| {
        let q = range.split(';').find_map(|p| p.trim().strip_prefix("q="));
        q.map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0))
    };
    let known = header.split(',').filter_map(|range| {
        let tag = range.split([';', '-']).next()?.trim();
        Lang::ALL.iter().find(|(_, name)| name.eq_ignore_ascii_case(tag)).map(|(l, _)| (*l, weight(range)))
    });
    // Of equals the first.
    let best = known.fold(None, |best: Option<(Lang, f32)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    });
    best.map_or_else(Lang::default, |(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_back() {
        let prefs = Prefs { lang: Lang::En, months: Months::Morocco, theme: Theme::Dark, ..Prefs::default() };
        assert_eq!(Prefs::from_cookie(&prefs.cookie()), prefs);
        assert_eq!(Prefs::from_cookie("xx.<script>.levant"), Prefs::default());
    }

    #[test]
    fn the_language_that_weighs_most() {
        assert_eq!(accepted("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(accepted("fr, en;q=0.3, ar-IQ;q=0.8"), Lang::Ar);
        assert_eq!(accepted("de"), Lang::Ar);
    }
}
