//! The process by itself, for its tests: with `fence` it says what it can still do inside the fence.
#![expect(clippy::print_stdout, reason = "its output is what a test reads")]

use std::fs::{self, File};
use std::net::{TcpStream, UdpSocket};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    if let Some(code) = logo_process::serve_if_asked() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [word, file, listener] = &arguments[..] else { return ExitCode::FAILURE };
    if word != "fence" {
        return ExitCode::FAILURE;
    }
    let fence = logo_process::enter();
    let can = [
        ("read", fs::read(file).is_ok()),
        ("write", File::create(format!("{file}.new")).is_ok()),
        ("connect", TcpStream::connect(listener).is_ok()),
        ("send", UdpSocket::bind("127.0.0.1:0").is_ok()),
        ("start", Command::new("/bin/true").status().is_ok()),
        ("thread", std::thread::spawn(|| ()).join().is_ok()),
    ];
    println!("closes_files={} closes_network={}", fence.closes_files, fence.closes_network);
    for (what, is_possible) in can {
        println!("{what}={is_possible}");
    }
    ExitCode::SUCCESS
}
