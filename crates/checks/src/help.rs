//! HELP: the article that customers are led to.

use crate::article_phrases::{
    Missing, asks_for_cookies, asks_for_scripts, explains, forbids, goes_on, is_sign_on,
    is_sign_on_through_another, keeps_out, says_missing, segments,
};
use crate::article_urls::{asked_and_found, is_sign_on_url, went_home};
use crate::no_answer::{asked_to_wait, no_answer};
use crate::page::{Page, decode, is_html};
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{Call, Cause, Evidence};
use url::Url;

/// HELP-1
pub(crate) fn opens(_: &str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) => answer,
        Err(crate::ProbeError::Redirects) => return Finding::developers("loop"),
        Err(error) => return no_answer(&error),
    };
    if let Some(product) = robot_wall(answer) {
        return Finding::unknown(Cause::RobotWall).with("product", product);
    }
    if let Some(error) = answer.body_fault.as_ref().filter(|_| answer.status == 200) {
        return no_answer(error);
    }
    match answer.status {
        200 if is_html(&answer.content_type, &decode(&answer.body, &answer.content_type)) => Finding::pass(),
        200 if is_pdf(&answer.content_type, &answer.body) => Finding::yours("pdf"),
        200 => Finding::developers("not_html").with("found", short(&answer.content_type)),
        404 | 410 => Finding::yours("missing").with("status", answer.status),
        401 | 403 => Finding::yours("log_in").with("status", answer.status),
        429 => asked_to_wait(answer),
        500..=599 => Finding::developers("server_error").with("status", answer.status),
        status => Finding::developers("status").with("status", status),
    }
}

fn is_pdf(content_type: &str, body: &[u8]) -> bool {
    content_type.to_ascii_lowercase().contains("/pdf") || body.starts_with(b"%PDF-")
}

fn short(text: &str) -> String {
    if text.is_empty() { "help.no_type".into() } else { text.chars().take(60).collect() }
}

/// Shorter texts are no articles.
const SHORT: usize = 200;
/// A log-in page says no more than this, nor does the page that stands for a missing one; an article may.
const MEDIUM: usize = 600;
/// A page that says more than this is an article, whatever it asks for.
const LONG: usize = 1_500;
/// Less is no text at all: a word on a button, a name.
const NOTHING: usize = 60;
/// What a page says first, in characters.
const BEGINNING: usize = 300;

/// A page with what is asked of it more than once.
struct Read {
    page: Page,
    length: usize,
    /// It speaks of Recruitee, so it is not a page of any other purpose.
    is_on_topic: bool,
    /// It speaks of tokens or integrations.
    is_near_topic: bool,
}

impl Read {
    fn of(page: Page) -> Self {
        let length = page.length();
        let says = |words: &[&str]| {
            page.paragraphs.iter().flat_map(|one| one.text.split_whitespace()).any(|word| {
                // The path that was asked for is often quoted by the page that says it is missing.
                let word = word.to_lowercase();
                !word.contains('/') && words.iter().any(|topic| word.contains(topic))
            })
        };
        let is_on_topic = length >= SHORT && says(&["recruitee"]);
        let near = ["token", "api", "integrat", "intégr", "koppel", "verknüpf", "schlüssel", "integrac"];
        let is_near_topic = is_on_topic || length >= SHORT && says(&near);
        Self { page, length, is_on_topic, is_near_topic }
    }

    /// The heading that names the page.
    fn heading(&self) -> Option<&String> {
        let page = &self.page;
        [&page.headings, &page.form_headings, &page.side_headings].into_iter().find_map(|list| list.first())
    }

