//! Gradients, cuts and the like: moved with what they paint, each once, under short names.

use crate::geometry::Affine;
use crate::markup::Part;
use crate::paint::link;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The parts that others refer to.
pub(crate) struct Definitions {
    by_id: BTreeMap<String, Part>,
    order: Vec<String>,
    linked: HashSet<String>,
    has_blending: bool,
    made: usize,
}

impl Definitions {
    pub(crate) fn of(parts: Vec<Part>) -> Self {
        let (mut by_id, mut order, mut linked) = (BTreeMap::new(), Vec::new(), HashSet::new());
        for mut part in parts {
            part.each(&mut |inner| {
                let href = inner.get("href").and_then(|href| href.strip_prefix('#'));
                linked.extend(href.map(str::to_owned));
            });
            if let Some(id) = part.take("id") {
                order.push(id.clone());
                by_id.insert(id, part);
            }
        }
        Self { by_id, order, linked, has_blending: false, made: 0 }
    }

    /// Notes that something is blended with what lies below, so that groups that stop that count.
    pub(crate) fn note_blending(&mut self, has_blending: bool) {
        self.has_blending = has_blending;
    }

    pub(crate) fn has_blending(&self) -> bool {
        self.has_blending
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.order.clone()
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Part> {
        self.by_id.remove(id)
    }

    pub(crate) fn put_back(&mut self, id: String, part: Part) {
        self.by_id.insert(id, part);
    }

    /// Elements have an ID only where an `href` leads to them.
    pub(crate) fn keep_only_used_id(&self, part: &mut Part) {
        if part.get("id").is_some_and(|id| !self.linked.contains(id)) {
            part.take("id");
        }
    }

    /// Moves the gradients and patterns that paint `part`; false where that can't be done.
    pub(crate) fn move_paints(&mut self, part: &mut Part, transform: Affine) -> bool {
        if transform == Affine::IDENTITY {
            return true;
        }
        for name in ["fill", "stroke"] {
            let Some(id) = part.get(name).and_then(link).map(|(id, _)| id.to_owned()) else { continue };
            let Some(server) = self.by_id.get(&id) else { return false };
            let attribute = if server.name == "pattern" { "patternTransform" } else { "gradientTransform" };
            let mut server = server.clone();
            let own = server.take(attribute).map_or(Affine::IDENTITY, |text| Affine::parse(&text));
            server.set(attribute, transform.after(own).to_exact_text());
            self.made += 1;
            let id = format!("moved {}", self.made);
            self.order.push(id.clone());
            self.by_id.insert(id.clone(), server);
            part.set(name, format!("url(#{id})"));
        }
        true
    }

    /// The drawing with the definitions that it uses, each once, named in the order of use.
    pub(crate) fn finish(mut self, mut shown: Vec<Part>) -> Vec<Part> {
        self.join_equal(&mut shown);
        let mut names = HashMap::new();
        let mut used = Vec::new();
        let mut waiting: Vec<String> = links_of(&shown);
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            if names.contains_key(&id) {
                continue;
            }
            names.insert(id.clone(), short_name(names.len()));
            if let Some(mut part) = self.by_id.remove(&id) {
                let inner = links_of(std::slice::from_ref(&part));
                waiting.extend(inner.into_iter().rev());
                part.attributes.insert(0, ("id".to_owned(), id));
                used.push(part);
            }
        }
        for part in used.iter_mut().chain(&mut shown) {
            part.each_mut(&mut |inner| rename(inner, &names));
        }
        if !used.is_empty() {
            let mut defs = Part::new("defs");
            defs.children = used;
            shown.insert(0, defs);
        }
        shown
    }

    /// Leads all references to equal definitions to the first of them.
    fn join_equal(&mut self, shown: &mut [Part]) {
        // Two rounds: cuts and masks become equal once what they refer to is.
        for _ in 0..2 {
            let mut first: HashMap<String, String> = HashMap::new();
            let mut same: HashMap<String, String> = HashMap::new();
            for id in &self.order {
                let Some(part) = self.by_id.get(id) else { continue };
                let text = part.to_markup();
                match first.get(&text) {
                    Some(one) => {
                        same.insert(id.clone(), one.clone());
                    }
                    None => {
                        first.insert(text, id.clone());
                    }
                }
            }
            if same.is_empty() {
                return;
            }
            for part in self.by_id.values_mut().chain(&mut *shown) {
                part.each_mut(&mut |inner| rename(inner, &same));
            }
            self.by_id.retain(|id, _| !same.contains_key(id));
        }
    }
}

/// IDs that `parts` refer to, in order.
fn links_of(parts: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    for part in parts {
        part.each(&mut |inner| {
            for (name, value) in &inner.attributes {
                let id = if name == "href" { value.strip_prefix('#') } else { link(value).map(|(id, _)| id) };
                found.extend(id.map(str::to_owned));
            }
        });
    }
    found
}

fn rename(part: &mut Part, names: &HashMap<String, String>) {
    for (name, value) in &mut part.attributes {
        let new = if name == "id" {
            names.get(value).cloned()
        } else if name == "href" {
            value.strip_prefix('#').and_then(|id| names.get(id)).map(|id| format!("#{id}"))
        } else {
            link(value).and_then(|(id, _)| names.get(id)).map(|id| format!("url(#{id})"))
        };
        if let Some(new) = new {
            *value = new;
        }
    }
}

/// `a`, `b`, … `z`, `aa`, …
fn short_name(mut index: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            return name;
        }
        index = index / 26 - 1;
    }
}
