//! The shell: one window, thin commands, and the few things that need a desktop.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod crash;
mod desktop;
mod logging;
mod opened_file;
mod placing;
mod start;

fn main() {
    // Started again by itself, to work on a picture.
    if let Some(code) = desk::serve_if_asked() {
        std::process::exit(i32::from(code != std::process::ExitCode::SUCCESS));
    }
    start::prepare_engine();
    // Fails only when another provider is set already, and nothing ran before this.
    let _ = rustls::crypto::ring::default_provider().install_default();
    logging::begin();
    crash::keep_texts_back();
    crash::write_no_core();
    if let Err(error) = start::run() {
        tracing::error!(%error, "Partner Desk could not start");
        std::process::exit(1);
    }
}
