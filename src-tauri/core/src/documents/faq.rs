//! The questions of a FAQ: headings, bold lines, `Q:` lines, quotations, list items, table rows or the titles of what HTML
//! folds away, as the section is written.
//!
//! A heading that asks nothing and has questions right below it is a group of them. Invariant: what stands inside an answer
//! is no question.

use std::ops::Range;

use super::blocks::{Block, Kind, Text, collapsed};
use super::{Question, offset, titles};

/// How questions are written between headings; the first that a stretch has, counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `Q:`, `Q1.`, bold or not.
    Lettered,
    Bold,
    Quotation,
    Item,
    Row,
    /// `<summary>…</summary>`
    Fold,
    Line,
}

/// A question as it was found.
struct Asked {
    /// The block it is in.
    at: usize,
    /// Its words in the text's words.
    words: Range<usize>,
    /// Where it ends in the source.
    end: usize,
}

/// The questions among the blocks of a section.
pub(super) fn questions(text: &Text<'_>, inside: Range<usize>) -> Vec<Question> {
    let mut found = vec![];
    collect(text, inside.clone(), &mut found, true);
    let ends: Vec<usize> = found.iter().skip(1).map(|next: &Asked| text.blocks[next.at].range.start).collect();
    let last = inside.end.checked_sub(1).and_then(|last| text.blocks.get(last)).map_or(0, |last| last.range.end);
    let mut questions = vec![];
    for (at, asked) in found.iter().enumerate() {
        let question = bare(text.words.get(asked.words.clone()).unwrap_or_default());
        let next = ends.get(at).copied().unwrap_or(last).max(asked.end);
        if !question.is_empty() {
            questions.push(Question {
                question,
                start: offset(text.blocks[asked.at].range.start),
                end: offset(asked.end),
                answered: is_answer(text.source.get(asked.end..next).unwrap_or_default()),
            });
        }
    }
    questions
}

/// Whether a stretch holds questions that are marked as such.
pub(super) fn holds_questions(text: &Text<'_>, inside: Range<usize>) -> bool {
    let mut found = vec![];
    collect(text, inside, &mut found, true);
    found.iter().any(|one| text.words.get(one.words.clone()).is_some_and(asks))
}

fn collect(text: &Text<'_>, inside: Range<usize>, found: &mut Vec<Asked>, whole: bool) {
    let headings = headings(text, inside.clone());
    let first = headings.first().map_or(inside.end, |first| *first);
    between(text, inside.start..first, found, whole && headings.is_empty());
    for (index, at) in headings.iter().enumerate() {
        let below = at + 1..headings.get(index + 1).copied().unwrap_or(inside.end);
        let block = &text.blocks[*at];
        if !asks(text.of(block)) && is_group(text, below.clone()) {
            collect(text, below, found, true);
        } else {
            found.push(Asked { at: *at, words: block.words.clone(), end: block.range.end });
        }
    }
}

/// The headings of the highest level that has any.
fn headings(text: &Text<'_>, inside: Range<usize>) -> Vec<usize> {
    let level = |at: &usize| match text.blocks.get(*at) {
        Some(Block { kind: Kind::Heading(level), depth: 0, quotation: 0, words, .. }) => {
            text.words.get(words.clone()).filter(|words| words.chars().any(char::is_alphanumeric)).map(|_| *level)
        }
        _ => None,
    };
    let highest = inside.clone().filter_map(|at| level(&at)).min();
    inside.filter(|at| highest.is_some() && level(at) == highest).collect()
}

/// Whether what stands below a title begins with a question of its own.
fn is_group(text: &Text<'_>, below: Range<usize>) -> bool {
    let mut said = below.clone().filter(|at| {
        let block = &text.blocks[*at];
        !matches!(block.kind, Kind::Rule | Kind::Html) && !text.of(block).trim().is_empty()
    });
    let Some(first) = said.next() else { return false };
    let block = &text.blocks[first];
    if let Kind::Heading(_) = block.kind {
        return headings(text, below).iter().any(|at| asks(text.of(&text.blocks[*at])));
    }
    candidate(text, block).is_some_and(|(style, words)| {
        style == Style::Lettered || (matches!(style, Style::Bold | Style::Fold) && asks(&text.words[words]))
    })
}

