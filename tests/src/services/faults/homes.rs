//! The article is gone, and its address leads to a home page in the reader's language.

use super::{Reply, Service, fault, menu, moved, page};

const CHECKS: &[&str] = &["HELP-2"];

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "article-leads-to-the-english-home-page",
            "After a relaunch every old address leads to the home page in the visitor's language.",
            CHECKS,
            "home",
            || moved(302, "/en", english),
        ),
        fault(
            "article-leads-to-the-dutch-home-page",
            "The Dutch website sends unknown addresses to its home page in two steps.",
            CHECKS,
            "home",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    "/help/recruitee" => Reply::redirect(301, "/").into(),
                    "/" => Reply::redirect(302, "/nl/home").into(),
                    "/nl/home" => dutch().into(),
                    _ => super::right(asked, super::TOKEN),
                })
            },
        ),
        fault(
            "article-leads-to-the-german-home-page",
            "The help host was given up and leads to the German start page of the main site.",
            CHECKS,
            "home",
            || moved(301, "https://www.harbourtests.io/de-DE/", german),
        ),
        fault(
            "article-leads-to-the-french-home-page",
            "The website chooses the language by a query and drops the path.",
            CHECKS,
            "home",
            || moved(307, "https://harbourtests.io/?lang=fr", french),
        ),
        fault(
            "article-leads-to-the-polish-help-centre",
            "The article was unpublished, and the help centre shows its Polish front page instead.",
            CHECKS,
            "home",
            || moved(302, "/hc/pl", polish),
        ),
        fault(
            "article-leads-to-the-spanish-home-page",
            "A static site redirects what it does not have to the Spanish index page.",
            CHECKS,
            "home",
            || moved(308, "/es/index.html", spanish),
        ),
    ]
}

fn english() -> Reply {
    let head =
        menu(&["Product", "Integrations", "Pricing", "Customers", "Resources", "Log in", "Book a demo"]);
    let body = r#"<main>
<h1>Hire for skills, not for CVs</h1>
<p>Harbour Tests gives your team a fair and fast way to see what candidates can do.</p>
<a href="/demo">Book a demo</a> <a href="/trial">Start a free trial</a>
<h2>Trusted by more than 900 teams</h2>
<h2>One library, 340 tests</h2>
<p>From knots to navigation: every test is written by people who do the job.</p>
<h2>Works with your ATS</h2>
<p>Recruitee, Greenhouse, Lever, Workable and many more.</p>
</main>
<footer><p>© 2026 Harbour Tests B.V.</p></footer>"#;
    page("en", "Harbour Tests | Skills tests that candidates like", &format!("{head}\n{body}"))
}

fn dutch() -> Reply {
    let head = menu(&["Product", "Oplossingen", "Prijzen", "Klanten", "Over ons", "Inloggen"]);
    let body = r#"<main>
<h1>De beste mensen aan boord</h1>
<p>Met Harbour Tests ontdek je in twintig minuten wat een kandidaat echt kan.</p>
<a href="/nl/demo">Plan een demo</a>
<h2>Waarom Harbour Tests?</h2>
<ul><li>Eerlijk: iedereen krijgt dezelfde vragen</li><li>Snel: resultaat op dezelfde dag</li>
<li>Gekoppeld: werkt met je ATS</li></ul>
<blockquote>“Wij vulden onze vacatures twee keer zo snel in.”</blockquote>
</main>"#;
    page("nl", "Harbour Tests – vaardigheden meten zonder gedoe", &format!("{head}\n{body}"))
}

fn german() -> Reply {
    let head = menu(&["Produkt", "Preise", "Referenzen", "Ressourcen", "Karriere", "Demo vereinbaren"]);
    let body = r#"<main>
<h1>Willkommen bei Harbour Tests</h1>
<p>Eignungstests, die Bewerberinnen und Bewerber gerne machen, und Ergebnisse, auf die Sie sich verlassen.</p>
<h2>So profitieren Sie</h2>
<p>Über 340 Tests, DSGVO-konform gehostet in Frankfurt.</p>
<h2>Das sagen unsere Kunden</h2>
<p>„Seit einem Jahr im Einsatz und nicht mehr wegzudenken.“</p>
<a href="/de-DE/kontakt">Jetzt kostenlos testen</a>
</main>
<footer><a href="/de-DE/impressum">Impressum</a> <a href="/de-DE/datenschutz">Datenschutz</a></footer>"#;
    page("de-DE", "Harbour Tests: Eignungstests für Ihr Recruiting", &format!("{head}\n{body}"))
}

fn french() -> Reply {
    let head = menu(&["Produit", "Tarifs", "Clients", "Blog", "Se connecter", "Demander une démo"]);
    let body = r#"<main>
<h1>Recrutez sur les compétences</h1>
<p>Harbour Tests vous aide à évaluer vos candidats simplement, avec des tests conçus par des gens du métier.</p>
<h2>Ils nous font confiance</h2>
<p>Plus de 900 équipes en Europe.</p>
<h2>Des intégrations avec vos outils</h2>
<p>Connectez Harbour Tests à votre ATS en quelques clics.</p>
<a href="/demo">Essayer gratuitement</a>
</main>"#;
    page("fr", "Harbour Tests, l’évaluation des compétences", &format!("{head}\n{body}"))
}

fn polish() -> Reply {
    let body = r##"<header><h1>W czym możemy pomóc?</h1>
<form role="search" action="/hc/pl/search"><input type="search" name="query" placeholder="Szukaj"></form></header>
<main>
<h2>Kategorie</h2>
<ul><li><a href="#">Pierwsze kroki</a></li><li><a href="#">Testy i wyniki</a></li>
<li><a href="#">Integracje</a></li><li><a href="#">Płatności</a></li></ul>
<h2>Promowane artykuły</h2>
<ul><li><a href="#">Jak zaprosić kandydata?</a></li><li><a href="#">Jak czytać raport?</a></li>
<li><a href="#">Jak zmienić plan?</a></li></ul>
<h2>Ostatnia aktywność</h2>
</main>
<footer><a href="/">Centrum pomocy Harbour Tests</a></footer>"##;
    page("pl", "Centrum pomocy Harbour Tests", body)
}

fn spanish() -> Reply {
    let head = menu(&["Producto", "Precios", "Clientes", "Recursos", "Iniciar sesión"]);
    let body = r#"<main>
<h1>Contrata talento con confianza</h1>
<p>Harbour Tests mide lo que importa: las habilidades de cada persona, en menos de veinte minutos.</p>
<h2>Todo en un solo lugar</h2>
<p>Crea pruebas, invita a los candidatos y compara los resultados.</p>
<h2>Empieza hoy</h2>
<a href="/es/prueba">Prueba gratis durante 14 días</a>
</main>
<footer><p>Hecho con cariño en Valencia</p></footer>"#;
    page("es", "Harbour Tests | Pruebas de selección", &format!("{head}\n{body}"))
}
