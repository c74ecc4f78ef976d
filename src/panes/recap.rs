//! The recap of an interview, to be read out: facts, promises, what is still to ask, and whether that was right.
//!
//! Verdicts, grades, findings and suspicions stay off it, unless the auditor asks for the verdict letters.

mod draw;
mod lines;

use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Record, Value,
        kinds::{
            answer::{self, Facts},
            interview,
        },
        rounds,
        value::join_ids,
    },
    keymap::{Code, Key},
    parts::Canvas,
    ui::{AfterText, Effect, Header, Output, Pane, Place, Plain, World, effect::WantedPaper, place::Prompt},
};
use ratatui::layout::Rect;
use std::{cell::Cell, ops::Range};

/// Lines that a page key passes over.
const PAGE: isize = 8;

/// Something on the recap that the cursor can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// What was heard to a question.
    Fact(Id),
    /// Something promised.
    Request(Id),
    /// A question that is still to be asked.
    Still(Id),
    /// What the person said to the whole.
    Said(interview::Recap),
    Correction,
    /// Findings and lines that are not read out.
    Left,
}

impl Stop {
    /// Stops of the same part of the recap have the same number.
    fn part(self) -> u8 {
        match self {
            Stop::Fact(_) => 0,
            Stop::Request(_) => 1,
            Stop::Still(_) => 2,
            Stop::Said(_) | Stop::Correction => 3,
            Stop::Left => 4,
        }
    }
}

/// The open recap.
pub struct Recap {
    interview: Id,
    at: Option<Stop>,
    /// The letters of verdicts are shown.
    verdicts: bool,
    /// First line on the screen at the last drawing.
    top: Cell<usize>,
}

impl Recap {
    pub fn new(interview: Id) -> Recap {
        Recap { interview, at: None, verdicts: false, top: Cell::new(0) }
    }

    fn answers<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        interview::answers(world.view(), self.interview)
    }
    fn stops(&self, world: &World) -> Vec<Stop> {
        lines::parts(self, world).iter().flat_map(|part| part.stops()).collect()
    }
    fn current(&self, stops: &[Stop]) -> usize {
        self.at.and_then(|at| stops.iter().position(|s| *s == at)).unwrap_or(0)
    }
    fn marked(&self, world: &World) -> Option<Stop> {
        let stops = self.stops(world);
        stops.get(self.current(&stops)).copied()
    }

    fn go(&mut self, by: isize, world: &World) -> Vec<Effect> {
        let stops = self.stops(world);
        let to = self.current(&stops).saturating_add_signed(by).min(stops.len().saturating_sub(1));
        self.at = stops.get(to).copied();
        Vec::new()
    }
    /// The first stop of the next part, round the end to the top.
    fn next_part(&mut self, world: &World) -> Vec<Effect> {
        let stops = self.stops(world);
        let now = stops.get(self.current(&stops)).map(|s| s.part());
        self.at = stops.iter().find(|s| Some(s.part()) > now).or(stops.first()).copied();
        Vec::new()
    }

    /// The setting that remembers which promises were read out.
    fn setting(&self) -> String {
        format!("read-out/{}", self.interview)
    }
    fn read_out(&self, world: &World) -> Vec<Id> {
        let kept = world.setting(&self.setting()).unwrap_or_default();
        kept.split(' ').filter_map(|id| id.parse().ok()).collect()
    }

    fn tick(&mut self, world: &World) -> Vec<Effect> {
        match self.marked(world) {
            Some(Stop::Fact(id)) => self.next_word(id, world),
            Some(Stop::Request(id)) => {
                let mut ids = self.read_out(world);
                match ids.iter().position(|i| *i == id) {
                    Some(at) => drop(ids.remove(at)),
                    None => ids.push(id),
                }
                vec![Effect::Keep(self.setting(), join_ids(&ids, " "))]
            }
            Some(Stop::Said(said)) => match world.records.live(self.interview) {
                Some(record) => {
                    let held = |r: &Record| interview::State::of(r, interview::STATE) == Some(interview::State::Held);
                    let change = rounds::recap_said(record, said, world.now);
                    let ends = !held(record) && said != interview::Recap::NotDiscussed;
                    let mut effects = vec![Effect::Save(change)];
                    if ends {
                        let said = format!("recap {}; {} is held now; u takes it back", said.label(), self.interview);
                        effects.push(Effect::Say(said));
                    }
                    effects
                }
                None => Vec::new(),
            },
            Some(Stop::Still(_)) => vec![Effect::Say("still to be asked; o opens the question".into())],
            Some(Stop::Correction) => self.correct(),
            Some(Stop::Left) => self.open(world),
            None => Vec::new(),
        }
    }

    /// What the person said to one fact: nothing, confirmed, corrected, disputed, and round again.
    fn next_word(&self, id: Id, world: &World) -> Vec<Effect> {
        let Some(record) = world.records.live(id) else { return Vec::new() };
        let next = match Facts::of(record, answer::FACTS) {
            None => Some(Facts::Confirmed),
            Some(Facts::Confirmed) => Some(Facts::Corrected),
            Some(Facts::Corrected) => Some(Facts::Disputed),
            Some(Facts::Disputed) => None,
        };
        let number = self.answers(world).iter().position(|a| a.id == id).map_or(0, |i| i + 1);
        let word = next.map_or("open again", Facts::label);
        let label = format!("facts of {} q{number} {word}", self.interview);
        let mut values = vec![(answer::FACTS, next.map_or(Value::Empty, Facts::value))];
        if next.is_none() && !record.value(answer::DISPUTE).is_empty() {
            values.push((answer::DISPUTE, Value::Empty));
        }
        let mut effects = vec![Effect::Save(Change::new(label).set(record, values))];
        if next == Some(Facts::Disputed) {
            let then = AfterText::SetField { ids: vec![id], field: answer::DISPUTE };
            let title = format!("q{number} is disputed: how did it end?");
            effects.push(Effect::Go(Prompt::ask(title, "One line; it may be left empty now.", then)));
        }
        effects
    }

    fn correct(&self) -> Vec<Effect> {
        vec![Effect::Go(Place::Field(vec![self.interview], interview::CORRECTION))]
    }

    fn open(&mut self, world: &World) -> Vec<Effect> {
        match self.marked(world) {
            Some(Stop::Fact(id) | Stop::Still(id)) => vec![Effect::Go(Place::Card(self.interview, Some(id)))],
            Some(Stop::Request(id)) => vec![Effect::Go(Place::Record(id))],
            Some(Stop::Said(_)) => self.tick(world),
            Some(Stop::Correction) => self.correct(),
            Some(Stop::Left) => vec![Effect::Go(Place::OpenItems(self.interview))],
            None => Vec::new(),
        }
    }

    /// Enter goes on to the next line; where something is to be said or looked at, it does that.
    fn enter(&mut self, world: &World) -> Vec<Effect> {
        match self.marked(world) {
            Some(Stop::Said(_) | Stop::Correction | Stop::Left) => self.open(world),
            _ => self.go(1, world),
        }
    }

    fn write(&self) -> Vec<Effect> {
        let kind = crate::document::PaperKind::Recap.id();
        let then = AfterText::Make(Output::Paper(WantedPaper::draft(kind, Some(self.interview))));
        let name = format!("{kind}-{}.md", self.interview);
        vec![Effect::Go(Prompt::with(
            "Write the recap to a file",
            format!("Facts only. {}", crate::panes::papers::endings()),
            name,
            then,
        ))]
    }
}

