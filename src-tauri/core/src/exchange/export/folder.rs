//! One file a proposal, in a folder, under names that every system takes; images of Markdown documents beside them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Export, Exported, Form, count, web, whole, word};
use crate::error::{Error, Result};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;

/// The longest part of a file name that comes from a headline, in characters.
const LONGEST: usize = 60;

pub(super) fn write(portfolio: &Portfolio, asked: &Export<'_>, ids: &[ProposalId]) -> Result<Exported> {
    let ending = asked.form.to_string();
    let is_one_file = ids.len() == 1 && asked.to.extension().is_some_and(|found| found.eq_ignore_ascii_case(&ending));
    let mut taken = BTreeSet::new();
    let (mut written, mut images) = (0, BTreeSet::new());
    for id in ids {
        let to = if is_one_file {
            asked.to.to_owned()
        } else {
            asked.to.join(name(*id, &portfolio.proposal(*id)?.line.headline, &ending, &mut taken))
        };
        let content = content(portfolio, asked, *id, &to)?;
        whole(&to, |file| file.write_all(&content).map_err(|error| Error::io(&to, error)))?;
        if asked.form == Form::Markdown {
            write_images(portfolio, *id, &to, &mut images)?;
        }
        written += 1;
        if !(asked.progress)(written, count(ids)) && written < count(ids) {
            break;
        }
    }
    Ok(Exported {
        path: asked.to.display().to_string(),
        files: written + u32::try_from(images.len()).unwrap_or(u32::MAX),
        proposals: written,
        neutralised: 0,
        cancelled: written < count(ids),
    })
}

fn content(portfolio: &Portfolio, asked: &Export<'_>, id: ProposalId, to: &Path) -> Result<Vec<u8>> {
    match asked.form {
        Form::Html => Ok(web::page(portfolio, id)?.into_bytes()),
        Form::Docx => word::document(portfolio, id, to),
        Form::Pdf => (asked.draw)(portfolio, id),
        _ => Ok(portfolio.markdown_file(id)?.into_bytes()),
    }
}

/// Writes the images of a document beside it, each once.
fn write_images(portfolio: &Portfolio, id: ProposalId, beside: &Path, written: &mut BTreeSet<String>) -> Result<()> {
    for name in portfolio.attachments_of(id)? {
        if written.contains(&name) {
            continue;
        }
        let image = match portfolio.attachment(&name) {
            Err(Error::NotFound { .. }) => continue,
            found => found?,
        };
        let to = beside.with_file_name(&name);
        whole(&to, |file| file.write_all(&image.bytes).map_err(|error| Error::io(&to, error)))?;
        written.insert(name);
    }
    Ok(())
}

/// `P-014-night-nurses-cannot-hand-back.md`: letters and digits of the headline, unique without regard to case.
fn name(id: ProposalId, headline: &str, ending: &str, taken: &mut BTreeSet<String>) -> PathBuf {
    let mut words = String::new();
    for c in headline.chars().flat_map(char::to_lowercase) {
        if words.chars().count() >= LONGEST {
            break;
        }
        if c.is_alphanumeric() {
            words.push(c);
        } else if !words.ends_with('-') && !words.is_empty() {
            words.push('-');
        }
    }
    let words = words.trim_end_matches('-');
    let stem = if words.is_empty() { id.to_string() } else { format!("{id}-{words}") };
    let mut name = format!("{stem}.{ending}");
    for more in 2.. {
        if taken.insert(name.to_lowercase()) {
            break;
        }
        name = format!("{stem}-{more}.{ending}");
    }
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_safe_on_every_system_whatever_the_headline() {
        let mut taken = BTreeSet::new();
        let mut named = |headline: &str| name(ProposalId(7), headline, "md", &mut taken).display().to_string();
        assert_eq!(named("Night nurses: evenings back!"), "P-007-night-nurses-evenings-back.md");
        assert_eq!(named("NIGHT NURSES evenings, back"), "P-007-night-nurses-evenings-back-2.md");
        assert_eq!(named("../../etc/passwd"), "P-007-etc-passwd.md");
        assert_eq!(named("CON"), "P-007-con.md");
        assert_eq!(named("夜勤の看護師"), "P-007-夜勤の看護師.md");
        assert_eq!(named("\u{202e}\0 /\\"), "P-007.md");
        assert!(named(&"long ".repeat(100)).chars().count() < 80);
    }
}
