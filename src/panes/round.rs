//! One round: its interviews, its coverage by heading, and what nobody is asked yet. Also how a round is started.
//!
//! What is left at the end of a round is another pane's matter.

pub mod compare;
mod draw;
mod invite;
pub mod late;
mod list;
mod meeting;
mod plain;
pub mod second;
mod since;
mod start;
mod takeover;

pub use start::{act, another_audit, ask_title, of_area, of_new_area, start_menu, wider};

use crate::{
    command::{Command, Context},
    domain::{
        Edit, Id, Record,
        coverage::{self, Coverage, Heading, Span, Tally},
        gate,
        kinds::{
            answer::{self, Verdict},
            interview, item, round,
        },
        rounds, veil,
    },
    framework::propose,
    keymap::Key,
    parts::{Canvas, Window},
    ui::{
        AfterChoice, Answer, Effect, Header, Pane, Place, Plain, RowsFor, TextFor, World,
        place::{Menu, MenuRow},
    },
};
use ratatui::layout::Rect;
use since::Since;
use std::{cell::Cell, ops::Range};

/// The open round.
pub struct RoundPane {
    id: Id,
    /// The marked interview.
    at: Option<Id>,
    interviews: Window,
    headings: Window,
    /// What went on since it was closed.
    since: Window,
    /// Where the cursor is.
    part: RoundPart,
    page: Cell<usize>,
    /// Who is to be interviewed, while the role is asked for.
    guest: Option<invite::Guest>,
}

/// The parts of the page, in the order of the key that goes to the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RoundPart {
    Interviews,
    Coverage,
    /// Of a closed round: what went on since.
    Since,
}

impl RoundPane {
    pub fn new(id: Id) -> RoundPane {
        RoundPane {
            id,
            at: None,
            interviews: Window::default(),
            headings: Window::default(),
            since: Window::default(),
            part: RoundPart::Interviews,
            page: Cell::new(5),
            guest: None,
        }
    }

