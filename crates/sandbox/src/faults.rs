//! The faults that the example partner can be made to have, what each must lead to, and the unusual ways
//! in which it can be right.

use checks::Level;
use sandbox_api::FaultKind::{self, Network, Service, Tls, Unusual};

/// A fault, by its name, with the checks that it must be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub name: &'static str,
    /// What is faulty.
    pub kind: FaultKind,
    /// The key of the sentence by which it must be told: that of the first check below. Empty where
    /// nothing is wrong.
    pub sentence: &'static str,
    /// Checks that must fail.
    pub fails: &'static [&'static str],
    /// Checks that cannot be judged then.
    pub unknown: &'static [&'static str],
}

impl Fault {
    /// The check that must name it.
    pub fn named_by(&self) -> Option<&'static str> {
        self.fails.iter().chain(self.unknown).next().copied()
    }

    /// The exit code of the command line while it is on: 1 when a required check fails, 2 when one is not
    /// known, else 0.
    pub fn exit(&self) -> u8 {
        let is_must = |id: &&str| checks::find(id).is_some_and(|check| check.level == Level::Must);
        if !ADVICE_ALONE.contains(&self.name) && self.fails.iter().any(is_must) {
            1
        } else if self.unknown.iter().any(is_must) || self.name == ENDS_EARLY {
            2
        } else {
            0
        }
    }
}

/// Faults that a required check names as advice.
const ADVICE_ALONE: [&str; 3] = ["list-accepts-an-empty-token", "list-ignores-the-scheme", "byte-order-mark"];

/// An unknown test that is accepted ends what one agreement covers: whether the service takes a candidate stays open.
const ENDS_EARLY: &str = "send-ignores-the-test";

macro_rules! faults {
    ($($kind:ident $name:literal $sentence:literal $fails:expr, $unknown:expr;)*) => {
        /// All of them, in the order in which they are shown.
        pub const FAULTS: &[Fault] =
            &[$(Fault { name: $name, kind: $kind, sentence: $sentence, fails: $fails, unknown: $unknown }),*];
    };
}

