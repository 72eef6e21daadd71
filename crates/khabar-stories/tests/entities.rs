//! Entities across pages, on names of our own.

#![allow(
    clippy::many_single_char_names,
    clippy::type_complexity,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use khabar::record::{Id, Label};
use khabar::{Input, Options, read};
use khabar_stories::entities::{Decision, Global, Member, PageEntities, PageEntity, resolve};
use proptest::prelude::*;

/// A page about a country: each entity is a class, a name and a post (empty for none).
fn page(id: &str, country: &str, entities: &[(Label, &str, &str)]) -> PageEntities {
    let home = (!country.is_empty()).then(|| PageEntity {
        entity: Id { layer: "e", number: 99 },
        label: Loc,
        name: "البلاد".to_owned(),
        aliases: Vec::new(),
        link: Some(format!("iso3166:{country}")),
        roles: Vec::new(),
        count: 5,
    });
    let of = |(n, (label, name, role)): (usize, &(Label, &str, &str))| PageEntity {
        entity: Id { layer: "e", number: n as u32 + 1 },
        label: *label,
        name: (*name).to_owned(),
        aliases: Vec::new(),
        link: None,
        roles: (!role.is_empty()).then(|| (*role).to_owned()).into_iter().collect(),
        count: 1,
    };
    PageEntities {
        page: id.to_owned(),
        site: None,
        entities: entities.iter().enumerate().map(of).chain(home).collect(),
    }
}

fn member(page: &str, number: u32) -> Member {
    Member { page: page.to_owned(), entity: Id { layer: "e", number } }
}

fn all(pages: &[PageEntities]) -> Vec<Global> {
    resolve(pages, &[], &BTreeMap::new())
}

fn id_of(found: &[Global], page: &str, number: u32) -> String {
    let member = member(page, number);
    found.iter().find(|g| g.members.contains_key(&member)).expect("every member has its entity").id.clone()
}

/// Whether the first entities of two pages are one.
fn one(a: &PageEntities, b: &PageEntities) -> bool {
    let found = all(&[a.clone(), b.clone()]);
    id_of(&found, &a.page, 1) == id_of(&found, &b.page, 1)
}

use Label::{Loc, Org, Per};

#[test]
fn a_shared_given_name_ties_nobody() {
    let post = "وزير التجارة";
    assert!(!one(&page("a", "IQ", &[(Per, "محمد", post)]), &page("b", "IQ", &[(Per, "محمد", post)])));
    assert!(!one(&page("a", "IQ", &[(Per, "محمد الكناني", post)]), &page("b", "IQ", &[(Per, "محمد", post)])));
    assert!(!one(
        &page("a", "IQ", &[(Per, "محمد الكناني", post)]),
        &page("b", "IQ", &[(Per, "محمد الساعدي", post)])
    ));
}

#[test]
fn two_given_names_are_a_name_only_with_evidence() {
    let a = page("a", "IQ", &[(Per, "محمد علي", "مدير مستشفى الكرامة")]);
    assert!(!one(&a, &page("b", "IQ", &[(Per, "محمد علي", "")])));
    assert!(!one(&a, &page("b", "EG", &[(Per, "محمد علي", "مدرب المنتخب")])));
    assert!(one(&a, &page("b", "IQ", &[(Per, "محمد علي", "مدير مستشفى الكرامة")])));
}

#[test]
fn one_full_name_of_two_posts_in_two_countries_is_two_men() {
    let a = page("a", "IQ", &[(Per, "محمد الحسيني", "محافظ ذي قار")]);
    assert!(!one(&a, &page("b", "TN", &[(Per, "محمد الحسيني", "مدرب نادي الترجي")])));
    assert!(
        one(&a, &page("b", "TN", &[(Per, "محمد الحسيني", "")])),
        "without a post nothing speaks against it"
    );
}

#[test]
fn a_family_name_needs_evidence() {
    let full = page("a", "IQ", &[(Per, "قاسم الأعرجي", "مستشار الأمن القومي")]);
    assert!(!one(&full, &page("b", "", &[(Per, "الأعرجي", "")])));
    assert!(!one(&full, &page("b", "IQ", &[(Per, "الأعرجي", "")])), "the country alone is not enough");
    assert!(one(&full, &page("b", "", &[(Per, "الأعرجي", "مستشار الأمن القومي")])));
    assert!(
        one(&full, &page("b", "IQ", &[(Per, "الأعرجي", "المستشار")])),
        "a word of the post and the country"
    );
}

#[test]
fn a_short_form_of_two_names_is_that_of_neither() {
    let post = "عضو مجلس النواب";
    let pages = [
        page("a", "IQ", &[(Per, "قاسم الأعرجي", post)]),
        page("b", "IQ", &[(Per, "بهاء الأعرجي", post)]),
        page("c", "IQ", &[(Per, "الأعرجي", post)]),
    ];
    let found = all(&pages);
    let ids: BTreeSet<String> = ["a", "b", "c"].iter().map(|p| id_of(&found, p, 1)).collect();
    assert_eq!(ids.len(), 3);
}

