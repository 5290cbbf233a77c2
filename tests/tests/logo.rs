//! A logo as marketing sends it, in the real window.

use tests::{Machine, Window, alone};

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_text_logo_names_the_font_that_was_used_and_a_bomb_leaves_it_as_it_is() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Logo").await;
    let text = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><script>1</script>
        <text x="4" y="22" font-family="Lighthouse Grotesk" font-size="20" fill="#063">Harbour</text></svg>"##;
    window.choose_file("input[type=file]", &machine.put("text.svg", text.as_bytes())).await;
    window.read("[data-testid=logo-findings]", "Lighthouse Grotesk").await;
    window.read("[data-testid=logo-findings]", "Converted to shapes").await;
    let masks: String = (1..40)
        .map(|at| format!(r#"<mask id="m{at}"><path d="M0 0h9v9z" mask="url(#m{0})"/><path d="M0 0h9v9z" mask="url(#m{0})"/></mask>"#, at - 1))
        .collect();
    let bomb = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{masks}<path d="M0 0h9v9z" mask="url(#m39)"/></svg>"#
    );
    window.choose_file("input[type=file]", &machine.put("bomb.svg", bomb.as_bytes())).await;
    window.read("[data-testid=fault-logo]", "too many parts").await;
    window.read("[data-testid=logo-findings]", "Lighthouse Grotesk").await;
    assert_eq!(window.accessibility_faults().await, [] as [&str; 0]);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_picture_on_white_is_fixed_with_one_press_and_undo_leads_back_to_each_logo_by_keyboard() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Logo").await;
    let on_white = include_bytes!("files/white-ground.png");
    window.choose_file("input[type=file]", &machine.put("on-white.png", on_white)).await;
    window.read("[data-testid=drop]", "on-white.png").await;
    window.read("[data-testid=logo-findings]", "Remove the box").await;
    window.enter("[data-testid=fix-all]").await;
    window.read("[data-testid=logo-changes]", "Background removed").await;
    window.until("!document.querySelector('[data-testid=fix-all]')").await;
    assert_eq!(window.accessibility_faults().await, [] as [&str; 0]);

    let photo = include_bytes!("files/photo.png");
    window.choose_file("input[type=file]", &machine.put("photo.png", photo)).await;
    window.read("[data-testid=logo-summary]", "A picture inside an SVG").await;
    window.read("[data-testid=logo-findings]", "A picture, not a vector drawing").await;
    window.tab_to("#field-logo").await;
    window.control("z").await;
    window.read("[data-testid=logo-summary]", "Traced from the picture").await;
    window.read("[data-testid=logo-changes]", "Background removed").await;
    window.control("z").await;
    window.read("[data-testid=logo-findings]", "Remove the box").await;
    window.close().await;
}
