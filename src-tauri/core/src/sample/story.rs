//! What happened in the sample portfolio, in the order it happened.
//!
//! Three launches: one that solved its problem, one that began with a solution and did not, one whose retro is due soon.

use super::{Author, Promise, review};
use crate::decisions::{DecisionInput, Outcome};

use crate::error::Result;
use crate::launches::LaunchId;
use crate::lessons::{AnchorSuggestion, LessonAbout, LessonInput};
use crate::measures::Role;
use crate::proposals::{Ask, Description, Door, Lane, Origin, ProposalId, Stage};
use crate::retros::{Verdict, VerdictInput};

pub(super) fn tell(author: &Author<'_>) -> Result<()> {
    phone_queue(author)?;
    kiosk(author)?;
    review::held(author, ProposalId(1), ProposalId(2))?;
    let phone = launch(author, ProposalId(1), 28)?;
    let kiosk = launch(author, ProposalId(2), 31)?;
    referrals_approved(author)?;
    launch(author, ProposalId(3), 15)?;
    kiosk_closed(author, kiosk)?;
    phone_queue_closed(author, phone)?;
    in_front_of_reviewers(author)?;
    on_the_shelf(author)?;
    in_the_journal(author)
}

fn described(owner: &str, tags: &[&str], origin: Origin, ask: [&str; 3]) -> Description {
    let [people, money, weeks] = ask.map(|text| (!text.is_empty()).then(|| text.to_owned()));
    Description {
        owner: Some(owner.to_owned()),
        tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        origin: Some(origin),
        ask: Some(Ask { people, money, weeks }),
        ..Description::default()
    }
}

fn launch(author: &Author<'_>, id: ProposalId, weeks_ago: i32) -> Result<LaunchId> {
    author.calendar.go(i64::from(weeks_ago));
    Ok(author.portfolio.launch_proposal(id, author.calendar.date(weeks_ago))?.value.id)
}

fn phone_queue(author: &Author<'_>) -> Result<()> {
    author.calendar.go(62);
    let about =
        described("Marta Lindqvist", &["phone", "patients"], Origin::Contact, ["2 engineers", "60 000 €", "12"]);
    let id = author.write(include_str!("documents/phone-queue.md"), &about)?;
    let calls = author.measure(
        id,
        &Promise {
            name: "Abandoned morning calls",
            unit: "%",
            baseline: 38.0,
            target: 15.0,
            due: author.calendar.date(4),
            role: Role::Primary,
            margin: None,
        },
    )?;
    let minutes = author.measure(
        id,
        &Promise {
            name: "Minutes at the desk per patient",
            unit: "min",
            baseline: 6.2,
            target: 6.2,
            due: author.calendar.date(4),
            role: Role::Guardrail,
            margin: Some(1.0),
        },
    )?;
    author.calendar.go(3);
    author.record(&calls, include_str!("abandoned-calls.csv"), 58)?;
    author.record(&minutes, include_str!("queue-minutes.csv"), 58)
}

fn kiosk(author: &Author<'_>) -> Result<()> {
    author.calendar.go(58);
    let about = described("Ben Okoro", &["kiosk"], Origin::Technology, ["3 engineers", "120 000 €", "16"]);
    let id = author.write(include_str!("documents/kiosk.md"), &about)?;
    let waiting = author.measure(
        id,
        &Promise {
            name: "Waiting time",
            unit: "min",
            baseline: 21.0,
            target: 15.0,
            due: author.calendar.date(11),
            role: Role::Primary,
            margin: None,
        },
    )?;
    author.calendar.go(10);
    author.record(&waiting, include_str!("waiting-minutes.csv"), 57)
}

