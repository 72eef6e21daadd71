//! TIMEX3 values in words.

use super::Prefs;

impl Prefs {
    /// A TIMEX3 value with its modifier in words; `days` are the first and last day that it means, where they are known.
    #[must_use]
    pub fn timex(self, value: &str, modifier: Option<&str>, days: (Option<&str>, Option<&str>)) -> String {
        let words = self.plain(value, days);
        match modifier {
            Some(name) => format!("{} {words}", self.t(&format!("mod.{name}"))),
            None => words,
        }
    }

    fn plain(self, value: &str, days: (Option<&str>, Option<&str>)) -> String {
        match value {
            "PRESENT_REF" => return self.t("time.present").to_owned(),
            "PAST_REF" => return self.t("time.past").to_owned(),
            "FUTURE_REF" => return self.t("time.future").to_owned(),
            _ => {}
        }
        if let Some(length) = self.length(value) {
            return length;
        }
        let is_plain = value.bytes().take(10).all(|b| b.is_ascii_digit() || b == b'-');
        if is_plain && matches!(value.len(), 4 | 7 | 10) {
            return self.date(value);
        }
        let is_clock = value.as_bytes().get(10) == Some(&b'T')
            && value.as_bytes().get(11).is_some_and(u8::is_ascii_digit);
        if is_plain && is_clock {
            return self.date(value);
        }
        match days {
            (Some(first), Some(last)) if first.get(..10) == last.get(..10) => {
                self.date(first.get(..10).unwrap_or(first))
            }
            (Some(first), Some(last)) => self
                .words("time.range", &[("first", &self.short_date(first)), ("last", &self.short_date(last))]),
            _ => self.digits(value),
        }
    }

    /// «ثلاثة أيام» of `P3D`: one unit alone.
    fn length(self, value: &str) -> Option<String> {
        let body = value.strip_prefix('P')?;
        let (body, is_clock) = body.strip_prefix('T').map_or((body, false), |b| (b, true));
        let unit = match (body.chars().last()?, is_clock) {
            ('Y', _) => "year",
            ('M', false) => "month",
            ('W', _) => "week",
            ('D', _) => "day",
            ('H', _) => "hour",
            ('M', true) => "minute",
            ('S', _) => "second",
            _ => return None,
        };
        let number: f64 = body.get(..body.len() - 1)?.parse().ok()?;
        Some(self.plural(&format!("unit.{unit}"), number))
    }

    /// A number and the form of the word that it asks for.
    #[must_use]
    pub fn plural(self, key: &str, number: f64) -> String {
        let rest = number.rem_euclid(100.0);
        let form = match number {
            n if n.fract() != 0.0 => "other",
            1.0 => "one",
            2.0 => "two",
            _ if (3.0..=10.0).contains(&rest) => "few",
            _ if (11.0..=99.0).contains(&rest) => "many",
            _ => "other",
        };
        self.words(&format!("{key}.{form}"), &[("n", &self.number(number))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_words() {
        let p = Prefs::default();
        let plain = |value: &str| p.timex(value, None, (None, None));
        assert_eq!(plain("P3D"), "3 أيام");
        assert_eq!(plain("P2M"), "شهران");
        assert_eq!(plain("PT15M"), "15 دقيقة");
        assert_eq!(plain("2022-03"), "آذار 2022");
        assert_eq!(p.timex("2022", Some("END"), (None, None)), "نهاية 2022");
        assert_eq!(
            p.timex("2021-W10", None, (Some("2021-03-08"), Some("2021-03-14"))),
            "من 8 آذار 2021 إلى 14 آذار 2021"
        );
        for odd in ["P", "PXD", "XXXX-XX-XX", "P1DT2H", "Tأ"] {
            let _ = plain(odd);
        }
    }
}
