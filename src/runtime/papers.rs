//! Papers that the screen asks for: written to a file, issued, compared.

use super::Workbench;
use crate::{
    app::Msg,
    document::{
        self, Format,
        issue::{Issuing, Which},
    },
    panes::answering,
    session::{Against, is_there, paper_kind, with_ending},
    ui::{AfterChoice, Place, effect::Wanted},
};
use std::path::Path;

impl Workbench {
    pub(super) fn paper(&mut self, paper: Wanted, path: &Path, overwrite: bool) {
        let path = with_ending(&self.options.folders.expand(path), "md");
        if !overwrite && is_there(&path) {
            let then = AfterChoice::OverwritePaper { paper, path: path.clone() };
            return self.message(Msg::Go(answering::overwrite_menu(&path, then)));
        }
        let format = Format::of(&path);
        self.make(paper.kind.clone(), path, overwrite, move |reading| match paper.issued {
            None => reading.paper_bytes(&paper.kind, paper.subject, format),
            Some(version) => reading.issued_bytes(&paper.kind, paper.subject, Which::Version(version), format),
        });
    }

    pub(super) fn issue_asked(&mut self, issuing: &Issuing) {
        let now = self.options.clock.now();
        match self.session().and_then(|session| session.issue(issuing, now)) {
            Ok(change) => self.message(Msg::Issued(change)),
            Err(why) => self.message(Msg::Warn(why)),
        }
    }

    pub(super) fn compare_shown(&mut self, of: &Wanted, one: i64, other: Option<i64>) {
        let other = other.map_or(Against::Today, |n| Against::Issue(Which::Version(n)));
        let paper = self
            .reading()
            .and_then(|reading| reading.compared(paper_kind(&of.kind)?, of.subject, Which::Version(one), other));
        match paper {
            Ok(paper) => {
                // A text on the screen has a blank at either side.
                let columns = usize::from(self.app.world.size.0).clamp(40, 143) - 3;
                let lines = document::text::write_in(&paper, columns).lines().map(String::from).collect();
                self.message(Msg::Go(Place::Guide { title: paper.title, lines }));
            }
            Err(why) => self.message(Msg::Warn(why)),
        }
    }
}
