//! Files of every version: opened, read and verified without a changed byte, upgraded, undone across the upgrade.

use aims::{
    domain::{Change, Id, Kind, Stamp, Value, kinds::system},
    store::{self, OpenOptions, Opened, Outbox, Reader, Reply, Request, Store, Verified, Who},
    wake,
};
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{self, Receiver},
    time::Duration,
};

const NOW: Stamp = Stamp { utc: 1_796_000_000, offset: 60 };

/// A copy of a frozen file in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn frozen() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir("tests/files").unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "aims"));
    assert!(!files.is_empty(), "no frozen file");
    files
}

fn who(user: &str) -> Who {
    Who { user: user.into(), host: "here".into(), pid: std::process::id() }
}

struct Session {
    store: Store,
    reader: Reader,
    opened: Opened,
    inbox: Receiver<Reply>,
    _end: wake::WakeEnd,
}

impl Desk {
    fn of(file: &Path) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("org.aims");
        std::fs::copy(file, &path).unwrap();
        Desk { folder, path }
    }
    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }
    fn session(&self, user: &str) -> Session {
        let (sender, inbox) = mpsc::channel();
        let (waker, end) = wake::pair().unwrap();
        let rescue = Some(self.folder.path().join("rescue"));
        let options = OpenOptions { network: Some(false), rescue, ..OpenOptions::new(who(user), NOW) };
        let (store, reader, opened) = store::open(&self.path, options, Outbox { sender, waker }).unwrap();
        Session { store, reader, opened, inbox, _end: end }
    }
    fn run(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args).current_dir(self.folder.path()).env("USER", "mia");
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.folder.path().join("home"));
        }
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }
}

impl Session {
    fn ask(&self, request: Request) -> Reply {
        self.store.send(request);
        self.inbox.recv_timeout(Duration::from_secs(60)).unwrap()
    }
}

#[test]
fn every_read_command_works_on_an_older_file_and_changes_no_byte() {
    for file in frozen() {
        let desk = Desk::of(&file);
        let before = desk.bytes();
        for args in [
            &["status", "org.aims"][..],
            &["check", "org.aims"],
            &["verify", "org.aims"],
            &["export", "systems", "org.aims"],
            &["export", "controls", "org.aims", "--json"],
            &["report", "soa", "org.aims"],
            &["report", "audit-report", "org.aims", "--about", "RD-01"],
            &["history", "S-14", "org.aims"],
            &["org.aims", "--print"],
            &["org.aims", "--print", "--keys", "gi"],
        ] {
            let (code, said) = desk.run(args);
            assert!(code == 0 || (code == 1 && args[0] == "check"), "{args:?}: {code} {said}");
        }
        assert_eq!(desk.bytes(), before, "{}", file.display());
        let (_, said) = desk.run(&["history", "S-14", "org.aims"]);
        assert!(said.contains("Fraud scorer"), "{said}");
    }
}

#[test]
fn an_older_file_is_shown_and_the_first_change_is_refused_with_the_way_to_upgrade() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    let before = desk.bytes();
    let session = desk.session("ann");
    assert_eq!(session.opened.older, Some(1));
    let system = session.reader.read(Id::new(Kind::System, 14)).unwrap().unwrap();
    assert_eq!(system.title(), "Fraud scorer");
    let change = Change::new("unit").set(&system, vec![(system::UNIT, Value::text("Fraud"))]);
    session.store.send(Request::Save { change, at: NOW });
    let replies: Vec<Reply> = (0..2).map(|_| session.inbox.recv_timeout(Duration::from_secs(60)).unwrap()).collect();
    assert!(replies.iter().any(|r| matches!(r, Reply::Refused(why) if why.contains("aims upgrade"))), "{replies:?}");
    assert!(session.store.close(Duration::from_secs(60)));
    assert_eq!(desk.bytes(), before);
}

