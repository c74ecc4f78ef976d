//! Sheets of other people on the screen: asked, answered, looked at, taken in, by keys alone.

use crate::desk::Desk;
use aims::{
    app::Msg,
    domain::{Kind, Record, Records, kinds::action},
};
use std::{collections::HashSet, fs, path::PathBuf, sync::OnceLock};

fn sheets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets")
}

fn names() -> Vec<String> {
    let files = fs::read_dir(sheets()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter(|name| name.ends_with(".csv")).collect();
    names.sort();
    names
}

/// An empty file beside which the sheet lies.
fn beside(name: &str) -> Desk {
    let desk = Desk::empty();
    fs::copy(sheets().join(name), desk.folder.path().join(name)).unwrap();
    if ["risk-system-id.csv", "scales-and-lists.csv"].contains(&name) {
        // Risks name the systems of another sheet.
        written(&desk, "systems.csv", "System ID,System Name,Status\nAI-001,Loan desk,Pilot\nAI-002,Chat aid,Pilot\n");
        let (code, said) = desk.shell(&["import", "systems.csv", "nord.aims"]);
        assert_eq!(code, 0, "{said}");
    }
    desk
}

fn import(desk: &mut Desk, name: &str) {
    let path = desk.folder.path().join(name);
    desk.keys(&format!(":import<Enter>{}<Enter>", path.display()));
}

/// Which step of the import is on the screen.
fn step(desk: &mut Desk) -> &'static str {
    let head = desk.wide().lines().next().unwrap_or_default().to_string();
    let of = |word: &str| head.contains(&format!(".csv  {word} "));
    match () {
        () if !head.contains("  import  ") => "out",
        () if of("kind") => "kind",
        () if of("headings") => "headings",
        () if of("words") => "words",
        () => "preview",
    }
}

/// Everything that the records say beyond what stands in every new file.
fn told(records: &Records) -> Vec<String> {
    static EMPTY: OnceLock<HashSet<String>> = OnceLock::new();
    let all = |records: &Records| -> Vec<String> {
        let values =
            |r: &Record| (0..r.id.kind.spec().fields.len()).map(|f| format!("{:?}", r.value(f))).collect::<Vec<_>>();
        let said = |r: &Record| -> String { format!("{} {}", r.id, values(r).join(" ")) };
        records.every().map(said).collect()
    };
    let empty = EMPTY.get_or_init(|| all(&Desk::empty().records()).into_iter().collect());
    all(records).into_iter().filter(|text| !empty.contains(text)).collect()
}

/// Says yes to every proposal until the preview is there; the keys that it took.
fn through(desk: &mut Desk) -> usize {
    let mut keys = 0;
    while matches!(step(desk), "headings" | "words" | "kind") {
        // An order of days has no proposal: it is chosen.
        let choose = desk.screen().contains("not said") && step(desk) == "words";
        desk.keys(if choose { "1" } else { "<Enter>" });
        keys += 1;
        assert!(keys < 40, "{}", desk.screen());
    }
    keys
}

#[test]
fn every_sheet_is_taken_in_by_saying_yes_with_the_same_result_as_in_the_shell() {
    let mut stuck = Vec::new();
    for name in names() {
        let mut desk = beside(&name);
        let before = told(&desk.records());
        import(&mut desk, &name);
        let keys = through(&mut desk);
        assert_eq!(step(&mut desk), "preview", "{name}: {}", desk.screen());
        assert!(keys <= 24, "{name} takes {keys} keys before the preview");
        assert_eq!(told(&desk.records()), before, "{name}: nothing is written before T");
        desk.keys("T");
        let mut args = vec!["import", &name, "nord.aims", "--good-rows"];
        if desk.wide().contains("can be updated or added") {
            // Controls are there from the start.
            desk.keys("xT");
            args.extend(["--existing", "update"]);
        }
        if step(&mut desk) == "preview" {
            // Doubtful rows, or records that come done: said once more.
            let key = if desk.screen().contains("T again") { "T" } else { "g" };
            desk.keys(key);
        }
        if step(&mut desk) == "preview" {
            desk.keys("g");
        }
        if step(&mut desk) != "out" {
            stuck.push(format!("{name}: {}", desk.wide()));
            continue;
        }
        let screen = told(&desk.reopen().records());
        assert!(screen != before, "{name}");
        // The same answers, and Esc: nothing is written, and the shell reads the sheet by them.
        let mut other = beside(&name);
        import(&mut other, &name);
        through(&mut other);
        for _ in 0..4 {
            if step(&mut other) != "out" {
                other.keys("<Esc>");
            }
        }
        assert_eq!(step(&mut other), "out", "{name}: {}", other.screen());
        assert_eq!(told(&other.reopen().records()), before, "{name}: nothing is written without T");
        let (_, said) = other.shell(&args);
        assert!(said.contains("written as step"), "{name}: {said}");
        assert_eq!(told(&other.records()), screen, "{name}");
    }
    assert!(stuck.is_empty(), "{}", stuck.join("\n"));
}

fn written(desk: &Desk, name: &str, text: &str) {
    fs::write(desk.folder.path().join(name), text).unwrap();
}

