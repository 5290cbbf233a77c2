//! Texts that people type as addresses: whatever they are, a token bound to one host goes to no other, and what
//! is shown holds neither user info nor a value of the query.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partner::{Environment, parse_url, read_url, suggest_url};
use redact::{Customer, Origin, UnparsedSecret, display_url};
use url::Url;

fuzz_target!(|text: &str| {
    let home = Url::parse("https://home.example/").unwrap();
    let token = UnparsedSecret::new("canary-token-7f3a9c".into()).parse::<Customer>().unwrap();
    let token = token.bound_to(Origin::of(&home));
    // What is kept needs no repair, and neither does what is suggested.
    for kept in [read_url(text).ok().map(|typed| typed.url), suggest_url(text)].into_iter().flatten() {
        let again = read_url(kept.as_str()).expect("a URL that was read is one");
        assert_eq!(again.url, kept);
        assert!(again.repairs.is_empty(), "{kept}: {:?}", again.repairs);
    }
    for environment in [None, Some(Environment::Sandbox), Some(Environment::Rc)] {
        let Ok(url) = parse_url(text, environment) else { continue };
        assert!(url.username().is_empty() && url.password().is_none() && url.fragment().is_none());
        let is_home = url.scheme() == "https" && url.host_str() == Some("home.example") && url.port().is_none();
        assert_eq!(token.text_for(&url).is_ok(), is_home, "{url}");
        // Parsed again, it is the same place: what was judged is what is called.
        let again = Url::parse(url.as_str()).unwrap();
        assert_eq!(again.origin(), url.origin());
        if environment != Some(Environment::Sandbox) {
            assert_eq!(url.scheme(), "https");
        }
        let shown = Url::parse(&display_url(&url)).unwrap();
        assert!(shown.query_pairs().all(|(_, value)| value == "***"));
        assert_eq!(shown.origin(), url.origin());
    }
});
