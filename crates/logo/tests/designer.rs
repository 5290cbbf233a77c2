//! What a designer would say of a logo, where it is in the square, and what else is told of it.
#![expect(clippy::float_cmp, reason = "places are written to a few digits")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    unreachable_pub
)]

#[allow(dead_code, reason = "other tests use the rest")]
mod generate;
use generate::{drawn, drawn_wide, png};
use logo::{Choices, Finding, Imported, Place, import, import_with, remedy};

fn file(frame: &str, inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}">{inside}</svg>"#)
}

fn of(frame: &str, inside: &str) -> Imported {
    import(file(frame, inside).as_bytes()).unwrap()
}

fn place(imported: &Imported, finding: &Finding) -> [f64; 4] {
    let (_, place) = imported.places.iter().find(|(one, _)| one == finding).unwrap();
    let Place { x, y, width, height } = *place;
    [x, y, width, height].map(|share| (share * 100.0).round() / 100.0)
}

#[test]
fn a_plain_good_logo_has_no_finding() {
    for inside in [
        r##"<circle cx="50" cy="50" r="45" fill="#0b6"/>"##,
        r##"<rect width="100" height="100" rx="22" fill="#fff"/><circle cx="50" cy="50" r="30" fill="#06c"/>"##,
        r##"<rect width="100" height="100" fill="#5b2be0"/><path d="M30 25H70V40H55V78H45V40H30z" fill="#fff"/>"##,
        r##"<path d="M15 5 95 50 15 95z" fill="#d00"/>"##,
        r##"<path fill="#fff" d="M0 0h100v100H0z"/><path fill="#06c" d="M0 0h100v100H0z"/><circle cx="50" cy="50" r="20"/>"##,
    ] {
        assert_eq!(of("0 0 100 100", inside).remaining, [], "{inside}");
        assert_eq!(import(&png(&drawn(inside, 200))).unwrap().remaining, [], "{inside}");
    }
    let wide = of("0 0 200 100", r##"<path d="M10 10h180v80H10z" fill="#d00"/>"##);
    assert_eq!(wide.remaining, [], "a wide drawing in the middle of its frame");
}

#[test]
fn a_drawing_aside_of_the_middle_is_told_and_centering_makes_that_go_away() {
    let source = file("0 0 100 100", r##"<path fill="#06c" d="M4 20h60v60H4z"/>"##);
    let imported = import(source.as_bytes()).unwrap();
    assert_eq!(imported.remaining, [Finding::OffCenter]);
    assert_eq!(place(&imported, &Finding::OffCenter), [0.04, 0.2, 0.6, 0.6]);
    let choices = Choices::default().with(remedy(&Finding::OffCenter).unwrap());
    assert_eq!(import_with(source.as_bytes(), &choices).unwrap().remaining, []);
}

#[test]
fn a_small_thin_drawing_is_told_to_be_both() {
    let source = file("0 0 100 100", r##"<path fill="#000" d="M40 49h20v2H40z"/>"##);
    let remaining = import(source.as_bytes()).unwrap().remaining;
    assert!(remaining.contains(&Finding::Thin), "{remaining:?}");
    assert!(remaining.iter().any(|finding| matches!(finding, Finding::Padded { .. })), "{remaining:?}");
    let choices = Choices::default().with(remedy(&Finding::Padded { percent: 1.0 }).unwrap());
    let after = import_with(source.as_bytes(), &choices).unwrap().remaining;
    assert!(!after.iter().any(|finding| matches!(finding, Finding::Padded { .. })), "{after:?}");
}

#[test]
fn a_white_box_behind_a_logo_is_told_for_drawings_and_pictures_and_removing_it_makes_that_go_away() {
    let inside = r##"<rect x="0" width="100" height="100" fill="#fdfdfd"/><circle cx="50" cy="50" r="40" fill="#06c"/>"##;
    let finding = Finding::Ground { color: [0xfd; 3] };
    let keeps = Choices { keeps_picture: true, ..Choices::default() };
    for (bytes, choices) in [
        (file("0 0 100 100", inside).into_bytes(), Choices::default()),
        (png(&drawn(inside, 200)), Choices::default()),
        (png(&drawn(inside, 200)), keeps),
    ] {
        let imported = import_with(&bytes, &choices).unwrap();
        assert!(imported.remaining.contains(&finding), "{:?}", imported.remaining);
        assert_eq!(imported.ground, Some([0xfd; 3]));
        assert_eq!(place(&imported, &finding), [0.0, 0.0, 1.0, 1.0]);
        let after = import_with(&bytes, &choices.with(remedy(&finding).unwrap())).unwrap();
        assert!(!after.remaining.contains(&finding));
        assert_eq!(after.ground, None);
    }
    let wide =
        of("0 0 100 50", r##"<path fill="#fff" d="M0 0h100v50H0z"/><circle cx="50" cy="25" r="20"/>"##);
    assert_eq!(place(&wide, &Finding::Ground { color: [255; 3] }), [0.0, 0.25, 1.0, 0.5]);
}

#[test]
fn the_white_around_a_small_mark_is_no_part_of_it() {
    let inside = r##"<path fill="#fff" d="M0 0h100v100H0z"/><path fill="#06c" d="M10 10h20v20H10z"/>"##;
    let found = of("0 0 100 100", inside);
    assert!(found.remaining.contains(&Finding::OffCenter), "{:?}", found.remaining);
    let choices = Choices::default().with(remedy(&Finding::OffCenter).unwrap());
    let after = import_with(file("0 0 100 100", inside).as_bytes(), &choices).unwrap();
    assert_eq!(after.remaining, [Finding::Ground { color: [255; 3] }]);
}

#[test]
fn a_wordmark_is_told_with_how_wide_it_is() {
    let mark = r##"<path fill="#06c" d="M10 40h80v20H10z"/>"##;
    for imported in [of("0 0 100 100", mark), import(&png(&drawn_wide(mark, 200, 200))).unwrap()] {
        let finding =
            imported.remaining.iter().find(|finding| matches!(finding, Finding::Wordmark { .. })).unwrap();
        assert!(matches!(finding, Finding::Wordmark { ratio } if (ratio - 4.0).abs() < 0.11), "{finding:?}");
    }
    let taller = of("0 0 100 100", r##"<path fill="#06c" d="M10 35h80v30H10z"/>"##);
    assert_eq!(taller.remaining, []);
}

#[test]
fn hidden_layers_and_data_of_drawing_programs_are_told_of_the_file_and_gone_from_the_logo() {
    let note = "<!-- made with care -->";
    let inside = format!(
        r##"{note}<style>.off{{display:none}}</style>
        <g class="off"><path d="M0 0h9v9z"/><path d="M0 0h9v9z"/></g><path visibility="hidden" d="M0 0h9"/>
        <g opacity="0"><path d="M0 0h9v9z"/></g><g display="none"/><defs><path display="none" d="M0 0h9"/></defs>
        <circle cx="50" cy="50" r="45" fill="#0b6"/>"##
    );
    let imported = of("0 0 100 100", &inside);
    assert!(imported.before.contains(&Finding::HiddenLayers { count: 3 }), "{:?}", imported.before);
    assert!(
        imported.before.contains(&Finding::EditorLeftovers { bytes: note.len() }),
        "{:?}",
        imported.before
    );
    let again = import(imported.svg.as_bytes()).unwrap();
    assert_eq!((imported.remaining, again.before), (vec![], vec![]));

    let editor = r#" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape""#;
    let label = r#" inkscape:label="Layer 1""#;
    let metadata = "<metadata><x>1</x></metadata>";
    let source = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{editor}>{metadata}<path{label} d="M0 0h9v9H0z"/></svg>"#
    );
    let bytes = editor.len() + label.len() + metadata.len();
    let before = import(source.as_bytes()).unwrap().before;
    assert!(before.contains(&Finding::EditorLeftovers { bytes }), "{before:?}, not {bytes}");
}

#[test]
fn a_logo_that_disappears_on_dark_pages_is_marked() {
    assert!(of("0 0 100 100", r##"<circle cx="50" cy="50" r="45" fill="#1b1b30"/>"##).is_hidden_on_dark);
    assert!(!of("0 0 100 100", r##"<circle cx="50" cy="50" r="45" fill="#0b6"/>"##).is_hidden_on_dark);
}

#[test]
fn text_pictures_and_the_frame_of_the_file_have_their_places() {
    let inside = r#"<text x="50" y="60" font-size="40" font-family="Nowhere Sans">HH</text><path d="M0 0h40v100H0z"/>"#;
    let imported = of("0 0 200 100", inside);
    let [x, y, width, height] = place(&imported, &Finding::Text);
    assert!((0.24..0.28).contains(&x) && (0.3..0.6).contains(&y), "{x} {y}");
    assert!((0.1..0.4).contains(&width) && (0.1..0.4).contains(&height), "{width} {height}");
    assert!(imported.places.iter().any(|(finding, _)| matches!(finding, Finding::FontReplaced { .. })));
    assert_eq!(place(&imported, &Finding::NotSquare { width: 200.0, height: 100.0 }), [0.0, 0.25, 1.0, 0.5]);
    let zoomed = Choices { zoom: 2.0, ..Choices::default() };
    let zoomed = import_with(file("0 0 200 100", inside).as_bytes(), &zoomed).unwrap();
    assert!(
        (place(&zoomed, &Finding::Text)[2] - 2.0 * width).abs() < 0.02
            || place(&zoomed, &Finding::Text)[0] == 0.0
    );

    let keeps = Choices { keeps_picture: true, ..Choices::default() };
    let picture =
        import_with(&png(&drawn(r##"<circle cx="50" cy="50" r="45" fill="#0b6"/>"##, 90)), &keeps).unwrap();
    assert_eq!(place(&picture, &Finding::Picture), [0.0, 0.0, 1.0, 1.0]);
}

#[test]
fn the_file_as_it_looked_is_shown_in_the_middle_of_a_transparent_square() {
    let inside = r##"<path fill="#06c" d="M-50-50h300v300H-50z"/>"##;
    for (bytes, side) in [
        (file("0 0 200 100", inside).into_bytes(), 512),
        (png(&drawn_wide(r##"<path fill="#06c" d="M0 0h200v100H0z"/>"##, 300, 150)), 300),
        (png(&drawn_wide(r##"<path fill="#06c" d="M0 0h200v100H0z"/>"##, 1600, 800)), 512),
    ] {
        let choices = Choices { background: Some([255, 0, 0]), shows_overflow: true, ..Choices::default() };
        let original = import_with(&bytes, &choices).unwrap().original;
        let picture = image::load_from_memory(&original).unwrap().to_rgba8();
        assert_eq!(picture.dimensions(), (side, side));
        assert_eq!(picture.get_pixel(side / 2, side / 4 - 2).0[3], 0);
        assert_eq!(picture.get_pixel(side / 2, side / 4 + 2).0, [0, 0x66, 0xcc, 255]);
        assert_eq!(picture.get_pixel(side / 2, side * 3 / 4 + 2).0[3], 0);
    }
}

#[test]
fn the_main_colors_are_told_by_the_area_they_cover_without_white() {
    let inside = r##"<path fill="#fff" d="M0 0h100v100H0z"/><path fill="#e30613" d="M0 0h100v40H0z"/>
        <path fill="#0a3" d="M0 40h100v50H0z"/><path fill="#0b3" d="M0 90h50v10H0z"/><path fill="#00f" fill-opacity=".05" d="M50 90h50v10H50z"/>
        <path fill="#102" d="M0 0h20v20H0z"/>"##;
    assert_eq!(of("0 0 100 100", inside).colors, [[0, 0xaa, 0x33], [0xe3, 6, 0x13], [0x11, 0, 0x22]]);
    let gradient = r##"<linearGradient id="a"><stop stop-color="#0060c0"/><stop offset="1" stop-color="#0070d0"/></linearGradient>
        <circle cx="50" cy="50" r="45" fill="url(#a)"/>"##;
    let colors = of("0 0 100 100", gradient).colors;
    assert!(matches!(colors[..], [[0, 0x64..=0x6c, 0xc4..=0xcc]]), "the mean of a gradient: {colors:?}");
}
