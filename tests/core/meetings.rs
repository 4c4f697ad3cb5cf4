//! Meetings: what is blind stays blind, what is pinned stands, what is printed is whole.
use std::path::PathBuf;

use backcast_core::decisions::{DecisionInput, Outcome};
use backcast_core::meetings::{
    ActionInput, AgreedIn, AgreementInput, BallotInput, BallotScore, CommentInput, ForecastGiven, ItemDecision,
    Meeting, MeetingId, MeetingInput, OnAgenda, Phase, Presence, TimerMove, Way,
};
use backcast_core::proposals::{ListQuery, ProposalId};
use backcast_core::scores::Criterion;
use backcast_core::search::Reach;
use backcast_core::{Error, Portfolio, Reason, Rule};
use backcast_tests::{Fixture, document, portfolio};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PEOPLE: [&str; 3] = ["Ana", "Ben", "Chi"];

/// Three people over proposals, in the lobby.
struct Room {
    fixture: Fixture,
    meeting: MeetingId,
    people: Vec<String>,
    proposals: Vec<ProposalId>,
}

fn room(problems: &[&str]) -> Room {
    let fixture = portfolio();
    let proposals: Vec<_> = problems.iter().map(|problem| fixture.draft(problem)).collect();
    let meeting = plan(&fixture, &PEOPLE, &proposals);
    let people = fixture.portfolio.meeting(meeting).unwrap().people.into_iter().map(|one| one.id).collect();
    Room { fixture, meeting, people, proposals }
}

fn plan(fixture: &Fixture, people: &[&str], proposals: &[ProposalId]) -> MeetingId {
    let input = MeetingInput {
        title: "Tuesday review".into(),
        on: "2026-09-01".into(),
        people: people.iter().map(|name| (*name).to_owned()).collect(),
        proposals: proposals.to_vec(),
    };
    fixture.portfolio.plan_meeting(&input).unwrap().value
}

impl Room {
    fn portfolio(&self) -> &Portfolio {
        &self.fixture.portfolio
    }

    fn on(&self) -> OnAgenda {
        OnAgenda { meeting: self.meeting, proposal: self.proposals[0] }
    }

    fn meeting(&self) -> Meeting {
        self.portfolio().meeting(self.meeting).unwrap()
    }

    fn go_to(&self, phase: Phase) {
        while self.meeting().phase != phase {
            self.portfolio().advance_meeting(self.meeting).unwrap();
        }
    }

    fn ballot(&self, person: usize, levels: [&str; 3], reason: &str) -> BallotInput {
        let scores = Criterion::EACH
            .into_iter()
            .zip(levels)
            .map(|(criterion, level)| BallotScore {
                criterion,
                answer: level.parse().unwrap(),
                reason: reason.to_owned(),
                raise: None,
            })
            .collect();
        let person = self.people[person].clone();
        BallotInput { on: self.on(), person, way: Way::Keyboard, scores, forecast: Some(61.5) }
    }

    fn seal(&self, person: usize, levels: [&str; 3]) {
        self.portfolio().seal_ballot(&self.ballot(person, levels, "Because.")).unwrap();
    }

    fn settle(&self, criterion: Criterion, level: &str) {
        let answer = level.parse().unwrap();
        let reason = "We talked.".to_owned();
        self.portfolio().settle_level(&AgreementInput { on: self.on(), criterion, answer, reason }).unwrap();
    }

    fn decision(&self, outcome: Outcome) -> ItemDecision {
        ItemDecision { meeting: self.meeting, decision: input(self.proposals[0], outcome) }
    }

