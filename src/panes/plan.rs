//! The question list of an interview: what to ask, in which order, with the guide of the marked question.
//!
//! A planned question is an answer that nobody has looked at yet; asking and judging is the card's matter.

mod add;
mod draw;

use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Record, Value, gate,
        kinds::{YES, answer, interview},
        rounds,
    },
    framework,
    keymap::{Code, Key},
    parts::{Canvas, LineInput, Window, matching},
    ui::{AfterText, Answer, Effect, Header, Pane, Place, Plain, RowsFor, TextFor, World, place::Prompt},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// Distance between the positions of two questions.
pub const STEP: i64 = rounds::STEP;

/// The highest position in an interview, 0 if it has no question.
pub fn last_position(world: &World, interview: Id) -> i64 {
    rounds::last_position(world.view(), interview)
}

/// The values of the same question asked again in an interview; see [`rounds::copy_of`].
pub fn copy_of(answer: &Record, interview: Id, position: i64) -> Vec<(usize, Value)> {
    rounds::copy_of(answer, interview, position)
}

/// A new question right after another one, or at the end; see [`rounds::insert_after`].
pub fn insert_after(world: &World, interview: Id, after: Option<Id>, values: Vec<(usize, Value)>) -> Change {
    rounds::insert_after(world.view(), interview, after, values)
}

pub use add::{counted, left_out_sentence, new_questions, questions_of};
pub(super) use draw::with;

/// The open list.
pub struct Plan {
    interview: Id,
    /// The marked question.
    at: Option<Id>,
    window: Window,
    page: std::cell::Cell<usize>,
    filter: String,
    typing: Option<LineInput>,
    /// The filter that an Esc took away, in case it was none.
    before_esc: Option<(Option<LineInput>, String)>,
    /// What the rows of the open menu stand for.
    picks: Vec<add::Pick>,
}

impl Plan {
    pub fn new(interview: Id) -> Plan {
        Plan {
            interview,
            at: None,
            window: Window::default(),
            page: std::cell::Cell::new(10),
            filter: String::new(),
            typing: None,
            before_esc: None,
            picks: Vec::new(),
        }
    }

