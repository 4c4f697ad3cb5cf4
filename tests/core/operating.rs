//! What is followed after a launch: values, explanations, check-ins, signals, stops and running products.
use backcast_core::decisions::Outcome;
use backcast_core::launches::{CheckInInput, Explanation, LaunchId, Reply};
use backcast_core::measures::{Dated, Direction, MeasureInput, Reading, Role, SheetInput, SheetMapping};
use backcast_core::proposals::{ProposalId, StopInput};
use backcast_core::retros::VerdictInput;
use backcast_core::{Error, Rule};
use backcast_tests::{Fixture, portfolio};
use jiff::ToSpan as _;
use jiff::civil::Date;

const LAUNCHED: &str = "2026-06-01";

/// A launched proposal with a primary measure; returns the measure too.
fn launched(fixture: &Fixture, kill: Option<&str>) -> (ProposalId, LaunchId, String) {
    let id = fixture.draft("Nobody takes the shift.");
    let stated = MeasureInput {
        baseline: Some(32.0),
        target: Some(10.0),
        due: Some("2026-12-01".into()),
        role: Role::Primary,
        ..MeasureInput::named("Unfilled nights", Direction::Down)
    };
    let measure = fixture.portfolio.add_measure(id, &stated).unwrap().value;
    fixture.score(id, None, ["3", "3", "3"]);
    let input = serde_json::json!({
        "proposal": id.to_string(), "outcome": Outcome::Approve, "why": "Go.", "forecasts": [], "conditions": null,
        "dissent": null, "kill_criterion": kill, "alternatives": null, "must_be_true": null, "revisit_on": null,
        "exception": null, "cure_on": null,
    });
    fixture.portfolio.print_decision(&serde_json::from_value(input).unwrap()).unwrap();
    let launch = fixture.portfolio.launch_proposal(id, LAUNCHED.parse().unwrap()).unwrap().value;
    (id, launch.id, measure)
}

/// Weekly values, the `before` ones up to a week before the launch.
fn weekly(before: &[f64], after: &[f64]) -> Vec<Dated> {
    let launch: Date = LAUNCHED.parse().unwrap();
    let first = launch.saturating_sub((i32::try_from(before.len()).unwrap() * 7).days());
    (0..)
        .zip(before.iter().chain(after))
        .map(|(week, value)| Dated { date: first.saturating_add((week * 7).days()), value: *value })
        .collect()
}

fn check_in(experienced: &str) -> CheckInInput {
    CheckInInput {
        on: String::new(),
        experienced: experienced.into(),
        values: vec![],
        explanations: vec![],
        again: Reply::Yes,
        again_why: String::new(),
        kill: None,
    }
}

#[test]
fn the_same_value_again_changes_nothing_and_a_correction_keeps_what_it_replaced() {
    let fixture = portfolio();
    let (_, _, measure) = launched(&fixture, None);
    let values = weekly(&[31.0, 33.0], &[]);
    fixture.portfolio.record_observations(&measure, &values).unwrap();
    let again = fixture.portfolio.record_observations(&measure, &values).unwrap();
    assert_eq!((again.value.recorded, again.value.unchanged, again.topics.len()), (0, 2, 0));
    let corrected = Dated { value: 30.5, ..values[0] };
    let told = fixture.portfolio.record_observations(&measure, &[corrected]).unwrap().value;
    assert_eq!((told.recorded, told.replaced.len()), (1, 1));
    let kept = fixture.portfolio.observations(&measure).unwrap();
    assert_eq!((kept[0].value, kept[0].replaced[0].value), (30.5, 31.0));
    assert!(fixture.portfolio.check().unwrap().ok);
}

