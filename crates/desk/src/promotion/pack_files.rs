//! The evidence pack as files, and the message that goes with it.

use crate::core::PERSON;
use crate::core::snapshot::{PartnerSnapshot, runs_of};
use crate::core::verdict_record::{VerdictRecord, records};
use crate::promotion::Promotion;
use crate::promotion::evidence::{Known, evidence};
use crate::promotion::stage::kept_record;
use crate::rehearsal::progress::Played;
use crate::rehearsal::rehearsal_of;
use crate::wire::{Done, ErrorCode, Message, PartnerId, WireError};
use pack::{Pack, PackError, content_hash};
use store::{PromotionEvent, PromotionStep};
use url::Url;

/// A pack with what it was made from.
pub(crate) struct Made {
    pub(crate) context: PartnerSnapshot,
    pub(crate) pack: Pack,
    /// What the person in front of the app calls themselves.
    pub(crate) person: String,
}

impl Made {
    /// The message to Recruitee; empty in the Sandbox.
    pub(crate) fn message(&self) -> String {
        self.pack.message().unwrap_or_default()
    }

    fn zip_name(&self) -> String {
        let codename = self.context.draft.codename.trim();
        let practice = if self.pack.is_practice() { "practice." } else { "" };
        format!("{}.{practice}evidence.zip", if codename.is_empty() { "partner" } else { codename })
    }
}

fn not_made(error: &PackError) -> WireError {
    WireError::new(ErrorCode::PackNotMade, &[("reason", &error.to_string())])
}

impl Promotion {
    /// The evidence as it stands.
    pub(crate) async fn make(&self, id: &str) -> Result<Made, WireError> {
        let read = |store: &store::Snapshot<'_>, context: &PartnerSnapshot| {
            let person = store.setting(PERSON)?.unwrap_or_default();
            Ok((runs_of(store, context)?, rehearsal_of(store, context)?, person))
        };
        let (context, (runs, played, person)) =
            self.core.read_context(id, PartnerSnapshot::read_whole, read).await?;
        let runs: Vec<Vec<VerdictRecord>> = runs.iter().map(records).collect();
        let played = played.map(Played::of);
        let rehearsal = played.as_ref().map(|played| {
            let mut view = self.rehearsals.view_of(&context, Some(played));
            // A service may write the name of the candidate into it, who may be a person.
            if let Some(report) = &mut view.report {
                report.score = view.candidate.masked(&report.score);
                report.status_label = view.candidate.masked(&report.status_label);
            }
            view
        });
        let pack = evidence(&Known { context: &context, runs: &runs, rehearsal, now: self.core.now() });
        Ok(Made { context, pack, person })
    }

    /// The same, once there is something to show.
    async fn make_checked(&self, id: &str) -> Result<Made, WireError> {
        let made = self.make(id).await?;
        if made.context.run.is_none() {
            return Err(WireError::plain(ErrorCode::ReadinessNone));
        }
        Ok(made)
    }

    /// Saves the evidence pack where the person chooses, and notes that. Gives the news, or nothing when they thought
    /// better of it.
    ///
    /// # Errors
    /// Before the first run of the checks, and when the file can't be written.
    pub async fn save_pack(&self, request: PartnerId) -> Result<Message, WireError> {
        let made = self.make_checked(&request.partner_id).await?;
        let name = made.zip_name();
        let zip = pack::zip(&made.pack.files(), &name).map_err(|error| not_made(&error))?;
        let news = self.core.save_bytes_as(&name, zip).await?;
        if let Some(environment) = made.context.environment().filter(|_| !news.text.is_empty()) {
            let event = PromotionEvent {
                at: self.core.now(),
                step: PromotionStep::Pack,
                pack: content_hash(&made.pack),
                person: String::new(),
                is_by_rc: false,
                record: kept_record(&made.context),
            };
            let id = request.partner_id;
            let noted =
                self.core.write(move |store| store.add_promotion_event(&id, environment, &event)).await;
            // The file is there, whatever becomes of the note.
            if let Err(error) = noted {
                tracing::warn!(code = error.code.key(), "a saved evidence pack was not noted");
                return Ok(Message { text: text::plain("news.pack_not_noted") });
            }
        }
        Ok(news)
    }

    /// Copies the message to Recruitee.
    ///
    /// # Errors
    /// In the Sandbox, before the first run, and when the clipboard can't be used.
    pub async fn copy_message(&self, request: PartnerId) -> Result<Message, WireError> {
        let message = self.message_of(&request.partner_id).await?.1;
        self.core.spawn_blocking_host(move |host| host.copy(&message)).await?;
        Ok(Message { text: text::plain("news.message_copied") })
    }

    /// Opens the message in the mail program. The person chooses who gets it: the documentation names no address.
    ///
    /// # Errors
    /// In the Sandbox, before the first run, and when there is no mail program.
    pub async fn send_message(&self, request: PartnerId) -> Result<Done, WireError> {
        let (made, message) = self.message_of(&request.partner_id).await?;
        let draft = &made.context.draft;
        let key = if made.pack.is_ready { "message.subject" } else { "message.subject_early" };
        let subject = text::render(key, &[("name", draft.name.trim()), ("codename", draft.codename.trim())]);
        let mailto = format!("mailto:?subject={}&body={}", encoded(&subject), encoded(&message));
        let url = Url::parse(&mailto).map_err(|_| WireError::plain(ErrorCode::LinkFailed))?;
        let host = self.core.host.clone();
        let opened = tokio::task::spawn_blocking(move || host.open_link(&url)).await;
        match opened {
            Ok(Ok(())) => Ok(Done {}),
            _ => Err(WireError::plain(ErrorCode::LinkFailed).retryable()),
        }
    }

    async fn message_of(&self, id: &str) -> Result<(Made, String), WireError> {
        let made = self.make_checked(id).await?;
        let message = made.message();
        if message.is_empty() {
            return Err(WireError::plain(ErrorCode::PromotionNotHere));
        }
        Ok((made, message))
    }
}

/// Percent-encoded; lines end as RFC 6068 asks for.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let text = text.replace('\n', "\r\n");
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
