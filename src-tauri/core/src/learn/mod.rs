//! The why, taught: a short page for every lint rule, criterion, phase of a meeting and class of evidence.
//!
//! The pages are data: Markdown files beside this one, several pages a file, each with a key, a title, a text, a bad and a
//! good example. Not here: where a question arises; whoever asks links to the key. Invariant: every key is there once in
//! every language.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::{Error, Reason, Result};
use crate::search::fold;
use crate::tongue::Tongue;

crate::vocabulary! {
    /// What a page is about.
    pub enum WhyKind {
        /// A rule of the linter that blocks.
        Blocking = "blocking",
        /// A rule that asks.
        Question = "question",
        /// A rule of style.
        Style = "style",
        /// One of the three criteria.
        Criterion = "criterion",
        /// A phase of a review meeting.
        Phase = "phase",
        /// A class of verdict evidence.
        Evidence = "evidence",
    }
}

const ENGLISH: [(WhyKind, &str); 6] = [
    (WhyKind::Blocking, include_str!("pages/blocking.md")),
    (WhyKind::Question, include_str!("pages/questions.md")),
    (WhyKind::Style, include_str!("pages/style.md")),
    (WhyKind::Criterion, include_str!("pages/criteria.md")),
    (WhyKind::Phase, include_str!("pages/phases.md")),
    (WhyKind::Evidence, include_str!("pages/evidence.md")),
];

const GERMAN: [(WhyKind, &str); 6] = [
    (WhyKind::Blocking, include_str!("pages/de/blocking.md")),
    (WhyKind::Question, include_str!("pages/de/questions.md")),
    (WhyKind::Style, include_str!("pages/de/style.md")),
    (WhyKind::Criterion, include_str!("pages/de/criteria.md")),
    (WhyKind::Phase, include_str!("pages/de/phases.md")),
    (WhyKind::Evidence, include_str!("pages/de/evidence.md")),
];

/// A page that teaches one why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WhyPage {
    /// `W06`, `criterion-plan`, `phase-reveal`, `evidence-harm`.
    pub key: String,
    /// What it is about.
    pub kind: WhyKind,
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// An example of how not to.
    pub bad: String,
    /// The same, better.
    pub good: String,
}

static IN_ENGLISH: LazyLock<Vec<WhyPage>> = LazyLock::new(|| read(&ENGLISH));
static IN_GERMAN: LazyLock<Vec<WhyPage>> = LazyLock::new(|| read(&GERMAN));

/// Every page, in the order of the rules.
#[must_use]
pub fn pages(tongue: Tongue) -> &'static [WhyPage] {
    match tongue {
        Tongue::English => &IN_ENGLISH,
        Tongue::German => &IN_GERMAN,
    }
}

/// The page of a key, case ignored.
///
/// # Errors
/// [`Error::Invalid`] when there is none.
pub fn page(key: &str, tongue: Tongue) -> Result<&'static WhyPage> {
    let known = || pages(tongue).iter().map(|page| page.key.as_str()).collect::<Vec<_>>().join(", ");
    let found = pages(tongue).iter().find(|page| page.key.eq_ignore_ascii_case(key.trim()));
    found.ok_or_else(|| Error::invalid("key", Reason::Unknown(known())))
}

/// The pages that have every word of `text`, those with it in the title first; all of them for no words.
#[must_use]
pub fn find(text: &str, tongue: Tongue) -> Vec<&'static WhyPage> {
    let wanted: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    let has = |haystack: &str| wanted.iter().all(|word| haystack.contains(word));
    let (mut first, mut rest) = (vec![], vec![]);
    for page in pages(tongue) {
        let title = fold(&format!("{} {}", page.key, page.title));
        if has(&title) {
            first.push(page);
        } else if has(&fold(&format!("{title} {} {} {}", page.text.join(" "), page.bad, page.good))) {
            rest.push(page);
        }
    }
    first.append(&mut rest);
    first
}

fn read(files: &[(WhyKind, &str)]) -> Vec<WhyPage> {
    files.iter().flat_map(|(kind, file)| pages_of(*kind, file)).collect()
}

fn pages_of(kind: WhyKind, file: &str) -> Vec<WhyPage> {
    file.split("\n# ").map(|page| page.trim_start_matches("# ")).filter_map(|page| page_of(kind, page)).collect()
}

fn page_of(kind: WhyKind, page: &str) -> Option<WhyPage> {
    let (heading, body) = page.split_once('\n')?;
    let (key, title) = heading.split_once(' ')?;
    let mut text = vec![];
    let (mut bad, mut good) = (String::new(), String::new());
    for paragraph in body.split("\n\n") {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(example) = paragraph.strip_prefix("Bad: ") {
            example.clone_into(&mut bad);
        } else if let Some(example) = paragraph.strip_prefix("Good: ") {
            example.clone_into(&mut good);
        } else if !paragraph.is_empty() {
            text.push(paragraph);
        }
    }
    Some(WhyPage { key: key.to_owned(), kind, title: title.trim().to_owned(), text, bad, good })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::evidence::Class;
    use crate::scores::Criterion;
    use crate::vocabulary::Word as _;

    #[test]
    fn every_rule_criterion_phase_and_class_is_taught_once_with_both_examples() {
        let rules = (1..=27).map(|number| format!("W{number:02}"));
        let criteria = Criterion::ALL.iter().map(|criterion| format!("criterion-{criterion}"));
        let phases = ["lobby", "read", "score", "reveal", "discuss", "decide", "minutes"];
        let phases = phases.iter().map(|phase| format!("phase-{phase}"));
        let classes = Class::ALL.iter().map(|class| format!("evidence-{class}"));
        let wanted: BTreeSet<String> = rules.chain(criteria).chain(phases).chain(classes).collect();
        for tongue in Tongue::ALL.iter().copied() {
            let taught: BTreeSet<String> = pages(tongue).iter().map(|page| page.key.clone()).collect();
            assert_eq!((&taught, pages(tongue).len()), (&wanted, wanted.len()));
            for page in pages(tongue) {
                let whole =
                    !page.title.is_empty() && !page.text.is_empty() && !page.bad.is_empty() && !page.good.is_empty();
                assert!(whole && page.bad != page.good, "{page:?}");
                let words = page.text.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
                assert!((30..=130).contains(&words), "{} has {words} words", page.key);
            }
        }
    }

    #[test]
    fn a_page_is_found_by_its_key_its_title_and_its_words() {
        assert_eq!(page("w06", Tongue::English).unwrap().title, "Talk of ingredients");
        assert_eq!(page("w06", Tongue::German).unwrap().title, "Reden von Zutaten");
        assert!(page("W99", Tongue::English).is_err());
        assert_eq!(find("ingredients", Tongue::English).first().unwrap().key, "W06");
        assert!(find("kiosk", Tongue::English).iter().any(|page| page.key == "W13"));
        assert_eq!(find("ausflüchte", Tongue::German).first().unwrap().key, "W20");
        assert_eq!(find("", Tongue::English).len(), pages(Tongue::English).len());
        assert!(find("xyzzy", Tongue::English).is_empty());
    }
}
