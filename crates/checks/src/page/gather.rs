//! Puts the texts of a page where they belong while its tags go by.

use super::elements::{Own, Role, is_gap, is_hidden, is_inline, own_of, own_of_foreign};
use super::open_elements::{OpenElements, breaks_out, is_void};
use super::tokens::{Sink, StartTag};
use super::{Page, Paragraph, ParagraphKind};
use html5gum::State;

/// Headings, buttons and links beyond these are not needed to tell what a page is.
const MOST_PARTS: usize = 300;
/// Nor is more of one of them.
const MOST_CHARACTERS: usize = 300;
/// A form that says this much holds an article: some sites put their whole page into one.
const WHOLE_PAGE_IN_A_FORM: usize = 200;

/// What is kept with an open element.
#[derive(Debug)]
struct Place {
    own: Own,
    role: Role,
    kind: ParagraphKind,
    /// Where its text begins in the text of the page.
    from: usize,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Run {
    text: String,
    letters: usize,
    letters_in_links: usize,
}

/// Reads a page tag by tag.
#[derive(Debug, Default)]
pub(super) struct Gather {
    page: Page,
    open: OpenElements<Place>,
    /// What holds for the whole body.
    outermost: Role,
    run: Run,
    run_role: Role,
    run_kind: ParagraphKind,
    in_form: Vec<Paragraph>,
    in_banner: Vec<Paragraph>,
    in_noscript: Vec<Paragraph>,
    has_title: bool,
}

impl Gather {
    /// Closes what is open and hands over the page.
    pub(super) fn finish(mut self) -> Page {
        self.end_run();
        // Where nothing ends it, a browser without scripts goes on reading: what followed is the page.
        let is_open = |place: &Place| place.role.has(Role::NOSCRIPT);
        if self.open.top().is_some_and(|top| is_open(&top.data)) {
            let unread = std::mem::take(&mut self.in_noscript);
            self.page.text.extend(unread.iter().flat_map(|run| [" ", &run.text]));
            self.page.paragraphs.extend(unread);
        }
        self.cut(0);
        self.page.tidy();
        self.page
    }

    fn role(&self) -> Role {
        self.open.top().map_or(self.outermost, |top| top.data.role)
    }

    fn kind(&self) -> ParagraphKind {
        self.open.top().map_or(ParagraphKind::Text, |top| top.data.kind)
    }

    fn push(&mut self, name: &str, is_foreign: bool, own: Own) {
        let kind = kind_of(name).unwrap_or_else(|| self.kind());
        let place = Place { own, role: self.role().within(own), kind, from: self.page.text.len() };
        self.open.push(name, is_foreign, place);
    }

    /// Closes all elements at and above a position.
    fn cut(&mut self, position: usize) {
        while self.open.len() > position {
            let Some(closed) = self.open.pop() else { return };
            if !is_inline(&closed.name) && !is_gap(&closed.name) {
                self.end_run();
            }
            self.closed(&closed.data);
        }
    }

    fn closed(&mut self, place: &Place) {
        let role = place.role;
        let outer = self.role();
        let begins = |what: Role| role.has(what) && !outer.has(what);
        if !role.is_unread() && !role.has(Role::NOSCRIPT) {
            let text = || {
                let text = self.page.text.get(place.from..).unwrap_or_default();
                let words: Vec<&str> = text.split_whitespace().collect();
                words.join(" ").chars().take(MOST_CHARACTERS).collect::<String>()
            };
            let is_of_the_page = !role.has(Role::DIALOG.and(Role::BANNER));
            let keep = |list: &mut Vec<String>, text: String| {
                if !text.is_empty() && list.len() < MOST_PARTS {
                    list.push(text);
                }
            };
            if begins(Role::HEADING) && is_of_the_page {
                let text = text();
                let is_side = role.has(Role::SIDE);
                let list = if is_side {
                    &mut self.page.side_headings
                } else if role.has(Role::FORM) {
                    &mut self.page.form_headings
                } else {
                    &mut self.page.headings
                };
                keep(list, text);
            }
            if begins(Role::BUTTON) && is_of_the_page {
                let text = text();
                let list =
                    if role.has(Role::SIDE) { &mut self.page.side_buttons } else { &mut self.page.buttons };
                keep(list, text);
            } else if begins(Role::LINK) && is_of_the_page && !role.has(Role::SIDE) {
                let text = text();
                keep(&mut self.page.links, text);
            }
        }
        if begins(Role::FORM) {
            self.settle_form();
        }
        if begins(Role::BANNER) {
            self.settle_banner();
        }
        if begins(Role::NOSCRIPT) {
            let unread = std::mem::take(&mut self.in_noscript);
            self.page.noscript.extend(unread.iter().flat_map(|run| [" ", &run.text]));
        }
    }

