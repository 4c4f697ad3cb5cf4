//! What stops *Ready*: no problem, no customer, no measure, a standing topic unanswered.

use super::notes::{Notes, after, heading};
use super::{Facts, Fix, Says};
use crate::documents::{Outline, Parsed, SectionKind, Template, place};

pub(super) fn lint(notes: &mut Notes<'_>, parsed: &Parsed<'_>, facts: &Facts, template: Template) {
    let (outline, source) = (&parsed.outline, parsed.text.source);
    if outline.problem.is_none() {
        let at = outline.customer.as_ref().map_or_else(|| below_headline(parsed), |customer| after(customer, source));
        let fix = heading(source, at, 2, "Problem");
        notes.missing("W01", Says::NoProblem, Some(fix));
    }
    if outline.customer.is_none() && !facts.has_customer && !facts.improvement && template != Template::JournalIdea {
        let fix = heading(source, below_headline(parsed), 2, "Customer");
        notes.missing("W02", Says::NoCustomer, Some(fix));
    }
    let measured = facts.measures.iter().any(|measure| measure.has_baseline && measure.has_target && measure.has_due);
    if !measured && template != Template::JournalIdea {
        notes.missing("W03", Says::NoMeasure, None);
    }
    if template == Template::PrFaq && !facts.improvement {
        topics(notes, outline, source);
    }
}

fn topics(notes: &mut Notes<'_>, outline: &Outline, source: &str) {
    let topics = [
        (&outline.topics.components, "Internal components", Says::NoComponents),
        (&outline.topics.finances, "Finances", Says::NoFinances),
        (&outline.topics.hurdles, "Technical hurdles", Says::NoHurdles),
    ];
    for (topic, title, says) in topics {
        if topic.is_none() {
            notes.missing("W04", says, answer(outline, source, title));
        }
    }
}

/// A heading for the topic at the end of the internal FAQ; none when it stands there already and waits for an answer.
fn answer(outline: &Outline, source: &str, title: &str) -> Option<Fix> {
    if outline.sections.iter().any(|section| section.title.eq_ignore_ascii_case(title)) {
        return None;
    }
    let faq = outline.sections.iter().rev().find(|section| section.kind == SectionKind::InternalFaq);
    Some(match faq {
        Some(faq) => heading(source, place(faq.end), usize::from(faq.level) + 1, title),
        None => {
            let mut fix = heading(source, source.len(), 2, "Internal FAQ");
            let line = if fix.replacement.ends_with("\r\n") { "\r\n" } else { "\n" };
            fix.replacement.push_str(&format!("### {title}{line}{line}"));
            title.clone_into(&mut fix.what);
            fix
        }
    })
}

/// Where the first part begins: below headline and subheading, else at the beginning.
fn below_headline(parsed: &Parsed<'_>) -> usize {
    let lines = [&parsed.outline.headline, &parsed.outline.subheading];
    let last = lines.into_iter().flatten().max_by_key(|part| part.end);
    last.map_or(parsed.text.body, |part| after(part, parsed.text.source))
}
