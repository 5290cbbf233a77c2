//! Whether this process stood still while something ran: a laptop that slept, a machine that froze it. What ran
//! into a time limit then says nothing about the service.

use std::{
    future::Future,
    time::{Duration, Instant, SystemTime},
};
use tokio::time::sleep;

/// How often a sign of life is given.
const BEAT: Duration = Duration::from_millis(250);
/// Later than this, the process stood still. Far more than a busy machine makes it.
const LATE: Duration = Duration::from_secs(2);

/// Runs `work`, and tells whether the process stood still meanwhile.
pub(crate) async fn watched<T>(work: impl Future<Output = T>) -> (T, bool) {
    let mut beat = Beat::new();
    let mut stood_still = false;
    tokio::pin!(work);
    loop {
        tokio::select! {
            // The work first: what has arrived in time counts.
            biased;
            done = &mut work => return (done, stood_still | beat.is_late()),
            () = sleep(BEAT) => stood_still |= beat.is_late(),
        }
    }
}

struct Beat {
    at: Instant,
    /// The other clock: some stop while the machine sleeps, and some do not.
    wall: SystemTime,
}

impl Beat {
    #[expect(clippy::disallowed_methods, reason = "compared with itself alone, to see that time has passed")]
    fn new() -> Self {
        Self { at: Instant::now(), wall: SystemTime::now() }
    }

    /// Whether more time has passed since the last beat than should have.
    fn is_late(&mut self) -> bool {
        let before = std::mem::replace(self, Self::new());
        let passed = self.at.duration_since(before.at);
        // A clock that is set while we run goes back as well as forth.
        let by_wall = self.wall.duration_since(before.wall).unwrap_or_default();
        passed > LATE || by_wall > LATE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_stands_still_notices_it_and_one_that_only_waits_does_not() {
        let (answer, stood_still) = watched(async {
            sleep(Duration::from_millis(600)).await;
            7
        })
        .await;
        assert_eq!((answer, stood_still), (7, false));
        // Blocks the thread on which the watch runs, as a stopped process would.
        let ((), stood_still) = watched(async {
            tokio::task::yield_now().await;
            std::thread::sleep(LATE + BEAT);
        })
        .await;
        assert!(stood_still);
    }
}
