//! Statements name the columns that they read and write: a column that a later schema adds, or that stands
//! elsewhere in a rebuilt table, changes none of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path};

/// Statements of a source file that depend on the order of a table's columns.
fn without_columns(source: &str) -> Vec<String> {
    let words: Vec<&str> =
        source.split(|c: char| c.is_whitespace() || c == '"').filter(|word| !word.is_empty()).collect();
    let is_bare = |at: usize| {
        let word = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
        match word(0).trim_start_matches('(') {
            "SELECT" => word(1).trim_end_matches(',').ends_with('*'),
            "INTO" => !word(1).contains('(') && !word(2).starts_with('(') && word(1) != "?1",
            _ => false,
        }
    };
    (0..words.len())
        .filter(|at| is_bare(*at))
        .map(|at| words[at..words.len().min(at + 4)].join(" "))
        .collect()
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn every_statement_names_its_columns() {
    let mut found = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        // A released migration is never edited again; it meets one order of columns alone.
        if path.ends_with("schema.rs") {
            continue;
        }
        let bare = without_columns(&fs::read_to_string(&path).unwrap());
        found.extend(bare.into_iter().map(|statement| format!("{}: {statement}", path.display())));
    }
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn a_statement_without_columns_is_found() {
    for bare in [
        "INSERT INTO logos VALUES (?1, ?2)",
        "INSERT OR IGNORE INTO logos\n    VALUES (?1)",
        "SELECT * FROM logos",
        "(SELECT logos.* FROM logos)",
        "INSERT INTO logos SELECT hash, source FROM old",
    ] {
        assert_eq!(without_columns(bare).len(), 1, "{bare}");
    }
    for named in ["INSERT INTO logos (hash) VALUES (?1)", "SELECT count(*) FROM logos", "VACUUM INTO ?1"] {
        assert_eq!(without_columns(named).len(), 0, "{named}");
    }
}
