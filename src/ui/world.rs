//! What every pane may read: the records, the day, the size, the keys, what was saved when.

use super::{
    past::{Past, RoundThen},
    prefs::{Pref, Prefs},
    shared::Shared,
};
use crate::{
    document::PaperSize,
    domain::{
        Id, Kind, Record, Records, Stamp, Value, View,
        focus::Focus,
        foreign::Foreign,
        gate::OpenDraft,
        kinds::{issued::Cut, organisation},
        veil::{self, Eyes},
    },
    keymap::Keymap,
    parts::Theme,
    session::{FileInfo, open_drafts},
    store::{Copied, Draft, Presence},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::Arc,
};

/// Under what it is kept for whom papers are made.
pub const READERS: &str = "papers/for";
/// The setting that names the pilot that is worked on alone.
pub const FOCUS: &str = "focus";
/// The setting that says on which sheet papers are printed.
pub const SHEET: &str = "papers/sheet";

/// The program's state outside the panes. Panes read it; only the app changes it.
///
/// A pane of a closed round is given another one: the records as the closing step left them, and its moment as now.
/// What is large in it is shared, so that making one copies nothing.
#[derive(Clone)]
pub struct World {
    pub records: Shared<Records>,
    /// The moment of the message that is being handled; in the past, the moment that is shown.
    pub now: Stamp,
    /// The same in milliseconds of a clock that never jumps.
    pub tick: u64,
    /// `user@host`
    pub actor: String,
    /// The process that shows this, by which windows of one person are told apart.
    pub window: u32,
    pub size: (u16, u16),
    pub theme: Theme,
    pub keymap: Shared<Keymap>,
    /// What this person chose in this file: sort orders, tips, places.
    pub settings: Shared<BTreeMap<String, String>>,
    pub file: Option<FileInfo>,
    /// What the file holds that this program does not describe.
    pub foreign: Foreign,
    pub saved: SaveState,
    pub hide_verdicts: bool,
    pub bars_hidden: bool,
    /// Text being typed and not yet a step, by record and field.
    pub drafts: Shared<HashMap<(Id, usize), Draft>>,
    /// What others are typing: the record, and who.
    pub theirs: Shared<Vec<OpenDraft>>,
    /// Which of ours were typed by somebody else, whose session is gone, and who that is.
    pub whose: BTreeMap<(Id, usize), String>,
    /// Which of ours were found in the file when it was opened.
    pub found: Vec<(Id, usize)>,
    pub loaded: Vec<Kind>,
    /// The latest steps of the journal, newest first.
    pub recent: Shared<Vec<Recent>>,
    /// Steps since this person looked last but once, newest first: what of them concerns this person is news.
    pub unseen: Shared<Vec<Recent>>,
    /// Messages of the session: time, text, whether it was read.
    pub messages: Shared<Vec<Message>>,
    /// Files opened before, newest first.
    pub files: Vec<PathBuf>,
    /// Where the demo file is or will be.
    pub demo_path: PathBuf,
    /// Rows of the text `about` shows: version, paths.
    pub about: Vec<String>,
    /// The past of the rounds that panes show, as far as it was read.
    pub rounds: Shared<BTreeMap<Id, Arc<RoundThen>>>,
    /// How the measures stood over time, once somebody looked: the past does not change, so it is read once.
    pub trend: Option<Arc<crate::domain::trend::Trend>>,
    /// The closed round whose past this is, if it is not today.
    pub past: Option<Past>,
    /// The record that the change at hand makes: a list goes to it.
    pub made: Option<Id>,
    /// The field that was set last and its value, to be set again.
    pub again: Option<(Kind, usize, Value)>,
    /// The field at which the page of a kind was left.
    pub at_field: Shared<BTreeMap<Kind, usize>>,
    /// What this person wants in every file.
    pub prefs: Prefs,
}

/// What the store said last about saving.
#[derive(Debug, Clone, Default)]
pub struct SaveState {
    /// When the last transaction was confirmed.
    pub at: Option<Stamp>,
    /// The sentence and the time since when nothing can be saved.
    pub failing: Option<(Stamp, String)>,
    /// A copy of what could not be saved, while that is so.
    pub rescue: Option<Copied>,
    /// What was sent and is not confirmed.
    pub waiting: usize,
    /// Since when the oldest of it waits, in milliseconds of the steady clock.
    pub since: Option<u64>,
}

