//! Shared by every integration test: portfolios whose clock stands still, and sentences to build with.
#![expect(clippy::unwrap_used, reason = "a broken fixture should stop the test where it breaks")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use backcast_core::proposals::ProposalId;
use backcast_core::scores::{Criterion, ScoreInput};
use backcast_core::{Portfolio, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// 1 September 2026, noon.
const START: i64 = 1_788_264_000;

/// A world that stands at noon of 1 September 2026, a second later at each look.
pub fn world() -> World {
    clock().world()
}

/// A clock that tests move.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

/// A clock at noon of 1 September 2026.
pub fn clock() -> Clock {
    Clock(Arc::new(AtomicI64::new(START)))
}

impl Clock {
    /// Moves on.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The world with this clock.
    pub fn world(&self) -> World {
        let clock = self.0.clone();
        let random = Mutex::new(0_u64);
        World::new(
            move || Timestamp::from_second(clock.fetch_add(1, Ordering::Relaxed)).unwrap(),
            TimeZone::UTC,
            move || {
                let mut bytes = [0; 10];
                let mut next = random.lock().unwrap();
                *next += 1;
                bytes[..8].copy_from_slice(&next.to_be_bytes());
                bytes
            },
        )
    }
}

/// A portfolio in a folder of its own.
pub struct Fixture {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// Its clock.
    pub clock: Clock,
    /// The file.
    pub path: PathBuf,
    /// The folder, which goes with the fixture.
    pub folder: tempfile::TempDir,
}

/// An empty portfolio of a person called Me.
pub fn portfolio() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.backcast");
    let clock = clock();
    let portfolio = Portfolio::create(&path, "Me", clock.world()).unwrap();
    Fixture { portfolio, clock, path, folder }
}

/// A document with every part, whose problem is `problem`.
pub fn document(problem: &str) -> String {
    format!(
        "# Evenings back\n\n## Customer\n\nNight nurses.\n\n## Problem\n\n{problem}\n\n## Solution\n\nA board.\n\n## Internal FAQ\n\n### Internal components\n\nRoster.\n\n### Finances\n\nCheap.\n\n### Technical hurdles\n\nPagers.\n"
    )
}

impl Fixture {
    /// A draft with this problem.
    pub fn draft(&self, problem: &str) -> ProposalId {
        let id = self.portfolio.write_proposal(backcast_core::documents::Template::PrFaq).unwrap().value;
        self.write(id, &document(problem));
        id
    }

    /// Writes a text.
    pub fn write(&self, id: ProposalId, text: &str) {
        let base = self.portfolio.document(id).unwrap().sha256;
        self.portfolio.save_document(id, text, &base).unwrap();
    }

    /// Scores all three criteria.
    pub fn score(&self, id: ProposalId, by: Option<&str>, levels: [&str; 3]) {
        for (criterion, level) in Criterion::EACH.into_iter().zip(levels) {
            self.portfolio
                .record_score(&ScoreInput {
                    proposal: id,
                    criterion,
                    answer: level.parse().unwrap(),
                    reason: "Because.".into(),
                    raise: None,
                    by: by.map(str::to_owned),
                })
                .unwrap();
        }
    }
}
