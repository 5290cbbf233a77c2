//! A drawing as a tree of named parts, and the one writer of markup.

use roxmltree::Node;

/// An element, or a piece of text when it has no name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Part>,
    pub(crate) text: String,
}

impl Part {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(crate) fn of_text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Everything as it was parsed: for what our own libraries wrote.
    pub(crate) fn of_node(node: Node<'_, '_>) -> Self {
        let attributes =
            node.attributes().map(|one| (one.name().to_owned(), one.value().to_owned())).collect();
        let children = node.children().filter(Node::is_element).map(Self::of_node).collect();
        Self { name: node.tag_name().name().to_owned(), attributes, children, text: String::new() }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(one, _)| one == name) {
            Some((_, there)) => *there = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(one, _)| one == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Calls `visit` for this part and each one inside.
    pub(crate) fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Part)) {
        visit(self);
        for child in &self.children {
            child.each(visit);
        }
    }

    /// As [`Self::each`], for changes: a part comes before what it holds.
    pub(crate) fn each_mut(&mut self, visit: &mut impl FnMut(&mut Part)) {
        visit(self);
        for child in &mut self.children {
            child.each_mut(visit);
        }
    }

    /// Puts everything inside this part into a new one of that name, and returns that one.
    pub(crate) fn wrap_children(&mut self, name: &str) -> &mut Part {
        let inner = std::mem::take(&mut self.children);
        self.children.push(Part { children: inner, ..Part::new(name) });
        &mut self.children[0]
    }

    /// Adds the markup of this part to `out`.
    pub(crate) fn write(&self, out: &mut String) {
        if self.name.is_empty() {
            escape(&self.text, out);
            return;
        }
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            child.write(out);
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    pub(crate) fn to_markup(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

/// Adds `text` so that neither XML nor HTML reads markup in it.
pub(crate) fn escape(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would read a space instead.
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", u32::from(sign))),
            _ => out.push(sign),
        }
    }
}

/// Leaves out what is fully transparent, but not in definitions, where that says something.
pub(crate) fn without_clear(mut part: Part) -> Part {
    const DRAWING: [&str; 4] = ["svg", "g", "path", "image"];
    let is_clear = |part: &Part| {
        let opacity = part.get("opacity").and_then(|opacity| opacity.parse::<f64>().ok());
        opacity.is_some_and(|opacity| opacity <= 0.0)
    };
    if DRAWING.contains(&part.name.as_str()) {
        part.children.retain(|child| !is_clear(child));
        part.children = part.children.into_iter().map(without_clear).collect();
    }
    part
}