    fn kit(&self, person: usize) -> Value {
        card(&self.portfolio().hand_out_kit(self.on(), &self.people[person]).unwrap().value.html)
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.fixture.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn import(&self, text: &str) -> Result<(), Error> {
        let file = self.file("a.ballot", text);
        self.portfolio().import_ballot(&file, Some(self.meeting)).map(drop)
    }
}

fn input(proposal: ProposalId, outcome: Outcome) -> DecisionInput {
    serde_json::from_value(json!({
        "proposal": proposal.to_string(), "outcome": outcome, "why": "We read it.", "forecasts": [],
        "conditions": "A named owner.", "dissent": null, "kill_criterion": "No movement in twelve weeks.",
        "alternatives": "A phone tree.", "must_be_true": null, "revisit_on": null, "exception": null, "cure_on": null,
        "dissenters": ["Chi"], "doing_nothing": "They phone round.",
    }))
    .unwrap()
}

/// What a kit's form knows.
fn card(html: &str) -> Value {
    let from = html.split("<script type=\"application/json\" id=\"kit\">").nth(1).unwrap();
    serde_json::from_str(from.split("</script>").next().unwrap()).unwrap()
}

/// HMAC-SHA256 after RFC 2104, as a kit's own script computes it.
fn hmac(key: &str, text: &str) -> String {
    let mut pad = [0_u8; 64];
    pad[..key.len()].copy_from_slice(key.as_bytes());
    let inner = Sha256::new().chain_update(pad.map(|byte| byte ^ 0x36)).chain_update(text).finalize();
    format!("{:x}", Sha256::new().chain_update(pad.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize())
}

fn filled(card: &Value, level: u8) -> String {
    let scores: Vec<_> = ["big", "should", "plan"]
        .map(|criterion| json!({ "criterion": criterion, "answer": level, "reason": "From afar.", "raise": null }))
        .into();
    let payload = json!({
        "kit": card["kit"], "meeting": card["meeting"], "proposal": card["proposal"], "revision": card["revision"],
        "round": card["round"], "person": card["person"], "scores": scores, "forecast": 40,
    })
    .to_string();
    let seal = hmac(card["key"].as_str().unwrap(), &payload);
    json!({ "backcast": "ballot", "version": 1, "payload": payload, "seal": seal }).to_string()
}

fn rule(result: Result<impl Sized, Error>) -> Option<Rule> {
    match result {
        Err(Error::Rejected { rule, .. }) => Some(rule),
        _ => None,
    }
}

#[test]
fn before_the_reveal_nothing_of_a_ballot_or_an_earlier_score_is_read_anywhere() {
    let room = room(&["Nobody takes the shift.", "Clerks re-type."]);
    let id = room.proposals[0];
    room.fixture.score(id, None, ["4", "4", "4"]);
    room.go_to(Phase::Score);
    room.portfolio().seal_ballot(&room.ballot(0, ["1", "1", "1"], "xyzzy")).unwrap();
    let portfolio = room.portfolio();
    let everything = json!([
        portfolio.meeting(room.meeting).unwrap(),
        portfolio.meetings().unwrap(),
        portfolio.list_proposals(&ListQuery::default()).unwrap(),
        portfolio.search("shift", Reach::Ranked, 10).unwrap(),
        portfolio.search("xyzzy", Reach::First, 10).unwrap(),
        portfolio.proposal(id).unwrap(),
        portfolio.score_sheet(id).unwrap(),
        portfolio.decision_sheet(id).unwrap(),
        portfolio.item_decision_sheet(room.on()).unwrap(),
        portfolio.decisions(id).unwrap(),
        portfolio.document(id).unwrap(),
        portfolio.minutes(room.meeting).unwrap(),
        portfolio.minutes_page(room.meeting).unwrap(),
        portfolio.read_ahead(room.meeting).unwrap(),
        portfolio.ballot_sheet(room.on(), Some(&room.people[0])).unwrap(),
        portfolio.comments(id).unwrap(),
        portfolio.journal_log(500, None).unwrap(),
        portfolio.needs_you().unwrap(),
        portfolio.undo_state().unwrap(),
        portfolio.check().unwrap(),
    ]);
    let text = everything.to_string();
    for trace in ["xyzzy", "61.5", "Because."] {
        assert!(!text.contains(trace), "{trace} in {text}");
    }
    let line = portfolio.proposal(id).unwrap().line;
    assert_eq!(serde_json::to_value(line.seals).unwrap(), json!({ "big": null, "should": null, "plan": null }));
    assert!(line.held_back_by.is_empty() && !line.stale);
    assert!(portfolio.score_sheet(id).unwrap().criteria.iter().all(|one| one.scores.is_empty()));
    assert_eq!(
        portfolio.list_proposals(&ListQuery { text: "held:big ".into(), ..ListQuery::default() }).unwrap().total,
        0
    );
    // Nor in what is kept for undo, the log and the search.
    let conn = rusqlite::Connection::open(&room.fixture.path).unwrap();
    for table in ["changes", "change_rows", "listing", "search_text", "search_lines"] {
        let columns: Vec<String> = conn
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap()
            .query_map([table], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for column in columns {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%xyzzy%' OR {column} LIKE '%61.5%'");
            let found: i64 = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(found, 0, "{table}.{column}");
        }
    }
}

#[test]
fn while_a_round_is_open_nothing_is_scored_or_decided_beside_it() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    let id = room.proposals[0];
    let score = json!({ "proposal": id.to_string(), "criterion": "big", "answer": 4, "reason": "Because.", "raise": null, "by": null });
    let refused = room.portfolio().record_score(&serde_json::from_value(score).unwrap());
    assert_eq!(rule(refused), Some(Rule::BlindRoundOpen));
    assert_eq!(rule(room.portfolio().print_decision(&input(id, Outcome::NotYet))), Some(Rule::BlindRoundOpen));
    let reaffirmed = room.portfolio().reaffirm_score(id, Criterion::Big);
    assert_eq!(rule(reaffirmed), Some(Rule::BlindRoundOpen));
}

#[test]
fn the_reveal_waits_for_everyone_who_is_here() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    room.seal(0, ["1", "3", "3"]);
    room.seal(1, ["2", "3", "3"]);
    assert_eq!(rule(room.portfolio().advance_meeting(room.meeting)), Some(Rule::NotAllSealed));
    room.portfolio().set_presence(room.meeting, &room.people[2], Presence::Absent).unwrap();
    assert_eq!(room.portfolio().advance_meeting(room.meeting).unwrap().value, Phase::Reveal);
    assert_eq!(room.meeting().agenda[0].rounds[0].ballots.len(), 6);
}

#[test]
fn a_second_ballot_in_a_round_is_refused_and_a_withdrawn_one_is_gone() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    room.seal(0, ["1", "1", "1"]);
    assert_eq!(rule(room.portfolio().seal_ballot(&room.ballot(0, ["4", "4", "4"], "x"))), Some(Rule::AlreadySealed));
    room.portfolio().withdraw_ballot(room.on(), &room.people[0]).unwrap();
    let log = room.portfolio().journal_log(5, None).unwrap();
    assert_eq!((log[0].action.to_string(), log[0].detail.as_deref()), ("withdraw-ballot".into(), Some("Ana")));
    let conn = rusqlite::Connection::open(&room.fixture.path).unwrap();
    for table in ["ballots", "ballot_scores", "item_forecasts"] {
        let left: i64 = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
    room.seal(0, ["4", "4", "4"]);
}

#[test]
fn a_ballot_needs_all_three_answers_with_a_reason_and_a_forecast_within_bounds() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    let good = room.ballot(0, ["1", "1", "1"], "Because.");
    let missing = BallotInput { scores: good.scores[..2].to_vec(), ..good.clone() };
    let bare = room.ballot(0, ["1", "1", "1"], " ");
    let wild = BallotInput { forecast: Some(f64::NAN), ..good.clone() };
    for bad in [missing, bare, wild] {
        assert!(matches!(room.portfolio().seal_ballot(&bad), Err(Error::Invalid { .. })), "{bad:?}");
    }
    room.portfolio().seal_ballot(&good).unwrap();
}

