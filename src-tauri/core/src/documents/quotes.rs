//! Words that somebody said, with who said them.
//!
//! Words between quotation marks count when someone is named who said them; in a section for quotes, quotations and whole
//! paragraphs count too. Whether a leader or a customer speaks is told by the section, else by whom they speak for.

use std::ops::Range;

use super::blocks::{Block, Kind, Text, collapsed};
use super::lists::{CUES, Cue, SAID, lower};
use super::{Quote, SectionKind, offset};

const MARKS: [(char, char); 8] =
    [('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('「', '」'), ('『', '』'), ('«', '»'), ('＂', '＂')];

/// How short a quotation may be, in characters, without a verb that says it is one.
const SHORTEST: usize = 20;

/// The longest name with its role, in characters.
const LONGEST_SPEAKER: usize = 160;

/// Where quotes are looked for.
pub(super) struct Place<'p> {
    pub(super) inside: Range<usize>,
    /// The section is for one kind of them.
    pub(super) section: Option<SectionKind>,
    /// The names of whoever makes the product, in lower case.
    pub(super) makers: &'p str,
}

/// The quotes of a place in their order, each with whether a leader said it.
pub(super) fn quotes(text: &Text<'_>, place: &Place<'_>) -> Vec<(Quote, bool)> {
    let mut found = vec![];
    for at in place.inside.clone() {
        let block = &text.blocks[at];
        if !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
            continue;
        }
        let next = text.blocks.get(at + 1).filter(|_| place.inside.contains(&(at + 1)));
        let quote = marked(text, block, next, place.section.is_some()).or_else(|| {
            (place.section.is_some() || block.quotation > 0).then(|| unmarked(text, block, next, place)).flatten()
        });
        if let Some(quote) = quote {
            let leads = match place.section {
                Some(SectionKind::LeaderQuote) => true,
                Some(_) => false,
                None => quote.speaker.as_deref().is_some_and(|speaker| is_leader(speaker, place.makers)),
            };
            found.push((quote, leads));
        }
    }
    found
}

/// Words between quotation marks, with a speaker behind or before them; in a place `for_quotes` no dash need tell the name.
fn marked(text: &Text<'_>, block: &Block, next: Option<&Block>, for_quotes: bool) -> Option<Quote> {
    let words = text.of(block);
    let mut from = 0;
    while let Some((start, end)) = first_quoted(words, from) {
        let after = &words[end..words.floor_char_boundary(end + NEAR)];
        let before = &words[words.ceil_char_boundary(start.saturating_sub(NEAR))..start];
        let spoken = spoken_after(after).or_else(|| said_before(before)).or_else(|| said_by_the_one(before, after));
        let speaker = match spoken {
            Some(speaker) => Some(speaker),
            None if is_short(&words[start..end]) => None,
            None => attribution(after, !for_quotes).or_else(|| attributed_by(text, block, after, next)),
        };
        if let Some(speaker) = speaker {
            return Some(quote(text, block.words.start + start..block.words.start + end, Some(speaker)));
        }
        from = end + words[end..].chars().next().map_or(1, char::len_utf8);
        if from >= words.len() {
            break;
        }
    }
    None
}

/// Too short for words that somebody said; scripts without spaces say more in less.
fn is_short(words: &str) -> bool {
    let unspaced = words.chars().any(super::phrases::is_unspaced);
    words.chars().count() < if unspaced { SHORTEST / 2 } else { SHORTEST }
}

/// How far around a quotation its speaker is looked for, in bytes.
const NEAR: usize = 700;

fn quote(text: &Text<'_>, words: Range<usize>, speaker: Option<String>) -> Quote {
    let (start, end) = (text.begin(words.start), text.end(words.end));
    let said = text.source.get(start..end.max(start)).unwrap_or_default();
    let end = start + said.trim_end().len();
    Quote {
        text: text.source.get(start..end).unwrap_or_default().to_owned(),
        start: offset(start),
        end: offset(end),
        speaker,
    }
}

