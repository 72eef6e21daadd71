//! Entities of pages gathered into those of the register.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use khabar::record::Label;
use rustc_hash::{FxHashMap, FxHashSet};

use super::decide::{Decided, decided};
use super::evidence::{Evidence, Tie, role_words, tie};
use super::name::{Name, parse};
use super::{Decision, Global, Member, PageEntities, PageEntity};
use crate::hash::hash;

/// The rule of a member that came by its link.
const BY_LINK: &str = "entity.link@1";
/// The rule of a member that a person put there.
const BY_HAND: &str = "entity.by-hand@1";
/// The rule of a member that opened its entity.
const FIRST: &str = "entity.first@1";

/// The entities of the register, by id. The order in which pages are given does not matter. `before` are the ids that
/// members had when this was last done: an entity keeps the id that most of its members had.
#[must_use]
pub fn resolve(
    pages: &[PageEntities],
    decisions: &[Decision],
    before: &BTreeMap<Member, String>,
) -> Vec<Global> {
    let mut all: Vec<(Member, &PageEntity, usize)> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        all.extend(
            page.entities.iter().map(|e| (Member { page: page.page.clone(), entity: e.entity }, e, at)),
        );
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let number = all.iter().enumerate().map(|(n, (member, ..))| (member, n)).collect();
    let decided = decided(decisions, &number);
    let context = contexts(pages);
    let mut grouped: FxHashSet<usize> = FxHashSet::default();
    let mut units: Vec<Unit> = Vec::new();
    for members in decided.groups.values() {
        grouped.extend(members);
        units.extend(Unit::of(members.clone(), &all, &context));
    }
    units.extend(
        (0..all.len()).filter(|n| !grouped.contains(n)).filter_map(|n| Unit::of(vec![n], &all, &context)),
    );
    // What is surest comes first, so that a short form sees every full one.
    units.sort_by_key(|u| (u.link.is_none(), Reverse(u.name.words.len()), u.members.first().copied()));
    let mut clusters = Clusters { decided: &decided, found: Vec::new(), index: FxHashMap::default() };
    for unit in units {
        clusters.place(unit);
    }
    named(&clusters.found, &all, before)
}

/// What a page says around all of its entities: the country it is about, and the bodies it names.
fn contexts(pages: &[PageEntities]) -> Vec<Evidence> {
    let country = |page: &PageEntities| {
        let linked =
            page.entities.iter().filter_map(|e| Some((e.link.as_ref()?.strip_prefix("iso3166:")?, e.count)));
        linked.max_by_key(|(code, count)| (*count, Reverse(*code))).map(|(code, _)| code.to_owned())
    };
    let mut of_site: FxHashMap<&str, BTreeMap<String, usize>> = FxHashMap::default();
    for page in pages {
        if let (Some(site), Some(code)) = (&page.site, country(page)) {
            *of_site.entry(site).or_default().entry(code).or_default() += 1;
        }
    }
    // A page that names no country is about the one that its site mostly writes of.
    let usual = |page: &PageEntities| {
        let counts = of_site.get(page.site.as_deref()?)?;
        counts.iter().max_by_key(|(code, count)| (**count, Reverse(*code))).map(|(code, _)| code.clone())
    };
    let context = |page: &PageEntities| Evidence {
        homes: country(page).or_else(|| usual(page)).into_iter().collect(),
        beside: page
            .entities
            .iter()
            .filter(|e| e.label == Label::Org)
            .map(|e| parse(Label::Org, &e.name))
            .filter(|n| n.words.len() > 1)
            .map(|n| n.key())
            .collect(),
        ..Evidence::default()
    };
    pages.iter().map(context).collect()
}

/// What is placed as one: an entity of a page, or several that a person tied.
struct Unit {
    members: Vec<usize>,
    pages: BTreeSet<usize>,
    label: Label,
    link: Option<String>,
    name: Name,
    evidence: Evidence,
}

