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
    let (code, said) = desk.shell(&["import", "people.csv", "nord.aims", "--kind", "people"]);
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

#[test]
fn a_head_kept_elsewhere_is_found_in_the_history_or_missed_there() {
    let mut desk = Desk::empty();
    let line = |desk: &Desk| {
        let (code, said) = desk.shell(&["seal", "nord.aims"]);
        assert!(code == 0 && said.starts_with("aims head 1 file=") && said.lines().count() == 1, "{said}");
        said
    };
    let heads = desk.folder.path().join("heads.txt");
    let first = line(&desk);
    desk.keys("gPnAda Lovelace<Enter>q");
    assert!(desk.bench.close());
    let second = line(&desk);
    fs::write(&heads, format!("Dear all, keep these:\n{first}{second}")).unwrap();
    let against = ["verify", "nord.aims", "--against", "heads.txt"];
    let (code, said) = desk.shell(&against);
    assert!(code == 0 && said.matches("in this history; not signed").count() == 2, "{said}");
    // An older copy in its place is a whole file, and only the head shows what is missing.
    fs::copy(desk.folder.path().join("nord.aims"), desk.folder.path().join("later.aims")).unwrap();
    desk.shell(&["new", "other", "--name", "Other"]);
    let (code, said) = desk.shell(&["verify", "other.aims", "--against", "heads.txt"]);
    assert!(code == 1 && said.starts_with("ok, ") && said.contains("of another file"), "{said}");
    let conn = rusqlite::Connection::open(desk.folder.path().join("later.aims")).unwrap();
    let step: u64 = conn.query_row("SELECT max(seq) FROM entry", [], |r| r.get::<_, i64>(0)).unwrap() as u64;
    drop(conn);
    fs::write(&heads, second.replace(&format!("step={step}"), &format!("step={}", step + 1))).unwrap();
    let (code, said) = desk.shell(&against);
    assert!(code == 1 && said.contains(&format!("NOT in this history: it ends at step {step}")), "{said}");
    let (code, said) = desk.shell(&["verify", "nord.aims", "--against", "heads.txt", "--json"]);
    assert!(code == 1 && said.contains("\"in_history\": false"), "{said}");
    fs::write(&heads, first.replace("sha256=", "sha256=0")).unwrap();
    let (code, said) = desk.shell(&against);
    assert!(code == 2 && said.contains("line 1"), "{said}");
}