/// The block after the quotation names the speaker: "— Ana", or a list item below a quotation.
fn attributed_by(text: &Text<'_>, block: &Block, after: &str, next: Option<&Block>) -> Option<String> {
    if after.chars().any(char::is_alphanumeric) {
        return None;
    }
    let next = next.filter(|next| next.words.len() < NEAR)?;
    let below = matches!(next.kind, Kind::Item { .. }) && next.quotation == block.quotation && block.quotation > 0;
    attribution(text.of(next), !below)
}

/// A quotation or a paragraph without quotation marks; its last line may name the speaker.
fn unmarked(text: &Text<'_>, block: &Block, next: Option<&Block>, place: &Place<'_>) -> Option<Quote> {
    let words = text.of(block).trim_end();
    if is_short(words) || attribution(words, true).is_some() {
        return None;
    }
    let last = words.rfind('\n').map_or(0, |at| at + 1);
    let dash = words.rfind(" — ").or_else(|| words.rfind(" – "));
    let ends = [Some(last).filter(|last| *last > 0), dash].into_iter().flatten();
    let signed = ends.filter_map(|at| Some((at, attribution(words[at..].trim_start(), true)?))).next();
    let (end, speaker) = match signed {
        Some((at, speaker)) => (at, Some(speaker)),
        None => (words.len(), attributed_by(text, block, "", next)),
    };
    if speaker.is_none() && (place.section.is_none() || matches!(block.kind, Kind::Item { .. })) {
        return None;
    }
    let start = block.words.start + (words.len() - words.trim_start().len());
    let said = words[..end].trim_end_matches(['*', '_', '—', '–', '-', ' ', '\n']);
    Some(quote(text, start..block.words.start + said.len(), speaker))
}

/// The first stretch between a pair of marks, from `from` on.
fn first_quoted(words: &str, from: usize) -> Option<(usize, usize)> {
    let rest = words.get(from..)?;
    let (at, open) = rest.char_indices().find(|(at, c)| {
        let opens = MARKS.iter().any(|(open, _)| open == c);
        opens && (*c != '"' || opens_word(rest, *at))
    })?;
    let start = from + at + open.len_utf8();
    let closes: Vec<char> = MARKS.iter().filter(|(mark, _)| *mark == open).map(|(_, close)| *close).collect();
    let mut depth = 0_u32;
    for (at, c) in words[start..].char_indices() {
        if closes.contains(&c) && (c != '"' || closes_word(words, start + at)) {
            if depth == 0 {
                return (at > 0).then_some((start, start + at));
            }
            depth -= 1;
        } else if c == open && open != '"' {
            depth += 1;
        }
    }
    // A quotation that is not closed goes to the end.
    None
}