/// Questions where no heading divides them; beside headings (`whole` is false) only those with a letter.
fn between(text: &Text<'_>, inside: Range<usize>, found: &mut Vec<Asked>, whole: bool) {
    let candidates: Vec<(usize, Style, Range<usize>)> =
        inside.filter_map(|at| candidate(text, &text.blocks[at]).map(|(style, words)| (at, style, words))).collect();
    let asked = |style: Style| {
        candidates.iter().filter(|(_, of, words)| *of == style && asks(&text.words[words.clone()])).count()
    };
    let count = |style: Style| candidates.iter().filter(|(_, of, _)| *of == style).count();
    let (lettered, folds, bold) = (count(Style::Lettered), count(Style::Fold), asked(Style::Bold));
    let chosen: &[Style] = if whole && folds > 0 && folds >= lettered.max(bold) {
        &[Style::Fold]
    } else if !whole || (lettered > 0 && lettered >= bold) {
        &[Style::Lettered]
    } else if bold > 0 {
        &[Style::Bold, Style::Lettered]
    } else {
        let found = [Style::Quotation, Style::Item, Style::Row, Style::Line].into_iter().find(|one| asked(*one) > 0);
        match found {
            Some(Style::Quotation) => &[Style::Quotation],
            Some(Style::Item) => &[Style::Item],
            Some(Style::Row) => &[Style::Row],
            Some(_) => &[Style::Line],
            None => &[Style::Bold],
        }
    };
    // Questions stand side by side: what is deeper in lists than the first of them belongs to an answer.
    let outermost = candidates.iter().find(|(_, style, _)| chosen.contains(style));
    let depth = outermost.map_or(0, |(at, ..)| text.blocks[*at].depth);
    for (at, style, words) in candidates {
        let block = &text.blocks[at];
        let states = matches!(style, Style::Lettered | Style::Row | Style::Fold)
            || (style == Style::Bold && is_title(text, block));
        if !chosen.contains(&style) || block.depth != depth || !(states || asks(&text.words[words.clone()])) {
            continue;
        }
        let end = match &block.lead {
            _ if style == Style::Fold => block.range.end,
            Some(lead) if words.end == lead.words.end => lead.end,
            _ => text.end(words.end),
        };
        found.push(Asked { at, words, end });
    }
}

/// How a block would ask, and the words it asks with.
fn candidate(text: &Text<'_>, block: &Block) -> Option<(Style, Range<usize>)> {
    let words = text.of(block);
    let asked = block.words.start..block.words.end;
    match block.kind {
        Kind::Row => {
            let cell = words.split('\t').next().unwrap_or(words);
            let is_head = ["question", "questions", "q", "#"].contains(&cell.trim().to_lowercase().as_str());
            (!is_head && words.matches('\t').count() > 1).then(|| (Style::Row, asked.start..asked.start + cell.len()))
        }
        Kind::Paragraph | Kind::Item { .. } => {
            if let Some(lead) = block.lead.as_ref().filter(|lead| lead.strong) {
                // "**Q:** What is it?" and "**Q**: …": the question goes on behind the mark.
                let marked = text.lead(lead);
                if letter(marked).is_some_and(|rest| rest.trim().is_empty()) || marked.trim() == "Q" {
                    return Some((Style::Lettered, upto_answer(words, asked)));
                }
                let style = if letter(marked).is_some() { Style::Lettered } else { Style::Bold };
                return Some((style, through_mark(text, lead.words.clone(), block)));
            }
            if letter(words.trim_start()).is_some() {
                return Some((Style::Lettered, upto_answer(words, asked)));
            }
            let first = words.trim_start().lines().next().unwrap_or_default();
            if block.quotation > 0 {
                return Some((Style::Quotation, asked));
            }
            let line = asked.start..asked.start + words.find(first).unwrap_or(0) + first.len();
            match block.kind {
                Kind::Item { .. } => Some((Style::Item, asking_part(words, asked))),
                _ if first.chars().count() < 200 => Some((Style::Line, line)),
                _ => None,
            }
        }
        Kind::Fold => Some((Style::Fold, asked)),
        Kind::Heading(_) | Kind::Code | Kind::Html | Kind::Rule => None,
    }
}

