//! The parts of an article.

use serde::{Deserialize, Serialize};

/// Which part of the article a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKey {
    /// What the integration does, and what is needed for it.
    Intro,
    /// Where the token is in the partner's product.
    Token,
    /// How the integration is turned on in Recruitee.
    Connect,
    /// How a candidate is sent.
    Send,
    /// Where the result is.
    Results,
    /// Which data is shared.
    Data,
    /// How to change the token or remove the integration.
    Remove,
    /// Whom to ask.
    Help,
}

impl SectionKey {
    /// All of them, in the order of the article.
    pub const ALL: [Self; 8] = [
        Self::Intro,
        Self::Token,
        Self::Connect,
        Self::Send,
        Self::Results,
        Self::Data,
        Self::Remove,
        Self::Help,
    ];

    /// Its name on the wire and in the keys of its sentences.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Token => "token",
            Self::Connect => "connect",
            Self::Send => "send",
            Self::Results => "results",
            Self::Data => "data",
            Self::Remove => "remove",
            Self::Help => "help",
        }
    }
}

/// A part of the article, as drafted or as edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which part it is.
    pub key: SectionKey,
    /// Plain text.
    pub heading: String,
    /// Markdown: paragraphs, lists, bold, emphasis, links, code and smaller headings.
    pub body: String,
}
