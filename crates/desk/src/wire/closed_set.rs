//! Closed sets on the wire: each member has one written name, and the page gets the union of them.

/// Declares a set of the wire's own.
macro_rules! closed_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $key:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $key)] $member,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$member),*];

            /// The written name.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$member => $key,)*
                }
            }
        }
    };
}

/// Lets a set of the domain cross by the names that it has there.
macro_rules! domain_set {
    ($(#[$meta:meta])* $name:ident of $domain:ty, by $key:path) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name(pub $domain);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($key(self.0))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(deserializer)?;
                let found = <$domain>::ALL.iter().find(|member| $key(**member) == text);
                found.map(|member| Self(*member)).ok_or_else(|| serde::de::Error::custom("an unknown name"))
            }
        }

        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                let names: Vec<String> =
                    <$domain>::ALL.iter().map(|member| format!("\"{}\"", $key(*member))).collect();
                names.join(" | ")
            }

            fn decl(config: &ts_rs::Config) -> String {
                format!("type {} = {};", Self::name(config), Self::inline(config))
            }

            fn decl_concrete(config: &ts_rs::Config) -> String {
                Self::decl(config)
            }
        }

        impl From<$domain> for $name {
            fn from(member: $domain) -> Self {
                Self(member)
            }
        }
    };
}

pub(crate) use {closed_set, domain_set};
