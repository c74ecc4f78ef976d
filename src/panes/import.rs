//! A CSV file before it is taken in: what would come, what is doubtful and why; then one step that one undo takes back.

use crate::{
    command::{Command, Context},
    domain::{Change, Edit, Id, Kind, gate::Asker},
    exchange::{Doubt, Existing, Preview},
    keymap::{Code, Key},
    parts::Canvas,
    shown::{shown_line, wrap},
    ui::{
        AfterChoice, AfterText, Answer, Effect, Header, Pane, Place, World,
        place::{Menu, Prompt, Row},
    },
};
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Asks what the rows are, then for the file.
pub fn ask() -> Place {
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.spec().imports.is_some()).collect();
    let row = |kind: &Kind| Row {
        letter: kind.spec().imports,
        label: kind.spec().plural.into(),
        detail: kind.spec().help.into(),
        ..Row::default()
    };
    let prompt = |kind: &Kind| {
        let help = "Path of a CSV file with a row of headings. It is shown before anything is taken in.";
        Prompt::ask(format!("Import {} from", kind.spec().plural), help, AfterText::Import(*kind))
    };
    Place::Menu(Menu::letters(
        "Import a CSV file of",
        kinds.iter().map(row).collect(),
        AfterChoice::Go(kinds.iter().map(prompt).collect()),
    ))
}

/// The open preview.
pub struct Import {
    path: PathBuf,
    kind: Kind,
    asked: bool,
    read: Option<Result<Box<Preview>, String>>,
    existing: Existing,
    /// First entry that is seen.
    top: usize,
    /// The person was told that records come unchecked; the next time they are taken over.
    taking_over: bool,
    /// What was asked about, ready to be taken: with good rows only or with all, and what it leads to.
    ready: Option<(bool, Vec<Effect>)>,
    /// Why the last key did nothing.
    refused: String,
}

/// What is listed, piece by piece, so that a thousand doubts cost no more to draw than ten.
enum Entry {
    Heading(String),
    Text(String),
    /// Place in the list of doubts.
    Doubt(usize),
}

impl Import {
    pub fn new(path: PathBuf, kind: Kind) -> Import {
        Import {
            path,
            kind,
            asked: false,
            read: None,
            existing: Existing::Skip,
            top: 0,
            taking_over: false,
            ready: None,
            refused: String::new(),
        }
    }

    fn preview(&self) -> Option<&Preview> {
        self.read.as_ref()?.as_ref().ok().map(|p| &**p)
    }

    /// What takes the rows in, and how many of them come as they are, unchecked; the error is a sentence.
    fn take(&self, good_only: bool, world: &World) -> Result<(Vec<Effect>, usize), String> {
        let preview = self.preview().ok_or("there is nothing to take in; Esc goes back")?;
        preview.change(&world.records, good_only, self.existing)?;
        let asker = Asker { actor: world.actor.clone(), person: world.me(), drafts: world.open_drafts() };
        // A reason is asked for when it is saved: once for all rows.
        let gated = preview.gated(world.view(), self.existing, Some("asked for when it is taken in"), &asker)?;
        if !gated.refused.is_empty() && (!good_only || gated.change.is_none()) {
            let first = gated.told().next().unwrap_or_default();
            let more = gated.refused.len() - 1;
            let others = if more > 0 { format!(" and {more} more rows") } else { String::new() };
            let good = if gated.change.is_some() { "; g takes the good rows only" } else { "" };
            return Err(format!("nothing was taken in: {first}{others}{good}"));
        }
        let left_out = gated.refused.iter().map(|(row, _)| *row).collect();
        let (change, _) = preview.change_without(&world.records, self.existing, &left_out)?;
        let change = if gated.taken_over > 0 { change.takes_over(&preview.source) } else { change };
        let said = format!("{}; u takes all back", summary(&change, self.kind));
        let effects = vec![
            Effect::Close,
            Effect::Save(change),
            Effect::Go(Place::List(self.kind, String::new())),
            Effect::Say(said),
        ];
        Ok((effects, gated.taken_over))
    }

