//! The headings under which checks are shown.

/// The headings under which checks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The record and its registration.
    Record,
    /// The logo.
    Logo,
    /// The four addresses.
    Addresses,
    /// The customer token.
    Token,
    /// The list of tests.
    Tests,
    /// A candidate is sent.
    Send,
    /// A report comes back.
    Report,
    /// The help article.
    Help,
    /// What a person confirms.
    Confirm,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Record,
        Self::Logo,
        Self::Addresses,
        Self::Token,
        Self::Tests,
        Self::Send,
        Self::Report,
        Self::Help,
        Self::Confirm,
    ];

    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Logo => "logo",
            Self::Addresses => "addresses",
            Self::Token => "token",
            Self::Tests => "tests",
            Self::Send => "send",
            Self::Report => "report",
            Self::Help => "help",
            Self::Confirm => "confirm",
        }
    }
}
