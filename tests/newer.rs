//! A file that a newer program wrote: shown by its own dictionary, never changed, not a byte of it.

use crate::desk::Desk;
use aims::{
    domain::{Kind, Value, kinds::system},
    store::{self, Verified},
};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::{fmt::Write, path::Path, process::Command};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What a program of the next version would have brought: a kind with two records, a column, a word.
const BROUGHT: &str = "
    INSERT INTO kind SELECT 'ZZ', 'stakeholder', 'stakeholder', 'stakeholders', 3, user_version + 1 FROM pragma_user_version;
    INSERT INTO field SELECT 'ZZ', name, label, type, user_version + 1, NULL FROM pragma_user_version, (
        SELECT 'name' AS name, 'Name' AS label, 'line' AS type UNION VALUES ('mood', 'Mood now', 'word'),
        ('topics', 'Cares about', 'words'), ('weight', 'Weight', 'number'), ('likes', 'Likes', 'many'), ('shape', 'Shape', 'polygon'));
    INSERT INTO choice SELECT 'ZZ', field, code, label, user_version + 1 FROM pragma_user_version, (
        SELECT 'mood' AS field, 'cross' AS code, 'quite cross' AS label UNION VALUES ('topics', 'air', 'clean air'), ('topics', 'jobs', 'work'));
    INSERT INTO field SELECT 'S', 'energy_label', 'Energy label', 'line', user_version + 1, NULL FROM pragma_user_version;
    INSERT INTO choice SELECT 'S', 'state', 'frozen', 'frozen for good', user_version + 1 FROM pragma_user_version;
    CREATE TABLE stakeholder (n INTEGER PRIMARY KEY, rev INTEGER NOT NULL, hidden INTEGER NOT NULL, own TEXT,
        name TEXT, mood TEXT, topics TEXT, weight INTEGER, likes TEXT, shape TEXT) STRICT;
    ALTER TABLE ai_system ADD COLUMN energy_label TEXT;
    INSERT INTO stakeholder VALUES
        (1, 1, 0, NULL, '=The neighbours', 'cross', 'air jobs', 7, 'S-01 ZZ-002', 'round'),
        (2, 1, 0, NULL, 'The council', NULL, NULL, NULL, NULL, NULL);
    INSERT INTO draft (id, field, text, extra, at, actor, session) VALUES
        ('ZZ-001', 'name', 'half a', '', '2027-01-01T00:00:00Z', 'zoe@future', 77),
        ('S-01', 'energy_label', 'half a', '', '2027-01-01T00:00:00Z', 'zoe@future', 77);
    UPDATE ai_system SET rev = rev + 1, energy_label = 'E minus' WHERE n = 1;
    UPDATE ai_system SET rev = rev + 1, state = 'frozen' WHERE n = 2;
    UPDATE action SET rev = rev + 1, about = about || ' ZZ-001' WHERE n = 1;";

