//! The same inputs give the same bytes, and the same content hash at another time.

use crate::samples::{all, at, open, ready, text, time};
use pack::{Pack, Phases, State, content_hash, record_hash};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The same pack, made and checked at other times.
fn later(mut pack: Pack) -> Pack {
    let late = Some(time("2027-01-01T00:00:00.5Z"));
    pack.made_at = time("2027-01-01T00:00:00Z");
    pack.checked_at = pack.checked_at.and(late);
    for verdict in &mut pack.verdicts {
        verdict.checked_at = verdict.checked_at.and(late);
        verdict.confirmed.iter_mut().for_each(|one| one.at = one.at.and(late));
    }
    pack.confirmations.iter_mut().for_each(|one| one.at = one.at.and(late));
    pack.rehearsal.iter_mut().flat_map(|one| &mut one.steps).for_each(|step| step.at = step.at.and(late));
    for request in &mut pack.requests {
        request.started_at = request.started_at.and(late);
        request.duration_ms += 7;
        request.phases = Phases { first_byte_us: 9, ..Phases::default() };
    }
    pack
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    for pack in all() {
        assert_eq!(pack.files(), pack.clone().files());
    }
}

#[test]
fn two_packs_of_the_same_inputs_have_the_same_content_hash_and_differ_in_times_alone() {
    for pack in all() {
        let later = later(pack.clone());
        assert_eq!(content_hash(&pack), content_hash(&later));
        assert_ne!(pack.files(), later.files());
        let manifest: Value = serde_json::from_str(&text(&later.files(), pack::MANIFEST)).unwrap();
        assert_eq!(at(&manifest, "/content_hash"), &json!(content_hash(&pack)));
    }
    let (now, then) = (ready().files(), later(ready()).files());
    for name in ["partner.json", "logo.svg"] {
        assert_eq!(text(&now, name), text(&then, name));
    }
}

#[test]
fn what_is_no_time_changes_the_content_hash() {
    let changes: [fn(&mut Pack); 9] = [
        |pack| pack.is_ready = !pack.is_ready,
        |pack| pack.headline.push('!'),
        |pack| pack.checked_at = None,
        |pack| pack.app_version.push('1'),
        |pack| pack.company_id = None,
        |pack| pack.verdicts[1].state = State::Fail,
        |pack| pack.verdicts[1].rule_version += 1,
        |pack| pack.requests[0].status = Some(201),
        |pack| pack.confirmations[0].by.push('x'),
    ];
    let mut hashes: Vec<String> = changes
        .into_iter()
        .map(|change| {
            let mut pack = open();
            change(&mut pack);
            content_hash(&pack)
        })
        .chain([content_hash(&open())])
        .collect();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 10);
}

#[test]
fn the_hash_of_a_record_is_that_of_its_keys_in_order_without_spaces() {
    let hash = "43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777";
    assert_eq!(record_hash(&serde_json::from_str("{ \"b\": 2,\n\"a\": 1 }").unwrap()), hash);
}

#[test]
fn the_page_and_the_message_name_the_content_hash() {
    let files = ready().files();
    let hash = content_hash(&ready());
    assert!(text(&files, pack::PAGE).contains(&hash) && text(&files, pack::MESSAGE).contains(&hash));
}

/// JSON with its members in the order of `turn`, and spaces between.
fn written(value: &Value, turn: bool) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{} :\n {}", json!(name), written(value, turn)))
                .collect();
            if turn {
                members.reverse();
            }
            format!("{{ {} }}", members.join(" , "))
        }
        Value::Array(values) => {
            format!("[ {} ]", values.iter().map(|value| written(value, turn)).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|one| json!(one)),
        any::<i64>().prop_map(|one| json!(one)),
        any::<f64>().prop_map(|one| json!(one)),
        ".*".prop_map(|one| json!(one)),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|values| json!(values)),
            prop::collection::btree_map(".*", inner, 0..6).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #[test]
    fn neither_the_order_of_keys_nor_formatting_matters_to_the_hash_of_a_record(record in any_json()) {
        for turn in [false, true] {
            let read: Value = serde_json::from_str(&written(&record, turn)).unwrap();
            prop_assert_eq!(record_hash(&read), record_hash(&record));
        }
    }

    #[test]
    fn a_pack_with_any_record_reads_back_as_it_is(record in any_json(), name in ".*", body in ".*") {
        let mut pack = ready();
        pack.record_hash = record_hash(&record);
        pack.record = record;
        pack.headline = name;
        pack.requests[0].response_body = body;
        prop_assert_eq!(Pack::read(&pack.files()), Ok(pack));
    }
}
