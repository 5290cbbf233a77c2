//! What is read of the pages and lists that partners send: each case beside the one that only looks like it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{ARTICLE, answer, remains};

const PASSES: [&str; 0] = [];
/// A real article of some 250 characters that does not speak of Recruitee.
const SHORT_ARTICLE: &str = "<h1>Connect your account</h1><p>Open Settings, choose Integrations and copy the API token \
    that is shown there. Paste it on the page of the marketplace and press Enable. From then on you can send a test from \
    every profile, and the result comes back on the same day.</p>";

fn page(body: &str) -> Vec<String> {
    page_of("text/html; charset=utf-8", body.as_bytes())
}

fn page_of(kind: &str, body: &[u8]) -> Vec<String> {
    let (kind, body) = (kind.to_owned(), body.to_vec());
    remains(move |e| {
        e.answers.insert(Call::Article, Ok(Answer { body, ..answer(200, &kind, "").unwrap() }));
    })
}

fn found_at(asked: &str, found: &str, body: &str) -> Vec<String> {
    let (asked, found, body) = (asked.to_owned(), found.to_owned(), body.to_owned());
    remains(move |e| {
        e.subject.draft.urls.help_article = asked;
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        let answer = answer(200, "text/html", &body).unwrap();
        e.answers.insert(Call::Article, Ok(Answer { found_at: Some(found), ..answer }));
    })
}

#[test]
fn an_answer_without_a_type_is_an_article_when_it_is_html() {
    assert_eq!(page_of("", format!("<!doctype html>{ARTICLE}").as_bytes()), PASSES);
    for (kind, body, found) in [
        ("", "%PDF-1.7", "HELP-1.pdf"),
        ("application/octet-stream", "%PDF-1.7", "HELP-1.pdf"),
        ("application/pdf", "<!doctype html>", "HELP-1.pdf"),
        ("", "{}", "HELP-1.not_html"),
        ("text/plain", ARTICLE, "HELP-1.not_html"),
    ] {
        assert_eq!(page_of(kind, body.as_bytes()), [found, "HELP-2 unknown after HELP-1"], "{kind} {body}");
    }
}

