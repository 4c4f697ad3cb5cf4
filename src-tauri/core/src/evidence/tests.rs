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
    Promise {
        measure: "Minutes".into(),
        role: Role::Primary,
        direction: Direction::Down,
        target,
        margin: 0.0,
        aggregate: Aggregate::Mean,
        due: None,
    }
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
