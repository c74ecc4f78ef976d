//! A blind second opinion: what one side judged is seen nowhere by the other until both are done.

use crate::desk::{Desk, id, now};
use aims::{
    app::Msg,
    domain::{
        Id, Kind, View, checks,
        coverage::{Coverage, Span},
        kinds::round,
    },
    runtime::Workbench,
    store::Request,
    ui::Place,
};
use std::fs;

/// Words that stand in nothing but what the first side wrote.
const SECRETS: [&str; 6] = ["quagga", "zebra", "okapi", "wildebeest", "kudu", "tapir"];

fn secret(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    SECRETS.into_iter().find(|word| text.contains(word))
}

fn keys(bench: &mut Workbench, script: &str) {
    bench.type_keys(script).unwrap();
    bench.rest(1_000);
}

/// Both sizes of what is on the screen.
fn seen(bench: &mut Workbench) -> String {
    format!("{}\n{}", bench.text(80, 24), bench.text(140, 45))
}

fn show(bench: &mut Workbench, place: Place) -> String {
    bench.message(Msg::Go(place));
    bench.settle();
    seen(bench)
}

fn sit(bench: &mut Workbench, who: &str) {
    keys(bench, &format!(":which person of<Enter>{who}<Enter>"));
}

/// Gives a round a word for its state, with a reason where one is asked for.
fn state(bench: &mut Workbench, of: &str, letter: &str) {
    show(bench, Place::Quick(vec![id(of)], round::STATE));
    keys(bench, letter);
    if bench.text(80, 24).contains("A reason is needed") {
        keys(bench, "as far as it goes<Enter>");
    }
}

/// Ada's round with one interview, judged, noted, with a finding, an action, a request and a conclusion; then Cleo's
/// second opinion on it, not begun.
fn two_opinions() -> Desk {
    let mut desk = Desk::empty();
    desk.keys("gPnAda Berg<Enter>qnCleo Dahl<Enter>qnUma Stern<Enter>q");
    sit(&mut desk.bench, "Ada");
    desk.keys("gona<Enter>e").field(round::LEAD).keys("Ada<Enter>q");
    desk.keys("nNora Vik<Enter>AIMS<Space>manager<Enter>");
    desk.keys("H").keys("the wildebeest walked through the gate<C-x>m");
    desk.keys("<C-x>fm<Tab><C-u>quagga in the release log<Enter>");
    desk.keys("<C-x>rokapi export<Enter><Enter>").keys("<Esc>").keys("<C-x>q");
    desk.keys("gfAzebra to be fenced in<Enter>");
    desk.keys("goO").field(round::CONCLUSION).keys("kudu everywhere<Esc>");
    desk.field(round::STRENGTHS).keys("tapir of good will<Esc>");
    for kind in [Kind::Answer, Kind::Finding, Kind::Action, Kind::Request] {
        assert!(desk.records().count(kind) > 0, "{kind:?}: {}", desk.screen());
    }
    let all: String = desk.records().every().map(|r| format!("{:?}", r.values)).collect();
    SECRETS.iter().for_each(|word| assert!(all.contains(word), "{word} is not in the file"));
    desk.keys("goB").keys("Cleo<Enter>");
    assert_eq!(desk.record("RD-02").one(round::SECOND_ON), Some(id("RD-01")), "{}", desk.screen());
    desk
}

/// Every place that can be opened, but the menus of other places.
fn places(ids: &[Id]) -> Vec<Place> {
    let mut all = vec![
        Place::Home,
        Place::Heatmap,
        Place::Parked,
        Place::Readiness(None),
        Place::Grid,
        Place::Timeline,
        Place::Map,
        Place::Duties,
        Place::Trends,
        Place::Checks(None),
        Place::Recent,
        Place::Messages,
        Place::OpenItems(id("RD-01")),
        Place::Round(id("RD-01")),
        Place::Between(id("RD-01"), id("RD-02")),
        Place::Papers(Some(id("RD-01"))),
    ];
    all.extend(Kind::ALL.iter().map(|kind| Place::List(*kind, String::new())));
    for of in ids {
        all.extend([Place::Record(*of), Place::History(*of)]);
        match of.kind {
            Kind::Interview => {
                all.extend([Place::Card(*of, None), Place::Plan(*of), Place::Recap(*of), Place::OpenItems(*of)]);
            }
            Kind::Answer => all.extend([Place::Ticks(*of), Place::Samples(*of)]),
            _ => {}
        }
    }
    all
}

