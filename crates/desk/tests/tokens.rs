//! Tokens from clipboard to keychain to their hosts and out again: what is shown, asked, noted and forgotten.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, InMemory, all_uses, of, on_the_wire, with_icon};
use desk::{
    AllowRequest, EnvironmentName, ErrorCode, Event, Fault, Icon, Nothing, TokenName, TokenRequest,
    TokenState, TokenUsageRequest, TokenUseGroup, TokenView, TryOutcome, TryRequest, UrlField, Vault,
};
use partner::Field;
use std::sync::Arc;

fn bench() -> (Bench, Arc<InMemory>) {
    let keychain = Arc::<InMemory>::default();
    let vault = Vault::new("Partner Desk (test)", keychain.clone());
    (Bench::with(tempfile::tempdir().unwrap(), vault), keychain)
}

/// The same profile in another process, by a build with that name in the keychain.
fn again(bench: Bench, keychain: &Arc<InMemory>, namespace: &str) -> Bench {
    Bench::with(bench.close(), Vault::new(namespace, keychain.clone()))
}

async fn in_sandbox(bench: &Bench) -> String {
    let id = bench.create().await;
    bench.connect(&id, EnvironmentName::Sandbox, None).await;
    id
}

async fn store_customer(bench: &Bench, id: &str, value: &str) -> TokenView {
    bench.store_token(id, TokenName::Customer, value).await.unwrap().tokens.customer
}

async fn customer(bench: &Bench, id: &str) -> TokenView {
    bench.tokens(id).await.customer
}

fn to(destination: &str) -> TokenUsageRequest {
    TokenUsageRequest { destination: destination.to_owned(), ..all_uses() }
}

async fn try_tests(bench: &Bench, id: &str) -> TryOutcome {
    let request = TryRequest { partner_id: id.to_owned(), url: UrlField::Tests.into() };
    bench.desk.readiness.try_url(request).await.unwrap()
}

#[tokio::test]
async fn a_pasted_token_goes_from_the_clipboard_to_the_keychain_and_nothing_of_it_comes_back_but_four_characters()
 {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    bench.clipboard.put("  Bearer pasted-token-7Kd2\n");
    let paste = async || {
        let request = TokenRequest { partner_id: id.clone(), token: TokenName::Customer };
        bench.desk.connection.paste_token(request).await
    };
    let outcome = paste().await.unwrap();
    assert!(!on_the_wire(&outcome).contains("pasted-token"), "{outcome:?}");
    let view = &outcome.tokens.customer;
    assert_eq!((view.last_four.as_str(), view.kept.as_str()), ("7Kd2", "Test keyring, Login"));
    assert_eq!(keychain.count(), 1);

    *bench.clipboard.text.lock().unwrap() = None;
    let refused = paste().await.unwrap_err();
    assert_eq!(
        (refused.code, refused.fields[0].field.as_str()),
        (ErrorCode::ClipboardNoText, "customer_token")
    );
    bench.clipboard.put("two words");
    let refused = paste().await.unwrap_err();
    assert!(!refused.message.contains("two words"));
    assert_eq!(customer(&bench, &id).await.last_four, "7Kd2", "what was kept is still there");
}

#[tokio::test]
async fn a_token_in_the_place_of_another_is_refused_before_it_can_be_sent_there() {
    let (bench, _) = bench();
    let id = in_sandbox(&bench).await;
    bench.take_token(&id, TokenName::Personal).await;
    store_customer(&bench, &id, "a-token").await;
    let refused = bench.store_token(&id, TokenName::PartnerSecret, "a-token").await.unwrap_err();
    assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::TokenMixedUp, "partner_secret"));
    assert!(refused.message.contains("Customer token"), "{}", refused.message);
}

#[tokio::test]
async fn no_personal_token_is_asked_for_before_there_is_a_company() {
    let (bench, _) = bench();
    let id = bench.create().await;
    bench.connect(&id, EnvironmentName::Rc, Some("letters")).await;
    assert!(bench.tokens(&id).await.personal.blocked.unwrap().contains("company ID"));
    bench.connect(&id, EnvironmentName::Rc, Some("48213")).await;
    assert_eq!(bench.tokens(&id).await.personal.blocked, None);
}