#[test]
fn discussion_begins_with_the_widest_spread_and_names_the_lower_median_and_the_range() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    room.seal(0, ["3", "3", "1"]);
    room.seal(1, ["3", "4", "2"]);
    room.seal(2, ["3", "4", "4"]);
    room.go_to(Phase::Discuss);
    let standings = room.meeting().agenda.remove(0).standings;
    let order: Vec<_> = standings.iter().map(|one| one.criterion).collect();
    assert_eq!(order, [Criterion::Plan, Criterion::Should, Criterion::Big]);
    let plan = serde_json::to_value(&standings[0]).unwrap();
    assert_eq!((&plan["median"], &plan["standing"]["range"]), (&json!(2), &json!([1, 4])));
    assert_eq!((&plan["lowest"], &plan["highest"]), (&json!([room.people[0]]), &json!([room.people[2]])));
    assert_eq!((&plan["standing"]["disagree"], &plan["standing"]["not_agreed"]), (&json!(true), &json!(true)));
}

#[test]
fn a_second_round_is_blind_again_and_both_are_kept_in_the_record() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    for (person, level) in [(0, "1"), (1, "2"), (2, "4")] {
        room.seal(person, ["3", "4", level]);
    }
    room.go_to(Phase::Discuss);
    room.portfolio().begin_second_round(room.on()).unwrap();
    let item = room.meeting().agenda.remove(0);
    assert!(item.rounds.is_empty() && item.standings.is_empty() && item.round.is_some_and(|round| round.again));
    for person in 0..3 {
        room.seal(person, ["3", "4", "3"]);
    }
    room.go_to(Phase::Discuss);
    room.settle(Criterion::Plan, "3");
    assert_eq!(serde_json::to_value(room.portfolio().proposal(room.proposals[0]).unwrap().line.seals.plan).unwrap(), 3);
    room.go_to(Phase::Decide);
    let after = ForecastGiven { on: room.on(), person: room.people[1].clone(), percent: 55.0 };
    room.portfolio().seal_forecast(&after).unwrap();
    let decision = room.portfolio().decide_item(&room.decision(Outcome::Approve)).unwrap().value;
    let record = room.portfolio().decision(decision).unwrap().record;
    let rounds: Vec<_> =
        record.ballots.iter().filter(|one| one.criterion == Criterion::Plan).map(|one| one.round).collect();
    assert_eq!(rounds, [Some(1), Some(1), Some(1), Some(2), Some(2), Some(2)]);
    assert_eq!(record.agreed.len(), 1);
    assert_eq!(record.meeting.as_deref(), Some("M-001"));
    assert_eq!(record.dissenters, [room.people[2].clone()]);
    let checklist = serde_json::to_value(record.checklist).unwrap();
    assert!(checklist.as_object().unwrap().values().all(|done| done == true), "{checklist}");
    // With the ballots of the first round 61.5 each, then one again.
    let forecasts = serde_json::to_value(&record.forecasts).unwrap();
    assert_eq!(forecasts.as_array().unwrap().len(), 6, "{forecasts}");
    let minutes = room.portfolio().minutes(room.meeting).unwrap().markdown;
    assert!(minutes.contains("First ballots") && minutes.contains("Second ballots"), "{minutes}");
}

