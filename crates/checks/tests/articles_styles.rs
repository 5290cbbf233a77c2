//! Ways to say the same that a help article may have: each beside the one that only looks like it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use checks::{Answer, Call, Evidence, judge_article};

/// What every page says besides, in the language of the page: enough to be an article.
const ABOUT: [(&str, &str); 6] = [
    (
        "en",
        "Acme measures what a job asks for, and this page is about Acme and Recruitee together. It was written for those who hire people and look after both products in their company.",
    ),
    (
        "nl",
        "Acme meet wat een baan vraagt, en deze pagina gaat over Acme en Recruitee samen. Zij is geschreven voor mensen die personeel werven en die in hun bedrijf over beide producten gaan.",
    ),
    (
        "de",
        "Acme misst, was eine Stelle verlangt, und diese Seite handelt von Acme und Recruitee zusammen. Sie ist für alle geschrieben, die im Unternehmen für beide Produkte zuständig sind.",
    ),
    (
        "fr",
        "Acme mesure ce qu’un poste demande, et cette page traite d’Acme et de Recruitee ensemble. Elle est écrite pour celles et ceux qui s’occupent des deux produits dans leur société.",
    ),
    (
        "pl",
        "Acme mierzy to, czego wymaga dane stanowisko, a ta strona dotyczy Acme i Recruitee razem. Jest napisana dla tych, którzy w swojej firmie zajmują się oboma produktami na co dzień.",
    ),
    (
        "es",
        "Acme mide lo que un puesto pide, y esta página trata de Acme y de Recruitee juntos. Está escrita para quienes se ocupan de los dos productos en su empresa desde hace tiempo.",
    ),
];

/// The checks of topics that pass on a page of that text.
fn passes(language: &str, text: &str) -> Vec<&'static str> {
    let about = ABOUT.iter().find(|(code, _)| *code == language).unwrap().1;
    let page =
        format!("<main><h1>Acme + Recruitee</h1><p>{about}</p>{text}<h2>Acme</h2><p>{about}</p></main>");
    let answer = Answer {
        status: 200,
        content_type: "text/html; charset=utf-8".into(),
        headers: Vec::new(),
        body: page.into_bytes(),
        body_fault: None,
        is_cut: false,
        redirect: None,
        found_at: None,
        took_ms: 1,
        came_at_ms: 1,
    };
    let mut evidence = Evidence::default();
    evidence.answers.insert(Call::Article, Ok(answer));
    let (read, verdicts) = judge_article(&evidence, Some("Acme"));
    assert_eq!(read.unwrap().code(), language, "{text}");
    let topics = verdicts.into_iter().skip(2).take(3);
    topics.filter(|verdict| verdict.passes == Some(true)).map(|verdict| verdict.id).collect()
}

#[test]
fn a_row_of_a_table_tells_where_the_token_is_without_a_verb() {
    for (language, cells) in [
        ("en", ["API credentials", "Acme, admin console, developer page"]),
        ("nl", ["Toegangssleutel", "Acme, instellingen, tabblad Koppelingen"]),
        ("de", ["Zugangsschlüssel", "Acme, Verwaltung, Reiter Schnittstellen"]),
        ("fr", ["Clé de liaison", "Acme, espace client, onglet Connexions"]),
        ("pl", ["Klucz API", "Acme, panel administratora, zakładka Integracje"]),
        ("es", ["Clave de acceso", "Acme, panel de control, pestaña Conexiones"]),
    ] {
        let row =
            |cells: [&str; 2]| format!("<table><tr><td>{}</td><td>{}</td></tr></table>", cells[0], cells[1]);
        assert_eq!(passes(language, &row(cells)), ["HELP-3"], "{cells:?}");
        let elsewhere = cells[1].replace("Acme", "Recruitee");
        assert_eq!(passes(language, &row([cells[0], &elsewhere])), [""; 0], "{elsewhere}");
    }
    let who = "<table><tr><td>API credentials</td><td>Your account manager at Acme</td></tr></table>";
    assert_eq!(passes("en", who), ["HELP-3"]);
    let when = "<table><tr><td>API credentials</td><td>Twelve months, then they expire</td></tr></table>";
    assert_eq!(passes("en", when), [""; 0]);
}

