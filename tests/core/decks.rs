//! Decks of the portfolio: chosen measures in a kept order, their figures, and the way out to a file and back.
use backcast_core::charts::Palette;
use backcast_core::decks::{DeckInput, DeckItem, WeekEnd};
use backcast_core::measures::{Aggregate, Dated, Direction, MeasureInput};
use backcast_core::meetings::{ActionInput, AgreedIn};
use backcast_core::wbr::{self, BlockKind};
use backcast_core::{Error, Portfolio};
use backcast_tests::portfolio;
use jiff::ToSpan as _;
use jiff::civil::Date;

fn measured(portfolio: &Portfolio, name: &str, daily: impl Fn(i32) -> f64) -> String {
    let proposal = portfolio.keep_spark(&format!("{name} are too many."), None).unwrap().value;
    let input =
        MeasureInput { aggregate: Aggregate::Sum, floor: Some(0.0), ..MeasureInput::named(name, Direction::Down) };
    let id = portfolio.add_measure(proposal, &input).unwrap().value;
    // The last of two hundred days is Saturday, 29 August 2026; the clock stands at 1 September.
    let first: Date = "2026-02-11".parse().unwrap();
    let values: Vec<Dated> =
        (0..200).map(|day| Dated { date: first.saturating_add(day.days()), value: daily(day) }).collect();
    portfolio.record_observations(&id, &values).unwrap();
    id
}

fn deck(items: Vec<DeckItem>) -> DeckInput {
    DeckInput { title: "Ours".into(), week_ends_on: WeekEnd::Saturday, fiscal_year_end: 12, items }
}

fn shows(measure: &str) -> DeckItem {
    DeckItem { heading: None, measure: Some(measure.to_owned()) }
}

fn heading(text: &str) -> DeckItem {
    DeckItem { heading: Some(text.to_owned()), measure: None }
}

#[test]
fn a_deck_keeps_its_order_and_reviews_the_last_whole_week() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let calls = measured(portfolio, "Calls", |_| 2.0);
    let nights = measured(portfolio, "Nights", |day| f64::from(day % 7));
    let input = deck(vec![heading("Customers"), shows(&nights), shows(&calls)]);
    let id = portfolio.make_deck(&input).unwrap().value;
    assert_eq!(portfolio.deck(&id).unwrap(), input);
    let shown = portfolio.deck_review(&id, Palette::Light.into()).unwrap();
    assert_eq!(shown.week_ending, "2026-08-29");
    assert_eq!(
        shown.blocks.iter().map(|block| block.title.as_str()).collect::<Vec<_>>(),
        ["Customers", "Nights", "Calls"]
    );
    assert_eq!(shown.blocks[0].kind, BlockKind::Section);
    let sentence = |at: usize| shown.blocks[at].drawn.as_ref().unwrap().sentence.clone();
    assert_eq!(sentence(1), "Nights: 21 last week, level with the week before.");
    assert_eq!(sentence(2), "Calls: 14 last week, level with the week before.");
}

#[test]
fn a_deck_saved_as_files_opens_with_the_same_figures() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let file = fixture.path.with_file_name("ours.yaml");
    let calls = measured(portfolio, "Calls, \"urgent\"", |day| f64::from(day) / 3.0);
    let same = measured(portfolio, "Calls, \"urgent\"", f64::from);
    let id = portfolio.make_deck(&deck(vec![shows(&calls), heading("More"), shows(&same)])).unwrap().value;
    let files = portfolio.save_deck(&id, &file).unwrap();
    let read = wbr::review_files(&files[0], &files[1], None, None).unwrap();
    assert_eq!(read.warnings, []);
    assert_eq!(
        wbr::shown(&read.report, vec![], Palette::Dark.into()),
        portfolio.deck_review(&id, Palette::Dark.into()).unwrap()
    );
    assert_eq!(wbr::page(&read.report), portfolio.deck_page(&id).unwrap());
    let again = portfolio.save_deck(&id, &file);
    assert!(matches!(again, Err(Error::Rejected { .. })), "values of another file were written over");
}

