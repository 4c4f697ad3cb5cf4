//! The findings of charts as sentences, in English: titles and text alternatives.

use super::svg::number;
use crate::evidence::{Class, Evidence};
use crate::measures::xmr::{Signal, SignalRule, SplitXmr, Status};

/// What a split process behaviour chart shows.
pub(super) fn of_split(name: &str, split: &SplitXmr) -> String {
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

/// What a series on its own shows.
pub(super) fn of_signals(name: &str, signals: &[Signal]) -> String {
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
