//! Stories over pages of our own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use khabar::{Input, Options, read};
use khabar_stories::minhash::Signature;
use khabar_stories::story::{Rarity, Settings, Story, StoryPage, Told, entity_key, stories, stories_of_some};
use proptest::prelude::*;

fn page(id: &str, published: &str, title: &str, body: &str) -> StoryPage {
    let input = Input {
        bytes: body.as_bytes(),
        id: Some(id),
        title: Some(title),
        published: Some(published),
        ..Input::default()
    };
    StoryPage::of(&read(&input, &Options::default()), entity_key)
}

const BRIDGE: &str = "أعلنت بلدية الموصل انهيار جزء من جسر الحرية فوق نهر دجلة بعد ارتفاع منسوب المياه، وقال رئيس البلدية سالم الجبوري إن \
    الحركة أوقفت في الاتجاهين وإن فرق الهندسة بدأت فحص الدعامات الباقية منذ ساعات الصباح الأولى.";

fn news() -> Vec<StoryPage> {
    vec![
        page("a1", "2022-03-01T08:00", "انهيار جزء من جسر الحرية في الموصل", BRIDGE),
        page("a2", "2022-03-01T09:30", "الموصل: انهيار جزء من جسر الحرية", &format!("{BRIDGE}\n")),
        page(
            "a3",
            "2022-03-02T10:00",
            "سكان الموصل يعبرون بالقوارب بعد انهيار جسر الحرية",
            "لجأ سكان في الموصل إلى القوارب لعبور نهر دجلة غداة انهيار جسر الحرية. وقال سالم الجبوري إن الإصلاح يحتاج شهرا.",
        ),
        page(
            "b1",
            "2022-03-01T11:00",
            "افتتاح معرض الكتاب في مسقط",
            "افتتحت وزارة الثقافة العمانية معرض الكتاب في مسقط بمشاركة دور نشر من مصر ولبنان، ويستمر المعرض عشرة أيام.",
        ),
        page(
            "a9",
            "2022-04-20T10:00",
            "عودة المرور إلى جسر الحرية في الموصل",
            "عاد المرور إلى جسر الحرية في الموصل بعد إصلاح الجزء الذي انهار، وقال سالم الجبوري إن العمل أنجز.",
        ),
    ]
}

fn ids<'p>(pages: &'p [StoryPage], story: &Story) -> Vec<(&'p str, Vec<&'p str>)> {
    let id = |n: usize| pages[n].id.as_str();
    story.pages.iter().map(|t| (id(t.page), t.copies.iter().map(|&c| id(c)).collect())).collect()
}

#[test]
fn a_story_has_its_pages_in_order_and_copies_under_their_first() {
    let pages = news();
    let found = stories(&pages, &Settings::default());
    let told: Vec<_> = found.iter().map(|s| ids(&pages, s)).collect();
    assert_eq!(
        told,
        [vec![("a1", vec!["a2"]), ("a3", vec![])], vec![("b1", vec![])], vec![("a9", vec![])]],
        "weeks later it is another story"
    );
    assert_eq!(found[0].len(), 3);
}

#[test]
fn a_story_keeps_its_name_when_pages_come() {
    let pages = news();
    let before = stories(&pages[..1], &Settings::default());
    let after = stories(&pages, &Settings::default());
    assert_eq!(before[0].id, after[0].id);
}

#[test]
fn a_page_without_a_time_joins_only_what_it_copies() {
    let mut pages = news();
    for page in pages.iter_mut().filter(|p| p.id == "a2" || p.id == "a3") {
        page.published = None;
    }
    let found = stories(&pages, &Settings::default());
    let told: Vec<_> = found.iter().map(|s| ids(&pages, s)).collect();
    assert!(told.contains(&vec![("a1", vec!["a2"])]), "{told:?}");
    assert!(told.contains(&vec![("a3", vec![])]), "{told:?}");
}

fn any_pages() -> impl Strategy<Value = Vec<StoryPage>> {
    let start: DateTime = date(2021, 11, 1).at(0, 0, 0, 0);
    let one = (
        prop::option::weighted(0.9, 0_i64..400),
        prop::collection::vec((0_u64..12, 1_u32..4), 0..5),
        prop::collection::vec(100_u64..112, 0..5),
        prop::option::of(0_u8..4),
    );
    prop::collection::vec(one, 0..40).prop_map(move |pages| {
        let numbered = pages.into_iter().enumerate();
        numbered
            .map(|(n, (hours, entities, title, text))| StoryPage {
                id: format!("p{n}"),
                published: hours.and_then(|h| start.checked_add(h.hours()).ok()),
                entities,
                title,
                signature: text
                    .and_then(|t| Signature::of(&(0..9).map(|w| format!("{t}{w}")).collect::<Vec<_>>())),
            })
            .collect()
    })
}

proptest! {
    /// Every page stands in one story, once; pages are in order; the order given does not matter.
    #[test]
    fn stories_part_the_pages(pages in any_pages(), turn in 0_usize..40) {
        let found = stories(&pages, &Settings::default());
        let mut seen: Vec<usize> = found.iter().flat_map(|s| &s.pages).flat_map(|t| t.copies.iter().copied().chain([t.page])).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..pages.len()).collect::<Vec<_>>());
        for story in &found {
            let times: Vec<_> = story.pages.iter().filter_map(|t| pages[t.page].published).collect();
            prop_assert!(times.is_sorted());
        }
        let mut turned = pages.clone();
        turned.rotate_left(turn % pages.len().max(1));
        let again = stories(&turned, &Settings::default());
        let named = |pages: &[StoryPage], found: &[Story]| {
            found.iter().map(|s| (s.id.clone(), ids(pages, s).iter().map(|(f, c)| format!("{f}{c:?}")).collect::<Vec<_>>())).collect::<Vec<_>>()
        };
        prop_assert_eq!(named(&pages, &found), named(&turned, &again));
    }

    /// When pages come, the stories that are closed by then need not be told again.
    #[test]
    fn closed_stories_stay(pages in any_pages(), hour in 0_i64..400) {
        let mut pages = pages;
        pages.retain(|p| p.published.is_some());
        let time = date(2021, 11, 1).at(0, 0, 0, 0).checked_add(hour.hours()).unwrap();
        let settings = Settings::default();
        let rarity = Rarity::of(&pages);
        let whole = stories_of_some(&pages, &rarity, &settings);
        let (old, new): (Vec<_>, Vec<_>) = pages.iter().cloned().partition(|p| p.published.unwrap() < time);
        let (closed, open): (Vec<_>, Vec<_>) =
            stories_of_some(&old, &rarity, &settings).into_iter().partition(|s| s.is_closed(time, &settings));
        let all = |told: &Told| told.copies.iter().copied().chain([told.page]).collect::<Vec<_>>();
        let again: Vec<StoryPage> =
            open.iter().flat_map(|s| &s.pages).flat_map(all).map(|n| old[n].clone()).chain(new).collect();
        let told = |pages: &[StoryPage], found: &[Story]| -> Vec<(String, String)> {
            found.iter().map(|s| (s.id.clone(), format!("{:?}", ids(pages, s)))).collect()
        };
        let mut parts = told(&old, &closed);
        parts.extend(told(&again, &stories_of_some(&again, &rarity, &settings)));
        parts.sort();
        let mut wanted = told(&pages, &whole);
        wanted.sort();
        prop_assert_eq!(parts, wanted);
    }
}
