//! The window, as a person at a keyboard has it: keys, what is in focus, what can be read. Waits for
//! conditions, never for a time.

use crate::machine::{Group, Machine, app};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    wd::Capabilities,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{fs, net::TcpStream, path::Path, time::Duration};
use tempfile::TempDir;

/// A window of the app.
pub struct Window {
    /// For what has no word of its own here.
    pub client: Client,
    pub(crate) _driver: Group,
    /// What the driver keeps on the disk.
    pub(crate) _folder: Option<TempDir>,
}

/// Keys without a letter, by WebDriver's code points.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    /// To the next field.
    Tab,
    /// To the field before.
    BackTab,
    /// Presses a button, follows a link.
    Enter,
    /// Ticks a box.
    Space,
    /// Closes what is open.
    Escape,
    /// To the next choice.
    Down,
    /// To the choice before.
    Up,
    /// To the last choice.
    End,
}

impl Key {
    fn keys(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::BackTab => "\u{e008}\u{e004}",
            Self::Enter => "\u{e007}",
            Self::Space => "\u{e00d}",
            Self::Escape => "\u{e00c}",
            Self::Down => "\u{e015}",
            Self::Up => "\u{e013}",
            Self::End => "\u{e010}",
        }
    }
}

/// A session of the driver at a port, once it answers.
pub(crate) async fn session(port: u16, capabilities: Capabilities, driver: &str) -> Client {
    let mut answered = false;
    for _ in 0..400 {
        answered = TcpStream::connect(("127.0.0.1", port)).is_ok();
        if answered {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(answered, "{driver} never answered");
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("a session of the driver")
}

const CONTROL: &str = "\u{e009}";

impl Window {
    /// Starts the app and waits until its page is there.
    pub async fn open(machine: &Machine) -> Self {
        Self::open_with(machine, &[]).await
    }

    /// The same with arguments.
    pub async fn open_with(machine: &Machine, arguments: &[&str]) -> Self {
        let (driver, port) = machine.driver();
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".into(), json!({ "binary": app(), "args": arguments }));
        let client = session(port, capabilities, "WebKitWebDriver (apt: webkit2gtk-driver)").await;
        let window = Self { client, _driver: driver, _folder: None };
        window.until("document.querySelector('#main h1') !== null").await;
        window
    }

    /// Opens a page in the engine that draws the app's window, without what the app forbids its own page.
    pub async fn in_webkit(machine: &Machine, url: &str) -> Self {
        let folder = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1";
        let browser = json!({ "binary": format!("{folder}/MiniBrowser"), "args": ["--automation"] });
        let (driver, port) = machine.driver();
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".into(), browser);
        let client = session(port, capabilities, "WebKitWebDriver (apt: webkit2gtk-driver)").await;
        client.goto(url).await.expect("the page is opened");
        Self { client, _driver: driver, _folder: None }
    }

    /// Starts the app and opens the sample partner.
    pub async fn open_sample(machine: &Machine) -> Self {
        let window = Self::open(machine).await;
        window.enter("[data-testid=open-example]").await;
        window.see("[data-testid=run]").await;
        window
    }

    /// The value of an expression in the page.
    pub async fn value(&self, expression: &str) -> Value {
        self.client.execute(&format!("return ({expression})"), vec![]).await.expect(expression)
    }

    /// Waits until an expression is true.
    ///
    /// # Panics
    /// When it is not after half a minute; says what the page showed.
    pub async fn until(&self, expression: &str) {
        for _ in 0..600 {
            if self.value(expression).await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let shown = self.value("document.body.innerText.slice(0, 3000)").await;
        panic!("never true: {expression}\nthe page:\n{}", shown.as_str().unwrap_or_default());
    }

    /// Waits until an element is there.
    pub async fn see(&self, selector: &str) {
        self.until(&format!("document.querySelector({}) !== null", json!(selector))).await;
    }

    /// Waits until an element holds a text.
    pub async fn read(&self, selector: &str, text: &str) {
        let (selector, text) = (json!(selector), json!(text));
        self.until(&format!("(document.querySelector({selector})?.innerText ?? '').includes({text})")).await;
    }

    /// Types into whatever has the focus.
    pub async fn type_keys(&self, keys: &str) {
        // What has the focus may be drawn anew in the moment between: then no key was taken.
        for _ in 0..20 {
            let active = self.client.active_element().await.expect("something has the focus");
            match active.send_keys(keys).await {
                Err(error) if error.is_stale_element_reference() || error.is_element_not_interactable() => {}
                result => return result.expect("keys are taken"),
            }
        }
        panic!("what has the focus does not stay");
    }

    /// Presses a key.
    pub async fn press(&self, key: Key) {
        self.type_keys(key.keys()).await;
    }

    /// Presses a key together with Ctrl.
    pub async fn control(&self, key: &str) {
        self.type_keys(&format!("{CONTROL}{key}\u{e000}")).await;
    }

    /// Presses Tab until an element that fits has the focus.
    ///
    /// # Panics
    /// When none comes within some hundred presses: it cannot be reached by keyboard.
    pub async fn tab_to(&self, selector: &str) {
        self.see(selector).await;
        let there = format!("document.activeElement?.matches({}) === true", json!(selector));
        for _ in 0..300 {
            if self.value(&there).await == json!(true) {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!("{selector} cannot be reached by keyboard");
    }

    /// Goes to an element by keyboard and presses Enter.
    pub async fn enter(&self, selector: &str) {
        self.tab_to(selector).await;
        self.press(Key::Enter).await;
    }

    /// Goes to a text field by keyboard and writes into it in place of what it held.
    pub async fn fill(&self, field: &str, text: &str) {
        let selector = format!("[id=\"field-{field}\"]");
        self.tab_to(&selector).await;
        self.control("a").await;
        self.type_keys(text).await;
        let (selector, text) = (json!(selector), json!(text));
        self.until(&format!("document.querySelector({selector})?.value === {text}")).await;
    }

    /// Waits until everything typed is on the disk.
    pub async fn saved(&self) {
        self.until("document.querySelector('[data-testid=saved]')?.dataset.state === 'saved'").await;
    }

    /// Chooses in the list of commands what stands first for a text, once that holds another.
    pub async fn choose(&self, typed: &str, shown: &str) {
        self.choose_where(typed, &format!("includes({})", json!(shown))).await;
    }

    async fn choose_where(&self, typed: &str, is_meant: &str) {
        self.control("k").await;
        self.until("document.activeElement?.matches('[data-testid=palette] input') === true").await;
        self.type_keys(typed).await;
        let chosen = "document.querySelector('.cmd[data-selected]')?.innerText.trim()";
        self.until(&format!("{chosen}.{is_meant} === true")).await;
        self.press(Key::Enter).await;
        self.until("document.querySelector('[data-testid=palette]') === null").await;
    }

    /// Goes to a page through the list of commands.
    pub async fn go(&self, name: &str) {
        self.choose_where(name, &format!("startsWith({})", json!(name))).await;
        let name = json!(name);
        self.until(&format!(
            "[document.querySelector('#main h1'), document.querySelector('.task[aria-current=page] .label-t')] \
             .some((element) => element?.innerText.includes({name}))"
        ))
        .await;
    }

    /// Simulates a fault of the sample partner, or ends that: by keyboard, on the Sandbox page.
    pub async fn toggle_fault(&self, name: &str) {
        self.go("Sandbox").await;
        let fault = format!("[data-testid=fault-{name}]");
        self.see(&fault).await;
        let place = format!("document.querySelector({})", json!(fault));
        if self.value(&format!("{place}.closest('details').open")).await != json!(true) {
            let group = self.value(&format!("{place}.closest('details').dataset.testid")).await;
            self.enter(&format!("[data-testid={}] summary", group.as_str().unwrap_or_default())).await;
        }
        self.tab_to(&fault).await;
        let before = self.value(&format!("{place}.checked")).await;
        self.press(Key::Space).await;
        self.until(&format!("{place}.checked !== {before}")).await;
    }

    /// Runs the checks by keyboard and waits for the result.
    pub async fn check(&self) {
        self.control("\u{e007}").await;
        self.see("[data-testid=cancel-run], [data-testid=run]").await;
        self.until("document.querySelector('[data-testid=run]') !== null && document.querySelector('.vrow[data-icon]') !== null").await;
    }

    /// The ids of the checks with an icon, once the result is there.
    pub async fn checks_with(&self, icon: &str) -> Vec<String> {
        self.see("[data-testid=headline]").await;
        let ids = self
            .value(&format!(
                "[...document.querySelectorAll('.vrow[data-icon={icon}]')].map((row) => row.dataset.check)"
            ))
            .await;
        ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
    }

    /// Puts a file into a file field, which the system's dialog would do.
    pub async fn choose_file(&self, selector: &str, path: &Path) {
        self.see(selector).await;
        let field = self.client.find(Locator::Css(selector)).await.expect(selector);
        field.send_keys(&path.display().to_string()).await.expect("a file can be chosen");
    }

    /// Takes a picture of the window.
    #[expect(clippy::disallowed_methods, reason = "pictures are looked at by people")]
    pub async fn picture(&self, path: &Path) {
        // What the page has just changed is on the screen two frames later.
        let frames = "const done = arguments[arguments.length - 1]; \
                      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250)))";
        self.client.execute_async(frames, vec![]).await.expect("frames are drawn");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, self.client.screenshot().await.expect("a picture")).unwrap();
    }

    /// Sets theme and text size, as *Settings* does.
    pub async fn set_look(&self, theme: &str, zoom: u8) {
        let look = format!(
            "const done = arguments[0]; document.documentElement.dataset.theme = '{theme}'; \
             window.__TAURI_INTERNALS__.invoke('settings_set', {{ request: {{ theme: '{theme}', zoom: {zoom}, language: 'system' }} }}).then(done)"
        );
        self.client.execute_async(&look, vec![]).await.expect("settings are set");
    }

    /// Chooses a language under *Settings*: the page is made anew in it.
    pub async fn choose_language(&self, language: &str) {
        self.go("Settings").await;
        self.see("[data-testid=language]").await;
        self.value(&format!(
            "(() => {{ document.documentElement.dataset.before = 'yes'; \
             const list = document.querySelector('[data-testid=language]'); list.value = {}; \
             list.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()",
            json!(language)
        ))
        .await;
        self.until("document.documentElement.dataset.before === undefined && document.querySelector('#main h1') !== null")
            .await;
    }

    /// Makes the window that large, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window has that size");
        self.until(&format!("window.innerWidth === {width}")).await;
    }

    /// What axe finds wrong with the page as it is, contrast included.
    pub async fn accessibility_faults(&self) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        self.client.execute(&fs::read_to_string(axe).unwrap(), vec![]).await.unwrap();
        let found = self
            .client
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(
                   (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.html.slice(0, 160)))),
                   (error) => done([String(error)]));",
                vec![],
            )
            .await
            .unwrap();
        found.as_array().unwrap().iter().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Takes an element with the mouse and lets it go over another.
    pub async fn drag(&self, from: &str, to: &str) {
        self.see(from).await;
        let middle = async |selector: &str| {
            let place = format!(
                "(() => {{ const box = document.querySelector({}).getBoundingClientRect(); \
                 return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
                json!(selector)
            );
            let place = self.value(&place).await;
            let at = |part: usize| place.get(part).and_then(Value::as_f64).expect("an element has a place");
            (at(0), at(1))
        };
        let ((x, y), (to_x, to_y)) = (middle(from).await, middle(to).await);
        let step = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(60)), x, y };
        let mut mouse = MouseActions::new("mouse".into())
            .then(step(x, y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        // A hand moves in small steps, and what is dragged over makes room on the way.
        for part in 1..=12 {
            let along = |from: f64, to: f64| from + (to - from) * f64::from(part) / 10.0;
            mouse = mouse.then(step(along(x, to_x), along(y, to_y)));
        }
        let mouse = mouse
            .then(PointerAction::Pause { duration: Duration::from_millis(400) })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.expect("the mouse is moved");
    }

    /// Closes the window as a person would.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
    }
}
