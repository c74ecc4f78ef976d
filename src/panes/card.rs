//! The interview card: question, note, verdict, evidence and finding on one screen.
//!
//! Two states: while *writing* letters are text, in *keys* they act; a drawer for a finding lies below the note.
//! Esc only changes who gets the next key. Every way out keeps every word.

mod at;
mod claims;
mod clock;
mod draw;
mod drawer;
mod end;
mod esc;
mod evidence;
mod judge;
mod lock;
mod navigation;
mod note;
mod offered;
mod plain;
mod reference;
pub mod resume;
mod sample;
mod shown;
mod wide;

use crate::{
    command::{Command, Context},
    domain::{
        Begun, Id,
        kinds::{answer, interview},
    },
    framework::guide_of,
    keymap::Key,
    panes::ahead::Ahead,
    parts::{Canvas, NoteEditor, Typing},
    store::{Request, Typed},
    ui::{Answer, Effect, Header, Pane, Place, Plain, RecordsFor, TextFor, World},
};
use clock::SittingClock;
use drawer::Drawer;
use ratatui::layout::Rect;
use std::ops::Range;

/// The open card.
pub struct Card {
    interview: Id,
    /// The question that is asked now; `None` if the interview has none.
    at: Option<Id>,
    writing: bool,
    editor: NoteEditor,
    /// The note that is written on.
    begun: Begun,
    typing: Typing,
    /// The note was read; what is typed before that goes behind it.
    ready: bool,
    ahead: Ahead,
    drawer: Option<Drawer>,
    /// The question from which a reference led here, until something is noted.
    came_from: Option<Id>,
    /// Questions to come back to.
    trail: Vec<Id>,
    /// The question that was parked last, while the card still stands where parking led: undoing goes back to it.
    parked_from: Option<Id>,
    key_card: bool,
    clock: SittingClock,
    /// Where the cursor of the note is to be put when it is read.
    cursor: Option<(usize, usize)>,
    /// No note was read since the card was opened.
    fresh: bool,
    /// How it was before the last command, if that may have been an Esc that was none.
    before_esc: Option<esc::BeforeEsc>,
    /// A question that is being added and is gone to as soon as it is there.
    coming: Option<Id>,
    /// What an Esc glued to a letter did, until the next key.
    said: Option<String>,
}

impl Card {
    pub fn new(interview: Id, at: Option<Id>, world: &World) -> Card {
        let mut card = Card {
            interview,
            at: None,
            writing: true,
            editor: NoteEditor::new("", ""),
            begun: Begun::default(),
            typing: Typing::default(),
            ready: false,
            ahead: Ahead::default(),
            drawer: None,
            came_from: None,
            trail: Vec::new(),
            parked_from: None,
            key_card: false,
            clock: SittingClock::default(),
            cursor: None,
            fresh: true,
            before_esc: None,
            coming: None,
            said: None,
        };
        let before = world.setting(&resume::setting("clock", interview)).and_then(|s| s.parse().ok());
        let talked = world.records.get(interview).and_then(|i| i.number(interview::TALKED)).unwrap_or(0);
        card.clock = SittingClock { before: before.unwrap_or(talked as u64), last: world.tick, ..Default::default() };
        card.start_at(at, world);
        card.writing = card.locked(world).is_none();
        card
    }

    fn run_key(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        self.judge(command, world)
            .or_else(|| self.run_evidence(command, world))
            .or_else(|| self.run_move(command, key, world))
            .or_else(|| self.run_rest(command, world))
    }

