//! The article does not exist, and a friendly page with status 200 says so.

use super::{Reply, Service, article, fault, menu, moved, page};

const CHECKS: &[&str] = &["HELP-2"];

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "page-we-cannot-find",
            "The help centre answers 200 for articles it does not have, in its own tone of voice.",
            CHECKS,
            "",
            || article(english),
        ),
        fault(
            "page-we-cannot-find-in-dutch",
            "A Dutch website builder shows its error page with status 200.",
            CHECKS,
            "",
            || article(dutch),
        ),
        fault(
            "page-we-cannot-find-in-german",
            "The German content system treats its error page as a page like any other.",
            CHECKS,
            "",
            || article(german),
        ),
        fault(
            "page-we-cannot-find-in-french",
            "The French site leads unknown addresses to a page about the lost page.",
            CHECKS,
            "",
            || moved(302, "/page-introuvable", french),
        ),
        fault(
            "page-we-cannot-find-in-polish",
            "A Polish shop system answers 200 with a sad cat.",
            CHECKS,
            "",
            || article(polish),
        ),
        fault(
            "page-we-cannot-find-in-spanish",
            "The Spanish help centre says that the article was moved or deleted, with 200.",
            CHECKS,
            "",
            || article(spanish),
        ),
        fault(
            "lost-page-under-a-long-menu",
            "The page says in one line that there is nothing, among eighty links of the website.",
            CHECKS,
            "",
            || article(under_a_long_menu),
        ),
        fault(
            "lost-page-that-lists-other-articles",
            "The help centre offers its popular articles in place of the one that was deleted.",
            CHECKS,
            "",
            || article(other_articles),
        ),
        fault(
            "lost-page-above-a-german-footer",
            "The shop shows hundreds of words about itself below one line that the page is missing.",
            CHECKS,
            "",
            || article(above_a_footer),
        ),
        fault(
            "article-that-is-still-a-draft",
            "The address is public, the article behind it has not been published.",
            CHECKS,
            "",
            || {
                article(|| {
                    let body = "<main><h1>Coming soon</h1><p>We are still writing this article. Please check back \
                        later.</p></main>";
                    page("en", "Harbour Tests Help", body)
                })
            },
        ),
        fault(
            "search-page-without-a-result",
            "The help centre turns an unknown address into a search for its last word.",
            CHECKS,
            "",
            || moved(302, "/search?q=recruitee", no_results),
        ),
        fault(
            "site-under-maintenance-with-two-hundred",
            "A maintenance page has been left in place, and it comes with 200.",
            CHECKS,
            "",
            || {
                article(|| {
                    let body = "<main><h1>Wir sind gleich zurück</h1><p>Unsere Website wird gerade gewartet. Bitte \
                        versuchen Sie es in Kürze noch einmal.</p></main>";
                    page("de", "Wartungsarbeiten", body)
                })
            },
        ),
    ]
}

fn english() -> Reply {
    let body = r#"<main>
<h1>Hmm, this is awkward</h1>
<p>We can’t seem to find the page you’re looking for. It may have set sail, or it may never have been here.</p>
<form role="search"><input type="search" placeholder="Search for answers"></form>
<p><a href="/">Take me home</a></p>
</main>"#;
    let head = menu(&["Help Center", "Contact us", "Status"]);
    page("en", "Harbour Tests Help Center", &format!("{head}\n{body}"))
}

fn dutch() -> Reply {
    let body = r#"<main>
<h1>Oeps!</h1>
<p>Deze pagina bestaat niet (meer). Misschien is de link verouderd of heb je een typefout gemaakt.</p>
<a class="button" href="/">Terug naar de startpagina</a>
</main>"#;
    page("nl", "Harbour Tests", &format!("{}\n{body}", menu(&["Home", "Tests", "Prijzen", "Contact"])))
}

