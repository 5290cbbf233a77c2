//! `request.txt`: the message that goes to Recruitee with the pack.

use crate::hash::content_hash;
use crate::pack::Pack;
use partner::Kind;
use text::{in_line, plain};

/// The text of the message; `None` in the Sandbox: nothing that was made for practice can be sent as a request.
pub(crate) fn message(pack: &Pack) -> Option<String> {
    if pack.is_practice() {
        return None;
    }
    let mut lines = Vec::new();
    let caveats = pack.caveat_lines();
    if !caveats.is_empty() {
        lines.extend([in_line(&caveats.join(" ")), String::new()]);
    }
    let key = if pack.is_ready { "pack.message.subject" } else { "pack.message.subject_not_ready" };
    lines.extend([plain(key), String::new(), plain("pack.message.hello"), String::new()]);
    lines.push(plain(if pack.is_ready { "pack.message.ready" } else { "pack.message.not_ready" }));
    lines.push(String::new());
    for (label, value) in facts(pack) {
        lines.push(format!("{label}: {value}"));
    }
    lines.push(String::new());
    lines.extend(["pack.message.inside", "pack.message.open"].map(plain));
    lines.extend([String::new(), plain("pack.verify.title")]);
    for (number, sentence) in verify_steps(pack).into_iter().enumerate() {
        lines.push(format!("{}. {sentence}", number + 1));
    }
    Some(lines.join("\n") + "\n")
}

impl Pack {
    /// The message to Recruitee; `None` in the Sandbox.
    pub fn message(&self) -> Option<String> {
        message(self)
    }
}

/// How a reviewer verifies a pack, step by step.
pub(crate) fn verify_steps(pack: &Pack) -> Vec<String> {
    // There is no message that could name the hash of practice.
    let hash = (!pack.is_practice()).then_some("pack.verify.hash");
    let rest = ["pack.verify.app", "pack.verify.record", "pack.verify.manifest"];
    hash.into_iter().chain(rest).map(plain).collect()
}

/// A text of others, or that there is none.
pub(crate) fn or_none(text: &str) -> String {
    let text = in_line(text);
    if text.is_empty() { plain("pack.none") } else { text }
}

/// The kind of the partner, for people.
pub(crate) fn kind(pack: &Pack) -> String {
    let kind = Kind::from(pack.text_of("/kind").to_owned());
    if kind.is_documented() { plain(&format!("kind.{}", kind.as_str())) } else { or_none(kind.as_str()) }
}

/// Where it was checked, for people.
pub(crate) fn environment(pack: &Pack) -> String {
    plain(&format!("pack.environment.{}", pack.environment.key()))
}

/// The company, for people.
pub(crate) fn company(pack: &Pack) -> String {
    or_none(pack.company_id.as_deref().unwrap_or_default())
}

/// When it was checked, for people.
pub(crate) fn checked(pack: &Pack) -> String {
    pack.checked_at.map_or_else(|| plain("pack.never"), crate::time::Time::shown)
}

fn facts(pack: &Pack) -> [(String, String); 9] {
    [
        ("pack.label.partner", or_none(pack.text_of("/name"))),
        ("pack.label.codename", or_none(pack.text_of("/codename"))),
        ("pack.label.company", company(pack)),
        ("pack.label.kind", kind(pack)),
        ("pack.label.environment", environment(pack)),
        ("pack.label.result", or_none(&pack.headline)),
        ("pack.label.checked", checked(pack)),
        ("pack.label.rules", or_none(&pack.rules)),
        ("pack.label.content_hash", content_hash(pack)),
    ]
    .map(|(key, value)| (plain(key), value))
}
