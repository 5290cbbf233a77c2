//! Drawings as drawing programs write them, each a file in `habits`: all become logos that look as they did.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use logo::{Finding, Imported, LogoFault, import, inspect};
use std::{fs, path::Path};

/// Each file of a folder, by name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| {
            (
                entry.path().file_stem().unwrap().to_string_lossy().into_owned(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

fn habit(name: &str) -> Result<Imported, LogoFault> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/habits").join(format!("{name}.svg"));
    import(&fs::read(path).unwrap())
}

#[test]
fn every_habit_becomes_a_logo_that_looks_the_same_stays_small_and_is_written_the_same_again() {
    let habits = files("habits");
    assert!(habits.len() >= 190);
    let (mut faults, mut before, mut after) = (Vec::new(), 0, 0);
    for (name, bytes) in habits {
        let imported = match import(&bytes) {
            Ok(imported) => imported,
            Err(fault) => {
                faults.push(format!("{name}: {fault:?}"));
                continue;
            }
        };
        (before, after) = (before + bytes.len(), after + imported.svg.len());
        let likeness = imported.likeness.unwrap();
        if likeness < 0.99 {
            faults.push(format!("{name}: likeness {likeness:.4} {}", imported.svg));
        }
        let must: Vec<Finding> =
            inspect(&imported.svg).findings.into_iter().filter(|finding| !finding.is_advice()).collect();
        if !must.is_empty() {
            faults.push(format!("{name}: {must:?} {}", imported.svg));
        }
        if bytes.len() <= 20 * 1024 && imported.svg.len() > 20 * 1024 {
            faults.push(format!("{name}: grew to {}", imported.svg.len()));
        }
        match import(imported.svg.as_bytes()) {
            Ok(again) if again.svg == imported.svg => {}
            other => faults.push(format!("{name}: twice is not once: {other:?} {}", imported.svg)),
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(after < before, "{after} bytes after {before}");
}

#[test]
fn what_is_lost_or_replaced_is_said() {
    let remaining = |name: &str| habit(name).unwrap().remaining;
    let is_said = |name: &str, what: &str| {
        let found = remaining(name);
        assert!(found.iter().any(|one| format!("{one:?}").contains(what)), "{name}: {found:?}");
    };
    is_said("vector_effect", "FixedStroke");
    is_said("outside_picture", "OutsidePicture");
    is_said("white_on_nothing", "InvisibleOnWhite");
    is_said("text_missing", "Gotham Rounded");
    for quiet in ["figma_plain", "illustrator_styles", "shape_circle"] {
        assert_eq!(remaining(quiet), [], "{quiet}");
    }
}

#[test]
fn colors_of_newer_style_sheets_keep_their_color() {
    for (name, color) in [
        ("figma_p3", "#0068d0"),
        ("css_var", "#06c"),
        ("css_var_fallback", "#c06"),
        ("css_important", "red"),
        ("markup_entity_color", "#0a6"),
        ("animation_freeze", "#c00"),
        ("root_background", "#0a5"),
    ] {
        let svg = habit(name).unwrap().svg;
        let close = color == "#0068d0" && !svg.contains("#000") && svg.contains("fill=\"#0");
        assert!(svg.contains(&format!("\"{color}\"")) || close, "{name}: {svg}");
    }
}

#[test]
fn repairs_are_listed() {
    for (name, repair) in [
        ("markup_svgz", "Unpacked"),
        ("markup_utf16le", "Encoding"),
        ("markup_ampersand", "Markup"),
        ("markup_viewbox_lower", "ViewBoxSpelling"),
        ("figma_lab", "Colors"),
        ("root_background", "Background"),
        ("symbol_transform", "Transforms"),
        ("css_url_plain", "References"),
        ("use_loop", "Loops"),
        ("animation_set", "Animation"),
        ("embedded_svg", "Embedded"),
        ("text_sans", "Outlines"),
        ("cut_off", "Clipped"),
    ] {
        let repairs = habit(name).unwrap().repairs;
        assert!(repairs.iter().any(|one| format!("{one:?}") == repair), "{name}: {repairs:?}");
    }
}

#[test]
fn what_the_frame_cut_off_stays_cut_off() {
    assert!(habit("cut_off").unwrap().svg.contains("clip-path"));
    assert!(!habit("figma_p3").unwrap().svg.contains("clip-path"));
}

#[test]
fn drawings_keep_what_other_readers_show_of_them() {
    let svg = |name: &str| habit(name).unwrap().svg;
    // Dots of round ends, one for each path that is closed where it begins.
    assert_eq!(svg("dots_closed").matches('z').count(), 7, "{}", svg("dots_closed"));
    // What stands beside the `viewBox` in a frame of other proportions.
    assert!(svg("letterbox").contains("#06a"), "{}", svg("letterbox"));
    assert!(svg("letterbox").contains(r#"viewBox="0 -6.667 53.333 53.333""#), "{}", svg("letterbox"));
    // `marker` is no attribute, so nothing is drawn for it.
    assert!(!svg("marker_attribute").contains("#c00"), "{}", svg("marker_attribute"));
    // The letters of a link.
    assert!(svg("text_link").contains("#06c"), "{}", svg("text_link"));
}

#[test]
fn filters_say_once_what_all_steps_share_and_name_what_is_used_alone() {
    let svg = habit("figma_shadow").unwrap().svg;
    assert_eq!(svg.matches("color-interpolation-filters").count(), 1, "{svg}");
    assert!(!svg.contains(r#"type="matrix""#) && !svg.contains(r#"mode="normal""#), "{svg}");
    for result in svg.split("result=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(
            svg.contains(&format!("in=\"{result}\"")) || svg.contains(&format!("in2=\"{result}\"")),
            "{svg}"
        );
    }
}
