//! Reads an SVG into few words, bounded and converted by `usvg`, and writes it anew from an allowlist. Nothing
//! of a source is passed through, so nothing can hide in what is.

use crate::bounds::Bounds;
use crate::bundled::bundled;
use crate::compact::{compact, decimals};
use crate::decode::MAX_SOURCE_BYTES;
use crate::fonts::{self, FontNotes, Replaced};
use crate::inspect::SVG_NAMESPACE;
use crate::likeness::Framed;
use crate::markup::{Part, without_clear};
use crate::notes::{Lost, Notes, Repair};
use crate::{LogoFault, cost, motion, normal, tidy, tree_cost};
use roxmltree::Document;
use std::{sync::Arc, thread};
use usvg::{ImageHrefResolver, Node, Options, Tree, WriteOptions};

/// For drawings that are nested deeply: their parts are functions that call themselves.
pub const STACK_BYTES: usize = 192 * 1024 * 1024;

/// A drawing that was read.
pub(crate) struct Read {
    pub(crate) tree: Tree,
    pub(crate) origin: (f64, f64),
    pub(crate) root: Part,
    pub(crate) fonts: Vec<Replaced>,
}

impl Read {
    /// What the file shows.
    pub(crate) fn frame(&self) -> Bounds {
        let (size, (x, y)) = (self.tree.size(), self.origin);
        Bounds { x, y, width: f64::from(size.width()), height: f64::from(size.height()) }
    }

    /// The square around that.
    pub(crate) fn square(&self) -> Bounds {
        self.frame().square(self.frame().longer())
    }

    /// The square around all that is drawn, inside the frame or not.
    pub(crate) fn reach(&self) -> Bounds {
        let drawn: Bounds = self.tree.root().abs_layer_bounding_box().to_rect().into();
        let all = self.frame().around(drawn);
        all.square(all.longer())
    }
}

/// Runs `work` with room for deep nesting. What panics there is a fault of the file.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> Result<T, LogoFault> + Send) -> Result<T, LogoFault> {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        started.map_err(|_| LogoFault::TooComplex)?.join().map_err(|_| LogoFault::Broken)?
    })
}

pub(crate) fn framed(read: &Read) -> Framed<'_> {
    Framed { tree: &read.tree, origin: read.origin }
}

/// Reads a source, with a bound on what that and drawing it may take.
///
/// # Errors
/// Says why it can't be read.
pub(crate) fn read(source: &str, notes: &mut Notes) -> Result<Read, LogoFault> {
    let mut read = read_uncut(source, notes)?;
    if shows_outside(&read.tree, read.origin) {
        let frame = read.frame();
        cut(&mut read.root, frame);
        read.tree = tree(&read.root.to_markup(), letters_in(&read.root) > 0, &FontNotes::default())?;
        notes.repair(Repair::Clipped);
    }
    Ok(read)
}

/// As [`read`]; the space that makes it square shows what the frame of the file cut off.
///
/// # Errors
/// Says why it can't be read.
pub(crate) fn read_uncut(source: &str, notes: &mut Notes) -> Result<Read, LogoFault> {
    if source.len() > MAX_SOURCE_BYTES {
        return Err(LogoFault::TooComplex);
    }
    let tidied = tidy::tidy(source)?;
    if tidied.is_repaired {
        notes.repair(Repair::Markup);
    }
    let document = normal::parse(&tidied.text)?;
    let normal::Normal { mut root, origin } = normal::normal(&document, notes, 0)?;
    if document.descendants().any(|node| node.tag_name().name() == "style" || node.has_attribute("style")) {
        notes.repair(Repair::Styles);
    }
    cost::bound(&mut root, notes)?;
    root.set("xmlns", SVG_NAMESPACE);
    let letters = letters_in(&root);
    let font_notes = FontNotes::default();
    let tree = tree(&root.to_markup(), letters > 0, &font_notes)?;
    tree_cost::bound(&tree)?;
    let missing = letters.saturating_sub(drawn_letters(tree.root()));
    if tree.root().children().is_empty()
        || (letters > 0 && !tree.root().abs_bounding_box().width().is_finite())
    {
        return Err(nothing_drawn(source, notes, letters, &font_notes));
    }
    if letters > 0 {
        if let Some(font) = font_notes.replaced().into_iter().find(|font| font.used.is_none()) {
            return Err(LogoFault::NoFont { wanted: font.wanted });
        }
        notes.repair(Repair::Outlines);
        for _ in 0..missing.max(font_notes.letters_without_face()) {
            notes.lose(Lost::Letters);
        }
    }
    Ok(Read { tree, origin, root, fonts: font_notes.replaced() })
}

