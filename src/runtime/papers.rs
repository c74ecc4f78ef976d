//! What the screen asks to make of the whole file, each as a job: papers written, issued and compared, tables.

use super::{Workbench, jobs::Made};
use crate::{
    app::Msg,
    document::{
        self, SizedFormat,
        issue::{Issuing, WhichIssue},
        template,
    },
    domain::Id,
    exchange::{
        ListTable,
        outlet::{ExportReach, Outlet},
    },
    package,
    panes::answering,
    session::{Against, BundleWanted, is_there, paper_kind, system_fonts, with_ending},
    store,
    ui::{AfterChoice, Output, Place, effect::WantedPaper},
};
use std::path::{Path, PathBuf};

impl Workbench {
    /// Makes something of the whole file and writes it.
    pub(super) fn output(&mut self, output: Output, path: &Path, overwrite: bool) {
        let path = with_ending(&self.options.folders.expand(path), output.ending());
        if store::is_open_here(&path) {
            let why = format!("{} is the open file itself; choose another name", path.display());
            return self.message(Msg::Warn(why));
        }
        if let Some(why) = output.refusal(&path) {
            return self.message(Msg::Warn(why));
        }
        if !overwrite && is_there(&path) {
            let then = AfterChoice::OverwriteMade { output, path: path.clone() };
            return self.message(Msg::Go(answering::overwrite_menu(&path, then)));
        }
        match output {
            Output::Paper(paper) => self.paper(paper, path, overwrite),
            Output::Table(table) => self.table(table, path, overwrite),
            Output::Everything => self.everything(path, overwrite),
            Output::Bundle(about) => self.bundle(about, path, overwrite),
            Output::Asking(about) => {
                let size = self.app.world.paper_size();
                let ask = move |reading: &crate::session::Reading<'_>| reading.asking(about, size).map(|made| made.0);
                self.make("the sheet to fill in".into(), path, overwrite, ask);
            }
        }
    }

    fn table(&mut self, table: ListTable, path: PathBuf, overwrite: bool) {
        let (size, workbook) = (self.app.world.paper_size(), has(&path, ExportReach::Kind, Outlet::Xlsx));
        self.make(table.told(), path, overwrite, move |reading| match workbook {
            true => reading.table_as_workbook(&table, size),
            false => reading.table(&table),
        });
    }

    /// A pack without secret fields: they leave only where a flag of the shell says so.
    fn bundle(&mut self, about: Option<Id>, path: PathBuf, overwrite: bool) {
        let wanted = BundleWanted { about, private: false, size: self.app.world.paper_size(), files: None };
        self.make("the evidence pack".into(), path, overwrite, move |reading| {
            let files = reading.bundle(&wanted)?;
            package::zip(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
        });
    }

    fn everything(&mut self, path: PathBuf, overwrite: bool) {
        let size = self.app.world.paper_size();
        let outlet = Outlet::of(&path, ExportReach::Everything).ok().flatten();
        self.make("the whole file".into(), path, overwrite, move |reading| match outlet {
            Some(Outlet::Calendar) => reading.calendar(false).map(|made| made.0),
            Some(Outlet::Json) => reading.json_of_all().map(|made| made.0),
            _ => reading.workbook(size).map(|made| made.0),
        });
    }

    fn paper(&mut self, paper: WantedPaper, path: PathBuf, overwrite: bool) {
        let form = match SizedFormat::of(&path, self.app.world.paper_size()) {
            Ok(form) => SizedFormat { fonts: system_fonts, ..form },
            Err(why) => return self.message(Msg::Warn(why)),
        };
        let paper = match template::is_one(&paper.kind) {
            true => {
                let kind = self.options.folders.expand(Path::new(&paper.kind)).to_string_lossy().into_owned();
                WantedPaper { kind, ..paper }
            }
            false => paper,
        };
        self.make(paper.kind.clone(), path, overwrite, move |reading| match paper.issued {
            None => reading.paper_bytes(&paper.kind, paper.subject, paper.cut, form),
            Some(version) => reading.issued_bytes(&paper.kind, paper.subject, WhichIssue::Version(version), form),
        });
    }

    pub(super) fn issue_asked(&mut self, issuing: Issuing) {
        if let Err(why) = self.session().and_then(|session| session.info.may_issue()) {
            return self.message(Msg::Warn(why));
        }
        let what = format!("the issue of the {}", issuing.kind.title());
        self.begin(what, move |reading| reading.issue(&issuing).map(|change| Made::Told(Msg::Issued(change))));
    }

    pub(super) fn compare_shown(&mut self, of: WantedPaper, one: i64, other: Option<i64>) {
        let other = other.map_or(Against::Today, |n| Against::Issue(WhichIssue::Version(n)));
        // A text on the screen has a blank at either side.
        let columns = usize::from(self.app.world.size.0).clamp(40, 143) - 3;
        let what = format!("the comparison of {}", of.kind);
        self.begin(what, move |reading| {
            let paper = reading.compared(paper_kind(&of.kind)?, of.subject, WhichIssue::Version(one), other)?;
            let lines = document::text::write_in(&paper, columns).lines().map(String::from).collect();
            Ok(Made::Told(Msg::Go(Place::Guide { title: paper.title, lines })))
        });
    }
}

/// Whether the ending of a file asks for this format.
fn has(path: &Path, reach: ExportReach, outlet: Outlet) -> bool {
    Outlet::of(path, reach) == Ok(Some(outlet))
}