#[test]
fn what_is_decided_is_the_pinned_text_whatever_was_written_since() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    room.fixture.write(room.proposals[0], &document("Everybody takes it now."));
    assert!(room.meeting().agenda[0].moved_on);
    for person in 0..3 {
        room.seal(person, ["3", "3", "3"]);
    }
    room.go_to(Phase::Decide);
    let decision = room.portfolio().decide_item(&room.decision(Outcome::Approve)).unwrap().value;
    let record = room.portfolio().decision(decision).unwrap().record;
    assert_eq!(record.proposal.problem.as_deref().map(str::trim), Some("Nobody takes the shift."));
    assert!(record.proposal.document.contains("Nobody takes the shift."));
}

#[test]
fn a_decision_is_printed_once_and_its_forecasts_and_ballots_refuse_change() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    for person in 0..3 {
        room.seal(person, ["3", "3", "2"]);
    }
    room.go_to(Phase::Decide);
    assert_eq!(rule(room.portfolio().decide_item(&room.decision(Outcome::Approve))), Some(Rule::SealMissing));
    let exception = room.portfolio().decide_item(&room.decision(Outcome::Exception)).unwrap().value;
    assert!(room.portfolio().decision(exception).unwrap().record.exception.is_some());
    assert_eq!(rule(room.portfolio().decide_item(&room.decision(Outcome::Exception))), Some(Rule::AlreadyPrinted));
    let given = ForecastGiven { on: room.on(), person: room.people[0].clone(), percent: 1.0 };
    assert_eq!(rule(room.portfolio().seal_forecast(&given)), Some(Rule::AlreadyPrinted));
    let conn = rusqlite::Connection::open(&room.fixture.path).unwrap();
    for sql in [
        "UPDATE item_forecasts SET percent = 1",
        "DELETE FROM item_forecasts",
        "UPDATE ballot_scores SET answer = '4'",
        "DELETE FROM ballots",
        "UPDATE rounds SET state = 'open'",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn an_absent_decider_decides_nothing() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    for person in 0..3 {
        room.seal(person, ["3", "3", "3"]);
    }
    room.go_to(Phase::Decide);
    room.portfolio().set_presence(room.meeting, &room.people[0], Presence::Absent).unwrap();
    assert_eq!(rule(room.portfolio().decide_item(&room.decision(Outcome::Approve))), Some(Rule::DeciderAbsent));
}