    fn is_in(&self, part: RoundPart) -> bool {
        self.part == part
    }
    fn list<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        coverage::interviews(&world.records, self.id)
    }
    fn current<'a>(&self, world: &'a World) -> Option<&'a Record> {
        let list = self.list(world);
        let known = self.at.and_then(|at| list.iter().position(|i| i.id == at));
        list.get(known.unwrap_or(self.interviews.cursor).min(list.len().saturating_sub(1))).copied()
    }
    fn sync(&mut self, world: &World) {
        self.at = self.current(world).map(|i| i.id);
        let place = self.list(world).iter().position(|i| Some(i.id) == self.at);
        self.interviews.cursor = place.unwrap_or(0);
    }

    /// Headings in scope with their counts.
    fn coverage(&self, world: &World) -> Vec<(&'static Heading, Tally)> {
        let counts = Coverage::of(world.view(), Span::Round(self.id));
        counts.rows().map(|(heading, tally)| (heading, *tally)).collect()
    }

    /// Rows of the coverage that the cursor can stand on: the headings, then what nobody is asked.
    fn coverage_len(&self, world: &World) -> usize {
        self.coverage(world).len() + 1
    }

    /// The part after the one with the cursor; a round that is not closed has two.
    fn next_part(&self, world: &World) -> RoundPart {
        match self.part {
            RoundPart::Interviews => RoundPart::Coverage,
            RoundPart::Coverage if world.past.is_some() => RoundPart::Since,
            RoundPart::Coverage | RoundPart::Since => RoundPart::Interviews,
        }
    }

    fn move_cursor(&mut self, command: Command, world: &World) -> bool {
        let page = self.page.get();
        self.sync(world);
        let (window, len) = match self.part {
            RoundPart::Interviews => {
                let len = self.list(world).len();
                (&mut self.interviews, len)
            }
            RoundPart::Coverage => {
                let len = self.coverage_len(world);
                (&mut self.headings, len)
            }
            RoundPart::Since => (&mut self.since, Since::of(self.id, world).map_or(0, |s| s.rows.len() + s.late.len())),
        };
        match command {
            Command::Down => window.down(1, len),
            Command::Up => window.up(1),
            Command::PageDown => window.down(page, len),
            Command::PageUp => window.up(page),
            Command::First => window.first(),
            Command::Last => window.last(len),
            Command::OtherPart => self.part = self.next_part(world),
            _ => return false,
        }
        self.at = self.list(world).get(self.interviews.cursor).map(|i| i.id);
        true
    }

    fn open(&self, world: &World) -> Vec<Effect> {
        match self.part {
            RoundPart::Coverage => return vec![Effect::Go(self.items_menu(world))],
            RoundPart::Since => return self.open_since(world),
            RoundPart::Interviews => {}
        }
        let Some(record) = self.current(world) else { return Vec::new() };
        let begun = !matches!(interview::State::of(record, interview::STATE), None | Some(interview::State::Planned));
        let place = if begun { Place::Card(record.id, None) } else { Place::Plan(record.id) };
        vec![Effect::Go(place)]
    }

    /// The marked finding, action or request as it is today, or the late notes to be read whole.
    fn open_since(&self, world: &World) -> Vec<Effect> {
        let Some(since) = Since::of(self.id, world) else { return Vec::new() };
        match since.rows.get(self.since.cursor) {
            Some(row) => vec![Effect::Go(Place::Record(row.id))],
            None if since.late.is_empty() => Vec::new(),
            None => vec![Effect::Go(Place::Guide { title: format!("LATE NOTES ON {}", self.id), lines: since.late })],
        }
    }

    /// The items behind the marked heading, or those that nobody is asked, each leading to where it is asked.
    fn items_menu(&self, world: &World) -> Place {
        let coverage = self.coverage(world);
        let (title, items): (String, Vec<Id>) = match coverage.get(self.headings.cursor) {
            Some((heading, tally)) => {
                let of = |id: &Id| coverage::HEADINGS[coverage::heading_index(*id)] == *heading;
                let all = coverage::items(world.view(), Span::Round(self.id));
                let title = format!("{}: {} of {} judged", heading.label(), tally.judged(), tally.total);
                (title, all.iter().map(|i| i.id).filter(of).collect())
            }
            None => ("Not asked in any interview".into(), propose::uncovered(&world.records, self.id)),
        };
        let (rows, places) = items.iter().map(|id| self.item_row(*id, world)).unzip();
        Place::Menu(Menu::list(title, rows, AfterChoice::Go(places)))
    }

    fn item_row(&self, of: Id, world: &World) -> (MenuRow, Place) {
        let worst = world.records.live(of).and_then(|i| item::speaker(world.view(), i, Some(self.id)));
        let (detail, place) = match worst.and_then(|a| Some((a, a.one(answer::INTERVIEW)?))) {
            Some((a, interview)) => {
                let judged = world.records.live(of).map(|i| coverage::judged(world.view(), i, Span::Round(self.id)).0);
                let verdict = judged.unwrap_or_else(|| answer::verdict(a));
                let word = if world.hide_verdicts && verdict.is_judged() {
                    "judged"
                } else {
                    verdict_word(verdict, Some(self.id), world)
                };
                let bare = verdict.is_judged() && a.refs(answer::EVIDENCE).is_empty();
                let proof = if bare { ", no evidence" } else { "" };
                (format!("{word}{proof}, {interview}"), Place::Card(interview, Some(a.id)))
            }
            None => ("not asked".to_string(), Place::Record(of)),
        };
        (MenuRow { label: world.records.name(of), detail, id: Some(of), ..MenuRow::default() }, place)
    }

    /// Whether a command is one of this pane, and not of every pane.
    fn context_of(&self, command: Command) -> bool {
        command.info().contexts.contains(&Context::Round)
    }

    fn delete(&mut self, world: &World) -> Vec<Effect> {
        let Some(record) = self.current(world) else { return Vec::new() };
        let change = rounds::drop_interview(world.view(), record);
        let questions = change.edits.len() - 1;
        let ids: Vec<Id> = change.edits.iter().map(Edit::id).collect();
        let text =
            crate::panes::detail::deleted(&format!("{} and its {questions} questions deleted", record.id), &ids, world);
        vec![Effect::Save(change), Effect::Say(text)]
    }
}

/// The word for how far an interview is; one without a state is planned.
pub fn state_word(record: &Record) -> &'static str {
    interview::State::of(record, interview::STATE).unwrap_or(interview::State::Planned).label()
}

/// The word of a verdict, read in the way of the round's type.
pub fn verdict_word(verdict: Verdict, round: Option<Id>, world: &World) -> &'static str {
    answer::word(&world.records, round, verdict)
}

