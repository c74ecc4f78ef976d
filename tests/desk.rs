//! A person at a desk: one file in a folder of its own, keys in, screen and records out, closing and opening again.
//!
//! The demo is made once for a process and copied; no test sets anything outside of its folder.

use aims::{
    app::Msg,
    command::Context,
    domain::{Id, Kind, Record, Records, Stamp, View, checks},
    runtime::{RunOptions, Workbench, demo_ready},
    store::{Event, Who},
    ui::Place,
};
use jiff::civil::date;
use std::{fs, path::PathBuf, process::Command, sync::OnceLock};

/// An id as people write it.
pub fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// Tuesday, 24 November 2026, ten o'clock.
pub fn now() -> Stamp {
    Stamp::at(date(2026, 11, 24).at(10, 0, 0, 0), 60)
}

fn demo_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.aims");
        demo_ready(&RunOptions::fixed(now(), folder.path()), &path).unwrap();
        fs::read(&path).unwrap()
    })
}

/// A new file, made once for a process.
fn empty_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nord.aims");
        drop(aims::runtime::create(&RunOptions::fixed(now(), folder.path()), &path, "Nord Robotics").unwrap());
        fs::read(&path).unwrap()
    })
}

pub struct Desk {
    pub folder: tempfile::TempDir,
    path: PathBuf,
    options: RunOptions,
    pub bench: Workbench,
}

