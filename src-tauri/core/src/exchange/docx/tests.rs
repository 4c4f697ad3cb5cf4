use std::io::Write as _;

use super::*;

/// A package with this body, and other parts.
fn package(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>");
    for (name, text) in [("word/document.xml", document.as_str())].iter().chain(others) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn text(body: &str) -> String {
    read(&package(body, &[])).unwrap().text
}

fn refused(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(document) => panic!("read as {}", document.text),
        Err(error) => error.to_string(),
    }
}

#[test]
fn headings_lists_quotations_links_marks_and_tables_become_markdown() {
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Own\"><w:name w:val=\"Our head\"/><w:basedOn w:val=\"Heading2\"/></w:style></w:styles>";
    let links = "<Relationships><Relationship Id=\"r1\" Target=\"https://elm.example/a?b=1&amp;c=2\"/><Relationship Id=\"r2\" Target=\"file:///etc/passwd\"/></Relationships>";
    let item = |level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        styled("Title", "Evenings back"),
        styled("Own", "Problem"),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Nobody </w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>picks up &amp; pays 2*3*4.</w:t></w:r></w:p>".into(),
        item(0, "One"),
        item(1, "Inner"),
        item(0, "Two"),
        styled("IntenseQuote", "I slept well."),
        "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>Elm</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> and </w:t></w:r><w:hyperlink r:id=\"r2\"><w:r><w:t>that</w:t></w:r></w:hyperlink></w:p>".into(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ward</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Open</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>A|B</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".into(),
        "<w:p><w:r><w:t># no heading</w:t><w:br/><w:t>1. no list</w:t></w:r></w:p>".into(),
    ]
    .concat();
    let others =
        [("word/numbering.xml", numbering), ("word/styles.xml", styles), ("word/_rels/document.xml.rels", links)];
    assert_eq!(
        read(&package(&body, &others)).unwrap().text,
        "# Evenings back\n\n### Problem\n\n**Nobody** picks up & pays 2\\*3\\*4.\n\n1. One\n    - Inner\n2. Two\n\n> I slept well.\n\n[Elm](<https://elm.example/a?b=1&c=2>) and that\n\n| Ward | Open |\n| --- | --- |\n| A\\|B | 3 |\n\n\\# no heading  \n1\\. no list\n"
    );
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_macros_ignored_and_both_are_said() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Nurses </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>phone round.</w:t></w:r></w:ins></w:p>";
    let read = read(&package(body, &[("word/vbaProject.bin", "macro")])).unwrap();
    assert_eq!(read.text, "Nurses phone round.\n");
    let said = read.remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    assert!(said.contains("1 insertions") && said.contains("1 deletions") && said.contains("macros"), "{said}");
}

#[test]
fn what_is_no_document_or_means_harm_is_refused_in_its_own_words() {
    let whole = package(&styled("Normal", "Words"), &[]);
    let bomb = package(&"<w:p/>".repeat(12_000_000), &[]);
    let deep = package(&format!("{}{}", "<w:sdt>".repeat(300), "</w:sdt>".repeat(300)), &[]);
    let entities = {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>").unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (bytes, word) in [
        (&whole[..whole.len() / 2], "cut short"),
        (&bomb, "64 MB"),
        (&deep, "200 deep"),
        (&entities, "entities"),
        (&package("", &[]), "no text"),
        (b"\xD0\xCF\x11\xE0old", "old .doc"),
        (b"# Markdown", "no Word document"),
    ] {
        let said = refused(bytes);
        assert!(said.contains(word), "{word}: {said}");
    }
}

proptest::proptest! {
    #[test]
    fn no_damage_to_a_document_panics(at in 0_usize..2_000, byte: u8, cut in 0_usize..2_000) {
        let mut bytes = package(&format!("{}{}", styled("Heading1", "A"), styled("Quote", "Words &amp; more")), &[]);
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = read(&bytes);
        let _ = read(&bytes[..cut % length]);
    }

    #[test]
    fn no_text_of_a_paragraph_becomes_anything_but_a_paragraph(words in "[-#*_`<>=+|1.)\\]\\[(&;~\\\\ a-zÄ]{1,40}") {
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let wanted = words.split_whitespace().collect::<Vec<_>>().join(" ");
        proptest::prop_assume!(!wanted.is_empty());
        let found = text(&format!("<w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>"));
        proptest::prop_assert_eq!(crate::documents::plain(&found), wanted, "{}", found);
    }
}
