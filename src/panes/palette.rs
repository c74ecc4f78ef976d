//! The palette: every command and every list by name or by everyday words, with its key.

mod find;

use crate::{
    command::{Command, Context},
    domain::{Kind, Listing, kinds::request},
    keymap::Key,
    parts::{Canvas, LineInput, Window, overlay},
    ui::{Covers, Effect, Pane, Place, World},
};
use find::{Nearness, RankedRows, Words};
use ratatui::layout::Rect;
use std::sync::LazyLock;

/// Rows of a page, fewer than are on the screen.
const PAGE: usize = 8;

/// What a row of the palette does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Run(Command),
    List(Listing),
    /// Look for the typed words in the whole file: the end of a search for a command that there is not.
    Find,
}

/// Lists that a command of their own goes to.
const NAMED: [Kind; 13] = [
    Kind::System,
    Kind::Risk,
    Kind::Item,
    Kind::Finding,
    Kind::Interview,
    Kind::Round,
    Kind::Request,
    Kind::Evidence,
    Kind::Action,
    Kind::Person,
    Kind::Supplier,
    Kind::Question,
    Kind::IssuedPaper,
];

/// Words that people have for what a list holds, beside those that the shell knows.
const SAID: [(Kind, &str); 5] = [
    (Kind::Request, "question of the body, body's questions customer authority"),
    (Kind::Party, "stakeholders"),
    (Kind::Incident, "breaches accidents complaints near misses"),
    (Kind::Obligation, "gdpr privacy law regulations compliance"),
    (Kind::Component, "dependencies libraries parts"),
];

/// What vim calls some commands, for hands that type it without looking.
const EX: [(&str, Command); 14] = [
    ("w", Command::SavedSay),
    ("w!", Command::SavedSay),
    ("wa", Command::SavedSay),
    ("q", Command::Quit),
    ("q!", Command::Quit),
    ("qa", Command::Quit),
    ("qa!", Command::Quit),
    ("wq", Command::Quit),
    ("wqa", Command::Quit),
    ("x", Command::Quit),
    ("e", Command::OpenFile),
    ("h", Command::Help),
    ("set", Command::Settings),
    ("u", Command::Undo),
];

impl Goal {
    /// Everything that can be asked for: the commands in the order of their table, then the lists.
    fn all() -> Vec<Goal> {
        // The questions of the body are kept among the requests, and no command goes to them.
        let unnamed = |list: &Listing| !NAMED.contains(&list.kind()) || *list == request::ASKED_OF_US;
        let lists = Listing::all().into_iter().filter(unnamed).map(Goal::List);
        Command::ALL.iter().copied().map(Goal::Run).chain(lists).chain([Goal::Find]).collect()
    }
    pub fn label(self) -> String {
        match self {
            Goal::Run(command) => command.info().label.into(),
            Goal::List(list) => format!("Go to the list of {}", list.name()),
            Goal::Find => "Find these words in the records of the file".into(),
        }
    }
    /// The one or two words of it.
    fn short(self) -> &'static str {
        match self {
            Goal::Run(command) => command.info().short,
            Goal::List(list) => list.name(),
            Goal::Find => "",
        }
    }
    fn synonyms(self) -> String {
        match self {
            Goal::Run(command) => command.info().synonyms.into(),
            Goal::List(list) => {
                let spec = list.kind().spec();
                let said = SAID.iter().find(|(kind, _)| *kind == list.kind()).map_or("", |(_, words)| words);
                format!("{} {} {said}", spec.name, spec.also.join(" "))
            }
            Goal::Find => String::new(),
        }
    }
    /// The word by which it is asked for where nothing is drawn.
    pub fn word(self) -> String {
        match self {
            Goal::Run(command) if command.info().short.is_empty() => command.id().into(),
            Goal::Run(command) => command.info().short.into(),
            Goal::List(list) => list.name().into(),
            Goal::Find => String::new(),
        }
    }
    fn id(self) -> &'static str {
        match self {
            Goal::Run(command) => command.id(),
            Goal::List(_) | Goal::Find => "",
        }
    }
}

