//! What the product is called: by the document's title, by its headline, and by the news.
//!
//! Not here: what it is. Names are as they are written; a text that names none has none.

use super::{Outline, titles};

/// A longer name is a sentence, in words.
const LONGEST_NAME: usize = 4;

/// The names that title and headline give: "PRFAQ: Elm", "Elm: a board", "Elm launches Roster".
pub(super) fn of_titles(outline: &Outline) -> Vec<String> {
    let mut found = vec![];
    if let Some(title) = &outline.title {
        found.extend(titles::named_beside_document(title).filter(|name| name.split_whitespace().count() <= 3));
    }
    if let Some(headline) = &outline.headline {
        let before = headline.text.split_once(':').map(|(name, _)| name.trim());
        found.extend(before.filter(|name| name.split_whitespace().count() <= 3).map(str::to_owned));
        found.extend(announced(&headline.text));
    }
    found.retain(|name| is_name(name));
    found
}

/// The name that news give: "… today announced Roster, a board for shifts".
pub(super) fn announced(news: &str) -> Option<String> {
    const NEWS: [&str; 16] = [
        "launches",
        "announces",
        "introduces",
        "unveils",
        "releases",
        "launch",
        "introducing",
        "announcing",
        "launched",
        "meet",
        "announced",
        "introduced",
        "unveiled",
        "released",
        "launching",
        "opened",
    ];
    const BETWEEN: [&str; 14] = [
        "the",
        "a",
        "an",
        "new",
        "its",
        "our",
        "general",
        "availability",
        "of",
        "today",
        "launch",
        "release",
        "public",
        "preview",
    ];
    let is_one_of = |list: &[&str], word: &str| list.iter().any(|one| one.eq_ignore_ascii_case(word));
    let mut after = news.split_whitespace().skip_while(|word| !is_one_of(&NEWS, word));
    after.next();
    let mut name: Vec<&str> = vec![];
    for word in after.skip_while(|word| is_one_of(&BETWEEN, word)).take(LONGEST_NAME) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        name.push(bare);
        if word.ends_with([',', ':', ';', '—', '–', '.']) {
            break;
        }
    }
    Some(name.join(" ")).filter(|name| is_name(name))
}

fn is_name(name: &str) -> bool {
    name.chars().count() > 2 && !name.starts_with('[')
}