impl Pane for RoundPane {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Round(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Round]
    }
    fn hints(&self, world: &World) -> Vec<Command> {
        use Command::*;
        if world.past.is_some() {
            let typ = world.records.get(self.id).and_then(|r| round::Type::of(r, round::TYPE));
            let mut hints = vec![
                Open,
                LateNote,
                TakeToSoa,
                RoundCompare,
                OtherPart,
                AuditFrom,
                SecondOpinion,
                Paper,
                Edit,
                Undo,
                Palette,
            ];
            hints.retain(|hint| *hint != TakeToSoa || typ == Some(round::Type::Gap));
            return hints;
        }
        vec![
            Open,
            InterviewAdd,
            MeetingAdd,
            Hold,
            OtherPart,
            Edit,
            CloseRound,
            AuditFrom,
            SecondOpinion,
            TakeToSoa,
            RoundCompare,
            Delete,
            Paper,
            Undo,
            Palette,
        ]
    }
    fn header(&self, world: &World) -> Header {
        let title = world.records.get(self.id).map_or("", Record::title);
        let typ = world.records.get(self.id).map_or(String::new(), |r| world.view().cell(r, round::TYPE));
        Header { left: format!("{}  {} {title}", world.banner(), self.id), middle: typ }
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.id)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.id)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        // What a gap analysis noted is proposed for the Statement of Applicability.
        let notes = takeover::refusal(self.id, world).is_ok() && world.past.is_none();
        let answers = if notes { coverage::answers(world.view(), Some(self.id)) } else { Vec::new() };
        [self.id].into_iter().chain(answers.iter().map(|a| a.id)).collect()
    }

    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        use Command::*;
        if world.records.live(self.id).is_none() {
            let stays = matches!(command, Back | Undo | Redo | Help | Palette | Quit);
            return if stays { Ok(()) } else { Err(format!("{} is deleted; u brings it back", self.id)) };
        }
        let reads = matches!(command, Back | Undo | Redo | Help | Palette | Quit | History | Edit | SecondOpinion);
        if let Some(why) = veil::refusal(world.view(), self.id).filter(|_| !reads && self.context_of(command)) {
            return Err(why);
        }
        if command == LateNote {
            return late::refusal(self.id, world);
        }
        if command == TakeToSoa {
            return takeover::refusal(self.id, world);
        }
        if let Some(why) =
            matches!(command, InterviewAdd | MeetingAdd | Add).then(|| gate::locked(&world.view(), self.id)).flatten()
        {
            return Err(why);
        }
        let needs_one = matches!(command, Hold | Delete) || command == Open && self.is_in(RoundPart::Interviews);
        if needs_one && self.current(world).is_none() {
            let key = super::palette::key_of(world, InterviewAdd);
            return Err(format!("no interview is planned in this round yet; {key} plans one"));
        }
        if command == Open && self.is_in(RoundPart::Coverage) && self.headings.cursor >= self.coverage(world).len() {
            let all_asked = propose::uncovered(&world.records, self.id).is_empty();
            return if all_asked { Err("everything in scope is asked in some interview".into()) } else { Ok(()) };
        }
        Ok(())
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if self.move_cursor(command, world) {
            return Some(Vec::new());
        }
        Some(match command {
            Command::Open => self.open(world),
            Command::InterviewAdd | Command::Add => vec![Effect::Go(invite::whom_menu(self.id, world))],
            Command::MeetingAdd => vec![Effect::Go(meeting::menu(self.id, world))],
            Command::Hold => vec![Effect::Go(Place::Card(self.current(world)?.id, None))],
            Command::Edit => vec![Effect::Go(Place::Record(self.id))],
            Command::Delete => self.delete(world),
            Command::Paper => vec![Effect::Go(Place::Papers(Some(self.id)))],
            Command::History => vec![Effect::Go(Place::History(self.id))],
            Command::LateNote => vec![late::ask(self.id, world)],
            Command::RoundCompare => compare::ask(self.id, world),
            Command::TakeToSoa => takeover::ask(self.id, world),
            Command::CloseRound | Command::AuditFrom | Command::RoundWiden | Command::SecondOpinion => {
                act(command, self.id, world)
            }
            _ => return None,
        })
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Text(TextFor::LateNote, text) => late::typed(self.id, None, &text, world),
            Answer::Rows(RowsFor::LateNote, rows) => {
                rows.first().map_or(Vec::new(), |row| late::chosen(self.id, *row, world))
            }
            Answer::Rows(RowsFor::Meeting, rows) => {
                rows.first().map_or(Vec::new(), |row| meeting::chosen(self.id, *row, world))
            }
            Answer::Rows(RowsFor::TakeOver, rows) => takeover::chosen(self.id, &rows, world),
            other => invite::receive(self, other, world),
        }
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.sync(world);
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], world: &World) {
        self.sync(world);
        if world.past.is_none() && self.is_in(RoundPart::Since) {
            self.part = RoundPart::Interviews;
        }
        let len = self.coverage_len(world);
        self.headings.cursor = self.headings.cursor.min(len.saturating_sub(1));
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(plain::plain(self, world))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