#[test]
fn an_upgrade_keeps_a_verified_copy_and_undo_goes_on_across_it() {
    for file in frozen() {
        let desk = Desk::of(&file);
        let before = desk.bytes();
        let (code, said) = desk.run(&["upgrade", "org.aims"]);
        assert_eq!(code, 0, "{said}");
        let Verified::Ok { entries, .. } = store::verify(&desk.path) else { panic!("{:?}", store::verify(&desk.path)) };
        if said.contains("nothing was changed") {
            continue;
        }
        let version = file.file_stem().unwrap().to_str().unwrap();
        let copy = desk.folder.path().join(format!("org.{version}.aims"));
        assert_eq!(std::fs::read(&copy).unwrap(), before, "{said}");
        let Verified::Ok { entries: old, .. } = store::verify(&copy) else { panic!() };
        assert_eq!(entries, old + 1, "each entry is rewritten, and one says so");

        // The last step of the frozen file was an import by root; a person of that name takes it back.
        let last = desk.session("ann").reader.recent(2).unwrap();
        let (user, host) = last[1].actor.split_once('@').unwrap();
        let mut undoer = desk.session(user);
        assert_eq!(undoer.opened.older, None);
        if host != "here" {
            // Undo takes back one's own steps only, and the host belongs to the name.
            assert!(matches!(undoer.ask(Request::Undo { at: NOW, because: None }), Reply::Refused(_)));
            drop(undoer);
            undoer = desk.session_at(user, host);
        }
        match undoer.ask(Request::Undo { at: NOW, because: None }) {
            Reply::Saved { label, touched, .. } => {
                assert!(label.starts_with("import of 1 AI system"), "{label}");
                assert!(touched.iter().all(|r| r.hidden));
            }
            other => panic!("{other:?}"),
        }
        assert!(undoer.store.close(Duration::from_secs(60)));
        assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
    }
}

impl Desk {
    fn session_at(&self, user: &str, host: &str) -> Session {
        let (sender, inbox) = mpsc::channel();
        let (waker, end) = wake::pair().unwrap();
        let who = Who { host: host.into(), ..who(user) };
        let rescue = Some(self.folder.path().join("rescue"));
        let options = OpenOptions { network: Some(false), rescue, ..OpenOptions::new(who, NOW) };
        let (store, reader, opened) = store::open(&self.path, options, Outbox { sender, waker }).unwrap();
        Session { store, reader, opened, inbox, _end: end }
    }
}

#[test]
fn nothing_is_upgraded_while_somebody_has_the_file_open() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    let meddle = |host: &str| {
        let conn = rusqlite::Connection::open(&desk.path).unwrap();
        conn.execute("DELETE FROM session", []).unwrap();
        let sql = "INSERT INTO session (user, host, pid, since) VALUES ('ben', ?1, ?2, '2026-01-01T00:00:00Z')";
        conn.execute(sql, rusqlite::params![host, std::process::id()]).unwrap();
    };
    meddle("here");
    let before = desk.bytes();
    let me = Who { pid: 1, ..who("ann") };
    let refused = |desk: &Desk| store::upgrade(&desk.path, &me, NOW, false).unwrap_err().to_string();
    assert!(refused(&desk).contains("ben@here"));
    assert_eq!(desk.bytes(), before);
    // A program of another name with that number counts too: nobody can tell what it is called now.
    let mut other = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let conn = rusqlite::Connection::open(&desk.path).unwrap();
    conn.execute("UPDATE session SET pid = ?1", [other.id()]).unwrap();
    drop(conn);
    assert!(refused(&desk).contains("--take-over"), "{}", refused(&desk));
    other.kill().and_then(|()| other.wait()).unwrap();
    meddle("elsewhere");
    assert!(refused(&desk).contains("--take-over"));
    let (code, said) = desk.run(&["upgrade", "org.aims", "--take-over"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_session_whose_file_a_newer_program_upgraded_writes_nothing_more_and_loses_nothing() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    desk.run(&["upgrade", "org.aims"]);
    let session = desk.session("ann");
    let system = session.reader.read(Id::new(Kind::System, 14)).unwrap().unwrap();
    rusqlite::Connection::open(&desk.path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let change = Change::new("unit").set(&system, vec![(system::UNIT, Value::text("typed words"))]);
    session.store.send(Request::Save { change, at: NOW });
    let mut told = Vec::new();
    while !told.iter().any(|r| matches!(r, Reply::Refused(_))) {
        told.push(session.inbox.recv_timeout(Duration::from_secs(60)).unwrap());
    }
    assert!(told.iter().any(|r| matches!(r, Reply::ReadOnly(why) if why.contains("version 99"))), "{told:?}");
    let Some(Reply::Refused(why)) = told.last() else { panic!() };
    let rescue = why.rsplit(" is in ").next().unwrap();
    assert!(std::fs::read_to_string(rescue).unwrap().contains("typed words"), "{why}");
}

#[test]
fn the_records_of_an_upgraded_file_are_those_of_the_old_one() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    let old = desk.run(&["export", "findings", "org.aims", "--json"]);
    let soa = desk.run(&["report", "risk-register", "org.aims", "--now", "2026-11-25T10:00:00+01:00"]);
    desk.run(&["upgrade", "org.aims"]);
    assert_eq!(desk.run(&["export", "findings", "org.aims", "--json"]), old);
    let now = desk.run(&["report", "risk-register", "org.aims", "--now", "2026-11-25T10:00:00+01:00"]);
    let strip =
        |t: &str| t.lines().filter(|l| !l.contains("Head") && !l.contains("head")).collect::<Vec<_>>().join("\n");
    assert_eq!(strip(&now.1), strip(&soa.1));
}

/// The statement of the page, as somebody would copy it.
fn statement() -> String {
    let page = std::fs::read_to_string("docs/file-format.md").unwrap();
    page.split("```sql\n").nth(1).unwrap().split("```").next().unwrap().to_string()
}

#[test]
fn the_page_about_the_format_is_enough_to_check_the_chain() {
    use sha2::{Digest, Sha256};
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    desk.run(&["upgrade", "org.aims"]);
    let conn = rusqlite::Connection::open(&desk.path).unwrap();
    let id: Vec<u8> = conn.query_row("SELECT file_id FROM meta", [], |r| r.get(0)).unwrap();
    let mut prev = hex(&Sha256::digest(format!("aims 2 genesis\n{}\n", hex(&id))));
    let entries: u32 = conn.query_row("SELECT max(seq) FROM entry", [], |r| r.get(0)).unwrap();
    assert!(entries > 100);
    for seq in 1..=entries {
        let sql = statement().replace("e.seq = 1;", &format!("e.seq = {seq};"));
        let text: String = conn.query_row(&sql, [], |r| r.get(0)).unwrap();
        let sql = "SELECT lower(hex(hash)), lower(hex(prev)) FROM entry WHERE seq = ?1";
        let (hash, before): (String, String) = conn.query_row(sql, [seq], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        assert_eq!((hex(&Sha256::digest(text)), before), (hash.clone(), prev), "entry {seq}");
        prev = hash;
    }
    let mut words = conn.prepare("SELECT lower(hex(salt)) || text, lower(hex(digest)) FROM word").unwrap();
    let mut rows = words.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (text, digest): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        assert_eq!(hex(&Sha256::digest(text)), digest);
    }
}

#[test]
fn on_the_screen_the_first_change_asks_for_the_upgrade() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    let before = desk.bytes();
    let typed = |keys: &str| desk.run(&["org.aims", "--print", "--keys", keys]).1;
    let asked = typed("gin");
    assert!(asked.contains("The file is of version 1") && asked.contains("upgrade it"), "{asked}");
    typed("gink");
    assert_eq!(desk.bytes(), before);
    let done = typed("ginu");
    assert!(done.contains("org.v1.aims"), "{done}");
    assert_eq!(std::fs::read(desk.folder.path().join("org.v1.aims")).unwrap(), before);
    typed("ginAnother one<Enter>");
    assert!(desk.run(&["export", "systems", "org.aims"]).1.contains("Another one"));
}

