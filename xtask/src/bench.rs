//! `bench`: process start to first interactive paint, and memory five seconds later, each beside
//! `chromium --app` showing the same page in the same run.

use crate::{
    Outcome, bench_logo, memory,
    packages::{self, BUILD, DRIVE, MEASURE},
    page_server,
    process::{built, command, in_its_own_group, root, run},
};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

const RUNS: usize = 10;
/// At most this many times Chromium's.
const PAINT_BAR: f64 = 1.1;
const MEMORY_BAR: f64 = 0.65;
/// Nothing paints later than this; a run that does not is thrown away and said.
const PATIENCE: Duration = Duration::from_secs(20);

/// Measurements of one side, in milliseconds and megabytes.
#[derive(Default)]
struct Side {
    paint_ms: Vec<f64>,
    memory_mb: Vec<f64>,
}

/// What each run needs.
struct Bench {
    display: String,
    app: PathBuf,
    /// A home in which the worked example is open.
    home: PathBuf,
    page: String,
    painted: Receiver<Instant>,
}

/// Measures and prints the two rows.
pub(crate) fn bench() -> Outcome {
    for (packages, why) in
        [(&BUILD[..], "to build"), (&DRIVE[..], "for a display"), (&MEASURE[..], "to measure beside")]
    {
        packages::install(packages, why)?;
    }
    packages::install_page()?;
    run("cargo", &["build", "--release", "--package", "partner-desk"])?;
    run("cargo", &["build", "--workspace", "--all-targets"])?;

    run(&built("debug", "pace").display().to_string(), &[])?;
    for pace in ["typing_pace", "page_pace"] {
        let mut in_window = command(&built("debug", pace).display().to_string(), &[]);
        in_window.env("PARTNER_DESK_BIN", built("release", "partner-desk"));
        crate::process::finish(in_window, pace)?;
    }

    let folder = root().join("target/bench");
    let _ = fs::remove_dir_all(&folder);
    history(&folder)?;
    bench_logo::logos(&folder.join("logos"))?;

    let home = folder.join("home");
    fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    // Both sides show the worked example: the app from its profile, the browser from recorded answers.
    let recorded = folder.join("recorded.json");
    let mut record = command(&built("debug", "record").display().to_string(), &[]);
    record.arg(home.join("data/app.partnerdesk.PartnerDesk/profiles/default")).arg(&recorded);
    crate::process::finish(record, "record")?;
    let recorded = fs::read_to_string(recorded).map_err(|error| error.to_string())?;

    let (screen, display) = screen()?;
    let (tell, painted) = channel();
    let page =
        page_server::serve(root().join("ui/dist"), recorded, tell).map_err(|error| error.to_string())?;
    let app = built("release", "partner-desk");
    let bench = Bench { display, app, home, page, painted };
    let (mut ours, mut theirs) = (Side::default(), Side::default());
    for number in 0..=RUNS {
        let app = bench.measure_app(&folder.join(format!("beacon-{number}")));
        let chromium = bench.measure_chromium(&folder.join(format!("profile-{number}")));
        // The first pair fills the disk's cache and is not counted.
        if number == 0 {
            continue;
        }
        match (app, chromium) {
            (Some(app), Some(chromium)) => {
                println!(
                    "run {number}: paint {:.0} and {:.0} ms, memory {:.0} and {:.0} MB",
                    app.0, chromium.0, app.1, chromium.1
                );
                ours.paint_ms.push(app.0);
                ours.memory_mb.push(app.1);
                theirs.paint_ms.push(chromium.0);
                theirs.memory_mb.push(chromium.1);
            }
            _ => {
                println!("run {number}: one side did not paint within {} s; not counted", PATIENCE.as_secs());
            }
        }
    }
    drop(screen);
    println!();
    let paint = row("first interactive paint, ms", &mut ours.paint_ms, &mut theirs.paint_ms, PAINT_BAR);
    let memory =
        row("memory of all processes (PSS), MB", &mut ours.memory_mb, &mut theirs.memory_mb, MEMORY_BAR);
    if paint && memory { Ok(()) } else { Err("a bar was missed".into()) }
}

