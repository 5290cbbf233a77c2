//! One fault: what was seen, why it matters, what is right, and how to see it again.

use text::{plain, render};

/// What was looked at, what it should be, and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The request, or the part of an answer.
    pub what: String,
    /// What is expected.
    pub should: String,
    /// What came.
    pub was: String,
    /// `None` where it says nothing for or against.
    pub good: Option<bool>,
}

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `TOKEN-2` and so on.
    pub id: String,
    /// Of the rule.
    pub version: u32,
    /// The fault, in a few words.
    pub title: String,
    /// What happened, and what to do.
    pub sentence: String,
    /// Why it matters.
    pub why: String,
    /// What was looked at, line by line.
    pub seen: Vec<Seen>,
    /// An example of a right answer; code stands between backticks.
    pub example: String,
    /// The page of Recruitee's documentation.
    pub documentation: Option<String>,
    /// ISO 8601, in UTC.
    pub checked_at: String,
    /// Run as they are, once the customer token is in `$CUSTOMER_TOKEN`.
    pub commands: Vec<String>,
}

impl Fault {
    /// The id with the version of its rule.
    pub(crate) fn rule(&self) -> String {
        render("developer.rule", &[("id", &self.id), ("version", &self.version.to_string())])
    }

    /// The fault alone, as a message to a developer.
    pub fn text(&self) -> String {
        let seen = |seen: &Seen| {
            render("developer.seen", &[("what", &seen.what), ("should", &seen.should), ("was", &seen.was)])
        };
        let mut lines: Vec<String> = self.seen.iter().map(seen).collect();
        if !self.example.is_empty() {
            lines.push(render("developer.example", &[("example", &self.example)]));
        }
        if let Some(link) = &self.documentation {
            lines.push(render("developer.documentation", &[("link", link)]));
        }
        lines.push(render("developer.when", &[("when", &self.checked_at)]));
        let mut text = render(
            "developer.text",
            &[
                ("title", &self.title),
                ("rule", &self.rule()),
                ("sentence", &self.sentence),
                ("why", &self.why),
                ("lines", &lines.join("\n")),
            ],
        );
        if !self.commands.is_empty() {
            text.push_str("\n\n");
            text.push_str(&plain("developer.commands"));
            text.push('\n');
            text.push_str(&self.commands.join("\n"));
        }
        text.push('\n');
        text
    }
}
