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
    window.read("[data-testid=logo-findings]", "Turned into shapes").await;
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
