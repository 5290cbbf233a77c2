//! Names and descriptions of partners that a careless check takes for markup, for invisible or for left over.

use super::{ready, with_article};
use crate::services::{ARTICLE, Behaviour, Reply, Service};

pub(super) fn services() -> Vec<Service> {
    vec![
        Service {
            record: |draft| draft.name = "B&B Tests".into(),
            ..ready("partner-with-an-ampersand", "A firm named after its two founders.", || {
                of("B&amp;B Tests")
            })
        },
        Service {
            record: |draft| draft.name = "We <3 Tests".into(),
            ..ready("partner-with-a-heart", "A young firm whose name holds a heart in ASCII.", || {
                of("We &lt;3 Tests")
            })
        },
        Service {
            record: |draft| draft.name = "R<D Labs".into(),
            ..ready("partner-with-a-less-than", "A firm whose name is a joke about research.", || {
                of("R&lt;D Labs")
            })
        },
        Service {
            record: |draft| draft.name = "Ünïcode Prüfungen".into(),
            ..ready("partner-with-umlauts", "A firm in Zürich; its page writes umlauts as entities.", || {
                of("&Uuml;n&iuml;code Pr&uuml;fungen")
            })
        },
        Service {
            record: |draft| draft.name = "测试".into(),
            ..ready("partner-in-chinese", "A firm whose name is two characters long and means tests.", || {
                of("测试")
            })
        },
        Service {
            record: |draft| draft.name = "\u{622}\u{632}\u{645}\u{648}\u{646}\u{200c}\u{647}\u{627}".into(),
            ..ready("partner-in-persian", "A firm whose name needs a joiner of no width.", || {
                of("\u{622}\u{632}\u{645}\u{648}\u{646}&zwnj;\u{647}\u{627}")
            })
        },
        Service {
            record: |draft| draft.name = "Harbour & Lake Assessments Ltd".into(),
            ..ready("partner-of-thirty-characters", "A firm that uses its full name.", || {
                of("Harbour &amp;\n Lake Assessments Ltd")
            })
        },
        Service {
            record: |draft| {
                draft.description =
                    "Tests of everyday work, for example to-do lists, sample letters and forms with \
                                     placeholders. A description of each test is included."
                        .into();
            },
            ..ready(
                "description-with-words-of-a-draft",
                "A firm that tests office work, and says how.",
                || of("Harbour Tests"),
            )
        },
    ]
}

/// The right service, whose article speaks of the partner by this name, written in HTML.
fn of(name: &str) -> Behaviour {
    let page = Reply::html(200, ARTICLE.replace("Harbour Tests", name));
    Box::new(move |asked| with_article(asked, page.clone()))
}