#[test]
fn an_erased_name_is_nowhere_in_the_file_and_the_chain_stays_whole() {
    let desk = Desk::of(Path::new("tests/files/v1.aims"));
    desk.run(&["upgrade", "org.aims"]);
    let name = "Zebediah Quillfeather";
    desk.run(&["org.aims", "--print", "--keys", &format!("gPn{name}<Enter>")]);
    let people = desk.run(&["export", "people", "org.aims"]).1;
    let line = people.lines().find(|l| l.contains(name)).unwrap();
    let id = line.split(',').next().unwrap();
    let holds = |bytes: &[u8]| bytes.windows(name.len()).any(|w| w == name.as_bytes());
    assert!(holds(&desk.bytes()));
    let (code, said) = desk.run(&["erase", id, "name", "org.aims", "--because", ""]);
    assert!(code == 2 && said.contains("reason"), "{said}");
    // A line that was begun with a part of it, as a prompt keeps it.
    let part = rusqlite::Connection::open(&desk.path).unwrap();
    part.execute("INSERT INTO setting VALUES ('ann/line/Name of a person', 'Zebediah Qu')", []).unwrap();
    drop(part);
    let (code, said) = desk.run(&["erase", id, "name", "org.aims", "--because", "left five years ago"]);
    assert!(code == 0 && said.contains("org.v1.aims"), "{said}");
    assert!(!holds(&desk.bytes()), "the bytes of the name are still in the file");
    assert!(!desk.bytes().windows(11).any(|w| w == b"Zebediah Qu"), "a kept line holds a part of the name");
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }), "{:?}", store::verify(&desk.path));
    let (_, history) = desk.run(&["history", id, "org.aims"]);
    assert!(history.contains("(erased)") && history.contains(&format!("name of {id} erased")), "{history}");
    let (_, screen) = desk.run(&["org.aims", "--print", "--keys", "u"]);
    assert!(!holds(screen.as_bytes()) && !holds(&desk.bytes()), "{screen}");
}

