//! Ten acts of a spreadsheet: its keys beside ours, counted in scripts that do them. Words between braces are not counted.

use super::cells::actions;
use crate::desk::{Desk, count};
use aims::domain::{Kind, kinds::action};

/// An act in a list of five actions.
struct Act {
    what: &'static str,
    /// The keys of a spreadsheet, with the cursor in the cell or row that is meant; words left out.
    theirs: &'static str,
    ours: &'static str,
    done: fn(&mut Desk) -> bool,
}

fn titles(desk: &Desk) -> Vec<String> {
    desk.records().all(Kind::Action).map(|r| r.title().to_string()).collect()
}
/// Rows that are seen, by their names.
fn seen(desk: &mut Desk) -> Vec<String> {
    let rows = desk.screen();
    rows.lines().filter(|l| l.starts_with("> A-") || l.starts_with("  A-")).map(String::from).collect()
}
fn marked(desk: &mut Desk) -> String {
    desk.screen().lines().find(|l| l.starts_with("> ")).unwrap_or_default().to_string()
}

static ACTS: [Act; 10] = [
    Act {
        what: "type five values down a column",
        theirs: "Enter Enter Enter Enter Enter",
        ours: "<Enter>{one}<Enter>{two}<Enter>{three}<Enter>{four}<Enter>{five}<Enter>",
        done: |desk| titles(desk) == ["one", "two", "three", "four", "five"],
    },
    Act {
        what: "the same owner in five rows",
        theirs: "Shift-Down Shift-Down Shift-Down Shift-Down Ctrl-Enter",
        ours: "*o{ada}<Enter>",
        done: |desk| desk.records().all(Kind::Action).all(|r| r.one(action::OWNER).is_some()),
    },
    Act {
        what: "another row like this one",
        theirs: "Shift-Space Ctrl-C Ctrl-Plus",
        ours: "N{ once more}<Enter>",
        done: |desk| titles(desk).len() == 6,
    },
    Act {
        what: "sort by a column",
        theirs: "Alt A S A",
        ours: "S{what}<Enter>",
        done: |desk| desk.screen().contains("sort What"),
    },
    Act {
        what: "see only the rows with a word",
        theirs: "Ctrl-Shift-L Alt-Down E Enter",
        ours: "/{step 3}<Enter>",
        done: |desk| seen(desk).len() == 1,
    },
    Act {
        what: "see the last row, then the first",
        theirs: "Ctrl-End Ctrl-Home",
        ours: "<End><Home>",
        done: |desk| marked(desk).contains("A-01"),
    },
    Act {
        what: "delete a row and take it back",
        theirs: "Shift-Space Ctrl-Minus Ctrl-Z",
        ours: "xdu",
        done: |desk| titles(desk).len() == 5 && desk.status().contains("undid"),
    },
    Act {
        what: "change a word within a cell",
        theirs: "F2 Enter",
        ours: "<F2><F2>{ and more}<Enter>",
        done: |desk| titles(desk)[0] == "step 1 and more",
    },
    Act {
        what: "copy all rows for another program",
        theirs: "Ctrl-A Ctrl-C",
        ours: "yc",
        done: |desk| desk.bench.copied().is_some_and(|text| text.lines().count() == 6),
    },
    Act {
        what: "find a word and go there",
        theirs: "Ctrl-F Enter Esc",
        ours: "<C-f>{step 4}<Enter>",
        done: |desk| marked(desk).contains("step 4"),
    },
];

#[test]
fn ten_acts_of_a_spreadsheet_cost_at_most_one_key_more() {
    let mut told = Vec::new();
    for act in &ACTS {
        let mut desk = actions(5);
        let mut keys = 0;
        for (i, part) in act.ours.split(['{', '}']).enumerate() {
            desk.keys(part);
            keys += if i % 2 == 0 { count(part) } else { 0 };
        }
        let done = (act.done)(&mut desk);
        assert!(done, "{}: {}\n{}", act.what, desk.status(), desk.screen());
        told.push((act.what, act.theirs.split(' ').count(), keys));
    }
    let ahead = told.iter().filter(|(_, theirs, ours)| ours <= &(theirs + 1)).count();
    assert!(ahead >= 8, "{ahead} of ten: {told:?}");
    // The guide tells the same counts.
    let guide = include_str!("../../docs/guide.md");
    for (what, theirs, ours) in told {
        let row = format!("| {what} | {theirs} | {ours} |");
        assert!(guide.contains(&row), "docs/guide.md lacks: {row}");
    }
}
