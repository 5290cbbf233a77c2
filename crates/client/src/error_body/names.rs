//! Names of fields, as servers write them, and the fields of the form that they mean.

use partner::{Field, UrlField};

/// The company is a part of the URL and has a field on the form, so a server may name it too.
const COMPANY_ID: &str = "company_id";
/// How many parts of a name are compared; no field of the form lies deeper.
const MAX_PARTS: usize = 16;
/// How many characters of a name are kept.
const MAX_SHOWN: usize = 200;
/// What stands in front of a field's name: where the value was, or what it was a part of. Compared without
/// case and separators; whatever holds `partner` is one too.
const WRAPPERS: &str = "data attributes relationships body requestbody request payload json form formdata query path \
    params input arg args arguments variables root object instance dto model command entity resource record properties \
    create update patch post put save register upsert fields spec";

/// The letters and digits of a name, in lower case: `help_article`, `helpArticle` and `Help article` are one.
pub(super) fn squash(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where a text belongs, as the server names it. Empty for the record as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    shown: String,
    /// Squashed.
    parts: Vec<String>,
}

/// What a name means on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OnForm {
    pub(super) field: &'static str,
    /// It names something inside of the field: `inputs[1].kind`.
    pub(super) is_inside: bool,
}

impl Name {
    /// A name in any spelling: `urls.tests`, `partner[urls][tests]`, `/urls/tests`, `$.Urls.Tests`.
    pub(super) fn of(text: &str) -> Self {
        Self::default().and(text)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// As the server wrote it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// What `key` names inside of this.
    pub(super) fn and(&self, key: &str) -> Self {
        let mut name = self.clone();
        let parts = key.split(['.', '/', '[', ']', '"', '\'', ':', '>']).map(squash);
        name.parts.extend(parts.filter(|part| !part.is_empty()));
        name.parts.truncate(MAX_PARTS);
        if !name.shown.is_empty() && !key.starts_with(['.', '/', '[']) {
            name.shown.push('.');
        }
        name.shown.push_str(key.trim());
        name.bounded()
    }

    /// The item of that index.
    pub(super) fn at(&self, index: u64) -> Self {
        let mut name = self.clone();
        name.parts.push(index.to_string());
        name.parts.truncate(MAX_PARTS);
        name.shown.push_str(&format!("[{index}]"));
        name.bounded()
    }

    fn bounded(mut self) -> Self {
        if let Some((end, _)) = self.shown.char_indices().nth(MAX_SHOWN) {
            self.shown.truncate(end);
        }
        self
    }

    /// `own`, found in an object at this place: some servers write the whole path there, some what is left
    /// of it.
    pub(super) fn join(&self, own: &Self) -> Self {
        if own.is_empty() || self.is_empty() {
            return if own.is_empty() { self.clone() } else { own.clone() };
        }
        let (outer, inner) = (self.on_form(), own.on_form());
        let says_all = own.parts.starts_with(&self.parts)
            || (inner.is_some() && inner.map(|on| on.field) == outer.map(|on| on.field));
        let mut joined = self.clone();
        joined.parts.extend(own.parts.iter().cloned());
        joined.parts.truncate(MAX_PARTS);
        joined.shown = format!("{}.{}", self.shown, own.shown);
        if says_all || (joined.on_form().is_none() && inner.is_some()) {
            own.clone()
        } else {
            joined.bounded()
        }
    }

    /// The field of the form that is meant.
    pub(super) fn on_form(&self) -> Option<OnForm> {
        let mut parts = &self.parts[..];
        loop {
            if let Some((field, deeper)) = field_of(parts) {
                // Numbers and names of rules, `_empty`, say no more than the text does.
                let is_inside = match field {
                    "inputs" => !deeper.is_empty(),
                    _ => deeper.iter().any(|part| part.parse::<u64>().is_err()),
                };
                return Some(OnForm { field, is_inside });
            }
            let (first, rest) = parts.split_first()?;
            let is_wrapper = WRAPPERS.split(' ').any(|wrapper| wrapper == first)
                || first.contains("partner")
                || first.strip_prefix("arg").unwrap_or(first).parse::<u64>().is_ok();
            if !is_wrapper {
                return None;
            }
            parts = rest;
        }
    }
}

/// The field that the first parts name, and the parts that are left.
fn field_of(parts: &[String]) -> Option<(&'static str, &[String])> {
    let (first, rest) = parts.split_first()?;
    // `partner_name`, `nameError`.
    let bare = first.strip_prefix("partner").unwrap_or(first);
    let bare = ["errors", "error", "messages", "message"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(bare);
    let is = |field: Field| squash(field.path()) == bare;
    let plain = [Field::Kind, Field::Name, Field::Codename, Field::Description, Field::Logo, Field::Inputs];
    if let Some(field) = plain.into_iter().find(|field| is(*field)) {
        return Some((field.path(), rest));
    }
    let next = rest.first().map(String::as_str);
    match (bare, next) {
        ("companyid", _) => Some((COMPANY_ID, rest)),
        ("company", Some("id")) => Some((COMPANY_ID, &rest[1..])),
        ("inputsattributes", _) => Some((Field::Inputs.path(), rest)),
        ("input", Some(index)) if index.parse::<u64>().is_ok() => Some((Field::Inputs.path(), rest)),
        ("urls" | "url" | "urlsattributes", Some(next)) => Some((address_of(next)?, &rest[1..])),
        _ => Some((address_of(bare)?, rest)),
    }
}

/// `tests`, `urls_tests`, `testsUrl`.
fn address_of(word: &str) -> Option<&'static str> {
    let stem = ["urls", "url"].iter().find_map(|url| word.strip_prefix(url).or(word.strip_suffix(url)));
    let is = |address: &UrlField| {
        let key = squash(address.key());
        key == word || stem == Some(key.as_str())
    };
    UrlField::ALL.into_iter().find(is).map(|address| Field::Url(address).path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_form(name: &str) -> Option<(&'static str, bool)> {
        Name::of(name).on_form().map(|on| (on.field, on.is_inside))
    }

    #[test]
    fn every_field_of_the_form_is_found_in_every_spelling() {
        for field in Field::ALL {
            let path = field.path();
            let dotted = path.replace('.', "/");
            let brackets = format!("partner[{}]", path.replace('.', "]["));
            let camel = path.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>();
            for name in [
                path.to_owned(),
                format!("partner.{path}"),
                format!("body.partner.{path}"),
                format!("$.{path}"),
                format!("/{dotted}"),
                format!("/data/attributes/{dotted}"),
                format!("#/data/attributes/{dotted}"),
                brackets,
                camel,
                path.to_uppercase(),
                path.replace('_', "-"),
                path.trim_start_matches("urls.").to_owned(),
            ] {
                assert_eq!(on_form(&name), Some((path, false)), "{name}");
            }
        }
    }

    #[test]
    fn names_inside_a_field_mean_the_field_and_other_names_mean_none() {
        for (name, expected) in [
            ("inputs[1].kind", Some(("inputs", true))),
            ("Inputs.1.Name", Some(("inputs", true))),
            ("inputs_attributes.0.kind", Some(("inputs", true))),
            ("input[0]", Some(("inputs", true))),
            ("name.0", Some(("name", false))),
            ("logo.viewBox", Some(("logo", true))),
            ("tests_url", Some(("urls.tests", false))),
            ("urlsTests", Some(("urls.tests", false))),
            ("createPartner.arg0.name", Some(("name", false))),
            ("partner_name", Some(("name", false))),
            ("companyId", Some(("company_id", false))),
            ("path.company_id", Some(("company_id", false))),
            ("descriptionError", Some(("description", false))),
            ("urls", None),
            ("urls.website", None),
            ("website", None),
            ("user.name", None),
            ("partner", None),
            ("/data", None),
            ("first_name", None),
            ("", None),
        ] {
            assert_eq!(on_form(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_inside_of_an_object_is_the_whole_path_or_the_rest_of_it() {
        for (outer, inner, shown) in [
            ("", "name", "name"),
            ("urls", "", "urls"),
            ("name", "name", "name"),
            ("urls", "urls.tests", "urls.tests"),
            ("inputs[1]", "name", "inputs[1].name"),
            ("oddities", "name", "name"),
            ("oddities", "website", "oddities.website"),
        ] {
            assert_eq!(Name::of(outer).join(&Name::of(inner)).shown(), shown, "{outer} {inner}");
        }
    }
}
