//! Where a page sends its reader by `<meta http-equiv=refresh>`.

use super::{Page, decode, is_html};
use url::Url;

/// Readers wait no longer than this before they read what is there.
const LONGEST: f64 = 5.0;

/// The page that a browser shows in place of this one after at most 5 s, when the page asks for that. `base`
/// is the URL the page was found at.
pub fn refresh_target(body: &[u8], content_type: &str, base: &Url) -> Option<Url> {
    let source = decode(body, content_type);
    if !is_html(content_type, &source) {
        return None;
    }
    let page = Page::read(&source);
    let (seconds, target) = parse(page.refresh.as_deref()?)?;
    let base_of_page = page.base.and_then(|href| base.join(href.trim()).ok());
    let target = base_of_page.as_ref().unwrap_or(base).join(target).ok()?;
    let is_elsewhere = {
        let mut here = base.clone();
        let mut there = target.clone();
        here.set_fragment(None);
        there.set_fragment(None);
        here != there
    };
    (seconds <= LONGEST && is_elsewhere && matches!(target.scheme(), "http" | "https")).then_some(target)
}

/// Seconds and URL, by the standard's rules for a declarative refresh.
fn parse(content: &str) -> Option<(f64, &str)> {
    let content = content.trim_start();
    let end = content.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(content.len());
    let (seconds, rest) = content.split_at(end);
    let whole = seconds.split('.').next().unwrap_or_default();
    if seconds.is_empty() {
        return None;
    }
    // ".5" is no second yet.
    let seconds = if whole.is_empty() { 0.0 } else { whole.parse().ok()? };
    if !rest.starts_with(|c: char| c == ';' || c == ',' || c.is_ascii_whitespace()) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix([';', ',']).unwrap_or(rest).trim_start();
    let url = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => {
            let after = rest[3..].trim_start();
            after.strip_prefix('=').map_or(rest, str::trim_start)
        }
        _ => rest,
    };
    let url = match url.chars().next() {
        Some(quote @ ('"' | '\'')) => url[1..].split(quote).next().unwrap_or_default(),
        _ => url,
    };
    let url = url.trim();
    (!url.is_empty()).then_some((seconds, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(content: &str) -> Option<String> {
        let page = format!("<title>Moved</title><meta http-equiv=\"Refresh\" content=\"{content}\">");
        let base = Url::parse("https://harbour.partner/help/old").ok()?;
        refresh_target(page.as_bytes(), "text/html", &base).map(String::from)
    }

    #[test]
    fn a_refresh_leads_where_a_browser_goes() {
        let new = Some("https://harbour.partner/help/new".to_owned());
        for content in [
            "0; url=/help/new",
            "0;URL='new'",
            "3,url = new",
            "0 new",
            ".5;url=new",
            " 5.9 ; url=new ",
            "0;new",
        ] {
            assert_eq!(target(content), new, "{content}");
        }
        for content in [
            "6; url=new",
            "0",
            "0;",
            "url=new",
            "0; url=javascript:alert(1)",
            "0; url=data:text/html,x",
            "2;url=#top",
        ] {
            assert_eq!(target(content), None, "{content}");
        }
    }

    #[test]
    fn what_is_not_shown_or_is_no_page_leads_nowhere() -> Result<(), url::ParseError> {
        let base = Url::parse("https://harbour.partner/help/old")?;
        let meta = "<meta http-equiv=refresh content='0;url=/new'>";
        for page in [
            format!("<!-- {meta} -->"),
            format!("<noscript>{meta}</noscript>"),
            format!("<textarea>{meta}</textarea>"),
            format!("<script>'{meta}'</script>"),
            format!("<template>{meta}</template>"),
        ] {
            let page = format!("<!doctype html>{page}");
            assert_eq!(refresh_target(page.as_bytes(), "text/html", &base), None, "{page}");
        }
        assert_eq!(refresh_target(meta.as_bytes(), "text/plain", &base), None);
        let based = format!("<base href='https://docs.harbour.partner/en/'>{}", meta.replace("/new", "new"));
        let found = refresh_target(based.as_bytes(), "text/html", &base).map(String::from);
        assert_eq!(found.as_deref(), Some("https://docs.harbour.partner/en/new"));
        Ok(())
    }
}