    fn taken(&mut self, good_only: bool, world: &World) -> Vec<Effect> {
        // What was asked about is taken as it was asked about: a large sheet is not gone through again.
        if let Some((_, effects)) = self.ready.take().filter(|(good, _)| *good == good_only) {
            return effects;
        }
        match self.take(good_only, world) {
            Ok((effects, n)) if n == 0 || self.taking_over => effects,
            Ok((effects, n)) => {
                (self.taking_over, self.ready) = (true, Some((good_only, effects)));
                let (records, come) = if n == 1 { ("record", "comes") } else { ("records", "come") };
                let key = if good_only { "g" } else { "Enter" };
                self.refused = format!(
                    "{n} new {records} {come} done, closed, accepted or live and would not be let through here; \
                     {key} again takes over what the sheet says, marked as not checked"
                );
                vec![Effect::Say(self.refused.clone())]
            }
            Err(why) => {
                self.refused = why.clone();
                vec![Effect::Say(why)]
            }
        }
    }

    fn toggle(&mut self) {
        self.ready = None;
        self.existing = match self.existing {
            Existing::Skip => Existing::Update,
            Existing::Update => Existing::Add,
            Existing::Add => Existing::Skip,
        };
    }

    fn entries(&self) -> Vec<Entry> {
        let Some(p) = self.preview() else { return Vec::new() };
        let mut out = counts(p, self.existing);
        if !p.doubts.is_empty() {
            out.push(Entry::Heading(format!("DOUBTS  {} rows are refused until they are mended", p.refused())));
            out.extend((0..p.doubts.len()).map(Entry::Doubt));
            if p.more_doubts > 0 {
                out.push(Entry::Text(format!("and {} more", p.more_doubts)));
            }
        }
        list(&mut out, "NOTICES", &p.notices);
        let used: Vec<String> =
            p.used.iter().map(|(heading, field)| format!("{} → {field}", shown_line(heading))).collect();
        list(&mut out, "COLUMNS READ", &[used.join("   ")]);
        list(&mut out, "COLUMNS NOT READ", &[p.unknown_headings.join("   ")]);
        list(&mut out, "NEW PEOPLE", &[p.new_people.join(", ")]);
        list(&mut out, "NEW SUPPLIERS", &[p.new_suppliers.join(", ")]);
        list(&mut out, "HERE ALREADY", &p.matches().map(|m| m.to_string()).collect::<Vec<_>>());
        let hidden = |s: &crate::exchange::Spot| {
            format!("Row {}, column {}: holds characters that cannot be seen.", s.row, s.column)
        };
        list(&mut out, "LOOK TWICE", &p.hidden.iter().map(hidden).collect::<Vec<_>>());
        out
    }

    fn keys(&self) -> String {
        let Some(p) = self.preview() else { return "Esc goes back".into() };
        let here = match self.existing {
            Existing::Skip => "left out",
            Existing::Update => "updated",
            Existing::Add => "added again",
        };
        let matches = p.matches().count();
        let mut keys: Vec<String> = Vec::new();
        match p.refused() {
            0 => keys.push(format!("Enter takes {} rows", p.good.len())),
            n => keys.push(format!("g takes the {} good rows and leaves {n}", p.good.len())),
        }
        if matches > 0 {
            keys.push(format!("x: {matches} here already are {here}"));
        }
        keys.push("Esc takes nothing".into());
        keys.join("   ")
    }

    fn draw_entries(&self, canvas: &mut Canvas, area: Rect) {
        let mut y = area.y;
        for entry in self.entries().iter().skip(self.top) {
            let rest = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
            if rest.is_empty() {
                return;
            }
            y += match entry {
                Entry::Heading(text) => {
                    canvas.put_cut(rest.x, rest.y, rest.width, text, canvas.theme.heading());
                    1
                }
                Entry::Text(text) => canvas.wrapped(indented(rest), text, canvas.theme.plain()).max(1),
                Entry::Doubt(i) => self.preview().map_or(1, |p| draw_doubt(canvas, rest, &p.doubts[*i])),
            };
        }
    }
}