fn opens_word(words: &str, at: usize) -> bool {
    words[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
        && words[at + 1..].chars().next().is_some_and(|c| !c.is_whitespace())
}

fn closes_word(words: &str, at: usize) -> bool {
    words[..at].chars().next_back().is_some_and(|c| !c.is_whitespace())
        && words[at + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// `said Ana Ruiz, a nurse.` or `Ana Ruiz said.`
fn spoken_after(after: &str) -> Option<String> {
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || "\"”“」』»*_,.".contains(c));
    for verb in SAID.iter() {
        let rest = strip_word(after, verb);
        if let Some(rest) = rest {
            return named(rest);
        }
    }
    let sentence = &after[..sentence_end(after)];
    let begins = sentence.starts_with(|c: char| c.is_uppercase() || c == '[');
    SAID.iter().filter(|_| begins).find_map(|verb| {
        let at = sentence.find(&format!(" {verb}"))?;
        let ended = sentence[at + verb.len() + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        (ended && at < 100).then(|| named(&sentence[..at]))?
    })
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    (head.to_lowercase() == *word && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// `— Ana Ruiz, a nurse`: a dash, a name that begins like one, and nothing after it.
fn attribution(text: &str, dashed: bool) -> Option<String> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "\"”“」』»*_,.".contains(c));
    let name = text.trim_start_matches(['—', '–', '-', '―', '~', '―']);
    if dashed && (name.len() == text.len() || name.is_empty()) {
        return None;
    }
    let name = name.trim().trim_matches(['*', '_', ' ']);
    let first = name.chars().next()?;
    let named_so =
        first.is_uppercase() || matches!(first, '[' | '<' | '{' | '@') || !(first.is_ascii() || first.is_lowercase());
    let whole = !name.contains(['。', '、']) && sentence_end(name) >= name.trim_end_matches('.').len();
    (named_so && whole && name.chars().count() <= LONGEST_SPEAKER && name.split_whitespace().count() <= 24)
        .then(|| named(name))?
}

/// `Ana Ruiz, a nurse, said: "…"`, `As Ana put it, "…"`
fn said_before(before: &str) -> Option<String> {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || ":,*_“\"".contains(c));
    let clause = before.rsplit_once(['.', '!', '?', '\n', ';']).map_or(before, |(_, last)| last).trim();
    for verb in SAID.iter().copied().chain(["put it"]) {
        let Some(name) = clause.strip_suffix(verb) else { continue };
        let name = name.trim_end();
        let name = name.strip_prefix("As ").or_else(|| name.strip_prefix("as ")).unwrap_or(name);
        let starts = name.starts_with(|c: char| c.is_uppercase() || c == '[');
        if starts && name.len() < clause.len() && name.split_whitespace().count() <= 16 {
            return named(name.trim_end_matches(','));
        }
    }
    None
}

/// `Visitor Callum Reid agreed. "…," he said.`: who the sentence before is about. `Ana Ruiz, a nurse: "…"`: a name with its
/// role and a colon.
fn said_by_the_one(before: &str, after: &str) -> Option<String> {
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "*_“„\"「«".contains(c)).trim_start();
    if let Some(clause) = before.strip_suffix(':') {
        let (name, role) = clause.split_once(',')?;
        let named_so = name.split_whitespace().count() >= 2 && name.split_whitespace().all(|word| is_name(&word));
        return (named_so && role.split_whitespace().count() <= 8 && !clause.contains(['.', '!', '?', ':']))
            .then(|| named(clause))?;
    }
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || "\"”“,.".contains(c));
    let verb = ["he ", "she ", "they "].iter().find_map(|one| after.strip_prefix(one))?;
    SAID.iter().find(|said| verb.strip_prefix(**said).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))?;
    let sentence = before.trim_end_matches(['.', '!', '?', ':', ',']).rsplit(['.', '!', '?', '\n']).next()?.trim();
    let name: Vec<&str> = sentence.split_whitespace().take_while(is_name).collect();
    (name.len() >= 2 && name.len() <= 5).then(|| named(&name.join(" ")))?
}

/// A name with its role, to the end of the sentence.
fn named(text: &str) -> Option<String> {
    let text = collapsed(text);
    let end = sentence_end(&text);
    let name = text[..end].trim().trim_matches(['"', '”', '“', '*', '_', ' ', ',', ':', ';', '(']);
    // "Tick co., ltd." and "CEO, ACME Inc." keep their dot; that of "nurse at ACME Corp." may as well be the sentence's.
    let is_suffix = ends_abbreviated(name)
        && name.rsplit_once(' ').is_some_and(|(before, last)| {
            before.ends_with(',')
                || is_house_form(last) && before.rsplit_once(' ').is_some_and(|(role, _)| role.ends_with(','))
        });
    let name = if is_suffix { name } else { name.trim_end_matches('.') };
    (!name.is_empty() && name.chars().count() <= LONGEST_SPEAKER).then(|| name.to_owned())
}

