//! A sheet before it is taken in: what one row is, what its headings and words mean, what would come and what is
//! doubtful; then one step that one undo takes back.
//!
//! It is read beside the loop ([`Effect::ReadSheet`]), again after every round of answers; nothing is written before
//! `T`.

mod kinds;
mod map;
mod preview;
mod sheets;
mod steps;
mod taking;
mod words;

use crate::{
    command::{Command, Context},
    domain::{Id, Kind},
    exchange::{GivenAnswers, SheetAsked, SheetFrom, SheetOutcome, SheetRead, sheets::SheetReading},
    keymap::{Code, Key},
    parts::{Canvas, Window},
    ui::{AfterText, Answer, Effect, Fetched, Header, Pane, Place, RowsFor, TextFor, World, place::Prompt},
};
use kinds::Kinds;
use map::Map;
use preview::Shown;
use ratatui::layout::Rect;
use sheets::Sheets;
use steps::Done;
use words::Words;

/// Asks for the file.
pub fn ask() -> Place {
    let help = "Path of a sheet: CSV, XLSX or ODS. What its rows and headings are is found out, and asked where it is not sure; \
                it is shown before anything is taken in.";
    Prompt::ask("Import from", help, AfterText::Import)
}

/// What is on the screen.
enum Step {
    /// It is being read, or was to be.
    Reading,
    /// Reading it was stopped, or something else is being made.
    Stopped,
    /// It cannot be read.
    Fault(String),
    Sheets(Sheets),
    Kinds(Kinds),
    Map(Map),
    Words(Words),
    Preview(Shown),
}

/// Where to go once the sheet is read again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// To what has to be said first, else to the preview.
    Next,
    Map,
    Words,
    Preview,
}

/// The open import.
pub struct Import {
    from: SheetFrom,
    /// What was said here; what was said before is in what was read.
    said: GivenAnswers,
    step: Step,
    read: Option<Box<SheetReading>>,
    /// Every row is here as it stands.
    same: bool,
    then: Then,
    /// What was asked to be read and is not yet.
    asked: Option<GivenAnswers>,
    opened: bool,
    /// Why the last key did nothing.
    refused: String,
}

impl Import {
    pub fn new(from: SheetFrom, kind: Option<Kind>) -> Import {
        Import {
            from,
            said: GivenAnswers { kind, ..GivenAnswers::default() },
            step: Step::Reading,
            read: None,
            same: false,
            then: Then::Next,
            asked: None,
            opened: false,
            refused: String::new(),
        }
    }

    /// Reads the sheet with what was said by now.
    fn reads(&mut self, then: Then) -> Vec<Effect> {
        (self.step, self.then, self.asked) = (Step::Reading, then, Some(self.said.clone()));
        vec![Effect::ReadSheet(SheetAsked { from: self.from.clone(), said: self.said.clone() })]
    }

    fn take_read(&mut self, read: SheetRead) {
        self.same = read.same;
        match read.outcome {
            SheetOutcome::WhichSheet(sheets) => self.step = Step::Sheets(Sheets::of(sheets, None)),
            SheetOutcome::WhichKind { kinds, row } => self.step = Step::Kinds(Kinds::asked(kinds, row)),
            SheetOutcome::Read(reading) => {
                self.step = match self.then {
                    Then::Map => Step::Map(Map::of(&reading)),
                    Then::Next if reading.open().next().is_some() => Step::Map(Map::of(&reading)),
                    Then::Next | Then::Words if !reading.words.is_empty() => Step::Words(Words::of(&reading)),
                    _ => Step::Preview(Shown::of(&reading)),
                };
                self.read = Some(reading);
            }
        }
    }

    /// One step back; from the first one out, with the answers kept for the next time.
    fn back(&mut self) -> Vec<Effect> {
        self.gather();
        let Some(reading) = &self.read else { return self.leave() };
        match &self.step {
            Step::Preview(_) if !reading.words.is_empty() => self.reads(Then::Words),
            Step::Preview(_) | Step::Words(_) if !self.said.map.is_empty() || reading.open().next().is_some() => {
                self.reads(Then::Map)
            }
            Step::Kinds(_) | Step::Sheets(_) => {
                self.step = Step::Map(Map::of(reading));
                Vec::new()
            }
            _ => self.leave(),
        }
    }

