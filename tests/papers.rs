//! Papers that were given out: issued by keys and by the shell, the same for ever after, compared, withdrawn.

use super::desk::Desk;
use aims::{
    document::{PaperSize, SizedFormat, issue::WhichIssue},
    domain::{
        Change, Id, Kind, Record, Value,
        gate::Road,
        kinds::{evidence, issued, item, person},
    },
    runtime::{RunOptions, Workbench},
    store::Reply,
};
use std::{fs, process::Command};

/// The program on the file of the desk: exit code, stdout and stderr.
fn shell(desk: &Desk, args: &[&str]) -> (i32, String) {
    desk.shell(args)
}

/// Issues the Statement by keys, approved by the executive owner today.
fn issue_soa(desk: &mut Desk) {
    desk.keys("EIssue a paper<Enter>applicability<Enter><Enter><Enter><Enter>");
}

/// Changes something without asking any gate.
fn force(desk: &mut Desk, record: &Record, field: usize, text: &str) {
    let change = Change::new("later").set(record, vec![(field, Value::text(text))]).by(Road::Founding);
    assert!(matches!(desk.bench.save(change).unwrap(), Reply::Saved { .. }));
}

fn form(ending: &str) -> SizedFormat {
    SizedFormat::of(std::path::Path::new(&format!("x.{ending}")), PaperSize::A4).unwrap()
}

fn issued(desk: &Desk, kind: &str, about: Option<&str>, version: i64, format: SizedFormat) -> String {
    let about = about.map(|id| id.parse().unwrap());
    String::from_utf8(
        desk.bench.reading().unwrap().issued_bytes(kind, about, WhichIssue::Version(version), format).unwrap(),
    )
    .unwrap()
}

/// The same without line breaks.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_paper_is_issued_by_keys_and_its_versions_are_counted() {
    let mut desk = Desk::demo();
    let draft = desk.paper("applicability", "md");
    assert!(draft.contains("**DRAFT, not issued: after version 1 of "), "{draft}");
    assert!(
        draft.contains("the records have changed since version 1 was issued")
            && draft.contains("draft after version 1")
    );
    issue_soa(&mut desk);
    assert!(desk.status().contains("issued PP-04, Statement of Applicability, version 2"), "{}", desk.status());
    assert!(desk.wide().contains("H. Vance") && desk.wide().contains("SHA-256"), "{}", desk.wide());
    desk.reopen();
    let (paper, old) = (desk.record("PP-04"), desk.record("PP-03"));
    assert_eq!((issued::version(&paper), paper.one(issued::REPLACES)), (2, Some(old.id)));
    assert_eq!(paper.text(issued::ROLE), "Chief executive");
    let printed = words(&issued(&desk, "soa", None, 2, form("txt")));
    let digest = paper.text(issued::DIGEST);
    assert!(printed.contains("Issued, version 2, approved by H. Vance (Chief executive), 2026-11-24, for: full"));
    assert!(digest.len() == 64 && printed.contains(digest), "{printed}");
    // The one before stays issued and says what took its place.
    desk.keys("gLissued<Enter>");
    let list = desk.wide();
    let row = list.lines().find(|l| l.contains("PP-03")).unwrap();
    assert!(row.contains("issued") && row.contains("version 2"), "{list}");
    let draft = words(&desk.paper("applicability", "txt"));
    assert!(draft.contains("after version 2 of 2026-11-24; the records it shows have not"), "{draft}");
    // A decision of today: the draft says that it is another than what was given out.
    desk.keys("gc/A.9.3<Enter>ay").reopen();
    let draft = words(&desk.paper("applicability", "html"));
    assert!(draft.contains("the records have changed since version 2 was issued"), "{draft}");
}

