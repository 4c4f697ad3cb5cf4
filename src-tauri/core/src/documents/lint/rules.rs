//! The rules: code, weight, and the longer *why* with its principle, in English for the command line.
//!
//! A rule that says more wrong than right things about real documents is off until the user turns it on.

use super::NoteKind::{self, Blocking, Question, Style};

/// A rule of the linter.
pub(super) struct Rule {
    pub(super) code: &'static str,
    pub(super) kind: NoteKind,
    pub(super) on: bool,
    pub(super) why: &'static str,
}

const fn rule(code: &'static str, kind: NoteKind, why: &'static str) -> Rule {
    Rule { code, kind, on: true, why }
}

const fn on_request(code: &'static str, kind: NoteKind, why: &'static str) -> Rule {
    Rule { code, kind, on: false, why }
}

/// Every rule, in the order of the codes.
pub(super) const RULES: &[Rule] = &[
    rule(
        "W01",
        Blocking,
        "Start with the customer and work backwards: the problem guides the solution. A solution without one is looking for a customer, and nobody can tell later whether it helped.",
    ),
    rule(
        "W02",
        Blocking,
        "Obsess over someone in particular: a problem that nobody in particular has cannot be solved for anyone. Whoever you can phone can tell you when you are wrong.",
    ),
    rule(
        "W03",
        Blocking,
        "Say today how you will know: a measure with a baseline, a target and a date lets the launch be judged by today's words and not by what turned out well.",
    ),
    rule(
        "W04",
        Blocking,
        "There must be a legitimate plan to succeed: the components it needs, what it costs and who pays, and the hardest hurdle. An approval without them is a bet nobody named.",
    ),
    rule(
        "W05",
        Question,
        "The problem belongs to the customer and was there before the product. When it names our product or technology, it was often made to fit: delete the solution and ask who described this problem before, and when.",
    ),
    rule(
        "W06",
        Question,
        "Talk of ingredients, of what we have and could put together, is the tell-tale of a solution looking for a problem. Customers buy no ingredients: begin with what they cannot do today.",
    ),
    rule(
        "W07",
        Question,
        "A number says how big the idea is and what solved would look like. A rough one, said to be rough, is better than none: it can be corrected.",
    ),
    rule(
        "W08",
        Question,
        "A problem nobody has seen is a guess. One quote, one count or one link lets readers judge how sure they can be.",
    ),
    rule(
        "W09",
        Question,
        "\"Users\" and \"everyone\" cannot be asked whether it got better. The narrower the customer, the clearer the problem and the easier the first ten.",
    ),
    rule(
        "W10",
        Question,
        "The customer's quote is where the release proves that the problem is gone. A quote that praises without naming it could stand in any release.",
    ),
    rule(
        "W11",
        Question,
        "A measure that shares no word with the problem often measures the solution instead: how much it is used, not how much less it hurts.",
    ),
    rule(
        "W12",
        Question,
        "A score belongs to the words it was given on. When the problem moves, the judgement has to be given again, or it approves what nobody read.",
    ),
    rule(
        "W13",
        Question,
        "Whoever reads the solution first judges the problem by it. The order keeps writer and readers honest about which came first.",
    ),
    rule(
        "W14",
        Question,
        "A number without a source is an opinion with digits. Say who counted it, when and how, and the discussion can be about what it means.",
    ),
    rule(
        "W15",
        Question,
        "Customers always have an alternative, even if it is a spreadsheet or doing nothing. Waving it away hides what the solution has to be better than.",
    ),
    rule(
        "W16",
        Question,
        "A plan that names no risk has not been thought through, and one that leaves nothing out has no focus. Trust is earned by saying what could fail and what will not be done.",
    ),
    rule(
        "W17",
        Question,
        "A release is written from the day of the launch. A date in the past is left over from an earlier draft, and the measures that hang on it have moved as well.",
    ),
    rule(
        "W18",
        Question,
        "Choosing needs at least two. Ideas compared side by side are judged better than one idea alone, and doing nothing is always one of them.",
    ),
    rule(
        "W19",
        Question,
        "A decision gives people, money and time. Without an ask nobody can weigh the idea against what else could be done with them.",
    ),
    rule(
        "W20",
        Style,
        "Weasel words say that somebody has looked without saying what was seen. A number, a date or a name takes no more room.",
    ),
    rule("W21", Style, "Hype tells readers what to feel. Say what it does, and let them be impressed."),
    rule(
        "W22",
        Style,
        "Nobody speaks of being thrilled. A quote that sounds like a person says what changed for them.",
    ),
    rule(
        "W23",
        Style,
        "A sentence that has to be read twice hides a thought that was not finished. Two short ones show whether they follow from each other.",
    ),
    rule(
        "W24",
        Style,
        "The release fits on one page, the whole on six: what does not fit is usually detail of the solution that nobody needs to decide.",
    ),
    rule(
        "W25",
        Style,
        "The length shows where the love went. When the solution is several times as long as the problem, the problem is often not yet understood.",
    ),
    rule(
        "W26",
        Style,
        "Readers from elsewhere decide as well. An acronym spelled out once costs five words and keeps them in the room.",
    ),
    on_request(
        "W27",
        Style,
        "The release is the promise, the FAQ is the plan. When the questions are the shorter part, the hard ones were not asked.",
    ),
];

/// The rule with this code.
pub(super) fn of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
