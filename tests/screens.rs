//! Pictures of the screens, and what holds for every screen at every size.
//!
//! A picture is the text of a screen and below it its styles, one letter a cell. After a wanted change:
//! `INSTA_UPDATE=always cargo test --test all screens`, and read the difference.

use super::{
    keys_and_commands::{its_footer_offers_only_what_its_keys_do, the_keys_of_its_footer_run_what_stands_beside_them},
    tour::{On, STOPS, Stop, Tour, at, open},
};
use aims::{
    command::Command,
    domain::{
        Kind, Record,
        kinds::{answer, finding, interview, item, risk},
    },
};
use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

const SIZES: [(u16, u16); 2] = [(80, 24), (140, 45)];

/// Letters of the style layer: colour, modifiers, letter.
const LETTERS: &[(Color, Modifier, char, &str)] = &[
    (Color::Reset, Modifier::BOLD, 'b', "bold"),
    (Color::Reset, Modifier::REVERSED, 'r', "reversed"),
    (Color::Reset, Modifier::REVERSED.union(Modifier::BOLD), 'B', "bold reversed"),
    (Color::Reset, Modifier::UNDERLINED, 'u', "underlined"),
    (Color::Red, Modifier::BOLD, '!', "bold red"),
    (Color::Red, Modifier::empty(), '1', "red"),
    (Color::Green, Modifier::empty(), '2', "green"),
    (Color::Yellow, Modifier::empty(), '3', "yellow"),
    (Color::Blue, Modifier::empty(), '4', "blue"),
    (Color::Magenta, Modifier::empty(), '5', "magenta"),
    (Color::Cyan, Modifier::empty(), '6', "cyan"),
    (Color::Green, Modifier::BOLD, '7', "bold green"),
    (Color::Yellow, Modifier::BOLD, '8', "bold yellow"),
    (Color::Magenta, Modifier::BOLD, '9', "bold magenta"),
];

fn letter(cell: &Cell) -> char {
    let plain = cell.fg == Color::Reset && cell.modifier.is_empty();
    assert_eq!(cell.bg, Color::Reset, "a background is somebody else's colour");
    let known = LETTERS.iter().find(|(colour, modifier, ..)| (*colour, *modifier) == (cell.fg, cell.modifier));
    match known {
        _ if plain => '.',
        Some((.., letter, _)) => *letter,
        // Reversed and coloured, as a marked cell of a picture.
        None if cell.modifier.contains(Modifier::REVERSED) => '#',
        None => panic!("no letter for {:?} {:?}", cell.fg, cell.modifier),
    }
}

/// The style layer: rows without any style are empty, and a legend says what the letters mean.
fn styles(buffer: &Buffer) -> String {
    let area = buffer.area;
    let row = |y| (0..area.width).map(|x| letter(&buffer[(x, y)])).collect::<String>();
    let rows: Vec<String> = (0..area.height).map(|y| row(y).trim_end_matches('.').to_string()).collect();
    let used = |letter: char| rows.iter().any(|row| row.contains(letter));
    let legend = LETTERS.iter().filter(|(.., c, _)| used(*c)).map(|(.., c, name)| format!("{c} {name}"));
    let legend: Vec<String> = legend.chain(used('#').then(|| "# reversed in colour".to_string())).collect();
    format!("{}\n{}", legend.join("   "), rows.join("\n"))
}

fn picture(tour: &mut Tour, (width, height): (u16, u16)) -> String {
    let text = tour.bench.text(width, height);
    let (buffer, cursor) = tour.bench.screen_and_cursor(width, height);
    let cursor = cursor.map_or("hidden".to_string(), |at| format!("column {}, row {}", at.x + 1, at.y + 1));
    format!("{text}\ncursor {cursor}\nstyles {}", styles(&buffer))
}

/// Compares with the pictures kept for this screen.
fn compare(name: &str) {
    let stop = STOPS.iter().find(|stop| stop.name == name).unwrap();
    let mut tour = at(stop);
    for (width, height) in SIZES {
        let picture = picture(&mut tour, (width, height));
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => format!("{:?}: {}", stop.on, stop.keys),
        }, {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), picture);
        });
    }
}

