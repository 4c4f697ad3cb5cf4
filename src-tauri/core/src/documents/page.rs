//! A text laid out as a page: HTML with nothing in it that runs or loads.

use pulldown_cmark::{Parser, html};

use super::blocks;

/// The text as sanitised HTML; front matter is left out.
#[must_use]
pub fn page(source: &str) -> String {
    let from = blocks::front_matter(source);
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(&source[from..], blocks::options()));
    ammonia::Builder::default().rm_tags(["img"]).link_rel(Some("noopener noreferrer")).clean(&out).to_string()
}
