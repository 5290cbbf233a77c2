//! Pictures are drawings that every program opens, with their texts in their rooms.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod sample;

use article_draft::{Labels, Picture, pictures};
use partner::{Draft, Input};
use proptest::prelude::*;
use resvg::usvg::{Node, Options, Tree, fontdb::Database};
use roxmltree::Document;
use sample::{KINDS, NAMES, record};
use serde_json::json;
use std::sync::{Arc, OnceLock};

fn drawn(record: &Draft) -> Vec<Picture> {
    pictures(record, &Labels::of(record))
}

/// All that is written in a picture, without its description.
fn texts(picture: &Picture) -> Vec<String> {
    let document = Document::parse(&picture.svg).unwrap();
    let nodes =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    nodes.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = Database::new();
            fonts.load_system_fonts();
            Arc::new(fonts)
        })
        .clone()
}

/// Where each text of a drawing ends, as it is really drawn.
fn right_edges(node: &resvg::usvg::Group, edges: &mut Vec<f32>) {
    for child in node.children() {
        match child {
            Node::Group(group) => right_edges(group, edges),
            Node::Text(text) => edges.push(text.abs_bounding_box().right()),
            _ => {}
        }
    }
}

/// Fails where a picture is no drawing of its size, can load something, or has a text outside its room.
fn assert_is_in_order(picture: &Picture) {
    let document = Document::parse(&picture.svg).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).map(|value| value.parse::<f64>().unwrap())
    };
    let root = document.root_element();
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {} {}", picture.width, picture.height).as_str()));
    for node in document.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        assert!(["svg", "title", "rect", "text", "path", "image"].contains(&name), "<{name}>");
        if let Some(target) = node.attribute("href") {
            assert!(target.starts_with("data:image/svg+xml;base64,"), "{target}");
        }
        if let (Some(x), Some(wide)) = (number(&node, "x"), number(&node, "width")) {
            assert!(x >= 0.0 && x + wide <= f64::from(picture.width), "<{name}> ends at {}", x + wide);
        }
        if let (Some(y), Some(high)) = (number(&node, "y"), number(&node, "height")) {
            assert!(y >= 0.0 && y + high <= f64::from(picture.height), "<{name}> ends at {}", y + high);
        }
        if name == "text" {
            let y = number(&node, "y").unwrap();
            assert!(y > 10.0 && y < f64::from(picture.height) - 10.0, "text at {y}");
        }
    }
}

#[test]
fn each_picture_is_a_drawing_whatever_the_partner_is_called() {
    for kind in KINDS {
        for name in NAMES.into_iter().chain(["", "W".repeat(900).as_str(), "word ".repeat(300).as_str()]) {
            let mut record = record(name, kind);
            record.description = name.repeat(3);
            for picture in drawn(&record) {
                assert_is_in_order(&picture);
                assert!(texts(&picture).contains(&"Preview".to_owned()), "{}", picture.svg);
            }
        }
    }
}

#[test]
fn no_text_is_drawn_beyond_its_dialog() {
    let options = || Options { fontdb: fonts(), ..Options::default() };
    for name in NAMES.into_iter().chain(["W".repeat(900).as_str(), "mmm WWW ".repeat(90).as_str()]) {
        let mut record = record(name, "assessment");
        record.description = name.repeat(3);
        for picture in drawn(&record) {
            // Where the computer has it, one of the widest fonts there are, too.
            for svg in [picture.svg.clone(), picture.svg.replace("Inter,", "'DejaVu Sans',")] {
                let tree = Tree::from_str(&svg, &options()).unwrap();
                let mut edges = Vec::new();
                right_edges(tree.root(), &mut edges);
                // The dialog ends at 440, and its padding begins at 420.
                assert!(edges.iter().all(|edge| *edge <= 428.0), "{name}: {edges:?}");
            }
        }
    }
}

#[test]
fn pictures_show_the_words_of_the_record() {
    let record = record("Harbour Tests", "reference_check");
    let [card, token, send] = drawn(&record).try_into().unwrap();
    assert_eq!(card.file_name, "listing-card.svg");
    assert_eq!(
        texts(&card),
        [
            "Preview",
            "Background and reference checks",
            "Harbour Tests",
            "Skills tests that candidates take in",
            "the browser, with results in",
            "minutes."
        ]
    );
    assert!(token.file_name == "token-dialog.svg" && texts(&token).contains(&"Token".to_owned()));
    let shown = texts(&send);
    for text in
        ["First name", "Sample", "Email address", "Phone number (optional)", "Packages *", "Send", "Cancel"]
    {
        assert!(shown.contains(&text.to_owned()), "{text} is not in {shown:?}");
    }
    assert!(card.alt.contains("Harbour Tests") && token.alt.contains("Harbour Tests"));
}

#[test]
fn a_logo_is_embedded_and_one_that_is_no_drawing_is_replaced_by_an_icon() {
    let mut record = record("Harbour Tests", "assessment");
    assert!(drawn(&record)[0].svg.contains("<image "));
    for logo in
        ["", "<svg", "<html/>", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>"]
    {
        record.logo = logo.into();
        let svg = &drawn(&record)[0].svg;
        assert!(!svg.contains("<image ") && svg.contains("<path "), "{logo}");
    }
}

#[test]
fn a_dialog_with_many_fields_stays_in_its_bounds() {
    let mut record = record("Harbour Tests", "assessment");
    for at in 0..60 {
        let kind = format!("custom {at} ").repeat(20);
        record.inputs.push(Input::from(json!({"kind": kind, "name": "x", "required": at % 2 == 0})));
    }
    for picture in drawn(&record) {
        assert_is_in_order(&picture);
        assert!(picture.height < 1_200, "{}", picture.height);
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_gives_drawings(
        name in any::<String>(), description in any::<String>(), logo in any::<String>(), kind in any::<String>(),
    ) {
        let mut record = record(&name, &kind);
        record.description = description;
        record.logo = logo;
        record.inputs.push(Input::from(json!({"kind": kind, "required": true})));
        for picture in drawn(&record) {
            assert_is_in_order(&picture);
        }
    }
}
