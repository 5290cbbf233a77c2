//! The core's messages and the places that use them: none is missing, none is left over, and each gets what it wants.
//! (The page's are types: what is missing there does not compile.)
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::{fs, path::Path};
use text::{WrittenMessage, message_name, written};

/// The Rust code of what ships, with where it stands.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    let mut folders = vec![root.join("crates"), root.join("src-tauri/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// What stands between quotation marks.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// The text up to the bracket that closes the one before it.
fn inside(source: &str, open: char, close: char) -> &str {
    let mut depth = 1;
    let end = source.char_indices().find(|(_, char)| {
        depth += i32::from(*char == open) - i32::from(*char == close);
        depth == 0
    });
    end.map_or(source, |(end, _)| &source[..end])
}

/// Names of the values that a call hands over, where they stand in it: `&[("name", value), …]`.
fn handed_over(arguments: &str) -> Option<BTreeSet<String>> {
    let list = inside(arguments.trim_start().strip_prefix("&[")?, '[', ']');
    let mut names = BTreeSet::new();
    for (at, _) in list.match_indices("(\"") {
        // What follows a name of a function or macro is its own argument.
        let is_call =
            list[..at].ends_with(|before: char| before.is_alphanumeric() || before == '!' || before == '_');
        let name = list[at + 2..].split('"').next().unwrap_or_default();
        if !is_call {
            names.insert(name.to_owned());
        }
    }
    Some(names)
}

#[test]
fn every_message_of_the_core_is_used() {
    // Their keys are made of a word of the code before and one behind: an error code, a state.
    let built = [
        "keychain-",
        "trouble-tls-",
        "pack-level-",
        "pack-state-",
        "pack-step-",
        "recruiter-",
        "watch-no_answer-",
    ];
    let sources = sources();
    let names: BTreeSet<String> =
        sources.iter().flat_map(|(_, source)| literals(source)).map(message_name).collect();
    // `check.{}.title`: what stands before and behind the parts that are put in.
    let patterns: Vec<(&str, &str)> = names
        .iter()
        .filter_map(|name| Some((name.split_once('{')?.0, name.rsplit_once('}')?.1)))
        .filter(|(begin, _)| begin.len() > 3)
        .collect();
    let is_used = |name: &str| {
        names.contains(name)
            || built.iter().any(|begin| name.starts_with(begin))
            || patterns.iter().any(|(begin, end)| name.starts_with(begin) && name.ends_with(end))
    };
    let of_core = written().into_iter().filter(|message| !message.file.starts_with("ui/"));
    let unused: Vec<String> = of_core.map(|message| message.name).filter(|name| !is_used(name)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_message_that_is_called_by_name_exists_and_gets_the_values_that_it_has() {
    let messages = written();
    let mut wrong = Vec::new();
    let mut calls = 0;
    for (path, source) in sources() {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["render(", "plain(", "counted("] {
            for after in code.split(call).skip(1).filter_map(|after| after.trim_start().strip_prefix('"')) {
                let (key, rest) = after.split_once('"').unwrap();
                let values = match call {
                    "plain(" => Some(BTreeSet::new()),
                    "counted(" => Some(BTreeSet::from(["count".to_owned()])),
                    _ => rest.trim_start().strip_prefix(',').and_then(handed_over),
                };
                calls += 1;
                let Some(message) = messages.iter().find(|message| message.name == message_name(key)) else {
                    wrong.push(format!("{path}: no message {key}"));
                    continue;
                };
                wrong.extend(
                    values.and_then(|values| misfit(message, &values)).map(|what| format!("{path}: {what}")),
                );
            }
        }
    }
    assert!(calls > 250, "{calls} calls");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn misfit(message: &WrittenMessage, values: &BTreeSet<String>) -> Option<String> {
    let (name, wanted) = (&message.name, &message.variables);
    (wanted != values).then(|| format!("{name} has {wanted:?} and is given {values:?}"))
}