#[test]
fn what_evidence_said_of_being_seen_becomes_a_sighting_for_each_answer() {
    // Only the evidence of files before version 3 said when it was seen.
    for file in ["v1", "v2"].map(|version| PathBuf::from(format!("tests/files/{version}.aims"))) {
        let desk = Desk::of(&file);
        let before = desk.run(&["report", "gap-report", "org.aims"]).1;
        desk.run(&["upgrade", "org.aims"]);
        let sheet = desk.run(&["export", "sightings", "org.aims"]).1;
        // The rule was named but never seen.
        assert!(!sheet.contains("E-22") && sheet.lines().count() > 40, "{sheet}");
        // The minutes were first seen on the day, and shown by the person, that the evidence named.
        let first = sheet.lines().find(|l| l.contains("AI policy")).unwrap();
        assert!(["E-01", "2026-09-21", ",3,", "P-01"].iter().all(|w| first.contains(w)), "{first}");
        // The same template in the gap analysis and in the audit: two days.
        let days: std::collections::BTreeSet<&str> = sheet
            .lines()
            .filter(|l| l.contains("E-14"))
            .flat_map(|l| l.split(',').filter(|cell| cell.len() == 10 && cell.starts_with("202")))
            .collect();
        assert_eq!(days.len(), 2, "{sheet}");
        assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
        let strip = |t: &str| t.lines().filter(|l| !l.contains("ead")).collect::<Vec<_>>().join("\n");
        assert_eq!(strip(&desk.run(&["report", "gap-report", "org.aims"]).1), strip(&before));
    }
}

#[test]
fn a_name_is_erased_from_its_page_with_a_reason_and_stays_erased() {
    let desk = Desk::of(Path::new("tests/files/v2.aims"));
    desk.run(&["upgrade", "org.aims"]);
    let name = "Quentin Ashdown";
    desk.run(&["org.aims", "--print", "--keys", &format!("gPn{name}<Enter>")]);
    let page = format!("gP/{name}<Enter><Enter>");
    let (_, asked) = desk.run(&["org.aims", "--print", "--keys", &format!("{page}xe")]);
    assert!(asked.contains("Erase for good: why?"), "{asked}");
    let (_, kept) = desk.run(&["org.aims", "--print", "--keys", &format!("{page}xe<Enter>")]);
    assert!(kept.contains("a reason is needed; Esc erases nothing"), "{kept}");
    assert!(desk.run(&["export", "people", "org.aims"]).1.contains(name));
    let (_, done) = desk.run(&["org.aims", "--print", "--keys", &format!("{page}xeleft five years ago<Enter>")]);
    assert!(done.contains("erased: ") && done.contains("org.v2.aims"), "{done}");
    let holds = |bytes: &[u8]| bytes.windows(name.len()).any(|w| w == name.as_bytes());
    assert!(!holds(&desk.bytes()));
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
}

/// The file and the journal that an upgrade leaves when it is killed before its end.
fn upgrade_cut_short(desk: &Desk) {
    let conn = rusqlite::Connection::open(&desk.path).unwrap();
    conn.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; PRAGMA user_version = 4;").unwrap();
    // Enough pages that they spill into the file before the commit.
    conn.execute_batch(
        "CREATE TABLE half (a TEXT);
         WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000)
         INSERT INTO half SELECT hex(randomblob(200)) FROM c",
    )
    .unwrap();
    let journal = desk.folder.path().join("org.aims-journal");
    let kept = std::fs::read(&journal).unwrap();
    // All pages are written, the journal is not yet gone: the header says the new version already.
    conn.execute_batch("COMMIT").unwrap();
    drop(conn);
    std::fs::write(&journal, kept).unwrap();
    assert_eq!(desk.bytes()[63], 4);
}

#[test]
fn an_upgrade_cut_short_by_a_crash_is_taken_back_and_done_again() {
    for by_the_shell in [true, false] {
        let desk = Desk::of(Path::new("tests/files/v2.aims"));
        let before = desk.bytes();
        upgrade_cut_short(&desk);
        assert_ne!(desk.bytes(), before);
        if by_the_shell {
            let (code, said) = desk.run(&["upgrade", "org.aims"]);
            assert!(code == 0 && said.contains("from file version 2 to 8"), "{code} {said}");
            assert_eq!(std::fs::read(desk.folder.path().join("org.v2.aims")).unwrap(), before);
        } else {
            let session = desk.session("ann");
            assert_eq!(session.opened.older, Some(2));
            assert!(session.store.close(Duration::from_secs(60)));
            assert_eq!(desk.bytes(), before);
        }
        assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }), "{:?}", store::verify(&desk.path));
    }
}