/// Looks everywhere as somebody; nothing of the first side may be there.
fn walk(bench: &mut Workbench, ids: &[Id], who: &str, own: usize) {
    for place in places(ids) {
        let told = format!("{place:?}");
        let text = show(bench, place);
        assert_eq!(secret(&text), None, "{who}, {told}:\n{text}");
    }
    for word in SECRETS {
        let text = show(bench, Place::Search(word.into()));
        bench.rest(2_000);
        assert!(seen(bench).contains("no record holds") || !seen(bench).contains("I-01"), "{who}, {word}:\n{text}");
        keys(bench, "<Esc>");
    }
    let records = bench.full_records().unwrap();
    let view = View { records: &records, today: now().date() };
    for (check, spots) in checks::run(view) {
        let told: String = spots.iter().map(|s| format!("{} {} ", s.id, s.detail)).collect();
        assert_eq!(secret(&told), None, "{who}, {}: {told}", check.id);
    }
    assert_eq!(Coverage::of(view, Span::Round(id("RD-01"))).total().judged(), 0, "{who}: totals");
    assert_eq!(Coverage::of(view, Span::Newest).total().judged(), own, "{who}: totals of the whole");
    let all: String = records.every().map(|r| format!("{:?}", r.values)).collect();
    assert_eq!(secret(&all), None, "{who}: papers and lists are made of these records");
}

#[test]
fn s3_42_a_second_person_judges_without_seeing_the_first_answers() {
    let mut desk = two_opinions();
    let ids: Vec<Id> = desk.records().every().map(|r| r.id).filter(|i| i.kind != Kind::Item).collect();
    desk.keys("gh");
    let mut cleo = desk.colleague("cleo");
    // Whoever did not say who they are sees into neither.
    walk(&mut cleo, &ids, "a stranger", 0);
    sit(&mut cleo, "Cleo");
    walk(&mut cleo, &ids, "the second side", 0);
    let text = show(&mut cleo, Place::Round(id("RD-01")));
    assert!(text.contains("is judged apart from RD-02") && text.contains("the file itself is not sealed"), "{text}");
    // Her own questions are there, nothing judged, nothing noted.
    let text = show(&mut cleo, Place::Round(id("RD-02")));
    assert!(text.contains("Nora Vik") && text.contains("judged 0/"), "{text}");
    // The first side goes on: no news of it reaches her, and undo takes back nothing of his.
    desk.keys("go").keys("<Enter><Enter><Esc>").keys("jm").keys("gh");
    cleo.file().unwrap().1.send(Request::Changed);
    cleo.settle();
    assert!(!seen(&mut cleo).contains("verdict"), "{}", seen(&mut cleo));
    keys(&mut cleo, "u");
    let said = cleo.app.status().map_or(String::new(), |(text, _)| text.to_string());
    assert!(!said.contains("I-01") && secret(&said).is_none(), "{said}");
    walk(&mut cleo, &ids, "the second side, later", 0);
    // She judges, and he sees nothing of that.
    show(&mut cleo, Place::Card(id("I-02"), None));
    keys(&mut cleo, "gnu and aardvark<C-x>c<C-x>q");
    assert!(cleo.close());
    desk.reopen();
    let text: String = [Place::Round(id("RD-02")), Place::Recent, Place::Search("aardvark".into())]
        .into_iter()
        .map(|place| show(&mut desk.bench, place))
        .collect();
    assert!(text.contains("is judged apart from RD-01") && !text.contains("and aardvark"), "{text}");
    desk.keys("<Esc>");
    // One is closed: still nothing. Both are: everything, and the differences.
    state(&mut desk.bench, "RD-01", "c");
    let mut cleo = desk.colleague("cleo");
    walk(&mut cleo, &ids, "the second side, when the first is closed", 1);
    state(&mut cleo, "RD-02", "c");
    let text = show(&mut cleo, Place::Record(id("F-001")));
    assert!(text.contains("quagga"), "{text}");
    keys(&mut cleo, "go<Down><Enter>=<Enter>");
    let text = seen(&mut cleo);
    assert!(text.contains("RD-01 AGAINST ITS SECOND OPINION RD-02"), "{text}");
    assert!(
        text.contains("milder in the second opinion: 1") && text.contains("minor nonconformity -> conforms"),
        "{text}"
    );
    assert!(cleo.close());
    desk.reopen();
    let report = {
        show(&mut desk.bench, Place::Round(id("RD-02")));
        desk.paper("audit report", "txt")
    };
    assert!(report.contains("Second opinion") && report.contains("milder in the"), "{report}");
}

