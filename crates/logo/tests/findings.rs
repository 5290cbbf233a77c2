//! What is wrong with a source, by name.

use logo::{Active, Finding, inspect};

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

fn findings(inside: &str) -> Vec<Finding> {
    inspect(&format!(
        r#"<svg xmlns="{SVG_NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 18 18">{inside}</svg>"#
    ))
    .findings
}

#[test]
fn a_square_vector_logo_without_fixed_size_has_no_finding() {
    assert_eq!(findings(r##"<g fill="url(#a)"><path d="M0 0h18v18z"/><use href="#b"/></g>"##), []);
    let lowercase = r#"<svg viewbox="0 0 18 18"><path d="M0 0h1"/></svg>"#;
    let found = inspect(lowercase).findings;
    assert_eq!(found, [Finding::ViewBoxSpelling], "the documentation's own spelling counts, with advice");
    assert!(found[0].is_advice());
}

#[test]
fn shape_and_size_faults_are_named_with_their_measures() {
    let report = inspect(r#"<svg viewBox="0 0 240 96" width="240"><path d="M0 0h1"/></svg>"#);
    assert_eq!(report.findings, [Finding::NotSquare { width: 240.0, height: 96.0 }, Finding::FixedSize]);
    assert_eq!(inspect("<svg><g/></svg>").findings, [Finding::ViewBoxMissing]);
    assert_eq!(inspect("<svg viewBox='0 0 NaN 1'/>").findings, [Finding::ViewBoxMissing]);
    assert!(matches!(inspect("not xml").findings[..], [Finding::NotSvg(_)]));
    assert!(matches!(inspect("<html/>").findings[..], [Finding::NotSvg(_)]));
}

#[test]
fn each_way_to_be_active_is_found() {
    let outside = |host: &str| Active::Outside(host.into());
    for (inside, expect) in [
        ("<script>1</script>", Active::Script),
        (r#"<g onload="x()"/>"#, Active::Handler("onload".into())),
        ("<foreignObject/>", Active::Element("foreignObject".into())),
        (r#"<body xmlns="http://www.w3.org/1999/xhtml"/>"#, Active::Element("body".into())),
        (r#"<animate attributeName="x"/>"#, Active::Element("animate".into())),
        ("<style>@import 'x.css'</style>", Active::StyleImport),
        ("<style><!--x-->@import url(https://x.example/a.css);</style>", Active::StyleImport),
        (r#"<path style="fill:\75 rl(https://x.example/x)"/>"#, Active::StyleImport),
        (r#"<path style="fill:image-set('https://x.example/x' 1x)"/>"#, Active::StyleImport),
        ("<style>g{fill:url(https://x.example/a)}</style>", outside("x.example")),
        (r#"<use xlink:href="//x.example/a.svg#b"/>"#, outside("x.example")),
        (r#"<path fill="url('https://y.example/g#a')"/>"#, outside("y.example")),
        (r#"<use href="java script:alert(1)"/>"#, Active::Script),
        ("<!--> <img src=x> -->", Active::Markup("comment".into())),
        ("<?x > <img src=x> ?>", Active::Markup("instruction".into())),
        ("<desc><![CDATA[<img src=x>]]></desc>", Active::Markup("desc".into())),
        ("<title><style>p{}</style></title>", Active::Element("style".into())),
        (r#"<iframe xmlns="urn:x" srcdoc="x"/>"#, Active::Element("iframe".into())),
        (r#"<x:iframe xmlns:x="urn:x"/>"#, Active::Element("iframe".into())),
        (r#"<meta xmlns="http://ns.adobe.com/x"/>"#, Active::Element("meta".into())),
    ] {
        assert!(
            findings(inside).contains(&Finding::Active(expect.clone())),
            "{inside}: {:?}",
            findings(inside)
        );
    }
    let entity = r#"<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>"#;
    assert!(inspect(entity).findings.contains(&Finding::Active(Active::Entity)));
}

#[test]
fn a_wrapped_picture_and_a_large_source_are_advice_of_their_own() {
    let picture = r#"<image href="data:image/png;base64,AAAA"/>"#;
    assert_eq!(findings(picture), [Finding::Picture]);
    let large = format!(r#"<path d="{}"/>"#, "M0 0h1".repeat(5000));
    assert!(matches!(findings(&large)[..], [Finding::Large { bytes }] if bytes > 30_000));
}
