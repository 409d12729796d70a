//! Closed vocabularies with a stable code per word.
//!
//! Categories, remedies, payers and the like are written alike in packs, case files, events, URLs and text
//! keys. One declaration gives the type, its codes and the list of all of them, so that a new word can't be
//! forgotten in one of those places: every `match` over it stops compiling.

/// Declares a vocabulary: an enum whose words have a stable `snake_case` code, on the wire and in text.
macro_rules! codes {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$word_meta:meta])* $word:ident = $code:literal, )+ }
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub enum $name { $( $(#[$word_meta])* #[serde(rename = $code)] $word, )+ }

        impl $name {
            /// Every word, in the order of the glossary.
            pub const ALL: &'static [Self] = &[ $( Self::$word, )+ ];

            /// The stable code, as written in packs, events and URLs.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$word => $code, )+ }
            }

            /// The word a code stands for, or `None` where there is no such word.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$word), )+ _ => None }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(crate) use codes;
