//! The words of sheets and printed pages, in each language.
//!
//! A language is one constant, so that none can lack a word. Not here: the words of minutes and ballots (`room`) and of
//! drawings (`charts::words`).

use crate::decisions::{ExceptionKind, Outcome};
use crate::evidence::Class;
use crate::retros::Verdict;
use crate::scores::{Answer, Criterion};

/// Every word that a sheet or a printed page may hold.
pub(crate) struct Words {
    /// The language as a page names it.
    pub(crate) code: &'static str,
    /// What stands before and between the numbers of a footer: page 2 of 4.
    pub(crate) page_of: [&'static str; 2],
    /// Names of files: a read-ahead, record, retro, ballots, minutes, weekly review, review of a period.
    pub(crate) files: [&'static str; 7],

    pub(crate) customer: &'static str,
    pub(crate) problem: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) measures: &'static str,
    pub(crate) measure_heads: [&'static str; 5],
    pub(crate) by: &'static str,
    pub(crate) weeks_after: &'static str,
    pub(crate) read_ahead: &'static str,
    pub(crate) read_ahead_for: &'static str,

    pub(crate) criteria: [&'static str; 3],
    pub(crate) questions: [&'static str; 3],
    pub(crate) levels: [&'static str; 5],
    pub(crate) dont_know: &'static str,
    pub(crate) not_scored: &'static str,

    pub(crate) outcomes: [&'static str; 4],
    pub(crate) decision: &'static str,
    pub(crate) proposal: &'static str,
    pub(crate) printed: &'static str,
    pub(crate) decided_by: &'static str,
    pub(crate) present: &'static str,
    pub(crate) record: &'static str,
    pub(crate) after: &'static str,
    pub(crate) seals: &'static str,
    pub(crate) why: &'static str,
    pub(crate) exception: &'static str,
    pub(crate) exceptions: [&'static str; 3],
    pub(crate) cure: &'static str,
    pub(crate) must_be_true: &'static str,
    pub(crate) conditions: &'static str,
    pub(crate) dissent: &'static str,
    pub(crate) kill: &'static str,
    pub(crate) considered: &'static str,
    pub(crate) forecasts: &'static str,
    pub(crate) remark: &'static str,
    pub(crate) forgotten: &'static str,
    pub(crate) ballots: &'static str,
    pub(crate) ballot_heads: [&'static str; 4],
    pub(crate) record_footer: &'static str,

    pub(crate) retrospective: &'static str,
    pub(crate) launched: &'static str,
    pub(crate) judged_by: &'static str,
    pub(crate) judged_by_record: &'static str,
    pub(crate) what_we_said: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) verdicts: [&'static str; 4],
    pub(crate) given: &'static str,
    pub(crate) otherwise: &'static str,
    pub(crate) evidence_heads: [&'static str; 6],
    pub(crate) met: &'static str,
    pub(crate) missed: &'static str,
    pub(crate) evidence: [&'static str; 8],
    pub(crate) retro_footer: &'static str,

    pub(crate) review: &'static str,
    pub(crate) period: &'static str,
    pub(crate) sections: [(&'static str, &'static str); 5],
    pub(crate) no_problem: &'static str,
    pub(crate) did_we_know: &'static str,
    pub(crate) only_approved: &'static str,
    pub(crate) scored: &'static str,
    pub(crate) too_few: &'static str,
    pub(crate) process: &'static str,

    pub(crate) weekly: &'static str,
    pub(crate) week_ending: &'static str,
}

pub(super) const ENGLISH: Words = Words {
    code: "en",
    page_of: ["page", "of"],
    files: ["read-ahead", "record", "retrospective", "ballots", "minutes", "weekly review", "portfolio review"],

    customer: "Customer",
    problem: "Problem",
    solution: "Solution",
    measures: "Measures",
    measure_heads: ["Measure", "Unit", "Baseline", "Target", "Due"],
    by: "by {on}",
    weeks_after: "{weeks} weeks after launch",
    read_ahead: "read-ahead",
    read_ahead_for: "read-ahead for {meeting}",

    criteria: ["Big idea", "Should we", "Plan to succeed"],
    questions: [
        "If it works, how much better, for how many?",
        "Is it ours to do?",
        "Is there a legitimate plan to succeed?",
    ],
    levels: ["Absent", "Hinted", "Partly there", "Present", "Strong"],
    dont_know: "Don't know",
    not_scored: "not scored",

    outcomes: ["Approved", "Approved as an exception", "Not yet", "Declined"],
    decision: "Decision {id}",
    proposal: "Proposal",
    printed: "Printed",
    decided_by: "Decided by",
    present: "Present",
    record: "Record",
    after: "After",
    seals: "Seals",
    why: "Why",
    exception: "Exception",
    exceptions: ["a seal is missing", "a seal is stale", "something blocking is open"],
    cure: "To be cured by",
    must_be_true: "What must be true before it comes back",
    conditions: "Conditions",
    dissent: "Dissent",
    kill: "What would change our mind",
    considered: "What else was considered",
    forecasts: "Forecasts: the primary measure reaches its target by its date",
    remark: "Remark of {name}, {at}",
    forgotten: "(forgotten)",
    ballots: "Ballots",
    ballot_heads: ["Who", "Question", "Level", "Why"],
    record_footer: "{id} · {subject} · record {record}",

    retrospective: "Retrospective",
    launched: "Launched",
    judged_by: "Judged by",
    judged_by_record: "{id}, record {record}",
    what_we_said: "What we said",
    verdict: "Verdict: {verdict}",
    verdicts: ["solved", "partly solved", "not solved", "can't tell"],
    given: "Given",
    otherwise: "What else could explain it",
    evidence_heads: ["Measure", "Before", "After", "Target", "Target was", "Evidence"],
    met: "met",
    missed: "missed",
    evidence: [
        "harm",
        "can't tell",
        "worse",
        "solved",
        "already moving",
        "moved, not enough",
        "met by noise",
        "no change",
    ],
    retro_footer: "{id} · retrospective · record {record}",

    review: "Portfolio review",
    period: "{from} to {until}",
    sections: [
        ("Decided", "Nothing was decided."),
        ("Launched", "Nothing was launched."),
        ("Closed", "No verdict was given."),
        ("Due", "No retro is due."),
        ("Lessons", "No lesson was kept."),
    ],
    no_problem: "No problem paragraph.",
    did_we_know: "Did we know?",
    only_approved: "Only approved ideas have outcomes. This says nothing about the ones that were declined.",
    scored: "Brier {brier} over {outcomes} outcomes: mean of (p − y)², 0 to 1, less is better; always saying 50 % is 0.25.",
    too_few: "Too few closed launches to say anything: {closed} of {needed}.",
    process: "process",

    weekly: "Weekly business review",
    week_ending: "Week ending {on}",
};

pub(super) const GERMAN: Words = Words {
    code: "de",
    page_of: ["Seite", "von"],
    files: ["Vorablesen", "Urkunde", "Rückschau", "Stimmzettel", "Protokoll", "Wochenblatt", "Rückblick"],

    customer: "Kunde",
    problem: "Problem",
    solution: "Lösung",
    measures: "Messgrößen",
    measure_heads: ["Messgröße", "Einheit", "Ausgangswert", "Ziel", "Stichtag"],
    by: "bis {on}",
    weeks_after: "{weeks} Wochen nach der Einführung",
    read_ahead: "zum Vorablesen",
    read_ahead_for: "zum Vorablesen für {meeting}",

    criteria: ["Große Idee", "Sollen wir", "Plan zum Gelingen"],
    questions: [
        "Wenn es klappt: wie viel besser, für wie viele?",
        "Ist es unsere Sache?",
        "Gibt es einen echten Plan zum Gelingen?",
    ],
    levels: ["Fehlt", "Angedeutet", "Teilweise da", "Vorhanden", "Stark"],
    dont_know: "Weiß nicht",
    not_scored: "nicht bewertet",

    outcomes: ["Genehmigt", "Als Ausnahme genehmigt", "Noch nicht", "Abgelehnt"],
    decision: "Entscheidung {id}",
    proposal: "Vorschlag",
    printed: "Gedruckt",
    decided_by: "Entschieden von",
    present: "Anwesend",
    record: "Urkunde",
    after: "Folgt auf",
    seals: "Siegel",
    why: "Warum",
    exception: "Ausnahme",
    exceptions: ["ein Siegel fehlt", "ein Siegel ist veraltet", "etwas Sperrendes ist offen"],
    cure: "Nachzuholen bis",
    must_be_true: "Was wahr sein muss, bevor es wiederkommt",
    conditions: "Bedingungen",
    dissent: "Widerspruch",
    kill: "Was uns umstimmen würde",
    considered: "Was sonst erwogen wurde",
    forecasts: "Prognosen: Die Hauptgröße erreicht ihr Ziel bis zum Stichtag",
    remark: "Bemerkung von {name}, {at}",
    forgotten: "(vergessen)",
    ballots: "Stimmzettel",
    ballot_heads: ["Wer", "Frage", "Stufe", "Warum"],
    record_footer: "{id} · {subject} · Urkunde {record}",

    retrospective: "Rückschau",
    launched: "Eingeführt",
    judged_by: "Gemessen an",
    judged_by_record: "{id}, Urkunde {record}",
    what_we_said: "Was wir gesagt haben",
    verdict: "Urteil: {verdict}",
    verdicts: ["gelöst", "teilweise gelöst", "nicht gelöst", "nicht zu sagen"],
    given: "Gegeben",
    otherwise: "Was es sonst erklären könnte",
    evidence_heads: ["Messgröße", "Vorher", "Nachher", "Ziel", "Das Ziel ist", "Belege"],
    met: "erreicht",
    missed: "verfehlt",
    evidence: [
        "Schaden",
        "nicht zu sagen",
        "schlechter",
        "gelöst",
        "war schon in Bewegung",
        "bewegt, nicht genug",
        "durch Zufall erreicht",
        "keine Änderung",
    ],
    retro_footer: "{id} · Rückschau · Urkunde {record}",

    review: "Rückblick auf das Portfolio",
    period: "{from} bis {until}",
    sections: [
        ("Entschieden", "Nichts wurde entschieden."),
        ("Eingeführt", "Nichts wurde eingeführt."),
        ("Abgeschlossen", "Kein Urteil wurde gegeben."),
        ("Fällig", "Keine Rückschau ist fällig."),
        ("Lehren", "Keine Lehre wurde festgehalten."),
    ],
    no_problem: "Kein Problemabsatz.",
    did_we_know: "Wussten wir es?",
    only_approved: "Nur genehmigte Ideen haben Ausgänge. Über die abgelehnten sagt das nichts.",
    scored: "Brier {brier} über {outcomes} Ausgänge: Mittel von (p − y)², 0 bis 1, weniger ist besser; immer 50 % zu sagen ergibt 0,25.",
    too_few: "Zu wenige abgeschlossene Einführungen für eine Aussage: {closed} von {needed}.",
    process: "Vorgehen",

    weekly: "Wochenblatt",
    week_ending: "Woche bis {on}",
};

impl Words {
    /// The name of a criterion.
    pub(crate) fn criterion(&self, criterion: Criterion) -> &'static str {
        let [big, should, plan] = self.criteria;
        match criterion {
            Criterion::Big => big,
            Criterion::Should => should,
            Criterion::Plan => plan,
        }
    }

    /// The question of a criterion.
    pub(crate) fn question(&self, criterion: Criterion) -> &'static str {
        let [big, should, plan] = self.questions;
        match criterion {
            Criterion::Big => big,
            Criterion::Should => should,
            Criterion::Plan => plan,
        }
    }

    /// The name of a level.
    pub(crate) fn level(&self, answer: Answer) -> &'static str {
        match answer {
            Answer::Level(level) => self.levels.get(usize::from(level)).copied().unwrap_or_default(),
            Answer::DontKnow(_) => self.dont_know,
        }
    }

    /// How a decision came out.
    pub(crate) fn outcome(&self, outcome: Outcome) -> &'static str {
        let [approved, exception, not_yet, declined] = self.outcomes;
        match outcome {
            Outcome::Approve => approved,
            Outcome::Exception => exception,
            Outcome::NotYet => not_yet,
            Outcome::Decline => declined,
        }
    }

    /// What an exception leaves out.
    pub(crate) fn exception(&self, kind: ExceptionKind) -> &'static str {
        let [missing, stale, blocked] = self.exceptions;
        match kind {
            ExceptionKind::SealMissing => missing,
            ExceptionKind::SealStale => stale,
            ExceptionKind::BlockerOpen => blocked,
        }
    }

    /// A verdict.
    pub(crate) fn verdict(&self, verdict: Verdict) -> &'static str {
        let [solved, partly, not_solved, cant_tell] = self.verdicts;
        match verdict {
            Verdict::Solved => solved,
            Verdict::Partly => partly,
            Verdict::NotSolved => not_solved,
            Verdict::CantTell => cant_tell,
        }
    }

    /// What the values of a measure say.
    pub(crate) fn evidence(&self, class: Class) -> &'static str {
        let [harm, cant_tell, worse, solved, already_moving, not_enough, by_noise, no_change] = self.evidence;
        match class {
            Class::Harm => harm,
            Class::CantTell => cant_tell,
            Class::Worse => worse,
            Class::Solved => solved,
            Class::AlreadyMoving => already_moving,
            Class::MovedNotEnough => not_enough,
            Class::MetByNoise => by_noise,
            Class::NoChange => no_change,
        }
    }
}
