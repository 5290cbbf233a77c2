//! What the page and the shell know of the core is made from the core's own list. Stale files fail
//! here; `cargo xtask bindings` writes them anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path};

fn is_fresh(path: &str, expect: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let found = fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("PARTNER_DESK_WRITE_BINDINGS").is_some() {
        // Written only when the text changed: a touched file would build the page again.
        if found != expect {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            put(&path, expect);
        }
        return;
    }
    assert!(found == expect, "{} is out of date: run `cargo xtask bindings`", path.display());
}

#[expect(clippy::disallowed_methods, reason = "files of the repository, written when asked for")]
fn put(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn the_types_of_the_page_are_those_of_the_core() {
    is_fresh("ui/src/lib/backend/bindings.gen/commands.ts", &desk::bindings::typescript());
}

#[test]
fn the_page_knows_each_message_and_its_variables() {
    is_fresh("ui/src/lib/backend/bindings.gen/messages.ts", &desk::bindings::messages());
}

#[test]
fn the_shell_lets_the_listed_commands_through_and_no_other() {
    is_fresh("src-tauri/commands.txt", &desk::bindings::command_names());
    is_fresh("src-tauri/capabilities/main.json", &desk::bindings::capability());
}

#[test]
fn every_check_has_a_reference_page_made_from_its_declaration_and_no_page_is_left_over() {
    let pages = desk::reference_pages();
    for (name, page) in &pages {
        is_fresh(&format!("docs/checks/{name}"), page);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/checks");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(pages.iter().any(|(page, _)| *page == name), "docs/checks/{name} is of no check");
    }
}
