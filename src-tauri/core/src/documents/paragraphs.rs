//! Paragraphs of a release without labels: which of them states the problem, and which the solution.
//!
//! Told by the words they use, by the product's name and by their order. Invariant: a paragraph that is neither stays so.

use super::blocks::Text;
use super::lists::{CUES, Cue, lower};
use super::titles::kind_of_label;
use super::{Part, product};

/// A shorter paragraph states neither problem nor solution, in bytes.
const SHORTEST_PARAGRAPH: usize = 40;

/// A paragraph that could state a problem or a solution.
pub(super) struct Paragraph {
    /// Its block.
    pub(super) at: usize,
    /// Where it begins behind a dateline.
    pub(super) rest: usize,
    news: bool,
    /// Begins with a dateline.
    dated: bool,
    problem: usize,
    solution: usize,
    /// Begins with the product's name.
    named: bool,
    /// Has a number.
    counted: bool,
    /// Words of somebody, a labelled part, or an invitation to begin.
    quoted: bool,
    length: usize,
    unspaced: bool,
}

impl Paragraph {
    pub(super) fn of(text: &Text<'_>, at: usize, rest: usize, products: &[String]) -> Self {
        let block = &text.blocks[at];
        let (words, tokens) = (text.of(block), text.tokens(block));
        let quoted = words.trim_start().starts_with(['"', '“', '「', '„', '«', '『']);
        let count = |cue| if quoted { 0 } else { CUES.count_in(words, tokens, cue) };
        let head = lower(&words[..words.char_indices().nth(400).map_or(words.len(), |(at, _)| at)]);
        let news = [
            "announc",
            "today we release",
            "today released",
            "today launch",
            "launched today",
            "unveil",
            "pleased to introduce",
            "introduced today",
            "today introduced",
        ];
        Self {
            at,
            rest,
            news: news.iter().any(|one| head.contains(one))
                || head.contains("today") && product::announced(words).is_some(),
            dated: rest > block.range.start,
            problem: count(Cue::Problem),
            solution: count(Cue::Solution),
            named: names_first(words, products),
            counted: words.chars().any(char::is_numeric) || count(Cue::Quantity) > 0,
            quoted: quoted || kind_of_run_in(words) || is_invitation(&head),
            length: words.len(),
            unspaced: words.chars().take(80).any(super::phrases::is_unspaced),
        }
    }

    fn enough(&self) -> bool {
        !self.quoted && (self.length > SHORTEST_PARAGRAPH || self.unspaced)
    }

    fn is_problem(&self) -> bool {
        self.enough() && !self.news && !self.named && self.problem > 0 && self.problem > self.solution
    }

    fn is_solution(&self) -> bool {
        self.enough() && self.named || self.speaks_of_a_solution()
    }

    fn speaks_of_a_solution(&self) -> bool {
        self.enough() && self.solution > 0 && self.solution >= self.problem
    }
}

/// "Roster shows …", "With Roster, a nurse …": what the product does.
fn names_first(words: &str, products: &[String]) -> bool {
    let words = words.trim_start();
    let words =
        ["With the ", "With ", "Using ", "The "].iter().find_map(|one| words.strip_prefix(one)).unwrap_or(words);
    products.iter().any(|name| {
        words
            .strip_prefix(name.as_str())
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

/// The first problem-like paragraph before the first solution-like one, or one behind it that is plainly about a problem;
/// the first solution-like paragraph after the problem, else the news.
pub(super) fn choose(
    found: &[Paragraph],
    needs_problem: bool,
    needs_solution: bool,
    stated: Option<&Part>,
) -> (Option<usize>, Option<usize>) {
    const PLAINLY: usize = 3;
    let body = |one: &&Paragraph| !one.news;
    // A first paragraph that only names the product introduces it, as news do.
    let introduces = found.first().is_some_and(|first| first.named && !first.speaks_of_a_solution());
    let rest = found.iter().skip(usize::from(introduces));
    let first_solution =
        rest.into_iter().position(|one| body(&one) && one.is_solution()).map(|at| at + usize::from(introduces));
    let before =
        found.iter().position(Paragraph::is_problem).filter(|at| first_solution.is_none_or(|first| *at < first));
    let plain = || found.iter().position(|one| one.is_problem() && one.problem >= PLAINLY + one.solution.min(2));
    // Between news or dateline and what the product does: how it is today, in numbers.
    let counted = || {
        let news = found.iter().position(|one| one.news || one.dated)?;
        let told = |one: &Paragraph| one.enough() && one.counted && one.solution == 0 && !one.named && !one.news;
        (news..first_solution?).find(|at| told(&found[*at]))
    };
    let problem = needs_problem.then(|| before.or_else(plain).or_else(counted)).flatten();
    if !needs_solution {
        return (problem, None);
    }
    let from = match (problem, stated) {
        (Some(at), _) => at + 1,
        (None, Some(part)) => found.iter().position(|one| super::offset(one.rest) >= part.end).unwrap_or(0),
        (None, None) => 0,
    };
    let after =
        found[from.min(found.len())..].iter().position(|one| body(&one) && one.is_solution()).map(|at| at + from);
    let news = found.iter().position(|one| one.news && !one.quoted);
    let first = || found.iter().position(|one| one.enough() && one.solution > 0);
    let solution = if problem.is_some() || stated.is_some() {
        after.or(news).or(first_solution)
    } else {
        news.or(after).or_else(first)
    };
    (problem, solution.filter(|at| problem != Some(*at)))
}

/// "Getting started. …", "Problem: …": a paragraph with a label of its own.
fn kind_of_run_in(words: &str) -> bool {
    let head = words.trim_start();
    let end = head.find([':', '.', '\n']).filter(|end| *end <= 60);
    end.is_some_and(|end| kind_of_label(&head[..end]).is_some())
}

/// "To learn more, visit …", "Let's use it now."
fn is_invitation(head: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "to learn more",
        "to get started",
        "get started",
        "learn more",
        "for more information",
        "visit ",
        "sign up",
        "try ",
        "let's ",
        "download ",
        "join ",
        "getting started",
        "pricing",
        "about ",
    ];
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric());
    BEGINNINGS.iter().any(|one| head.starts_with(one))
}
