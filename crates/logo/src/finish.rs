//! The last steps of every file: what was chosen is done, and the result is looked at.

use crate::arrange::{self, Arranged, Drawing};
use crate::bounds::Bounds;
use crate::notes::{Notes, Repair};
use crate::places::{self, Spots};
use crate::rewrite::{Rewritten, rewrite};
use crate::vector::{self, Read};
use crate::{Choices, Finding, LogoFault, advice, backdrop, colors, measure, visibility};

/// The side at which colors are counted.
const COLOR_SIDE: u32 = 256;

/// A source of ours before choices are done to it.
pub(crate) struct Draft<'a> {
    pub(crate) svg: String,
    /// As that is read.
    pub(crate) read: Read,
    pub(crate) likeness: f64,
    pub(crate) drawing: Drawing<'a>,
}

/// Drawings of more layers are made to exhaust a program.
const MAX_LAYERS: usize = 100;

/// The result, and what was seen of it.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) svg: String,
    pub(crate) likeness: f64,
    pub(crate) repairs: Vec<Repair>,
    pub(crate) advice: Vec<Finding>,
    pub(crate) square: Bounds,
    pub(crate) spots: Spots,
    pub(crate) colors: Vec<[u8; 3]>,
    /// The color of the box behind the drawing.
    pub(crate) ground: Option<[u8; 3]>,
    pub(crate) is_hidden_on_dark: bool,
}

/// Does to a draft what was chosen.
///
/// # Errors
/// Says why the result can't be used.
pub(crate) fn finish(draft: Draft<'_>, choices: &Choices) -> Result<Finished, LogoFault> {
    let Draft { mut svg, mut read, mut likeness, drawing } = draft;
    let mut repairs = Vec::new();
    if let Some(arranged) = arrange::arrange(&drawing, choices)? {
        let again = rewritten(&arranged)?;
        (svg, read, likeness) = (again.svg, again.result, again.likeness.min(likeness));
        repairs = arranged.repairs;
    }
    let mut finished = if layers(read.tree.root()) > MAX_LAYERS {
        unseen(&read, &drawing)
    } else {
        look(&read, &drawing, choices)
    };
    if choices.writes_lowercase_view_box {
        svg = svg.replacen(" viewBox=", " viewbox=", 1);
    }
    (finished.svg, finished.likeness, finished.repairs) = (svg, likeness, repairs);
    Ok(finished)
}

fn rewritten(arranged: &Arranged) -> Result<Rewritten, LogoFault> {
    let mut notes = Notes::default();
    let read = vector::read(&arranged.markup, &mut notes)?;
    rewrite(&arranged.markup, read, notes)
}

/// What is seen of the result.
fn look(read: &Read, drawing: &Drawing<'_>, choices: &Choices) -> Finished {
    let square = read.square();
    let mut root = read.root.clone();
    root.set("viewBox", format!("{} {} {} {}", square.x, square.y, square.width, square.height));
    if choices.background.is_some() {
        backdrop::remove_first(&mut root);
    }
    let box_behind = backdrop::find(&root).filter(|found| found.is_seen);
    let ground = box_behind.as_ref().map(|found| found.color).or(drawing.ground);
    let white = ground.filter(|color| backdrop::is_white(*color));
    let grounds: Vec<[u8; 3]> = white.into_iter().chain(choices.background).collect();
    let content = measure::content(read, square, &grounds);
    let seen = visibility::on_white_and_dark(read);
    let mut advice = seen.as_ref().map(|(white, _)| advice::of_visibility(white)).unwrap_or_default();
    advice.extend(content.map(|content| advice::of_layout(content, square)).unwrap_or_default());
    advice.extend(white.map(|color| Finding::Ground { color }));
    let spots = Spots {
        pictures: places::pictures(&read.tree),
        content,
        ground: white.map(|_| box_behind.map_or(drawing.frame, |found| found.bounds)),
        ..Spots::default()
    };
    Finished {
        svg: String::new(),
        likeness: 0.0,
        repairs: Vec::new(),
        advice,
        square,
        spots,
        colors: measure::drawn(read, square, COLOR_SIDE)
            .map(|pixels| colors::main(&pixels))
            .unwrap_or_default(),
        ground,
        is_hidden_on_dark: seen.is_none_or(|(_, dark)| advice::is_hidden(&dark)),
    }
}

/// Pictures of their own that drawing a group takes, in itself and inside.
fn layers(group: &usvg::Group) -> usize {
    let inside = group.children().iter().map(|node| match node {
        usvg::Node::Group(inner) => layers(inner),
        _ => 0,
    });
    usize::from(group.should_isolate()) + inside.sum::<usize>()
}

/// A drawing that takes too long to be drawn again and again: nothing is said of how it looks.
fn unseen(read: &Read, drawing: &Drawing<'_>) -> Finished {
    Finished {
        svg: String::new(),
        likeness: 0.0,
        repairs: Vec::new(),
        advice: Vec::new(),
        square: read.square(),
        spots: Spots { pictures: places::pictures(&read.tree), ..Spots::default() },
        colors: Vec::new(),
        ground: drawing.ground,
        is_hidden_on_dark: false,
    }
}
