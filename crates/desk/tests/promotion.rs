//! The last steps: what people confirm, the article that is written here, the evidence, and the way to promotion.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{Bench, check, of};
use desk::{
    ArticleFacts, ArticleFactsRequest, ArticleSectionRequest, ArticleSectionReset, ArticleView,
    ConfirmRequest, DeleteRequest, ErrorCode, Icon, PackFit, PartnerFile, PersonRequest, PromotionSayRequest,
    PromotionStage, PromotionView, PromotionWord, SectionName, TimelineState, WatchInterval, WatchRequest,
    unzip_pack, verify_pack,
};
use partner::Field;
use recruitee::World;
use serde_json::json;
use std::{collections::BTreeMap, fs};

const NAME: Field = Field::Name;

async fn article(bench: &Bench, id: &str) -> ArticleView {
    bench.desk.promotion.article(of(id)).await.unwrap()
}

async fn promotion(bench: &Bench, id: &str) -> PromotionView {
    bench.desk.promotion.view(of(id)).await.unwrap()
}

fn said(id: &str, word: PromotionWord, said: bool) -> PromotionSayRequest {
    PromotionSayRequest { partner_id: id.into(), word, said }
}

async fn confirm(bench: &Bench, id: &str, check_id: &str, confirmed: bool) -> Result<(), ErrorCode> {
    let request = ConfirmRequest { partner_id: id.into(), check_id: check_id.into(), confirmed };
    bench.desk.readiness.confirm(request).await.map(drop).map_err(|error| error.code)
}

fn icon(view: &ArticleView, id: &str) -> Icon {
    view.checks.iter().find(|check| check.id == id).unwrap().icon
}

fn section(view: &ArticleView, key: &str) -> SectionName {
    view.sections.iter().find(|section| section.key.0.key() == key).unwrap().key
}

/// The files of the pack that was saved last.
fn saved_pack(bench: &Bench, name: &str) -> BTreeMap<String, Vec<u8>> {
    unzip_pack(&fs::read(bench.folder.path().join(name)).unwrap()).unwrap()
}

/// A file of a pack.
fn text_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let file = files.get(name).unwrap_or_else(|| panic!("there is no {name}"));
    String::from_utf8(file.clone()).unwrap()
}

#[tokio::test]
async fn the_article_drafted_from_the_record_passes_and_follows_it() {
    let bench = Bench::new();
    let id = bench.example().await;
    let first = article(&bench, &id).await;
    assert!(first.open > 0, "where the token is stands in no record");
    assert_eq!(icon(&first, "HELP-3"), Icon::Fail, "a gap says nothing: {:?}", first.checks);
    let facts = ArticleFacts {
        token_place: "Settings > API".into(),
        contact: "help@harbour.example".into(),
        ..ArticleFacts::default()
    };
    let request = ArticleFactsRequest { partner_id: id.clone(), facts };
    let filled = bench.desk.promotion.set_article_facts(request).await.unwrap();
    assert!(filled.revision > first.revision);
    assert_eq!(filled.open, 0, "{:?}", filled.sections);
    assert!(filled.checks.iter().all(|check| check.icon == Icon::Pass), "{:?}", filled.checks);
    bench.edit(&id, NAME, "Lighthouse").await;
    let renamed = article(&bench, &id).await;
    assert!(renamed.title.contains("Lighthouse"));
    assert_eq!(renamed.facts, filled.facts);
}

#[tokio::test]
async fn a_section_that_a_person_wrote_stays_until_it_is_let_go() {
    let bench = Bench::new();
    let id = bench.example().await;
    let before = article(&bench, &id).await;
    let key = section(&before, "token");
    let write = |heading: &str, body: &str| ArticleSectionRequest {
        partner_id: id.clone(),
        key,
        heading: heading.into(),
        body: body.into(),
    };
    let gone = bench.desk.promotion.set_article_section(write("", "")).await.unwrap();
    assert_eq!(icon(&gone, "HELP-3"), Icon::Fail, "{:?}", gone.checks);
    let own = bench
        .desk
        .promotion
        .set_article_section(write("Your key", "In Harbour Tests, open Settings and copy the API token."))
        .await
        .unwrap();
    assert_eq!(icon(&own, "HELP-3"), Icon::Pass, "{:?}", own.checks);
    bench.edit(&id, NAME, "Lighthouse").await;
    let kept = article(&bench, &id).await;
    let written = kept.sections.iter().find(|section| section.key == key).unwrap();
    assert_eq!((written.heading.as_str(), written.is_edited), ("Your key", true));
    let reset = ArticleSectionReset { partner_id: id.clone(), key };
    let reset = bench.desk.promotion.reset_article_section(reset).await.unwrap();
    assert!(reset.sections.iter().all(|section| !section.is_edited));
    let long = bench.desk.promotion.set_article_section(write("x", &"x".repeat(60_000))).await;
    assert_eq!(long.unwrap_err().code, ErrorCode::ArticleTooLong);
}

