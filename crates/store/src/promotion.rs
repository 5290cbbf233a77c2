//! What happened to a partner on its way to promotion, and the article that is written for it.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::Environment;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromotionStep {
    /// An evidence pack was made.
    Pack,
    /// Recruitee was asked to promote.
    Asked,
    /// It is promoted.
    Promoted,
}

impl PromotionStep {
    const ALL: [Self; 3] = [Self::Pack, Self::Asked, Self::Promoted];

    /// Its name in the file.
    const fn key(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Asked => "asked",
            Self::Promoted => "promoted",
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct PromotionEvent {
    /// When.
    pub at: Millis,
    /// What.
    pub step: PromotionStep,
    /// The hash of the evidence pack that it is about; empty for none.
    pub pack: String,
    /// Who said so, as they call themselves; may be empty.
    pub person: String,
    /// RC said so, and no person.
    pub is_by_rc: bool,
    /// The record at that time.
    pub record: Value,
}

impl Snapshot<'_> {
    /// What happened, the earliest first. What a newer app noted and this one does not know is left out.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn promotion_events(
        &self,
        partner_id: &str,
        environment: Environment,
    ) -> Result<Vec<PromotionEvent>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT at, event, pack, person, by_rc, record FROM promotion_events
             WHERE partner_id = ?1 AND environment = ?2 ORDER BY id",
        )?;
        let rows = statement.query_map(params![partner_id, environment.key()], |row| {
            let (event, record): (String, String) = (row.get(1)?, row.get(5)?);
            let Some(step) = PromotionStep::ALL.into_iter().find(|step| step.key() == event) else {
                return Ok(None);
            };
            Ok(Some(PromotionEvent {
                at: row.get(0)?,
                step,
                pack: row.get(2)?,
                person: row.get(3)?,
                is_by_rc: row.get(4)?,
                // A damaged record says nothing, and stands in the way of no other.
                record: serde_json::from_str(&record).unwrap_or_default(),
            }))
        })?;
        let events: Vec<Option<PromotionEvent>> = rows.collect::<Result<_, _>>()?;
        Ok(events.into_iter().flatten().collect())
    }

    /// The article that is being written here, if any; its shape belongs to whoever writes it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn article_draft(&self, partner_id: &str) -> Result<Option<Value>, StoreError> {
        let found: Option<String> = self
            .connection()
            .query_row("SELECT draft FROM article_drafts WHERE partner_id = ?1", [partner_id], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(found.map(|draft| serde_json::from_str(&draft)).transpose()?)
    }
}

impl Transaction<'_> {
    /// Notes what happened.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_promotion_event(
        &self,
        partner_id: &str,
        environment: Environment,
        event: &PromotionEvent,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO promotion_events (partner_id, environment, at, event, pack, person, by_rc, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    partner_id,
                    environment.key(),
                    event.at,
                    event.step.key(),
                    event.pack,
                    event.person,
                    event.is_by_rc,
                    event.record.to_string()
                ],
            )?;
            Ok(())
        })
    }

    /// Takes back the latest event of that kind: it was said by mistake.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn remove_promotion_event(
        &self,
        partner_id: &str,
        environment: Environment,
        step: PromotionStep,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM promotion_events WHERE id = (
                     SELECT max(id) FROM promotion_events
                     WHERE partner_id = ?1 AND environment = ?2 AND event = ?3)",
                params![partner_id, environment.key(), step.key()],
            )?;
            Ok(())
        })
    }

    /// Forgets what happened, all of it or only what RC said: the registration that it was about has ended, or RC takes
    /// it back.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn forget_promotion(
        &self,
        partner_id: &str,
        environment: Environment,
        is_only_of_rc: bool,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM promotion_events
                 WHERE partner_id = ?1 AND environment = ?2 AND (by_rc OR NOT ?3)",
                params![partner_id, environment.key(), is_only_of_rc],
            )?;
            Ok(())
        })
    }

    /// Keeps the article that is being written.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_article_draft(&self, partner_id: &str, draft: &Value, now: Millis) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO article_drafts (partner_id, draft, changed_at) VALUES (?1, ?2, ?3)",
                params![partner_id, draft.to_string(), now],
            )?;
            Ok(())
        })
    }
}
