//! Markdown ADRs (MADR): what was decided elsewhere. The text comes in byte for byte, its status as a stage without a record.

use crate::documents;
use crate::proposals::Stage;

/// The stage that the status of an ADR stands for; none when the text is no ADR or has no status.
pub(super) fn stage(text: &str) -> Option<Stage> {
    let lines = || text.lines().map(str::trim);
    let has = |heading: &str| {
        lines().any(|line| line.starts_with('#') && line.trim_start_matches('#').trim().eq_ignore_ascii_case(heading))
    };
    if !(has("Context and Problem Statement") && (has("Decision Outcome") || has("Considered Options"))) {
        return None;
    }
    let matter = &text[..documents::front_matter(text)];
    let status = matter.lines().chain(lines()).find_map(stated).or_else(|| below_heading(text))?;
    Some(match status.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty())? {
        "accepted" => Stage::Approved,
        "rejected" => Stage::Declined,
        "deprecated" | "superseded" => Stage::Stopped,
        "proposed" | "draft" => Stage::Draft,
        _ => return None,
    })
}

/// `status: accepted`, `* Status: accepted`, `**Status:** accepted`.
fn stated(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['*', '-', ' ']).to_ascii_lowercase();
    let rest = line.strip_prefix("status")?.trim_start_matches(['*', ' ']);
    Some(rest.strip_prefix(':')?.to_owned())
}

/// The first line below `## Status`.
fn below_heading(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.starts_with('#') && line.trim_start_matches('#').trim().eq_ignore_ascii_case("status"))?;
    lines.find(|line| !line.is_empty()).map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "# Use one file\n\n## Context and Problem Statement\n\nBackups.\n\n## Decision Outcome\n\nOne.\n";

    #[test]
    fn the_status_of_an_adr_is_read_wherever_it_stands() {
        let cases = [
            (format!("---\nstatus: \"accepted\"\n---\n{BODY}"), Some(Stage::Approved)),
            (format!("{BODY}\n* Status: superseded by [0005](0005.md)\n"), Some(Stage::Stopped)),
            (format!("# A\n\n## Status\n\nRejected, 2026\n\n{BODY}"), Some(Stage::Declined)),
            (format!("{BODY}\n**Status:** proposed\n"), Some(Stage::Draft)),
            (BODY.to_owned(), None),
            ("# A\n\nstatus: accepted\n".to_owned(), None),
        ];
        for (text, stage_of) in cases {
            assert_eq!(stage(&text), stage_of, "{text}");
        }
    }
}
