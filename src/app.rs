//! The app: messages in, effects out. It touches neither terminal, disk nor clock.
//!
//! A key goes through contexts (innermost first), key map, `allowed`, `run`; panes see a key only while a text field
//! has the keyboard. Panes stand in a stack: home at the bottom, overlays on top.

mod asking;
mod at_once;
mod esc;
mod everywhere;
mod frame;
mod goes_on;
mod keys;
mod left;
mod noted;
mod past;
mod plain;
mod raised;
mod replies;
mod status;

pub use plain::{PlainRequest, PlainWord};
use raised::Raised;

use crate::{
    command::{Command, Context},
    domain::{Id, Stamp},
    keymap::Key,
    panes,
    parts::Canvas,
    store::Reply,
    ui::{Alike, Answer, Covers, Effect, Fetched, Pane, Place, World, past::Seen},
};
use jiff::civil::Date;
use ratatui::layout::Rect;

/// Milliseconds after an unfinished prefix until its card is shown.
pub const WHICH_KEY_AFTER: u64 = 300;

/// What happens to the program.
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// The Esc before was the beginning of an answer of the terminal, and no key.
    NoEsc,
    Paste(String),
    /// Words instead of keys.
    Word(PlainWord),
    Resize(u16, u16),
    /// A deadline passed.
    Tick,
    Store(Reply),
    Answer(Answer),
    /// What the file answers, for the pane that asked.
    Fetched(Fetched),
    /// Open a place.
    Go(Place),
    /// The step that issues a paper, made by the runtime.
    Issued(crate::domain::Change),
    /// The program is about to lose the terminal: write what is being typed.
    Flush,
    /// How far the job beside the loop is; nothing when it has ended.
    Job(Option<String>),
    /// Steps that could not be saved last time, taken back.
    TakeBack(Vec<crate::domain::Change>),
    /// How the measures stood over time.
    Trend(crate::domain::trend::Trend),
    Say(String),
    Warn(String),
}

pub struct App {
    pub world: World,
    stack: Vec<Box<dyn Pane>>,
    /// Long lists that were left, and on which day.
    left: Vec<(Date, Box<dyn Pane>)>,
    pending: Vec<Key>,
    /// When the which-key card is due, and whether it is shown.
    card_due: Option<u64>,
    card_shown: bool,
    status: Option<status::Status>,
    /// How far the job beside the loop is, in words.
    job: Option<String>,
    /// Rounds whose past was asked for and has not come yet.
    asked: Vec<Id>,
    /// Effects that wait for the reason of their change.
    held: Option<asking::HeldBack>,
    /// What the last key did, if that was Esc: it may turn out to have been none.
    esc: Option<esc::Esc>,
    /// A letter took a choice: what goes on with its word is for nobody.
    goes_on: Option<goes_on::GoesOn>,
    /// Text for the next field that is opened.
    carried: Option<String>,
    /// Commands that were run by name, the last first.
    used: Vec<Command>,
    /// How the last conflict of a step of many records was answered.
    alike: Option<Box<Alike>>,
    quitting: bool,
}

impl App {
    pub fn new(world: World, place: Place) -> App {
        let first = panes::open(&place, &world);
        App {
            world,
            stack: vec![first],
            left: Vec::new(),
            pending: Vec::new(),
            card_due: None,
            card_shown: false,
            status: None,
            job: None,
            asked: Vec::new(),
            held: None,
            esc: None,
            goes_on: None,
            carried: None,
            used: Vec::new(),
            alike: None,
            quitting: false,
        }
    }

    /// Handles one message; `now` is its moment, `tick` the same on a clock that never jumps, in milliseconds.
    pub fn update(&mut self, now: Stamp, tick: u64, msg: Msg) -> Vec<Effect> {
        self.world.now = now;
        self.world.tick = tick;
        let mut out = Vec::new();
        match msg {
            Msg::Key(key) if self.swallows(key, &mut out) => {}
            Msg::Key(key) => self.whole_key(key, &mut out),
            Msg::NoEsc => self.esc_was_none(),
            Msg::Paste(text) => self.paste(&text, &mut out),
            Msg::Word(word) => self.word(word, &mut out),
            Msg::Resize(w, h) => {
                self.world.size = (w, h);
                self.stack.iter_mut().for_each(|pane| pane.resized());
                self.flush(&mut out);
            }
            Msg::Tick => self.tick(&mut out),
            Msg::Store(reply) => self.reply(reply, &mut out),
            Msg::Answer(answer) => {
                let effects = self.with_top(|pane, world| pane.receive(answer, world)).unwrap_or_default();
                self.carry_out(effects, &mut out);
            }
            Msg::Fetched(fetched) => self.fetched(fetched, &mut out),
            Msg::Go(place) => self.go(place, &mut out),
            Msg::Issued(change) => self.issued(change, &mut out),
            // The gate judges each of them where it is written.
            Msg::TakeBack(changes) => changes.into_iter().for_each(|change| self.save(change, &mut out)),
            Msg::Job(told) => self.job = told,
            Msg::Trend(trend) => {
                self.world.trend = Some(std::sync::Arc::new(trend));
                self.touched(&[]);
            }
            Msg::Flush => self.flush(&mut out),
            Msg::Say(text) => self.say(text, false),
            Msg::Warn(text) => self.say(text, true),
        }
        self.put_carried(&mut out);
        self.ask_for_rounds(&mut out);
        out
    }

