//! What was sent and what came back, for people: pretty-printed, with the place of a fault marked, and as
//! commands that a developer can run.

use crate::core::verdict_record::BodyLocationRecord;
use crate::readiness::json_lines::spread;
use crate::wire::{ExchangeView, PhaseView};
use client::{Exchange, HANDSHAKE};

/// One call as it is shown; `place` is where in the answer's body a fault is.
pub(crate) fn exchange_view(exchange: &Exchange, place: Option<&BodyLocationRecord>) -> ExchangeView {
    let lines = |headers: &[(String, String)]| {
        headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
    };
    let is_handshake = exchange.method == HANDSHAKE;
    let mut request = format!("{} {}\n{}", exchange.method, exchange.url, lines(&exchange.request_headers));
    if is_handshake {
        request = text::render("exchange.handshake", &[("url", &exchange.url)]);
    }
    if !exchange.request_body.is_empty() {
        request.push_str("\n\n");
        request.push_str(&exchange.request_body);
    }
    let mut head: Vec<String> = exchange.status.map(|status| status.to_string()).into_iter().collect();
    if exchange.status.is_some() || is_handshake {
        head.push(lines(&exchange.response_headers));
    }
    if let Some(key) = &exchange.error {
        let args: Vec<(&str, &str)> =
            exchange.error_args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reason = text::render(key, &args);
        head.push(text::render("exchange.no_answer", &[("reason", &reason)]));
    }
    if let Some(to) = &exchange.not_followed {
        let key = if exchange.carried.is_empty() { "exchange.leads_to" } else { "exchange.not_followed" };
        head.push(text::render(key, &[("to", to)]));
    }
    let [before, marked, after] = marked_body(&exchange.response_body, place);
    ExchangeView {
        purpose: text::plain(&exchange.purpose),
        request,
        response: head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
        body_before: before,
        body_marked: marked,
        body_after: after,
        status: exchange.status.map(|status| status.to_string()).unwrap_or_default(),
        duration_ms: exchange.duration_ms,
        phases: phases(exchange),
        repeated: repeated(exchange),
    }
}

/// How often a call was made, and why it was made again.
fn repeated(exchange: &Exchange) -> String {
    if exchange.repeated.is_empty() {
        return String::new();
    }
    let mut reasons: Vec<String> = exchange.repeated.iter().map(|key| text::plain(key)).collect();
    reasons.dedup();
    let count = (exchange.repeated.len() + 1).to_string();
    text::render("exchange.repeated", &[("count", &count), ("reasons", &reasons.join(", "))])
}

fn phases(exchange: &Exchange) -> Vec<PhaseView> {
    let phases = exchange.phases;
    [
        ("phase.name", phases.name_us),
        ("phase.connect", phases.connect_us),
        ("phase.tls", phases.tls_us),
        ("phase.first_byte", phases.first_byte_us),
    ]
    .into_iter()
    .filter(|(_, micros)| *micros > 0)
    .map(|(key, micros)| PhaseView {
        label: text::plain(key),
        took: text::render("phase.took", &[("ms", &format!("{}.{}", micros / 1000, micros % 1000 / 100))]),
    })
    .collect()
}

/// A body before the fault, the fault, and after it. JSON has a line for each part; what is no JSON is left as it
/// came, and the fault's line is marked.
fn marked_body(body: &str, place: Option<&BodyLocationRecord>) -> [String; 3] {
    let pointer = match place {
        Some(BodyLocationRecord::Pointer(pointer)) => Some(pointer.as_str()),
        _ => None,
    };
    match (spread(body.trim_start_matches('\u{feff}'), pointer), place) {
        (Some(lines), _) => lines,
        (None, Some(BodyLocationRecord::Line(line, _))) => {
            let start: usize = body.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let end = body[start..].find('\n').map_or(body.len(), |length| start + length);
            [body[..start].to_owned(), body[start..end].to_owned(), body[end..].to_owned()]
        }
        (None, _) => [body.to_owned(), String::new(), String::new()],
    }
}