#[test]
fn the_weekly_review_says_what_changed_and_starts_an_improvement_from_it() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let calm = measured(portfolio, "Calm", |day| f64::from(day % 3));
    let wild = measured(portfolio, "Wild", |day| if day > 192 { 900.0 } else { f64::from(day % 5) });
    let id = portfolio.make_deck(&deck(vec![heading("A"), shows(&calm), shows(&wild)])).unwrap().value;
    let review = portfolio.weekly_review(&id, Palette::Light.into()).unwrap();
    assert_eq!(review.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["Calm", "Wild"]);
    assert_eq!(review.changed, [1]);
    assert_eq!(review.items[0].under.as_deref(), Some("A"));
    portfolio.annotate(&wild, "2026-08-29", "A storm").unwrap();
    let noted = portfolio.weekly_review(&id, Palette::Light.into()).unwrap();
    assert_eq!(noted.items[1].notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["A storm"]);
    let proposal = portfolio.improve_from_review(&wild, "Callers wait.").unwrap().value;
    let about = portfolio.proposal(proposal).unwrap();
    assert_eq!(about.line.problem, "Callers wait.");
    assert_eq!(
        (about.line.lane.to_string(), about.origin.map(|origin| origin.to_string())),
        ("improvement".into(), Some("product".into()))
    );
}

#[test]
fn an_action_of_a_weekly_review_is_carried_until_it_is_done_and_outlives_its_deck() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let (ours, theirs) = (
        portfolio.make_deck(&deck(vec![heading("A")])).unwrap().value,
        portfolio.make_deck(&DeckInput { title: "Theirs".into(), ..deck(vec![]) }).unwrap().value,
    );
    let agree = |deck: &str, text: &str| {
        let agreed_in = AgreedIn::WeeklyReview(deck.to_owned());
        let (text, owner, due_on) = (text.to_owned(), "Ben".to_owned(), "2026-09-01".to_owned());
        portfolio.add_action(&ActionInput { agreed_in, text, owner, due_on })
    };
    agree(&ours, "Call the clinic").unwrap();
    agree(&ours, "Count the calls").unwrap();
    assert!(matches!(agree("nowhere", "Nothing"), Err(Error::NotFound { .. })));
    let actions = |deck: &str| portfolio.weekly_review(deck, Palette::Light.into()).unwrap().actions;
    assert_eq!(
        actions(&ours).iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
        ["Call the clinic", "Count the calls"]
    );
    assert!(actions(&theirs).is_empty());
    // The review of the next week shows what is open, and what was done only in the week it was done in.
    portfolio.finish_action(&actions(&ours)[0].id, true).unwrap();
    assert_eq!(actions(&ours).iter().filter(|one| one.done).count(), 1);
    fixture.clock.pass(14 * 86_400);
    assert_eq!(actions(&ours).iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Count the calls"]);
    let needs = || portfolio.needs_you().unwrap();
    let need = needs().into_iter().find(|need| need.problem == "Ben: Count the calls").unwrap();
    assert_eq!((need.subject.as_str(), need.deck.as_deref(), need.overdue), ("Ours", Some(ours.as_str()), true));
    portfolio.remove_deck(&ours).unwrap();
    let left = needs().into_iter().find(|need| need.problem == "Ben: Count the calls").unwrap();
    assert_eq!((left.subject.as_str(), left.deck), ("", None));
    portfolio.undo().unwrap();
    assert_eq!(actions(&ours).len(), 1, "the deck came back without its action");
}

#[test]
fn a_deck_needs_a_title_and_known_measures_and_can_be_taken_back() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let untitled = DeckInput { title: " ".into(), ..deck(vec![]) };
    assert!(matches!(portfolio.make_deck(&untitled), Err(Error::Invalid { field: "title", .. })));
    assert!(matches!(portfolio.make_deck(&deck(vec![shows("nothing")])), Err(Error::NotFound { .. })));
    let id = portfolio.make_deck(&deck(vec![heading("A")])).unwrap().value;
    portfolio.remove_deck(&id).unwrap();
    assert!(portfolio.decks().unwrap().is_empty());
    portfolio.undo().unwrap();
    assert_eq!(portfolio.deck(&id).unwrap().items, [heading("A")]);
}

#[test]
fn re_basing_needs_a_cause_and_a_date_of_its_own_and_the_review_goes_by_it() {
    let fixture = portfolio();
    let portfolio = &fixture.portfolio;
    let risen =
        measured(portfolio, "Risen", |day| if day < 100 { f64::from(day % 3) } else { f64::from(50 + day % 3) });
    let id = portfolio.make_deck(&deck(vec![shows(&risen)])).unwrap().value;
    let changed = || portfolio.weekly_review(&id, Palette::Light.into()).unwrap().changed;
    assert_eq!(changed(), [0]);
    assert!(matches!(portfolio.rebase(&risen, "2026-05-24", " "), Err(Error::Invalid { field: "cause", .. })));
    portfolio.rebase(&risen, "2026-05-24", "A new way of counting").unwrap();
    assert_eq!(changed(), [0; 0]);
    assert!(matches!(portfolio.rebase(&risen, "2026-05-24", "Again"), Err(Error::Invalid { field: "on", .. })));
    portfolio.undo().unwrap();
    assert_eq!(changed(), [0]);
}
