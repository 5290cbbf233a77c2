//! Whether a token works, as far as it was tried.

use crate::tokens::Tokens;
use crate::wire::{TokenOutcome, WireError};

/// Whether a token works, and the sentence about it.
pub(crate) struct Verified {
    pub(crate) works: Option<bool>,
    pub(crate) sentence: String,
}

impl Verified {
    pub(crate) fn nothing() -> Self {
        Self { works: None, sentence: String::new() }
    }
}

impl Tokens {
    pub(crate) async fn token_outcome(
        &self,
        id: &str,
        verified: Verified,
    ) -> Result<TokenOutcome, WireError> {
        let tokens = self.tokens_of(&self.core.context(id).await?).await?;
        let partner = self.partners.view(id).await?;
        Ok(TokenOutcome { partner, tokens, works: verified.works, sentence: verified.sentence })
    }
}
