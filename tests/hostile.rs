//! Files, texts and moments that mean no good: what is said, what is kept, what never reaches a terminal.

use aims::{
    app::Msg,
    domain::{Change, Id, Kind, Records, Stamp, Value, kinds::system},
    keymap::{Code, Key},
    runtime::{RunOptions, Workbench, create},
    shown::has_hidden,
    store::Reply,
    ui::Place,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

/// Text that would clear the screen, set the clipboard, turn reading order around and hide a word.
const EVIL: &str =
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u{9b}31m\u{202e}txt\u{2066}\u{200b}\u{2028}\u{e0041}<script>x</script>";

struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { root: tempfile::tempdir().unwrap() }
    }
    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }
    fn options(&self) -> RunOptions {
        RunOptions::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), &self.path("home"))
    }
    /// The options of somebody else, whose process runs too.
    fn other(&self) -> RunOptions {
        let mut options = self.options();
        options.who.user = "bob".into();
        options.who.pid = std::os::unix::process::parent_id();
        options
    }
    /// A file with three AI systems and a person.
    fn file(&self) -> PathBuf {
        let path = create(&self.options(), &self.path("acme.aims"), "Acme").unwrap();
        let mut bench = Workbench::headless_at(&path, self.options()).unwrap();
        bench.type_keys("ginOne<Enter>qnTwo<Enter>qnThree<Enter>q").unwrap();
        bench.settle();
        assert_eq!(bench.app.world.records.count(Kind::System), 3);
        path
    }
    fn run(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args).current_dir(self.root.path()).stdin(Stdio::null()).env("LANG", "C");
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.path("home"));
        }
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }
}

fn system(n: u32) -> Id {
    Id::new(Kind::System, n)
}

#[test]
fn a_damaged_file_is_named_with_what_helps_and_left_as_it_is() {
    let desk = Desk::new();
    let whole = fs::read(desk.file()).unwrap();
    let bad = desk.path("bad.aims");
    let mut flipped = whole.clone();
    for at in [0, 17, 18, 57, 61, 69] {
        flipped[at] ^= 0x40;
        fs::write(&bad, &flipped).unwrap();
        for command in ["status", "verify"] {
            let (code, said) = desk.run(&[command, "bad.aims"]);
            assert!(code != 0 && said.contains("bad.aims") && said.lines().count() <= 4, "{at}: {said}");
        }
        assert_eq!(fs::read(&bad).unwrap(), flipped);
        flipped[at] ^= 0x40;
    }
    for length in [0, 50, 4096, whole.len() / 2] {
        fs::write(&bad, &whole[..length]).unwrap();
        let (code, said) = desk.run(&["status", "bad.aims"]);
        assert!(code == 2 && said.contains("bad.aims: "), "{length}: {said}");
        assert_eq!(desk.run(&["bad.aims", "--print"]).0, 2);
        assert!(!desk.path("bad.aims-journal").exists());
    }
}

