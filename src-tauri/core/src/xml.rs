//! XML from elsewhere, as Word documents and workbooks hold it: walked from the first element to the last, within limits.
//!
//! Not here: what the elements mean. Invariant: nothing is expanded, and nesting is bounded.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Error, Reason, Result, Unread};

/// The deepest nesting of elements.
const DEEPEST: usize = 200;

/// What an XML text says, one after the other, with names without prefix.
pub(crate) enum Said<'e> {
    Start(&'e str, &'e BytesStart<'e>),
    End(&'e str),
    Text(&'e str),
}

/// Walks XML; an element without content starts and ends.
pub(crate) fn walk(xml: &str, take: &mut dyn FnMut(Said<'_>)) -> Result<()> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| unreadable(Unread::Damaged.with([("error", &error)])))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(unreadable(Unread::TooDeep));
                }
                take(Said::Start(element.local_name().into_inner(), &element));
            }
            Event::Empty(element) => {
                take(Said::Start(element.local_name().into_inner(), &element));
                take(Said::End(element.local_name().into_inner()));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                take(Said::End(element.local_name().into_inner()));
            }
            Event::Text(text) => take(Said::Text(&text.xml10_content())),
            Event::CData(text) => take(Said::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let known = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = known {
                    take(Said::Text(c.encode_utf8(&mut [0; 4])));
                }
            }
            Event::DocType(_) => {
                return Err(unreadable(Unread::OwnEntities));
            }
            Event::Eof if depth > 0 => return Err(unreadable(Unread::EndsInTheMiddle)),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// An attribute by its name without prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), |value| value.to_string()))
}

fn unreadable(why: impl Into<Reason>) -> Error {
    Error::invalid("file", why.into())
}
