//! A review on one page: HTML that stands alone, and Markdown.

use std::fmt::Write as _;

use super::annotations::Event;
use super::deck::Scaling;
use super::report::{Grid, Plotted, Report, Shape, SixTwelve};
use super::words;
use crate::charts::{self, Drawing, Palette};

const STYLE: &str = "body{margin:32px auto;max-width:800px;padding:0 16px;font:16px/24px 'Public Sans',system-ui,sans-serif;color:#1C1A17;background:#FCFBF8}\
h1,h3,figcaption{font-family:Newsreader,Georgia,serif;font-weight:400}h1{font-size:28px;line-height:34px;margin:0}\
h2{font-size:12px;letter-spacing:.06em;text-transform:uppercase;border-bottom:1px solid #D9D3C6;margin:48px 0 16px}\
h3{font-size:19px;line-height:26px;margin:32px 0 4px}.dateline{border-bottom:3px double #514C43;padding-bottom:8px;color:#514C43}\
figure{margin:0}figcaption{color:#514C43;margin-bottom:8px}svg{display:block;width:100%;height:auto}\
ul{list-style:none;padding:0;font-size:14px;line-height:20px}summary{font-size:12px;color:#6A6457;cursor:pointer}\
table{border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums}td,th{padding:2px 6px;text-align:right;border-bottom:1px solid #D9D3C6}\
td:first-child,th:first-child{text-align:left}.wide{overflow-x:auto}@media print{details{display:none}body{background:#fff}}";

/// The review as one HTML file that loads nothing.
#[must_use]
pub fn page(report: &Report) -> String {
    let title = if report.title.is_empty() { "Weekly business review" } else { &report.title };
    let title = charts::escaped(title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><h1>{title}</h1><p class=\"dateline\">Week ending {}</p>\n",
        report.week_ending
    );
    for block in &report.blocks {
        out.push_str(&on_page(block));
    }
    out.push_str("</body></html>\n");
    out
}

fn on_page(block: &Shape) -> String {
    let (title, drawing, events) = match block {
        Shape::Section { title } => return format!("<h2>{}</h2>\n", charts::escaped(title)),
        Shape::SixTwelve(chart) => {
            (&chart.title, charts::six_twelve_chart(chart, Palette::Light.into()), &chart.events)
        }
        Shape::SixWeeks(grid) | Shape::TwelveMonths(grid) => {
            (&grid.title, charts::grid_chart(grid, Palette::Light.into()), &grid.events)
        }
    };
    let caption = if drawing.sentence == *title { String::new() } else { charts::escaped(&drawing.sentence) };
    format!(
        "<h3>{}</h3>\n<figure><figcaption>{caption}</figcaption>{}{}{}</figure>\n",
        charts::escaped(title),
        drawing.svg.as_str(),
        noted(events),
        table(&drawing)
    )
}

fn noted(events: &[Event]) -> String {
    if events.is_empty() {
        return String::new();
    }
    let items: String = events.iter().fold(String::new(), |mut items, event| {
        // Writing to a string cannot fail.
        let _ = write!(
            items,
            "<li>{} · {} · {}</li>",
            event.on,
            charts::escaped(&event.metric),
            charts::escaped(&event.description)
        );
        items
    });
    format!("<ul>{items}</ul>")
}

fn table(drawing: &Drawing) -> String {
    let cells = |tag: &str, cells: &[String]| {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", charts::escaped(cell))).collect::<String>()
    };
    let numbers = &drawing.numbers;
    let rows: String = numbers.rows.iter().map(|row| format!("<tr>{}</tr>", cells("td", row))).collect();
    let head = cells("th", &numbers.headers);
    format!(
        "<details><summary>Numbers</summary><div class=\"wide\"><table><tr>{head}</tr>{rows}</table></div></details>"
    )
}

/// The review as Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let title = if report.title.is_empty() { "Weekly business review" } else { &report.title };
    let mut out = format!("# {}\n\nWeek ending {}\n", line(title), report.week_ending);
    for block in &report.blocks {
        out.push('\n');
        match block {
            Shape::Section { title } => out.push_str(&format!("## {}\n", line(title))),
            Shape::SixTwelve(chart) => out.push_str(&chart_text(chart)),
            Shape::SixWeeks(grid) | Shape::TwelveMonths(grid) => out.push_str(&grid_text(grid)),
        }
    }
    out
}

fn chart_text(chart: &SixTwelve) -> String {
    let drawing = charts::six_twelve_chart(chart, Palette::Print.into());
    let mut out = format!("### {}\n\n{}\n", line(&chart.title), line(&drawing.sentence));
    for (labels, pick, marked) in [
        (0..6, (|series| &series.weeks) as fn(&Plotted) -> &super::report::Pair, 0),
        (6..18, |series| &series.months, 1),
    ] {
        let rows = chart.series.iter().flat_map(|series| {
            let pair = pick(series);
            let marks = &series.marked;
            let (now, before) =
                if marked == 0 { (&marks.weeks, &marks.weeks_prior) } else { (&marks.months, &marks.months_prior) };
            let last_year = format!("{}, last year", series.legend);
            let mut rows = vec![(series.legend.clone(), cells(&pair.current, now, chart.scaling))];
            if series.draws_prior {
                rows.push((last_year, cells(&pair.prior, before, chart.scaling)));
            }
            rows
        });
        out.push_str(&rows_of(chart.axis.get(labels).unwrap_or_default(), rows));
    }
    let heads = words::BOX.map(str::to_owned);
    let rows = chart.series.iter().map(|series| (series.legend.clone(), series.box_shown(chart.scaling)));
    out.push_str(&rows_of(&heads, rows));
    out.push_str(&note(chart.has_parts(), &chart.events));
    out
}

fn grid_text(grid: &Grid) -> String {
    let rows = grid.rows.iter().map(|row| (row.header.clone(), row.shown()));
    let has_parts = grid.rows.iter().any(|row| !row.marked.is_empty());
    format!("### {}\n{}{}", line(&grid.title), rows_of(&grid.headers, rows), note(has_parts, &grid.events))
}

fn cells(values: &[Option<f64>], marked: &[usize], scaling: Scaling) -> Vec<String> {
    values.iter().enumerate().map(|(at, value)| words::shown(*value, marked.contains(&at), scaling)).collect()
}

fn rows_of(headers: &[String], rows: impl Iterator<Item = (String, Vec<String>)>) -> String {
    let mut out = format!("\n| | {} |\n|---|{}\n", headers.join(" | "), "---:|".repeat(headers.len()));
    for (name, mut cells) in rows {
        cells.resize(headers.len(), String::new());
        out.push_str(&format!("| {} | {} |\n", line(&name).replace('|', "\\|"), cells.join(" | ")));
    }
    out
}

fn note(has_parts: bool, events: &[Event]) -> String {
    let part = if has_parts { format!("\n\\{}\n", words::PART) } else { String::new() };
    let listed =
        events.iter().map(|event| format!("- {} {}: {}\n", event.on, line(&event.metric), line(&event.description)));
    let listed: String = listed.collect();
    if listed.is_empty() { part } else { format!("{part}\n{listed}") }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
