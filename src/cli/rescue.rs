//! `aims rescue`: what could not be saved, listed and taken back.

use super::out::{self, CliFault, Done};
use crate::{
    session::{LAST_SAVE, Session, Setup},
    shown::{shown_line, trouble},
    store::{self, Request, Rescue},
};
use std::path::Path;

/// Lists what could not be saved into the file; with `take` it is taken back. Exit 1 if something waits on.
pub fn run(file: &Path, take: bool, setup: &Setup) -> Result<Done, CliFault> {
    let path = file.canonicalize().map_err(|e| CliFault::said(format!("{}: {}", file.display(), trouble(&e))))?;
    let found = store::rescues(&path, &setup.folders.rescue());
    if found.is_empty() {
        return out::line("nothing waits: everything that was typed into this file by you is in it");
    }
    found.iter().try_for_each(|rescue| out::text(&told(rescue)).map(drop))?;
    match take {
        true => taken(&path, setup),
        false => {
            out::line(&format!("aims rescue {} --take takes it back; opening the file offers it too", file.display()))?;
            Ok(Done::Doubts)
        }
    }
}

fn told(rescue: &Rescue) -> String {
    let mut text =
        format!("{}\n  of {}: {}\n", rescue.path.display(), shown_line(&rescue.actor), shown_line(&rescue.why));
    for (change, at) in &rescue.changes {
        text += &format!("  step   {} {}  {}\n", at.date(), at.clock(), shown_line(&change.label));
    }
    for draft in &rescue.drafts {
        let field = crate::domain::own::name(draft.id.kind, draft.field);
        text += &format!(
            "  text   {} {}  {} {field}: {}\n",
            draft.at.date(),
            draft.at.clock(),
            draft.id,
            shown_line(&draft.text)
        );
    }
    for (key, value) in &rescue.settings {
        text += &match key.split_once("/line/") {
            Some((_, question)) => {
                let question = question.rsplit_once('~').map_or(question, |(question, _)| question);
                format!("  line   {}: {}\n", shown_line(question), shown_line(value))
            }
            None => format!("  choice {}\n", shown_line(key)),
        };
    }
    if rescue.unread > 0 {
        text += &format!("  {} that this program cannot read; the file keeps them\n", rescue.unread);
    }
    text
}

fn taken(path: &Path, setup: &Setup) -> Result<Done, CliFault> {
    // Opening puts texts and lines in their places as drafts.
    let mut session = Session::open_quietly(path, setup)?;
    if let Some(why) = session.info.read_only.clone() {
        return Err(CliFault::said(format!("nothing was taken back: {why}")));
    }
    let (mut steps, mut refused) = (0, 0);
    for rescue in std::mem::take(&mut session.rescues) {
        let before = refused;
        for (change, _) in rescue.changes {
            let label = shown_line(&change.label).to_string();
            match session.save(change, setup.clock.now()) {
                Ok(_) => steps += 1,
                Err(why) => {
                    refused += 1;
                    out::line(&format!("“{label}”: {why}"))?;
                }
            }
        }
        if refused == before {
            session.store.send(Request::TakenBack(rescue.path));
        } else {
            out::line(&format!("kept: {}", rescue.path.display()))?;
        }
    }
    let all = session.close(LAST_SAVE);
    out::line(&format!("taken back: {steps} steps; texts and lines wait in their places as drafts"))?;
    Ok(if all && refused == 0 { Done::Well } else { Done::Doubts })
}
