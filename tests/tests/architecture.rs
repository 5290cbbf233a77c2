//! The law: who may use whom, one door on each side, small files, no word of ours where it does not
//! belong. ARCHITECTURE.md says why; this fails when an arrow is drawn that it does not show.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .other_options(["--locked".to_owned()])
        .exec()
        .unwrap()
}

/// Normal dependencies of our own packages, by name.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let metadata = metadata();
    let names = |package: &Package| {
        let normal = package.dependencies.iter().filter(|one| one.kind == DependencyKind::Normal);
        normal.map(|one| one.name.clone()).collect()
    };
    metadata.workspace_packages().into_iter().map(|package| (package.name.clone(), names(package))).collect()
}

#[test]
fn crates_use_only_those_that_the_architecture_shows() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("redact", &[][..]),
        ("text", &[]),
        ("evidence", &[]),
        ("partner", &["redact"]),
        ("logo", &[]),
        ("logo-process", &["logo"]),
        ("checks", &["evidence", "partner", "logo", "redact"]),
        ("client", &["evidence", "partner", "redact"]),
        // What developers of a partner's service are handed.
        ("contract", &["partner", "checks", "text"]),
        // Judges nothing: what it writes is judged as any other article is.
        ("article-draft", &["partner", "text"]),
        // What failed, for developers of a partner's service. It is handed verdicts, and makes none.
        ("developer-report", &["text"]),
        // What a reviewer at Recruitee is sent.
        ("pack", &["partner", "text"]),
        ("vault", &["partner", "redact"]),
        ("store", &["partner", "redact"]),
        // For tests alone: nothing but itself uses it.
        ("power-cut", &["partner", "store"]),
        ("sandbox-api", &["evidence", "partner", "redact"]),
        // Its recruiter calls partners as Recruitee does, and tells what people read then.
        (
            "sandbox",
            &["partner", "logo", "checks", "client", "evidence", "redact", "store", "sandbox-api", "text"],
        ),
        (
            "desk",
            &[
                "partner",
                "logo",
                "logo-process",
                "checks",
                "client",
                "contract",
                "article-draft",
                "developer-report",
                "pack",
                "vault",
                "store",
                "redact",
                "text",
                "sandbox-api",
            ],
        ),
        ("cli", &["desk", "sandbox", "text"]),
        ("partner-desk", &["desk", "sandbox"]),
        ("tests", &["client", "desk", "logo", "redact", "sandbox"]),
        ("xtask", &[]),
    ]);
    let found = dependencies();
    assert_eq!(
        found.keys().map(String::as_str).collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>()
    );
    for (name, uses) in &found {
        for used in uses.iter().filter(|used| allowed.contains_key(used.as_str())) {
            assert!(allowed[name.as_str()].contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn each_heavy_library_stands_in_one_manifest() {
    let homes = [
        ("tauri", "partner-desk"),
        ("reqwest", "client"),
        ("keyring", "vault"),
        ("rusqlite", "store"),
        ("axum", "sandbox"),
        ("image", "logo"),
        ("usvg", "logo"),
        ("pulldown-cmark", "article-draft"),
        ("zip", "pack"),
    ];
    for (name, uses) in dependencies() {
        for (library, home) in homes {
            // What stands between SQLite and the disk in tests speaks SQLite's own language.
            let is_tested = name == "power-cut" && library == "rusqlite";
            assert!(
                name == home || is_tested || !uses.iter().any(|used| used == library),
                "{library} belongs to {home}, not to {name}"
            );
        }
    }
}

#[test]
fn libraries_of_linux_are_dependencies_on_linux_only() {
    let mut found = 0;
    for package in metadata().workspace_packages() {
        for dependency in &package.dependencies {
            if ["zbus", "secret-service", "zbus-secret-service-keyring-store"].contains(&&*dependency.name) {
                let target = dependency.target.as_ref().map(ToString::to_string).unwrap_or_default();
                assert!(target.contains("linux"), "{}: {}", package.name, dependency.name);
                found += 1;
            }
        }
    }
    assert!(found >= 3, "{found}");
}

fn sources(under: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "target", "dist", "bindings.gen", "gen"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

#[test]
fn no_file_wants_a_third_screen() {
    for under in ["crates", "src-tauri/src", "ui/src", "tests", "xtask/src"] {
        for (path, text) in sources(under, &[".rs", ".ts", ".svelte"]) {
            let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
            assert!(lines <= 400, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn only_the_backend_folder_speaks_to_the_shell() {
    for (path, text) in sources("ui/src", &[".ts", ".svelte"]) {
        let is_backend = path.components().any(|part| part.as_os_str() == "backend");
        assert!(is_backend || !text.contains("@tauri-apps/"), "{}", path.display());
    }
}

#[test]
fn the_page_shows_no_markup_of_others_and_compares_no_message() {
    for (path, text) in sources("ui/src", &[".ts", ".svelte"]) {
        for forbidden in ["{@html", "innerHTML", "message ===", "message.includes", "eval("] {
            assert!(!text.contains(forbidden), "{} holds {forbidden}", path.display());
        }
    }
}

#[test]
fn every_command_of_the_shell_is_asynchronous_and_made_from_the_one_list() {
    let mut commands = 0;
    for (path, text) in sources("src-tauri/src", &[".rs"]) {
        for (place, _) in text.match_indices("#[tauri::command]") {
            commands += 1;
            let after = text[place..].lines().nth(1).unwrap_or_default();
            assert!(after.trim_start().starts_with("async fn $name"), "{}: {after}", path.display());
        }
    }
    assert_eq!(commands, 1, "one adapter makes them all");
}

#[test]
fn the_window_is_hidden_strict_and_without_remote_pages_in_every_configuration() {
    for (path, text) in sources("src-tauri", &[".conf.json"]) {
        let config: Value = serde_json::from_str(&text).unwrap();
        for window in config["app"]["windows"].as_array().unwrap() {
            assert_eq!(window["visible"], false, "{}", path.display());
        }
        let csp = config["app"]["security"]["csp"].as_str().unwrap();
        assert!(
            csp.starts_with("default-src 'self';")
                && !csp.contains("unsafe-eval")
                && !csp.contains("http://*"),
            "{csp}"
        );
        assert!(!csp.contains("script-src"), "scripts fall under default-src");
    }
    // Without the feature a release has no developer tools, and nothing in the configuration asks for them.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let tauri = manifest.lines().find(|line| line.starts_with("tauri = ")).unwrap();
    assert!(!tauri.contains("devtools"), "{tauri}");
    for (path, text) in sources("src-tauri", &["Cargo.toml", ".conf.json"]) {
        assert!(!text.contains("devtools"), "{}", path.display());
    }
    for (path, text) in sources("src-tauri/capabilities", &[".json"]) {
        assert!(!text.contains("\"remote\""), "{}", path.display());
    }
}

#[test]
fn sentences_stand_in_the_catalogue_and_every_key_of_the_page_is_used() {
    let page: String = sources("ui/src", &[".ts", ".svelte"]).into_iter().map(|(_, text)| text).collect();
    // Keys that are put together from parts are known by their beginning.
    let built = [
        "ui.place.",
        "ui.env.",
        "ui.address.",
        "ui.preview.tab.",
        "ui.settings.theme.",
        "ui.settings.language.",
        "ui.partners.sort.",
    ];
    let unused: Vec<String> = text::written()
        .into_iter()
        .filter(|message| message.file.starts_with("ui/"))
        .map(|message| message.name.replace('-', "."))
        .filter(|key| !built.iter().any(|beginning| key.starts_with(beginning)))
        .filter(|key| !page.contains(&format!("'{key}'")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn tests_read_no_json_by_index() {
    // A key that is not there gives null, and null equals null: `member` panics.
    let is_index = |line: &str| {
        let before = line.split_once("[\"").map(|(before, _)| before);
        before.is_some_and(|before| {
            before.ends_with(|last: char| last.is_alphanumeric() || ")]_".contains(last))
        })
    };
    assert!(is_index(r#"    let name = view["name"].clone();"#) && !is_index(r#"    run(&["name"]);"#));
    let tests = sources("crates", &[".rs"]);
    let tests = tests.iter().filter(|(path, _)| path.components().any(|part| part.as_os_str() == "tests"));
    for (path, text) in tests {
        let found: Vec<&str> = text.lines().filter(|line| is_index(line)).collect();
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}