#[tokio::test]
async fn a_copied_secret_is_marked_and_taken_off_the_clipboard_unless_something_else_is_there_by_then() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let mut events = bench.desk.events();
    let cleared = async |events: &mut tokio::sync::broadcast::Receiver<Event>| loop {
        if let Event::ClipboardCleared { .. } = events.recv().await.unwrap() {
            return;
        }
    };
    let copy = async || bench.desk.tokens.copy_secret(of(&id)).await.unwrap();
    let said = copy().await;
    assert!(bench.clipboard.text().is_some() && *bench.clipboard.is_marked.lock().unwrap());
    assert!(!on_the_wire(&said).contains(&bench.clipboard.text().unwrap()));
    cleared(&mut events).await;
    assert_eq!(bench.clipboard.text(), None);

    copy().await;
    bench.clipboard.put("something of the person's own");
    assert!(!bench.desk.tokens.take_off_the_clipboard(None));
    assert_eq!(bench.clipboard.text().as_deref(), Some("something of the person's own"));

    // At the end of the app the time is not waited for.
    copy().await;
    assert!(bench.desk.tokens.take_off_the_clipboard(None));
    assert_eq!(bench.clipboard.text(), None);
    assert_eq!(bench.uses(to("clipboard")).await.len(), 3);
}

#[tokio::test]
async fn where_a_token_is_is_said_truly_after_a_restart_too() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    store_customer(&bench, &id, "first-token").await;

    // Another build has a place of its own and says so.
    let bench = again(bench, &keychain, "Partner Desk development (test)");
    let view = customer(&bench, &id).await;
    assert_eq!(view.state, TokenState::Absent);
    assert!(view.note.as_ref().unwrap().contains("Another build"), "{view:?}");

    // Kept in memory only: the one in the keychain is the older one.
    let bench = again(bench, &keychain, "Partner Desk (test)");
    assert_eq!(customer(&bench, &id).await.note, None);
    keychain.fails_with(Some(Fault::Locked));
    let tokens = bench.store_token(&id, TokenName::Customer, "second-token").await.unwrap().tokens;
    assert_eq!((tokens.customer.is_session_only, tokens.customer.last_four.as_str()), (true, "oken"));
    assert_eq!(tokens.notices.len(), 1, "three tokens, one cause, one notice");
    assert_eq!(tokens.notices[0].code, ErrorCode::KeychainLocked);
    let bench = again(bench, &keychain, "Partner Desk (test)");
    let view = customer(&bench, &id).await;
    assert_eq!((view.state, view.note), (TokenState::Unknown, None));
    keychain.fails_with(None);
    let view = customer(&bench, &id).await;
    assert_eq!(view.state, TokenState::Present);
    assert!(view.note.as_ref().unwrap().contains("older"), "{view:?}");

    // A keychain that forgot.
    keychain.kept.lock().unwrap().clear();
    store_customer(&bench, &id, "third-token").await;
    keychain.kept.lock().unwrap().clear();
    let view = customer(&bench, &id).await;
    assert!(view.note.as_ref().unwrap().contains("Test keyring, Login"), "{view:?}");
}

#[tokio::test]
async fn a_locked_keychain_gets_what_was_kept_in_memory_once_it_is_tried_again() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    keychain.fails_with(Some(Fault::Refused));
    store_customer(&bench, &id, "the-token").await;
    keychain.fails_with(None);
    let view = bench.desk.tokens.try_again(of(&id)).await.unwrap();
    assert_eq!(view.notices, []);
    assert_eq!(view.customer.kept, "Test keyring, Login");
    let bench = again(bench, &keychain, "Partner Desk (test)");
    let view = customer(&bench, &id).await;
    assert_eq!((view.state, view.note), (TokenState::Present, None), "and that is noted");
}

#[tokio::test]
async fn an_address_on_another_host_gets_the_customer_token_only_after_the_person_has_said_yes() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let tests = Field::Url(UrlField::Tests);
    let run = bench.run(&id).await;
    assert_eq!(with_icon(&run, Icon::Unknown), [] as [&str; 0]);
    let other_origin = "https://elsewhere.sandbox.partner-desk.invalid";
    let view = bench.edit(&id, tests, format!("{other_origin}/recruitee/tests")).await;
    let held: Vec<_> = view.origins.iter().filter(|one| !one.is_allowed).collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].origin, other_origin);
    assert_eq!(held[0].urls, [UrlField::Tests.into()]);

    let tried = try_tests(&bench, &id).await;
    assert_eq!(tried.good, None);
    assert!(tried.sentence.contains("hasn’t been sent"), "{tried:?}");
    let run = bench.run(&id).await;
    assert!(with_icon(&run, Icon::Unknown).contains(&"TESTS-1"));
    assert!(bench.uses(to(other_origin)).await.iter().all(|one| one.outcome.starts_with("Not sent")));
    let held_back = TokenUsageRequest { group: Some(TokenUseGroup::HeldBack), ..to(other_origin) };
    assert!(!bench.uses(held_back).await.is_empty());

    // An answer to an older question is no yes to this one.
    let allow = async |origin: &str| {
        let request = AllowRequest { partner_id: id.clone(), origins: vec![origin.to_owned()] };
        bench.desk.tokens.allow_origins(request).await
    };
    let refused = allow("https://evil.sandbox.partner-desk.invalid").await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::OriginChanged);
    let view = allow(other_origin).await.unwrap();
    assert!(view.origins.iter().all(|one| one.is_allowed));
    try_tests(&bench, &id).await;
    assert!(bench.uses(to(other_origin)).await[0].outcome.starts_with("Sent"));

    // Going back to a host that it has been to asks nothing; undo is such a way.
    let view = bench.undo(&id).await;
    assert!(view.origins.iter().all(|one| one.is_allowed));

    // Another token is another matter.
    bench.redo(&id).await;
    bench.take_token(&id, TokenName::Customer).await;
    let view = bench.edit(&id, tests, "https://third.sandbox.partner-desk.invalid/tests").await;
    assert!(view.origins.iter().any(|one| !one.is_allowed));
}

