//! The words of drawings, in each language: labels, and findings as sentences with places to fill.
//!
//! A language is one constant, so that none can lack a word.

use jiff::civil::Date;

use crate::tongue::{Tongue, fill};

/// Every word that a drawing may hold.
pub(super) struct Words {
    pub(super) launch: &'static str,
    pub(super) target: &'static str,
    pub(super) mean: &'static str,
    pub(super) upper: &'static str,
    pub(super) lower: &'static str,
    pub(super) provisional: &'static str,
    pub(super) rebased: &'static str,
    pub(super) moving_range: &'static str,
    pub(super) moved_by: &'static str,
    pub(super) values_in: &'static str,
    pub(super) numbers: &'static str,
    pub(super) date: &'static str,
    pub(super) signal: &'static str,
    pub(super) noted: &'static str,
    pub(super) note_named: &'static str,
    pub(super) part: &'static str,
    pub(super) outside: &'static str,
    pub(super) nearer: &'static str,
    pub(super) run: &'static str,
    pub(super) jump: &'static str,

    pub(super) no_values: &'static str,
    pub(super) none_before: &'static str,
    pub(super) limits_later: &'static str,
    pub(super) none_since: &'static str,
    pub(super) too_few_before: &'static str,
    pub(super) routine_since: &'static str,
    pub(super) changed_after: &'static str,
    pub(super) routine: &'static str,
    pub(super) changed: &'static str,

