//! A dialog or a card of Recruitee, drawn from top to bottom.

use crate::drawing::{At, Block, Drawing, NONE, Paint, Rect};
use crate::measure::{Font, Room, width};

/// All pictures are this wide.
const WIDTH: u32 = 480;
const LEFT: f64 = 40.0;
const TOP: f64 = 44.0;
const PADDING: f64 = 20.0;
const DIALOG: f64 = 400.0;
const CARD: f64 = 280.0;

const INK: &str = "#14171c";
const INK_2: &str = "#4c5361";
const PAPER: &str = "#ffffff";
const GROUND: &str = "#edf0f5";
const LINE: &str = "#c5ccd6";
const HAIR: &str = "#dfe3ea";
const BLUE: &str = "#1473c4";

/// The title of a dialog.
pub(crate) const TITLE: Font = Font { size: 18.0, is_bold: true, fill: INK };
/// A name on a card.
pub(crate) const NAME: Font = Font { size: 15.0, is_bold: true, fill: INK };
/// What is said below a title.
pub(crate) const QUIET: Font = Font { size: 13.0, is_bold: false, fill: INK_2 };
/// Where a click leads somewhere.
pub(crate) const LINK: Font = Font { size: 13.0, is_bold: false, fill: BLUE };
const LABEL: Font = Font { size: 13.0, is_bold: true, fill: INK };
const BODY: Font = Font { size: 13.0, is_bold: false, fill: INK };
const SMALL: Font = Font { size: 11.0, is_bold: true, fill: INK_2 };

/// An icon of 24 pixels: a frame with hills.
const NO_LOGO: &str = "M3 5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2z\
                       M3 17l5-5 4 4 3-3 6 6M15.5 8h.01";
/// An arrow of 10 pixels that points down.
const DOWN: &str = "M1 3l4 4 4-4";

/// A field as it is drawn.
pub(crate) struct Field<'a> {
    pub(crate) label: &'a str,
    pub(crate) value: &'a str,
    pub(crate) is_required: bool,
    pub(crate) is_choice: bool,
    /// Its value is a hint rather than an entry.
    pub(crate) is_hint: bool,
}

/// What a button looks like.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Main,
    Plain,
}

/// A dialog or a card that grows downward.
pub(crate) struct Panel {
    front: Drawing,
    wide: f64,
    top: f64,
    /// Where the next part begins.
    y: f64,
}

/// A finished drawing, with its size in pixels.
pub(crate) struct Drawn {
    pub(crate) svg: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a height of some thousand at most"
)]
fn whole(height: f64) -> u32 {
    height.ceil().clamp(1.0, 10_000.0) as u32
}

impl Panel {
    fn new(top: f64, wide: f64) -> Self {
        Self { front: Drawing::default(), wide, top, y: top + PADDING }
    }

    /// A dialog without content yet.
    pub(crate) fn dialog() -> Self {
        Self::new(TOP, DIALOG)
    }

    /// A card without content yet, below the category that it is in.
    pub(crate) fn card(category: &str) -> Self {
        let mut front = Drawing::default();
        let place = Block { at: At { x: LEFT, y: TOP }, room: Room { width: DIALOG, lines: 1 } };
        let height = front.text(place, LABEL, category);
        Self { front, ..Self::new(TOP + height + 8.0, CARD) }
    }

    fn inner(&self) -> f64 {
        self.wide - 2.0 * PADDING
    }

    fn block(&self, x: f64, width: f64) -> Block {
        Block { at: At { x: LEFT + PADDING + x, y: self.y }, room: Room { width, lines: 1 } }
    }

    /// Leaves room.
    pub(crate) fn space(&mut self, height: f64) {
        self.y += height;
    }

    /// Text over the whole width, on so many lines at most.
    pub(crate) fn text(&mut self, font: Font, lines: usize, text: &str) {
        let block = self.block(0.0, self.inner());
        let room = Room { lines, ..block.room };
        self.y += self.front.text(Block { room, ..block }, font, text);
    }

