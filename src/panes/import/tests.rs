use super::*;
use crate::{
    app::{App, Msg},
    domain::kinds::system,
    exchange::{self, sheets},
    panes::testing::{draw_at_all_sizes, empty, press, text},
};

const GOOD: &str = "Name,Status,Owner,Colour\nfraud scorer,live,M. Sato,red\nspeech to text,pilot,D. Lind,blue\n";
const DOUBTFUL: &str = "Name,Status,Last review\nfraud scorer,live,2026-01-02\nspeech to text,pilot,soon\n";

/// What the runtime answers.
fn read(csv: &str, said: &GivenAnswers, world: &World) -> Result<Box<SheetRead>, String> {
    let options = exchange::ImportOptions { source: "systems.csv".into() };
    let outcome = sheets::read(csv.as_bytes(), world.view(), said, &|_| None, &options)?;
    Ok(Box::new(SheetRead { outcome, same: false }))
}

/// Answers every wish to read the sheet; the other effects are given back.
fn answered(pane: &mut Import, csv: &str, effects: Vec<Effect>, world: &World) -> Vec<Effect> {
    let mut left = Vec::new();
    for effect in effects {
        match effect {
            Effect::ReadSheet(asked) => {
                let read = read(csv, &asked.said, world);
                left.extend(pane.fetched(Fetched::Sheet(Box::new(asked), read), world).unwrap());
            }
            other => left.push(other),
        }
    }
    left
}

fn opened(csv: &str, world: &World) -> Import {
    let mut pane = Import::new(SheetFrom::File("in/systems.csv".into()), Some(Kind::System));
    let effects = pane.opened(world);
    assert!(matches!(effects[..], [Effect::ReadSheet(_)]));
    assert!(pane.opened(world).is_empty());
    assert!(answered(&mut pane, csv, effects, world).is_empty());
    pane
}

fn key(pane: &mut Import, key: char, csv: &str, world: &mut World) -> String {
    let effects = pane.input(Key::char(key), world).unwrap();
    let mut said = String::new();
    for effect in answered(pane, csv, effects, world) {
        match effect {
            Effect::Save(change) => drop(world.records.apply(&change)),
            Effect::Say(text) => said = text,
            Effect::Go(Place::List(Kind::System, _)) | Effect::Close | Effect::Remember(..) => {}
            other => panic!("{other:?}"),
        }
    }
    said
}

#[test]
fn a_clean_sheet_is_taken_in_as_one_step_with_its_people() {
    let mut world = empty();
    let mut pane = opened(GOOD, &world);
    let seen = text(&pane, &world, (80, 24));
    for word in ["2 rows for the AI systems", "Status → State", "Colour", "M. Sato, D. Lind", "T takes 2 rows"] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    draw_at_all_sizes(&pane, &mut world);
    assert!(pane.run(Command::Accept, None, &world).is_some_and(|e| !e.iter().any(|e| matches!(e, Effect::Save(_)))));
    let asked = key(&mut pane, 'T', GOOD, &mut world);
    assert!(asked.starts_with("1 new record comes done, closed, accepted or live"), "{asked}");
    assert_eq!(world.records.count(Kind::System), 0);
    pane.touched(&[], &world);
    let said = key(&mut pane, 'T', GOOD, &mut world);
    assert_eq!(said, "2 AI systems brought in, with 2 people new; u takes all back");
    assert_eq!((world.records.count(Kind::System), world.records.count(Kind::Person)), (2, 2));
    let first = world.records.single(Kind::System).unwrap();
    assert_eq!(world.view().cell(first, system::OWNER), "M. Sato");
}

#[test]
fn from_the_prompt_to_the_list_by_keys() {
    let mut app = App::new(empty(), Place::Home);
    let mut asked = press(&mut app, ":import<Enter>in.csv<Enter>");
    let Some(Effect::ReadSheet(asked)) = asked.pop() else { panic!("{asked:?}") };
    assert_eq!(asked.from, SheetFrom::File("in.csv".into()));
    let read = read(GOOD, &asked.said, &app.world);
    app.update(app.world.now, app.world.tick, Msg::Fetched(Fetched::Sheet(Box::new(asked), read)));
    assert!(press(&mut app, "<Enter>T").is_empty(), "asked whether a live system is taken over as it is");
    let written = press(&mut app, "T");
    assert!(matches!(&written[..], [Effect::Save(_)]), "{written:?}");
    assert_eq!(app.status().map(|(text, _)| text.contains("u takes all back")), Some(true));
    assert!(app.top().is_some_and(|p| p.is_at(&Place::List(Kind::System, String::new()))));
    assert_eq!(app.world.records.count(Kind::System), 2);
}

