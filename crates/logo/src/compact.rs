//! What usvg writes, in as few signs as say the same.

use crate::definitions::Definitions;
use crate::filters;
use crate::geometry::{Affine, number, significant};
use crate::markup::Part;
use crate::path;

/// Attributes that depend on where the element is.
const PLACED: [&str; 3] = ["clip-path", "mask", "filter"];
/// Attributes of usvg that say what holds anyway.
const DEFAULTS: [(&str, &str); 20] = [
    ("fill", "#000000"),
    ("stroke", "none"),
    ("stroke-width", "1"),
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("opacity", "1"),
    ("fill-rule", "nonzero"),
    ("clip-rule", "nonzero"),
    ("visibility", "visible"),
    ("mask-type", "luminance"),
    ("maskUnits", "objectBoundingBox"),
    ("patternUnits", "objectBoundingBox"),
    ("spreadMethod", "pad"),
    ("stop-color", "#000000"),
    ("stop-opacity", "1"),
    ("gradientUnits", "objectBoundingBox"),
    ("flood-opacity", "1"),
    ("image-rendering", "optimizeQuality"),
    ("preserveAspectRatio", "xMidYMid"),
    ("stroke-dashoffset", "0"),
];

/// Definitions that are drawn only where something refers to them.
const UNDRAWN: [&str; 6] = ["linearGradient", "radialGradient", "clipPath", "mask", "filter", "pattern"];

/// Lists of coordinates and lengths.
const LENGTHS: [&str; 17] = [
    "x",
    "y",
    "width",
    "height",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "fx",
    "fy",
    "fr",
    "stroke-width",
    "stroke-dasharray",
    "stroke-dashoffset",
];
const SHARES: [&str; 5] = ["opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "offset"];
const TRANSFORMS: [&str; 3] = ["transform", "gradientTransform", "patternTransform"];

/// How many digits behind the point keep every point of a drawing with a side of `side` within a
/// twenty-thousandth of that side.
pub(crate) fn decimals(side: f64) -> usize {
    let digits = (10_000.0 / side).log10().ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
    let digits = digits.clamp(0.0, 9.0) as usize;
    digits
}

/// The content of a drawing as usvg writes it, shortened.
pub(crate) fn compact(written: Part, decimals: usize) -> Vec<Part> {
    let mut has_blending = false;
    written.each(&mut |part| {
        has_blending |= part.get("style").is_some_and(|style| style.contains("mix-blend-mode:"))
            && part.get("style").is_some_and(|style| !style.contains("mix-blend-mode:normal"));
    });
    let (defs, drawn): (Vec<Part>, Vec<Part>) =
        written.children.into_iter().partition(|part| part.name == "defs");
    let mut definitions = Definitions::of(defs.into_iter().flat_map(|part| part.children).collect());
    definitions.note_blending(has_blending);
    let mut squeezing = Squeezing { decimals, definitions: &mut definitions };
    let mut shown = Vec::new();
    for part in drawn {
        squeezing.place(part, Affine::IDENTITY, false, &mut shown);
    }
    let names = squeezing.definitions.names();
    for name in names {
        let Some(mut one) = squeezing.definitions.remove(&name) else { continue };
        let inner = std::mem::take(&mut one.children);
        let is_cut = one.name == "clipPath";
        for part in inner {
            if ["g", "path", "image"].contains(&part.name.as_str()) {
                squeezing.place(part, Affine::IDENTITY, is_cut, &mut one.children);
            } else {
                let mut part = part;
                part.each_mut(&mut |inner| shorten(inner, decimals));
                one.children.push(part);
            }
        }
        shorten(&mut one, decimals + 1);
        if one.name == "filter" {
            filters::squeeze(&mut one);
        }
        squeezing.definitions.put_back(name, one);
    }
    let mut finished = definitions.finish(shown);
    // These are drawn nowhere by themselves, so nothing needs to say that they are definitions.
    if let Some(defs) = finished.first_mut().filter(|first| first.name == "defs")
        && defs.children.iter().all(|part| UNDRAWN.contains(&part.name.as_str()))
    {
        let inner = std::mem::take(&mut defs.children);
        finished.splice(..1, inner);
    }
    finished
}

struct Squeezing<'a> {
    decimals: usize,
    definitions: &'a mut Definitions,
}

