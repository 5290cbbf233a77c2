//! Any picture in, an SVG that Recruitee takes out.
//!
//! Three questions: [`inspect`] tells what is wrong with an SVG source, [`visibility`] what can be seen of
//! it at its smallest, [`import`] turns the bytes of a file into a source in which nothing is wrong. All are
//! functions of their input; findings and repairs are data, and what to do with them is decided elsewhere.
//!
//! On its way a drawing is decoded, made XML (`tidy`), put into few words (`normal`), bounded (`cost`),
//! converted by usvg (`vector`), and written anew (`compact`) until reading and writing change nothing more
//! (`rewrite`).

mod active;
mod advice;
mod allowed;
mod arcs;
mod arrange;
mod backdrop;
mod bounds;
mod bundled;
mod choices;
mod colors;
mod compact;
mod cost;
mod decode;
mod definitions;
mod embedded;
mod entities;
mod families;
mod fault;
mod filters;
mod finish;
mod fonts;
mod frame;
mod geometry;
mod import;
mod inspect;
mod leftovers;
mod likeness;
mod links;
mod markup;
mod measure;
mod method;
mod motion;
mod normal;
mod notes;
mod original;
mod paint;
mod path;
pub mod picture;
mod places;
mod plain;
mod rewrite;
mod ssim;
mod style;
mod tidy;
mod tree_cost;
mod vector;
mod visibility;

pub use active::Active;
pub use advice::remedy;
pub use choices::{Choices, Frame, MAX_PADDING, Place, Remedy, ZOOM};
pub use fault::{LogoFault, XmlCause};
pub use fonts::is_kind_of_font;
pub use import::{Imported, MAX_FILE_BYTES, SourceFacts, import, import_with};
pub use inspect::{Finding, Report, inspect};
pub use method::Method;
pub use notes::{Lost, Repair};
pub use vector::STACK_BYTES;
pub use visibility::{Visibility, visibility};