#[tokio::test]
async fn the_article_is_saved_with_its_pictures_and_copied_as_text() {
    let bench = Bench::new();
    let id = bench.example().await;
    let news = bench.desk.promotion.save_article(of(&id)).await.unwrap();
    assert!(news.text.contains("help-article.zip"), "{}", news.text);
    // A zip names its files as they are.
    let zip = fs::read(bench.folder.path().join("help-article.zip")).unwrap();
    for name in ["article.html", "article.md", "article.txt", "pictures/token-dialog.svg"] {
        assert!(zip.windows(name.len()).any(|part| part == name.as_bytes()), "{name}");
    }
    bench.desk.promotion.copy_article(of(&id)).await.unwrap();
    assert!(bench.clipboard.text().unwrap().contains("Harbour Tests"));
}

#[tokio::test]
async fn a_person_confirms_what_could_not_be_read_for_that_finding_alone() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("article-in-another-language", true).await;
    let run = bench.run(&id).await;
    assert_eq!(check(&run, "HELP-3").icon, Icon::Unknown);
    assert!(check(&run, "HELP-3").may_confirm && !check(&run, "HELP-6").may_confirm);
    let person = PersonRequest { partner_id: id.clone(), name: " Ada ".into() };
    assert_eq!(bench.desk.promotion.set_person(person).await.unwrap().person, "Ada");
    // A second press takes nothing away.
    for _ in 0..2 {
        confirm(&bench, &id, "HELP-3", true).await.unwrap();
    }
    let confirmed = bench.latest_run(&id).await;
    assert_eq!(check(&confirmed, "HELP-3").icon, Icon::Confirmed);
    assert_eq!(check(&confirmed, "HELP-3").confirmed.as_ref().unwrap().person, "Ada");
    assert_eq!(check(&confirmed, "HELP-4").icon, Icon::Unknown);
    // Another finding is not what was confirmed.
    bench.fault("article-in-another-language", false).await;
    bench.fault("article-without-the-token", true).await;
    assert_eq!(check(&bench.run(&id).await, "HELP-3").icon, Icon::Fail);
    // The same again is, and it can be taken back.
    bench.fault("article-without-the-token", false).await;
    bench.fault("article-in-another-language", true).await;
    assert_eq!(check(&bench.run(&id).await, "HELP-3").icon, Icon::Confirmed);
    confirm(&bench, &id, "HELP-3", false).await.unwrap();
    assert_eq!(check(&bench.latest_run(&id).await, "HELP-3").icon, Icon::Unknown);
    // What a program can judge is not for a person to say.
    assert_eq!(confirm(&bench, &id, "TOKEN-2", true).await, Err(ErrorCode::CommandRequest));
    assert_eq!(confirm(&bench, &id, "HELP-6", true).await, Err(ErrorCode::CommandRequest));
}

#[tokio::test]
async fn a_confirmation_of_an_article_ends_with_its_url() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("article-without-the-use", true).await;
    bench.run(&id).await;
    confirm(&bench, &id, "HELP-5", true).await.unwrap();
    assert_eq!(check(&bench.latest_run(&id).await, "HELP-5").icon, Icon::Confirmed);
    let view = bench.open(&id).await;
    bench.edit(&id, Field::Url(desk::UrlField::HelpArticle), format!("{}?v=2", view.help_article)).await;
    assert_eq!(check(&bench.latest_run(&id).await, "HELP-5").icon, Icon::Stale);
    assert_eq!(check(&bench.run(&id).await, "HELP-5").icon, Icon::Fail);
}

#[tokio::test]
async fn a_pack_of_the_sandbox_says_practice_and_has_no_message() {
    let bench = Bench::new();
    let id = bench.example().await;
    assert_eq!(promotion(&bench, &id).await.pack, None, "nothing was checked");
    assert_eq!(bench.desk.promotion.save_pack(of(&id)).await.unwrap_err().code, ErrorCode::ReadinessNone);
    bench.run(&id).await;
    let view = promotion(&bench, &id).await;
    assert!(view.is_practice && view.may_say.is_empty());
    let pack = view.pack.unwrap();
    assert!(pack.message.is_empty() && pack.caveats[0].starts_with("Practice"), "{pack:?}");
    bench.desk.promotion.save_pack(of(&id)).await.unwrap();
    let files = saved_pack(&bench, "harbour-tests.practice.evidence.zip");
    assert!(!files.contains_key("request.txt"));
    let page = text_of(&files, "index.html");
    assert!(page.contains("Practice"));
    assert!(promotion(&bench, &id).await.timeline.iter().any(|row| row.title == "Evidence pack saved"));
    assert_eq!(
        bench.desk.promotion.copy_message(of(&id)).await.unwrap_err().code,
        ErrorCode::PromotionNotHere
    );
    let refused = bench.desk.promotion.say(said(&id, PromotionWord::Asked, true)).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::PromotionNotNow);
}

