//! Lists of tests and names as developers send them: each fault beside what only looks like it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{answer, faultless, judge, remains};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const CALL: Call = Call::Tests(TokenSent::Good);
const PASSES: [&str; 0] = [];
const TEST: &str = r#"{"id":1,"name":"Knots"}"#;

fn bytes(body: &[u8]) -> Vec<String> {
    let body = body.to_vec();
    remains(move |e| drop(e.answers.insert(CALL, Ok(Answer { body, ..answer(200, "", "").unwrap() }))))
}

fn list(body: &str) -> Vec<String> {
    bytes(body.as_bytes())
}

/// What TESTS-1 says of a body that no other check can then judge.
fn first(body: &[u8]) -> String {
    let left = bytes(body);
    assert_eq!(left.len(), 5, "{left:?}");
    assert!(left[1..].iter().all(|left| left.ends_with("unknown after TESTS-1")), "{left:?}");
    left[0].trim_start_matches("TESTS-1.").to_owned()
}

fn quoted(body: &str) -> String {
    let mut evidence = faultless();
    evidence.answers.insert(CALL, answer(200, "", body));
    let verdict = judge(&evidence).into_iter().find(|verdict| verdict.id == "TESTS-1").unwrap();
    verdict.sentence.args.into_iter().find(|(name, _)| *name == "text").unwrap().1
}

#[test]
fn numbers_are_ids_as_the_service_means_them() {
    let ids = |ids: &[&str]| {
        let entries: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":{id},"name":"Knots"}}"#)).collect();
        list(&format!("[{}]", entries.join(",")))
    };
    for different in [
        &["98765432109876543210", "98765432109876543211"][..],
        &["9007199254740992", "9007199254740993"],
        &["1e400", "1e401"],
        &["\"1.0\"", "\"1\""],
        &["1.5", "1.6"],
        &["-1", "1"],
        &["\"a\"", "\"A\""],
        &["\"2\"", "\"02\""],
        &["0.1234567890123456789", "0.1234567890123456788"],
    ] {
        assert_eq!(ids(different), PASSES, "{different:?}");
    }
    for twice in [
        &["7", "7"][..],
        &["1.0", "1.00"],
        &["1e2", "100.0"],
        &["1.0", "1"],
        &["1e20", "100000000000000000000"],
        &["-0", "0"],
        &["0.5", "5e-1"],
        &["98765432109876543210", "98765432109876543210"],
    ] {
        assert_eq!(ids(twice), ["TESTS-3.twice"], "{twice:?}");
    }
    for twice in
        [&["2", "\"2\""][..], &["\"1.0\"", "1.0"], &["98765432109876543210", "\"98765432109876543210\""]]
    {
        assert_eq!(ids(twice), ["TESTS-3.twice_as_text"], "{twice:?}");
    }
    for empty in ["\"\"", "\"  \"", "\"\\u200b\""] {
        assert_eq!(ids(&[empty]), ["TESTS-2.empty_id"], "{empty}");
    }
    for odd in ["null", "true", "{}", "[1]"] {
        assert_eq!(ids(&[odd]), ["TESTS-2.odd_id"], "{odd}");
    }
}