impl Pane for Recap {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Recap(id) if *id == self.interview)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Recap]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![Tick, Correct, SaveRecap, OtherPart, Open, CopyText, Back]
    }
    fn header(&self, world: &World) -> Header {
        let title = world.records.get(self.interview).map_or("", Record::title);
        let keys = world.keymap.keys_of(&Context::Recap.stack(), Command::HideVerdicts);
        let key = keys.first().map_or("", String::as_str);
        let shows = match self.verdicts {
            true => format!("recap, VERDICTS SHOWN ({key}: hide)"),
            false => format!("recap, facts only ({key}: verdicts)"),
        };
        Header { left: format!("{} {title}", self.interview), middle: shows }
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.interview)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.interview)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        let answers = self.answers(world);
        let findings = rounds::raised(world.view(), &answers);
        let ids = answers.iter().chain(&findings).map(|r| r.id);
        [self.interview].into_iter().chain(ids).collect()
    }

    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        Some(match command {
            Command::Down if key.is_some_and(|k| k.code == Code::Enter) => self.enter(world),
            Command::Down => self.go(1, world),
            Command::Up => self.go(-1, world),
            Command::PageDown => self.go(PAGE, world),
            Command::PageUp => self.go(-PAGE, world),
            Command::First => self.go(isize::MIN, world),
            Command::Last => self.go(isize::MAX, world),
            Command::OtherPart => self.next_part(world),
            Command::Tick => self.tick(world),
            Command::Correct => self.correct(),
            Command::Open => self.open(world),
            Command::SaveRecap => self.write(),
            Command::Paper => vec![Effect::Go(Place::Papers(Some(self.interview)))],
            Command::HideVerdicts => {
                self.verdicts = !self.verdicts;
                Vec::new()
            }
            Command::CopyText => {
                let text = lines::as_text(self, world);
                vec![Effect::Copy { what: format!("recap of {}", self.interview), text }]
            }
            _ => return None,
        })
    }

    fn touched(&mut self, _: &[Id], world: &World) {
        let stops = self.stops(world);
        if self.at.is_some_and(|at| !stops.contains(&at)) {
            self.at = stops.first().copied();
        }
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::default();
        plain.head(lines::opening(self, world));
        for part in lines::parts(self, world) {
            plain.said(part.heading);
            for piece in part.pieces {
                let text = format!("{}{}", piece.lead, piece.text);
                match piece.stop {
                    Some(_) => plain.stop(text),
                    None => plain.said(text),
                }
            }
        }
        plain.stand(self.current(&self.stops(world)));
        Some(plain)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
