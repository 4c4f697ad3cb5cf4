//! Templates: how a document begins, and which parts are asked of it.

use super::{Outline, SectionKind, outline};
use crate::tongue::Tongue;

crate::vocabulary! {
    /// How a document begins.
    pub enum Template {
        /// Problem first, then press release and both FAQs.
        PrFaq = "pr-faq",
        /// Customer, problem, outcome, approach.
        OnePage = "one-page",
        /// The problem alone.
        JournalIdea = "journal-idea",
    }
}

impl Template {
    /// The Markdown a new document begins with.
    #[must_use]
    pub fn text(self, tongue: Tongue) -> &'static str {
        match (self, tongue) {
            (Self::PrFaq, Tongue::English) => include_str!("templates/pr-faq.md"),
            (Self::PrFaq, Tongue::German) => include_str!("templates/de/pr-faq.md"),
            (Self::OnePage, Tongue::English) => include_str!("templates/one-page.md"),
            (Self::OnePage, Tongue::German) => include_str!("templates/de/one-page.md"),
            (Self::JournalIdea, _) => include_str!("templates/journal-idea.md"),
        }
    }

    /// The template with a problem, and a customer when one is known, in their places.
    #[must_use]
    pub fn around(self, problem: &str, customer: Option<&str>, tongue: Tongue) -> String {
        let words = tongue.paper();
        let fill = |text: &str, part: &str, with: &str| {
            let heading = format!("## {part}\n\n");
            text.replacen(&heading, &format!("{heading}{with}\n"), 1)
        };
        let text = fill(self.text(tongue), words.problem, &below_a_heading(problem));
        customer.map_or_else(|| text.clone(), |customer| fill(&text, words.customer, customer))
    }
}

/// The text with its own headings a level below `##`, so that they stay inside; parts it names stay parts.
fn below_a_heading(text: &str) -> String {
    let outline = outline(text);
    let Some(highest) = outline.sections.iter().map(|section| section.level).min().filter(|_| !outline.names_parts())
    else {
        return text.to_owned();
    };
    let deeper = 3_u8.saturating_sub(highest);
    let mut below = String::with_capacity(text.len());
    let mut from = 0;
    for section in &outline.sections {
        let start = super::place(section.start);
        let (before, after) = (text.get(from..start).unwrap_or_default(), text.get(start..).unwrap_or_default());
        below.push_str(before);
        from = start;
        let level = section.level.saturating_add(deeper).min(6);
        if after.starts_with('#') {
            below.push_str(&"#".repeat(usize::from(level - section.level)));
        } else if let Some((title, length)) = underlined(after).filter(|_| deeper > 0) {
            below.push_str(&"#".repeat(usize::from(level)));
            below.push(' ');
            below.push_str(&title);
            from += length;
        }
    }
    below.push_str(text.get(from..).unwrap_or_default());
    below
}

/// The words of a heading that a line of `=` or `-` underlines, and how long all of it is, without its last line end.
fn underlined(text: &str) -> Option<(String, usize)> {
    let mut title = vec![];
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let is_line = !title.is_empty() && (words.trim_matches('=').is_empty() || words.trim_matches('-').is_empty());
        if words.is_empty() {
            return None;
        } else if is_line {
            return Some((title.join(" "), length + line.trim_end_matches(['\r', '\n']).len()));
        }
        title.push(words);
        length += line.len();
    }
    None
}

/// The template a text looks like by its outline; none when it has too little to tell.
pub(crate) fn template_in(outline: &Outline) -> Option<Template> {
    let has = |kind: SectionKind| outline.sections.iter().any(|section| section.kind == kind);
    if has(SectionKind::ExternalFaq)
        || has(SectionKind::InternalFaq)
        || has(SectionKind::Faq)
        || has(SectionKind::Release)
    {
        Some(Template::PrFaq)
    } else if has(SectionKind::Problem) {
        Some(Template::OnePage)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_the_same_parts_in_every_language() {
        for template in [Template::PrFaq, Template::OnePage] {
            let kinds = |tongue| {
                let text = template.around("Pagers die.", Some("Nurses"), tongue);
                let parsed = outline(&text);
                assert_eq!(parsed.problem.unwrap().text.trim(), "Pagers die.");
                assert_eq!(parsed.customer.unwrap().text.trim(), "Nurses");
                parsed.sections.iter().map(|section| (section.level, section.kind)).collect::<Vec<_>>()
            };
            assert_eq!(kinds(Tongue::German), kinds(Tongue::English));
        }
    }

    #[test]
    fn headings_of_a_thought_stand_below_the_part_it_becomes_however_they_are_written() {
        let below = |text: &str| below_a_heading(text);
        assert_eq!(below("# Pagers\n\nDie.\n\n## When\n\nAt six.\n"), "### Pagers\n\nDie.\n\n#### When\n\nAt six.\n");
        assert_eq!(
            below("Pagers die\r\nat night\r\n====\r\n\r\nSo.\r\n\r\nWhen\r\n--\r\n\r\nAt six.\r\n"),
            "### Pagers die at night\r\n\r\nSo.\r\n\r\n#### When\r\n\r\nAt six.\r\n"
        );
        assert_eq!(below("# A\n\n###### B\n\nC.\n"), "### A\n\n###### B\n\nC.\n");
        assert_eq!(below("No heading.\n\n---\n\nA rule.\n"), "No heading.\n\n---\n\nA rule.\n");
        // What names parts keeps them.
        assert_eq!(below("Problem\n=======\n\nPagers die.\n"), "Problem\n=======\n\nPagers die.\n");
    }
}
