//! The review of a period as one self-contained page: decided, launched, closed, due, lessons, and how forecasts held.
//!
//! Paper is `sheets::period`. Invariant: every text of a person is escaped; the page asks for nothing from outside.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Calibration, Insights, InsightsFilter};
use crate::charts::{self, Style, escaped};
use crate::decisions::Outcome;
use crate::error::{Error, Reason, Result};
use crate::lessons::LessonAbout;
use crate::measures::optional_date;
use crate::portfolio::Portfolio;
use crate::retros::Verdict;
use crate::storage::{insights as rows, launches, lessons};
use crate::tongue::paper::Words;
use crate::tongue::{Tongue, fill};
use crate::vocabulary::Word as _;

/// A line of the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReviewLine {
    /// `P-014`, `L-002` or `N-007`.
    pub id: String,
    /// The date, ISO.
    pub on: String,
    /// The problem as it was frozen, or the lesson.
    pub text: String,
    /// The outcome or verdict.
    pub state: String,
    /// Why.
    pub why: String,
}

/// What happened in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PeriodReview {
    /// From this date on, ISO.
    pub from: String,
    /// Until this date, ISO.
    pub until: String,
    /// Decisions printed.
    pub decided: Vec<ReviewLine>,
    /// Launches.
    pub launched: Vec<ReviewLine>,
    /// Verdicts given.
    pub closed: Vec<ReviewLine>,
    /// Retros that fell due until the end of the period and wait for a verdict.
    pub due: Vec<ReviewLine>,
    /// Lessons kept.
    pub lessons: Vec<ReviewLine>,
}

impl Portfolio {
    /// What happened from a date until another, both ISO and both included.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a text that is no date, or an end before the beginning.
    pub fn period_review(&self, from: &str, until: &str) -> Result<PeriodReview> {
        let date = |field: &'static str, text: &str| {
            optional_date(field, text)?.ok_or_else(|| Error::invalid(field, Reason::Required))
        };
        let (from, until) = (date("from", from)?, date("until", until)?);
        if until < from {
            return Err(Error::invalid("until", Reason::OutOfRange("on or after the beginning")));
        }
        let within = |on: &Date| (from..=until).contains(on);
        let inside = |line: ReviewLine| {
            let time: jiff::Timestamp = line.on.parse().ok()?;
            let on = Some(self.world.date_of(time)).filter(within)?.to_string();
            Some(ReviewLine { on, ..line })
        };
        self.read(|conn| {
            let all = launches::lines(conn, until)?;
            let launched = all.iter().filter(|line| line.launched_on.parse().is_ok_and(|on| within(&on)));
            let due = all.iter().filter(|line| line.due);
            Ok(PeriodReview {
                from: from.to_string(),
                until: until.to_string(),
                decided: rows::decided(conn)?.into_iter().filter_map(inside).collect(),
                launched: launched.map(|line| launch(line.id, &line.launched_on, &line.problem)).collect(),
                closed: rows::closed(conn)?.into_iter().filter_map(inside).collect(),
                due: due.map(|line| launch(line.id, &line.due_on, &line.problem)).collect(),
                lessons: lessons::list(conn)?.into_iter().map(lesson).filter_map(inside).collect(),
            })
        })
    }

    /// The review of a period as one self-contained HTML page.
    ///
    /// # Errors
    /// As [`Portfolio::period_review`].
    pub fn period_review_page(&self, from: &str, until: &str) -> Result<String> {
        let review = self.period_review(from, until)?;
        let found = self.insights(&InsightsFilter::default())?;
        let tongue = self.world.tongue();
        let words = tongue.paper();
        let period = fill(words.period, &[("from", &review.from), ("until", &review.until)]);
        let mut body = format!("<h1>{}</h1><p class=\"foot\">{period}</p>", words.review);
        for (titles, lines) in review.sections(words) {
            body.push_str(&section(titles, lines, words));
        }
        body.push_str(&format!("<h2>{}</h2>", words.did_we_know));
        match &found.calibration {
            Some(calibration) => {
                let drawing = charts::calibration_chart(calibration, Style::on_paper(tongue));
                body.push_str(&format!(
                    "<p>{}</p>{}<p>{}</p>",
                    escaped(&drawing.sentence),
                    drawing.svg.as_str(),
                    escaped(&scored(calibration, tongue))
                ));
            }
            None => body.push_str(&format!("<p>{}</p>", too_few(&found, words))),
        }
        body.push_str(&format!("<p class=\"foot\">{}</p>", words.only_approved));
        Ok(format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}, {period}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
            words.code, words.review
        ))
    }
}