    fn run_rest(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Write => {
                self.writing = true;
                self.key_card = false;
                Some(Vec::new())
            }
            Command::LeaveNote => {
                self.writing = false;
                let mut effects = self.finish_note(world);
                self.editor.rest();
                effects.extend(self.remember(world));
                Some(effects)
            }
            Command::KeyCard => {
                self.key_card = !self.key_card;
                Some(Vec::new())
            }
            Command::TextUndo => {
                self.editor.undo();
                self.typing.key(world.tick);
                Some(Vec::new())
            }
            Command::Raise => Some(self.open_drawer(world)),
            Command::Leave | Command::Back => Some(self.leave(world)),
            Command::Clock => Some(self.toggle_clock(world)),
            Command::EndInterview => Some(self.end(world)),
            Command::Recap => {
                let mut effects = self.finish_note(world);
                effects.push(Effect::Go(Place::Recap(self.interview)));
                Some(effects)
            }
            Command::LateNote => Some(self.late_note(world)),
            Command::CloseRound => Some(vec![Effect::Go(Place::OpenItems(self.interview))]),
            Command::History | Command::Versions => self.at.map(|id| vec![Effect::Go(Place::History(id))]),
            Command::Paper => Some(vec![Effect::Go(Place::Papers(Some(self.interview)))]),
            Command::Editor => Some(self.open_editor(world)),
            Command::CopyText => Some(vec![Effect::Copy { what: "note".into(), text: self.editor.text() }]),
            Command::DiscardNote => Some(self.discard(world)),
            _ => None,
        }
    }
}

