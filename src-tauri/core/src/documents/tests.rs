use proptest::prelude::*;

use super::*;

fn text(part: &Option<Part>) -> &str {
    part.as_ref().map_or("", |part| part.text.as_str())
}

const PROBLEM_FIRST: &str = "# Nurses get their evenings back\n\nShifts are filled without a call\n\n## Customer\n\nNight nurses.\n\n## Problem\n\nThey cannot hand back a shift.\n\nThey phone round.\n\n## Solution\n\nA shared board.\n\n## Leader quote\n\n\"The roster is where trust is made or lost,\" said Marta Lindqvist, who runs the product.\n\n## Customer quote\n\n\"I sent one message and slept well,\" said Ruth Amadi, a nurse.\n\n## External FAQ\n\n### Do nurses need an app?\n\nNo.\n\n### Who pays?\n\nTBD\n\n## Internal FAQ\n\n### Finances\n\nCheap.\n";

#[test]
fn the_parts_of_our_own_template_are_found_by_heading() {
    let outline = outline(PROBLEM_FIRST);
    assert_eq!(text(&outline.headline), "Nurses get their evenings back");
    assert_eq!(text(&outline.subheading), "Shifts are filled without a call");
    assert_eq!(text(&outline.customer), "Night nurses.");
    assert_eq!(text(&outline.problem), "They cannot hand back a shift.\n\nThey phone round.");
    assert_eq!(text(&outline.solution), "A shared board.");
    assert_eq!(outline.leader_quote.unwrap().speaker.unwrap(), "Marta Lindqvist, who runs the product");
    assert_eq!(outline.customer_quote.unwrap().speaker.unwrap(), "Ruth Amadi, a nurse");
    let asked: Vec<_> = outline.external_faq.iter().map(|q| (q.question.as_str(), q.answered)).collect();
    assert_eq!(asked, [("Do nurses need an app?", true), ("Who pays?", false)]);
    assert_eq!(text(&outline.topics.finances), "Cheap.");
}

#[test]
fn a_part_is_exactly_the_source_between_its_offsets() {
    let outline = outline(PROBLEM_FIRST);
    for part in [outline.headline, outline.problem, outline.solution].into_iter().flatten() {
        let range = usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap();
        assert_eq!(&PROBLEM_FIRST[range], part.text);
    }
}

#[test]
fn run_in_labels_and_coded_questions_are_read() {
    let source = "# PRFAQ: Board\n\n## Press Release\n\n### A board for shifts\n\n**LEEDS, UK — 3 May 2026 —** Today Elm announced a board.\n\n**The problem.** Nurses phone round.\n\n**The solution.** A board.\n\n## FAQ\n\n**C1. Who is it for?**\n\nNurses.\n\n**Q2: What does it\ncost?** Nothing.\n";
    let outline = outline(source);
    assert_eq!(outline.title.as_deref(), Some("PRFAQ: Board"));
    assert_eq!(text(&outline.headline), "A board for shifts");
    assert_eq!(text(&outline.dateline), "LEEDS, UK — 3 May 2026");
    assert_eq!(text(&outline.problem), "Nurses phone round.");
    assert_eq!(text(&outline.solution), "A board.");
    let asked: Vec<_> = outline.faq.iter().map(|q| q.question.as_str()).collect();
    assert_eq!(asked, ["Who is it for?", "What does it cost?"]);
}

#[test]
fn code_and_comments_are_never_headings() {
    let source = "# Title\n\n```sh\n# not a heading\n## Problem\n```\n\n<!--\n## Solution\n-->\n\n```feat(x): inline```\n\n## Problem\n\nReal.\n";
    let outline = outline(source);
    let titles: Vec<_> = outline.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["Title", "Problem"]);
    assert_eq!(text(&outline.problem), "Real.");
}

#[test]
fn front_matter_is_no_part_of_the_document_and_counts_in_the_offsets() {
    let source = "---\nowner: ana\n---\n# Headline\n\n## Problem\n\nP.\n";
    let problem = outline(source).problem.unwrap();
    assert_eq!(problem.start, u32::try_from(source.find("P.").unwrap()).unwrap());
}

