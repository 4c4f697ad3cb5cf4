//! HTML as Markdown, without anything that runs, loads or styles.
//!
//! Also what pasting goes through. Not here: what the text means. Invariant: nesting is bounded before a tree is walked.

use htmd::HtmlToMarkdown;

use super::unreadable;
use crate::error::Result;

/// The deepest nesting of elements.
const DEEPEST: usize = 200;

/// HTML as Markdown, and what is worth saying about it.
pub struct Page {
    /// The Markdown.
    pub text: String,
    /// What was left out.
    pub remarks: Vec<String>,
}

/// Reads HTML.
///
/// # Errors
/// [`crate::Error::Invalid`] when it nests too deep or holds no text.
pub fn read(html: &str) -> Result<Page> {
    if depth(html) > DEEPEST {
        return Err(unreadable("nests its elements more than 200 deep"));
    }
    let safe = ammonia::Builder::default()
        .rm_tags(["img"])
        .link_rel(None)
        .clean_content_tags(["script", "style", "title", "head"].into())
        .url_schemes(["http", "https", "mailto"].into())
        .clean(html)
        .to_string();
    let text = HtmlToMarkdown::new()
        .convert(&safe)
        .map_err(|error| unreadable(&format!("cannot be read as HTML ({error})")))?;
    let text = text.trim();
    if text.is_empty() {
        return Err(unreadable("holds no text"));
    }
    Ok(Page { text: format!("{text}\n"), remarks: remarks(html) })
}

fn remarks(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let handler = lower.match_indices(" on").any(|(at, _)| {
        let word = lower[at + 3..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        word.len() > 3 && lower[at + 3 + word.len()..].trim_start().starts_with('=')
    });
    let mut remarks = vec![];
    if lower.contains("<script") || handler || lower.contains("javascript:") {
        remarks.push("scripts were left out".to_owned());
    }
    if lower.contains("<img") || lower.contains("<svg") {
        remarks.push("images were left out".to_owned());
    }
    if ["<iframe", "<object", "<embed", "<form"].iter().any(|tag| lower.contains(tag)) {
        remarks.push("embedded pages and forms were left out".to_owned());
    }
    remarks
}

/// How deep elements nest at most, as a parser that closes nothing by itself would see it.
fn depth(html: &str) -> usize {
    const ALONE: [&str; 24] = [
        "br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track", "param",
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "!doctype", "!--",
    ];
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let closes = rest.starts_with('/');
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take(12)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
            .collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() || name.starts_with('!') || ALONE.contains(&name.as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
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
        assert_eq!(page.remarks, ["scripts were left out", "images were left out"]);
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