macro_rules! pictures {
    ($($name:ident)*) => {
        mod pictures {
            $(#[test] fn $name() { super::compare(stringify!($name)) })*
        }
        const PICTURES: &[&str] = &[$(stringify!($name)),*];
    };
}

pictures! {
    start empty_home empty_list empty_heatmap home inventory inventory_filtered inventory_marked record field history
    heatmap heatmap_before risks controls clauses findings finding actions requests interviews rounds round closed since plan
    writing keys key_card drawer evidence_seen last_time recap left parked checks recent search papers issued_papers
    issues versions_compared import_preview import_kind import_map import_words palette help prompt choices method
    assessments stages expected_documents assessment_walk act_question act_follows one_alone
    messages
}

#[test]
fn every_stop_of_the_tour_has_its_picture() {
    let stops: Vec<&str> = STOPS.iter().map(|stop| stop.name).collect();
    assert_eq!(stops, PICTURES);
    let kept = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots")).unwrap();
    for file in kept.map(|f| f.unwrap().file_name().into_string().unwrap()).filter(|f| f.ends_with(".snap")) {
        let known = stops.iter().any(|s| SIZES.iter().any(|(w, h)| file == format!("{s}_{w}x{h}.snap")));
        assert!(known, "{file} is no picture of any screen");
    }
}

/// What holds on every screen of the tour. None of it presses a key, so each screen is come to once for all of it.
const HOLDS: [fn(&mut Tour, &Stop); 6] = [
    no_size_breaks_it,
    the_help_key_is_the_last_word_of_its_footer,
    it_says_where_it_is_the_demo,
    the_marked_place_is_marked_by_a_sign_too,
    its_footer_offers_only_what_its_keys_do,
    the_keys_of_its_footer_run_what_stands_beside_them,
];

/// The keys of the tour lead where its names say, and what holds on every screen holds there.
#[test]
fn every_stop_is_a_screen_of_its_own_and_in_order() {
    let walk = |stops: &'static [Stop]| {
        let come = |stop: &'static Stop| {
            let mut tour = at(stop);
            HOLDS.iter().for_each(|holds| holds(&mut tour, stop));
            (tour.bench.text(140, 45), stop.name)
        };
        stops.iter().map(come).collect::<Vec<_>>()
    };
    let seen: Vec<(String, &str)> = std::thread::scope(|scope| {
        let parts = STOPS.chunks(STOPS.len().div_ceil(4));
        let walks: Vec<_> = parts.map(|stops| scope.spawn(move || walk(stops))).collect();
        walks.into_iter().flat_map(|walk| walk.join().unwrap()).collect()
    });
    for (at, (text, name)) in seen.iter().enumerate() {
        let twin = seen[..at].iter().find(|(other, _)| other == text);
        assert!(twin.is_none(), "{name} looks like {}", twin.unwrap().1);
    }
}

/// All small sizes, then those around which layouts change.
fn sizes() -> impl Iterator<Item = (u16, u16)> {
    let widths = || (1..=10).chain([13, 16, 20, 21, 30, 39, 40, 60, 79, 80, 99, 100, 101, 119, 120, 121, 140, 200]);
    let heights = || (1..=12).chain([15, 16, 24, 34, 45, 60]);
    widths().flat_map(move |width| heights().map(move |height| (width, height)))
}

fn no_size_breaks_it(tour: &mut Tour, stop: &Stop) {
    for (width, height) in sizes() {
        let (buffer, cursor) = tour.bench.screen_and_cursor(width, height);
        assert!(cursor.is_none_or(|at| buffer.area.contains(at)), "{} {width}x{height}: {cursor:?}", stop.name);
    }
}

fn the_help_key_is_the_last_word_of_its_footer(tour: &mut Tour, stop: &Stop) {
    for (width, height) in (40..=200).map(|width| (width, 10)).chain((4..=24).map(|height| (60, height))) {
        let text = tour.bench.text(width, height);
        let footer = text.lines().last().unwrap().trim_end();
        let app = &tour.bench.app;
        let key = app.world.keymap.keys_of(&app.contexts(), Command::Help).into_iter().next();
        let help = format!("{} help", key.unwrap_or("?".into()));
        let itself = stop.name == "help" && footer.ends_with("? closes help");
        assert!(footer.ends_with(&help) || itself, "{} at {width}x{height}: {footer}", stop.name);
    }
}

fn it_says_where_it_is_the_demo(tour: &mut Tour, stop: &Stop) {
    for (width, height) in [(40, 10), (60, 15), (80, 24), (140, 45), (200, 60)] {
        let text = tour.bench.text(width, height);
        let first = text.lines().next().unwrap();
        assert_eq!(first.contains("DEMO"), stop.on == On::Demo, "{} {width}x{height}: {first}", stop.name);
    }
}

