//! Articles in the five other languages, and in encodings other than UTF-8.

use super::{ready, with_article};
use crate::services::{Behaviour, Reply, Service};

const DUTCH: &str = "\
<h1>Harbour Tests gebruiken in Recruitee</h1>
<p>U hebt een account bij Harbour Tests nodig en in Recruitee het recht om integraties te beheren.</p>
<h2>Waar vindt u uw API-token?</h2>
<p>Ga in Harbour Tests naar Instellingen en dan naar Integraties. Klik naast Recruitee op Token
kopiëren. Dit is uw API-token.</p>
<h2>De koppeling instellen</h2>
<ol><li>Open in Recruitee de Marketplace en zoek Harbour Tests.</li>
<li>Klik op Integreren en daarna op Accepteren en integreren.</li>
<li>Plak de token en klik op Integreren. De koppeling is nu actief.</li></ol>
<h2>De integratie gebruiken</h2>
<p>Open een kandidaat, kies Test van Harbour Tests versturen, kies een test en klik op Versturen. Wij
nodigen de kandidaat uit per e-mail. De score staat op het profiel van de kandidaat zodra de test klaar
is.</p>";

const GERMAN: &str = "\
<h1>Harbour Tests in Recruitee verwenden</h1>
<p>Sie benötigen ein Konto bei Harbour Tests und in Recruitee das Recht, Integrationen zu verwalten.</p>
<h2>Wo Sie Ihren API-Token finden</h2>
<p>Öffnen Sie in Harbour Tests die Einstellungen und dann „Integrationen“. Klicken Sie neben Recruitee
auf „Token kopieren“. Das ist Ihr API-Token.</p>
<h2>So verbinden Sie Harbour Tests mit Recruitee</h2>
<ol><li>Öffnen Sie in Recruitee den Marktplatz und suchen Sie nach Harbour Tests.</li>
<li>Klicken Sie auf „Integrieren“ und dann auf „Akzeptieren und integrieren“.</li>
<li>Fügen Sie den Token ein und klicken Sie auf „Integrieren“.</li></ol>
<h2>So nutzen Sie die Integration</h2>
<p>Öffnen Sie das Profil eines Kandidaten, wählen Sie „Test von Harbour Tests senden“, wählen Sie einen
Test und klicken Sie auf „Senden“. Wir laden den Kandidaten per E-Mail ein. Das Ergebnis erscheint im
Profil, sobald der Test fertig ist.</p>";

const FRENCH: &str = "\
<h1>Utiliser Harbour Tests dans Recruitee</h1>
<p>Il vous faut un compte Harbour Tests et, dans Recruitee, le droit de gérer les intégrations.</p>
<h2>Où trouver votre jeton API</h2>
<p>Dans Harbour Tests, ouvrez Paramètres, puis Intégrations. À côté de Recruitee, cliquez sur « Copier
le jeton ». C’est votre jeton API (token).</p>
<h2>Comment connecter l’intégration</h2>
<ol><li>Dans Recruitee, ouvrez la Marketplace et cherchez Harbour Tests.</li>
<li>Cliquez sur « Intégrer », puis sur « Accepter et intégrer ».</li>
<li>Collez le jeton et cliquez sur « Intégrer ».</li></ol>
<h2>Comment utiliser l’intégration</h2>
<p>Ouvrez un candidat, choisissez « Envoyer un test Harbour Tests », choisissez un test et cliquez sur «
Envoyer ». Nous invitons le candidat par e-mail. Le score s’affiche sur le profil du candidat dès que le
test est terminé.</p>";

const POLISH: &str = "\
<h1>Jak używać Harbour Tests w Recruitee</h1>
<p>Potrzebujesz konta w Harbour Tests, a w Recruitee uprawnienia do zarządzania integracjami.</p>
<h2>Gdzie znaleźć token API</h2>
<p>W Harbour Tests otwórz Ustawienia, a potem Integracje. Obok Recruitee kliknij Kopiuj token. To jest
Twój token API.</p>
<h2>Jak połączyć integrację</h2>
<ol><li>W Recruitee otwórz Marketplace i wyszukaj Harbour Tests.</li>
<li>Kliknij Zintegruj, a potem Akceptuj i zintegruj.</li>
<li>Wklej token i kliknij Zintegruj.</li></ol>
<h2>Jak korzystać z integracji</h2>
<p>Otwórz profil kandydata, wybierz Wyślij test Harbour Tests, wybierz test i kliknij Wyślij. Zaprosimy
kandydata e-mailem. Wynik pojawi się w profilu kandydata, gdy tylko test zostanie ukończony.</p>";

