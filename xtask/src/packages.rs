//! System packages: what is missing is installed with apt, or named where apt is not at home.

use crate::{
    Outcome,
    process::{exists, finish, npm, root},
};
use std::{
    fs,
    process::{Command, Stdio},
};

/// For building the window.
pub(crate) const BUILD: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// For driving it without a display.
pub(crate) const DRIVE: [&str; 13] = [
    "chromium",
    "chromium-driver",
    "curl",
    "iproute2",
    "xvfb",
    "dbus",
    "gnome-keyring",
    "webkit2gtk-driver",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
    "xauth",
    "xclip",
    "libsecret-tools",
];
/// For measuring beside it.
pub(crate) const MEASURE: [&str; 1] = ["chromium"];

/// Installs what is missing among `packages`, saying which and why.
pub(crate) fn install(packages: &[&str], why: &str) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !exists("dpkg-query", "--version") || !exists("apt-get", "--version") {
        return elsewhere(packages, why);
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {why}: {}", missing.join(" "));
    apt(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(missing);
    apt(&arguments)
}

/// The names elsewhere, and what shows that a package is there. Not tried on those systems.
const NAMES: [(&str, &str, &str, &str); 13] = [
    ("curl", "curl", "curl", "curl"),
    ("iproute2", "ip", "iproute", "iproute2"),
    ("build-essential", "cc", "gcc make", "base-devel"),
    ("pkg-config", "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    ("libwebkit2gtk-4.1-dev", "", "webkit2gtk4.1-devel", "webkit2gtk-4.1"),
    ("xvfb", "Xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    ("dbus", "dbus-run-session", "dbus-daemon", "dbus"),
    ("gnome-keyring", "gnome-keyring-daemon", "gnome-keyring", "gnome-keyring"),
    ("webkit2gtk-driver", "WebKitWebDriver", "webkit2gtk4.1", "webkit2gtk-4.1"),
    ("xclip", "xclip", "xclip", "xclip"),
    ("libsecret-tools", "secret-tool", "libsecret", "libsecret"),
    ("chromium", "chromium", "chromium", "chromium"),
    ("chromium-driver", "chromedriver", "chromedriver", "chromium"),
];

/// Where apt is not at home: says exactly what to run, and stops, unless all of it is there.
fn elsewhere(packages: &[&str], why: &str) -> Outcome {
    let is_there = |program: &str| match program {
        "" => Command::new("pkg-config")
            .args(["--exists", "webkit2gtk-4.1"])
            .status()
            .is_ok_and(|status| status.success()),
        program => exists(program, "--version"),
    };
    let missing: Vec<_> =
        NAMES.iter().filter(|(name, program, ..)| packages.contains(name) && !is_there(program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = |pick: fn(&(&str, &str, &str, &str)) -> String| {
        missing.iter().map(|one| pick(one)).collect::<Vec<_>>().join(" ")
    };
    let line = if exists("dnf", "--version") {
        format!("sudo dnf install {}", names(|one| one.2.to_owned()))
    } else if exists("pacman", "--version") {
        format!("sudo pacman -S --needed {}", names(|one| one.3.to_owned()))
    } else {
        format!("(by their names on Debian) {}", names(|one| one.0.to_owned()))
    };
    Err(format!("These are missing {why}. Install them, then try again:\n  {line}"))
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

fn apt(arguments: &[&str]) -> Outcome {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0"));
    let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
    if !is_root {
        command.arg("apt-get");
    }
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    finish(command, &format!("apt-get {}", arguments.join(" ")))
}

/// Installs the page's own packages when they are missing or older than the lock file.
pub(crate) fn install_page() -> Outcome {
    if !exists("npm", "--version") {
        return Err("Node.js 20.19 or newer with npm is needed to build the page.".into());
    }
    let ui = root().join("ui");
    let modified = |path: &str| fs::metadata(ui.join(path)).and_then(|metadata| metadata.modified()).ok();
    let (installed, locked) = (modified("node_modules/.package-lock.json"), modified("package-lock.json"));
    if installed.zip(locked).is_some_and(|(installed, locked)| installed >= locked) {
        return Ok(());
    }
    println!("Installing the page's packages: npm ci");
    npm(&["ci", "--no-audit", "--no-fund"])
}