    fn leave(&mut self) -> Vec<Effect> {
        let kept = self.remembers();
        let said = if kept.is_some() { "nothing was taken in; the answers are kept" } else { "nothing was taken in" };
        kept.into_iter().chain([Effect::Close, Effect::Say(said.into())]).collect()
    }

    /// Keeps what was said about these headings, if anything was.
    fn remembers(&self) -> Option<Effect> {
        let reading = self.read.as_ref().filter(|_| !self.said.is_empty())?;
        let said = self.said.clone().over(reading.said.clone());
        Some(Effect::Remember(reading.shape(), said.for_next_time(reading.kind)))
    }

    /// A key of any step on which something was read.
    fn everywhere(&mut self, key: Key) -> Option<Vec<Effect>> {
        if let Code::Char('K' | 'm' | 'w' | 'P') = key.code {
            self.gather();
        }
        let reading = self.read.as_ref()?;
        match key.code {
            Code::Char('S') if reading.content.sheets.len() > 1 => {
                self.step = Step::Sheets(Sheets::of(reading.content.sheets.clone(), reading.content.sheet));
                Some(Vec::new())
            }
            Code::Char('K') => {
                self.step = Step::Kinds(Kinds::all(reading.kind, reading.row));
                Some(Vec::new())
            }
            Code::Char('r') => {
                let help = "Number of the row in which the headings stand.";
                Some(vec![Effect::Go(Prompt::ask("Headings in row", help, AfterText::Tell(TextFor::HeadingRow)))])
            }
            Code::Char('m') => Some(self.reads(Then::Map)),
            Code::Char('w') if reading.words.is_empty() && self.said.words.is_empty() => {
                Some(vec![Effect::Say("no word of this sheet has to be said".into())])
            }
            Code::Char('w') => {
                // What was answered here is asked again.
                if reading.words.is_empty() {
                    self.said.words.clear();
                }
                Some(self.reads(Then::Words))
            }
            Code::Char('P') => Some(self.reads(Then::Preview)),
            _ => None,
        }
    }

    /// A number of the row of headings.
    fn row_said(&mut self, text: &str) -> Vec<Effect> {
        match text.trim().parse() {
            Ok(row) if row > 0 => {
                self.said = GivenAnswers { kind: self.said.kind, row: Some(row), ..self.of_the_sheet() };
                self.read = None;
                self.reads(Then::Next)
            }
            _ => vec![Effect::Say(format!("“{}” is no number of a row", text.trim()))],
        }
    }

    fn kind_said(&mut self, kind: Kind) -> Vec<Effect> {
        self.said = GivenAnswers { kind: Some(kind), row: self.said.row, ..self.of_the_sheet() };
        self.reads(Then::Next)
    }

    /// Another sheet is another table: nothing of what was said holds for it.
    fn sheet_said(&mut self, name: String) -> Vec<Effect> {
        (self.said, self.read) = (GivenAnswers { sheet: Some(name), ..GivenAnswers::default() }, None);
        self.reads(Then::Next)
    }

    /// Nothing but which sheet it is.
    fn of_the_sheet(&self) -> GivenAnswers {
        GivenAnswers { sheet: self.said.sheet.clone(), ..GivenAnswers::default() }
    }
}