#[test]
fn what_was_issued_is_the_same_after_a_hundred_steps() {
    let mut desk = Desk::demo();
    issue_soa(&mut desk);
    let all = |desk: &Desk| {
        let mut papers = Vec::new();
        for format in [form("md"), form("txt"), form("html")] {
            papers.push(issued(desk, "soa", None, 1, format));
            papers.push(issued(desk, "soa", None, 2, format));
            papers.push(issued(desk, "gap-report", Some("RD-02"), 1, format));
        }
        papers
    };
    let before = all(&desk);
    let mut ids: Vec<Id> = desk.records().every().map(|r| r.id).filter(|id| id.kind != Kind::IssuedPaper).collect();
    ids.retain(|id| !id.kind.is_single());
    // A fixed row of numbers that hits every kind.
    let mut n: usize = 7;
    for step in 0..100 {
        n = (n * 1_103 + 12_345) % 1_000_003;
        let record = desk.bench.full_records().unwrap().get(ids[n % ids.len()]).unwrap().clone();
        let change = Change::new("later").by(Road::Founding);
        let change = match step % 4 {
            0 if !record.hidden => change.hide(&record),
            _ => change.set(&record, vec![(record.id.kind.spec().title, Value::text(format!("other {step}")))]),
        };
        assert!(matches!(desk.bench.save(change).unwrap(), Reply::Saved { .. }));
    }
    let round = desk.record("RD-02");
    desk.bench.save(Change::new("gone").hide(&round).by(Road::Founding)).unwrap();
    desk.reopen();
    assert_eq!(all(&desk), before);
    let today = desk
        .bench
        .reading()
        .unwrap()
        .paper_bytes("soa", None, aims::domain::kinds::issued::Cut::Full, form("md"))
        .unwrap();
    let today = String::from_utf8(today).unwrap();
    assert!(today.contains("other "), "the steps did change the paper: {today}");
}

#[test]
fn an_issued_paper_is_neither_undone_nor_deleted_but_withdrawn_with_a_reason() {
    let mut desk = Desk::demo();
    issue_soa(&mut desk);
    let before = issued(&desk, "soa", None, 2, form("md"));
    desk.keys("u");
    assert!(desk.status().contains("PP-04 was issued and is not taken back; withdraw it instead"), "{}", desk.status());
    desk.reopen();
    assert!(!desk.record("PP-04").hidden);
    // Notes are free.
    desk.field_of("PP-04", issued::NOTES).keys("sent to the board<Esc>").reopen();
    assert_eq!(issued(&desk, "soa", None, 2, form("md")), before);
    desk.field_of("PP-04", issued::STATE).keys("w<Enter>").keys("wrong scope<Enter>").reopen();
    assert!(issued::is_withdrawn(&desk.record("PP-04")));
    let event = desk.history("PP-04").into_iter().max_by_key(|e| e.seq).unwrap();
    assert_eq!(event.reason.as_deref(), Some("wrong scope"));
    let after = issued(&desk, "soa", None, 2, form("md"));
    assert_eq!(after, before.replace("**Issued, version", "**WITHDRAWN. Issued, version"));
    // Its number is not given again.
    issue_soa(&mut desk);
    assert!(desk.status().contains("version 3"), "{}", desk.status());
    desk.keys("gh");
    let draft = desk.paper("applicability", "md");
    assert!(draft.contains("after version 3"), "{draft}");
}

#[test]
fn a_number_is_given_once_although_two_people_issue_at_once() {
    let mut desk = Desk::demo();
    let path = desk.folder.path().join("demo.aims");
    let mut options = RunOptions::fixed(super::desk::now(), desk.folder.path());
    options.who.user = "bo".into();
    let mut other = Workbench::headless_at(&path, options).unwrap();
    let issuing = aims::document::issue::Issuing {
        kind: aims::document::PaperKind::Soa,
        subject: None,
        by: Some("P-01".parse().unwrap()),
        role: None,
        on: None,
        cut: aims::domain::kinds::issued::Cut::Full,
    };
    let step = |bench: &Workbench| bench.session().unwrap().issue(&issuing, bench.options.clock.now()).unwrap();
    let (mine, theirs) = (step(&desk.bench), step(&other));
    assert!(matches!(desk.bench.save(mine).unwrap(), Reply::Saved { .. }));
    let reply = other.save(theirs).unwrap();
    let Reply::Refused(why) = reply else { panic!("issued twice {reply:?}") };
    assert!(why.contains("version 2 of the Statement of Applicability is given already"), "{why}");
    assert!(other.close());
    // Nor by hand, by whatever way a record is made.
    let id = Id::new(Kind::IssuedPaper, 9);
    let change = Change::new("x").create(id, vec![(issued::TITLE, Value::text("A paper"))]);
    let Reply::Refused(why) = desk.bench.save(change).unwrap() else { panic!("made by hand") };
    assert!(why.contains("not by hand"), "{why}");
    desk.keys("gLissued<Enter>n");
    assert!(desk.wide().contains("Issue which paper?"), "{}", desk.wide());
}