    fn settle_form(&mut self) {
        let runs = std::mem::take(&mut self.in_form);
        if runs.iter().map(|run| run.text.chars().count()).sum::<usize>() >= WHOLE_PAGE_IN_A_FORM {
            self.page.paragraphs.extend(runs);
        }
    }

    fn settle_banner(&mut self) {
        let runs = std::mem::take(&mut self.in_banner);
        let speaks_of_cookies = |run: &Paragraph| {
            let run = run.text.to_lowercase();
            ["cookie", "ciasteczk", "consent", "privacy"].iter().any(|word| run.contains(word))
        };
        if !runs.iter().any(speaks_of_cookies) {
            self.page.paragraphs.extend(runs);
        }
    }

    fn end_run(&mut self) {
        self.page.text.push(' ');
        let run = std::mem::take(&mut self.run);
        if run.letters == 0 {
            return;
        }
        let text = run.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Nearly all of it leads elsewhere: navigation, whatever element it stands in.
        if run.letters_in_links * 5 >= run.letters * 4 {
            return;
        }
        let role = self.run_role;
        let list = if role.has(Role::NOSCRIPT) {
            &mut self.in_noscript
        } else if role.has(Role::BANNER) {
            &mut self.in_banner
        } else if role.has(Role::DIALOG.and(Role::CONTROL)) {
            return;
        } else if role.has(Role::SIDE) {
            self.page.side_paragraphs.push(text);
            return;
        } else if role.has(Role::FORM) {
            &mut self.in_form
        } else {
            &mut self.page.paragraphs
        };
        list.push(Paragraph { text, kind: self.run_kind });
    }

    fn field(&mut self, tag: &StartTag, role: Role) {
        let kind = tag.get("type").unwrap_or("text").trim().to_ascii_lowercase();
        let is_side = role.has(Role::SIDE.and(Role::DIALOG).and(Role::BANNER));
        match kind.as_str() {
            "password" if is_side => self.page.has_side_password = true,
            "password" => self.page.has_password = true,
            "submit" | "button" | "image" => {
                let text = tag.get("value").or(tag.get("aria-label")).unwrap_or_default().trim().to_owned();
                let list = if is_side { &mut self.page.side_buttons } else { &mut self.page.buttons };
                if !text.is_empty() && list.len() < MOST_PARTS {
                    list.push(text);
                }
            }
            "text" | "email" | "tel" | "url" if !is_side => {
                let names = ["name", "id", "autocomplete", "placeholder", "aria-label"];
                let asks = |name: &str| {
                    let text = tag.get(name).unwrap_or_default().to_lowercase();
                    USER_NAMES.split_whitespace().any(|word| text.contains(word))
                };
                self.page.has_user_field |= kind == "email" || names.into_iter().any(asks);
            }
            _ => {}
        }
    }

