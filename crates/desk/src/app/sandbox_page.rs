//! The Sandbox's own page: its faults, and starting over.

use crate::app::App;
use crate::wire::{ErrorCode, FaultKindView, FaultRequest, FaultView, Nothing, SandboxView, WireError};
use partner::Environment;
use sandbox_api::FaultKind;

fn failed(reason: String) -> WireError {
    tracing::error!(reason, "the Sandbox failed");
    WireError::plain(ErrorCode::SandboxFailed)
}

impl App {
    /// What the Sandbox is, holds and can do wrong.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn sandbox_view(&self, _: Nothing) -> Result<SandboxView, WireError> {
        self.core.must_write()?;
        let sandbox = self.core.networks.sandbox.clone();
        let read = tokio::task::spawn_blocking(move || {
            Ok::<_, String>((sandbox.is_running(), sandbox.count_partners()?, sandbox.faults()?))
        });
        let (is_running, partners, faults) =
            read.await.map_err(|_| WireError::plain(ErrorCode::SandboxFailed))?.map_err(failed)?;
        Ok(SandboxView {
            is_running,
            partners,
            kinds: FaultKind::ALL
                .iter()
                .map(|kind| FaultKindView {
                    key: (*kind).into(),
                    title: text::plain(&format!("fault_kind.{}", kind.key())),
                })
                .collect(),
            faults: faults
                .into_iter()
                .map(|fault| FaultView {
                    label: text::plain(&format!("fault.{}", fault.name)),
                    kind: fault.kind.into(),
                    found_by: if fault.kind == FaultKind::Recruitee {
                        text::plain("page.save")
                    } else {
                        fault
                            .fails
                            .iter()
                            .chain(fault.unknown)
                            .next()
                            .map(|id| text::plain(&format!("check.{id}.title")))
                            .unwrap_or_default()
                    },
                    name: fault.name.into(),
                    is_on: fault.is_on,
                })
                .collect(),
        })
    }

    /// Switches a fault of the example partner.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_sandbox_fault(&self, request: FaultRequest) -> Result<SandboxView, WireError> {
        self.core.must_write()?;
        let sandbox = self.core.networks.sandbox.clone();
        tokio::task::spawn_blocking(move || sandbox.set_fault(&request.name, request.on))
            .await
            .map_err(|_| WireError::plain(ErrorCode::SandboxFailed))?
            .map_err(failed)?;
        self.sandbox_view(Nothing {}).await
    }

    /// Forgets every partner of the Sandbox and switches its faults off. Drafts stay, and are no longer
    /// registered there.
    pub async fn reset_sandbox(&self, _: Nothing) -> Result<SandboxView, WireError> {
        self.core.must_write()?;
        let sandbox = self.core.networks.sandbox.clone();
        tokio::task::spawn_blocking(move || sandbox.reset())
            .await
            .map_err(|_| WireError::plain(ErrorCode::SandboxFailed))?
            .map_err(failed)?;
        let turns = self.sync.turns.clone();
        self.core
            .write(move |store| {
                for id in store.all_ids()? {
                    turns.note_write(&id, Environment::Sandbox);
                    store.change_registration(&id, Environment::Sandbox, store::Registration::forget)?;
                }
                Ok(())
            })
            .await?;
        self.sandbox_view(Nothing {}).await
    }
}
