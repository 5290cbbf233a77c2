//! Pictures of 1,024 pixels, traced by `logo` and by the crate `vtracer`, in turn and from file to SVG.
#![expect(clippy::print_stdout, reason = "this program is for reading")]

mod marks;

use logo::picture::{Options, convert};
use std::error::Error;
use std::time::Instant;
use std::{env, fs, path::Path};

const RUNS: usize = 9;
/// At most this many times what `vtracer` takes.
const BAR: f64 = 1.2;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("the folder to work in is missing")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut is_kept = true;
    for (name, mark) in marks::MARKS {
        let file = folder.join(format!("{name}.png"));
        let picture = marks::png(mark)?;
        fs::write(&file, &picture)?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let mut sizes = (0, 0);
        for _ in 0..RUNS {
            let started = Instant::now();
            let traced = convert(&picture, &Options::default())?;
            ours.push(started.elapsed().as_secs_f64() * 1000.0);
            if traced.method != logo::Method::Traced {
                return Err(format!("{name} was not traced").into());
            }
            let svg = folder.join(format!("{name}.svg"));
            let started = Instant::now();
            vtracer::convert_image_to_svg(&file, &svg, vtracer::Config::default())?;
            theirs.push(started.elapsed().as_secs_f64() * 1000.0);
            sizes = (traced.svg.len(), fs::read(&svg)?.len());
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = ours / theirs;
        is_kept &= ratio <= BAR;
        println!(
            "tracing {name}, 1,024 px: {ours:.0} ms beside {theirs:.0} ms of vtracer: {ratio:.2} times, at most {BAR} is {}; {} and {} bytes",
            if ratio <= BAR { "kept" } else { "MISSED" },
            sizes.0,
            sizes.1
        );
    }
    if is_kept { Ok(()) } else { Err("a bar was missed".into()) }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