#[test]
fn a_kit_opens_the_round_and_its_ballot_is_taken_in_once() {
    let room = room(&["Nobody takes the shift."]);
    let card = room.kit(0);
    let html = room.portfolio().hand_out_kit(room.on(), &room.people[1]).unwrap().value.html;
    assert!(html.contains("default-src 'none'") && !html.contains("://"), "{html}");
    assert!(room.meeting().agenda[0].round.is_some());
    let ballot = filled(&card, 3);
    room.import(&ballot).unwrap();
    assert_eq!(room.meeting().agenda[0].round.as_ref().unwrap().sealed, [room.people[0].clone()]);
    assert_eq!(rule(room.import(&ballot)), Some(Rule::AlreadySealed));
}

#[test]
fn a_ballot_that_is_not_as_its_kit_sealed_it_is_refused() {
    let room = room(&["Nobody takes the shift."]);
    let (ana, ben) = (room.kit(0), room.kit(1));
    let ballot = filled(&ana, 3);
    let altered = ballot.replace("\\\"answer\\\":3", "\\\"answer\\\":4");
    assert_ne!(ballot, altered);
    assert_eq!(rule(room.import(&altered)), Some(Rule::BallotAltered));
    let mut borrowed = ana.clone();
    borrowed["person"] = ben["person"].clone();
    assert_eq!(rule(room.import(&filled(&borrowed, 3))), Some(Rule::BallotAltered));
    for cut in [0, 1, ballot.len() / 2, ballot.len() - 1] {
        let refused = room.import(&ballot[..cut]);
        assert!(matches!(refused, Err(Error::Invalid { field: "file", reason: Reason::Unreadable(_) })), "{refused:?}");
    }
    let huge = room.file("huge.ballot", &" ".repeat(50 * 1024 * 1024));
    let refused = room.portfolio().import_ballot(&huge, None);
    assert!(matches!(refused, Err(Error::Invalid { field: "file", reason: Reason::TooLong })));
    assert!(room.meeting().agenda[0].round.as_ref().unwrap().sealed.is_empty());
    room.import(&ballot).unwrap();
}

#[test]
fn a_ballot_of_another_portfolio_meeting_or_withdrawn_round_is_refused() {
    let here = room(&["Nobody takes the shift.", "Clerks re-type."]);
    let elsewhere = room(&["Nobody takes the shift."]);
    let mut foreign = elsewhere.kit(0);
    foreign["kit"] = "01990000-0000-7000-8000-000000000000".into();
    assert_eq!(rule(here.import(&filled(&foreign, 3))), Some(Rule::BallotElsewhere));

    let later = here.fixture.draft("Gaps.");
    let second = plan(&here.fixture, &["Ana"], &[later]);
    let on = OnAgenda { meeting: second, proposal: later };
    let kit = card(&here.portfolio().hand_out_kit(on, &here.people[0]).unwrap().value.html);
    assert_eq!(rule(here.import(&filled(&kit, 3))), Some(Rule::BallotElsewhere));

    let early = here.kit(0);
    here.portfolio().withdraw_round(here.on()).unwrap();
    assert_eq!(rule(here.import(&filled(&early, 3))), Some(Rule::BallotWithdrawn));
    let again = here.kit(0);
    here.import(&filled(&again, 3)).unwrap();
    here.portfolio().withdraw_ballot(here.on(), &here.people[0]).unwrap();
    assert_eq!(rule(here.import(&filled(&again, 3))), Some(Rule::BallotWithdrawn));
}

#[test]
fn a_meeting_goes_on_where_a_power_cut_found_it_with_its_ballots_sealed() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    room.seal(0, ["1", "3", "3"]);
    room.seal(1, ["3", "3", "3"]);
    // Never closed: as after kill -9.
    let again = Portfolio::open(&room.fixture.path, backcast_tests::world()).unwrap();
    let meeting = again.meeting(room.meeting).unwrap();
    assert_eq!((meeting.phase, meeting.proposal), (Phase::Score, Some(room.proposals[0])));
    assert_eq!(meeting.agenda[0].round.as_ref().unwrap().sealed, room.people[..2]);
}

