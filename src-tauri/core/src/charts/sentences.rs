//! The findings of charts as sentences, in English: titles and text alternatives.

use super::svg::number;
use crate::evidence::{Class, Evidence};
use crate::measures::Stretch;
use crate::measures::xmr::{Signal, SignalRule, SplitXmr, Status};
use crate::wbr::report::SixTwelve;
use crate::wbr::words;

/// What a split process behaviour chart shows.
fn of_split(name: &str, split: &SplitXmr) -> String {
    let Some(before) = split.before.centre.filter(|_| split.before.n > 0) else {
        return format!("{name}: no values before the launch.");
    };
    if split.after.n == 0 {
        return match split.before.status {
            Status::Run => format!("{name}: {} so far; limits appear at 6 values.", number(before)),
            Status::Provisional | Status::Firm => {
                format!("{name} stands at {}, no values since the launch.", number(before))
            }
        };
    }
    match split.before.status {
        Status::Run => format!("{name}: too few values before the launch for limits; they appear at 6."),
        Status::Provisional | Status::Firm if split.after.signals.is_empty() => {
            format!("{name}: routine variation since the launch. Nothing to explain.")
        }
        Status::Provisional | Status::Firm => {
            format!("{name} changed after the launch: {}.", listed(&split.after.signals))
        }
    }
}

/// What a process behaviour chart shows: since the launch, or since limits were last computed anew.
pub(super) fn of_stretches(name: &str, launched: bool, stretches: &[Stretch]) -> String {
    let Some(last) = stretches.last() else { return format!("{name}: no values yet.") };
    if launched && stretches.len() == 1 {
        return of_split(name, &last.split);
    }
    let mut signals = last.split.before.signals.clone();
    signals.extend(last.split.after.signals.iter().cloned());
    of_signals(name, &signals)
}

/// What a series on its own shows.
fn of_signals(name: &str, signals: &[Signal]) -> String {
    if signals.is_empty() {
        return format!("{name}: routine variation. Nothing to explain.");
    }
    format!("{name} changed: {}.", listed(signals))
}

fn listed(signals: &[Signal]) -> String {
    let words: Vec<_> = signals.iter().map(|signal| rule(signal.rule)).collect();
    words.join(", ")
}

/// A rule in words.
pub(super) fn rule(rule: SignalRule) -> &'static str {
    match rule {
        SignalRule::R1 => "a point outside the limits",
        SignalRule::R2 => "three of four nearer a limit",
        SignalRule::R3 => "a run of eight on one side",
        SignalRule::Range => "a jump between two points",
    }
}

/// What the evidence says.
pub(super) fn of_evidence(evidence: &Evidence) -> String {
    let name = &evidence.measure;
    let (Some(before), Some(after)) = (evidence.baseline_mean, evidence.window_mean) else {
        return format!("{name}: not enough values to tell.");
    };
    let means = format!("from {} to {}", number(before), number(after));
    match evidence.evidence {
        Class::Harm => format!("{name} went {means}: harm beyond what was allowed."),
        Class::CantTell => format!("{name} went {means}, and it can't be told whether that means anything."),
        Class::Worse => format!("{name} got worse, {means}."),
        Class::Solved => format!("{name} moved {means} and meets its target."),
        Class::AlreadyMoving => format!("{name} went {means}, as it was doing before the launch."),
        Class::MovedNotEnough => format!("{name} moved {means} and misses its target."),
        Class::MetByNoise => format!("{name} went {means}: the target is met, by no more than its usual variation."),
        Class::NoChange => format!("{name} went {means}: no more than its usual variation."),
    }
}

/// What a 6-12 chart shows of its first series.
pub(super) fn of_review(chart: &SixTwelve) -> String {
    let Some(series) = chart.series.first() else { return "Nothing to show.".to_owned() };
    let name = &series.legend;
    let growth = |at: usize, against: &str| {
        let value = series.boxed.get(at).copied().flatten()?;
        let words = words::growth(Some(value.abs()), series.marked.boxed.contains(&at), series.growth);
        let words = words.trim_start_matches('+');
        let flat = words.trim_start_matches(['0', '.']).starts_with(['%', ' ', '*']);
        let way = if value > 0.0 { "up" } else { "down" };
        Some(if flat { format!("level with {against}") } else { format!("{way} {words} on {against}") })
    };
    let growths: Vec<String> = [growth(1, "the week before"), growth(2, "last year")].into_iter().flatten().collect();
    match series.boxed.first().copied().flatten() {
        None => match series.weeks.current.iter().rev().flatten().next().or(series
            .months
            .current
            .iter()
            .rev()
            .flatten()
            .next())
        {
            None => format!("{name}: no data to show."),
            Some(last) => format!("{name}: last seen at {}.", words::shown(Some(*last), false, chart.scaling)),
        },
        Some(last) => {
            let last = words::shown(Some(last), series.marked.boxed.contains(&0), chart.scaling);
            let said = if growths.is_empty() { String::new() } else { format!(", {}", growths.join(", ")) };
            format!("{name}: {last} last week{said}.")
        }
    }
}