#[test]
fn a_document_without_a_problem_customer_measure_and_plan_is_blocked_by_each() {
    let parsed = parse("# Only a headline\n");
    let notes = lint(&parsed, &Facts::default(), &RuleBook::built_in()).into_iter();
    let codes: Vec<_> = notes.filter(|note| note.kind == NoteKind::Blocking).map(|note| note.code).collect();
    assert_eq!(codes, ["W01", "W02", "W03", "W04", "W04", "W04"]);
}

#[test]
fn dismissals_hold_while_other_paragraphs_change() {
    let key = |source: &str| {
        let parsed = parse(source);
        lint(&parsed, &Facts::default(), &RuleBook::built_in())
            .into_iter()
            .find(|note| note.code == "W07")
            .map(|note| note.key)
    };
    let before = key("## Problem\n\nNurses phone round.\n\n## Solution\n\nA board.\n");
    assert!(before.is_some());
    assert_eq!(before, key("## Problem\n\nNurses phone round.\n\n## Solution\n\nAnother board.\n"));
    assert_ne!(before, key("## Problem\n\nNurses phone around.\n\n## Solution\n\nA board.\n"));
}

#[test]
fn ingredients_talk_in_a_spark_is_a_solution_only() {
    assert!(solution_only("We have OCR, we could combine it with chat"));
    assert!(!solution_only("Night nurses cannot hand back a shift after 6 pm"));
}

#[test]
fn offsets_in_utf16_count_units_not_bytes() {
    let source = "## Customer\n\nÄrzte 😀\n\n## Problem\n\nP.\n";
    let mut read = outline(source);
    read.to_utf16(&Utf16::of(source));
    let start = usize::try_from(read.problem.unwrap().start).unwrap();
    assert_eq!(&source.encode_utf16().collect::<Vec<_>>()[start..start + 2], "P.".encode_utf16().collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn no_text_panics_and_every_part_is_verbatim(source in "([#*>`\\-\n \"“”a-zÄ漢?:.|]|Problem|FAQ|Q:|\r\n|---){0,80}") {
        let outline = outline(&source);
        for part in [&outline.headline, &outline.problem, &outline.solution, &outline.customer].into_iter().flatten() {
            let range = usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap();
            prop_assert_eq!(source.get(range), Some(part.text.as_str()));
        }
    }
}

#[test]
fn a_standing_topic_is_the_answer_to_the_question_that_asks_for_it() {
    let source = "# A\n\n## Internal FAQ\n\n### Which internal components do we need?\n\nRosters.\n\n### What does it cost?\n\n### What is the hardest technical hurdle?\n\nPagers.\n\n## Appendix\n\nMore.\n";
    let topics = super::outline(source).topics;
    assert_eq!(topics.components.map(|part| part.text.trim().to_owned()).as_deref(), Some("Rosters."));
    assert_eq!(topics.hurdles.map(|part| part.text.trim().to_owned()).as_deref(), Some("Pagers."));
    assert!(topics.finances.is_none(), "an unanswered question is no answer");
}

/// Whether the outline says of a document what `expected.json` says of it; what it misses.
fn missed(source: &str, expected: &serde_json::Value) -> Vec<String> {
    let outline = outline(source);
    let value = serde_json::to_value(&outline).unwrap();
    let mut missed = vec![];
    let bare = |text: &str| text.replace("> ", "").split_whitespace().collect::<Vec<_>>().join(" ");
    for (key, wanted) in expected.as_object().unwrap() {
        let found = match key.as_str() {
            "file" => continue,
            "external" | "internal" | "faq" => {
                let name = if key == "faq" { key.clone() } else { format!("{key}_faq") };
                let asked = value[&name].as_array().unwrap().iter().map(|one| one["question"].clone());
                serde_json::Value::Array(asked.collect())
            }
            "unanswered" => {
                let all = [&outline.external_faq, &outline.internal_faq, &outline.faq];
                serde_json::json!(all.into_iter().flatten().filter(|one| !one.answered).count())
            }
            "leader" => value["leader_quote"]["text"].clone(),
            "customer_quote" => value["customer_quote"]["text"].clone(),
            "leader_speaker" => value["leader_quote"]["speaker"].clone(),
            "customer_speaker" => value["customer_quote"]["speaker"].clone(),
            "title" => value["title"].clone(),
            _ => value[key]["text"].clone(),
        };
        let exact = matches!(key.as_str(), "headline" | "dateline" | "title" | "leader_speaker" | "customer_speaker");
        let met = match (wanted.as_str(), found.as_str()) {
            (Some(wanted), Some(found)) if exact => found == wanted,
            (Some(wanted), Some(found)) => bare(found).starts_with(wanted),
            _ => *wanted == found,
        };
        if !met {
            missed.push(format!("{}: {key} is {found}, not {wanted}", expected["file"]));
        }
    }
    missed
}

#[test]
fn every_way_real_press_releases_are_written_is_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/documents");
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let documents = expected["documents"].as_array().unwrap();
    let read = |one: &serde_json::Value| std::fs::read_to_string(folder.join(one["file"].as_str().unwrap())).unwrap();
    let missed: Vec<String> = documents.iter().flat_map(|one| missed(&read(one), one)).collect();
    assert!(documents.len() > 50 && missed.is_empty(), "{missed:#?}");
}