#[test]
fn answers_are_kept_at_every_esc_and_offered_again_after_a_restart() {
    let name = "form-of-34.csv";
    let mut desk = beside(name);
    import(&mut desk, name);
    assert_eq!(step(&mut desk), "headings", "{}", desk.wide());
    let open = |desk: &mut Desk| {
        let screen = desk.wide();
        let line = screen.lines().find(|l| l.contains(" to confirm")).unwrap_or_default().to_string();
        let at = line.find(" to confirm").unwrap_or(0);
        line[..at].rsplit(' ').next().unwrap_or_default().parse::<usize>().unwrap_or(0)
    };
    let before = open(&mut desk);
    assert!(before > 1, "{}", desk.wide());
    // One heading is said to be left out, one is confirmed; then Esc, and the program is closed.
    desk.keys("-<Enter>");
    assert_eq!(open(&mut desk), before - 2, "{}", desk.wide());
    desk.keys("<Esc>");
    assert!(desk.status().contains("the answers are kept"), "{}", desk.status());
    desk.reopen();
    assert!(told(&desk.records()).is_empty());
    import(&mut desk, name);
    assert_eq!(open(&mut desk), before - 2, "{}", desk.wide());
    // Another sheet of the same headings is served, one of others is not.
    fs::copy(desk.folder.path().join(name), desk.folder.path().join("next.csv")).unwrap();
    desk.keys("<Esc>");
    import(&mut desk, "next.csv");
    assert_eq!(open(&mut desk), before - 2, "{}", desk.wide());
}

#[test]
fn a_heading_is_found_by_name_and_enter_never_writes() {
    let mut desk = Desk::empty();
    written(&desk, "in.csv", "Name,Status,Zweckbindung\nYard watch,Pilot,guards the yard\n");
    import(&mut desk, "in.csv");
    desk.keys("<Enter><Enter>");
    assert!(told(&desk.records()).is_empty(), "{}", desk.wide());
    if step(&mut desk) == "kind" {
        desk.keys("s");
    }
    desk.keys("m<Down><Down>fPurpose<Enter>");
    assert!(desk.wide().contains("[Purpose]"), "{}", desk.wide());
    desk.keys("<Enter>");
    assert_eq!(step(&mut desk), "preview", "{}", desk.wide());
    assert!(desk.wide().contains("Zweckbindung → Purpose"), "{}", desk.wide());
    desk.keys("T").reopen();
    let system = desk.newest(Kind::System);
    assert_eq!((system.title(), system.text(aims::domain::kinds::system::PURPOSE)), ("Yard watch", "guards the yard"));
}

#[test]
fn a_cell_with_a_nul_refuses_its_row_at_the_preview() {
    let mut desk = Desk::empty();
    written(&desk, "in.csv", "System Name,Status,Comments\nYard watch,Pilot,a\0b\nBerth aid,Pilot,fine\n");
    import(&mut desk, "in.csv");
    through(&mut desk);
    assert!(desk.wide().contains("holds a NUL"), "{}", desk.wide());
    desk.keys("T");
    assert!(told(&desk.records()).is_empty());
    desk.keys("g").reopen();
    assert_eq!(desk.newest(Kind::System).title(), "Berth aid");
    assert_eq!(desk.records().count(Kind::System), 1);
    let (code, said) = desk.shell(&["import", "in.csv", "nord.aims"]);
    assert!(code == 1 && said.contains("Row 2, column Comments") && said.contains("holds a NUL"), "{said}");
}

#[test]
fn a_corrective_action_becomes_an_action_about_its_finding_in_one_step() {
    let mut desk = Desk::empty();
    let sheet = "Finding,Condition,Corrective action\nNo owner named,Two systems have none,Name an owner for each\n\
                 No log,The log is empty,N/A\n";
    written(&desk, "in.csv", sheet);
    import(&mut desk, "in.csv");
    through(&mut desk);
    assert!(desk.wide().contains("NEW ACTIONS") && desk.wide().contains("Name an owner"), "{}", desk.wide());
    desk.keys("T").reopen();
    let records = desk.records();
    assert_eq!((records.count(Kind::Finding), records.count(Kind::Action)), (2, 1));
    let action = desk.newest(Kind::Action);
    assert_eq!(action.title(), "Name an owner for each");
    let owned = records.all(Kind::Finding).find(|f| f.title() == "No owner named").unwrap();
    assert_eq!(records.linked(owned.id, Kind::Action, action::ABOUT).count(), 1);
    // The same sheet again changes nothing; one undo takes all back.
    let (_, said) = desk.shell(&["import", "in.csv", "nord.aims"]);
    assert!(said.contains("the same"), "{said}");
    desk.keys("gfu");
    assert_eq!(desk.records().all(Kind::Action).filter(|a| !a.hidden).count(), 0, "{}", desk.status());
}

#[test]
fn cells_that_are_pasted_on_a_list_are_a_sheet() {
    let mut desk = Desk::empty();
    desk.keys("gi");
    desk.bench.message(Msg::Paste("Name\tStatus\nYard watch\tPilot\n".into()));
    desk.bench.settle();
    assert_eq!(step(&mut desk), "preview", "{}", desk.wide());
    desk.keys("T").reopen();
    assert_eq!(desk.newest(Kind::System).title(), "Yard watch");
}
