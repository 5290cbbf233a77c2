//! What changes when a partner goes live, for its developer.

use crate::core::snapshot::PartnerSnapshot;
use crate::promotion::Promotion;
use crate::wire::{GoLiveView, Message, PackRow, PartnerId, WireError};

/// Questions that only Recruitee can answer: the documentation is silent (production secret, base URL of reports).
const TO_ASK: [&str; 4] = ["go_live.ask.secret", "go_live.ask.base", "go_live.ask.when", "go_live.ask.rc"];
const TO_DO: [&str; 5] =
    ["go_live.do.secret", "go_live.do.base", "go_live.do.company", "go_live.do.rc", "go_live.do.watch"];
const WAYS: [&str; 3] = ["go_live.way.personal", "go_live.way.secret", "go_live.way.core"];

fn known(context: &PartnerSnapshot) -> Vec<PackRow> {
    let row = |title: &str, note: String| PackRow { title: text::plain(title), note };
    let codename = match &context.registration.codename {
        Some(codename) => text::render("go_live.known.codename_note", &[("codename", codename)]),
        None => text::plain("go_live.known.codename_none"),
    };
    vec![
        row("go_live.known.codename", codename),
        row("go_live.known.rc", client::RC_BASE.to_owned()),
        row("go_live.known.production", text::plain("go_live.known.production_note")),
        row("go_live.known.secret", text::plain("go_live.known.secret_note")),
    ]
}

fn sentences(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| text::plain(key)).collect()
}

/// What the page shows of it.
pub(crate) fn go_live(context: &PartnerSnapshot) -> GoLiveView {
    GoLiveView {
        known: known(context),
        to_ask: sentences(&TO_ASK),
        to_do: sentences(&TO_DO),
        ways: sentences(&WAYS),
    }
}

/// The same as a text that can be sent.
fn checklist(context: &PartnerSnapshot) -> String {
    let view = go_live(context);
    let draft = &context.draft;
    let title = text::render(
        "go_live.text.title",
        &[("name", draft.name.trim()), ("codename", draft.codename.trim())],
    );
    let lines = |key: &str, texts: &[String]| -> Vec<String> {
        texts.iter().map(|line| text::render(key, &[("text", line)])).collect()
    };
    let facts = view
        .known
        .iter()
        .map(|row| text::render("go_live.text.fact", &[("title", &row.title), ("note", &row.note)]));
    let parts = [
        ("go_live.text.known", facts.collect()),
        ("go_live.text.ask", lines("go_live.text.todo", &view.to_ask)),
        ("go_live.text.do", lines("go_live.text.todo", &view.to_do)),
        ("go_live.text.ways", lines("go_live.text.line", &view.ways)),
    ];
    let parts = parts.map(|(heading, lines): (&str, Vec<String>)| {
        format!("{}\n{}\n", text::plain(heading), lines.join("\n"))
    });
    format!("{title}\n\n{}", parts.join("\n"))
}

impl Promotion {
    /// Copies the checklist for going live.
    ///
    /// # Errors
    /// When the clipboard can't be used.
    pub async fn copy_go_live(&self, request: PartnerId) -> Result<Message, WireError> {
        let list = checklist(&self.core.context(&request.partner_id).await?);
        self.core.spawn_blocking_host(move |host| host.copy(&list)).await?;
        Ok(Message { text: text::plain("news.go_live_copied") })
    }
}
