//! An ordinary browser, for pages that people open outside of the app.

use crate::machine::Group;
use crate::window::{Window, session};
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    process::{Command, Stdio},
};

impl Window {
    /// Opens a page in Chromium, which trusts every certificate for it.
    pub async fn in_chromium(url: &str, is_dark: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .env("TMPDIR", folder.path())
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver (apt: chromium-driver)");
        let driver = Group(driver);
        let mut arguments = vec![
            "--headless=new",
            // CI runs as root, and opens pages of its own alone.
            "--no-sandbox",
            "--disable-gpu",
            // Containers give little of what it would use instead.
            "--disable-dev-shm-usage",
            "--window-size=900,1100",
        ];
        if is_dark {
            arguments.push("--force-dark-mode");
        }
        let mut capabilities = Capabilities::new();
        capabilities.insert("acceptInsecureCerts".into(), json!(true));
        capabilities.insert("goog:chromeOptions".into(), json!({ "args": arguments }));
        let client = session(port, capabilities, "chromedriver (apt: chromium-driver)").await;
        client.goto(url).await.expect("the page is opened");
        Self { client, _driver: driver, _folder: Some(folder) }
    }
}
