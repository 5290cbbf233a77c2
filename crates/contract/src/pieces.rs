//! Texts with variables in them, as both files have them.

use serde_json::Value;

/// What the files leave open: secrets, and what is known only when they are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variable {
    CustomerToken,
    WrongToken,
    PartnerSecret,
    /// From the test list.
    TestId,
    TestName,
    CandidateId,
    ReportId,
    /// Another UUID each time, which nobody fills in.
    NewId,
}

impl Variable {
    /// Its name; `None` for what the program that reads the file makes itself.
    pub(crate) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::CustomerToken => "customer_token",
            Self::WrongToken => "wrong_token",
            Self::PartnerSecret => "partner_secret",
            Self::TestId => "test_id",
            Self::TestName => "test_name",
            Self::CandidateId => "candidate_id",
            Self::ReportId => "report_id",
            Self::NewId => return None,
        })
    }

    /// As it stands in a text; `new_id` is the name of what makes a UUID.
    pub(crate) fn placeholder(self, new_id: &str) -> String {
        format!("{{{{{}}}}}", self.name().unwrap_or(new_id))
    }
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Text(String),
    Variable(Variable),
}

/// A text with variables in it.
pub(crate) type Pieces = Vec<Piece>;

/// A member of a body.
pub(crate) enum Member {
    /// A plain value.
    Json(Value),
    /// Text that is filled in.
    Variable(Variable),
}

/// Text from outside as one line, which can't end a comment.
pub(crate) fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// A body as JSON, a member a line, in which nothing but a variable looks like one.
pub(crate) fn body(members: &[(String, Member)], new_id: &str) -> String {
    // There are braces in strings alone, where JSON has another way to write them.
    let json = |value: &Value| value.to_string().replace('{', "\\u007b").replace('}', "\\u007d");
    let member = |(name, member): &(String, Member)| {
        let value = match member {
            Member::Json(value) => json(value),
            Member::Variable(variable) => format!("\"{}\"", variable.placeholder(new_id)),
        };
        format!("  {}: {value}", json(&name.as_str().into()))
    };
    let members: Vec<String> = members.iter().map(member).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}
