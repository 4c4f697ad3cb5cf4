//! Lists, search, completion, views: what is found, in which order, and what is said when nothing is.
use backcast_core::proposals::{
    Description, GroupCount, Grouping, Layout, ListQuery, Origin, ProposalId, Sort, SortBy, Stage, ViewInput, ViewKind,
};
use backcast_core::search::{FoundKind, Reach};
use backcast_core::{Entity, Error, Portfolio, Reason};
use backcast_tests::{Fixture, portfolio};

fn listed(fixture: &Fixture, text: &str) -> Vec<u32> {
    let query = ListQuery { text: format!("{text} "), sort: Sort::Id, ..ListQuery::default() };
    fixture.portfolio.list_proposals(&query).unwrap().rows.iter().map(|line| line.id.0).collect()
}

fn describe(fixture: &Fixture, id: ProposalId, description: Description) {
    fixture.portfolio.describe_proposal(id, &description).unwrap();
}

/// 1 night nurses, a draft of Ana's; 2 clerks, declined, look again in the past; 3 a spark of the clerks; 4 in the trash.
fn four() -> Fixture {
    let fixture = portfolio();
    let nurses = fixture.draft("Night nurses phone round.");
    describe(
        &fixture,
        nurses,
        Description {
            owner: Some("Ana Ünal".into()),
            tags: Some(vec!["Mobile".into(), "b2b".into()]),
            ..Description::default()
        },
    );
    let clerks = fixture.draft("Clerks re-type letters at night in Zürich.");
    fixture.portfolio.move_to_stage(&[clerks], Stage::Declined, Some("Not ours.")).unwrap();
    describe(
        &fixture,
        clerks,
        Description { revisit_on: Some("2026-08-01".into()), origin: Some(Origin::Lesson), ..Description::default() },
    );
    fixture.portfolio.keep_spark("顧客は夜に困る。", Some("Court clerks")).unwrap();
    let gone = fixture.draft("Night porters wait.");
    fixture.portfolio.trash_proposals(&[gone]).unwrap();
    fixture
}

#[test]
fn every_filter_finds_what_has_it_and_its_opposite_the_rest() {
    let fixture = four();
    for (query, found) in [
        ("", vec![1, 2, 3]),
        ("night", vec![1, 2]),
        ("NIGHT -phone", vec![2]),
        ("\"nurses phone\"", vec![1]),
        ("zurich", vec![2]),
        ("客は", vec![3]),
        ("stage:draft", vec![1]),
        ("-stage:draft", vec![2, 3]),
        ("stage:DECLINED night", vec![2]),
        ("customer:\"court clerks\"", vec![3]),
        ("customer:COURT", vec![3]),
        ("tag:mobile", vec![1]),
        ("-tag:mobile", vec![2, 3]),
        ("owner:unal", vec![1]),
        ("owner:me", vec![2, 3]),
        ("owner:nobody", vec![]),
        ("-owner:nobody", vec![1, 2, 3]),
        ("origin:lesson", vec![2]),
        ("-origin:lesson", vec![1, 3]),
        ("is:due", vec![2]),
        ("-is:due", vec![1, 3]),
        ("is:stale", vec![]),
        ("is:exception", vec![]),
        ("lane:new", vec![1, 2, 3]),
        ("verdict:solved", vec![]),
        ("updated:>2026-08-31", vec![1, 2, 3]),
        ("updated:>2026-09-01", vec![]),
        ("updated:2026-09-01", vec![1, 2, 3]),
        ("updated:<2026-09-01", vec![]),
    ] {
        assert_eq!(listed(&fixture, query), found, "{query}");
    }
}

#[test]
fn what_holds_a_proposal_back_is_a_filter_and_unscored_ones_are_not_held_by_a_criterion() {
    let fixture = four();
    fixture.score(ProposalId(1), None, ["4", "3", "2"]);
    assert_eq!(listed(&fixture, "held:plan"), [1]);
    assert_eq!(listed(&fixture, "held:big"), Vec::<u32>::new());
    assert_eq!(listed(&fixture, "-held:plan"), [2, 3]);
    assert_eq!(listed(&fixture, "big:4 should:3"), [1]);
    assert_eq!(listed(&fixture, "plan:none"), [2, 3]);
    let shown = ListQuery { text: "big:4 ".into(), ..ListQuery::default() };
    let some = [ProposalId(1), ProposalId(2)];
    assert_eq!(fixture.portfolio.hidden_from_list(&shown, &some).unwrap(), 1);
}