proptest! {
    #[test]
    fn any_cut_and_any_doubling_of_a_document_is_read_and_linted(cut in 0_usize..2_000, at in 0_usize..2_000) {
        let source = include_str!("../sample/documents/referrals.md");
        let floor = |mut at: usize| { at = at.min(source.len()); while !source.is_char_boundary(at) { at -= 1; } at };
        let (cut, at) = (floor(cut), floor(at));
        let mutated = format!("{}{}{}", &source[at..], &source[..cut], &source[at.min(cut)..]);
        let parsed = parse(&mutated);
        for note in lint(&parsed, &Facts::default(), &RuleBook::built_in()) {
            prop_assert!(mutated.get(place(note.start)..place(note.end)).is_some(), "{note:?}");
            if let Some(fix) = note.fix {
                prop_assert!(mutated.get(place(fix.start)..place(fix.end)).is_some(), "{fix:?}");
            }
        }
    }

    #[test]
    fn any_characters_are_linted_where_they_stand(source in "\\PC{0,200}|[ -~\r\n]{0,300}") {
        for note in lint(&parse(&source), &Facts::default(), &RuleBook::built_in()) {
            prop_assert!(source.get(place(note.start)..place(note.end)).is_some(), "{note:?}");
        }
    }
}

/// A reader that looks back over everything for each of 100 000 pieces takes minutes here; one that does not, a second.
#[test]
fn hostile_input_is_read_and_linted_without_looking_at_it_again_and_again() {
    let pieces = [
        "[",
        "**a* _b_ ",
        "` `` ",
        "> ",
        "- a\n  ",
        "# FAQ\n",
        "## FAQ\n\n## Why?\n\n",
        "- **Problem:**\n",
        "Q: Why?\nA: So.\n",
        "\"Words that somebody may have said once\" ",
        "many often some ",
        "NPS (a) ROI ",
        "| a | b |\n",
        "&amp;",
        "<!-- ",
        "---\n",
        "70 % of 9 in 10 ",
        "## Internal FAQ\n\n12 engineers\n\n",
        "x ",
        "\u{0}",
        "\r",
    ];
    for piece in pieces {
        let text = format!("## Problem\n\n{}", piece.repeat(200_000 / piece.len()));
        let begun = std::time::Instant::now();
        let parsed = parse(&text);
        let notes = lint(&parsed, &Facts::default(), &RuleBook::built_in());
        assert!(notes.iter().any(|note| note.code == "W03"), "{piece:?}");
        let took = begun.elapsed();
        assert!(took < std::time::Duration::from_secs(60), "{piece:?} took {took:?}");
    }
}

#[test]
fn five_megabytes_are_read_linted_and_said_to_be_long() {
    let text = format!("# A\n\n## Problem\n\n{}", "Nobody picks up on 3 nights in 10.\n\n".repeat(150_000));
    let parsed = parse(&text);
    let notes = lint(&parsed, &Facts::default(), &RuleBook::built_in());
    assert!(text.len() > 5_000_000 && parsed.counts().words > 1_000_000);
    assert!(notes.iter().any(|note| note.code == "W24" && note.message.contains("six pages")));
}
