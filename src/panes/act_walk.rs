//! The questions of the EU AI Act on one system, one after the other: what was answered and why, and at the end what
//! follows. Answers that were given are looked through with the same keys.

mod outcome;
mod question;

use super::{outline::Outline, register::act};
use crate::{
    command::{Command, Context},
    domain::{Change, Id, Record, kinds::system},
    framework::{
        act_facts,
        act_walk::{self, ActAnswer as Said, ActQuestion, Walk, questions},
    },
    keymap::Key,
    parts::Canvas,
    ui::{AfterText, Answer, Effect, Header, Pane, Place, Plain, TextFor, World, place::Prompt},
};
use question::{answer_of, claims_nothing, place};
use ratatui::layout::Rect;
use std::ops::Range;

/// Rows at the foot for what an answer means, and for what a duty asks.
const FOOT: u16 = 4;
const DUTY_FOOT: u16 = 7;

/// What a row leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// An answer to the question that is asked, by its place among those that are offered.
    Answer(usize),
    /// A question that was answered before, by its place in the list of all.
    Question(usize),
    /// Who decided, and the reason of the whole.
    By,
    Reason,
    /// A fact on which something hangs, a duty that follows.
    Fact(&'static str),
    Duty(&'static str),
}

/// The open walk.
pub struct ActWalk {
    id: Id,
    /// A question that is looked at again, by its place in the list of all.
    again: Option<usize>,
    /// The question for which ticks and cursor were set; none for what follows.
    shown: Option<&'static str>,
    /// Ids of the answers that are ticked, and why, until they are given.
    ticked: Vec<&'static str>,
    why: Option<String>,
    /// Somebody moved the cursor: what it stands on is meant.
    moved: bool,
    list: Outline<Target>,
}

impl ActWalk {
    pub fn new(id: Id) -> ActWalk {
        ActWalk { id, again: None, shown: None, ticked: Vec::new(), why: None, moved: false, list: Outline::default() }
    }

    fn system<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.id)
    }
    fn walk(&self, world: &World) -> Walk {
        self.system(world).map(Walk::of).unwrap_or_default()
    }
    /// The question that is asked: one that is looked at again, else the next; none when the walk is through.
    fn asked(&self, walk: &Walk) -> Option<&'static ActQuestion> {
        self.again.and_then(|at| questions().get(at)).or_else(|| walk.next())
    }
    fn why(&self, walk: &Walk) -> String {
        let before = self.asked(walk).and_then(|q| walk.answered(q)).map_or("", |a| &a.why);
        self.why.clone().unwrap_or_else(|| before.to_string())
    }

    /// Asks a question anew: nothing is ticked but what was answered before, and the cursor stands on that, else on
    /// the answer that claims nothing.
    fn ask(&mut self, again: Option<usize>, world: &World) {
        (self.again, self.why, self.moved) = (again, None, false);
        let walk = self.walk(world);
        let asked = self.asked(&walk);
        self.shown = asked.map(|q| q.id);
        let before = asked.and_then(|q| walk.answered(q));
        self.ticked = before.map_or(Vec::new(), |a| a.answers.iter().map(|answer| answer.id).collect());
        self.refresh(world);
        self.list.run(Command::First);
        let offered = asked.map_or(Vec::new(), |q| walk.offered(q));
        let ticked = offered.iter().position(|a| self.ticked.contains(&a.id));
        let start = ticked.or_else(|| offered.iter().position(|a| claims_nothing(a)));
        self.list.go_to(|t| start.is_some_and(|at| *t == Target::Answer(at)));
    }

    fn refresh(&mut self, world: &World) {
        let walk = self.walk(world);
        let width = usize::from(world.size.0).saturating_sub(4).max(20);
        let mut lines = match (self.system(world), self.asked(&walk)) {
            (None, _) => Vec::new(),
            (Some(_), Some(question)) => question::lines(&walk, question, &self.ticked, &self.why(&walk), width),
            (Some(system), None) => outcome::lines(system, world, width),
        };
        lines.extend(question::answered(&walk, width));
        self.list.set(lines);
    }

    /// The answer at the cursor, if one is asked for there.
    fn at_cursor(&self, world: &World) -> Option<&'static Said> {
        let walk = self.walk(world);
        let question = self.asked(&walk)?;
        match self.list.current()? {
            Target::Answer(i) => walk.offered(question).get(*i).copied(),
            _ => None,
        }
    }

    fn tick(&mut self, world: &World) {
        let Some(answer) = self.at_cursor(world) else { return };
        let walk = self.walk(world);
        let alone = answer.exclusive || self.asked(&walk).is_some_and(|q| !q.several);
        let was = self.ticked.contains(&answer.id);
        let exclusive = |id: &str| answer_of(id, self.asked(&walk)).is_some_and(|a| a.exclusive);
        let mut ticked = self.ticked.clone();
        ticked.retain(|id| *id != answer.id && !alone && !exclusive(id));
        if !was {
            ticked.push(answer.id);
        }
        (self.ticked, self.moved) = (ticked, true);
        self.refresh(world);
    }

    /// What is ticked, else the answer that somebody went to or that claims nothing.
    fn meant(&self, question: &ActQuestion, walk: &Walk, world: &World) -> Vec<&'static Said> {
        let ticked: Vec<&'static Said> =
            walk.offered(question).into_iter().filter(|a| self.ticked.contains(&a.id)).collect();
        let here = self.at_cursor(world).filter(|a| self.moved || self.ticked.contains(&a.id) || claims_nothing(a));
        match here {
            Some(here) if ticked.is_empty() || !question.several => vec![here],
            _ => ticked,
        }
    }

    /// Keeps an answer and goes on: looking through, to the next question on the way, else to the first open one.
    fn give(&mut self, answers: Vec<&'static Said>, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let (Some(system), Some(question)) = (self.system(world), self.asked(&walk)) else { return Vec::new() };
        if answers.is_empty() {
            return vec![Effect::Say("move to what holds, or tick it with Space; then Enter".into())];
        }
        if let Err(why) = act_walk::fits(question, &answers) {
            return vec![Effect::Say(why)];
        }
        let given = walk.with(question, answers, &self.why(&walk));
        let change = act_walk::keep(system, &walk, &given, world.now.date(), world.me());
        let next = given.after(question).filter(|q| self.again.is_some() && given.answered(q).is_some());
        self.turn(next.map(place), change, world)
    }

    /// Saves, if there is something to save, and asks another question.
    fn turn(&mut self, to: Option<usize>, change: Change, world: &World) -> Vec<Effect> {
        if change.is_empty() {
            self.ask(to, world);
            return Vec::new();
        }
        (self.again, self.why, self.ticked, self.shown) = (to, None, Vec::new(), Some(""));
        vec![Effect::Save(change)]
    }

    /// What was ticked or said at this question and not given yet, as a step; empty if there is nothing.
    fn begun(&self, walk: &Walk, world: &World) -> Change {
        let nothing = Change::new("");
        let (Some(system), Some(question)) = (self.system(world), self.asked(walk)) else { return nothing };
        let answers: Vec<&'static Said> =
            walk.offered(question).into_iter().filter(|a| self.ticked.contains(&a.id)).collect();
        match act_walk::fits(question, &answers) {
            Ok(()) => {
                let given = walk.with(question, answers, &self.why(walk));
                act_walk::keep(system, walk, &given, world.now.date(), world.me())
            }
            Err(_) => nothing,
        }
    }

    /// The question before, or the one behind; what is ticked here is kept.
    fn step(&mut self, on: bool, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let asked = self.asked(&walk);
        let to = match (on, asked) {
            (true, None) => return vec![Effect::Say("the walk is through; h looks at the answers again".into())],
            (true, Some(here)) if walk.answered(here).is_none() => {
                return vec![Effect::Say("this question is open; Enter gives the answer".into())];
            }
            (true, Some(here)) => walk.after(here).filter(|q| walk.answered(q).is_some()).map(place),
            (false, here) => {
                let before = walk.way.iter().take_while(|a| here.is_none_or(|q| a.question.id != q.id)).last();
                match before {
                    Some(before) => Some(place(before.question)),
                    None => return vec![Effect::Say("this is the first question".into())],
                }
            }
        };
        let change = self.begun(&walk, world);
        self.turn(to, change, world)
    }

    /// Yes, no or not said, in turn; an event has happened or not.
    fn say_fact(&self, fact: &'static str, holds: Option<bool>, world: &World) -> Vec<Effect> {
        let Some(system) = self.system(world) else { return Vec::new() };
        let change = act_facts::say(system, fact, holds);
        if change.is_empty() { Vec::new() } else { vec![Effect::Save(change)] }
    }
    fn turn_fact(&self, fact: &'static str, world: &World) -> Vec<Effect> {
        let said = self.system(world).and_then(|s| act_facts::said(s, fact));
        let event = crate::framework::ai_act::EVENTS.contains(&fact);
        let next = match said {
            Some(true) if event => None,
            Some(true) => Some(false),
            _ => Some(true),
        };
        self.say_fact(fact, next, world)
    }

    /// Enter: gives the answer, or does what the line is for.
    fn take(&mut self, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let field = |field: usize| vec![Effect::Go(Place::Field(vec![self.id], field))];
        match self.list.current().copied() {
            Some(Target::Question(at)) => self.ask(Some(at), world),
            Some(Target::Answer(_)) => {
                let Some(question) = self.asked(&walk) else { return Vec::new() };
                let meant = self.meant(question, &walk, world);
                return self.give(meant, world);
            }
            Some(Target::By) => return field(system::ACT_BY),
            Some(Target::Reason) => return field(system::ACT_REASON),
            Some(Target::Fact(fact)) => return self.turn_fact(fact, world),
            Some(Target::Duty(duty)) => {
                return vec![match outcome::registered(duty, self.id, world) {
                    Some(id) => Effect::Go(Place::Record(id)),
                    None => Effect::Say("not in the legal register yet; L puts the duties there".into()),
                }];
            }
            None => {}
        }
        Vec::new()
    }

    /// No: none of these answers, or the fact does not hold.
    fn none(&mut self, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let none = self.asked(&walk).and_then(|q| walk.offered(q).into_iter().find(|a| claims_nothing(a)));
        match (self.list.current().copied(), none) {
            (Some(Target::Fact(fact)), _) => self.say_fact(fact, Some(false), world),
            (_, Some(none)) => self.give(vec![none], world),
            _ => vec![Effect::Say("there is no answer “none” here".into())],
        }
    }

    /// Home and End stay among the answers of the question that is asked.
    fn edge(&mut self, last: bool, world: &World) {
        let walk = self.walk(world);
        let order = self.asked(&walk).map_or(Vec::new(), |q| question::order(&walk.offered(q)));
        let at = if last { order.last() } else { order.first() };
        let was = self.list.current().copied();
        let gone = at.is_some_and(|at| self.list.go_to(|t| *t == Target::Answer(*at)));
        if !gone || self.list.current().copied() == was {
            self.list.run(if last { Command::Last } else { Command::First });
        }
    }

    fn ask_why(&self, world: &World) -> Effect {
        let walk = self.walk(world);
        let Some(question) = self.asked(&walk) else {
            return Effect::Go(Place::Field(vec![self.id], system::ACT_REASON));
        };
        let help = "Kept with the answer when Enter gives it.";
        let then = AfterText::Tell(TextFor::WalkWhy);
        Effect::Go(Prompt::with(format!("{}: why?", question.name), help, self.why(&walk), then))
    }
}