/// Milliseconds after which what waits is shown as such, and as not saved.
const SAVING: u64 = 300;
const UNSAVED: u64 = 2_000;

impl SaveState {
    /// How long the oldest has waited.
    fn waited(&self, tick: u64) -> u64 {
        self.since.map_or(0, |since| tick.saturating_sub(since))
    }
    /// Whether something is not saved, and that for longer than a slow disk takes.
    fn is_unsaved(&self, tick: u64) -> bool {
        self.failing.is_some() || self.waited(tick) >= UNSAVED
    }
    /// When the words of the header change although nothing happens.
    pub fn turns(&self, tick: u64) -> Option<u64> {
        let turns = [SAVING, UNSAVED].map(|after| self.since.map(|since| since + after));
        turns.into_iter().flatten().find(|at| *at > tick)
    }
}

/// A step of the journal in one line.
#[derive(Debug, Clone)]
pub struct Recent {
    pub seq: u64,
    pub at: Stamp,
    pub actor: String,
    pub label: String,
    /// The first records that it changed.
    pub about: Vec<Id>,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub at: Stamp,
    pub text: String,
    pub warning: bool,
    pub read: bool,
}

impl World {
    /// The records as they are today; for a pane of a closed round, as they were when it was closed.
    pub fn view(&self) -> View<'_> {
        View { records: &self.records, today: self.now.date() }
    }
    /// Text that is being typed and no step yet, here and by others.
    pub fn open_drafts(&self) -> Vec<OpenDraft> {
        open_drafts(self.drafts.keys().map(|(id, _)| *id), &self.theirs, &self.actor)
    }
    /// How the label of a step ends that is made of words which somebody else began.
    pub fn begun_by(&self, id: Id, field: usize) -> String {
        self.whose.get(&(id, field)).map_or(String::new(), |who| format!(", begun by {who}"))
    }
    pub fn organisation(&self) -> Option<&Record> {
        self.records.single(Kind::Organisation)
    }
    /// Whether the file is the invented demo.
    pub fn is_demo(&self) -> bool {
        self.organisation()
            .is_some_and(|o| organisation::Purpose::of(o, organisation::PURPOSE) == Some(organisation::Purpose::Demo))
    }
    /// The organisation's name in capitals, for headers; with the pilot, while one is worked on alone.
    pub fn banner(&self) -> String {
        let name = self.organisation().map_or("AIMS".into(), |o| o.title().to_uppercase());
        self.focus().map_or(name.clone(), |focus| format!("{name}, {} ONLY", focus.of))
    }
    /// The pilot that this person works on alone, if one was chosen and is still there.
    pub fn focus(&self) -> Option<Focus> {
        let of = self.setting(FOCUS).and_then(|text| text.parse().ok())?;
        Focus::new(self.view(), of)
    }
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.get(key).map(String::as_str)
    }
    /// For whom papers are made until a person says otherwise.
    pub fn readers(&self) -> Cut {
        let word = self.setting(READERS).unwrap_or_default();
        Cut::ALL.iter().copied().find(|cut| cut.label() == word).unwrap_or(Cut::Full)
    }
    /// The sheet on which papers are printed until a person says otherwise.
    pub fn paper_size(&self) -> PaperSize {
        self.setting(SHEET)
            .and_then(PaperSize::of)
            .or_else(|| PaperSize::of(self.prefs.of(Pref::Paper)))
            .unwrap_or_default()
    }
    /// The person of the file who sits here, if they said so.
    pub fn me(&self) -> Option<Id> {
        self.setting(crate::store::ME).and_then(|text| text.parse().ok()).filter(|id| self.records.live(*id).is_some())
    }
    /// Says to the records who looks at them: once a file is open, and when somebody says who they are.
    pub fn look_as_me(&mut self) {
        let me = self.setting(crate::store::ME).and_then(|text| text.parse().ok());
        self.records.seen_with(Eyes::Of(me));
    }
    pub fn is_loaded(&self, kind: Kind) -> bool {
        self.loaded.contains(&kind)
    }
    /// Whether something is not saved that should be by now: while the file is looked at, what is typed is kept beside it.
    pub fn is_unsaved(&self) -> bool {
        let checking = self.file.as_ref().is_some_and(|file| file.checking);
        self.saved.failing.is_some() || !checking && self.saved.is_unsaved(self.tick)
    }
    /// The text on the right of the header: `saved 10:41:07`, or that it is not.
    pub fn saved_text(&self) -> String {
        match (&self.file, &self.saved.failing, self.saved.at) {
            (None, ..) => String::new(),
            (Some(FileInfo { as_of: Some(at), .. }), ..) => format!("AS OF {}", at.date()),
            (Some(FileInfo { newer: Some(version), .. }), ..) if self.size.0 < 100 => {
                format!("READ ONLY newer aims (file version {version})")
            }
            (Some(FileInfo { newer: Some(version), .. }), ..) => {
                format!("READ ONLY written by a newer aims (file version {version})")
            }
            (Some(f), ..) if f.read_only.is_some() => "READ ONLY".into(),
            (Some(f), None, _) if f.checking && (self.saved.rescue.is_some() || self.saved.waiting > 0) => {
                if self.saved.rescue.is_some() { "checking, kept beside".into() } else { "checking…".into() }
            }
            (_, Some((since, why)), _) => self.unsaved_text(*since, why),
            _ if self.is_unsaved() => {
                let since = Stamp { utc: self.now.utc - (self.saved.waited(self.tick) / 1000) as i64, ..self.now };
                self.unsaved_text(since, "the disk has not answered yet")
            }
            (_, None, at) if self.saved.waiting > 0 && (at.is_none() || self.saved.waited(self.tick) >= SAVING) => {
                "saving…".into()
            }
            (_, None, Some(at)) => format!("saved {}", at.clock_seconds()),
            (_, None, None) => "nothing to save".into(),
        }
    }
    fn unsaved_text(&self, since: Stamp, why: &str) -> String {
        format!("NOT SAVED since {}: {}", since.clock(), crate::shown::cut(why, usize::from(self.size.0 / 2).max(12)))
    }
    /// The name of a step as it may be read now: while verdicts are hidden, one that tells a verdict or a finding says
    /// only where something was changed.
    pub fn discreet(&self, label: &str) -> String {
        let tells = ["verdict ", "finding ", "F-"].iter().any(|start| label.starts_with(start));
        if !self.hide_verdicts || !tells {
            return label.to_string();
        }
        label.rsplit_once(", ").map_or("a change".into(), |(_, place)| format!("a change at {place}"))
    }
    /// Remembers a step for the list of the latest ones.
    pub fn happened(&mut self, step: Recent) {
        if step.actor != self.actor {
            self.unseen.insert(0, step.clone());
        }
        self.recent.insert(0, step);
        self.recent.truncate(50);
    }
    /// The step up to which this person has looked at what changed for them.
    pub fn looked(&self) -> u64 {
        self.setting(crate::store::LOOKED).and_then(|text| text.parse().ok()).unwrap_or(0)
    }
    /// The latest steps that may be told: of a round that is judged apart by others nothing is.
    pub fn latest(&self) -> impl Iterator<Item = &Recent> + '_ {
        self.recent.iter().filter(|step| step.actor == self.actor || veil::is_told(&self.records, &step.about))
    }
    /// Everyone else who has the file open, and since when; nothing if nobody has.
    pub fn held_by(&self) -> Option<String> {
        let others = &self.file.as_ref()?.others;
        let one = |p: &Presence| {
            let day = if p.since.date() == self.now.date() { String::new() } else { format!("{} ", p.since.date()) };
            format!("{}@{} since {day}{}", p.user, p.host, p.since.clock())
        };
        (!others.is_empty()).then(|| others.iter().map(one).collect::<Vec<_>>().join(", "))
    }
    /// A short name for the person at the keyboard.
    pub fn user(&self) -> &str {
        self.actor.split('@').next().unwrap_or(&self.actor)
    }
}