#[test]
fn hostile_text_is_searched_as_text_and_finds_nothing() {
    let fixture = four();
    for text in [
        "\"",
        "NEAR(a b)",
        "col:term AND",
        "*",
        "'; DROP TABLE proposals;--",
        "\u{0}",
        "a\u{202e}b",
        "-",
        "--",
        "^x",
        "🧑‍🔬",
    ] {
        assert_eq!(listed(&fixture, &format!("{text} zzz")), Vec::<u32>::new(), "{text}");
        for reach in [Reach::First, Reach::Ranked] {
            fixture.portfolio.search(text, reach, 50).unwrap();
        }
    }
    assert_eq!(listed(&fixture, ""), [1, 2, 3]);
}

#[test]
fn any_page_is_the_same_stretch_of_the_same_order_and_knows_where_a_proposal_stands() {
    let fixture = portfolio();
    for number in 0..25 {
        fixture.portfolio.keep_spark(&format!("Problem {}", 99 - number), Some(["B", "a", ""][number % 3])).unwrap();
    }
    let whole = ListQuery {
        sort: Sort::Customer,
        then: Some(SortBy { sort: Sort::Problem, reversed: true }),
        limit: 1_000,
        ..ListQuery::default()
    };
    let all = fixture.portfolio.matching_proposals(&whole).unwrap();
    let customers: Vec<_> =
        fixture.portfolio.list_proposals(&whole).unwrap().rows.into_iter().map(|line| line.customer).collect();
    assert_eq!(customers.iter().filter(|customer| customer.is_empty()).count(), 8);
    assert_eq!((customers[0].as_str(), customers[24].as_str()), ("a", ""), "without a customer last");
    assert_eq!(all[0], ProposalId(2), "among equals the other way round by problem");
    let mut pages = vec![];
    for offset in (0..25).step_by(4) {
        let page = ListQuery { offset, limit: 4, ..whole.clone() };
        pages.extend(fixture.portfolio.list_proposals(&page).unwrap().rows.into_iter().map(|line| line.id));
    }
    assert_eq!(pages, all);
    assert_eq!(fixture.portfolio.place_in_list(&whole, all[7]).unwrap(), Some(7));
    fixture.portfolio.trash_proposals(&[all[0]]).unwrap();
    assert_eq!(fixture.portfolio.place_in_list(&whole, all[7]).unwrap(), Some(6), "a change ends what was kept");
    assert_eq!(fixture.portfolio.place_in_list(&whole, all[0]).unwrap(), None);
}

#[test]
fn a_list_that_was_read_before_follows_every_change_whoever_makes_it() {
    let fixture = four();
    let by_problem = ListQuery { sort: Sort::Problem, ..ListQuery::default() };
    let other = Portfolio::open(&fixture.path, fixture.clock.world()).unwrap();
    let sees_the_same = |what: &str| {
        let fresh = Portfolio::open_read_only(&fixture.path, fixture.clock.world()).unwrap();
        let seen = fixture.portfolio.list_proposals(&by_problem).unwrap();
        assert_eq!(seen, fresh.list_proposals(&by_problem).unwrap(), "{what}");
        assert_eq!(
            fixture.portfolio.list_groups(&grouped()).unwrap(),
            fresh.list_groups(&grouped()).unwrap(),
            "{what}"
        );
    };
    sees_the_same("as it begins");
    fixture.write(ProposalId(1), &backcast_tests::document("A problem in other words."));
    sees_the_same("a text");
    fixture.write(ProposalId(1), &backcast_tests::document("Zebras, in the same step of typing."));
    sees_the_same("a text again");
    other.keep_spark("By somebody else.", Some("Pilots")).unwrap();
    sees_the_same("a spark of another program");
    other.trash_proposals(&[ProposalId(2)]).unwrap();
    sees_the_same("the trash");
    other.undo().unwrap();
    sees_the_same("the undo of another program");
    other.undo().unwrap();
    sees_the_same("a spark that is gone again");
    other.keep_spark("Instead of it.", None).unwrap();
    sees_the_same("one gone and one new");
    let ana = other.people().unwrap().into_iter().find(|person| person.name.starts_with("Ana")).unwrap();
    other.rename_person(&ana.id, "Zoë").unwrap();
    let by_owner = ListQuery { sort: Sort::Owner, ..ListQuery::default() };
    let mut owners = fixture.portfolio.list_proposals(&by_owner).unwrap().rows.into_iter().map(|line| line.owner);
    assert_eq!(owners.next_back().flatten().as_deref(), Some("Zoë"));
    fixture.portfolio.empty_trash().unwrap();
    sees_the_same("an empty trash");
}

