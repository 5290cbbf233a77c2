//! What became of a write to a server, to be noted.

use partner::{Draft, Field};
use store::{Millis, StoreError, Transaction, WriteAction, WriteRow, WriteState};

/// What became of a write, to be noted.
#[derive(Clone)]
pub(crate) struct Outcome {
    pub(crate) write: WriteRow,
    pub(crate) state: WriteState,
    pub(crate) at: Millis,
}

impl Outcome {
    /// Of which write, by its number.
    pub(crate) fn write_id(&self) -> i64 {
        self.write.id
    }

    pub(crate) fn note(&self, store: &Transaction<'_>) -> Result<(), StoreError> {
        let Self { write, state, at } = self;
        if *state == WriteState::Done && write.action != WriteAction::Regenerate {
            store.change_registration(&write.partner_id, write.environment, |known| {
                if write.action == WriteAction::Delete {
                    return known.forget();
                }
                // What was sent is what both sides hold now.
                known.base = new_merge_base(known.base.take(), write);
                if write.action == WriteAction::Register {
                    known.codename = Some(write.codename.clone());
                    known.registered_at.get_or_insert(*at);
                    known.last_seen.clone_from(&write.after);
                }
            })?;
        }
        store.settle_write(write.id, *state, *at)
    }
}

/// What both sides have in common once a write is done. Of fields that were not sent it is what it was: some
/// may still have to be decided.
fn new_merge_base(base: Option<Draft>, write: &WriteRow) -> Option<Draft> {
    let (WriteAction::Update, Some(mut base)) = (write.action, base) else { return write.after.clone() };
    let after = write.after.as_ref()?;
    for &field in &write.fields {
        // What a draft held fits a draft.
        let _ = base.set(field, &after.get(field));
        if matches!(field, Field::Url(_)) {
            base.urls.extra.clone_from(&after.urls.extra);
        }
    }
    Some(base)
}
