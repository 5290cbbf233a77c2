//! What a person chose for a logo is done, and the result is as good a logo as without.
#![expect(clippy::float_cmp, reason = "limits are numbers that are written exactly")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    unreachable_pub
)]

#[allow(dead_code, reason = "other tests use the rest")]
mod generate;
use generate::{drawn, png, rendered};
use image::RgbaImage;
use logo::{Choices, Finding, Frame, Imported, Method, Repair, import, import_with, inspect};
use proptest::prelude::*;
use std::{fs, path::Path, sync::LazyLock};

const CONTENT: Choices = Choices {
    frame: Frame::Content { padding: 0.1 },
    zoom: 1.0,
    shift: [0.0; 2],
    background: None,
    removes_ground: false,
    keeps_picture: false,
    shows_overflow: false,
    writes_lowercase_view_box: false,
};

/// A file with this frame and content.
fn file(frame: &str, inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}">{inside}</svg>"#)
}

fn chosen(source: &str, choices: &Choices) -> Imported {
    import_with(source.as_bytes(), choices).unwrap()
}

fn view_box(imported: &Imported) -> Vec<f64> {
    let text = imported.svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn pixels(imported: &Imported) -> RgbaImage {
    rendered(&imported.svg, 100, 100)
}

/// Left, top, right and bottom of what is opaque, of 100.
fn extent(picture: &RgbaImage) -> [u32; 4] {
    let opaque = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[3] > 128);
    opaque.fold([100, 100, 0, 0], |[a, b, c, d], (x, y, _)| [a.min(x), b.min(y), c.max(x + 1), d.max(y + 1)])
}

