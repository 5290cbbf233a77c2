//! Every verdict with what it rests on.

use crate::evidence::{Seen, Verdict};
use crate::names::{Level, State};
use crate::pack::Pack;
use crate::time::Time;
use maud::{Markup, html};
use text::{in_line, plain, render, shown};

/// How a verdict is told: what fails and isn't required is a recommendation.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Recommendation,
    State(State),
}

impl Told {
    const ALL: [Self; 8] = [
        Self::State(State::Fail),
        Self::State(State::Unknown),
        Self::State(State::Stale),
        Self::State(State::Waiting),
        Self::Recommendation,
        Self::State(State::Pass),
        Self::State(State::Confirmed),
        Self::State(State::NotApplicable),
    ];

    fn of(verdict: &Verdict) -> Self {
        match (verdict.state, verdict.level) {
            (State::Fail, Level::Should) => Self::Recommendation,
            (state, _) => Self::State(state),
        }
    }

    fn word(self) -> String {
        match self {
            Self::Recommendation => plain("pack.state.advice"),
            Self::State(state) => state.word(),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Recommendation => "advice",
            Self::State(state) => state.key(),
        }
    }

    fn badge(self) -> Markup {
        html! { span class={ "badge " (self.class()) } { (self.word()) } }
    }
}

/// How many checks came out how.
pub(crate) fn counts(pack: &Pack) -> Markup {
    let count = |told| pack.verdicts.iter().filter(|verdict| Told::of(verdict) == told).count();
    html! {
        @if !pack.verdicts.is_empty() {
            ul.counts {
                @for told in Told::ALL.into_iter().filter(|told| count(*told) > 0) {
                    li { b { (count(told)) } " " (told.badge()) }
                }
            }
        }
    }
}

/// The verdicts under their headings, in the order in which they come.
pub(crate) fn results(pack: &Pack) -> Markup {
    let mut groups: Vec<(&str, Vec<&Verdict>)> = Vec::new();
    for verdict in &pack.verdicts {
        match groups.iter_mut().find(|(group, _)| *group == verdict.group) {
            Some((_, verdicts)) => verdicts.push(verdict),
            None => groups.push((&verdict.group, vec![verdict])),
        }
    }
    html! {
        section {
            h2 { (plain("pack.section.results")) }
            @if groups.is_empty() { p.muted { (plain("pack.no_results")) } }
            @for (group, verdicts) in &groups {
                h3.group dir="auto" { (in_line(group)) }
                @for verdict in verdicts { (one(verdict)) }
            }
        }
    }
}

fn one(verdict: &Verdict) -> Markup {
    let told = Told::of(verdict);
    html! {
        article class=(told.class()) {
            h4 { (told.badge()) " " span dir="auto" { (in_line(&verdict.title)) } }
            p dir="auto" { (shown(&verdict.sentence)) }
            @if !verdict.seen.is_empty() { (seen(&verdict.seen)) }
            @if let Some(quote) = &verdict.quote {
                blockquote { p.label { (plain("pack.label.quote")) } p dir="auto" { (shown(quote)) } }
            }
            @if !verdict.why.trim().is_empty() {
                p.muted dir="auto" { (plain("pack.label.why")) ": " (shown(&verdict.why)) }
            }
            p.judged { (judged(verdict)) }
        }
    }
}

/// How it was judged, by which rule and when.
fn judged(verdict: &Verdict) -> String {
    let mut parts = vec![
        in_line(&verdict.id),
        verdict.level.word(),
        render("pack.rule_version", &[("version", &verdict.rule_version.to_string())]),
    ];
    if verdict.is_new_rule {
        parts.push(plain("pack.new_rule"));
    }
    if let Some(at) = verdict.checked_at {
        parts.push(format!("{} {}", plain("pack.label.checked"), at.shown()));
    }
    parts.extend(verdict.confirmed.as_ref().map(|one| confirmed(&one.by, one.at)));
    parts.join(" · ")
}

/// Who confirmed something, and when.
pub(crate) fn confirmed(by: &str, at: Option<Time>) -> String {
    let by = match by.trim() {
        "" => plain("pack.label.confirmed"),
        by => format!("{}: {}", plain("pack.label.confirmed_by"), in_line(by)),
    };
    at.map_or_else(|| by.clone(), |at| format!("{by}, {}", at.shown()))
}

fn seen(lines: &[Seen]) -> Markup {
    html! {
        table.seen {
            thead {
                tr {
                    @for key in ["what", "should", "was"] {
                        th scope="col" { (plain(&format!("pack.column.{key}"))) }
                    }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        td dir="auto" { (shown(&line.what)) }
                        td dir="auto" { (shown(&line.should)) }
                        td dir="auto" class=[class(line.good)] {
                            @if let Some(good) = line.good {
                                span.mark { (plain(if good { "pack.seen.good" } else { "pack.seen.bad" })) } " "
                            }
                            (shown(&line.was))
                        }
                    }
                }
            }
        }
    }
}

fn class(good: Option<bool>) -> Option<&'static str> {
    good.map(|good| if good { "good" } else { "bad" })
}