fn german() -> Reply {
    let body = r#"<main>
<h2>Hier ist leider nichts zu sehen</h2>
<p>Die gewünschte Seite konnten wir nicht finden. Vielleicht wurde sie umbenannt oder gelöscht.</p>
<p>Nutzen Sie unsere Suche oder gehen Sie zur <a href="/">Startseite</a>.</p>
</main>"#;
    page("de", "Ups – Harbour Tests", &format!("{}\n{body}", menu(&["Tests", "Preise", "Hilfe", "Kontakt"])))
}

fn french() -> Reply {
    let body = r#"<main>
<h1>Oups, vous êtes perdu en mer</h1>
<p>La page que vous cherchez est introuvable : elle a été déplacée, ou elle n’existe plus.</p>
<p><a href="/">Retour à l’accueil</a></p>
</main>"#;
    page("fr", "Harbour Tests", body)
}

fn polish() -> Reply {
    let body = r#"<main>
<img src="/kot.png" alt="Smutny kot">
<h1>Ups! Nie ma takiej strony</h1>
<p>Nie udało się znaleźć strony, której szukasz. Sprawdź adres albo wróć na stronę główną.</p>
</main>"#;
    page("pl", "Harbour Tests", &format!("{}\n{body}", menu(&["Sklep", "Testy", "Kontakt", "Koszyk"])))
}

fn spanish() -> Reply {
    let body = r#"<main>
<h1>¡Vaya! No encontramos este artículo</h1>
<p>Es posible que se haya movido o eliminado. Prueba a buscarlo o vuelve al inicio.</p>
<form><input type="search" placeholder="Buscar artículos"></form>
</main>"#;
    page("es", "Centro de ayuda de Harbour Tests", body)
}

fn under_a_long_menu() -> Reply {
    let groups =
        ["Sales", "Support", "Engineering", "Finance", "Hospitality", "Logistics", "Marketing", "Nursing"];
    let kinds = ["tests", "interview questions", "job descriptions", "salary guide", "templates"];
    let words: Vec<String> =
        groups.iter().flat_map(|group| kinds.iter().map(move |kind| format!("{group} {kind}"))).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let body = "<main><p>Sorry, we couldn’t find that page.</p></main>";
    page("en", "Harbour Tests", &format!("{}\n{body}\n{}", menu(&words), menu(&words)))
}

fn other_articles() -> Reply {
    let body = r##"<main>
<h1>This article is no longer available</h1>
<p>Here are some that other people found useful:</p>
<ul>
<li><a href="#">Where do I find my API token?</a></li>
<li><a href="#">How do I connect Harbour Tests to my ATS?</a></li>
<li><a href="#">How to use the integration with Recruitee</a></li>
<li><a href="#">Inviting a candidate to a test</a></li>
<li><a href="#">Understanding scores</a></li>
</ul>
</main>"##;
    page("en", "Harbour Tests Help Center", body)
}

fn above_a_footer() -> Reply {
    let about = "Harbour Tests entwickelt seit 2014 Eignungstests für Seefahrt, Logistik und Handel. Unsere Tests \
        entstehen zusammen mit Menschen, die den Beruf ausüben, und werden jedes Jahr überprüft. ";
    let body = format!(
        "<main><p>Die von Ihnen aufgerufene Seite existiert nicht mehr.</p></main>\n<footer><h3>Über uns</h3>\n\
         <p>{}</p>\n<h3>Newsletter</h3><p>Neuigkeiten aus dem Hafen, einmal im Monat.</p></footer>",
        about.repeat(6)
    );
    page("de", "Harbour Tests", &format!("{}\n{body}", menu(&["Tests", "Branchen", "Preise", "Über uns"])))
}

fn no_results() -> Reply {
    let body = r"<main>
<h1>Search results for “recruitee”</h1>
<p>0 results</p>
<p>We couldn’t find anything that matches your search. Try other words, or browse our topics.</p>
</main>";
    page(
        "en",
        "Search | Harbour Tests Help",
        &format!("{body}\n{}", menu(&["Billing", "Tests", "Candidates"])),
    )
}