/// Makes a file one that the next version wrote: as above, with an entry of a new sort for all of it.
fn make_newer(path: &Path) {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(BROUGHT).unwrap();
    let one = |sql: &str| conn.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    let (seq, first) = (one("SELECT max(seq) + 1 FROM entry"), one("SELECT max(n) + 1 FROM word"));
    for (i, text) in ["zoe@future", "blended", "=The neighbours", "The council", "E minus"].iter().enumerate() {
        let salt = [i as u8; 16];
        let digest: [u8; 32] = Sha256::digest(format!("{}{text}", hex(&salt))).into();
        let sql = "INSERT INTO word VALUES (?1, ?2, ?3, ?4)";
        conn.execute(sql, params![first + i as i64, digest, salt, text]).unwrap();
    }
    let (last, word) = (first + 4, |i: i64| first + i);
    let body = |kind: &str, n: u32| -> (String, i64) {
        let sql = "SELECT body, rev FROM touch WHERE kind = ?1 AND n = ?2 ORDER BY seq DESC LIMIT 1";
        conn.query_row(sql, params![kind, n], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    };
    let ((action, action_rev), (one_s, rev_1), (two_s, rev_2)) = (body("A", 1), body("S", 1), body("S", 2));
    let swap = |body: &str, field: &str, new: &dyn Fn(&str) -> String| -> String {
        let lines = body.lines().map(|l| if l.starts_with(field) { new(l) } else { l.to_string() });
        lines.map(|l| l + "\n").collect()
    };
    let mut energy: Vec<String> =
        one_s.lines().map(String::from).chain([format!("energy_label#{}", word(4))]).collect();
    energy.sort();
    let touches = [
        ("A", 1, action_rev + 1, swap(&action, "about@", &|l| format!("{l} ZZ-001"))),
        ("S", 1, rev_1 + 1, energy.join("\n") + "\n"),
        ("S", 2, rev_2 + 1, swap(&two_s, "state=", &|_| "state=frozen".into())),
        (
            "ZZ",
            1,
            1,
            format!("likes@S-01 ZZ-002\nmood=cross\nname#{}\nshape=round\ntopics=air jobs\nweight=7\n", word(2)),
        ),
        ("ZZ", 2, 1, format!("name#{}\n", word(3))),
    ];
    append(&conn, (seq, first, last), &touches);
    for (target, kind, n, field) in
        [("ZZ-001", "A", 1, "about"), ("S-01", "ZZ", 1, "likes"), ("ZZ-002", "ZZ", 1, "likes")]
    {
        let sql = "INSERT INTO link (target, kind, n, field, since) VALUES (?1, ?2, ?3, ?4, ?5)";
        conn.execute(sql, params![target, kind, n, field, seq]).unwrap();
    }
    conn.pragma_update(None, "user_version", store::SCHEMA_VERSION + 1).unwrap();
}

/// Writes the entry with its touches, hashed as `docs/file-format.md` says.
fn append(conn: &Connection, (seq, first, last): (i64, i64, i64), touches: &[(&str, u32, i64, String)]) {
    let prev: Vec<u8> = conn.query_row("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1", [], |r| r.get(0)).unwrap();
    let at = "2027-01-01T00:00:00Z";
    let mut text = format!("aims 2\nprev {}\nseq {seq}\nat {at}\nactor {first}\naction blend\n", hex(&prev));
    let _ = writeln!(text, "label {}\nreason 0\nwords {last}", first + 1);
    for n in first..=last {
        let digest: Vec<u8> = conn.query_row("SELECT digest FROM word WHERE n = ?1", [n], |r| r.get(0)).unwrap();
        let _ = writeln!(text, "word {n} {}", hex(&digest));
    }
    for (kind, n, rev, body) in touches {
        let _ = write!(text, "touch {kind} {n} {rev} 0\n{body}");
    }
    let hash: [u8; 32] = Sha256::digest(&text).into();
    let sql = "INSERT INTO entry VALUES (?1, ?2, ?3, 'blend', ?4, NULL, ?5, ?6, ?7, NULL)";
    conn.execute(sql, params![seq, at, first, first + 1, last, prev, hash]).unwrap();
    for (kind, n, rev, body) in touches {
        let sql = "INSERT INTO touch (kind, n, seq, rev, hidden, body) VALUES (?1, ?2, ?3, ?4, 0, ?5)";
        conn.execute(sql, params![kind, n, seq, rev, body]).unwrap();
    }
}

/// The demo as the next version of the program left it, open.
fn desk() -> Desk {
    let mut desk = Desk::demo();
    assert!(desk.bench.close());
    make_newer(&path(&desk));
    desk.reopen();
    desk
}

fn path(desk: &Desk) -> std::path::PathBuf {
    desk.folder.path().join("demo.aims")
}

fn bytes(desk: &Desk) -> Vec<u8> {
    std::fs::read(path(desk)).unwrap()
}

fn run(desk: &Desk, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command.args(args).current_dir(desk.folder.path()).env("USER", "mia");
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, desk.folder.path().join("home"));
    }
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[test]
fn every_read_command_reads_a_newer_file_and_changes_no_byte() {
    let desk = desk();
    let before = bytes(&desk);
    assert!(matches!(store::verify(&path(&desk)), Verified::Ok { .. }), "{:?}", store::verify(&path(&desk)));
    let version = store::SCHEMA_VERSION + 1;
    let said = |args: &[&str]| {
        let (code, text) = run(&desk, args);
        assert!(code == 0 || code == 1 && args[0] == "check", "{args:?}: {text}");
        text
    };
    let status = said(&["status", "demo.aims"]);
    assert!(status.contains(&format!("written by a newer aims (file version {version})")), "{status}");
    assert!(status.contains("not counted here: 2 stakeholder (aims export)"), "{status}");
    assert!(said(&["status", "demo.aims", "--json"]).contains("\"newer_version\":"));
    said(&["check", "demo.aims"]);
    said(&["verify", "demo.aims"]);
    said(&["report", "soa", "demo.aims"]);
    said(&["report", "risk-register", "demo.aims"]);
    let systems = said(&["export", "systems", "demo.aims"]);
    assert!(systems.lines().next().unwrap().contains(",energy_label"), "{systems}");
    // What was answered in the walk has lines of its own.
    let rows = systems.split("\nS-").collect::<Vec<_>>();
    assert!(rows.iter().any(|r| r.starts_with("01,") && r.contains("E minus")), "{systems}");
    assert!(rows.iter().any(|r| r.starts_with("02,") && r.contains(",frozen,")), "{systems}");
    let systems = said(&["export", "systems", "demo.aims", "--json"]);
    assert!(systems.contains("\"energy_label\":\"E minus\"") && systems.contains("\"state\":\"frozen\""), "{systems}");
    assert!(said(&["export", "actions", "demo.aims"]).contains(" ZZ-001"));
    let history = said(&["history", "S-01", "demo.aims"]);
    assert!(history.contains("blended") && history.contains("energy_label: (empty) -> E minus"), "{history}");
    assert_eq!(bytes(&desk), before);
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 2, "something was left beside the file");
}

