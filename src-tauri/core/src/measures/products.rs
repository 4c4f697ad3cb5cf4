//! Running products: measures that belong to the portfolio, without a proposal.
//!
//! A proposal's measure may take its values from one of them; what is operated well also starts *improvement* proposals.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::stating::{checked, found, refuse_namesake, stored};
use super::{LatestValue, Measure, MeasureInput, TOPICS};
use crate::change::{Action, Changed, Topic};
use crate::documents::Template;
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, Description, Lane, Origin, ProposalId, Stage};
use crate::storage::measures::Owner;
use crate::storage::{measures as rows, observations, proposals as proposal_rows};

/// A product that runs, with what it is operated by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Its measures, in the order they were stated.
    pub measures: Vec<ProductMeasure>,
}

/// A measure of a running product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ProductMeasure {
    /// The measure.
    pub measure: Measure,
    /// How many values there are.
    pub values: u32,
    /// The latest.
    pub latest: Option<LatestValue>,
    /// The proposals that take their values from it.
    pub used_by: Vec<ProposalId>,
}

impl Portfolio {
    /// The running products with their measures, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn products(&self) -> Result<Vec<Product>> {
        self.read(|conn| {
            let products = rows::products(conn)?.into_iter().map(|name| {
                let measures = rows::of_product(conn, &name)?.into_iter().map(|measure| {
                    let standing = observations::standing(conn, super::key(conn, &measure.id)?)?;
                    Ok(ProductMeasure {
                        values: u32::try_from(standing.len()).unwrap_or(u32::MAX),
                        latest: standing.last().map(LatestValue::from),
                        used_by: rows::used_by(conn, &measure.id)?,
                        measure,
                    })
                });
                Ok(Product { measures: measures.collect::<Result<_>>()?, name })
            });
            products.collect()
        })
    }

    /// Adds a measure to a running product, which there is from its first measure on, and returns the measure's id.
    ///
    /// # Errors
    /// [`Error::Invalid`] as for a proposal's measure, and without a product.
    pub fn add_product_measure(&self, product: &str, new: &MeasureInput) -> Result<Changed<String>> {
        let (product, dates) = (product.trim(), checked(new)?);
        if product.is_empty() {
            return Err(Error::invalid("product", Reason::Required));
        }
        self.transact(Action::AddMeasure, TOPICS, |w| {
            let owner = Owner::Product(rows::product_named(w.conn, product)?.unwrap_or_else(|| product.to_owned()));
            refuse_namesake(w.conn, &owner, &new.name, None)?;
            let id = w.new_id().to_string();
            rows::insert(w.conn, &owner, &id, &stored(w.conn, new, &dates)?)?;
            w.about(&owner);
            w.detail(new.name.trim());
            Ok(id)
        })
    }

    /// The measure of a running product with this name; a prefix that only one name has is enough.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such product or measure, [`Error::Invalid`] when several are meant.
    pub fn find_product_measure(&self, product: &str, name: &str) -> Result<Measure> {
        let all = self.read(|conn| match rows::product_named(conn, product)? {
            Some(product) => rows::of_product(conn, &product),
            None => Err(Error::not_found(Entity::Product, product)),
        })?;
        found(all, name, product)
    }

    /// Begins an improvement from a measure of a running product: the problem in words, the measure as its primary one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text; [`Error::NotFound`] unless the measure is a running product's.
    pub fn improve_product(&self, measure: &str, problem: &str) -> Result<Changed<ProposalId>> {
        const IMPROVED: &[Topic] = &[Topic::Proposals, Topic::Measures, Topic::Journal];
        let problem = problem.trim();
        if problem.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        self.transact(Action::KeepSpark, IMPROVED, |w| {
            let Some(Owner::Product(product)) = rows::owner_of(w.conn, measure)? else {
                return Err(Error::not_found(Entity::Measure, measure));
            };
            let from = rows::get(w.conn, measure)?.ok_or_else(|| Error::not_found(Entity::Measure, measure))?;
            let id = proposals::insert_proposal(w, Stage::Spark, Template::JournalIdea, problem, None, Cause::Writing)?;
            let origin = Description {
                lane: Some(Lane::Improvement),
                origin: Some(Origin::Product),
                origin_detail: Some(product),
                ..Description::default()
            };
            proposal_rows::describe(
                w.conn,
                id,
                &proposal_rows::Fields { new: &origin, owner: None, revisit: None, at: w.now },
            )?;
            let linked = MeasureInput { role: super::Role::Primary, source: Some(measure.to_owned()), ..from.stated };
            let dates = checked(&linked)?;
            let row = w.new_id().to_string();
            rows::insert(w.conn, &Owner::Proposal(id), &row, &stored(w.conn, &linked, &dates)?)?;
            Ok(id)
        })
    }
}
