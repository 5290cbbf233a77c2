//! What the person is told at the start.

use crate::text;
use std::path::PathBuf;
use store::MovedAside;

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
    match nameless.len() {
        0 => {}
        1 => names.push(text::plain("notice.partners_nameless.one")),
        count => {
            names.push(text::render("notice.partners_nameless.many", &[("count", &count.to_string())]));
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

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