/// What all of it is called, the same for every palette.
static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::of(Goal::all().iter().map(|g| (g.label(), g.short(), g.synonyms(), g.id()))));

/// The open palette.
pub struct Palette {
    query: LineInput,
    goals: Vec<Goal>,
    words: &'static Words,
    shown: Vec<usize>,
    window: Window,
    /// What can be run from where it was opened, and how much sooner or later than others each is meant.
    usable: Vec<Nearness>,
    /// Where it was opened: a key is the one of that place.
    here: Vec<Context>,
    /// What the pane offers in its footer, then what was run from here last: they stand first until something is typed.
    first: Vec<Command>,
    /// The marked row may be run by Enter: it holds every word that was typed, or somebody went to it.
    sure: bool,
}

impl Palette {
    /// The palette over a pane in which keys are read in these contexts; these commands come first.
    pub fn over(contexts: &[Context], first: Vec<Command>) -> Palette {
        let goals = Goal::all();
        let mut here = contexts.to_vec();
        here.push(Context::Everywhere);
        if contexts.contains(&Context::Writing) {
            here.push(Context::Card);
        }
        let near = |goal: &Goal| match goal {
            Goal::Run(command) => Nearness::of(*command, &here),
            Goal::List(_) => Nearness { usable: true, weight: 0.4 },
            Goal::Find => Nearness { usable: false, weight: 0.0 },
        };
        let usable = goals.iter().map(near).collect();
        let (query, window) = (LineInput::new(""), Window::default());
        let shown = Vec::new();
        let mut palette = Palette { query, goals, words: &WORDS, shown, window, usable, here, first, sure: true };
        palette.narrow();
        palette
    }

    fn narrow(&mut self) {
        self.window = Window::default();
        self.sure = true;
        let typed = self.query.text().trim().to_string();
        if typed.is_empty() {
            // What the footer offers and what was used last, then what this pane does, then what can be done everywhere,
            // then the lists; moving is known.
            self.shown = (0..self.goals.len() - 1).collect();
            return self.shown.sort_by_key(|i| match self.goals[*i] {
                Goal::Run(command) => {
                    let info = command.info();
                    let everywhere = info.contexts.contains(&Context::Everywhere);
                    let first = self.first.iter().position(|c| *c == command).unwrap_or(usize::MAX);
                    (!self.usable[*i].usable, first, info.id.starts_with("move."), everywhere, false)
                }
                _ => (false, usize::MAX, false, true, true),
            });
        }
        let RankedRows { rows, sure } = self.words.find(&typed, &self.usable);
        (self.shown, self.sure) = (rows, sure);
        if !sure {
            self.shown.push(self.goals.len() - 1);
            self.sure = self.shown.len() == 1;
        }
        let ex = typed.trim_start_matches(':');
        if let Some((_, command)) = EX.iter().find(|(word, _)| *word == ex) {
            let at = Command::ALL.iter().position(|c| c == command).unwrap_or(0);
            self.shown.retain(|i| *i != at);
            self.shown.insert(0, at);
            self.sure = true;
        }
    }

    /// Moves the mark; whoever moves it means the row.
    fn go(&mut self, to: impl FnOnce(&mut Window, usize)) {
        to(&mut self.window, self.shown.len());
        self.sure = true;
    }

    /// What a query would run: the first row, and whether Enter runs it at once.
    #[cfg(test)]
    fn first(&self, n: usize) -> Vec<Goal> {
        self.shown.iter().take(n).map(|i| self.goals[*i]).collect()
    }
}

/// What words mean to the palette over a place with these contexts, best first, and whether the first holds them all.
pub fn meant(words: &str, contexts: &[Context]) -> (Vec<Goal>, bool) {
    let mut palette = Palette::over(contexts, Vec::new());
    palette.query.set(words);
    palette.narrow();
    (palette.shown.iter().map(|i| palette.goals[*i]).filter(|goal| *goal != Goal::Find).collect(), palette.sure)
}

