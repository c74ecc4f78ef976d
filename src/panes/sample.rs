//! The samples of a question, over the card: what was drawn, one key a result, and how it was drawn.

mod draw;
mod drawing;

use crate::{
    command::{Command, Context},
    domain::{
        Id, Kind, Record, Value, gate,
        kinds::{
            answer,
            drawn::{self, Outcome},
            finding,
            sample::{self, Method},
        },
        workflow,
    },
    keymap::Key,
    parts::{Canvas, Window},
    ui::{AfterText, Answer, Covers, Effect, Pane, Place, RowsFor, TextFor, World, place::Prompt},
};
use ratatui::layout::Rect;

pub use drawing::{chosen, named, whence};

/// The samples of one answer.
pub struct Samples {
    answer: Id,
    /// The sample that is shown; the latest one without.
    at: Option<Id>,
    window: Window,
    /// The method that waits for its items to be chosen by hand, and the chosen ones.
    by_hand: Option<(Method, Vec<usize>)>,
}

impl Samples {
    pub fn new(answer: Id) -> Samples {
        Samples { answer, at: None, window: Window::default(), by_hand: None }
    }
    fn all<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        sample::of_answer(world.view(), self.answer)
    }
    fn sample<'a>(&self, world: &'a World) -> Option<&'a Record> {
        let all = self.all(world);
        all.iter().find(|s| Some(s.id) == self.at).or(all.last()).copied()
    }
    fn items<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        let view = world.view();
        let of = |s: &Record| sample::items(view, s.id);
        let mut items = self.sample(world).map(of).unwrap_or_default();
        items.retain(|i| !sample::is_replaced(view, i.id));
        items
    }
    fn item<'a>(&self, world: &'a World) -> Option<&'a Record> {
        let items = self.items(world);
        items.get(self.window.cursor.min(items.len().saturating_sub(1))).copied()
    }

    /// The result of the marked item; the cursor goes on to the next one.
    fn result(&mut self, outcome: Option<Outcome>, world: &World) -> Vec<Effect> {
        let Some(item) = self.item(world) else { return Vec::new() };
        let change = workflow::sample::result(world.view(), item, outcome);
        if outcome.is_some() {
            self.window.down(1, self.items(world).len());
        }
        vec![Effect::Save(change)]
    }

    fn next_sample(&mut self, world: &World) -> Vec<Effect> {
        let all = self.all(world);
        let now = self.sample(world).and_then(|s| all.iter().position(|a| a.id == s.id)).unwrap_or(0);
        if all.len() < 2 {
            return vec![Effect::Say("this question has one sample".into())];
        }
        self.at = Some(all[(now + 1) % all.len()].id);
        self.window.first();
        Vec::new()
    }

    fn open(&self, world: &World) -> Vec<Effect> {
        let record = self.item(world).map(|i| i.one(drawn::RECORD).unwrap_or(i.id));
        record.map(|id| Effect::Go(Place::Record(id))).into_iter().collect()
    }

    fn own(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        use Command::*;
        Some(match command {
            SampleOk => self.result(Some(Outcome::AsAsked), world),
            SampleFails => self.result(Some(Outcome::Exception), world),
            SampleMissing => self.result(Some(Outcome::Missing), world),
            SampleClear => self.result(None, world),
            SampleReplace => {
                let title = self.item(world).map(|i| format!("{}: why can it not be looked at?", i.title()));
                let help = "The next item of the draw takes its place; the reason is printed.";
                let ask = |title| Effect::Go(Prompt::ask(title, help, AfterText::Tell(TextFor::Replacement)));
                title.map(ask).into_iter().collect()
            }
            SampleNote => {
                let item = self.item(world);
                item.map(|i| Effect::Go(Place::Field(vec![i.id], drawn::NOTE))).into_iter().collect()
            }
            SampleMethod => vec![Effect::Go(drawing::methods(self.sample(world)))],
            SampleSize => {
                let now = self.sample(world).and_then(|s| s.number(sample::SIZE)).unwrap_or(0);
                let help = format!(
                    "A number, then why if you like: 5 all of last month. Empty: {}.",
                    crate::domain::sampling::RULE
                );
                vec![Effect::Go(Prompt::with("How many?", help, now.to_string(), AfterText::Tell(TextFor::SampleSize)))]
            }
            SampleSeed => {
                let seed = self.sample(world).map_or(String::new(), |s| s.text(sample::SEED).to_string());
                let help = "Any word. Who has it and the list draws the same; empty makes a new one.";
                vec![Effect::Go(Prompt::with("Seed", help, seed, AfterText::Tell(TextFor::SampleSeed)))]
            }
            SampleList => {
                let listed = self.sample(world).filter(|s| s.text(sample::REGISTER).is_empty());
                match listed {
                    Some(s) => vec![Effect::Go(Place::Field(vec![s.id], sample::LIST))],
                    None => vec![Effect::Say("it is drawn from a register of this file; + draws from a list".into())],
                }
            }
            SampleDraw => self.again(|_| {}, world),
            SampleNew => vec![Effect::Go(drawing::whence(self.answer, world))],
            _ => return None,
        })
    }
}

