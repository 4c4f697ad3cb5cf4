//! The contract between shell and page: every command and event, once.
//!
//! `ui/src/ipc/bindings.ts` is generated from it. specta, tauri-specta and specta-typescript are pre-releases that resolve
//! only together; they are pinned with `=` and moved as one.

use backcast_core::Topic;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::{Builder, Event, collect_commands, collect_events};

use crate::commands::{
    app, decisions, decks, documents, insights, journal, launches, ledger, lessons, measures, people, portfolio,
    proposals, retros, scores, search,
};
use crate::host::Task;
use crate::preferences::Theme;

/// Something was written; whoever shows these topics must read again.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct DataChanged(pub Vec<Topic>);

/// An item of the native menu was chosen: the id of an action.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct MenuChosen(pub String);

/// A long piece of work got further.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Progress(pub Task);

/// The desktop went light or dark.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct SystemThemeChanged(pub Theme);

/// The whole contract.
#[expect(clippy::too_many_lines, reason = "it is one list")]
pub fn contract<R: tauri::Runtime>() -> Builder<R> {
    Builder::new()
        .disable_serde_phases()
        .semantic_types(specta_typescript::semantic::Configuration::empty().enable_lossless_floats())
        .commands(collect_commands![
            app::about,
            app::preferences,
            app::set_preferences,
            app::system_theme,
            app::show_menu,
            app::set_title,
            app::open_outside,
            app::cancel_task,
            app::quit,
            portfolio::portfolio_state,
            portfolio::create_portfolio,
            portfolio::open_portfolio,
            portfolio::open_sample,
            portfolio::choose_portfolio,
            portfolio::choose_new_portfolio,
            portfolio::close_portfolio,
            portfolio::show_in_folder,
            portfolio::check_portfolio,
            portfolio::import_files,
            portfolio::choose_imports,
            portfolio::undo,
            portfolio::redo,
            portfolio::undo_state,
            journal::journal_log,
            journal::journal_notes,
            journal::keep_note,
            journal::needs_you,
            proposals::list_proposals,
            proposals::matching_proposals,
            proposals::place_in_list,
            proposals::list_groups,
            proposals::matrix,
            proposals::tag_proposals,
            proposals::name_customer,
            search::search,
            search::suggest,
            search::views,
            search::keep_view,
            search::delete_view,
            proposals::proposal,
            proposals::keep_spark,
            proposals::write_proposal,
            proposals::promote_spark,
            proposals::move_to_stage,
            proposals::stop_proposal,
            proposals::describe_proposal,
            proposals::trash_proposals,
            proposals::take_from_trash,
            proposals::empty_trash,
            documents::document,
            documents::read_text,
            documents::save_document,
            documents::page,
            documents::revisions,
            documents::revision_text,
            documents::restore_revision,
            documents::dismiss_note,
            documents::recall_note,
            scores::rubric,
            scores::score_sheet,
            scores::record_score,
            scores::reaffirm_score,
            decisions::decision_sheet,
            decisions::print_decision,
            decisions::decisions,
            decisions::decision,
            decisions::amend_decision,
            decks::decks,
            decks::deck,
            decks::deck_measures,
            decks::make_deck,
            decks::change_deck,
            decks::remove_deck,
            decks::deck_review,
            decks::weekly_review,
            decks::improve_from_review,
            decks::save_deck,
            decks::save_deck_page,
            decks::choose_deck,
            decks::choose_table,
            decks::file_deck,
            decks::save_file_deck_page,
            measures::measures,
            measures::add_measure,
            measures::change_measure,
            measures::remove_measure,
            measures::observations,
            measures::record_observations,
            measures::choose_sheet,
            measures::preview_sheet,
            measures::import_sheet,
            measures::annotations,
            measures::annotate,
            measures::remove_annotation,
            measures::products,
            measures::add_product_measure,
            measures::improve_product,
            launches::launch_proposal,
            launches::launches,
            launches::launch,
            launches::chart,
            launches::evidence,
            retros::retro,
            retros::start_retro,
            retros::reopen_retro,
            retros::ask_for_verdict,
            retros::excuse_giver,
            retros::keep_look_back,
            retros::seal_verdict,
            retros::leave_retro,
            retros::give_verdict,
            retros::note_new_problem,
            lessons::lessons,
            lessons::lessons_for,
            lessons::keep_lesson,
            lessons::reword_lesson,
            lessons::drop_lesson,
            lessons::take_suggestion_over,
            lessons::proposal_from_lesson,
            insights::insights,
            insights::behind_figure,
            insights::share_calibration,
            insights::forecasts,
            insights::make_forecast,
            insights::resolve_forecast,
            insights::small_calibration,
            ledger::ledger_entry,
            ledger::watchable_measures,
            ledger::set_trigger,
            ledger::drop_trigger,
            ledger::leave_unchosen,
            ledger::note_later_outcome,
            ledger::principles,
            ledger::keep_principle,
            ledger::retire_principle,
            ledger::apply_principle,
            people::people,
            people::rename_person,
            people::merge_people,
            people::retire_person,
            people::forget_person,
        ])
        .events(collect_events![DataChanged, MenuChosen, Progress, SystemThemeChanged])
}
