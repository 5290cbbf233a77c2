//! JSON as the server wrote it: members in their order, repeated ones included, and no more of it than is
//! read. `serde_json::Value` keeps the last of two members with one name, and would lose a text.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{cell::Cell, fmt};

/// How many values are read. A hostile body must not fill the memory.
const MAX_NODES: usize = 50_000;
/// How many characters of a member's name are kept.
const MAX_KEY: usize = 200;
/// How serde_json hands over a number when it keeps all of its digits.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// One value.
#[derive(Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    /// A number that can be an index; other numbers are [`Node::Nothing`].
    Index(u64),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    Nothing,
}

impl Node {
    /// Reads JSON, and whether some of it was left out. `None` when it is not JSON, or nested too deeply.
    pub(super) fn parse(text: &str) -> Option<(Self, bool)> {
        let left = Cell::new(MAX_NODES);
        let mut json = serde_json::Deserializer::from_str(text);
        let node = Reading(&left).deserialize(&mut json).ok()?;
        json.end().ok()?;
        Some((node, left.get() == 0))
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// A text, or a list that begins with one.
    pub(super) fn begins_with_text(&self) -> bool {
        match self {
            Self::List(items) => items.first().is_some_and(|item| item.text().is_some()),
            one => one.text().is_some(),
        }
    }
}

#[derive(Clone, Copy)]
struct Reading<'a>(&'a Cell<usize>);

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.set(self.0.get().saturating_sub(1));
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Index(number))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while self.0.get() > 0 {
            let Some(item) = items.next_element_seed(self)? else { return Ok(Node::List(list)) };
            list.push(item);
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while self.0.get() > 0 {
            let Some(mut key) = members.next_key::<String>()? else { break };
            if let Some((end, _)) = key.char_indices().nth(MAX_KEY) {
                key.truncate(end);
            }
            map.push((key, members.next_value_seed(self)?));
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(match &map[..] {
            [(key, Node::Text(digits))] if key == EXACT_NUMBER => {
                digits.parse().map_or(Node::Nothing, Node::Index)
            }
            _ => Node::Map(map),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_repeated_ones_are_kept() {
        let text = |text: &str| Node::Text(text.into());
        let read = Node::parse(r#"{"b":"1","a":[7,-1,null,1.5],"b":"2"}"#).unwrap();
        let numbers = Node::List(vec![Node::Index(7), Node::Nothing, Node::Nothing, Node::Nothing]);
        let members = vec![("b".into(), text("1")), ("a".into(), numbers), ("b".into(), text("2"))];
        assert_eq!(read, (Node::Map(members), false));
        for other in ["", "{", "{} {}", "Name is taken", &"[".repeat(200)] {
            assert_eq!(Node::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_body_of_many_values_is_read_up_to_a_limit() {
        let body = format!("[{}{{}}]", "{\"a\":[]},".repeat(100_000));
        let (Node::List(items), true) = Node::parse(&body).unwrap() else { panic!("not cut") };
        assert!(items.len() <= MAX_NODES);
    }
}
