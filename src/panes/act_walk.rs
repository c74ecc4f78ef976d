//! The questions of the EU AI Act on one system, one after the other: what was answered and why, and at the end marks,
//! parts, contradictions and duties with their days.

use super::{
    outline::{Line, Outline},
    register::act,
};
use crate::{
    command::{Command, Context},
    domain::{Id, Record, kinds::system, marks},
    framework::{
        act_walk::{self, Answer as Said, Question, Walk, questions},
        ai_act::Standing,
    },
    keymap::Key,
    parts::Canvas,
    shown::wrap,
    ui::{AfterText, Answer, Effect, Header, Pane, Place, Plain, TextFor, World, place::Prompt},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// Rows at the foot for what an answer means.
const FOOT: u16 = 4;

/// What a row leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// An answer to the question that is asked, by its place among those that are offered.
    Answer(usize),
    /// A question that was answered before, by its place in the list of all.
    Question(usize),
}

/// The open walk.
pub struct ActWalk {
    id: Id,
    /// A question that is looked at again, by its place in the list of all.
    again: Option<usize>,
    /// Ids of the answers that are ticked, and why, until they are given.
    ticked: Vec<&'static str>,
    why: Option<String>,
    list: Outline<Target>,
}

impl ActWalk {
    pub fn new(id: Id) -> ActWalk {
        ActWalk { id, again: None, ticked: Vec::new(), why: None, list: Outline::default() }
    }

