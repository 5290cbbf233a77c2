//! What is built in from elsewhere: under which licences, from where, and what is not to be built in. The rules
//! stand in `deny.toml`, for cargo-deny too; known vulnerabilities are looked up by the workflow, since their list
//! comes from the network.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rules() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

fn texts(rules: &toml::Table, section: &str, key: &str) -> Vec<String> {
    let list = rules[section][key].as_array().unwrap().iter();
    list.map(|one| one.as_str().or_else(|| one.get("crate")?.as_str()).unwrap().to_owned()).collect()
}

/// Every package that is built for a target of `deny.toml`.
fn packages(rules: &toml::Table) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--format-version", "1", "--locked"]).current_dir(root());
    for target in texts(rules, "graph", "targets") {
        command.args(["--filter-platform", &target]);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = metadata["packages"].as_array().unwrap();
    let built: BTreeSet<&str> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    all.iter().filter(|package| built.contains(package["id"].as_str().unwrap())).cloned().collect()
}

fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|licence| licence.evaluate(|one| allowed.contains(&one.to_string())))
}

#[test]
fn everything_that_is_built_in_has_a_licence_that_is_allowed() {
    let rules = rules();
    let allowed = texts(&rules, "licenses", "allow");
    let packages = packages(&rules);
    assert!(packages.len() > 300, "the whole graph is looked at");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| is_allowed(licence, &allowed)))
        .map(|package| format!("{} ({})", package["name"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    assert!(!is_allowed("GPL-3.0-only", &allowed) && !is_allowed("MIT AND GPL-2.0-only", &allowed));
    assert!(is_allowed("GPL-3.0-only OR MIT", &allowed));
}

#[test]
fn nothing_that_is_banned_is_built_in() {
    let rules = rules();
    let banned = texts(&rules, "bans", "deny");
    assert!(banned.contains(&"openssl".to_owned()), "the rules are read");
    let packages = packages(&rules);
    let found: Vec<&Value> = packages
        .iter()
        .map(|package| &package["name"])
        .filter(|name| banned.iter().any(|one| name.as_str() == Some(one)))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn everything_comes_from_the_one_registry_or_from_here() {
    let packages = packages(&rules());
    let sources: BTreeSet<&str> = packages.iter().filter_map(|package| package["source"].as_str()).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
    let here = root().canonicalize().unwrap();
    for package in packages.iter().filter(|package| package["source"].is_null()) {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        assert!(manifest.starts_with(&here), "{}", manifest.display());
    }
}

#[test]
fn the_pages_packages_have_allowed_licences_and_a_checksum_and_come_from_no_place_of_their_own() {
    let lock: Value =
        serde_json::from_str(&fs::read_to_string(root().join("ui/package-lock.json")).unwrap()).unwrap();
    let mut allowed = texts(&rules(), "licenses", "allow");
    // Of tools that are not built in: data of browsers, and words for them.
    allowed.extend(["CC-BY-4.0", "BlueOak-1.0.0", "Python-2.0"].map(str::to_owned));
    let packages: HashMap<&String, &Value> =
        lock["packages"].as_object().unwrap().iter().filter(|(name, _)| !name.is_empty()).collect();
    assert!(packages.len() > 100);
    for (name, package) in packages {
        // One names none in its manifest; the text beside it is looked at.
        let beside = || {
            let text = fs::read_to_string(root().join("ui").join(name).join("LICENSE")).unwrap_or_default();
            if text.starts_with("MIT License") { "MIT" } else { "none" }
        };
        let licence = package["license"].as_str().unwrap_or_else(beside);
        assert!(is_allowed(licence, &allowed), "{name}: {licence}");
        assert!(package["integrity"].as_str().is_some_and(|sum| sum.starts_with("sha512-")), "{name}");
        assert!(package["resolved"].is_null() && package["link"].is_null(), "{name}");
    }
}