fn grouped() -> ListQuery {
    ListQuery { group: Some(Grouping::Customer), ..ListQuery::default() }
}

#[test]
fn groups_count_their_lines_in_the_order_of_the_list() {
    let fixture = four();
    let groups = |group| {
        let query = ListQuery { group: Some(group), ..ListQuery::default() };
        let groups = fixture.portfolio.list_groups(&query).unwrap();
        groups.into_iter().map(|GroupCount { name, lines, .. }| (name, lines)).collect::<Vec<_>>()
    };
    let of = |pairs: &[(&str, u32)]| pairs.iter().map(|(name, lines)| ((*name).to_owned(), *lines)).collect::<Vec<_>>();
    assert_eq!(groups(Grouping::Stage), of(&[("spark", 1), ("draft", 1), ("declined", 1)]));
    assert_eq!(groups(Grouping::Customer), of(&[("Court clerks", 1), ("Night nurses.", 2)]));
    assert_eq!(groups(Grouping::Held), of(&[("unscored", 3)]));
    assert_eq!(groups(Grouping::Origin), of(&[("lesson", 1), ("", 2)]));
}

#[test]
fn the_matrix_puts_each_scored_proposal_in_its_cell_and_counts_those_with_all_three() {
    let fixture = portfolio();
    for levels in [["4", "3", "3"], ["4", "3", "?"], ["4", "3", "4"], ["1", "0", "2"]] {
        let id = fixture.draft("A problem.");
        fixture.score(id, None, levels);
    }
    fixture.draft("Unscored.");
    let matrix = fixture.portfolio.matrix(&ListQuery::default()).unwrap();
    assert_eq!((matrix.present, matrix.total), (2, 5));
    let cell = matrix.cells.iter().find(|cell| cell.big == "4".parse().ok()).unwrap();
    assert_eq!(cell.lines, 3);
    let order: Vec<_> = cell.chips.iter().map(|chip| chip.id.0).collect();
    assert_eq!(order, [3, 1, 2], "the strongest plan first, don't know last");
    assert!(matrix.cells.iter().any(|cell| cell.big.is_none() && cell.should.is_none() && cell.lines == 1));
}

#[test]
fn search_finds_documents_notes_lessons_and_records_and_marks_the_words() {
    let fixture = four();
    fixture.portfolio.keep_note("The night porter said so.").unwrap();
    let result = fixture.portfolio.search("night", Reach::First, 50).unwrap();
    let kinds: Vec<_> = result.found.iter().map(|found| (found.kind, found.id.as_str())).collect();
    assert_eq!(kinds, [(FoundKind::Proposal, "P-002"), (FoundKind::Proposal, "P-001"), (FoundKind::Note, "")]);
    let marked: Vec<_> =
        result.found[2].snippet.iter().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["night"]);
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.search("porter", Reach::Ranked, 50).unwrap().found, []);
}

#[test]
fn a_word_written_wrong_is_put_right_and_the_trash_is_offered() {
    let fixture = four();
    let wrong = fixture.portfolio.search("nigth stage:draft", Reach::Ranked, 50).unwrap();
    assert_eq!(wrong.did_you_mean.as_deref(), Some("night stage:draft"));
    for (wrong, right) in [
        ("stge:draft", Some("stage:draft")),
        ("stage:drfat", Some("stage:draft")),
        ("is:dew", Some("is:due")),
        ("stage:declined", None),
        ("https://elm.example", None),
    ] {
        let found = fixture.portfolio.search(wrong, Reach::Ranked, 10).unwrap();
        assert_eq!(found.did_you_mean.as_deref(), right, "{wrong}");
    }
    let thrown_away = fixture.portfolio.search("porters ", Reach::Ranked, 50).unwrap();
    assert_eq!((thrown_away.found.len(), thrown_away.in_trash), (0, 1));
}

