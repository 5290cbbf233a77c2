//! Recruitee's screens with the partner's own words: the card in the marketplace, the dialog that asks for the token,
//! and the dialog that sends a candidate. They are simplified, and say that they are previews.

use crate::embedded_logo::data_url;
use crate::labels::Labels;
use crate::panel::{Drawn, Field, LINK, NAME, Panel, QUIET, TITLE};
use crate::section::SectionKey;
use crate::typed::{one_line, shortened};
use partner::Draft;

/// Where the exports expect the pictures.
pub const PICTURES_FOLDER: &str = "pictures";

/// A drawing that an article shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name in the folder [`PICTURES_FOLDER`].
    pub file_name: String,
    /// What it shows, for those who don't see it.
    pub alt: String,
    /// The drawing.
    pub svg: String,
    /// Below which section it is shown.
    pub section: SectionKey,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// No dialog of Recruitee has near as many fields, and an article no room for them.
const MOST_FIELDS: usize = 10;
/// A longer name is not read to the end in an alternative text.
const NAME_IN_ALT: usize = 80;
/// What stands for a token that was pasted.
const MASKED: &str = "••••••••••••";

fn word(key: &str) -> String {
    text::plain(&format!("article.picture.{key}"))
}

/// What the pictures show of a record, each text on one line.
struct Shown<'a> {
    name: String,
    description: String,
    logo: Option<String>,
    labels: &'a Labels,
}

impl<'a> Shown<'a> {
    fn of(record: &Draft, labels: &'a Labels) -> Self {
        let or = |typed: String, key: &str| if typed.is_empty() { word(key) } else { typed };
        Self {
            name: or(one_line(&record.name), "name"),
            description: or(one_line(&record.description), "description"),
            logo: data_url(&record.logo),
            labels,
        }
    }

    fn card(&self) -> Panel {
        let mut panel = Panel::card(&one_line(&self.labels.category));
        panel.logo(self.logo.as_deref());
        panel.text(NAME, 2, &self.name);
        panel.space(4.0);
        // Recruitee cuts the description of a card, too.
        panel.text(QUIET, 3, &self.description);
        panel
    }

    fn token_dialog(&self) -> Panel {
        let mut panel = Panel::dialog();
        panel.text(TITLE, 2, &self.name);
        panel.space(4.0);
        panel.text(QUIET, 4, &self.description);
        panel.text(LINK, 1, &word("learn"));
        panel.head_ends();
        let (label, value) = (&word("token"), MASKED);
        panel.field(&Field { label, value, is_required: false, is_choice: false, is_hint: false });
        panel.buttons(&word("integrate"), &word("cancel"));
        panel
    }

    fn send_dialog(&self) -> Panel {
        let mut panel = Panel::dialog();
        panel.text(TITLE, 2, &one_line(&self.labels.dialog_title));
        panel.space(2.0);
        panel.text(QUIET, 1, &word("candidate"));
        panel.head_ends();
        let select = word("select");
        for field in self.labels.fields.iter().take(MOST_FIELDS) {
            let label = one_line(&field.label);
            let is_hint = field.sample.is_empty();
            let value = if is_hint && field.is_choice { &select } else { &field.sample };
            let (is_required, is_choice) = (false, field.is_choice);
            let label =
                if field.required { label } else { text::render("input.optional", &[("label", &label)]) };
            panel.field(&Field { label: &label, value, is_required, is_choice, is_hint });
        }
        let list = one_line(&self.labels.list_label);
        panel.field(&Field {
            label: &list,
            value: &select,
            is_required: true,
            is_choice: true,
            is_hint: true,
        });
        panel.buttons(&word("send"), &word("cancel"));
        panel
    }

    fn picture(&self, (name, section): (&str, SectionKey), panel: Panel) -> Picture {
        let short = shortened(&self.name, NAME_IN_ALT);
        let alt = text::render(&format!("article.picture.alt.{name}"), &[("name", &short)]);
        let Drawn { svg, width, height } = panel.finish(&word("preview"), &alt);
        Picture { file_name: format!("{name}.svg"), alt, svg, section, width, height }
    }
}

/// The pictures for an article about a record.
pub fn pictures(record: &Draft, labels: &Labels) -> Vec<Picture> {
    let shown = Shown::of(record, labels);
    vec![
        shown.picture(("listing-card", SectionKey::Connect), shown.card()),
        shown.picture(("token-dialog", SectionKey::Connect), shown.token_dialog()),
        shown.picture(("send-dialog", SectionKey::Send), shown.send_dialog()),
    ]
}
