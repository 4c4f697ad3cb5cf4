//! YAML as front matter needs it: read with a budget, written line by line.
//!
//! Strings that could be taken for something else are quoted as JSON strings, which YAML reads as they are.

use serde_json::Value;

use super::{Keys, LONGEST};
use crate::error::{Result, Unread};
use crate::exchange::unreadable;

/// The keys of front matter. Aliases that would grow without bound are refused.
pub(super) fn parse(text: &str) -> Result<Keys> {
    if text.len() > LONGEST {
        return Err(unreadable(Unread::LongFrontMatter));
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 20_000, max_documents: 1, max_aliases: 100 },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 5_000 },
    };
    let said = match serde_saphyr::from_str_with_options::<Value>(text, options) {
        Ok(Value::Object(keys)) => return Ok(keys),
        Ok(Value::Null) => return Ok(Keys::new()),
        Ok(_) => "it holds no keys".to_owned(),
        Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    Err(unreadable(Unread::NotYaml.with([("error", &said)])))
}

/// The top-level keys with their source, verbatim and without a gap; what belongs to none has no key.
pub(super) fn top_level(text: &str) -> Vec<(Option<&str>, &str)> {
    let mut found: Vec<(Option<&str>, &str)> = vec![];
    let (mut from, mut at, mut key) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-' | ']' | '}' | '%'));
        if begins && let Some((name, _)) = line.split_once(':') {
            if at > from {
                found.push((key, &text[from..at]));
            }
            (from, key) = (at, Some(name.trim().trim_matches(['"', '\''])));
        } else if line.starts_with('#') {
            if at > from {
                found.push((key, &text[from..at]));
            }
            (from, key) = (at, None);
        }
        at += line.len();
    }
    found.push((key, &text[from..]));
    found
}

/// A key with its value, as lines.
pub(super) fn line(key: &str, value: &Value, ending: &str) -> String {
    let mut out = format!("{key}:");
    nest(&mut out, value, 0, ending);
    out
}

fn nest(out: &mut String, value: &Value, depth: usize, ending: &str) {
    match value {
        Value::Object(keys) if !keys.is_empty() => {
            out.push_str(ending);
            fields(out, keys, depth + 1, ending);
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            out.push_str(ending);
            for item in items {
                out.push_str(&"  ".repeat(depth + 1));
                out.push_str("- ");
                match item {
                    Value::Object(keys) if !keys.is_empty() => {
                        let mut inner = String::new();
                        fields(&mut inner, keys, depth + 2, ending);
                        out.push_str(inner.trim_start());
                    }
                    other => {
                        out.push_str(&scalar(other));
                        out.push_str(ending);
                    }
                }
            }
        }
        other => {
            out.push(' ');
            out.push_str(&scalar(other));
            out.push_str(ending);
        }
    }
}

fn fields(out: &mut String, keys: &Keys, depth: usize, ending: &str) {
    for (key, value) in keys {
        out.push_str(&"  ".repeat(depth));
        out.push_str(key);
        out.push(':');
        nest(out, value, depth, ending);
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => string(text),
        Value::Array(items) => format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", ")),
        Value::Object(_) => "{}".to_owned(),
        other => other.to_string(),
    }
}

fn string(text: &str) -> String {
    const KEYWORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " _-.".contains(c))
        && !KEYWORDS.contains(&text.to_ascii_lowercase().as_str());
    let is_date = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    if plain || is_date {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(u32::from(c), 0x2028 | 0x2029 | 0xFEFF | 0xFFFE | 0xFFFF) => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
