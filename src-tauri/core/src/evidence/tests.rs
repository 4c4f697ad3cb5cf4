use jiff::ToSpan as _;

use super::*;

const LAUNCH: &str = "2026-03-02";

/// Weekly points, the last of `before` one week before the launch.
fn series(before: &[f64], after: &[f64]) -> Vec<Dated> {
    let launch: Date = LAUNCH.parse().unwrap();
    let first = launch.saturating_sub((i32::try_from(before.len()).unwrap() * 7).days());
    (0..)
        .zip(before.iter().chain(after))
        .map(|(week, value)| Dated { date: first.saturating_add((week * 7).days()), value: *value })
        .collect()
}

fn promise(target: Option<f64>) -> Promise {
    Promise::bare("Minutes", Direction::Down, target)
}

fn judged(promise: &Promise, before: &[f64], after: &[f64]) -> Evidence {
    judge(promise, &series(before, after), LAUNCH.parse().unwrap(), "2026-12-01".parse().unwrap()).0
}

/// Alternating around 7: mean 7, sd √(12·0.25/11), negative autocorrelation, so f = 1.
const CALM: [f64; 12] = [6.5, 7.5, 6.5, 7.5, 6.5, 7.5, 6.5, 7.5, 6.5, 7.5, 6.5, 7.5];

#[test]
fn the_threshold_is_two_and_a_half_standard_errors_of_both_means() {
    let found = judged(&promise(Some(5.0)), &CALM, &[4.0; 8]);
    // By hand: sd² = 3/11 = 0.272727; c = −11·0.25/3 = −0.91667; r = max(0, c + 1/12) = 0; f = 1;
    // 2.5·0.522233·√(1/8 + 1/12) = 0.595914.
    assert!((found.threshold.unwrap() - 0.595_914).abs() < 1e-5, "{found:?}");
    assert_eq!((found.baseline_mean, found.window_mean, found.met), (Some(7.0), Some(4.0), Some(true)));
    assert_eq!((found.n, found.k, found.evidence), (12, 8, Class::Solved));
    assert_eq!(found.notes, [Remark::TrendNotExcluded, Remark::SeasonNotExcluded]);
}

#[test]
fn a_move_that_misses_the_target_is_not_enough() {
    assert_eq!(judged(&promise(Some(3.0)), &CALM, &[4.0; 8]).evidence, Class::MovedNotEnough);
}

#[test]
fn a_move_the_wrong_way_is_worse() {
    assert_eq!(judged(&promise(Some(3.0)), &CALM, &[9.0; 8]).evidence, Class::Worse);
}

#[test]
fn a_target_met_without_a_move_is_met_by_noise() {
    assert_eq!(judged(&promise(Some(6.9)), &CALM, &[6.8; 8]).evidence, Class::MetByNoise);
}

#[test]
fn no_move_and_no_target_met_is_no_change() {
    assert_eq!(judged(&promise(Some(3.0)), &CALM, &[6.8; 8]).evidence, Class::NoChange);
}

#[test]
fn too_few_points_on_either_side_cannot_tell() {
    let short = judged(&promise(Some(5.0)), &CALM[..11], &[4.0; 8]);
    assert_eq!((short.evidence, short.notes[0]), (Class::CantTell, Remark::ShortBaseline));
    let short = judged(&promise(Some(5.0)), &CALM, &[4.0; 7]);
    assert_eq!((short.evidence, short.notes[0]), (Class::CantTell, Remark::ShortWindow));
}

#[test]
fn a_jump_in_the_last_third_of_the_baseline_cannot_tell() {
    let mut before = CALM;
    for value in &mut before[8..] {
        *value -= 3.0;
    }
    let found = judged(&promise(Some(5.0)), &before, &[4.0; 8]);
    assert_eq!(found.evidence, Class::CantTell);
    assert!(found.notes.contains(&Remark::BaselineShift));
}