#[test]
fn a_file_that_a_crash_left_is_not_read_past_its_journal() {
    let desk = Desk::new();
    let file = desk.file();
    fs::write(desk.path("acme.aims-journal"), [7; 3000]).unwrap();
    let before = fs::read(&file).unwrap();
    let (code, said) = desk.run(&["status", "acme.aims"]);
    assert!(code == 2 && said.contains("a crash cut a save short") && said.contains("aims FILE"), "{said}");
    // It is verified through a copy, as it is without that save.
    let (code, said) = desk.run(&["verify", "acme.aims"]);
    assert!(code == 0 && said.contains("without that save"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(desk.path("acme.aims-journal").exists());
}

#[test]
fn nothing_hostile_reaches_a_terminal_raw() {
    let desk = Desk::new();
    let file = create(&desk.options(), &desk.path("acme.aims"), &format!("Org {EVIL}")).unwrap();
    let sheet = format!("Name,Purpose\n\"S {EVIL}\",\"P {EVIL}\"\n\"=cmd|' /C calc'!A0\",\"{EVIL}\"\n");
    fs::write(desk.path("in.csv"), sheet).unwrap();
    let (code, said) = desk.run(&["import", "in.csv", "acme.aims", "--kind", "systems"]);
    assert!(code == 0 && !has_hidden(&said) && said.contains("contains hidden characters"), "{said}");
    let outputs: [&[&str]; 12] = [
        &["status", "acme.aims"],
        &["status", "acme.aims", "--json"],
        &["check", "acme.aims"],
        &["check", "acme.aims", "--json"],
        &["verify", "acme.aims"],
        &["history", "S-01", "acme.aims"],
        &["history", "S-01", "acme.aims", "--json"],
        &["report", "inventory", "acme.aims"],
        &["export", "systems", "acme.aims", "--json"],
        &["report", EVIL.trim_matches('\0'), "acme.aims"],
        &["status", EVIL],
        &["export", EVIL, "acme.aims"],
    ];
    for args in outputs {
        let (_, said) = desk.run(args);
        assert!(!said.is_empty() && !has_hidden(&said), "{args:?}: {said:?}");
    }
    let (_, json) = desk.run(&["export", "systems", "acme.aims", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json.to_string().contains("\u{202e}txt"), "the text itself is exact: {json}");
    desk.run(&["report", "inventory", "acme.aims", "-o", "out.html"]);
    let html = fs::read_to_string(desk.path("out.html")).unwrap();
    assert!(!html.contains("<script") && html.contains("default-src 'none'") && !has_hidden(&html));
    let mut bench = Workbench::headless_at(&file, desk.options()).unwrap();
    for keys in ["", "gi", "<Enter>", "H", "qq/txt<Enter>", "<Esc>gr", "gf", "g."] {
        bench.type_keys(keys).unwrap();
        for (width, height) in [(80, 24), (140, 45), (20, 5)] {
            let text = bench.text(width, height);
            assert!(!has_hidden(&text), "{keys}: {text:?}");
        }
    }
}

#[test]
fn hostile_text_can_be_pasted_and_comes_back_byte_for_byte() {
    let desk = Desk::new();
    let mut bench = Workbench::headless_at(&desk.file(), desk.options()).unwrap();
    let text = format!("{EVIL}{}\nlast", "\u{301}".repeat(10_000));
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::PURPOSE)));
    bench.message(Msg::Paste(text.clone()));
    for size in [(80, 24), (1, 1), (140, 45)] {
        assert!(!has_hidden(&bench.text(size.0, size.1)));
    }
    bench.type_keys("<Esc>").unwrap();
    bench.settle();
    let stored =
        |bench: &Workbench| bench.full_records().unwrap().get(system(1)).unwrap().text(system::PURPOSE).to_string();
    assert!(stored(&bench) == text, "{}", stored(&bench).escape_debug());
    // Looking at a text, or at a name, and leaving it again changes nothing.
    let steps = bench.app.world.recent.len();
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::PURPOSE)));
    bench.type_keys("<Esc>").unwrap();
    let name = bench.app.world.records.get(system(1)).unwrap().clone();
    let odd = vec![(system::NAME, Value::text("a\x1b\tb"))];
    let reply = bench.save(Change::new("odd").set(&name, odd.clone())).unwrap();
    assert!(matches!(reply, Reply::Saved { .. }), "{reply:?}");
    bench.app.world.records.apply(&Change::new("odd").set(&name, odd));
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::NAME)));
    bench.type_keys("<Enter>").unwrap();
    bench.settle();
    assert!(stored(&bench) == text);
    assert_eq!(bench.full_records().unwrap().name(system(1)), "a\x1b\tb");
    assert_eq!(bench.app.world.recent.len(), steps + 1);
}

#[test]
fn a_bulk_change_that_meets_another_change_asks_about_that_row_and_does_the_others() {
    for (letter, unit_of_two) in [('m', "Lab"), ('t', "Sales")] {
        let desk = Desk::new();
        let path = desk.file();
        let mut ann = Workbench::headless_at(&path, desk.options()).unwrap();
        let mut bob = Workbench::headless_at(&path, desk.other()).unwrap();
        bob.type_keys("gi<Down>=unit<Enter>Sales<Enter>").unwrap();
        bob.settle();
        ann.type_keys("gi*=unit<Enter>Lab<Enter>").unwrap();
        ann.settle();
        let asked = ann.text(100, 30);
        assert!(asked.contains("BOTH CHANGED  S-02") && asked.contains("S-01, S-03"), "{asked}");
        let units = |bench: &Workbench| {
            let records = bench.full_records().unwrap();
            [1, 2, 3].map(|n| records.get(system(n)).unwrap().text(system::UNIT).to_string())
        };
        assert_eq!(units(&ann), ["", "Sales", ""], "nothing is written before the answer");
        ann.rest(1_500);
        ann.type_keys(&letter.to_string()).unwrap();
        ann.settle();
        assert_eq!(units(&ann), ["Lab", unit_of_two, "Lab"]);
    }
}

