//! Files that may not grow: what cannot be written whole is not there, and what was there stands as it was.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// What lies in a folder and in `bk` under it, hidden names too.
fn names(folder: &Path) -> BTreeSet<String> {
    let of = |folder: &Path| fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    of(folder).chain(of(&folder.join("bk")).collect::<Vec<_>>()).collect()
}

/// Runs a command with files of at most `kb` times 1024 bytes; what it said.
fn run(folder: &Path, kb: u32, args: &str) -> (i32, String) {
    let shell = format!("ulimit -f {kb}; exec {} {args}", env!("CARGO_BIN_EXE_aims"));
    let mut command = Command::new("bash");
    command.arg("-c").arg(shell).current_dir(folder).env("USER", "mia");
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.parent().unwrap().join("home"));
    }
    let output = command.output().unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{args}: ended by {:?}", output.status));
    (code, String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn a_file_that_may_not_grow_leaves_nothing_half_written() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("work");
    fs::create_dir(&folder).unwrap();
    assert_eq!(run(&folder, 9000, "demo --path d.aims --print").0, 0);
    let made = &folder.join("d.aims");
    // What cannot be written is tried again for a while: all of them wait at the same time.
    std::thread::scope(|scope| {
        for args in COMMANDS {
            for kb in [8, 600] {
                scope.spawn(move || grown_to(kb, args, made));
            }
        }
    });
}

const COMMANDS: &[&str] = &[
    "demo --path new.aims --print",
    "new other.aims --name X --print",
    "backup d.aims bk",
    "import big.csv d.aims --kind findings",
    "upgrade old.aims",
    "recover d.aims -o saved.aims",
    "export controls d.aims -o sheet.csv",
    "report audit-report d.aims --about RD-01 -o paper.html",
];

/// Runs a command that may write no file larger than this, beside a file that was made before.
fn grown_to(kb: u32, args: &str, made: &Path) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("work");
    fs::create_dir_all(folder.join("bk")).unwrap();
    fs::copy("tests/files/v4.aims", folder.join("old.aims")).unwrap();
    fs::copy(made, folder.join("d.aims")).unwrap();
    let rows: String = (0..2_000).map(|n| format!("finding number {n},minor\n")).collect();
    fs::write(folder.join("big.csv"), format!("title,grade\n{rows}")).unwrap();
    let contents = |name: &str| fs::read(folder.join(name)).unwrap();
    let (before, old) = (names(&folder), contents("old.aims"));
    let (code, said) = run(&folder, kb, args);
    if code == 0 {
        // It was small enough: all of it is there.
        ["new.aims", "other.aims", "saved.aims", "sheet.csv", "paper.html"].iter().for_each(|name| {
            let _ = fs::remove_file(folder.join(name));
        });
    } else {
        assert!(said.contains("large") || said.contains("full") || said.contains("space"), "{kb} {args}: {said}");
    }
    if folder.join("d.aims-journal").exists() {
        // The step could not even be taken back under that limit; the next one that may write does so first.
        let (code, said) = run(&folder, 9000, "set F-001 advice none d.aims");
        assert!(code < 2, "{said}");
    }
    assert_eq!(names(&folder), before, "{kb} {args}: {said}");
    if args.starts_with("import") {
        let (code, said) = run(&folder, 9000, "verify d.aims");
        assert_eq!(code, 0, "{args}: {said}");
    }
    assert_eq!(contents("old.aims"), old);
}
