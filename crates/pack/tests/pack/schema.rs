//! `evidence.json` is what `docs/pack.schema.json` says, and nothing else.

use crate::samples::{all, open, practice, text, untouched};
use jsonschema::{Validator, draft202012};
use pack::{Caveat, EVIDENCE, Level, Pack, PackError, State, StepState};
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../../../docs/pack.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn validator() -> Validator {
    draft202012::options().should_validate_formats(true).build(&schema()).unwrap()
}

fn evidence(pack: &Pack) -> Value {
    serde_json::from_str(&text(&pack.files(), EVIDENCE)).unwrap()
}

/// With every optional part, and every caveat.
fn full() -> Pack {
    let mut pack = open();
    pack.caveats.push(Caveat::NotSaved { fields: vec!["name".into()] });
    pack.caveats.extend(practice().caveats);
    pack.caveats.extend(untouched().caveats);
    pack
}

#[test]
fn the_schema_is_json_schema_2020_12_and_every_pack_fits_it() {
    assert!(draft202012::meta::validate(&schema()).is_ok());
    let validator = validator();
    for pack in all().into_iter().chain([full()]) {
        let evidence = evidence(&pack);
        let faults: Vec<String> = validator
            .iter_errors(&evidence)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0]);
    }
}

/// The pointers of all objects whose members are fixed.
fn objects(value: &Value, pointer: &str, found: &mut Vec<String>) {
    // The record has the fields that Recruitee gives it.
    if pointer == "/record" {
        return;
    }
    match value {
        Value::Object(members) => {
            found.push(pointer.to_owned());
            members.iter().for_each(|(name, value)| objects(value, &format!("{pointer}/{name}"), found));
        }
        Value::Array(values) => {
            values
                .iter()
                .enumerate()
                .for_each(|(index, value)| objects(value, &format!("{pointer}/{index}"), found));
        }
        _ => {}
    }
}

fn is_read(value: &Value) -> bool {
    let files = pack::Files::from([(EVIDENCE.to_owned(), value.to_string().into_bytes())]);
    Pack::read(&files).is_ok()
}

#[test]
fn a_member_that_is_removed_renamed_or_added_anywhere_is_rejected() {
    let (validator, whole) = (validator(), evidence(&full()));
    let mut places = Vec::new();
    objects(&whole, "", &mut places);
    assert!(places.len() > 30, "{}", places.len());
    assert!(is_read(&whole));
    for place in places {
        let members = |value: &Value| value.pointer(&place).unwrap().as_object().unwrap().clone();
        let with = |members: serde_json::Map<String, Value>| {
            let mut value = whole.clone();
            *value.pointer_mut(&place).unwrap() = Value::Object(members);
            value
        };
        let mut more = members(&whole);
        more.insert("note".into(), json!("x"));
        let more = with(more);
        assert!(!validator.is_valid(&more) && !is_read(&more), "{place}: one more");
        for name in members(&whole).keys() {
            let mut less = members(&whole);
            let value = less.remove(name).unwrap();
            assert!(!validator.is_valid(&with(less.clone())), "{place}: without {name}");
            less.insert(format!("{name}s"), value);
            let renamed = with(less);
            assert!(!validator.is_valid(&renamed) && !is_read(&renamed), "{place}: {name} renamed");
        }
    }
}

#[test]
fn closed_sets_of_the_schema_are_those_of_the_code() {
    let schema = schema();
    let names = |pointer: &str| -> Vec<String> {
        let names = schema.pointer(pointer).unwrap().as_array().unwrap().iter();
        names.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let keys = |keys: &[&'static str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let states: Vec<&str> = State::ALL.iter().map(|one| one.key()).collect();
    assert_eq!(names("/$defs/verdict/properties/state/enum"), keys(&states));
    let levels: Vec<&str> = Level::ALL.iter().map(|one| one.key()).collect();
    assert_eq!(names("/$defs/verdict/properties/level/enum"), keys(&levels));
    let steps: Vec<&str> = StepState::ALL.iter().map(|one| one.key()).collect();
    assert_eq!(names("/$defs/step/properties/state/enum"), keys(&steps));
}

#[test]
fn values_outside_their_sets_are_rejected() {
    let (validator, whole) = (validator(), evidence(&full()));
    for (pointer, value) in [
        ("/environment", json!("production")),
        ("/made_at", json!("yesterday")),
        ("/made_at", json!("2026-03-03T14:05:00+01:00")),
        ("/record_hash", json!("ab")),
        ("/record", json!([])),
        ("/verdicts/0/state", json!("good")),
        ("/verdicts/0/level", json!("may")),
        ("/verdicts/0/rule_version", json!(-1)),
        ("/caveats/0/kind", json!("fine")),
        ("/caveats/0/checks", json!("TOKEN-3")),
        ("/rehearsal/steps/0/state", json!("done")),
        ("/requests/0/status", json!("200")),
        ("/requests/0/duration_ms", json!(1.5)),
    ] {
        let mut other = whole.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&other), "{pointer}");
        assert!(!is_read(&other), "{pointer}");
    }
}

#[test]
fn a_pack_of_a_newer_format_is_named_as_that() {
    let mut value = evidence(&full());
    *value.pointer_mut("/format").unwrap() = json!("partner-desk-pack/2");
    let files = pack::Files::from([(EVIDENCE.to_owned(), value.to_string().into_bytes())]);
    assert_eq!(Pack::read(&files), Err(PackError::Newer("partner-desk-pack/2".into())));
    for other in [json!({ "format": "partner-desk/1" }), json!([]), json!(null)] {
        let files = pack::Files::from([(EVIDENCE.to_owned(), other.to_string().into_bytes())]);
        assert_eq!(Pack::read(&files), Err(PackError::Unreadable));
    }
}

#[test]
fn a_moment_has_one_text_and_anything_else_says_what_it_should_look_like() {
    let moment: pack::Time = "2026-03-03T14:05:00Z".parse().unwrap();
    assert_eq!(moment.to_string(), "2026-03-03T14:05:00Z");
    assert_eq!(pack::Time::from_millis(1_772_546_700_000), Some(moment));
    assert_eq!(pack::Time::from_millis(i64::MAX), None);
    for other in
        ["2026-03-03T14:05:00.000Z", "2026-03-03 14:05:00Z", "2026-03-03T15:05:00+01:00", "", "today"]
    {
        let fault = other.parse::<pack::Time>().unwrap_err();
        assert!(fault.to_string().contains("2026-03-03T14:05:00Z"), "{other}");
    }
}