#[test]
fn unknown_kinds_are_exported_by_their_own_names() {
    let desk = desk();
    let csv = run(&desk, &["export", "Stakeholders", "demo.aims"]).1;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("aims id,name,mood,topics,weight,likes,shape,apostrophe added to"), "{csv}");
    assert_eq!(lines.next(), Some("ZZ-001,'=The neighbours,cross,air jobs,7,S-01 ZZ-002,round,name"), "{csv}");
    assert!(lines.next().unwrap().starts_with("ZZ-002,The council,,"));
    let json = run(&desk, &["export", "ZZ", "demo.aims", "--json"]).1;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["kind"], "stakeholder");
    let (first, second) = (&json["records"][0], &json["records"][1]);
    assert_eq!(
        (&first["id"], &first["weight"], &first["name"]),
        (&"ZZ-001".into(), &7.into(), &"=The neighbours".into())
    );
    assert_eq!((&second["id"], second.get("mood")), (&"ZZ-002".into(), None));
    // Before the newer program came there were none.
    let (_, then) = run(&desk, &["export", "stakeholder", "demo.aims", "--as-of", "#20"]);
    assert_eq!(then.lines().count(), 1, "{then}");
    let (code, none) = run(&desk, &["export", "unicorns", "demo.aims"]);
    assert!(code == 2 && none.contains("is no kind of record"), "{none}");
}

