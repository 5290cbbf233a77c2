//! `index.html`: the pack for people. It holds all that it shows, runs nothing and loads nothing, so that it can be
//! opened anywhere and printed.

mod logo;
mod record;
mod requests;
mod results;

use crate::hash::content_hash;
use crate::message::verify_steps;
use crate::pack::Pack;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use text::{in_line, plain, render, shown};

/// Nothing is loaded, nothing runs, nothing is sent. The logo is a picture, in which a browser runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const STYLE: &str = include_str!("page/page.css");

/// The text of the page.
pub(crate) fn page(pack: &Pack) -> String {
    let name = in_line(pack.text_of("/name"));
    let name = if name.is_empty() { plain("pack.no_name") } else { name };
    let practice = pack.is_practice().then(|| plain("pack.practice"));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title {
                    @if let Some(practice) = &practice { (practice) " · " }
                    (name) " · " (plain("pack.title"))
                }
                style { (PreEscaped(STYLE)) }
            }
            body class=[practice.is_some().then_some("practice")] {
                @if let Some(practice) = &practice { div.banner { (practice) } }
                div.sheet {
                    // Room on each printed page for the banner and the footer.
                    div.room-above {}
                    main { (body(pack, &name)) }
                    div.room-below {}
                }
                (footer(pack))
            }
        }
    };
    page.into_string()
}

fn body(pack: &Pack, name: &str) -> Markup {
    let caveats = pack.caveat_lines();
    html! {
        @if !caveats.is_empty() {
            div.caveats role="note" {
                @for caveat in &caveats { p { (in_line(caveat)) } }
            }
        }
        header {
            p.eyebrow { (plain("pack.title")) }
            h1 dir="auto" { (name) }
            p class={ "headline " (if pack.is_ready { "good" } else { "bad" }) } { (in_line(&pack.headline)) }
        }
        (results::counts(pack))
        (record::record(pack))
        (logo::logo(&pack.logo))
        (results::results(pack))
        (not_judged(pack))
        (confirmations(pack))
        (rehearsal(pack))
        (requests::requests(pack))
        section.verify {
            h2 { (plain("pack.verify.title")) }
            ol { @for step in verify_steps(pack) { li { (step) } } }
            p.muted { (plain("pack.verify.limits")) }
        }
    }
}

fn not_judged(pack: &Pack) -> Markup {
    html! {
        @if !pack.not_judged.is_empty() {
            section {
                h2 { (plain("pack.section.not_judged")) }
                ul.rows {
                    @for one in &pack.not_judged {
                        li { span dir="auto" { (in_line(&one.title)) } " " span.id { (in_line(&one.id)) } }
                    }
                }
            }
        }
    }
}

fn confirmations(pack: &Pack) -> Markup {
    html! {
        @if !pack.confirmations.is_empty() {
            section {
                h2 { (plain("pack.section.confirmations")) }
                ul.rows {
                    @for one in &pack.confirmations {
                        li {
                            span dir="auto" { (in_line(&one.sentence)) } " " span.id { (in_line(&one.id)) }
                            p.muted { (results::confirmed(&one.by, one.at)) }
                        }
                    }
                }
            }
        }
    }
}

fn rehearsal(pack: &Pack) -> Markup {
    html! {
        section {
            h2 { (plain("pack.section.rehearsal")) }
            @if let Some(rehearsal) = &pack.rehearsal {
                ol.rows {
                    @for step in &rehearsal.steps {
                        li {
                            h3 {
                                span class={ "badge " (step.state.key()) } { (step.state.word()) } " "
                                span dir="auto" { (in_line(&step.title)) }
                            }
                            p dir="auto" { (shown(&step.sentence)) }
                            @if let Some(at) = step.at { p.muted { (at.shown()) } }
                        }
                    }
                }
                @if let Some(report) = &rehearsal.report {
                    p { (plain("pack.label.report")) ": " span dir="auto" { (shown(report)) } }
                }
            } @else {
                p.muted { (plain("pack.no_rehearsal")) }
            }
        }
    }
}

fn footer(pack: &Pack) -> Markup {
    html! {
        footer {
            span { (render("pack.footer", &[("version", &in_line(&pack.app_version)), ("rules", &in_line(&pack.rules))])) }
            span.hash { (plain("pack.label.content_hash")) " " (content_hash(pack)) }
        }
    }
}