/// A bold question whose mark ends before its question mark: "**What is** `it`**?**".
fn through_mark(text: &Text<'_>, lead: Range<usize>, block: &Block) -> Range<usize> {
    let rest = text.words.get(lead.end..block.words.end).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    match line.find(['?', '？']) {
        Some(at) if !asks(&text.words[lead.clone()]) && line[..at].len() < 60 && !line[..at].contains(['.', ':']) => {
            lead.start..lead.end + at + line[at..].chars().next().map_or(1, char::len_utf8)
        }
        _ => lead,
    }
}

/// The words of an item up to its question mark, or all.
fn asking_part(words: &str, asked: Range<usize>) -> Range<usize> {
    let line = words.trim_start().lines().next().unwrap_or_default();
    match line.find(['?', '？']) {
        Some(at) => {
            let from = words.find(line).unwrap_or(0);
            asked.start..asked.start + from + at + line[at..].chars().next().map_or(1, char::len_utf8)
        }
        None => asked,
    }
}

/// A lettered question ends where its answer's letter stands, or at the end of its block.
fn upto_answer(words: &str, asked: Range<usize>) -> Range<usize> {
    let mut at = 0;
    for line in words.split_inclusive('\n') {
        if at > 0 && answer(line.trim_start()).is_some() {
            return asked.start..asked.start + words[..at].trim_end().len();
        }
        at += line.len();
    }
    if let Some(at) = words.find(" A: ") {
        return asked.start..asked.start + at;
    }
    // The answer follows in the same block without a letter of its own.
    match words.trim_end().find(['?', '？']) {
        Some(at) if words[at..].contains('\n') => {
            let line_end = words[at..].find('\n').map_or(words.len(), |end| at + end);
            asked.start..asked.start + words[..line_end].trim_end().len()
        }
        _ => asked,
    }
}

/// Whether bold words stand alone on their line and are no label with a colon: the title of what follows.
fn is_title(text: &Text<'_>, block: &Block) -> bool {
    let Some(lead) = &block.lead else { return false };
    let marked = text.lead(lead).trim();
    let rest = text.words.get(lead.words.end..block.words.end).unwrap_or_default();
    let alone = rest.trim_start_matches([' ', '\u{a0}']).starts_with('\n') || rest.trim().is_empty();
    alone && marked.chars().count() > 12 && !marked.ends_with([':', '.', '!']) && !is_remark(marked)
}

fn is_remark(words: &str) -> bool {
    let words = words.to_lowercase();
    ["note", "important", "warning", "update", "example"].iter().any(|one| words.starts_with(one))
}

/// Whether the words are a question: with a question mark, remarks in brackets apart, or with a letter or code.
pub(super) fn asks(words: &str) -> bool {
    let mut words = words.trim();
    if letter(words).is_some() {
        return true;
    }
    while let Some(open) = words.strip_suffix([')', ']', '）']).and_then(|inner| inner.rfind(['(', '[', '（'])) {
        words = words[..open].trim_end();
    }
    words.trim_end_matches(['"', '”', '*', '_', ' ', '.', ')']).ends_with(['?', '？'])
}

/// What follows `Q:`, `Q1.`, `Q9b.`, `C1.`, `Question 3:`, `F:`.
fn letter(text: &str) -> Option<&str> {
    for word in ["Question", "QUESTION", "question", "Frage", "Вопрос", "質問", "問"] {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            return rest.strip_prefix([':', '.', ')', '：']);
        }
    }
    let first = text.chars().next().filter(|c| c.is_ascii_uppercase() || matches!(c, 'q' | 'В' | 'Ｑ'))?;
    let after = &text[first.len_utf8()..];
    let numbered = after.trim_start_matches('#').trim_start_matches(|c: char| c.is_ascii_digit());
    let number = after.len() - numbered.len();
    let lettered = numbered.strip_prefix(|c: char| c.is_ascii_lowercase() && number > 0).unwrap_or(numbered);
    let alone = matches!(first, 'Q' | 'q' | 'F' | 'В' | 'Ｑ') && number == 0;
    let rest = lettered.strip_prefix([':', '.', ')', '：', '．']).or_else(|| {
        // "Q1 - What": a dash counts behind a number.
        (first == 'Q' && number > 0).then(|| lettered.trim_start().strip_prefix(['-', '—', '–', '|'])).flatten()
    })?;
    ((alone || (1..=3).contains(&number)) && (rest.is_empty() || rest.starts_with(char::is_whitespace) || alone))
        .then_some(rest)
}

