//! What the core takes from outside: the time, the calendar, randomness, and the language to write in.
//!
//! The core never looks at a clock itself, so a test can stand still and a command can say "on that day".
//! Invariant: ids made here are UUIDv7 and sort by the time they were made.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use uuid::Uuid;

use crate::tongue::Tongue;

/// The outside, as far as the core may know it.
#[derive(Clone)]
pub struct World {
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    zone: TimeZone,
    random: Arc<dyn Fn() -> [u8; 10] + Send + Sync>,
    moves_on: bool,
    tongue: Arc<dyn Fn() -> Tongue + Send + Sync>,
}

impl World {
    /// A world with this clock, time zone and source of random bytes, that speaks English.
    pub fn new(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        zone: TimeZone,
        random: impl Fn() -> [u8; 10] + Send + Sync + 'static,
    ) -> Self {
        Self {
            clock: Arc::new(clock),
            zone,
            random: Arc::new(random),
            moves_on: true,
            tongue: Arc::new(|| Tongue::English),
        }
    }

    /// The same world speaking what `tongue` says at the time.
    #[must_use]
    pub fn speaking(self, tongue: impl Fn() -> Tongue + Send + Sync + 'static) -> Self {
        Self { tongue: Arc::new(tongue), ..self }
    }

    /// The language that is spoken now.
    #[must_use]
    pub fn tongue(&self) -> Tongue {
        (self.tongue)()
    }

    /// The same world with the clock of a story, which goes to whatever day is told next.
    pub(crate) fn with_clock(&self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), moves_on: false, ..self.clone() }
    }

    /// Whether time goes forward here, as it does outside of a story.
    pub(crate) fn moves_on(&self) -> bool {
        self.moves_on
    }

    /// Now, in UTC, to the millisecond.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let now = (self.clock)();
        now.round(Unit::Millisecond).unwrap_or(now)
    }

    /// The date on the wall where the person is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.date_of(self.now())
    }

    /// The date on the wall at `time`.
    #[must_use]
    pub fn date_of(&self, time: Timestamp) -> Date {
        time.to_zoned(self.zone.clone()).date()
    }

    /// A new key that cannot be guessed, 60 hexadecimal digits.
    pub(crate) fn new_key(&self) -> String {
        (0..3).flat_map(|_| (self.random)()).map(|byte| format!("{byte:02x}")).collect()
    }

    /// A new identity: UUIDv7.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &(self.random)()).into_uuid()
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("zone", &self.zone).finish_non_exhaustive()
    }
}
