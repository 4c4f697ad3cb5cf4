//! Images of documents: kept once in the portfolio under the hash of their bytes, named in the text as `![](<sha256>.png)`.
//!
//! What an image is, its first bytes say, never a file name. Not here: drawing them; that is for the page and for paper.
//! Invariant: a name tells the content, so an image never changes under its name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{ProposalId, document_text};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Entity, Error, Reason, Result, Unread};
use crate::fingerprint::sha256;
use crate::portfolio::Portfolio;
use crate::storage::attachments as rows;
use crate::vocabulary::Word as _;

/// The largest image kept, in bytes.
pub const LARGEST_IMAGE: usize = 10 * 1024 * 1024;

crate::vocabulary! {
    /// What an image is; the ending of its name.
    pub enum ImageKind {
        /// Portable Network Graphics.
        Png = "png",
        /// JPEG.
        Jpg = "jpg",
        /// GIF.
        Gif = "gif",
        /// WebP.
        Webp = "webp",
    }
}

impl ImageKind {
    /// The kind that the first bytes say.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }
}

/// A kept image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is.
    pub kind: ImageKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whether a text names an image the way this module does: 64 hexadecimal digits and a known ending.
#[must_use]
pub fn is_attachment_name(name: &str) -> bool {
    hash_of(name).is_some()
}

fn hash_of(name: &str) -> Option<&str> {
    let (hash, ending) = name.split_once('.')?;
    let hexadecimal = hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (hash.len() == 64 && hexadecimal && ImageKind::ALL.iter().any(|kind| kind.as_str() == ending)).then_some(hash)
}

impl Portfolio {
    /// Keeps an image and returns the name documents know it by. The same bytes are kept once.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is too large, or its first bytes are not those of a PNG, JPEG, GIF or WebP image.
    pub fn keep_attachment(&self, bytes: &[u8]) -> Result<Changed<String>> {
        if bytes.len() > LARGEST_IMAGE {
            return Err(Error::invalid("image", Reason::OutOfRange("at most 10 MB")));
        }
        let kind = ImageKind::of(bytes).ok_or_else(|| Error::invalid("image", Unread::NotAPicture.into()))?;
        let hash = sha256(bytes);
        self.transact(Action::KeepAttachment, &[Topic::Documents], |w| {
            rows::put(w.conn, &hash, kind, bytes, w.now)?;
            Ok(format!("{hash}.{kind}"))
        })
    }

    /// A kept image by its name, `<sha256>.png`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn attachment(&self, name: &str) -> Result<Attachment> {
        let missing = || Error::not_found(Entity::Attachment, name);
        let hash = hash_of(name).ok_or_else(missing)?;
        let found = self.read(|conn| rows::get(conn, hash))?;
        found.map(|(kind, bytes)| Attachment { kind, bytes }).ok_or_else(missing)
    }

    /// The names of the images that the document of a proposal shows, in the order of the text, each once. What an export
    /// writes beside the Markdown.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn attachments_of(&self, id: ProposalId) -> Result<Vec<String>> {
        self.read(|conn| Ok(attachments_in(&document_text(conn, id)?)))
    }

    /// The document laid out as a page that stands alone, images inside it: sanitised HTML.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn page_alone(&self, id: ProposalId) -> Result<String> {
        self.read(|conn| {
            let text = document_text(conn, id)?;
            let image = |name: &str| {
                let (kind, bytes) = rows::get(conn, hash_of(name)?).ok()??;
                Some(format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(bytes)))
            };
            Ok(documents::page_with(&text, &image))
        })
    }
}

/// The names of kept images that a text shows, in its order, each once.
#[must_use]
pub fn attachments_in(text: &str) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for name in documents::images(text) {
        if is_attachment_name(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_bytes_say_what_an_image_is() {
        assert_eq!(ImageKind::of(b"\x89PNG\r\n\x1a\nrest"), Some(ImageKind::Png));
        assert_eq!(ImageKind::of(b"\xff\xd8\xff\xe0"), Some(ImageKind::Jpg));
        assert_eq!(ImageKind::of(b"GIF89a"), Some(ImageKind::Gif));
        assert_eq!(ImageKind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(ImageKind::Webp));
        assert_eq!(ImageKind::of(b"RIFF\0\0\0\0WAVE"), None);
        assert_eq!(ImageKind::of(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(ImageKind::of(b""), None);
    }

    #[test]
    fn a_name_with_a_path_in_it_is_no_name() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(is_attachment_name(&format!("{hash}.png")));
        assert!(!is_attachment_name(&format!("../{hash}.png")));
        assert!(!is_attachment_name(&format!("{hash}.svg")));
        assert!(!is_attachment_name("photo.png"));
    }
}
