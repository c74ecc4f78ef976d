//! What the screen asks to make of the whole file, each as a job: papers written, issued and compared, tables.

use super::{Workbench, jobs::Made};
use crate::{
    app::Msg,
    document::{
        self, Format, html,
        issue::{Issuing, Which},
    },
    panes::answering,
    session::{Against, is_there, paper_kind, with_ending},
    store,
    ui::{AfterChoice, Output, Place, effect::Wanted, prefs::Pref},
};
use std::path::{Path, PathBuf};

impl Workbench {
    /// Makes something of the whole file and writes it.
    pub(super) fn output(&mut self, output: Output, path: &Path, overwrite: bool) {
        let ending = match output {
            Output::Paper(_) => "md",
            Output::Table(_) => "csv",
        };
        let path = with_ending(&self.options.folders.expand(path), ending);
        if store::is_open_here(&path) {
            let why = format!("{} is the open file itself; choose another name", path.display());
            return self.message(Msg::Warn(why));
        }
        if !overwrite && is_there(&path) {
            let then = AfterChoice::OverwriteMade { output, path: path.clone() };
            return self.message(Msg::Go(answering::overwrite_menu(&path, then)));
        }
        match output {
            Output::Paper(paper) => self.paper(paper, path, overwrite),
            Output::Table(table) => self.make(table.told(), path, overwrite, move |reading| reading.table(&table)),
        }
    }

    fn paper(&mut self, paper: Wanted, path: PathBuf, overwrite: bool) {
        let format = Format::of(&path);
        let sheet = self.options.prefs.of(Pref::Paper).to_string();
        let sized = move |bytes: Vec<u8>| match format {
            Format::Html => html::on_sheet(bytes, &sheet),
            _ => bytes,
        };
        self.make(paper.kind.clone(), path, overwrite, move |reading| match paper.issued {
            None => reading.paper_bytes(&paper.kind, paper.subject, paper.cut, format).map(sized),
            Some(version) => reading.issued_bytes(&paper.kind, paper.subject, Which::Version(version), format),
        });
    }

    pub(super) fn issue_asked(&mut self, issuing: Issuing) {
        if let Err(why) = self.session().and_then(|session| session.info.may_issue()) {
            return self.message(Msg::Warn(why));
        }
        let what = format!("the issue of the {}", issuing.kind.title());
        self.begin(what, move |reading| reading.issue(&issuing).map(|change| Made::Told(Msg::Issued(change))));
    }

    pub(super) fn compare_shown(&mut self, of: Wanted, one: i64, other: Option<i64>) {
        let other = other.map_or(Against::Today, |n| Against::Issue(Which::Version(n)));
        // A text on the screen has a blank at either side.
        let columns = usize::from(self.app.world.size.0).clamp(40, 143) - 3;
        let what = format!("the comparison of {}", of.kind);
        self.begin(what, move |reading| {
            let paper = reading.compared(paper_kind(&of.kind)?, of.subject, Which::Version(one), other)?;
            let lines = document::text::write_in(&paper, columns).lines().map(String::from).collect();
            Ok(Made::Told(Msg::Go(Place::Guide { title: paper.title, lines })))
        });
    }
}
