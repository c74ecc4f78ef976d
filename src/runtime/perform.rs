//! Carries out effects: the store's, and those on files outside of it.

use super::{Outside, Workbench, jobs::Made};
use crate::{
    app::Msg,
    domain::{Id, Records, veil},
    exchange::{GivenAnswers, SheetAsked, SheetFrom, file},
    panes::answering,
    session::is_there,
    store::{self, Event, Request, StoreError},
    ui::{AfterChoice, Effect, Fetched, Query},
};
use std::path::Path;

/// Bytes of a text that is read for a pane at most.
const TEXT_MAX: u64 = 4 << 20;

impl Workbench {
    pub(super) fn perform(&mut self, effect: Effect) {
        let at = self.app.world.now;
        match effect {
            Effect::Save(change) => self.send(Request::Save { change, at }),
            Effect::Draft(draft) => self.send(Request::Draft(draft)),
            Effect::DropDraft(id, field) => self.send(Request::DropDraft(id, field)),
            Effect::Undo(because) => self.send(Request::Undo { at, because }),
            Effect::Redo(because) => self.send(Request::Redo { at, because }),
            Effect::Prefer(pref, value) => self.prefer(pref, &value),
            Effect::Keep(key, value) => self.keep(&key, value),
            Effect::Copy { what, text } => self.outside.push_back(Outside::Copy { what, text }),
            Effect::Editor { id, field, text } => self.outside.push_back(Outside::Edit { id, field, text }),
            Effect::TakeBack => self.take_back(),
            Effect::TakeOver => self.told(Workbench::take_over),
            Effect::Suspend => self.outside.push_back(Outside::Suspend),
            Effect::Redraw => self.outside.push_back(Outside::Redraw),
            Effect::Write { path, bytes, overwrite, what } => self.write(&path, bytes, overwrite, what),
            Effect::Make { output, path, overwrite } => self.output(output, &path, overwrite),
            Effect::Issue(issuing) => self.issue_asked(issuing),
            Effect::Trend => self.make_trend(),
            Effect::StopJob => self.stop_job(),
            Effect::Compare(of, one, other) => self.compare_shown(of, one, other),
            Effect::Fetch(query) => self.fetch(query),
            Effect::ReadReasons => self.send(Request::Reasons),
            Effect::ReadRound(id) => self.send(Request::Round(id)),
            Effect::ReadSheet(asked) => self.read_sheet(asked),
            Effect::Remember(shape, said) => self.remember(shape, &said),
            Effect::OpenFile(path) => self.told(|bench| bench.open_file(&path)),
            Effect::NewFile { path, organisation } => self.told(|bench| bench.new_file(&path, &organisation)),
            Effect::Upgrade => self.told(Workbench::upgrade_file),
            Effect::Erase { id, field, because } => self.told(|bench| bench.erase(id, field, &because)),
            Effect::OpenDemo => self.told(Workbench::open_demo),
            // The app says so itself; who drives it asks [`App::is_quitting`].
            Effect::Quit => {}
            other => self.message(Msg::Warn(format!("this cannot be done here: {other:?}"))),
        }
    }

    /// Does something whose error is a sentence for the status row.
    fn told(&mut self, act: impl FnOnce(&mut Workbench) -> Result<(), String>) {
        if let Err(why) = act(self) {
            self.message(Msg::Warn(why));
        }
    }

    fn keep(&self, key: &str, value: String) {
        let world = &self.app.world;
        if world.file.as_ref().is_some_and(|f| f.read_only.is_none()) {
            self.send(Request::Keep { key: crate::store::personal(&world.actor, key), value });
        }
    }

    pub(super) fn write(&mut self, path: &Path, bytes: Vec<u8>, overwrite: bool, what: String) {
        let path = self.options.folders.expand(path);
        if store::is_open_here(&path) {
            let why = format!("{} is the open file itself; choose another name", path.display());
            return self.message(Msg::Warn(why));
        }
        if !overwrite && is_there(&path) {
            let then = AfterChoice::Overwrite { path: path.clone(), bytes, what };
            return self.message(Msg::Go(answering::overwrite_menu(&path, then)));
        }
        let said = match file::write_new(&path, &bytes, overwrite) {
            Ok(()) => Msg::Say(format!("{what} → {}", path.display())),
            Err(why) => Msg::Warn(why),
        };
        self.message(said);
    }

