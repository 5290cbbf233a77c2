//! The first letter to the developer of the service: what is still needed, what Recruitee calls and expects, and how
//! to test it. No token is in it.

use crate::partners::Partners;
use crate::wire::{Message, PartnerId, WireError};
use partner::UrlField;

/// The body of a report, as documented by Recruitee.
const REPORT: &str = r#"{"status": "completed", "score": "76%"}"#;

/// What the service may answer, where that has a body.
fn example(url_field: UrlField) -> String {
    match url_field {
        UrlField::Tests => contract::tests_example().to_string(),
        UrlField::SendCandidate => contract::rejection_example().to_string(),
        UrlField::ValidateToken | UrlField::HelpArticle => String::new(),
    }
}

impl Partners {
    /// The letter, for the page to copy.
    pub async fn developer_request(&self, request: PartnerId) -> Result<Message, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let draft = &context.draft;
        let url = |url_field: UrlField| draft.urls.get(url_field).trim();
        let missing = UrlField::ALL.into_iter().filter(|url_field| url(*url_field).is_empty());
        let needed: Vec<String> = missing
            .map(|url_field| text::plain(&format!("letter.needed.{}", url_field.key())))
            .chain([text::plain("letter.needed.token")])
            .collect();
        let preview = self.preview.view(&context).await;
        let calls: Vec<String> = UrlField::ALL
            .into_iter()
            .map(|url_field| {
                let given = match url(url_field) {
                    "" => text::plain("letter.no_url"),
                    url => url.to_owned(),
                };
                let key = format!("letter.{}", url_field.key());
                let example = example(url_field);
                text::render(&key, &[("url", &given), ("body", &preview.body), ("example", &example)])
            })
            .collect();
        let or_example = |text: &str, key: &str| match text.trim() {
            "" => text::plain(key),
            text => text.to_owned(),
        };
        let name = or_example(&draft.name, "letter.no_name");
        let codename = or_example(&draft.codename, "letter.no_codename");
        let args = [
            ("name", name.as_str()),
            ("needed", &needed.join("\n")),
            ("calls", &calls.join("\n\n")),
            ("codename", &codename),
            ("report", REPORT),
            ("base", client::RC_BASE),
        ];
        Ok(Message { text: text::render("letter.text", &args) })
    }
}