#[test]
fn a_baseline_that_was_falling_already_accounts_for_a_window_on_its_line() {
    // Falls by 0.2 a week with a small wobble; the window goes on falling.
    let at = |week: i32| 12.0 - 0.2 * f64::from(week) + if week % 2 == 0 { 0.15 } else { -0.15 };
    let before: Vec<f64> = (0..16).map(at).collect();
    let after: Vec<f64> = (16..24).map(at).collect();
    let found = judged(&promise(Some(1.0)), &before, &after);
    assert_eq!(found.evidence, Class::AlreadyMoving);
}

#[test]
fn a_guardrail_beyond_its_margin_is_harm_and_harms_the_primary_measure() {
    let guardrail = Promise { role: Role::Guardrail, margin: 1.0, measure: "Complaints".into(), ..promise(None) };
    let within = judged(&guardrail, &CALM, &[7.9; 8]);
    assert_eq!(within.evidence, Class::Worse);
    let beyond = judged(&guardrail, &CALM, &[8.1; 8]);
    assert_eq!(beyond.evidence, Class::Harm);
    let together = together(vec![beyond, judged(&promise(Some(5.0)), &CALM, &[4.0; 8])]);
    assert_eq!((together[0].role, together[0].evidence), (Role::Primary, Class::Harm));
}

#[test]
fn a_guardrail_with_too_few_points_prevents_solved() {
    let guardrail = Promise { role: Role::Guardrail, ..promise(None) };
    let unknown = judged(&guardrail, &CALM[..4], &[7.0; 8]);
    let together = together(vec![unknown, judged(&promise(Some(5.0)), &CALM, &[4.0; 8])]);
    assert_eq!(together[0].evidence, Class::CantTell);
    assert!(together[0].notes.contains(&Remark::GuardrailUnknown));
}

#[test]
fn the_window_ends_at_the_due_date_and_later_points_do_not_count() {
    let mut after = [4.0; 12].to_vec();
    after.extend([100.0; 4]);
    let due = "2026-05-18".parse().unwrap();
    let found = judged(&Promise { due: Some(due), ..promise(Some(5.0)) }, &CALM, &after);
    assert_eq!((found.window_mean, found.evidence), (Some(4.0), Class::Solved));
}

#[test]
fn before_the_due_date_it_is_said_to_be_early() {
    let due = Some("2027-05-18".parse().unwrap());
    let found = judged(&Promise { due, ..promise(Some(5.0)) }, &CALM, &[4.0; 8]);
    assert!(found.notes.contains(&Remark::Early));
}

/// Weeks of a queue, and what an independent computation made of them.
const QUEUE: [f64; 20] = [
    31.2, 33.8, 32.1, 30.4, 29.9, 31.7, 34.2, 35.1, 33.0, 32.6, 31.1, 30.8, 32.9, 34.4, 33.7, 31.5, 30.2, 31.9, 33.3,
    34.8,
];
const SINCE: [f64; 12] = [33.1, 31.0, 29.4, 28.8, 27.1, 26.5, 27.9, 25.2, 24.8, 26.1, 25.5, 23.9];

fn near(found: Option<f64>, expected: f64) {
    assert!((found.unwrap() - expected).abs() < 1e-9, "{found:?} is not {expected}");
}

#[test]
fn autocorrelation_widens_the_threshold_as_computed_elsewhere() {
    let found = judged(&promise(Some(26.0)), &QUEUE, &SINCE);
    near(found.baseline_mean, 32.43);
    near(found.window_mean, 25.875);
    near(found.threshold, 2.674_236_833_085_034_3);
    assert_eq!(found.evidence, Class::Solved);
}

#[test]
fn more_points_than_eight_are_judged_when_that_was_chosen() {
    let found = judged(&Promise { judged_points: 10, ..promise(Some(26.0)) }, &QUEUE, &SINCE);
    assert_eq!((found.k, found.evidence), (10, Class::MovedNotEnough));
    near(found.window_mean, 26.52);
    near(found.threshold, 2.475_862_211_622_219);
}

#[test]
fn less_history_than_there_is_counts_when_chosen_and_is_flagged() {
    let launch: Date = LAUNCH.parse().unwrap();
    let from = Some(launch.saturating_sub((12 * 7).days()));
    let found = judged(&Promise { baseline_from: from, ..promise(Some(26.0)) }, &QUEUE, &SINCE);
    assert_eq!(found.n, 12);
    assert!(found.notes.contains(&Remark::HistoryCut), "{:?}", found.notes);
    assert!(!judged(&promise(None), &QUEUE, &SINCE).notes.contains(&Remark::HistoryCut));
}