fn referrals_approved(author: &Author<'_>) -> Result<()> {
    author.calendar.go(30);
    let about = described("Jonas Weber", &["referrals", "clerks"], Origin::Contact, ["2 engineers", "90 000 €", "14"]);
    let id = author.write(include_str!("documents/referrals.md"), &about)?;
    let due = author.calendar.date(-2);
    let minutes = author.measure(
        id,
        &Promise {
            name: "Minutes per referral",
            unit: "min",
            baseline: 7.1,
            target: 3.0,
            due,
            role: Role::Primary,
            margin: None,
        },
    )?;
    let dates = author.measure(
        id,
        &Promise {
            name: "Wrong dates per 100",
            unit: "",
            baseline: 8.1,
            target: 2.0,
            due,
            role: Role::Outcome,
            margin: None,
        },
    )?;
    author.calendar.go(28);
    for (by, levels) in [
        (
            "Ana Ruiz",
            [
                ("4", "Ten a day in 40 clinics, timed."),
                ("3", "It starts in our letter."),
                ("3", "The form library still needs an owner; the approach is named."),
            ],
        ),
        (
            "Chi Tran",
            [
                ("3", "A number, and a clerk who says so."),
                ("4", "Specialists cannot solve it alone."),
                ("3", "Handwriting is asked, never guessed."),
            ],
        ),
    ] {
        author.score(id, Some(by), levels)?;
    }
    author.decide(
        id,
        Outcome::Approve,
        "A counted problem, ours to solve, with a plan that does not guess.",
        &[("Ana Ruiz", 70.0), ("Chi Tran", 55.0), ("Ben Okoro", 80.0)],
    )?;
    author.calendar.go(1);
    author.record(&minutes, include_str!("referral-minutes.csv"), 43)?;
    author.record(&dates, include_str!("wrong-dates.csv"), 43)
}

fn kiosk_closed(author: &Author<'_>, kiosk: LaunchId) -> Result<()> {
    author.calendar.go(9);
    author.portfolio.give_verdict(
        kiosk,
        &VerdictInput {
            verdict: Verdict::NotSolved,
            why: "Patients wait as long as before. Nobody could say whose problem the kiosk was for.".into(),
            otherwise: "The fair brought visitors; waiting times did not depend on them.".into(),
        },
    )?;
    author.portfolio.keep_lesson(&LessonInput {
        when: "a proposal begins with what we own".into(),
        we: "approved it for the fair without a problem paragraph".into(),
        because: "the parts were impressive and nobody asked who described the problem before them".into(),
        about: LessonAbout::Should,
        launch: Some(kiosk),
        suggestion: Some(AnchorSuggestion {
            level: 1,
            anchor: "We could, because we own the parts; nobody described the problem before them.".into(),
        }),
    })?;
    Ok(())
}

fn phone_queue_closed(author: &Author<'_>, phone: LaunchId) -> Result<()> {
    author.calendar.go(3);
    author.portfolio.give_verdict(
        phone,
        &VerdictInput {
            verdict: Verdict::Solved,
            why: "Abandoned calls fell from 38 to 11 in 100 and stayed there; the desk is no slower.".into(),
            otherwise: "Two clinics hired a second receptionist in May; without them it is 13.".into(),
        },
    )?;
    author
        .portfolio
        .note_new_problem(phone, "Pharmacists get the same prescription twice when a caller is rung back.")?;
    Ok(())
}

fn in_front_of_reviewers(author: &Author<'_>) -> Result<()> {
    author.calendar.go(2);
    let about = described("Marta Lindqvist", &["roster", "nurses"], Origin::Contact, ["1 engineer", "30 000 €", "8"]);
    let id =
        author.write(include_str!("documents/hand-back.md"), &Description { door: Some(Door::TwoWay), ..about })?;
    author.measure(
        id,
        &Promise {
            name: "Unfilled nights",
            unit: "%",
            baseline: 32.0,
            target: 10.0,
            due: author.calendar.date(-40),
            role: Role::Primary,
            margin: None,
        },
    )?;
    author.portfolio.move_to_stage(&[id], Stage::InReview, None)?;
    for (by, levels) in [
        (
            "Ana Ruiz",
            [
                ("3", "Three nights in ten, and it tires people."),
                ("4", "We keep the roster."),
                ("1", "No owner for the pager fallback."),
            ],
        ),
        (
            "Ben Okoro",
            [
                ("4", "Nurses say it themselves."),
                ("3", "Our customers, our roster."),
                ("2", "The fallback has no cost."),
            ],
        ),
        (
            "Chi Tran",
            [("3", "A number from rosters."), ("3", "It is ours."), ("4", "We ran this at Elm Street in March.")],
        ),
    ] {
        author.score(id, Some(by), levels)?;
    }
    letters_ready(author)
}

