//! Drawings made to run, to load, to hide or to exhaust, each a file in `hostile` or made here: what comes
//! out of one can do none of that, whichever parser reads it.

use logo::{LogoFault, import, inspect};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

/// Elements that a result may hold: a list of its own, so that no other can be wrong for both.
const ELEMENTS: [&str; 37] = [
    "svg",
    "g",
    "path",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "image",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// What is wrong with a result, read by its signs alone: no parser has to agree.
fn fault_in(svg: &str) -> Option<String> {
    let mut rest = svg;
    if !svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"") {
        return Some("its start".to_owned());
    }
    while let Some(at) = rest.find('<') {
        if !rest[..at].is_empty() {
            return Some(format!("text: {}", &rest[..at]));
        }
        let end = rest.find('>')?;
        let tag = rest[1..end].trim_end_matches('/');
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !ELEMENTS.contains(&name.trim_start_matches('/')) {
            return Some(format!("element {name}"));
        }
        for attribute in attributes.split("\" ").filter(|one| !one.is_empty()) {
            let (name, value) = attribute.split_once("=\"")?;
            let value = value.trim_end_matches('"');
            if !name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-') || name.starts_with("on")
            {
                return Some(format!("attribute {name}"));
            }
            let is_picture = name == "href" && value.starts_with("data:image/") && !value.contains("svg");
            let is_known = ["#", "url(#"].iter().any(|start| value.starts_with(start)) || name == "xmlns";
            if !is_picture
                && !is_known
                && value.contains([':', '<', '>', '&', '\\'])
                && !value.starts_with("mix-blend-mode:")
                && !value.starts_with("isolation:")
            {
                return Some(format!("{name}=\"{value}\""));
            }
        }
        rest = &rest[end + 1..];
    }
    rest.is_empty().then_some(()).map_or(Some(rest.to_owned()), |()| None)
}

fn judge(name: &str, bytes: &[u8], faults: &mut Vec<String>) -> Result<(), LogoFault> {
    let start = Instant::now();
    let result = import(bytes);
    // A second where it is built for speed; tests are not.
    if start.elapsed() > Duration::from_secs(8) {
        faults.push(format!("{name}: took {:?}", start.elapsed()));
    }
    let svg = result?.svg;
    faults.extend(fault_in(&svg).map(|fault| format!("{name}: {fault} in {svg}")));
    if inspect(&svg).findings.iter().any(|finding| !finding.is_advice()) {
        faults.push(format!("{name}: {:?}", inspect(&svg).findings));
    }
    Ok(())
}

#[test]
fn nothing_hostile_gets_through() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let (mut faults, mut refused) = (Vec::new(), BTreeSet::new());
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.path().file_stem().unwrap().to_string_lossy().into_owned();
        count += 1;
        if let Err(fault) = judge(&name, &fs::read(entry.path()).unwrap(), &mut faults) {
            if matches!(fault, LogoFault::SelfCheck | LogoFault::Broken) {
                faults.push(format!("{name}: {fault:?}"));
            }
            refused.insert(name);
        }
    }
    assert!(count >= 120);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let refused: Vec<&str> = refused.iter().map(String::as_str).collect();
    assert_eq!(
        refused,
        [
            "cut_short",
            "default_namespace_wrong",
            "duplicate_attribute",
            "entity_script",
            "overlap",
            "polyglot_html",
            "xhtml_root"
        ]
    );
}

#[test]
fn what_is_hidden_in_a_drawing_is_named() {
    for name in [
        "iframe_bare",
        "iframe_foreign",
        "iframe_title",
        "iframe_metadata",
        "form",
        "meta_refresh",
        "object",
        "img_srcset",
        "video_poster",
        "comment_end",
        "comment_bang",
        "pi_end",
        "cdata_desc",
        "cdata_title",
        "script",
        "handler_root",
        "xxe",
        "xml_base",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(format!("{name}.svg"));
        let found = inspect(&fs::read_to_string(path).unwrap()).findings;
        assert!(found.iter().any(|finding| !finding.is_advice()), "{name}: {found:?}");
    }
}

fn drawing(inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>"#)
}

/// Levels that each refer twice to the one below.
fn doubling(levels: usize, level: impl Fn(usize, usize) -> String) -> String {
    (1..levels).map(|at| level(at, at - 1)).collect()
}

