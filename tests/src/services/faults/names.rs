//! Names that nobody can read, or that show something else than they are: of tests, and of the partner.

use super::{Behaviour, Reply, Service, TOKEN, article_with, fault, json, list, right};
use desk::Draft;

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "test-named-by-zero-width-characters",
            "The name was pasted from a chat, and only its zero-width characters were left.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"\u200b\u200d\ufeff"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-named-by-a-hangul-filler",
            "An author who wanted no name got round the required field with a Hangul filler.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"Knots and lines"},{"id":2,"name":"\u3164"}]"#),
        ),
        fault(
            "test-named-by-blank-braille",
            "The name is one blank Braille pattern, which the form took for a letter.",
            &["TESTS-2"],
            "",
            || json("[{\"id\":1,\"name\":\"\u{2800}\u{2800}\"},{\"id\":2,\"name\":\"Navigation\"}]"),
        ),
        fault(
            "test-named-by-no-break-spaces",
            "A rich text editor saved an empty name as no-break spaces.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"\u00a0\u00a0"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-named-by-a-soft-hyphen",
            "A text from a PDF left one soft hyphen as the name.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"\u00ad"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-named-by-a-variation-selector",
            "An old database dropped the emoji of the name and kept the selector behind it.",
            &["TESTS-2"],
            "",
            || json(r#"[{"id":1,"name":"\ufe0f"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-whose-name-runs-backwards",
            "A right-to-left override turns the end of the name around on the screen.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"Knots \u202esenil dna"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-whose-name-never-ends-its-direction",
            "An isolate for Hebrew is opened in the name and never closed, so what follows is turned as well.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"Navigation \u2067(20 min)"},{"id":2,"name":"Knots"}]"#),
        ),
        fault(
            "test-coloured-for-a-terminal",
            "The names are taken from a command-line tool that colours its output.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"\u001b[32mKnots and lines\u001b[0m"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-padded-with-zero-bytes",
            "A column of fixed width is padded with zero bytes, and the padding is sent along.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"Knots\u0000\u0000\u0000"},{"id":2,"name":"Navigation\u0000"}]"#),
        ),
        fault(
            "test-with-an-apostrophe-from-windows",
            "Text from Windows was read as Latin-1, and its apostrophe became a control character.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"Sailor\u0092s knots"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "test-wrapped-in-a-paragraph",
            "The names come from a rich text editor that wraps them in a paragraph.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"<p>Knots and lines</p>"},{"id":2,"name":"<p>Navigation</p>"}]"#),
        ),
        fault(
            "test-that-brings-a-script",
            "An author tried a script in the name of a test, and it was stored.",
            &["TESTS-5"],
            "",
            || json(r#"[{"id":1,"name":"Knots<script src=//x.example></script>"},{"id":2,"name":"Radio"}]"#),
        ),
        fault(
            "test-that-brings-a-picture",
            "A badge is drawn in front of the name by an image in it.",
            &["TESTS-5"],
            "",
            || {
                json(
                    r#"[{"id":1,"name":"<img src=\"/new.png\" alt=\"New\"> Knots"},{"id":2,"name":"Radio"}]"#,
                )
            },
        ),
        fault(
            "test-named-by-its-whole-advertisement",
            "The description was put in the field for the name.",
            &["TESTS-5"],
            "",
            || {
                list(|| {
                    let name =
                        "In this test candidates show that they can tie, name and undo knots. ".repeat(8);
                    Reply::json(200, format!(r#"[{{"id":1,"name":"{name}"}},{{"id":2,"name":"Radio"}}]"#))
                })
            },
        ),
        Service {
            record: |draft| draft.name = UNSEEN.into(),
            ..fault(
                "partner-named-by-zero-width-characters",
                "Somebody reserved the codename with a name of zero-width characters.",
                &["REC-2"],
                "",
                || named(UNSEEN),
            )
        },
        Service {
            record: |draft| draft.name = FILLER.into(),
            ..fault(
                "partner-named-by-a-hangul-filler",
                "The name is a Hangul filler, which outcome_polls like nothing in every label.",
                &["REC-2"],
                "",
                || named(FILLER),
            )
        },
        Service {
            record: |draft| draft.name = BACKWARDS.into(),
            ..fault(
                "partner-whose-name-runs-backwards",
                "A right-to-left override in the name reads as another company on the card.",
                &["REC-2"],
                "",
                || named(BACKWARDS),
            )
        },
        Service {
            record: |draft| draft.name = TABBED.into(),
            ..fault(
                "partner-with-a-control-character",
                "The name was copied from a spreadsheet export with a vertical tab in it.",
                &["REC-2"],
                "",
                || named(TABBED),
            )
        },
        Service {
            record: |draft| draft.name = BOLD.into(),
            ..fault(
                "partner-in-bold",
                "Marketing wanted half of the name in bold and wrote it as HTML.",
                &["REC-2"],
                "",
                || named(BOLD),
            )
        },
        Service {
            record: |draft| draft.name = BREAKING.into(),
            ..fault(
                "partner-with-a-line-break-as-markup",
                "The name is broken into two lines with a tag, as on the website.",
                &["REC-2"],
                "",
                || named(BREAKING),
            )
        },
        Service {
            record: unseen_description,
            ..fault(
                "description-of-zero-width-characters",
                "The description outcome_polls given, and holds nothing but zero-width characters.",
                &["REC-3"],
                "",
                || Box::new(|asked| right(asked, TOKEN)),
            )
        },
    ]
}

const UNSEEN: &str = "\u{200b}\u{2060}\u{200b}";
const FILLER: &str = "\u{3164}";
const BACKWARDS: &str = "Harbour \u{202e}stseT";
const TABBED: &str = "Harbour\u{b} Tests";
const BOLD: &str = "<b>Harbour</b> Tests";
const BREAKING: &str = "Harbour<br/>Tests";

fn unseen_description(draft: &mut Draft) {
    draft.description = UNSEEN.repeat(12);
}

/// The help article names the partner as the record does.
fn named(name: &'static str) -> Behaviour {
    Box::new(move |asked| match asked.path.as_str() {
        "/help/recruitee" => {
            let shown = name.replace('<', "&lt;").replace('>', "&gt;");
            let sentence = format!("{shown} is a product of Harbour Tests for Recruitee.");
            Reply::html(200, article_with(&sentence)).into()
        }
        _ => right(asked, TOKEN),
    })
}
