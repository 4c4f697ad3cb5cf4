//! What notes say: each sentence with its code and the places to fill.
//!
//! The code and the values cross to the window, which has its own words for them; the English here is for the command line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::tongue::{fill_placed, placed};

crate::vocabulary! {
    /// A sentence of the linter.
    pub enum Says {
        /// W01
        NoProblem = "no-problem",
        /// W02
        NoCustomer = "no-customer",
        /// W03
        NoMeasure = "no-measure",
        /// W03 in lane *improvement*.
        NoPrimaryMeasure = "no-primary-measure",
        /// W04
        NoComponents = "no-components",
        /// W04
        NoFinances = "no-finances",
        /// W04
        NoHurdles = "no-hurdles",
        /// Lane *improvement* needs an owner.
        NoOwner = "no-owner",
        /// W05
        NamesOurs = "names-ours",
        /// W06
        Ingredients = "ingredients",
        /// W07
        HowMany = "how-many",
        /// W08
        NoEvidence = "no-evidence",
        /// W09
        VagueCustomer = "vague-customer",
        /// W10
        QuoteMisses = "quote-misses",
        /// W11, with the measure's `name`.
        MeasureElsewhere = "measure-elsewhere",
        /// W12
        ChangedSinceScored = "changed-since-scored",
        /// W13
        SolutionFirst = "solution-first",
        /// W14
        NoSource = "no-source",
        /// W15
        RivalsDismissed = "rivals-dismissed",
        /// W16
        NoRisk = "no-risk",
        /// W16
        NoLimit = "no-limit",
        /// W17
        PastDateline = "past-dateline",
        /// W18
        OneSolution = "one-solution",
        /// W19
        NoAsk = "no-ask",
        /// W20, with the `word`.
        SaysLittle = "says-little",
        /// W20, with the `word`.
        WordHowMany = "word-how-many",
        /// W20, with the `word`.
        WordHowOften = "word-how-often",
        /// W21, with the `word`.
        Sells = "sells",
        /// W22, with the `word`.
        NobodySays = "nobody-says",
        /// W23, with `words` and the `most`.
        LongSentence = "long-sentence",
        /// W24, with `words` and the `most`.
        LongRelease = "long-release",
        /// W24, with `words` and the `most`.
        LongDocument = "long-document",
        /// W25, with the words of `solution` and `problem`.
        LongSolution = "long-solution",
        /// W26, with the `word`.
        Acronym = "acronym",
        /// W27, with the words of `faq` and `release`.
        ShortFaq = "short-faq",
    }
}

impl Says {
    /// The sentence with values in its places.
    pub(super) fn with<const N: usize>(self, values: [(&str, &dyn std::fmt::Display); N]) -> Said {
        Said { says: self, values: placed(values) }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::NoProblem => "No problem paragraph yet. Without one there is not really a problem.",
            Self::NoCustomer => "Who has this problem? Name someone you could phone.",
            Self::NoMeasure => "How would a stranger tell that it is solved?",
            Self::NoPrimaryMeasure => "No primary measure with a baseline, a target and a date yet.",
            Self::NoComponents => "No answer yet: which internal components does it need?",
            Self::NoFinances => "No answer yet: what does it cost, and who pays?",
            Self::NoHurdles => "No plan for the hardest technical hurdle yet. This is where trust is earned.",
            Self::NoOwner => "Nobody owns it yet.",
            Self::NamesOurs => "This reads like a solution. What goes wrong for the customer today?",
            Self::Ingredients => {
                "“We have… we could combine…” starts from what we own. Which customer need does it answer?"
            }
            Self::HowMany => "How many, or how often? A rough number beats none.",
            Self::NoEvidence => "How do we know? Add a quote, a number or a link.",
            Self::VagueCustomer => "Who exactly? Name someone you could phone.",
            Self::QuoteMisses => "The customer does not mention the problem. What is different for them now?",
            Self::MeasureElsewhere => {
                "“{name}” shares no word with the problem. Does it measure the problem or the solution?"
            }
            Self::ChangedSinceScored => "The problem changed after it was scored.",
            Self::SolutionFirst => "The solution comes before the problem.",
            Self::NoSource => "Where is this number from? Name who counted it.",
            Self::RivalsDismissed => "What do customers use today? It is what this has to be better than.",
            Self::NoRisk => "Nothing here could fail. What is the risk that worries you most?",
            Self::NoLimit => "Nothing is left out. What will not be done?",
            Self::PastDateline => "The dateline lies in the past. When will it really be?",
            Self::OneSolution => "Only one solution was considered. What else was possible, doing nothing among it?",
            Self::NoAsk => "What do you ask for? People, money, weeks.",
            Self::SaysLittle => "“{word}” says little. What was seen, in numbers?",
            Self::WordHowMany => "“{word}”: how many?",
            Self::WordHowOften => "“{word}”: how often?",
            Self::Sells => "“{word}” sells. What does it do?",
            Self::NobodySays => "“{word}” is nothing anyone would say. What changed for them?",
            Self::LongSentence => "This sentence has {words} words; {most} are enough.",
            Self::LongRelease => "The release has {words} words; one page is {most}.",
            Self::LongDocument => "The document has {words} words; six pages are {most}.",
            Self::LongSolution => {
                "The solution has {solution} words, the problem {problem}. Which is better understood?"
            }
            Self::Acronym => "What does {word} stand for? Spell it out once.",
            Self::ShortFaq => "The FAQ has {faq} words, the release {release}. Which hard question is missing?",
        }
    }
}

/// A sentence with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Said {
    /// Which sentence.
    pub says: Says,
    /// What stands in its places, by their names.
    pub values: BTreeMap<String, String>,
}

impl Said {
    /// The sentence in English.
    #[must_use]
    pub fn in_english(&self) -> String {
        fill_placed(self.says.sentence(), &self.values)
    }
}

impl From<Says> for Said {
    fn from(says: Says) -> Self {
        Self { says, values: BTreeMap::new() }
    }
}

crate::vocabulary! {
    /// What a fix does.
    pub enum FixKind {
        /// Adds a heading.
        Add = "add",
        /// Takes a word away.
        Remove = "remove",
    }
}
