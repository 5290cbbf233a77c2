//! What the user has filled in so far, one field at a time. Texts are kept as typed.

use crate::typed_url::read;
use crate::{Input, Kind, UrlField, default_inputs};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The partner record as it stands on this computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// `None` until chosen.
    pub kind: Option<Kind>,
    /// Shown to customers.
    pub name: String,
    /// The key on RC.
    pub codename: String,
    /// Shown to customers.
    pub description: String,
    /// SVG source, or empty.
    pub logo: String,
    /// The four addresses.
    pub urls: Urls,
    /// The candidate fields.
    pub inputs: Vec<Input>,
    /// Fields of the server that this app does not know. Never sent, never lost.
    #[serde(default)]
    pub extra: Map<String, Value>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: None,
            name: String::new(),
            codename: String::new(),
            description: String::new(),
            logo: String::new(),
            urls: Urls::default(),
            inputs: default_inputs(),
            extra: Map::new(),
        }
    }
}

/// `partner.urls` as typed, with unknown keys kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Urls {
    /// See [`UrlField::ValidateToken`].
    pub validate_token: String,
    /// See [`UrlField::Tests`].
    pub tests: String,
    /// See [`UrlField::SendCandidate`].
    pub send_candidate: String,
    /// See [`UrlField::HelpArticle`].
    pub help_article: String,
    /// What a server holds in place of a URL and that is no text: it goes back as it came, until one is typed.
    #[serde(rename = "partner_desk_unread", skip_serializing_if = "Map::is_empty")]
    pub unread: Map<String, Value>,
    /// Keys that the documentation does not show.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Urls {
    /// The text of one address.
    pub fn get(&self, url_field: UrlField) -> &str {
        match url_field {
            UrlField::ValidateToken => &self.validate_token,
            UrlField::Tests => &self.tests,
            UrlField::SendCandidate => &self.send_candidate,
            UrlField::HelpArticle => &self.help_article,
        }
    }

    /// Replaces the text of one address.
    pub fn set(&mut self, url_field: UrlField, text: String) {
        *match url_field {
            UrlField::ValidateToken => &mut self.validate_token,
            UrlField::Tests => &mut self.tests,
            UrlField::SendCandidate => &mut self.send_candidate,
            UrlField::HelpArticle => &mut self.help_article,
        } = text;
    }
}

/// One thing that can be edited, shown in a plan and fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// [`Draft::kind`]
    Kind,
    /// [`Draft::name`]
    Name,
    /// [`Draft::codename`]
    Codename,
    /// [`Draft::description`]
    Description,
    /// [`Draft::logo`]
    Logo,
    /// One of [`Draft::urls`]
    Url(UrlField),
    /// [`Draft::inputs`], whole
    Inputs,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Kind,
        Self::Name,
        Self::Codename,
        Self::Description,
        Self::Logo,
        Self::Url(UrlField::ValidateToken),
        Self::Url(UrlField::Tests),
        Self::Url(UrlField::SendCandidate),
        Self::Url(UrlField::HelpArticle),
        Self::Inputs,
    ];

    /// Its name on the wire and in the database.
    pub fn path(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Codename => "codename",
            Self::Description => "description",
            Self::Logo => "logo",
            Self::Url(UrlField::ValidateToken) => "urls.validate_token",
            Self::Url(UrlField::Tests) => "urls.tests",
            Self::Url(UrlField::SendCandidate) => "urls.send_candidate",
            Self::Url(UrlField::HelpArticle) => "urls.help_article",
            Self::Inputs => "inputs",
        }
    }

    /// The field of that name.
    pub fn from_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.path() == path)
    }
}

/// A value that does not fit its field: a text where a list belongs. Only a faulty page sends one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the value does not fit the field `{0}`")]
pub struct BadValue(pub &'static str);

impl Draft {
    /// The value of a field as JSON.
    pub fn get(&self, field: Field) -> Value {
        match field {
            Field::Kind => self.kind.as_ref().map_or(Value::Null, |kind| json!(kind)),
            Field::Name => json!(self.name),
            Field::Codename => json!(self.codename),
            Field::Description => json!(self.description),
            Field::Logo => json!(self.logo),
            Field::Url(url_field) => json!(self.urls.get(url_field)),
            Field::Inputs => json!(self.inputs),
        }
    }

    /// Sets a field from JSON.
    ///
    /// # Errors
    /// [`BadValue`]; the draft is as it was.
    pub fn set(&mut self, field: Field, value: &Value) -> Result<(), BadValue> {
        let bad = || BadValue(field.path());
        let text = || value.as_str().map(str::to_owned).ok_or_else(bad);
        match field {
            Field::Kind if value.is_null() => self.kind = None,
            Field::Kind => self.kind = Some(Kind::from(text()?)),
            Field::Name => self.name = text()?,
            Field::Codename => self.codename = text()?,
            Field::Description => self.description = text()?,
            Field::Logo => self.logo = text()?,
            Field::Url(url_field) => self.urls.set(url_field, text()?),
            Field::Inputs => self.inputs = serde_json::from_value(value.clone()).map_err(|_| bad())?,
        }
        Ok(())
    }

    /// The same draft as it is sent: texts without the stray spaces of a paste, URLs as a parser writes them.
    pub fn trimmed(&self) -> Self {
        self.with_urls(|text| read(text).map_or_else(|_| text.trim().to_owned(), |typed| typed.url.into()))
    }

    /// The same record as it is compared with what is to be sent. A URL that had to be repaired stands as it is:
    /// sending its repaired form changes something, while `https://host` and `https://host/` are one.
    pub fn as_held(&self) -> Self {
        self.with_urls(|text| match read(text) {
            Ok(typed) if typed.repairs.is_empty() => typed.url.into(),
            _ => text.trim().to_owned(),
        })
    }

    fn with_urls(&self, form: impl Fn(&str) -> String) -> Self {
        let mut draft = self.clone();
        for text in [&mut draft.name, &mut draft.codename, &mut draft.description] {
            *text = text.trim().to_owned();
        }
        for url_field in UrlField::ALL {
            let text = form(draft.urls.get(url_field));
            draft.urls.set(url_field, text);
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_reads_back_what_was_set() {
        let mut draft = Draft::default();
        for (field, value) in [
            (Field::Kind, json!("background_check")),
            (Field::Name, json!("Harbour")),
            (Field::Url(UrlField::Tests), json!("https://x.example")),
            (Field::Inputs, json!([{"kind":"phone","name":"phone","required":false,"hint":1}])),
        ] {
            draft.set(field, &value).unwrap();
            assert_eq!(draft.get(field), value);
        }
        assert_eq!(draft.set(Field::Name, &json!([])), Err(BadValue("name")));
        assert_eq!(draft.name, "Harbour");
    }

    #[test]
    fn field_names_lead_back_to_their_fields() {
        for field in Field::ALL {
            assert_eq!(Field::from_path(field.path()), Some(field));
        }
    }
}
