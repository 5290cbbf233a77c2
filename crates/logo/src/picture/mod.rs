//! Pictures: decoded, squared, and traced as paths where they are flat drawings, else wrapped in SVG.

mod color;
mod contour;
mod curve;
mod decode;
mod gif_rows;
mod ground;
pub(crate) mod likeness;
mod outline;
mod palette;
mod png_rows;
mod scale;
mod source;
mod tiff_parts;
mod trace;
mod under;
mod wrap;

use crate::fault::LogoFault;
use crate::method::Method;
use image::RgbaImage;

/// A traced drawing that is less like its picture is not taken.
pub const TRACE_BAR: f64 = 0.97;

/// The side at which a file is shown beside the logo.
const ORIGINAL_SIDE: u32 = 512;

/// What is wanted of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Makes the even color behind the drawing transparent.
    pub remove_background: bool,
    /// Wraps the picture though it could be traced.
    pub keep_picture: bool,
}

/// A picture turned into a logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// The source: square, of paths or of one picture.
    pub svg: String,
    /// `PNG`, `JPEG`, …
    pub format: &'static str,
    /// In pixels, as the file says it.
    pub width: u32,
    /// In pixels, as the file says it.
    pub height: u32,
    /// [`Method::Traced`] or [`Method::Wrapped`].
    pub method: Method,
    /// How like it is to the squared picture, 0 to 1.
    pub likeness: f64,
    /// How like the drawing would be that was not taken, where the picture was flat enough to trace.
    pub traced_likeness: Option<f64>,
    /// The even color behind the drawing, if there is one. Removed only on request.
    pub background: Option<[u8; 3]>,
    /// The picture as it was, upright, at most 512 pixels a side.
    pub original: RgbaImage,
}

/// Turns a picture into a logo. Takes up to seconds for large pictures: not for the window's thread.
///
/// # Errors
/// Says whether the type, the size or the content is at fault.
pub fn convert(bytes: &[u8], options: &Options) -> Result<Converted, LogoFault> {
    let decoded = decode::decode(bytes)?;
    let mut pixels = decoded.pixels;
    let original = scale::shrink(&pixels, ORIGINAL_SIDE);
    let found = ground::find(&pixels, decoded.is_lossy);
    let square = match found {
        Some(ground) if options.remove_background => {
            ground::remove(&mut pixels, ground);
            ground::square(&pixels, None)
        }
        found => ground::square(&pixels, found),
    };
    let square = square.ok_or(LogoFault::NothingDrawn)?;
    drop(pixels);
    let flat = if options.keep_picture { None } else { palette::flat(&square, decoded.is_lossy) };
    let traced = flat.and_then(|flat| trace::trace(&flat));
    let traced = traced.map(|svg| (likeness::likeness(&svg, &square), svg));
    let traced_likeness = traced.as_ref().map(|(likeness, _)| *likeness);
    let accepted =
        traced.filter(|(likeness, svg)| *likeness >= TRACE_BAR && svg.len() <= wrap::FITTING_BYTES);
    let (method, likeness, svg) = if let Some((likeness, svg)) = accepted {
        (Method::Traced, likeness, svg)
    } else {
        let svg = wrap::wrap(&square).ok_or(LogoFault::Broken)?;
        (Method::Wrapped, likeness::likeness(&svg, &square), svg)
    };
    Ok(Converted {
        svg,
        format: decoded.format,
        width: decoded.width,
        height: decoded.height,
        method,
        likeness,
        traced_likeness,
        background: found.map(ground::Ground::color),
        original,
    })
}
