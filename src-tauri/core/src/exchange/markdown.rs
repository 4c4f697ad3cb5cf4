//! One Markdown file: one proposal, byte for byte, with what its front matter says and the kept images beside it.

use std::path::Path;

use super::files::read_bytes;
use super::{Incoming, front_matter, unreadable};
use crate::error::{Result, Unread};
use crate::fingerprint::sha256;
use crate::notices::Notice;
use crate::proposals::{Attachment, Description, ImageKind, LARGEST_IMAGE, attachments_in};

/// What a Markdown text brings with it.
pub(super) fn incoming(source: String) -> Result<Incoming> {
    if source.trim().is_empty() {
        return Err(unreadable(Unread::OnlyWhiteSpace));
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

/// Takes along the images that an export wrote beside the file. Only what its name vouches for is taken.
pub(super) fn fetch_images(incoming: &mut Incoming, path: &Path) {
    for name in attachments_in(&incoming.text) {
        let Ok(bytes) = read_bytes(&path.with_file_name(&name), LARGEST_IMAGE) else { continue };
        let hash = sha256(&bytes);
        match ImageKind::of(&bytes) {
            Some(kind) if name == format!("{hash}.{kind}") => {
                incoming.images.push((hash, Attachment { kind, bytes }));
            }
            _ => incoming.remarks.push(Notice::OtherImage.with([("name", &name)])),
        }
    }
}