impl Squeezing<'_> {
    /// Adds a part, moved by `outer`, to `out`, with no group that does nothing.
    fn place(&mut self, mut part: Part, outer: Affine, is_cut: bool, out: &mut Vec<Part>) {
        let own = part.take("transform").map_or(Affine::IDENTITY, |text| Affine::parse(&text));
        let transform = outer.after(own);
        self.definitions.keep_only_used_id(&mut part);
        match part.name.as_str() {
            "g" => self.group(part, transform, is_cut, out),
            "path" => {
                if part.get("visibility") == Some("hidden") {
                    return;
                }
                self.path(part, transform, is_cut, out);
            }
            _ => {
                self.set_transform(&mut part, transform);
                part.each_mut(&mut |inner| shorten(inner, self.decimals));
                out.push(part);
            }
        }
    }

    fn group(&mut self, mut part: Part, transform: Affine, is_cut: bool, out: &mut Vec<Part>) {
        if let Some(style) = part.take("style") {
            let holds_anyway = |one: &&str| ["mix-blend-mode:normal", "isolation:auto"].contains(one);
            let said: Vec<&str> = style.split(';').filter(|one| !holds_anyway(one)).collect();
            if !said.is_empty() {
                part.set("style", said.join(";"));
            }
        }
        let is_isolated = part.get("style") == Some("isolation:isolate");
        if is_isolated && !self.definitions.has_blending() {
            part.take("style");
        }
        shorten(&mut part, self.decimals);
        let inner = std::mem::take(&mut part.children);
        if part.attributes.is_empty() {
            for child in inner {
                self.place(child, transform, is_cut, out);
            }
            return;
        }
        let is_placed = PLACED.iter().any(|name| part.get(name).is_some()) || part.get("id").is_some();
        let within = if is_placed { Affine::IDENTITY } else { transform };
        if is_placed {
            self.set_transform(&mut part, transform);
        }
        let mut placed = Vec::new();
        for child in inner {
            self.place(child, within, is_cut, &mut placed);
        }
        // A filter may draw without anything to filter.
        if placed.is_empty() && part.get("filter").is_none() {
            return;
        }
        match &mut placed[..] {
            [only] if can_join(&part, only) => {
                for (name, value) in part.attributes {
                    only.attributes.insert(0, (name, value));
                }
                out.append(&mut placed);
            }
            _ => {
                part.children = placed;
                out.push(part);
            }
        }
    }

    fn path(&mut self, mut part: Part, transform: Affine, is_cut: bool, out: &mut Vec<Part>) {
        if is_cut {
            // Only the shape counts in a cut.
            for name in ["fill", "stroke", "fill-opacity"] {
                part.take(name);
            }
        }
        let has_stroke = part.get("stroke").is_some_and(|stroke| stroke != "none");
        let is_placed = PLACED.iter().any(|name| part.get(name).is_some()) || part.get("id").is_some();
        let scale = transform.uniform_scale();
        let mut inner = transform;
        let mut kept = Affine::IDENTITY;
        if is_placed || (has_stroke && scale.is_none()) || !self.definitions.move_paints(&mut part, transform)
        {
            (inner, kept) = (Affine::IDENTITY, transform);
        } else if let Some(scale) = scale.filter(|_| has_stroke) {
            scale_stroke(&mut part, scale);
        }
        // Where a transform stays, what is inside needs digits for what it makes of them.
        let extra = if kept == Affine::IDENTITY { 0 } else { more_digits(kept) };
        let data = part.take("d").unwrap_or_default();
        let data = path::shorten(&data, inner, self.decimals.saturating_add_signed(extra).min(9));
        if data.is_empty() {
            return;
        }
        self.set_transform(&mut part, kept);
        shorten(&mut part, self.decimals.saturating_add_signed(extra.max(0)) + usize::from(has_stroke));
        part.set("d", data);
        out.push(part);
    }

    fn set_transform(&self, part: &mut Part, transform: Affine) {
        if let Some(text) = transform.to_text(self.decimals + 1) {
            part.set("transform", text);
        }
    }
}