impl PeriodReview {
    /// Its parts in their order: a title with what is said of an empty one, and its lines.
    pub(crate) fn sections(&self, words: &Words) -> [((&'static str, &'static str), &[ReviewLine]); 5] {
        let [decided, launched, closed, due, lessons] = words.sections;
        [
            (decided, &self.decided),
            (launched, &self.launched),
            (closed, &self.closed),
            (due, &self.due),
            (lessons, &self.lessons),
        ]
    }
}

impl ReviewLine {
    /// What stands above the text: which, when, and how it ended.
    pub(crate) fn meta(&self, words: &Words) -> String {
        let state = if self.state.is_empty() { String::new() } else { format!(" · {}", spoken(&self.state, words)) };
        format!("{} · {}{state}", self.id, self.on)
    }

    /// The text, or that there is none.
    pub(crate) fn said<'l>(&'l self, words: &'l Words) -> &'l str {
        if self.text.is_empty() { words.no_problem } else { &self.text }
    }
}

/// The score with its convention.
pub(crate) fn scored(found: &Calibration, tongue: Tongue) -> String {
    let brier = tongue.figure(&format!("{:.3}", found.brier));
    fill(tongue.paper().scored, &[("brier", &brier), ("outcomes", &found.outcomes.to_string())])
}

/// Why no rate is shown.
pub(crate) fn too_few(found: &Insights, words: &Words) -> String {
    fill(words.too_few, &[("closed", &found.closed.to_string()), ("needed", &found.needed.to_string())])
}

const STYLE: &str = "body{font:17px/26px Newsreader,Georgia,serif;max-width:44em;margin:3em auto;padding:0 1.5em;color:#1c1a17;background:#fff}\
h1{font-weight:500;font-size:28px;border-bottom:3px double #514c43;padding-bottom:8px;margin:0}\
h2{font:600 12px/16px 'Public Sans',sans-serif;letter-spacing:.06em;text-transform:uppercase;border-bottom:1px solid #d9d3c6;padding-bottom:4px;margin:2em 0 .6em}\
ul{list-style:none;margin:0;padding:0}li{padding:8px 0;border-bottom:1px solid #d9d3c6;break-inside:avoid;overflow-wrap:anywhere}\
.meta{font:13px/20px 'Public Sans',sans-serif;color:#514c43;display:block}.why{color:#514c43;display:block}.foot{color:#6a6457}\
svg{max-width:100%;height:auto}@page{margin:20mm}";

fn section((title, none): (&str, &str), lines: &[ReviewLine], words: &Words) -> String {
    if lines.is_empty() {
        return format!("<h2>{title}</h2><p class=\"foot\">{none}</p>");
    }
    let item = |line: &ReviewLine| {
        let why = match line.why.as_str() {
            "" => String::new(),
            why => format!("<span class=\"why\">{}</span>", escaped(why)),
        };
        format!("<li><span class=\"meta\">{}</span>{}{why}</li>", escaped(&line.meta(words)), escaped(line.said(words)))
    };
    format!("<h2>{title} {}</h2><ul>{}</ul>", lines.len(), lines.iter().map(item).collect::<String>())
}

/// An outcome, a verdict, or what a lesson is about, as people read it.
fn spoken(stored: &str, words: &Words) -> &'static str {
    if let Some(outcome) = Outcome::from_word(stored) {
        words.outcome(outcome)
    } else if let Some(verdict) = Verdict::from_word(stored) {
        words.verdict(verdict)
    } else {
        let criterion = LessonAbout::from_word(stored).and_then(LessonAbout::criterion);
        criterion.map_or(words.process, |criterion| words.criterion(criterion))
    }
}

fn launch(id: impl ToString, on: &str, problem: &str) -> ReviewLine {
    let none = String::new;
    ReviewLine { id: id.to_string(), on: on.to_owned(), text: problem.to_owned(), state: none(), why: none() }
}

fn lesson(lesson: crate::lessons::Lesson) -> ReviewLine {
    ReviewLine {
        id: lesson.id.to_string(),
        on: lesson.at,
        text: lesson.stated.sentence(),
        state: lesson.stated.about.to_string(),
        why: String::new(),
    }
}

/// A decision, as the review shows it; `at` is its time.
pub(crate) fn decided(proposal: String, at: String, problem: &str, outcome: Outcome, why: String) -> ReviewLine {
    ReviewLine { id: proposal, on: at, text: crate::documents::plain(problem), state: outcome.to_string(), why }
}

/// A verdict, as the review shows it; `at` is its time.
pub(crate) fn closed(launch: String, at: String, problem: &str, verdict: Verdict, why: String) -> ReviewLine {
    ReviewLine { id: launch, on: at, text: crate::documents::plain(problem), state: verdict.to_string(), why }
}