    /// The questions that pass the filter, each with its number in the interview.
    fn rows<'a>(&self, world: &'a World) -> Vec<(usize, &'a Record)> {
        let all = interview::answers(world.view(), self.interview);
        let text = |a: &&Record| {
            let item = a.one(answer::ITEM).map_or(String::new(), |id| world.records.name(id));
            let reference = a.one(answer::ITEM).map_or(String::new(), |id| id.to_string());
            format!("{} {reference} {item}", a.title())
        };
        let mut found = match self.filter.trim() {
            "" => (0..all.len()).collect(),
            words => matching::best(words, all.iter().map(text)),
        };
        found.sort_unstable();
        found.into_iter().map(|i| (i + 1, all[i])).collect()
    }
    /// The row with the cursor; the first one until another is marked.
    fn cursor(&self, rows: &[(usize, &Record)]) -> usize {
        let known = self.at.and_then(|at| rows.iter().position(|(_, a)| a.id == at));
        known.unwrap_or(self.window.cursor).min(rows.len().saturating_sub(1))
    }
    /// Puts the cursor on the marked question, or marks the one under the cursor if that is not in the list.
    fn sync(&mut self, world: &World) {
        let rows = self.rows(world);
        self.window.cursor = self.cursor(&rows);
        self.at = rows.get(self.window.cursor).map(|(_, a)| a.id);
    }
    fn marked<'a>(&self, world: &'a World) -> Option<(usize, &'a Record)> {
        let rows = self.rows(world);
        rows.get(self.cursor(&rows)).copied()
    }

    fn move_cursor(&mut self, command: Command, world: &World) -> bool {
        let rows = self.rows(world);
        let len = rows.len();
        self.window.cursor = self.cursor(&rows);
        match command {
            Command::Down | Command::NextMatch => self.window.down(1, len),
            Command::Up | Command::PrevMatch => self.window.up(1),
            Command::PageDown => self.window.down(self.page.get(), len),
            Command::PageUp => self.window.up(self.page.get()),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            _ => return false,
        }
        self.at = rows.get(self.window.cursor).map(|(_, a)| a.id);
        true
    }

    fn run_filter(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        if self.move_cursor(command, world) {
            return Some(Vec::new());
        }
        match command {
            Command::Accept => self.typing = None,
            Command::Cancel => {
                self.before_esc = Some((self.typing.take(), self.filter.clone()));
                self.filter.clear();
                self.sync(world);
            }
            Command::TextUndo => {
                let input = self.typing.as_mut()?;
                input.undo();
                self.filter = input.text().to_string();
                self.sync(world);
            }
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Enter opens the card at the marked question; the other key begins, or goes on where it was left.
    fn hold(&self, key: Option<Key>, world: &World) -> Vec<Effect> {
        let here = key.is_some_and(|k| k.code == Code::Enter);
        let at = self.marked(world).map(|(_, a)| a.id).filter(|_| here);
        vec![Effect::Go(Place::Card(self.interview, at))]
    }

    fn drop_question(&mut self, world: &World) -> Vec<Effect> {
        let rows = self.rows(world);
        let cursor = self.cursor(&rows);
        let Some((n, a)) = rows.get(cursor) else { return Vec::new() };
        let next = rows.get(cursor + 1).or(cursor.checked_sub(1).and_then(|i| rows.get(i)));
        self.at = next.map(|(_, a)| a.id);
        let mut had = Vec::new();
        if !a.value(answer::NOTE).is_empty() {
            had.push("a note");
        }
        if answer::verdict(a) != answer::Verdict::NotLookedAt {
            had.push("a verdict");
        }
        let had = if had.is_empty() { String::new() } else { format!("; it had {}", had.join(" and ")) };
        let label = format!("question {n} of {} dropped", self.interview);
        vec![Effect::Save(Change::new(label).hide(a)), Effect::Say(format!("q{n} dropped{had}; u brings it back"))]
    }

    fn shift(&self, up: bool, world: &World) -> Vec<Effect> {
        let Some((_, a)) = self.marked(world) else { return Vec::new() };
        match rounds::move_question(world.view(), self.interview, a.id, up) {
            Some(change) => vec![Effect::Save(change)],
            None => vec![Effect::Say(format!("this is the {} question", if up { "first" } else { "last" }))],
        }
    }

    fn toggle_key(&self, world: &World) -> Vec<Effect> {
        let Some((n, a)) = self.marked(world) else { return Vec::new() };
        let key = a.choice(answer::KEY) == Some(YES);
        let label = format!("q{n} of {} {}", self.interview, if key { "no key question" } else { "a key question" });
        let value = if key { Value::Empty } else { Value::Choice(YES) };
        vec![Effect::Save(Change::new(label).set(a, vec![(answer::KEY, value)]))]
    }

    fn copy(&self, world: &World) -> Vec<Effect> {
        let rows = self.rows(world);
        let name = world.records.get(self.interview).map_or("", Record::title);
        let mut text = format!("{} {name}\n", self.interview);
        for (n, a) in &rows {
            let item = a.one(answer::ITEM).map_or(String::new(), |id| format!("{id}  "));
            text.push_str(&format!("{n}. {item}{}\n", a.title()));
        }
        vec![Effect::Copy { what: format!("{} questions", rows.len()), text }]
    }

    /// What changes the list of questions.
    fn changes(command: Command) -> bool {
        use Command::*;
        matches!(command, Propose | QuestionPick | QuestionAdd | QuestionDrop | QuestionUp | QuestionDown | QuestionKey)
    }
    fn needs_question(command: Command) -> bool {
        use Command::*;
        matches!(command, QuestionDrop | QuestionUp | QuestionDown | QuestionKey | Open | CopyText)
    }
}

impl Pane for Plan {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Plan(id) if *id == self.interview)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![if self.typing.is_some() { Context::Input } else { Context::Plan }]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.typing {
            Some(_) => vec![Accept, Cancel],
            None => vec![
                Hold,
                Propose,
                QuestionPick,
                QuestionAdd,
                QuestionDrop,
                QuestionKey,
                QuestionDown,
                QuestionUp,
                Filter,
                Edit,
                Undo,
                Palette,
            ],
        }
    }
    fn header(&self, world: &World) -> Header {
        let title = world.records.get(self.interview).map_or("", Record::title);
        let round = world.records.get(self.interview).and_then(|i| i.one(interview::ROUND));
        Header {
            left: format!("{}  {} {title}", world.banner(), self.interview),
            middle: round.map_or("questions".into(), |r| format!("questions, {r} {}", world.records.name(r))),
        }
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.interview)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.at.unwrap_or(self.interview))
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        let marked = self.marked(world).map(|(_, a)| a);
        let base = marked.and_then(|a| a.one(answer::BASE));
        let unread = marked.and_then(|a| framework::guide_of(&world.records, a).unread);
        [unread, base].into_iter().flatten().collect()
    }

    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        if world.records.live(self.interview).is_none() {
            let stays = matches!(command, Command::Back | Command::Undo | Command::Help | Command::Palette);
            return if stays { Ok(()) } else { Err(format!("{} is deleted; u brings it back", self.interview)) };
        }
        if let Some(why) = Self::changes(command).then(|| gate::locked(&world.view(), self.interview)).flatten() {
            return Err(why);
        }
        if Self::needs_question(command) && self.marked(world).is_none() {
            let keys = [Command::Propose, Command::QuestionAdd].map(|c| super::palette::key_of(world, c));
            return Err(format!("no question is marked; {} proposes some, {} adds one", keys[0], keys[1]));
        }
        if matches!(command, Command::QuestionUp | Command::QuestionDown) && !self.filter.is_empty() {
            return Err("the list is filtered; Esc shows all, then questions can be moved".into());
        }
        Ok(())
    }

    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if self.typing.is_some() {
            return self.run_filter(command, world);
        }
        if self.move_cursor(command, world) {
            return Some(Vec::new());
        }
        Some(match command {
            Command::Hold => self.hold(key, world),
            Command::Propose => self.propose(world),
            Command::QuestionPick => self.pick_menu(world),
            Command::QuestionAdd => self.ask_question(world),
            Command::QuestionDrop => self.drop_question(world),
            Command::QuestionUp => self.shift(true, world),
            Command::QuestionDown => self.shift(false, world),
            Command::QuestionKey => self.toggle_key(world),
            Command::Open => vec![Effect::Go(Place::Record(self.marked(world)?.1.id))],
            Command::Edit => vec![Effect::Go(Place::Record(self.interview))],
            Command::Paper => vec![Effect::Go(Place::Papers(Some(self.interview)))],
            Command::CopyText => self.copy(world),
            Command::Filter => {
                self.typing = Some(LineInput::new(&self.filter));
                Vec::new()
            }
            Command::Back | Command::Cancel if !self.filter.is_empty() => {
                self.before_esc = Some((None, self.filter.clone()));
                self.filter.clear();
                self.sync(world);
                vec![Effect::Say("filter cleared".into())]
            }
            _ => return None,
        })
    }

    fn esc_was_none(&mut self, world: &World) {
        let Some((typing, filter)) = self.before_esc.take() else { return };
        (self.typing, self.filter) = (typing, filter);
        self.sync(world);
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        let input = self.typing.as_mut()?;
        if key.code == Code::Char('/') && (input.is_empty() || input.is_untouched()) {
            self.typing = None;
            return Some(vec![Effect::Go(Place::Search(String::new()))]);
        }
        if input.input(key) {
            self.filter = input.text().to_string();
            self.sync(world);
        }
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        let input = self.typing.as_mut()?;
        input.paste(text);
        self.filter = input.text().to_string();
        self.sync(world);
        Some(Vec::new())
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Text(TextFor::AddQuestion, text) => self.add_typed(&text, world),
            Answer::Rows(RowsFor::QuestionsOf, rows) => self.add_picked(&rows, world),
            _ => Vec::new(),
        }
    }

    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.sync(world);
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], world: &World) {
        self.sync(world);
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(draw::in_lines(self, world))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}

impl Plan {
    fn ask_question(&self, world: &World) -> Vec<Effect> {
        let about = self.marked(world).and_then(|(_, a)| a.one(answer::ITEM));
        let help = match about {
            Some(id) => format!("It goes right after the marked question and belongs to {id} as that one does."),
            None => "One line. It goes right after the marked question.".into(),
        };
        vec![Effect::Go(Prompt::ask("Add which question?", help, AfterText::Tell(TextFor::AddQuestion)))]
    }
}
