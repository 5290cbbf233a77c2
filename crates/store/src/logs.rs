//! What is written down after the fact: calls, uses of tokens, where tokens were put. All of it or none.

use crate::{ActivityRow, PutIn, StoreError, TokenUse, Transaction, activity, token_uses, tokens};

/// What was done and is to be written down.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Logs {
    /// Tokens that were put in, the earliest first.
    pub put_in: Vec<PutIn>,
    /// Calls, the earliest first.
    pub activity: Vec<ActivityRow>,
    /// Uses of tokens, the earliest first.
    pub uses: Vec<TokenUse>,
}

impl Logs {
    /// Whether there is nothing to be written.
    pub fn is_empty(&self) -> bool {
        self.put_in.is_empty() && self.activity.is_empty() && self.uses.is_empty()
    }

    /// Puts what is later behind it.
    pub fn append(&mut self, mut later: Self) {
        self.put_in.append(&mut later.put_in);
        self.activity.append(&mut later.activity);
        self.uses.append(&mut later.uses);
    }
}

impl Transaction<'_> {
    /// Writes it all down in one transaction.
    ///
    /// # Errors
    /// See [`StoreError`]; nothing of it is written then.
    pub fn add_to_logs(&self, logs: &Logs) -> Result<(), StoreError> {
        if logs.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            logs.put_in.iter().try_for_each(|put_in| tokens::note_put_in(transaction, put_in))?;
            activity::add(transaction, &logs.activity)?;
            token_uses::add(transaction, &logs.uses)
        })
    }
}