#[test]
fn a_clock_that_was_set_back_gives_no_time() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Read);
    room.fixture.clock.pass(-3600);
    room.portfolio().move_timer(room.meeting, TimerMove::Pause).unwrap();
    let timer = room.meeting().timer.unwrap();
    assert_eq!((timer.spent, timer.since), (0, None));
    room.portfolio().move_timer(room.meeting, TimerMove::Start).unwrap();
    room.fixture.clock.pass(600);
    room.portfolio().move_timer(room.meeting, TimerMove::Extend).unwrap();
    // It ran over and is extended from where it is: two minutes are left, not fewer.
    let timer = room.meeting().timer.unwrap();
    assert!(timer.seconds >= 600 + 120, "{timer:?}");
    room.portfolio().move_timer(room.meeting, TimerMove::Off).unwrap();
    assert_eq!(room.meeting().timer, None);
}

#[test]
fn two_people_of_one_name_are_told_apart_and_a_name_alone_is_refused() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let meeting = plan(&fixture, &["Ana", "Bea"], &[id]);
    let bea = fixture.portfolio.meeting(meeting).unwrap().people[1].id.clone();
    fixture.portfolio.rename_person(&bea, "Ana").unwrap();
    let names: Vec<_> = fixture.portfolio.meeting(meeting).unwrap().people.into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["Ana (1)", "Ana (2)"]);
    let again =
        MeetingInput { title: "B".into(), on: "2026-09-02".into(), people: vec!["Ana".into()], proposals: vec![] };
    assert!(matches!(
        fixture.portfolio.plan_meeting(&again),
        Err(Error::Invalid { field: "name", reason: Reason::Ambiguous })
    ));
    let by_id = MeetingInput { people: vec![bea], ..again };
    fixture.portfolio.plan_meeting(&by_id).unwrap();
}

#[test]
fn a_comment_is_its_writers_alone_until_the_discussion_and_finds_its_words_again() {
    let room = room(&["Nobody takes the shift at night."]);
    room.go_to(Phase::Read);
    let comment = CommentInput {
        on: room.on(),
        person: room.people[1].clone(),
        quote: Some("the shift".into()),
        before: "Nobody takes ".into(),
        after: " at night".into(),
        text: "Which shift?".into(),
    };
    room.portfolio().keep_comment(&comment).unwrap();
    assert_eq!(room.portfolio().my_comments(room.on(), &room.people[1]).unwrap().len(), 1);
    assert!(room.portfolio().my_comments(room.on(), &room.people[0]).unwrap().is_empty());
    assert!(room.portfolio().comments(room.proposals[0]).unwrap().is_empty());
    room.fixture.write(room.proposals[0], &document("In autumn, nobody takes the shift at night."));
    room.go_to(Phase::Score);
    for person in 0..3 {
        room.seal(person, ["3", "3", "3"]);
    }
    room.go_to(Phase::Discuss);
    let placed = room.portfolio().comments(room.proposals[0]).unwrap().remove(0);
    let text = room.portfolio().document(room.proposals[0]).unwrap().text;
    let (start, end) = placed.place.unwrap();
    assert_eq!(&text[start as usize..end as usize], "the shift");
    room.portfolio().answer_comment(&placed.comment.id, "", true).unwrap();
    let answered = room.portfolio().comments(room.proposals[0]).unwrap().remove(0).comment;
    let newest = room.portfolio().proposal(room.proposals[0]).unwrap().revision;
    assert_eq!(answered.addressed_in, Some(newest));
}

#[test]
fn one_person_alone_holds_a_whole_meeting() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let meeting = plan(&fixture, &[], &[id]);
    let me = fixture.portfolio.meeting(meeting).unwrap().people[0].id.clone();
    let room = Room { fixture, meeting, people: vec![me], proposals: vec![id] };
    room.go_to(Phase::Score);
    room.seal(0, ["3", "3", "3"]);
    room.go_to(Phase::Decide);
    let decision =
        ItemDecision { decision: DecisionInput { dissenters: vec![], ..input(id, Outcome::Approve) }, meeting };
    room.portfolio().decide_item(&decision).unwrap();
    room.go_to(Phase::Minutes);
    room.portfolio().advance_meeting(meeting).unwrap();
    assert!(room.meeting().ended);
    assert_eq!(rule(room.portfolio().advance_meeting(meeting)), Some(Rule::MeetingEnded));
}

