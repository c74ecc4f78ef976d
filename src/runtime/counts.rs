//! What a key costs, counted and never timed: records that are looked at and bytes that are sent, in a list of twelve
//! thousand findings and in one of twice as many. What grows between the two, or beyond its limit, fails.

use super::{RunOptions, Workbench, screen::Screen};
use crate::{
    app::Msg,
    domain::{Change, Id, Kind, Listing, Record, Records, Stamp, Value, drawn, kinds::finding, looked},
    keymap::{Input, script},
    store::Reply,
    ui::Place,
};

const SCREEN: (u16, u16) = (120, 40);

/// A step that a person takes: its keys, the most records that it may look at, the most bytes that it may send.
const STEPS: [(&str, &str, usize, usize); 14] = [
    ("move", "j", 300, 1_200),
    ("page", "<PageDown>", 400, 6_500),
    ("end", "G", 400, 6_500),
    ("scroll a row back", "k", 300, 6_500),
    ("start", "gg", 600, 6_500),
    ("filter", "/", 400, 6_500),
    ("first letter", "d", 2_500, 6_500),
    ("next letter", "r", 2_500, 6_500),
    ("no filter", "<Esc>", 400, 6_500),
    ("open", "<Enter>", 400, 6_500),
    ("back", "q", 400, 6_500),
    ("mark", "<Space>", 300, 2_500),
    ("home", "gh", 300, 6_500),
    ("to the list again", "gf", 400, 6_500),
];

fn record(n: u32) -> Record {
    let title = if n.is_multiple_of(3) { "the model drifts unseen" } else { "the log of releases is missing" };
    let day =
        Value::Date(jiff::civil::date(2026, 11, 1).checked_add(jiff::Span::new().days(i64::from(n % 60))).unwrap());
    Record::new(Id::new(Kind::Finding, n)).with(finding::TITLE, Value::text(title)).with(finding::DUE, day)
}

/// A list of so many findings.
fn list(n: u32, root: &std::path::Path) -> Workbench {
    let now = Stamp::parse("2026-11-21T10:41:07+01:00").unwrap();
    let options = RunOptions { size: SCREEN, ..RunOptions::fixed(now, root) };
    let mut bench = Workbench::headless(options).unwrap();
    bench.new_file(&root.join("x.aims"), "Ours").unwrap();
    bench.settle();
    bench.message(Msg::Store(Reply::Loaded(Kind::Finding, (1..=n).map(record).collect())));
    bench.message(Msg::Go(Place::List(Kind::Finding, String::new())));
    bench
}

/// What each step costs in a list of so many findings: records, bytes.
fn costs(n: u32) -> Vec<(usize, usize)> {
    let root = tempfile::tempdir().unwrap();
    let mut bench = list(n, root.path());
    let mut screen = Screen::new();
    let mut frame = |bench: &mut Workbench| screen.frame(SCREEN, |buffer| bench.draw(buffer)).unwrap().len();
    frame(&mut bench);
    let mut cost = |keys: &str| {
        let mut bytes = 0;
        let looked = looked::during(|| {
            for input in script(keys).unwrap() {
                let Input::Key(key) = input else { panic!("{keys} is no key") };
                bench.message(Msg::Key(key));
            }
            bytes = frame(&mut bench);
        });
        (looked, bytes)
    };
    // Once before, so that what is made when it is first seen is there.
    for (_, keys, ..) in STEPS {
        cost(keys);
    }
    STEPS.iter().map(|(_, keys, ..)| cost(keys)).collect()
}

