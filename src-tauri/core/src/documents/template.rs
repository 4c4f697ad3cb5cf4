//! Templates: how a document begins, and which parts are asked of it.

use super::{SectionKind, outline};

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
    pub fn text(self) -> &'static str {
        match self {
            Self::PrFaq => include_str!("templates/pr-faq.md"),
            Self::OnePage => include_str!("templates/one-page.md"),
            Self::JournalIdea => include_str!("templates/journal-idea.md"),
        }
    }

    /// The template with a problem, and a customer when one is known, in their places.
    #[must_use]
    pub fn around(self, problem: &str, customer: Option<&str>) -> String {
        let problem = below_a_heading(problem);
        let text = self.text().replacen("## Problem\n\n", &format!("## Problem\n\n{problem}\n"), 1);
        match customer {
            Some(customer) => text.replacen("## Customer\n\n", &format!("## Customer\n\n{customer}\n"), 1),
            None => text,
        }
    }
}

/// The text with its own headings a level below `##`, so that they stay inside; parts it names stay parts.
fn below_a_heading(text: &str) -> String {
    let outline = outline(text);
    let Some(highest) = outline.sections.iter().map(|section| section.level).min().filter(|_| !outline.names_parts())
    else {
        return text.to_owned();
    };
    let deeper = "#".repeat(usize::from(3_u8.saturating_sub(highest)));
    let mut below = String::with_capacity(text.len());
    let mut from = 0;
    for start in outline.sections.iter().map(|section| super::place(section.start)) {
        let (before, after) = (text.get(from..start).unwrap_or_default(), text.get(start..).unwrap_or_default());
        below.push_str(before);
        if after.starts_with('#') {
            below.push_str(&deeper);
        }
        from = start;
    }
    below.push_str(text.get(from..).unwrap_or_default());
    below
}

/// The template a text looks like; none when it has too little to tell.
#[must_use]
pub fn template_of(source: &str) -> Option<Template> {
    let outline = outline(source);
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
