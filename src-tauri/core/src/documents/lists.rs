//! The word lists the parser reads by, which are data.

use std::sync::LazyLock;

use super::SectionKind;
use super::phrases::Phrases;
use crate::vocabulary::Word as _;

/// What the parser looks for in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Problem,
    Solution,
    Leader,
    Quantity,
}

/// Words that tell a problem from a solution, and who speaks for the maker.
pub(super) static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    let mut cues = Phrases::new();
    for (cue, list) in [
        (Cue::Problem, include_str!("words/problem.txt")),
        (Cue::Solution, include_str!("words/solution.txt")),
        (Cue::Leader, include_str!("words/leader.txt")),
        (Cue::Quantity, include_str!("words/quantities.txt")),
    ] {
        lines(list).for_each(|phrase| cues.add(cue, phrase));
    }
    cues
});

pub(super) static SAID: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/said.txt")).collect());

type Named = Vec<(SectionKind, Vec<&'static str>)>;

/// Words in a question that make it one of the three standing topics.
pub(super) static TOPICS: LazyLock<Named> = LazyLock::new(|| named_lines(include_str!("words/topics.txt")));

pub(super) fn named_lines(list: &'static str) -> Named {
    lines(list)
        .filter_map(|line| {
            let (kind, names) = line.split_once(':')?;
            Some((SectionKind::from_word(kind)?, names.split(" | ").map(str::trim).collect()))
        })
        .collect()
}

/// The lines of a list without its remarks.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether one of the words stands anywhere in the text, case ignored.
pub(super) fn has(list: &[&str], text: &str) -> bool {
    let text = lower(text);
    list.iter().any(|word| text.contains(word))
}

/// In lower case, with straight apostrophes and single spaces.
pub(super) fn lower(text: &str) -> String {
    super::blocks::collapsed(&text.to_lowercase()).replace('’', "'")
}
