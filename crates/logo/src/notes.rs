//! What was noticed on the way from a file to the logo.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that was changed so that the logo is accepted everywhere and looks as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Repair {
    /// The file was packed (`.svgz`).
    Unpacked,
    /// The text was in another encoding than UTF-8.
    Encoding,
    /// The text was no XML: entities of HTML, a bare `&`, prefixes that were not declared.
    Markup,
    /// `viewbox` became `viewBox`.
    ViewBoxSpelling,
    /// Colors of newer style sheets became sRGB.
    Colors,
    /// Style sheets became attributes.
    Styles,
    /// Background of the root became a shape.
    Background,
    /// A transform that only some readers follow became part of the shapes.
    Transforms,
    /// References were written so that every reader follows them.
    References,
    /// References that lead back to themselves were removed.
    Loops,
    /// An animation was replaced by its end.
    Animation,
    /// A drawing within the drawing became part of it.
    Embedded,
    /// Text became shapes.
    Outlines,
    /// What the frame cut off stays cut off in the added space.
    Clipped,
    /// A picture was drawn as paths.
    Traced,
    /// The square was laid around what is drawn.
    Centered,
    /// The square was zoomed or shifted.
    FrameMoved,
    /// The even ground behind the drawing was removed.
    GroundRemoved,
    /// A color was put behind the drawing.
    BackgroundAdded,
    /// What the frame cut off is shown.
    OverflowShown,
    /// The drawing was written anew, shorter.
    Rewritten,
}

impl Repair {
    /// Its name in the catalog of sentences.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unpacked => "unpacked",
            Self::Encoding => "encoding",
            Self::Markup => "markup",
            Self::ViewBoxSpelling => "view_box_spelling",
            Self::Colors => "colors",
            Self::Styles => "styles",
            Self::Background => "background",
            Self::Transforms => "transforms",
            Self::References => "references",
            Self::Loops => "loops",
            Self::Animation => "animation",
            Self::Embedded => "embedded",
            Self::Outlines => "outlines",
            Self::Clipped => "clipped",
            Self::Traced => "traced",
            Self::Centered => "centered",
            Self::FrameMoved => "frame_moved",
            Self::GroundRemoved => "ground_removed",
            Self::BackgroundAdded => "background_added",
            Self::OverflowShown => "overflow_shown",
            Self::Rewritten => "rewritten",
        }
    }
}

/// A kind of part that could not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lost {
    /// Colors that can't be read.
    Color,
    /// Pictures that are elsewhere.
    OutsidePicture,
    /// Pictures in the file that can't be read.
    DamagedPicture,
    /// Lines of the same width at every size: they now scale with the drawing.
    FixedStroke,
    /// Cuts that are no shapes of SVG.
    ClipShape,
    /// Pieces of web pages.
    Page,
    /// Letters that no font here has.
    Letters,
}

impl Lost {
    /// Its name in the catalog of sentences.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Color => "color",
            Self::OutsidePicture => "outside_picture",
            Self::DamagedPicture => "damaged_picture",
            Self::FixedStroke => "fixed_stroke",
            Self::ClipShape => "clip_shape",
            Self::Page => "page",
            Self::Letters => "letters",
        }
    }
}

/// Notes about one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Notes {
    pub(crate) repairs: BTreeSet<Repair>,
    pub(crate) lost: BTreeMap<Lost, usize>,
    pub(crate) has_animation: bool,
    /// Style sheets say where shapes are, which few readers but browsers follow.
    pub(crate) has_styled_shapes: bool,
}

impl Notes {
    pub(crate) fn lose(&mut self, what: Lost) {
        *self.lost.entry(what).or_default() += 1;
    }

    pub(crate) fn repair(&mut self, what: Repair) {
        self.repairs.insert(what);
    }

    /// Whether plain readers of SVG would draw something else than we do, on purpose.
    pub(crate) fn reads_otherwise(&self) -> bool {
        use Repair::{
            Animation, Background, Clipped, Colors, Embedded, Loops, References, Transforms, ViewBoxSpelling,
        };
        [Animation, Background, Clipped, Colors, Embedded, Loops, References, Transforms, ViewBoxSpelling]
            .iter()
            .any(|one| self.repairs.contains(one))
            || !self.lost.is_empty()
            || self.has_styled_shapes
    }
}