/// What follows `A:`, `A1.`, `Answer:`.
fn answer(text: &str) -> Option<&str> {
    let rest = ["Answer", "ANSWER", "Antwort", "A", "О", "答"].iter().find_map(|word| text.strip_prefix(word))?;
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix([':', '.', ')', '：'])
}

/// The question without its number or letter.
fn bare(words: &str) -> String {
    let words = collapsed(words);
    let rest = letter(&words).unwrap_or(&words).trim_start_matches([' ', ':', '.', '-', '—', '–']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let numbered = digits.len() < rest.len() && rest.starts_with(|c: char| c.is_ascii_digit());
    match digits.strip_prefix([')', ':']).unwrap_or(digits).strip_prefix(' ') {
        Some(rest_of_it)
            if numbered && (rest[..rest.len() - digits.len()].ends_with('.') || digits.starts_with([')', ':'])) =>
        {
            let inner = rest_of_it.trim_start();
            letter(inner).map_or(inner, str::trim_start).to_owned()
        }
        _ => rest.to_owned(),
    }
}

fn is_answer(text: &str) -> bool {
    let text = untagged(text).trim_matches(|c: char| c.is_whitespace() || "-*_#>:|`~+".contains(c));
    let text = answer(text).unwrap_or(text);
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-*_#>:|`[]()".contains(c));
    let empty =
        ["todo", "tbd", "tba", "tbc", "to be decided", "to be determined", "...", "…", "n/a yet", "?", "coming soon"];
    let waits = |text: &str| empty.iter().any(|word| word.eq_ignore_ascii_case(text));
    !text.is_empty() && !waits(text.trim_end_matches('.')) && !text.starts_with("<!--")
}

/// The text without the tags around it that only fold and divide.
fn untagged(text: &str) -> &str {
    const SILENT: [&str; 5] = ["details", "p", "div", "br", "hr"];
    let silent = |tag: &str| {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        SILENT.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    let mut text = text.trim();
    while let Some((tag, rest)) = text.strip_prefix('<').and_then(|tag| tag.split_once('>'))
        && silent(tag)
    {
        text = rest.trim_start();
    }
    while let Some((rest, tag)) = text.strip_suffix('>').and_then(|tag| tag.rsplit_once('<'))
        && silent(tag)
    {
        text = rest.trim_end();
    }
    text
}

/// The groups of a FAQ that are named for who asks, when all its groups are.
pub(super) fn audiences(text: &Text<'_>, inside: Range<usize>) -> Option<Vec<(super::SectionKind, Range<usize>)>> {
    let headings = headings(text, inside.clone());
    let mut groups = vec![];
    for (index, at) in headings.iter().enumerate() {
        let below = at + 1..headings.get(index + 1).copied().unwrap_or(inside.end);
        let title = text.of(&text.blocks[*at]);
        if asks(title) || !holds_questions(text, below.clone()) {
            return None;
        }
        groups.push((titles::audience(title)?, below));
    }
    (!groups.is_empty()).then_some(groups)
}

/// The lettered questions of a whole text.
pub(super) fn lettered(text: &Text<'_>) -> Vec<Question> {
    let is_lettered = |at: &usize| {
        let block = &text.blocks[*at];
        let words = match block.kind {
            Kind::Heading(_) => letter(text.of(block).trim_start()).map(|_| block.words.clone()),
            _ => candidate(text, block).filter(|(style, _)| *style == Style::Lettered).map(|(_, words)| words),
        };
        words.is_some_and(|words| text.words[words].contains(['?', '？']))
    };
    let Some(first) = (0..text.blocks.len()).find(is_lettered) else { return vec![] };
    questions(text, first..text.blocks.len())
}
