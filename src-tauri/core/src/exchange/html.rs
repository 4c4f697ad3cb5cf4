//! Pages of HTML as Markdown, and what was left out of them.
//!
//! They are cleaned and converted as what is pasted is. Not here: what the text means.

use super::unreadable;
use crate::error::{Result, Unread};
use crate::notices::{Notice, Noticed};
use crate::proposals::markdown_of;

/// HTML as Markdown, and what is worth saying about it.
pub struct Page {
    /// The Markdown.
    pub text: String,
    /// What was left out.
    pub remarks: Vec<Noticed>,
}

/// Reads HTML.
///
/// # Errors
/// [`crate::Error::Invalid`] when it nests too deep or holds no text.
pub fn read(html: &str) -> Result<Page> {
    let text = markdown_of(html)?;
    if text.is_empty() {
        return Err(unreadable(Unread::NoText));
    }
    Ok(Page { text: format!("{text}\n"), remarks: remarks(html) })
}

fn remarks(html: &str) -> Vec<Noticed> {
    let lower = html.to_ascii_lowercase();
    let handler = lower.match_indices(" on").any(|(at, _)| {
        let word = lower[at + 3..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        word.len() > 3 && lower[at + 3 + word.len()..].trim_start().starts_with('=')
    });
    let mut remarks = vec![];
    if lower.contains("<script") || handler || lower.contains("javascript:") {
        remarks.push(Notice::ScriptsLeftOut.into());
    }
    if lower.contains("<img") || lower.contains("<svg") {
        remarks.push(Notice::ImagesLeftOut.into());
    }
    if ["<iframe", "<object", "<embed", "<form"].iter().any(|tag| lower.contains(tag)) {
        remarks.push(Notice::FramesLeftOut.into());
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_loads_is_dropped_and_said_and_the_rest_is_markdown() {
        let html = "<html><head><title>T</title><style>p{}</style></head><body onload=\"x()\"><h1>Evenings <em>back</em></h1><script>alert(1)</script><h2>Problem</h2><p onclick='y()'>Nobody <b>picks</b> up, see <a href=\"javascript:z()\">this</a> and <a href=\"https://elm.example\">that</a>.</p><ul><li>One<ul><li>Inner</li></ul></li></ul><blockquote>So it is.</blockquote><img src=x onerror=\"w()\"></body></html>";
        let page = read(html).unwrap();
        assert!(page.text.starts_with("# Evenings *back*\n\n## Problem\n\nNobody **picks** up"), "{}", page.text);
        assert!(page.text.contains("(https://elm.example)") && page.text.contains("> So it is."), "{}", page.text);
        for harm in ["script", "alert", "onclick", "onload", "javascript", "onerror", "p{}"] {
            assert!(!page.text.contains(harm), "{harm} in {}", page.text);
        }
        assert_eq!(page.remarks, [Notice::ScriptsLeftOut, Notice::ImagesLeftOut].map(Noticed::from));
    }

    #[test]
    fn what_nests_without_end_or_holds_nothing_is_refused() {
        assert!(read(&"<div>".repeat(100_000)).is_err());
        assert!(read(&"<b><i>".repeat(5_000)).is_err());
        assert!(read("<script>1</script>").is_err());
        assert!(read(&"<p>a".repeat(5_000)).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn no_html_panics(html in "(<[a-z]{1,6}( [a-z]+=\"?[a-z:&;]*\"?)?>|</[a-z]{1,6}>|&[a-z#0-9]{0,5};?|[<>/ a-zÄ\u{0}\n-]){0,60}") {
            let _ = read(&html);
        }
    }
}
