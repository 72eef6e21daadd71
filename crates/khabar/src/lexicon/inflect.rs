//! Forms of verbs and nouns from their table entries, as far as a lexicon of spellings needs them.
//!
//! Undiacritised spelling hides most of Arabic conjugation: from the past and the present of «he», the forms of he, she,
//! they (m., dual) and we follow by a letter. Passives that differ in vowels alone are spelt as the active.

/// Gender and number of a subject, as far as the verb shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Person {
    He,
    She,
    TheyTwo,
    They,
    We,
    I,
}

/// Tense of a finite verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tense {
    Past,
    Present,
}

/// Past forms from that of «he»: قال → قالت، قالا، قالتا، قالوا; دعا → دعت، دعوا.
pub(super) fn past(he: &str) -> Vec<(String, Person)> {
    let weak = he.ends_with(['ا', 'ى']);
    let stem = if weak { he.trim_end_matches(['ا', 'ى']) } else { he };
    let mut forms = vec![
        (he.to_owned(), Person::He),
        (format!("{stem}ت"), Person::She),
        (format!("{stem}تا"), Person::TheyTwo),
        (format!("{stem}وا"), Person::They),
    ];
    if !weak {
        forms.push((format!("{stem}ا"), Person::TheyTwo));
        // «قالا» and «أعلنا»: the second is also «we announced».
        forms.push((format!("{stem}نا"), Person::We));
    }
    forms
}

/// Present forms from that of «he»: يقول → تقول، يقولون، يقولان، نقول; ينفي → ينفون.
pub(super) fn present(he: &str) -> Vec<(String, Person)> {
    let Some(stem) = he.strip_prefix('ي') else { return vec![(he.to_owned(), Person::He)] };
    let short = stem.trim_end_matches(['ي', 'و', 'ى']);
    vec![
        (he.to_owned(), Person::He),
        (format!("ت{stem}"), Person::She),
        (format!("ن{stem}"), Person::We),
        (format!("أ{stem}"), Person::I),
        (format!("ي{short}ون"), Person::They),
        (format!("ي{short}وا"), Person::They),
        (format!("ي{short}ان"), Person::TheyTwo),
        (format!("ت{short}ان"), Person::TheyTwo),
    ]
}

/// Forms of an accusative participle: مضيفا → مضيفة، مضيفين، مضيفتين; داعيا → داعية، داعين.
pub(super) fn participle(he: &str) -> Vec<(String, Person)> {
    let stem = he.trim_end_matches('ا');
    let short = stem.trim_end_matches('ي');
    vec![
        (he.to_owned(), Person::He),
        (format!("{stem}ة"), Person::She),
        (format!("{short}ين"), Person::They),
        (format!("{stem}تين"), Person::TheyTwo),
    ]
}

/// A verbal noun with its pronouns: قول → قوله، قولها، قولهم; دعوة → دعوته.
pub(super) fn possessed(noun: &str) -> Vec<(String, Person)> {
    let stem = noun.strip_suffix('ة').map_or_else(|| noun.to_owned(), |s| format!("{s}ت"));
    vec![
        (format!("{stem}ه"), Person::He),
        (format!("{stem}ها"), Person::She),
        (format!("{stem}هم"), Person::They),
        (format!("{stem}هما"), Person::TheyTwo),
    ]
}

/// A noun as it stands, with the article on each of its words that may have one, and in the accusative: هجوم → الهجوم، هجوما.
pub(super) fn noun(noun: &str) -> Vec<String> {
    let mut forms = vec![noun.to_owned()];
    if let Some((head, rest)) = noun.split_once(' ') {
        // «عملية أمنية» → «العملية الأمنية»; a construct («وقف القتال») has its article already.
        if !rest.contains("ال") {
            forms.push(format!("ال{head} ال{rest}"));
        }
        return forms;
    }
    if !noun.starts_with("ال") {
        forms.push(format!("ال{noun}"));
        if !noun.ends_with(['ة', 'ا', 'ء', 'ى']) {
            forms.push(format!("{noun}ا"));
        }
    }
    forms
}

/// Forms of a nationality adjective, with and without the article: عراقي → عراقية، عراقيون، عراقيين، عراقيا.
pub(super) fn adjective(he: &str) -> Vec<String> {
    ["", "ة", "ون", "ين", "ا", "ات", "ان", "تين", "تان"]
        .iter()
        .flat_map(|ending| [format!("{he}{ending}"), format!("ال{he}{ending}")])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(forms: Vec<(String, Person)>) -> Vec<String> {
        forms.into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn strong_and_weak_verbs() {
        assert!(spellings(past("أعلن")).contains(&"أعلنت".to_owned()));
        assert!(spellings(past("دعا")).contains(&"دعت".to_owned()));
        assert!(spellings(past("نفى")).contains(&"نفوا".to_owned()));
        assert!(spellings(present("ينفي")).contains(&"ينفون".to_owned()));
        assert!(spellings(present("يؤكد")).contains(&"تؤكد".to_owned()));
        assert!(spellings(participle("داعيا")).contains(&"داعية".to_owned()));
        assert!(spellings(possessed("دعوة")).contains(&"دعوتها".to_owned()));
    }
}
