//! Every text of the command line as people read it. `cargo insta review` shows what a change does to them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use insta::{assert_snapshot, with_settings};
use std::process::{Command, Stdio};

/// The exit code, what was printed, and what was complained of.
fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_partner-desk-cli"))
        .args(arguments)
        .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
        .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let code = output.status.code().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    format!("exit code {code}\n--- output\n{out}--- errors\n{err}")
}

#[test]
fn each_command_explains_itself() {
    assert_snapshot!("help", run(&["--help"]));
    for command in ["check", "logo", "sandbox", "faults"] {
        assert_snapshot!(format!("help-{command}"), run(&[command, "--help"]));
    }
}

#[test]
fn a_wrong_call_is_answered_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name).display().to_string();
        std::fs::File::create(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
            .unwrap();
        path
    };
    let broken = file("broken.partner.json", "{");
    let other = file("other.partner.json", "{\"format\": \"something else\"}");
    let newer = file("newer.partner.json", "{\"format\": \"partner-desk/99\"}");
    let place = regex_of(&folder.path().display().to_string());
    with_settings!({ filters => vec![(place.as_str(), "[folder]")] }, {
        assert_snapshot!("error-no-file", run(&["check"]));
        assert_snapshot!("error-no-such-file", run(&["check", "/nowhere.partner.json", "--env", "sandbox"]));
        assert_snapshot!("error-no-json", run(&["check", &broken, "--env", "sandbox"]));
        assert_snapshot!("error-other-format", run(&["check", &other, "--env", "sandbox"]));
        assert_snapshot!("error-newer-format", run(&["check", &newer, "--env", "sandbox"]));
        assert_snapshot!("error-no-such-fault", run(&["check", "--example", "--fault", "nonsense"]));
        assert_snapshot!("error-no-such-check", run(&["check", "--example", "--only", "TEST-2"]));
        assert_snapshot!("error-two-formats", run(&["check", "--example", "--json", "--format", "junit"]));
    });
}

/// A text that is matched as it stands.
fn regex_of(text: &str) -> String {
    text.chars()
        .flat_map(|char| ['\\', char].into_iter().skip(usize::from(char.is_alphanumeric() || char == '_')))
        .collect()
}

/// One check that fails for the developer, one that waits for it, one recommendation and one that passes.
const CHECKED: [&str; 6] =
    ["check", "--example", "--fault", "article-missing", "--only", "HELP-1,HELP-2,TESTS-2,TOKEN-5"];

#[test]
fn the_result_of_checks_reads_the_same_in_each_format() {
    let what_changes_with_time = vec![
        (r#""\d{4}-\d\d-\d\dT[0-9:.]+Z""#, r#""[time]""#),
        (r#""duration_ms": \d+"#, r#""duration_ms": "[ms]""#),
        (r#""inputs": "[0-9a-f]{32}""#, r#""inputs": "[hash]""#),
    ];
    with_settings!({ filters => what_changes_with_time }, {
        for format in ["text", "json", "junit"] {
            assert_snapshot!(format!("check-{format}"), run(&[&CHECKED[..], &["--format", format]].concat()));
        }
    });
}
