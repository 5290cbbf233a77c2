//! What drawing a picture takes, told before it is drawn: every reference is followed, and what is drawn
//! again for each element that refers to it counts each time.

use crate::LogoFault;
use crate::markup::Part;
use crate::notes::{Notes, Repair};
use crate::paint::link;
use std::collections::{HashMap, HashSet};

/// More than any logo takes; a bomb takes billions.
const MAX_WORK: u64 = 400_000;
/// A layer of its own: masks, cuts, filters, opacity.
const LAYER: u64 = 150;
/// One step of a filter.
const FILTER_STEP: u64 = 300;
const TURBULENCE: u64 = 4_000;
/// Deeper nesting, with references followed, is no logo.
const MAX_DEPTH: usize = 300;

/// What a part takes with everything in it.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    work: u64,
    shapes: u64,
    vertices: u64,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.work = self.work.saturating_add(other.work);
        self.shapes = self.shapes.saturating_add(other.shapes);
        self.vertices = self.vertices.saturating_add(other.vertices);
    }
}

/// A part of the tree, told from others by its place in memory, which stays while it is looked at.
type Place = usize;

fn place(part: &Part) -> Place {
    std::ptr::from_ref(part) as usize
}

struct Counting<'a> {
    by_id: HashMap<&'a str, &'a Part>,
    known: HashMap<Place, Weight>,
    open: HashSet<Place>,
    loops: HashSet<(Place, String)>,
}

/// What drawing a picture takes; `None` where a reference leads back to where it is, or nesting is deep.
pub(crate) fn work(root: &Part) -> Option<u64> {
    let mut counting = Counting::of(root);
    let weight = counting.weigh(root, 0).ok()?;
    counting.loops.is_empty().then_some(weight.work)
}

/// Refuses what takes too much, and removes references that lead back to where they are.
///
/// # Errors
/// [`LogoFault::TooComplex`]
pub(crate) fn bound(root: &mut Part, notes: &mut Notes) -> Result<(), LogoFault> {
    let mut counting = Counting::of(root);
    let weight = counting.weigh(root, 0)?;
    if weight.work > MAX_WORK {
        return Err(LogoFault::TooComplex);
    }
    let loops = counting.loops;
    if !loops.is_empty() {
        notes.repair(Repair::Loops);
        root.each_mut(&mut |part| {
            let here = place(part);
            part.attributes.retain(|(name, _)| !loops.contains(&(here, name.clone())));
        });
    }
    Ok(())
}

impl<'a> Counting<'a> {
    fn of(root: &'a Part) -> Self {
        let mut by_id = HashMap::new();
        root.each(&mut |part| {
            if let Some(id) = part.get("id") {
                by_id.entry(id).or_insert(part);
            }
        });
        Self { by_id, known: HashMap::new(), open: HashSet::new(), loops: HashSet::new() }
    }

    fn weigh(&mut self, part: &'a Part, depth: usize) -> Result<Weight, LogoFault> {
        if depth > MAX_DEPTH {
            return Err(LogoFault::TooComplex);
        }
        let here = place(part);
        if let Some(weight) = self.known.get(&here) {
            return Ok(*weight);
        }
        self.open.insert(here);
        let mut weight = own(part);
        for child in &part.children {
            weight.add(self.weigh(child, depth + 1)?);
        }
        let mut targets = Vec::new();
        for (name, value) in &part.attributes {
            let id = if name == "href" { value.strip_prefix('#') } else { link(value).map(|(id, _)| id) };
            let Some(target) = id.and_then(|id| self.by_id.get(id).copied()) else { continue };
            if self.open.contains(&place(target)) {
                self.loops.insert((here, name.clone()));
            } else {
                targets.push((name.as_str(), self.weigh(target, depth + 1)?));
            }
        }
        // What is used is drawn here, so paint and markers of this element are its too.
        let used = targets.iter().filter(|(name, _)| *name == "href").map(|(_, weight)| *weight);
        for one in used.collect::<Vec<_>>() {
            weight.add(one);
        }
        let (shapes, vertices) = (weight.shapes, weight.vertices);
        for (name, one) in targets {
            let times = match name {
                "href" => continue,
                "fill" | "stroke" => shapes,
                "marker-start" | "marker-end" => shapes,
                "marker-mid" => vertices,
                _ => 1,
            };
            weight.work = weight.work.saturating_add(one.work.saturating_mul(times.max(1)));
        }
        self.open.remove(&here);
        self.known.insert(here, weight);
        Ok(weight)
    }
}

/// What a part takes without its content and references.
fn own(part: &Part) -> Weight {
    let mut weight = Weight { work: 1, ..Weight::default() };
    let length = |name: &str| part.get(name).map_or(0, str::len) as u64;
    match part.name.as_str() {
        "" => weight.work += part.text.len() as u64 * 4,
        "path" | "polyline" | "polygon" => {
            let path = length("d") + length("points");
            weight = Weight { work: 4 + path / 8, shapes: 1, vertices: 2 + path / 4 };
        }
        "rect" | "circle" | "ellipse" | "line" | "text" => {
            weight = Weight { work: 4, shapes: 1, vertices: 4 };
        }
        "image" => weight.work = 50 + length("href") / 64,
        "pattern" => weight.work = LAYER,
        "feTurbulence" => {
            let octaves = part.get("numOctaves").and_then(|text| text.trim().parse().ok()).unwrap_or(1u64);
            weight.work = TURBULENCE * octaves.clamp(1, 10);
        }
        name if name.starts_with("fe") => weight.work = FILTER_STEP,
        _ => {}
    }
    let layers =
        ["mask", "clip-path", "filter", "style"].iter().filter(|name| part.get(name).is_some()).count();
    let has_opacity = part.get("opacity").is_some_and(|value| value.trim() != "1");
    weight.work += LAYER * (layers as u64 + u64::from(has_opacity));
    weight
}