fn counts(p: &Preview, existing: Existing) -> Vec<Entry> {
    let spec = p.kind.spec();
    let matches = p.matches().count();
    let rows = if p.total == 1 { "row" } else { "rows" };
    let mut out = vec![Entry::Heading(format!("{} {rows} for the {}", p.total, spec.plural))];
    let mut count = |n: usize, text: &str| {
        if n > 0 {
            out.push(Entry::Text(format!("{n:>5}  {text}")));
        }
    };
    count(p.good.len() - matches, "new");
    count(
        matches,
        match existing {
            Existing::Skip => "look like records that are here: they are left out",
            Existing::Update => "look like records that are here: their filled cells replace what is there",
            Existing::Add => "look like records that are here: they become further records",
        },
    );
    count(p.refused(), "in doubt");
    out
}

fn list(out: &mut Vec<Entry>, heading: &str, texts: &[String]) {
    let texts: Vec<&String> = texts.iter().filter(|t| !t.is_empty()).collect();
    if !texts.is_empty() {
        out.push(Entry::Text(String::new()));
        out.push(Entry::Heading(heading.into()));
        out.extend(texts.into_iter().map(|t| Entry::Text(shown_line(t).into_owned())));
    }
}

fn indented(area: Rect) -> Rect {
    Rect::new(area.x.saturating_add(1), area.y, area.width.saturating_sub(1), area.height)
}

/// Row, column, value, and beside them why and what is allowed; as a sentence where there is little room.
fn draw_doubt(canvas: &mut Canvas, area: Rect, doubt: &Doubt) -> u16 {
    if area.width < 60 {
        return canvas.wrapped(indented(area), &doubt.to_string(), canvas.theme.plain());
    }
    let column = (area.width / 5).min(28);
    let plain = canvas.theme.plain();
    canvas.put_right(area.x, area.y, 6, &doubt.row.to_string(), plain);
    canvas.put_cut(area.x + 8, area.y, column, &shown_line(&doubt.column), plain);
    canvas.put_cut(area.x + 9 + column, area.y, column, &shown_line(doubt.value.trim()), canvas.theme.heading());
    let x = area.x + 10 + 2 * column;
    let allowed = if doubt.allowed.is_empty() { String::new() } else { format!(" Allowed: {}.", doubt.allowed) };
    let why = Rect::new(x, area.y, area.right().saturating_sub(x), area.height);
    canvas.wrapped(why, &shown_line(&format!("{}.{allowed}", doubt.reason)), plain).max(1)
}

/// `12 AI systems brought in, 2 updated, with 3 people`
fn summary(change: &Change, kind: Kind) -> String {
    let made = |of: Kind| change.edits.iter().filter(|e| matches!(e, Edit::Create { id, .. } if id.kind == of)).count();
    let updated = change.edits.iter().filter(|e| matches!(e, Edit::Set { id, .. } if id.kind == kind)).count();
    let counted = |n: usize, of: Kind| format!("{n} {}", if n == 1 { of.spec().name } else { of.spec().plural });
    let mut parts = Vec::new();
    if made(kind) > 0 || updated == 0 {
        parts.push(format!("{} brought in", counted(made(kind), kind)));
    }
    if updated > 0 {
        parts.push(format!("{} updated", counted(updated, kind)));
    }
    let others = [Kind::Person, Kind::Supplier].into_iter().filter(|k| *k != kind && made(*k) > 0);
    parts.extend(others.map(|k| format!("with {} new", counted(made(k), k))));
    parts.join(", ")
}

