//! Reads a Hurl file as strictly as Hurl does (<https://hurl.dev/docs/grammar.html>), as far as our files go. Hurl's
//! own parser (`hurl_core`) needs libxml and libclang to be built, so it can't be a dependency of the tests.

use serde_json::Value;

/// One call of a file.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) comments: Vec<String>,
    pub(crate) method: String,
    /// Without escapes, a variable as `<name>`.
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) options: Vec<String>,
    pub(crate) body: Option<Value>,
    pub(crate) asserts: Vec<String>,
}

/// The only options of our files. Hurl evaluates a variable in `skip` (`eval_boolean_option` in its runner).
const OPTIONS: [&str; 2] = ["delay: 2s", "skip: {{skip_effects}}"];

/// All the calls of a file, or the line that can't be read.
pub(crate) fn read(file: &str) -> Result<Vec<Entry>, String> {
    let mut lines = file.split_terminator('\n').peekable();
    let mut entries = Vec::new();
    loop {
        let mut comments = Vec::new();
        while let Some(line) = lines.next_if(|line| line.is_empty() || line.starts_with('#')) {
            comments.push(line.trim_start_matches(['#', ' ']).to_owned());
        }
        let Some(first) = lines.next() else { return Ok(entries) };
        let (method, url) = first.split_once(' ').ok_or(first)?;
        if !["GET", "POST", "PATCH"].contains(&method) {
            return Err(first.into());
        }
        let mut entry = Entry {
            comments,
            method: method.into(),
            url: unescaped(url)?,
            headers: Vec::new(),
            options: Vec::new(),
            body: None,
            asserts: Vec::new(),
        };
        let is_header = |line: &&str| line.split_once(": ").is_some_and(|(name, _)| is_name(name));
        while let Some(line) = lines.next_if(is_header) {
            let (name, value) = line.split_once(": ").unwrap_or_default();
            entry.headers.push((name.into(), unescaped(value)?));
        }
        if lines.next_if_eq(&"[Options]").is_some() {
            let option = lines.next_if(|line| OPTIONS.contains(line)).ok_or("[Options]")?;
            entry.options.push(option.into());
        }
        if lines.next_if_eq(&"{").is_some() {
            let mut body = "{".to_owned();
            while let Some(line) = lines.next_if(|line| *line != "}") {
                body.push_str(line);
            }
            lines.next().ok_or("a body has no end")?;
            body.push('}');
            templates(&body)?;
            entry.body = Some(serde_json::from_str(&body).map_err(|error| format!("{error}: {body}"))?);
        }
        lines.next_if_eq(&"HTTP *").ok_or_else(|| format!("{first}: no answer"))?;
        for section in ["[Captures]", "[Asserts]"] {
            if lines.next_if_eq(&section).is_none() {
                continue;
            }
            let goes_on = |line: &&str| !line.is_empty() && !line.starts_with(['#', '[']);
            while let Some(line) = lines.next_if(goes_on) {
                entry.asserts.push(known(section, line)?.into());
            }
        }
        entries.push(entry);
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The few lines of answers that there are.
fn known<'l>(section: &str, line: &'l str) -> Result<&'l str, String> {
    let is_known = match section {
        "[Captures]" => {
            line.starts_with("test_id: jsonpath \"$") || line.starts_with("test_name: jsonpath \"$")
        }
        _ => line.starts_with("status ") || line.starts_with("jsonpath \"$"),
    };
    is_known.then_some(line).ok_or_else(|| line.to_owned())
}

/// The text of a value to the end of its line.
fn unescaped(value: &str) -> Result<String, String> {
    let fault = || format!("{value:?}");
    if value.ends_with(' ') || value.is_empty() {
        return Err(fault());
    }
    templates(value)?;
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '#' => return Err(fault()),
            '\\' => match chars.next() {
                Some(c @ ('#' | '\\')) => text.push(c),
                Some('u') => {
                    let code: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                    let code = u32::from_str_radix(&code, 16).map_err(|_| fault())?;
                    text.push(char::from_u32(code).ok_or_else(fault)?);
                }
                _ => return Err(fault()),
            },
            '{' => {
                chars.next().filter(|c| *c == '{').ok_or_else(fault)?;
                let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
                chars.next().filter(|c| *c == '}').ok_or_else(fault)?;
                text.push_str(&format!("<{name}>"));
            }
            c if c.is_control() || c == '}' => return Err(fault()),
            c => text.push(c),
        }
    }
    Ok(text)
}

/// Whether all variables in a text are ours.
fn templates(text: &str) -> Result<(), String> {
    const OURS: [&str; 8] = [
        "customer_token",
        "wrong_token",
        "partner_secret",
        "test_id",
        "test_name",
        "candidate_id",
        "report_id",
        "newUuid",
    ];
    for part in text.split("{{").skip(1) {
        let name = part.split("}}").next().unwrap_or_default();
        if !OURS.contains(&name) {
            return Err(format!("{name:?} is no variable of ours: {text}"));
        }
    }
    Ok(())
}