#[tokio::test]
async fn a_pack_says_first_what_is_out_of_date_failing_or_not_confirmed() {
    let bench = Bench::new();
    let id = bench.rehearsed_example().await;
    bench.fault("needs-no-token", true).await;
    bench.run(&id).await;
    bench.edit(&id, Field::Description, "Changed since.").await;
    let caveats = promotion(&bench, &id).await.pack.unwrap().caveats.join("\n");
    for part in ["required check failed", "out of date", "aren’t confirmed", "differ from the record"] {
        assert!(caveats.contains(part), "{part}: {caveats}");
    }
}

#[tokio::test]
async fn a_saved_pack_fits_its_record_and_no_other() {
    let bench = Bench::new();
    let id = bench.rehearsed_example().await;
    bench.run(&id).await;
    bench.desk.promotion.save_pack(of(&id)).await.unwrap();
    let files = saved_pack(&bench, "harbour-tests.practice.evidence.zip");
    bench.desk.partners.export(of(&id)).await.unwrap();
    let exported = fs::read(bench.folder.path().join("harbour-tests.partner.json")).unwrap();
    let file = PartnerFile::from_bytes(&exported).unwrap();
    assert_eq!(verify_pack(&files, &file), Ok(PackFit::Fits));
    let mut other = file.clone();
    other.draft.name = "Lighthouse".into();
    assert_eq!(verify_pack(&files, &other), Ok(PackFit::Differs(vec!["Name".into()])));
    let mut changed = files.clone();
    changed.get_mut("index.html").unwrap().push(b' ');
    assert!(verify_pack(&changed, &file).unwrap_err().contains("index.html"));
}

#[tokio::test]
async fn the_same_evidence_has_the_same_hash_at_another_time() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    let hash = |files: &BTreeMap<String, Vec<u8>>| -> String {
        let manifest: serde_json::Value = serde_json::from_str(&text_of(files, "manifest.json")).unwrap();
        manifest.get("content_hash").unwrap().as_str().unwrap().to_owned()
    };
    let mut hashes = Vec::new();
    for _ in 0..2 {
        bench.desk.promotion.save_pack(of(&id)).await.unwrap();
        hashes.push(hash(&saved_pack(&bench, "harbour-tests.practice.evidence.zip")));
        bench.edit(&id, Field::Description, "Other words.").await;
        bench.undo(&id).await;
    }
    assert_eq!(hashes[0], hashes[1]);
    bench.edit(&id, Field::Description, "Other words.").await;
    bench.desk.promotion.save_pack(of(&id)).await.unwrap();
    assert_ne!(hash(&saved_pack(&bench, "harbour-tests.practice.evidence.zip")), hashes[0]);
}

#[tokio::test]
async fn rc_says_that_it_is_promoted_and_a_change_asks_for_another_request() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let stage = async || promotion(bench, id).await.stage;
    assert_eq!(stage().await, PromotionStage::NotAsked);
    let asked = bench.desk.promotion.say(said(id, PromotionWord::Asked, true)).await.unwrap();
    assert_eq!((asked.stage, asked.said), (PromotionStage::Asked, vec![PromotionWord::Asked]));
    let undone = bench.desk.promotion.say(said(id, PromotionWord::Asked, false)).await.unwrap();
    assert_eq!(undone.stage, PromotionStage::NotAsked);
    bench.desk.promotion.say(said(id, PromotionWord::Asked, true)).await.unwrap();
    world.recruitee.change("promoted", json!(true));
    bench.plan(id).await;
    let promoted = promotion(bench, id).await;
    assert_eq!(promoted.stage, PromotionStage::Promoted);
    assert!(promoted.said.is_empty(), "what RC says is not taken back");
    bench.edit(id, NAME, "Lighthouse Two").await;
    let changed = promotion(bench, id).await;
    assert_eq!((changed.stage, changed.changed), (PromotionStage::Changed, vec!["Name".to_owned()]));
    assert!(changed.timeline.iter().any(|row| row.state == TimelineState::Next));
    bench.run(id).await;
    bench.edit(id, NAME, "Lighthouse").await;
    let run = bench.latest_run(id).await;
    assert_eq!(check(&run, "PROM-1").icon, Icon::Fail, "without another run: {:?}", check(&run, "PROM-1"));
    let unsaved = bench.desk.promotion.say(said(id, PromotionWord::Asked, true)).await.unwrap();
    assert_eq!(unsaved.stage, PromotionStage::Changed, "RC does not hold it yet");
    bench.save(id).await.unwrap();
    let again = bench.desk.promotion.say(said(id, PromotionWord::Asked, true)).await.unwrap();
    assert_eq!(again.stage, PromotionStage::AskedAgain);
    assert_eq!(check(&bench.latest_run(id).await, "PROM-1").icon, Icon::Pass);
    bench.edit(id, NAME, "Lighthouse Three").await;
    assert_eq!(stage().await, PromotionStage::Changed, "this state was asked of nobody");
    bench.edit(id, NAME, "Harbour").await;
    assert_eq!(stage().await, PromotionStage::Promoted, "it is the promoted record again");
}

