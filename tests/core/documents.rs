//! The text as it is kept: byte for byte, revision by revision, never overwritten unseen.
use backcast_core::{Error, Rule};
use backcast_tests::portfolio;

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