#[test]
fn articles_in_any_encoding_can_be_read() {
    let german =
        "<title>Prüfungen verbinden</title><p>Öffnen Sie die Einstellungen und kopieren Sie den Schlüssel. ";
    let german =
        format!("{german}{}", "Fügen Sie ihn in Recruitee ein und drücken Sie auf Aktivieren. ".repeat(4));
    let utf16: Vec<u8> = format!("\u{feff}{german}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(page_of("text/html", &utf16), PASSES);
    let latin: Vec<u8> = german.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for kind in ["text/html", "text/html; charset=windows-1252"] {
        assert_eq!(page_of(kind, &latin), PASSES);
    }
    let missing = "<title>Seite nicht verfügbar</title>";
    let latin: Vec<u8> = missing.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(page_of("text/html; charset=iso-8859-1", &latin), ["HELP-2.soft_404"]);
}

#[test]
fn a_log_in_page_is_one_in_every_language_also_when_it_asks_for_an_email_first() {
    let email = "<input type=email name=email><button>";
    for body in [
        format!("<title>Log in – Harbour</title><form>{email}Next</button></form>"),
        format!("<title>Sign in | Harbour</title><h1>Welcome</h1><form>{email}Continue</button></form>"),
        format!("<title>Harbour</title><h1>Sign in to Harbour</h1><form>{email}Continue</button></form>"),
        format!("<title>Harbour</title><h1>Welcome back</h1>{email}Log in</button>"),
        format!("<title>Inloggen bij Harbour</title>{email}Volgende</button>"),
        format!("<title>Harbour - Aanmelden</title>{email}Doorgaan</button>"),
        format!("<title>Anmelden · Harbour</title>{email}Weiter</button>"),
        format!("<title>Harbour</title><h1>Bei Harbour anmelden</h1>{email}Einloggen</button>"),
        format!("<title>Connexion | Harbour</title>{email}Suivant</button>"),
        format!("<title>Harbour</title><h2>Connectez-vous</h2>{email}Se connecter</button>"),
        format!("<title>Zaloguj się | Harbour</title>{email}Dalej</button>"),
        format!("<title>Harbour: logowanie</title>{email}Zaloguj</button>"),
        format!("<title>Iniciar sesión - Harbour</title>{email}Siguiente</button>"),
        format!("<title>Harbour</title><h1>Acceder</h1>{email}Continuar</button>"),
        "<title>Harbour</title><p>Harbour</p><button>Continue with Google</button><a href=/sso>Use SSO</a>"
            .into(),
        "<title>Harbour</title><a href=/g>Mit Google anmelden</a><a href=/m>Mit Microsoft anmelden</a>"
            .into(),
        "<title>Sign in</title><div id=root></div><script src=app.js></script>".into(),
        "<h1>Help center</h1><p>You need to sign in to view this article.</p>".into(),
        "<h1>Hulpcentrum</h1><p>Je moet ingelogd zijn om deze pagina te bekijken.</p>".into(),
        "<h1>Hilfe</h1><p>Bitte melden Sie sich an, um diesen Artikel zu lesen.</p>".into(),
        "<h1>Aide</h1><p>Connectez-vous pour voir cette page.</p>".into(),
        "<h1>Pomoc</h1><p>Zaloguj się, aby wyświetlić tę stronę.</p>".into(),
        "<h1>Ayuda</h1><p>Inicia sesión para ver este artículo.</p>".into(),
        "<title>Access denied</title><p>Contact your administrator.</p>".into(),
        "<div role=dialog><h2>Log in</h2><input type=password></div>".into(),
        format!("<title>Sign in to your account</title><h1>Sign in</h1>{email}Next</button>"),
        format!("<title>Harbour</title><h1>Log in to your Harbour account</h1>{email}Continue</button>"),
        format!("<title>Harbour - Sign In</title>{email}Next</button>"),
        format!("<title>Log in to continue - Harbour</title>{email}Continue</button>"),
        format!(
            "<title>Harbour</title><h1>Welcome</h1><p>Enter your work email to get started.</p>{email}Continue</button>"
        ),
        format!("<title>Harbour</title><h1>Inloggen op uw account</h1>{email}Verder</button>"),
        format!("<title>Harbour</title><h1>Melden Sie sich bei Ihrem Konto an</h1>{email}Weiter</button>"),
        format!("<title>Harbour</title><h1>Connexion à votre espace</h1>{email}Continuer</button>"),
        format!("<title>Harbour</title><h1>Zaloguj się na swoje konto</h1>{email}Kontynuuj</button>"),
        format!("<title>Harbour</title><h1>Accede a tu cuenta</h1>{email}Entrar</button>"),
        "<title>Harbour</title><h1>Sign in</h1><a href=/a>Sign in with Okta</a>".into(),
        "<title>Harbour</title><input name=username><input type=password><input type=submit value=OK>".into(),
        format!(
            "<title>Sign in to Harbour</title><form><h1>Sign in</h1>{email}Next</button></form><p>{}</p>",
            "Harbour is where crews learn their knots and tides, on every device. ".repeat(5)
        ),
        format!(
            "<title>Harbour</title><form><input name=user><input type=password><button>Go</button></form>\
             <div class=cookie-banner><p>{}</p></div>",
            "We use cookies to make this site better and to show you what you like. ".repeat(20)
        ),
    ] {
        assert_eq!(page(&body), ["HELP-2.log_in_wall"], "{body}");
    }
}

#[test]
fn an_article_may_explain_how_to_log_in_and_may_have_a_box_for_it() {
    let log_in =
        "<form><label>Email</label><input type=email><input type=password><button>Log in</button></form>";
    let how = "<p>Open the front page, enter the address that you were invited with, and choose a password. You stay logged \
        in for thirty days on each computer. After that you are asked for your password again, and nothing is lost.</p>";
    for body in [
        format!("{log_in}{ARTICLE}"),
        format!("<header>{log_in}</header>{ARTICLE}"),
        format!("<header>{log_in}</header>{SHORT_ARTICLE}"),
        format!("{log_in}{SHORT_ARTICLE}"),
        format!("<title>Log in to Harbour</title>{log_in}{ARTICLE}"),
        format!("<dialog open><h2>Log in</h2>{log_in}</dialog>{ARTICLE}"),
        format!("<div class=modal hidden>{log_in}</div>{SHORT_ARTICLE}"),
        format!("<title>How to log in - Harbour</title><h1>How to log in</h1>{how}"),
        format!("<title>Log in to Harbour</title><h1>Log in to Harbour</h1>{how}"),
        format!("<title>Anmelden</title><h1>Anmelden</h1>{how}"),
        format!(
            "<title>Connexion de Harbour à Recruitee</title>{ARTICLE}<input type=email><button>S'abonner</button>"
        ),
        format!("<nav><a href=/login>Log in</a><a href=/g>Continue with Google</a></nav>{ARTICLE}"),
        format!("{ARTICLE}<h2>Subscribe</h2><form><input type=email><button>Subscribe</button></form>"),
        format!(
            "<title>Login problems</title><h1>Login problems</h1>{how}<input type=email><button>Subscribe</button>"
        ),
        format!("<form id=aspnetForm><input type=hidden>{ARTICLE}<input type=password hidden></form>"),
    ] {
        assert_eq!(page(&body), PASSES, "{body}");
    }
}

#[test]
fn a_redirect_to_a_log_in_page_is_told_by_where_it_ends() {
    let asked = "https://help.harbour.partner/articles/recruitee";
    for found in [
        "https://login.harbour.partner/?next=x",
        "https://harbour.partner/users/sign_in",
        "https://harbour.okta.com/",
    ] {
        for body in [
            "<div id=root></div><script src=a.js></script>",
            "<title>Harbour</title><p>Welcome</p><input type=email>",
        ] {
            assert_eq!(found_at(asked, found, body), ["HELP-2.log_in_wall"], "{found} {body}");
        }
    }
    assert_eq!(found_at(asked, "https://auth.harbour.partner/help/recruitee", ARTICLE), PASSES);
    assert_eq!(found_at("https://harbour.partner/login", "https://harbour.partner/login", ARTICLE), PASSES);
}

#[test]
fn the_front_page_in_place_of_the_article_is_named_wherever_it_stands() {
    let asked = "https://help.harbour.partner/articles/recruitee";
    for found in [
        "https://help.harbour.partner/en",
        "https://www.harbour.partner/nl/",
        "https://help.harbour.partner/?lang=de",
    ] {
        assert_eq!(found_at(asked, found, ARTICLE), ["HELP-2.went_home"], "{found}");
    }
    assert_eq!(found_at(asked, "https://help.harbour.partner/en/articles/recruitee", ARTICLE), PASSES);
    assert_eq!(found_at("https://harbour.partner/en", "https://www.harbour.partner/en/", ARTICLE), PASSES);
}

#[test]
fn a_page_that_says_in_friendly_words_that_it_is_missing_is_none() {
    for body in [
        "<title>Page not found | Harbour</title><p>Go back.</p>",
        "<title>Harbour – 404</title><p>Go back.</p>",
        "<title>Harbour · Not Found</title>",
        "<title>Harbour: Help</title><h1>We can’t find that page</h1>",
        "<title>Harbour</title><h1>Oops!</h1><p>We can't seem to find the page you're looking for.</p>",
        "<title>Harbour</title><h1>Lost at sea</h1><p>The article you were looking for doesn't exist anymore.</p>",
        "<title>Harbour</title><div>Sorry, this page isn’t available. The link you followed may be broken.</div>",
        "<title>Harbour</title><h1>This content is no longer available</h1>",
        "<title>Harbour</title><h1>There's nothing here</h1>",
        "<title>Pagina niet gevonden - Harbour</title>",
        "<title>Harbour</title><h1>Oeps, deze pagina bestaat niet (meer)</h1>",
        "<title>Harbour</title><p>We kunnen de pagina die je zoekt niet vinden.</p>",
        "<title>Seite nicht gefunden – Harbour</title>",
        "<title>Harbour</title><h1>Diese Seite gibt es leider nicht mehr</h1>",
        "<title>Harbour</title><p>Die gesuchte Seite konnte nicht gefunden werden.</p>",
        "<title>Page introuvable | Harbour</title>",
        "<title>Harbour</title><h1>Oups ! Cette page n’existe pas</h1>",
        "<title>Harbour</title><p>L'article que vous recherchez n'est plus disponible.</p>",
        "<title>Nie znaleziono strony | Harbour</title>",
        "<title>Harbour</title><h1>Ups! Ta strona nie istnieje</h1>",
        "<title>Harbour</title><p>Nie możemy znaleźć strony, której szukasz.</p>",
        "<title>Página no encontrada | Harbour</title>",
        "<title>Harbour</title><h1>Vaya, esta página no existe</h1>",
        "<title>Harbour</title><p>No encontramos la página que buscas.</p>",
        "<title>Harbour</title><header><h1>Page not found</h1></header><script src=a.js></script>",
    ] {
        assert_eq!(page(body), ["HELP-2.soft_404"], "{body}");
    }
    for says in [
        "Oops. The page you were looking for doesn't exist. You may have mistyped the address or the page may have moved.",
        "Oops! That page can’t be found. It looks like nothing was found at this location. Maybe try a search?",
        "404. That’s an error. The requested URL was not found on this server. That’s all we know.",
        "This content does not exist.",
        "Uh oh. That page doesn’t exist.",
        "Sorry, we couldn't find that page.",
        "Hmm… that page isn't here any more.",
        "Page unavailable",
        "Looks like you followed a broken link",
        "The article you requested has been removed or is no longer published.",
        "Helaas! Deze pagina kunnen we niet vinden.",
        "De pagina die u zoekt, is niet gevonden.",
        "Dit artikel is niet meer beschikbaar.",
        "Hoppla! Da ist etwas schiefgelaufen. Die Seite konnte nicht gefunden werden.",
        "Ups, diese Seite gibt’s nicht.",
        "Der Artikel, den Sie suchen, wurde gelöscht oder verschoben.",
        "Oups, cette page est introuvable.",
        "La page que vous cherchez a peut-être été déplacée ou supprimée.",
        "Nous n’avons pas trouvé la page demandée.",
        "Strona, której szukasz, nie istnieje.",
        "Ups, nie ma takiej strony.",
        "Ten artykuł został usunięty.",
        "¡Vaya! No encontramos esa página.",
        "Lo sentimos, la página que buscas no existe.",
        "¡Ups! Este artículo ya no está disponible.",
    ] {
        let more =
            "<p>Our courses teach crews their knots and tides, in every weather. Join us and learn.</p>";
        for body in [
            format!("<title>{says}</title>"),
            format!("<title>Harbour</title><h1>{says}</h1>"),
            format!("<title>Harbour</title><p>{says}</p>"),
            format!(
                "<title>Harbour</title><h1>Oh no</h1><p>{says}</p><a href=/>Home</a><script src=a.js></script>"
            ),
            format!("<title>Harbour</title><h1>{says}</h1>{}", more.repeat(4)),
        ] {
            assert_eq!(page(&body), ["HELP-2.soft_404"], "{body}");
        }
    }
    let links: String =
        (0..80).map(|at| format!("<li><a href=/{at}>All about knots and tides {at}</a>")).collect();
    let talk = "<p>Our courses teach crews their knots and tides, on every device and in every weather. Join us today.</p>";
    for around in [format!("<ul>{links}</ul>"), format!("<nav>{links}</nav>{}", talk.repeat(4))] {
        let body = format!(
            "<title>Harbour</title><h1>We couldn’t find this page</h1>{around}<input type=password hidden>"
        );
        assert_eq!(page(&body), ["HELP-2.soft_404"], "{body}");
    }
    let long = format!("<title>Page not found | Harbour</title><h1>404</h1>{}", talk.repeat(20));
    assert_eq!(page(&long), ["HELP-2.soft_404"]);
    assert_eq!(page(&format!("<title>Harbour</title><ul>{links}</ul>")), ["HELP-2.empty"]);
}

#[test]
fn an_article_may_speak_of_what_is_not_found() {
    for title in [
        "Candidate not found: what it means",
        "Test not found",
        "Fix “page not found” errors after connecting",
        "Why is my page not available?",
        "Page not found: what it means and how to fix it",
        "What to do when a link does not exist",
        "Harbour not found in the marketplace",
        "Error 404 explained",
        "Kandidat nicht gefunden",
        "Que faire si la page est introuvable",
    ] {
        assert_eq!(page(&format!("<title>{title} | Harbour</title>{SHORT_ARTICLE}")), PASSES, "{title}");
        let headed = SHORT_ARTICLE.replace("Connect your account", title);
        assert_eq!(page(&format!("<title>Harbour help</title>{headed}")), PASSES, "{title}");
    }
    let first = SHORT_ARTICLE.replace("<p>", "<p>If the page cannot be found, ask your manager. ");
    assert_eq!(page(&first), PASSES);
    let section = format!("{ARTICLE}<h2>Page not found</h2><p>Copy the token again.</p>");
    assert_eq!(page(&section), PASSES);
}

#[test]
fn a_page_without_main_text_is_empty_or_needs_scripts_by_what_it_holds() {
    let script = "<script src=/app.js></script>";
    for body in [
        format!("<title>Harbour</title><div id=app></div>{script}"),
        format!(
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>{script}"
        ),
        format!("<p>Please turn on JavaScript to read this page.</p>{script}"),
        format!("<p>Bitte aktivieren Sie JavaScript.</p>{script}"),
        format!("<app-root>Loading…</app-root>{script}"),
        format!("<body style='display:none'>{ARTICLE}{script}"),
    ] {
        assert_eq!(page(&body), ["HELP-2.needs_scripts"], "{body}");
    }
    let cookies =
        "We use cookies to make this site better. By going on you accept cookies of ours and of others. "
            .repeat(9);
    for body in [
        "<p>Soon.</p>".to_owned(),
        format!(
            "<h1>Help</h1><p>We are writing this article. Come back next week, or write to our support.</p>{script}"
        ),
        format!("<h1>Help</h1><footer><p>{}</p></footer>", "Harbour Tests Ltd, Rotterdam. ".repeat(20)),
    ] {
        assert_eq!(page(&body), ["HELP-2.empty"], "{body}");
    }
    for body in [
        format!("<h1>Help</h1><div id=cookie-consent><p>{cookies}</p></div>"),
        format!("<h1>Help</h1><div role=dialog><p>{cookies}</p></div>"),
    ] {
        assert_eq!(page(&body), ["HELP-2.cookie_wall"], "{body}");
    }
    for body in [
        SHORT_ARTICLE.to_owned(),
        format!("<noscript>Turn on JavaScript for search.</noscript>{script}{SHORT_ARTICLE}"),
        format!("<div id=app>{SHORT_ARTICLE}</div>{script}"),
        format!("<div class=cookie-banner><p>{cookies}</p></div>{SHORT_ARTICLE}"),
        format!("<img src=\"data:image/png;base64,{}\">{SHORT_ARTICLE}", "A".repeat(400_000)),
        format!("<!-- <script> -->{SHORT_ARTICLE}"),
        format!("<svg><path>{SHORT_ARTICLE}"),
        format!("<textarea><script></textarea>{SHORT_ARTICLE}"),
    ] {
        assert_eq!(page(&body), PASSES, "{}", &body[..60]);
    }
}
