//! Looking back: verdicts nobody sees early, figures that say what they are worth, ideas that come up again.
use backcast_core::decisions::{DecisionInput, Outcome};
use backcast_core::forecasts::SmallForecastInput;
use backcast_core::insights::{End, Insights, InsightsFilter, Quality};
use backcast_core::journal::NeedKind;
use backcast_core::launches::LaunchId;
use backcast_core::ledger::{Finding, TriggerInput};
use backcast_core::lessons::{AnchorSuggestion, LessonAbout, LessonInput};
use backcast_core::measures::{Dated, Direction};
use backcast_core::proposals::{Description, ProposalId, Stage, StopInput};
use backcast_core::retros::{Verdict, VerdictInput};
use backcast_core::{Error, Rule};
use backcast_tests::{Fixture, portfolio};
use serde_json::json;

/// A decision with forecasts, as (name, percent).
fn decide(fixture: &Fixture, id: ProposalId, outcome: Outcome, forecasts: &[(&str, f64)]) {
    let forecasts: Vec<_> = forecasts.iter().map(|(by, percent)| json!({ "by": by, "percent": percent })).collect();
    let mut input = serde_json::to_value(DecisionInput {
        proposal: id,
        outcome,
        ..serde_json::from_value(json!({
            "proposal": id.to_string(), "outcome": outcome, "why": "Go.", "forecasts": [], "conditions": null,
            "dissent": null, "kill_criterion": null, "alternatives": null, "must_be_true": null, "revisit_on": null,
            "exception": null, "cure_on": null,
        }))
        .unwrap()
    })
    .unwrap();
    input["forecasts"] = json!(forecasts);
    fixture.portfolio.print_decision(&serde_json::from_value(input).unwrap()).unwrap();
}

/// A launch whose primary measure stands at `value` from the launch on; the target is 10 or less by the end of September.
fn launched(fixture: &Fixture, value: f64, forecasts: &[(&str, f64)]) -> LaunchId {
    let id = fixture.draft("On 3 nights in 10 nobody takes the shift.");
    let measure: backcast_core::measures::MeasureInput = serde_json::from_value(json!({
        "name": "Unfilled nights", "unit": "%", "direction": "down", "baseline": 32.0, "baseline_by": null,
        "target": 10.0, "due": "2026-09-30", "due_weeks": null, "aggregate": "mean", "role": "primary",
        "margin": null, "floor": null,
    }))
    .unwrap();
    let measure = fixture.portfolio.add_measure(id, &measure).unwrap().value;
    fixture.score(id, None, ["3", "3", "4"]);
    decide(fixture, id, Outcome::Approve, forecasts);
    let launch = fixture.portfolio.launch_proposal(id, "2026-07-01".parse().unwrap()).unwrap().value.id;
    let noise = [0.4, -0.3, 0.1, -0.4, 0.3, 0.0];
    let week = |at: usize| {
        jiff::civil::date(2026, 1, 7).checked_add(jiff::Span::new().weeks(i64::try_from(at).unwrap())).unwrap()
    };
    let values: Vec<Dated> = (0..37)
        .map(|at| Dated { date: week(at), value: if at < 25 { 32.0 } else { value } + noise[at % noise.len()] })
        .collect();
    fixture.portfolio.record_observations(&measure, &values).unwrap();
    launch
}

fn verdict(verdict: Verdict) -> VerdictInput {
    VerdictInput { verdict, why: "Counted.".into(), otherwise: "The season.".into() }
}

fn insights(fixture: &Fixture) -> Insights {
    fixture.portfolio.insights(&InsightsFilter::default()).unwrap()
}