#[test]
fn a_signed_head_says_who_signed_it_and_a_changed_one_does_not_fit() {
    let desk = Desk::empty();
    let key = desk.folder.path().join("key");
    let mut keygen = std::process::Command::new("ssh-keygen");
    let made = keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f"]).arg(&key).output();
    if !made.is_ok_and(|made| made.status.success()) {
        return eprintln!("ssh-keygen is not here; nothing was signed");
    }
    let (code, said) = desk.shell(&["seal", "nord.aims", "--key", "key"]);
    assert!(code == 0 && said.contains("BEGIN SSH SIGNATURE"), "{said}");
    let heads = desk.folder.path().join("heads.txt");
    fs::write(&heads, &said).unwrap();
    let against = ["verify", "nord.aims", "--against", "heads.txt"];
    let (code, told) = desk.shell(&against);
    assert!(code == 0 && told.contains("signed with ED25519 key SHA256:"), "{told}");
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    fs::write(desk.folder.path().join("signers"), format!("ann@nord.example {public}")).unwrap();
    let by_name = [&against[..], &["--signers", "signers"]].concat();
    let (code, told) = desk.shell(&by_name);
    assert!(code == 0 && told.contains("signed by ann@nord.example (ED25519 key SHA256:"), "{told}");
    // For another purpose only, she is no signer of heads.
    fs::write(desk.folder.path().join("signers"), format!("ann@nord.example namespaces=\"git\" {public}")).unwrap();
    assert!(desk.shell(&by_name).1.contains("does not name for this"));
    fs::write(&heads, said.replacen(" at=2026", " at=2025", 1)).unwrap();
    let (code, told) = desk.shell(&against);
    assert!(code == 1 && told.contains("its signature does NOT fit"), "{told}");
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_recovered_and_the_rest_is_listed() {
    let desk = Desk::demo();
    let path = desk.folder.path().join("bad.aims");
    let mut bytes = fs::read(desk.folder.path().join("demo.aims")).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let (code, said) = desk.shell(&["recover", "bad.aims", "-o", "new"]);
    assert!(code == 1 && said.starts_with("new.aims: ") && said.contains("NOT READ, "), "{said}");
    assert!(steps(&desk.folder.path().join("new.aims")) > 0);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let (code, said) = desk.shell(&["recover", "bad.aims", "-o", "new"]);
    assert!(code == 2 && said.contains("exists already"), "{said}");
    let (code, said) = desk.shell(&["recover", "demo.aims", "-o", "whole.aims"]);
    assert!(code == 0 && said.contains("everything could be read"), "{said}");
}

#[test]
fn a_conflict_copy_of_a_sync_tool_is_said_to_be_one() {
    let desk = Desk::empty();
    let name = "nord.sync-conflict-20261126-090107-ABCDEFG.aims";
    fs::copy(desk.folder.path().join("nord.aims"), desk.folder.path().join(name)).unwrap();
    let (code, said) = desk.shell(&[name, "--print", "--keys", "gm"]);
    assert!(code == 0 && said.contains("conflict copy of nord.aims") && said.contains("Syncthing"), "{said}");
}

#[test]
fn an_encrypted_copy_is_read_only_by_the_holder_of_a_key_and_leaves_no_plain_text() {
    let desk = Desk::empty();
    let key = desk.folder.path().join("key");
    let mut keygen = std::process::Command::new("ssh-keygen");
    let made = keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).output();
    if !made.is_ok_and(|made| made.status.success()) {
        return eprintln!("ssh-keygen is not here; nothing was encrypted");
    }
    let (code, said) = desk.shell(&["backup", "nord.aims", "sealed", "--encrypt", "key.pub"]);
    assert!(code == 0 && said.starts_with("verified and encrypted copy, "), "{said}");
    let folder = desk.folder.path().join("sealed");
    let files: Vec<_> = folder.read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    assert!(files.len() == 1 && files[0].to_string_lossy().ends_with(".asked.aims.age"), "{files:?}");
    let bytes = fs::read(&files[0]).unwrap();
    let plain = |bytes: &[u8]| bytes.windows(13).any(|w| w == b"SQLite format" || w == b"Nord Robotics");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n") && !plain(&bytes));
    assert_eq!(fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
    let copy = files[0].to_str().unwrap();
    let (code, said) = desk.shell(&["status", copy]);
    assert!(code == 2 && said.contains("encrypted copy") && said.contains("--identity"), "{said}");
    let (code, said) = desk.shell(&["restore", copy, "again.aims", "--identity", "key"]);
    assert!(code == 0 && said.starts_with("again.aims is the copy now"), "{said}");
    assert_eq!(steps(&desk.folder.path().join("again.aims")), steps(&desk.folder.path().join("nord.aims")));
    // Another key, a changed byte: nothing is written.
    let other = desk.folder.path().join("other");
    std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(&other)
        .output()
        .unwrap();
    let (code, said) = desk.shell(&["restore", copy, "no.aims", "--identity", "other"]);
    assert!(code == 2 && said.contains("is not opened by other"), "{said}");
    let mut changed = bytes;
    let at = changed.len() - 9;
    changed[at] ^= 1;
    fs::write(&files[0], changed).unwrap();
    let (code, said) = desk.shell(&["restore", copy, "no.aims", "--identity", "key"]);
    assert!(code == 2 && said.contains("damaged or was changed"), "{said}");
    assert!(!desk.folder.path().join("no.aims").exists());
    let (code, said) = desk.shell(&["backup", "nord.aims", "--encrypt", "age1nobody"]);
    assert!(code == 2 && said.contains("no age recipient"), "{said}");
}
