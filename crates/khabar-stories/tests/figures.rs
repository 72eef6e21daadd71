//! Figures that differ, on sentences of our own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use khabar::record::Relation;
use khabar::{Input, Options, read};
use khabar_stories::figures::{Figure, Interval, differing, figures};
use proptest::prelude::*;

fn of(id: &str, published: &str, text: &str) -> Vec<Figure> {
    let input =
        Input { bytes: text.as_bytes(), id: Some(id), published: Some(published), ..Input::default() };
    figures(&read(&input, &Options::default()))
}

/// The words of each conflict of two pages.
fn conflicts(a: &str, b: &str) -> Vec<(String, String)> {
    let mut all = of("a", "2022-05-01T08:00", a);
    all.extend(of("b", "2022-05-01T12:00", b));
    let words = |n: usize| all[n].words.clone();
    differing(&all).iter().flat_map(|d| d.conflicts.iter().map(|&(x, y)| (words(x), words(y)))).collect()
}

#[test]
fn two_tolls_of_one_accident_differ() {
    let found = conflicts(
        "أسفر انقلاب حافلة على الطريق الصحراوي قرب أسوان عن مقتل 12 شخصا.",
        "لقي 15 شخصا مصرعهم في انقلاب حافلة على الطريق الصحراوي قرب أسوان.",
    );
    assert_eq!(found, [("12 شخصا".to_owned(), "15 شخصا".to_owned())]);
}