#[test]
fn a_prefix_finds_words_of_the_whole_document_once_it_is_long_enough() {
    let fixture = four();
    // "Pagers" stands in the FAQ, not in the problem.
    let found = |text, reach| fixture.portfolio.search(text, reach, 50).unwrap().found.len();
    assert_eq!((found("pag", Reach::First), found("page", Reach::First), found("pag", Reach::Ranked)), (0, 2, 2));
}

#[test]
fn completion_offers_filters_values_with_counts_and_words() {
    let fixture = four();
    let offered = |text: &str| {
        let found = fixture.portfolio.suggest(text, text.len()).unwrap();
        found.into_iter().map(|one| (one.insert, one.start, one.count)).collect::<Vec<_>>()
    };
    assert_eq!(
        offered("night stage:d"),
        [("stage:draft ".to_owned(), 6, Some(1)), ("stage:declined ".to_owned(), 6, Some(1))]
    );
    assert_eq!(offered("-customer:cou"), [("-customer:\"court clerks\" ".to_owned(), 0, Some(1))]);
    assert_eq!(offered("tag:MO"), [("tag:Mobile ".to_owned(), 0, Some(1))]);
    assert_eq!(offered("own")[0].0, "owner:");
    assert!(offered("nur").contains(&("nurses ".to_owned(), 0, None)));
    assert_eq!(fixture.portfolio.suggest("stage:d night", 7).unwrap()[0].end, 7, "the cursor may stand inside");
}

fn view(name: &str, query: &str) -> ViewInput {
    let layout = Layout {
        stages: vec![],
        columns: vec![],
        sort: Sort::Age,
        reversed: true,
        then: None,
        group: Some(Grouping::Stage),
    };
    ViewInput { name: name.into(), query: query.into(), kind: ViewKind::Board, layout }
}

#[test]
fn a_view_keeps_how_it_looks_and_says_when_its_tag_or_person_is_gone() {
    let fixture = four();
    let kept = view("Mine", "tag:mobile owner:ana night");
    let id = fixture.portfolio.keep_view(None, &kept).unwrap().value;
    assert_eq!(fixture.portfolio.views().unwrap()[0].view, kept);
    assert_eq!(fixture.portfolio.views().unwrap()[0].missing, Vec::<String>::new());
    describe(&fixture, ProposalId(1), Description { tags: Some(vec![]), ..Description::default() });
    assert_eq!(fixture.portfolio.views().unwrap()[0].missing, ["tag:mobile"]);

    let taken = fixture.portfolio.keep_view(None, &view("MINE", ""));
    assert!(matches!(taken, Err(Error::Invalid { field: "name", reason: Reason::Exists })));
    fixture.portfolio.delete_view(&id).unwrap();
    assert!(matches!(fixture.portfolio.delete_view(&id), Err(Error::NotFound { entity: Entity::View, .. })));
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.views().unwrap()[0].view, kept);
}

#[test]
fn naming_the_customer_changes_those_words_of_the_document_and_nothing_else() {
    let fixture = four();
    let before = fixture.portfolio.document(ProposalId(1)).unwrap().text;
    fixture.portfolio.name_customer(ProposalId(1), "  Night nurses at clinics ").unwrap();
    let after = fixture.portfolio.document(ProposalId(1)).unwrap().text;
    assert_eq!(after, before.replacen("Night nurses.", "Night nurses at clinics", 1));
    assert_eq!(listed(&fixture, "customer:\"at clinics\""), [1]);
    fixture.portfolio.name_customer(ProposalId(3), "").unwrap();
    assert_eq!(listed(&fixture, "customer:court"), Vec::<u32>::new());
}

#[test]
fn the_trash_forgets_after_thirty_days_when_the_portfolio_is_opened() {
    let fixture = four();
    let trashed = || ListQuery { trashed: true, ..ListQuery::default() };
    let reopened = |days: i64| {
        fixture.clock.pass(days * 86_400);
        backcast_core::Portfolio::open(&fixture.path, fixture.clock.world()).unwrap()
    };
    assert_eq!(reopened(29).list_proposals(&trashed()).unwrap().total, 1);
    let later = reopened(2);
    assert_eq!(later.list_proposals(&trashed()).unwrap().total, 0);
    assert_eq!(later.journal_log(1, None).unwrap()[0].action.to_string(), "empty-trash");
}
