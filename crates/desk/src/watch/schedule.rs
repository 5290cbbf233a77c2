//! When partners are looked at.

use crate::core::watch_record::WatchRecord;
use crate::watch::Watch;
use crate::wire::{WatchInterval, WireError};
use std::{sync::Arc, time::Duration};
use store::{Millis, StoreError, WatchRow};
use tokio::{sync::Semaphore, task::JoinSet};

/// Partners at a time: what each answers is in memory meanwhile.
const PARTNERS_AT_A_TIME: usize = 8;
/// How often it is asked whether a look is due. A computer that slept wakes up within it.
const POLL: Duration = Duration::from_secs(60);
/// A look that failed, or did not see everything, is repeated after this; each time in a row after twice as long.
const SOON_MS: Millis = 30 * 60 * 1000;
const HOUR_MS: Millis = 60 * 60 * 1000;

impl WatchInterval {
    pub(crate) const fn hours(self) -> u32 {
        match self {
            Self::Off => 0,
            Self::SixHours => 6,
            Self::Day => 24,
            Self::Week => 24 * 7,
        }
    }

    pub(crate) fn of_hours(hours: u32) -> Self {
        Self::ALL.iter().copied().rev().find(|one| hours >= one.hours()).unwrap_or(Self::Off)
    }
}

/// When a partner is looked at next; `None` while it isn't watched.
pub(crate) fn next_at(row: &WatchRow, now: Millis) -> Option<Millis> {
    let every = Millis::from(row.every_hours) * HOUR_MS;
    let looked_at = match row.looked_at {
        _ if every == 0 => return None,
        None => return Some(now),
        // The clock was put back.
        Some(at) if at > now => return Some(now),
        Some(at) => at,
    };
    let pause = match WatchRecord::of_json(&row.found).open_looks {
        0 => every,
        looks => every.min(SOON_MS << (looks - 1).min(16)),
    };
    Some(looked_at.saturating_add(pause))
}

impl Watch {
    /// Looks at partners when they are due, for as long as the app runs.
    pub(crate) async fn keep_watching(self: Arc<Self>) {
        loop {
            // A window that only looks leaves this to the one that writes.
            if !self.core.store.is_read_only()
                && let Err(error) = self.clone().look_due().await
            {
                tracing::warn!(code = error.code.key(), "it isn't known which partners are due");
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = self.changed.notified() => {}
            }
        }
    }

    /// Looks at every partner that is due now.
    ///
    /// # Errors
    /// When the profile can't be read.
    pub async fn look_due(self: Arc<Self>) -> Result<(), WireError> {
        let now = self.core.now();
        let due = self
            .core
            .read(move |store| {
                let mut due = Vec::new();
                for partner in store.partners()? {
                    let Some(environment) = partner.environment else { continue };
                    let row = store.watch(&partner.id, environment)?;
                    if next_at(&row, now).is_some_and(|at| at <= now) {
                        due.push(partner.id);
                    }
                }
                Ok::<_, StoreError>(due)
            })
            .await?;
        let failed = self.failed.lock().clone();
        let may_look = |id: &String| failed.get(id).is_none_or(|at| !(0..SOON_MS).contains(&(now - at)));
        self.look_at_all(due.into_iter().filter(may_look).collect()).await;
        Ok(())
    }

    /// Looks at several partners, a few at a time. Gives what was found of each, in their order.
    pub(crate) async fn look_at_all(
        self: Arc<Self>,
        ids: Vec<String>,
    ) -> Vec<Option<Result<WatchRecord, WireError>>> {
        let room = Arc::new(Semaphore::new(PARTNERS_AT_A_TIME));
        let mut found: Vec<_> = ids.iter().map(|_| None).collect();
        let mut looks = JoinSet::new();
        for (at, id) in ids.into_iter().enumerate() {
            let (watch, room) = (self.clone(), room.clone());
            looks.spawn(async move {
                // The room is never closed.
                let _place = room.acquire().await.ok();
                let result = match watch.begin(&id) {
                    Some(looking) => Some(watch.look(looking).await),
                    None => None,
                };
                if let Some(Err(error)) = &result {
                    tracing::warn!(code = error.code.key(), "a partner could not be looked at");
                }
                (at, result)
            });
        }
        while let Some(ended) = looks.join_next().await {
            match ended {
                Ok((at, result)) => {
                    if let Some(place) = found.get_mut(at) {
                        *place = result;
                    }
                }
                // The text of a panic is left out: it may hold a token.
                Err(error) => tracing::error!(is_panic = error.is_panic(), "a look broke"),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_due_after_its_interval_soon_after_a_look_that_left_something_open_and_at_once_when_the_clock_went_back()
     {
        let row = WatchRow { every_hours: 24, looked_at: Some(1_000), ..WatchRow::default() };
        assert_eq!(next_at(&row, 2_000), Some(1_000 + 24 * HOUR_MS));
        for (looks, pause) in
            [(1, SOON_MS), (2, 2 * SOON_MS), (3, 4 * SOON_MS), (9, 24 * HOUR_MS), (u32::MAX, 24 * HOUR_MS)]
        {
            let open = WatchRow { found: serde_json::json!({ "open_looks": looks }), ..row.clone() };
            assert_eq!(next_at(&open, 2_000), Some(1_000 + pause), "{looks} looks in a row");
        }
        assert_eq!(next_at(&row, 500), Some(500));
        assert_eq!(next_at(&WatchRow { looked_at: None, ..row.clone() }, 7), Some(7));
        assert_eq!(next_at(&WatchRow { every_hours: 0, ..row }, 7), None);
    }

    #[test]
    fn an_interval_is_kept_as_its_hours() {
        for one in WatchInterval::ALL {
            assert_eq!(WatchInterval::of_hours(one.hours()), *one);
        }
    }
}
