//! The stamp before a message: «٤/١١/٢٠٢١، ١٠:١٥ ص - », «[4/11/21, 10:15:30 PM] ».

use jiff::civil::{Date, DateTime, Time};

use super::words::{Word, rows};

/// A stamp as it is printed: which number is the day is not known by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    numbers: [u16; 3],
    /// Whether the first number is written with four digits.
    year_first: bool,
    time: Time,
    /// In brackets, as iOS writes it.
    pub is_bracketed: bool,
    /// Whether it looks as phones in the United States write it.
    is_american: bool,
}

/// Which number of a stamp is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayMonth,
    MonthDay,
}

impl Stamp {
    /// The stamp that a line opens with, and what is behind it.
    pub fn read(line: &str) -> Option<(Self, &str)> {
        let mut cursor = Cursor { rest: line };
        cursor.blanks();
        let is_bracketed = cursor.eat(&['[']);
        let (first, digits) = cursor.number()?;
        let mark = cursor.any(&['/', '.', '-'])?;
        let (second, _) = cursor.number()?;
        cursor.any(&[mark])?;
        let (third, year_digits) = cursor.number()?;
        cursor.eat(&[',', '،']);
        cursor.blanks();
        let (hour, _) = cursor.number()?;
        cursor.any(&[':', '.'])?;
        let (minute, 2) = cursor.number()? else { return None };
        let second_of_time = if cursor.eat(&[':', '.']) { cursor.number()?.0 } else { 0 };
        cursor.blanks();
        let half = cursor.half();
        cursor.blanks();
        if is_bracketed {
            cursor.any(&[']'])?;
        } else {
            cursor.any(&['-', '–'])?;
        }
        let hour = match half {
            Some(Word::Pm) if hour < 12 => hour + 12,
            Some(Word::Am) if hour == 12 => 0,
            _ => hour,
        };
        let small = |n: u16| i8::try_from(n).ok();
        let time = Time::new(small(hour)?, small(minute)?, small(second_of_time)?, 0).ok()?;
        let stamp = Self {
            numbers: [first, second, third],
            year_first: digits == 4,
            time,
            is_bracketed,
            is_american: half.is_some() && mark == '/' && year_digits == 2,
        };
        Some((stamp, cursor.rest.trim_start()))
    }

    /// The time that it tells; none where it is no day of our calendar.
    pub fn when(&self, order: Order) -> Option<DateTime> {
        Some(self.date(order)?.to_datetime(self.time))
    }

    fn date(&self, order: Order) -> Option<Date> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match (self.year_first, order) {
            (true, _) => (first, second, third),
            (false, Order::DayMonth) => (third, second, first),
            (false, Order::MonthDay) => (third, first, second),
        };
        let year = if year < 100 { year + 2000 } else { year };
        // A phone may count by the Hijri year.
        if year < 2000 {
            return None;
        }
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// Finds which number is the day, over all stamps of a chat.
#[derive(Debug, Default)]
pub struct Orders {
    /// Of each order, stamps that are no day by it, and stamps that lie before the one above.
    day_month: Against,
    month_day: Against,
    american: usize,
    count: usize,
}

#[derive(Debug, Default)]
struct Against {
    impossible: usize,
    backwards: usize,
    last: Option<DateTime>,
}

impl Against {
    fn add(&mut self, when: Option<DateTime>) {
        self.impossible += usize::from(when.is_none());
        self.backwards += usize::from(when < self.last);
        self.last = when.or(self.last);
    }
}

impl Orders {
    pub fn add(&mut self, stamp: &Stamp) {
        self.day_month.add(stamp.when(Order::DayMonth));
        self.month_day.add(stamp.when(Order::MonthDay));
        self.american += usize::from(stamp.is_american);
        self.count += 1;
    }

    /// The order by which more stamps are days, and each lies behind the one above; without a sign of either that of the
    /// phone's country.
    pub fn best(&self) -> Order {
        let told = |against: &Against| (against.impossible, against.backwards);
        let is_american = self.american * 2 > self.count;
        match told(&self.day_month).cmp(&told(&self.month_day)) {
            std::cmp::Ordering::Greater => Order::MonthDay,
            std::cmp::Ordering::Equal if is_american => Order::MonthDay,
            _ => Order::DayMonth,
        }
    }
}

/// Marks that turn the direction of text and are not seen.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// What is left of a line; marks of direction are passed over.
struct Cursor<'l> {
    rest: &'l str,
}

