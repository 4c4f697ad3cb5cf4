use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn read(p: &Value, y: &Value) -> Vec<Resolved> {
    let (p, y) = (p.as_array().unwrap(), y.as_array().unwrap());
    (0..)
        .zip(p.iter().zip(y))
        .map(|(unit, (p, y))| Resolved { unit, percent: p.as_f64().unwrap() * 100.0, came_true: y.as_i64() == Some(1) })
        .collect()
}

fn close(found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-8, "{found} is not {expected}");
}

#[test]
fn the_scores_are_those_of_scikit_learn() {
    let Ok(text) =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/calibration/vectors.json"))
    else {
        return;
    };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let case = |name: &str| vectors["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap();
    let found = |p: &Value, y: &Value| assess(&read(p, y), &mut dice(1)).unwrap();
    let brier = case("sklearn_doc_brier");
    close(found(&brier["p"], &brier["y"]).brier, &brier["brier"]);
    let log = case("sklearn_doc_logloss");
    close(found(&log["p_of_1"], &log["y"]).log_score.value.unwrap(), &log["logloss_ln"]);
    let bins = case("sklearn_doc_calibration");
    for (at, bin) in curve(&read(&bins["p"], &bins["y"]), 3).iter().enumerate() {
        close(bin.share.unwrap(), &bins["prob_true"][at]);
        close(bin.mean_forecast.unwrap() / 100.0, &bins["prob_pred"][at]);
    }
}

#[test]
fn two_hundred_launches_of_known_calibration_agree_with_an_independent_computation() {
    let text = include_str!("../../../../tests/fixtures/calibration-200.json");
    let vectors: Value = serde_json::from_str(text).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let resolved: Vec<_> = (0..)
            .zip(case["launches"].as_array().unwrap())
            .flat_map(|(unit, launch)| {
                let came_true = launch["y"] == 1;
                let percents = launch["p"].as_array().unwrap().iter();
                percents.map(move |p| Resolved { unit, percent: p.as_f64().unwrap(), came_true }).collect::<Vec<_>>()
            })
            .collect();
        let found = assess(&resolved, &mut dice(7)).unwrap();
        let expected = &case["expected"];
        close(found.brier, &expected["brier"]);
        close(found.log_score.value.unwrap(), &expected["log_score"]);
        close(found.skill.unwrap(), &expected["skill"]);
        let murphy = found.murphy.unwrap();
        close(murphy.reliability, &expected["reliability"]);
        close(murphy.resolution, &expected["resolution"]);
        close(murphy.uncertainty, &expected["uncertainty"]);
        close(murphy.residual, &expected["residual"]);
        for (bin, wanted) in found.curve.iter().zip(expected["curve"].as_array().unwrap()) {
            assert_eq!(u64::from(bin.n), wanted["n"].as_u64().unwrap());
            close(bin.mean_forecast.unwrap(), &wanted["mean_forecast"]);
            close(bin.share.unwrap(), &wanted["share"]);
            close(bin.low.unwrap(), &wanted["low"]);
            close(bin.high.unwrap(), &wanted["high"]);
        }
        // Two streams of random numbers do not agree to the last digit.
        for (found, wanted) in [(found.brier_low, &expected["brier_low"]), (found.brier_high, &expected["brier_high"])]
        {
            assert!((found - wanted.as_f64().unwrap()).abs() < 0.006, "{found} is not near {wanted}");
        }
    }
}

fn one(unit: u32, percent: f64, came_true: bool) -> Resolved {
    Resolved { unit, percent, came_true }
}

#[test]
fn a_certain_forecast_that_was_wrong_is_said_and_not_silently_infinite() {
    let found = assess(&[one(0, 100.0, true), one(1, 0.0, true), one(2, 50.0, false)], &mut dice(1)).unwrap();
    let LogScore { value, certain, certain_and_wrong, without_those } = found.log_score;
    assert_eq!((value, certain, certain_and_wrong), (None, 2, 1));
    assert!((without_those.unwrap() - 2.0_f64.ln() / 2.0).abs() < 1e-12);
    let fine = assess(&[one(0, 100.0, true), one(1, 0.0, false)], &mut dice(1)).unwrap().log_score;
    assert_eq!((fine.value, fine.certain, fine.certain_and_wrong), (Some(0.0), 2, 0));
}

#[test]
fn several_raters_of_one_launch_are_one_outcome() {
    let alone = assess(&[one(0, 90.0, true), one(1, 10.0, true)], &mut dice(1)).unwrap();
    let crowd = [one(0, 90.0, true), one(0, 90.0, true), one(0, 90.0, true), one(1, 10.0, true)];
    let crowd = assess(&crowd, &mut dice(1)).unwrap();
    assert_eq!((crowd.outcomes, crowd.forecasts, crowd.brier), (2, 4, alone.brier));
    assert_eq!(crowd.curve.last().unwrap().n, 1);
}

#[test]
fn when_all_came_out_alike_there_is_no_skill_to_speak_of() {
    let all: Vec<_> = (0..60).map(|unit| one(unit, 70.0, true)).collect();
    let found = assess(&all, &mut dice(1)).unwrap();
    assert_eq!((found.skill, found.murphy.unwrap().uncertainty), (None, 0.0));
    assert!(assess(&all[..49], &mut dice(1)).unwrap().murphy.is_none());
    assert_eq!(assess(&[], &mut dice(1)), None);
}

proptest! {
    #[test]
    fn the_decomposition_adds_up_and_everything_is_finite(
        said in prop::collection::vec((0_u32..80, 0.0..=100.0_f64), 60..300),
        truth in prop::collection::vec(any::<bool>(), 80),
    ) {
        let resolved: Vec<_> = said.iter().map(|(unit, percent)| one(*unit, *percent, truth[*unit as usize])).collect();
        let found = assess(&resolved, &mut dice(3)).unwrap();
        prop_assert!((0.0..=1.0).contains(&found.brier));
        prop_assert!(found.brier_low <= found.brier_high);
        if let Some(murphy) = found.murphy {
            let sum = murphy.reliability - murphy.resolution + murphy.uncertainty + murphy.residual;
            prop_assert!((sum - found.brier).abs() < 1e-12);
            prop_assert!(murphy.reliability >= 0.0 && murphy.resolution >= 0.0);
        }
        let per_bin: BTreeMap<usize, u32> = found.curve.iter().map(|bin| bin.n).enumerate().collect();
        prop_assert!(per_bin.values().all(|n| *n <= found.outcomes));
        for bin in found.curve.iter().filter(|bin| bin.n > 0) {
            let (low, share, high) = (bin.low.unwrap(), bin.share.unwrap(), bin.high.unwrap());
            prop_assert!(low <= share + 1e-12 && share <= high + 1e-12 && low >= 0.0 && high <= 1.0);
        }
    }
}