#[test]
fn of_two_equal_keys_the_last_counts() {
    assert_eq!(list(r#"[{"id":1,"id":2,"name":"a"},{"id":1,"name":"b"}]"#), PASSES);
    assert_eq!(list(r#"[{"id":2,"name":"a"},{"id":1,"id":2,"name":"b"}]"#), ["TESTS-3.twice"]);
    assert_eq!(list(r#"[{"id":1,"name":"a","name":""}]"#), ["TESTS-2.empty_name"]);
    assert_eq!(list(r#"[{"id":1,"name":"","n\u0061me":"a"}]"#), PASSES);
}

#[test]
fn what_is_not_ours_in_an_entry_may_be_anything() {
    for extra in [
        "1e400",
        "-0",
        "123456789012345678901234567890",
        r#""\ud800""#,
        r#"{"a":{"id":1,"id":1}}"#,
        "[[[]]]",
        "null",
    ] {
        assert_eq!(list(&format!(r#"[{{"id":1,"x":{extra},"name":"Knots"}}]"#)), PASSES, "{extra}");
    }
    assert_eq!(list(r#"[{"id":1,"name":"Knots","$serde_json::private::RawValue":"["}]"#), PASSES);
    assert_eq!(list(&format!("\u{feff}\r\n [ {TEST} ]\n")), ["TESTS-1.byte_order_mark"], "advice alone");
}

#[test]
fn what_came_in_place_of_the_list_is_named_by_its_cause() {
    let notice = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/tests.php</b> on line <b>3</b><br />\n";
    for (body, variant) in [
        (format!("{notice}[{TEST}]"), "text_before"),
        (format!("Notice: Undefined index: x in /var/www/a.php on line 3\n[{TEST}]"), "text_before"),
        (format!("[25-Nov-2026 10:00:00 UTC] PHP Warning: x\n[{TEST}]"), "text_before"),
        (format!(")]}}',\n[{TEST}]"), "text_before"),
        (format!("while(1);[{TEST}]"), "text_before"),
        (format!("\u{feff}\u{feff}[{TEST}]"), "text_before"),
        (format!("connected\n[{TEST}]\ndone"), "text_before"),
        (format!("<!doctype html><p>Debug</p></html>\n[{TEST}]"), "text_before"),
        (format!("[{TEST}]0"), "text_behind"),
        (format!("[{TEST}]\n<!-- 0.2 s -->"), "text_behind"),
        (format!("[{TEST}][{TEST}]"), "text_behind"),
        (format!("[{TEST}]null"), "text_behind"),
        (format!("{TEST}\n{TEST}\n"), "one_per_line"),
        (format!("{TEST}{TEST}"), "one_per_line"),
        (format!("callback([{TEST}]);"), "jsonp"),
        (format!("/**/ typeof cb === 'function' && cb([{TEST}]);"), "jsonp"),
        (format!("jQuery.cb_1({{\"tests\":[{TEST}]}})"), "jsonp"),
        (serde_json::json!(format!("[{TEST}]")).to_string(), "text"),
        ("\"[]\"".into(), "text"),
        ("\"Unauthorized\"".into(), "plain_text"),
        ("Unauthorized".into(), "plain_text"),
        ("None".into(), "plain_text"),
        ("<?xml version='1.0'?><tests/>".into(), "xml"),
        (format!("<!doctype html><script>tests = [{TEST}]</script></html>"), "page"),
        (format!("<pre>[{TEST}]</pre>"), "page"),
        (format!(r#"{{"0":{TEST},"2":{TEST}}}"#), "numbered"),
        (format!(r#"{{"tests":[{TEST}]}}"#), "object"),
        (format!(r#"{{"success":true,"error":null,"errors":[],"message":"","data":[{TEST}]}}"#), "object"),
        (format!(r#"{{"status":200,"message":"OK","data":[{TEST}]}}"#), "object"),
        (TEST.into(), "object"),
        ("{}".into(), "object"),
        (r#"{"message":"ok"}"#.into(), "object"),
        ("12".into(), "value"),
        ("[{\"id\":1,\"tags\":[]".into(), "cut_off"),
        (format!("[{TEST},{{'id':2,\"tags\":[]}}]"), "not_json"),
        (format!("[{TEST},]"), "not_json"),
        (format!("[{{'id':1}},[{TEST}]"), "not_json"),
        (format!("[{TEST} {TEST}]"), "not_json"),
        ("[{\"id\":1,\"name\":NaN}]".into(), "not_json"),
        ("[".repeat(200_000), "cut_off"),
        (format!("[{{\"id\":1,\"name\":\"a\",\"x\":{}{}}}]", "[".repeat(200), "]".repeat(200)), "deep"),
    ] {
        assert_eq!(first(body.as_bytes()), variant, "{}", &body[..body.len().min(80)]);
    }
    let utf16 = |to: fn(u16) -> [u8; 2], bom: bool| -> Vec<u8> {
        let mark = bom.then_some(0xfeff);
        mark.into_iter().chain(format!("[{TEST}]").encode_utf16()).flat_map(to).collect()
    };
    for bom in [true, false] {
        assert_eq!(first(&utf16(u16::to_le_bytes, bom)), "utf16");
        assert_eq!(first(&utf16(u16::to_be_bytes, bom)), "utf16");
    }
}

#[test]
fn an_error_with_the_answer_for_success_is_quoted() {
    for (body, text) in [
        (r#"{"error":"unknown token"}"#, "unknown token"),
        (r#"{"error":{"code":401,"message":"unknown token"}}"#, "unknown token"),
        (r#"{"errors":["unknown token","x"]}"#, "unknown token"),
        (r#"{"errors":[{"status":"401","detail":"unknown token"}]}"#, "unknown token"),
        (r#"{"errors":{"token":["unknown token"]}}"#, "unknown token"),
        (r#"{"message":"unknown token","status":"error"}"#, "unknown token"),
        (r#"{"Message":"unknown token"}"#, "unknown token"),
        (r#"{"error":true,"message":"unknown token"}"#, "unknown token"),
        (r#"{"success":false,"msg":"unknown token"}"#, "unknown token"),
        (r#"{"title":"unknown token","status":401,"type":"about:blank"}"#, "unknown token"),
        (r#"{"detail":"unknown token"}"#, "unknown token"),
        (r#"{"error":"unknown token","tests":[]}"#, "unknown token"),
        (r#"{"success":false}"#, "success: false"),
        (r#"{"error":42}"#, "42"),
    ] {
        assert_eq!(first(body.as_bytes()), "error_body", "{body}");
        assert_eq!(quoted(body), text, "{body}");
    }
    let long = serde_json::json!({ "error": "é".repeat(500) }).to_string();
    assert_eq!(quoted(&long).chars().count(), 121);
    assert_eq!(quoted("<br />\n<b>Warning</b>:  x in <b>a.php</b><br />\n[]"), "Warning: x in a.php");
    assert_eq!(quoted("\u{feff}\u{feff}[]"), "U+FEFF");
    assert_eq!(list(r#"[{"error":"unknown token"}]"#), ["TESTS-2.error_entry"]);
    assert_eq!(list(r#"[{"id":1,"name":"Error messages","error":"x"}]"#), PASSES);
}

fn named(name: &str) -> Vec<String> {
    list(&serde_json::json!([{ "id": 1, "name": name }]).to_string())
}

fn partner_named(name: &str) -> Vec<String> {
    let name = name.to_owned();
    remains(move |e| {
        e.subject.draft.name = name;
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
    })
}

#[test]
fn names_that_nobody_can_read_or_that_deceive_are_named() {
    for (name, test, partner) in [
        ("\u{200b}\u{200d}", "TESTS-2.unreadable_name", "REC-2.unreadable"),
        ("\u{3164}", "TESTS-2.unreadable_name", "REC-2.unreadable"),
        ("Knots \u{202e}stset", "TESTS-5.deceptive", "REC-2.deceptive"),
        ("Knots \u{2067}tests", "TESTS-5.deceptive", "REC-2.deceptive"),
        ("Kno\u{7}ts", "TESTS-5.control", "REC-2.control"),
        ("<b>Knots</b>", "TESTS-5.markup", "REC-2.markup"),
        ("Knots &amp; lines", "TESTS-5.markup", "REC-2.markup"),
    ] {
        assert_eq!(named(name), [test], "{name:?}");
        assert_eq!(partner_named(name), [partner], "{name:?}");
    }
    for name in
        ["B&B < 5 > 2", "x<y and y>z", "C++ <Advanced>", "AT&T; sales", "می\u{200c}خواهم", "👩\u{200d}💻 IT"]
    {
        assert_eq!(named(name), PASSES, "{name:?}");
        assert_eq!(partner_named(name), PASSES, "{name:?}");
    }
    assert_eq!(list(r#"[{"id":1,"name":"Knots \ud83d"}]"#), ["TESTS-5.control"]);
}

#[test]
fn a_name_that_cannot_be_read_stops_promotion_and_a_long_one_does_not() {
    let level = |name: &str| {
        let mut evidence = faultless();
        evidence.subject.draft.name = name.into();
        judge(&evidence).into_iter().find(|verdict| verdict.id == "REC-2").unwrap().level
    };
    assert_eq!(level("\u{2800}"), Level::Must);
    assert_eq!(level("Harbour \u{202e}stseT"), Level::Must);
    assert_eq!(level(&"Harbour ".repeat(8)), Level::Should);
}

#[test]
fn bodies_made_to_exhaust_a_reader_are_read_in_passing() {
    for evil in [
        "[".repeat(1_000_000),
        "[{".repeat(500_000),
        format!("x{}", "[{\"a\":".repeat(160_000)),
        format!("x{}", "[]".repeat(500_000)),
        format!("x{}", "\n[ ".repeat(300_000)),
        format!("[{}]", vec![TEST; 40_000].join(",")),
        format!("[{{{}}}]", (0..60_000).map(|at| format!("\"k{at}\":1")).collect::<Vec<_>>().join(",")),
        format!("[{{\"id\":{},\"name\":\"a\"}}]", "9".repeat(900_000)),
        format!("[{{\"id\":1e{},\"name\":\"a\"}}]", "9".repeat(900_000)),
        format!("[{{\"id\":1,\"name\":\"{}\"}}]", "<b ".repeat(300_000)),
        format!("[{{\"id\":1,\"name\":\"{}\"}}]", "&a;".repeat(300_000)),
        format!("[{{\"id\":1,\"name\":\"{}\"}}]", "<A>".repeat(200_000)),
        format!("{{\"error\":{}1{}}}", "[".repeat(400_000), "]".repeat(400_000)),
        "f(".repeat(400_000),
    ] {
        let begin = Instant::now();
        list(&evil);
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?} for {}", begin.elapsed(), &evil[..40]);
    }
}

proptest! {
    #[test]
    fn no_body_makes_a_rule_panic(
        body in prop::collection::vec(any::<u8>(), 0..200),
        json in "[\\[\\]{}\",:0-9eEnul.\\\\ <>()-]{0,120}",
    ) {
        bytes(&body);
        list(&json);
        list(&format!("[{{\"id\":{json},\"name\":\"{json}\"}}]"));
    }

    #[test]
    fn a_list_passes_whatever_its_names_hold_of_letters_and_its_entries_of_other_things(
        names in prop::collection::vec("[a-zA-Zà-ÿ0-9 .,&<-]{0,40}x", 1..20),
        extra in prop::sample::select(vec!["1e999", "\"<b>\"", "[]", "{\"id\":1}", "null"]),
    ) {
        let entries: Vec<String> = names.iter().enumerate()
            .map(|(at, name)| format!("{{\"extra\":{extra},\"id\":{at},\"name\":{}}}", serde_json::json!(name)))
            .collect();
        let left = list(&format!("[{}]", entries.join(",")));
        prop_assert!(left.is_empty(), "{left:?}");
    }
}
