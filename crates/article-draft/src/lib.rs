//! A first draft of the help article that Recruitee asks of each partner, made from the record.
//!
//! [`outline`] writes the sections, a person edits them, and the exports turn an [`Article`] into Markdown, plain text
//! and an HTML page. [`pictures`] draws Recruitee's screens with the partner's own words. All are functions of their
//! input, and no export holds a script or an outside reference, whatever was typed.

mod article;
mod drawing;
mod embedded_logo;
mod escape;
mod export;
mod facts;
mod html;
mod labels;
mod markdown;
mod measure;
mod open_points;
mod outline;
mod panel;
mod picture;
mod plain_text;
mod section;
mod subset;
mod typed;

pub use article::Article;
pub use export::export;
pub use facts::Facts;
pub use html::html;
pub use labels::{FieldLabel, Labels};
pub use markdown::markdown;
pub use open_points::{OpenPoint, open_points};
pub use outline::{outline, title};
pub use picture::{PICTURES_FOLDER, Picture, pictures};
pub use plain_text::plain_text;
pub use section::{Section, SectionKey};
