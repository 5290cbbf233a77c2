//! What can go wrong on Recruitee's side of a save: so that it can be practised what to do then. Each happens
//! once and switches itself off, except the one that lasts.

use axum::{http::Method, response::Response};
use std::{
    future::Future,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use store::SandboxFile;
use tokio::task::spawn_blocking;

/// Somebody else edits the record before it is read.
const EDITED: &str = "record-edited-by-others";
/// The next write is lost on its way.
const LOST: &str = "save-lost";
/// The next write is carried out, and its answer is lost.
const ANSWER_LOST: &str = "save-answer-lost";
/// The next write is carried out, and from then on nothing is answered.
const DARK: &str = "recruitee-goes-dark";

/// All of them, in the order in which they are shown.
pub(crate) const API_FAULTS: [&str; 4] = [EDITED, ANSWER_LOST, LOST, DARK];

/// What a colleague has put into the description.
const EDITED_TEXT: &str = "Words that a colleague at Recruitee put in.";

/// Recruitee's side, with what goes wrong on it.
#[derive(Clone)]
pub(crate) struct ApiFaults {
    pub(crate) file: Arc<SandboxFile>,
    is_dark: Arc<AtomicBool>,
}

fn ended() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the connection is ended as a fault wants it")
}

impl ApiFaults {
    pub(crate) fn new(file: Arc<SandboxFile>) -> Self {
        Self { file, is_dark: Arc::default() }
    }

    /// Has a call carried out, or not, and lets its answer through, or not.
    pub(crate) async fn around(
        &self,
        method: &Method,
        path: &str,
        carry_out: impl Future<Output = Response>,
    ) -> Result<Response, io::Error> {
        let on = self.file.faults().unwrap_or_default();
        let is_on = |name: &str| on.iter().any(|fault| fault == name);
        if !is_on(DARK) {
            self.is_dark.store(false, Ordering::Relaxed);
        }
        if self.is_dark.load(Ordering::Relaxed) {
            return Err(ended());
        }
        if *method == Method::GET {
            if is_on(EDITED) && self.edit(path).await {
                self.happened(EDITED).await;
            }
            return Ok(carry_out.await);
        }
        if is_on(LOST) {
            self.happened(LOST).await;
            return Err(ended());
        }
        let answer = carry_out.await;
        if is_on(DARK) {
            self.is_dark.store(true, Ordering::Relaxed);
            return Err(ended());
        }
        if is_on(ANSWER_LOST) {
            self.happened(ANSWER_LOST).await;
            return Err(ended());
        }
        Ok(answer)
    }

    async fn happened(&self, name: &'static str) {
        let file = self.file.clone();
        let off = spawn_blocking(move || file.set_fault(name, false)).await;
        if !off.is_ok_and(|off| off.is_ok()) {
            tracing::warn!(name, "a fault could not switch itself off");
        }
    }

    /// Edits the record that is about to be read; whether there is one.
    async fn edit(&self, path: &str) -> bool {
        let Some(codename) = path.strip_prefix("/api/p/").and_then(|rest| rest.split('/').next()) else {
            return false;
        };
        let Ok(Some(mut partner)) = self.file.partner(codename) else { return false };
        partner.record["description"] = EDITED_TEXT.into();
        let file = self.file.clone();
        spawn_blocking(move || file.set_partner(&partner)).await.is_ok_and(|set| set.is_ok())
    }
}
