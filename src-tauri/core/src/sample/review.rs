//! The meeting of the sample portfolio: a spread and a second round, an exception, one person absent.

use super::{Author, Levels};
use crate::decisions::{DecisionInput, Outcome};
use crate::error::Result;
use crate::meetings::{
    ActionInput, AgreedIn, AgreementInput, BallotInput, BallotScore, CommentInput, ForecastGiven, ItemDecision,
    MeetingId, MeetingInput, OnAgenda, Presence, Way,
};
use crate::proposals::ProposalId;
use crate::scores::{Answer, Criterion};

const PEOPLE: [&str; 4] = ["Ana Ruiz", "Ben Okoro", "Chi Tran", "Marta Lindqvist"];

/// The meeting while it is held.
struct Held<'a> {
    author: &'a Author<'a>,
    id: MeetingId,
    people: Vec<String>,
}

/// Reviews the phone queue, which is approved, and the kiosk, which is approved as an exception.
pub(super) fn held(author: &Author<'_>, phone: ProposalId, kiosk: ProposalId) -> Result<()> {
    author.calendar.go(57);
    let id = author.portfolio.plan_meeting(&MeetingInput {
        title: "Autumn review".into(),
        on: author.calendar.date(57).to_string(),
        people: PEOPLE.map(str::to_owned).to_vec(),
        proposals: vec![phone, kiosk],
    })?;
    let id = id.value;
    let people = author.portfolio.meeting(id)?.people.into_iter().map(|one| one.id).collect();
    let held = Held { author, id, people };
    author.portfolio.set_presence(id, &held.people[3], Presence::Absent)?;
    author.portfolio.advance_meeting(id)?;
    held.phone_queue(phone)?;
    held.kiosk(kiosk)?;
    author.portfolio.add_action(&ActionInput {
        agreed_in: AgreedIn::Meeting(id),
        text: "Write down for whom the kiosk is".into(),
        owner: held.people[1].clone(),
        due_on: author.calendar.date(55).to_string(),
    })?;
    let action = author.portfolio.meeting(id)?.actions.remove(0);
    author.portfolio.finish_action(&action.id, true)?;
    author.portfolio.advance_meeting(id).map(drop)
}

impl Held<'_> {
    fn phone_queue(&self, proposal: ProposalId) -> Result<()> {
        let on = OnAgenda { meeting: self.id, proposal };
        self.author.portfolio.keep_comment(&CommentInput {
            on,
            person: self.people[2].clone(),
            quote: None,
            before: String::new(),
            after: String::new(),
            text: "Who rings back when the desk is full?".into(),
        })?;
        self.go_on(1)?;
        let big = ("4", "Four in ten callers, every morning, in their own words.");
        let ours = ("3", "They call through our product.");
        self.seal(on, 0, [big, ours, ("3", "Ringing back was tried with two providers.")], 75.0)?;
        self.seal(
            on,
            1,
            [("3", "It was counted."), ("4", "Nobody else sees the queue."), ("1", "Who rings back?")],
            40.0,
        )?;
        self.seal(on, 2, [big, ours, ("4", "The hardest hurdle was tried in two clinics.")], 70.0)?;
        self.go_on(2)?;
        self.author.portfolio.begin_second_round(on)?;
        self.seal(on, 0, [big, ours, ("3", "As before.")], 75.0)?;
        self.seal(
            on,
            1,
            [("3", "It was counted."), ours, ("3", "The desk rings back before ten; it is in the FAQ.")],
            60.0,
        )?;
        self.seal(on, 2, [big, ours, ("3", "The costs are a guess.")], 70.0)?;
        self.go_on(2)?;
        self.author.portfolio.settle_level(&AgreementInput {
            on,
            criterion: Criterion::Plan,
            answer: Answer::Level(3),
            reason: "The desk rings back before ten; Marta owns it.".into(),
        })?;
        self.go_on(1)?;
        let why = "The problem is counted, ours, and the hardest hurdle was tried.";
        self.decide(proposal, Outcome::Approve, why, &[])?;
        self.go_on(1)
    }

    fn kiosk(&self, proposal: ProposalId) -> Result<()> {
        let on = OnAgenda { meeting: self.id, proposal };
        self.go_on(1)?;
        let parts = ("3", "The parts exist.");
        let vague = ("2", "It looks impressive; who waits for it is not said.");
        self.seal(on, 0, [("1", "Nobody asked for it."), ("1", "We own the parts, that is all."), parts], 30.0)?;
        self.seal(on, 1, [vague, ("1", "We could, because we own the parts."), parts], 80.0)?;
        self.seal(on, 2, [vague, ("1", "Our customers have not said so."), parts], 35.0)?;
        self.go_on(3)?;
        self.author.portfolio.seal_forecast(&ForecastGiven { on, person: self.people[1].clone(), percent: 80.0 })?;
        let why = "A fair is in eight weeks and the parts are there.";
        self.decide(proposal, Outcome::Exception, why, &[self.people[0].clone()])?;
        self.go_on(1)
    }

    fn go_on(&self, times: usize) -> Result<()> {
        (0..times).try_for_each(|_| self.author.portfolio.advance_meeting(self.id).map(drop))
    }

    fn seal(&self, on: OnAgenda, person: usize, levels: Levels<'_>, forecast: f64) -> Result<()> {
        let scores = Criterion::EACH
            .into_iter()
            .zip(levels)
            .map(|(criterion, (level, reason))| {
                Ok(BallotScore { criterion, answer: level.parse()?, reason: reason.to_owned(), raise: None })
            })
            .collect::<Result<_>>()?;
        let person = self.people[person].clone();
        let ballot = BallotInput { on, person, way: Way::Keyboard, scores, forecast: Some(forecast) };
        self.author.portfolio.seal_ballot(&ballot).map(drop)
    }

    fn decide(&self, proposal: ProposalId, outcome: Outcome, why: &str, dissenters: &[String]) -> Result<()> {
        let decision = DecisionInput {
            dissenters: dissenters.to_vec(),
            doing_nothing: Some("People go on waiting.".into()),
            dissent: Some(if dissenters.is_empty() { "nobody" } else { "No customer asked for it." }.into()),
            ..super::decision(proposal, outcome, why, vec![])
        };
        self.author.portfolio.decide_item(&ItemDecision { meeting: self.id, decision }).map(drop)
    }
}