    /// Runs something on the pane on top, with the world that it is to read.
    fn with_top<T>(&mut self, act: impl FnOnce(&mut dyn Pane, &World) -> T) -> Option<T> {
        self.with(self.stack.len().checked_sub(1)?, act)
    }
    /// All open panes, the one on top last.
    pub(crate) fn panes(&self) -> impl DoubleEndedIterator<Item = &dyn Pane> {
        self.stack.iter().map(|p| &**p)
    }
    /// The pane on top.
    pub fn top(&self) -> Option<&dyn Pane> {
        self.stack.last().map(|p| &**p)
    }

    /// Contexts of the pane on top, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts = self.top().map(|p| p.contexts(self.seen_by(p).world())).unwrap_or_default();
        if contexts.last().is_some_and(|c| c.stack().contains(&Context::Everywhere)) {
            contexts.push(Context::Everywhere);
        }
        contexts
    }

    /// Runs a command: on the pane on top, or on the app if the pane does not know it.
    fn run(&mut self, command: Command, key: Option<Key>, out: &mut Vec<Effect>) {
        let refused = self.top().and_then(|pane| pane.allowed(command, self.seen_by(pane).world()).err());
        if let Some(reason) = refused {
            return self.say(reason, false);
        }
        let taken = self.with_top(|pane, world| pane.run(command, key, world)).flatten();
        match taken {
            Some(effects) => self.carry_out(effects, out),
            None => self.run_everywhere(command, out),
        }
    }

    /// Carries out effects: the app's own here, the runtime's into `out`. The gate is asked about all changes first.
    ///
    /// Changes of one call were all made from the same records; each one after the first finds the revisions as the
    /// ones before it leave them.
    fn carry_out(&mut self, effects: Vec<Effect>, out: &mut Vec<Effect>) {
        let mut raised = Raised::default();
        let Some(effects) = self.ask(effects, out) else { return };
        for effect in effects {
            match effect {
                Effect::Go(place) => self.go(place, out),
                Effect::Close => self.close(out),
                Effect::Leave => self.pop(),
                Effect::Answer(answer) => self.answer(answer, out),
                Effect::Alike(alike) => self.alike = Some(alike),
                Effect::Type(keys) => keys.into_iter().for_each(|key| self.key_or_esc(key, out)),
                Effect::Carry(text) => self.carried = Some(text),
                Effect::GoesOn(taken) => self.word_goes_on(*taken, out),
                Effect::Run(command) => {
                    self.note_use(command);
                    self.run(command, None, out);
                }
                Effect::Say(text) => self.say(text, false),
                Effect::Warn(text) => self.say(text, true),
                Effect::Quit => {
                    self.quitting = true;
                    out.push(Effect::Quit);
                }
                Effect::HideVerdicts(hide) => self.hide_verdicts(hide),
                Effect::Because(reason) => self.because(reason, out),
                Effect::Save(change) => self.save(raised.follow(change), out),
                Effect::Prefer(pref, value) => {
                    self.world.prefs.set(pref, &value);
                    out.push(Effect::Prefer(pref, value));
                }
                Effect::Keep(key, value) => self.keep(key, value, out),
                Effect::Draft(_) if self.is_read_only() => {}
                Effect::Draft(draft) => {
                    self.world.drafts.insert((draft.id, draft.field), draft.clone());
                    out.push(Effect::Draft(draft));
                }
                Effect::DropDraft(id, field) => {
                    self.world.drafts.remove(&(id, field));
                    self.world.whose.remove(&(id, field));
                    out.push(Effect::DropDraft(id, field));
                }
                other => out.push(other),
            }
        }
    }

    fn save(&mut self, change: crate::domain::Change, out: &mut Vec<Effect>) {
        if change.is_empty() {
            return;
        }
        if let Some(reason) = self.world.file.as_ref().and_then(|f| f.read_only.clone()) {
            return self.say(format!("not changed: {reason}"), true);
        }
        let touched = self.world.records.apply(&change);
        if let Some(key) = change.ends_draft {
            self.world.drafts.remove(&key);
            self.world.whose.remove(&key);
        }
        self.note(&change);
        self.touched(&touched);
        self.world.made = None;
        out.push(Effect::Save(change));
    }

    /// Tells every pane which records changed, so that each re-syncs by id.
    fn touched(&mut self, ids: &[Id]) {
        self.forget_rounds(ids);
        self.with_all(|pane, world| pane.touched(ids, world));
        self.follow_left(ids);
    }

    /// Opens a place: an open one of the same name comes to the top, closing what is above it.
    fn go(&mut self, place: Place, out: &mut Vec<Effect>) {
        if let Some(why) = self.locked(&place) {
            match self.world.file.as_ref().and_then(|f| f.older) {
                Some(version) => return self.go(panes::answering::upgrade_menu(version), out),
                None => return self.say(why, true),
            }
        }
        self.flush(out);
        self.note_field();
        if let Some(found) = self.stack.iter().position(|p| p.is_at(&place)) {
            self.leave_above(found + 1);
            let effects = self.with_top(|pane, world| pane.visit(&place, world)).unwrap_or_default();
            return self.carry_out(effects, out);
        }
        let mut pane: Box<dyn Pane> = match place {
            Place::Help => {
                let without = self.top().map_or(Vec::new(), |pane| pane.leaves_out(self.seen_by(pane).world()));
                Box::new(panes::help::Help::about(self.contexts(), &without, &|c| self.label_of(c), &self.world))
            }
            Place::Palette => Box::new(self.palette()),
            _ => self.take_out(&place).unwrap_or_else(|| panes::open(&place, &self.world)),
        };
        if pane.covers() == Covers::Screen {
            while self.stack.len() > 1 && self.top().is_some_and(|p| p.covers() == Covers::Part) {
                self.stack.pop();
            }
            if matches!(place, Place::Home) {
                self.leave_above(0);
            }
        }
        let effects = past::enter(&mut *pane, &self.world);
        self.stack.push(pane);
        self.carry_out(effects, out);
    }

    fn close(&mut self, out: &mut Vec<Effect>) {
        self.flush(out);
        self.note_field();
        if self.stack.len() > 1 {
            self.pop();
            let effects = self.with_top(|pane, world| pane.opened(world)).unwrap_or_default();
            self.carry_out(effects, out);
        }
    }

    /// Turns everything that is being typed into drafts, now.
    fn flush(&mut self, out: &mut Vec<Effect>) {
        for i in 0..self.stack.len() {
            let effects = self.with(i, |pane, world| pane.flush(world)).unwrap_or_default();
            self.carry_out(effects, out);
        }
    }

    fn tick(&mut self, out: &mut Vec<Effect>) {
        if self.card_due.is_some_and(|due| self.world.tick >= due) {
            self.card_due = None;
            self.card_shown = true;
        }
        for i in 0..self.stack.len() {
            let tick = self.world.tick;
            let due = self.with(i, |pane, world| pane.deadline(world).is_some_and(|due| tick >= due));
            if due == Some(true) {
                let effects = self.with(i, |pane, world| pane.tick(world)).unwrap_or_default();
                self.carry_out(effects, out);
            }
        }
    }

    /// When [`Msg::Tick`] is wanted, in milliseconds of the steady clock.
    pub fn deadline(&self) -> Option<u64> {
        let panes = self.panes().filter_map(|p| p.deadline(self.seen_by(p).world()));
        panes.chain(self.card_due).chain(self.world.saved.turns(self.world.tick)).min()
    }

    pub fn is_quitting(&self) -> bool {
        self.quitting
    }

    fn first_drawn(&self) -> usize {
        self.stack.iter().rposition(|p| p.covers() == Covers::Screen).unwrap_or(0)
    }

    /// Draws everything; the cursor is where the next sign will appear, or on the marked row.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let from = self.first_drawn();
        let body = frame::draw(self, canvas, area);
        canvas.keep_to(body);
        for (i, pane) in self.stack.iter().enumerate().skip(from) {
            canvas.see(seen_beneath(body, self.stack[i + 1..].iter().map(|above| above.lid(body))));
            match self.seen_by(&**pane) {
                Seen::Unread(_, round) => past::draw_unread(round, canvas, body),
                seen => {
                    canvas.below = 0;
                    pane.draw(seen.world(), canvas, body);
                }
            }
        }
        canvas.see(body);
        frame::draw_below(self, canvas, area, body);
        if self.card_shown {
            let next = self.world.keymap.next_keys(&self.contexts(), &self.pending);
            panes::which_key::draw(next, &|command| self.word_of(command), &self.pending, canvas, body);
        }
    }

    /// The keys of an unfinished prefix, for the status cell.
    pub fn pending_text(&self) -> String {
        self.pending.iter().map(|k| k.shown()).collect::<Vec<_>>().join(" ")
    }
}

/// What is left to see of a body under lids; one that does not reach from side to side and to the bottom hides nothing.
fn seen_beneath(body: Rect, lids: impl Iterator<Item = Rect>) -> Rect {
    let whole = |lid: &Rect| (lid.x, lid.right(), lid.bottom()) == (body.x, body.right(), body.bottom());
    let top = lids.filter(whole).map(|lid| lid.y).min().unwrap_or(body.bottom());
    Rect { height: top.saturating_sub(body.y), ..body }
}
