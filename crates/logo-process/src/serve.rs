//! The side that works on the picture.

use crate::fence;
use crate::message::{ARGUMENT, Answer, Order};
use logo::MAX_FILE_BYTES;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

/// Works on the picture that comes in on standard input, if this process was started for that; `None` if not.
/// Must be called before anything else: before threads, and before anything is opened.
pub fn serve_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != ARGUMENT || arguments.next().is_some() {
        return None;
    }
    // Whoever started this is gone, or sent something else: there is nobody to tell.
    Some(if serve().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn serve() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    order.limits.keep();
    // Limits hold in any case. A system without fences has the allowlist, as other programs do.
    let _ = fence::enter();
    let mut bytes = Vec::new();
    // One more byte than is allowed shows that there are too many.
    input.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let answer: Answer = logo::import_with(&bytes, &order.choices);
    drop(bytes);
    let mut output = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}