fn bombs() -> Vec<(&'static str, String)> {
    let rect = r##"<rect width="99" height="99" fill="#fff"/>"##;
    let twice = |element: &str, attribute: &str, more: &str| {
        doubling(30, |at, below| {
            let one = format!(r#"<rect width="99" height="99" {attribute}="url(#n{below})"/>"#);
            format!(r#"<{element} id="n{at}" {more}>{one}{one}</{element}>"#)
        }) + &format!(
            r#"<{element} id="n0" {more}>{rect}</{element}><rect width="99" height="99" {attribute}="url(#n29)"/>"#
        )
    };
    let sheet = "g ".repeat(60);
    vec![
        ("use", doubling(40, |at, below| {
            format!(r##"<g id="n{at}"><use href="#n{below}"/><use href="#n{below}"/></g>"##)
        }) + r#"<g id="n0"><rect width="9" height="9"/></g>"#),
        ("mask", twice("mask", "mask", "")),
        ("mask in style", twice("mask", "mask", "").replace(r#"mask="url(#"#, r#"style="mask:url(#"#)),
        ("clip", twice("clipPath", "clip-path", "")),
        ("pattern", twice("pattern", "fill", r#"width="9" height="9" patternUnits="userSpaceOnUse""#)),
        ("marker", doubling(30, |at, below| {
            format!(r#"<marker id="n{at}"><path d="M0 0L1 1 2 2 3 3 4 4" stroke="red" marker-mid="url(#n{below})"/></marker>"#)
        }) + r#"<path d="M0 0L1 1 2 2 3 3" stroke="red" marker-mid="url(#n29)"/>"#),
        ("marker shorthand", doubling(30, |at, below| {
            format!(r#"<marker id="n{at}"><path d="M0 0L1 1 2 2 3 3 4 4" stroke="red" style="marker:url(#n{below})"/></marker>"#)
        }) + r#"<path d="M0 0L1 1 2 2 3 3" stroke="red" style="marker:url(#n29)"/>"#),
        ("filter images", doubling(30, |at, below| {
            format!(r##"<filter id="f{at}"><feImage href="#n{below}"/><feImage href="#n{below}"/></filter><rect id="n{at}" width="9" height="9" filter="url(#f{at})"/>"##)
        }) + r#"<rect id="n0" width="9" height="9"/>"#),
        ("selector", format!("<style>{}rect{{fill:red}}</style>{}{rect}{}", sheet, "<g>".repeat(150), "</g>".repeat(150))),
        ("selectors", format!("<style>{}</style>{}", "rect.a b c d{fill:red}".repeat(9000), rect.repeat(5000))),
        ("nested", format!("{}{rect}{}", "<g>".repeat(100_000), "</g>".repeat(100_000))),
        ("turbulence", r#"<filter id="f"><feTurbulence numOctaves="4294967295" baseFrequency="9"/></filter><rect width="99" height="99" filter="url(#f)"/>"#.into()),
        ("many turbulences", format!(r#"<filter id="f">{}</filter><rect width="99" height="99" filter="url(#f)"/>"#, r#"<feTurbulence numOctaves="9"/>"#.repeat(500))),
        ("morphology", r#"<filter id="f"><feMorphology radius="5000"/></filter><rect width="99" height="99" filter="url(#f)"/>"#.into()),
        ("convolution", format!(r#"<filter id="f"><feConvolveMatrix order="99" kernelMatrix="{}"/></filter><rect width="99" height="99" filter="url(#f)"/>"#, "1 ".repeat(99 * 99))),
        ("blur", r#"<filter id="f" x="-9999" width="99999"><feGaussianBlur stdDeviation="1e9"/></filter><rect width="99" height="99" filter="url(#f)"/>"#.into()),
        ("huge tile", r#"<pattern id="p" patternUnits="userSpaceOnUse" width="4e6" height="4e6"><rect width="9" height="9"/></pattern><rect width="99" height="99" fill="url(#p)"/>"#.into()),
        ("dashes", r#"<path d="M0 0L9e5 9e5" stroke="red" stroke-dasharray=".0001"/>"#.into()),
        ("attributes", format!("<rect {}/>", (0..20_000).map(|at| format!(r#"a{at}="" "#)).collect::<String>())),
        ("long path", format!(r#"<path d="M0 0{}"/>"#, "l1 1-1 1".repeat(500_000))),
        ("elements", rect.repeat(120_000)),
        ("use loop", r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##.into()),
        ("mask loop", r#"<mask id="a" mask="url(#b)"><rect width="9" height="9"/></mask><mask id="b" mask="url(#a)"/><rect width="9" height="9" mask="url(#a)"/>"#.into()),
        ("pattern loop", r#"<pattern id="a" width="9" height="9"><rect width="9" height="9" fill="url(#b)"/></pattern><pattern id="b" width="9" height="9"><rect width="9" height="9" fill="url(#a)"/></pattern><rect width="99" height="99" fill="url(#a)"/>"#.into()),
        ("variable", format!("<style>svg{{{}}} rect{{fill:var(--v29)}}</style>{rect}", doubling(30, |at, below| format!("--v{at}:var(--v{below}) var(--v{below});")))),
        ("big numbers", r#"<path d="M1e38 1e38L-1e38 1e38 9e99 9e99z" stroke-width="1e38" stroke="red"/>"#.into()),
        ("letters", format!(r#"<text font-size="9">{}</text>"#, "m".repeat(300_000))),
        ("layers", format!("{}{rect}{}", r#"<g opacity=".9">"#.repeat(190), "</g>".repeat(190))),
        ("many layers", r#"<g opacity=".9"><rect width="99" height="99"/><rect width="99" height="99"/></g>"#.repeat(9000)),
    ]
}

#[test]
fn bombs_are_repaired_or_refused_in_time() {
    let mut faults = Vec::new();
    for (name, inside) in bombs() {
        match judge(name, drawing(&inside).as_bytes(), &mut faults) {
            Ok(()) | Err(LogoFault::TooComplex | LogoFault::NothingDrawn | LogoFault::TooRich { .. }) => {}
            Err(fault) => faults.push(format!("{name}: {fault:?}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn entities_within_entities_are_refused() {
    let entities =
        doubling(20, |at, below| format!(r#"<!ENTITY l{at} "{}">"#, format!("&l{below};").repeat(10)));
    let laughs =
        format!(r#"<!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]>{}"#, drawing(r#"<path d="M0 0&l19;"/>"#));
    assert_eq!(import(laughs.as_bytes()).unwrap_err(), LogoFault::TooComplex);
    let long = format!(
        r#"<!DOCTYPE svg [<!ENTITY l "{}">]>{}"#,
        "l1 1".repeat(20_000),
        drawing(&format!(r#"<path d="M0 0{}"/>"#, "&l;".repeat(1000)))
    );
    assert_eq!(import(long.as_bytes()).unwrap_err(), LogoFault::TooComplex);
}

#[test]
fn packed_bombs_are_refused() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(drawing("").as_bytes()).unwrap();
    for _ in 0..64 {
        packer.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    assert_eq!(import(&packer.finish().unwrap()).unwrap_err(), LogoFault::TooComplex);
}
