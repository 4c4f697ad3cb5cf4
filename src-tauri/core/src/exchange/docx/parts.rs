//! The parts of a package beside the text: styles, numbering and links.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::error::Result;
use crate::xml::{Said, attribute, walk};

/// Whether a switch such as `<w:b/>` is on.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}

/// What a paragraph style makes of its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    #[default]
    Body,
    Title,
    Subtitle,
    Heading(u8),
    Quotation,
    List {
        ordered: bool,
    },
}

#[derive(Debug, Default)]
struct Style {
    form: Form,
    based_on: Option<String>,
    numbering: Option<String>,
}

/// The paragraph styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self> {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        walk(xml, &mut |said| match said {
            Said::Start("style", element) => {
                open = attribute(element, "styleId").map(|id| (id, Style::default()));
            }
            Said::Start(name, element) => {
                let (Some((_, style)), Some(value)) = (&mut open, attribute(element, "val")) else { return };
                match name {
                    "name" => style.form = form(&value),
                    "basedOn" => style.based_on = Some(value),
                    "numId" => style.numbering = Some(value),
                    "outlineLvl" if style.form == Form::Body => {
                        style.form = value
                            .parse::<u8>()
                            .ok()
                            .filter(|level| *level < 6)
                            .map_or(Form::Body, |level| Form::Heading(level + 1));
                    }
                    _ => {}
                }
            }
            Said::End("style") => styles.extend(open.take()),
            _ => {}
        })?;
        Ok(Self(styles))
    }

    /// What a style makes of a paragraph, and the numbering it brings, its own or of what it is based on.
    pub(super) fn of(&self, id: &str) -> (Form, Option<&str>) {
        let (mut found, mut numbering, mut next) = (form(id), None, Some(id));
        for _ in 0..12 {
            let Some(id) = next else { break };
            if found == Form::Body {
                found = form(id);
            }
            let Some(style) = self.0.get(id) else { break };
            if found == Form::Body {
                found = style.form;
            }
            numbering = numbering.or(style.numbering.as_deref());
            next = style.based_on.as_deref();
        }
        (found, numbering)
    }
}

/// What a style's name says: "heading 2", "List Bullet", "Intense Quote".
fn form(name: &str) -> Form {
    let name: String = name.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    let level = ["heading", "überschrift", "titre", "titolo", "título", "kop"]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .and_then(|level| level.parse::<u8>().ok());
    match name.as_str() {
        "title" => Form::Title,
        "subtitle" => Form::Subtitle,
        name if name.ends_with("quote") || name == "blocktext" => Form::Quotation,
        name if name.starts_with("listbullet") => Form::List { ordered: false },
        name if name.starts_with("listnumber") => Form::List { ordered: true },
        _ => level.filter(|level| (1..=9).contains(level)).map_or(Form::Body, |level| Form::Heading(level.min(6))),
    }
}

/// Which lists count and which have bullets.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Number to list.
    lists: HashMap<String, String>,
    /// List and level to whether it counts.
    ordered: HashMap<(String, u8), bool>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self> {
        let mut numbering = Self::default();
        let (mut list, mut level, mut number) = (None, 0, None);
        walk(xml, &mut |said| match said {
            Said::Start("abstractNum", element) => list = attribute(element, "abstractNumId"),
            Said::Start("lvl", element) => {
                level = attribute(element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
            }
            Said::Start("numFmt", element) => {
                if let (Some(list), Some(format)) = (&list, attribute(element, "val")) {
                    numbering.ordered.insert((list.clone(), level), !matches!(format.as_str(), "bullet" | "none"));
                }
            }
            Said::End("abstractNum") => list = None,
            Said::Start("num", element) => number = attribute(element, "numId"),
            Said::Start("abstractNumId", element) => {
                if let (Some(number), Some(list)) = (number.take(), attribute(element, "val")) {
                    numbering.lists.insert(number, list);
                }
            }
            _ => {}
        })?;
        Ok(numbering)
    }

    /// Whether a level of a numbering counts; none when the number is no list.
    pub(super) fn is_ordered(&self, number: &str, level: u8) -> Option<bool> {
        if number == "0" {
            return None;
        }
        let list = self.lists.get(number).cloned().unwrap_or_default();
        Some(self.ordered.get(&(list, level)).copied().unwrap_or(false))
    }
}

/// Where links lead, by their id.
#[derive(Debug, Default)]
pub(super) struct Links(HashMap<String, String>);

impl Links {
    pub(super) fn read(xml: &str) -> Result<Self> {
        let mut links = HashMap::new();
        walk(xml, &mut |said| {
            if let Said::Start("Relationship", element) = said
                && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
                && ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
            {
                links.insert(id, target);
            }
        })?;
        Ok(Self(links))
    }

    pub(super) fn of(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}