/// A bulk step of Ann that meets two changes of Bob: what she answers once, and the screen and the records after it.
fn answered_once(bobs: &[&str], anns: &str, letter: char) -> (String, Records) {
    let desk = Desk::new();
    let path = desk.file();
    let mut ann = Workbench::headless_at(&path, desk.options()).unwrap();
    let mut bob = Workbench::headless_at(&path, desk.other()).unwrap();
    bobs.iter().for_each(|keys| bob.type_keys(keys).unwrap());
    bob.settle();
    ann.type_keys(anns).unwrap();
    ann.settle();
    let asked = ann.text(100, 30);
    assert!(asked.contains("BOTH CHANGED  S-02") && asked.contains("S-01, S-03"), "{asked}");
    ann.rest(1_500);
    ann.type_keys(&letter.to_string()).unwrap();
    ann.settle();
    (ann.text(100, 30), ann.full_records().unwrap())
}

#[test]
fn one_answer_holds_for_all_records_of_a_bulk_step_in_which_both_changed_the_same() {
    let bobs = ["gi<Down>=unit<Enter>Sales<Enter>", "<Down>=unit<Enter>Ops<Enter>"];
    let anns = "gi*=unit<Enter>Lab<Enter>";
    let both = ["Lab", "Lab / Sales", "Lab / Ops"];
    for (letter, units) in [('m', ["Lab"; 3]), ('t', ["Lab", "Sales", "Ops"]), ('b', both)] {
        let (seen, records) = answered_once(&bobs, anns, letter);
        assert!(!seen.contains("BOTH CHANGED"), "{letter} is asked once: {seen}");
        assert_eq!(
            [1, 2, 3].map(|n| records.get(system(n)).unwrap().text(system::UNIT).to_string()),
            units,
            "{letter}"
        );
    }
    for (letter, hidden) in [('m', [true; 3]), ('t', [true, false, false])] {
        let (seen, records) = answered_once(&bobs, "gi*xd", letter);
        assert!(!seen.contains("BOTH CHANGED"), "{letter} is asked once: {seen}");
        assert_eq!([1, 2, 3].map(|n| records.get(system(n)).unwrap().hidden), hidden, "{letter}");
    }
}

#[test]
fn text_that_was_being_typed_is_told_once_and_stands_on_home() {
    let desk = Desk::new();
    let path = desk.file();
    let mut bench = Workbench::headless_at(&path, desk.options()).unwrap();
    bench.message(Msg::Go(Place::Field(vec![system(2)], system::PURPOSE)));
    bench.type_keys("half a sent").unwrap();
    bench.rest(1_000);
    drop(bench);
    let mut bench = Workbench::headless_at(&path, desk.options()).unwrap();
    bench.settle();
    let told = "text typed at 10:41 in purpose of S-02 is back in its place";
    let count = |bench: &Workbench| bench.app.world.messages.iter().filter(|m| m.text == told).count();
    assert_eq!(count(&bench), 1, "{:?}", bench.app.world.messages);
    bench.type_keys("<Down>").unwrap();
    let home: String = bench.text(140, 45).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(home.contains("text typed at 10:41 in purpose of S-02 is back"), "{home}");
    bench.message(Msg::Go(Place::Field(vec![system(2)], system::PURPOSE)));
    assert!(bench.text(80, 24).contains("half a sent"));
    bench.type_keys("<Esc>gi").unwrap();
    bench.settle();
    bench.message(Msg::Go(Place::Home));
    assert!(!bench.text(100, 30).contains(told));
    assert_eq!(count(&bench), 1);
}

