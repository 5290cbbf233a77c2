//! The article stands behind a sign-on: pages that ask who comes before they show anything.

use super::{Reply, Service, article, fault, menu, moved, page};

const CHECKS: &[&str] = &["HELP-2"];

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "sign-on-asks-for-an-email-first",
            "The help centre is for signed-in users, and its sign-on asks for the e-mail address alone.",
            CHECKS,
            "log-in",
            || moved(302, "/login?return_to=%2Fhelp%2Frecruitee", english_email),
        ),
        fault(
            "sign-on-asks-for-an-email-first-in-dutch",
            "A Dutch identity provider asks for a user name and then decides where to send the user.",
            CHECKS,
            "log-in",
            || moved(303, "https://accounts.harbourtests.io/inloggen", dutch_user_name),
        ),
        fault(
            "sign-on-asks-for-an-email-first-in-german",
            "A German knowledge base finds the company's sign-on by the domain of the e-mail address.",
            CHECKS,
            "log-in",
            || article(german_company_email),
        ),
        fault(
            "sign-on-sends-a-magic-link-in-french",
            "A French documentation site mails a link in place of a password.",
            CHECKS,
            "log-in",
            || article(french_magic_link),
        ),
        fault(
            "sign-on-asks-for-an-email-or-phone-in-polish",
            "A Polish portal asks for an e-mail address or a telephone number first.",
            CHECKS,
            "log-in",
            || moved(302, "https://konto.harbourtests.io/logowanie?krok=1", polish_email_or_phone),
        ),
        fault(
            "sign-on-asks-for-a-workspace-in-spanish",
            "A Spanish intranet asks for the name of the company's space before the e-mail address.",
            CHECKS,
            "log-in",
            || moved(307, "/acceso", spanish_workspace),
        ),
        fault(
            "sign-on-with-a-password-in-german",
            "The article is visible to signed-in customers, and the German log-in page comes with 200.",
            CHECKS,
            "log-in",
            || moved(302, "/anmelden?ziel=/help/recruitee", german_password),
        ),
        fault(
            "sign-on-with-a-password-in-polish",
            "The Polish wiki shows its log-in form at the article's own address.",
            CHECKS,
            "log-in",
            || article(polish_password),
        ),
        fault(
            "sign-on-with-buttons-alone",
            "The help centre offers three identity providers and not one field to fill in.",
            CHECKS,
            "log-in",
            || moved(302, "https://auth.harbourtests.io/u/login?state=hKFo2SBk", buttons_alone),
        ),
        fault(
            "sign-on-by-a-form-that-posts-itself",
            "The company's SAML gateway answers every page with a form that a script submits.",
            CHECKS,
            "",
            || article(saml_form),
        ),
        fault(
            "document-that-asks-for-access",
            "The article is a shared document whose sharing is limited to the company.",
            CHECKS,
            "",
            || moved(302, "https://docs.harbourtests.io/document/d/recruitee/edit", access_wanted),
        ),
        fault(
            "community-for-members-alone",
            "The article is a post in a customer community that shows its title to members alone.",
            CHECKS,
            "",
            || article(members_alone),
        ),
        fault(
            "sign-on-behind-a-meta-refresh",
            "An old intranet answers with a page that sends browsers on to the log-in.",
            CHECKS,
            "",
            || {
                article(|| {
                    let body = r#"<p>One moment …</p>
<script>location.replace("/login?next=/help/recruitee")</script>
<noscript><meta http-equiv="refresh" content="0;url=/login?next=/help/recruitee"></noscript>"#;
                    page("en", "Harbour Tests", body)
                })
            },
        ),
    ]
}

fn english_email() -> Reply {
    let body = r#"<main>
<img src="/logo.svg" alt="Harbour Tests">
<h1>Welcome back</h1>
<p>Enter your email to continue to the Harbour Tests Help Center.</p>
<form method="post" action="/login/identifier">
<label for="email">Work email</label>
<input id="email" type="email" name="email" autocomplete="username" autofocus required>
<button type="submit">Continue</button>
</form>
<p>New to Harbour Tests? <a href="/signup">Create an account</a></p>
<p><a href="/privacy">Privacy</a> · <a href="/terms">Terms</a></p>
</main>"#;
    page("en", "Sign in | Harbour Tests", body)
}

fn dutch_user_name() -> Reply {
    let body = r#"<main>
<h1>Inloggen</h1>
<p>Vul je gebruikersnaam of e-mailadres in om verder te gaan naar het helpcentrum van Harbour Tests.</p>
<form method="post">
<input type="hidden" name="csrf" value="b7a1">
<label>E-mailadres of gebruikersnaam <input type="text" name="identifier" autocomplete="username"></label>
<label><input type="checkbox" name="remember"> Onthoud mij op dit apparaat</label>
<button>Volgende</button>
</form>
<p><a href="/wachtwoord-vergeten">Wachtwoord vergeten?</a></p>
</main>"#;
    page("nl", "Inloggen bij Harbour Tests", body)
}

