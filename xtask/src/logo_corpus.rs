//! `soak logo --corpus`: each file of a folder becomes a logo, in a process of its own, so that a crash or a
//! file that takes too long is seen and told, and the rest still runs.

use crate::{
    Outcome,
    process::{built, command, root, run},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

/// A file that takes longer is stalled, and its process is ended.
const STALL: Duration = Duration::from_secs(5);
/// How many of the slowest files are named.
const SLOWEST: usize = 10;
/// Least likeness of each band.
const BANDS: [f64; 5] = [0.9995, 0.99, 0.98, 0.97, 0.0];

/// What became of one file.
enum Fate {
    Taken { bytes: u64, likeness: Option<f64> },
    Refused(String),
    Crashed,
    Stalled,
}

/// One file of the corpus.
struct Tried {
    name: String,
    bytes: u64,
    took: Duration,
    fate: Fate,
}

/// Builds the command line for release, and runs it on each file below `corpus`.
pub(crate) fn walk(corpus: &str) -> Outcome {
    let corpus = Path::new(corpus);
    let mut files = Vec::new();
    collect(corpus, &mut files).map_err(|error| format!("{}: {error}", corpus.display()))?;
    files.sort();
    if files.is_empty() {
        return Err(format!("{} holds no file", corpus.display()));
    }
    run("cargo", &["build", "--release", "--package", "cli", "--locked"])?;
    let work = root().join("target/logo-corpus");
    fs::create_dir_all(&work).map_err(|error| error.to_string())?;
    let mut tried = Vec::new();
    for file in files {
        tried.push(attempt(&file, corpus, &work).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    report(&mut tried)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn attempt(file: &Path, corpus: &Path, work: &Path) -> std::io::Result<Tried> {
    let (output, said) = (work.join("logo.svg"), work.join("report.json"));
    let program = built("release", "partner-desk-cli").display().to_string();
    let file = fs::canonicalize(file)?;
    let mut child = command(&program, &["logo", "--json", "--output"])
        .arg(&output)
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(fs::File::create(&said)?)
        .stderr(Stdio::null())
        .spawn()?;
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > STALL {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = started.elapsed();
    let said = fs::read_to_string(&said)?;
    let fate = match status.map(|status| status.code()) {
        None => Fate::Stalled,
        Some(Some(0)) => Fate::Taken {
            bytes: fs::metadata(&output)?.len(),
            likeness: member(&said, "likeness").and_then(|text| text.parse().ok()),
        },
        // A panic ends with 101, a signal without a code.
        Some(Some(101) | None) => Fate::Crashed,
        Some(Some(code)) => {
            Fate::Refused(member(&said, "id").map_or_else(|| format!("exit code {code}"), str::to_owned))
        }
    };
    let name = file.strip_prefix(fs::canonicalize(corpus)?).unwrap_or(&file).display().to_string();
    Ok(Tried { name, bytes: fs::metadata(&file)?.len(), took, fate })
}

/// The first member of that name in a report, without quotes.
fn member<'a>(report: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = report.split_once(&format!("\"{name}\": "))?;
    Some(rest.split(['\n', ',']).next()?.trim_matches('"'))
}

fn report(tried: &mut [Tried]) -> Outcome {
    let (mut before, mut after) = (0, 0);
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut bands, mut unmeasured) = ([0usize; BANDS.len()], 0);
    let (mut taken, mut crashed, mut stalled) = (0, Vec::new(), Vec::new());
    tried.sort_by_key(|one| std::cmp::Reverse(one.took));
    for one in &*tried {
        match &one.fate {
            Fate::Taken { bytes, likeness } => {
                taken += 1;
                (before, after) = (before + one.bytes, after + bytes);
                let band = likeness.and_then(|likeness| BANDS.iter().position(|least| likeness >= *least));
                match band {
                    Some(band) => bands[band] += 1,
                    None => unmeasured += 1,
                }
            }
            Fate::Refused(fault) => *refused.entry(fault).or_default() += 1,
            Fate::Crashed => crashed.push(one.name.as_str()),
            Fate::Stalled => stalled.push(one.name.as_str()),
        }
    }
    let all_refused: usize = refused.values().sum();
    println!(
        "{} files: {taken} taken, {all_refused} refused, {} crashed, {} stalled (over {} s)",
        tried.len(),
        crashed.len(),
        stalled.len(),
        STALL.as_secs()
    );
    for (fault, count) in &refused {
        println!("  refused, {fault}: {count}");
    }
    for (least, count) in BANDS.iter().zip(bands) {
        println!("  likeness {least} or more, and less than the band above: {count}");
    }
    println!("  likeness not measured: {unmeasured}");
    println!("  bytes of those taken: {before} before, {after} after");
    for one in tried.iter().take(SLOWEST) {
        println!("  slowest: {} ms, {} ({} bytes)", one.took.as_millis(), one.name, one.bytes);
    }
    for (what, names) in [("crashed", &crashed), ("stalled", &stalled)] {
        for name in names {
            println!("  {what}: {name}");
        }
    }
    if crashed.is_empty() && stalled.is_empty() { Ok(()) } else { Err("files crashed or stalled".into()) }
}