const SPANISH: &str = "\
<h1>Cómo usar Harbour Tests en Recruitee</h1>
<p>Necesita una cuenta de Harbour Tests y, en Recruitee, el permiso para gestionar integraciones.</p>
<h2>Dónde encontrar su token de API</h2>
<p>En Harbour Tests, abra Configuración y después Integraciones. Junto a Recruitee, pulse «Copiar
token». Ese es su token de API.</p>
<h2>Cómo conectar la integración</h2>
<ol><li>En Recruitee, abra el Marketplace y busque Harbour Tests.</li>
<li>Pulse «Integrar» y después «Aceptar e integrar».</li>
<li>Pegue el token y pulse «Integrar».</li></ol>
<h2>Cómo usar la integración</h2>
<p>Abra un candidato, elija «Enviar prueba de Harbour Tests», elija una prueba y pulse «Enviar».
Invitamos al candidato por correo electrónico. La puntuación aparece en el perfil del candidato en
cuanto termina la prueba.</p>";

pub(super) fn services() -> Vec<Service> {
    vec![
        ready(
            "article-in-dutch-that-claims-english",
            "A blog whose theme says English whatever is written.",
            || sent("text/html; charset=utf-8", page("en", "<meta charset=\"utf-8\">", DUTCH).into_bytes()),
        ),
        ready(
            "article-in-german-by-code-page",
            "A firm in Kiel, whose server names an encoding of the nineties.",
            || sent("text/html; charset=windows-1252", windows_1252(&page("de", "", GERMAN))),
        ),
        ready(
            "article-in-french-by-code-page-in-meta",
            "A page that names its encoding itself, and means another one.",
            || {
                let meta = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">";
                sent("text/html", windows_1252(&page("fr", meta, FRENCH)))
            },
        ),
        ready("article-in-polish", "A firm in Gdańsk.", || {
            sent("text/html;charset=UTF-8", page("pl", "", POLISH).into_bytes())
        }),
        ready(
            "article-in-polish-by-code-page",
            "A firm in Gdynia, whose site is as old as its server.",
            || sent("text/html; charset=iso-8859-2", latin_2(&page("pl", "", POLISH))),
        ),
        ready(
            "article-in-spanish-as-wide-characters",
            "A page that was saved as Unicode by an editor on Windows.",
            || {
                let text = format!("\u{feff}{}", page("es", "", SPANISH));
                sent("text/html", text.encode_utf16().flat_map(u16::to_le_bytes).collect())
            },
        ),
        ready(
            "article-in-german-with-entities",
            "A page from an editor that writes each umlaut as an entity.",
            || {
                let pairs = [
                    ("ö", "&ouml;"),
                    ("Ö", "&#214;"),
                    ("ü", "&uuml;"),
                    ("ä", "&auml;"),
                    ("„", "&bdquo;"),
                    ("“", "&#x201C;"),
                ];
                let text =
                    pairs.iter().fold(GERMAN.to_owned(), |text, (sign, entity)| text.replace(sign, entity));
                sent("text/html", page("de", "", &text).into_bytes())
            },
        ),
    ]
}

fn page(language: &str, head: &str, text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>{head}<title>Harbour Tests + \
         Recruitee</title></head>\n<body><main>\n{text}\n</main></body>\n</html>\n"
    )
}

/// The right service with this page as its article, of this type.
fn sent(kind: &str, body: Vec<u8>) -> Behaviour {
    let reply = Reply::body(200, kind, body);
    Box::new(move |asked| with_article(asked, reply.clone()))
}

fn windows_1252(text: &str) -> Vec<u8> {
    let beyond = [('„', 0x84), ('’', 0x92), ('“', 0x93), ('–', 0x96)];
    encoded(text, |sign| match u8::try_from(sign) {
        Ok(byte) => Some(byte),
        Err(_) => beyond.iter().find(|(one, _)| *one == sign).map(|(_, byte)| *byte),
    })
}

fn latin_2(text: &str) -> Vec<u8> {
    const POLISH_LETTERS: [(char, u8); 18] = [
        ('Ą', 0xa1),
        ('ą', 0xb1),
        ('Ć', 0xc6),
        ('ć', 0xe6),
        ('Ę', 0xca),
        ('ę', 0xea),
        ('Ł', 0xa3),
        ('ł', 0xb3),
        ('Ń', 0xd1),
        ('ń', 0xf1),
        ('Ó', 0xd3),
        ('ó', 0xf3),
        ('Ś', 0xa6),
        ('ś', 0xb6),
        ('Ź', 0xac),
        ('ź', 0xbc),
        ('Ż', 0xaf),
        ('ż', 0xbf),
    ];
    encoded(text, |sign| match u8::try_from(sign) {
        Ok(byte) if byte.is_ascii() => Some(byte),
        _ => POLISH_LETTERS.iter().find(|(one, _)| *one == sign).map(|(_, byte)| *byte),
    })
}

fn encoded(text: &str, byte: impl Fn(char) -> Option<u8>) -> Vec<u8> {
    text.chars().map(|sign| byte(sign).unwrap_or(b'?')).collect()
}
