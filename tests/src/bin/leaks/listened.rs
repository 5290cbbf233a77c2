//! A window whose every word to the core, and every word back, is heard.

use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};
use tests::{Machine, Search, Window};

/// Tokens that are typed and pasted. Their signs make each form of them differ from the others.
pub(crate) const TYPED: [&str; 3] = [
    r#"canary-typed-1-+/=&"\<'>%-5b1e"#,
    r#"canary-typed-2-+/=&"\<'>%-77c0"#,
    r#"canary-typed-3-+/=&"\<'>%-e942"#,
];

pub(crate) const PASTED: [&str; 3] = [
    r#"canary-paste-1-+/=&"\<'>%-81aa"#,
    r#"canary-paste-2-+/=&"\<'>%-0d2f"#,
    r#"canary-paste-3-+/=&"\<'>%-c3c3"#,
];

pub(crate) const TOKENS: [&str; 3] = ["personal", "partner_secret", "customer"];

/// Writes down everything that the page asks and hears, but for what is handed over to be kept.
pub(crate) const LISTEN: &str = r"
    const done = arguments[arguments.length - 1];
    window.heard = [];
    const real = window.fetch;
    window.fetch = async (input, init) => {
        const url = String(input?.url ?? input);
        const body = init?.body;
        const sent = typeof body === 'string' ? body : body ? new TextDecoder().decode(body) : '';
        // A token goes to the core in these two, and nowhere else.
        const isToken = ['/token_store', '/partner_import_rc'].some((end) => url.endsWith(end));
        window.heard.push('> ' + url + ' ' + (isToken ? '(exempt)' : sent));
        const answer = await real(input, init);
        window.heard.push('< ' + url + ' ' + (await answer.clone().text()));
        return answer;
    };
    const handler = window.__TAURI_INTERNALS__.transformCallback((event) => window.heard.push('! ' + JSON.stringify(event)));
    window.__TAURI_INTERNALS__
        .invoke('plugin:event|listen', { event: 'desk', target: { kind: 'Any' }, handler })
        .then(() => done(true), (error) => done(String(error)));
";

/// All that a page keeps: markup, fields, storages, cookies.
const LEFT: &str = r"
    const done = arguments[arguments.length - 1];
    (async () => {
        const fields = [...document.querySelectorAll('input, textarea, select')].map((field) => field.value);
        const stored = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, window.name];
        const bases = indexedDB.databases ? await indexedDB.databases() : [];
        const caches = window.caches ? await window.caches.keys().catch(() => []) : [];
        return [document.documentElement.outerHTML, document.body.innerText, document.title,
                JSON.stringify([fields, stored, bases, caches, location.href]), getSelection().toString()];
    })().then(done, (error) => done([String(error)]));
";

/// The window while it is listened to.
pub(crate) struct Listened<'a> {
    pub(crate) window: Window,
    pub(crate) machine: &'a Machine,
    pub(crate) search: &'a mut Search,
    pub(crate) called: &'a mut BTreeSet<String>,
}

impl<'a> Listened<'a> {
    pub(crate) async fn open(
        machine: &'a Machine,
        search: &'a mut Search,
        called: &'a mut BTreeSet<String>,
    ) -> Self {
        let window = Window::open(machine).await;
        assert_eq!(window.client.execute_async(LISTEN, vec![]).await.unwrap(), json!(true));
        Self { window, machine, search, called }
    }

    /// Carries out a command from the page. An error of it is an answer too.
    pub(crate) async fn call(&mut self, name: &str, request: Value) -> Value {
        self.called.insert(name.to_owned());
        let script = "const done = arguments[2]; window.__TAURI_INTERNALS__.invoke(arguments[0], { request: arguments[1] })\
                      .then((value) => done({ ok: value }), (error) => done({ error }))";
        let answer = self.window.client.execute_async(script, vec![json!(name), request]).await.unwrap();
        answer.get("ok").cloned().unwrap_or(answer)
    }

    pub(crate) async fn id_of(&mut self, name: &str) -> String {
        let made = self.call(name, json!({})).await;
        made["id"].as_str().unwrap_or_else(|| panic!("{name}: {made}")).to_owned()
    }

    /// A new partner in the Sandbox.
    pub(crate) async fn partner(&mut self) -> String {
        let id = self.id_of("partner_create").await;
        self.call(
            "connection_set",
            json!({ "partner_id": id, "environment": "sandbox", "company_id": null }),
        )
        .await;
        id
    }

    /// Types and pastes the canaries into the places of all three tokens of a partner, rightly and wrongly.
    pub(crate) async fn put_in(&mut self, id: &str) {
        for (at, token) in TOKENS.into_iter().enumerate() {
            let store = |value: String| json!({ "partner_id": id, "token": token, "value": value });
            self.call("token_store", store(TYPED[at].into())).await;
            // Refused: with a line break, too long, in another's place.
            self.call("token_store", store(format!("{}\n{}", TYPED[at], TYPED[at]))).await;
            self.call("token_store", store(TYPED[at].repeat(50))).await;
            self.call("token_store", store(TYPED[(at + 1) % 3].into())).await;
            self.machine.copy(PASTED[at]);
            self.call("token_paste", json!({ "partner_id": id, "token": token })).await;
            self.machine.copy(&format!("{} {}", PASTED[at], PASTED[at]));
            self.call("token_paste", json!({ "partner_id": id, "token": token })).await;
        }
    }

    /// Searches what the page has heard and what it keeps.
    pub(crate) async fn look(&mut self, when: &str) {
        let heard = self.window.value("window.heard").await;
        let heard: Vec<&str> = heard.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(heard.len() > 4, "{when}: what the page asks is heard");
        for (number, line) in heard.iter().enumerate() {
            let what = line.split(' ').nth(1).and_then(|url| url.rsplit('/').next()).unwrap_or("event");
            self.search.look(&format!("{when}, wire {number}: {} {what}", &line[..1]), line.as_bytes());
        }
        let left = self.window.client.execute_async(LEFT, vec![]).await.unwrap();
        for (number, text) in left.as_array().unwrap().iter().enumerate() {
            self.search.look(&format!("{when}, page {number}"), text.as_str().unwrap_or_default().as_bytes());
        }
        for id in self.machine.processes() {
            for part in ["cmdline", "environ"] {
                let bytes = fs::read(format!("/proc/{id}/{part}")).unwrap_or_default();
                self.search.look(&format!("{when}, process {part}"), &bytes);
            }
        }
        // The files as they are while the app runs, with what is not yet in the database's own file.
        look_into(self.machine.home(), when, self.search);
    }

    pub(crate) async fn close(mut self, when: &str) {
        self.look(when).await;
        self.window.close().await;
        self.machine.wait_until_free().await;
    }
}

/// Every file below a folder, and every file of each evidence pack, whose number it gives: packed, a secret would not
/// be seen.
pub(crate) fn look_into(folder: &Path, when: &str, search: &mut Search) -> usize {
    let mut packs = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                folders.push(path);
            } else if kind.is_ok_and(|kind| kind.is_file()) {
                let bytes = fs::read(&path).unwrap_or_default();
                search.look(&format!("{when}, file {}", path.display()), &bytes);
                let packed = desk::unzip_pack(&bytes).unwrap_or_default();
                packs += usize::from(!packed.is_empty());
                for (name, content) in packed {
                    search.look(&format!("{when}, {name} of {}", path.display()), &content);
                }
            }
        }
    }
    packs
}
