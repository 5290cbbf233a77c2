//! What a person may want of a file beside what makes it a logo.

use serde::{Deserialize, Serialize};

/// What a person wants of a file. The default changes nothing of how it looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        /// Space at each side, in shares of the square's side: 0 to 0.4.
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
