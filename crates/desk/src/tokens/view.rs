//! What may be shown of tokens: whether they are there, where, since when, when last used; and why the
//! keychain cannot be used, said once for all of them.

use crate::core::snapshot::{PartnerSnapshot, company_id, key};
use crate::core::usage::LEFT;
use crate::tokens::Tokens;
use crate::tokens::keep::{place_name, slot};
use crate::wire::error::{WireError, fault_code};
use crate::wire::keychain_steps::steps;
use crate::wire::{KeychainNotice, PartnerId, TokenState, TokenView, TokensView};
use redact::{Customer, Marks, PartnerSecret, Personal, SecretKind};
use store::{Millis, TokenKept, TokenNote};
use vault::{Fault, Kept, Read};

/// A token as it was found, without itself.
struct Found {
    state: TokenState,
    last_four: String,
    kept: Option<Kept>,
    fault: Option<Fault>,
}

impl Found {
    fn of<T>(read: Read<T>) -> Self {
        let blank = Self { state: TokenState::Absent, last_four: String::new(), kept: None, fault: None };
        match read {
            Read::Absent => blank,
            Read::Unknown(fault) => Self { state: TokenState::Unknown, fault: Some(fault), ..blank },
            Read::Present(secret, kept) => Self {
                state: TokenState::Present,
                last_four: secret.last_four(),
                kept: Some(kept),
                fault: match kept {
                    Kept::Session(fault) => Some(fault),
                    Kept::Keychain => None,
                },
            },
        }
    }
}

impl Tokens {
    /// What may be shown of the three tokens. Reads the keychain.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<TokensView, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        self.tokens_of(&context).await
    }

    pub(crate) async fn tokens_of(&self, context: &PartnerSnapshot) -> Result<TokensView, WireError> {
        let (personal, partner_secret, customer) = tokio::join!(
            self.found::<Personal>(context),
            self.found::<PartnerSecret>(context),
            self.found::<Customer>(context),
        );
        let notices = notices(&[&personal, &partner_secret, &customer]);
        let registration = &context.registration;
        Ok(TokensView {
            personal: self.token_view::<Personal>(context, personal, registration.personal_token_at).await?,
            partner_secret: self
                .token_view::<PartnerSecret>(context, partner_secret, registration.partner_secret_at)
                .await?,
            customer: self.token_view::<Customer>(context, customer, registration.customer_token_at).await?,
            notices,
        })
    }

    async fn found<T: Marks>(&self, context: &PartnerSnapshot) -> Found {
        Found::of(self.read::<T>(context, None).await)
    }

    async fn token_view<T: Marks>(
        &self,
        context: &PartnerSnapshot,
        found: Found,
        since: Option<Millis>,
    ) -> Result<TokenView, WireError> {
        let blocked = match T::TOKEN {
            SecretKind::Personal => company_id(context).err().map(|_| text::plain("token.needs_company")),
            SecretKind::PartnerSecret | SecretKind::Customer => None,
        };
        let (mut note, mut last_used, mut kept) = (None, None, String::new());
        if let Ok(key) = key(context, T::TOKEN) {
            let wanted = key.clone();
            let (noted, used) = self
                .core
                .read(move |store| Ok((store.token_note(&wanted)?, store.last_use(&wanted, &LEFT)?)))
                .await?;
            // Of this one, not of the one that it took the place of.
            last_used = used.filter(|at| since.is_none_or(|since| *at >= since));
            let is_ours = self.core.vault.has_written(&slot(&key));
            if found.kept == Some(Kept::Keychain) {
                // A late answer of the keychain is noted when it is seen.
                if is_ours && noted.as_ref().is_some_and(|noted| noted.kept == TokenKept::Session) {
                    self.note_taken(&key).await?;
                }
                let place = self.core.vault.place().await;
                kept = place.map_or_else(|_| text::plain("token.in_keychain"), |place| place_name(&place));
            } else if found.kept.is_some() {
                kept = text::plain("token.this_session");
            }
            note = noted.and_then(|noted| self.told(&found, &noted, is_ours));
        }
        Ok(TokenView {
            token: T::TOKEN.into(),
            is_session_only: matches!(found.kept, Some(Kept::Session(_))),
            since: since.filter(|_| found.state == TokenState::Present),
            state: found.state,
            last_four: found.last_four,
            kept,
            note,
            blocked,
            last_used,
        })
    }

    /// What differs between where a token was put and where it is.
    fn told(&self, found: &Found, noted: &TokenNote, is_ours: bool) -> Option<String> {
        let is_here = noted.namespace == self.core.vault.namespace();
        match (found.state, noted.kept) {
            (TokenState::Absent, TokenKept::Keychain) if is_here => {
                Some(text::render("token.lost", &[("place", &noted.place)]))
            }
            (TokenState::Absent, TokenKept::Keychain) => Some(text::plain("token.other_build")),
            (TokenState::Absent, TokenKept::Session) => Some(text::plain("token.session_over")),
            (TokenState::Present, TokenKept::Session) if found.kept == Some(Kept::Keychain) && !is_ours => {
                Some(text::plain("token.older"))
            }
            _ => None,
        }
    }
}

/// One notice per cause.
fn notices(found: &[&Found]) -> Vec<KeychainNotice> {
    let mut faults: Vec<Fault> = Vec::new();
    for fault in found.iter().filter_map(|one| one.fault) {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
        .into_iter()
        .map(|fault| {
            let is_session = |one: &&&Found| one.fault == Some(fault) && one.state == TokenState::Present;
            let consequence = if found.iter().any(|one| is_session(&one)) { "session" } else { "unknown" };
            notice(fault, consequence)
        })
        .collect()
}

fn notice(fault: Fault, consequence: &str) -> KeychainNotice {
    let code = fault_code(fault);
    let steps = steps(code, std::env::consts::OS);
    KeychainNotice {
        code,
        sentence: text::plain(&format!("error.{}", code.key())),
        consequence: text::plain(&format!("keychain.consequence.{consequence}")),
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fault_of_a_keychain_has_a_sentence_of_its_own_and_steps_for_each_system() {
        let mut sentences = HashSet::new();
        for fault in Fault::ALL {
            let notice = notice(fault, "unknown");
            assert!(!notice.sentence.starts_with("error."), "{:?}", notice.code);
            assert!(sentences.insert(notice.sentence), "{:?} says what another says", notice.code);
            for system in ["linux", "macos", "windows"] {
                for step in steps(notice.code, system) {
                    assert!(
                        step.ends_with('.') && !step.starts_with("keychain."),
                        "{:?}: {step}",
                        notice.code
                    );
                }
            }
        }
    }

    #[test]
    fn a_cause_that_concerns_several_tokens_is_said_once() {
        let locked = || Found::of(Read::<Customer>::Unknown(Fault::Locked));
        let found = notices(&[&locked(), &locked(), &Found::of(Read::<Customer>::Absent)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, crate::wire::ErrorCode::KeychainLocked);
    }
}
