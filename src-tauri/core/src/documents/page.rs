//! A text laid out as a page: HTML with nothing in it that runs or loads.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use super::blocks;

/// Where kept images are shown from; the second is how one platform spells the first.
const OF_THE_PORTFOLIO: [&str; 3] = ["attachment://localhost/", "http://attachment.localhost/", "data:image/"];

/// The text as sanitised HTML; front matter and images are left out.
#[must_use]
pub fn page(source: &str) -> String {
    page_with(source, &|_| None)
}

/// The text as sanitised HTML; front matter is left out. An image is shown from where `image` says it is; one that `image`
/// does not know is left out.
#[must_use]
pub fn page_with(source: &str, image: &dyn Fn(&str) -> Option<String>) -> String {
    let from = blocks::front_matter(source);
    let mut hidden = false;
    let events = Parser::new_ext(&source[from..], blocks::options()).filter_map(|event| match event {
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let place = image(&dest_url);
            hidden = place.is_none();
            let dest_url = place?.into();
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) if hidden => {
            hidden = false;
            None
        }
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    ammonia::Builder::default()
        .add_url_schemes(["attachment", "data"])
        // An image comes out of the portfolio or not at all, and nothing else does.
        .attribute_filter(|element, attribute, value| {
            let kept = OF_THE_PORTFOLIO.iter().any(|place| value.starts_with(place));
            match (element, attribute) {
                ("img", "src") => kept.then_some(Cow::Borrowed(value)),
                (_, "href" | "src" | "cite") if kept || value.trim_start().starts_with("data:") => None,
                _ => Some(Cow::Borrowed(value)),
            }
        })
        .link_rel(Some("noopener noreferrer"))
        .clean(&out)
        .to_string()
}

/// What the images of a text point at, in its order.
pub(crate) fn images(source: &str) -> Vec<String> {
    let from = blocks::front_matter(source);
    Parser::new_ext(&source[from..], blocks::options())
        .filter_map(|event| match event {
            Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .collect()
}
