//! A plain SVG drawing: rectangles, and text that stays in its room.

use crate::escape::markup;
use crate::measure::{Font, Room, wrap};

/// A rectangle with round corners.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) radius: f64,
}

/// What a rectangle is filled and framed with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    pub(crate) fill: &'static str,
    pub(crate) line: &'static str,
}

/// A place, in pixels from the upper left corner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// Text of several lines, and where its first begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    pub(crate) at: At,
    pub(crate) room: Room,
}

/// No frame, or no fill.
pub(crate) const NONE: &str = "none";

/// What has been drawn so far.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    body: String,
}

/// The distance between two lines.
fn line_height(font: Font) -> f64 {
    (font.size * 1.45).round()
}

/// Where the base of a line is that begins at a height.
fn base(top: f64, font: Font) -> f64 {
    top + f64::midpoint(line_height(font), font.size * 0.72).round()
}

/// One line of text.
struct Line<'a> {
    at: At,
    font: Font,
    text: &'a str,
    anchor: &'static str,
}

impl Drawing {
    /// Draws a rectangle. Its frame is on whole pixels, so that it is sharp.
    pub(crate) fn rect(&mut self, rect: Rect, paint: Paint) {
        let (half, less) = if paint.line == NONE { (0.0, 0.0) } else { (0.5, 1.0) };
        self.body.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\"/>\n",
            rect.x + half,
            rect.y + half,
            rect.width - less,
            rect.height - less,
            rect.radius,
            paint.fill,
            paint.line
        ));
    }

    /// Draws an outline, such as that of an icon, in a box that begins at a place.
    pub(crate) fn path(&mut self, at: At, path: &str, line: &str) {
        self.body.push_str(&format!(
            "<path transform=\"translate({} {})\" d=\"{path}\" fill=\"none\" stroke=\"{line}\" \
             stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n",
            at.x, at.y
        ));
    }

    /// Shows a picture that is a `data:` URL.
    pub(crate) fn image(&mut self, rect: Rect, data_url: &str) {
        self.body.push_str(&format!(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"{}\"/>\n",
            rect.x,
            rect.y,
            rect.width,
            rect.height,
            markup(data_url)
        ));
    }

    /// Writes one line, whose base is at a place.
    fn line(&mut self, line: &Line<'_>) {
        let Line { at, font, text, anchor } = *line;
        let weight = if font.is_bold { 600 } else { 400 };
        self.body.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{weight}\" fill=\"{}\"{anchor}>{}</text>\n",
            at.x,
            at.y,
            font.size,
            font.fill,
            markup(text)
        ));
    }

    /// Writes a text into its room, and says how high it became.
    pub(crate) fn text(&mut self, block: Block, font: Font, text: &str) -> f64 {
        let height = line_height(font);
        let mut y = base(block.at.y, font);
        let lines = wrap(text, font, block.room);
        for text in &lines {
            self.line(&Line { at: At { x: block.at.x, y }, font, text, anchor: "" });
            y += height;
        }
        y - base(block.at.y, font)
    }

    /// Writes a text of one line into the middle of its room.
    pub(crate) fn centered(&mut self, block: Block, font: Font, text: &str) {
        let at = At { x: block.at.x + block.room.width / 2.0, y: base(block.at.y, font) };
        if let Some(text) = wrap(text, font, block.room).first() {
            self.line(&Line { at, font, text, anchor: " text-anchor=\"middle\"" });
        }
    }

    /// Puts another drawing on top.
    pub(crate) fn add(&mut self, other: &Self) {
        self.body.push_str(&other.body);
    }

    /// The drawing as a file of its own, with what it shows in words.
    pub(crate) fn svg(&self, (width, height): (u32, u32), alt: &str) -> String {
        let alt = markup(alt);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-label=\"{alt}\" font-family=\"Inter, system-ui, -apple-system, \
             'Segoe UI', 'Noto Sans', Roboto, Arial, sans-serif\">\n<title>{alt}</title>\n{}</svg>\n",
            self.body
        )
    }
}
