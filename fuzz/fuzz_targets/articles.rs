//! Help articles: any page is read, and what is quoted of it is no longer than a quote.
#![no_main]

use checks::read_article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pages: (&str, &str)| {
    let (source, partner) = pages;
    for quote in read_article(source, partner).quotes.values() {
        assert!(quote.chars().count() <= 300);
    }
});