/// The same request as a command: curl, with a placeholder for the token, or, where nothing was asked,
/// openssl. A changed token is derived from the placeholder.
pub(crate) fn command(exchange: &Exchange) -> String {
    if exchange.method == HANDSHAKE {
        return handshake_command(&exchange.url);
    }
    let mut line = String::from("curl -i");
    if !exchange.request_body.is_empty() {
        line.push_str(&format!(" -X {} -d {}", exchange.method, quoted(&exchange.request_body)));
    }
    let kind = exchange.purpose.as_str();
    if exchange.request_headers.iter().any(|(name, _)| name == "Authorization") {
        let value = match kind {
            _ if exchange.changed_at.is_some() => format!("Bearer {}", wrong_token(exchange.changed_at)),
            k if k.ends_with("_empty") => "Bearer ".into(),
            k if k.ends_with("_other_scheme") => "Basic $CUSTOMER_TOKEN".into(),
            k if k.ends_with("_padded") => "Bearer $CUSTOMER_TOKEN ".into(),
            k if k.starts_with("purpose.partner") => "Bearer $PERSONAL_TOKEN".into(),
            _ => "Bearer $CUSTOMER_TOKEN".into(),
        };
        line.push_str(&format!(r#" -H "Authorization: {value}""#));
    }
    // Only an article is looked for wherever it has gone, and as a browser does; a token stays where it was sent.
    let is_article = kind == "purpose.article";
    let follow = if is_article { " -L --compressed -A 'Mozilla/5.0'" } else { "" };
    let kind_of_body = if is_article { "" } else { " -H 'Content-Type: application/json'" };
    let url = hidden_values(&exchange.url).iter().fold(quoted(&exchange.url), |url, (pair, name)| {
        url.replacen(pair, &format!("{}'\"${name}\"'", pair.trim_end_matches("***")), 1)
    });
    format!("{line}{follow}{kind_of_body} {url}")
}

/// The customer token with another character of the same kind in that place, as a command.
fn wrong_token(at: Option<usize>) -> String {
    let place = at.unwrap_or_default() + 1;
    format!(
        r#"$(printf %s "$CUSTOMER_TOKEN" | awk '{{c=substr($0,{place},1); n=(c~/[0-9]/)?(c=="1"?"2":"1"):(c~/[a-z]/)?(c=="a"?"b":"a"):(c=="A"?"B":"A"); print substr($0,1,{before}) n substr($0,{after})}}')"#,
        before = place - 1,
        after = place + 1,
    )
}

/// The values of a query that are not shown, each with the variable that stands for it in a command.
pub(crate) fn hidden_values(url: &str) -> Vec<(String, String)> {
    let Some((_, query)) = url.split_once('?') else { return Vec::new() };
    query
        .split('&')
        .filter_map(|pair| pair.strip_suffix("=***").map(|key| (pair, key)))
        .map(|(pair, key)| {
            let name: String = key
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
                .collect();
            (pair.to_owned(), format!("QUERY_{name}"))
        })
        .collect()
}

fn handshake_command(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    let host = parsed.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
    let port = parsed.as_ref().and_then(url::Url::port_or_known_default).unwrap_or(443);
    let (at, host) = (quoted(&format!("{host}:{port}")), quoted(host));
    format!("openssl s_client -connect {at} -servername {host} -verify_hostname {host} </dev/null")
}

/// A text as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn values_of_a_query_that_are_not_shown_are_variables_of_the_command() {
        let url = "https://api.harbour.example/token?tenant=***&api-key=***";
        let names: Vec<String> = hidden_values(url).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["QUERY_TENANT", "QUERY_API_KEY"]);
        let exchange: Exchange = serde_json::from_value(serde_json::json!({
            "purpose": "purpose.validate_missing", "method": "GET", "url": url, "request_headers": [],
            "request_body": "", "status": 200, "response_headers": [], "response_body": "", "trouble": null,
            "duration_ms": 1
        }))
        .unwrap();
        let command = command(&exchange);
        assert!(
            command.ends_with(r#"token?tenant='"$QUERY_TENANT"'&api-key='"$QUERY_API_KEY"''"#),
            "{command}"
        );
    }

    #[test]
    fn a_candidate_is_repeated_as_a_command_with_its_body() {
        let exchange: Exchange = serde_json::from_value(serde_json::json!({
            "purpose": "purpose.send_wrong_token", "method": "POST", "url": "https://harbour.example/send",
            "request_headers": [["Authorization", "Bearer ••••abcd"]], "request_body": r#"{"last_name":"O'Hara"}"#,
            "status": 201, "response_headers": [], "response_body": "", "trouble": null, "duration_ms": 1,
            "changed_at": 3
        }))
        .unwrap();
        let command = command(&exchange);
        assert!(
            command.starts_with(
                r#"curl -i -X POST -d '{"last_name":"O'\''Hara"}' -H "Authorization: Bearer $("#
            ),
            "{command}"
        );
        assert!(command.ends_with(" 'https://harbour.example/send'"), "{command}");
    }

    #[test]
    fn the_place_of_a_fault_is_marked_in_what_came_back() {
        let pointer = |pointer: &str| Some(BodyLocationRecord::Pointer(pointer.into()));
        let body = r#"[{"id":1},{"id":{"a":2}}]"#;
        let [before, marked, after] = marked_body(body, pointer("/1/id").as_ref());
        assert_eq!(marked, "{\n      \"a\": 2\n    }");
        assert_eq!(
            serde_json::from_str::<Value>(&format!("{before}{marked}{after}")).unwrap(),
            serde_json::from_str::<Value>(body).unwrap()
        );
        let [before, marked, after] = marked_body("[\n  {'id': 1}\n]", Some(&BodyLocationRecord::Line(2, 4)));
        assert_eq!([&*before, &*marked, &*after], ["[\n", "  {'id': 1}", "\n]"]);
        assert_eq!(marked_body("no json", pointer("/3").as_ref())[0], "no json");
        assert_eq!(marked_body("[1]", pointer("/9").as_ref())[1], "");
        let deep = format!("{}{}1{}", "[".repeat(120), "0,".repeat(100_000), "]".repeat(120));
        assert_eq!(marked_body(&deep, None)[0], deep, "out of proportion");
        assert_eq!(marked_body("ü", Some(&BodyLocationRecord::Line(7, 1)))[0], "ü");
    }
}
