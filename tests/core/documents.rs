//! The text as it is kept: byte for byte, revision by revision, never overwritten unseen.
use backcast_core::documents::{self, Facts, RuleBook};
use backcast_core::exchange::{Kind, recognise};
use backcast_core::{Error, Rule};
use backcast_tests::portfolio;
use proptest::prelude::*;

#[test]
fn a_text_comes_back_byte_for_byte() {
    let fixture = portfolio();
    let id = fixture.draft("A.");
    let text = "\u{feff}# A\r\n\r\ntrailing  \r\n\tTabs\u{a0}and nul-free oddities: \u{200d}👩‍⚕️ ﬁ e\u{301}\n\n\n";
    fixture.write(id, text);
    assert_eq!(fixture.portfolio.document(id).unwrap().text, text);
}

#[test]
fn a_text_changed_elsewhere_is_not_overwritten() {
    let fixture = portfolio();
    let id = fixture.draft("A.");
    let base = fixture.portfolio.document(id).unwrap().sha256;
    fixture.write(id, "Theirs.");
    let refused = fixture.portfolio.save_document(id, "Mine.", &base);
    assert!(matches!(refused, Err(Error::Rejected { rule: Rule::ChangedElsewhere, .. })));
    assert_eq!(fixture.portfolio.document(id).unwrap().text, "Theirs.");
}

#[test]
fn bringing_a_revision_back_makes_a_new_one() {
    let fixture = portfolio();
    let id = fixture.draft("First.");
    fixture.score(id, None, ["3", "3", "3"]);
    let first = fixture.portfolio.document(id).unwrap();
    fixture.clock.pass(600);
    fixture.write(id, "Second.");
    fixture.portfolio.restore_revision(id, first.revision).unwrap();
    let now = fixture.portfolio.document(id).unwrap();
    assert_eq!(now.text, first.text);
    assert!(now.revision > first.revision);
}

#[test]
fn what_was_changed_elsewhere_in_other_lines_stands_beside_mine_and_is_kept_as_a_version() {
    let fixture = portfolio();
    let id = fixture.draft("A.");
    let base = "# A\n\nOne.\n\nTwo.\n\nThree.\n";
    fixture.write(id, base);
    fixture.write(id, "# A\n\nOne, theirs.\n\nTwo.\n\nThree.\n");
    let merged = fixture.portfolio.merge_document(id, base, "# A\n\nOne.\n\nTwo.\n\nThree, mine.\n").unwrap().value;
    let now = fixture.portfolio.document(id).unwrap();
    assert_eq!(now.text, "# A\n\nOne, theirs.\n\nTwo.\n\nThree, mine.\n");
    assert_eq!((merged.text, merged.saved.sha256), (now.text.clone(), now.sha256));
    let theirs = fixture.portfolio.revision_text(id, now.revision - 1).unwrap();
    assert_eq!(theirs, "# A\n\nOne, theirs.\n\nTwo.\n\nThree.\n");
    let refused = fixture.portfolio.merge_document(id, base, "# A\n\nOne, mine.\n\nTwo.\n\nThree.\n");
    assert!(matches!(refused, Err(Error::Rejected { rule: Rule::ChangedElsewhere, .. })));
    assert_eq!(fixture.portfolio.document(id).unwrap().text, now.text);
}

#[test]
fn an_image_goes_with_the_trash_once_nothing_names_it_and_nothing_brings_it_back() {
    let fixture = portfolio();
    let png = |more: u8| [&b"\x89PNG\r\n\x1a\n"[..], &[more]].concat();
    let keep = |more: u8| fixture.portfolio.keep_attachment(&png(more)).unwrap().value;
    let (shown, earlier, unused, fresh) = (keep(1), keep(2), keep(3), || keep(4));
    let id = fixture.draft("A.");
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.write(id, &format!("# A\n\n![]({earlier})\n"));
    fixture.clock.pass(600);
    fixture.write(id, &format!("# A\n\n![]({shown})\n"));
    fixture.clock.pass(2 * 24 * 3_600);
    let fresh = fresh();
    fixture.portfolio.empty_trash().unwrap();
    for kept in [&shown, &earlier, &fresh] {
        assert!(fixture.portfolio.attachment(kept).is_ok(), "{kept} is named, or was kept a moment ago");
    }
    assert!(matches!(fixture.portfolio.attachment(&unused), Err(Error::NotFound { .. })));
    // What is deleted for good leaves nothing behind, and undo goes on with what was done before.
    let other = fixture.draft("B.");
    fixture.portfolio.trash_proposals(&[id]).unwrap();
    fixture.portfolio.empty_trash().unwrap();
    for gone in [&shown, &earlier] {
        assert!(matches!(fixture.portfolio.attachment(gone), Err(Error::NotFound { .. })), "{gone}");
    }
    assert_eq!(fixture.portfolio.undo().unwrap().value.subject, Some(other.to_string()));
}

/// The text with a stretch of it doubled, moved or cut.
fn damaged(text: &str, from: usize, length: usize, to: usize) -> String {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (from, until, to) = (floor(from), floor(from + length), floor(to));
    format!("{}{}{}", &text[..to], &text[from..until.max(from)], &text[floor(to + length / 2)..])
}

proptest! {
    #[test]
    fn no_damage_to_a_file_stops_what_reads_it(from in 0_usize..3_000, length in 0_usize..900, to in 0_usize..3_000, byte: u8) {
        let letter = include_str!("../../src-tauri/core/src/sample/documents/letters.md");
        let titled = format!("---\nowner: Ana\ntags: [a, b]\nask: {{ people: 2, weeks: 6 }}\n---\n{letter}");
        let page = documents::page(letter);
        for (text, kind) in [(titled.as_str(), Kind::Markdown), (page.as_str(), Kind::Html)] {
            let text = damaged(text, from, length, to);
            let mut bytes = text.clone().into_bytes();
            if let Some(place) = bytes.get_mut(to) {
                *place = byte;
            }
            let _ = recognise(&bytes, kind);
            for note in documents::lint(&documents::parse(&text), &Facts::default(), &RuleBook::built_in()) {
                prop_assert!(text.get(note.start as usize..note.end as usize).is_some(), "{note:?}");
            }
        }
    }
}