#[test]
fn a_step_in_the_partners_product_answers_where_the_token_is_whatever_the_place_is_called() {
    for (language, question, step) in [
        ("en", "Where do I get the key?", "If you own the contract, open Plumbing in Acme."),
        ("nl", "Waar vind ik de sleutel?", "Als je eigenaar bent, klik in Acme op Loodgieter."),
        (
            "de",
            "Woher bekomme ich den Schlüssel?",
            "Falls Sie Inhaber sind, klicken Sie in Acme auf Klempner.",
        ),
        ("fr", "Où trouver la clé ?", "Si vous êtes titulaire, cliquez dans Acme sur Plomberie."),
        ("pl", "Skąd wziąć klucz?", "Jeśli są Państwo właścicielem, proszę w Acme wybrać Hydraulika."),
        ("es", "¿De dónde saco la clave?", "Si eres titular, pulsa Fontanero en Acme."),
    ] {
        assert_eq!(passes(language, &format!("<h2>{question}</h2><p>{step}</p>")), ["HELP-3"], "{step}");
    }
    let other = "<h2>Where do I get the invoice?</h2><p>If you own the contract, open Plumbing in Acme.</p>";
    assert_eq!(passes("en", other), [""; 0]);
}

#[test]
fn what_the_partners_people_hand_out_is_theirs_in_a_list_that_names_recruitee_too() {
    let list = |second: &str| format!("<ul><li>In Recruitee, log in as an admin</li><li>{second}</li></ul>");
    assert_eq!(passes("en", &list("Your pairing code, which our support sends you")), ["HELP-3"]);
    assert_eq!(passes("en", &list("Your pairing code, which is kept secret")), [""; 0]);
}

#[test]
fn the_step_after_which_the_candidate_is_invited_is_use() {
    for (language, step, invited) in [
        ("en", "Click the feather.", "The candidate gets an email."),
        ("nl", "Klik op het veertje.", "De kandidaat krijgt een mail."),
        ("de", "Klicken Sie auf die Feder.", "Die Person erhält eine E-Mail."),
        ("fr", "Cliquez sur la plume.", "Le candidat reçoit un courriel."),
        ("pl", "Kliknij piórko.", "Kandydat otrzyma wiadomość."),
        ("es", "Pulsa la pluma.", "El candidato recibe un correo."),
    ] {
        assert_eq!(passes(language, &format!("<p>{step} {invited}</p>")), ["HELP-5"], "{step}");
        assert_eq!(passes(language, &format!("<p>{invited}</p>")), [""; 0], "{invited}");
    }
    let integrated = "<p>Click Integrate. The candidate gets an email.</p>";
    assert!(!passes("en", integrated).contains(&"HELP-5"), "turning it on is no use of it");
}

#[test]
fn a_step_below_a_heading_about_sending_is_use() {
    let page = |heading: &str| format!("<h2>{heading}</h2><p>Click the feather and choose a quiz.</p>");
    assert_eq!(passes("en", &page("Send a quiz")), ["HELP-5"]);
    assert_eq!(passes("en", &page("Write a quiz")), [""; 0]);
}

#[test]
fn what_readers_comment_answers_no_topic() {
    let steps = "<p>In Acme, open Settings > Keys and copy your API token. In Recruitee, open Marketplace, click \
                 Integrate and paste the token. Open a candidate and click Send test.</p>";
    let below = |heading: &str| passes("en", &format!("<h2>{heading}</h2><h3>Petra</h3>{steps}"));
    assert_eq!(below("Steps"), ["HELP-3", "HELP-4", "HELP-5"]);
    assert_eq!(below("2 comments"), [""; 0]);
}

#[test]
fn a_key_for_another_tool_is_not_the_token() {
    let key = |tool: &str| format!("<p>For {tool}, open Settings > {tool} in Acme and copy the key.</p>");
    assert_eq!(passes("en", &key("Recruitee")), ["HELP-3"]);
    assert_eq!(passes("en", &key("Zapier")), [""; 0]);
}

#[test]
fn columns_of_both_products_leave_open_where_a_cell_is() {
    let table = "<table><tr><th>Acme</th><th>Recruitee</th></tr><tr><td>Open Licence in the account menu.</td><td></td></tr>\
                 <tr><td>Copy the licence key that you see.</td><td></td></tr></table>";
    assert_eq!(passes("en", table), ["HELP-3"]);
    assert_eq!(passes("en", &table.replace("<th>Acme</th>", "<th></th>")), [""; 0]);
}

#[test]
fn an_adjective_spelled_like_a_verb_is_no_step() {
    let page = |what: &str| format!("<p>Each night we import the {what} of your candidates.</p>");
    assert_eq!(passes("en", &page("open positions")), [""; 0]);
    let step = "<p>Each night, open the profile of your candidates.</p>";
    assert_eq!(passes("en", step), ["HELP-5"]);
}