    /// A logo, or the icon that stands for one.
    pub(crate) fn logo(&mut self, data_url: Option<&str>) {
        let frame = Rect { x: LEFT + PADDING, y: self.y, width: 48.0, height: 48.0, radius: 8.0 };
        if let Some(url) = data_url {
            self.front.rect(frame, Paint { fill: PAPER, line: HAIR });
            let inside = Rect { x: frame.x + 6.0, y: frame.y + 6.0, width: 36.0, height: 36.0, radius: 0.0 };
            self.front.image(inside, url);
        } else {
            self.front.rect(frame, Paint { fill: GROUND, line: NONE });
            self.front.path(At { x: frame.x + 12.0, y: frame.y + 12.0 }, NO_LOGO, INK_2);
        }
        self.y += 48.0 + 12.0;
    }

    /// Ends the head of a dialog.
    pub(crate) fn head_ends(&mut self) {
        self.space(16.0);
        self.rule();
        self.space(18.0);
    }

    /// A line from edge to edge.
    fn rule(&mut self) {
        let line = Rect { x: LEFT + 1.0, y: self.y, width: self.wide - 2.0, height: 1.0, radius: 0.0 };
        self.front.rect(line, Paint { fill: HAIR, line: NONE });
        self.y += 1.0;
    }

    /// A field below its label.
    pub(crate) fn field(&mut self, field: &Field<'_>) {
        let label = if field.is_required { format!("{} *", field.label) } else { field.label.to_owned() };
        self.y += self.front.text(self.block(0.0, self.inner()), LABEL, &label) + 4.0;
        let frame = Rect { x: LEFT + PADDING, y: self.y, width: self.inner(), height: 36.0, radius: 6.0 };
        self.front.rect(frame, Paint { fill: PAPER, line: LINE });
        let arrow = if field.is_choice { 28.0 } else { 0.0 };
        let font = if field.is_hint { QUIET } else { BODY };
        self.y += 8.0;
        self.front.text(self.block(12.0, self.inner() - 24.0 - arrow), font, field.value);
        if field.is_choice {
            self.front.path(At { x: frame.x + frame.width - 24.0, y: frame.y + 13.0 }, DOWN, INK_2);
        }
        self.y += 28.0 + 14.0;
    }

    /// Two buttons at the lower right, below a line.
    pub(crate) fn buttons(&mut self, main: &str, other: &str) {
        self.space(4.0);
        self.rule();
        self.space(14.0);
        let left = self.button(LEFT + self.wide - PADDING, main, Look::Main);
        self.button(left - 8.0, other, Look::Plain);
        self.y += 34.0 - PADDING + 14.0;
    }

    /// A button that ends at `right`; where it begins.
    fn button(&mut self, right: f64, label: &str, look: Look) -> f64 {
        let (fill, line, ink) = match look {
            Look::Main => (BLUE, NONE, PAPER),
            Look::Plain => (PAPER, LINE, INK),
        };
        let font = Font { fill: ink, ..LABEL };
        let wide = width(label, font).ceil().min(self.inner() / 2.0 - 36.0);
        let frame = Rect { x: right - wide - 24.0, y: self.y, width: wide + 24.0, height: 34.0, radius: 6.0 };
        self.front.rect(frame, Paint { fill, line });
        let at = At { x: frame.x + 12.0, y: self.y + 7.0 };
        self.front.centered(Block { at, room: Room { width: wide, lines: 1 } }, font, label);
        frame.x
    }

    /// The panel on its ground, marked as a preview. What it shows is said in words, too.
    pub(crate) fn finish(self, mark: &str, alt: &str) -> Drawn {
        let bottom = self.y + PADDING;
        let height = whole(bottom + 24.0);
        let mut all = Drawing::default();
        let ground = Rect { x: 0.0, y: 0.0, width: f64::from(WIDTH), height: f64::from(height), radius: 8.0 };
        all.rect(ground, Paint { fill: GROUND, line: NONE });
        let place = Block { at: At { x: LEFT, y: 16.0 }, room: Room { width: DIALOG, lines: 1 } };
        all.text(place, SMALL, mark);
        let panel = Rect { x: LEFT, y: self.top, width: self.wide, height: bottom - self.top, radius: 8.0 };
        all.rect(panel, Paint { fill: PAPER, line: LINE });
        all.add(&self.front);
        Drawn { svg: all.svg((WIDTH, height), alt), width: WIDTH, height }
    }
}