#[test]
fn a_file_that_goes_away_leaves_a_copy_that_is_named_and_the_way_out_works() {
    let desk = Desk::new();
    let path = desk.file();
    let mut bench = Workbench::headless_at(&path, desk.options()).unwrap();
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::PURPOSE)));
    let away = desk.path("away.aims");
    fs::rename(&path, &away).unwrap();
    bench.message(Msg::Paste("words without a place".into()));
    bench.message(Msg::Flush);
    for _ in 0..200 {
        bench.take_replies();
        if bench.app.world.saved.rescue.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let copy = bench.app.world.saved.rescue.clone().expect("no copy").path;
    assert!(fs::read_to_string(&copy).unwrap().contains("words without a place"));
    assert_eq!(mode(&copy), 0o600);
    assert_eq!(mode(copy.parent().unwrap()), 0o700);
    // Keys one by one: a script of keys would wait each time until all is saved.
    let mut press = |code| bench.message(Msg::Key(Key::new(code, false, false, false)));
    press(Code::Esc);
    press(Code::Char('Q'));
    // What has a copy is not lost: nothing is asked, and closing names the copy.
    assert!(bench.app.is_quitting(), "the way out is shut");
    assert!(!bench.close() && copy.exists());
    // The next one to open the file is offered the step; then the copy is gone.
    fs::rename(&away, &path).unwrap();
    let mut bench = Workbench::headless_at(&path, desk.options()).unwrap();
    bench.type_keys("t").unwrap();
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::PURPOSE)));
    let screen = bench.text(80, 24);
    assert!(screen.contains("words without a place"), "{screen}");
    assert!(!copy.exists());
}

#[test]
fn a_text_that_is_too_long_is_never_just_gone() {
    let desk = Desk::new();
    let mut bench = Workbench::headless_at(&desk.file(), desk.options()).unwrap();
    bench.message(Msg::Go(Place::Field(vec![system(1)], system::PURPOSE)));
    bench.message(Msg::Paste("x".repeat(1_000_001)));
    assert!(bench.app.status().unwrap().0.contains("not pasted: 1000001 characters"));
    bench.message(Msg::Paste("KEPT ".repeat(120_000)));
    bench.message(Msg::Paste("x".repeat(600_000)));
    bench.type_keys("<Esc>").unwrap();
    bench.settle();
    let said = bench.app.world.messages.iter().find(|m| m.text.contains("what you typed is in")).expect("no copy");
    assert!(said.warning && said.text.starts_with("not saved"));
    let copy = said.text.rsplit(" is in ").next().unwrap();
    assert!(fs::read_to_string(copy).unwrap().contains("KEPT KEPT"));
    assert_eq!(mode(Path::new(copy)), 0o600);
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn random_keys_neither_quit_by_chance_nor_lose_a_note() {
    let desk = Desk::new();
    let path = desk.file();
    let mut bench = Workbench::headless_at(&path, desk.options()).unwrap();
    bench.message(Msg::Go(Place::Field(vec![Id::new(Kind::System, 1)], system::PURPOSE)));
    bench.type_keys("KEEP THIS<Esc>").unwrap();
    bench.settle();
    let keys = [
        "a", "z", "g", "i", "r", "n", "u", " ", "<Esc>", "<Enter>", "<Tab>", "<Down>", "<Up>", "<C-x>", "=", "/", "?",
        ":",
    ];
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for turn in 0..500 {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        bench.type_keys(keys[(seed % keys.len() as u64) as usize]).unwrap();
        if turn % 10 == 0 {
            let _ = bench.text((seed % 140) as u16 + 1, (seed % 45) as u16 + 1);
        }
    }
    assert!(!bench.app.is_quitting());
    bench.settle();
    drop(bench);
    assert!(matches!(aims::store::verify(&path), aims::store::Verified::Ok { .. }));
}

#[test]
fn a_file_that_is_only_read_refuses_the_first_letter_with_the_reason() {
    let desk = Desk::new();
    let mut options = desk.options();
    options.read_only = true;
    let mut bench = Workbench::headless_at(&desk.file(), options).unwrap();
    for place in [Place::Field(vec![system(1)], system::PURPOSE), Place::Field(vec![system(1)], system::NAME)] {
        bench.message(Msg::Go(place));
        let (said, warning) = bench.app.status().unwrap();
        assert!(warning && said.contains("opened to read only"), "{said}");
        bench.type_keys("x").unwrap();
    }
    bench.type_keys("gin").unwrap();
    assert!(bench.app.status().unwrap().0.contains("opened to read only"));
    assert!(bench.app.unsaved().is_empty());
}