    fn system<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.id)
    }
    fn walk(&self, world: &World) -> Walk {
        self.system(world).map(Walk::of).unwrap_or_default()
    }
    /// The question that is asked: one that is looked at again, else the next; none when the walk is through.
    fn asked(&self, walk: &Walk) -> Option<&'static Question> {
        self.again.and_then(|at| questions().get(at)).or_else(|| walk.next())
    }
    fn why(&self, walk: &Walk) -> String {
        let before = self.asked(walk).and_then(|q| walk.answered(q)).map_or("", |a| &a.why);
        self.why.clone().unwrap_or_else(|| before.to_string())
    }

    /// Asks a question anew: nothing is ticked but what was answered before.
    fn ask(&mut self, again: Option<usize>, world: &World) {
        self.again = again;
        self.why = None;
        let walk = self.walk(world);
        let before = self.asked(&walk).and_then(|q| walk.answered(q));
        self.ticked = before.map_or(Vec::new(), |a| a.answers.iter().map(|answer| answer.id).collect());
        self.refresh(world);
        self.list.run(Command::First);
    }

    fn refresh(&mut self, world: &World) {
        let walk = self.walk(world);
        let width = usize::from(world.size.0).saturating_sub(4).max(20);
        let mut lines = match (self.system(world), self.asked(&walk)) {
            (None, _) => Vec::new(),
            (Some(_), Some(question)) => self.question_lines(&walk, question, width),
            (Some(system), None) => outcome(system, world, width),
        };
        if !walk.way.is_empty() {
            lines.extend([Line::plain(""), Line::heading("ANSWERED")]);
        }
        lines.extend(walk.way.iter().map(|answered| {
            let at = questions().iter().position(|q| q.id == answered.question.id).unwrap_or_default();
            let why = if answered.why.is_empty() { String::new() } else { format!(" ({})", answered.why) };
            let text = format!("{:>2}  {}: {}{why}", at + 1, answered.question.name, answered.said());
            Line::row(text, Target::Question(at))
        }));
        self.list.set(lines);
    }

    fn question_lines(&self, walk: &Walk, question: &'static Question, width: usize) -> Vec<Line<Target>> {
        let at = questions().iter().position(|q| q.id == question.id).unwrap_or_default();
        let several = if question.several { "several may hold" } else { "one holds" };
        let head = format!(
            "QUESTION {} OF {}  {} ({}; {several})",
            at + 1,
            questions().len(),
            question.name,
            question.article
        );
        let mut lines = vec![Line::heading(head)];
        lines.extend(wrap(question.text, width).into_iter().map(Line::plain));
        lines.extend(wrap(question.help, width).into_iter().map(Line::plain));
        lines.push(Line::plain(""));
        lines.extend(walk.offered(question).iter().enumerate().map(|(i, answer)| {
            let sign = if self.ticked.contains(&answer.id) { "[x]" } else { "[ ]" };
            Line::row(format!("{sign} {}", answer.label), Target::Answer(i))
        }));
        let why = self.why(walk);
        lines.push(Line::plain(""));
        lines.extend(match why.is_empty() {
            true => vec![Line::plain("Why: nothing said yet")],
            false => wrap(&format!("Why: {why}"), width).into_iter().map(Line::plain).collect(),
        });
        lines
    }

    /// The answer at the cursor, if one is asked for there.
    fn at_cursor(&self, world: &World) -> Option<&'static Said> {
        let walk = self.walk(world);
        let question = self.asked(&walk)?;
        match self.list.current()? {
            Target::Answer(i) => walk.offered(question).get(*i).copied(),
            Target::Question(_) => None,
        }
    }

    fn tick(&mut self, world: &World) {
        let Some(answer) = self.at_cursor(world) else { return };
        let walk = self.walk(world);
        let alone = answer.exclusive || self.asked(&walk).is_some_and(|q| !q.several);
        let was = self.ticked.contains(&answer.id);
        let exclusive = |id: &str| walk_answer(id, self.asked(&walk)).is_some_and(|a| a.exclusive);
        let mut ticked = self.ticked.clone();
        ticked.retain(|id| *id != answer.id && !alone && !exclusive(id));
        if !was {
            ticked.push(answer.id);
        }
        self.ticked = ticked;
        self.refresh(world);
    }

    /// Keeps what is ticked, or the answer at the cursor, and goes on to the next question.
    fn give(&mut self, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let (Some(system), Some(question)) = (self.system(world), self.asked(&walk)) else { return Vec::new() };
        let offered = walk.offered(question);
        let mut answers: Vec<&'static Said> = offered.into_iter().filter(|a| self.ticked.contains(&a.id)).collect();
        if answers.is_empty() || !question.several {
            answers = self.at_cursor(world).into_iter().collect();
        }
        if let Err(why) = act_walk::fits(question, &answers) {
            return vec![Effect::Say(why)];
        }
        let given = walk.with(question, answers, &self.why(&walk));
        let change = act_walk::keep(system, &walk, &given, world.now.date());
        let ends = given.is_through() && !change.is_empty();
        (self.again, self.why, self.ticked) = (None, None, Vec::new());
        let mut effects = Vec::new();
        match change.is_empty() {
            true => self.ask(None, world),
            false => effects.push(Effect::Save(change)),
        }
        if ends {
            effects.push(Effect::Go(Place::Field(vec![self.id], system::ACT_BY)));
        }
        effects
    }

    fn back(&mut self, world: &World) -> Vec<Effect> {
        let walk = self.walk(world);
        let asked = self.asked(&walk).map(|q| q.id);
        let before = walk.way.iter().take_while(|a| Some(a.question.id) != asked).last();
        match before.and_then(|b| questions().iter().position(|q| q.id == b.question.id)) {
            Some(at) => self.ask(Some(at), world),
            None => return vec![Effect::Say("this is the first question".into())],
        }
        Vec::new()
    }
}

