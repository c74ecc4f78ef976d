//! One byte of a file is flipped: nothing is changed by opening it, and it is fine or it is said what is wrong.

use aims::{
    domain::Stamp,
    runtime::{RunOptions, demo_ready},
    store::{self, OpenOptions, Outbox, Verified, Who},
    wake,
};
use std::{fs, path::Path, sync::mpsc, time::Duration};

const NOW: Stamp = Stamp { utc: 1_796_000_000, offset: 60 };
/// So many bytes are flipped here; a number in this variable tries more.
const FLIPS: usize = 16;
const MORE: &str = "AIMS_FLIPS";

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// What opening says is wrong, if it does.
fn opened(path: &Path, read_only: bool) -> Option<String> {
    let (sender, replies) = mpsc::channel();
    let (waker, _end) = wake::pair().unwrap();
    let who = Who { user: "ann".into(), host: "here".into(), pid: std::process::id() };
    let rescue = Some(path.with_file_name("rescue"));
    let options = OpenOptions { read_only, rescue, network: Some(false), ..OpenOptions::new(who, NOW) };
    let (store, _reader, found) = match store::open(path, options, Outbox { sender, waker }) {
        Ok(open) => open,
        Err(error) => return Some(error.to_string()),
    };
    assert!(store.close(Duration::from_secs(60)));
    let told = replies.try_iter().find_map(|reply| match reply {
        store::Reply::Warning(why) => Some(why),
        _ => None,
    });
    found.damage.or(told)
}

#[test]
fn a_flipped_byte_is_harmless_or_named_and_opening_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.aims");
    demo_ready(&RunOptions::fixed(NOW, folder.path()), &path).unwrap();
    let whole = fs::read(&path).unwrap();
    let flips = std::env::var(MORE).ok().and_then(|n| n.parse().ok()).unwrap_or(FLIPS);
    let (mut dice, mut named) = (Dice(42), 0);
    for _ in 0..flips {
        let (at, bit) = (dice.below(whole.len()), dice.below(8));
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let says = opened(&path, true);
        assert!(fs::read(&path).unwrap() == bytes, "byte {at}, bit {bit}: reading it changed the file");
        let fine = matches!(store::verify(&path), Verified::Ok { .. });
        assert!(fine || says.is_some(), "byte {at}, bit {bit}: neither fine nor named");
        if !fine {
            named += 1;
            let says = opened(&path, false);
            assert!(says.is_some(), "byte {at}, bit {bit}: not named when it is opened to be written");
            assert!(fs::read(&path).unwrap() == bytes, "byte {at}, bit {bit}: opening it changed the file");
        }
    }
    println!("{flips} flips: {named} named, {} fine", flips - named);
    assert!(named > flips / 4, "{named} of {flips}");
}
