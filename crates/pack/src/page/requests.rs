//! The requests as a table. Headers and bodies are in `requests.har`.

use crate::evidence::Request;
use crate::pack::Pack;
use maud::{Markup, html};
use text::{in_line, plain, render, shown};

/// The section with the requests.
pub(crate) fn requests(pack: &Pack) -> Markup {
    html! {
        section {
            h2 { (plain("pack.section.requests")) }
            @if pack.requests.is_empty() {
                p.muted { (plain("pack.no_requests")) }
            } @else {
                p.muted { (plain("pack.requests_lead")) }
                table.requests {
                    thead {
                        tr {
                            @for key in ["purpose", "request", "status", "took"] {
                                th scope="col" { (plain(&format!("pack.column.{key}"))) }
                            }
                        }
                    }
                    tbody { @for request in &pack.requests { (row(request)) } }
                }
            }
        }
    }
}

fn row(request: &Request) -> Markup {
    html! {
        tr {
            td dir="auto" { (in_line(&request.purpose)) }
            td.url { b { (in_line(&request.method)) } " " (in_line(&request.url)) }
            td dir="auto" {
                @if let Some(status) = request.status { (status) }
                @if let Some(error) = &request.error { " " (shown(error)) }
                @if request.status.is_none() && request.error.is_none() { (plain("pack.no_answer")) }
            }
            td.number { (render("phase.took", &[("ms", &request.duration_ms.to_string())])) }
        }
    }
}
