//! Published process behaviour examples, where they lie beside the project; nothing of them is copied into it.
use std::path::Path;

use backcast_core::measures::xmr::{self, Options, SignalRule};
use serde_json::Value;

#[test]
fn published_examples_have_their_published_limits_and_signals() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/xmr/vectors.json");
    let Ok(text) = std::fs::read_to_string(file) else { return };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let values: Vec<f64> = case["x"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
        let found = xmr::xmr(&values, Options::default());
        let published = [
            ("mean", found.centre),
            ("mR", found.mr_mean),
            ("UNPL", found.upper),
            ("LNPL", found.lower),
            ("URL", found.range_upper),
        ];
        for (key, found) in published {
            // They are published with two digits.
            let Some(wanted) = case[key].as_f64() else { continue };
            assert!((found.unwrap() - wanted).abs() <= 0.006, "{name}: {key} {found:?} is not {wanted}");
        }
        for (key, rule) in [("R1", SignalRule::R1), ("R2", SignalRule::R2), ("R3", SignalRule::R3)] {
            let Some(wanted) = case[key].as_array() else { continue };
            let found = found.signals.iter().find(|signal| signal.rule == rule);
            let points: Vec<Value> =
                found.map(|signal| &signal.points).into_iter().flatten().map(|at| (*at).into()).collect();
            assert_eq!(&points, wanted, "{name}: {key}");
        }
    }
}