impl Pane for Import {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Menu]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::Down, Command::PageDown, Command::Cancel]
    }
    fn header(&self, world: &World) -> Header {
        let file = self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Header { left: format!("{}  import of {}", world.banner(), self.kind.spec().plural), middle: file }
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        match std::mem::replace(&mut self.asked, true) {
            true => Vec::new(),
            false => vec![Effect::ReadImport { path: self.path.clone(), kind: self.kind }],
        }
    }
    fn receive(&mut self, answer: Answer, _: &World) -> Vec<Effect> {
        if let Answer::Preview(read) = answer {
            self.read = Some(read);
        }
        Vec::new()
    }

    /// The records are others now: what was asked about is made anew.
    fn touched(&mut self, _: &[Id], _: &World) {
        self.ready = None;
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        self.refused.clear();
        let last = self.entries().len().saturating_sub(1);
        self.top = match command {
            Command::Accept | Command::Open => return Some(self.taken(false, world)),
            Command::Cancel | Command::Back => {
                return Some(vec![Effect::Close, Effect::Say("nothing was taken in".into())]);
            }
            _ => super::lines::scrolled(self.top, command, world.size.1.saturating_sub(8), last)?,
        };
        Some(Vec::new())
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.refused.clear();
        match key.code {
            Code::Char('g') => Some(self.taken(true, world)),
            Code::Char('x') => {
                self.toggle();
                Some(Vec::new())
            }
            Code::Char(_) => Some(vec![Effect::Say(self.keys())]),
            _ => None,
        }
    }

    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let inside = Rect::new(area.x.saturating_add(1), area.y, area.width.saturating_sub(2), area.height);
        let text = match &self.read {
            None => Some(format!("reading {} …", self.path.display())),
            Some(Err(why)) => Some(format!("{} cannot be taken in: {why}. Esc goes back.", self.path.display())),
            Some(Ok(_)) => None,
        };
        if let Some(text) = text {
            canvas.wrapped(inside, &text, canvas.theme.plain());
            return;
        }
        let foot = if self.refused.is_empty() { self.keys() } else { format!("{}. {}", self.refused, self.keys()) };
        let rows = wrap(&foot, usize::from(inside.width).max(1)).len().min(usize::from(area.height / 2).max(1)) as u16;
        let list = Rect::new(inside.x, area.y, inside.width, area.height.saturating_sub(rows));
        self.draw_entries(canvas, list);
        let below = Rect::new(inside.x, list.bottom(), inside.width, area.height - list.height);
        canvas.wrapped(below, &foot, canvas.theme.heading());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{App, Msg},
        domain::kinds::system,
        exchange,
        panes::testing::{draw_at_all_sizes, empty, halden, labels, press, text},
    };

    const GOOD: &str = "Name,Status,Owner,Colour\nfraud scorer,live,M. Sato,red\nspeech to text,pilot,D. Lind,blue\n";
    const DOUBTFUL: &str = "Name,Status\nfraud scorer,live\nspeech to text,sleeping\n";

    fn opened(csv: &str, world: &World) -> Import {
        let mut pane = Import::new("in/systems.csv".into(), Kind::System);
        assert!(matches!(pane.opened(world)[..], [Effect::ReadImport { kind: Kind::System, .. }]));
        assert!(pane.opened(world).is_empty());
        let read = exchange::preview(csv.as_bytes(), Kind::System, world.view());
        pane.receive(Answer::Preview(read.map(Box::new).map_err(|e| e.to_string())), world);
        pane
    }
    fn run(pane: &mut Import, world: &mut World, good_only: bool) -> String {
        let effects =
            if good_only { pane.input(Key::char('g'), world) } else { pane.run(Command::Accept, None, world) };
        let mut said = String::new();
        for effect in effects.unwrap() {
            match effect {
                Effect::Save(change) => drop(world.records.apply(&change)),
                Effect::Say(text) => said = text,
                Effect::Go(Place::List(Kind::System, _)) | Effect::Close => {}
                other => panic!("{other:?}"),
            }
        }
        said
    }

    #[test]
    fn a_clean_file_is_taken_in_as_one_step_with_its_people() {
        let mut world = empty();
        let mut pane = opened(GOOD, &world);
        let seen = text(&pane, &world, (80, 24));
        for word in ["2 rows for the AI systems", "Status → State", "Colour", "M. Sato, D. Lind", "Enter takes 2 rows"]
        {
            assert!(seen.contains(word), "{word}: {seen}");
        }
        draw_at_all_sizes(&pane, &mut world);
        let asked = run(&mut pane, &mut world, false);
        assert!(asked.starts_with("1 new record comes done, closed, accepted or live"), "{asked}");
        assert_eq!(world.records.count(Kind::System), 0);
        assert!(pane.ready.is_some(), "what is asked about is made once");
        pane.touched(&[], &world);
        assert!(pane.ready.is_none(), "and anew when the records changed meanwhile");
        let said = run(&mut pane, &mut world, false);
        assert_eq!(said, "2 AI systems brought in, with 2 people new; u takes all back");
        assert_eq!((world.records.count(Kind::System), world.records.count(Kind::Person)), (2, 2));
        let first = world.records.single(Kind::System).unwrap();
        assert_eq!(world.view().cell(first, system::OWNER), "M. Sato");
    }

    #[test]
    fn from_the_menu_to_the_list_by_keys() {
        let mut app = App::new(empty(), Place::Home);
        press(&mut app, ":import<Enter>s<Enter>");
        let asked = press(&mut app, "in.csv<Enter>");
        assert!(
            matches!(&asked[..], [Effect::ReadImport { kind: Kind::System, path }] if path.ends_with("in.csv")),
            "{asked:?}"
        );
        let read = exchange::preview(GOOD.as_bytes(), Kind::System, app.world.view()).map(Box::new);
        app.update(app.world.now, app.world.tick, Msg::Answer(Answer::Preview(read.map_err(|e| e.to_string()))));
        assert!(press(&mut app, "<Enter>").is_empty(), "asked whether a live system is taken over as it is");
        let written = press(&mut app, "<Enter>");
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
        assert!(seen.contains("sleeping") && seen.contains("g takes the 1 good rows"), "{seen}");
        assert!(run(&mut pane, &mut world, false).contains("in doubt"));
        assert_eq!(world.records.count(Kind::System), 0);
        assert!(text(&pane, &world, (80, 24)).contains("nothing was taken in"));
        run(&mut pane, &mut world, true);
        run(&mut pane, &mut world, true);
        assert_eq!(world.records.count(Kind::System), 1);
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn rows_that_are_here_are_left_out_until_x_says_otherwise() {
        let mut world = empty();
        let mut pane = opened(GOOD, &world);
        run(&mut pane, &mut world, false);
        run(&mut pane, &mut world, false);
        let changed = GOOD.replace("fraud scorer,live", "fraud scorer,retired");
        let mut pane = opened(&changed, &world);
        assert!(run(&mut pane, &mut world, false).starts_with("nothing to take in"));
        pane.input(Key::char('x'), &world);
        assert!(text(&pane, &world, (80, 24)).contains("here already are updated"));
        assert_eq!(run(&mut pane, &mut world, false), "1 AI system updated; u takes all back");
        let first = world.records.single(Kind::System).unwrap();
        assert_eq!(world.view().cell(first, system::STATE), "retired");
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why_and_takes_nothing() {
        let mut world = halden();
        let mut pane = opened("", &world);
        assert!(text(&pane, &world, (80, 24)).contains("the file is empty"));
        let before = world.records.count(Kind::System);
        run(&mut pane, &mut world, false);
        assert_eq!(world.records.count(Kind::System), before);
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn every_kind_has_a_letter_of_its_own() {
        let Place::Menu(menu) = ask() else { panic!() };
        assert!(labels(&menu).contains(&"findings"));
        let letters: std::collections::BTreeSet<char> = menu.rows.iter().filter_map(|r| r.letter).collect();
        assert_eq!(letters.len(), menu.rows.len());
        assert!(
            matches!(&menu.then, AfterChoice::Go(places) if places.len() == Kind::ALL.iter().filter(|kind| kind.spec().imports.is_some()).count())
        );
    }
}
