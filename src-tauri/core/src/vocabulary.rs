//! Closed word lists: one spelling from table to type to screen.
//!
//! [`vocabulary!`] makes an enum whose variants are kebab-case words, the same in SQL, JSON and on the command line;
//! [`identity!`] makes the short ids that people read (`P-014`). Not here: what any word means.

/// A closed list of words that are stored, sent and typed alike.
pub trait Word: Sized + Copy + 'static {
    /// Every word, in the order of the list.
    const ALL: &'static [Self];

    /// The word as it is stored and sent.
    fn as_str(self) -> &'static str;

    /// The word from its spelling; underscores are accepted for hyphens, case is ignored.
    fn from_word(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase().replace('_', "-");
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }

    /// Every word, for a message.
    fn known() -> String {
        let words: Vec<_> = Self::ALL.iter().map(|word| word.as_str()).collect();
        words.join(", ")
    }
}

/// Declares an enum of words.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
        $vis enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $crate::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::vocabulary::Word::as_str(*self))
            }
        }
    };
}

/// Declares a short id: a letter and a number that is never used twice in a portfolio.
#[macro_export]
macro_rules! identity {
    ($(#[$meta:meta])* pub struct $name:ident = $letter:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "-{:03}"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unreadable = || $crate::Error::Invalid {
                    field: "id",
                    reason: $crate::Unread::NotAnId.with([("text", &text), ("like", &concat!($letter, "-014"))]),
                };
                let text = text.trim();
                let digits = text
                    .strip_prefix($letter)
                    .or_else(|| text.strip_prefix(&$letter.to_lowercase()))
                    .map_or(text, |rest| rest.strip_prefix('-').unwrap_or(rest));
                if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(unreadable());
                }
                digits.parse().map(Self).map_err(|_| unreadable())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl specta::Type for $name {
            fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
                <String as specta::Type>::definition(types)
            }
        }
    };
}