/// Whatever is reversed carries a sign as well: a pointer before it, a bracket around it, or words that say it.
fn the_marked_place_is_marked_by_a_sign_too(tour: &mut Tour, stop: &Stop) {
    for (width, height) in SIZES {
        let buffer = tour.bench.screen(width, height);
        let reversed = |cell: &&Cell| cell.modifier.contains(Modifier::REVERSED);
        let row = |y: u16| (0..width).map(|x| &buffer[(x, y)]).collect::<Vec<&Cell>>();
        for y in 0..height {
            let above = y > 0 && row(y - 1).iter().any(reversed);
            let row = row(y);
            let Some(from) = row.iter().position(&reversed) else { continue };
            if above {
                // The same line goes on; its sign stands where it begins.
                continue;
            }
            let text: String = row.iter().map(|c| c.symbol()).collect();
            let near: String = row[from.saturating_sub(3)..].iter().map(|c| c.symbol()).collect();
            let signed = near.contains('>') || near.contains('[') || text.contains("NOT SAVED");
            let warned = y + 1 == height && tour.bench.app.status().is_some_and(|(_, warning)| warning);
            assert!(signed || warned, "{} {width}x{height} row {y}: {text}", stop.name);
        }
    }
}

fn text_of(name: &str, size: (u16, u16)) -> (Tour, String) {
    let mut tour = at(STOPS.iter().find(|stop| stop.name == name).unwrap());
    let text = tour.bench.text(size.0, size.1);
    (tour, text)
}

#[test]
fn the_ribbon_says_every_verdict_by_its_letter() {
    let (tour, text) = text_of("keys", (80, 24));
    let world = &tour.bench.app.world;
    let id = world.records.all(Kind::Interview).find(|i| i.title() == "Go-live checks").unwrap().id;
    let answers = interview::answers(world.view(), id);
    let letters: String = answers.iter().map(|a| answer::verdict(a).letter()).collect();
    let ribbon = text.lines().nth(1).unwrap().split_whitespace().next().unwrap();
    let at = letters.chars().take(6).collect::<String>();
    let after: String = letters.chars().skip(7).collect();
    assert_eq!(ribbon, format!("{at}[7]{after}"));
}

#[test]
fn the_heatmap_says_every_band_and_every_count_in_its_cells() {
    for size in [(80, 24), (140, 45), (60, 15), (40, 10)] {
        let (tour, text) = text_of("heatmap", size);
        let records = &tour.bench.app.world.records;
        let matrix = records.matrix();
        for (c, word) in (1..).zip(&matrix.consequence) {
            let row = text.lines().find(|l| l.trim_start().starts_with(&format!("{c} {word}"))).unwrap();
            let cells: Vec<&str> = row.split(['|', '!', '│', '║', '[', ']']).collect();
            for l in 1..=matrix.size().0 {
                let here = |r: &&Record| {
                    (r.number(risk::LIKELIHOOD), r.number(risk::CONSEQUENCE)) == (Some(l.into()), Some(c.into()))
                };
                let count = records.all(Kind::Risk).filter(|r| risk::is_open(r)).filter(here).count();
                let count = if count == 0 { String::new() } else { count.to_string() };
                let shown: Vec<&str> = cells[usize::from(l)].split_whitespace().collect();
                let letter = matrix.band(l, c).letter;
                // With room `#C  1#`, without it `C1`.
                let plain: String = shown.concat().chars().filter(|c| !c.is_ascii_punctuation()).collect();
                assert_eq!(plain, format!("{letter}{count}"), "{size:?} L{l} C{c}: {row}");
            }
        }
    }
}

/// Whether a line of a list is the row of this record.
fn is_row_of(line: &str, record: &Record) -> bool {
    line.trim_start_matches(['>', '*', ' ']).starts_with(&format!("{} ", record.id))
}

/// For each list and each of its choice columns: the words of different states differ on the screen.
#[test]
fn states_in_lists_are_words() {
    let lists: [(&str, Kind, &[usize]); 4] = [
        ("gR", Kind::Risk, &[risk::LEVEL]),
        ("gf", Kind::Finding, &[finding::GRADE, finding::STEP]),
        ("gc", Kind::Item, &[item::USE, item::STATE]),
        ("gv", Kind::Interview, &[interview::STATE]),
    ];
    for (keys, kind, fields) in lists {
        let mut tour = open(On::Demo);
        tour.bench.type_keys(keys).unwrap();
        let text = tour.bench.text(200, 60);
        let world = &tour.bench.app.world;
        let mut seen = 0;
        for record in world.records.all(kind) {
            let Some(row) = text.lines().find(|l| is_row_of(l, record)) else { continue };
            seen += 1;
            for field in fields {
                let label = world.view().cell(record, *field);
                // In a narrow column its short form.
                let choice = record.choice(*field).map(usize::from);
                let short = choice.and_then(|c| world.records.field(kind, *field).choices().get(c)).map(|c| c.short);
                let word = short.map_or(label, String::from);
                assert!(row.contains(&word), "{}: {word} is not in {row}", record.id);
            }
        }
        assert!(seen >= 5, "{keys}: {seen} rows\n{text}");
    }
}
