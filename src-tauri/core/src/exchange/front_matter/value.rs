//! Front matter as values: from the keys of a file, and to the entries that are written.

use std::fmt::Display;

use serde_json::{Value, json};

use super::{Found, FrontMatter, KEYS, Keys};
use crate::documents::Template;
use crate::error::{Reason, Result, Unread};
use crate::exchange::unreadable;
use crate::measures::{Direction, MeasureInput};
use crate::notices::{Notice, Noticed};
use crate::proposals::{Ask, Door, Lane, Origin, Stage};
use crate::vocabulary::Word;

/// What the keys say.
pub(super) fn found(keys: &Keys) -> Result<Found> {
    let mut found = Found::default();
    for (key, value) in keys {
        let name = plain_key(key);
        if !KEYS.contains(&name.as_str()) {
            found.foreign.push(key.clone());
            continue;
        }
        if value.is_null() {
            continue;
        }
        match take(&mut found.fields, &name, value) {
            Taken::Yes => found.keys.push(key.clone()),
            Taken::Not(why) => {
                found.foreign.push(key.clone());
                found.warnings.push(why.and("key", key));
            }
            Taken::Never(why) => return Err(unreadable(why)),
        }
    }
    Ok(found)
}

enum Taken {
    Yes,
    Not(Noticed),
    Never(Reason),
}

fn take(fields: &mut FrontMatter, name: &str, value: &Value) -> Taken {
    match name {
        "uuid" => match text(value).and_then(|text| uuid::Uuid::parse_str(text.trim()).ok()) {
            Some(uuid) => fields.uuid = Some(uuid.to_string()),
            None => return Taken::Never(Unread::KeyNotUuid.with([("key", &name)])),
        },
        "stage" => return set(&mut fields.stage, word::<Stage>(value)),
        "lane" => return set(&mut fields.lane, word::<Lane>(value)),
        "door" => return set(&mut fields.door, word::<Door>(value)),
        "origin" => return set(&mut fields.origin, word::<Origin>(value)),
        "template" => return set(&mut fields.template, word::<Template>(value)),
        "owner" => return set(&mut fields.owner, line(value)),
        "customer" => return set(&mut fields.customer, line(value)),
        "origin_detail" => return set(&mut fields.origin_detail, line(value)),
        "revisit" => return set(&mut fields.revisit, date(value)),
        "tags" => return set(&mut fields.tags, tags(value)),
        "ask" => return set(&mut fields.ask, ask(value)),
        _ => {
            let items = match value {
                Value::Array(items) => items.clone(),
                one => vec![one.clone()],
            };
            for (at, item) in items.iter().enumerate() {
                match measure(item, fields.measures.is_empty()) {
                    Ok(measure) => fields.measures.push(measure),
                    Err(why) => {
                        let values: [(&str, &dyn Display); 3] =
                            [("key", &name), ("number", &(at + 1)), ("error", &why)];
                        return Taken::Never(Unread::KeyNotRead.with(values));
                    }
                }
            }
        }
    }
    Taken::Yes
}

fn set<T>(place: &mut Option<T>, value: std::result::Result<T, Noticed>) -> Taken {
    match value {
        Ok(value) => {
            *place = Some(value);
            Taken::Yes
        }
        Err(why) => Taken::Not(why),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(said) => Some(said.to_string()),
        _ => None,
    }
}

fn line(value: &Value) -> std::result::Result<String, Noticed> {
    text(value).filter(|text| !text.trim().is_empty()).ok_or_else(|| Notice::KeyNoText.into())
}

fn word<T: Word>(value: &Value) -> std::result::Result<T, Noticed> {
    let said = text(value).unwrap_or_default();
    let spelled = said.trim().replace(' ', "-");
    T::from_word(&spelled).ok_or_else(|| Notice::KeyNotKnown.with([("word", &said), ("known", &T::known())]))
}

fn date(value: &Value) -> std::result::Result<String, Noticed> {
    let said = text(value).unwrap_or_default();
    said.trim()
        .parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| Notice::KeyNoDate.with([("text", &said)]))
}

