//! The findings of charts as sentences: titles and text alternatives.

use super::svg::number;
use super::words::Words;
use crate::evidence::{Class, Evidence};
use crate::measures::Stretch;
use crate::measures::xmr::{Signal, SignalRule, SplitXmr, Status};
use crate::tongue::{Tongue, fill};
use crate::wbr::report::SixTwelve;
use crate::wbr::words as shown;

/// What a split process behaviour chart shows.
fn of_split(name: &str, split: &SplitXmr, tongue: Tongue) -> String {
    let words = Words::of(tongue);
    let Some(before) = split.before.centre.filter(|_| split.before.n > 0) else {
        return fill(words.none_before, &[("name", name)]);
    };
    let says = match (split.after.n, split.before.status) {
        (0, Status::Run) => words.limits_later,
        (0, Status::Provisional | Status::Firm) => words.none_since,
        (_, Status::Run) => words.too_few_before,
        _ if split.after.signals.is_empty() => words.routine_since,
        _ => words.changed_after,
    };
    let (value, rules) = (tongue.figure(&number(before)), listed(&split.after.signals, words));
    fill(says, &[("name", name), ("value", &value), ("rules", &rules)])
}

/// What a process behaviour chart shows: since the launch, or since limits were last computed anew.
pub(super) fn of_stretches(name: &str, launched: bool, stretches: &[Stretch], tongue: Tongue) -> String {
    let words = Words::of(tongue);
    let Some(last) = stretches.last() else { return fill(words.no_values, &[("name", name)]) };
    if launched && stretches.len() == 1 {
        return of_split(name, &last.split, tongue);
    }
    let mut signals = last.split.before.signals.clone();
    signals.extend(last.split.after.signals.iter().cloned());
    let says = if signals.is_empty() { words.routine } else { words.changed };
    fill(says, &[("name", name), ("rules", &listed(&signals, words))])
}

fn listed(signals: &[Signal], words: &Words) -> String {
    let rules: Vec<_> = signals.iter().map(|signal| rule(signal.rule, words)).collect();
    rules.join(", ")
}

/// A rule in words.
pub(super) fn rule(rule: SignalRule, words: &Words) -> &'static str {
    match rule {
        SignalRule::R1 => words.outside,
        SignalRule::R2 => words.nearer,
        SignalRule::R3 => words.run,
        SignalRule::Range => words.jump,
    }
}

/// What the evidence says.
pub(super) fn of_evidence(evidence: &Evidence, tongue: Tongue) -> String {
    let (name, words) = (evidence.measure.as_str(), Words::of(tongue));
    let (Some(before), Some(after)) = (evidence.baseline_mean, evidence.window_mean) else {
        return fill(words.not_enough, &[("name", name)]);
    };
    let [before, after] = [before, after].map(|mean| tongue.figure(&number(mean)));
    let means = fill(words.from_to, &[("before", &before), ("after", &after)]);
    let says = match evidence.evidence {
        Class::Harm => words.harm,
        Class::CantTell => words.cant_tell,
        Class::Worse => words.worse,
        Class::Solved => words.solved,
        Class::AlreadyMoving => words.already_moving,
        Class::MovedNotEnough => words.moved_not_enough,
        Class::MetByNoise => words.met_by_noise,
        Class::NoChange => words.no_change,
    };
    fill(says, &[("name", name), ("means", &means)])
}

/// What a 6-12 chart shows of its first series.
pub(super) fn of_review(chart: &SixTwelve, tongue: Tongue) -> String {
    let words = Words::of(tongue);
    let Some(series) = chart.series.first() else { return words.nothing.to_owned() };
    let name = &series.legend;
    let growth = |at: usize, against: &str| {
        let value = series.boxed.get(at).copied().flatten()?;
        let text = shown::growth(Some(value.abs()), series.marked.boxed.contains(&at), series.growth);
        let text = tongue.figure(text.trim_start_matches('+'));
        let flat = text.trim_start_matches(['0', '.', ',']).starts_with(['%', ' ', '*']);
        let says = match value {
            _ if flat => words.level,
            value if value > 0.0 => words.up,
            _ => words.down,
        };
        Some(fill(says, &[("growth", &text), ("against", against)]))
    };
    let growths = [growth(1, words.week_before), growth(2, words.year_before)].into_iter().flatten();
    let growths: String = growths.map(|growth| format!(", {growth}")).collect();
    let scaled = |value: f64, marked: bool| tongue.figure(&shown::shown(Some(value), marked, chart.scaling));
    let latest = |values: &[Option<f64>]| values.iter().rev().flatten().next().copied();
    let seen = latest(&series.weeks.current).or_else(|| latest(&series.months.current));
    match (series.boxed.first().copied().flatten(), seen) {
        (Some(last), _) => {
            let value = scaled(last, series.marked.boxed.contains(&0));
            fill(words.last_week, &[("name", name), ("value", &value), ("growths", &growths)])
        }
        (None, Some(last)) => fill(words.last_seen, &[("name", name), ("value", &scaled(last, false))]),
        (None, None) => fill(words.no_data, &[("name", name)]),
    }
}