#[test]
fn a_man_is_not_his_father() {
    let post = "رئيس مجلس إدارة الشركة";
    let son = page("a", "SA", &[(Per, "طارق عبد الرحمن الفهدي", post)]);
    assert!(!one(&son, &page("b", "SA", &[(Per, "عبد الرحمن الفهدي", post)])));
    assert!(one(&son, &page("b", "SA", &[(Per, "طارق الفهدي", post)])));
}

#[test]
fn spelling_and_joining_words_do_not_part_a_name() {
    let a = page("a", "", &[(Per, "عبد الرحمن بن أحمد السالمي", "")]);
    assert!(one(&a, &page("b", "", &[(Per, "عبد الرحمن احمد السالمى", "")])));
}

#[test]
fn persons_of_one_page_stay_two() {
    let a = page("a", "IQ", &[(Per, "محمد صالح العراقي", "نائب محافظ"), (Per, "محمد العراقي", "نائب محافظ")]);
    let found = all(&[a]);
    assert_ne!(id_of(&found, "a", 1), id_of(&found, "a", 2));
}

#[test]
fn bodies_go_by_their_country() {
    let full = page("a", "IQ", &[(Org, "وزارة الخارجية التركية", "")]);
    assert!(one(&full, &page("b", "TR", &[(Org, "وزارة الخارجية", "")])));
    assert!(!one(&full, &page("b", "IQ", &[(Org, "وزارة الخارجية", "")])));
    assert!(!one(
        &page("a", "", &[(Org, "وزارة الخارجية", "")]),
        &page("b", "", &[(Org, "وزارة الخارجية", "")])
    ));
    assert!(one(
        &page("a", "", &[(Org, "حلف شمال الأطلسي", "")]),
        &page("b", "US", &[(Org, "حلف شمال الأطلسي", "")])
    ));
    assert!(
        !one(&page("a", "IQ", &[(Org, "الحركة", "")]), &page("b", "IQ", &[(Org, "الحركة", "")])),
        "any movement"
    );
}

#[test]
fn a_body_is_known_by_its_short_form() {
    let full = page("a", "SA", &[(Org, "الهيئة العليا للسياحة", "")]);
    assert!(one(&full, &page("b", "SA", &[(Org, "الهيئة للسياحة", "")])));
    let second = page("c", "SA", &[(Org, "الهيئة الوطنية للسياحة", "")]);
    let found = all(&[full, page("b", "SA", &[(Org, "الهيئة للسياحة", "")]), second]);
    assert_ne!(id_of(&found, "a", 1), id_of(&found, "b", 1));
}

#[test]
fn places_go_by_link_and_by_name() {
    let linked = |id: &str, name: &str, link: &str| {
        let mut page = page(id, "", &[(Loc, name, "")]);
        page.entities[0].link = Some(link.to_owned());
        page
    };
    assert!(one(&linked("a", "العراق", "iso3166:IQ"), &linked("b", "جمهورية العراق", "iso3166:IQ")));
    assert!(!one(&linked("a", "طرابلس", "geonames:1"), &linked("b", "طرابلس", "geonames:2")));
    assert!(one(&page("a", "", &[(Loc, "قضاء الزبير", "")]), &page("b", "", &[(Loc, "قضاء الزبير", "")])));
    let found = all(&[linked("a", "العراق", "iso3166:IQ")]);
    assert_eq!(id_of(&found, "a", 1), "iso3166:IQ");
}

#[test]
fn decisions_win() {
    let pages = [
        page("a", "IQ", &[(Per, "سالم الجبوري", "رئيس البلدية")]),
        page("b", "IQ", &[(Per, "سالم الجبوري", "رئيس البلدية")]),
        page("c", "SY", &[(Per, "أبو حسن", "")]),
    ];
    let (a, b, c) = (member("a", 1), member("b", 1), member("c", 1));
    let of = |decisions: &[Decision]| {
        let found = resolve(&pages, decisions, &BTreeMap::new());
        ["a", "b", "c"].map(|p| id_of(&found, p, 1))
    };
    let [x, y, z] = of(&[]);
    assert!(x == y && y != z);
    let [x, y, z] = of(&[Decision::Different(a.clone(), b.clone()), Decision::Same(b.clone(), c.clone())]);
    assert!(x != y && y == z);
    let undone = [Decision::Different(a.clone(), b.clone()), Decision::Same(b.clone(), a.clone())];
    let [x, y, _] = of(&undone);
    assert_eq!(x, y, "the later word holds");
    let implied = [
        Decision::Different(a.clone(), b.clone()),
        Decision::Same(a.clone(), c.clone()),
        Decision::Same(b, c),
    ];
    let [x, y, _] = of(&implied);
    assert_ne!(x, y, "what was parted is not joined by way of a third");
}

