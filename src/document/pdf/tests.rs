//! What stands on the pages, and what the file says of itself.

use super::{sheet::Op, *};
use crate::{
    document::{Block, Column, Drawing, Table},
    domain::Stamp,
};

fn paper(blocks: Vec<Block>) -> Paper {
    let made = Stamp::parse("2026-11-27T08:00:00+01:00").unwrap();
    let standing = PaperStanding::Draft(None);
    Paper { title: "Risk register".into(), subtitle: "Halden".into(), demo: true, made, head: None, standing, blocks }
}

/// Texts of a page: those that belong to the paper, or those beside it.
fn texts(sheet: &PdfPages, page: usize, beside: bool) -> Vec<&str> {
    let of = |op: &'_ Op| match op {
        Op::Text { aside, .. } => *aside == beside,
        _ => false,
    };
    sheet.pages[page]
        .iter()
        .filter(|op| of(op))
        .filter_map(|op| if let Op::Text { text, .. } = op { Some(text.as_str()) } else { None })
        .collect()
}

fn long_table() -> Block {
    let rows: Vec<usize> = (1..=120).collect();
    let what = |n: &usize| format!("what happened in case {n} ").repeat(4);
    Block::Table(Table::of("Cases", rows, &[("Number", 1, &|n| format!("R-{n:03}")), ("Event", 5, &what)]))
}

#[test]
fn the_head_of_a_table_stands_again_on_every_page_and_each_row_once() {
    let sheet = laid_out(&paper(vec![long_table()]), PaperSize::A4);
    let pages = sheet.pages.len();
    assert!(pages > 2, "{pages}");
    assert!(texts(&sheet, 0, false).contains(&"Event"));
    for page in 1..pages - 1 {
        let (read, beside) = (texts(&sheet, page, false), texts(&sheet, page, true));
        assert!(beside.starts_with(&["Number", "Event"]) && !read.contains(&"Event"), "page {page}: {beside:?}");
    }
    let all: Vec<&str> = (0..pages).flat_map(|page| texts(&sheet, page, false)).collect();
    let numbers: Vec<&str> = all.iter().copied().filter(|t| t.starts_with("R-")).collect();
    assert!(numbers.len() == 120 && numbers.is_sorted());
}

#[test]
fn a_heading_goes_along_with_its_table_and_a_small_table_stands_on_one_page() {
    let table = |rows: usize, lines: usize| {
        let what = move |n: &usize| vec![format!("line of {n}"); lines].join("\n");
        Block::Table(Table::of("", (1..=rows).collect::<Vec<_>>(), &[("What", 1, &what)]))
    };
    for filled in 0..60 {
        for below in [table(5, 2), table(3, 25)] {
            let mut blocks = vec![Block::Para("a\n".repeat(filled))];
            blocks.extend([Block::Heading(1, "Part".into()), Block::Heading(2, "Below".into()), below]);
            let sheet = laid_out(&paper(blocks), PaperSize::A4);
            let on =
                |text: &str| (0..sheet.pages.len()).find(|page| texts(&sheet, *page, false).contains(&text)).unwrap();
            assert!(on("Part") == on("Below") && on("Below") == on("What"), "{filled} lines above");
            assert_eq!(on("What"), on("line of 1"), "{filled} lines above");
            assert_eq!(sheet.outline.iter().filter(|o| o.1 == "Part").map(|o| o.2).collect::<Vec<_>>(), [on("Part")]);
        }
    }
}

#[test]
fn nothing_stands_beyond_the_margins_and_a_row_higher_than_a_page_goes_on() {
    let column: Column<&String> = ("Head", 1, &|t| t.to_string());
    let long = "word ".repeat(3_000) + &"x".repeat(400);
    let cell = "A.6.2.4 and more words".to_string();
    let wide = Block::Table(Table::of("", [&cell], &[column; 14]));
    let blocks = vec![
        Block::Table(Table::of("", [&long], &[column, ("Second", 2, &|_| "short".into())])),
        wide,
        Block::List(vec![long.clone()]),
        Block::Facts(vec![("Label".into(), long.clone())]),
        Block::Quote(long.clone()),
        Block::Sign(vec!["Owner".into()]),
        Block::PageBreak,
        Block::Note(long.clone()),
    ];
    for size in PaperSize::ALL {
        let sheet = laid_out(&paper(blocks.clone()), size);
        for op in sheet.pages.iter().flatten() {
            if let Op::Text { x, y, dress, text, .. } = op {
                let right = x + face::width(text, dress.bold, dress.size);
                assert!(right <= sheet.width - sheet::BESIDE + 0.5 && *y <= sheet.bottom() + 0.5, "{text} {right} {y}");
            }
        }
        let words: usize = (0..sheet.pages.len())
            .flat_map(|page| texts(&sheet, page, false))
            .map(|text| text.split(' ').filter(|word| *word == "word").count())
            .sum();
        assert_eq!(words, 5 * 3_000);
        write(&paper(blocks.clone()), size, none).unwrap();
    }
}

