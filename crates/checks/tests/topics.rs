//! What an article says, as a run of the checks judges it: each finding beside the one that only looks like it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{ARTICLE, answer, judge};

fn topics(page: &str) -> Vec<(State, String)> {
    let mut evidence = faultless::faultless();
    evidence.answers.insert(Call::Article, answer(200, "text/html; charset=utf-8", page));
    let of_text = ["HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    let verdicts = judge(&evidence).into_iter().filter(|verdict| of_text.contains(&verdict.id));
    verdicts.map(|verdict| (verdict.state, verdict.sentence.key)).collect()
}

fn found(page: &str) -> Vec<String> {
    let wrong = topics(page).into_iter().filter(|(state, _)| *state != State::Pass);
    wrong.map(|(_, key)| key.trim_start_matches("check.").to_owned()).collect()
}

#[test]
fn a_right_article_passes_with_the_words_in_which_it_says_so() {
    let verdicts = judge(&faultless::faultless());
    for id in ["HELP-3", "HELP-4", "HELP-5"] {
        let verdict = verdicts.iter().find(|verdict| verdict.id == id).unwrap();
        assert_eq!(verdict.state, State::Pass);
        let (name, quote) = &verdict.sentence.args[0];
        assert_eq!(*name, "quote");
        assert!(ARTICLE.replace("    ", "").contains(quote.split(". ").next().unwrap()), "{quote}");
    }
    assert_eq!(found(ARTICLE), [] as [&str; 0]);
}

#[test]
fn each_missing_topic_is_named_alone() {
    let without = |sentence: &str| {
        assert!(ARTICLE.contains(sentence), "{sentence}");
        found(&format!(
            "{}<p>{}</p>",
            ARTICLE.replace(sentence, ""),
            "Harbour tests what a job asks for. ".repeat(5)
        ))
    };
    assert_eq!(
        without("Copy your token under Settings, Integrations in Harbour Tests. "),
        ["HELP-3.missing"]
    );
    assert_eq!(
        without("Paste it in Recruitee under Marketplace, Harbour Tests, and press Enable. "),
        ["HELP-4.missing"]
    );
    assert_eq!(
        without(
            "Then open a candidate, choose Send test, pick a test and press Send. The result shows on the profile of the candidate on the same day."
        ),
        ["HELP-5.missing"]
    );
}

#[test]
fn an_article_about_another_product_is_told_as_that() {
    let other = ARTICLE.replace("Recruitee", "Greenhouse");
    let all = |finding: &str| [3, 4, 5, 6].map(|number| format!("HELP-{number}.{finding}"));
    assert_eq!(found(&other), all("other_product"));
    // A product that nobody knows, or none.
    assert_eq!(found(&ARTICLE.replace("Recruitee", "Hirewise")), all("no_recruitee"));
    assert_eq!(found(&ARTICLE.replace("Harbour Tests", "Seaworthy")), ["HELP-6.no_partner"]);
    let neither = ARTICLE.replace("Recruitee", "Hirewise").replace("Harbour Tests", "Seaworthy");
    assert_eq!(found(&neither)[3], "HELP-6.neither");
}

#[test]
fn the_token_of_recruitee_is_told_apart_from_the_partners() {
    let page = format!(
        "<h1>Connect Harbour Tests to Recruitee</h1><p>In Recruitee, open Settings, Apps and plugins, Personal API \
         tokens. Create a Personal API token and copy it. Paste it in Harbour Tests under Integrations.</p><p>{}</p>",
        "Harbour tests what a job asks for. ".repeat(5)
    );
    assert_eq!(found(&page)[0], "HELP-3.recruitees_token");
}

#[test]
fn a_language_that_is_not_read_leaves_the_topics_to_a_person() {
    let italian = "<h1>Collegare Harbour Tests a Recruitee</h1><p>In Harbour Tests apri le impostazioni e poi le \
        integrazioni, dove trovi il tuo token. Copialo, apri il mercato di Recruitee, cerca il nostro prodotto e incolla \
        il token nella finestra che si apre. Poi apri un candidato, scegli una prova e inviala: il risultato \
        compare nel profilo della persona appena ha finito.</p>";
    assert_eq!(found(italian), ["unknown.language"; 3]);
    assert!(topics(italian).iter().take(3).all(|(state, _)| *state == State::Unknown));
}

#[test]
fn a_person_may_confirm_what_cannot_be_read_or_was_not_found_and_nothing_else() {
    for (id, sentence, may) in [
        ("HELP-3", "check.unknown.language", true),
        ("HELP-5", "check.HELP-5.missing", true),
        ("HELP-3", "check.HELP-3.recruitees_token", false),
        ("HELP-4", "check.HELP-3.missing", false),
        ("HELP-4", "check.HELP-4.other_product", false),
        ("HELP-6", "check.HELP-6.missing", false),
        ("HELP-2", "check.unknown.language", false),
        ("TOKEN-2", "check.TOKEN-2.missing", false),
    ] {
        assert_eq!(may_be_confirmed(id, sentence), may, "{id} {sentence}");
    }
}

#[test]
fn a_page_that_shows_only_its_question_about_cookies_is_no_article() {
    let help_2 = |page: &str| {
        let mut evidence = faultless::faultless();
        evidence.answers.insert(Call::Article, answer(200, "text/html", page));
        judge_one("HELP-2", &evidence).unwrap().sentence.key
    };
    for wall in [
        "<title>Harbour</title><div class=cookie-consent><p>We use cookies. Accept them to read on.</p><button>Accept</button></div>",
        "<title>Harbour</title><dialog open><p>Wij gebruiken cookies. Akkoord?</p><button>Akkoord</button></dialog>",
        "<title>Harbour</title><main><h1>Vor dem Lesen</h1><p>Wir verwenden Cookies, um diese Seite zu verbessern, \
         und Cookies von Partnern, um Werbung zu zeigen. Mit einem Klick auf „Alle akzeptieren“ stimmen Sie allen \
         Cookies zu, die wir und unsere 128 Partner setzen. Ohne Zustimmung lesen Sie hier nicht weiter.</p>\
         <button>Alle akzeptieren</button></main>",
    ] {
        assert_eq!(help_2(wall), "check.HELP-2.cookie_wall", "{wall}");
    }
    for page in [
        format!("{ARTICLE}<div class=cookie-consent><p>We use cookies.</p><button>Accept</button></div>"),
        format!("{ARTICLE}<p>Recruitee asks you to accept its cookies first.</p>"),
    ] {
        assert_eq!(help_2(&page), "check.HELP-2.pass", "{page}");
    }
    let footer = "<h1>Help</h1><p>Coming soon.</p><footer>Cookie policy</footer>";
    assert_eq!(help_2(footer), "check.HELP-2.empty");
}
