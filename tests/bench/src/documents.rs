//! What reading and linting a document costs, beside pulldown-cmark alone on the same text in the same run, and how the
//! time grows when hostile input doubles.

use std::hint::black_box;
use std::time::{Duration, Instant};

use backcast_core::documents::{self, Facts, RuleBook};
use pulldown_cmark::{Options, Parser};
use serde_json::{Value, json};

use crate::hostile;

/// The document that a keystroke reads again, in bytes.
const LENGTH: usize = 30_000;

/// Reads, lints and counts documents; times in milliseconds, the median of the rounds.
pub(crate) fn measure(rounds: u32) -> Value {
    let text = document();
    let book = RuleBook::built_in();
    let alone = median(rounds, || {
        black_box(
            Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter().count(),
        );
    });
    let ours = median(rounds, || {
        let parsed = documents::parse(&text);
        black_box(documents::lint(&parsed, &Facts::default(), &book).len());
        black_box(parsed.counts());
        black_box(parsed.into_outline());
    });
    let growth: Vec<Value> = hostile::inputs()
        .into_iter()
        .map(|input| {
            let time = |length: usize| {
                let bytes = input.bytes(length);
                median(5, || input.read(&bytes, &book))
            };
            let (once, twice) = (time(200_000), time(400_000));
            json!({ "input": input.name, "milliseconds": once, "doubled": twice, "growth": twice / once })
        })
        .collect();
    json!({
        "bytes": text.len(), "milliseconds": ours, "pulldown_cmark_milliseconds": alone, "ratio": ours / alone, "growth": growth,
    })
}

/// A press release with as many questions as make it long.
fn document() -> String {
    let mut text = include_str!("../../../src-tauri/core/src/sample/documents/referrals.md").to_owned();
    text.push_str("\n\n## FAQ\n\n");
    let mut number = 0;
    while text.len() < LENGTH {
        number += 1;
        text.push_str(&format!(
            "### {number}. What happens on ward {number} when *nobody* answers the pager?\n\nThe clerk sees it after {number} minutes and phones the [next on the list](https://elm.example/{number}). Many wards often have **several** lists; each keeps `list-{number}` by hand, which took 4 hours a week in March.\n\n- The list is printed on Monday.\n- Nobody is asked twice in a night.\n\n"
        ));
    }
    text
}

fn median(rounds: u32, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..rounds.max(1))
        .map(|_| {
            let begun = Instant::now();
            work();
            milliseconds(begun.elapsed())
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
