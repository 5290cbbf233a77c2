//! Draft and server brought together over what both had in common: what one side changed is taken, what
//! both changed is asked. Candidate fields are merged one by one.

use crate::{Draft, Field, Input, UrlField, Urls};
use serde_json::{Map, Value};

/// A field that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub field: Field,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The draft with all that only the server had changed; conflicts as they were in the draft.
    pub draft: Draft,
    /// Fields that the draft took over.
    pub taken: Vec<Field>,
    /// Fields to be asked about.
    pub conflicts: Vec<Conflict>,
    /// What both sides have in common now: the server's record, but in conflicts what it was before.
    pub base: Draft,
}

/// Merges `mine` and `theirs` over `base`, what both had in common before. A side that never met the other
/// has the empty draft in common with it.
pub fn merge(base: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let (was, ours, held) = (base.as_held(), mine.trimmed(), theirs.as_held());
    let (was_repaired, held_repaired) = (base.trimmed(), theirs.trimmed());
    let mut merged =
        Merged { draft: mine.clone(), taken: Vec::new(), conflicts: Vec::new(), base: held.clone() };
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Codename) {
        let (was_value, mine_value, held_value) = (was.get(field), ours.get(field), held.get(field));
        // A URL of theirs that a parser has to repair is nothing to ask about: ours is the repaired one.
        let repaired_value = held_repaired.get(field);
        if held_value == was_value || mine_value == held_value || mine_value == repaired_value {
            continue;
        }
        let value = if mine_value == was_repaired.get(field) {
            Some(repaired_value)
        } else if field == Field::Inputs {
            merge_inputs(&was.inputs, &ours.inputs, &held.inputs).map(|inputs| serde_json::json!(inputs))
        } else {
            None
        };
        match value {
            // What the draft held fits the draft, and so does what a server's record holds.
            Some(value) if value == mine_value => {}
            Some(value) => {
                if merged.draft.set(field, &value).is_ok() {
                    merged.taken.push(field);
                }
            }
            None => {
                merged.conflicts.push(Conflict { field });
                let _ = merged.base.set(field, &was_value);
            }
        }
    }
    merged
}

/// A candidate field is the same one on both sides when kind and name are; of several such the first is the
/// first.
type Key = (String, Option<String>, usize);

fn keyed(inputs: &[Input]) -> Vec<(Key, Input)> {
    let mut found: Vec<(Key, Input)> = Vec::new();
    for input in inputs {
        let duplicates =
            found.iter().filter(|((kind, name, _), _)| *kind == input.kind && *name == input.name).count();
        found.push(((input.kind.clone(), input.name.clone(), duplicates), input.clone()));
    }
    found
}

fn find<'a>(inputs: &'a [(Key, Input)], key: &Key) -> Option<&'a Input> {
    inputs.iter().find(|(known, _)| known == key).map(|(_, input)| input)
}

/// Merges lists of candidate fields; `None` when both sides changed the same one, or the order of the same
/// ones, in different ways.
fn merge_inputs(base: &[Input], mine: &[Input], theirs: &[Input]) -> Option<Vec<Input>> {
    let (base, mine, theirs) = (keyed(base), keyed(mine), keyed(theirs));
    let order = merge_order(&base, &mine, &theirs)?;
    let mut merged = Vec::new();
    for key in order {
        match merge_input(find(&base, &key), find(&mine, &key), find(&theirs, &key)) {
            Ok(input) => merged.extend(input),
            Err(Differs) => return None,
        }
    }
    Some(merged)
}

/// Both sides changed the same thing in different ways.
struct Differs;

/// One candidate field of which either side may have none.
fn merge_input(
    base: Option<&Input>,
    mine: Option<&Input>,
    theirs: Option<&Input>,
) -> Result<Option<Input>, Differs> {
    if mine == theirs || theirs == base {
        return Ok(mine.cloned());
    }
    if mine == base {
        return Ok(theirs.cloned());
    }
    let (Some(base), Some(mine), Some(theirs)) = (base, mine, theirs) else { return Err(Differs) };
    if [base, mine, theirs].iter().any(|input| input.as_it_came.is_some()) {
        return Err(Differs);
    }
    let mut merged = mine.clone();
    merged.required = if mine.required == base.required { theirs.required } else { mine.required };
    merged.extra = merge_keys(&base.extra, &mine.extra, &theirs.extra).ok_or(Differs)?;
    Ok(Some(merged))
}