    /// Every record with all its texts, as they are in the file now.
    pub fn full_records(&self) -> Result<Records, String> {
        self.reading()?.records()
    }

    /// All changes of a record, oldest first.
    pub fn history(&self, id: Id) -> Result<Vec<Event>, String> {
        self.session()?.history(id)
    }

    fn fetch(&mut self, query: Query) {
        if let Query::Search(words) = query {
            return self.search(words);
        }
        if matches!(query, Query::Touches) {
            let what = "when each record was touched last".into();
            self.begin(what, |reading| reading.touches().map(|all| Made::Told(Msg::Fetched(Fetched::Touches(all)))));
            return;
        }
        if let Query::Text(path) = query {
            let read = file::read_capped(&self.options.folders.expand(&path), TEXT_MAX);
            let text =
                read.and_then(|bytes| String::from_utf8(bytes).map_err(|_| format!("{} is no text", path.display())));
            return self.message(Msg::Fetched(Fetched::Text(path, text)));
        }
        self.catch_up();
        match self.fetched(&query) {
            Some(Ok(fetched)) => self.message(Msg::Fetched(fetched)),
            Some(Err(error)) => self.message(Msg::Warn(error.to_string())),
            None => {}
        }
    }

    fn fetched(&self, query: &Query) -> Option<Result<Fetched, StoreError>> {
        let reader = &self.session.as_ref()?.reader;
        // What is judged apart by others is not told.
        let (seen, actor) = (&self.app.world.records, &self.app.world.actor);
        Some(match query {
            Query::History(id) => reader.history(*id).map(|mut events| {
                events.retain(|event| event.is_told_of(seen, *id));
                Fetched::Events(Some(*id), events)
            }),
            Query::Foreign(prefix) => {
                let kind = self.app.world.foreign.kind(prefix)?;
                reader.foreign_records(kind).map(|records| Fetched::Foreign(prefix.clone(), records))
            }
            Query::ForeignOf(id) => {
                reader.foreign_of(*id, &self.app.world.foreign).map(|values| Fetched::ForeignOf(*id, values))
            }
            Query::Recent(n) => reader.recent(*n).map(|mut events| {
                events.retain(|event| event.actor == *actor || veil::is_told(seen, &event.ids));
                Fetched::Events(None, events)
            }),
            // Found beside the loop.
            Query::Search(_) | Query::Touches | Query::Text(_) => return None,
        })
    }

    /// Reads a sheet beside the loop.
    fn read_sheet(&mut self, asked: SheetAsked) {
        let from = match &asked.from {
            SheetFrom::File(path) => SheetFrom::File(self.options.folders.expand(path)),
            cells => cells.clone(),
        };
        if let SheetFrom::File(path) = &from
            && store::is_open_here(path)
        {
            let why = format!("{} is the open file itself, not a sheet", path.display());
            return self.message(Msg::Fetched(Fetched::Sheet(Box::new(asked), Err(why))));
        }
        let what = format!("the import of {}", from.name());
        let (program, again) = (self.options.program.clone(), asked.clone());
        let begun = self.begin(what, move |reading| {
            let read = reading.sheet(&from, &asked.said, &program).map(Box::new);
            Ok(Made::Told(Msg::Fetched(Fetched::Sheet(Box::new(asked), read))))
        });
        if !begun {
            self.message(Msg::Fetched(Fetched::Stopped(Box::new(again))));
        }
    }

    fn remember(&self, shape: String, said: &GivenAnswers) {
        if self.app.world.file.as_ref().is_some_and(|f| f.read_only.is_none()) {
            self.send(Request::Keep { key: shape, value: said.written() });
        }
    }
}
