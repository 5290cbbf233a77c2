//! Any picture in, an SVG that Recruitee takes out.
//!
//! Three questions: [`inspect`] tells what is wrong with an SVG source, [`visibility`] what can be seen of
//! it at its smallest, [`import`] turns the bytes of a file into a source in which nothing is wrong. All are functions of their input; findings and repairs
//! are data, and what to do with them is decided elsewhere.

mod fault;
mod import;
mod inspect;
mod method;
pub mod picture;
mod vector;
mod visibility;

pub use fault::LogoFault;
pub use import::{Imported, MAX_FILE_BYTES, SourceFacts, import};
pub use inspect::{Active, Finding, Report, inspect};
pub use method::Method;
pub use visibility::{Visibility, visibility};
