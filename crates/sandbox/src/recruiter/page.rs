//! How the pages look. Every text of a partner or a service is escaped by the template.

use crate::recruiter::dialog::Dialog;
use crate::recruiter::sent::SentCandidate;
use crate::recruiter::step::Step;
use crate::reports::STATUSES;
use base64::{Engine, prelude::BASE64_STANDARD};
use client::Exchange;
use maud::{DOCTYPE, Markup, html};
use partner::{Input, Kind, Sending};
use serde_json::{Value, json};
use std::sync::Arc;
use text::{plain, render};

fn page(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Partner Desk Sandbox" }
                link rel="stylesheet" href="/_recruiter/page.css";
            }
            body { main { (body) } }
        }
    }
}

/// Where a partner is chosen.
pub(crate) fn home(codenames: &[String], sent: &[Arc<SentCandidate>]) -> Markup {
    let title = plain("recruiter.page.title");
    page(
        &title,
        &html! {
            h1 { (title) }
            p.muted { (plain("recruiter.page.lead")) }
            form.card method="post" action="/_recruiter" {
                label.field {
                    span { (plain("recruiter.page.partner")) }
                    select name="codename" {
                        @for codename in codenames { option value=(codename) { (codename) } }
                    }
                }
                label.field {
                    span { (plain("recruiter.page.token")) }
                    input type="password" name="token" autocomplete="off" spellcheck="false"
                        aria-describedby="token-hint";
                    small #token-hint { (plain("recruiter.page.token_hint")) }
                }
                div.actions { button { (plain("recruiter.page.open")) } }
            }
            h2 { (plain("recruiter.page.sent")) }
            @if sent.is_empty() {
                p.muted { (plain("recruiter.page.none_sent")) }
            } @else {
                ul.card {
                    @for one in sent {
                        li {
                            a href={ "/_recruiter/sent/" (one.candidate.report_id) } {
                                (one.name) ": " (one.candidate.test_name)
                            }
                        }
                    }
                }
            }
        },
    )
}

/// What is in the way.
pub(crate) fn obstacle(text: &str) -> Markup {
    let title = plain("recruiter.page.obstacle");
    page(
        &title,
        &html! {
            h1 { (title) }
            p role="alert" { (text) }
            p { a.button href="/_recruiter" { (plain("recruiter.page.back")) } }
        },
    )
}

/// The dialog, or what kept it from opening.
pub(crate) fn dialog(dialog: &Dialog) -> Markup {
    let record = &dialog.held.record;
    let kind = Kind::labels_key(record.kind.as_ref());
    let title = render(&format!("preview.{kind}.dialog_title"), &[("name", &record.name)]);
    page(
        &title,
        &html! {
            div.title {
                @if !record.logo.trim().is_empty() {
                    img alt="" src={ "data:image/svg+xml;base64," (BASE64_STANDARD.encode(&record.logo)) };
                }
                h1 { (title) }
            }
            @if dialog.is_open() {
                form.card method="post" action={ "/_recruiter/dialogs/" (dialog.id) } {
                    @for (index, input) in record.inputs.iter().enumerate() {
                        // A second one of a kind has the same value.
                        @let is_first = !record.inputs[..index].iter().any(|other| other.kind == input.kind);
                        (field(input, is_first))
                    }
                    label.field {
                        span { (plain(&format!("preview.{kind}.list_label"))) }
                        select name="test_id" required {
                            @for test in &dialog.tests { option value=(test.id) { (test.name) } }
                        }
                    }
                    div.actions {
                        button { (plain("recruiter.page.send")) }
                        a.button.plain href="/_recruiter" { (plain("recruiter.page.cancel")) }
                    }
                }
            } @else {
                p role="alert" { (plain("recruiter.page.not_open")) }
                p { a.button href="/_recruiter" { (plain("recruiter.page.back")) } }
            }
            (steps(&dialog.steps))
        },
    )
}

fn field(input: &Input, is_first: bool) -> Markup {
    let sample = Sending::sample("");
    let key = input.label_key().filter(|_| input.as_it_came.is_none());
    let label = key.map_or_else(|| input.kind.clone(), |key| plain(&key));
    html! {
        label.field {
            span { (label) }
            @match sample.value_of(input) {
                Some(value) => {
                    input name=[is_first.then_some(&input.kind)] value=(value) required[input.required]
                        disabled[!is_first] autocomplete="off";
                }
                None => {
                    input disabled;
                    small { (plain("recruiter.page.unknown_field")) }
                }
            }
        }
    }
}

/// A candidate that was sent, with the reports.
pub(crate) fn sent(sent: &SentCandidate, reports: &[Value]) -> Markup {
    let key = if sent.was_accepted { "recruiter.page.sent_title" } else { "recruiter.page.not_sent_title" };
    let title = render(key, &[("name", &sent.name)]);
    let person = format!("{} {}", sent.candidate.first_name, sent.candidate.last_name);
    page(
        &title,
        &html! {
            h1 { (title) }
            p.muted { (person.trim()) " · " (sent.candidate.test_name) }
            h2 { (plain("recruiter.page.reports")) }
            div.card role="status" data-sent=(sent.candidate.report_id) data-reports=(json!(reports)) {
                @for report in reports { (report_row(sent, report)) }
                @if sent.was_accepted && !sent.has_ended(reports.to_vec()) {
                    p.muted { (plain("recruiter.page.awaited")) }
                }
            }
            (steps(&sent.steps))
            p { a.button href="/_recruiter" { (plain("recruiter.page.back")) } }
            script src="/_recruiter/page.js" {}
        },
    )
}

fn report_row(sent: &SentCandidate, report: &Value) -> Markup {
    let text = |name: &str| report[name].as_str().filter(|text| !text.trim().is_empty());
    let status = text("status").unwrap_or_default();
    let is_known = STATUSES.contains(&status);
    let status = if is_known { plain(&format!("report.{status}")) } else { status.to_owned() };
    html! {
        div.report {
            span {
                (sent.candidate.test_name)
                @if let Some(subtitle) = text("subtitle") { span.muted { " · " (subtitle) } }
            }
            span {
                @if let Some(score) = text("score") { span.badge { (score) } " " }
                span.badge { (status) }
            }
        }
    }
}

fn steps(steps: &[Step]) -> Markup {
    html! {
        h2 { (plain("recruiter.page.steps")) }
        ol.card {
            @for step in steps {
                li {
                    span class=(if step.is_done { "done" } else { "not-done" }) { (step.sentence) }
                    @for exchange in &step.exchanges {
                        details {
                            summary { (plain(&exchange.purpose)) }
                            pre tabindex="0" { (told(exchange)) }
                        }
                    }
                }
            }
        }
    }
}

fn told(exchange: &Exchange) -> String {
    let lines = |first: String, headers: &[(String, String)]| {
        let rest = headers.iter().map(|(name, value)| format!("{name}: {value}"));
        [first].into_iter().chain(rest).collect::<Vec<_>>().join("\n")
    };
    let request = lines(format!("{} {}", exchange.method, exchange.url), &exchange.request_headers);
    let answer = exchange.status.map(|status| lines(status.to_string(), &exchange.response_headers));
    let parts =
        [request, exchange.request_body.clone(), answer.unwrap_or_default(), exchange.response_body.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}