/// What a long history costs: 100,000 edits beside 100.
fn history(folder: &Path) -> Outcome {
    let sides = [("short", "100"), ("long", "100000")].map(|(name, count)| (folder.join(name), count));
    for (side, count) in &sides {
        fs::create_dir_all(side).map_err(|error| error.to_string())?;
        let side = side.display().to_string();
        run(&built("debug", "long_history").display().to_string(), &[&side, count])?;
    }
    let [short, long] = sides.map(|(side, _)| side.display().to_string());
    run(&built("debug", "history_pace").display().to_string(), &[&short, &long])
}

/// Prints one row with its spread; whether the bar is kept.
fn row(name: &str, ours: &mut [f64], theirs: &mut [f64], bar: f64) -> bool {
    let (Some(app), Some(chromium)) = (spread(ours), spread(theirs)) else {
        println!("{name}: nothing was measured");
        return false;
    };
    let ratio = app.1 / chromium.1;
    println!(
        "{name}: {:.0} ({:.0} to {:.0}) beside {:.0} ({:.0} to {:.0}) of chromium --app: {ratio:.2} times, at most {bar} is {}",
        app.1,
        app.0,
        app.2,
        chromium.1,
        chromium.0,
        chromium.2,
        if ratio <= bar { "kept" } else { "MISSED" }
    );
    ratio <= bar
}

/// Least, median and most.
fn spread(values: &mut [f64]) -> Option<(f64, f64, f64)> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = if values.len() % 2 == 1 {
        *values.get(middle)?
    } else {
        (values.get(middle.checked_sub(1)?)? + values.get(middle)?) / 2.0
    };
    Some((*values.first()?, median, *values.last()?))
}

/// Ended with all that it started.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

fn screen() -> Result<(Group, String), String> {
    let mut screen = Command::new("Xvfb");
    screen
        .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = in_its_own_group(&mut screen).spawn().map_err(|error| format!("Xvfb: {error}"))?;
    let mut number = String::new();
    let output = child.stdout.take().ok_or("Xvfb said nothing")?;
    BufReader::new(output).read_line(&mut number).map_err(|error| error.to_string())?;
    Ok((Group(child), format!(":{}", number.trim())))
}

impl Bench {
    fn measure_app(&self, beacon: &Path) -> Option<(f64, f64)> {
        let started = Instant::now();
        let mut session = Command::new("dbus-run-session");
        session
            .arg("--")
            .arg(&self.app)
            .env("DISPLAY", &self.display)
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("PARTNER_DESK_BEACON", beacon)
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = in_its_own_group(&mut session).spawn().ok()?;
        let child = Group(child);
        while !beacon.exists() {
            if started.elapsed() > PATIENCE {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let paint = started.elapsed();
        Some((paint.as_secs_f64() * 1000.0, self.memory_later(&child)))
    }

    fn measure_chromium(&self, profile: &Path) -> Option<(f64, f64)> {
        while self.painted.try_recv().is_ok() {}
        let started = Instant::now();
        let mut session = Command::new("dbus-run-session");
        session
            .args(["--", "chromium", &format!("--app={}", self.page)])
            .args(["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
            .args(["--password-store=basic", "--window-size=1180,760"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .env("DISPLAY", &self.display)
            .env("HOME", &self.home)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = in_its_own_group(&mut session).spawn().ok()?;
        let child = Group(child);
        let painted = self.painted.recv_timeout(PATIENCE).ok()?;
        Some((painted.duration_since(started).as_secs_f64() * 1000.0, self.memory_later(&child)))
    }

    /// Five seconds after the first paint, when what was put off has been done.
    #[expect(clippy::unused_self, reason = "reads as one sentence where it is called")]
    fn memory_later(&self, child: &Group) -> f64 {
        std::thread::sleep(Duration::from_secs(5));
        #[expect(clippy::cast_precision_loss, reason = "megabytes are shown without decimals")]
        let bytes = memory::of_tree(child.0.id()) as f64;
        bytes / 1_048_576.0
    }
}
