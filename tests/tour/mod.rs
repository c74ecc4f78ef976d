//! The screens of the program, each with the keys that lead to it, on a workbench without a terminal and with a clock
//! that stands still.

use aims::{
    domain::Stamp,
    parts::{Theme, theme::Environment},
    runtime::{RunOptions, Workbench, create, demo_ready},
};
use jiff::civil::date;
use std::{path::Path, sync::OnceLock};
use tempfile::TempDir;

/// Tuesday, 24 November 2026.
pub fn now() -> Stamp {
    Stamp::at(date(2026, 11, 24).at(10, 41, 7, 0), 60)
}

/// Which file is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Demo,
    /// A file of an organisation that has just been made.
    Empty,
    Nothing,
}

/// A screen: its name, the file, and the keys from home.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    pub name: &'static str,
    pub on: On,
    pub keys: &'static str,
}

const fn demo(name: &'static str, keys: &'static str) -> Stop {
    Stop { name, on: On::Demo, keys }
}

/// Every screen that is not just another list.
pub const STOPS: &[Stop] = &[
    Stop { name: "start", on: On::Nothing, keys: "" },
    Stop { name: "empty_home", on: On::Empty, keys: "" },
    Stop { name: "empty_list", on: On::Empty, keys: "gi" },
    Stop { name: "empty_heatmap", on: On::Empty, keys: "gr" },
    demo("home", ""),
    demo("inventory", "gi"),
    demo("inventory_filtered", "gi/claims<Enter>"),
    demo("inventory_marked", "gi<Space>jj<Space>="),
    demo("record", "gi<Enter>"),
    demo("field", "gi<Enter>e"),
    demo("history", "giH"),
    demo("heatmap", "gr"),
    demo("heatmap_before", "grb"),
    demo("risks", "gR"),
    demo("controls", "gc"),
    demo("clauses", "gC"),
    demo("findings", "gf"),
    demo("finding", "gfj<Enter>"),
    demo("actions", "ga"),
    demo("requests", "gE"),
    demo("interviews", "gv"),
    demo("rounds", "go"),
    demo("round", "goGk<Enter>"),
    demo("closed", "go/RD-01<Enter><Enter>"),
    demo("since", "go/RD-01<Enter><Enter>A<Paste:The second site was visited in May.><Enter><Tab><Tab>"),
    demo("plan", "goGk<Enter>G<Enter>"),
    demo("writing", "<Enter>"),
    demo("keys", "<Enter><Esc>"),
    demo("key_card", "<Enter><Esc><Esc>"),
    demo("drawer", "<Enter><Esc>f"),
    demo("evidence_seen", "<Enter><Esc>e"),
    demo("last_time", "<Enter><Esc>L"),
    demo("recap", "<Enter><Esc>R"),
    demo("left", "goGk<Enter>C"),
    demo("parked", "gp"),
    demo("checks", "gk"),
    demo("recent", "gl"),
    demo("search", "g/supplier"),
    demo("papers", "E"),
    demo("issued_papers", "gLissued<Enter>"),
    demo("issues", "Eapplicability issued<Enter>"),
    demo("versions_compared", "Eapplicability issued<Enter>Compare<Enter>"),
    demo("import_preview", ":Import a sheet<Enter>sample-data/imports/systems.csv<Enter>"),
    demo("import_kind", ":Import a sheet<Enter>tests/sheets/plain-list.csv<Enter>"),
    demo("import_map", ":Import a sheet<Enter>tests/sheets/form-of-34.csv<Enter>"),
    demo("import_words", ":Import a sheet<Enter>tests/sheets/stage-words.csv<Enter>"),
    demo("palette", ":park"),
    demo("help", "gi?"),
    demo("prompt", "gin"),
    demo("choices", "gcs"),
    demo("method", "gM"),
    demo("assessments", "gI"),
    demo("stages", "gS"),
    demo("expected_documents", "gX"),
    demo("assessment_walk", "gLimpact assessments<Enter>/CV<Enter>W"),
    demo("act_question", "gi/S-01<Enter>W<Left><Left><Left><Left><Left><Left><Left><Left>"),
    demo("act_follows", "gi/S-01<Enter>W"),
    demo("one_alone", "gFclaims triage<Enter>gR"),
    demo("messages", "gm"),
];

/// A workbench and the folder its file lies in.
pub struct Tour {
    _folder: Option<TempDir>,
    pub bench: Workbench,
}

/// A workbench on this file, at home.
pub fn open(on: On) -> Tour {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.aims");
    match on {
        On::Nothing => {
            // No path of this machine is on the screen.
            let bench = Workbench::headless(options(Path::new("/home/ann"))).unwrap();
            return Tour { _folder: None, bench };
        }
        On::Empty => std::fs::write(&path, empty_bytes()).unwrap(),
        On::Demo => std::fs::write(&path, demo_bytes()).unwrap(),
    }
    private(&path);
    let bench = Workbench::headless_at(&path, options(folder.path())).unwrap();
    Tour { _folder: Some(folder), bench }
}

/// A workbench that shows this screen.
pub fn at(stop: &Stop) -> Tour {
    let mut tour = open(stop.on);
    tour.bench.type_keys(stop.keys).unwrap();
    tour
}

fn options(root: &Path) -> RunOptions {
    let usual = Environment { term: "xterm-256color".into(), utf8: true, ..Environment::default() };
    RunOptions { theme: Theme::of(&usual), remember: false, ..RunOptions::fixed(now(), root) }
}

fn private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// A new file, made once for a process.
fn empty_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.aims");
        drop(create(&options(folder.path()), &path, "Nord Robotics").unwrap());
        std::fs::read(&path).unwrap()
    })
}

/// The demo of [`now`], made once for a process.
fn demo_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.aims");
        demo_ready(&options(folder.path()), &path).unwrap();
        std::fs::read(&path).unwrap()
    })
}