/// Moves a cursor over so many lines.
fn step(window: &mut Window, command: Command, rows: u16, len: usize) -> Option<()> {
    match command {
        Command::Down => window.down(1, len),
        Command::Up => window.up(1),
        Command::PageDown | Command::Toggle => window.down(rows.max(1).into(), len),
        Command::PageUp => window.up(rows.max(1).into()),
        Command::First => window.first(),
        Command::Last => window.last(len),
        _ => return None,
    }
    Some(())
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
        let what = match &self.step {
            Step::Preview(_) | Step::Reading | Step::Stopped | Step::Fault(_) => "",
            Step::Sheets(_) => "  sheet",
            Step::Kinds(_) => "  kind",
            Step::Map(_) => "  headings",
            Step::Words(_) => "  words",
        };
        let middle = if world.size.0 < 100 { "" } else { "nothing is written" };
        let left = format!("{}  import  {}{what}", world.banner(), self.from.name());
        Header { left, middle: middle.into() }
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        match std::mem::replace(&mut self.opened, true) {
            true => Vec::new(),
            false => self.reads(Then::Next),
        }
    }
    fn fetched(&mut self, fetched: Fetched, _: &World) -> Result<Vec<Effect>, Fetched> {
        match fetched {
            Fetched::Sheet(asked, read) if asked.from == self.from && self.asked.as_ref() == Some(&asked.said) => {
                self.asked = None;
                match read {
                    Ok(read) => self.take_read(*read),
                    Err(why) => self.step = Step::Fault(why),
                }
                Ok(Vec::new())
            }
            Fetched::Stopped(asked) if asked.from == self.from && self.asked.as_ref() == Some(&asked.said) => {
                (self.asked, self.step) = (None, Step::Stopped);
                Ok(Vec::new())
            }
            other => Err(other),
        }
    }
    fn receive(&mut self, answer: Answer, _: &World) -> Vec<Effect> {
        match (answer, &mut self.step) {
            (Answer::Text(TextFor::HeadingRow, text), _) => self.row_said(&text),
            (Answer::Rows(RowsFor::SheetField, rows), Step::Map(map)) => {
                map.found(&rows);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The records are others now: what was asked about is made anew.
    fn touched(&mut self, _: &[Id], _: &World) {
        if let Step::Preview(shown) = &mut self.step {
            shown.forget();
        }
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        match (&self.step, &self.read) {
            (Step::Preview(shown), Some(reading)) => shown.needs(reading),
            _ => Vec::new(),
        }
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        self.refused.clear();
        let rows = world.size.1.saturating_sub(8);
        match command {
            Command::Cancel | Command::Back => return Some(self.back()),
            Command::Accept | Command::Open => return Some(self.accept()),
            _ => {}
        }
        match &mut self.step {
            Step::Sheets(sheets) => sheets.moved(command, rows),
            Step::Kinds(kinds) => kinds.moved(command),
            Step::Map(map) => map.moved(command, rows),
            Step::Words(words) => words.moved(command, rows),
            Step::Preview(shown) => shown.moved(command, rows),
            Step::Reading | Step::Stopped | Step::Fault(_) => Some(()),
        }
        .map(|()| Vec::new())
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.refused.clear();
        let done = match &mut self.step {
            Step::Kinds(kinds) => {
                let kind = kinds.letter(key)?;
                return Some(self.kind_said(kind));
            }
            Step::Map(map) => map.input(key),
            Step::Words(words) => words.input(key),
            Step::Preview(_) => match self.preview_key(key, world) {
                Some(effects) => return Some(effects),
                None => Done::NotMine,
            },
            Step::Reading | Step::Stopped | Step::Fault(_) | Step::Sheets(_) => Done::NotMine,
        };
        match done {
            Done::NotMine => self.everywhere(key),
            other => Some(self.done(other)),
        }
    }

    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let inside = Rect::new(area.x.saturating_add(1), area.y, area.width.saturating_sub(2), area.height);
        let text = match &self.step {
            Step::Reading if self.asked.is_some() => {
                format!("reading {} … Esc stops it; nothing is written.", self.from.name())
            }
            Step::Reading => format!("{} was not read. Enter reads it, Esc goes back.", self.from.name()),
            Step::Stopped => {
                format!("Reading {} was stopped; nothing was written. Enter reads it, Esc goes back.", self.from.name())
            }
            Step::Fault(why) => format!("{} cannot be taken in: {why}. Esc goes back.", self.from.name()),
            _ => return self.draw_step(canvas, inside),
        };
        canvas.wrapped(inside, &text, canvas.theme.plain());
    }
}

#[cfg(test)]
mod tests;
