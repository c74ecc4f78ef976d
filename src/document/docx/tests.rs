//! A Word document read by libraries that are not ours: the package by `zip`, its parts by `quick-xml`.

use super::*;
use crate::{
    document::{Before, Column},
    domain::Stamp,
};
use quick_xml::events::Event;
use std::{collections::BTreeMap, io::Cursor};

fn paper(blocks: Vec<Block>) -> Paper {
    let made = Stamp::parse("2026-11-27T08:00:00+01:00").unwrap();
    let standing = PaperStanding::Draft(Some(Before { version: 2, on: None, withdrawn: false, changed: true }));
    Paper { title: "T & <C>".into(), subtitle: "s".into(), demo: true, made, head: None, standing, blocks }
}

/// Every part of a package, each of which is well-formed.
pub fn read(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..package.len() {
        let part = package.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let text = std::io::read_to_string(part).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}\n{text}")) {
                Event::Eof => break,
                _ => continue,
            }
        }
        parts.insert(name, text);
    }
    parts
}

fn sample() -> Vec<Block> {
    let nasty = "<w:p>\u{1}&\u{202e}\n\nnext";
    let column: Column<&str> = ("Head", 1, &|t| t.to_string());
    vec![
        Block::Heading(1, "One".into()),
        Block::Para(nasty.into()),
        Block::Heading(2, "Two".into()),
        Block::Table(Table::of("Cap", [nasty, "b"], &[column, ("Due", 3, &|_| "2026-12-31".into())])),
        Block::Heading(3, "Three".into()),
        Block::Heading(1, "Four".into()),
        Block::Facts(vec![("L".into(), nasty.into())]),
        Block::List(vec![nasty.into()]),
        Block::Quote(nasty.into()),
        Block::Note(nasty.into()),
        Block::Sign(vec!["Owner".into()]),
        Block::PageBreak,
    ]
}

#[test]
fn the_package_is_whole_and_every_part_that_is_named_is_there() {
    let parts = read(&write(&paper(sample()), PaperSize::A4).unwrap());
    let rels = &parts["word/_rels/document.xml.rels"];
    for target in rels.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(parts.contains_key(&format!("word/{target}")), "{target}");
    }
    for name in parts["[Content_Types].xml"].split("PartName=\"/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(parts.contains_key(name), "{name}");
    }
    // A style that is used is described.
    let (body, styles) = (&parts["word/document.xml"], &parts["word/styles.xml"]);
    for tag in ["w:pStyle", "w:tblStyle"] {
        for style in body.split(&format!("<{tag} w:val=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
    }
    assert!(!parts.values().any(|text| text.contains("w:dirty") || text.contains("updateFields")));
}

#[test]
fn the_table_of_contents_is_filled_and_leads_to_its_headings() {
    let body = read(&write(&paper(sample()), PaperSize::A4).unwrap()).remove("word/document.xml").unwrap();
    let anchors: Vec<&str> = body.split("w:anchor=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(anchors, ["_Toc000000", "_Toc000001", "_Toc000003"]);
    for anchor in anchors {
        assert_eq!(body.matches(&format!("w:name=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    // One field for the whole, and one for the page of each entry.
    for sort in ["begin", "separate", "end"] {
        assert_eq!(body.matches(&format!("w:fldCharType=\"{sort}\"")).count(), 4, "{sort}");
    }
    let pages: Vec<&str> = body.split("PAGEREF ").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
    assert_eq!(pages, ["_Toc000000", "_Toc000001", "_Toc000003"]);
    assert_eq!(body.matches("<w:t xml:space=\"preserve\">1</w:t>").count(), 3, "all of it stands on the first page");
    // A short paper has none.
    let short = vec![Block::Heading(1, "One".into())];
    assert!(!read(&write(&paper(short), PaperSize::A4).unwrap())["word/document.xml"].contains(" TOC "));
}

#[test]
fn heads_are_repeated_sheets_have_their_size_and_text_is_text() {
    let body = |blocks, size| read(&write(&paper(blocks), size).unwrap()).remove("word/document.xml").unwrap();
    let text = body(sample(), PaperSize::Letter);
    assert!(text.contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>"), "{text}");
    assert_eq!(text.matches("<w:tblHeader/>").count(), 2);
    assert!(text.contains("&lt;w:p&gt;") && text.contains("DEMO DATA") && text.contains("Draft"));
    let row: Column<&str> = ("H", 1, &|t| t.to_string());
    let wide = vec![Block::Table(Table::of("", ["x"], &[row; 9]))];
    let text = body(wide, PaperSize::A4);
    assert!(text.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"), "{text}");
    let widths: Vec<u32> =
        text.split("<w:gridCol w:w=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect();
    assert_eq!(widths.iter().sum::<u32>(), 16838 - 2 * BESIDE);
}