fn more_digits(transform: Affine) -> isize {
    let scale = transform.scale();
    if scale <= 0.0 || !scale.is_finite() {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm")]
    let digits = scale.log10().ceil().clamp(-6.0, 6.0) as isize;
    digits
}

/// Whether a group can leave its attributes to the one part that it holds.
fn can_join(group: &Part, only: &Part) -> bool {
    group.attributes.iter().all(|(name, _)| only.get(name).is_none())
        && !(only.get("transform").is_some() && PLACED.iter().any(|name| group.get(name).is_some()))
        // The order in which readers apply these is theirs.
        && !["opacity", "clip-path", "mask", "filter", "style"].iter().any(|name| only.get(name).is_some())
        && only.get("id").is_none()
        && only.name == "path"
}

fn scale_stroke(part: &mut Part, scale: f64) {
    let width = part.get("stroke-width").unwrap_or("1").parse().unwrap_or(1.0);
    part.set("stroke-width", (width * scale).to_string());
    for name in ["stroke-dasharray", "stroke-dashoffset"] {
        if let Some(text) = part.take(name) {
            let scaled: Vec<String> = text
                .split([' ', ','])
                .filter_map(|one| one.parse::<f64>().ok())
                .map(|one| (one * scale).to_string())
                .collect();
            part.set(name, scaled.join(" "));
        }
    }
}

/// Shortens the values of one element's attributes, and leaves out what holds anyway.
fn shorten(part: &mut Part, decimals: usize) {
    let is_flood = part.name.starts_with("fe");
    for (name, value) in &mut part.attributes {
        let name = name.as_str();
        let each = |value: &str, write: &dyn Fn(f64) -> String| -> String {
            let numbers: Vec<String> = value
                .split([' ', ','])
                .filter(|one| !one.is_empty())
                .map(|one| one.parse().map_or_else(|_| one.to_owned(), write))
                .collect();
            numbers.join(" ")
        };
        if TRANSFORMS.contains(&name) {
            *value = Affine::parse(value).to_text(decimals).unwrap_or_default();
        } else if LENGTHS.contains(&name) {
            *value = each(value, &|number_| number(number_, decimals));
        } else if SHARES.contains(&name) {
            *value = each(value, &|share| number(share, 3));
        } else if let Some(hex) = value.strip_prefix('#').filter(|hex| hex.len() == 6) {
            *value = short_color(hex);
        } else if is_flood && !["in", "in2", "result", "href", "seed"].contains(&name) {
            *value = each(value, &significant);
        }
    }
    let name = part.name.clone();
    part.attributes.retain(|(attribute, value)| {
        let is_default = DEFAULTS.iter().any(|(one, default)| {
            one == attribute && (value == default || (*default == "#000000" && value == "#000"))
        });
        let is_first_stop = attribute == "offset" && value == "0";
        let is_start =
            name == "linearGradient" && ["x1", "y1", "y2"].contains(&attribute.as_str()) && value == "0";
        let is_nothing = value.is_empty() && TRANSFORMS.contains(&attribute.as_str());
        !is_nothing && !is_start && !is_default && (!is_first_stop || name != "stop")
    });
}

/// `#0b6`, or the name where that is shorter.
fn short_color(hex: &str) -> String {
    const NAMES: [(&str, &str); 20] = [
        ("ff0000", "red"),
        ("d2b48c", "tan"),
        ("000080", "navy"),
        ("008080", "teal"),
        ("808080", "gray"),
        ("ffd700", "gold"),
        ("008000", "green"),
        ("ffc0cb", "pink"),
        ("dda0dd", "plum"),
        ("fffafa", "snow"),
        ("a52a2a", "brown"),
        ("ff7f50", "coral"),
        ("4b0082", "indigo"),
        ("fffff0", "ivory"),
        ("f0e68c", "khaki"),
        ("800000", "maroon"),
        ("808000", "olive"),
        ("cd853f", "peru"),
        ("c0c0c0", "silver"),
        ("800080", "purple"),
    ];
    let hex = hex.to_ascii_lowercase();
    if let Some((_, name)) = NAMES.iter().find(|(one, _)| *one == hex) {
        return (*name).to_owned();
    }
    let bytes = hex.as_bytes();
    if bytes.chunks(2).all(|pair| pair[0] == pair[1]) {
        return format!("#{}", hex.chars().step_by(2).collect::<String>());
    }
    format!("#{hex}")
}
