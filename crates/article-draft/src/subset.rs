//! The Markdown that a section may hold, and what its parts mean.

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// Text in brackets that leads nowhere is a placeholder: `[where the token is]`. A reference that lacks its target is
/// shown as it was typed.
fn placeholder(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    (link.link_type == LinkType::Shortcut).then(|| ("".into(), "".into()))
}

/// What a body says, with where it says so.
pub(crate) fn events(body: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_with_broken_link_callback(body, Options::empty(), Some(placeholder)).into_offset_iter()
}

/// Whether something that is still to be filled in begins here.
pub(crate) fn is_placeholder(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Link { link_type: LinkType::ShortcutUnknown, .. })
}

/// Where a link may lead: to a website or an e-mail address. `None` for all else, which is shown as text.
pub(crate) fn link_target(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    // Browsers overlook line breaks and control characters in a scheme.
    if typed.chars().any(|char| char.is_whitespace() || char.is_control()) {
        return None;
    }
    let starts =
        |scheme: &str| typed.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://", "mailto:"].into_iter().any(starts).then_some(typed)
}

/// The target of a link or a picture that somebody typed.
pub(crate) fn target_of(tag: &Tag<'_>) -> Option<String> {
    match tag {
        Tag::Link { link_type: LinkType::Email, dest_url, .. } => Some(format!("mailto:{dest_url}")),
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => link_target(dest_url).map(str::to_owned),
        _ => None,
    }
}

/// The level of a heading within a section, whose own heading is of level 2.
pub(crate) fn level(typed: HeadingLevel) -> usize {
    (typed as usize).max(3)
}
