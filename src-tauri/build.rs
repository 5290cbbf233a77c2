//! Builds the page when it is missing or older than its sources, lets the listed commands through, and
//! does Tauri's own build step.

use std::{
    env, fs,
    path::Path,
    process::{Command, exit},
    time::SystemTime,
};

const SOURCES: [&str; 8] = [
    "ui/src",
    "ui/index.html",
    "ui/vite.config.ts",
    "ui/svelte.config.js",
    "ui/tsconfig.json",
    "ui/package.json",
    "ui/package-lock.json",
    "text",
];

fn main() {
    println!("cargo::rerun-if-changed=commands.txt");
    let names = fs::read_to_string("commands.txt").unwrap_or_default();
    // The build step wants names that live as long as the program; this one ends in a moment.
    let names: &'static str = Box::leak(names.into_boxed_str());
    let commands: &'static [&'static str] = Box::leak(names.lines().collect::<Vec<_>>().into_boxed_slice());
    page(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let attributes =
        tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(commands));
    if let Err(error) = tauri_build::try_build(attributes) {
        fail(&format!("{error:#}"));
    }
}

fn page(root: &Path) {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    let (ui, built) = (root.join("ui"), root.join("ui/dist/index.html"));
    println!("cargo::rerun-if-changed={}", built.display());
    let sources = SOURCES.iter().filter_map(|source| newest(&root.join(source))).max();
    if modified(&built).zip(sources).is_some_and(|(built, sources)| built >= sources) {
        return;
    }
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    let locked = modified(&ui.join("package-lock.json"));
    if installed.zip(locked).is_none_or(|(installed, locked)| installed < locked) {
        npm(&ui, &["ci", "--no-audit", "--no-fund"]);
    }
    npm(&ui, &["run", "build"]);
}

fn npm(ui: &Path, arguments: &[&str]) {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    match Command::new(program).args(arguments).current_dir(ui).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            for line in String::from_utf8_lossy(&said).lines() {
                println!("cargo::warning={line}");
            }
            fail(&format!("`npm {}` failed in ui/ (see above)", arguments.join(" ")));
        }
        Err(error) => fail(&format!("Node.js 20.19 or newer with npm is needed to build the page: {error}")),
    }
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    exit(1)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

fn newest(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
    } else {
        modified(path)
    }
}