#[test]
fn a_square_by_content_has_the_drawing_in_its_middle_with_the_chosen_space_at_each_side() {
    let source = file("0 0 100 60", r##"<path fill="#06c" d="M10 5h40v20H10z"/>"##);
    let imported = chosen(&source, &CONTENT);
    assert_eq!(view_box(&imported), [5.0, -10.0, 50.0, 50.0], "{}", imported.svg);
    assert!(imported.repairs.contains(&Repair::Centered));
    let stroked = file("0 0 100 100", r##"<path stroke="#06c" stroke-width="10" d="M20 20h20v20H20z"/>"##);
    let imported = chosen(&stroked, &Choices { frame: Frame::Content { padding: 0.0 }, ..CONTENT });
    assert_eq!(view_box(&imported), [15.0, 15.0, 30.0, 30.0], "strokes count: {}", imported.svg);
}

#[test]
fn what_is_cut_off_or_invisible_takes_no_space_in_a_square_by_content() {
    let hidden = r##"<clipPath id="c"><path d="M10 10h40v40H10z"/></clipPath>
        <path clip-path="url(#c)" fill="#06c" d="M0 0h100v100H0z"/>
        <path fill="#f00" opacity=".02" d="M0 0h100v100H0z"/><path fill="none" d="M0 0h100v100H0z"/>
        <path fill="#0a0" d="M60 0h200v9H60z" visibility="hidden"/>"##;
    let imported =
        chosen(&file("0 0 100 100", hidden), &Choices { frame: Frame::Content { padding: 0.0 }, ..CONTENT });
    let [x, y, side, _] = view_box(&imported)[..] else { panic!("{}", imported.svg) };
    assert!(
        (x - 10.0).abs() < 0.3 && (y - 10.0).abs() < 0.3 && (side - 40.0).abs() < 0.5,
        "{}",
        imported.svg
    );
}

#[test]
fn zoom_shows_less_and_shift_moves_the_drawing_right_and_down() {
    let source = file("0 0 100 100", r##"<path fill="#06c" d="M40 40h20v20H40z"/>"##);
    let imported = chosen(&source, &Choices { zoom: 2.0, shift: [0.25, -0.1], ..Choices::default() });
    assert_eq!(view_box(&imported), [12.5, 30.0, 50.0, 50.0]);
    assert_eq!(extent(&pixels(&imported)), [55, 20, 95, 60]);
    assert!(imported.repairs.contains(&Repair::FrameMoved));
}

#[test]
fn choices_that_are_no_numbers_count_as_not_chosen_and_others_are_brought_into_bounds() {
    let source = file("0 0 100 100", r##"<path fill="#06c" d="M40 40h20v20H40z"/>"##);
    let odd = Choices { zoom: f64::NAN, shift: [f64::INFINITY, f64::NAN], ..Choices::default() };
    assert_eq!(chosen(&source, &odd).svg, import(source.as_bytes()).unwrap().svg);
    let side = |choices: Choices| view_box(&chosen(&source, &choices))[2];
    assert_eq!(side(Choices { zoom: 1000.0, ..Choices::default() }), 12.5);
    assert_eq!(side(Choices { zoom: -3.0, ..Choices::default() }), 400.0);
    assert_eq!(side(Choices { frame: Frame::Content { padding: 7.0 }, ..Choices::default() }), 100.0);
}

#[test]
fn what_the_frame_of_the_file_cut_off_stays_hidden_unless_it_is_chosen() {
    let source = file("0 0 100 100", r##"<path fill="#06c" d="M50 40h200v20H50z"/>"##);
    let wide = Choices { zoom: 0.5, ..Choices::default() };
    assert_eq!(extent(&pixels(&chosen(&source, &wide))), [50, 45, 75, 55]);
    let all = Choices { shows_overflow: true, ..wide };
    assert_eq!(extent(&pixels(&chosen(&source, &all))), [50, 45, 100, 55]);
    let content = Choices { shows_overflow: true, frame: Frame::Content { padding: 0.0 }, ..CONTENT };
    assert_eq!(view_box(&chosen(&source, &content)), [50.0, -50.0, 200.0, 200.0]);

    let circle = file("0 0 100 40", r##"<circle cx="50" cy="20" r="45" fill="#06c"/>"##);
    let shown = chosen(&circle, &Choices { shows_overflow: true, ..Choices::default() });
    assert_eq!(extent(&pixels(&shown)), [5, 5, 95, 95]);
    assert!(shown.repairs.contains(&Repair::OverflowShown) && !shown.repairs.contains(&Repair::Clipped));
}

#[test]
fn a_chosen_background_fills_the_new_square_behind_everything() {
    let source = file("0 0 100 40", r##"<path fill="#06c" d="M40 10h20v20H40z"/>"##);
    let choices = Choices { background: Some([0x11, 0x22, 0x33]), zoom: 0.5, ..Choices::default() };
    let imported = chosen(&source, &choices);
    let picture = pixels(&imported);
    assert_eq!(picture.get_pixel(0, 0).0, [0x11, 0x22, 0x33, 255]);
    assert_eq!(picture.get_pixel(99, 99).0, [0x11, 0x22, 0x33, 255]);
    assert_eq!(picture.get_pixel(50, 50).0, [0, 0x66, 0xcc, 255]);
    assert!(imported.repairs.contains(&Repair::BackgroundAdded));
}

#[test]
fn the_even_box_behind_a_drawing_is_removed_when_chosen() {
    let removed = Choices { removes_ground: true, ..Choices::default() };
    let mark = r##"<path fill="#06c" d="M40 10h20v20H40z"/>"##;
    for ground in [
        r##"<rect width="100" height="40" fill="#fff"/>"##,
        r##"<g><path d="M-5-5h110v50H-5z" fill="#fc0"/></g>"##,
    ] {
        let imported = chosen(&file("0 0 100 40", &format!("{ground}{mark}")), &removed);
        assert!(!imported.svg.contains("#fff") && !imported.svg.contains("#fc0"), "{}", imported.svg);
        assert!(imported.repairs.contains(&Repair::GroundRemoved));
    }
    for kept in [
        r##"<rect width="100" height="40" fill="#fc0"/>"##.to_owned(),
        format!(r##"<rect width="100" height="40" rx="12" fill="#fc0"/>{mark}"##),
        format!(r##"<rect width="100" height="40" fill="#fc0" opacity=".5"/>{mark}"##),
        format!(r##"<rect width="50" height="40" fill="#fc0"/>{mark}"##),
        format!(r##"<path d="M50 0 100 20 50 40 0 20z" fill="#fc0"/>{mark}"##),
    ] {
        let source = file("0 0 100 40", &kept);
        let imported = chosen(&source, &removed);
        assert_eq!(imported.svg, import(source.as_bytes()).unwrap().svg, "{kept}");
        assert!(!imported.repairs.contains(&Repair::GroundRemoved));
    }
}

#[test]
fn a_white_drawing_whose_dark_ground_is_removed_is_said_to_be_invisible_on_white() {
    let inside =
        r##"<rect width="100" height="100" fill="#123"/><circle cx="50" cy="50" r="40" fill="#fff"/>"##;
    let removed = Choices { removes_ground: true, ..Choices::default() };
    for bytes in [file("0 0 100 100", inside).into_bytes(), png(&drawn(inside, 200))] {
        assert_eq!(import(&bytes).unwrap().remaining, []);
        assert_eq!(import_with(&bytes, &removed).unwrap().remaining, [Finding::InvisibleOnWhite]);
    }
}

#[test]
fn a_picture_is_kept_as_a_picture_and_squared_like_a_drawing() {
    let bytes = png(&drawn(r##"<path fill="#06c" d="M10 10h40v40H10z"/>"##, 200));
    assert_eq!(import(&bytes).unwrap().method, Method::Traced);
    assert!(import(&bytes).unwrap().repairs.contains(&Repair::Traced));
    let kept = import_with(&bytes, &Choices { keeps_picture: true, ..Choices::default() }).unwrap();
    assert_eq!(kept.method, Method::Wrapped);
    assert!(kept.remaining.contains(&Finding::Picture) && !kept.repairs.contains(&Repair::Traced));
    for keeps_picture in [false, true] {
        let choices = Choices {
            keeps_picture,
            frame: Frame::Content { padding: 0.2 },
            background: Some([9; 3]),
            ..CONTENT
        };
        let imported = import_with(&bytes, &choices).unwrap();
        let blue = |at: u32| pixels(&imported).get_pixel(at, at).0[2] > 150;
        assert_eq!(
            [10, 18, 22, 78, 82, 90].map(blue),
            [false, false, true, true, false, false],
            "{keeps_picture}"
        );
    }
}

#[test]
fn the_lowercase_spelling_changes_nothing_else() {
    let source = file("0 0 100 40", r##"<path fill="#06c" d="M40 10h20v20H40z"/>"##);
    let imported = chosen(&source, &Choices { writes_lowercase_view_box: true, ..CONTENT });
    let usual = chosen(&source, &CONTENT);
    assert!(imported.svg.contains(" viewbox=") && !imported.svg.contains("viewBox"));
    assert_eq!(imported.svg.replace("viewbox", "viewBox"), usual.svg);
    assert_eq!(inspect(&imported.svg).findings, [Finding::ViewBoxSpelling]);
    assert_eq!(import(imported.svg.as_bytes()).unwrap().svg, usual.svg);
}

static HABITS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/habits");
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    found.sort();
    found
});

fn choices() -> impl Strategy<Value = Choices> {
    let frame =
        prop_oneof![Just(Frame::File), (0.0..0.4).prop_map(|padding: f64| Frame::Content { padding })];
    let view =
        (frame, prop_oneof![Just(1.0), 0.25..8.0], prop_oneof![Just([0.0; 2]), [-0.5..0.5, -0.5..0.5]]);
    (view, any::<Option<[u8; 3]>>(), any::<[bool; 4]>()).prop_map(
        |((frame, zoom, shift), background, [removes_ground, keeps_picture, shows_overflow, lower])| {
            Choices {
                frame,
                zoom,
                shift,
                background,
                removes_ground,
                keeps_picture,
                shows_overflow,
                writes_lowercase_view_box: lower,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn with_any_choices_the_result_is_a_logo_that_is_written_the_same_again(
        at in any::<prop::sample::Index>(), choices in choices()) {
        let (name, bytes) = &HABITS[at.index(HABITS.len())];
        let imported = import_with(bytes, &choices).map_err(|fault| TestCaseError::fail(format!("{name}: {fault:?}")))?;
        let must: Vec<Finding> = inspect(&imported.svg).findings.into_iter().filter(|finding| !finding.is_advice()).collect();
        prop_assert!(must.is_empty(), "{}: {:?}", name, must);
        let again = import(imported.svg.as_bytes()).map(|again| again.svg);
        prop_assert_eq!(again, Ok(imported.svg.replacen(" viewbox=", " viewBox=", 1)), "{}", name);
        prop_assert!(imported.likeness.unwrap() > 0.98);
        for (finding, place) in &imported.places {
            let is_inside = place.x >= 0.0 && place.y >= 0.0 && place.x + place.width <= 1.0 + 1e-9 && place.y + place.height <= 1.0 + 1e-9;
            prop_assert!(is_inside, "{}: {:?} at {:?}", name, finding, place);
        }
        if choices.background.is_none() && choices.frame == Frame::File && !choices.removes_ground && !choices.shows_overflow {
            let usual = import(bytes).unwrap();
            prop_assert_eq!(&usual.original, &imported.original);
        }
    }
}
