//! What can be wrong with a field of a draft.

macro_rules! problem_codes {
    ($($member:ident = $key:literal,)*) => {
        /// What is wrong with a field. Its sentence is in the catalogue under `problem.KEY`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the written names say it")]
        pub enum ProblemCode {
            $($member,)*
        }

        impl ProblemCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$member),*];

            /// `area.reason`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$member => $key,)*
                }
            }
        }
    };
}

problem_codes! {
    KindMissing = "kind.missing",
    KindUnknown = "kind.unknown",
    NameMissing = "name.missing",
    NameLong = "name.long",
    CodenameMissing = "codename.missing",
    CodenameCharacters = "codename.characters",
    CodenameDash = "codename.dash",
    DescriptionMissing = "description.missing",
    DescriptionPlaceholder = "description.placeholder",
    UrlHttp = "url.http",
    UrlFragment = "url.fragment",
    UrlMissing = "url.missing",
    UrlUserInfo = "url.user_info",
    InputsNoKind = "inputs.no_kind",
    InputsMissingDefault = "inputs.missing_default",
    InputsAlike = "inputs.alike",
    UrlNotAUrl = "url.not_a_url",
    UrlSpace = "url.space",
    UrlDoubled = "url.doubled",
    UrlInvisible = "url.invisible",
    UrlBackslashes = "url.backslashes",
    UrlSlashes = "url.slashes",
    UrlSpelling = "url.spelling",
}