#[test]
fn a_verdict_stays_hidden_until_everyone_has_given_theirs_and_all_stand_in_the_record() {
    let fixture = portfolio();
    let launch = launched(&fixture, 8.0, &[("Ana", 70.0)]);
    fixture.portfolio.start_retro(launch, &["Ana".into()]).unwrap();
    fixture.portfolio.seal_verdict(launch, Some("Ana"), &verdict(Verdict::NotSolved)).unwrap();
    let held = serde_json::to_string(&fixture.portfolio.retro(launch).unwrap()).unwrap();
    assert!(!held.contains("not-solved") && !held.contains("Counted."), "{held}");
    let early = fixture.portfolio.give_verdict(launch, &verdict(Verdict::Solved));
    assert!(matches!(early, Err(Error::Rejected { rule: Rule::VerdictsOutstanding, .. })));
    let twice = fixture.portfolio.seal_verdict(launch, Some("Ana"), &verdict(Verdict::Solved));
    assert!(matches!(twice, Err(Error::Rejected { rule: Rule::VerdictSealed, .. })));
    let stranger = fixture.portfolio.seal_verdict(launch, Some("Ben"), &verdict(Verdict::Solved));
    assert!(matches!(stranger, Err(Error::Rejected { rule: Rule::NotAGiver, .. })));
    assert!(fixture.portfolio.seal_verdict(launch, None, &verdict(Verdict::Solved)).unwrap().value);
    let shown = fixture.portfolio.retro(launch).unwrap();
    let given: Vec<_> = shown.givers.iter().map(|giver| giver.verdict.as_ref().map(|given| given.verdict)).collect();
    assert_eq!(given, [Some(Verdict::Solved), Some(Verdict::NotSolved)]);
    let closed = fixture.portfolio.give_verdict(launch, &verdict(Verdict::Partly)).unwrap().value;
    // Ana neither owns it nor decided it.
    assert_eq!(closed.independent, Some(true));
    let record = fixture.portfolio.launch(launch).unwrap().verdicts.pop().unwrap();
    assert_eq!((record.verdict, record.verdicts.len()), (Verdict::Partly, 2));
    assert!(fixture.portfolio.check().unwrap().ok);
}

