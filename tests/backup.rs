//! Copies of a file as a person makes them, and putting one back.

use crate::desk::Desk;
use aims::{
    domain::{Change, Id, Kind, Stamp, Value, kept::Because, kinds::person},
    store::{self, OpenOptions, Outbox, Request, Verified, Who},
    wake,
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::mpsc};

const NOW: Stamp = Stamp { utc: 1_795_000_000, offset: 60 };

fn steps(path: &Path) -> u64 {
    match store::verify(path) {
        Verified::Ok { entries, .. } => entries,
        other => panic!("{other:?}"),
    }
}

/// The copies in the folder where a file's copies are kept, as the shell finds them.
fn kept(desk: &Desk) -> Vec<std::path::PathBuf> {
    let folder = store::folder_of(&desk.folder.path().join("nord.aims"), &desk.folder.path().join("xdg/aims/copies"));
    store::copies(&folder).into_iter().map(|copy| copy.path).collect()
}

#[test]
fn a_copy_is_made_listed_told_and_put_back() {
    let desk = Desk::empty();
    let (code, said) = desk.shell(&["backup", "nord.aims", "--list"]);
    assert!(code == 0 && said.starts_with("no copies of nord.aims"), "{said}");
    let (code, said) = desk.shell(&["backup", "nord.aims"]);
    assert!(code == 0 && said.starts_with("verified copy, "), "{said}");
    let copy = kept(&desk).remove(0);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let (_, said) = desk.shell(&["backup", "nord.aims", "--list"]);
    assert!(said.contains("asked for") && said.contains(".asked.aims") && said.contains("aims restore COPY"), "{said}");
    let (_, said) = desk.shell(&["status", "nord.aims"]);
    assert!(said.contains("copies        1, the last 2026-11-24 11:00 asked for"), "{said}");
    assert!(desk.shell(&["doctor"]).1.contains("copies        "));
    let (code, said) = desk.shell(&["restore", copy.to_str().unwrap(), "again.aims"]);
    assert!(code == 0 && said.starts_with("again.aims is the copy now"), "{said}");
    assert_eq!(steps(&desk.folder.path().join("again.aims")), steps(&copy));
    // Into another folder: nothing is kept or thinned out there.
    let (code, said) = desk.shell(&["backup", "nord.aims", "elsewhere"]);
    assert!(code == 0 && said.contains("elsewhere/nord.2026"), "{said}");
}

#[test]
fn what_is_newer_is_replaced_only_with_a_yes_and_kept_beside() {
    let mut desk = Desk::empty();
    desk.shell(&["backup", "nord.aims"]);
    let copy = kept(&desk).remove(0);
    desk.keys("gPnAda Lovelace<Enter>q");
    assert!(desk.bench.close());
    let file = desk.folder.path().join("nord.aims");
    let before = steps(&file);
    assert!(before > steps(&copy));
    let args = ["restore", copy.to_str().unwrap(), "nord.aims"];
    let (code, said) = desk.shell(&args);
    assert!(code == 2 && said.contains("goes on after the copy") && said.contains("--yes"), "{said}");
    assert_eq!(steps(&file), before);
    // A journal that a crash left belongs to the file that is replaced, and must never meet the copy.
    fs::write(desk.folder.path().join("nord.aims-journal"), "left by a crash").unwrap();
    let (code, said) = desk.shell(&[&args[..], &["--yes"]].concat());
    assert!(code == 0 && said.contains("what lay there is kept"), "{said}");
    assert_eq!(steps(&file), steps(&copy));
    let aside = desk.folder.path().join("nord.replaced-2026-11-24-1100.aims");
    let journal = desk.folder.path().join("nord.replaced-2026-11-24-1100.aims-journal");
    assert!(aside.exists() && journal.exists() && !desk.folder.path().join("nord.aims-journal").exists());
    // What the copy holds all of needs no yes.
    fs::remove_file(&journal).unwrap();
    let (code, said) = desk.shell(&["restore", aside.to_str().unwrap(), "nord.aims"]);
    assert!(code == 0, "{said}");
    assert_eq!(steps(&file), before);
}

#[test]
fn a_file_that_is_open_another_one_or_a_copy_that_is_not_whole_is_not_put_anywhere() {
    let desk = Desk::empty();
    desk.shell(&["backup", "nord.aims"]);
    let copy = kept(&desk).remove(0);
    let copy = copy.to_str().unwrap();
    let (code, said) = desk.shell(&["restore", copy, "nord.aims", "--yes"]);
    assert!(code == 2 && said.contains("has it open"), "{said}");
    desk.shell(&["new", "other", "--name", "Other"]);
    let (code, said) = desk.shell(&["restore", copy, "other.aims"]);
    assert!(code == 2 && said.contains("another one"), "{said}");
    let mut bytes = fs::read(copy).unwrap();
    let at = bytes.len() - 100;
    bytes.truncate(at);
    fs::write(desk.folder.path().join("half.aims"), bytes).unwrap();
    let (code, said) = desk.shell(&["restore", "half.aims", "new.aims"]);
    assert!(code == 2 && !desk.folder.path().join("new.aims").exists(), "{said}");
}

#[test]
fn an_import_leaves_a_copy_of_the_file_before_it() {
    let desk = Desk::empty();
    let file = desk.folder.path().join("nord.aims");
    let before = steps(&file);
    fs::write(desk.folder.path().join("people.csv"), "Name\nAda\nBen\n").unwrap();
    let (code, said) = desk.shell(&["import", "people.csv", "nord.aims"]);
    assert_eq!(code, 0, "{said}");
    let copies = kept(&desk);
    assert!(copies.len() == 1 && copies[0].to_string_lossy().ends_with(".import.aims"), "{copies:?}");
    assert_eq!(steps(&copies[0]), before);
    // Erasing names it, because it holds the name still.
    let (_, said) = desk.shell(&["erase", "P-01", "name", "nord.aims", "--because", "asked to"]);
    assert!(said.contains("copies that may hold it: ") && said.contains(".import.aims"), "{said}");
}

#[test]
fn a_copy_that_is_made_while_others_save_is_one_moment_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.aims");
    store::create(&path, &[]).unwrap();
    let (sender, inbox) = mpsc::channel();
    let who = Who { user: "ann".into(), host: "here".into(), pid: std::process::id() };
    let options = OpenOptions { network: Some(false), ..OpenOptions::new(who, NOW) };
    let (waker, _end) = wake::pair().unwrap();
    let (store, _reader, _) = store::open(&path, options, Outbox { sender, waker }).unwrap();
    let long = "word ".repeat(2_000);
    for n in 1..=120 {
        let values = vec![(person::NAME, Value::text("Ada")), (person::NOTES, Value::text(&*long))];
        let change = Change::new("add").create(Id::new(Kind::Person, n), values);
        store.send(Request::Save { change, at: NOW });
    }
    let copies = folder.path().join("copies");
    let kept = store::back_up(&path, &copies, NOW, Because::Asked);
    store.flush(std::time::Duration::from_secs(60));
    let saved = inbox.try_iter().filter(|reply| matches!(reply, store::Reply::Saved { .. })).count();
    assert_eq!(saved, 120, "no save was lost to the copy");
    // A file that is being saved to this moment may refuse to be looked at; whatever is kept is whole.
    if let Ok(kept) = kept {
        assert_eq!(steps(&kept.path), kept.entries);
    }
    let kept = store::back_up(&path, &copies, NOW, Because::Asked).unwrap();
    assert_eq!((kept.entries, steps(&kept.path)), (120, 120));
}
