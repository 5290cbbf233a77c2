//! The steps of a filter, in as few signs as say the same.

use crate::markup::Part;

/// The color space of a step, which it inherits from the filter.
const SPACE: &str = "color-interpolation-filters";

/// Attributes of steps that say what holds anyway.
const DEFAULTS: [(&str, &str, &str); 6] = [
    ("feBlend", "mode", "normal"),
    ("feColorMatrix", "type", "matrix"),
    ("feComposite", "operator", "over"),
    ("feFlood", "flood-color", "#000"),
    ("feOffset", "dx", "0"),
    ("feOffset", "dy", "0"),
];

/// Leaves out what each step has from the filter, from the step before or anyway.
pub(crate) fn squeeze(filter: &mut Part) {
    share_space(filter);
    let mut before = "SourceGraphic".to_owned();
    for step in &mut filter.children {
        if step.get("in") == Some(before.as_str()) {
            step.take("in");
        }
        step.get("result").unwrap_or_default().clone_into(&mut before);
        let name = step.name.clone();
        step.attributes.retain(|(attribute, value)| {
            !DEFAULTS.contains(&(name.as_str(), attribute.as_str(), value.as_str()))
        });
        if let Some((across, down)) = step.get("stdDeviation").and_then(|both| both.split_once(' '))
            && across == down
        {
            let only = across.to_owned();
            step.set("stdDeviation", only);
        }
    }
    let mut used = Vec::new();
    filter.each(&mut |part| used.extend(["in", "in2"].iter().filter_map(|name| part.get(name))));
    let used: Vec<String> = used.into_iter().map(str::to_owned).collect();
    for step in &mut filter.children {
        step.attributes.retain(|(name, value)| name != "result" || used.contains(value));
    }
}

/// Says the color space once where all steps have the same.
fn share_space(filter: &mut Part) {
    let spaces: Vec<&str> =
        filter.children.iter().map(|step| step.get(SPACE).unwrap_or("linearRGB")).collect();
    let shared = spaces.first().filter(|first| spaces.iter().all(|one| one == *first));
    let shared = shared.map(|space| (*space).to_owned());
    for step in &mut filter.children {
        if shared.is_some() || step.get(SPACE) == Some("linearRGB") {
            step.take(SPACE);
        }
    }
    if let Some(space) = shared.filter(|space| space != "linearRGB") {
        filter.set(SPACE, space);
    }
}