fn letters_ready(author: &Author<'_>) -> Result<()> {
    let about = described(
        "Li Chen",
        &["letters", "patients"],
        Origin::Request,
        ["1 engineer, 2 translators", "26 000 €", "10"],
    );
    let id = author.write(include_str!("documents/letters.md"), &about)?;
    author.measure(
        id,
        &Promise {
            name: "Examinations cancelled on the day",
            unit: "%",
            baseline: 11.0,
            target: 4.0,
            due: author.calendar.date(-36),
            role: Role::Primary,
            margin: None,
        },
    )?;
    author.portfolio.move_to_stage(&[id], Stage::Ready, None)?;
    author.calendar.go(1);
    author.score(
        id,
        None,
        [
            ("3", "One in six patients, with a number from three clinics."),
            ("3", "The letter is ours, and nobody else knows the language in the file."),
            ("4", "The print layout was tried in Arabic."),
        ],
    )
}

fn on_the_shelf(author: &Author<'_>) -> Result<()> {
    author.calendar.go(6);
    let about = described("Chi Tran", &["labs"], Origin::Contact, ["", "", ""]);
    let id = author.write(include_str!("documents/lab-results.md"), &about)?;
    author.score(
        id,
        Some("Chi Tran"),
        [
            ("3", "Two in ten urgent cases."),
            ("3", "Our list is where doctors look."),
            ("1", "No lab has agreed to send."),
        ],
    )?;
    author.portfolio.print_decision(&DecisionInput {
        proposal: id,
        outcome: Outcome::NotYet,
        why: "The problem is real; the plan depends on labs that have not agreed.".into(),
        forecasts: vec![],
        conditions: None,
        dissent: None,
        dissenters: vec![],
        doing_nothing: None,
        kill_criterion: None,
        alternatives: Some("Faxes, and doing nothing.".into()),
        must_be_true: Some("One lab sends results for a week.".into()),
        revisit_on: Some(author.calendar.date(-1).to_string()),
        exception: None,
        cure_on: None,
    })?;
    let about = described("Ben Okoro", &["calendar"], Origin::Technology, ["", "", ""]);
    let id = author.write(include_str!("documents/badges.md"), &about)?;
    author.score(
        id,
        Some("Ana Ruiz"),
        [
            ("0", "Nobody described a problem."),
            ("1", "We own the calendar, that is all."),
            ("0", "A list of features."),
        ],
    )?;
    author.decide(id, Outcome::Decline, "No receptionist asked for badges; gaps are not the problem they name.", &[])
}

fn in_the_journal(author: &Author<'_>) -> Result<()> {
    author.calendar.go(1);
    let about = described("Jonas Weber", &["sign-in"], Origin::Product, ["1 engineer", "", "3"]);
    let about = Description { lane: Some(Lane::Improvement), ..about };
    let id = author.write(include_str!("documents/shared-login.md"), &about)?;
    author.measure(
        id,
        &Promise {
            name: "Sign-in seconds per shift",
            unit: "s",
            baseline: 744.0,
            target: 120.0,
            due: author.calendar.date(-12),
            role: Role::Primary,
            margin: None,
        },
    )?;
    author.portfolio.keep_spark(include_str!("documents/ward-round.md"), None)?;
    author.portfolio.keep_note("Called Elm Street: two clerks asked whether Refer can show yesterday's list.")?;
    Ok(())
}
