//! HTML from Word, Google Docs and the web, pasted or in files, as clean Markdown.
//!
//! The words and their structure are taken, nothing of how they looked: sanitised first, so that nothing in it runs or
//! loads. Not here: plain text, which is pasted as it is. Pure. Invariant: nesting is bounded before a tree is walked.

use std::collections::HashMap;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};

use crate::error::{Error, Reason, Result, Unread};

/// The longest HTML that is converted, in bytes.
const LONGEST_HTML: usize = 64 * 1024 * 1024;

/// The deepest nesting that is walked; nothing that people write comes near.
const DEEPEST: usize = 200;

/// Around the bullet or number that Word writes into the text of a list's line.
const MARK: char = '\u{e000}';

/// The Markdown of HTML; empty when there are no words in it.
///
/// # Errors
/// [`Error::Invalid`] when it is overlong or cannot be read.
pub fn markdown_of(html: &str) -> Result<String> {
    if html.len() > LONGEST_HTML {
        return Err(Error::invalid("text", Reason::TooLong));
    }
    if depth(html) > DEEPEST {
        return Err(Error::invalid("text", Unread::TooDeep.into()));
    }
    let clean = ammonia::Builder::default()
        .add_generic_attributes(["style", "class"])
        .add_clean_content_tags(["title", "head", "xml"])
        .rm_tags(["img"])
        .url_schemes(["http", "https", "mailto"].into())
        .clean(html)
        .to_string();
    let options = Options { bullet_list_marker: BulletListMarker::Dash, ul_bullet_spacing: 1, ..Options::default() };
    let converter = HtmlToMarkdown::builder()
        .options(options)
        .add_handler(vec!["span"], {
            let looks = Looks::of(html);
            move |handlers: &dyn Handlers, element: Element<'_>| span(handlers, &element, &looks)
        })
        .add_handler(vec!["b", "strong"], bold)
        .add_handler(vec!["p"], paragraph)
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], heading)
        .build();
    let markdown =
        converter.convert(&clean).map_err(|error| Error::invalid("text", Unread::NotHtml.with([("error", &error)])))?;
    Ok(tidy(&markdown))
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

fn attribute<'e>(element: &'e Element<'_>, name: &str) -> &'e str {
    let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map_or("", |attribute| &attribute.value)
}

/// Style declarations without white space, so that they can be looked for.
fn style(element: &Element<'_>) -> String {
    attribute(element, "style").split_whitespace().collect::<String>().to_ascii_lowercase()
}

/// What the style sheet of a page says of weight and slant, by class: so Google Docs writes its files.
struct Looks(HashMap<String, String>);

impl Looks {
    fn of(html: &str) -> Self {
        let mut looks = HashMap::new();
        for sheet in html.split("<style").skip(1).filter_map(|rest| rest.split("</style").next()) {
            for (selectors, rules) in sheet.split('}').filter_map(|rule| rule.split_once('{')) {
                let rules: String = rules.split_whitespace().collect::<String>().to_ascii_lowercase();
                let classes =
                    selectors.split(',').filter_map(|one| one.rsplit(['>', ';']).next()?.trim().strip_prefix('.'));
                for class in classes.filter(|_| rules.contains("font-weight:") || rules.contains("font-style:")) {
                    looks.insert(class.to_owned(), rules.clone());
                }
            }
        }
        Self(looks)
    }

    /// The style of an element, its own and that of its classes.
    fn style(&self, element: &Element<'_>) -> String {
        let classes = attribute(element, "class").split_whitespace().filter_map(|class| self.0.get(class));
        classes.fold(style(element), |style, rules| format!("{style};{rules}"))
    }
}

/// Google Docs says bold and italic by style; Word marks the bullet of a list so.
fn span(handlers: &dyn Handlers, element: &Element<'_>, looks: &Looks) -> Option<HandlerResult> {
    let style = looks.style(element);
    let mut content = handlers.walk_children(element.node).content;
    if style.contains("mso-list:ignore") {
        return Some(format!("{MARK}{}{MARK}", content.trim()).into());
    }
    if ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800"]
        .iter()
        .any(|bold| style.contains(bold))
    {
        content = wrapped(&content, "**");
    }
    if style.contains("font-style:italic") {
        content = wrapped(&content, "*");
    }
    Some(content.into())
}

/// Google Docs wraps everything in a bold element that says it is not bold.
fn bold(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let style = style(&element);
    let content = handlers.walk_children(element.node).content;
    if style.contains("font-weight:normal") || style.contains("font-weight:400") {
        return Some(content.into());
    }
    Some(wrapped(&content, "**").into())
}

/// The content in marks, white space outside them; never across lines, where marks would not hold.
fn wrapped(content: &str, mark: &str) -> String {
    let inner = content.trim();
    if inner.is_empty() || inner.contains('\n') || inner.starts_with(mark) {
        return content.to_owned();
    }
    content.replacen(inner, &format!("{mark}{inner}{mark}"), 1)
}