#[test]
fn ids_stay_when_pages_come() {
    let old = [page("m", "IQ", &[(Per, "سالم الجبوري", "رئيس البلدية")])];
    let first = all(&old);
    let before: BTreeMap<Member, String> =
        first.iter().flat_map(|g| g.members.keys().map(|m| (m.clone(), g.id.clone()))).collect();
    let more = [page("a", "IQ", &[(Per, "سالم الجبوري", "")]), old[0].clone()];
    let second = resolve(&more, &[], &before);
    assert_eq!(id_of(&second, "a", 1), id_of(&first, "m", 1));
}

#[test]
fn entities_are_taken_from_a_record() {
    let text = "قال مستشار الأمن القومي قاسم الأعرجي إن العراق ملتزم بالاتفاق.";
    let input = Input { bytes: text.as_bytes(), id: Some("a"), ..Input::default() };
    let page = PageEntities::of(&read(&input, &Options::default()));
    let person = page.entities.iter().find(|e| e.label == Per).unwrap();
    assert_eq!(
        (person.name.as_str(), person.roles.as_slice()),
        ("قاسم الأعرجي", ["مستشار الأمن القومي".to_owned()].as_slice())
    );
    assert!(page.entities.iter().any(|e| e.link.as_deref() == Some("iso3166:IQ")));
}

fn any_pages() -> impl Strategy<Value = Vec<PageEntities>> {
    let name = prop::sample::select(vec![
        (Per, "محمد"),
        (Per, "محمد علي"),
        (Per, "محمد الأعرجي"),
        (Per, "قاسم محمد الأعرجي"),
        (Per, "الأعرجي"),
        (Org, "وزارة الخارجية"),
        (Org, "وزارة الخارجية العراقية"),
        (Org, "حركة البناء"),
        (Loc, "الزبير"),
    ]);
    let role = prop::sample::select(vec!["", "وزير الدفاع", "مدرب نادي الميناء"]);
    let one = (prop::sample::select(vec!["", "IQ", "EG"]), prop::collection::btree_map(name, role, 0..5));
    prop::collection::vec(one, 0..12).prop_map(|pages| {
        let of = |(n, (country, names)): (usize, (&str, BTreeMap<(Label, &str), &str>))| {
            let names: Vec<_> = names.into_iter().map(|((l, name), role)| (l, name, role)).collect();
            page(&format!("p{n:02}"), country, &names)
        };
        pages.into_iter().enumerate().map(of).collect()
    })
}

proptest! {
    /// Every entity of a page is in one entity of the register; order does not matter; done again with the ids before,
    /// nothing changes.
    #[test]
    fn entities_are_parted(pages in any_pages(), turn in 0_usize..12) {
        let found = all(&pages);
        let members: usize = found.iter().map(|g| g.members.len()).sum();
        let distinct: BTreeSet<_> = found.iter().flat_map(|g| g.members.keys()).collect();
        prop_assert_eq!(members, pages.iter().map(|p| p.entities.len()).sum::<usize>());
        prop_assert_eq!(distinct.len(), members);
        let ids: BTreeSet<_> = found.iter().map(|g| &g.id).collect();
        prop_assert_eq!(ids.len(), found.len());
        let mut turned = pages.clone();
        turned.rotate_left(turn % pages.len().max(1));
        prop_assert_eq!(&all(&turned), &found);
        let before = found.iter().flat_map(|g| g.members.keys().map(|m| (m.clone(), g.id.clone()))).collect();
        prop_assert_eq!(&resolve(&pages, &[], &before), &found);
    }

    /// What a person parted is apart, whatever else is found or decided before.
    #[test]
    fn what_is_parted_stays_apart(pages in any_pages(), picks in prop::collection::vec((0_usize..60, 0_usize..60, any::<bool>()), 0..8)) {
        let members: Vec<Member> = pages.iter().flat_map(|p| p.entities.iter().map(|e| Member { page: p.page.clone(), entity: e.entity })).collect();
        prop_assume!(members.len() > 1);
        let pick = |n: usize| members[n % members.len()].clone();
        let decisions: Vec<Decision> = picks.iter().filter(|(a, b, _)| pick(*a) != pick(*b))
            .map(|&(a, b, same)| if same { Decision::Same(pick(a), pick(b)) } else { Decision::Different(pick(a), pick(b)) }).collect();
        let found = resolve(&pages, &decisions, &BTreeMap::new());
        let id = |m: &Member| found.iter().find(|g| g.members.contains_key(m)).map(|g| g.id.clone());
        for (at, decision) in decisions.iter().enumerate() {
            let Decision::Different(a, b) = decision else { continue };
            let undone = decisions[at + 1..].iter().any(|d| matches!(d, Decision::Same(x, y) if (x, y) == (a, b) || (x, y) == (b, a)));
            prop_assert!(undone || id(a) != id(b));
        }
    }
}