/// Where the sentence ends; "co., ltd.", initials and "Dr." go on.
fn sentence_end(text: &str) -> usize {
    for (at, mark) in text.match_indices(['.', '!', '?', '。']) {
        let rest = &text[at + mark.len()..];
        let goes_on = mark == "." && (ends_abbreviated(&text[..=at]) || !rest.starts_with([' ', '\n', '"', '”']));
        let next = rest.trim_start().chars().next();
        if next.is_none() {
            return text.len();
        }
        if !goes_on && !next.is_some_and(char::is_lowercase) {
            return at + mark.len();
        }
    }
    let quoted = [" \"", " “"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text.len().min(quoted)
}

/// "Inc.", "Ltd.": how a house ends.
fn is_house_form(word: &str) -> bool {
    ["inc.", "ltd.", "co.", "corp.", "llc."].iter().any(|form| form.eq_ignore_ascii_case(word))
}

fn ends_abbreviated(name: &str) -> bool {
    const SHORT: [&str; 18] = [
        "ltd", "inc", "co", "corp", "dr", "mr", "mrs", "ms", "jr", "sr", "st", "prof", "ph.d", "m.d", "llc", "bros",
        "gmbh", "plc",
    ];
    let Some(name) = name.strip_suffix('.') else { return false };
    let last = name.rsplit([' ', '(']).next().unwrap_or(name).to_lowercase();
    SHORT.contains(&last.as_str()) || (last.chars().count() == 1 && last.chars().all(char::is_alphabetic))
}

/// Whether somebody speaks for whoever makes it: a title, and no other house named.
fn is_leader(speaker: &str, makers: &str) -> bool {
    let house = house(speaker);
    // The first word of a house tells it from others: "Bayside Aquarium" is not whoever writes of aquariums.
    if let Some(word) = house.as_deref().and_then(|house| house.split_whitespace().find(|word| is_name(word)))
        && has_word(makers, word)
    {
        return true;
    }
    let titled = CUES.count(&lower(speaker), Cue::Leader) > 0;
    titled && (house.is_none() || speaker.contains(['[', ']']) && !speaker.contains(" at "))
}

fn is_name(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() >= 2
        && !["the", "of", "and", "inc", "ltd", "company", "corp", "co", "team", "group", "llc"].contains(&word)
}

fn has_word(text: &str, word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    text.split(|c: char| !c.is_alphanumeric()).any(|one| one == word)
}

/// The house somebody speaks for, in lower case: "… at Tick Co.", "chairperson GSF", "Leader, AWS Databases".
fn house(speaker: &str) -> Option<String> {
    let speaker = speaker.trim_matches(['[', ']']);
    let (_, role) = speaker.split_once([',', '(', ' ']).filter(|_| speaker.contains([',', '(', ' ']))?;
    for of in [" at ", " @ ", " from ", " of ", " for ", " with "] {
        if let Some((_, rest)) = speaker.rsplit_once(of)
            && rest.trim_start_matches("the ").starts_with(char::is_uppercase)
            && !is_department(rest)
        {
            return Some(rest.to_lowercase());
        }
    }
    let capitals: Vec<String> = role
        .rsplit(',')
        .next()
        .unwrap_or(role)
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase) && speaker.contains(','))
        .map(str::to_lowercase)
        .filter(|word| CUES.count(word, Cue::Leader) == 0 && !is_department(word))
        .collect();
    (!capitals.is_empty()).then(|| capitals.join(" "))
}

/// "VP of Engineering" speaks for no other house.
fn is_department(words: &str) -> bool {
    const DEPARTMENTS: [&str; 24] = [
        "product",
        "products",
        "engineering",
        "operations",
        "marketing",
        "sales",
        "design",
        "data",
        "research",
        "science",
        "infrastructure",
        "security",
        "finance",
        "people",
        "growth",
        "support",
        "it",
        "technology",
        "platform",
        "learning",
        "strategy",
        "success",
        "experience",
        "development",
    ];
    words
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .is_some_and(|word| DEPARTMENTS.contains(&word.to_lowercase().as_str()))
}
