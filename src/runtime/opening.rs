//! Opening and making files: the world around the records, what is loaded in which order, what is said at once.

use super::{RunOptions, Workbench, demo_file, editor, recent};
use crate::{
    app::{App, Msg},
    domain::{Id, Kind, Records, veil::Eyes},
    framework,
    panes::{answering::take_back_menu, held},
    session::{Clock, FileInfo, LAST_SAVE, Session, Setup, name_of, with_ending},
    store::{self, Came, Draft, FoundingStep, Reader, Request, StoreError},
    ui::{Place, World, world},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

/// What the first screen shows is read first, then everything else.
const FIRST: [Kind; 4] = [Kind::Organisation, Kind::Method, Kind::Round, Kind::Interview];
/// Steps of the journal that the first screen may show.
const RECENT: usize = 50;
/// Steps among which there may be news for this person.
const UNSEEN: usize = 1_000;

/// The world before a file is open.
pub(super) fn empty_world(options: &RunOptions) -> World {
    World {
        records: Records::default().into(),
        now: options.clock.now(),
        tick: options.clock.tick(),
        actor: options.who.actor(),
        window: options.who.pid,
        size: options.size,
        theme: options.theme,
        keymap: options.keymap.clone().into(),
        settings: BTreeMap::new().into(),
        file: None,
        foreign: Default::default(),
        saved: world::SaveState::default(),
        hide_verdicts: false,
        bars_hidden: false,
        drafts: HashMap::new().into(),
        theirs: Vec::new().into(),
        whose: BTreeMap::new(),
        found: Vec::new(),
        loaded: Vec::new(),
        recent: Vec::new().into(),
        unseen: Vec::new().into(),
        messages: Vec::new().into(),
        files: recent::read(&options.folders),
        demo_path: options.folders.demo(),
        about: about(options),
        rounds: BTreeMap::new().into(),
        trend: None,
        past: None,
        made: None,
        again: None,
        at_field: Default::default(),
        prefs: options.prefs.clone(),
    }
}

/// Version and paths, for the text that `about` shows.
fn about(options: &RunOptions) -> Vec<String> {
    let folders = &options.folders;
    vec![
        format!("aims {}, data schema {}", env!("CARGO_PKG_VERSION"), store::SCHEMA_VERSION),
        format!("you        {}", options.who.actor()),
        format!("key map    {}", options.keymap.files.join(" + ")),
        format!("own keys   {}", folders.keys().display()),
        format!("demo       {}", folders.demo().display()),
        format!("copies     {}", folders.copies().display()),
        format!("state      {}", folders.state.display()),
    ]
}

impl Workbench {
    /// Opens a file in place of the one that is open; on an error that one stays. The error is a sentence.
    pub fn open_file(&mut self, path: &Path) -> Result<(), String> {
        let path = self.options.folders.expand(path);
        if self.file().is_some_and(|(open, ..)| path.canonicalize().is_ok_and(|p| p == open))
            && store::is_open_here(&path)
        {
            self.message(Msg::Go(Place::Home));
            self.message(Msg::Say(format!("{} is open already", name_of(&path))));
            return Ok(());
        }
        let setup = Setup { behind: true, ..self.options.setup() };
        let session = Session::open(&path, &setup, self.waker.clone())?;
        if let Some(at) = session.info.as_of {
            // In the past, today is that day.
            self.options.clock = Clock::fixed(at);
        }
        let world = self.world_of(&session).map_err(|error| error.of_file(&session.info.path).to_string())?;
        self.leave_file();
        self.enter(world, session);
        Ok(())
    }

    /// Writes and closes what is open.
    fn leave_file(&mut self) {
        self.remember_file();
        if !self.close() {
            let left = self.left_behind();
            self.message(Msg::Warn(left));
        }
    }

    /// Brings the open file, which is of an older version, up to date and opens it again.
    pub(super) fn upgrade_file(&mut self) -> Result<(), String> {
        let path = self.session()?.info.path.clone();
        self.leave_file();
        let done = store::upgrade(&path, &self.options.who, self.options.clock.now(), false);
        self.open_file(&path)?;
        if let Some(done) = done.map_err(|e| e.to_string())? {
            let copy = name_of(&done.copy);
            self.message(Msg::Warn(format!("upgraded; {copy} is the old file, verified; do the change again")));
        }
        Ok(())
    }

    /// Erases a text of the open file for good and opens it again at the record.
    pub(super) fn erase(&mut self, id: Id, field: usize, because: &str) -> Result<(), String> {
        let open = self.app.world.file.as_ref().ok_or("no file is open")?;
        if let Some(why) = &open.read_only {
            return Err(format!("nothing was erased: read only, {why}"));
        }
        let path = open.path.clone();
        self.leave_file();
        let done = store::erase(&path, (id, field), because, &self.options.who, self.options.clock.now());
        self.open_file(&path)?;
        let copies = store::folder_of(&path, &self.options.folders.copies());
        let erased = done.map_err(|e| e.to_string())?.with_copies(&copies);
        self.message(Msg::Go(Place::Record(id)));
        self.message(Msg::Warn(erased.told()));
        Ok(())
    }

    /// The world of a file, its small things read.
    fn world_of(&self, session: &Session) -> Result<World, StoreError> {
        let mut world = empty_world(&self.options);
        world.size = self.app.world.size;
        world.bars_hidden = self.app.world.bars_hidden;
        session.reader.at_once(|| read_in(&mut world, &session.reader))?;
        match session.info.as_of {
            None => world.look_as_me(),
            // Who sees into a round is today's matter, whatever day is read.
            Some(_) => world.records.seen_with(Eyes::Without(session.sealed()?)),
        }
        world.file = Some(session.info.clone());
        Ok(world)
    }

    /// Puts the open file to the top of the list of recent ones.
    pub(super) fn remember_file(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| self.options.remember) else { return };
        recent::add(&self.options.folders, &session.info.path);
        self.app.world.files = recent::read(&self.options.folders);
    }

    /// The look at the whole file is through.
    pub(super) fn came_in(&mut self, came: &Came) {
        if let Some(session) = &mut self.session {
            session.reader.signed_in(came.session);
            session.info.checking = false;
            (session.info.read_only, session.info.damage) = (came.read_only.clone(), came.damage.clone());
            session.info.others.clone_from(&came.others);
        }
        self.remember_file();
    }

    fn enter(&mut self, mut world: World, session: Session) {
        world.messages = std::mem::take(&mut self.app.world.messages);
        let rest = Kind::ALL.iter().filter(|kind| !FIRST.contains(kind));
        session.store.send(Request::Load(FIRST.iter().chain(rest).copied().collect()));
        session.store.send(Request::Reasons);
        self.app = App::new(world, Place::Start);
        let (info, notices) = (session.info.clone(), session.notices.clone());
        self.set_session(session);
        self.message(Msg::Go(Place::Home));
        self.greet(&info, notices);
        if !info.checking {
            self.remember_file();
        }
    }

    /// What is worth saying once.
    fn greet(&mut self, opened: &FileInfo, notices: Vec<String>) {
        let me = self.options.who.clone();
        // Who is there is told when this session has signed in.
        for other in opened.others.iter().filter(|_| !opened.checking) {
            let since = other.since.clock();
            self.message(Msg::Say(format!("{}@{} has this file open too, since {since}", other.user, other.host)));
            if other.user == me.user && other.host != me.host {
                let host = &other.host;
                self.message(Msg::Warn(format!("you on {host} hold this file; if that is gone, :take over (see g m)")));
            }
        }
        notices.into_iter().for_each(|notice| self.message(Msg::Warn(notice)));
        if let Some(why) = &opened.read_only {
            self.message(Msg::Warn(format!("read only: {why}")));
        }
        self.tell_problems();
        self.offer_edited();
        self.offer_held();
        self.offer_rescues();
    }

    /// Puts what an editor left when something went wrong into its place as a draft, and says so.
    fn offer_edited(&mut self) {
        let Some(path) = self.session.as_ref().filter(|s| s.info.read_only.is_none()).map(|s| s.info.path.clone())
        else {
            return;
        };
        for left in editor::left(&self.options.folders, &path) {
            let (key, name) = ((left.id, left.field), left.path.display().to_string());
            let Some(text) = left.text else {
                self.message(Msg::Warn(format!("an editor left more text for {} than a field holds: {name}", left.id)));
                continue;
            };
            let draft = self.app.world.drafts.get(&key).cloned();
            let record = self.session.as_ref().and_then(|s| s.reader.read(left.id).ok().flatten());
            let had = draft.as_ref().map(|d| d.text.clone());
            let had = had.or_else(|| record.map(|r| r.text(left.field).to_string()));
            if had.as_deref().map(|t| t.trim_end_matches('\n')) != Some(&text) {
                let extra = draft.map(|d| d.extra).unwrap_or_default();
                let draft = Draft { id: left.id, field: left.field, text, extra, at: self.app.world.now };
                self.app.world.drafts.insert(key, draft.clone());
                self.app.world.found.push(key);
                self.send(Request::Draft(draft));
                self.message(Msg::Warn(format!("what your editor left for {} is back in its place", left.id)));
            }
            if self.session.as_ref().is_some_and(|s| s.store.flush(LAST_SAVE)) {
                // One that cannot be removed is compared again next time.
                let _ = std::fs::remove_file(&left.path);
            }
        }
    }

    /// Asks again about text that came at once when the program ended before anybody said what it is.
    fn offer_held(&mut self) {
        if let Some(place) = held::again(&self.app.world) {
            self.message(Msg::Go(place));
        }
    }

    /// Asks about the steps that could not be saved last time.
    fn offer_rescues(&mut self) {
        let Some(session) = self.session.as_ref().filter(|s| s.info.read_only.is_none()) else { return };
        let steps: Vec<String> =
            session.rescues.iter().flat_map(|r| &r.changes).map(|(change, _)| change.label.clone()).collect();
        let Some(first) = session.rescues.first().filter(|_| !steps.is_empty()) else { return };
        let menu = take_back_menu(&steps, &first.actor);
        self.message(Msg::Go(menu));
    }

    /// Sends the steps that could not be saved last time; their copies go when all of them are answered.
    pub(super) fn take_back(&mut self) {
        let rescues = self.session.as_mut().map(|s| std::mem::take(&mut s.rescues)).unwrap_or_default();
        for rescue in rescues {
            let changes = rescue.changes.into_iter().map(|(change, _)| change).collect();
            self.message(Msg::TakeBack(changes));
            self.send(Request::TakenBack(rescue.path));
        }
    }

    /// Opens the file again and signs off all other sessions, so that text they left comes back here.
    pub(super) fn take_over(&mut self) -> Result<(), String> {
        let path = self.session()?.info.path.clone();
        self.options.take_over = true;
        self.leave_file();
        let opened = self.open_file(&path);
        self.options.take_over = false;
        opened
    }

    /// Makes a file for an organisation and opens it.
    pub fn new_file(&mut self, path: &Path, organisation: &str) -> Result<(), String> {
        let path = create(&self.options, path, organisation)?;
        self.open_file(&path)
    }

    /// Opens the demo, made anew if it is stale.
    pub fn open_demo(&mut self) -> Result<(), String> {
        let path = self.options.folders.demo();
        let open_here = self.file().is_some_and(|(open, ..)| path.canonicalize().is_ok_and(|p| p == open));
        if !open_here {
            demo_file::ready(&self.options, &path)?;
        }
        self.open_file(&path)
    }
}

