//! What a person may want of a file beside what makes it a logo.

use serde::{Deserialize, Serialize};

/// What a person wants of a file. The default changes nothing of how it looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, and any may be made with any other"
)]
pub struct Choices {
    /// What the square shows before it is zoomed and shifted.
    pub frame: Frame,
    /// 1 shows the frame, 2 the half of its side in the middle.
    pub zoom: f64,
    /// How far the drawing is moved to the right and down, in shares of the square's side.
    pub shift: [f64; 2],
    /// Color behind the drawing.
    pub background: Option<[u8; 3]>,
    /// Takes the even ground away that the file has behind its drawing: a box of one color.
    pub removes_ground: bool,
    /// Keeps a picture a picture, though it could be drawn as paths.
    pub keeps_picture: bool,
    /// Shows what the file's frame cut off, where the square has space for it.
    pub shows_overflow: bool,
    /// Writes `viewbox`, as the examples of Recruitee's documentation do. Readers of XML don't know it.
    pub writes_lowercase_view_box: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            frame: Frame::File,
            zoom: 1.0,
            shift: [0.0; 2],
            background: None,
            removes_ground: false,
            keeps_picture: false,
            shows_overflow: false,
            writes_lowercase_view_box: false,
        }
    }
}

/// What the square shows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Frame {
    /// What the file shows, in the middle.
    File,
    /// What is drawn, in the middle.
    Content {
        /// Space at each side, in shares of the square's side: 0 to [`MAX_PADDING`].
        padding: f64,
    },
}

/// Where something is in the square of the result, in shares of its side: 0 is left and top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Space at each side of a drawing that is squared by its content, unless another is chosen.
const PADDING: f64 = 0.06;
/// The most space at each side.
pub const MAX_PADDING: f64 = 0.4;
/// The least and the most zoom.
pub const ZOOM: (f64, f64) = (0.25, 8.0);

/// What is done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remedy {
    /// The square is laid around what is drawn.
    Center,
    /// The even ground behind the drawing is taken away.
    RemoveGround,
}

impl Choices {
    /// These choices with one thing done about a finding.
    #[must_use]
    pub fn with(mut self, remedy: Remedy) -> Self {
        match remedy {
            Remedy::Center => self.frame = Frame::Content { padding: PADDING },
            Remedy::RemoveGround => self.removes_ground = true,
        }
        self
    }

    /// The nearest choices that can be followed. What is no number counts as not chosen.
    #[must_use]
    pub fn clamped(&self) -> Self {
        let within = |value: f64, usual: f64, (least, most): (f64, f64)| {
            if value.is_finite() { value.clamp(least, most) } else { usual }
        };
        let frame = match self.frame {
            Frame::File => Frame::File,
            Frame::Content { padding } => {
                Frame::Content { padding: within(padding, PADDING, (0.0, MAX_PADDING)) }
            }
        };
        Self {
            frame,
            zoom: within(self.zoom, 1.0, ZOOM),
            shift: self.shift.map(|shift| within(shift, 0.0, (-1.0, 1.0))),
            ..self.clone()
        }
    }

    /// Whether the square is zoomed or shifted.
    #[expect(clippy::float_cmp, reason = "exactly these were not chosen")]
    pub(crate) fn moves_frame(&self) -> bool {
        self.zoom != 1.0 || self.shift != [0.0; 2]
    }

    /// Whether the square shows what the file shows.
    pub(crate) fn keeps_view(&self) -> bool {
        self.frame == Frame::File && !self.moves_frame()
    }
}
