//! What leaves for an office program, opened by LibreOffice where it is installed: headings, lists, and no formula that runs.
use std::fs;
use std::path::Path;
use std::process::Command;

use super::world::Place;

/// Texts that a spreadsheet would calculate, each as a headline and as a customer.
const FORMULAS: [&str; 7] =
    ["=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "=HYPERLINK(\"http://example.invalid\")", "'=1+1"];

/// Converts files with LibreOffice into a folder; whether there is one.
fn converted(folder: &Path, form: &str, files: &[&Path]) -> bool {
    let home = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let ran = Command::new("soffice")
        .args([&home, "--headless", "--norestore", "--convert-to", form, "--outdir"])
        .arg(folder.join("converted"))
        .args(files)
        .output();
    match ran {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(_) => {
            println!("skipped: LibreOffice is not installed");
            false
        }
    }
}

#[test]
fn libreoffice_finds_real_headings_and_lists_in_a_word_document() {
    let place = Place::new();
    let text = "# Evenings back\n\n## Customer\n\nNight nurses.\n\n## Problem\n\nOn **3 nights** in 10 nobody picks up.\n\n## Solution\n\n1. A board.\n2. A pager.\n\n- open\n- free\n\n| Ward | Nights |\n|---|---|\n| A | 3 |\n\n## Internal FAQ\n\n### Finances\n\nTwo people, [see](https://example.org).\n";
    place.ok(&["import", &place.file("one.md", text)]);
    let out = place.path("out");
    place.ok(&["export", "--as", "docx", "--to", out.to_str().unwrap()]);
    let file = fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    if !converted(&place.path("."), "fodt", &[&file]) {
        return;
    }
    let seen =
        fs::read_to_string(place.path("converted").join(file.with_extension("fodt").file_name().unwrap())).unwrap();
    let headings = |level: u32| seen.matches(&format!("text:outline-level=\"{level}\"")).count();
    assert!(seen.contains("<text:h "), "no heading is one");
    let body = &seen[seen.find("<office:text").unwrap()..];
    for heading in ["Customer", "Problem", "Solution", "Internal FAQ", "Finances"] {
        let at = body.find(&format!(">{heading}<")).ok_or(heading).unwrap();
        assert!(body[..at].rfind("<text:h ").is_some_and(|start| !body[start..at].contains("</text:h>")), "{heading}");
    }
    assert!(headings(1) + headings(2) + headings(3) >= 5);
    assert!(body.matches("<text:list-item").count() >= 4, "the lists are no lists");
    assert!(body.contains("<table:table-cell"), "the table is no table");
    assert!(body.contains("xlink:href=\"https://example.org"), "the link leads nowhere");
}

#[test]
fn libreoffice_calculates_no_cell_of_a_table_or_spreadsheet() {
    let place = Place::new();
    for text in FORMULAS {
        place.ok(&["spark", &format!("--customer={text}"), "--", text]);
    }
    let (csv, xlsx) = (place.path("all.csv"), place.path("sheet.xlsx"));
    place.ok(&["export", "--as", "csv", "--to", csv.to_str().unwrap()]);
    place.ok(&["export", "--as", "xlsx", "--to", xlsx.to_str().unwrap()]);
    if !converted(&place.path("."), "fods", &[&csv, &xlsx]) {
        return;
    }
    for name in ["all.fods", "sheet.fods"] {
        let seen = fs::read_to_string(place.path("converted").join(name)).unwrap();
        assert!(!seen.contains("table:formula="), "{name} calculates");
        assert!(seen.matches("1+1").count() >= 5, "{name} lost a text");
    }
}

#[test]
fn what_libreoffice_makes_of_a_table_comes_in_again() {
    let place = Place::new();
    place.ok(&["spark", "--customer=Clerks", "On 3 nights in 10 nobody picks up."]);
    let csv = place.path("all.csv");
    place.ok(&["export", "--as", "csv", "--to", csv.to_str().unwrap()]);
    if !converted(&place.path("."), "ods", &[&csv]) {
        return;
    }
    let other = Place::new();
    let ods = place.path("converted").join("all.ods");
    other.ok(&["import", ods.to_str().unwrap()]);
    let rows = other.json(&["list"]);
    assert_eq!(rows[0]["customer"], "Clerks");
    assert_eq!(rows[0]["problem"], "On 3 nights in 10 nobody picks up.");
}