/// The key of a command in these contexts, else wherever it is bound.
fn key_at(world: &World, command: Command, here: &[Context]) -> String {
    let key = world.keymap.keys_of(here, command).into_iter().next();
    key.unwrap_or_else(|| key_of(world, command))
}

/// The key of a command wherever it is bound, or that it has none.
pub fn key_of(world: &World, command: Command) -> String {
    let contexts = command.info().contexts;
    world.keymap.keys_of(contexts, command).into_iter().next().unwrap_or_else(|| "(no key)".into())
}

impl Pane for Palette {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Palette)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Input]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::NextMatch, Command::PrevMatch, Command::Cancel]
    }

    fn run(&mut self, command: Command, _: Option<Key>, _: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept => {
                let chosen = self.shown.get(self.window.cursor).map(|i| self.goals[*i]);
                if let (Some(goal), false) = (chosen, self.sure) {
                    self.sure = true;
                    let said = format!("no name has all these words; Enter again: “{}”", goal.label());
                    return Some(vec![Effect::Say(said)]);
                }
                let mut effects = vec![Effect::Close];
                effects.extend(chosen.map(|goal| match goal {
                    Goal::Run(command) => Effect::Run(command),
                    Goal::List(list) => Effect::Go(Place::listing(list)),
                    Goal::Find => Effect::Go(Place::Search(self.query.text().trim().to_string())),
                }));
                return Some(effects);
            }
            Command::Cancel => return Some(vec![Effect::Close]),
            Command::NextMatch | Command::Down => self.go(|window, len| window.down(1, len)),
            Command::PrevMatch | Command::Up => self.go(|window, _| window.up(1)),
            Command::PageDown => self.go(|window, len| window.down(PAGE, len)),
            Command::PageUp => self.go(|window, _| window.up(PAGE)),
            Command::TextUndo => {
                self.query.undo();
                self.narrow();
            }
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        if self.query.input(key) {
            self.narrow();
        }
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.query.paste(text);
        self.narrow();
        Some(Vec::new())
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let inside = overlay(canvas, area, "COMMANDS", area.height.saturating_sub(3).clamp(4, 16));
        if inside.height < 2 {
            return;
        }
        canvas.put(inside.x + 1, inside.y, 2, ":", canvas.theme.heading());
        let count = format!("{} of {}", self.shown.len(), self.goals.len());
        canvas.put_right(inside.x, inside.y, inside.width.saturating_sub(1), &count, canvas.theme.plain());
        let field = Rect::new(inside.x + 3, inside.y, inside.width.saturating_sub(16), 1);
        self.query.draw(canvas, field, true);
        let rows = (inside.height - 1) as usize;
        let top = self.window.top_for(rows, self.shown.len());
        for (row, i) in self.shown.iter().skip(top).take(rows).enumerate() {
            let goal = self.goals[*i];
            let marked = top + row == self.window.cursor;
            let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
            let y = inside.y + 1 + row as u16;
            let key = match goal {
                Goal::Run(command) => key_at(world, command, &self.here),
                Goal::List(_) => key_of(world, Command::GoList),
                Goal::Find => key_of(world, Command::Search),
            };
            let label = format!("{} {}", if marked { ">" } else { " " }, goal.label());
            canvas.put_full(inside.x, y, inside.width, &label, style);
            canvas.put_right(inside.x, y, inside.width.saturating_sub(2), &key, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::App,
        panes::testing::{halden, press},
    };
    use std::fs;

    fn first(saying: &str, n: usize) -> Vec<Goal> {
        let mut palette = Palette::over(&[], Vec::new());
        palette.query.paste(saying);
        palette.narrow();
        palette.first(n)
    }
    fn goal(text: &str) -> Goal {
        let list = |name: &str| Listing::all().into_iter().find(|l| l.name() == name).map(Goal::List);
        let found = match text.strip_prefix("list: ") {
            Some(name) => list(name),
            None => Command::of(text).map(Goal::Run),
        };
        found.unwrap_or_else(|| panic!("{text} is neither a command nor a list"))
    }

    #[test]
    fn what_three_users_say_is_found_first_or_second() {
        let (mut wrong, mut count) = (Vec::new(), 0);
        for user in ["auditor", "engineer", "officer"] {
            let text = fs::read_to_string(format!("{}/tests/sayings/{user}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
            for line in text.lines().filter(|l| !l.starts_with('#')) {
                let (saying, wanted) = line.split_once(" => ").unwrap();
                count += 1;
                let found = first(saying, 2);
                if !found.contains(&goal(wanted)) {
                    wrong.push(format!("{user}: {saying} => {wanted}, not {found:?}"));
                }
            }
        }
        assert_eq!(wrong, [] as [String; 0]);
        assert!(count >= 120, "{count}");
    }

    /// Of the sayings in a file, those that nothing wanted is first or second for, and how many there are.
    fn missed(file: &str) -> (Vec<String>, usize) {
        let text = fs::read_to_string(format!("{}/tests/sayings/{file}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
        let misses = |line: &&&str| {
            let (saying, wanted) = line.split_once(" => ").unwrap();
            let found = first(saying, 2);
            !wanted.split(" | ").any(|wanted| found.contains(&goal(wanted)))
        };
        (lines.iter().filter(misses).map(|line| line.to_string()).collect(), lines.len())
    }

    #[test]
    fn nine_of_ten_other_sayings_are_found_first_or_second() {
        for file in ["everyday", "others"] {
            let (missed, all) = missed(file);
            assert!(all >= 40 && missed.len() * 10 <= all, "{file}: {} of {all}: {missed:?}", missed.len());
        }
    }

    #[test]
    fn a_pane_offers_its_own_first_then_what_was_used_last() {
        let rows = |app: &App| {
            let screen = crate::panes::testing::text(app.top().unwrap(), &app.world, (80, 24));
            screen.lines().skip_while(|l| !l.contains("COMMANDS")).skip(2).map(String::from).collect::<Vec<_>>()
        };
        let mut app = App::new(halden(), Place::List(Kind::Finding, String::new()));
        press(&mut app, ":");
        let shown = rows(&app);
        assert!(shown[0].starts_with("> Open") && shown[1].contains("Fill in what the step needs"), "{shown:?}");
        let gaps = shown.iter().find(|row| row.contains("Make plan items")).unwrap();
        assert!(gaps.trim_end().ends_with(" p"), "the key is that of this place: {gaps:?}");
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, ":who owns what<Enter>q:");
        let shown = rows(&app);
        let at = |label: &str| shown.iter().position(|row| row.contains(label)).unwrap_or(usize::MAX);
        assert!(
            at("Show who owns what") < at("Undo the last change") + 8 && at("Show who owns what") < at("Redo"),
            "{shown:?}"
        );
    }

    #[test]
    fn words_that_no_command_has_are_looked_for_in_the_file() {
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, ":zzyx qwrt<Enter>");
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Search(String::new()))));
    }

    #[test]
    fn a_weak_guess_is_asked_about_before_enter_runs_it() {
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, ":quit smoking<Enter>");
        assert!(!app.is_quitting());
        assert!(app.status().is_some_and(|(said, _)| said.contains("Enter again: “Quit”")), "{:?}", app.status());
        press(&mut app, "<Enter>");
        assert!(app.is_quitting());
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, ":qi<Enter>");
        assert!(!app.is_quitting(), "letters that are scattered over a name are a guess");
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, ":incidents<Enter>");
        assert!(app.top().is_some_and(|p| p.is_at(&Place::List(Kind::Incident, String::new()))));
    }

    #[test]
    fn words_of_vim_do_what_they_mean() {
        for (typed, quits) in [("wq", true), ("q!", true), ("x", true), ("w", false)] {
            let mut app = App::new(halden(), Place::Home);
            press(&mut app, &format!(":{typed}<Enter>"));
            assert_eq!(app.is_quitting(), quits, ":{typed}");
            assert!(quits || app.status().is_some_and(|(said, _)| said.starts_with("everything is written")));
        }
        assert_eq!(first("set", 1), [Goal::Run(Command::Settings)]);
    }
}
