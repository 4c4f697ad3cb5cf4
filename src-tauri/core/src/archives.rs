//! Zip archives from elsewhere, as Word documents and workbooks are: judged as a whole before anything in them is read.
//!
//! Not here: what is in them. Invariant: an archive that passes names nothing outside itself, links nowhere, and unpacks to a
//! bounded number of bytes, whatever it says about itself.

use std::io::{Read, Seek, copy, sink};

use zip::ZipArchive;

use crate::error::{Reason, Unread};

/// The most entries an archive may have.
const MOST_ENTRIES: usize = 4_000;

/// Names that some systems take for devices, whatever follows the point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Opens an archive that unpacks to at most `most` bytes.
///
/// # Errors
/// Why it is not read.
pub(crate) fn open<R: Read + Seek>(source: R, most: u64) -> Result<ZipArchive<R>, Reason> {
    let mut archive = ZipArchive::new(source).map_err(|error| Unread::NoArchive.with([("error", &error)]))?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unread::ManyEntries.with([("count", &archive.len()), ("most", &MOST_ENTRIES)]));
    }
    let mut left = most;
    for at in 0..archive.len() {
        let entry =
            archive.by_index(at).map_err(|error| Unread::PartDamaged.with([("part", &at), ("error", &error)]))?;
        let name = entry.name().map_err(|error| Unread::PartNameless.with([("error", &error)]))?.into_owned();
        if entry.is_symlink() {
            return Err(Unread::HoldsLink.with([("part", &name)]));
        }
        if !stays_inside(&name) {
            return Err(Unread::LeadsOutside.with([("part", &name)]));
        }
        // What an entry says about its size may be a lie, so it is unpacked, into nothing.
        let unpacked = copy(&mut entry.take(left + 1), &mut sink())
            .map_err(|error| Unread::PartDamaged.with([("part", &name), ("error", &error)]))?;
        if unpacked > left {
            return Err(Unread::UnpacksTooFar.with([("most", &(most / (1024 * 1024)))]));
        }
        left -= unpacked;
    }
    Ok(archive)
}

fn stays_inside(name: &str) -> bool {
    let is_device = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
        let numbered =
            |port: &str| stem.strip_prefix(port).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
        DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
    };
    let name = name.replace('\\', "/");
    !name.starts_with('/')
        && !name.contains([':', '\0'])
        && name.split('/').all(|part| part != ".." && !is_device(part))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;

    const MOST: u64 = 1024 * 1024;

    fn archive(names: &[&str], link: bool) -> Cursor<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        let options = zip::write::SimpleFileOptions::default();
        for name in names {
            if link {
                zip.add_symlink(*name, "/etc/passwd", options).unwrap();
            } else {
                zip.start_file(*name, options).unwrap();
                zip.write_all(b"<x/>").unwrap();
            }
        }
        zip.finish().unwrap()
    }

    #[test]
    fn what_leads_outside_or_is_a_device_or_a_link_is_refused() {
        let hostile = [
            "../evil.xml",
            "word/../../evil.xml",
            "..",
            "/etc/passwd",
            "//host/share",
            "C:/evil.xml",
            "c:evil.xml",
            "..\\evil.xml",
            "word\\..\\evil.xml",
            "\\\\host\\share",
            "word/document.xml:stream",
            "CON",
            "con.xml",
            "word/NUL.xml",
            "aux",
            "prn.txt",
            "COM1",
            "com9.xml",
            "word/LPT1.xml",
            "nul .xml",
            "a\0b",
        ];
        for name in hostile {
            let said = open(archive(&[name], false), MOST).err().map(|why| why.to_string());
            assert!(said.as_ref().is_some_and(|said| said.contains("outside")), "{name}: {said:?}");
        }
        for name in ["word/document.xml", "word/link", "x"] {
            assert!(open(archive(&[name], true), MOST).err().unwrap().to_string().contains("link"), "{name}");
        }
        let fine = ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "console.xml", "word/com.xml", "a..b"];
        assert_eq!(open(archive(&fine, false), MOST).unwrap().len(), fine.len());
    }

    #[test]
    fn bombs_and_crowds_are_refused_and_what_is_cut_short_too() {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        for name in ["a", "b"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![0; 700 * 1024]).unwrap();
        }
        let bomb = zip.finish().unwrap();
        assert!(bomb.get_ref().len() < 10_000);
        assert!(open(bomb.clone(), MOST).err().unwrap().to_string().contains("1 MB"));
        assert!(open(bomb.clone(), 2 * MOST).is_ok());
        // The same, saying that it is small.
        let mut lying = bomb.into_inner();
        let size = u32::try_from(700 * 1024).unwrap().to_le_bytes();
        while let Some(at) = lying.windows(4).position(|four| four == size) {
            lying[at..at + 4].copy_from_slice(&4_u32.to_le_bytes());
        }
        assert!(open(Cursor::new(lying), MOST).is_err());
        let names: Vec<_> = (0..=MOST_ENTRIES).map(|number| number.to_string()).collect();
        let crowd = archive(&names.iter().map(String::as_str).collect::<Vec<_>>(), false);
        assert!(open(crowd, MOST).err().unwrap().to_string().contains("4001"));
        let whole = archive(&["word/document.xml"], false).into_inner();
        for length in [0, 10, whole.len() / 2, whole.len() - 1] {
            assert!(open(Cursor::new(&whole[..length]), MOST).is_err(), "{length}");
        }
    }
}