fn nothing_drawn(source: &str, notes: &Notes, letters: usize, fonts: &FontNotes) -> LogoFault {
    if notes.has_animation || motion::is_in(source) {
        return LogoFault::Animation;
    }
    if letters > 0 {
        let wanted = fonts.replaced().into_iter().next().map_or_else(String::new, |one| one.wanted);
        return LogoFault::NoFont { wanted };
    }
    LogoFault::NothingDrawn
}

/// How many `text` elements hold letters.
fn letters_in(root: &Part) -> usize {
    fn has_letters(part: &Part) -> bool {
        !part.text.trim().is_empty() || part.children.iter().any(has_letters)
    }
    let mut count = 0;
    root.each(&mut |part| {
        let is_hidden = part.get("display") == Some("none");
        count += usize::from(part.name == "text" && !is_hidden && has_letters(part));
    });
    count
}

fn drawn_letters(group: &usvg::Group) -> usize {
    let mut count = 0;
    for node in group.children() {
        count += match node {
            Node::Group(inner) => drawn_letters(inner),
            Node::Text(text) => usize::from(!text.flattened().children().is_empty()),
            _ => 0,
        };
        node.subroots(|root| count += drawn_letters(root));
    }
    count
}

/// Whether the space that is added to make a drawing square would show what its frame cut off.
fn shows_outside(tree: &Tree, (x, y): (f64, f64)) -> bool {
    let size = tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    if (width - height).abs() <= 0.001 * width.max(height) {
        return false;
    }
    let drawn = tree.root().abs_layer_bounding_box();
    let slack = 0.002 * width.max(height);
    if width < height {
        f64::from(drawn.left()) < x - slack || f64::from(drawn.right()) > x + width + slack
    } else {
        f64::from(drawn.top()) < y - slack || f64::from(drawn.bottom()) > y + height + slack
    }
}

/// Cuts everything off that is outside `frame`.
pub(crate) fn cut(root: &mut Part, frame: Bounds) {
    let mut shape = Part::new("rect");
    for (name, value) in [("x", frame.x), ("y", frame.y), ("width", frame.width), ("height", frame.height)] {
        shape.set(name, value.to_string());
    }
    let mut cut = Part::new("clipPath");
    cut.set("id", "frame");
    cut.children.push(shape);
    root.wrap_children("g").set("clip-path", "url(#frame)");
    root.children.insert(0, cut);
}

pub(crate) fn tree(markup: &str, has_text: bool, notes: &FontNotes) -> Result<Tree, LogoFault> {
    let options = Options {
        // Scripts and pages are not the only leak: by default usvg opens files that the source names.
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        font_family: "sans-serif".to_owned(),
        font_size: 16.0,
        font_resolver: fonts::resolver(notes),
        fontdb: if has_text { bundled().clone() } else { Arc::default() },
        ..Options::default()
    };
    Tree::from_str(markup, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached => LogoFault::TooComplex,
        usvg::Error::InvalidSize => LogoFault::NothingDrawn,
        usvg::Error::ParsingFailed(error) => error.into(),
        _ => LogoFault::Broken,
    })
}

/// Writes a drawing, square, with this many digits more than are seen.
pub(crate) fn write(read: &Read, more_digits: usize) -> String {
    let written = read.tree.to_string(&WriteOptions {
        coordinates_precision: 8,
        transforms_precision: 8,
        indent: usvg::Indent::None,
        ..WriteOptions::default()
    });
    let size = read.tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let side = width.max(height);
    let digits = decimals(side) + more_digits;
    let content =
        Document::parse(&written).map(|document| without_clear(Part::of_node(document.root_element())));
    let mut root = Part::new("svg");
    root.set("xmlns", SVG_NAMESPACE);
    let corner = |at: f64, length: f64| crate::geometry::number(at + (length - side) / 2.0, digits.max(3));
    let (x, y) = (corner(read.origin.0, width), corner(read.origin.1, height));
    let side = crate::geometry::number(side, digits.max(3));
    root.set("viewBox", format!("{x} {y} {side} {side}"));
    root.children = content.map_or_else(|_| Vec::new(), |content| compact(content, digits));
    root.to_markup()
}