#[test]
fn weeks_of_a_rate_are_numerators_over_denominators() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let stated =
        MeasureInput { denominator: Some("Offered".into()), ..MeasureInput::named("Abandoned", Direction::Down) };
    let measure = fixture.portfolio.add_measure(id, &stated).unwrap().value;
    // A quiet day of one call and a loud one of ninety-nine: one in a hundred, not one half.
    let text = "date\tAbandoned\tOffered\n2026-01-01\t1\t1\n2026-01-02\t0\t99\n";
    let input =
        SheetInput { path: None, text: text.into(), measures: vec![measure.clone()], mapping: SheetMapping::default() };
    fixture.portfolio.import_sheet(&input).unwrap();
    let kept = fixture.portfolio.observations(&measure).unwrap();
    assert_eq!(kept.iter().map(|one| one.denominator).collect::<Vec<_>>(), [Some(1.0), Some(99.0)]);
    let readings: Vec<Reading> = (0..14)
        .map(|day| Reading {
            date: "2026-01-01".parse::<Date>().unwrap().saturating_add(day.days()),
            value: if day % 7 == 0 { 1.0 } else { 0.0 },
            denominator: Some(if day % 7 == 0 { 1.0 } else { 16.5 }),
        })
        .collect();
    let weeks = backcast_core::measures::series::rates(&readings, "2026-01-15".parse().unwrap());
    assert_eq!(weeks.iter().map(|week| week.value).collect::<Vec<_>>(), [0.01, 0.01]);
}

#[test]
fn a_sheet_with_a_flaw_is_refused_whole_and_shown_before() {
    let fixture = portfolio();
    let (_, _, measure) = launched(&fixture, None);
    let sheet = |text: &str| SheetInput {
        path: None,
        text: text.into(),
        measures: vec![measure.clone()],
        mapping: SheetMapping::default(),
    };
    let bad = sheet("date;Unfilled nights\n05.01.2026;31,5\n12.01.2026;lots\n");
    let shown = fixture.portfolio.preview_sheet(&bad).unwrap();
    assert_eq!((shown.flaw_count, shown.flaws[0].row, shown.flaws[0].column.as_str()), (1, 3, "Unfilled nights"));
    assert_eq!((shown.head[0].date.as_deref(), shown.head[0].values[0]), (Some("2026-01-05"), Some(31.5)));
    let refused = fixture.portfolio.import_sheet(&bad).unwrap_err().to_string();
    assert!(refused.contains("row 3") && refused.contains("lots"), "{refused}");
    assert_eq!(fixture.portfolio.observations(&measure).unwrap().len(), 0);
}

