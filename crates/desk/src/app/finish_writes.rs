//! Writes that were open when the app ended.

use crate::app::App;
use crate::wire::{Done, Event, Nothing, WireError};
use store::WriteAction;

impl App {
    /// Finds out what became of the writes that were open when the app ended, those of an environment that is
    /// not chosen now left aside. Tells whoever listens.
    pub async fn finish_writes(&self, _: Nothing) -> Result<Done, WireError> {
        let open = self.core.read(|store| store.open_writes()).await?;
        for write in open {
            let Ok(context) = self.core.context(&write.partner_id).await else { continue };
            // One of an environment that is not chosen now waits until it is.
            if context.environment() != Some(write.environment) {
                continue;
            }
            let Ok(_writing) = self.sync.begin_writing(&write.partner_id) else { continue };
            let found = match write.action {
                WriteAction::Regenerate => {
                    let found = self.connection.resolve_secret_outcome(&write).await;
                    found.inspect(|found| self.sync.tell_outcome(&write, found))
                }
                _ => self.sync.resolve_outcome(&write).await,
            };
            match found {
                Ok(_) => {
                    if let Err(error) = self.sync.read_remote(&write.partner_id).await {
                        tracing::info!(code = error.code.key(), "the server could not be read once more");
                    }
                }
                Err(error) => {
                    self.core.emit(Event::WriteSettled { partner_id: write.partner_id, text: error.message });
                }
            }
        }
        self.core.logs.write().await;
        Ok(Done {})
    }
}
