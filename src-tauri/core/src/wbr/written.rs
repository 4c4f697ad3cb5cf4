//! Writing a deck as YAML again: what `yaml` reads, in the same dialect. What is as it is without saying is left unsaid.

use std::fmt::Write as _;

use super::calendar::{MonthDisplay, month_abbreviation};
use super::deck::{Block, Comparison, Deck, Line, LineStyle, Metric, Row, Scaling, Source};

/// The deck as YAML; reading it gives the same deck.
#[must_use]
pub fn written(deck: &Deck) -> String {
    let mut out = Lines(String::new());
    out.line(0, "setup:");
    out.line(1, &format!("week_ending: {}", deck.week_ending));
    if let Some(number) = deck.week_number {
        out.line(1, &format!("week_number: {number}"));
    }
    out.text(1, "title", &deck.title);
    out.line(1, &format!("fiscal_year_end_month: {}", month_abbreviation(deck.fiscal_year_end).to_uppercase()));
    if deck.first_block != 1 {
        out.line(1, &format!("block_starting_number: {}", deck.first_block));
    }
    if !deck.annotation_files.is_empty() {
        out.line(0, "annotations:");
        for file in &deck.annotation_files {
            out.line(1, &format!("- {}", quoted(file)));
        }
    }
    out.line(0, "metrics:");
    for metric in &deck.metrics {
        out.metric(metric);
    }
    out.line(0, "deck:");
    for block in &deck.blocks {
        out.block(block);
    }
    out.0
}

/// A text in double quotes, as JSON and YAML both have it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

struct Lines(String);

impl Lines {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{:1$}{text}", "", depth * 2);
    }

    fn text(&mut self, depth: usize, key: &str, text: &str) {
        if !text.is_empty() {
            self.line(depth, &format!("{key}: {}", quoted(text)));
        }
    }

    fn metric(&mut self, metric: &Metric) {
        self.line(1, &format!("{}:", quoted(&metric.name)));
        match &metric.source {
            Source::Column { column, aggregate, condition } => {
                match condition {
                    None => self.line(2, &format!("column: {}", quoted(column))),
                    Some(condition) => {
                        self.line(2, "filter:");
                        self.text(3, "base_column", column);
                        self.text(3, "query", &condition.text);
                    }
                }
                self.line(2, &format!("aggf: {aggregate}"));
            }
            Source::Function { operation, inputs } => {
                self.line(2, "function:");
                self.line(3, &format!("{operation}:"));
                for input in inputs {
                    self.line(4, &format!("- metric: {{name: {}}}", quoted(input)));
                }
            }
        }
        if metric.comparison == Comparison::BasisPoints {
            self.line(2, "metric_comparison_method: bps");
        }
    }

    fn block(&mut self, block: &Block) {
        let (kind, title) = match block {
            Block::SixTwelve { title, .. } => ("6_12Graph", title),
            Block::SixWeeks { title, .. } => ("6_WeeksTable", title),
            Block::TwelveMonths { title, .. } => ("12_MonthsTable", title),
            Block::Section { title } => ("section", title),
        };
        self.line(1, "- block:");
        self.line(4, &format!("ui_type: {kind}"));
        self.text(4, "title", title);
        match block {
            Block::SixTwelve { months, scaling, lines, .. } => {
                self.scaling(4, *scaling);
                self.months(*months);
                self.line(4, if lines.is_empty() { "metrics: {}" } else { "metrics:" });
                lines.iter().for_each(|line| self.series(line));
            }
            Block::TwelveMonths { months, rows, .. } => {
                self.months(*months);
                self.rows(rows);
            }
            Block::SixWeeks { rows, .. } => self.rows(rows),
            Block::Section { .. } => {}
        }
    }

    fn months(&mut self, months: MonthDisplay) {
        if months == MonthDisplay::FiscalYear {
            self.line(4, "x_axis_monthly_display: fiscal_year");
        }
    }

    fn scaling(&mut self, depth: usize, scaling: Scaling) {
        self.text(depth, "y_scaling", &scaling.text());
    }

    fn series(&mut self, line: &Line) {
        self.line(5, &format!("{}:", quoted(&line.metric)));
        if line.style != LineStyle::Primary {
            self.line(6, &format!("line_style: {}", line.style));
        }
        self.line(6, &format!("graph_prior_year_flag: {}", line.prior));
        if line.legend != line.metric {
            self.line(6, &format!("legend_name: {}", quoted(&line.legend)));
        }
    }

    fn rows(&mut self, rows: &[Row]) {
        self.line(4, if rows.is_empty() { "rows: []" } else { "rows:" });
        for row in rows {
            self.line(5, "- row:");
            self.line(8, &format!("header: {}", quoted(&row.header)));
            if let Some(metric) = &row.metric {
                self.line(8, &format!("metric: {}", quoted(metric)));
            }
            self.scaling(8, row.scaling);
            self.text(8, "style", &row.style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    const DECK: &str = r###"
setup: {week_ending: 25-SEP-2021, week_number: 38, title: "Ours: #1 \"deck\"", fiscal_year_end_month: NOV, block_starting_number: 3}
annotations: [events.csv]
metrics:
  404s: {column: "Defects/Million", aggf: mean, metric_comparison_method: bps}
  "on": {filter: {base_column: Views, query: "Country == 'US'"}, aggf: sum}
  Ratio: {function: {divide: [{metric: {name: "on"}}, {metric: {name: 404s}}]}}
deck:
  - block: {ui_type: section, title: "Erste Hälfte"}
  - block: {ui_type: 6_12Graph, title: T, y_scaling: "##.2MM", x_axis_monthly_display: fiscal_year, metrics: {"on": {legend_name: US}, RatioYOY: {line_style: target}}}
  - block: {ui_type: 6_WeeksTable, rows: [{row: {header: "", style: "font-weight: bold"}}, {row: {header: R, metric: Ratio, y_scaling: "##%"}}]}
  - block: {ui_type: 12_MonthsTable, x_axis_monthly_display: fiscal_year, rows: []}
"###;

    #[test]
    fn a_deck_that_is_written_and_read_again_is_the_same() {
        let read = yaml::read(DECK, None).unwrap();
        assert_eq!(read.warnings, []);
        assert_eq!(read.deck.blocks.len(), 4);
        assert_eq!(yaml::read(&written(&read.deck), None).unwrap(), read);
    }
}
