//! The file of an organisation through its public door: what is saved comes back, and nothing else gets in.

use aims::{
    domain::{
        Change, Decimal, Id, Kind, Period, Record, Stamp, Type, Value,
        gate::Road,
        kinds::{action, answer, finding, interview, organisation, person, risk, round},
    },
    store::{
        self, Draft, FoundingStep, OpenOptions, Opened, Outbox, Reader, Reply, Request, StepOrigin, Store, StoreError,
        Verified, Who,
    },
    wake,
};
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

const LONG: Duration = Duration::from_secs(60);

fn stamp(minutes: i64) -> Stamp {
    Stamp { utc: 1_780_000_000 + minutes * 60, offset: 120 }
}

fn person_id(n: u32) -> Id {
    Id::new(Kind::Person, n)
}

fn new_person(n: u32, name: &str) -> Change {
    Change::new(format!("add {name}")).create(person_id(n), vec![(person::NAME, Value::text(name))])
}

/// A file with an organisation and one person in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Nord & Süd.aims");
        let name = vec![(organisation::NAME, Value::text("Nord & Süd"))];
        let first = Change::new("organisation").create(Id::new(Kind::Organisation, 1), name);
        let steps = [first, new_person(1, "Ada")].map(|change| FoundingStep {
            at: stamp(0),
            actor: "demo@home".into(),
            change,
        });
        store::create(&path, &steps).unwrap();
        Desk { folder, path }
    }
    fn session(&self) -> Session {
        self.session_of("ann", std::process::id())
    }
    fn session_of(&self, user: &str, pid: u32) -> Session {
        self.try_session(user, pid, Some(false)).unwrap()
    }
    fn try_session(&self, user: &str, pid: u32, network: Option<bool>) -> Result<Session, StoreError> {
        let (sender, inbox) = mpsc::channel();
        let (waker, end) = wake::pair().unwrap();
        let who = Who { user: user.into(), host: "here".into(), pid };
        let rescue = Some(self.folder.path().join("rescue"));
        let options = OpenOptions { network, rescue, ..OpenOptions::new(who, stamp(1)) };
        let (store, reader, opened) = store::open(&self.path, options, Outbox { sender, waker })?;
        Ok(Session { store, reader, opened, inbox, _end: end })
    }
    /// Changes the file as another program would.
    fn meddle(&self, sql: &str) {
        let conn = rusqlite::Connection::open(&self.path).unwrap();
        conn.execute_batch(sql).unwrap();
    }
    fn beside(&self, suffix: &str) -> PathBuf {
        PathBuf::from(format!("{}{suffix}", self.path.display()))
    }
}

struct Session {
    store: Store,
    reader: Reader,
    opened: Opened,
    inbox: Receiver<Reply>,
    _end: wake::WakeEnd,
}

/// A pid that runs and is not ours.
fn other_pid() -> u32 {
    std::os::unix::process::parent_id()
}

impl Session {
    fn reply(&self) -> Reply {
        self.inbox.recv_timeout(LONG).expect("no reply")
    }
    fn ask(&self, request: Request) -> Reply {
        self.store.send(request);
        self.reply()
    }
    fn save(&self, change: Change) -> Reply {
        self.ask(Request::Save { change, at: stamp(2) })
    }
    fn saved(&self, change: Change) -> Vec<Record> {
        match self.save(change) {
            Reply::Saved { touched, how: StepOrigin::Did, .. } => touched,
            other => panic!("{other:?}"),
        }
    }
    fn undo(&self) -> Reply {
        self.ask(Request::Undo { at: stamp(3), because: None })
    }
    fn redo(&self) -> Reply {
        self.ask(Request::Redo { at: stamp(3), because: None })
    }
    fn record(&self, id: Id) -> Record {
        self.reader.read(id).unwrap().unwrap()
    }
    fn name(&self, n: u32) -> String {
        self.record(person_id(n)).title().to_string()
    }
    fn rename(&self, n: u32, name: &str) -> Change {
        Change::new(format!("name {name}")).set(&self.record(person_id(n)), vec![(person::NAME, Value::text(name))])
    }
    fn close(self) {
        assert!(self.store.close(LONG));
    }
}

fn refused(reply: Reply) -> String {
    match reply {
        Reply::Refused(why) => why,
        other => panic!("{other:?}"),
    }
}

fn refusal(result: Result<Session, StoreError>) -> String {
    result.err().expect("it was opened").to_string()
}

