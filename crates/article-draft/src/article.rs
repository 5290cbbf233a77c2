//! An article as it is exported.

use crate::picture::Picture;
use crate::section::{Section, SectionKey};

/// What is exported: the sections as they were edited, below a title.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// Plain text.
    pub title: &'a str,
    /// In their order.
    pub sections: &'a [Section],
    /// Each is shown below the section that it belongs to, and nowhere if that was removed. May be empty.
    pub pictures: &'a [Picture],
}

impl<'a> Article<'a> {
    /// The pictures of a section.
    pub(crate) fn pictures_of(&self, key: SectionKey) -> impl Iterator<Item = &'a Picture> + use<'a> {
        self.pictures.iter().filter(move |picture| picture.section == key)
    }
}
