//! Calls of the API, made by curl: another client than the app's own.

use crate::contract::Reply;
use serde_json::Value;
use std::{
    io::Write,
    process::{Command, Stdio},
};

/// With what a call is let in.
#[derive(Clone, Copy)]
pub(crate) enum Key<'a> {
    None,
    Personal(&'a str),
    Secret(&'a str),
}

/// The API, and who calls it.
pub struct Caller {
    /// Where the Partners API begins.
    pub base: String,
    /// The company that the token belongs to.
    pub company_id: String,
    /// The personal API token.
    pub token: String,
    /// How the base is reached, where it is no name of the internet: options of curl's configuration.
    pub way: Vec<String>,
}

impl Caller {
    /// With the personal token.
    pub(crate) fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        self.ask_with(Key::Personal(&self.token), method, path, body)
    }

    pub(crate) fn ask_with(&self, key: Key<'_>, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let quoted = |text: &str| text.replace('\\', r"\\").replace('"', "\\\"");
        let mut lines = self.way.clone();
        lines.push(format!("url = \"{}/{path}\"", quoted(self.base.trim_end_matches('/'))));
        lines.push(format!("request = {method}"));
        lines.push("header = \"Content-Type: application/json\"".to_owned());
        lines.push("max-time = 30".to_owned());
        let header = match key {
            Key::None => None,
            Key::Personal(token) => Some(format!("Authorization: Bearer {token}")),
            Key::Secret(secret) => Some(format!("RT-PARTNER-SECRET: {secret}")),
        };
        lines.extend(header.map(|header| format!("header = \"{}\"", quoted(&header))));
        if let Some(body) = body {
            lines.push(format!("data = \"{}\"", quoted(&body.to_string())));
        }
        // Through standard input: arguments are seen by everybody on the machine.
        let mut curl = Command::new("curl")
            // Not the person's own settings, and never without TLS.
            .args([
                "--disable",
                "--silent",
                "--proto",
                "=https",
                "--write-out",
                "\n%{http_code}",
                "--config",
                "-",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("curl (apt: curl)");
        curl.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
        let output = curl.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (body, status) = text.rsplit_once('\n').unwrap_or_default();
        Reply {
            status: status.parse().unwrap_or_default(),
            body: serde_json::from_str(body).unwrap_or_default(),
        }
    }
}
