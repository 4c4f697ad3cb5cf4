//! Commands on what runs: check-ins on launches, explanations, running products.

use std::process::ExitCode;

use backcast_core::Portfolio;
use backcast_core::launches::{CheckInInput, LaunchId};
use backcast_core::measures::Measure;
use serde_json::json;

use crate::arguments::CheckInArguments;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

pub(crate) fn check_in(out: &Printer, portfolio: &Portfolio, asked: &CheckInArguments) -> Done {
    let launch: LaunchId = asked.launch.parse()?;
    portfolio.record_check_in(
        launch,
        &CheckInInput {
            on: asked.on.clone().unwrap_or_default(),
            experienced: asked.experienced.clone(),
            values: vec![],
            explanations: vec![],
            again: asked.again,
            again_why: asked.why.clone().unwrap_or_default(),
            kill: asked.kill,
        },
    )?;
    let line = portfolio.launch(launch)?.line;
    let next = line.next_check_in.clone().unwrap_or_default();
    out.say(
        &json!({ "launch": launch, "next_check_in": line.next_check_in }),
        &format!("{launch}: checked in; next on {next}"),
    )
}

pub(crate) fn annotate(out: &Printer, portfolio: &Portfolio, measure: &Measure, date: &str, text: &str) -> Done {
    let id = portfolio.annotate(&measure.id, date, text)?.value;
    out.say(
        &json!({ "id": id, "measure": measure.stated.name }),
        &format!("{}: {date} is explained", measure.stated.name),
    )
}

pub(crate) fn products(out: &Printer, portfolio: &Portfolio) -> Done {
    let products = portfolio.products()?;
    let mut lines = vec![];
    for product in &products {
        lines.push(product.name.clone());
        for one in &product.measures {
            let latest = one
                .latest
                .as_ref()
                .map_or_else(|| "no values".to_owned(), |last| format!("{} on {}", last.value, last.date));
            lines.push(format!("    {}  {latest}", one.measure.stated.name));
        }
    }
    let none = "no running products".to_owned();
    out.say(&products, &if lines.is_empty() { none } else { lines.join("\n") })
}

pub(crate) fn improve(out: &Printer, portfolio: &Portfolio, product: &str, measure: &str, problem: &str) -> Done {
    let measure = portfolio.find_product_measure(product, measure)?;
    let id = portfolio.improve_product(&measure.id, problem)?.value;
    out.say(&json!({ "id": id, "product": product }), &format!("{id}: an improvement of {product}"))
}
