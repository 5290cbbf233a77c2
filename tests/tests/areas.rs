//! The order inside the crates: which area of the core uses which, no two files that use each other, and small
//! structs. ARCHITECTURE.md says why.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod free_texts;

use free_texts::FREE_TEXTS;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The areas of `desk`, the lowest first: each uses only itself and those before it.
const AREAS: [&str; 13] = [
    "wire",
    "core",
    "preview",
    "partners",
    "logo",
    "tokens",
    "sync",
    "connection",
    "readiness",
    "rehearsal",
    "promotion",
    "watch",
    "app",
];

/// Fields that a struct of the core may have. Types of the wire and rows of the database are what they are.
const MAX_FIELDS: usize = 8;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").canonicalize().unwrap()
}

/// The sources below a folder without their tests, by path: `sync/plan`, and `sync` for `sync/mod.rs`.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(folder).unwrap().with_extension("");
                let name = name.to_string_lossy().replace('\\', "/");
                let name = name.strip_suffix("/mod").unwrap_or(&name).to_owned();
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.insert(name, text);
            }
        }
    }
    found
}

/// The longest part of a path that is a file: the rest is an item in it.
fn file_of(path: &str, all: &BTreeMap<String, String>) -> Option<String> {
    let mut part = path;
    while !all.contains_key(part) {
        part = part.rsplit_once('/')?.0;
    }
    Some(part.to_owned())
}

/// The files of a crate that a source uses, by way of the names that the root re-exports too.
fn used(name: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let code = |name: &str| -> String {
        all.get(name)
            .into_iter()
            .flat_map(|text| text.lines())
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect()
    };
    let root = code("lib");
    let exported: BTreeMap<String, String> = root
        .match_indices("pub use ")
        .flat_map(|(place, start)| paths(&root[place + start.len()..]))
        .filter_map(|path| {
            let file = file_of(path.trim_start_matches("crate/"), all)?;
            Some((path.rsplit('/').next()?.to_owned(), file))
        })
        .collect();
    let parent = name.rsplit_once('/').map_or("", |(parent, _)| parent);
    let text = code(name);
    let mut found = BTreeSet::new();
    // `use inner::Item` in the file that holds `mod inner`.
    for (start, base) in [("crate::", ""), ("super::", parent), ("use ", name)] {
        for (place, _) in text.match_indices(start) {
            // A name that is only handed on is not used here.
            if start == "use "
                && ["pub ", "pub(crate) "].iter().any(|hands_on| text[..place].ends_with(hands_on))
            {
                continue;
            }
            for path in paths(&text[place + start.len()..]) {
                let whole = if base.is_empty() { path.clone() } else { format!("{base}/{path}") };
                let is_inner = start != "use " || all.contains_key(&format!("{name}/{}", first(&path)));
                let file = file_of(&whole, all)
                    .filter(|_| is_inner)
                    .or_else(|| exported.get(first(&path)).filter(|_| start == "crate::").cloned());
                found.extend(file.filter(|file| file != name));
            }
        }
    }
    found
}

fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// `a::{b::C, d}` as `a/b/C` and `a/d`.
fn paths(text: &str) -> Vec<String> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let Some(group) = rest.strip_prefix('{').filter(|_| path.ends_with("::") || path.is_empty()) else {
        return vec![path.trim_end_matches("::").replace("::", "/")];
    };
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(String::new()),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                parts.last_mut().unwrap().push(c);
            }
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(|part| paths(&format!("{path}{part}").replace(' ', ""))).collect()
}

fn rank(file: &str) -> Option<usize> {
    let area = file.split('/').next().unwrap_or_default();
    AREAS.iter().position(|known| *known == area)
}

#[test]
fn an_area_uses_only_those_below_it() {
    let all = sources(&crates().join("desk/src"));
    for area in AREAS {
        assert!(all.contains_key(area), "there is no area `{area}`");
    }
    for name in all.keys() {
        let Some(own) = rank(name) else {
            // What is no area holds them all together.
            assert!(["lib", "desk", "commands", "bindings"].contains(&name.as_str()), "{name} is in no area");
            continue;
        };
        for other in used(name, &all) {
            let below = rank(&other).is_some_and(|rank| rank <= own);
            assert!(below, "{name} must not use {other}");
        }
    }
}

/// A way from a file back to itself.
fn circle(start: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in &uses[way.last().unwrap()] {
            let mut longer = way.clone();
            longer.push(next.clone());
            if next == start {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                ways.push(longer);
            }
        }
    }
    None
}

#[test]
fn no_two_files_of_a_crate_use_each_other() {
    let mut circles = Vec::new();
    for entry in fs::read_dir(crates()).unwrap().flatten() {
        let all = sources(&entry.path().join("src"));
        // A root only says which files there are, and an inner one is a part of its parent.
        let uses: BTreeMap<String, BTreeSet<String>> = all
            .keys()
            .map(|name| {
                let mut used = used(name, &all);
                used.remove("lib");
                (name.clone(), used)
            })
            .collect();
        for name in uses.keys() {
            let crate_name = entry.file_name().to_string_lossy().into_owned();
            circles.extend(circle(name, &uses).map(|way| format!("{crate_name}: {}", way.join(" -> "))));
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn structs_of_the_core_are_small() {
    let (mut counted, mut large) = (0, Vec::new());
    for (name, text) in sources(&crates().join("desk/src")) {
        if name.starts_with("wire") {
            continue;
        }
        let mut inside: Option<(String, usize)> = None;
        for line in text.lines() {
            if let Some(start) =
                line.find("struct ").filter(|_| line.ends_with('{') && !line.starts_with(' '))
            {
                inside = Some((line[start..].to_owned(), 0));
            } else if line == "}" {
                if let Some((which, fields)) = inside.take() {
                    counted += 1;
                    let is_snapshot =
                        SNAPSHOTS.iter().any(|known| which.starts_with(&format!("struct {known} ")));
                    if !is_snapshot && fields > MAX_FIELDS {
                        large.push(format!("{name}: {which} has {fields} fields"));
                    }
                }
            } else if let Some((_, fields)) = &mut inside
                && line.starts_with("    ")
                && !line.starts_with("     ")
                && line.ends_with(',')
            {
                *fields += 1;
            }
        }
    }
    assert!(counted > 20, "the structs were found");
    assert!(large.is_empty(), "{large:#?}");
}

/// What is read or kept as one: a partner with all that is known of it, and a verdict as it is stored. And the facade,
/// which has a field for each area.
const SNAPSHOTS: [&str; 3] = ["PartnerSnapshot", "VerdictRecord", "Desk"];

#[test]
fn a_closed_set_on_the_wire_is_no_text() {
    let known: BTreeSet<&str> = FREE_TEXTS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let mut seen = BTreeSet::new();
    for (file, text) in sources(&crates().join("desk/src/wire")) {
        for line in text.lines().map(str::trim) {
            let Some((name, kind)) = line.trim_start_matches("pub ").split_once(": ") else { continue };
            let is_field = name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && line.ends_with(',');
            if is_field && kind.contains("String") {
                assert!(known.contains(name), "{file}: `{line}` is a closed set, or belongs in the list");
                seen.insert(name.to_owned());
            }
        }
    }
    let unused: Vec<&&str> = known.iter().filter(|name| !seen.contains(**name)).collect();
    assert!(unused.is_empty(), "no such text crosses any more: {unused:?}");
}
