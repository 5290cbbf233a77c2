//! The truth table of tokens: what was sent, what should be done with it, and what each of the two
//! addresses did.

use crate::core::verdict_record::{SeenRecord, VerdictRecord};
use crate::readiness::words::seen_view;
use crate::wire::{TokenCell, TokenRow, TokenTable};
use checks::TokenSent;

const VALIDATE: [&str; 5] = ["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"];

/// The table, as far as it was seen; `None` before anything was.
pub(crate) fn token_table(verdicts: &[VerdictRecord]) -> Option<TokenTable> {
    let of = |ids: &[&str]| -> Vec<&SeenRecord> {
        verdicts
            .iter()
            .filter(|verdict| ids.contains(&verdict.id.as_str()))
            .flat_map(|verdict| &verdict.seen)
            .collect()
    };
    let (validate, tests) = (of(&VALIDATE), of(&["TOKEN-6"]));
    if validate.is_empty() && tests.is_empty() {
        return None;
    }
    let cell = |seen: &[&SeenRecord], what: &str| {
        let found = seen.iter().find(|seen| seen.what == what).map(|seen| seen_view(seen));
        let (was, good) = found.map_or((text::plain("word.none"), None), |view| (view.was, view.good));
        TokenCell { was, good }
    };
    let rows = TokenSent::ALL.into_iter().filter_map(|token| {
        let what = format!("seen.token.{}", token.key());
        let should = validate.iter().chain(&tests).find(|seen| seen.what == what);
        // A token of one part has no row for a second.
        let is_further = TokenSent::VARIANTS[1..].contains(&token) || token == TokenSent::Later;
        if is_further && should.is_none() {
            return None;
        }
        Some(TokenRow {
            should: should.map(|seen| text::plain(&seen.should)).unwrap_or_default(),
            validate: cell(&validate, &what),
            tests: cell(&tests, &what),
            what: text::plain(&what),
        })
    });
    let says_yes = verdicts.iter().any(|verdict| verdict.key.ends_with(".says_yes"));
    let note = if says_yes { text::plain("token_table.says_yes") } else { String::new() };
    Some(TokenTable { rows: rows.collect(), note })
}