const LIST: &[&str] = &["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
const AFTER_LIST: &[&str] = &["TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
const WRONG: &[&str] = &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"];
const VALIDATE: &[&str] = &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"];
const TOKENS: &[&str] = &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"];
const DARK: &[&str] = &[
    "ADDR-5", "ADDR-6", "ADDR-8", "TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6",
    "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5",
    "HELP-6",
];
const NOWHERE: &[&str] = &[
    "ADDR-4", "ADDR-5", "ADDR-6", "ADDR-8", "TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6",
    "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5",
    "HELP-6",
];
const NO_ANSWER: &[&str] = &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "HELP-1"];
const AFTER_SILENCE: &[&str] = &[
    "ADDR-5", "ADDR-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-2", "HELP-3", "HELP-4",
    "HELP-5", "HELP-6",
];
const AFTER_NO_ANSWER: &[&str] = &[
    "ADDR-6", "ADDR-8", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-2", "HELP-3", "HELP-4",
    "HELP-5", "HELP-6",
];
const AFTER_REDIRECT: &[&str] =
    &["TOKEN-1", "TOKEN-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
const AFTER_NO_PAGE: &[&str] = &["HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
const TOPICS: &[&str] = &["HELP-3", "HELP-4", "HELP-5", "HELP-6"];
const REDIRECTED: &[&str] = &["ADDR-6", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"];

faults! {
    Service "accepts-every-token" "check.TOKEN-2.says_yes" &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"], &[];
    Service "accepts-a-changed-token" "check.TOKEN-2.let_in" &["TOKEN-2"], &[];
    Service "needs-no-token" "check.TOKEN-3.let_in" &["TOKEN-3"], &[];
    Service "accepts-an-empty-token" "check.TOKEN-4.let_in" &["TOKEN-4"], &[];
    Service "ignores-the-scheme" "check.TOKEN-5.let_in" &["TOKEN-5"], &[];
    Service "says-no-with-200" "check.TOKEN-2.error_body" WRONG, &[];
    Service "shows-a-log-in-page" "check.TOKEN-2.log_in_page" WRONG, &[];
    Service "sends-wrong-tokens-elsewhere" "check.TOKEN-2.redirect" WRONG, &[];
    Service "answers-404-to-wrong-tokens" "check.TOKEN-2.status" WRONG, &[];
    Service "refuses-the-right-token" "check.TOKEN-1.turned_away" &["TOKEN-1", "TOKEN-6"], LIST;
    Service "wants-another-method" "check.TOKEN-1.method" VALIDATE, &[];
    Service "validate-is-not-there" "check.TOKEN-1.not_there" VALIDATE, &[];
    Service "asks-for-more" "check.TOKEN-1.asks_for_more" VALIDATE, &[];
    Service "answers-500" "check.TOKEN-1.server_error" TOKENS, LIST;
    Service "answers-429" "check.unknown.too_many_requests_for" &[], &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
    Service "list-says-yes" "check.TOKEN-6.says_yes" &["TOKEN-6"], &[];
    Service "list-accepts-a-changed-token" "check.TOKEN-6.changed_let_in" &["TOKEN-6"], &[];
    Service "list-needs-no-token" "check.TOKEN-6.missing_let_in" &["TOKEN-6"], &[];
    Service "list-accepts-an-empty-token" "check.TOKEN-6.empty_let_in" &["TOKEN-6"], &[];
    Service "list-ignores-the-scheme" "check.TOKEN-6.other_scheme_let_in" &["TOKEN-6"], &[];
    Service "list-refuses-the-right-token" "check.TOKEN-6.turned_away" &["TOKEN-6"], LIST;
    Service "tests-not-a-list" "check.TESTS-1.object" &["TESTS-1"], AFTER_LIST;
    Service "tests-null" "check.TESTS-1.null" &["TESTS-1"], AFTER_LIST;
    Service "tests-not-json" "check.TESTS-1.not_json" &["TESTS-1"], AFTER_LIST;
    Service "tests-a-page" "check.TESTS-1.page" &["TESTS-1"], AFTER_LIST;
    Service "tests-cut-off" "check.TESTS-1.cut_off" &["TESTS-1"], AFTER_LIST;
    Service "tests-no-body" "check.TESTS-1.empty_body" &["TESTS-1"], AFTER_LIST;
    Service "tests-not-utf8" "check.TESTS-1.not_utf8" &["TESTS-1"], AFTER_LIST;
    Service "byte-order-mark" "check.TESTS-1.byte_order_mark" &["TESTS-1"], &[];
    Service "tests-nested-deeply" "check.TESTS-1.deep" &["TESTS-1"], AFTER_LIST;
    Service "tests-without-ids" "check.TESTS-2.no_id" &["TESTS-2"], &[];
    Service "tests-without-names" "check.TESTS-2.no_name" &["TESTS-2"], &[];
    Service "tests-with-odd-ids" "check.TESTS-2.odd_id" &["TESTS-2"], &[];
    Service "tests-with-odd-names" "check.TESTS-2.odd_name" &["TESTS-2"], &[];
    Service "tests-with-empty-names" "check.TESTS-2.empty_name" &["TESTS-2"], &[];
    Service "tests-as-texts" "check.TESTS-2.not_object" &["TESTS-2"], &[];
    Service "tests-with-one-id-twice" "check.TESTS-3.twice" &["TESTS-3"], &[];
    Service "tests-with-one-id-as-text-and-number" "check.TESTS-3.twice_as_text" &["TESTS-3"], &[];
    Service "tests-empty" "check.TESTS-4.empty" &["TESTS-4"], &[];
    Service "tests-with-markup" "check.TESTS-5.markup" &["TESTS-5"], &[];
    Service "tests-with-long-names" "check.TESTS-5.long" &["TESTS-5"], &[];
    Service "tests-with-control-characters" "check.TESTS-5.control" &["TESTS-5"], &[];
    Service "tests-too-many" "check.TESTS-5.many" &["TESTS-5"], &[];
    Service "tests-too-large" "check.TESTS-5.large" &["TESTS-5"], &["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4"];
    Service "article-missing" "check.HELP-1.missing" &["HELP-1"], AFTER_NO_PAGE;
    Service "article-behind-a-log-in" "check.HELP-1.log_in" &["HELP-1"], AFTER_NO_PAGE;
    Service "article-not-a-page" "check.HELP-1.pdf" &["HELP-1"], AFTER_NO_PAGE;
    Service "article-broken" "check.HELP-1.server_error" &["HELP-1"], AFTER_NO_PAGE;
    Service "article-soft-404" "check.HELP-2.soft_404" &["HELP-2"], TOPICS;
    Service "article-shows-a-log-in" "check.HELP-2.log_in_wall" &["HELP-2"], TOPICS;
    Service "article-needs-scripts" "check.HELP-2.needs_scripts" &["HELP-2"], TOPICS;
    Service "article-empty" "check.HELP-2.empty" &["HELP-2"], TOPICS;
    Service "article-went-home" "check.HELP-2.went_home" &["HELP-2"], TOPICS;
    Service "article-shows-a-cookie-wall" "check.HELP-2.cookie_wall" &["HELP-2"], TOPICS;
    Service "article-without-the-token" "check.HELP-3.missing" &["HELP-3"], &[];
    Service "article-about-the-token-of-recruitee" "check.HELP-3.recruitees_token" &["HELP-3"], &[];
    Service "article-without-the-connection" "check.HELP-4.missing" &["HELP-4"], &[];
    Service "article-without-the-use" "check.HELP-5.missing" &["HELP-5"], &[];
    Service "article-about-another-ats" "check.HELP-3.other_product" TOPICS, &[];
    Service "article-without-your-name" "check.HELP-6.no_partner" &["HELP-6"], &[];
    Service "article-in-another-language" "check.unknown.language" &[], &["HELP-3", "HELP-4", "HELP-5"];
    Service "redirects-elsewhere" "check.ADDR-6.other_origin" REDIRECTED, AFTER_REDIRECT;
    Service "redirects-to-http" "check.ADDR-6.to_http" REDIRECTED, AFTER_REDIRECT;
    Service "redirects-in-a-loop" "check.ADDR-6.loop" &["ADDR-6"], &["ADDR-8", "TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
    Service "answers-slowly" "check.ADDR-8.slow" &["ADDR-8"], &[];
    Tls "tls-expired" "check.ADDR-4.expired" &["ADDR-4"], DARK;
    Tls "tls-chain-expired" "check.ADDR-4.chain_expired" &["ADDR-4"], DARK;
    Tls "tls-not-yet-valid" "check.ADDR-4.not_yet_valid" &["ADDR-4"], DARK;
    Tls "tls-wrong-name" "check.ADDR-4.wrong_name" &["ADDR-4"], DARK;
    Tls "tls-no-names" "check.ADDR-4.no_names" &["ADDR-4"], DARK;
    Tls "tls-self-signed" "check.ADDR-4.self_signed" &["ADDR-4"], DARK;
    Tls "tls-unknown-issuer" "check.ADDR-4.unknown_issuer" &["ADDR-4"], DARK;
    Tls "tls-incomplete-chain" "check.ADDR-4.incomplete_chain" &["ADDR-4"], DARK;
    Tls "tls-weak-signature" "check.ADDR-4.weak_signature" &["ADDR-4"], DARK;
    Tls "tls-not-for-servers" "check.ADDR-4.not_for_servers" &["ADDR-4"], DARK;
    Tls "tls-authority-as-server" "check.ADDR-4.authority_as_server" &["ADDR-4"], DARK;
    Tls "tls-unreadable" "check.ADDR-4.unreadable" &["ADDR-4"], DARK;
    Tls "tls-old-protocol" "check.ADDR-4.old_protocol" &["ADDR-4"], DARK;
    Tls "tls-not-tls" "check.ADDR-4.not_tls" &["ADDR-4"], DARK;
    Tls "tls-wants-a-client-certificate" "check.ADDR-4.client_certificate" &["ADDR-4"], DARK;
    Tls "tls-name-not-served" "check.ADDR-4.name_not_served" &["ADDR-4"], DARK;
    Tls "tls-refused" "check.ADDR-4.handshake_refused" &["ADDR-4"], DARK;
    Tls "tls-cut-off" "check.ADDR-4.cut_off" &["ADDR-4"], DARK;
    Tls "tls-silent" "check.ADDR-4.timed_out" &["ADDR-4", "ADDR-8", "TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "HELP-1"], AFTER_SILENCE;
    Tls "tls-ends-soon" "check.ADDR-5.soon" &["ADDR-5"], &[];
    Network "name-not-found" "check.ADDR-2.name_not_found" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-private-address" "check.ADDR-2.private" &["ADDR-2"], NOWHERE;
    Network "leads-to-one-private-address-of-two" "check.ADDR-2.mixed" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-link-local-address" "check.ADDR-2.link_local" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-carrier-address" "check.ADDR-2.shared" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-documentation-address" "check.ADDR-2.documentation" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-multicast-address" "check.ADDR-2.multicast" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-reserved-address" "check.ADDR-2.reserved" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-private-address-in-v6" "check.ADDR-2.private" &["ADDR-2"], NOWHERE;
    Network "leads-to-a-private-address-within-v6" "check.ADDR-2.private" &["ADDR-2"], NOWHERE;
    Network "connection-refused" "check.ADDR-4.refused" &["ADDR-4", "TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "HELP-1"], &["ADDR-5", "ADDR-6", "ADDR-8", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    Network "cuts-before-the-answer" "check.no_answer.broken" NO_ANSWER, AFTER_NO_ANSWER;
    Network "speaks-no-http" "check.no_answer.not_http" NO_ANSWER, AFTER_NO_ANSWER;
    Network "packs-what-cannot-be-unpacked" "check.no_answer.not_unpacked" &["TESTS-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "HELP-1"], &["TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    Network "never-answers" "check.no_answer.timed_out" &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "HELP-1", "ADDR-8"], &["ADDR-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    Unusual "keys-in-another-order" "" &[], &[];
    Unusual "extra-keys" "" &[], &[];
    Unusual "ids-as-text" "" &[], &[];
    Unusual "answers-200-with-a-page" "" &[], &[];
    Unusual "chunked" "" &[], &[];
    Unusual "gzip" "" &[], &[];
    Unusual "http2" "" &[], &[];
    Unusual "long-list" "" &[], &[];
    Unusual "answers-403" "" &[], &[];
    Unusual "redirects-within" "" &[], &[];
    Unusual "plain-text-type" "" &[], &[];
    Unusual "tls-1-2" "" &[], &[];
    Unusual "takes-200-ms" "" &[], &[];
    Unusual "list-of-one" "" &[], &[];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_leads_to_checks_that_exist_and_has_a_name_of_its_own() {
        for (place, fault) in FAULTS.iter().enumerate() {
            for id in fault.fails.iter().chain(fault.unknown) {
                assert!(checks::find(id).is_some(), "{}: {id}", fault.name);
            }
            assert_eq!(fault.kind == Unusual, fault.named_by().is_none(), "{}", fault.name);
            assert!(FAULTS[..place].iter().all(|before| before.name != fault.name), "{}", fault.name);
        }
    }

    #[test]
    fn there_is_a_fault_of_every_kind_that_partners_have() {
        let count = |kind| FAULTS.iter().filter(|fault| fault.kind == kind).count();
        assert!(count(Service) >= 25 && count(Tls) >= 15 && count(Network) >= 10 && count(Unusual) >= 8);
    }
}
