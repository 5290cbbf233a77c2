//! The report as a page. It runs nothing and loads nothing, so that it can be opened anywhere and printed.

use crate::fault::{Fault, Seen};
use crate::report::DeveloperReport;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use text::{in_line, plain, shown};

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("page.css");

impl DeveloperReport {
    /// The report as a page of HTML that holds all that it shows.
    pub fn page(&self) -> String {
        page(self)
    }
}

fn page(report: &DeveloperReport) -> String {
    let title = report.title();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    header {
                        h1 { (title) }
                        p { (report.summary()) " " (report.run()) }
                    }
                    @for fault in &report.faults { (of_fault(fault)) }
                }
            }
        }
    };
    page.into_string()
}

fn of_fault(fault: &Fault) -> Markup {
    html! {
        section {
            h2 { (in_line(&fault.title)) }
            p.rule { (fault.rule()) }
            p { (in_line(&fault.sentence)) " " (in_line(&fault.why)) }
            @if !fault.seen.is_empty() {
                table {
                    thead { tr {
                        th scope="col" { (plain("developer.column.what")) }
                        th scope="col" { (plain("developer.column.should")) }
                        th scope="col" { (plain("developer.column.was")) }
                    } }
                    tbody { @for seen in &fault.seen { (of_seen(seen)) } }
                }
            }
            @if !fault.example.is_empty() {
                p { b { (plain("developer.column.example")) } " " (with_code(&fault.example)) }
            }
            @if let Some(link) = &fault.documentation {
                p { b { (plain("developer.column.documentation")) } " "
                    // Only what the catalog of checks names is a link, and no foreign text.
                    a href=(link) rel="noreferrer" { (link) } }
            }
            @if !fault.commands.is_empty() {
                p { b { (plain("developer.commands")) } }
                pre tabindex="0" { (shown(&fault.commands.join("\n"))) }
            }
        }
    }
}

fn of_seen(seen: &Seen) -> Markup {
    let mark = match seen.good {
        Some(true) => "good",
        Some(false) => "bad",
        None => "open",
    };
    html! {
        tr {
            th scope="row" { (in_line(&seen.what)) }
            td { (in_line(&seen.should)) }
            td class=(mark) {
                @match seen.good {
                    Some(true) => "✓ ",
                    Some(false) => "✗ ",
                    None => "",
                }
                (in_line(&seen.was))
            }
        }
    }
}

/// A text with its code between backticks.
fn with_code(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (in_line(part)) } } @else { (shown(part)) }
        }
    }
}