#[test]
fn the_plural_and_the_singular_count_the_same() {
    let found = conflicts(
        "سقط 4 قتلى في انهيار مبنى قديم وسط حلب.",
        "ارتفع عدد ضحايا انهيار مبنى قديم وسط حلب إلى 11 قتيلا.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn the_dead_and_those_who_were_killed_are_one_thing() {
    let found = conflicts(
        "أسفر انقلاب حافلة على الطريق الصحراوي قرب أسوان عن 12 قتيلا.",
        "أدى انقلاب حافلة على الطريق الصحراوي قرب أسوان إلى مصرع 15 شخصا وإصابة 12 شخصا.",
    );
    assert_eq!(found, [("12 قتيلا".to_owned(), "15 شخصا".to_owned())]);
}

#[test]
fn what_a_stated_relation_allows_is_no_difference() {
    for (a, b) in [
        (
            "وصلت أكثر من 2100 شحنة من المساعدات إلى ميناء الحديدة.",
            "وصلت 2300 شحنة من المساعدات إلى ميناء الحديدة.",
        ),
        (
            "وصلت أكثر من 2100 شحنة من المساعدات إلى ميناء الحديدة.",
            "وصلت 2100 شحنة من المساعدات إلى ميناء الحديدة.",
        ),
        (
            "وصلت نحو 2000 شحنة من المساعدات إلى ميناء الحديدة.",
            "وصلت 2100 شحنة من المساعدات إلى ميناء الحديدة.",
        ),
        (
            "وصلت مئات الشحنات من المساعدات إلى ميناء الحديدة.",
            "وصلت 300 شحنة من المساعدات إلى ميناء الحديدة.",
        ),
    ] {
        assert_eq!(conflicts(a, b), [], "{a} {b}");
    }
    let found = conflicts(
        "وصلت أكثر من 2100 شحنة من المساعدات إلى ميناء الحديدة.",
        "وصلت 1800 شحنة من المساعدات إلى ميناء الحديدة.",
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn figures_of_other_things_places_and_days_are_not_compared() {
    for (a, b) in [
        // Another thing.
        ("أسفر انقلاب حافلة قرب أسوان عن مقتل 12 شخصا.", "أسفر انقلاب حافلة قرب أسوان عن تحطم 3 سيارات."),
        // Others were hurt, not killed.
        ("قتل 5 جنود في انفجار عبوة ناسفة شرق بغداد.", "انفجار عبوة ناسفة شرق بغداد أدى إلى إصابة 9 جنود."),
        // Another place.
        ("قتل 5 جنود في انفجار عبوة ناسفة شرق بغداد.", "قتل 3 جنود في انفجار عبوة ناسفة شمال البصرة."),
        // Another year.
        ("صدرت البلاد 40 سفينة من القمح عام 2019.", "صدرت البلاد 55 سفينة من القمح عام 2021."),
        // Another happening.
        ("شارك 200 شخص في ماراثون خيري نظمته جامعة صنعاء.", "أصيب 9 أشخاص بتسمم غذائي في مطعم شعبي."),
        // Another currency.
        ("بلغت كلفة بناء السد الجديد 5 ملايين دولار.", "بلغت كلفة بناء السد الجديد 7 ملايين يورو."),
    ] {
        assert_eq!(conflicts(a, b), [], "{a} {b}");
    }
}

#[test]
fn parts_told_by_both_pages_are_not_mixed_up() {
    let a = "قتل 5 جنود وأصيب 9 جنود في انفجار عبوة ناسفة شرق بغداد.";
    let b = "انفجار عبوة ناسفة شرق بغداد أوقع 9 جنود جرحى وقتل 5 جنود.";
    assert_eq!(conflicts(a, b), []);
}

#[test]
fn money_differs_where_the_sentences_agree() {
    let found = conflicts(
        "قال الوزير إن كلفة بناء سد وادي العين بلغت 5 ملايين دولار.",
        "بلغت كلفة بناء سد وادي العين 7 ملايين دولار بحسب البلدية.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn rounding_is_no_difference() {
    let cost = |figure: &str| format!("بلغت كلفة بناء سد وادي العين {figure} بحسب البلدية.");
    for (a, b, differ) in [
        ("138.1 مليون دولار", "138,098,790 دولارا", 0),
        ("12 مليون دولار", "12.4 مليون دولار", 0),
        ("138.1 مليون دولار", "138.3 مليون دولار", 1),
        ("مليوني دولار", "2.1 مليون دولار", 0),
        ("مليوني دولار", "3 ملايين دولار", 1),
    ] {
        assert_eq!(conflicts(&cost(a), &cost(b)).len(), differ, "{a} {b}");
    }
    let found = conflicts(
        "أسفر انقلاب حافلة قرب أسوان عن مقتل 12 شخصا.",
        "أسفر انقلاب حافلة قرب أسوان عن مقتل 13 شخصا.",
    );
    assert_eq!(found.len(), 1, "a count is exact");
}

#[test]
fn relations_are_intervals() {
    let meets = |a: Option<Interval>, b: Option<Interval>| a.unwrap().meets(b.unwrap());
    let exact = |v| Interval::of(Relation::Exact, Some(v), None, None);
    let bound = |r, v| Interval::of(r, None, Some(v), Some(v));
    assert!(meets(exact(2100.0), bound(Relation::MoreThan, 2100.0)));
    assert!(!meets(exact(2099.0), bound(Relation::MoreThan, 2100.0)));
    assert!(meets(exact(110.0), Interval::of(Relation::Approx, Some(100.0), None, None)));
    assert!(!meets(exact(111.0), Interval::of(Relation::Approx, Some(100.0), None, None)));
    assert!(meets(exact(35.0), Interval::of(Relation::Range, None, Some(30.0), Some(40.0))));
    assert!(!meets(bound(Relation::AtMost, 20.0), bound(Relation::AtLeast, 30.0)));
    assert!(meets(exact(-4.2), Interval::of(Relation::Approx, Some(-4.0), None, None)));
    assert_eq!(Interval::of(Relation::Exact, None, None, None), None);
    assert_eq!(Interval::of(Relation::Range, None, Some(9.0), Some(3.0)), None);
}

fn any_interval() -> impl Strategy<Value = Interval> {
    let relation = prop::sample::select(vec![
        Relation::Exact,
        Relation::Approx,
        Relation::MoreThan,
        Relation::LessThan,
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Range,
        Relation::Vague,
    ]);
    (relation, -1e6..1e6_f64, 0.0..1e6_f64)
        .prop_filter_map("no interval", |(r, v, more)| Interval::of(r, Some(v), Some(v), Some(v + more)))
}

proptest! {
    /// Meeting is mutual, everything meets itself, and what meets shares a number.
    #[test]
    fn meeting_is_mutual(a in any_interval(), b in any_interval()) {
        prop_assert!(a.meets(a));
        prop_assert_eq!(a.meets(b), b.meets(a));
        let shared = a.low.max(b.low).max(-1e9);
        if shared <= a.high && shared <= b.high { prop_assert!(a.meets(b)); }
    }
}
