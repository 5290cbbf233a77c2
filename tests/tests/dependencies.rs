//! What is built in from elsewhere: under which licences, from where, and what is not to be built in. The rules
//! stand in `deny.toml`, for cargo-deny too; known vulnerabilities are looked up by the workflow, since their list
//! comes from the network.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cargo_metadata::{MetadataCommand, Package, PackageId};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
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
fn packages(rules: &toml::Table) -> Vec<Package> {
    let mut options = vec!["--locked".to_owned()];
    for target in texts(rules, "graph", "targets") {
        options.extend(["--filter-platform".to_owned(), target]);
    }
    let metadata = MetadataCommand::new().current_dir(root()).other_options(options).exec().unwrap();
    let built: BTreeSet<PackageId> =
        metadata.resolve.unwrap().nodes.into_iter().map(|node| node.id).collect();
    metadata.packages.into_iter().filter(|package| built.contains(&package.id)).collect()
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
        .filter(|package| !package.license.as_ref().is_some_and(|licence| is_allowed(licence, &allowed)))
        .map(|package| format!("{} ({:?})", package.name, package.license))
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
    let names = packages.iter().map(|package| package.name.clone());
    let found: Vec<String> = names.filter(|name| banned.contains(name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn everything_comes_from_the_one_registry_or_from_here() {
    let packages = packages(&rules());
    let sources: BTreeSet<&str> =
        packages.iter().filter_map(|package| Some(package.source.as_ref()?.repr.as_str())).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
    let here = root().canonicalize().unwrap();
    for package in packages.iter().filter(|package| package.source.is_none()) {
        assert!(package.manifest_path.starts_with(&here), "{}", package.manifest_path);
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