#[test]
fn a_jump_that_somebody_explained_with_a_date_is_no_obstacle() {
    let mut before = CALM;
    for value in &mut before[8..] {
        *value -= 3.0;
    }
    let jump = LAUNCH.parse::<Date>().unwrap().saturating_sub((4 * 7).days());
    let told = judged(&Promise { explained: vec![jump], ..promise(Some(5.0)) }, &before, &[1.0; 8]);
    assert!(!told.notes.contains(&Remark::BaselineShift), "{:?}", told.notes);
    let elsewhere = Promise { explained: vec![jump.saturating_sub(30.days())], ..promise(Some(5.0)) };
    assert_eq!(judged(&elsewhere, &before, &[1.0; 8]).evidence, Class::CantTell);
}

#[test]
fn a_window_that_left_the_line_of_a_falling_baseline_was_not_already_moving() {
    let at = |week: i32| 12.0 - 0.2 * f64::from(week) + if week % 2 == 0 { 0.15 } else { -0.15 };
    let before: Vec<f64> = (0..16).map(at).collect();
    // Back where it began: neither moved, nor where its trend was going.
    let found = judged(&promise(Some(1.0)), &before, &[10.5; 8]);
    assert_eq!(found.evidence, Class::NoChange);
}

#[test]
fn a_launch_that_slipped_is_judged_at_both_dates_it_was_promised_for() {
    let launch: Date = LAUNCH.parse().unwrap();
    let slipped = Promise {
        due: Some(launch.saturating_add(28.days())),
        weeks_due: Some(launch.saturating_add((12 * 7).days())),
        ..promise(Some(5.0))
    };
    let found = judged(&slipped, &CALM, &[4.0; 14]);
    assert_eq!((found.evidence, found.k), (Class::CantTell, 5));
    assert!(found.notes.contains(&Remark::Slipped), "{:?}", found.notes);
    let later = found.at_weeks.unwrap();
    assert_eq!((later.due.as_str(), later.evidence, later.k), ("2026-05-25", Class::Solved, 8));
}

/// A yearly wave around 20 with a small repeating wobble, `shift` later by so much.
fn wave(weeks: std::ops::Range<i32>, shift: f64) -> Vec<f64> {
    const WOBBLE: [f64; 10] = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1, 0.4, -0.3, 0.0];
    weeks
        .map(|week| {
            let turn = std::f64::consts::TAU * f64::from(7 * week) / 365.25;
            20.0 + 5.0 * turn.sin() + WOBBLE[usize::try_from(week % 10).unwrap()] - shift
        })
        .collect()
}

#[test]
fn a_seasonal_measure_is_held_against_the_same_weeks_of_the_year_before() {
    let before = wave(0..60, 0.0);
    let same = judged(&promise(Some(15.0)), &before, &wave(60..84, 0.0));
    assert_eq!(same.evidence, Class::NoChange);
    near(same.year_before_mean, 19.224_026_159_276_93);
    let threshold = same.threshold.unwrap();
    assert!((threshold - 0.308_700_970_732_218).abs() < 1e-6, "{threshold}");
    let better = judged(&promise(Some(18.0)), &before, &wave(60..84, 2.0));
    assert_eq!(better.evidence, Class::Solved);
    assert!(better.notes.contains(&Remark::SeasonCompared), "{:?}", better.notes);
    assert!(!better.notes.contains(&Remark::SeasonNotExcluded), "{:?}", better.notes);
}

#[test]
fn a_measure_without_a_wave_keeps_its_whole_baseline_and_the_note() {
    let before: Vec<f64> = QUEUE.iter().cycle().take(60).copied().collect();
    let found = judged(&promise(Some(26.0)), &before, &SINCE);
    assert_eq!((found.n, found.evidence, found.year_before_mean), (60, Class::Solved, None));
    assert_eq!(found.notes, [Remark::SeasonNotExcluded]);
}
