use super::*;
use crate::documents::parse;

fn notes(source: &str, facts: &Facts) -> Vec<Note> {
    lint(&parse(source), facts, &RuleBook::with(&[], &[("W27".to_owned(), true)]))
}

fn codes(source: &str) -> Vec<String> {
    notes(source, &Facts::default()).into_iter().map(|note| note.code).collect()
}

fn says(source: &str, code: &str) -> bool {
    codes(source).iter().any(|found| found == code)
}

/// The words a rule marks.
fn marked<'s>(source: &'s str, code: &str) -> Vec<&'s str> {
    let found = notes(source, &Facts::default()).into_iter().filter(|note| note.code == code);
    found.map(|note| &source[note.start as usize..note.end as usize]).collect()
}

fn problem(text: &str) -> String {
    format!("# Evenings back\n\n## Problem\n\n{text}\n\n## Solution\n\nA shared board.\n")
}

fn fixed(source: &str, code: &str) -> String {
    let note = notes(source, &Facts::default()).into_iter().find(|note| note.code == code).unwrap();
    let fix = note.fix.unwrap();
    format!("{}{}{}", &source[..fix.start as usize], fix.replacement, &source[fix.end as usize..])
}

/// Each rule with what it must find and what it must leave alone, as real documents write it.
#[test]
fn each_rule_finds_what_it_is_for_and_leaves_alone_what_only_looks_like_it() {
    for case in include_str!("cases.txt").split("\n=== ").skip(1) {
        let (code, texts) = case.split_once('\n').unwrap();
        let (finds, leaves) = texts.split_once("\n--- not\n").unwrap();
        let (finds, leaves) = (filled(finds), filled(leaves));
        assert!(says(&finds, code), "{code} finds nothing in {finds}\n{:?}", codes(&finds));
        assert!(!says(&leaves, code), "{code} cries wolf over {leaves}");
    }
}

/// A case without headings is a problem; `word*31` stands for 31 words.
fn filled(case: &str) -> String {
    let case = ["word*20", "word*30", "word*31", "row*30", "row*60"].iter().fold(case.to_owned(), |case, short| {
        let (word, count) = short.split_once('*').unwrap();
        let long = if word == "row" { "Ten words stand here in a row, none more. " } else { "word " };
        case.replace(short, &long.repeat(count.parse().unwrap()))
    });
    if case.starts_with('#') { case } else { problem(case.trim()) }
}

#[test]
fn rules_that_need_more_than_the_text_ask_for_it() {
    let measure = |name: &str| MeasureFacts { name: name.into(), has_baseline: true, has_target: true, has_due: true };
    let source = &problem("Nurses hand back 3 shifts in 10.");
    let found = |facts: Facts, code: &str| notes(source, &facts).iter().any(|note| note.code == code);
    assert!(found(Facts::default(), "W03"));
    assert!(!found(Facts { measures: vec![measure("Open shifts")], ..Facts::default() }, "W03"));
    assert!(found(Facts { measures: vec![measure("Board logins")], ..Facts::default() }, "W11"));
    assert!(!found(Facts { measures: vec![measure("Open shifts")], ..Facts::default() }, "W11"));
    assert!(found(Facts { problem_at_scoring: Some("Other.".into()), ..Facts::default() }, "W12"));
    assert!(!found(
        Facts { problem_at_scoring: Some("**Nurses** hand back 3\nshifts in 10.".into()), ..Facts::default() },
        "W12"
    ));
    assert!(
        !found(Facts { rivals: 1, ..Facts::default() }, "W18")
            && !found(Facts { has_ask: true, ..Facts::default() }, "W19")
    );
    let short = Facts { improvement: true, ..Facts::default() };
    assert!(["W02", "W04", "W08", "W18", "W19"].iter().all(|code| !found(short.clone(), code)));
    let idea = Facts { template: Some(Template::JournalIdea), ..Facts::default() };
    assert!(["W02", "W03", "W04"].iter().all(|code| !found(idea.clone(), code)));
}