#[test]
fn what_a_key_costs_does_not_grow_with_the_list() {
    let (few, many) = (costs(12_000), costs(24_000));
    let mut wrong = Vec::new();
    for (((label, _, most_records, most_bytes), few), many) in STEPS.iter().zip(few).zip(many) {
        let grows = many.0 > few.0 + few.0 / 10 + 8 || many.1 > few.1 + few.1 / 5 + 64;
        if grows || many.0 > *most_records || many.1 > *most_bytes {
            wrong.push(format!("{label}: {} records and {} bytes, of a smaller list {few:?}", many.0, many.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_text_covers_is_not_drawn_beneath_it() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = list(200, root.path());
    let drawn = |bench: &mut Workbench| {
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, SCREEN.0, SCREEN.1));
        looked::during(|| {
            bench.draw(&mut buffer);
        })
    };
    let open = drawn(&mut bench);
    bench.message(Msg::Go(Place::Field(vec![Id::new(Kind::Finding, 1)], finding::CONDITION)));
    let covered = drawn(&mut bench);
    assert!(open > 40 && covered * 4 < open, "{open} without, {covered} with a text over it");
}

/// What is done in a list: keys that come before, so that what is made when it is first seen is there, and the keys.
const IN_LIST: [(&str, &str, &str); 11] = [
    ("j", "j", "j"),
    ("page", "<PageDown>", "<PageDown>"),
    ("end", "G", "k"),
    ("start", "ggG", "gg"),
    ("filter", "/e<Esc>", "/e"),
    ("no filter", "", "<Esc>"),
    ("the other way round", "S<Enter>", "S<Enter>"),
    ("open", "<Enter>q", "<Enter>"),
    ("down its page", "j", "j"),
    ("back", "", "q"),
    ("mark", "<Space>", "<Space>"),
];

/// Every list and pane of a file that has records of every kind, so many times as many as a small one.
struct Lists {
    bench: Workbench,
    screen: Screen,
    costs: Vec<(String, usize, usize)>,
}

impl Lists {
    fn open(times: u32, root: &std::path::Path) -> Lists {
        let now = Stamp::parse("2026-11-24T10:41:07+01:00").unwrap();
        let options = RunOptions { size: SCREEN, ..RunOptions::fixed(now, root) };
        let mut bench = Workbench::headless(options).unwrap();
        bench.new_file(&root.join("x.aims"), "Ours").unwrap();
        bench.settle();
        let count = |kind: Kind| match kind {
            Kind::Finding | Kind::Answer => 300 * times,
            _ => 36 * times,
        };
        for kind in Kind::ALL.iter().filter(|kind| !kind.is_single() && **kind != Kind::Item) {
            bench.message(Msg::Store(Reply::Loaded(*kind, drawn::some(*kind, 7, &count))));
        }
        Lists { bench, screen: Screen::new(), costs: Vec::new() }
    }

    /// Does something and draws; what it cost is kept under a name.
    fn cost(&mut self, name: String, act: impl FnOnce(&mut Workbench)) {
        let (bench, screen) = (&mut self.bench, &mut self.screen);
        let mut bytes = 0;
        let looked = looked::during(|| {
            act(bench);
            bytes = screen.frame(SCREEN, |buffer| bench.draw(buffer)).unwrap().len();
        });
        self.costs.push((name, looked, bytes));
    }
    fn keys(&mut self, name: String, keys: &str) {
        let inputs = script(keys).unwrap();
        self.cost(name, |bench| {
            for input in inputs {
                let Input::Key(key) = input else { panic!("that is no key") };
                bench.message(Msg::Key(key));
            }
        });
    }
    fn go(&mut self, name: String, place: Place) {
        self.cost(name, |bench| bench.message(Msg::Go(place)));
    }

    fn list(&mut self, list: Listing) {
        let name = list.name();
        for word in ["once", "to it"] {
            self.go("-".into(), Place::Home);
            self.go(format!("{name}: {word}"), Place::listing(list));
        }
        for (label, before, keys) in IN_LIST {
            self.keys("-".into(), before);
            self.keys(format!("{name}: {label}"), keys);
        }
        self.after(list);
    }

    /// The frame after a record of the list was changed, there and at home.
    fn after(&mut self, list: Listing) {
        let records = &self.bench.app.world.records;
        let Some(record) = records.all(list.kind()).find(|r| list.holds(r)).cloned() else { return };
        let title = vec![(list.kind().spec().title, Value::text("seen again"))];
        let mut alone = Records::default();
        alone.put([record.clone()]);
        alone.apply(&Change::new("again").set(&record, title));
        let touched: Vec<Record> = alone.get(record.id).cloned().into_iter().collect();
        let reply = || Reply::Back { touched: touched.clone(), gone: Vec::new() };
        self.cost(format!("{}: after a change", list.name()), |bench| bench.message(Msg::Store(reply())));
        self.go("-".into(), Place::Home);
        self.go("-".into(), Place::listing(list));
        self.cost("-".into(), |bench| bench.message(Msg::Store(reply())));
        self.go(format!("{}: home after a change", list.name()), Place::Home);
    }
}

/// Lists whose rows say something of very many others: what they cost may grow as those do, and no faster.
const TELL_OF_MANY: [&str; 13] = [
    "AI inventory",
    "actions",
    "plan items",
    "suppliers",
    "AI systems",
    "changes",
    "audit programmes",
    "management reviews",
    "rounds",
    "clauses",
    "controls",
    "findings",
    "answers",
];
/// Steps that look at a list for the first time, or count what rests on a change.
const COUNT: [&str; 3] = ["once", "after a change", "home after a change"];

#[test]
fn no_key_in_any_list_looks_at_more_in_a_larger_file() {
    let costs = |times: u32| {
        let root = tempfile::tempdir().unwrap();
        let mut lists = Lists::open(times, root.path());
        lists.bench.message(Msg::Go(Place::Home));
        Listing::all().into_iter().for_each(|list| lists.list(list));
        lists.costs.retain(|(name, ..)| name != "-");
        lists.costs
    };
    let mut wrong = Vec::new();
    let small = costs(1);
    for (name, many, more_bytes) in costs(2) {
        // A part of a kind may have no records in the small file.
        let Some((_, few, bytes)) = small.iter().find(|(other, ..)| *other == name) else { continue };
        let (few, bytes) = (*few, *bytes);
        let (list, step) = name.split_once(": ").unwrap();
        let most = match TELL_OF_MANY.contains(&list) || COUNT.contains(&step) {
            true => 3 * few + 1_000,
            false => few + few / 4 + 250,
        };
        if many > most || more_bytes.max(bytes) > 6_500 || std::env::var_os("AIMS_COUNTS").is_some() {
            wrong.push(format!("{name}: {few} and {many} records, {bytes} and {more_bytes} bytes"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A line of 9,600 baud and a long way: of a frame no more is sent than it shows, and of a move only what changes.
#[test]
fn over_a_slow_line_a_move_is_a_third_of_a_kilobyte() {
    const SMALL: (u16, u16) = (80, 24);
    let root = tempfile::tempdir().unwrap();
    let mut bench = list(2_000, root.path());
    bench.message(Msg::Resize(SMALL.0, SMALL.1));
    let mut screen = Screen::new();
    let mut shown = 0;
    let mut frame = |bench: &mut Workbench| {
        let bytes = screen.frame(SMALL, |buffer| {
            let cursor = bench.draw(buffer);
            shown = buffer.content().iter().map(|cell| cell.symbol()).filter(|s| *s != " ").map(str::len).sum();
            cursor
        });
        (bytes.unwrap().len(), shown)
    };
    let (first, seen) = frame(&mut bench);
    assert!(first <= seen + 2_000 && seen > 500, "{first} bytes for {seen} that are seen");
    let mut moves: Vec<usize> = Vec::new();
    for _ in 0..60 {
        script("j").unwrap().into_iter().for_each(|input| {
            let Input::Key(key) = input else { return };
            bench.message(Msg::Key(key));
        });
        moves.push(frame(&mut bench).0);
    }
    moves.sort_unstable();
    assert!(moves[30] > 20 && moves[30] <= 300 && moves[59] <= 450, "{moves:?}");
}