    pub(super) not_enough: &'static str,
    pub(super) from_to: &'static str,
    pub(super) harm: &'static str,
    pub(super) cant_tell: &'static str,
    pub(super) worse: &'static str,
    pub(super) solved: &'static str,
    pub(super) already_moving: &'static str,
    pub(super) moved_not_enough: &'static str,
    pub(super) met_by_noise: &'static str,
    pub(super) no_change: &'static str,
    pub(super) points_judged: &'static str,
    pub(super) mean_before: &'static str,
    pub(super) mean_judged: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) judged: &'static str,

    pub(super) nothing: &'static str,
    pub(super) no_data: &'static str,
    pub(super) last_seen: &'static str,
    pub(super) last_week: &'static str,
    pub(super) up: &'static str,
    pub(super) down: &'static str,
    pub(super) level: &'static str,
    pub(super) week_before: &'static str,
    pub(super) year_before: &'static str,
    pub(super) six_twelve: &'static str,
    pub(super) a_week: &'static str,
    pub(super) a_month: &'static str,
    pub(super) last_year: &'static str,
    pub(super) of_last_year: &'static str,
    pub(super) part_of_period: &'static str,
    pub(super) no_prior: &'static str,
    pub(super) part_mark: &'static str,
    pub(super) boxes: [&'static str; 9],
    pub(super) weeks_and_months: &'static str,
    pub(super) a_table: &'static str,
    pub(super) week: &'static str,
    pub(super) months: [&'static str; 12],
    pub(super) a_date: &'static str,

    pub(super) across: &'static str,
    pub(super) as_said: &'static str,
    pub(super) percent_forecast: &'static str,
    pub(super) bin: &'static str,
    pub(super) came_true: &'static str,
    pub(super) as_often: &'static str,
    pub(super) less_often: &'static str,
    pub(super) more_often: &'static str,
    pub(super) range: &'static str,
    pub(super) calibration: [&'static str; 7],
}

const ENGLISH: Words = Words {
    launch: "launch",
    target: "target {value}",
    mean: "mean {value}",
    upper: "upper {value}",
    lower: "lower {value}",
    provisional: ", provisional",
    rebased: "re-based: {cause}",
    moving_range: "Moving range",
    moved_by: "{date}: moved by {value}, {rule}",
    values_in: "{count} values, in {unit}",
    numbers: "numbers",
    date: "Date",
    signal: "Signal",
    noted: "Noted",
    note_named: "note {number} of {date}, {text}",
    part: "Part",
    outside: "a point outside the limits",
    nearer: "three of four nearer a limit",
    run: "a run of eight on one side",
    jump: "a jump between two points",

    no_values: "{name}: no values yet.",
    none_before: "{name}: no values before the launch.",
    limits_later: "{name}: {value} so far; limits appear at 6 values.",
    none_since: "{name} stands at {value}, no values since the launch.",
    too_few_before: "{name}: too few values before the launch for limits; they appear at 6.",
    routine_since: "{name}: routine variation since the launch. Nothing to explain.",
    changed_after: "{name} changed after the launch: {rules}.",
    routine: "{name}: routine variation. Nothing to explain.",
    changed: "{name} changed: {rules}.",

    not_enough: "{name}: not enough values to tell.",
    from_to: "from {before} to {after}",
    harm: "{name} went {means}: harm beyond what was allowed.",
    cant_tell: "{name} went {means}, and it can't be told whether that means anything.",
    worse: "{name} got worse, {means}.",
    solved: "{name} moved {means} and meets its target.",
    already_moving: "{name} went {means}, as it was doing before the launch.",
    moved_not_enough: "{name} moved {means} and misses its target.",
    met_by_noise: "{name} went {means}: the target is met, by no more than its usual variation.",
    no_change: "{name} went {means}: no more than its usual variation.",
    points_judged: "{n} points before, {k} judged",
    mean_before: "before: mean {value}",
    mean_judged: "judged: mean {value}",
    before: "before",
    after: "after",
    judged: "judged",

    nothing: "Nothing to show.",
    no_data: "{name}: no data to show.",
    last_seen: "{name}: last seen at {value}.",
    last_week: "{name}: {value} last week{growths}.",
    up: "up {growth} on {against}",
    down: "down {growth} on {against}",
    level: "level with {against}",
    week_before: "the week before",
    year_before: "last year",
    six_twelve: "Six weeks and twelve months, this year and last",
    a_week: "a week",
    a_month: "a month",
    last_year: "last year",
    of_last_year: "{period} last year",
    part_of_period: ", part of the period",
    no_prior: "Less than a year of data: no line for last year",
    part_mark: crate::wbr::words::PART,
    boxes: crate::wbr::words::BOX,
    weeks_and_months: "Weeks and months",
    a_table: "A table",
    week: "wk",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    a_date: "{day} {month} {year}",

    across: "Forecast across, what came true upwards, both in percent",
    as_said: "as said",
    percent_forecast: "% forecast",
    bin: "said {from} to {to} %: {true} of {n} came true",
    came_true: "{true} of {n} came true, {said} % was said on average",
    as_often: "About as often as we said: {counts}.",
    less_often: "Less often than we said: {counts}.",
    more_often: "More often than we said: {counts}.",
    range: "{from} to {to}",
    calibration: ["Forecast, %", "Outcomes", "Said on average, %", "Came true", "Share, %", "From, %", "To, %"],
};

const GERMAN: Words = Words {
    launch: "Einführung",
    target: "Ziel {value}",
    mean: "Mittel {value}",
    upper: "oben {value}",
    lower: "unten {value}",
    provisional: ", vorläufig",
    rebased: "neu berechnet: {cause}",
    moving_range: "Gleitende Spannweite",
    moved_by: "{date}: Sprung um {value}, {rule}",
    values_in: "{count} Werte, in {unit}",
    numbers: "Zahlen",
    date: "Datum",
    signal: "Signal",
    noted: "Vermerkt",
    note_named: "Vermerk {number} vom {date}, {text}",
    part: "Teil",
    outside: "ein Punkt außerhalb der Grenzen",
    nearer: "drei von vier näher an einer Grenze",
    run: "acht in Folge auf einer Seite",
    jump: "ein Sprung zwischen zwei Punkten",

    no_values: "{name}: noch keine Werte.",
    none_before: "{name}: keine Werte vor der Einführung.",
    limits_later: "{name}: bisher {value}; Grenzen erscheinen ab 6 Werten.",
    none_since: "{name} steht bei {value}, seit der Einführung keine Werte.",
    too_few_before: "{name}: vor der Einführung zu wenige Werte für Grenzen; sie erscheinen ab 6.",
    routine_since: "{name}: übliche Schwankung seit der Einführung. Nichts zu erklären.",
    changed_after: "{name} hat sich nach der Einführung verändert: {rules}.",
    routine: "{name}: übliche Schwankung. Nichts zu erklären.",
    changed: "{name} hat sich verändert: {rules}.",

    not_enough: "{name}: zu wenige Werte für eine Aussage.",
    from_to: "von {before} auf {after}",
    harm: "{name} ging {means}: Schaden über das Erlaubte hinaus.",
    cant_tell: "{name} ging {means}, und ob das etwas bedeutet, lässt sich nicht sagen.",
    worse: "{name} hat sich verschlechtert, {means}.",
    solved: "{name} bewegte sich {means} und erreicht das Ziel.",
    already_moving: "{name} ging {means}, so wie schon vor der Einführung.",
    moved_not_enough: "{name} bewegte sich {means} und verfehlt das Ziel.",
    met_by_noise: "{name} ging {means}: Das Ziel ist erreicht, aber nur durch übliche Schwankung.",
    no_change: "{name} ging {means}: nicht mehr als die übliche Schwankung.",
    points_judged: "{n} Punkte vorher, {k} beurteilt",
    mean_before: "vorher: Mittel {value}",
    mean_judged: "beurteilt: Mittel {value}",
    before: "vorher",
    after: "nachher",
    judged: "beurteilt",

    nothing: "Nichts zu zeigen.",
    no_data: "{name}: keine Daten zu zeigen.",
    last_seen: "{name}: zuletzt {value}.",
    last_week: "{name}: letzte Woche {value}{growths}.",
    up: "{growth} mehr als {against}",
    down: "{growth} weniger als {against}",
    level: "gleich wie {against}",
    week_before: "in der Vorwoche",
    year_before: "im Vorjahr",
    six_twelve: "Sechs Wochen und zwölf Monate, dieses und letztes Jahr",
    a_week: "je Woche",
    a_month: "je Monat",
    last_year: "Vorjahr",
    of_last_year: "{period} im Vorjahr",
    part_of_period: ", Teil des Zeitraums",
    no_prior: "Weniger als ein Jahr Daten: keine Linie für das Vorjahr",
    part_mark: "* Teil des Zeitraums: Die Daten beginnen mittendrin",
    boxes: ["Letzte Wo.", "Wo/Wo", "J/J", "Monat", "J/J", "Quartal", "J/J", "Jahr", "J/J"],
    weeks_and_months: "Wochen und Monate",
    a_table: "Eine Tabelle",
    week: "KW",
    months: ["Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez"],
    a_date: "{day}. {month} {year}",

    across: "Prognose nach rechts, Eingetroffenes nach oben, beides in Prozent",
    as_said: "wie gesagt",
    percent_forecast: "% Prognose",
    bin: "gesagt {from} bis {to} %: {true} von {n} eingetroffen",
    came_true: "{true} von {n} eingetroffen, im Mittel {said} % gesagt",
    as_often: "Etwa so oft, wie wir sagten: {counts}.",
    less_often: "Seltener, als wir sagten: {counts}.",
    more_often: "Öfter, als wir sagten: {counts}.",
    range: "{from} bis {to}",
    calibration: ["Prognose, %", "Ergebnisse", "Im Mittel gesagt, %", "Eingetroffen", "Anteil, %", "Von, %", "Bis, %"],
};

impl Words {
    pub(super) fn of(tongue: Tongue) -> &'static Self {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }

    /// A date as people read it: "3 Feb 2026".
    pub(super) fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1).ok().and_then(|at| self.months.get(at)).copied();
        fill(
            self.a_date,
            &[
                ("day", &date.day().to_string()),
                ("month", month.unwrap_or_default()),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// A label of an axis, "wk 38" or "Sep", as it is said here.
    pub(super) fn axis(&self, label: &str) -> String {
        if let Some(number) = label.strip_prefix("wk ") {
            return format!("{} {number}", self.week);
        }
        let month = ENGLISH.months.iter().position(|month| *month == label);
        month.and_then(|at| self.months.get(at)).map_or_else(|| label.to_owned(), |month| (*month).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months_are_named_in_the_language() {
        let words = Words::of(Tongue::German);
        assert_eq!(["wk 38", "May", "Nights"].map(|label| words.axis(label)), ["KW 38", "Mai", "Nights"]);
        assert_eq!(words.date(jiff::civil::date(2026, 3, 9)), "9. März 2026");
    }
}