/// Keys that this app does not show, one by one.
fn merge_keys(
    base: &Map<String, Value>,
    mine: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Option<Map<String, Value>> {
    let mut merged = Map::new();
    let mut keys: Vec<&String> = theirs.keys().chain(mine.keys()).collect();
    keys.dedup();
    for key in keys {
        let (was, ours, held) = (base.get(key), mine.get(key), theirs.get(key));
        let value = if held == was || ours == held {
            ours
        } else if ours == was {
            held
        } else {
            return None;
        };
        if let Some(value) = value {
            merged.insert(key.clone(), value.clone());
        }
    }
    Some(merged)
}

/// Every key of either side, in the order of the side that changed it.
fn merge_order(base: &[(Key, Input)], mine: &[(Key, Input)], theirs: &[(Key, Input)]) -> Option<Vec<Key>> {
    let keys = |side: &[(Key, Input)]| side.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let (base, mine, theirs) = (keys(base), keys(mine), keys(theirs));
    let among = |side: &[Key], other: &[Key]| -> Vec<Key> {
        side.iter().filter(|key| other.contains(key)).cloned().collect()
    };
    let moved = |side: &[Key]| among(side, &base) != among(&base, side);
    let (leads, follows) = match (moved(&mine), moved(&theirs)) {
        (_, false) => (mine, theirs),
        (false, true) => (theirs, mine),
        (true, true) if among(&mine, &theirs) == among(&theirs, &mine) => (mine, theirs),
        (true, true) => return None,
    };
    let mut order = leads;
    for (place, key) in follows.iter().enumerate() {
        if order.contains(key) {
            continue;
        }
        // At the end where it was the last; else behind the nearest one before it that is there.
        if follows.iter().skip(place).all(|after| !base.contains(after)) {
            order.push(key.clone());
            continue;
        }
        let before = follows.iter().take(place).rev().find_map(|known| order.iter().position(|k| k == known));
        order.insert(before.map_or(0, |place| place + 1), key.clone());
    }
    Some(order)
}

/// The draft as it is sent to a server that holds a record: keys that this app does not show, inside the
/// addresses and the candidate fields, are the server's alone, and go back as it holds them now.
pub fn with_unknown_of(draft: &Draft, held: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.urls.extra.clone_from(&held.urls.extra);
    draft.urls.unread.clone_from(&held.urls.unread);
    let held = keyed(&held.inputs);
    let mut sent = keyed(&draft.inputs);
    for (key, input) in &mut sent {
        if let Some(theirs) = find(&held, key) {
            let is_same =
                (&input.kind, &input.name, input.required) == (&theirs.kind, &theirs.name, theirs.required);
            if is_same {
                input.clone_from(theirs);
            }
            input.extra.clone_from(&theirs.extra);
        }
    }
    draft.inputs = sent.into_iter().map(|(_, input)| input).collect();
    draft
}

/// What the server will hold when `fields` of `sent` are sent to it.
pub fn with_sent(held: &Draft, sent: &Draft, fields: &[Field]) -> Draft {
    let mut after = held.clone();
    if fields.iter().any(|field| matches!(field, Field::Url(_))) {
        after.urls = Urls { extra: sent.urls.extra.clone(), ..after.urls };
        for address in UrlField::ALL {
            after.urls.set(address, sent.urls.get(address).to_owned());
        }
    }
    for &field in fields.iter().filter(|field| !matches!(field, Field::Url(_))) {
        let _ = after.set(field, &sent.get(field));
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use proptest::prelude::*;
    use serde_json::json;

    fn draft(name: &str, description: &str) -> Draft {
        Draft { name: name.into(), description: description.into(), ..Draft::default() }
    }

    #[test]
    fn what_one_side_changed_is_taken_and_what_both_changed_is_asked() {
        let base = draft("Harbour", "Tests");
        let merged = merge(&base, &draft("Harbour Ltd", "Tests"), &draft("Harbour", "Knots"));
        assert_eq!((merged.draft.name.as_str(), merged.draft.description.as_str()), ("Harbour Ltd", "Knots"));
        assert_eq!((merged.taken, merged.conflicts.len()), (vec![Field::Description], 0));

        let merged = merge(&base, &draft("Mine", "Same"), &draft("Theirs", "Same"));
        assert_eq!(merged.conflicts, [Conflict { field: Field::Name }]);
        assert_eq!(merged.draft.name, "Mine");
        assert_eq!(merged.base.name, "Harbour", "what is still to be decided stays open");
        assert_eq!(merged.base.description, "Same");
    }

    #[test]
    fn sides_that_never_met_have_nothing_in_common_but_what_is_empty() {
        let mut theirs = draft("Theirs", "Knots");
        theirs.kind = Some(Kind::Assessment);
        let merged = merge(&Draft::default(), &draft("Mine", ""), &theirs);
        assert_eq!(merged.taken, [Field::Kind, Field::Description]);
        assert_eq!(merged.conflicts, [Conflict { field: Field::Name }]);
    }

    fn inputs(kinds: &[(&str, bool)]) -> Vec<Input> {
        kinds.iter().map(|(kind, required)| Input::of_kind(kind, *required)).collect()
    }

    /// `a` and `a!` (required) in base, mine, theirs, and what is expected; `?` for a conflict.
    fn check_inputs(base: &str, mine: &str, theirs: &str, expect: &str) {
        let read = |text: &str| {
            let kinds: Vec<(&str, bool)> = text
                .split_whitespace()
                .map(|word| (word.trim_end_matches('!'), word.ends_with('!')))
                .collect();
            inputs(&kinds)
        };
        let merged = merge_inputs(&read(base), &read(mine), &read(theirs));
        let expected = (expect != "?").then(|| read(expect));
        assert_eq!(merged, expected, "{base} | {mine} | {theirs}");
    }

    #[test]
    fn candidate_fields_merge_one_by_one() {
        check_inputs("a b c", "a b c phone", "a b! c", "a b! c phone");
        check_inputs("a b c", "b c", "a b c!", "b c!");
        check_inputs("a b c", "a c b", "a b c d", "a c b d");
        check_inputs("a b c", "a b c x", "y a b c", "y a b c x");
        check_inputs("a b c", "c b a", "c b a", "c b a");
        check_inputs("a b c", "a b c", "c b a", "c b a");
        check_inputs("a b c", "b a c", "a c b", "?");
        check_inputs("a b c", "b c", "a! b c", "?");
        check_inputs("a", "a x!", "a x", "?");
        check_inputs("", "a", "b", "a b");
        check_inputs("a a", "a a!", "a a b", "a a! b");
    }

    #[test]
    fn what_only_the_server_knows_goes_back_as_the_server_holds_it_now() {
        let mut mine = Draft::default();
        mine.urls.extra.insert("website".into(), json!("https://old.example"));
        mine.urls.extra.insert("gone".into(), json!(1));
        mine.inputs[2].extra.insert("label".into(), json!("Mail"));
        let mut held = mine.clone();
        held.urls.extra.insert("website".into(), json!("https://new.example"));
        held.urls.extra.remove("gone");
        held.inputs[2].extra.insert("label".into(), json!("E-mail"));
        let sent = with_unknown_of(&mine, &held);
        assert_eq!(Value::Object(sent.urls.extra), json!({"website": "https://new.example"}));
        assert_eq!(sent.inputs[2].extra["label"], "E-mail");
    }

    fn any_inputs() -> impl Strategy<Value = Vec<Input>> {
        prop::sample::subsequence(vec!["first_name", "email", "phone", "admin", "x"], 0..=5)
            .prop_shuffle()
            .prop_flat_map(|kinds| {
                let length = kinds.len();
                (Just(kinds), prop::collection::vec(any::<bool>(), length))
            })
            .prop_map(|(kinds, required)| {
                kinds.iter().zip(required).map(|(kind, required)| Input::of_kind(kind, required)).collect()
            })
    }

    prop_compose! {
        fn any_draft()(name in "[ab]{0,1}", description in "[ab]{0,1}", tests in "[ab]{0,1}", inputs in any_inputs())
            -> Draft {
            let mut draft = Draft { name, description, inputs, ..Draft::default() };
            draft.urls.tests = tests;
            draft
        }
    }

    proptest! {
        #[test]
        fn a_merge_loses_no_change_of_either_side(base in any_draft(), mine in any_draft(), theirs in any_draft()) {
            let merged = merge(&base, &mine, &theirs);
            for field in Field::ALL.into_iter().filter(|field| *field != Field::Codename) {
                let [was, ours, held, now] =
                    [&base, &mine, &theirs, &merged.draft].map(|draft| draft.get(field));
                if merged.conflicts.contains(&Conflict { field }) {
                    prop_assert!(ours != was && held != was && ours != held, "asked only where both changed");
                    prop_assert_eq!(now, ours, "the draft waits for the answer");
                } else if field != Field::Inputs {
                    prop_assert_eq!(&now, if held == was { &ours } else { &held });
                } else {
                    // Each candidate field: what either side changed is there.
                    let (was, ours, held, now) =
                        (keyed(&base.inputs), keyed(&mine.inputs), keyed(&theirs.inputs), keyed(&merged.draft.inputs));
                    for (key, _) in was.iter().chain(&ours).chain(&held) {
                        let expected = if find(&held, key) == find(&was, key) { find(&ours, key) } else { find(&held, key) };
                        prop_assert_eq!(find(&now, key), expected, "{:?}", key);
                    }
                    prop_assert!(now.iter().all(|(key, _)| ours.iter().chain(&held).any(|(known, _)| known == key)));
                }
            }
            // Merged again, nothing more happens.
            let again = merge(&merged.base, &merged.draft, &theirs);
            prop_assert_eq!(&again.draft, &merged.draft);
            prop_assert_eq!(again.conflicts, merged.conflicts);
            prop_assert!(again.taken.is_empty());
        }

        #[test]
        fn the_side_that_did_not_change_has_no_say(base in any_draft(), other in any_draft()) {
            prop_assert_eq!(merge(&base, &base, &other).draft, Draft { ..other.clone() });
            prop_assert_eq!(merge(&base, &other, &base).draft, other);
        }
    }
}