#[test]
fn the_shell_issues_prints_and_compares() {
    let desk = Desk::demo();
    let run = |args: &[&str]| shell(&desk, args);
    let (code, said) = run(&["report", "soa", "demo.aims", "--issued", "7"]);
    assert!(code == 2 && said.contains("there is no version 7") && said.contains("version 1 (2026-10-"), "{said}");
    let (code, said) = run(&["report", "risk-register", "demo.aims", "--issued", "last"]);
    assert!(code == 2 && said.contains("no Risk register has been issued yet"), "{said}");
    let (code, said) = run(&["report", "finding", "demo.aims", "--about", "F-001", "--issued", "1"]);
    assert!(code == 2 && said.contains("no Finding sheet of F-001"), "{said}");
    let (code, said) = run(&["report", "soa", "demo.aims", "--issue"]);
    assert!(code == 2 && said.contains("--approved-by"), "{said}");
    let issue = ["report", "soa", "demo.aims", "--issue", "--approved-by"];
    for (who, more, words) in [
        ("S-01", &[][..], "S-01 is not a person"),
        ("P-01", &["--on", "2027-01-01"], "is still to come"),
        ("P-01", &["--on", "2026-10-20"], "were changed after 2026-10-20"),
        ("P-01", &["--as-of", "2026-11-01"], "nothing can be issued here"),
    ] {
        let (code, said) = run(&[&issue[..], &[who], more].concat());
        assert!(code == 2 && said.contains(words), "{who} {more:?}: {said}");
    }
    let (code, said) = run(&[&issue[..], &["P-01", "--role", "AIMS lead", "-o", "soa.txt"]].concat());
    assert!(code == 0 && said.contains("issued PP-04, Statement of Applicability, version 2"), "{said}");
    let kept = fs::read_to_string(desk.folder.path().join("soa.txt")).unwrap();
    assert!(kept.contains("approved by M. Berg (AIMS lead), 2026-11-24"), "{kept}");
    let (_, last) = run(&["report", "soa", "demo.aims", "--issued", "last"]);
    assert_eq!(last, issued(&desk, "soa", None, 2, form("md")));
    // In whatever order they are named, the older one stands first.
    let (code, compared) = run(&["report", "soa", "demo.aims", "--issued", "2", "--against", "1"]);
    assert_eq!((code, &compared), (0, &run(&["report", "soa", "demo.aims", "--issued", "1", "--against", "last"]).1));
    let row = compared.lines().find(|l| l.contains("A.5.5: State")).unwrap();
    assert!(row.contains("| not started | planned | M. Sato 2026-11-"), "{row}");
    assert!(compared.contains("A.5.5 planned, M. Sato") && compared.contains("Steps between"), "{compared}");
    let (_, same) = run(&["report", "soa", "demo.aims", "--issued", "2", "--against", "today"]);
    assert!(same.contains("draft after version 2") && !same.contains("A.5.5: State"), "{same}");
}