fn tags(value: &Value) -> std::result::Result<Vec<String>, Noticed> {
    let all: Option<Vec<String>> = match value {
        Value::Array(items) => items.iter().map(text).collect(),
        one => text(one).map(|line| line.split(',').map(str::to_owned).collect()),
    };
    let all = all.ok_or(Notice::KeyNoList)?;
    Ok(all.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect())
}

fn ask(value: &Value) -> std::result::Result<Ask, Noticed> {
    match value {
        Value::Object(keys) => {
            let part = |name: &str| keys.get(name).and_then(text).filter(|text| !text.trim().is_empty());
            Ok(Ask { people: part("people"), money: part("money"), weeks: part("weeks") })
        }
        _ => Err(Notice::KeyNoAsk.into()),
    }
}

fn measure(value: &Value, first: bool) -> std::result::Result<MeasureInput, String> {
    let Value::Object(given) = value else {
        return Err("it should have a name, a baseline, a target and a due date".into());
    };
    let mut keys: Keys = given.iter().map(|(key, value)| (plain_key(key), value.clone())).collect();
    for name in ["name", "unit", "baseline_by", "due"] {
        if let Some(value) = keys.get_mut(name)
            && let Some(said) = text(value)
        {
            *value = Value::String(said);
        }
    }
    for name in ["direction", "aggregate", "role", "cadence"] {
        if let Some(Value::String(word)) = keys.get_mut(name) {
            *word = word.trim().to_lowercase().replace(['_', ' '], "-");
        }
    }
    let number = |name: &str| keys.get(name).and_then(Value::as_f64);
    let falls = number("baseline").zip(number("target")).is_some_and(|(baseline, target)| target < baseline);
    let direction = if falls { Direction::Down } else { Direction::Up };
    keys.entry("direction").or_insert_with(|| json!(direction));
    keys.entry("unit").or_insert_with(|| json!(""));
    keys.entry("aggregate").or_insert_with(|| json!("mean"));
    keys.entry("role").or_insert_with(|| json!(if first { "primary" } else { "outcome" }));
    let measure: MeasureInput = serde_json::from_value(Value::Object(keys)).map_err(|error| error.to_string())?;
    crate::measures::checked(&measure).map_err(|error| error.to_string())?;
    Ok(measure)
}

/// The entries that are written, in their order.
pub(super) fn entries(fields: &FrontMatter) -> Vec<(String, Value)> {
    let word = |word: Option<String>| word.map(Value::String);
    let measures: Vec<Value> =
        fields.measures.iter().filter_map(|one| serde_json::to_value(one).ok()).map(filled).collect();
    let all = [
        ("uuid", word(fields.uuid.clone())),
        ("stage", word(fields.stage.map(|one| one.to_string()))),
        ("owner", word(fields.owner.clone())),
        ("customer", word(fields.customer.clone())),
        ("tags", fields.tags.as_ref().filter(|tags| !tags.is_empty()).map(|tags| json!(tags))),
        ("lane", word(fields.lane.map(|one| one.to_string()))),
        ("door", word(fields.door.map(|one| one.to_string()))),
        ("ask", fields.ask.as_ref().map(|ask| filled(json!(ask))).filter(|ask| ask != &json!({}))),
        ("origin", word(fields.origin.map(|one| one.to_string()))),
        ("origin_detail", word(fields.origin_detail.clone())),
        ("revisit", word(fields.revisit.clone())),
        ("template", word(fields.template.map(|one| one.to_string()))),
        ("measures", (!measures.is_empty()).then_some(Value::Array(measures))),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// An object without its empty entries.
fn filled(value: Value) -> Value {
    match value {
        Value::Object(keys) => Value::Object(keys.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

/// Whether a key's value in a document says what ours does.
pub(super) fn same(name: &str, theirs: &Value, ours: &Value) -> bool {
    let said = |value: &Value| {
        let mut fields = FrontMatter::default();
        matches!(take(&mut fields, name, value), Taken::Yes).then_some(fields)
    };
    said(theirs).is_some_and(|theirs| said(ours) == Some(theirs))
}

/// `Due-Weeks` as `due_weeks`.
pub(super) fn plain_key(key: &str) -> String {
    key.trim().to_lowercase().replace(['-', ' '], "_")
}