/// Word writes lists as paragraphs that say so, and titles as paragraphs of a class.
fn paragraph(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let (class, style) = (attribute(&element, "class").to_owned(), style(&element));
    if class.starts_with("MsoListParagraph") || style.contains("mso-list:l") {
        let content = handlers.walk_children(element.node).content;
        let mut parts = content.trim().splitn(3, MARK);
        let (before, bullet, after) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next());
        let words = after.unwrap_or(before).trim().to_owned();
        let level = style.split("level").nth(1).and_then(|rest| rest.chars().next()?.to_digit(10)).unwrap_or(1);
        let marker = if bullet.starts_with(|c: char| c.is_ascii_digit()) { "1." } else { "-" };
        let indent = "   ".repeat(usize::try_from(level.saturating_sub(1)).unwrap_or(0));
        return Some(format!("\n{indent}{marker} {words}\n").into());
    }
    if class == "MsoTitle" || class.split_whitespace().any(|class| class == "title") {
        let content = handlers.walk_children(element.node).content;
        return Some(format!("\n\n# {}\n\n", content.trim()).into());
    }
    handlers.fallback(element)
}

/// A heading is set apart by being one; bold words in it are not marked again.
fn heading(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let result = handlers.fallback(element)?;
    Some(result.content.replace("**", "").into())
}

/// No hard spaces, no trailing white space, at most one blank line at a time and none between the items of a list.
fn tidy(markdown: &str) -> String {
    let mut kept: Vec<String> = vec![];
    for line in markdown.replace(MARK, "").replace('\u{a0}', " ").lines() {
        let line = line.trim_end();
        let after_blank = kept.last().is_some_and(String::is_empty);
        if line.is_empty() && after_blank {
            continue;
        }
        let before = kept.iter().rev().nth(1).and_then(|before| bullet(before));
        if after_blank && bullet(line).is_some() && bullet(line) == before {
            kept.pop();
        }
        kept.push(line.to_owned());
    }
    kept.join("\n").trim_matches('\n').to_owned()
}

/// Whether a line is an item of a list, and of a numbered one.
fn bullet(line: &str) -> Option<bool> {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match (line.starts_with("- "), numbered.len() < line.len() && numbered.starts_with(". ")) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn google_docs_comes_with_its_headings_and_bold_words_and_without_its_wrapper() {
        let html = r#"<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt;font-weight:700;">Problem</span></h2><p dir="ltr"><span style="font-weight:400;">Nurses cannot </span><span style="font-weight: 700">hand back</span><span style="font-style:italic;"> a shift</span><span>.</span></p><ul><li dir="ltr"><p><span>3 nights in 10</span></p></li><li><p><span>9 clinics</span></p></li></ul></b>"#;
        assert_eq!(
            markdown_of(html).unwrap(),
            "## Problem\n\nNurses cannot **hand back** *a shift*.\n\n- 3 nights in 10\n- 9 clinics"
        );
    }

    #[test]
    fn a_file_of_google_docs_says_by_its_style_sheet_what_is_bold() {
        let html = "<html><head><style type=\"text/css\">@import url(x);.lst-kix_1>li{counter-increment:a}.c1{font-weight:700}\
            .c2 , .c3{ font-style : italic }.c4{color:#000;font-weight:400}</style></head><body class=\"doc-content\">\
            <p class=\"c0 title\" id=\"h.a\"><span class=\"c4\">Blue Bin PR FAQ</span></p><h1><span class=\"c1\">Press Release</span></h1>\
            <p class=\"c0\"><span class=\"c4 c1\">Families recycle right</span></p><p><span class=\"c3\">At the lid</span></p></body></html>";
        assert_eq!(
            markdown_of(html).unwrap(),
            "# Blue Bin PR FAQ\n\n# Press Release\n\n**Families recycle right**\n\n*At the lid*"
        );
    }

    #[test]
    fn words_lists_of_word_become_lists() {
        let html = "<html xmlns:o='urn'><head><title>x</title><style>p{}</style></head><body><!--StartFragment-->\
            <p class=MsoTitle>Evenings back<o:p></o:p></p><p class=MsoNormal>Two&nbsp;reasons:<o:p></o:p></p>\
            <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>One</p>\
            <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two <b>bold</b></p>\
            <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>First</p><!--EndFragment--></body></html>";
        assert_eq!(markdown_of(html).unwrap(), "# Evenings back\n\nTwo reasons:\n\n- One\n- Two **bold**\n\n1. First");
    }

    #[test]
    fn nothing_that_runs_or_loads_comes_with_it() {
        let html = "<script>alert(1)</script><p onclick=x()>See <a href='javascript:alert(1)'>this</a>, \
            <a href='https://example.org/a'>that</a><img src='https://example.org/track.png'></p>";
        assert_eq!(markdown_of(html).unwrap(), "See this, [that](https://example.org/a)");
    }

    #[test]
    fn a_tower_of_elements_is_refused() {
        assert!(markdown_of(&"<div>".repeat(100_000)).is_err());
        assert!(markdown_of(&"<p>One.".repeat(1_000)).is_ok());
    }

    #[test]
    fn a_table_of_the_web_stays_a_table() {
        let html = "<table><thead><tr><th>Ward</th><th>Nights</th></tr></thead><tbody><tr><td>A</td><td>3</td></tr></tbody></table>";
        let markdown = markdown_of(html).unwrap();
        assert_eq!(
            markdown.lines().map(|line| line.split_whitespace().collect::<String>()).collect::<Vec<_>>()[0],
            "|Ward|Nights|"
        );
        assert!(markdown.lines().count() == 3, "{markdown}");
    }
}