impl Unit {
    fn of(members: Vec<usize>, all: &[(Member, &PageEntity, usize)], context: &[Evidence]) -> Option<Self> {
        let told: Vec<_> = members.iter().filter_map(|&n| all.get(n)).collect();
        let fullest = told.iter().max_by_key(|(_, e, _)| (e.name.chars().count(), Reverse(&e.name)))?.1;
        let mut evidence = Evidence::default();
        for (_, entity, page) in &told {
            evidence.add(context.get(*page)?);
            evidence.roles.extend(entity.roles.iter().flat_map(|r| role_words(r)));
        }
        let name = parse(fullest.label, &fullest.name);
        if let Some(country) = &name.country {
            evidence.homes = [country.clone()].into();
        }
        Some(Self {
            pages: told.iter().map(|(.., page)| *page).collect(),
            label: fullest.label,
            link: told.iter().find_map(|(_, e, _)| e.link.clone()),
            name,
            evidence,
            members,
        })
    }

    /// What it is looked up by: its link, and the words of its name that a longer form keeps.
    fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.link.iter().map(|l| format!("link {l}")).collect();
        let words = &self.name.words;
        let whole = [self.name.key()];
        let ends = match self.label {
            Label::Per | Label::Org => words.first().into_iter().chain(words.last()).collect::<BTreeSet<_>>(),
            Label::Loc | Label::Misc => whole.iter().collect(),
        };
        keys.extend(ends.into_iter().map(|w| format!("{:?} {w}", self.label)));
        keys
    }
}

/// A unit and what joined it.
struct Cluster {
    /// The unit that opened it, grown by the others.
    unit: Unit,
    by: Vec<(usize, &'static str)>,
}

struct Clusters<'d> {
    decided: &'d Decided,
    found: Vec<Cluster>,
    index: FxHashMap<String, Vec<usize>>,
}

impl Clusters<'_> {
    fn place(&mut self, unit: Unit) {
        match self.home(&unit) {
            Some((at, rule)) => self.join(at, unit, rule),
            None => self.open(unit),
        }
    }

    fn open(&mut self, unit: Unit) {
        for key in unit.keys() {
            self.index.entry(key).or_default().push(self.found.len());
        }
        let by_hand = unit.members.len() > 1;
        let by = unit.members.iter().map(|&n| (n, if by_hand { BY_HAND } else { FIRST })).collect();
        self.found.push(Cluster { unit, by });
    }

    fn join(&mut self, at: usize, unit: Unit, rule: &'static str) {
        let Some(cluster) = self.found.get_mut(at) else { return };
        let rule = if unit.members.len() > 1 { BY_HAND } else { rule };
        cluster.by.extend(unit.members.iter().map(|&n| (n, rule)));
        cluster.unit.members.extend(unit.members);
        cluster.unit.pages.extend(unit.pages);
        cluster.unit.evidence.add(&unit.evidence);
        if cluster.unit.name.country.is_none() {
            cluster.unit.name.country = unit.name.country;
        }
    }

    /// The cluster that a unit belongs to, and the rule that says so.
    fn home(&self, unit: &Unit) -> Option<(usize, &'static str)> {
        let mut near: Vec<usize> =
            unit.keys().iter().filter_map(|k| self.index.get(k)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let allowed = near.into_iter().filter_map(|at| Some((at, self.found.get(at)?)));
        let allowed: Vec<_> =
            allowed.filter(|(_, c)| !self.decided.must_part(&c.unit.members, &unit.members)).collect();
        if let Some((at, _)) = allowed.iter().find(|(_, c)| c.unit.link.is_some() && c.unit.link == unit.link)
        {
            return Some((*at, BY_LINK));
        }
        let ties: Vec<(usize, Tie, i32)> = allowed
            .into_iter()
            .filter(|(_, c)| c.unit.label == unit.label && c.unit.pages.is_disjoint(&unit.pages))
            .filter(|(_, c)| c.unit.link.is_none() || unit.link.is_none())
            .filter_map(|(at, c)| {
                let tie = tie(unit.label, (&unit.name, &unit.evidence), (&c.unit.name, &c.unit.evidence))?;
                let points = c.unit.evidence.points(&unit.evidence);
                (points >= tie.needs).then_some((at, tie, points))
            })
            .collect();
        let whole = ties.iter().filter(|(_, tie, _)| !tie.is_short);
        if let Some((at, tie, _)) = whole.max_by_key(|(at, _, points)| (*points, Reverse(*at))) {
            return Some((*at, tie.by));
        }
        // The short form of two names is that of neither.
        match ties.as_slice() {
            [(at, tie, _)] => Some((*at, tie.by)),
            _ => None,
        }
    }
}