impl Pane for ActWalk {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::ActWalk(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Walk]
    }
    fn hints(&self, world: &World) -> Vec<Command> {
        use Command::*;
        match self.asked(&self.walk(world)) {
            Some(_) => vec![WalkGive, WalkTick, WalkNot, WalkWhy, WalkBack, WalkNext, Undo, Back, Palette],
            None => vec![WalkGive, WalkTick, WalkNot, Duties, WalkWhy, WalkBack, CopyText, Undo, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        let asked = self.asked(&self.walk(world)).map(|q| format!("{} of {}", place(q) + 1, questions().len()));
        Header {
            left: format!("{}  {} {}", world.banner(), self.id, world.records.name(self.id)),
            middle: format!("EU AI Act, {}", asked.unwrap_or("what follows".into())),
        }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.id)
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.id]
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.ask(None, world);
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], world: &World) {
        // Another question is asked by now: after an answer, or after undo.
        match self.asked(&self.walk(world)).map(|q| q.id) == self.shown {
            true => self.refresh(world),
            false => self.ask(self.again, world),
        }
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let moves = matches!(command, Command::Down | Command::Up | Command::PageDown | Command::PageUp);
        self.moved |= moves || matches!(command, Command::First | Command::Last);
        match command {
            Command::Open | Command::WalkGive => return Some(self.take(world)),
            Command::WalkTick => match self.list.current().copied() {
                Some(Target::Fact(fact)) => return Some(self.turn_fact(fact, world)),
                _ => self.tick(world),
            },
            Command::WalkNot => return Some(self.none(world)),
            Command::WalkBack => return Some(self.step(false, world)),
            Command::WalkNext => return Some(self.step(true, world)),
            Command::WalkWhy => return Some(vec![self.ask_why(world)]),
            Command::First => self.edge(false, world),
            Command::Last => self.edge(true, world),
            Command::Duties => return Some(act::duties(self.id, world)),
            Command::CopyText => {
                return Some(vec![Effect::Copy { what: self.id.to_string(), text: self.list.text() }]);
            }
            _ => return self.list.run(command),
        }
        Some(Vec::new())
    }
    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        if let Answer::Text(TextFor::WalkWhy, text) = answer {
            self.why = Some(text.trim().to_string());
            self.refresh(world);
        }
        Vec::new()
    }
    fn plain(&self, _: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list.plain("This system is no longer there."))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let duty = match self.list.current() {
            Some(Target::Duty(id)) => self.system(world).map(|s| outcome::told(id, s)),
            _ => None,
        };
        let foot = self.at_cursor(world).map_or("", |a| a.detail).to_string();
        let (foot, wanted) = duty.map_or((foot, FOOT), |text| (text, DUTY_FOOT));
        let rows = if foot.is_empty() || area.height < wanted + 8 { 0 } else { wanted };
        let upper = Rect::new(area.x, area.y, area.width, area.height - rows);
        self.list.draw(canvas, upper, "This system is no longer there.");
        if rows > 0 {
            canvas.rule(upper.bottom());
            let below = Rect::new(area.x + 1, upper.bottom() + 1, area.width.saturating_sub(2), rows - 1);
            canvas.wrapped(below, &foot, canvas.theme.plain());
        }
    }
}
