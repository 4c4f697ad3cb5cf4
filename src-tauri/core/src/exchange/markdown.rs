//! One Markdown file: one proposal, byte for byte, with what its front matter says.

use super::{Incoming, front_matter, unreadable};
use crate::error::Result;
use crate::proposals::Description;

/// What a Markdown text brings with it.
pub(super) fn incoming(source: String) -> Result<Incoming> {
    if source.trim().is_empty() {
        return Err(unreadable("holds nothing but white space"));
    }
    let found = front_matter::read(&source)?;
    let fields = found.fields;
    Ok(Incoming {
        text: front_matter::without(&source).into_owned(),
        source: Some(source),
        uuid: fields.uuid,
        stage: fields.stage,
        description: Description {
            owner: fields.owner,
            lane: fields.lane,
            door: fields.door,
            ask: fields.ask,
            tags: fields.tags,
            origin: fields.origin,
            origin_detail: fields.origin_detail,
            revisit_on: fields.revisit,
            ..Description::default()
        },
        customer: fields.customer,
        template: fields.template,
        measures: fields.measures,
        keys: found.keys,
        foreign: found.foreign,
        remarks: found.warnings,
        ..Incoming::default()
    })
}
