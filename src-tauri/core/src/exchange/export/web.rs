//! A proposal as a page for a browser: complete in itself, nothing in it runs or loads.

use crate::documents;
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;

const STYLE: &str = include_str!("page.css");

/// Text between tags.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => {}
            other => out.push(other),
        }
    }
    out
}

/// A whole page around a body that is safe already.
pub(crate) fn around(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

pub(super) fn page(portfolio: &Portfolio, id: ProposalId) -> Result<String> {
    let found = portfolio.proposal(id)?;
    let line = &found.line;
    let title = if line.headline.is_empty() { id.to_string() } else { format!("{id} {}", line.headline) };
    let mut facts = vec![("Stage", line.stage.to_string())];
    facts.extend(line.owner.clone().map(|owner| ("Owner", owner)));
    facts.push(("Updated", line.updated.chars().take(10).collect()));
    let facts: String =
        facts.iter().map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>", escaped(value))).collect();
    let mut body = format!("<header>\n<p class=\"id\">{id}</p>\n<dl>{facts}</dl>\n</header>\n<main>\n");
    body.push_str(&documents::page(&portfolio.document(id)?.text));
    body.push_str(&measures(portfolio, id)?);
    body.push_str("</main>\n");
    Ok(around(&title, &body))
}

fn measures(portfolio: &Portfolio, id: ProposalId) -> Result<String> {
    let all = portfolio.measures(id)?;
    if all.is_empty() {
        return Ok(String::new());
    }
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    let rows: String = all
        .iter()
        .map(|measure| {
            let stated = &measure.stated;
            let due = stated.due.clone().or(stated.due_weeks.map(|weeks| format!("{weeks} weeks after launch")));
            format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                escaped(&stated.name),
                escaped(&stated.unit),
                number(stated.baseline),
                number(stated.target),
                escaped(&due.unwrap_or_default())
            )
        })
        .collect();
    Ok(format!(
        "<h2>Measures</h2>\n<table>\n<tr><th>Measure</th><th>Unit</th><th>Baseline</th><th>Target</th><th>Due</th></tr>\n{rows}</table>\n"
    ))
}
