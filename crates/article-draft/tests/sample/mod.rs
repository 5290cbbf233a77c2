//! A record, facts about it, and names that somebody may type.
#![allow(dead_code, reason = "each test file takes what it needs")]

use article_draft::{Article, Facts, Labels, Picture, Section, outline, pictures, title};
use partner::{Draft, Input, Kind};
use serde_json::json;

pub(crate) const KINDS: [&str; 3] = ["assessment", "background_check", "reference_check"];

/// Whatever a partner may be called.
pub(crate) const NAMES: [&str; 21] = [
    "Harbour Tests",
    "<b>",
    "<script>alert(1)</script>",
    "\"Quoted\" 'Name'",
    "A & B",
    "R&amp;D &copy; Co",
    "Recruitee",
    "Acme for Recruitee",
    "Recruitee Helper",
    "1. FC Köln",
    "*Star* _under_ `code` [link](https://x.example) ![i](x)",
    "C:\\Temp\\",
    "# Heading",
    "Żółta Łódź",
    "日本テスト",
    "Тест Онлайн",
    "اختبار",
    "Talent 🚀",
    "x \u{202e}evil\u{0}",
    "Ask your tester",
    "The International Association for the Careful and Independent Assessment of Applicants in Trade, Shipping and \
     Harbour Services of the Northern Provinces and Adjoining Islands, Limited",
];

pub(crate) fn record(name: &str, kind: &str) -> Draft {
    let mut record = Draft {
        kind: Some(Kind::from(kind.to_owned())),
        name: name.to_owned(),
        description: "Skills tests that candidates take in the browser, with results in minutes.".into(),
        logo: r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><circle cx="9" cy="9" r="8" fill="#1d6b44"/><path d="M5 9l3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/></svg>"##.into(),
        ..Draft::default()
    };
    record.inputs.push(Input::from(json!({"kind": "phone", "name": "phone", "required": false})));
    record
}

pub(crate) fn facts() -> Facts {
    Facts {
        token_place: "Settings > API keys".into(),
        contact: "support@harbour.example".into(),
        result_time: "within 2 days".into(),
        ..Facts::default()
    }
}

/// What is exported for a record.
pub(crate) struct Sample {
    pub(crate) title: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) pictures: Vec<Picture>,
}

impl Sample {
    pub(crate) fn of(record: &Draft, facts: &Facts) -> Self {
        Self {
            title: title(record),
            sections: outline(record, facts),
            pictures: pictures(record, &Labels::of(record)),
        }
    }

    pub(crate) fn article(&self) -> Article<'_> {
        Article { title: &self.title, sections: &self.sections, pictures: &self.pictures }
    }
}
