//! What the person is told at the start.

use crate::wire::{ErrorCode, WireError};
use std::path::{Path, PathBuf};
use store::{Millis, MovedAside, Store, StoreError};

/// Opens a profile, to write where that can be and else to look, and tells what the person should know.
pub(crate) fn open_store(folder: &Path, now: Millis) -> Result<(Store, Vec<String>), WireError> {
    let (store, told) = match Store::open(folder, now) {
        Ok((store, moved)) => (store, moved.map(|moved| notice(&moved))),
        // Another window has it: this one shows what is there.
        Err(StoreError::InUse) => (Store::open_read_only(folder)?, None),
        Err(error @ (StoreError::Full | StoreError::NoLocks)) => {
            let is_full = matches!(error, StoreError::Full);
            let (looks, fails) = if is_full {
                ("notice.full", ErrorCode::StoreFullAtStart)
            } else {
                ("notice.no_locks", ErrorCode::StoreNoLocks)
            };
            let Ok(store) = Store::open_read_only_without_locks(folder) else {
                return Err(WireError::plain(fails));
            };
            (store, Some(text::render(looks, &[("folder", &folder.display().to_string())])))
        }
        Err(error) => return Err(error.into()),
    };
    let copies = store.conflict_copies();
    let conflict =
        (!copies.is_empty()).then(|| text::render("notice.conflict", &[("files", &copies.join(", "))]));
    Ok((store, told.into_iter().chain(conflict).collect()))
}

/// Says what became of a file that could not be used.
pub(crate) fn notice(moved: &MovedAside) -> String {
    let key = match (&moved.rebuilt_from, moved.has_all) {
        (_, true) => "notice.rebuilt_whole",
        (Some(_), false) => "notice.rebuilt",
        (None, false) => "notice.moved_aside",
    };
    let name = |path: &PathBuf| path.display().to_string();
    let copy = moved.rebuilt_from.as_ref().map(name).unwrap_or_default();
    let mut said = text::render(key, &[("file", &name(&moved.to)), ("copy", &copy)]);
    for (key, partners) in [("notice.partners_partly", &moved.partly), ("notice.partners_lost", &moved.lost)]
    {
        if let Some(names) = listed(partners) {
            said = format!("{said} {}", text::render(key, &[("names", &names)]));
        }
    }
    said
}

/// Partners by name; those whose name is not known are counted.
fn listed(partners: &[String]) -> Option<String> {
    let (named, nameless): (Vec<&String>, Vec<&String>) = partners.iter().partition(|name| !name.is_empty());
    let mut names: Vec<String> = named.into_iter().cloned().collect();
    if !nameless.is_empty() {
        names.push(text::counted("notice.partners_nameless", nameless.len()));
    }
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_of_the_data_beside_it_is_named_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let name = "partner-desk-LAPTOP-7F3.sqlite";
        assert_eq!(open_store(folder.path(), 1).unwrap().1, Vec::<String>::new());
        std::fs::File::create(folder.path().join(name)).unwrap();
        let notices = open_store(folder.path(), 2).unwrap().1;
        assert_eq!(notices, [text::render("notice.conflict", &[("files", name)])]);
        assert!(notices[0].contains(name));
    }

    #[test]
    fn what_became_of_each_partner_of_a_damaged_file_is_told_by_name() {
        let lost = ["Harbour".to_owned(), String::new(), String::new()].into();
        let moved =
            MovedAside { to: "/d".into(), lost, partly: vec!["Pier".into()], ..MovedAside::default() };
        let said = notice(&moved);
        assert!(said.contains("Pier") && said.contains("Harbour, 2 partners without a name"), "{said}");
        let one = notice(&MovedAside { partly: Vec::new(), lost: vec![String::new()], ..moved.clone() });
        assert!(one.contains("1 partner without a name") && !one.contains("Pier"), "{one}");
        let none = notice(&MovedAside { partly: Vec::new(), lost: Vec::new(), ..moved });
        assert_eq!(none, text::render("notice.moved_aside", &[("file", "/d"), ("copy", "")]));
    }
}