    fn start_html(&mut self, tag: &StartTag) -> Option<State> {
        let name = tag.name.as_str();
        if let Some(position) = self.open.cut_before(name) {
            self.cut(position);
        }
        if !is_inline(name) && !is_gap(name) {
            self.end_run();
        } else if is_gap(name) && !matches!(name, "script") {
            self.page.text.push(' ');
            self.run.text.push(' ');
        }
        let role = self.role();
        match name {
            "html" | "body" => {
                if is_hidden(tag) {
                    self.outermost = self.outermost.and(Role::HIDDEN);
                }
                return None;
            }
            "head" => return None,
            "form" if role.has(Role::FORM) => return None,
            "script" if is_script(tag) && !role.has(Role::NOSCRIPT) => self.page.has_script = true,
            "meta" if !role.is_unread() && !role.has(Role::NOSCRIPT) && tag.is("http-equiv", "refresh") => {
                self.page.refresh.get_or_insert_with(|| tag.get("content").unwrap_or_default().to_owned());
            }
            "base" if self.page.base.is_none() => self.page.base = tag.get("href").map(str::to_owned),
            "input" if !role.has(Role::NOSCRIPT) && !role.is_unread() && !is_hidden(tag) => {
                self.field(tag, role);
            }
            _ => {}
        }
        let is_root = |id| APP_ROOTS.split_whitespace().any(|root| root == id);
        self.page.has_app_root |= tag.get("id").is_some_and(is_root) || name == "app-root";
        if is_void(name) {
            return None;
        }
        let is_foreign = matches!(name, "svg" | "math");
        if is_foreign && tag.is_self_closing {
            return None;
        }
        self.push(name, is_foreign, if is_foreign { own_of_foreign(tag) } else { own_of(tag) });
        match name {
            "script" => Some(State::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(State::RawText),
            "title" | "textarea" => Some(State::RcData),
            "plaintext" => Some(State::PlainText),
            _ => None,
        }
    }
}

/// What an element makes of the text in it; `None` where that is what holds around it.
fn kind_of(name: &str) -> Option<ParagraphKind> {
    Some(match name {
        "h1" => ParagraphKind::Heading(1),
        "h2" => ParagraphKind::Heading(2),
        "h3" => ParagraphKind::Heading(3),
        "h4" => ParagraphKind::Heading(4),
        "h5" => ParagraphKind::Heading(5),
        "h6" | "dt" | "summary" | "caption" => ParagraphKind::Heading(6),
        "li" => ParagraphKind::Item,
        "td" | "th" => ParagraphKind::Cell,
        "dd" | "main" | "article" | "section" | "blockquote" => ParagraphKind::Text,
        _ => return None,
    })
}

/// Whether a script is one that runs, rather than data.
fn is_script(tag: &StartTag) -> bool {
    let kind = tag.get("type").unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty()
        || ["javascript", "ecmascript", "module", "jsx", "babel"].iter().any(|one| kind.contains(one))
}

/// Ids of the element that scripts put a page into.
const APP_ROOTS: &str =
    "root app __next __nuxt ___gatsby svelte q-app app-root react-root ember-app main-app";

/// Parts of names of fields that ask who somebody is.
const USER_NAMES: &str = "user email e-mail login account identifier gebruiker benutzer anmeldename identifiant courriel usuario \
    correo";

impl Sink for Gather {
    fn start(&mut self, tag: &StartTag) -> Option<State> {
        if self.open.is_foreign() {
            if !breaks_out(&tag.name) {
                if !tag.is_self_closing {
                    self.push(&tag.name, true, own_of_foreign(tag));
                }
                return None;
            }
            let position = self.open.foreign_from();
            self.cut(position);
        }
        self.start_html(tag)
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "html" | "body" | "head") {
            return;
        }
        if self.open.is_foreign() && matches!(name, "p" | "br") {
            let position = self.open.foreign_from();
            self.cut(position);
        }
        if !is_inline(name) && !is_gap(name) {
            self.end_run();
        }
        let position = match name {
            "form" => self.open.top().filter(|top| top.name == name).map(|_| self.open.len() - 1),
            _ => self.open.cut_at_end(name),
        };
        match position {
            Some(position) => self.cut(position),
            None if matches!(name, "a" | "form") => self.end_early(name),
            None => {}
        }
        if is_gap(name) {
            self.page.text.push(' ');
            self.run.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let role = self.role();
        if role.is_unread() {
            return;
        }
        if role.has(Role::TITLE) {
            // A second title is none.
            if !self.has_title {
                self.page.title.push_str(text);
                self.has_title = true;
            }
            return;
        }
        if !role.has(Role::NOSCRIPT) {
            self.page.text.push_str(text);
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.run.text.push_str(text);
        self.run.letters += letters;
        if role.has(Role::LINK) {
            self.run.letters_in_links += letters;
        }
        self.run_role = role;
        self.run_kind = self.kind();
    }

    fn is_foreign(&self) -> bool {
        self.open.is_foreign()
    }
}

impl Gather {
    /// The end tag of a link or form: what was opened within stays open, and is no longer of it.
    fn end_early(&mut self, name: &str) {
        let Some(position) = self.open.take_out(name) else { return };
        let mut role = match position.checked_sub(1) {
            Some(below) => self.open.data_at(below).map_or(self.outermost, |place| place.role),
            None => self.outermost,
        };
        let was_form = name == "form";
        for (at, place) in self.open.data_from(position).enumerate() {
            if at == 0 {
                place.own = Own::default();
            }
            role = role.within(place.own);
            place.role = role;
        }
        if was_form {
            self.settle_form();
        }
    }
}