/// Makes the file of an organisation and returns its path, `.aims` added where it has no ending.
pub fn create(options: &RunOptions, path: &Path, organisation: &str) -> Result<PathBuf, String> {
    let path = with_ending(&options.folders.expand(path), "aims");
    let change = framework::first_records(organisation, false);
    let step = FoundingStep { at: options.clock.now(), actor: options.who.actor(), change };
    store::create(&path, &[step]).map_err(|e| e.to_string())?;
    Ok(path)
}

/// Settings, drafts and latest steps: what is small and on the first screen.
fn read_in(world: &mut World, reader: &Reader) -> Result<(), StoreError> {
    let prefix = store::personal(&world.actor, "");
    for (key, value) in reader.settings(&prefix)? {
        world.settings.insert(key[prefix.len()..].to_string(), value);
    }
    for (draft, actor) in reader.drafts_with_actors()? {
        let key = (draft.id, draft.field);
        world.found.push(key);
        match actor == world.actor {
            true => drop(world.whose.remove(&key)),
            false => drop(world.whose.insert(key, actor)),
        }
        world.drafts.insert(key, draft);
    }
    world.foreign = reader.foreign()?;
    world.theirs = reader.drafts_of_others()?.into();
    let told = |step: store::Label| world::Recent {
        seq: step.seq,
        at: step.at,
        actor: step.actor,
        label: step.label,
        about: step.about,
    };
    let before = world.setting(store::LOOKED_BEFORE).and_then(|text| text.parse().ok()).unwrap_or(0);
    let others = reader.labels_since(before, UNSEEN)?.into_iter().filter(|step| step.actor != world.actor);
    world.unseen = others.map(told).collect::<Vec<_>>().into();
    world.recent = reader.labels(RECENT)?.into_iter().map(told).collect::<Vec<_>>().into();
    Ok(())
}
