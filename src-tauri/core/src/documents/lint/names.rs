//! What a few words mean: a product's name, a vague customer, a claim in numbers, a date.

use std::ops::Range;

use jiff::civil::Date;

use super::book::{RuleBook, WordList};
use crate::documents::phrases::words;
use crate::documents::{Parsed, Part, place, product};

/// Where the problem names the product: the block and the range in the text's words.
pub(super) fn product_in(parsed: &Parsed<'_>, problem: &Part) -> Option<(usize, Range<usize>)> {
    let text = &parsed.text;
    let names = product::of_titles(&parsed.outline);
    if names.is_empty() {
        return None;
    }
    let first = text.blocks.partition_point(|block| block.range.end <= place(problem.start));
    let blocks =
        text.blocks.iter().enumerate().skip(first).take_while(|(_, block)| block.range.start < place(problem.end));
    for (at, block) in blocks {
        let said = text.of(block);
        for name in &names {
            let stands = said.match_indices(name.as_str()).find(|(found, _)| {
                let open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                open(said[..*found].chars().next_back())
                    && open(said[found + name.len()..].chars().next())
                    && text.begin(block.words.start + found) >= place(problem.start)
            });
            if let Some((found, _)) = stands {
                let start = block.words.start + found;
                return Some((at, start..start + name.len()));
            }
        }
    }
    None
}

/// Whether a customer is nobody in particular: "Users.", "all customers", "everyone".
pub(super) fn is_vague(customer: &str, book: &RuleBook) -> bool {
    const FILLING: [&str; 10] = ["all", "the", "our", "any", "every", "most", "and", "or", "other", "new"];
    let first = customer.split(['.', '\n', ';']).next().unwrap_or_default();
    let tokens: Vec<Range<usize>> = words(first).collect();
    let mut vague = vec![false; tokens.len()];
    book.phrases.find(first, &tokens, |hit| {
        if hit.list == WordList::Vague {
            for (at, token) in tokens.iter().enumerate() {
                vague[at] |= token.start >= hit.range.start && token.end <= hit.range.end;
            }
        }
    });
    let filling = |at: usize| FILLING.contains(&first[tokens[at].clone()].to_lowercase().as_str());
    vague.contains(&true) && (0..tokens.len()).all(|at| vague[at] || filling(at))
}

/// A number that claims something: a share, a rate, a multiple, a sum of money or hours.
pub(super) fn claim(said: &str) -> Option<Range<usize>> {
    const COUNTED: [&str; 20] = [
        "percent",
        "hours",
        "hour",
        "minutes",
        "days",
        "weeks",
        "months",
        "times",
        "million",
        "billion",
        "thousand",
        "people",
        "customers",
        "users",
        "of",
        "in",
        "out",
        "per",
        "prozent",
        "x",
    ];
    let tokens: Vec<Range<usize>> = words(said).collect();
    for (at, token) in tokens.iter().enumerate() {
        let word = &said[token.clone()];
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let sign = said[token.end..].trim_start().starts_with(['%', '％']);
        let money = said[..token.start].ends_with(['$', '€', '£']);
        let next = tokens.get(at + 1).map(|next| said[next.clone()].to_lowercase());
        let beside = tokens.get(at + 1).is_some_and(|next| said[token.end..next.start].trim().is_empty());
        let share = matches!(next.as_deref(), Some("of" | "in" | "out"))
            && tokens.get(at + 2).is_some_and(|next| said[next.clone()].starts_with(|c: char| c.is_ascii_digit()));
        let counted = beside
            && next.as_deref().is_some_and(|next| COUNTED.contains(&next) && !matches!(next, "of" | "in" | "out"));
        if sign || money || share || counted {
            return Some(token.clone());
        }
    }
    None
}

/// Whether a number stands there as a word.
pub(super) fn counts(said: &str) -> bool {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "half"];
    words(said).any(|word| NUMBERS.contains(&said[word].to_lowercase().as_str()))
}

/// The last day a dateline can mean: of its month or year when it names no day.
pub(super) fn last_day(line: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let numbers: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let at = numbers.iter().position(|number| number.len() == 4 && ["19", "20", "21"].contains(&&number[..2]))?;
    let year: i16 = numbers[at].parse().ok()?;
    let lower = line.to_lowercase();
    let named = lower
        .split(|c: char| !c.is_alphabetic())
        .find_map(|word| MONTHS.iter().position(|month| word.len() >= 3 && word.starts_with(month)));
    let small = |number: &&str| number.parse::<i8>().ok().filter(|day| number.len() <= 2 && (1..=31).contains(day));
    if let Some(month) = named.and_then(|month| i8::try_from(month + 1).ok()) {
        let day = numbers.iter().enumerate().find(|(one, number)| *one != at && small(number).is_some());
        return match day.and_then(|(_, number)| small(number)) {
            Some(day) => Date::new(year, month, day).ok(),
            None => Date::new(year, month, 1).ok().map(Date::last_of_month),
        };
    }
    if let (Some(month), Some(day)) = (numbers.get(at + 1).and_then(small), numbers.get(at + 2).and_then(small)) {
        return Date::new(year, month, day).ok();
    }
    let quarter = lower.find('q').and_then(|at| lower[at + 1..].chars().next()).and_then(|c| c.to_digit(10));
    let month = quarter.filter(|quarter| (1..=4).contains(quarter)).map_or(12, |quarter| quarter * 3);
    Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Date::last_of_month)
}
