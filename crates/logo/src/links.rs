//! References inside a drawing: each leads to the first part of a fitting kind, under a name of ours.

use crate::markup::Part;
use crate::notes::{Notes, Repair};
use crate::paint::link;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

const PAINT_SERVERS: [&str; 3] = ["linearGradient", "radialGradient", "pattern"];
const SHAPES: [&str; 7] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];

/// What a step of a filter may start from, besides other steps.
const INPUTS: [&str; 6] =
    ["SourceGraphic", "SourceAlpha", "BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint"];

/// The kinds of parts that an attribute may lead to; empty for any.
fn fitting(part: &str, attribute: &str) -> Option<&'static [&'static str]> {
    Some(match attribute {
        "fill" | "stroke" => &PAINT_SERVERS,
        "mask" => &["mask"],
        "clip-path" => &["clipPath"],
        "filter" => &["filter"],
        "marker-start" | "marker-mid" | "marker-end" => &["marker"],
        "href" => match part {
            "linearGradient" | "radialGradient" => &["linearGradient", "radialGradient"],
            "pattern" => &["pattern"],
            "filter" => &["filter"],
            "textPath" => &SHAPES,
            "use" | "feImage" => &[],
            _ => return None,
        },
        _ => return None,
    })
}

/// IDs of one drawing and of those inside it must differ.
fn fresh(counter: &AtomicUsize) -> String {
    format!("i{}", counter.fetch_add(1, Ordering::Relaxed))
}

/// Gives each part that is referred to an ID of its own, and leads each reference to one of these.
pub(crate) fn settle(root: &mut Part, notes: &mut Notes) {
    static COUNTER: AtomicUsize = AtomicUsize::new(0);
    let mut known: HashMap<String, Vec<(String, String)>> = HashMap::new();
    let mut moved: Vec<(String, String)> = Vec::new();
    root.each_mut(&mut |part| {
        if let Some(id) = part.take("id").filter(|id| !id.trim().is_empty()) {
            let ours = fresh(&COUNTER);
            let transform = part.get("transform").filter(|_| part.name == "symbol");
            moved.extend(transform.map(|transform| (ours.clone(), transform.to_owned())));
            known.entry(id.trim().to_owned()).or_default().push((part.name.clone(), ours.clone()));
            part.set("id", ours);
        }
        if part.name == "symbol" {
            part.take("transform");
        }
    });
    let mut was_ambiguous = false;
    let find = |id: &str, kinds: &[&str]| {
        let all = known.get(id)?;
        let at = all.iter().position(|(kind, _)| kinds.is_empty() || kinds.contains(&kind.as_str()))?;
        Some((all[at].1.clone(), all.len() > 1))
    };
    root.each_mut(&mut |part| {
        let name = part.name.clone();
        let mut kept = Vec::new();
        for (attribute, value) in part.attributes.drain(..) {
            let Some(kinds) = fitting(&name, &attribute) else {
                if attribute != "href" || name == "image" {
                    kept.push((attribute, value));
                }
                continue;
            };
            if attribute == "href" {
                if value.starts_with("data:") {
                    kept.push((attribute, value));
                } else if let Some((ours, again)) = find(value.trim().trim_start_matches('#'), kinds) {
                    was_ambiguous |= again;
                    kept.push((attribute, format!("#{ours}")));
                }
                continue;
            }
            let Some((id, rest)) = link(&value) else {
                kept.push((attribute, value));
                continue;
            };
            match find(id, kinds) {
                Some((ours, again)) => {
                    was_ambiguous |= again;
                    let rest = if attribute == "filter" { "" } else { rest };
                    kept.push((attribute, format!("url(#{ours}) {rest}").trim().to_owned()));
                }
                None if attribute == "fill" || attribute == "stroke" => {
                    kept.push((attribute, if rest.is_empty() { "none" } else { rest }.to_owned()));
                }
                None => {}
            }
        }
        part.attributes = kept;
    });
    root.each_mut(&mut |part| {
        if part.name == "filter" {
            name_results(part);
        }
    });
    if was_ambiguous {
        notes.repair(Repair::References);
    }
    if !moved.is_empty() {
        move_uses(root, &moved, notes);
    }
}

/// Steps of a filter are named by their place: names of others may hold markup.
fn name_results(filter: &mut Part) {
    let mut known: HashMap<String, String> = HashMap::new();
    for (at, step) in filter.children.iter_mut().enumerate() {
        step.each_mut(&mut |part| {
            for (name, value) in &mut part.attributes {
                if ["in", "in2"].contains(&name.as_str()) && !INPUTS.contains(&value.as_str()) {
                    // A name that no step has yet is the step before, or nothing.
                    *value = known.get(value).cloned().unwrap_or_else(|| "none".to_owned());
                }
            }
        });
        if let Some(result) = step.take("result") {
            known.insert(result, format!("r{at}"));
            step.set("result", format!("r{at}"));
        }
    }
}

/// A `symbol` with a transform is drawn there wherever it is used; not every reader knows that.
fn move_uses(root: &mut Part, moved: &[(String, String)], notes: &mut Notes) {
    root.each_mut(&mut |part| {
        let target = part.get("href").and_then(|href| href.strip_prefix('#')).filter(|_| part.name == "use");
        let Some((_, inner)) = target.and_then(|id| moved.iter().find(|(one, _)| one == id)) else { return };
        let place = format!(
            "{} translate({} {}) {inner}",
            part.get("transform").unwrap_or_default(),
            part.get("x").unwrap_or("0"),
            part.get("y").unwrap_or("0")
        );
        part.take("x");
        part.take("y");
        part.set("transform", place.trim());
        notes.repair(Repair::Transforms);
    });
}