impl Pane for Samples {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Samples(id) if *id == self.answer)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Sample]
    }
    fn hints(&self, world: &World) -> Vec<Command> {
        use Command::*;
        match (self.sample(world), self.items(world).is_empty()) {
            (Some(s), true) if s.text(sample::REGISTER).is_empty() => vec![SampleList, SampleDraw, SampleMethod, Back],
            _ => vec![
                SampleOk,
                SampleFails,
                SampleMissing,
                SampleNote,
                SampleReplace,
                SampleMethod,
                SampleSize,
                SampleSeed,
                SampleNew,
                Back,
            ],
        }
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.answer)
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.item(world).or(self.sample(world)).map(|r| r.id)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        let findings = world.records.linked(self.answer, Kind::Finding, finding::ANSWER).map(|f| f.id);
        self.all(world).iter().map(|s| s.id).chain(findings).collect()
    }
    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        use Command::*;
        let needs_item =
            matches!(command, SampleOk | SampleFails | SampleMissing | SampleClear | SampleReplace | SampleNote | Open);
        let writes = needs_item && command != Open
            || matches!(command, SampleMethod | SampleSize | SampleSeed | SampleList | SampleDraw | SampleNew);
        if let Some(why) = gate::locked(&world.view(), self.answer).filter(|_| writes) {
            return Err(why);
        }
        match self.item(world) {
            None if needs_item => Err("nothing is drawn yet; D draws from the list".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let len = self.items(world).len();
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::OtherPart => return Some(self.next_sample(world)),
            Command::Open => return Some(self.open(world)),
            Command::Back => return Some(vec![Effect::Close]),
            other => return self.own(other, world),
        }
        Some(Vec::new())
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let plain = |text: &str| text.trim().to_string();
        match answer {
            Answer::Text(TextFor::Replacement, why) => {
                let made = self.item(world).map(|i| workflow::sample::replacement(world.view(), i, &why));
                match made {
                    Some(Ok(change)) => vec![Effect::Save(change)],
                    Some(Err(why)) => vec![Effect::Warn(why)],
                    None => Vec::new(),
                }
            }
            Answer::Text(TextFor::SampleSize, text) => {
                let (number, why) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
                match number.parse::<usize>() {
                    _ if number.is_empty() => self.again(|plan| plan.size = None, world),
                    Ok(size) if size > 0 => self.again(|plan| (plan.size, plan.why) = (Some(size), plain(why)), world),
                    _ => vec![Effect::Say(format!("“{number}” is no size: a whole number from 1"))],
                }
            }
            Answer::Text(TextFor::SampleSeed, text) => {
                let seed = Some(plain(&text)).filter(|s| !s.is_empty());
                self.again(|plan| plan.seed = seed, world)
            }
            Answer::Text(TextFor::SampleWhy, text) => match self.by_hand.take() {
                Some((method, chosen)) => {
                    self.again(|plan| (plan.method, plan.chosen, plan.why) = (method, chosen, plain(&text)), world)
                }
                None => Vec::new(),
            },
            Answer::Rows(RowsFor::SampleMethod, rows) => self.method_chosen(rows.first().copied(), world),
            Answer::Rows(RowsFor::SampleItems, rows) => self.items_chosen(rows),
            Answer::Rows(RowsFor::SampleOf(_), rows) => drawing::chosen(self.answer, rows.first().copied(), world),
            Answer::Text(what @ (TextFor::SampleCount | TextFor::SampleOfList), text) => {
                self.at = None;
                drawing::named(self.answer, what, &text, world)
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}

/// How the samples of a question stand, for the card: `SA-01 3 of 4 looked at, 1 exception`.
pub fn lines(world: &World, answer: &Record) -> Vec<String> {
    let view = world.view();
    let told = |s: &&Record| format!("{} {}", s.id, sample::told(view, s));
    sample::of_answer(view, answer.id).iter().map(told).collect()
}

/// The moment as a text of which a seed is made.
fn moment(world: &World) -> String {
    format!("{} {} {}", world.now.utc, world.tick, world.actor)
}

/// The auditor of the interview in which a question is asked.
fn auditor(answer: Id, world: &World) -> Option<Id> {
    let talk = world.records.get(answer)?.one(answer::INTERVIEW)?;
    world.records.get(talk)?.one(crate::domain::kinds::interview::AUDITOR)
}

/// What is drawn from, as it stands with a sample.
fn source_of(sample: &Record) -> workflow::sample::SampleSource {
    use workflow::sample::SampleSource;
    let register = sample.text(sample::REGISTER);
    if let Some(kind) = Kind::ALL.iter().find(|k| !register.is_empty() && k.spec().plural == register) {
        return SampleSource::Register(*kind);
    }
    let of = sample.title().to_string();
    match (sample.value(sample::LIST), sample.number(sample::POPULATION)) {
        (Value::Empty, Some(count)) => SampleSource::Count(of, count.max(0) as usize),
        _ => SampleSource::List(of, crate::domain::sampling::lines(sample.text(sample::LIST))),
    }
}