#[test]
fn doubts_stop_everything_until_the_good_rows_alone_are_wanted() {
    let mut world = empty();
    let mut pane = opened(DOUBTFUL, &world);
    let seen = text(&pane, &world, (80, 24));
    assert!(seen.contains("soon") && seen.contains("g takes the 1 good rows"), "{seen}");
    assert!(key(&mut pane, 'T', DOUBTFUL, &mut world).contains("in doubt"));
    assert_eq!(world.records.count(Kind::System), 0);
    assert!(text(&pane, &world, (80, 24)).contains("nothing was taken in"));
    key(&mut pane, 'g', DOUBTFUL, &mut world);
    key(&mut pane, 'g', DOUBTFUL, &mut world);
    assert_eq!(world.records.count(Kind::System), 1);
    draw_at_all_sizes(&pane, &mut world);
}

#[test]
fn rows_that_are_here_are_left_out_until_x_says_otherwise() {
    let mut world = empty();
    let mut pane = opened(GOOD, &world);
    key(&mut pane, 'T', GOOD, &mut world);
    key(&mut pane, 'T', GOOD, &mut world);
    let changed = GOOD.replace("fraud scorer,live", "fraud scorer,retired");
    let mut pane = opened(&changed, &world);
    assert!(key(&mut pane, 'T', &changed, &mut world).starts_with("nothing to take in"));
    key(&mut pane, 'x', &changed, &mut world);
    assert!(text(&pane, &world, (80, 24)).contains("here already are updated"));
    assert_eq!(key(&mut pane, 'T', &changed, &mut world), "1 AI system updated; u takes all back");
    let first = world.records.single(Kind::System).unwrap();
    assert_eq!(world.view().cell(first, system::STATE), "retired");
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_takes_nothing() {
    let mut world = empty();
    let mut pane = opened("", &world);
    assert!(text(&pane, &world, (80, 24)).contains("the file is empty"));
    assert!(pane.input(Key::char('T'), &world).is_none());
    draw_at_all_sizes(&pane, &mut world);
}

#[test]
fn every_kind_that_is_brought_has_a_letter_of_its_own() {
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.spec().imports.is_some()).collect();
    let letters: std::collections::BTreeSet<char> = kinds.iter().filter_map(|kind| kind.spec().imports).collect();
    assert!(kinds.len() > 5 && letters.len() == kinds.len());
}

#[test]
fn reading_that_was_stopped_says_so_and_enter_reads_again() {
    let mut world = empty();
    let mut pane = Import::new(SheetFrom::File("in/systems.csv".into()), Some(Kind::System));
    let effects = pane.opened(&world);
    let [Effect::ReadSheet(asked)] = &effects[..] else { panic!("{effects:?}") };
    assert!(text(&pane, &world, (80, 24)).contains("reading systems.csv … Esc stops it"));
    let other = Fetched::Stopped(Box::new(SheetAsked { said: GivenAnswers::default(), ..asked.clone() }));
    assert!(pane.fetched(other, &world).is_err(), "that was another question");
    assert!(pane.fetched(Fetched::Stopped(Box::new(asked.clone())), &world).unwrap().is_empty());
    let seen = text(&pane, &world, (80, 24));
    assert!(seen.contains("was stopped; nothing was written") && !seen.contains("reading systems.csv"), "{seen}");
    draw_at_all_sizes(&pane, &mut world);
    let again = pane.run(Command::Accept, None, &world).unwrap();
    assert!(answered(&mut pane, GOOD, again, &world).is_empty());
    assert!(text(&pane, &world, (80, 24)).contains("T takes 2 rows"));
}