fn german_company_email() -> Reply {
    let body = r#"<main>
<h1>Anmeldung zur Wissensdatenbank</h1>
<p>Geben Sie Ihre geschäftliche E-Mail-Adresse ein. Wir leiten Sie zur Anmeldung Ihres Unternehmens weiter.</p>
<form action="/sso/discover">
<label for="mail">Geschäftliche E-Mail-Adresse</label>
<input id="mail" name="mail" type="email" placeholder="name@firma.de">
<button>Weiter</button>
</form>
<p>Probleme bei der Anmeldung? Wenden Sie sich an Ihren Administrator.</p>
</main>"#;
    page("de", "Harbour Tests – Anmeldung", body)
}

fn french_magic_link() -> Reply {
    let body = r#"<main>
<h2>Connectez-vous à la documentation</h2>
<p>Saisissez votre adresse e-mail : nous vous enverrons un lien de connexion, valable quinze minutes.</p>
<form method="post" action="/lien">
<input type="email" name="adresse" placeholder="vous@entreprise.fr" aria-label="Adresse e-mail">
<button type="submit">Recevoir mon lien</button>
</form>
<small>Cet espace est réservé aux clients de Harbour Tests.</small>
</main>"#;
    page("fr", "Connexion", body)
}

fn polish_email_or_phone() -> Reply {
    let body = r#"<main>
<h1>Zaloguj się</h1>
<form method="post">
<label>Adres e-mail lub numer telefonu
<input type="text" name="login" inputmode="email" autocomplete="username"></label>
<button>Dalej</button>
</form>
<p>Nie masz konta? <a href="/rejestracja">Zarejestruj się</a></p>
<p>Krok 1 z 2</p>
</main>"#;
    page("pl", "Logowanie – Harbour Tests", body)
}

fn spanish_workspace() -> Reply {
    let body = r#"<main>
<h1>Accede a tu espacio de trabajo</h1>
<p>Escribe el nombre del espacio de tu empresa para iniciar sesión.</p>
<form method="post">
<input type="text" name="espacio" placeholder="tu-empresa"> <span>.harbourtests.io</span>
<button type="submit">Continuar</button>
</form>
<p>¿No conoces el nombre de tu espacio? <a href="/buscar">Búscalo con tu correo electrónico</a></p>
</main>"#;
    page("es", "Iniciar sesión", body)
}

fn german_password() -> Reply {
    let body = r##"<main>
<h1>Bitte melden Sie sich an</h1>
<p>Dieser Artikel ist nur für angemeldete Kundinnen und Kunden sichtbar.</p>
<form method="post">
<label>Benutzername <input name="user"></label>
<label>Passwort <input type="password" name="pass"></label>
<button>Anmelden</button>
</form>
<a href="#">Passwort vergessen?</a>
</main>"##;
    let footer = menu(&["Impressum", "Datenschutz", "Kontakt"]);
    page("de", "Anmelden – Harbour Tests Hilfe", &format!("{body}\n{footer}"))
}

fn polish_password() -> Reply {
    let body = r#"<div class="wiki"><h1>Wiki Harbour Tests</h1>
<p>Aby wyświetlić tę stronę, zaloguj się.</p>
<form method="post" action="/login">
<input type="text" name="os_username" placeholder="Nazwa użytkownika">
<input type="password" name="os_password" placeholder="Hasło">
<label><input type="checkbox"> Zapamiętaj mnie</label>
<input type="submit" value="Zaloguj">
</form>
<a href="/forgot">Nie pamiętasz hasła?</a></div>"#;
    page("pl", "Wiki Harbour Tests", body)
}

fn buttons_alone() -> Reply {
    let body = r#"<main>
<h1>Log in to Harbour Tests Help</h1>
<a class="button" href="/connect/google">Continue with Google</a>
<a class="button" href="/connect/microsoft">Continue with Microsoft</a>
<a class="button" href="/connect/saml">Continue with single sign-on</a>
<p>By continuing you agree to our Terms of Service and our Privacy Policy.</p>
</main>"#;
    page("en", "Log in", body)
}

fn saml_form() -> Reply {
    let body = r#"<form method="post" action="https://sso.harbourtests.io/adfs/ls/">
<input type="hidden" name="SAMLRequest" value="PHNhbWxwOkF1dGhuUmVxdWVzdCBJRD0iXzQ4MjEiLz4=">
<input type="hidden" name="RelayState" value="/help/recruitee">
<noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit"></noscript>
</form>
<script>window.setTimeout(function () { document.forms[0].submit(); }, 0);</script>"#;
    page("en", "Working...", body)
}

fn access_wanted() -> Reply {
    let body = r#"<main>
<h1>You need access</h1>
<p>Ask for access, or switch to an account with access.</p>
<form><textarea name="message" placeholder="Message (optional)"></textarea><button>Request access</button></form>
<p>You are not signed in.</p>
</main>"#;
    page("en", "Recruitee integration - Harbour Docs", body)
}

fn members_alone() -> Reply {
    let body = r#"<main>
<h1>How to use Harbour Tests in Recruitee</h1>
<p>This post is visible to members of the Harbour Community only.</p>
<a class="button" href="/join">Join the community</a> <a href="/sign-in">I am already a member</a>
</main>"#;
    let head = menu(&["Home", "Groups", "Events", "Leaderboard", "Sign in"]);
    page("en", "How to use Harbour Tests in Recruitee | Harbour Community", &format!("{head}\n{body}"))
}