#[test]
fn owner_and_decider_alone_are_said_where_someone_else_could_be_asked() {
    let fixture = portfolio();
    let alone = launched(&fixture, 8.0, &[]);
    assert_eq!(fixture.portfolio.give_verdict(alone, &verdict(Verdict::Solved)).unwrap().value.independent, None);
    let with_others = launched(&fixture, 8.0, &[("Ana", 70.0)]);
    let held = fixture.portfolio.retro(with_others).unwrap();
    assert_eq!(held.could_ask.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Ana"]);
    let closed = fixture.portfolio.give_verdict(with_others, &verdict(Verdict::Solved)).unwrap().value;
    assert_eq!(closed.independent, Some(false));
}

#[test]
fn a_closed_launch_is_opened_again_with_a_reason_and_both_verdicts_stand() {
    let fixture = portfolio();
    let launch = launched(&fixture, 8.0, &[]);
    let open = fixture.portfolio.reopen_retro(launch, "New numbers.");
    assert!(matches!(open, Err(Error::Rejected { rule: Rule::NotClosed, .. })));
    fixture.portfolio.give_verdict(launch, &verdict(Verdict::Solved)).unwrap();
    assert!(matches!(fixture.portfolio.reopen_retro(launch, " "), Err(Error::Invalid { field: "why", .. })));
    fixture.portfolio.reopen_retro(launch, "New numbers.").unwrap();
    fixture.portfolio.give_verdict(launch, &verdict(Verdict::NotSolved)).unwrap();
    let verdicts = fixture.portfolio.launch(launch).unwrap().verdicts;
    assert_eq!(verdicts.iter().map(|one| one.verdict).collect::<Vec<_>>(), [Verdict::Solved, Verdict::NotSolved]);
    assert_eq!(verdicts[1].reopened.as_deref(), Some("New numbers."));
    let again = fixture.portfolio.give_verdict(launch, &verdict(Verdict::Partly));
    assert!(matches!(again, Err(Error::Rejected { rule: Rule::AlreadyClosed, .. })));
    assert_eq!(insights(&fixture).launches[0].end, End::NotSolved);
}

#[test]
fn nine_closed_launches_are_listed_by_name_and_ten_have_rates_with_counts() {
    let fixture = portfolio();
    for at in 0..10 {
        let (value, given) = if at % 2 == 0 { (8.0, Verdict::Solved) } else { (31.0, Verdict::NotSolved) };
        let launch = launched(&fixture, value, &[("Ana", 70.0), ("Ben", 50.0)]);
        fixture.portfolio.give_verdict(launch, &verdict(given)).unwrap();
        let found = insights(&fixture);
        if at < 9 {
            assert!(!found.rates && found.calibration.is_none() && found.seals.is_empty());
            assert_eq!(found.launches.len(), at + 1);
        }
    }
    let found = insights(&fixture);
    let calibration = found.calibration.unwrap();
    assert_eq!((calibration.outcomes, calibration.forecasts, calibration.came_true), (10, 20, 5));
    // Half of (0.3² + 0.5²)/2 and half of (0.7² + 0.5²)/2.
    assert!((calibration.brier - (0.17 + 0.37) / 2.0).abs() < 1e-12);
    let big = found.seals.iter().find(|row| row.criterion == backcast_core::scores::Criterion::Big).unwrap();
    assert_eq!((big.present.count, big.present.of, big.strong.of), (5, 10, 0));
    let behind = |figure: &str| fixture.portfolio.behind_figure(figure, &InsightsFilter::default()).unwrap().len();
    assert_eq!((behind("seal:big:present"), behind("end:solved"), behind("bin:3"), behind("bin:0")), (10, 5, 10, 0));
    assert!(matches!(
        fixture.portfolio.behind_figure("bin:9", &InsightsFilter::default()),
        Err(Error::Invalid { field: "figure", .. })
    ));
    // Nobody shares theirs yet, so there are counts and no score.
    assert!(found.people.iter().all(|group| group.private && group.brier.is_none()));
    let ana = found.people.iter().find(|group| group.name == "Ana").unwrap().person.clone().unwrap();
    let of_ana = InsightsFilter { person: Some(ana.clone()), ..InsightsFilter::default() };
    assert!(fixture.portfolio.insights(&of_ana).is_err());
    fixture.portfolio.share_calibration(&ana, true).unwrap();
    let brier = fixture.portfolio.insights(&of_ana).unwrap().calibration.unwrap().brier;
    assert!((brier - (0.09 + 0.49) / 2.0).abs() < 1e-12);
}

#[test]
fn what_cannot_be_told_is_left_out_and_counted_and_what_was_stopped_did_not_come_true() {
    let fixture = portfolio();
    for _ in 0..10 {
        let launch = launched(&fixture, 8.0, &[("Ana", 90.0)]);
        fixture.portfolio.give_verdict(launch, &verdict(Verdict::Solved)).unwrap();
    }
    let launch = launched(&fixture, 8.0, &[("Ana", 90.0)]);
    fixture.portfolio.give_verdict(launch, &verdict(Verdict::CantTell)).unwrap();
    launched(&fixture, 8.0, &[("Ana", 100.0)]);
    let stop = StopInput { why: "Too dear.".into(), cost: "Six weeks.".into(), lesson: String::new() };
    fixture.portfolio.stop_proposal(ProposalId(12), &stop).unwrap();
    // No measure was frozen with this one.
    let id = fixture.draft("Nobody takes the shift on Sundays.");
    fixture.score(id, None, ["3", "3", "3"]);
    decide(&fixture, id, Outcome::Approve, &[("Ana", 60.0)]);
    let bare = fixture.portfolio.launch_proposal(id, "2026-07-01".parse().unwrap()).unwrap().value.id;
    fixture.portfolio.give_verdict(bare, &verdict(Verdict::Solved)).unwrap();
    let found = insights(&fixture);
    assert_eq!((found.closed, found.cant_tell, found.unresolved), (13, 1, 1));
    let calibration = found.calibration.unwrap();
    assert_eq!((calibration.outcomes, calibration.came_true), (11, 10));
    // A forecast of 100 % was wrong: said, not silently infinite.
    assert_eq!((calibration.log_score.value, calibration.log_score.certain_and_wrong), (None, 1));
    assert!(calibration.log_score.without_those.is_some());
    assert_eq!(found.quality.iter().find(|one| one.quality == Quality::DeservedFailure).unwrap().count, 1);
}

#[test]
fn a_small_forecast_falls_due_and_is_settled_or_refused_with_a_reason() {
    let fixture = portfolio();
    let input = |question: &str, percent: f64, due: &str| SmallForecastInput {
        question: question.into(),
        percent,
        due_on: due.into(),
        proposal: None,
        note: None,
        by: None,
    };
    let make =
        |question: &str, percent: f64, due: &str| fixture.portfolio.make_forecast(&input(question, percent, due));
    assert!(matches!(make(" ", 50.0, "2026-09-01"), Err(Error::Invalid { field: "question", .. })));
    assert!(matches!(make("Yes?", 101.0, "2026-09-01"), Err(Error::Invalid { field: "percent", .. })));
    assert!(matches!(make("Yes?", f64::NAN, "2026-09-01"), Err(Error::Invalid { field: "percent", .. })));
    assert!(matches!(make("Yes?", 50.0, "soon"), Err(Error::Invalid { .. })));
    let id = make("3 of 5 interviews confirm it", 70.0, "2026-09-01").unwrap().value;
    let due = |fixture: &Fixture| {
        fixture.portfolio.needs_you().unwrap().into_iter().any(|need| need.kind == NeedKind::Forecast)
    };
    assert!(due(&fixture));
    fixture.portfolio.resolve_forecast(id, true).unwrap();
    assert!(!due(&fixture));
    assert_eq!(fixture.portfolio.small_calibration().unwrap().resolved, 1);
    fixture.portfolio.undo().unwrap();
    assert!(due(&fixture));
}

#[test]
fn a_forecast_can_be_made_from_a_note_of_the_log() {
    let fixture = portfolio();
    fixture.portfolio.keep_note("The clinic wants to try it in May.").unwrap();
    let log = fixture.portfolio.journal_log(1, None).unwrap();
    let input = SmallForecastInput {
        question: "They try it".into(),
        percent: 60.0,
        due_on: "2026-09-02".into(),
        proposal: None,
        note: log[0].note.clone(),
        by: None,
    };
    fixture.portfolio.make_forecast(&input).unwrap();
    let made = fixture.portfolio.forecasts().unwrap();
    assert_eq!(made[0].note.as_deref(), Some("The clinic wants to try it in May."));
    assert_eq!(fixture.portfolio.journal_log(1, None).unwrap()[0].note, None, "only a note is a note");
}

#[test]
fn an_idea_not_chosen_comes_up_when_a_word_is_said_or_a_value_is_crossed() {
    let fixture = portfolio();
    let id = fixture.draft("Labs fax their results.");
    let chosen = fixture.portfolio.set_trigger(id, &word("fax"));
    assert!(matches!(chosen, Err(Error::Rejected { rule: Rule::WasChosen, .. })));
    fixture.portfolio.move_to_stage(&[id], Stage::Declined, Some("No lab agreed.")).unwrap();
    fixture.portfolio.set_trigger(id, &word("faxes")).unwrap();
    let stirred = || fixture.portfolio.needs_you().unwrap().iter().any(|need| need.kind == NeedKind::Stirred);
    assert!(!stirred());
    fixture.portfolio.keep_spark("The ward faxes everything twice.", None).unwrap();
    assert!(stirred());
    fixture.portfolio.leave_unchosen(id).unwrap();
    assert!(!stirred(), "what was looked at no longer counts");
    let watched = fixture.portfolio.draft_measure();
    fixture
        .portfolio
        .set_trigger(
            id,
            &TriggerInput {
                measure: Some(watched.clone()),
                direction: Some(Direction::Up),
                value: Some(40.0),
                word: None,
            },
        )
        .unwrap();
    let record = |day: i8, value: f64| {
        let date = jiff::civil::date(2026, 9, day);
        fixture.portfolio.record_observations(&watched, &[Dated { date, value }]).unwrap();
    };
    record(1, 38.0);
    assert!(!stirred());
    record(8, 41.0);
    assert!(stirred());
    fixture.portfolio.note_later_outcome(id, Finding::Missed, "Another firm did it, and labs love it.").unwrap();
    assert_eq!(insights(&fixture).not_chosen.missed, 1);
    fixture.portfolio.move_to_stage(&[id], Stage::Draft, None).unwrap();
    assert!(!stirred(), "what is open again waits for nothing");
}

fn word(word: &str) -> TriggerInput {
    TriggerInput { measure: None, direction: None, value: None, word: Some(word.into()) }
}

trait Watched {
    fn draft_measure(&self) -> String;
}

impl Watched for backcast_core::Portfolio {
    fn draft_measure(&self) -> String {
        let id = self.keep_spark("Results arrive late.", None).unwrap().value;
        let measure = json!({
            "name": "Late results", "unit": "%", "direction": "down", "baseline": null, "baseline_by": null,
            "target": null, "due": null, "due_weeks": null, "aggregate": "mean", "role": "outcome",
            "margin": null, "floor": null,
        });
        self.add_measure(id, &serde_json::from_value(measure).unwrap()).unwrap().value
    }
}

#[test]
fn a_lesson_speaks_up_beside_a_text_changes_the_rubric_and_outlives_its_launch_in_the_trash() {
    let fixture = portfolio();
    let launch = launched(&fixture, 8.0, &[]);
    let tagged = Description { tags: Some(vec!["roster".into()]), ..Description::default() };
    fixture.portfolio.describe_proposal(ProposalId(1), &tagged).unwrap();
    let lesson = LessonInput {
        when: "a kiosk is built for a fair".into(),
        we: "approved it without asking who waits".into(),
        because: "the parts were impressive".into(),
        about: LessonAbout::Should,
        launch: Some(launch),
        suggestion: Some(AnchorSuggestion { level: 1, anchor: "We own the parts, and nobody waits for them.".into() }),
    };
    let process = LessonInput { about: LessonAbout::Process, ..lesson.clone() };
    assert!(matches!(fixture.portfolio.keep_lesson(&process), Err(Error::Invalid { field: "about", .. })));
    let id = fixture.portfolio.keep_lesson(&lesson).unwrap().value;
    let other = fixture.draft("Another roster is kept on paper.");
    assert!(fixture.portfolio.lessons_for(other).unwrap().is_empty());
    fixture.portfolio.describe_proposal(other, &tagged).unwrap();
    assert_eq!(fixture.portfolio.lessons_for(other).unwrap()[0].lesson.id, id);
    let kiosk = fixture.draft("We would build a kiosk of impressive parts for the next fair.");
    assert_eq!(fixture.portfolio.lessons_for(kiosk).unwrap()[0].lesson.id, id);
    let version = fixture.portfolio.take_suggestion_over(id).unwrap().value;
    let rubric = fixture.portfolio.rubric().unwrap();
    assert_eq!((rubric.version, version), (2, 2));
    assert_eq!(rubric.criteria[1].levels[1], "We own the parts, and nobody waits for them.");
    let twice = fixture.portfolio.take_suggestion_over(id);
    assert!(matches!(twice, Err(Error::Rejected { rule: Rule::TakenOver, .. })));
    fixture.portfolio.trash_proposals(&[ProposalId(1)]).unwrap();
    let kept = fixture.portfolio.lessons().unwrap();
    assert!(kept[0].trashed && kept[0].id == id);
    assert!(fixture.portfolio.lessons_for(kiosk).unwrap().is_empty(), "it does not speak up from the trash");
    fixture.portfolio.proposal_from_lesson(id).unwrap();
    assert_eq!(insights(&fixture).origin.from_lessons, 1);
}

#[test]
fn a_principle_is_kept_once_tied_to_a_decision_and_found_again() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    decide(&fixture, id, Outcome::Approve, &[]);
    let principle = fixture.portfolio.keep_principle("The customer's evening comes first.").unwrap().value;
    assert!(fixture.portfolio.keep_principle("the customer's evening comes first.").is_err());
    let decision = "D-001".parse().unwrap();
    fixture.portfolio.apply_principle(decision, &principle, true).unwrap();
    fixture.portfolio.apply_principle(decision, &principle, true).unwrap();
    let applied = |fixture: &Fixture| fixture.portfolio.principles().unwrap()[0].applied.len();
    assert_eq!(applied(&fixture), 1);
    fixture.portfolio.apply_principle(decision, &principle, false).unwrap();
    assert_eq!(applied(&fixture), 0);
    assert!(fixture.portfolio.check().unwrap().ok);
}

