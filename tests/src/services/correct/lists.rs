//! Lists of tests that a careless reader of JSON gets wrong, and names that look like markup and are none.

use super::{list_of, ready, with_list};
use crate::services::{Behaviour, Reply, Service};

pub(super) fn services() -> Vec<Service> {
    let mut all = numbers();
    all.extend(shapes());
    all.extend(words());
    all
}

/// Ids and other numbers.
fn numbers() -> Vec<Service> {
    vec![
        ready("ids-beyond-exact-floats", "Snowflake ids, as many databases make them.", || {
            list(r#"[{"id":9007199254740992,"name":"Knots"},{"id":9007199254740993,"name":"Lines"}]"#)
        }),
        ready("ids-beyond-sixty-four-bits", "Ids of 128 bits, written as numbers by Python.", || {
            list(concat!(
                r#"[{"id":170141183460469231731687303715884105727,"name":"Knots"},"#,
                r#"{"id":170141183460469231731687303715884105728,"name":"Lines"}]"#,
            ))
        }),
        ready(
            "ids-as-floats",
            "A table that went through a spreadsheet, where each number has a fraction.",
            || list(r#"[{"id":101.0,"name":"Knots"},{"id":102.0,"name":"Lines"}]"#),
        ),
        ready(
            "ids-with-large-exponents",
            "A generator of numbers that shortens them with an exponent.",
            || list(r#"[{"id":1e400,"name":"Knots"},{"id":1e401,"name":"Lines"}]"#),
        ),
        ready(
            "weight-with-a-large-exponent",
            "A field for the service's own use, with no limit in size.",
            || {
                list(
                    r#"[{"id":1,"name":"Knots","weight":1e400},{"id":2,"name":"Lines","weight":-2.5E-9999}]"#,
                )
            },
        ),
        ready("id-zero-and-below", "A list that counts from zero, and a trial test before it.", || {
            list(r#"[{"id":0,"name":"Knots"},{"id":-1,"name":"Trial"},{"id":1,"name":"Lines"}]"#)
        }),
        ready("ids-as-text-with-leading-zeros", "Article numbers of an older system.", || {
            list(r#"[{"id":"01","name":"Knots"},{"id":"1","name":"Lines"},{"id":"001","name":"Sails"}]"#)
        }),
        ready("ids-that-differ-in-case-alone", "Short ids in base 62, as link shorteners make them.", || {
            list(r#"[{"id":"aZ3","name":"Knots"},{"id":"Az3","name":"Lines"},{"id":"az3","name":"Sails"}]"#)
        }),
        ready("ids-as-numbers-and-as-text", "Two catalogues in one list, of which one has slugs.", || {
            list(r#"[{"id":1,"name":"Knots"},{"id":"lines","name":"Lines"},{"id":"sails-2","name":"Sails"}]"#)
        }),
    ]
}

/// How the list is written.
fn shapes() -> Vec<Service> {
    vec![
        ready(
            "keys-twice-in-an-entry",
            "A serializer that writes defaults first; the last value counts.",
            || {
                list(concat!(
                    r#"[{"id":null,"name":"","id":1,"name":"Knots"},"#,
                    r#"{"id":1,"name":"Knots","id":2,"name":"Lines"}]"#,
                ))
            },
        ),
        ready(
            "names-all-escaped",
            "PHP's json_encode, which writes everything beyond ASCII as escapes.",
            || {
                list(concat!(
                    r#"[{"id":1,"name":"\u041c\u043e\u0440\u0435 \ud83e\udea2"},"#,
                    r#"{"id":2,"name":"N\u00e4he \/ Ferne"}]"#,
                ))
            },
        ),
        ready(
            "half-an-emoji-in-a-description",
            "JavaScript that cuts a text in the middle of an emoji.",
            || list(r#"[{"id":1,"name":"Knots","about":"All about knots \ud83e"},{"id":2,"name":"Lines"}]"#),
        ),
        ready("much-more-in-each-entry", "A service that hands out what its own pages need.", || {
            list(concat!(
                r#"[{"error":null,"href":"https://app.harbourtests.io/1","tags":["a","b"],"name":"Knots","#,
                r#""levels":{"id":7,"name":null,"of":[[[{"id":1}]]]},"id":1,"price":0.1,"is_new":false}]"#,
            ))
        }),
        ready(
            "spread-over-lines",
            "A list that is written by hand and served as a file, with tabs and an end of line.",
            || list("\r\n[\n\t{\n\t\t\"name\" : \"Knots\",\n\t\t\"id\" : 1\n\t}\n]\n\n"),
        ),
        ready(
            "five-hundred-tests-of-a-megabyte",
            "A big catalogue, with a description of each test.",
            || {
                let about = "Lines and knots. ".repeat(110);
                let entries: Vec<String> = (1..=500)
                    .map(|id| format!(r#"{{"id":{id},"name":"Test {id}","about":"{about}"}}"#))
                    .collect();
                list(&format!("[{}]", entries.join(",")))
            },
        ),
    ]
}

/// Names.
fn words() -> Vec<Service> {
    vec![
        ready(
            "names-with-less-than-and-ampersand",
            "Names that are plain text, though they look like code.",
            || {
                named(&[
                    "Sales < 5 years & > 2",
                    "R&D",
                    "AT&T; sales",
                    "Is 3<4 and 5>4?",
                    "I <3 sailing",
                    "1 <= 2",
                ])
            },
        ),
        ready(
            "names-with-angle-brackets",
            "Tests for programmers, whose languages are full of brackets.",
            || {
                named(&[
                    "Generics: List<String> in Java",
                    "vector<int> in C++",
                    "#include <vector>",
                    "if x<y && y>z",
                ])
            },
        ),
        ready("names-that-speak-of-errors", "Tests about errors, which is no reason to see one.", || {
            named(&[
                "404 Not Found: HTTP basics",
                "Error handling",
                "null and undefined",
                "Unauthorized access",
            ])
        }),
        ready("names-in-persian-and-hindi", "Scripts that need joiners of no width between letters.", || {
            named(&[
                "\u{622}\u{632}\u{645}\u{648}\u{646} \
                 \u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
                "\u{915}\u{94d}\u{200d}\u{937} \u{92a}\u{930}\u{940}\u{915}\u{94d}\u{937}\u{93e}",
                "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3} \u{dbd}\u{d82}\u{d9a}\u{dcf}",
            ])
        }),
        ready(
            "names-in-hebrew-and-arabic",
            "Names that run from right to left, with a mark that keeps C++ in order.",
            || {
                named(&[
                    "\u{5de}\u{5d1}\u{5d7}\u{5df} \u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}",
                    "\u{627}\u{62e}\u{62a}\u{628}\u{627}\u{631} \u{627}\u{644}\u{644}\u{63a}\u{629}",
                    "\u{5de}\u{5d1}\u{5d7}\u{5df} C++\u{200e} \u{5de}\u{5ea}\u{5e7}\u{5d3}\u{5dd}",
                ])
            },
        ),
        ready(
            "names-with-joined-emoji",
            "Names with a family, a flag of tags and a heart with its variation.",
            || {
                named(&[
                    "Teamwork \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
                    "English \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                    "Care \u{2764}\u{fe0f}",
                ])
            },
        ),
        ready(
            "names-with-soft-hyphens-and-hard-spaces",
            "Names set by a person who knows typography.",
            || {
                named(&[
                    "Sicherheits\u{ad}unterweisung",
                    "Fran\u{e7}ais\u{202f}: niveau B2",
                    "20\u{a0}minutes",
                ])
            },
        ),
        ready(
            "names-with-combining-marks",
            "Names typed on a Mac, whose umlauts are two characters.",
            || {
                named(&[
                    "Pru\u{308}fung fu\u{308}r Ku\u{308}che",
                    "Ti\u{1ebf}ng Vi\u{ea}\u{323}t",
                    "Cafe\u{301}",
                ])
            },
        ),
        ready("names-of-one-character", "Tests named by their level, and one with a Chinese name.", || {
            named(&["A", "7", "\u{7e69}"])
        }),
    ]
}

fn list(text: &str) -> Behaviour {
    let list = Reply::json(200, text);
    Box::new(move |asked| with_list(asked, list.clone()))
}

fn named(names: &[&str]) -> Behaviour {
    let list = list_of(names);
    Box::new(move |asked| with_list(asked, list.clone()))
}
