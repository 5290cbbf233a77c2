//! Reading again when a connection broke: one rule for probes and for the Partners API. Ours, since what a try notes
//! on its way has to outlive a timeout in its middle, which the closures of a library's retry cannot borrow.

use std::{slice::Iter, time::Duration};
use tokio::time::sleep;

/// Pauses before a read whose connection broke is tried again.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];

/// The further tries that a read has left.
pub(crate) struct Retries(Iter<'static, Duration>);

impl Retries {
    pub(crate) fn new() -> Self {
        Self(PAUSES.iter())
    }

    /// Waits before the next try, when there is a reason for one and one is left.
    pub(crate) async fn wait<R>(&mut self, reason: Option<R>) -> Option<R> {
        let reason = reason?;
        sleep(*self.0.next()?).await;
        Some(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn a_read_is_tried_twice_more_after_longer_and_longer_pauses_and_only_for_a_reason() {
        let began = Instant::now();
        let mut retries = Retries::new();
        assert_eq!(retries.wait(None::<&str>).await, None);
        let mut waited = Vec::new();
        while retries.wait(Some("trouble.broken")).await.is_some() {
            waited.push(began.elapsed().as_millis());
        }
        assert_eq!(waited, [200, 1_000]);
    }
}