impl Desk {
    /// What the program says when it is called in the folder of the file, stdout before stderr, and its exit code.
    pub fn shell(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args).args(["--now", "2026-11-24T11:00:00+01:00"]).current_dir(self.folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.folder.path().join("xdg"));
        }
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap()).join("");
        (output.status.code().unwrap(), text)
    }

    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// A copy of the demo.
    pub fn demo() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.aims");
        fs::write(&path, demo_bytes()).unwrap();
        Desk::at(folder, path)
    }

    /// A new file of an organisation in which nothing was entered yet.
    pub fn empty() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nord.aims");
        fs::write(&path, empty_bytes()).unwrap();
        Desk::at(folder, path)
    }

    /// The same with two people in it: Ada Berg and Ben Cole.
    pub fn with_people() -> Desk {
        let mut desk = Desk::empty();
        desk.keys("gPnAda Berg<Enter>").field(aims::domain::kinds::person::TITLE).keys("head of AI<Enter>");
        desk.keys("qnBen Cole<Enter>").field(aims::domain::kinds::person::TITLE).keys("head of risk<Enter>").keys("q");
        desk
    }

    /// The first screen of somebody who has no file yet; the demo will be made in the folder.
    pub fn first_screen() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let options = RunOptions::fixed(now(), folder.path());
        let path = options.folders.demo();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, demo_bytes()).unwrap();
        let bench = Workbench::headless(options.clone()).unwrap();
        Desk { folder, path, options, bench }
    }

    /// Somebody else who has the same file open.
    pub fn colleague(&self, user: &str) -> Workbench {
        let mut options = self.options.clone();
        options.who = Who { user: user.into(), host: "elsewhere".into(), pid: 1 };
        Workbench::headless_at(&self.path, options).unwrap()
    }

    fn at(folder: tempfile::TempDir, path: PathBuf) -> Desk {
        let options =
            RunOptions { program: env!("CARGO_BIN_EXE_aims").into(), ..RunOptions::fixed(now(), folder.path()) };
        let bench = Workbench::headless_at(&path, options.clone()).unwrap();
        Desk { folder, path, options, bench }
    }

    /// Types a script; one second passes for each script, so that times differ.
    pub fn keys(&mut self, script: &str) -> &mut Desk {
        self.bench.type_keys(script).unwrap();
        self.bench.rest(1_000);
        self
    }

    /// Closes the file as on quitting and opens it again as on the next start.
    pub fn reopen(&mut self) -> &mut Desk {
        assert!(self.bench.close(), "not everything was written");
        self.options.clock = self.bench.options.clock;
        self.bench = Workbench::headless_at(&self.path, self.options.clone()).unwrap();
        self
    }

    /// The program ends without a word to it.
    pub fn fall(&mut self) {
        self.options.clock = self.bench.options.clock;
        let gone = Workbench::headless(self.options.clone()).unwrap();
        drop(std::mem::replace(&mut self.bench, gone));
    }

    /// The same, and it is started again.
    pub fn crash(&mut self) -> &mut Desk {
        self.fall();
        self.bench = Workbench::headless_at(&self.path, self.options.clone()).unwrap();
        self
    }

    /// The screen at 80x24.
    pub fn screen(&mut self) -> String {
        self.bench.text(80, 24)
    }
    /// The screen at 140x45.
    pub fn wide(&mut self) -> String {
        self.bench.text(140, 45)
    }
    /// The message of the status row, or nothing.
    pub fn status(&self) -> String {
        self.bench.app.status().map_or(String::new(), |(text, _)| text.to_string())
    }
    pub fn context(&self) -> Context {
        self.bench.app.contexts()[0]
    }

    /// Every record with all its texts, read from the file.
    pub fn records(&self) -> Records {
        self.bench.full_records().unwrap()
    }
    pub fn record(&self, id: &str) -> Record {
        self.records().get(id.parse().unwrap()).unwrap_or_else(|| panic!("{id} is not in the file")).clone()
    }
    /// The newest record of a kind that is not deleted.
    pub fn newest(&self, kind: Kind) -> Record {
        self.records().all(kind).next_back().unwrap().clone()
    }
    pub fn history(&self, id: &str) -> Vec<Event> {
        self.bench.history(id.parse().unwrap()).unwrap()
    }

    /// The records at which a check finds something.
    pub fn spots(&self, check: &str) -> Vec<Id> {
        let records = self.records();
        let view = View { records: &records, today: now().date() };
        let check = checks::find(check).unwrap_or_else(|| panic!("no check is called {check}"));
        (check.find)(view).iter().map(|spot| spot.id).collect()
    }

    /// Writes a paper by keys from wherever the person is, and reads the file back.
    pub fn paper(&mut self, words: &str, ending: &str) -> String {
        let path = self.folder.path().join(format!("paper-{}.{ending}", words.replace(' ', "-")));
        self.keys(&format!("E{words}<Enter><C-u>{}<Enter>", path.display()));
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}; {}", path.display(), self.status()))
    }

    /// Opens the page of a record by its list, and there the editor of a field.
    pub fn field_of(&mut self, id: &str, field: usize) -> &mut Desk {
        let id: Id = id.parse().unwrap();
        self.bench.message(Msg::Go(Place::Record(id)));
        self.bench.settle();
        self.field(field)
    }

    /// Moves on a record's page to a field and opens its editor.
    pub fn field(&mut self, field: usize) -> &mut Desk {
        let id = self.bench.app.top().and_then(|p| p.subject(&self.bench.app.world)).expect("a record is open");
        let records = self.records();
        let label = records.field(id.kind, field).label;
        let labels: Vec<&str> = records.fields(id.kind).map(|(_, f)| f.label).collect();
        self.keys("<Home>");
        for _ in 0..2 * labels.len() + 5 {
            let screen = self.screen();
            let line = screen.lines().find_map(|l| l.strip_prefix("> ")).unwrap_or_default();
            // The longest label that the line begins with: one may begin like another.
            if labels.iter().filter(|l| line.starts_with(**l)).max_by_key(|l| l.len()) == Some(&label) {
                return self.keys("<Enter>");
            }
            match line.starts_with("Not filled") {
                true => self.keys("<Enter><Home>"),
                false => self.keys("<Down>"),
            };
        }
        panic!("{id} has no line “{label}”:\n{}", self.screen());
    }
}

/// The number of keys in a script, a chord with Ctrl or Shift counting as one.
pub fn count(script: &str) -> usize {
    aims::keymap::script(script).unwrap().len()
}
