//! Every choice of every kind, typed in every way that hands know: the value that was meant, or none, and never another.

use crate::desk::Desk;
use aims::{
    app::Msg,
    domain::{Choice, Id, Kind, Type, Value},
    keymap::{Code, Key},
    ui::Place,
};

/// How a choice is typed.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// The field's list, the whole word, Enter.
    Word,
    /// The same in capitals.
    Capitals,
    /// As many of its first letters as no other word of the list begins with, Enter.
    Beginning,
    /// The list of a quick key, all of the word as fast as keys come.
    QuickWord,
    /// The same with a pause before each key.
    QuickSlow,
    /// The list of a quick key, the letter that stands beside it.
    Letter,
}

const WAYS: &[Way] = &[Way::Word, Way::Capitals, Way::Beginning, Way::QuickWord, Way::QuickSlow, Way::Letter];

fn key(desk: &mut Desk, key: Key) {
    desk.bench.message(Msg::Key(key));
    desk.bench.settle();
}

/// The letter that stands beside a word in the list on the screen.
fn letter(screen: &str, label: &str) -> Option<char> {
    let row = screen.lines().map(|l| l.trim_start_matches(['>', ' '])).find(|l| {
        let mut signs = l.chars();
        signs.next().is_some() && signs.as_str().trim_end().strip_prefix("  ") == Some(label)
    });
    row.and_then(|row| row.chars().next())
}

/// As few of the first letters as no other word begins with; all of them where another word goes on with it.
fn beginning(list: &[Choice], at: usize) -> String {
    let word = list[at].label.to_lowercase();
    let others = || list.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c.label.to_lowercase());
    // One letter alone is what stands beside a row.
    let count = (2..word.chars().count()).find(|n| {
        let start: String = word.chars().take(*n).collect();
        !start.ends_with(' ') && !others().any(|other| other.starts_with(&start))
    });
    word.chars().take(count.unwrap_or(usize::MAX)).collect()
}

/// Types one choice of one field in one way.
fn typed(desk: &mut Desk, (id, field): (Id, usize), list: &[Choice], at: usize, way: Way) {
    let place = match way {
        Way::Word | Way::Capitals | Way::Beginning => Place::Field(vec![id], field),
        _ => Place::Quick(vec![id], field),
    };
    desk.bench.message(Msg::Go(Place::Record(id)));
    desk.bench.settle();
    desk.bench.message(Msg::Go(place));
    desk.bench.settle();
    if !desk.screen().contains("══") && !desk.screen().contains("==") {
        return;
    }
    let label = list[at].label;
    let text = match way {
        Way::Capitals => label.to_uppercase(),
        Way::Beginning => beginning(list, at),
        Way::Letter => match letter(&desk.screen(), label) {
            Some(letter) => letter.to_string(),
            None => return,
        },
        _ => label.to_string(),
    };
    for c in text.chars() {
        key(desk, Key::char(c));
        if matches!(way, Way::QuickSlow) {
            desk.bench.rest(400);
        }
    }
    if !matches!(way, Way::Letter) {
        key(desk, Key::plain(Code::Enter));
    }
    // A reason that is asked for is given: the value comes with it.
    if desk.screen().contains("A reason is needed") {
        desk.keys("it was looked at<Enter>");
    }
}

/// The choices of a kind that came out as another value, and of how many which came out right.
fn wrong(kind: Kind) -> (Vec<String>, usize, usize) {
    let mut desk = Desk::demo();
    let (mut wrong, mut right, mut all) = (Vec::new(), 0, 0);
    let Some(id) = desk.bench.app.world.records.all(kind).next_back().map(|r| r.id) else { return (wrong, 0, 0) };
    let live = |desk: &Desk| Kind::ALL.iter().map(|k| desk.bench.app.world.records.count(*k)).sum::<usize>();
    for (field, described) in kind.spec().fields.iter().enumerate() {
        let Type::Choice(list) = described.typ else { continue };
        if !described.editable() {
            continue;
        }
        for way in WAYS {
            for (at, choice) in list.iter().enumerate() {
                let before = desk.bench.app.world.records.get(id).map(|r| r.value(field).clone());
                let count = live(&desk);
                typed(&mut desk, (id, field), list, at, *way);
                let now = desk.bench.app.world.records.get(id).map(|r| r.value(field).clone());
                let what = format!("{id} {} “{}” by {way:?}", described.name, choice.label);
                let meant = Some(Value::Choice(at as u8));
                if now != meant && now != before {
                    wrong.push(format!("{what}: {now:?}\n{}", desk.screen()));
                }
                // What a choice asks next may add one; letters that are left over would add or take away more.
                if live(&desk).abs_diff(count) > 1 {
                    wrong.push(format!("{what}: {count} records are {}", live(&desk)));
                }
                all += 1;
                right += usize::from(now == meant);
                desk.keys("<Esc><Esc><Esc>");
                desk.bench.message(Msg::Go(Place::Home));
                desk.bench.settle();
            }
        }
    }
    (wrong, right, all)
}

#[test]
fn every_choice_of_every_kind_typed_in_every_way_is_the_one_that_was_meant() {
    let kinds = std::sync::Mutex::new(Kind::ALL.to_vec());
    let (mut bad, mut right, mut all) = (Vec::new(), 0, 0);
    std::thread::scope(|scope| {
        let work = || {
            let (mut bad, mut right, mut all) = (Vec::new(), 0, 0);
            while let Some(kind) = { kinds.lock().unwrap().pop() } {
                let (some, good, of) = wrong(kind);
                bad.extend(some);
                right += good;
                all += of;
            }
            (bad, right, all)
        };
        let hands: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        for hand in hands {
            let (some, good, of) = hand.join().unwrap();
            bad.extend(some);
            right += good;
            all += of;
        }
    });
    assert!(bad.is_empty(), "{}\n{} wrong, {right} right of {all}", bad.join("\n"), bad.len());
    // Rules refuse some of them, locked records all of theirs.
    println!("{right} of {all} were taken");
    assert!(right * 10 > all * 6, "{right} of {all} were taken");
}