fn broken(path: &Path) -> String {
    match store::verify(path) {
        Verified::Broken { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

fn sample(typ: Type, variant: u32) -> Value {
    match typ {
        Type::Line => Value::text(format!(" Zeile “{variant}” kept as it is ")),
        Type::Long => Value::text(format!("two\n lines\t{variant}\r\n \u{202e}x")),
        Type::Number(min, max) => Value::Number((min + i64::from(variant)).min(max)),
        Type::Date => Value::Date(jiff::civil::date(2026, 2, 3 + variant as i8)),
        Type::Stamp => Value::Stamp(Stamp { utc: 1_750_000_000 + i64::from(variant), offset: -90 }),
        Type::Choice(list) => Value::Choice((variant as usize % list.len()) as u8),
        Type::Words(list) => Value::words(list, list.iter().skip(variant as usize).map(|c| c.code)),
        Type::Decimal(..) => Value::Decimal(Decimal::read(&format!("{variant}.50")).unwrap()),
        Type::Period => Value::Period([Period::Year(2026), Period::Quarter(2026, 2)][variant as usize % 2]),
        Type::Any => Value::Ref(Id::new(Kind::Risk, 1 + variant)),
        Type::Ref(kinds) => Value::Ref(Id::new(kinds[0], 1 + variant)),
        Type::Refs(kinds) => Value::refs((1..=variant + 1).rev().map(|n| Id::new(kinds[0], n))),
        Type::Derived(_) => Value::Empty,
    }
}

fn full(kind: Kind, variant: u32) -> Vec<(usize, Value)> {
    let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored());
    fields.map(|(i, f)| (i, sample(f.typ, variant))).collect()
}

#[test]
fn every_field_of_every_kind_comes_back() {
    let desk = Desk::new();
    let session = desk.session();
    for kind in Kind::ALL {
        let id = Id::new(*kind, 1007);
        // An issued paper, a reading, a drawn item and the type of an own column are made whole and change no more, except while a file is founded.
        let founded = [Kind::IssuedPaper, Kind::Reading, Kind::Drawn, Kind::OwnColumn].contains(kind);
        let by = |change: Change| if founded { change.by(Road::Founding) } else { change.because("to fill it") };
        let made = session.saved(by(Change::new("make").create(id, full(*kind, 0))));
        let changed = session.saved(by(Change::new("change").set(&made[0], full(*kind, 1))));
        assert_eq!(changed[0].rev, 2);
    }
    session.close();
    let session = desk.session();
    for kind in Kind::ALL {
        let record = session.record(Id::new(*kind, 1007));
        for (i, value) in full(*kind, 1) {
            assert_eq!(record.values[i], value, "{}.{}", kind.spec().table, kind.spec().fields[i].name);
        }
        let Reply::Loaded(k, list) = session.ask(Request::Load(vec![*kind])) else { panic!() };
        let loaded = list.iter().find(|r| r.id == record.id).unwrap();
        assert_eq!(k, *kind);
        for (i, field) in kind.spec().fields.iter().enumerate() {
            // What an own column may hold is wanted as soon as it is known.
            let expected = if matches!(field.typ, Type::Long) && *kind != Kind::OwnColumn {
                &Value::Unread
            } else {
                record.value(i)
            };
            assert_eq!(loaded.value(i), expected, "{}", field.name);
        }
    }
    session.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
}

#[test]
fn the_file_is_private_alone_and_never_overwritten() {
    let desk = Desk::new();
    assert_eq!(std::fs::metadata(&desk.path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = store::create(&desk.path, &[]).unwrap_err();
    assert!(again.to_string().contains("exists already"), "{again}");
    let session = desk.session();
    session.saved(session.rename(1, "Ada L"));
    session.close();
    let names: Vec<_> = std::fs::read_dir(desk.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["Nord & Süd.aims"]);
    assert_eq!(store::organisation_name(&desk.path).as_deref(), Some("Nord & Süd"));
}

#[test]
fn undo_and_redo_go_two_hundred_deep_and_survive_a_restart() {
    let desk = Desk::new();
    let session = desk.session();
    for i in 1..=200 {
        session.saved(session.rename(1, &format!("name {i}")));
    }
    for i in (100..200).rev() {
        let Reply::Saved { how: StepOrigin::Undid, label, .. } = session.undo() else { panic!() };
        assert_eq!(label, format!("name name {}", i + 1));
        assert_eq!(session.name(1), format!("name {i}"));
    }
    session.close();
    let session = desk.session();
    for _ in 0..100 {
        assert!(matches!(session.undo(), Reply::Saved { how: StepOrigin::Undid, .. }));
    }
    assert_eq!(session.name(1), "Ada");
    assert!(refused(session.undo()).contains("nothing"), "the creation of the file stays");
    for _ in 0..200 {
        assert!(matches!(session.redo(), Reply::Saved { how: StepOrigin::Redid, .. }));
    }
    assert_eq!(session.name(1), "name 200");
    assert!(refused(session.redo()).contains("nothing"));
    assert!(matches!(session.undo(), Reply::Saved { .. }));
    session.saved(new_person(2, "Bo"));
    assert!(refused(session.redo()).contains("nothing"), "a new step ends what could be redone");
    assert_eq!(session.record(person_id(1)).rev, 602);
    session.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { entries: 604, .. }));
}

#[test]
fn a_creation_undone_is_hidden_and_comes_back() {
    let desk = Desk::new();
    let session = desk.session();
    session.saved(new_person(2, "Bo"));
    assert!(matches!(session.undo(), Reply::Saved { .. }));
    assert!(session.record(person_id(2)).hidden);
    let Reply::Saved { touched, .. } = session.redo() else { panic!() };
    assert_eq!((touched[0].hidden, touched[0].rev, touched[0].title()), (false, 3, "Bo"));
    let hidden = session.saved(Change::new("delete").hide(&touched[0]));
    assert!(hidden[0].hidden);
    assert!(matches!(session.undo(), Reply::Saved { .. }));
    assert!(!session.record(person_id(2)).hidden);
    let history: Vec<String> =
        session.reader.history(person_id(2)).unwrap().into_iter().map(|e| e.action.to_string()).collect();
    assert_eq!(history, ["do", "undo 3", "redo 3", "do", "undo 6"]);
}

#[test]
fn undo_takes_back_only_ones_own_and_nothing_that_another_changed() {
    let desk = Desk::new();
    let (ann, bob) = (desk.session(), desk.session_of("bob", other_pid()));
    ann.saved(ann.rename(1, "Ada A"));
    ann.saved(new_person(2, "Bo"));
    assert!(matches!(bob.ask(Request::Changed), Reply::Others { .. }));
    assert!(refused(bob.undo()).contains("nothing of yours"));
    bob.saved(Change::new("unit").set(&bob.record(person_id(1)), vec![(person::UNIT, Value::text("Lab"))]));
    assert!(matches!(ann.undo(), Reply::Others { labels, .. } if labels == ["unit"]));
    assert!(matches!(ann.reply(), Reply::Saved { how: StepOrigin::Undid, .. }));
    assert!(matches!(bob.ask(Request::Changed), Reply::Others { labels, .. } if labels == ["undo: add Bo"]));
    let why = refused(ann.undo());
    assert!(why.contains("bob@here") && why.contains("P-01") && why.contains("unit"), "{why}");
    assert_eq!(ann.name(1), "Ada A");
}

#[test]
fn a_conflict_overwrites_nothing_and_shows_both() {
    let desk = Desk::new();
    let (ann, bob) = (desk.session(), desk.session_of("bob", other_pid()));
    let change = ann.rename(1, "by Ann").create(person_id(9), vec![(person::NAME, Value::text("also new"))]);
    bob.saved(bob.rename(1, "by Bob"));
    let first = ann.save(change);
    assert!(
        matches!(&first, Reply::Others { actor, touched, .. } if actor == "bob@here" && touched[0].title() == "by Bob")
    );
    let Reply::Back { touched, gone } = ann.reply() else { panic!() };
    assert_eq!((touched[0].title(), &gone[..]), ("by Bob", &[person_id(9)][..]));
    let Reply::Conflict { id, mine, theirs, who, .. } = ann.reply() else { panic!() };
    assert_eq!((id, who.as_str(), theirs.title()), (person_id(1), "bob@here", "by Bob"));
    assert_eq!(mine, [(person::NAME, Value::text("by Ann"))]);
    assert_eq!(ann.name(1), "by Bob");
    assert!(ann.reader.read(person_id(9)).unwrap().is_none(), "the rest of the change was written");
}

#[test]
fn a_taken_id_gives_way_with_its_references_and_what_was_sent_after_it() {
    let desk = Desk::new();
    let (ann, bob) = (desk.session(), desk.session_of("bob", other_pid()));
    bob.saved(new_person(2, "Bo"));
    let change = new_person(2, "Cy")
        .create(person_id(3), vec![(person::NAME, Value::text("Di"))])
        .create(Id::new(Kind::Risk, 1), vec![(risk::OWNER, Value::Ref(person_id(2)))]);
    let draft = Draft { id: person_id(2), field: person::NOTES, text: "typed".into(), extra: "".into(), at: stamp(2) };
    let mine = Record { rev: 1, ..Record::new(person_id(2)) };
    let later = Change::new("later").set(&mine, vec![(person::UNIT, Value::text("Lab"))]);
    ann.store.send(Request::Save { change, at: stamp(2) });
    ann.store.send(Request::Draft(draft));
    ann.store.send(Request::Save { change: later, at: stamp(2) });
    assert!(matches!(ann.reply(), Reply::Others { .. }));
    let Reply::Saved { renamed, touched, .. } = ann.reply() else { panic!() };
    assert_eq!(*renamed, [(person_id(2), person_id(3)), (person_id(3), person_id(4))]);
    assert_eq!(touched[2].one(risk::OWNER), Some(person_id(3)));
    let Reply::DraftSaved { id, .. } = ann.reply() else { panic!() };
    assert_eq!(id, person_id(3));
    let Reply::Saved { touched, .. } = ann.reply() else { panic!() };
    assert_eq!((touched[0].title(), touched[0].text(person::UNIT)), ("Cy", "Lab"));
    assert_eq!(ann.name(2), "Bo");
}

#[test]
fn two_writers_lose_nothing_and_hear_of_each_other() {
    let desk = Desk::new();
    let (ann, bob) = (desk.session(), desk.session_of("bob", other_pid()));
    let mine = |n| Change::new("risk").create(Id::new(Kind::Risk, n), vec![(risk::TITLE, Value::text(n.to_string()))]);
    for n in 1..=100 {
        ann.store.send(Request::Save { change: mine(n), at: stamp(2) });
        bob.store.send(Request::Save { change: mine(n), at: stamp(2) });
    }
    assert!(ann.store.flush(LONG) && bob.store.flush(LONG));
    for session in [&ann, &bob] {
        session.store.send(Request::Changed);
        assert!(session.store.flush(LONG));
        let (mut saved, mut heard) = (0, 0);
        for reply in session.inbox.try_iter() {
            match reply {
                Reply::Saved { touched, .. } => saved += touched.len(),
                Reply::Others { touched, .. } => heard += touched.len(),
                // What another session's burst holds back for a second is told; it is saved all the same.
                Reply::Present(_) | Reply::NotSaved { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((saved, heard), (100, 100));
    }
    assert_eq!(ann.reader.load_full(Kind::Risk).unwrap().len(), 200);
    ann.close();
    bob.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { entries: 202, .. }));
}

#[test]
fn drafts_outlive_a_session_that_was_cut_off_and_end_with_their_step() {
    let desk = Desk::new();
    let text = "half a sen".to_string();
    let draft = Draft { id: person_id(1), field: person::NOTES, text, extra: "10:41".into(), at: stamp(2) };
    let cut_off = desk.session_of("ann", 4_000_000);
    assert!(matches!(cut_off.ask(Request::Draft(draft.clone())), Reply::DraftSaved { .. }));
    cut_off.close();
    // As a crash leaves it: the row is there, and nobody holds its lock.
    let row = "INSERT INTO session (id, user, host, pid, since)";
    desk.meddle(&format!("{row} VALUES (1, 'ann', 'here', 4000000, '2026-01-01T00:00:00Z')"));
    let bob = desk.session_of("bob", other_pid());
    assert_eq!(bob.opened.others.len(), 0, "a process that does not run has nothing open");
    assert_eq!(bob.reader.drafts().unwrap(), std::slice::from_ref(&draft));
    let ann = desk.session();
    assert_eq!(ann.reader.drafts().unwrap(), [draft]);
    let change = Change::new("note").set(&ann.record(person_id(1)), vec![(person::NOTES, Value::text("whole"))]);
    ann.saved(change.ends_draft(person_id(1), person::NOTES));
    assert_eq!(ann.reader.drafts().unwrap(), []);
}

#[test]
fn values_that_do_not_fit_are_refused_with_a_sentence() {
    let desk = Desk::new();
    let session = desk.session();
    let long = vec![(person::NAME, Value::text("x".repeat(501)))];
    assert!(
        matches!(session.save(Change::new("long").create(person_id(5), long)), Reply::Back { gone, .. } if gone == [person_id(5)])
    );
    let why = refused(session.reply());
    assert!(why.contains("500 characters") && why.contains("long"), "{why}");
    let missing = Change::new("missing").set(&Record::new(person_id(77)), vec![]);
    assert!(matches!(session.save(missing), Reply::Back { .. }));
    assert!(refused(session.reply()).contains("P-77 is not in the file"));
}

#[test]
fn verify_names_a_changed_cell() {
    let desk = Desk::new();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { entries: 2, .. }));
    desk.meddle("UPDATE person SET name = 'Eve' WHERE n = 1");
    assert!(broken(&desk.path).contains("P-01"));
}

#[test]
fn verify_names_a_changed_and_a_missing_journal_entry() {
    let trigger = |name: &str, what: &str, table: &str| {
        format!(
            "CREATE TRIGGER {name} BEFORE {what} ON {table}\nBEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;"
        )
    };
    let again = trigger("entry_no_update", "UPDATE", "entry");
    let desk = Desk::new();
    desk.meddle(&format!(
        "DROP TRIGGER entry_no_update; UPDATE entry SET at = '2020-01-01T00:00:00Z' WHERE seq = 1; {again}"
    ));
    assert!(broken(&desk.path).contains("entry 1"));

    let again = trigger("touch_no_update", "UPDATE", "touch");
    let desk = Desk::new();
    desk.meddle(&format!("DROP TRIGGER touch_no_update; UPDATE touch SET rev = 7 WHERE seq = 2; {again}"));
    assert!(broken(&desk.path).contains("entry 2"));

    let (entry, touch) = (trigger("entry_no_delete", "DELETE", "entry"), trigger("touch_no_delete", "DELETE", "touch"));
    let desk = Desk::new();
    desk.meddle(&format!(
        "DROP TRIGGER entry_no_delete; DROP TRIGGER touch_no_delete; DELETE FROM touch WHERE seq = 2;
         DELETE FROM entry WHERE seq = 2; DELETE FROM person; {entry} {touch}"
    ));
    assert!(broken(&desk.path).contains("entry 2"));
}

#[test]
fn verify_names_a_changed_word_and_a_changed_link() {
    let word = "CREATE TRIGGER word_only_erased BEFORE UPDATE ON word
WHEN NEW.n IS NOT OLD.n OR NEW.digest IS NOT OLD.digest OR NEW.salt IS NOT NULL OR NEW.text IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a word of the journal is kept or erased, never changed'); END;";
    let desk = Desk::new();
    desk.meddle(&format!("DROP TRIGGER word_only_erased; UPDATE word SET text = 'Bob' WHERE text = 'Ada'; {word}"));
    assert!(broken(&desk.path).contains("word"));

    let link = "CREATE TRIGGER link_no_delete BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;";
    let desk = Desk::new();
    let session = desk.session();
    let owner = Change::new("owner").create(Id::new(Kind::Risk, 1), vec![(risk::OWNER, Value::Ref(person_id(1)))]);
    session.saved(owner);
    session.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
    let more = "INSERT INTO link SELECT target, kind, n + 1, field, since, until FROM link";
    desk.meddle(more);
    assert!(broken(&desk.path).contains("the links name P-01, but its records do not"));
    let one_for_another = format!("DROP TRIGGER link_no_delete; DELETE FROM link WHERE n = 1; {link}");
    desk.meddle(&one_for_another);
    assert!(broken(&desk.path).contains("the links name P-01, but its records do not"));
    desk.meddle(&format!("DROP TRIGGER link_no_delete; DELETE FROM link; {link}"));
    assert!(broken(&desk.path).contains("the table of links lacks one"));
}

#[test]
fn verify_names_a_changed_dictionary() {
    for (meddled, named) in [
        ("UPDATE choice SET code = 'genmrative' WHERE code = 'generative'", "genmrative"),
        ("UPDATE field SET name = CAST(x'686F77C4' AS TEXT) WHERE name = 'how_stopped'", "how"),
        ("UPDATE field SET type = 'long' WHERE kind = 'R' AND name = 'title'", "R title"),
        ("DELETE FROM choice WHERE code = 'generative'", "generative"),
    ] {
        let desk = Desk::new();
        desk.meddle(meddled);
        let why = broken(&desk.path);
        assert!(why.contains("its dictionary") && why.contains(named), "{meddled}: {why}");
    }
}

#[test]
fn what_another_program_changed_is_named_and_no_later_step_hides_it() {
    let desk = Desk::new();
    desk.meddle("UPDATE person SET name = 'Eve'");
    let session = desk.session();
    session.saved(Change::new("unit").set(&session.record(person_id(1)), vec![(person::UNIT, Value::text("HR"))]));
    session.close();
    assert!(broken(&desk.path).contains("changed by another program: P-01 (step"));
    let session = desk.session();
    let labels: Vec<String> = session.reader.history(person_id(1)).unwrap().into_iter().map(|e| e.label).collect();
    assert_eq!(labels[1..], ["changed by another program: P-01", "unit"]);
}

#[test]
fn foreign_parts_are_named_and_refused() {
    let desk = Desk::new();
    desk.meddle("CREATE TRIGGER sly AFTER UPDATE ON finding BEGIN SELECT 1; END");
    assert!(broken(&desk.path).contains("trigger “sly”"));
    assert!(refusal(desk.try_session("ann", 1, None)).contains("trigger “sly”"));
}

#[test]
fn the_journal_cannot_be_changed_by_plain_sql() {
    let desk = Desk::new();
    let session = desk.session();
    let owner = Change::new("owner").create(Id::new(Kind::Risk, 1), vec![(risk::OWNER, Value::Ref(person_id(1)))]);
    session.saved(owner);
    session.close();
    let conn = rusqlite::Connection::open(&desk.path).unwrap();
    for sql in [
        "UPDATE entry SET at = 'x'",
        "DELETE FROM entry",
        "DELETE FROM touch",
        "UPDATE touch SET rev = 9",
        "DELETE FROM word",
        "UPDATE word SET text = 'x'",
        "DELETE FROM link",
        "INSERT INTO entry SELECT seq + 5, at, actor, action, label, reason, words, prev, randomblob(32), NULL FROM entry LIMIT 1",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn files_of_a_version_that_is_none_and_foreign_ones_are_refused_by_name() {
    let desk = Desk::new();
    desk.meddle("PRAGMA user_version = 99");
    assert!(refusal(desk.try_session("ann", 1, None)).contains("its header says version 99, its dictionary"));
    desk.meddle("PRAGMA user_version = 1; PRAGMA application_id = 7");
    assert!(refusal(desk.try_session("ann", 1, None)).contains("not an aims file"));
    desk.meddle("PRAGMA application_id = 1095322963; PRAGMA journal_mode = WAL");
    assert!(refusal(desk.try_session("ann", 1, None)).contains("WAL"));
    std::fs::write(&desk.path, "hello").unwrap();
    assert!(refusal(desk.try_session("ann", 1, None)).contains("not an aims file"));
}

#[test]
fn sidecars_and_second_names_are_refused() {
    let desk = Desk::new();
    std::fs::write(desk.beside("-wal"), "").unwrap();
    assert!(refusal(desk.try_session("ann", 1, None)).contains("-wal"));
    assert!(matches!(store::verify(&desk.path), Verified::Unreadable { .. }));
    std::fs::remove_file(desk.beside("-wal")).unwrap();
    std::fs::hard_link(&desk.path, desk.folder.path().join("second")).unwrap();
    assert!(refusal(desk.try_session("ann", 1, None)).contains("hard link"));
}

#[test]
fn a_symbolic_link_leads_to_the_real_file() {
    let desk = Desk::new();
    let link = desk.folder.path().join("link.aims");
    std::os::unix::fs::symlink(&desk.path, &link).unwrap();
    let real = desk.path.canonicalize().unwrap();
    let linked = Desk { path: link, ..desk };
    assert_eq!(linked.session().opened.path, real);

    let folder = linked.folder.path().join("linked folder");
    std::os::unix::fs::symlink(linked.folder.path(), &folder).unwrap();
    store::create(&folder.join("new.aims"), &[]).unwrap();
    assert!(matches!(store::verify(&folder.join("new.aims")), Verified::Ok { entries: 0, .. }));
    let nowhere = store::create(&folder.join("no/new.aims"), &[]).unwrap_err().to_string();
    assert!(nowhere.contains("folder does not exist"), "{nowhere}");
}

/// The journal that a program leaves when it is killed while it changes a name, and the file as it was before.
fn cut_short(desk: &Desk) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let before = std::fs::read(&desk.path).unwrap();
    let conn = rusqlite::Connection::open(&desk.path).unwrap();
    conn.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE person SET name = 'cut short';")
        .unwrap();
    // Enough pages that they spill into the file before the commit.
    conn.execute_batch(
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 400)
         INSERT INTO setting SELECT 'k' || i, hex(randomblob(200)) FROM c",
    )
    .unwrap();
    let journal = std::fs::read(desk.beside("-journal")).unwrap();
    let half = std::fs::read(&desk.path).unwrap();
    conn.execute_batch("ROLLBACK").unwrap();
    (before, half, journal)
}

#[test]
fn a_save_cut_short_by_a_crash_is_taken_back() {
    let desk = Desk::new();
    let (before, half, journal) = cut_short(&desk);
    assert_ne!(before, half);
    std::fs::write(&desk.path, half).unwrap();
    std::fs::write(desk.beside("-journal"), journal).unwrap();
    let session = desk.session();
    assert!(session.opened.recovered && !session.opened.notices.is_empty());
    assert_eq!(session.name(1), "Ada");
    assert!(session.reader.recent(1).unwrap()[0].label.starts_with("recovered"));
    session.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
}

#[test]
fn a_forged_journal_is_not_played_back() {
    // The journal of another state of the file: rolled back, it would bring an edited name into the records.
    let desk = Desk::new();
    let clean = std::fs::read(&desk.path).unwrap();
    desk.meddle("UPDATE person SET name = 'Eve'");
    let (_, _, journal) = cut_short(&desk);
    std::fs::write(&desk.path, &clean).unwrap();
    std::fs::write(desk.beside("-journal"), &journal).unwrap();
    let why = refusal(desk.try_session("ann", 1, None));
    assert!(why.contains("-journal") && why.contains("P-01"), "{why}");
    assert_eq!(std::fs::read(&desk.path).unwrap(), clean, "the original was touched");
    assert_eq!(std::fs::read(desk.beside("-journal")).unwrap(), journal);
}

#[test]
fn a_replaced_file_is_not_written_and_the_text_is_kept() {
    let desk = Desk::new();
    let session = desk.session();
    let away = desk.folder.path().join("away.aims");
    let change = session.rename(1, "kept");
    std::fs::rename(&desk.path, &away).unwrap();
    let Reply::NotSaved { reason, rescue, since } = session.save(change) else { panic!() };
    assert!(reason.contains("no longer at"), "{reason}");
    assert_eq!(since, stamp(2));
    let rescue = rescue.unwrap().path;
    assert_eq!(std::fs::metadata(&rescue).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(std::fs::read_to_string(&rescue).unwrap().contains("kept"));
    std::fs::write(&desk.path, "another file").unwrap();
    let draft = Draft { id: person_id(1), field: person::NOTES, text: "typed".into(), extra: "".into(), at: stamp(3) };
    let Reply::NotSaved { reason, .. } = session.ask(Request::Draft(draft)) else { panic!() };
    assert!(reason.contains("another file"), "{reason}");
    let both = std::fs::read_to_string(&rescue).unwrap();
    assert!(both.contains("kept") && both.contains("typed"));
    assert!(!session.store.flush(Duration::from_millis(10)));
    assert_eq!(std::fs::read(&desk.path).unwrap(), b"another file");

    std::fs::rename(&away, &desk.path).unwrap();
    assert!(matches!(session.reply(), Reply::Saved { .. }));
    assert!(matches!(session.reply(), Reply::DraftSaved { .. }));
    assert_eq!(session.name(1), "kept");
    assert!(session.store.flush(LONG) && !rescue.exists());
}

#[test]
fn a_session_that_ends_while_it_cannot_save_says_so() {
    let desk = Desk::new();
    let session = desk.session();
    let change = session.rename(1, "kept");
    std::fs::remove_file(&desk.path).unwrap();
    let Reply::NotSaved { rescue: Some(rescue), .. } = session.save(change) else { panic!() };
    assert!(!session.store.close(LONG));
    assert!(std::fs::read_to_string(rescue.path).unwrap().contains("kept"));
}

#[test]
fn on_a_network_file_system_the_second_session_reads_only() {
    let desk = Desk::new();
    let ann = desk.try_session("ann", std::process::id(), Some(true)).unwrap();
    assert_eq!(ann.opened.read_only, None);
    let bob = desk.try_session("bob", other_pid(), Some(true)).unwrap();
    let why = bob.opened.read_only.clone().unwrap();
    assert!(why.contains("ann@here") && why.contains("network"), "{why}");
    assert!(matches!(bob.save(new_person(2, "Bo")), Reply::Back { .. }));
    assert!(refused(bob.reply()).contains("read only"));
    ann.close();
    assert_eq!(desk.try_session("cy", other_pid(), Some(true)).unwrap().opened.read_only, None);
}

#[test]
fn a_session_lost_on_another_host_can_be_taken_over() {
    let desk = Desk::new();
    desk.meddle("INSERT INTO session (user, host, pid, since) VALUES ('bob', 'far', 7, '2026-01-02T03:04:05+00:00')");
    let ann = desk.try_session("ann", std::process::id(), Some(true)).unwrap();
    assert!(ann.opened.read_only.as_deref().is_some_and(|why| why.contains("bob@far")));
    ann.close();
    let (sender, _inbox) = mpsc::channel();
    let (waker, _end) = wake::pair().unwrap();
    let options = OpenOptions { network: Some(true), take_over: true, ..OpenOptions::new(Who::here(), stamp(1)) };
    let (_store, _, opened) = store::open(&desk.path, options, Outbox { sender, waker }).unwrap();
    assert_eq!((opened.read_only, opened.others.len()), (None, 0));
}

#[test]
fn damage_is_told_soon_after_opening() {
    let desk = Desk::new();
    desk.meddle("UPDATE person SET name = 'Eve' WHERE n = 1");
    let session = desk.session();
    let told = &session.opened.notices;
    assert!(told.iter().any(|why| why.contains("P-01") && why.contains("verify")), "{told:?}");
}

#[test]
fn presence_is_told_at_open_and_when_it_changes() {
    let desk = Desk::new();
    let ann = desk.session();
    let bob = desk.session_of("bob", other_pid());
    assert_eq!(bob.opened.others.iter().map(|p| p.user.as_str()).collect::<Vec<_>>(), ["ann"]);
    let Reply::Present(there) = ann.ask(Request::Changed) else { panic!() };
    assert_eq!(there[0].user, "bob");
    bob.close();
    assert_eq!(ann.ask(Request::Changed), Reply::Present(vec![]));
}

#[test]
fn search_finds_all_words_in_any_case_and_leaves_hidden_records_out() {
    let desk = Desk::new();
    let session = desk.session();
    let finding = Id::new(Kind::Finding, 1);
    let note = "Im Protokoll fehlt die ÜBERPRÜFUNG der 100%-Regel.";
    let made = session.saved(
        Change::new("f")
            .create(finding, vec![(finding::TITLE, Value::text("Log gap")), (finding::CONDITION, Value::text(note))]),
    );
    let ids =
        |words: &str| session.reader.search(words, 10, &|| true).unwrap().into_iter().map(|h| h.id).collect::<Vec<_>>();
    assert_eq!(ids("überprüfung log"), [finding]);
    assert_eq!(ids("100%-"), [finding]);
    assert_eq!(ids("überprüfung nothing"), []);
    assert_eq!(ids("1_0"), []);
    // An id is a word of its record, as people type it.
    assert_eq!((ids("F-001"), ids("f1 log"), ids("f-002")), (vec![finding], vec![finding], vec![]));
    let hit = &session.reader.search("protokoll", 10, &|| true).unwrap()[0];
    assert!(hit.field == finding::CONDITION && hit.excerpt.contains("Protokoll"));
    session.saved(Change::new("hide").hide(&made[0]));
    assert_eq!(ids("protokoll"), []);
}

#[test]
fn history_and_settings_are_read_back() {
    let desk = Desk::new();
    let session = desk.session();
    session.saved(session.rename(1, "Ada L"));
    let history = session.reader.history(person_id(1)).unwrap();
    assert_eq!(history.len(), 2);
    let (field, before, after) = &history[1].changes[0];
    assert_eq!((field.as_str(), before, after), ("name", &"Ada".into(), &"Ada L".into()));
    assert_eq!((history[1].actor.as_str(), history[1].at), ("ann@here", stamp(2)));
    session.store.send(Request::Keep { key: "view.risk".into(), value: "a".into() });
    session.store.send(Request::Keep { key: "view.risk".into(), value: "b".into() });
    assert!(session.store.flush(LONG));
    assert_eq!(session.reader.setting("view.risk").unwrap().as_deref(), Some("b"));
    assert_eq!(session.reader.settings("view.").unwrap().len(), 1);
    assert_eq!(session.reader.settings("VIEW.").unwrap().len(), 0);
}

#[test]
fn a_clock_that_goes_back_is_said_and_noted() {
    let desk = Desk::new();
    let session = desk.session();
    session.saved(session.rename(1, "a"));
    let back = Request::Save { change: session.rename(1, "b"), at: stamp(-30) };
    assert!(matches!(session.ask(back), Reply::Warning(w) if w.contains("32 min")));
    assert!(matches!(session.reply(), Reply::Saved { seq: 5, .. }));
    assert!(matches!(session.undo(), Reply::Saved { seq: 6, .. }));
    assert_eq!(session.name(1), "a");
}

#[test]
fn a_file_opened_to_read_only_is_not_written() {
    let desk = Desk::new();
    let before = std::fs::read(&desk.path).unwrap();
    let (sender, _inbox) = mpsc::channel();
    let (waker, _end) = wake::pair().unwrap();
    let options = OpenOptions { read_only: true, ..OpenOptions::new(Who::here(), stamp(1)) };
    let (store, reader, opened) = store::open(&desk.path, options, Outbox { sender, waker }).unwrap();
    assert!(opened.read_only.is_some());
    assert_eq!(reader.load(Kind::Person).unwrap().len(), 1);
    assert!(store.close(LONG));
    assert_eq!(std::fs::read(&desk.path).unwrap(), before);
}

/// A running audit with one interview and one answer, and a person who closes it.
fn audit(desk: &Desk) -> (Session, Session, Id, Id) {
    let (round_id, interview_id) = (Id::new(Kind::Round, 1), Id::new(Kind::Interview, 1));
    let answer_id = Id::new(Kind::Answer, 1);
    let running = vec![(round::TYPE, round::Type::Audit.value()), (round::STATE, round::State::Running.value())];
    let ann = desk.session();
    let change = Change::new("audit")
        .create(round_id, running)
        .create(interview_id, vec![(interview::ROUND, Value::Ref(round_id))])
        .create(answer_id, vec![(answer::INTERVIEW, Value::Ref(interview_id))]);
    ann.saved(change);
    ann.saved(
        Change::new("verdict").set(&ann.record(answer_id), vec![(answer::VERDICT, answer::Verdict::Minor.value())]),
    );
    let ben = desk.session_of("ben", other_pid());
    let closed = vec![(round::STATE, round::State::Closed.value())];
    ben.saved(Change::new("closed").set(&ben.record(round_id), closed).because("the rest moves to spring"));
    (ann, ben, round_id, answer_id)
}

#[test]
fn the_gate_is_asked_again_in_the_transaction_after_the_steps_of_others() {
    let desk = Desk::new();
    let (ann, _ben, _, answer_id) = audit(&desk);
    // Ann's screen has not heard of the closing: her step is judged against the file.
    let mine =
        Change::new("verdict").set(&ann.record(answer_id), vec![(answer::VERDICT, answer::Verdict::Major.value())]);
    ann.store.send(Request::Save { change: mine, at: stamp(5) });
    let refused = std::iter::repeat_with(|| ann.reply()).find_map(|reply| match reply {
        Reply::Refused(why) => Some(why),
        _ => None,
    });
    let refused = refused.unwrap();
    assert!(refused.contains("RD-01 is closed") && refused.contains("what you typed is in"), "{refused}");
    assert_eq!(answer::verdict(&ann.record(answer_id)), answer::Verdict::Minor);
}

#[test]
fn undo_on_a_closed_round_is_refused_by_name_and_skips_to_nothing_older() {
    let desk = Desk::new();
    let (ann, _ben, _, answer_id) = audit(&desk);
    ann.store.send(Request::Undo { at: stamp(6), because: None });
    let refused = std::iter::repeat_with(|| ann.reply()).find_map(|reply| match reply {
        Reply::Refused(why) => Some(why),
        _ => None,
    });
    let refused = refused.unwrap();
    assert!(refused.contains("cannot undo “verdict”") && refused.contains("RD-01 is closed"), "{refused}");
    assert_eq!(answer::verdict(&ann.record(answer_id)), answer::Verdict::Minor);
    assert!(!ann.record(answer_id).hidden);
}

#[test]
fn undoing_a_closing_is_reopening_and_asks_its_reason() {
    let desk = Desk::new();
    let (_ann, ben, round_id, _) = audit(&desk);
    let Reply::Asks { how: StepOrigin::Undid, question } = ben.undo() else { panic!("no question") };
    assert!(question.contains("RD-01"), "{question}");
    assert_eq!(round::State::of(&ben.record(round_id), round::STATE), Some(round::State::Closed));
    let because = Some("a note was left out".to_string());
    let Reply::Saved { how: StepOrigin::Undid, .. } = ben.ask(Request::Undo { at: stamp(7), because }) else {
        panic!()
    };
    assert_eq!(round::State::of(&ben.record(round_id), round::STATE), Some(round::State::Running));
    let last = ben.reader.history(round_id).unwrap().pop().unwrap();
    assert_eq!(last.reason.as_deref(), Some("a note was left out"));
    ben.close();
    assert!(matches!(store::verify(&desk.path), Verified::Ok { .. }));
}

#[test]
fn undo_cannot_open_the_action_that_a_done_finding_rests_on() {
    let desk = Desk::new();
    let (finding_id, action_id) = (Id::new(Kind::Finding, 1), Id::new(Kind::Action, 1));
    let ann = desk.session();
    let minor = vec![(finding::GRADE, finding::Grade::Minor.value()), (finding::STEP, finding::Step::Action.value())];
    let about = Value::refs([finding_id]);
    ann.saved(Change::new("found").create(finding_id, minor).create(action_id, vec![(action::ABOUT, about)]));
    let day = Value::Date(jiff::civil::date(2026, 5, 1));
    let done = vec![(action::STATE, action::State::Done.value()), (action::DONE, day)];
    ann.saved(Change::new("action done").set(&ann.record(action_id), done).because("seen on site"));
    let ben = desk.session_of("ben", other_pid());
    let step = vec![(finding::STEP, finding::Step::Done.value())];
    let by_word = Change::new("finding done").set(&ben.record(finding_id), step).because("no plan was asked for");
    ben.saved(by_word);
    ann.store.send(Request::Undo { at: stamp(8), because: None });
    let refused = std::iter::repeat_with(|| ann.reply()).find_map(|reply| match reply {
        Reply::Refused(why) => Some(why),
        _ => None,
    });
    assert!(refused.as_ref().is_some_and(|why| why.contains("F-001")), "{refused:?}");
    assert_eq!(action::State::of(&ann.record(action_id), action::STATE), Some(action::State::Done));
}

#[test]
fn a_word_that_this_program_does_not_know_is_carried_along_and_shown() {
    let desk = Desk::new();
    let ann = desk.session();
    let id = Id::new(Kind::Finding, 1);
    ann.saved(Change::new("found").create(id, vec![(finding::TITLE, Value::text("a"))]));
    ann.close();
    // As a newer program would have written it: the row and its touch say the same.
    let trigger = "CREATE TRIGGER touch_no_update BEFORE UPDATE ON touch
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;";
    desk.meddle(&format!(
        "DROP TRIGGER touch_no_update; UPDATE finding SET grade = 'critical_nc';
         UPDATE touch SET body = 'grade=critical_nc' || char(10) || body WHERE kind = 'F'; {trigger}"
    ));
    let ann = desk.session();
    assert_eq!(ann.record(id).value(finding::GRADE), &Value::Word("critical_nc".into()));
    let touched = ann.saved(Change::new("title").set(&ann.record(id), vec![(finding::TITLE, Value::text("b"))]));
    assert_eq!(touched[0].value(finding::GRADE), &Value::Word("critical_nc".into()));
    let history = ann.reader.history(id).unwrap();
    assert_eq!(history.last().unwrap().changes.len(), 1, "only the title changed: {history:?}");
}