fn none(_: &std::collections::BTreeSet<char>) -> Vec<Vec<u8>> {
    Vec::new()
}

#[test]
fn what_the_font_lacks_comes_from_another_one_where_there_is_one() {
    fn other(missing: &std::collections::BTreeSet<char>) -> Vec<Vec<u8>> {
        assert_eq!(missing.iter().collect::<String>(), "京東");
        vec![include_bytes!("../../../tests/papers/one-sign.ttf").to_vec()]
    }
    let paper = paper(vec![Block::Para("Łukasz 東京".into())]);
    let (with, without) = (write(&paper, PaperSize::A4, other).unwrap(), write(&paper, PaperSize::A4, none).unwrap());
    let fonts = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("/FontFile").count();
    assert_eq!(fonts(&with), fonts(&without) + 1);
    let sheet = set(&paper, PaperSize::A4, 0, Faces::with(other(&"東京".chars().collect())));
    let all = texts(&sheet, 0, false).join(" ");
    assert!(all.contains("by their number: U+4EAC.") && !all.contains("U+6771"), "{all}");
}

#[test]
fn a_drawing_is_a_figure_with_what_it_shows_and_stays_on_its_page() {
    use crate::document::drawing::{Anchor, DrawnMark, Tint};
    let marks = vec![
        DrawnMark::Box { at: (0, 0), size: (50, 20), tint: Tint::High },
        DrawnMark::Line { from: (0, 0), to: (50, 20), tint: Tint::Ink, width: 2 },
        DrawnMark::Words {
            at: (25, 12),
            anchor: Anchor::Middle,
            size: 8,
            bold: true,
            tint: Tint::Ink,
            text: "R-06".into(),
        },
    ];
    let drawing =
        Drawing { caption: "Map".into(), said: "One risk is high.".into(), size: (500, 300), marks, table: None };
    let blocks = |lines: usize| {
        let above = (0..lines).map(|n| Block::Para(format!("line {n}")));
        above.chain([Block::Drawing(drawing.clone())]).collect::<Vec<_>>()
    };
    for lines in [0, 20, 40] {
        let sheet = laid_out(&paper(blocks(lines)), PaperSize::A4);
        let at = sheet.pages.iter().flatten().find_map(|op| match op {
            Op::Drawing { at, scale, .. } => Some(at.1 + 300.0 * scale),
            _ => None,
        });
        assert!(at.is_some_and(|low| low <= sheet.bottom() + 0.5), "{lines} lines above: {at:?}");
    }
    let text = String::from_utf8_lossy(&write(&paper(blocks(0)), PaperSize::A4, none).unwrap()).into_owned();
    assert!(text.contains("/Figure") && text.contains("/Alt"));
}

#[test]
fn what_the_font_lacks_is_listed_and_never_a_silent_box() {
    let names = "Ünal, Παπαδόπουλος, Хрущёв, 東京, e\u{301}, שלום";
    let sheet = laid_out(&paper(vec![Block::Para(names.into()), Block::Heading(1, "東".into())]), PaperSize::A4);
    let all = texts(&sheet, 0, false).join(" ");
    assert!(all.contains("by their number: U+4EAC, U+6771.") && all.contains("from right to left"), "{all}");
    assert!(!sheet.missing.contains(&'П') && sheet.missing.len() == 2);
    let clean = laid_out(&paper(vec![Block::Para("Łukasz Ђорђе Ὅμηρος".into())]), PaperSize::A4);
    assert!(clean.missing.is_empty() && !texts(&clean, 0, false).join(" ").contains("U+"));
}

#[test]
fn the_file_is_tagged_has_its_language_and_is_the_same_each_time() {
    let paper = paper(vec![
        Block::Heading(1, "Part".into()),
        Block::Heading(3, "Deep".into()),
        long_table(),
        Block::List(vec!["one".into(), String::new()]),
        Block::Facts(vec![("a".into(), String::new())]),
        Block::Table(Table::of("", [] as [&str; 0], &[("Empty", 1, &|t| t.to_string())])),
    ]);
    // The library checks each file against PDF/UA-1 and gives none that fails.
    let bytes = write(&paper, PaperSize::Letter, none).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes == write(&paper, PaperSize::Letter, none).unwrap());
    let text = String::from_utf8_lossy(&bytes);
    for part in ["/MarkInfo", "/StructTreeRoot", "/Lang", "/Outlines", "/TH", "/Type/Font", "612"] {
        assert!(text.contains(part) || text.contains(&part.replace("/Font", " /Font")), "{part}");
    }
}
