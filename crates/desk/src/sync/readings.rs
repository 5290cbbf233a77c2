//! Which of several answers of a server is the newer one. Answers come in any order; what was asked before the
//! last write was settled, or before what is known already, says nothing any more.

use client::PartnerPath;
use parking_lot::Mutex;
use partner::Environment;
use std::collections::HashMap;

type RecordKey = (String, Environment);

/// The turns of everything that was asked of the servers and told by them.
#[derive(Default)]
pub(crate) struct Turns(Mutex<LatestTurns>);

#[derive(Default)]
struct LatestTurns {
    last: u64,
    /// The turn of what is known of a partner in an environment.
    known: HashMap<RecordKey, u64>,
}

/// A read that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    place: RecordKey,
    /// What was asked for.
    pub(crate) key: PartnerPath,
    turn: u64,
}

impl Turns {
    fn next(&self, place: &RecordKey, is_known: bool) -> u64 {
        let mut told = self.0.lock();
        told.last += 1;
        let turn = told.last;
        if is_known {
            told.known.insert(place.clone(), turn);
        }
        turn
    }

    /// Begins to read what a server holds of a partner; before it is asked.
    pub(crate) fn begin(&self, partner_id: &str, environment: Environment, key: PartnerPath) -> Reading {
        let place = (partner_id.to_owned(), environment);
        let turn = self.next(&place, false);
        Reading { place, key, turn }
    }

    /// A write is sent or settled: whoever asked before may hear what is no longer so.
    pub(crate) fn note_write(&self, partner_id: &str, environment: Environment) {
        self.next(&(partner_id.to_owned(), environment), true);
    }

    /// Takes an answer as the newest that is known, unless a newer one is.
    pub(crate) fn take(&self, reading: &Reading) -> bool {
        let mut told = self.0.lock();
        let known = told.known.entry(reading.place.clone()).or_default();
        let is_newer = *known <= reading.turn;
        if is_newer {
            *known = reading.turn;
        }
        is_newer
    }

    /// Whether nothing newer is known than that answer.
    pub(crate) fn is_newest(&self, reading: &Reading) -> bool {
        self.0.lock().known.get(&reading.place).is_none_or(|known| *known <= reading.turn)
    }
}

impl Reading {
    pub(crate) fn environment(&self) -> Environment {
        self.place.1
    }

    pub(crate) fn partner_id(&self) -> &str {
        &self.place.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(turns: &Turns) -> Reading {
        turns.begin("p", Environment::Rc, PartnerPath { codename: "c".into(), company_id: "1".into() })
    }

    #[test]
    fn an_answer_that_was_asked_for_earlier_never_replaces_a_newer_one() {
        let turns = Turns::default();
        let (first, second) = (reading(&turns), reading(&turns));
        assert!(turns.take(&second));
        assert!(!turns.take(&first));
        assert!(!turns.is_newest(&first));
        assert!(turns.take(&second), "the same answer is no older than itself");
    }

    #[test]
    fn what_was_asked_before_a_write_says_nothing_after_it() {
        let turns = Turns::default();
        let early = reading(&turns);
        turns.note_write("p", Environment::Rc);
        assert!(!turns.take(&early));
        assert!(turns.take(&reading(&turns)));
        let other = Reading { place: ("other".into(), Environment::Rc), ..early };
        assert!(turns.take(&other), "another partner has turns of its own");
    }
}
