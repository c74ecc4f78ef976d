//! The job that runs beside the loop: its progress on the status row, its end, its being stopped. And the search.

use super::Workbench;
use crate::{
    app::Msg,
    exchange::file,
    session::{Job, Reading, is_there},
    store::SearchHit,
    ui::Fetched,
};
use std::path::PathBuf;

/// Hits of a search that are shown.
const HITS: usize = 200;

/// What is being made beside the loop.
#[derive(Debug)]
pub(super) struct Making {
    job: Job<Made>,
    /// What the status row says of it.
    told: String,
}

/// What a job answers.
#[derive(Debug)]
pub(super) enum Made {
    /// For a file, which may be written over if that was asked.
    File { bytes: Vec<u8>, path: PathBuf, overwrite: bool },
    /// For the app.
    Told(Msg),
}

/// A search that runs beside the loop; the next one takes its place.
pub(super) type Seeking = Job<(String, Vec<SearchHit>)>;

impl Workbench {
    /// Looks for words in the whole file; what was looked for before is not wanted any more.
    pub(super) fn search(&mut self, words: String) {
        self.seeking.take().into_iter().for_each(Seeking::leave);
        let (now, waker) = (self.options.clock.now(), self.waker.clone());
        let session = self.session.as_mut().ok_or_else(|| "no file is open".to_string());
        let what = format!("the search for “{words}”");
        let work = move |reading: &Reading<'_>| {
            let hits = reading.search(&words, HITS)?;
            Ok((words, hits))
        };
        match session.and_then(|session| session.start(what, now, waker, work)) {
            Ok(job) => self.seeking = Some(job),
            Err(why) => self.message(Msg::Warn(why)),
        }
    }

    /// Takes what a search found, if it is through.
    pub(super) fn take_found(&mut self) -> bool {
        let answer = self.seeking.as_ref().and_then(Seeking::poll);
        answer.is_some_and(|answer| self.found(answer))
    }

    /// Waits for a search, if one runs; false if none did.
    pub(super) fn finish_search(&mut self) -> bool {
        let answer = self.seeking.as_ref().map(Seeking::wait);
        answer.is_some_and(|answer| self.found(answer))
    }

    fn found(&mut self, answer: Result<(String, Vec<SearchHit>), String>) -> bool {
        self.seeking = None;
        self.message(match answer {
            Ok((words, hits)) => Msg::Fetched(Fetched::Hits(words, hits)),
            Err(why) => Msg::Warn(why),
        });
        true
    }

    /// Makes a file beside the loop and writes it. One at a time: who asks for a second one is told so.
    pub(super) fn make(
        &mut self,
        what: String,
        path: PathBuf,
        overwrite: bool,
        work: impl FnOnce(&Reading<'_>) -> Result<Vec<u8>, String> + Send + 'static,
    ) {
        self.begin(what, move |reading| Ok(Made::File { bytes: work(reading)?, path, overwrite }));
    }

    /// Reads how the measures stood over time, unless that is being done.
    pub(super) fn make_trend(&mut self) {
        let what = "how it went over time";
        if self.making.as_ref().is_none_or(|making| making.job.what != what) {
            self.begin(what.into(), |reading| reading.trend().map(|trend| Made::Told(Msg::Trend(trend))));
        }
    }

    /// Does some work on the whole file beside the loop. What it answers is written, or told to the app. False if it
    /// could not begin, which is told.
    pub(super) fn begin(
        &mut self,
        what: String,
        work: impl FnOnce(&Reading<'_>) -> Result<Made, String> + Send + 'static,
    ) -> bool {
        if let Some(making) = &self.making {
            let why = format!("{} is being made; Esc stops it, then ask again", making.job.what);
            self.message(Msg::Warn(why));
            return false;
        }
        let (now, waker) = (self.options.clock.now(), self.waker.clone());
        let session = self.session.as_mut().ok_or_else(|| "no file is open".to_string());
        match session.and_then(|session| session.start(what, now, waker, work)) {
            Ok(job) => {
                self.making = Some(Making { job, told: String::new() });
                self.tell_progress();
                true
            }
            Err(why) => {
                self.message(Msg::Warn(why));
                false
            }
        }
    }

    /// Asks the job to end; that it did is told when it has.
    pub(super) fn stop_job(&mut self) {
        self.making.iter().for_each(|making| making.job.stop());
        self.tell_progress();
    }

    /// Takes the answer of the job if it is there, else its progress; false if nothing is new.
    pub(super) fn take_job(&mut self) -> bool {
        let Some(making) = &self.making else { return false };
        match making.job.poll() {
            Some(answer) => {
                self.made(answer);
                true
            }
            None => self.tell_progress(),
        }
    }

    /// Waits for the job, if one runs; false if none did.
    pub(super) fn finish_job(&mut self) -> bool {
        let Some(making) = &self.making else { return false };
        let answer = making.job.wait();
        self.made(answer);
        true
    }

    fn tell_progress(&mut self) -> bool {
        let Some(making) = &mut self.making else { return false };
        let told = making.job.told();
        if making.told == told {
            return false;
        }
        making.told.clone_from(&told);
        self.message(Msg::Job(Some(told)));
        true
    }

    fn made(&mut self, answer: Result<Made, String>) {
        let Some(Making { job, .. }) = self.making.take() else { return };
        self.message(Msg::Job(None));
        let what = &job.what;
        if let Ok(Made::Told(Msg::Fetched(Fetched::Sheet(asked, _)))) = &answer
            && job.is_stopped()
        {
            self.message(Msg::Fetched(Fetched::Stopped(asked.clone())));
        }
        let said = match answer {
            _ if job.is_stopped() => Msg::Say(format!("{what} was stopped; nothing was written")),
            Err(why) => Msg::Warn(why),
            Ok(Made::Told(msg)) => msg,
            // It came there while the text was made; nobody was asked whether it may go.
            Ok(Made::File { overwrite: false, path, .. }) if is_there(&path) => {
                Msg::Warn(format!("{} is there by now; nothing was written", path.display()))
            }
            Ok(Made::File { bytes, path, overwrite }) => match file::write_new(&path, &bytes, overwrite) {
                Ok(()) => Msg::Say(format!("{what} → {}", path.display())),
                Err(why) => Msg::Warn(why),
            },
        };
        self.message(said);
    }
}
