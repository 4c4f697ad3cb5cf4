//! Commands: unpack the request, call the core once, announce the change. One file a noun.

pub(crate) mod app;
pub(crate) mod decisions;
pub(crate) mod decks;
pub(crate) mod documents;
pub(crate) mod insights;
pub(crate) mod journal;
pub(crate) mod launches;
pub(crate) mod learn;
pub(crate) mod ledger;
pub(crate) mod lessons;
pub(crate) mod measures;
pub(crate) mod meetings;
pub(crate) mod people;
pub(crate) mod portfolio;
pub(crate) mod proposals;
pub(crate) mod retros;
pub(crate) mod safekeeping;
pub(crate) mod scores;
pub(crate) mod search;
pub(crate) mod writing_rules;