#[tokio::test]
async fn a_message_to_recruitee_is_copied_with_its_caveats_first() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.run(id).await;
    bench.desk.promotion.copy_message(of(id)).await.unwrap();
    let message = bench.clipboard.text().unwrap();
    let pack = promotion(bench, id).await.pack.unwrap();
    assert_eq!(message, pack.message);
    assert!(message.lines().next().unwrap().contains(&pack.caveats[0]), "{message}");
}

#[tokio::test]
async fn the_checklist_for_going_live_says_what_to_ask_and_names_no_secret() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.desk.promotion.copy_go_live(of(id)).await.unwrap();
    let list = bench.clipboard.text().unwrap();
    assert!(list.starts_with("Going live with Harbour (harbour) in Recruitee\n"), "{list}");
    let view = promotion(bench, id).await.go_live;
    for line in view.to_ask.iter().chain(&view.to_do) {
        assert!(list.contains(&format!("[ ] {line}")), "{line}");
    }
    assert!(list.contains("https://integrations.rc.recruitee.dev/api"));
    assert!(!list.contains("personal-token"));
}

#[tokio::test]
async fn what_rc_takes_back_or_forgets_is_not_promoted_any_more() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    world.recruitee.change("promoted", json!(true));
    bench.plan(id).await;
    assert_eq!(promotion(bench, id).await.stage, PromotionStage::Promoted);
    world.recruitee.change("promoted", json!(false));
    bench.plan(id).await;
    assert_eq!(promotion(bench, id).await.stage, PromotionStage::NotAsked);
    world.recruitee.change("promoted", json!(true));
    bench.plan(id).await;
    let watch = WatchRequest { partner_id: id.into(), every: WatchInterval::Day };
    bench.desk.watch.set(watch).await.unwrap();
    let request = DeleteRequest { partner_id: id.into(), codename: "harbour".into() };
    bench.desk.sync.delete(request).await.unwrap();
    let view = promotion(bench, id).await;
    assert_eq!((view.stage, view.may_say.len()), (PromotionStage::NotAsked, 0));
    assert_eq!(bench.desk.watch.view(of(id)).await.unwrap().every, WatchInterval::Off, "nothing is live");
}

#[tokio::test]
async fn a_promotion_that_a_person_noted_is_theirs_to_take_back_whatever_rc_says() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    world.recruitee.change("promoted", json!(true));
    bench.plan(id).await;
    bench.edit(id, NAME, "Lighthouse").await;
    bench.save(id).await.unwrap();
    for word in [PromotionWord::Asked, PromotionWord::Promoted] {
        bench.desk.promotion.say(said(id, word, true)).await.unwrap();
    }
    let noted = promotion(bench, id).await;
    assert_eq!((noted.stage, noted.said.clone()), (PromotionStage::Promoted, vec![PromotionWord::Promoted]));
    let by_rc = noted.timeline.iter().filter(|row| row.note == "Reported by RC").count();
    assert_eq!(by_rc, 1, "only its own word is RC's: {:?}", noted.timeline);
    let back = bench.desk.promotion.say(said(id, PromotionWord::Promoted, false)).await.unwrap();
    assert_eq!(back.stage, PromotionStage::AskedAgain);
}

#[tokio::test]
async fn a_pack_is_out_of_date_when_something_changed_since_it_was_saved() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    let is_outdated = async || promotion(&bench, &id).await.pack.unwrap().is_outdated;
    assert!(!is_outdated().await, "none was saved");
    bench.desk.promotion.save_pack(of(&id)).await.unwrap();
    assert!(!is_outdated().await);
    confirm(&bench, &id, "FORM-1", true).await.unwrap();
    assert!(is_outdated().await);
}
