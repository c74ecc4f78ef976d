//! What every paper says of the organisation, for whom papers are, and packs of evidence.

use crate::desk::Desk;
use aims::domain::{Kind, kinds::organisation, kinds::person};
use std::{fs, io::Cursor};

#[test]
fn s0_42_one_executive_owner_stands_on_the_front_of_every_paper() {
    let mut desk = Desk::demo();
    desk.keys("gO").field(organisation::EXECUTIVE).keys("Adeyemi<Enter>");
    desk.reopen();
    let papers = [
        "applicability",
        "audit plan",
        "audit report",
        "recap",
        "working paper",
        "risk register",
        "action list",
        "inventory",
        "checklist",
    ];
    for paper in papers {
        let text = desk.paper(paper, "txt");
        let front: Vec<&str> = text.lines().take(10).collect();
        let front = front.join(" ");
        assert!(front.contains("Halden Mobility") && front.contains("executive owner S. Adeyemi"), "{paper}: {front}");
    }
    desk.keys("gf/F-009<Enter>");
    let sheet = desk.paper("finding sheet", "md");
    assert!(sheet.contains("executive owner S. Adeyemi"), "{sheet}");
    // The paper of a closed round names the one of its closing step.
    let closed = desk.paper("gap report RD-02", "txt");
    assert!(closed.contains("executive owner H. Vance") && !closed.contains("Adeyemi, "), "{closed}");
    // Nobody is named: nobody is made up.
    let mut desk = Desk::empty();
    assert!(!desk.paper("inventory", "txt").contains("executive owner"));
}

/// Writes a pack by keys and reads its parts: their names, and each as text.
fn pack(desk: &mut Desk, words: &str) -> Vec<(String, String)> {
    let path = desk.path().with_file_name(format!("{}.zip", words.replace(' ', "-")));
    desk.keys(&format!("E{words}<Enter><C-u>{}<Enter>", path.display()));
    desk.bench.settle();
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{words}: {e}; {}", desk.status()));
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let mut held = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut held).unwrap();
        parts.push((part.name().unwrap().into_owned(), String::from_utf8_lossy(&held).into_owned()));
    }
    parts
}

fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
    parts.iter().find(|(part, _)| part == name).map_or_else(|| panic!("no {name}"), |(_, text)| text)
}

#[test]
fn s1_34_everything_about_one_system_or_control_is_one_pack_with_an_index() {
    let mut desk = Desk::demo();
    desk.keys("gi/Claims<Enter><Enter>");
    let parts = pack(&mut desk, "Evidence pack about S-02");
    let index = part(&parts, "index.html");
    assert!(index.contains("Evidence pack about S-02 Claims triage"), "{index}");
    for (name, _) in parts.iter().filter(|(name, _)| !["index.html", "SHA256SUMS"].contains(&name.as_str())) {
        assert!(index.contains(&format!("href=\"{name}\"")), "{name}");
    }
    let page = part(&parts, "papers/all-about-s-02.html");
    let records = desk.records();
    for (from, _) in records.pointing_at("S-02".parse().unwrap()) {
        assert!(page.contains(&format!(">{}", from.id)), "{}", from.id);
    }
    assert!(!part(&parts, "records.json").contains("\"id\":\"F-001\"") || page.contains("F-001"));
    let mut desk = Desk::demo();
    desk.keys("gc/A.6.2.4<Enter><Enter>");
    let parts = pack(&mut desk, "Evidence pack about A.6.2.4");
    assert!(part(&parts, "papers/all-about-a.6.2.4.html").contains("A.6.2.4"));
}

#[test]
fn rd_06_a_pack_has_index_statement_evidence_list_and_records_and_needs_nothing_else() {
    let mut desk = Desk::demo();
    let parts = pack(&mut desk, "Evidence pack about everything");
    let index = part(&parts, "index.html");
    assert!(!index.contains("http://") && !index.contains("https://") && !index.contains("<script"));
    assert!(part(&parts, "papers/soa.html").contains("Statement of Applicability"));
    let evidence = part(&parts, "evidence.csv");
    let records = desk.records();
    assert_eq!(evidence.lines().count(), records.count(Kind::Evidence) + 1);
    let json: serde_json::Value = serde_json::from_str(part(&parts, "records.json")).unwrap();
    assert_eq!(json["kinds"]["risk"].as_array().map(Vec::len), Some(records.count(Kind::Risk)));
    for line in part(&parts, "SHA256SUMS").lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        // Parts of bytes are checked by sha256sum in a test of the shell.
        if !name.ends_with(".xlsx") {
            assert_eq!(aims::domain::sampling::digest(part(&parts, name)), digest, "{name}");
        }
    }
}

#[test]
fn s2_03_the_same_facts_go_to_a_regulator_a_customer_and_the_public_and_secrets_to_none_but_the_first() {
    let mut desk = Desk::demo();
    let records = desk.records();
    let mails: Vec<String> =
        records.all(Kind::Person).map(|p| p.text(person::EMAIL).to_string()).filter(|mail| !mail.is_empty()).collect();
    assert!(!mails.is_empty());
    let full = desk.paper("inventory", "txt");
    assert!(!full.contains("For a limited") && !full.contains("e-mail of people"), "{full}");
    let cuts = [("limited", "For a limited circle of readers", "md"), ("public", "For the public", "html")];
    for (whom, said, ending) in cuts {
        desk.keys(&format!("EFor whom<Enter>{whom}<Enter><Esc>")).reopen();
        let paper = desk.paper("inventory", ending);
        assert!(paper.contains(said) && paper.contains("Left out: e-mail of people"), "{paper}");
        assert!(records.all(Kind::System).all(|s| paper.contains(s.title())), "{paper}");
        assert!(mails.iter().all(|mail| !paper.contains(mail)));
    }
    let parts = pack(&mut desk, "Evidence pack about everything");
    assert!(parts.iter().all(|(_, text)| mails.iter().all(|mail| !text.contains(mail))));
}