fn walk_answer(id: &str, question: Option<&'static Question>) -> Option<&'static Said> {
    question?.answers.iter().find(|a| a.id == id)
}

/// What follows from the walk, as the record of the system says it now.
fn outcome(system: &Record, world: &World, width: usize) -> Vec<Line<Target>> {
    let standing = Standing::of(system);
    let held = marks::held(&standing.marks, &standing.facts);
    let by = system.one(system::ACT_BY).map_or("nobody yet".into(), |id| world.records.name(id));
    let on = system.date(system::ACT_DECIDED).map_or(String::new(), |day| format!(" on {day}"));
    let mut lines = vec![Line::heading("WHAT FOLLOWS")];
    lines.extend(wrap(marks::NO_ADVICE, width).into_iter().map(Line::plain));
    lines.push(Line::plain(format!("Decided by {by}{on}")));
    let mut part = |head: String, rows: Vec<String>| {
        lines.extend([Line::plain(""), Line::heading(head)]);
        lines.extend(rows.iter().flat_map(|row| wrap(row, width)).map(|row| Line::plain(format!("  {row}"))));
    };
    let named = held.iter().map(|code| marks::named(code).to_string()).collect();
    part("MARKS".into(), named);
    let roles = system.words(system::ACT_ROLES_HELD);
    let roles: Vec<String> = roles.map(|code| crate::domain::words::label(marks::ROLES, code).to_string()).collect();
    part("PARTS WE PLAY".into(), if roles.is_empty() { vec!["none".into()] } else { roles });
    let against = system::contradictions(system);
    if !against.is_empty() {
        part("CONTRADICTIONS".into(), against.iter().map(|c| c.to_string()).collect());
    }
    let duties = standing.duties();
    let rows = duties.iter().map(|duty| {
        let from = standing.from(duty);
        let day = match standing.waits_for(duty) {
            Some(_) => "stands by".to_string(),
            None => from.map_or(String::new(), |(day, _)| day.to_string()),
        };
        let sure = from.is_none_or(|(_, sure)| sure) && duty.confidence == "high";
        format!("{day:<10} {}: {}{}", duty.article, duty.title, if sure { "" } else { " (low confidence)" })
    });
    let rows: Vec<String> = rows.collect();
    part(format!("DUTIES  {}, L puts them into the legal register", rows.len()), rows);
    lines
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
            Some(_) => vec![Open, WalkTick, WalkWhy, WalkBack, Undo, Back, Palette],
            None => vec![Open, Duties, WalkBack, CopyText, Undo, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        Header {
            left: format!("{}  {} {}", world.banner(), self.id, world.records.name(self.id)),
            middle: "questions of the EU AI Act".into(),
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
    fn touched(&mut self, ids: &[Id], world: &World) {
        match ids.contains(&self.id) {
            true => self.ask(self.again, world),
            false => self.refresh(world),
        }
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open => match self.list.current().copied() {
                Some(Target::Question(at)) => self.ask(Some(at), world),
                Some(Target::Answer(_)) => return Some(self.give(world)),
                None => {}
            },
            Command::WalkTick => self.tick(world),
            Command::WalkBack => return Some(self.back(world)),
            Command::WalkWhy => {
                let walk = self.walk(world);
                let Some(question) = self.asked(&walk) else {
                    return Some(vec![Effect::Say("the walk is through; Enter on an answer asks it again".into())]);
                };
                let help = "Kept with the answer when Enter gives it.";
                let then = AfterText::Tell(TextFor::WalkWhy);
                return Some(vec![Effect::Go(Prompt::with(
                    format!("{}: why?", question.name),
                    help,
                    self.why(&walk),
                    then,
                ))]);
            }
            Command::Duties => return Some(vec![act::duties(self.id, world)]),
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
        let foot = self.at_cursor(world).map_or("", |a| a.detail);
        let rows = if foot.is_empty() || area.height < 3 * FOOT { 0 } else { FOOT };
        let upper = Rect::new(area.x, area.y, area.width, area.height - rows);
        self.list.draw(canvas, upper, "This system is no longer there.");
        if rows > 0 {
            canvas.rule(upper.bottom());
            let below = Rect::new(area.x + 1, upper.bottom() + 1, area.width.saturating_sub(2), rows - 1);
            canvas.wrapped(below, foot, canvas.theme.plain());
        }
    }
}