/// The clusters with their ids and names, by id.
fn named(
    clusters: &[Cluster],
    all: &[(Member, &PageEntity, usize)],
    before: &BTreeMap<Member, String>,
) -> Vec<Global> {
    let member = |n: usize| all.get(n).map(|(m, ..)| m);
    // Old ids go to the cluster that has most of their members.
    let mut claims: Vec<(Reverse<usize>, &String, usize)> = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let mut held: BTreeMap<&String, usize> = BTreeMap::new();
        for id in cluster.unit.members.iter().filter_map(|&n| before.get(member(n)?)) {
            *held.entry(id).or_default() += 1;
        }
        claims.extend(held.into_iter().map(|(id, count)| (Reverse(count), id, at)));
    }
    claims.sort();
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    // An id that was once given is never given to another.
    let mut taken: BTreeSet<String> = before.values().cloned().collect();
    let mut used: BTreeSet<&String> = BTreeSet::new();
    for (_, id, at) in claims {
        if !ids.contains_key(&at) && used.insert(id) {
            ids.insert(at, id.clone());
        }
    }
    let mut out: Vec<Global> = Vec::with_capacity(clusters.len());
    for (at, cluster) in clusters.iter().enumerate() {
        let id = ids.remove(&at).unwrap_or_else(|| fresh(cluster, member, &mut taken));
        out.push(global(id, cluster, all));
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// A new id: the link where it is free, else made of the first member.
fn fresh<'m>(
    cluster: &Cluster,
    member: impl Fn(usize) -> Option<&'m Member>,
    taken: &mut BTreeSet<String>,
) -> String {
    let first = cluster.unit.members.iter().min().and_then(|&n| member(n));
    let seed = first.map(|m| format!("{} {}", m.page, m.entity)).unwrap_or_default();
    let made = (0_u32..).map(|turn| format!("e{:012x}", hash(format!("{seed} {turn}").as_bytes()) >> 16));
    let id = cluster.unit.link.clone().into_iter().chain(made).find(|id| !taken.contains(id)).unwrap_or(seed);
    taken.insert(id.clone());
    id
}

fn global(id: String, cluster: &Cluster, all: &[(Member, &PageEntity, usize)]) -> Global {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    let mut members = BTreeMap::new();
    for (n, rule) in &cluster.by {
        let Some((member, entity, _)) = all.get(*n) else { continue };
        *forms.entry(&entity.name).or_default() += 1;
        for alias in &entity.aliases {
            forms.entry(alias).or_default();
        }
        for role in &entity.roles {
            *roles.entry(role).or_default() += 1;
        }
        members.insert(member.clone(), *rule);
    }
    let length = |form: &str| form.chars().count();
    let name = match cluster.unit.label {
        Label::Per => forms.keys().max_by_key(|f| (parts(f), forms.get(**f), length(f), Reverse(**f))),
        _ => forms.iter().max_by_key(|(f, count)| (**count, length(f), Reverse(**f))).map(|(f, _)| f),
    };
    let name = name.map(|f| (*f).to_owned()).unwrap_or_default();
    let mut roles: Vec<(&str, usize)> = roles.into_iter().collect();
    roles.sort_by_key(|(role, count)| (Reverse(*count), *role));
    Global {
        aliases: forms.keys().filter(|f| **f != name).map(|f| (*f).to_owned()).collect(),
        id,
        label: cluster.unit.label,
        name,
        link: cluster.unit.link.clone(),
        roles: roles.into_iter().map(|(role, _)| role.to_owned()).collect(),
        members,
    }
}

/// Parts of a person's name: the fullest form has most of them, whatever its spelling.
fn parts(form: &str) -> usize {
    parse(Label::Per, form).words.len()
}
