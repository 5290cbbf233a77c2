//! What an element does to the text within it.

use super::tokens::StartTag;

/// What holds for the text in an element, its ancestors included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role(u16);

impl Role {
    /// Not shown: hidden, or content that browsers never show.
    pub(super) const HIDDEN: Self = Self(1);
    /// A drawing: what is written in it is no text of the page, but HTML can be put into it.
    pub(super) const DRAWING: Self = Self(1 << 1);
    /// Shown where scripts are turned off.
    pub(super) const NOSCRIPT: Self = Self(1 << 2);
    /// Navigation, the page's header or footer, a sidebar.
    pub(super) const SIDE: Self = Self(1 << 3);
    /// A box in front of the page.
    pub(super) const DIALOG: Self = Self(1 << 4);
    /// Perhaps a cookie banner; its text tells.
    pub(super) const BANNER: Self = Self(1 << 5);
    /// A form.
    pub(super) const FORM: Self = Self(1 << 6);
    /// A button, a label, a list to choose from.
    pub(super) const CONTROL: Self = Self(1 << 7);
    /// A button.
    pub(super) const BUTTON: Self = Self(1 << 8);
    /// A link.
    pub(super) const LINK: Self = Self(1 << 9);
    /// One of the three upper headings.
    pub(super) const HEADING: Self = Self(1 << 10);
    /// The title of the document.
    pub(super) const TITLE: Self = Self(1 << 11);
    /// The main part of the page, or an article.
    pub(super) const MAIN: Self = Self(1 << 12);

    pub(super) const NONE: Self = Self(0);
    const UNREAD: Self = Self(Self::HIDDEN.0 | Self::DRAWING.0);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the text is not read at all.
    pub(super) fn is_unread(self) -> bool {
        self.has(Self::UNREAD)
    }

    /// What holds in an element within one for which `self` holds.
    pub(super) fn within(self, own: Own) -> Self {
        let outer = if own.is_html_in_drawing { self.without(Self::DRAWING) } else { self };
        let inner = outer.and(own.role);
        // The standard calls the header of an article a part of that article. A main part within a header is
        // one whose end tag was forgotten.
        let is_part = own.is_header && self.has(Self::MAIN) && !self.has(Self::SIDE);
        if own.is_main || is_part { inner.without(Self::SIDE) } else { inner }
    }
}

/// What an element adds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Own {
    pub(super) role: Role,
    is_header: bool,
    is_main: bool,
    is_html_in_drawing: bool,
}

/// What an HTML element adds by its name and attributes.
pub(super) fn own_of(tag: &StartTag) -> Own {
    let by_name = match tag.name.as_str() {
        "script" | "style" | "template" | "iframe" | "noembed" | "noframes" | "canvas" | "video"
        | "audio" | "datalist" | "rp" | "textarea" => Role::HIDDEN,
        "dialog" => Role::DIALOG,
        "noscript" => Role::NOSCRIPT,
        "nav" | "header" | "footer" | "aside" | "menu" | "search" => Role::SIDE,
        "form" => Role::FORM,
        "button" => Role::CONTROL.and(Role::BUTTON),
        "label" | "select" | "option" | "optgroup" => Role::CONTROL,
        "a" if tag.get("href").is_some() => Role::LINK,
        "h1" | "h2" | "h3" => Role::HEADING,
        "title" => Role::TITLE,
        "main" | "article" => Role::MAIN,
        _ => Role::NONE,
    };
    let by_role = match tag.get("role").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "menu" | "menubar" => {
            Role::SIDE
        }
        "dialog" | "alertdialog" => Role::DIALOG,
        "button" => Role::CONTROL.and(Role::BUTTON),
        "main" | "article" => Role::MAIN,
        _ => Role::NONE,
    };
    let mut role = by_name.and(by_role);
    if tag.name == "template" && tag.get("shadowrootmode").is_some() {
        // Browsers show it as the content of the element around it.
        role = Role::NONE;
    }
    if is_hidden(tag) {
        role = role.and(Role::HIDDEN);
    }
    if tag.is("aria-modal", "true") {
        role = role.and(Role::DIALOG);
    }
    if is_named_like_a_banner(tag) {
        role = role.and(Role::BANNER);
    }
    Own {
        role,
        is_header: tag.name == "header",
        is_main: tag.name == "main" || tag.is("role", "main"),
        is_html_in_drawing: false,
    }
}

/// What an element of SVG or MathML adds.
pub(super) fn own_of_foreign(tag: &StartTag) -> Own {
    match tag.name.as_str() {
        "svg" => Own { role: Role::DRAWING, ..Own::default() },
        "foreignobject" => Own { is_html_in_drawing: true, ..Own::default() },
        "a" if tag.get("href").is_some() => Own { role: Role::LINK, ..Own::default() },
        _ => Own::default(),
    }
}

/// Whether the element is hidden by its own attributes. Style sheets are not read.
pub(super) fn is_hidden(tag: &StartTag) -> bool {
    let by_style = |declaration: &str| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden") || value.starts_with("collapse"),
            _ => false,
        }
    };
    // Browsers find text that is hidden until found, and open it.
    tag.get("hidden").is_some() && !tag.is("hidden", "until-found")
        || tag.is("aria-hidden", "true")
        || tag.name == "dialog" && tag.get("open").is_none()
        || tag.get("style").is_some_and(|style| style.split(';').any(by_style))
}

/// Elements that stand in a line of text. All others part words.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "rb"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements that part words without ending the paragraph they stand in.
pub(super) fn is_gap(name: &str) -> bool {
    matches!(name, "a" | "br" | "img" | "image" | "svg" | "math" | "input" | "script" | "picture" | "source")
}

/// Names that makers of cookie banners give to them. `has-cookie-banner` is said of the page around one.
fn is_named_like_a_banner(tag: &StartTag) -> bool {
    if matches!(tag.name.as_str(), "main" | "article" | "a" | "h1" | "h2" | "h3") {
        return false;
    }
    let is_one = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["cookie", "consent", "gdpr", "onetrust", "cc-window", "cc-banner", "cybot"]
            .iter()
            .any(|start| name.starts_with(start))
            || ["cookie-banner", "cookie-consent", "cookie-notice", "cookiebanner", "cookiebar", "cookie-bar"]
                .iter()
                .any(|part| {
                    name.contains(part)
                        && !["has-", "is-", "no-", "with-", "js-"].iter().any(|b| name.starts_with(b))
                })
    };
    [tag.get("id"), tag.get("class")].into_iter().flatten().flat_map(str::split_whitespace).any(is_one)
}