#[test]
fn a_dateline_is_past_after_the_last_day_it_can_mean() {
    let past = |line: &str| {
        let source = format!(
            "# Evenings back\n\n**{line} —** Elm announced a board today.\n\nNurses cannot hand back a shift.\n"
        );
        let facts = Facts { today: Some(jiff::civil::date(2026, 9, 15)), ..Facts::default() };
        notes(&source, &facts).iter().any(|note| note.code == "W17")
    };
    for (line, wanted) in [
        ("LEEDS, September 14, 2026", true),
        ("LEEDS, 15 September 2026", false),
        ("LEEDS, September 2026", false),
        ("LEEDS, August 2026", true),
        ("Q2 2026", true),
        ("Q3 2026", false),
        ("2026-09-14", true),
        ("LEEDS, UK — [DATE]", false),
    ] {
        assert_eq!(past(line), wanted, "{line}");
    }
}

#[test]
fn notes_stand_on_the_words_they_are_about() {
    let source = "\u{feff}---\nowner: a\n---\n# Ä\r\n\r\n## Problem\r\n\r\nÄrzte warten. We **already** have &amp; leverage our *seamless* OCR.\r\n";
    assert_eq!(marked(source, "W21"), ["seamless"]);
    assert_eq!(marked(source, "W06"), ["We **already** have"]);
    assert_eq!(marked(source, "W26"), ["OCR"]);
}

#[test]
fn fixes_change_what_the_note_is_about_and_nothing_else() {
    assert!(fixed(&problem("An innovative tool for 3 nurses."), "W21").contains("\nA tool for 3 nurses."));
    assert!(fixed(&problem("Significantly more nurses leave on 3 nights."), "W20").contains("\nMore nurses leave"));
    assert!(fixed(&problem("It costs many hours on 3 nights."), "W20").contains("It costs hours on"));
    let source = "# A\r\n\r\n## Solution\r\n\r\nA board.\r\n";
    assert_eq!(fixed(source, "W01"), "# A\r\n\r\n## Problem\r\n\r\n## Solution\r\n\r\nA board.\r\n");
    let source = "# A\n\n## Internal FAQ\n\n### Why?\n\nSo.\n\n## Appendix\n\nB\n";
    assert!(fixed(source, "W04").contains("So.\n\n### Internal components\n\n## Appendix"));
    assert!(
        fixed("# A\n\n## Problem\n\n3 nights.\n\n## Solution\n\nB.\n", "W08")
            .contains("3 nights.\n\n## Evidence\n\n## Solution")
    );
}

#[test]
fn a_dismissal_is_kept_under_rule_and_paragraph() {
    let key = |source: &str, code: &str| {
        notes(source, &Facts::default()).into_iter().find(|note| note.code == code).unwrap().key
    };
    let before = "## Problem\n\nMany nurses.\n\n## Solution\n\nA board.\n";
    assert_eq!(key(before, "W20"), key("## Problem\n\nMany nurses.\n\n## Solution\n\nAnother one.\n", "W20"));
    assert_ne!(key(before, "W20"), key("## Problem\n\nMany more nurses.\n\n## Solution\n\nA board.\n", "W20"));
}

#[test]
fn words_are_added_and_taken_away_and_rules_switched() {
    let edit = |list, word: &str, added| WordEdit { list, word: word.into(), added };
    let edits = [edit(WordList::Hype, "synergetic*", true), edit(WordList::Hype, "seamless", false)];
    let book = RuleBook::with(&edits, &[("W07".to_owned(), false)]);
    let source = problem("A seamless, synergetically built thing.");
    let found: Vec<(String, u32)> =
        lint(&parse(&source), &Facts::default(), &book).into_iter().map(|note| (note.code, note.start)).collect();
    let of = |code: &str| found.iter().filter(|(found, _)| found == code).count();
    assert_eq!((of("W21"), of("W07")), (1, 0));
    let words = words(WordList::Hype, &edits);
    assert!(words.words.last().is_some_and(|word| word == "synergetic*") && words.taken_away == ["seamless"]);
}
