//! Labelled articles in six languages: precision and recall of each topic, and what must hold for any page.
//!
//! The pages in `articles/held_out` were written by somebody who had not seen the rules, and the rules are not written
//! by looking at them. Pages that were held out once, and have been looked at since, stand in `articles/more`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and its numbers are read"
)]

use checks::{Answer, ArticleVerdict, Call, Evidence, Language, judge_article};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// Whose pages they are.
const SETS: [&str; 3] = ["open", "more", "held_out"];
const IDS: [&str; 6] = ["HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("there is no text {key} in {value}"))
}

/// A page with what is right to say of it.
struct Labelled {
    file: String,
    language: String,
    /// Of HELP-1 to HELP-6.
    verdicts: Vec<String>,
    found: (Option<Language>, Vec<ArticleVerdict>),
}

fn judge(body: Vec<u8>, partner: &str) -> (Option<Language>, Vec<ArticleVerdict>) {
    let answer = Answer {
        status: 200,
        content_type: "text/html; charset=utf-8".into(),
        headers: Vec::new(),
        body,
        body_fault: None,
        is_cut: false,
        redirect: None,
        found_at: None,
        took_ms: 1,
        came_at_ms: 1,
    };
    let mut evidence = Evidence::default();
    evidence.answers.insert(Call::Article, Ok(answer));
    judge_article(&evidence, Some(partner))
}

fn set(name: &str) -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name);
    let labels: Vec<Value> = serde_json::from_slice(&fs::read(folder.join("labels.json")).unwrap()).unwrap();
    let one = |label: &Value| {
        let file = text(label, "file").to_owned();
        let body = fs::read(folder.join(&file)).unwrap();
        let verdicts = label.get("verdicts").unwrap();
        Labelled {
            language: text(label, "language").to_owned(),
            verdicts: IDS.iter().map(|id| text(verdicts, id).to_owned()).collect(),
            found: judge(body, text(label, "partner")),
            file,
        }
    };
    labels.iter().map(one).collect()
}

/// How often a check that should pass passes, or does not; and the same of one that should fail.
#[derive(Clone, Copy, Default)]
struct Counts {
    passed: usize,
    missed: usize,
    wrong: usize,
    failed: usize,
}