#[test]
fn the_screen_shows_it_by_the_dictionary_of_the_file() {
    let mut desk = desk();
    let version = store::SCHEMA_VERSION + 1;
    assert!(
        desk.wide().contains(&format!("READ ONLY written by a newer aims (file version {version})")),
        "{}",
        desk.wide()
    );
    assert!(desk.screen().contains(&format!("READ ONLY newer aims (file version {version})")), "{}", desk.screen());
    assert_eq!(desk.record("S-02").value(system::STATE), &Value::Word("frozen".into()));
    desk.keys("gi/froz<Enter>");
    assert!(desk.wide().contains("frozen") && desk.wide().contains("S-02"), "{}", desk.wide());
    desk.keys("<Esc>/CV<Space>screening<Enter>O");
    let mut page = desk.wide();
    for _ in 0..40 {
        page = format!("{page}{}", desk.keys("<Down><Down><Down>").wide());
    }
    let line = page.lines().find(|l| l.contains("Energy label")).unwrap_or_else(|| panic!("{page}"));
    assert!(line.contains("E minus"), "{line}");
    assert!(page.contains("stakeholder, likes") && page.contains("ZZ-001"), "{page}");
    // The links of what is known go on, beside one that is not.
    let action = desk.record("A-01");
    assert!(!action.refs(aims::domain::kinds::action::ABOUT).is_empty());
    desk.keys("gLstakeholders");
    assert!(desk.screen().contains("2 of a kind that this program does not know"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("ZZ-002  The council"), "{}", desk.screen());
    desk.keys("/neigh<Enter><Enter>");
    let page = desk.screen();
    for told in
        ["ZZ-001 =The neighbours", "Mood now: quite cross", "Cares about: clean air, work", "Likes: S-01 ZZ-002"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("Shape: round"), "a type that nobody knows yet: {page}");
    desk.keys("<Esc>").keys("gi/<C-u>S-01<Enter>H");
    assert!(desk.wide().contains("Energy label: (empty) → E minus"), "{}", desk.wide());
}

#[test]
fn every_change_of_it_is_refused_with_the_reason_and_nothing_typed_is_lost() {
    let mut desk = desk();
    let before = bytes(&desk);
    let systems = desk.records().count(Kind::System);
    let refused = |desk: &Desk, what: &str| {
        let said = desk.status();
        assert!(said.contains("written by a newer aims") && said.contains("update aims"), "{what}: {said}");
    };
    for (what, keys) in [
        ("a new record", "gin"),
        ("a field", "gi<Home>O<Enter>"),
        ("a fill", "ginq<Esc>gi=unit<Enter>"),
        ("a deletion", "gi<Home>xd"),
        ("a step of a finding", "gf<Home>>"),
        ("a quick field", "ga<Home>d"),
        ("undo", "u"),
        ("a new round", "gong"),
    ] {
        desk.keys("<Esc><Esc><Esc>gh").keys(keys);
        refused(&desk, what);
    }
    assert_eq!(desk.records().count(Kind::System), systems);
    // Nothing can be typed where it could not be kept.
    desk.keys("<Esc><Esc>gh").keys("<Home><Enter>");
    desk.keys("i").keys("words that nobody keeps");
    refused(&desk, "a note");
    assert!(!desk.screen().contains("nobody keeps"), "{}", desk.screen());
    assert!(desk.bench.close());
    assert_eq!(bytes(&desk), before);
    let csv = desk.folder.path().join("people.csv");
    std::fs::write(&csv, "name\nZebediah\n").unwrap();
    for args in [
        &["import", "people.csv", "demo.aims", "--kind", "person"][..],
        &["upgrade", "demo.aims"],
        &["erase", "P-01", "name", "demo.aims", "--because", "left"],
    ] {
        let (code, said) = run(&desk, args);
        assert!(code == 2 && said.contains("newer"), "{args:?}: {code} {said}");
    }
    assert_eq!(bytes(&desk), before);
}

#[test]
fn what_a_newer_file_lacks_is_empty_and_what_is_no_table_is_refused() {
    let mut desk = desk();
    assert!(desk.bench.close());
    let conn = Connection::open(path(&desk)).unwrap();
    conn.execute_batch("ALTER TABLE person DROP COLUMN skills; DROP TABLE issued_paper").unwrap();
    drop(conn);
    desk.reopen();
    desk.keys("gP");
    assert!(desk.wide().contains("READ ONLY") && desk.records().count(Kind::Person) > 3, "{}", desk.wide());
    assert!(desk.bench.close());
    let conn = Connection::open(path(&desk)).unwrap();
    conn.execute_batch("DROP TABLE risk; CREATE VIEW risk AS SELECT * FROM finding").unwrap();
    let (code, said) = run(&desk, &["status", "demo.aims"]);
    assert!(code == 2 && said.contains("the table “risk” is not as any aims makes it"), "{code} {said}");
}