#[test]
fn a_second_opinion_is_blind_in_the_shell_and_in_exports_too() {
    let mut desk = two_opinions();
    desk.keys("gh");
    assert!(desk.bench.close());
    let folder = desk.folder.path().to_path_buf();
    let calls: [&[&str]; 12] = [
        &["export", "answers", "nord.aims", "-o", "answers.csv"],
        &["export", "findings", "nord.aims", "-o", "findings.json"],
        &["export", "rounds", "nord.aims", "-o", "rounds.csv"],
        &["export", "nord.aims", "-o", "all.json"],
        &["export", "nord.aims", "-o", "all.xlsx"],
        &["list", "answers", "nord.aims", "--json"],
        &["show", "RD-01", "nord.aims"],
        &["history", "RD-01", "nord.aims"],
        &["search", "nord.aims", "wildebeest"],
        &["check", "nord.aims"],
        &["status", "nord.aims"],
        &["bundle", "nord.aims", "-o", "pack"],
    ];
    for args in calls {
        let (_, said) = desk.shell(args);
        assert_eq!(secret(&said), None, "{args:?}: {said}");
    }
    for (name, is) in files(&folder) {
        if name.ends_with(".aims") || name.contains("xdg") || name.contains(".aims") {
            continue;
        }
        assert_eq!(secret(&String::from_utf8_lossy(&is)), None, "{name}");
    }
    assert!(files(&folder).iter().any(|(name, _)| name.contains("pack/")), "the pack was written");
    let (code, said) = desk.shell(&["show", "AW-001", "nord.aims"]);
    assert!(code != 0 && said.contains("there is no AW-001"), "{said}");
    let (code, said) = desk.shell(&["report", "audit-report", "nord.aims", "--about", "RD-01", "-o", "r.md"]);
    assert!(code != 0 && said.contains("judged apart"), "{said}");
    // The file itself is not sealed, and that is said where the round would be.
    assert!(fs::read(desk.path()).unwrap().windows(6).any(|w| w == b"quagga"));
}

fn files(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push((path.display().to_string(), fs::read(&path).unwrap())),
        }
    }
    all
}

#[test]
fn nobody_judges_on_both_sides_and_what_keeps_them_apart_is_lifted_only_with_a_reason() {
    let mut desk = two_opinions();
    // Ada may not join the second side, nor Cleo the first.
    desk.keys("gh");
    let mut uma = desk.colleague("uma");
    sit(&mut uma, "Uma");
    show(&mut uma, Place::Field(vec![id("RD-02")], round::TEAM));
    keys(&mut uma, "Ada<Space><Enter>");
    let said = uma.app.status().map_or(String::new(), |(text, _)| text.to_string());
    assert!(said.contains("Ada Berg judges in RD-01"), "{said}\n{}", seen(&mut uma));
    assert!(uma.full_records().unwrap().live(id("RD-02")).unwrap().refs(round::TEAM).is_empty());
    // Somebody who judges on neither side sees both.
    assert!(show(&mut uma, Place::Record(id("F-001"))).contains("quagga"));
    // To take the link away is a step that asks why.
    show(&mut uma, Place::List(Kind::Round, String::new()));
    keys(&mut uma, "<End>xd");
    assert!(uma.text(140, 45).contains("why are they to be seen now?"), "{}", uma.text(140, 45));
    keys(&mut uma, "<Esc>");
    assert!(uma.full_records().unwrap().live(id("RD-02")).is_some());
    // Cleo does not close Ada's round.
    drop(uma);
    let mut cleo = desk.colleague("cleo");
    sit(&mut cleo, "Cleo");
    state(&mut cleo, "RD-01", "c");
    let said = cleo.app.status().map_or(String::new(), |(text, _)| text.to_string());
    assert!(said.contains("closed by who judges in it"), "{said}");
}

#[test]
fn rd_03_readiness_is_judged_by_somebody_who_did_not_see_the_first_verdict() {
    let mut desk = two_opinions();
    let told = |desk: &mut Desk| {
        desk.keys("gZym");
        desk.bench.copied().unwrap_or_default().replace("\n ", "")
    };
    let seen = told(&mut desk);
    assert!(seen.contains("RD-02 by Cleo Dahl on RD-01: judged apart"), "{seen}");
    let mut cleo = desk.colleague("cleo");
    sit(&mut cleo, "Cleo");
    show(&mut cleo, Place::Card(id("I-02"), None));
    keys(&mut cleo, "looked at it all<C-x>c<C-x>q");
    state(&mut cleo, "RD-02", "c");
    assert!(cleo.close());
    desk.reopen();
    state(&mut desk.bench, "RD-01", "c");
    desk.reopen();
    let seen = told(&mut desk);
    assert!(seen.contains("RD-02 by Cleo Dahl on RD-01") && seen.contains("1 differently"), "{seen}");
    let paper = desk.paper("readiness", "txt");
    assert!(paper.contains("Judged a second time") && paper.contains("1 differently"), "{paper}");
}