#[test]
fn the_review_of_a_period_holds_what_happened_in_it_and_escapes_every_text() {
    let fixture = portfolio();
    let launch = launched(&fixture, 8.0, &[]);
    let why = VerdictInput { why: "<script>alert(1)</script>".into(), ..verdict(Verdict::Solved) };
    fixture.portfolio.give_verdict(launch, &why).unwrap();
    let review = fixture.portfolio.period_review("2026-09-01", "2026-09-30").unwrap();
    assert_eq!((review.decided.len(), review.launched.len(), review.closed.len()), (1, 0, 1));
    let page = fixture.portfolio.period_review_page("2026-09-01", "2026-09-30").unwrap();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script") && !page.contains("http://"), "{page}");
    assert!(fixture.portfolio.period_review("2026-09-30", "2026-09-01").is_err());
    let sheet = fixture.portfolio.period_sheet("2026-09-01", "2026-09-30").unwrap();
    let words = backcast_core::sheets::json(&[sheet], "a4").unwrap();
    assert!(words.contains("Closed 1") && words.contains("Nothing was launched.") && words.contains("alert(1)"));
    let empty = fixture.portfolio.period_review("2020-01-01", "2020-12-31").unwrap();
    assert!(empty.decided.is_empty() && empty.closed.is_empty());
}

#[test]
fn time_in_a_stage_is_what_was_spent_there_and_an_undone_move_is_none() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.clock.pass(4 * 86_400);
    fixture.portfolio.move_to_stage(&[id], Stage::InReview, None).unwrap();
    let draft = |fixture: &Fixture| insights(fixture).stages.into_iter().find(|one| one.stage == Stage::Draft);
    let stay = draft(&fixture).unwrap();
    assert!((stay.median_days - 4.0).abs() < 0.01 && stay.stays == 1, "{stay:?}");
    fixture.portfolio.undo().unwrap();
    assert_eq!(draft(&fixture), None);
    fixture.portfolio.redo().unwrap();
    assert_eq!(draft(&fixture).unwrap().stays, 1);
}