impl Counts {
    fn precision(self) -> f64 {
        ratio(self.passed, self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.passed, self.missed)
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are some hundred pages")]
fn ratio(right: usize, other: usize) -> f64 {
    right as f64 / (right + other).max(1) as f64
}

fn counts(pages: &[&Labelled]) -> BTreeMap<&'static str, Counts> {
    let mut all: BTreeMap<&str, Counts> = BTreeMap::new();
    for page in pages {
        for (index, id) in IDS.into_iter().enumerate() {
            let counts = all.entry(id).or_default();
            match (page.verdicts[index].as_str(), page.found.1[index].passes) {
                ("pass", Some(true)) => counts.passed += 1,
                ("pass", _) => counts.missed += 1,
                ("fail", Some(true)) => counts.wrong += 1,
                ("fail", _) => counts.failed += 1,
                // A person could not tell either.
                _ => {}
            }
        }
    }
    all
}

/// Of a topic: the least precision and the least recall.
type Least = (&'static str, f64, f64);

/// What must hold over all pages.
const BAR: [Least; 6] = [
    ("HELP-1", 0.95, 0.9),
    ("HELP-2", 0.95, 0.9),
    ("HELP-3", 0.95, 0.9),
    ("HELP-4", 0.95, 0.9),
    ("HELP-5", 0.95, 0.9),
    ("HELP-6", 0.95, 0.9),
];

/// What holds of the pages held out, rounded down: never lower than the bar.
const HELD_OUT: [Least; 6] = [
    ("HELP-1", 0.95, 0.9),
    ("HELP-2", 0.95, 0.9),
    ("HELP-3", 0.95, 0.94),
    ("HELP-4", 0.95, 0.94),
    ("HELP-5", 0.95, 0.91),
    ("HELP-6", 0.95, 0.9),
];

/// Prints how well each topic is found, and asks for the least of it.
fn measure(name: &str, pages: &[&Labelled], least: Option<&[Least; 6]>) {
    println!("{name}: {} pages", pages.len());
    for (id, counts) in counts(pages) {
        let Counts { passed, missed, wrong, failed } = counts;
        let (precision, recall) = (counts.precision(), counts.recall());
        println!(
            "  {id} precision {precision:.3} recall {recall:.3} (passed {passed}, missed {missed}, wrong {wrong}, failed {failed})"
        );
        let least = least.and_then(|least| least.iter().find(|(of, _, _)| *of == id));
        if let Some((_, least_precision, least_recall)) = least {
            assert!(
                precision >= *least_precision && recall >= *least_recall,
                "{name}, {id}: precision {precision:.3}, recall {recall:.3}"
            );
        }
    }
}

/// The bar is 95 and 90. It holds over all pages and over those held out alone; see [`HELD_OUT`].
#[test]
fn each_topic_is_found_with_a_precision_of_95_and_a_recall_of_90_in_a_hundred() {
    let sets = SETS.map(|name| (name, set(name)));
    let everything: Vec<&Labelled> = sets.iter().flat_map(|(_, pages)| pages).collect();
    assert!(everything.len() >= 100);
    for language in Language::ALL {
        assert!(everything.iter().any(|page| page.language == language.code()), "{}", language.code());
    }
    for (name, pages) in &sets {
        measure(name, &pages.iter().collect::<Vec<_>>(), (*name == "held_out").then_some(&HELD_OUT));
    }
    measure("all", &everything, Some(&BAR));
}

#[test]
fn the_language_of_each_article_is_told() {
    for page in SETS.into_iter().flat_map(set) {
        // Pages that say too little are not judged.
        if page.verdicts[1] == "pass" {
            let found = page.found.0.map(Language::code);
            // Of one that is not read, nothing is told.
            let is_read = |code: &str| Language::ALL.into_iter().any(|language| language.code() == code);
            let language = Some(page.language.as_str()).filter(|code| is_read(code));
            assert_eq!(found, language, "{}", page.file);
        }
    }
}

#[test]
fn nothing_is_said_of_the_topics_of_a_page_that_is_no_article() {
    let pages = [
        "<title>Page not found</title><h1>Page not found</h1><p>In Acme, open Settings and copy your token.</p>",
        "<div id=root></div><script src=app.js></script>",
        "",
    ];
    for page in pages {
        let (_, verdicts) = judge(page.as_bytes().to_vec(), "Acme");
        assert!(verdicts[2..].iter().all(|verdict| verdict.passes.is_none()), "{page}: {verdicts:?}");
    }
}

#[test]
fn an_article_in_a_language_that_is_not_read_is_left_to_a_person() {
    let page = "<h1>Integrera Acme med Recruitee</h1>".to_owned()
        + &"<p>Öppna inställningarna i Acme och kopiera din nyckel. Klistra sedan in nyckeln i Recruitee och \
           bjud in dina kandidater därifrån, så syns resultatet på profilen inom några minuter.</p>"
            .repeat(4);
    let (language, verdicts) = judge(page.into_bytes(), "Acme");
    assert_eq!(language, None);
    assert!(verdicts[2..5].iter().all(|verdict| verdict.passes.is_none()), "{verdicts:?}");
}

#[test]
fn menus_hidden_texts_and_comments_answer_no_topic() {
    let body = "This page tells how much the tests cost and how the data of candidates is protected in Recruitee. \
                Nothing else is on it, and it is long enough to be an article about Acme and what it stands for. "
        .repeat(3);
    let steps = "<p>In Acme, open Settings, then Integrations, and copy your API token. In Recruitee, open Marketplace, \
                 click Integrate and paste the token. Open a candidate and click Send test.</p>";
    let verdicts = |around: &dyn Fn(&str) -> String| {
        let page = format!("<main><h1>Acme and Recruitee</h1><p>{body}</p></main>{}", around(steps));
        judge(page.into_bytes(), "Acme").1
    };
    let shown = verdicts(&|steps| format!("<main>{steps}</main>"));
    assert!(shown[2..5].iter().all(|verdict| verdict.passes == Some(true)), "{shown:?}");
    for around in [
        &(|steps: &str| format!("<nav>{steps}</nav>")) as &dyn Fn(&str) -> String,
        &|steps| format!("<footer>{steps}</footer>"),
        &|steps| format!("<aside>{steps}</aside>"),
        &|steps| format!("<div hidden>{steps}</div>"),
        &|steps| format!("<div style='display: none'>{steps}</div>"),
        &|steps| format!("<!-- {steps} -->"),
        &|steps| format!("<template>{steps}</template>"),
        &|steps| format!("<script type='application/json'>{steps}</script>"),
        &|steps| format!("<a href=/x>{steps}</a>"),
    ] {
        let hidden = verdicts(around);
        assert!(
            hidden[2..5].iter().all(|verdict| verdict.passes == Some(false)),
            "{}: {hidden:?}",
            around("…")
        );
    }
}
