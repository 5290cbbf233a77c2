//! What a person chose, done to a drawing that is already ours: its square, what is behind it, what is cut
//! off. The drawing is read and written anew afterwards.

use crate::backdrop;
use crate::bounds::Bounds;
use crate::markup::Part;
use crate::measure;
use crate::notes::{Notes, Repair};
use crate::vector::{self, Read};
use crate::{Choices, Frame, LogoFault};
use roxmltree::Document;

/// A drawing in our own markup.
pub(crate) struct Drawing<'a> {
    /// With more digits than are kept, since a part of it may become all that is seen.
    pub(crate) markup: &'a str,
    /// What the file shows. Nothing outside was meant to be seen.
    pub(crate) frame: Bounds,
    /// The even color that a picture has behind its drawing.
    pub(crate) ground: Option<[u8; 3]>,
}

/// A drawing as it was chosen, not yet written anew.
#[derive(Debug)]
pub(crate) struct Arranged {
    pub(crate) markup: String,
    pub(crate) repairs: Vec<Repair>,
}

/// Boxes under each other that are taken out at most.
const MAX_GROUNDS: usize = 3;

/// Our markup as parts.
pub(crate) fn parts(markup: &str) -> Result<Part, LogoFault> {
    let document = Document::parse(markup).map_err(|_| LogoFault::SelfCheck)?;
    Ok(Part::of_node(document.root_element()))
}

/// Whether anything was chosen that changes a drawing.
pub(crate) fn is_asked(choices: &Choices) -> bool {
    !choices.keeps_view() || choices.background.is_some() || choices.removes_ground
}

/// Does to a drawing what was chosen; `None` where that changes nothing.
///
/// # Errors
/// [`LogoFault::SelfCheck`] for what isn't our markup.
pub(crate) fn arrange(drawing: &Drawing<'_>, choices: &Choices) -> Result<Option<Arranged>, LogoFault> {
    if !is_asked(choices) {
        return Ok(None);
    }
    let mut root = parts(drawing.markup)?;
    let mut repairs = Vec::new();
    if choices.removes_ground && remove_grounds(&mut root) {
        repairs.push(Repair::GroundRemoved);
    }
    if !choices.keeps_view() {
        let read = vector::read(&root.to_markup(), &mut Notes::default())?;
        let square = view(&read, choices, &white_grounds(drawing, &root));
        if !choices.shows_overflow && measure::shows_outside(&read, square, drawing.frame) {
            vector::cut(&mut root, drawing.frame);
            repairs.push(Repair::Clipped);
        }
        root.set("viewBox", format!("{} {} {} {}", square.x, square.y, square.width, square.height));
        repairs.extend(matches!(choices.frame, Frame::Content { .. }).then_some(Repair::Centered));
        repairs.extend(choices.moves_frame().then_some(Repair::FrameMoved));
    }
    if let Some(color) = choices.background {
        put_behind(&mut root, color)?;
        repairs.push(Repair::BackgroundAdded);
    }
    let is_changed = !repairs.is_empty();
    Ok(is_changed.then(|| Arranged { markup: root.to_markup(), repairs }))
}

/// Takes the box out that is seen behind the drawing, with those that it hides.
fn remove_grounds(root: &mut Part) -> bool {
    let mut is_removed = false;
    for _ in 0..MAX_GROUNDS {
        let Some(found) = backdrop::find(root) else { break };
        backdrop::remove(root, &found);
        is_removed = true;
        if found.is_seen {
            break;
        }
    }
    is_removed
}

/// The white that a drawing stands on: the space around it is no part of it.
fn white_grounds(drawing: &Drawing<'_>, root: &Part) -> Vec<[u8; 3]> {
    let behind = backdrop::find(root).filter(|found| found.is_seen).map(|found| found.color);
    drawing.ground.into_iter().chain(behind).filter(|color| backdrop::is_white(*color)).collect()
}

/// The square that was chosen.
fn view(read: &Read, choices: &Choices, grounds: &[[u8; 3]]) -> Bounds {
    let mut square = read.square();
    if let Frame::Content { padding } = choices.frame {
        let area = if choices.shows_overflow { read.reach() } else { square };
        if let Some(content) = measure::content(read, area, grounds) {
            square = content.square(content.longer() / (1.0 - 2.0 * padding));
        }
    }
    let mut square = square.square(square.width / choices.zoom);
    square.x -= choices.shift[0] * square.width;
    square.y -= choices.shift[1] * square.width;
    square
}

/// A shape of one color that fills the square, behind everything.
fn put_behind(root: &mut Part, [red, green, blue]: [u8; 3]) -> Result<(), LogoFault> {
    let frame = root.get("viewBox").and_then(crate::frame::numbers).ok_or(LogoFault::SelfCheck)?;
    let [x, y, width, height] = frame;
    let mut shape = Part::new("rect");
    for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
        shape.set(name, value.to_string());
    }
    shape.set("fill", format!("#{red:02x}{green:02x}{blue:02x}"));
    root.children.insert(0, shape);
    Ok(())
}
