use proptest::prelude::*;

use super::*;
use crate::measures::{Aggregate, Direction, MeasureInput, Role};

fn fields() -> FrontMatter {
    FrontMatter {
        uuid: Some("0190c5a0-0000-7000-8000-000000000001".into()),
        stage: Some(Stage::InReview),
        owner: Some("Ana: \"the\" owner".into()),
        tags: Some(vec!["night shift".into(), "yes".into(), "2026".into()]),
        ask: Some(Ask { people: Some("2".into()), money: None, weeks: Some("six, or so".into()) }),
        revisit: Some("2027-01-31".into()),
        measures: vec![MeasureInput {
            unit: "%".into(),
            baseline: Some(32.5),
            target: Some(10.0),
            due: Some("2027-09-30".into()),
            aggregate: Aggregate::Mean,
            role: Role::Primary,
            floor: Some(0.0),
            ..MeasureInput::named("Unfilled nights", Direction::Down)
        }],
        ..FrontMatter::default()
    }
}

#[test]
fn what_is_written_is_read_again_and_the_document_is_as_it_was() {
    for document in [
        "# A\r\n\r\ntext",
        "---\r\nteam: ops # ours\r\nodd:   [1,  2]\r\n---\r\n# A\r\n",
        "---\n\n# A rule first\n",
        "\u{feff}---\nx: 1\n---\nA",
        "",
    ] {
        let written = write(document, &fields());
        assert_eq!(without(&written), document, "{written}");
        assert_eq!(read(&written).unwrap().fields, fields(), "{written}");
    }
}

#[test]
fn keys_of_others_stay_as_they_are_and_ours_are_brought_up_to_date_in_their_place() {
    let document = "---\nowner: Bo\nteam:  ops\ntags: [a, b]\n---\n# A\n";
    let same =
        FrontMatter { owner: Some("Bo".into()), tags: Some(vec!["a".into(), "b".into()]), ..FrontMatter::default() };
    assert_eq!(write(document, &same), document);
    let written = write(document, &FrontMatter { owner: Some("Ana".into()), ..same });
    assert_eq!(written, "---\nowner: Ana\nteam:  ops\ntags: [a, b]\n---\n# A\n");
    assert_eq!(read(&written).unwrap().foreign, ["team"]);
}

#[test]
fn spellings_of_people_are_read_and_what_is_unknown_is_said() {
    let text = "---\nStage: in review\nDoor: One-Way\ntags: a, b\nlane: scenic\nmeasures:\n  - name: Calls\n    baseline: 9\n    target: 3\n    due: 2027-01-01\n---\nX";
    let found = read(text).unwrap();
    assert_eq!((found.fields.stage, found.fields.door), (Some(Stage::InReview), Some(Door::OneWay)));
    assert_eq!(found.fields.tags, Some(vec!["a".into(), "b".into()]));
    assert_eq!((found.fields.measures[0].direction, found.fields.measures[0].role), (Direction::Down, Role::Primary));
    assert!(found.warnings[0].to_string().contains("scenic"), "{:?}", found.warnings);
}

#[test]
fn what_is_not_yaml_a_bomb_of_aliases_or_no_uuid_is_refused_with_its_reason() {
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nowner: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
    for (inner, word) in [
        ("owner: [1\nb: 2\n", "not YAML"),
        (bomb, "not YAML"),
        ("uuid: 12\n", "UUID"),
        ("measures:\n- baseline: 1\n", "name"),
    ] {
        let error = read(&format!("---\n{inner}---\nX")).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn what_others_wrote_and_is_no_yaml_stays_and_ours_beside_it_is_read() {
    let found = read("---\nrfc pr: [#1](x)\nowner: Ana\n---\n# A\n").unwrap();
    assert_eq!((found.fields.owner.as_deref(), found.foreign.as_slice()), (Some("Ana"), &["rfc pr".to_owned()][..]));
    assert_eq!(found.warnings.len(), 1);
}

#[test]
fn a_document_comes_back_from_below_front_matter_that_ends_its_lines_with_carriage_returns() {
    let document = "---\nid: \"a\r\r---\n# A\n";
    let written = write(document, &fields());
    assert!(written.contains(MARK));
    assert_eq!(without(&written), document);
}

proptest! {
    #[test]
    fn any_document_comes_back_byte_for_byte_and_any_value_equal(
        document in "(---\n|---\r\n|key: v\n|other: [1]\r\n|# Backcast|\u{feff}|\n|# A|text|\r)?[a-z:#\\- \n\r\u{0}ä]{0,40}",
        owner in "[^\u{0}\\s]{1,3}[^\u{0}]{0,20}[^\u{0}\\s]",
        tag in "[a-z0-9:#'\"\\[\\] ]{0,8}[a-z0-9]",
        baseline in -1e9_f64..1e9,
    ) {
        prop_assume!(!document.contains(MARK));
        let mut fields = fields();
        fields.owner = Some(owner);
        fields.tags = Some(vec![tag.trim().to_owned()]);
        fields.measures[0].baseline = Some(baseline);
        let written = write(&document, &fields);
        let found = read(&written);
        if block(&document).is_none() {
            prop_assert_eq!(found.unwrap().fields, fields);
            prop_assert_eq!(without(&written), document);
        }
    }
}
