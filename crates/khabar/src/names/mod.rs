//! Names: who and where. Mentions by gazetteers and titles, the posts of persons, and the entities they name.

mod again;
mod entity;
mod mention;
mod role;

pub use entity::{BY_NAME, entities, link_capitals};
pub use mention::{mentions, proposals};
pub use role::roles;

use crate::facts::rule::{Rule, rules};
use crate::lexicon::Known;
use crate::record::Label;
use crate::span::Span;

/// A name found in the text.
#[derive(Debug, Clone)]
pub struct Name {
    /// Its place, without proclitics.
    pub span: Span,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Its class.
    pub label: Label,
    /// What the gazetteer says of it.
    pub known: Option<Known>,
    /// Whether the rule stands alone, without the tagger.
    pub sure: bool,
    /// The rule.
    pub rule: &'static Rule,
}

/// The post of a person, and whose it is.
#[derive(Debug, Clone)]
pub struct RoleName {
    /// The post.
    pub span: Span,
    /// First token of the post.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// Number of the person among the names.
    pub person: usize,
    /// The rule.
    pub rule: &'static Rule,
}

rules! {
    GAZETTEER = "name.gazetteer@1", "a name that the gazetteers know, proclitics aside", "عاد الوفد إلى بغداد مساء.";
    HEADED = "name.headed@1", "a word such as «وزارة» and the definite words behind it", "أصدرت وزارة الخارجية التركية تقريرا.";
    PLACED = "name.placed@1", "the word behind «مدينة», «محافظة» and their kin", "وقع الحادث في مدينة زركولا الساحلية.";
    PERSON = "name.person@1", "a given name and the names behind it", "حضر الحفل قاسم الأعرجي وعائلته.";
    TITLED = "name.titled@1", "unknown words behind a post or rank", "استقبل الرئيس كريغ ستانفيل الوفد.";
    QUOTED = "name.quoted@1", "words in quotation marks behind a post", "قال القائد \"زيغمار ويلنغ\" إن المهمة انتهت.";
    TAGGED = "name.tagger@1", "what the trained tagger takes for a name (models/names.md)", "قال فلاديمير بوتشيمين إن الوفد عاد إلى موسكو.";
    SHORT = "name.short@1", "the head of an organisation's name after the whole name", "أعلن التحالف الدولي انسحابه. ثم غادر التحالف البلاد.";
    AGAIN = "name.again@1", "a part of a person's name after the whole name", "حضر قاسم الأعرجي الحفل. ثم غادر الأعرجي المكان.";
    ROLE_BEFORE = "role.before@1", "a post in front of the name", "قال وزير الخارجية التركي أحمد سالم إن الوفد عاد.";
    ROLE_BEHIND = "role.behind@1", "a post behind the name", "قال سليمان الشايع مدير الأكاديمية إن الدورة بدأت.";
}