    /// What names it: title and heading.
    fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.page.title).chain(self.heading())
    }

    /// The first sentences of its main text.
    fn beginning(&self) -> String {
        let mut text = String::new();
        for paragraph in &self.page.paragraphs {
            text.extend(paragraph.text.chars().take(BEGINNING));
            text.push_str(". ");
            if text.len() > BEGINNING {
                break;
            }
        }
        text
    }

    /// The sentence that says there is no such page.
    fn missing(&self) -> Option<String> {
        let plainly = |text: &String| {
            says_missing(text) == Some(Missing::Plainly) && !(self.length >= SHORT && explains(text))
        };
        let perhaps = |text: &String| says_missing(text).is_some();
        let (title, heading) = (&self.page.title, self.heading());
        let title_is_plain = plainly(title);
        if title_is_plain && heading.is_none_or(perhaps) {
            return Some(title.clone());
        }
        if let Some(heading) = heading
            && plainly(heading)
            && !self.is_on_topic
            && self.length < LONG
        {
            return Some(heading.clone());
        }
        if self.length >= MEDIUM {
            return None;
        }
        if title_is_plain {
            return Some(title.clone());
        }
        if self.is_on_topic {
            return None;
        }
        if let Some(name) = self.names().find(|name| perhaps(name) && !explains(name)) {
            return Some(name.clone());
        }
        let beginning = self.beginning();
        let is_short = self.length < SHORT;
        let says = |sentence: &str| match says_missing(sentence) {
            Some(Missing::Plainly) => true,
            Some(Missing::Perhaps) => is_short,
            None => false,
        };
        let side = self.page.side_headings.iter().find(|heading| is_short && plainly(heading));
        let explained = |sentence: &str| {
            let of = |heading: &&String| heading.contains(sentence);
            self.page.headings.iter().filter(of).any(|heading| !is_short && explains(heading))
        };
        let sentence = || segments(&beginning).find(|sentence| says(sentence) && !explained(sentence));
        side.cloned().or_else(|| sentence().map(str::to_owned))
    }

    /// Whether it asks to log in, where an article should be.
    fn is_log_in(&self, asked: Option<&Url>, found: Option<&Url>) -> bool {
        let page = &self.page;
        let names_say = self.names().any(|name| is_sign_on(name));
        let button_says = page.buttons.iter().any(|button| is_sign_on(button));
        let is_through_another =
            page.buttons.iter().chain(&page.links).any(|button| is_sign_on_through_another(button));
        let asks_for_name = page.has_user_field
            && (button_says || is_through_another || page.buttons.iter().any(|button| goes_on(button)));
        let asks = page.has_password || asks_for_name || is_through_another;
        let beginning = self.beginning();
        let keeps_out = keeps_out(&beginning)
            || self.names().any(|name| forbids(name))
            || (self.length < SHORT && forbids(&beginning));

        let is_sign_on_page = found.or(asked).is_some_and(is_sign_on_url);
        let was_sent_there = is_sign_on_page && found.is_some() && !asked.is_some_and(is_sign_on_url);
        if was_sent_there && self.length < LONG && (asks || names_say || keeps_out || !self.is_on_topic) {
            return true;
        }
        if self.length < SHORT {
            return is_sign_on_page || asks || names_say || keeps_out || page.has_side_password;
        }
        if self.length >= MEDIUM {
            return false;
        }
        if keeps_out {
            return true;
        }
        let named_otherwise = page.headings.iter().any(|heading| !is_sign_on(heading));
        if self.is_on_topic {
            return page.has_password && names_say && !named_otherwise;
        }
        asks && names_say || page.has_password && !self.is_near_topic
    }

    /// Whether it says nothing but that cookies are to be accepted first.
    fn is_cookie_wall(&self) -> bool {
        let about_cookies = |text: &&str| asks_for_cookies(text);
        let paragraphs = || self.page.paragraphs.iter().map(|one| one.text.as_str());
        let asking: usize = paragraphs().filter(about_cookies).map(|text| text.chars().count()).sum();
        asks_for_cookies(&self.page.text)
            && !self.is_on_topic
            && (self.length < NOTHING || self.length < LONG && 2 * asking > self.length)
    }

    /// Whether it is empty since its scripts were not run.
    fn needs_scripts(&self) -> bool {
        let page = &self.page;
        let says_nothing = page.text.chars().count() < NOTHING && self.length < NOTHING / 2;
        // An empty root is filled by scripts, also by such as stand in no place that a page names.
        (page.has_script || page.has_app_root)
            && (says_nothing
                || self.length < NOTHING && page.has_app_root
                || asks_for_scripts(&page.noscript) && self.length < NOTHING
                || self.length < SHORT && page.paragraphs.iter().any(|one| asks_for_scripts(&one.text)))
    }
}

/// HELP-2: an article that can be read, rather than a page that only looks like an answer.
pub(crate) fn is_article(_: &str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) if answer.status == 200 => answer,
        _ => return Finding::unknown(Cause::DependsOn("HELP-1")),
    };
    let read = Read::of(Page::read(&decode(&answer.body, &answer.content_type)));
    let (asked, found) = asked_and_found(evidence, answer);
    let quote = |text: &str| text.chars().take(80).collect::<String>();

    let missing = read.missing();
    let is_named_log_in = read.names().any(|name| is_sign_on(name));
    let is_plain = missing.as_deref().is_some_and(|text| says_missing(text) == Some(Missing::Plainly));
    // A page that says it is missing is that, also when something on it asks to log in.
    let is_log_in_first = missing.is_none() || is_named_log_in || read.page.has_password && !is_plain;
    if is_log_in_first && read.is_log_in(asked.as_ref(), found.as_ref()) {
        return Finding::yours("log_in_wall");
    }
    if let Some(title) = missing {
        return Finding::yours("soft_404").with("title", quote(&title));
    }
    if let (Some(asked), Some(found)) = (&asked, &found)
        && went_home(asked, found)
    {
        return Finding::yours("went_home");
    }
    // Where a page has its text in a sidebar or its header, by mistake or by taste, it can still be read.
    let aside: usize = read.page.side_paragraphs.iter().map(|text| text.chars().count()).sum();
    if read.length >= SHORT && read.is_cookie_wall() {
        return Finding::yours("cookie_wall");
    }
    if read.length >= SHORT || aside >= LONG {
        return Finding::pass().with("title", quote(&read.page.title));
    }
    if read.needs_scripts() {
        Finding::developers("needs_scripts")
    } else if read.is_cookie_wall() {
        Finding::yours("cookie_wall")
    } else {
        Finding::yours("empty").with("length", read.length)
    }
}
