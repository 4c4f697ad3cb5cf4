//! The word lists, which are data.

use std::sync::LazyLock;

use super::SectionKind;
use crate::vocabulary::Word as _;

pub(super) static PROBLEM: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/problem.txt")));
pub(super) static SOLUTION: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/solution.txt")));
pub(super) static LEADER: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/leader.txt")));
pub(super) static VAGUE: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/vague.txt")));
pub(super) static INGREDIENTS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/ingredients.txt")));

type Named = Vec<(SectionKind, Vec<&'static str>)>;

static HEADINGS: LazyLock<Named> = LazyLock::new(|| named_lines(include_str!("words/headings.txt")));

/// Words in a question that make it one of the three standing topics.
pub(super) static TOPICS: LazyLock<Named> = LazyLock::new(|| named_lines(include_str!("words/topics.txt")));

fn named_lines(list: &'static str) -> Named {
    lines(list)
        .into_iter()
        .filter_map(|line| {
            let (kind, names) = line.split_once(':')?;
            Some((SectionKind::from_word(kind)?, names.split('|').map(str::trim).collect()))
        })
        .collect()
}

fn lines(list: &'static str) -> Vec<&'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Whether `text` has one of the words, case ignored.
pub(super) fn has(list: &[&str], text: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    list.iter().any(|word| text.contains(word))
}

/// What a heading or label begins, by its words.
pub(super) fn kind_of(title: &str) -> SectionKind {
    let title = title.to_lowercase();
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)# ".contains(c));
    // "Part 2 — External FAQ": what stands after the dash names it.
    let title = match title.split_once(['—', '–']) {
        Some((first, rest)) if first.trim_start().starts_with("part") => rest,
        _ => title,
    };
    let title = title.trim().trim_end_matches([':', '.', '?']).trim();
    let named = |name: &str| {
        title.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(|c: char| ":(/—–-[（".contains(c))
                || rest.starts_with(" (")
                || rest.starts_with(" -")
                || rest.starts_with(" —")
                || rest.starts_with(" /")
        })
    };
    HEADINGS
        .iter()
        .find(|(_, names)| names.iter().any(|name| named(name)))
        .map_or(SectionKind::Other, |(kind, _)| *kind)
}

/// Whether a title names the whole document as a press release with questions.
pub(super) fn is_document_title(title: &str) -> bool {
    let title = title.to_lowercase();
    ["prfaq", "pr-faq", "pr/faq", "pr faq", "press release"].iter().any(|word| title.contains(word))
}
