//! What an article says and a record doesn't hold.

use serde::{Deserialize, Serialize};

/// Facts about the partner's product, as typed. An empty one leaves a placeholder in the draft, or a sentence out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Where the token is in the partner's product: "Settings > API keys". Empty: a placeholder.
    pub token_place: String,
    /// What the product calls the token. Empty: "API token".
    pub token_name: String,
    /// E-mail address or URL of the partner's support. Empty: a placeholder.
    pub contact: String,
    /// How long a result takes: "within 2 days". Empty: the article doesn't say.
    pub result_time: String,
}
