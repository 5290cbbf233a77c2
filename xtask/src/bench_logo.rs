//! `bench logos`: logos beside the programs that people know, in the same run: `svgo` for drawings, `vtracer`
//! for pictures. Both are used here alone.

use crate::{
    Outcome, packages,
    process::{built, command, finish, root, run},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Instant,
};

const RUNS: usize = 7;
/// At least so many times faster than `svgo`, as processes.
const SPEED_BAR: f64 = 10.0;
/// At most this many times the bytes of `svgo`, in the middle of all fixtures.
const SIZE_BAR: f64 = 1.0;
/// The length of the drawing whose repair is timed.
const DRAWING_BYTES: usize = 50 * 1024;

/// Measures logos in `folder` and prints a row for each bar.
pub(crate) fn logos(folder: &Path) -> Outcome {
    packages::install_page()?;
    run("cargo", &["build", "--release", "--package", "cli", "--locked"])?;
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let kept = [repair(folder)?, size(folder)?];
    let traced = tracing(folder);
    if kept.iter().all(|is_kept| *is_kept) { traced } else { traced.and(Err("a bar was missed".into())) }
}

fn tracing(folder: &Path) -> Outcome {
    // A folder of its own: nothing in it is built as the workspace is.
    let target = built("beside", "");
    let mut build =
        command("cargo", &["build", "--release", "--locked", "--manifest-path", "bench/Cargo.toml"]);
    build.arg("--target-dir").arg(&target);
    finish(build, "cargo build bench")?;
    let mut bench = command(&built("beside/release", "bench").display().to_string(), &[]);
    bench.arg(folder.join("traced"));
    finish(bench, "bench")
}

/// Times the repair of one drawing by both.
#[expect(clippy::disallowed_methods, reason = "a file of the bench's own")]
fn repair(folder: &Path) -> Result<bool, String> {
    let source = folder.join("drawing.svg");
    fs::write(&source, drawing()).map_err(|error| error.to_string())?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(timed(|| ours_of(&source, &folder.join("ours.svg")))?);
        theirs.push(timed(|| theirs_of(&source, &folder.join("theirs.svg")))?);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let times = theirs / ours;
    println!(
        "repair of a drawing of {} KB: {ours:.0} ms beside {theirs:.0} ms of svgo: {times:.1} times faster, at least {SPEED_BAR} is {}",
        DRAWING_BYTES / 1024,
        verdict(times >= SPEED_BAR)
    );
    Ok(times >= SPEED_BAR)
}

/// Compares the length of every fixture that both accept.
fn size(folder: &Path) -> Result<bool, String> {
    let habits = root().join("crates/logo/tests/habits");
    let mut files: Vec<PathBuf> = fs::read_dir(habits)
        .map_err(|error| error.to_string())?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let (mut ratios, mut grown) = (Vec::new(), Vec::new());
    let (ours, theirs) = (folder.join("ours.svg"), folder.join("theirs.svg"));
    for file in &files {
        let length = |file: &Path| {
            fs::metadata(file).map(|metadata| metadata.len()).map_err(|error| error.to_string())
        };
        if ours_of(file, &ours).is_err() || theirs_of(file, &theirs).is_err() {
            continue;
        }
        let (before, ours, theirs) = (length(file)?, length(&ours)?, length(&theirs)?);
        if before <= 20 * 1024 && ours > 20 * 1024 {
            grown.push(file.display().to_string());
        }
        #[expect(clippy::cast_precision_loss, reason = "some kilobytes")]
        ratios.push(ours as f64 / theirs as f64);
    }
    let count = ratios.len();
    let middle = median(ratios);
    println!(
        "bytes of {count} of {} fixtures that both accept: {middle:.3} times those of svgo in the middle, at most {SIZE_BAR} is {}; grown over 20 KB: {grown:?}",
        files.len(),
        verdict(middle <= SIZE_BAR)
    );
    Ok(count > 0 && middle <= SIZE_BAR && grown.is_empty())
}

fn verdict(is_kept: bool) -> &'static str {
    if is_kept { "kept" } else { "MISSED" }
}

fn timed(work: impl FnOnce() -> Outcome) -> Result<f64, String> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

fn ours_of(source: &Path, result: &Path) -> Outcome {
    let mut repair =
        command(&built("release", "partner-desk-cli").display().to_string(), &["logo", "--output"]);
    repair.arg(result).arg(source).stdout(Stdio::null()).stderr(Stdio::null());
    finish(repair, "partner-desk-cli logo")
}

fn theirs_of(source: &Path, result: &Path) -> Outcome {
    let mut repair = command("node", &["ui/node_modules/svgo/bin/svgo.js", "--quiet", "--input"]);
    repair.arg(source).arg("--output").arg(result).stdout(Stdio::null()).stderr(Stdio::null());
    finish(repair, "svgo")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A drawing as Inkscape writes it: groups that are moved, styles, and curves with more digits than are seen.
fn drawing() -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="210mm" height="297mm" viewBox="0 0 210 297">
"#,
    );
    let mut at = 0.0f64;
    while text.len() < DRAWING_BYTES {
        at += 1.0;
        let (x, y) = ((at * 17.31).rem_euclid(180.0), (at * 29.77).rem_euclid(260.0));
        let size = 6.0 + (at * 3.7).rem_euclid(14.0);
        let color = ["#1b4f72", "#c0392b", "#f1c40f", "#27ae60"][text.len() % 4];
        text += &format!(
            r#"  <g inkscape:label="Part {at}" transform="translate({x:.6},{y:.6})"><path style="fill:{color};fill-opacity:1;stroke:none" d="M 0,{:.6} C {:.6},{:.6} {size:.6},{:.6} {size:.6},{size:.6} L {:.6},{:.6} Z" /></g>
"#,
            size / 3.0,
            size / 7.0,
            size / 9.0,
            size / 5.0,
            size / 3.0,
            size * 1.1
        );
    }
    text + "</svg>\n"
}