#[test]
fn planning_is_undone_until_something_was_scored() {
    let room = room(&["Nobody takes the shift.", "Clerks re-type."]);
    let order = [room.proposals[1], room.proposals[0]];
    room.portfolio().order_agenda(room.meeting, &order).unwrap();
    assert_eq!(room.meeting().agenda[0].proposal, room.proposals[1]);
    room.portfolio().undo().unwrap();
    assert_eq!(room.meeting().agenda[0].proposal, room.proposals[0]);
    room.go_to(Phase::Read);
    assert!(matches!(room.portfolio().undo(), Err(Error::Frozen { .. })));
    assert_eq!(rule(room.portfolio().take_off_agenda(room.on())), Some(Rule::RoundBegan));
}

#[test]
fn an_action_is_carried_until_it_is_done() {
    let room = room(&["Nobody takes the shift."]);
    let action = ActionInput {
        agreed_in: AgreedIn::Meeting(room.meeting),
        text: "Name an owner for the pager".into(),
        owner: "Ben".into(),
        due_on: "2026-09-01".into(),
    };
    room.portfolio().add_action(&action).unwrap();
    let next = plan(&room.fixture, &["Ana"], &[]);
    let carried = room.portfolio().meeting(next).unwrap().actions;
    assert_eq!((carried.len(), &carried[0].agreed_in), (1, &Some(AgreedIn::Meeting(room.meeting))));
    let needs = || room.portfolio().needs_you().unwrap().into_iter().any(|need| need.problem.contains("pager"));
    assert!(needs());
    room.portfolio().finish_action(&carried[0].id, true).unwrap();
    assert!(!needs() && room.portfolio().meeting(next).unwrap().actions.is_empty());
}

#[test]
fn a_lone_rater_of_a_one_way_door_is_asked_again_after_seven_days() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let one_way = serde_json::from_value(json!({ "door": "one-way" })).unwrap();
    fixture.portfolio.describe_proposal(id, &one_way).unwrap();
    fixture.score(id, None, ["3", "3", "3"]);
    assert_eq!(fixture.portfolio.score_sheet(id).unwrap().ask_again_on.as_deref(), Some("2026-09-08"));
    assert!(fixture.portfolio.needs_you().unwrap().is_empty());
    fixture.clock.pass(8 * 86_400);
    assert_eq!(fixture.portfolio.needs_you().unwrap()[0].kind.to_string(), "score-again");
    fixture.score(id, None, ["3", "3", "2"]);
    let sheet = fixture.portfolio.score_sheet(id).unwrap();
    assert_eq!(sheet.ask_again_on, None);
    assert_eq!(sheet.criteria[2].scores[0].earlier.len(), 1);
}

#[test]
fn an_agreed_level_goes_stale_with_the_problem_and_counts_again_when_reaffirmed() {
    let room = room(&["Nobody takes the shift."]);
    room.go_to(Phase::Score);
    for person in 0..3 {
        room.seal(person, ["3", "3", "1"]);
    }
    room.go_to(Phase::Discuss);
    for criterion in Criterion::EACH {
        room.settle(criterion, "3");
    }
    let id = room.proposals[0];
    assert!(room.portfolio().proposal(id).unwrap().gate_met);
    room.fixture.write(id, &document("Nobody takes the night shift."));
    let changed = room.portfolio().proposal(id).unwrap();
    assert!(changed.line.stale && !changed.gate_met);
    for criterion in Criterion::EACH {
        room.portfolio().reaffirm_score(id, criterion).unwrap();
    }
    assert!(room.portfolio().proposal(id).unwrap().gate_met);
}

#[test]
fn a_changed_rubric_is_a_new_version_and_scores_keep_theirs() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    let mut rubric = fixture.portfolio.rubric().unwrap();
    assert_eq!(fixture.portfolio.change_rubric(&rubric.criteria).unwrap().value, 1);
    rubric.criteria[0].levels[4] = "People queue for it.".into();
    assert_eq!(fixture.portfolio.change_rubric(&rubric.criteria).unwrap().value, 2);
    fixture.score(id, None, ["4", "3", "3"]);
    let score = &fixture.portfolio.score_sheet(id).unwrap().criteria[0].scores[0];
    assert_eq!(score.rubric_version, 2);
    assert_ne!(fixture.portfolio.rubric_version(1).unwrap().criteria[0].levels[4], "People queue for it.");
    rubric.criteria[1].levels.pop();
    assert!(matches!(fixture.portfolio.change_rubric(&rubric.criteria), Err(Error::Invalid { .. })));
}