#[tokio::test]
async fn a_new_partner_secret_is_tried_and_so_is_the_old_one() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let connection = &bench.desk.connection;
    let before = bench.tokens(&id).await.partner_secret.last_four;
    assert_eq!(connection.verify_secret(of(&id)).await.unwrap().works, Some(true));
    let outcome = connection.regenerate_secret(of(&id)).await.unwrap();
    assert_eq!(outcome.works, Some(true));
    let sentence = &outcome.sentence;
    assert!(sentence.contains("accepts it") && sentence.contains("old one no longer works"), "{sentence}");
    assert_ne!(outcome.tokens.partner_secret.last_four, before);
    let outcome = bench.store_token(&id, TokenName::PartnerSecret, "not-the-secret").await.unwrap();
    assert_eq!(outcome.works, Some(false), "one that is put in is tried at once");
    let sent = TokenUsageRequest {
        token: Some(TokenName::PartnerSecret),
        group: Some(TokenUseGroup::Sent),
        ..TokenUsageRequest::default()
    };
    assert_eq!(bench.uses(sent).await.len(), 5);
}

#[tokio::test]
async fn forgetting_leaves_nothing_and_never_claims_more_than_the_keychain_said() {
    let (bench, keychain) = bench();
    let id = bench.example().await;
    assert_eq!(keychain.count(), 3);
    let forgotten = TokenRequest { partner_id: id.clone(), token: TokenName::Customer };
    bench.desk.tokens.forget(forgotten).await.unwrap();
    assert_eq!(keychain.count(), 2);
    keychain.fails_with(Some(Fault::Locked));
    let refused = bench.desk.tokens.forget_all(Nothing {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    let refused = bench.desk.app.erase_all(Nothing {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked, "tokens would be left that nobody could find");
    keychain.fails_with(None);
    let said = bench.desk.tokens.forget_all(Nothing {}).await.unwrap();
    assert!(said.text.starts_with("2 tokens"), "{said:?}");
    assert_eq!(keychain.count(), 0);
    assert_eq!(bench.tokens(&id).await.personal.state, TokenState::Absent);

    // Where no keychain is, nothing can be left in one, and nobody is locked out of erasing.
    keychain.fails_with(Some(Fault::NoService));
    store_customer(&bench, &id, "in-memory").await;
    let bench = again(bench, &keychain, "Partner Desk (test)");
    bench.desk.app.erase_all(Nothing {}).await.unwrap();
    assert!(bench.desk.partners.list(Nothing {}).await.unwrap().partners.is_empty());
}

#[tokio::test]
async fn tokens_of_another_build_go_with_the_rest() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    store_customer(&bench, &id, "the-token").await;
    let bench = again(bench, &keychain, "Partner Desk development (test)");
    bench.desk.tokens.forget_all(Nothing {}).await.unwrap();
    assert_eq!(keychain.count(), 0);
}

#[tokio::test]
async fn the_ledger_is_saved_as_a_table_without_a_token_in_it() {
    let (bench, _) = bench();
    let id = bench.example().await;
    bench.run(&id).await;
    let of_customer = TokenUsageRequest { token: Some(TokenName::Customer), ..all_uses() };
    bench.desk.tokens.export_usage(of_customer).await.unwrap();
    let table = std::fs::read_to_string(bench.folder.path().join("token-uses.csv")).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("Time (UTC),Partner,Environment,Token,Destination"));
    assert!(lines.len() > 8 && lines[1..].iter().all(|line| line.contains("Customer token")));
    bench.desk.tokens.copy_secret(of(&id)).await.unwrap();
    assert!(!table.contains(&bench.clipboard.text().unwrap()));
}

#[tokio::test]
async fn a_command_that_breaks_is_an_error_and_says_nothing_of_why() {
    let breaking = async { panic!("holding a-token") };
    let broken = desk::guarded::<()>("token_store", breaking).await.unwrap_err();
    assert_eq!(broken.code, ErrorCode::CommandBroke);
    assert!(!format!("{broken:?}").contains("a-token"));
}
