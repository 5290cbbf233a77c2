//! The draft itself: sentences of the catalogue, filled in from the record.

use crate::escape::markdown;
use crate::facts::Facts;
use crate::labels::{FieldLabel, Labels};
use crate::section::{Section, SectionKey};
use crate::subset::link_target;
use crate::typed::{one_line, shortened};
use partner::{Draft, Kind};

/// A placeholder says whose product it is about, and no more of a long name.
const NAME_IN_PLACEHOLDER: usize = 60;

/// What the sentences are filled in with, as Markdown.
struct Words {
    kind: &'static str,
    name: String,
    labels: Labels,
    token_name: String,
    token_place: String,
    contact: String,
    result_time: String,
}

fn placeholder(text: &str) -> String {
    format!("[{text}]")
}

fn bold(text: &str) -> String {
    format!("**{}**", markdown(text))
}

/// A contact as a link, where it is an address that a link can lead to.
fn contact(typed: &str) -> String {
    let typed = typed.strip_prefix("mailto:").unwrap_or(typed);
    let is_plain = |char: char| char.is_ascii_alphanumeric() || ".-_+".contains(char);
    let is_mail = typed.split_once('@').is_some_and(|(user, host)| {
        let is_part = |part: &str| !part.is_empty() && part.chars().all(is_plain);
        is_part(user) && is_part(host) && host.contains('.') && host.split('.').all(|label| !label.is_empty())
    });
    let is_url = link_target(typed).is_some() && !typed.contains(['<', '>']);
    if is_mail || is_url { format!("<{typed}>") } else { markdown(typed) }
}

impl Words {
    fn of(record: &Draft, facts: &Facts) -> Self {
        let name = one_line(&record.name);
        let short = shortened(&name, NAME_IN_PLACEHOLDER);
        let product = if short.is_empty() { text::plain("article.open.product") } else { markdown(&short) };
        let open = |key: &str| placeholder(&text::render(key, &[("name", &product)]));
        let typed = |text: &str| Some(one_line(text)).filter(|text| !text.is_empty());
        Self {
            kind: Kind::labels_key(record.kind.as_ref()),
            name: if name.is_empty() { open("article.open.name") } else { markdown(&name) },
            labels: Labels::of(record),
            token_name: markdown(
                &typed(&facts.token_name).unwrap_or_else(|| text::plain("article.token_name")),
            ),
            token_place: typed(&facts.token_place)
                .map_or_else(|| open("article.open.token_place"), |place| bold(&place)),
            contact: typed(&facts.contact)
                .map_or_else(|| open("article.open.contact"), |typed| contact(&typed)),
            result_time: markdown(&one_line(&facts.result_time)),
        }
    }

    /// A sentence: the one for the kind, where there is one.
    fn say(&self, key: &str) -> String {
        let own = format!("article.{}.{key}", self.kind);
        let key = if text::has(&own) { own } else { format!("article.{key}") };
        let (action, menu) = (bold(&self.labels.action), bold(&self.labels.menu_item));
        let (category, list) = (bold(&self.labels.category), bold(&self.labels.list_label));
        text::render(
            &key,
            &[
                ("name", &self.name),
                ("token_name", &self.token_name),
                ("token_place", &self.token_place),
                ("contact", &self.contact),
                ("result_time", &self.result_time),
                ("action", &action),
                ("menu", &menu),
                ("category", &category),
                ("list", &list),
            ],
        )
    }

    fn says(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.say(key)).collect()
    }

    /// The candidate fields, as a recruiter sees them.
    fn fields(&self) -> Vec<String> {
        let line = |field: &FieldLabel| {
            let label = markdown(&field.label);
            if field.required { label } else { text::render("input.optional", &[("label", &label)]) }
        };
        self.labels.fields.iter().map(line).collect()
    }
}

fn numbered(steps: &[String]) -> String {
    let lines: Vec<String> =
        steps.iter().enumerate().map(|(at, step)| format!("{}. {step}", at + 1)).collect();
    lines.join("\n")
}

fn bullets(points: &[String]) -> String {
    let lines: Vec<String> = points.iter().map(|point| format!("- {point}")).collect();
    lines.join("\n")
}

/// Blocks with an empty line between them.
fn blocks(blocks: &[String]) -> String {
    blocks.join("\n\n")
}

fn intro(words: &Words) -> String {
    let needs = bullets(&words.says(&["intro.account", "intro.role"]));
    blocks(&[words.say("intro"), words.say("intro.before"), needs])
}

fn token(words: &Words) -> String {
    let steps = numbered(&words.says(&["token.go", "token.copy"]));
    blocks(&[steps, words.say("token.secret")])
}

fn connect(words: &Words) -> String {
    let steps = numbered(&words.says(&[
        "connect.open",
        "connect.find",
        "connect.integrate",
        "connect.accept",
        "connect.paste",
    ]));
    let roles =
        numbered(&words.says(&["connect.roles.settings", "connect.roles.tick", "connect.roles.save"]));
    blocks(&[steps, words.say("connect.done"), words.say("connect.roles"), roles])
}

fn send(words: &Words) -> String {
    let mut steps = words.says(&["send.open", "send.start"]);
    let fields = words.fields();
    if !fields.is_empty() {
        // Indented as deep as the text of the step that it belongs to.
        let list = bullets(&fields).replace("- ", "   - ");
        steps.push(format!("{}\n{list}", words.say("send.fields")));
    }
    steps.extend(words.says(&["send.choose", "send.send"]));
    numbered(&steps)
}

fn results(words: &Words) -> String {
    let mut all = vec![words.say("results.open"), bullets(&words.says(&["results.clock", "results.score"]))];
    all.push(words.say("results.link"));
    if !words.result_time.is_empty() {
        all.push(words.say("results.time"));
    }
    blocks(&all)
}

fn data(words: &Words) -> String {
    let mut sent: Vec<String> = words.labels.fields.iter().map(|field| markdown(&field.label)).collect();
    sent.extend(words.says(&["data.test", "data.numbers"]));
    blocks(&[words.say("data.sent"), bullets(&sent), words.say("data.back")])
}

fn remove(words: &Words) -> String {
    let ways = bullets(&words.says(&["remove.change", "remove.remove"]));
    blocks(&[words.say("remove.open"), ways])
}

/// A first draft of the article: every section, in order.
pub fn outline(record: &Draft, facts: &Facts) -> Vec<Section> {
    let words = Words::of(record, facts);
    let section = |key: SectionKey| Section {
        key,
        heading: words.say(&format!("{}.heading", key.key())),
        body: match key {
            SectionKey::Intro => intro(&words),
            SectionKey::Token => token(&words),
            SectionKey::Connect => connect(&words),
            SectionKey::Send => send(&words),
            SectionKey::Results => results(&words),
            SectionKey::Data => data(&words),
            SectionKey::Remove => remove(&words),
            SectionKey::Help => blocks(&words.says(&["help.built", "help.contact"])),
        },
    };
    SectionKey::ALL.into_iter().map(section).collect()
}

/// What the article may be called.
pub fn title(record: &Draft) -> String {
    let name = one_line(&record.name);
    let name = if name.is_empty() { placeholder(&text::plain("article.open.name")) } else { name };
    text::render("article.title", &[("name", &name)])
}