#[test]
fn a_workbook_is_read_like_any_sheet() {
    let fixture = portfolio();
    let (_, _, measure) = launched(&fixture, None);
    let path = fixture.folder.path().join("values.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let dates = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(0, 0, "Clinic").unwrap();
    sheet.write(0, 1, "Week").unwrap();
    sheet.write(0, 2, "Unfilled nights").unwrap();
    for (row, (day, value)) in (1_u32..).zip([("2026-01-05", 31.5), ("2026-01-12", 30.25)]) {
        sheet.write(row, 0, "Elm").unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::parse_from_str(day).unwrap();
        sheet.write_with_format(row, 1, &day, &dates).unwrap();
        sheet.write(row, 2, value).unwrap();
    }
    book.save(&path).unwrap();
    let input = SheetInput {
        path: Some(path.display().to_string()),
        text: String::new(),
        measures: vec![measure.clone()],
        mapping: SheetMapping::default(),
    };
    fixture.portfolio.import_sheet(&input).unwrap();
    let kept = fixture.portfolio.observations(&measure).unwrap();
    let kept: Vec<_> = kept.iter().map(|one| (one.date.as_str(), one.value)).collect();
    assert_eq!(kept, [("2026-01-05", 31.5), ("2026-01-12", 30.25)]);
}

#[test]
fn signals_wait_to_be_explained_and_not_knowing_yet_is_an_answer() {
    let fixture = portfolio();
    let (_, launch, measure) = launched(&fixture, None);
    let calm = [31.0, 33.0, 32.0, 31.0, 33.0, 32.0, 31.0, 33.0, 32.0, 31.0, 33.0, 32.0];
    fixture.portfolio.record_observations(&measure, &weekly(&calm, &[32.0, 31.0])).unwrap();
    assert_eq!(fixture.portfolio.launch(launch).unwrap().signals, [], "no signal, no question");
    fixture.portfolio.record_observations(&measure, &weekly(&calm, &[32.0, 31.0, 5.0])).unwrap();
    let signals = fixture.portfolio.launch(launch).unwrap().signals;
    let outside = signals.iter().find(|signal| signal.key.from == "2026-06-15").unwrap();
    assert_eq!(outside.explained, []);
    assert!(fixture.portfolio.launches().unwrap()[0].unexplained > 0);
    for said in ["", "The agency began on Monday."] {
        let explanation = Explanation { signal: outside.key.clone(), said: said.into() };
        fixture.portfolio.explain_signal(launch, &explanation).unwrap();
    }
    let signals = fixture.portfolio.launch(launch).unwrap().signals;
    let told = &signals.iter().find(|signal| signal.key == outside.key).unwrap().explained;
    let said: Vec<_> = told.iter().map(|one| one.said.as_deref()).collect();
    assert_eq!(said, [Some("The agency began on Monday."), None], "the newest first, the earlier kept");
}

#[test]
fn limits_computed_anew_since_the_launch_end_the_signals_of_what_changed_for_good() {
    let fixture = portfolio();
    let (_, launch, measure) = launched(&fixture, None);
    let calm = [31.0, 33.0, 32.0, 31.0, 33.0, 32.0, 31.0, 33.0, 32.0, 31.0, 33.0, 32.0];
    let low = [11.0, 13.0, 12.0, 11.0, 13.0, 12.0, 11.0, 13.0];
    fixture.portfolio.record_observations(&measure, &weekly(&calm, &low)).unwrap();
    let signals = || fixture.portfolio.launch(launch).unwrap().signals;
    assert!(!signals().is_empty());
    // The first week after the launch ends on 1 June.
    fixture.portfolio.rebase(&measure, "2026-06-01", "A new way of counting").unwrap();
    assert_eq!(signals(), [], "the new limits still find what they were computed anew for");
    fixture.portfolio.undo().unwrap();
    assert!(!signals().is_empty());
}

#[test]
fn a_check_in_needs_what_customers_experienced_and_moves_the_next_one_on() {
    let fixture = portfolio();
    let (id, launch, _) = launched(&fixture, None);
    let due = |fixture: &Fixture| {
        let needs = fixture.portfolio.needs_you().unwrap();
        needs.iter().any(|need| need.kind.to_string() == "check-in")
    };
    let listed = |fixture: &Fixture| {
        let query = serde_json::from_value(serde_json::json!({
            "text": "is:due ", "sort": "updated", "stages": [], "trashed": false, "limit": 10, "offset": 0
        }));
        fixture.portfolio.list_proposals(&query.unwrap()).unwrap().rows.iter().any(|row| row.id == id)
    };
    // It is 1 September; the launch was on 1 June.
    assert!(due(&fixture) && listed(&fixture));
    assert!(matches!(
        fixture.portfolio.record_check_in(launch, &check_in(" ")),
        Err(Error::Invalid { field: "experienced", .. })
    ));
    fixture.portfolio.record_check_in(launch, &check_in("Two nurses thanked us.")).unwrap();
    let shown = fixture.portfolio.launch(launch).unwrap();
    assert_eq!(shown.line.next_check_in.as_deref(), Some("2026-09-29"));
    assert!(!due(&fixture) && !listed(&fixture));
    fixture.portfolio.schedule_check_ins(launch, 7).unwrap();
    assert_eq!(fixture.portfolio.launch(launch).unwrap().line.next_check_in.as_deref(), Some("2026-09-08"));
    let verdict = VerdictInput {
        verdict: backcast_core::retros::Verdict::Partly,
        why: "Half.".into(),
        otherwise: "Weather.".into(),
    };
    fixture.portfolio.give_verdict(launch, &verdict).unwrap();
    let late = fixture.portfolio.record_check_in(launch, &check_in("Too late."));
    assert!(matches!(late, Err(Error::Rejected { rule: Rule::LaunchEnded, .. })));
}

#[test]
fn a_kill_criterion_that_names_a_measure_and_a_number_is_watched() {
    let fixture = portfolio();
    let (_, launch, measure) = launched(&fixture, Some("Stop when unfilled nights is above 35."));
    let needs = |fixture: &Fixture| {
        let needs = fixture.portfolio.needs_you().unwrap();
        needs.into_iter().find(|need| need.kind.to_string() == "kill").map(|need| need.subject)
    };
    // What came before the launch does not kill it.
    fixture.portfolio.record_observations(&measure, &weekly(&[40.0], &[])).unwrap();
    assert_eq!(needs(&fixture), None);
    fixture.portfolio.record_observations(&measure, &weekly(&[40.0], &[36.0])).unwrap();
    assert_eq!(needs(&fixture), Some(launch.to_string()));
    let watched = fixture.portfolio.launch(launch).unwrap().frozen.kill_criterion.unwrap().watched.unwrap();
    assert_eq!((watched.threshold, watched.holds), (35.0, Some(true)));
}

#[test]
fn a_stopped_idea_keeps_why_what_it_cost_and_what_it_taught() {
    let fixture = portfolio();
    let (id, launch, _) = launched(&fixture, None);
    let stop = |lesson: &str| StopInput { why: "Nobody comes.".into(), cost: "9 weeks".into(), lesson: lesson.into() };
    assert!(matches!(
        fixture.portfolio.stop_proposal(id, &stop("Never again.")),
        Err(Error::Invalid { field: "lesson", .. })
    ));
    let lesson = stop("When we build for a fair, we skip the problem, because the date is fixed.");
    fixture.portfolio.stop_proposal(id, &lesson).unwrap().value.unwrap();
    let shown = fixture.portfolio.launch(launch).unwrap();
    let stopped = shown.stopped.unwrap();
    assert_eq!((stopped.why.as_str(), stopped.cost.as_deref()), ("Nobody comes.", Some("9 weeks")));
    assert_eq!(shown.line.next_check_in, None);
    let lessons = serde_json::to_value(fixture.portfolio.lessons().unwrap()).unwrap();
    assert_eq!((&lessons[0]["when"], &lessons[0]["we"]), (&"we build for a fair".into(), &"skip the problem".into()));
}

#[test]
fn a_running_products_measure_is_linked_by_an_improvement_and_shares_its_values() {
    let fixture = portfolio();
    let stated = MeasureInput::named("Sign-in seconds", Direction::Down);
    let measure = fixture.portfolio.add_product_measure("Ward desk", &stated).unwrap().value;
    fixture.portfolio.record_observations(&measure, &weekly(&[700.0], &[])).unwrap();
    let id = fixture.portfolio.improve_product(&measure, "Nurses sign in nine times a shift.").unwrap().value;
    let proposal = serde_json::to_value(fixture.portfolio.proposal(id).unwrap()).unwrap();
    assert_eq!((&proposal["origin"], &proposal["origin_detail"]), (&"product".into(), &"Ward desk".into()));
    assert_eq!(proposal["line"]["lane"], "improvement");
    let linked = fixture.portfolio.measures(id).unwrap().remove(0);
    assert_eq!((linked.stated.role, linked.stated.source.as_deref()), (Role::Primary, Some(measure.as_str())));
    fixture.portfolio.record_observations(&linked.id, &weekly(&[], &[600.0])).unwrap();
    assert_eq!(fixture.portfolio.observations(&measure).unwrap().len(), 2);
    let refused = fixture.portfolio.remove_measure(&measure);
    assert!(matches!(refused, Err(Error::Rejected { rule: Rule::MeasureInUse, .. })));
    assert!(fixture.portfolio.check().unwrap().ok);
}

#[test]
fn values_and_check_ins_are_undone_and_done_again() {
    let fixture = portfolio();
    let (_, launch, measure) = launched(&fixture, None);
    fixture.portfolio.record_observations(&measure, &weekly(&[31.0], &[])).unwrap();
    fixture.portfolio.record_check_in(launch, &check_in("Fine.")).unwrap();
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.launch(launch).unwrap().check_ins, []);
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.observations(&measure).unwrap(), []);
    fixture.portfolio.redo().unwrap();
    fixture.portfolio.redo().unwrap();
    assert_eq!(fixture.portfolio.launch(launch).unwrap().check_ins.len(), 1);
    assert!(fixture.portfolio.check().unwrap().ok);
}
