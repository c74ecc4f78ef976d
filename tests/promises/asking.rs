//! Sheets that are handed out, filled in elsewhere and read back.

use crate::desk::Desk;
use aims::domain::{
    Kind,
    kinds::{
        action,
        answer::{self, Verdict},
        round,
    },
};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use std::{fs, io::Cursor, path::Path};

/// The cells of a sheet of a workbook, and its number of rows above the headings.
fn cells(path: &Path, sheet: &str) -> (Vec<Vec<String>>, usize) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
    let heads = rows.iter().position(|row| row[0] == "aims id").expect("a row of headings");
    (rows, heads)
}

/// What a person saves who has filled in these cells: by the words in a row, the heading and the text.
fn fill(path: &Path, sheet: &str, filled: &[(&str, &str, &str)]) {
    let (mut rows, heads) = cells(path, sheet);
    for (words, heading, text) in filled {
        let column = rows[heads].iter().position(|h| h == heading).unwrap_or_else(|| panic!("{:?}", rows[heads]));
        let row = rows.iter_mut().skip(heads + 1).find(|row| row.iter().any(|cell| cell == words));
        row.unwrap_or_else(|| panic!("no row with {words}"))[column] = text.to_string();
    }
    let mut book = Workbook::new();
    let out = book.add_worksheet().set_name(sheet).unwrap();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            out.write_string(at as u32, column as u16, cell).unwrap();
        }
    }
    fs::write(path, book.save_to_buffer().unwrap()).unwrap();
}

#[test]
fn s2_38_a_blank_gap_workbook_is_handed_out_and_read_back() {
    let mut desk = Desk::empty();
    desk.keys("gong<Enter>");
    let round = desk.newest(Kind::Round);
    let path = desk.folder.path().join("gap.xlsx");
    desk.keys(&format!("Esheet to fill<Enter><C-u>{}<Enter>", path.display()));
    assert!(path.exists(), "{}", desk.screen());
    let (rows, heads) = cells(&path, "answers");
    assert_eq!(rows.len() - heads - 1, 70, "every clause and control has a row");
    fill(
        &path,
        "answers",
        &[
            ("4.1", "Verdict", "conforms"),
            ("4.1", "Note", "Issues are listed each spring."),
            ("A.6.2.4", "Verdict", "minor"),
            ("A.6.2.4", "Note", "No test plan for two releases."),
            ("A.8.4", "Note", "Not looked at yet; ask Nora."),
        ],
    );
    // Under another name it is still the sheet of that round.
    let back = desk.folder.path().join("filled in by Nora.xlsx");
    fs::rename(&path, &back).unwrap();
    desk.keys(&format!("<Esc><Esc>:import<Enter>{}<Enter>", back.display()));
    let seen = desk.screen();
    assert!(seen.contains("3 rows for the answers"), "{seen}");
    desk.keys("TT").reopen();
    let records = desk.records();
    assert_eq!((records.count(Kind::Round), records.count(Kind::Answer)), (1, 3), "{}", desk.screen());
    let of = |item: &str| {
        let item = aims::domain::Id::item(item).unwrap();
        records.linked(item, Kind::Answer, answer::ITEM).next().expect("an answer").clone()
    };
    let minor = of("A.6.2.4");
    assert_eq!((answer::verdict(&minor), minor.text(answer::NOTE)), (Verdict::Minor, "No test plan for two releases."));
    assert_eq!(answer::verdict(&of("4.1")), Verdict::Conforms);
    assert_eq!(answer::round_of(&records, &minor), Some(round.id));
    assert_eq!(desk.record(&round.id.to_string()).title(), round.text(round::TITLE));
    // The same again changes nothing; one undo takes all of it back.
    desk.keys(&format!(":import<Enter>{}<Enter>", back.display()));
    assert!(desk.screen().contains("The same"), "{}", desk.screen());
    desk.keys("<Esc>u");
    assert_eq!(desk.records().all(Kind::Answer).count(), 0);
}

#[test]
fn what_is_open_for_a_person_goes_out_and_comes_back_as_the_answers_of_that_person() {
    let mut desk = Desk::demo();
    let open = |r: &&aims::domain::Record| {
        r.one(action::OWNER).is_some() && aims::domain::progress::is_open(r) && r.text(action::NOTES).is_empty()
    };
    let asked = desk.records().all(Kind::Action).find(open).expect("an open action").clone();
    let owner = asked.one(action::OWNER).unwrap();
    let path = desk.folder.path().join("ask.xlsx");
    let name = desk.path().file_name().unwrap().to_string_lossy().into_owned();
    let (code, said) = desk.shell(&["export", &name, "--ask", &owner.to_string(), "-o", "ask.xlsx"]);
    assert!(code == 0 && said.contains("rows to fill in"), "{said}");
    fill(&path, "actions", &[(&asked.id.to_string(), "Notes", "Waits for the supplier until May.")]);
    desk.keys(&format!(":import<Enter>{}<Enter>", path.display()));
    let seen = desk.wide();
    assert!(seen.contains("DIFFERENCES") && seen.contains("Notes: (empty) → Waits for the supplier"), "{seen}");
    desk.keys("T").reopen();
    let id = asked.id.to_string();
    assert_eq!(desk.record(&id).text(action::NOTES), "Waits for the supplier until May.", "{}", desk.screen());
    let name = desk.records().name(owner);
    assert!(desk.history(&id).iter().any(|e| e.label.contains(&format!("the answers of {name}"))));
    let other = desk.shell(&["export", "demo.aims", "--ask", "R-01", "-o", "x.xlsx"]);
    assert!(other.0 != 0, "{}", other.1);
}