impl Cursor<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
    }

    fn any(&mut self, wanted: &[char]) -> Option<char> {
        let rest = self.rest.trim_start_matches(is_mark);
        let found = rest.chars().next().filter(|c| wanted.contains(c))?;
        self.rest = rest.get(found.len_utf8()..)?;
        Some(found)
    }

    fn eat(&mut self, wanted: &[char]) -> bool {
        self.any(wanted).is_some()
    }

    /// A number of up to four digits, Arabic or not, and how many they are.
    fn number(&mut self) -> Option<(u16, usize)> {
        let rest = self.rest.trim_start_matches(is_mark);
        let mut value = 0;
        let mut digits = 0;
        for c in rest.chars() {
            let digit = match c {
                '0'..='9' => c as u32 - '0' as u32,
                '٠'..='٩' => c as u32 - '٠' as u32,
                '۰'..='۹' => c as u32 - '۰' as u32,
                _ => break,
            };
            if digits == 4 {
                return None;
            }
            value = value * 10 + digit as u16;
            digits += 1;
            self.rest = rest.get(rest.char_indices().nth(digits).map_or(rest.len(), |(at, _)| at)..)?;
        }
        (digits > 0).then_some((value, digits))
    }

    /// The half of the day.
    fn half(&mut self) -> Option<Word> {
        for (word, words) in rows() {
            let head = self.rest.get(..words.len());
            if matches!(word, Word::Am | Word::Pm)
                && head.is_some_and(|head| head.eq_ignore_ascii_case(words))
            {
                self.rest = self.rest.get(words.len()..)?;
                return Some(*word);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(line: &str, order: Order) -> (String, String) {
        let (stamp, rest) = Stamp::read(line).unwrap_or_else(|| panic!("{line}"));
        (stamp.when(order).map(|w| w.to_string()).unwrap_or_default(), rest.to_owned())
    }

    #[test]
    fn stamps_of_many_phones() {
        let stamps = [
            ("04/11/2021, 22:15 - علي: نص", "2021-11-04T22:15:00"),
            ("4/11/21, 10:15 PM - علي: نص", "2021-11-04T22:15:00"),
            ("4/11/21, 10:15\u{202F}PM - علي: نص", "2021-11-04T22:15:00"),
            ("\u{200F}٤\u{200F}/١١\u{200F}/٢٠٢١، ١٠:١٥ م - علي: نص", "2021-11-04T22:15:00"),
            ("٤/١١/٢٠٢١، ١٢:٠٥ ص - علي: نص", "2021-11-04T00:05:00"),
            ("04.11.21, 22:15 - علي: نص", "2021-11-04T22:15:00"),
            ("[4/11/2021, 10:15:30 م] علي: نص", "2021-11-04T22:15:30"),
            ("\u{200E}[٢٠٢١-١١-٠٤، ١٠:١٥:٣٠ مساءً] علي: نص", "2021-11-04T22:15:30"),
            ("4/11/2021 22:15 - علي: نص", "2021-11-04T22:15:00"),
        ];
        for (line, told) in stamps {
            assert_eq!(when(line, Order::DayMonth), (told.to_owned(), "علي: نص".to_owned()), "{line}");
        }
        assert_eq!(when("29/3/1443, 10:15 - علي: نص", Order::DayMonth).0, "", "a Hijri year");
        for line in [
            "4/11/2021 نص",
            "10:15 - نص",
            "4/11/2021, 10:15 نص",
            "4/11/2021, 25:15 - نص",
            "12345/1/1, 10:15 - نص",
        ] {
            assert!(Stamp::read(line).is_none(), "{line}");
        }
    }

    #[test]
    fn which_number_is_the_day_is_found_over_the_chat() {
        let order = |lines: &[&str]| {
            let mut orders = Orders::default();
            for line in lines {
                orders.add(&Stamp::read(line).unwrap().0);
            }
            orders.best()
        };
        assert_eq!(order(&["4/11/2021, 10:15 - ", "13/11/2021, 10:15 - "]), Order::DayMonth);
        assert_eq!(order(&["4/11/2021, 10:15 - ", "4/13/2021, 10:15 - "]), Order::MonthDay);
        assert_eq!(
            order(&["11/1/2021, 10:15 - ", "11/2/2021, 10:15 - ", "12/1/2021, 10:15 - "]),
            Order::MonthDay
        );
        assert_eq!(
            order(&["1/11/2021, 10:15 - ", "2/11/2021, 10:15 - ", "1/12/2021, 10:15 - "]),
            Order::DayMonth
        );
        assert_eq!(order(&["4/11/2021, 10:15 - "]), Order::DayMonth);
        assert_eq!(order(&["11/4/21, 10:15 AM - "]), Order::MonthDay);
    }
}