impl Pane for Card {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Card(id, _) if *id == self.interview)
    }
    fn visit(&mut self, place: &Place, world: &World) -> Vec<Effect> {
        match place {
            Place::Card(_, Some(answer)) if Some(*answer) != self.at => self.go_to(*answer, world),
            _ => Vec::new(),
        }
    }

    fn contexts(&self, _: &World) -> Vec<Context> {
        match (&self.drawer, self.writing) {
            (Some(_), _) => vec![Context::Drawer],
            (None, true) => vec![Context::Writing],
            (None, false) => vec![Context::Card],
        }
    }
    fn hints(&self, world: &World) -> Vec<Command> {
        self.offered(world)
    }
    fn key_word(&self, command: Command, world: &World) -> Option<&'static str> {
        self.called_here(command, world)
    }
    fn leaves_out(&self, world: &World) -> Vec<Command> {
        self.useless(world)
    }
    fn header(&self, world: &World) -> Header {
        draw::header(self, world)
    }
    fn own_top(&self) -> bool {
        true
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.interview)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        self.at
    }

    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        let neutral = matches!(
            command,
            Command::Leave
                | Command::Back
                | Command::Help
                | Command::Palette
                | Command::QuestionAdd
                | Command::Quit
                | Command::Undo
                | Command::Redo
        );
        if self.current(world).is_none() && !neutral {
            return Err("this interview has no question yet; + adds one, q goes back to the list".into());
        }
        if command == Command::LateNote {
            return crate::panes::round::late::refusal(self.interview, world);
        }
        if let Some(why) = self.locks(command, world) {
            return Err(why);
        }
        if command == Command::Raise && world.hide_verdicts {
            let show = self.key(Command::HideVerdicts, world);
            return Err(format!("this screen shows facts only; {show} shows everything, then this key works"));
        }
        Ok(())
    }

    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let pause = self.clock.key(world.tick);
        self.note_esc();
        if self.drawer.is_some()
            && let Some(effects) = self.run_drawer(command, world)
        {
            return Some(effects);
        }
        let mut effects = self.run_key(command, key, world)?;
        if let Some(minutes) = pause.filter(|_| self.locked(world).is_none()) {
            effects.extend(self.log_pause(minutes, world));
        }
        Some(effects)
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.said = None;
        let pause = self.clock.key(world.tick);
        if self.drawer.is_some() {
            return Some(self.drawer_input(key, world));
        }
        if !self.writing {
            return None;
        }
        if let Some(why) = self.locked(world) {
            // It was closed while the note was open.
            self.writing = false;
            return Some(vec![Effect::Warn(why)]);
        }
        let effects = match pause {
            Some(minutes) => self.log_pause(minutes, world),
            None => self.begin(world),
        };
        if self.editor.input(key, world.now) {
            self.typing.key(world.tick);
        }
        Some(effects)
    }

    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        if let Some(drawer) = &mut self.drawer {
            drawer.paste(text, world);
            return Some(Vec::new());
        }
        if !self.writing {
            return Some(vec![Effect::Say("i opens the note; then paste".into())]);
        }
        if let Some(why) = self.locked(world) {
            self.writing = false;
            return Some(vec![Effect::Warn(why)]);
        }
        let effects = self.begin(world);
        self.editor.paste(text, world.now);
        self.typing.key(world.tick);
        Some(effects)
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Edited(Ok(text)) => {
                let (line, column) = self.editor.cursor();
                self.editor.replace(&text, world.now);
                self.editor.set_cursor(line, column);
                self.typing.key(world.tick);
                self.finish_note(world)
            }
            Answer::Edited(Err(why)) => vec![Effect::Warn(format!("the editor failed, the old text is kept: {why}"))],
            answer @ Answer::Text(TextFor::LateNote, _) => self.receive_late(answer, world),
            Answer::Text(TextFor::JumpNumber, _)
            | Answer::Records(RecordsFor::FindQuestion | RecordsFor::MoveLine | RecordsFor::Trail, _)
            | Answer::New(RecordsFor::FindQuestion | RecordsFor::MoveLine, ..) => self.receive_move(answer, world),
            other if self.drawer.is_some() => self.receive_drawer(other, world),
            other => self.receive_judged(other, world),
        }
    }
    fn shows(&self, id: Id, world: &World) -> bool {
        self.is_about(id, world)
    }
    fn glued(&mut self, said: String) {
        self.said = Some(said);
    }
    fn esc_was_none(&mut self, _: &World) {
        self.take_back_esc();
    }

    fn touched(&mut self, ids: &[Id], world: &World) {
        if self.arrive(ids, world) {
            return;
        }
        let gone = self.at.is_some_and(|id| world.records.live(id).is_none());
        let back = self.parked_from.filter(|id| ids.contains(id) && !self.typing.is_changed());
        if let Some(record) = back.and_then(|id| world.records.live(id))
            && answer::verdict(record) != answer::Verdict::Parked
        {
            self.parked_from = None;
            self.at = Some(record.id);
            self.ready = false;
            self.load(world);
            return;
        }
        if gone || self.at.is_none() {
            self.at = self.answers(world).first().map(|a| a.id);
            self.ready = false;
            self.load(world);
        } else if self.at.is_some_and(|id| ids.contains(&id)) && !self.typing.is_changed() {
            self.reload(world);
        }
    }
    fn supplied(&mut self, _: &[Id], world: &World) {
        self.load(world);
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        let base = self.current(world).and_then(|a| a.one(answer::BASE));
        let answers = self.answers(world).into_iter().map(|a| a.id);
        // What an own question says beside its words.
        let own = self.current(world).and_then(|a| guide_of(&world.records, a).unread);
        [Some(self.interview), base, own].into_iter().flatten().chain(answers).collect()
    }

    fn flush(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.flush_note(world);
        effects.extend(self.flush_drawer(world));
        effects.extend(self.remember(world));
        effects
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        let note = self.at.filter(|_| self.typing.is_open()).map(|at| self.draft(at, world));
        let drawer = self.drawer.as_ref().filter(|d| !d.is_saved()).map(|d| d.draft(true, world));
        note.into_iter().chain(drawer).map(|draft| Typed::Kept(Request::Draft(draft))).collect()
    }
    fn deadline(&self, world: &World) -> Option<u64> {
        let minute = world.tick + (60 - world.now.utc.rem_euclid(60) as u64) * 1_000;
        let drawer = self.drawer.as_ref().and_then(Drawer::due);
        [self.typing.due(), drawer, Some(minute)].into_iter().flatten().min()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        let due = |due: Option<u64>| due.is_some_and(|due| world.tick >= due);
        let mut effects = Vec::new();
        if due(self.typing.due()) {
            effects.extend(self.flush_note(world));
        }
        if due(self.drawer.as_ref().and_then(Drawer::due)) {
            effects.extend(self.flush_drawer(world));
        }
        effects
    }
    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.in_lines(world))
    }
    fn line_in(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.take_line(text, world)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