#[test]
fn versions_are_printed_compared_and_opened_from_the_menu() {
    let mut desk = Desk::demo();
    issue_soa(&mut desk);
    desk.keys("gh");
    let path = desk.folder.path().join("v1.md");
    let menu = "Eapplicability issued<Enter>";
    desk.keys(menu);
    let seen = desk.wide();
    for words in
        ["Print version 2 (2026-11-24", "Print version 1 (", "Compare version 2 with today", "Compare version 1 with 2"]
    {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    desk.keys(&format!("Print version 1<Enter><C-u>{}<Enter>", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), issued(&desk, "soa", None, 1, form("md")));
    desk.keys(menu).keys("Compare version 1<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("Statement of Applicability: two versions compared") && seen.contains("changed"), "{seen}");
    desk.keys("<Esc>").keys(menu).keys("Open PP-03<Enter>");
    assert!(desk.wide().contains("Replaced by"), "{}", desk.wide());
    // From its page the menu begins with it, and the page of what it is about leads to it.
    desk.keys("E");
    let seen = desk.wide();
    let first = seen.lines().find(|l| l.contains("> ")).unwrap();
    assert!(first.contains("Statement of Applicability"), "{seen}");
    desk.keys("<Esc>gO");
    assert!(desk.wide().contains("LINKED") && desk.wide().contains("issued paper"), "{}", desk.wide());
}

#[test]
fn words_that_were_changed_or_erased_are_not_printed_as_issued() {
    let mut desk = Desk::demo();
    let paper = desk.record("PP-03");
    // Who erases a name is told in which issued papers it stands.
    assert!(desk.bench.close());
    let (code, said) = shell(&desk, &["erase", "P-08", "name", "demo.aims", "--because", "left"]);
    assert!(code == 0 && said.contains("it still stands in ") && said.contains("PP-03"), "{said}");
    desk.reopen();
    force(&mut desk, &paper, issued::BLOCKS, &paper.text(issued::BLOCKS).replace("A.2.2", "A.2.9"));
    let print = |desk: &Desk| {
        desk.bench.reading().unwrap().issued_bytes("soa", None, WhichIssue::Last, form("txt")).unwrap_err()
    };
    assert!(print(&desk).contains("their SHA-256 differs"), "{}", print(&desk));
    assert!(desk.bench.close());
    let (code, said) = shell(&desk, &["erase", "PP-03", "blocks", "demo.aims", "--because", "a name"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = shell(&desk, &["report", "soa", "demo.aims", "--issued", "1"]);
    assert!(code == 2 && said.contains("the words of PP-03 are not here: they were erased"), "{said}");
    assert_eq!(shell(&desk, &["verify", "demo.aims"]).0, 0);
}

#[test]
fn registers_and_pages_are_printed_as_of_any_day() {
    let mut desk = Desk::demo();
    let (code, all) = shell(&desk, &["list", "controls", "demo.aims"]);
    assert!(code == 0 && all.ends_with("39 controls\n") && !all.contains("\n4.1 "), "{all}");
    let (_, few) = shell(&desk, &["list", "controls", "demo.aims", "sato", "planned"]);
    assert!(few.contains("A.5.5") && few.lines().count() < 6, "{few}");
    let (_, then) = shell(&desk, &["list", "controls", "demo.aims", "sato", "planned", "--as-of", "2026-10-01"]);
    assert!(!then.contains("A.5.5"), "{then}");
    let (code, page) = shell(&desk, &["show", "A.5.5", "demo.aims"]);
    assert!(
        code == 0 && page.contains("M. Sato") && page.contains("← risk") && page.contains("aims history A.5.5"),
        "{page}"
    );
    let (_, past) = shell(&desk, &["show", "A.5.5", "demo.aims", "--as-of", "2026-10-01"]);
    assert!(past.contains("(as of 2026-") && !past.contains("M. Sato"), "{past}");
    let (code, said) = shell(&desk, &["show", "S-09", "demo.aims", "--as-of", "2026-10-01"]);
    assert!(code == 2 && said.contains("there is no S-09 in this file  (as of"), "{said}");
    assert_eq!(shell(&desk, &["list", "spoons", "demo.aims"]).0, 2);
    // What steers a terminal is shown, a text of several lines stays in its column.
    let id: Id = "E-01".parse().unwrap();
    let record = desk.record("E-01");
    force(&mut desk, &record, evidence::TITLE, "\u{1b}[2Jnice");
    let person = desk.record("P-01");
    force(&mut desk, &person, person::NOTES, "one\ntwo");
    let (_, shown) = shell(&desk, &["show", "P-01", "demo.aims"]);
    assert!(shown.lines().any(|l| l.trim() == "two"), "{shown}");
    let (_, list) = shell(&desk, &["list", "evidence", "demo.aims"]);
    assert!(!list.contains('\u{1b}') && list.contains(&id.to_string()), "{list:?}");
}

#[test]
fn a_file_of_an_older_version_is_brought_up_to_date_before_anything_is_issued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.aims");
    fs::copy("tests/files/v2.aims", &path).unwrap();
    let bytes = fs::read(&path).unwrap();
    let mut bench = Workbench::headless_at(&path, RunOptions::fixed(super::desk::now(), folder.path())).unwrap();
    let person = bench.app.world.records.all(Kind::Person).next().map(|p| p.id);
    bench.type_keys(":issue a paper<Enter>applicability<Enter><Enter><Enter><Enter>").unwrap();
    assert!(person.is_some() && bench.text(140, 45).contains("The file is of version 2"), "{}", bench.text(140, 45));
    drop(bench);
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    let who = person.unwrap().to_string();
    command.args(["report", "soa", "demo.aims", "--issue", "--approved-by", &who]).current_dir(folder.path());
    let output = command.env("XDG_STATE_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("aims upgrade"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_paper_longer_than_any_typed_text_is_kept() {
    let mut desk = Desk::demo();
    let paper = desk.record("PP-03");
    let long = "x".repeat(aims::domain::Field::LONG_MAX + 1);
    force(&mut desk, &paper, issued::BLOCKS, &long);
    desk.reopen();
    assert_eq!(desk.record("PP-03").text(issued::BLOCKS), long);
    let change = Change::new("x").by(Road::Founding);
    let change = change.set(&desk.record("PP-03"), vec![(issued::NOTES, Value::text(&long))]);
    assert!(matches!(desk.bench.save(change).unwrap(), Reply::Refused(_)));
}

#[test]
fn a_paper_is_issued_in_an_empty_file_once_there_is_somebody() {
    let mut desk = Desk::empty();
    desk.keys("EIssue a paper<Enter>inventory<Enter>");
    assert!(desk.wide().contains("Nobody can approve it yet"), "{}", desk.wide());
    desk.keys("<Esc>gLpeople<Enter>nAda<Enter>");
    desk.keys("ghEIssue a paper<Enter>inventory<Enter><Enter><Enter>");
    assert!(desk.wide().contains("a role is needed"), "{}", desk.wide());
    desk.keys("owner<Enter><C-u>tomorrow<Enter>");
    assert!(desk.wide().contains("is still to come"), "{}", desk.wide());
    desk.keys("<C-u>today<Enter>").reopen();
    let paper = desk.record("PP-01");
    assert_eq!((paper.text(issued::ROLE), issued::version(&paper)), ("owner", 1));
    let draft = desk.paper("system inventory", "html");
    assert!(draft.contains("class=\"draft\"") && draft.contains("DRAFT"), "{draft}");
    assert!(issued(&desk, "inventory", None, 1, form("html")).contains("class=\"issued\""));
    assert_eq!(item::Use::of(&desk.record("A.2.2"), item::USE), None);
}

#[test]
fn what_is_secret_stands_in_the_full_cut_of_a_paper_only() {
    let mut desk = Desk::demo();
    desk.keys("E").keys("for whom<Enter>");
    assert!(desk.screen().contains("Papers are for whom?"), "{}", desk.screen());
    desk.keys("public<Enter>");
    assert!(desk.screen().contains("Write a paper for the public"), "{}", desk.screen());
    desk.keys("statement of a<Enter>");
    assert!(desk.wide().contains("soa-public-"), "{}", desk.wide());
    desk.keys("<Esc>").reopen().keys("E");
    assert!(desk.screen().contains("for the public"), "it is kept: {}", desk.screen());
    let path = desk.folder.path().join("demo.aims");
    let path = path.to_str().unwrap();
    let (code, said) = desk.shell(&["report", "soa", path, "--for", "limited"]);
    assert!(code == 0 && said.contains("limited circle") && said.contains("Left out: e-mail of people"), "{said}");
    let (code, said) = desk.shell(&["report", "soa", path, "--for", "everybody"]);
    assert!(code == 2 && said.contains("full, limited, public"), "{said}");
    let (code, said) =
        desk.shell(&["report", "soa", path, "--for", "public", "--issue", "--approved-by", "P-04", "--role", "lead"]);
    assert!(code == 0 && said.contains("for: public"), "{said}");
}

/// Auditor and interviewees stand in lines of their own; who else sat in is told with the time at which they came and
/// left.
#[test]
fn others_who_sat_in_are_told_and_those_at_the_table_not_twice() {
    let desk = Desk::demo();
    let (code, said) = desk.shell(&["report", "working-paper", "demo.aims", "--about", "I-01"]);
    let present: Vec<&str> =
        said.lines().skip_while(|l| !l.contains("Also present")).take_while(|l| !l.contains("Judged")).collect();
    let present = present.join("\n");
    assert!(code == 0 && present.contains("K. Moreau, second auditor") && present.contains("U. Meyer left"), "{said}");
    assert!(!present.contains("A. Brandt") && !present.contains("N. Farkas"), "{present}");
    let (_, report) = desk.shell(&["report", "audit-report", "demo.aims", "--about", "RD-03"]);
    assert!(report.contains("K. Moreau, second auditor; "), "{report}");
}
