//! `aims seal`: the head of a file as a line to keep elsewhere; and what a file says of such lines.

use super::out::{self, CliFault, Done};
use crate::{
    domain::head::{self, Sealed},
    exchange::file::read_capped,
    session::{Setup, Signer, sign, signer},
    shown::shown_line,
    store::{self, HeadStanding},
};
use serde_json::{Value as Json, json};
use std::path::Path;

/// The largest file of lines that is read.
const LINES_MAX: u64 = 4 << 20;

/// Prints the head, with a signature below it if a key is named.
pub fn seal(file: &Path, key: Option<&Path>, setup: &Setup) -> Result<Done, CliFault> {
    let file = setup.folders.expand(file);
    let line = store::head_of(&file, setup.clock.now()).map_err(|e| e.to_string())?.to_string();
    let signature = key.map(|key| sign(&line, &setup.folders.expand(key))).transpose()?;
    out::raw(&format!("{line}\n{}", signature.unwrap_or_default()))
}

/// A head that was kept elsewhere, what the file says of it, and who signed it.
pub struct SealCheck {
    sealed: Sealed,
    known: HeadStanding,
    signed: Option<Signer>,
}

/// Looks for the heads of a text in a file.
pub fn against(file: &Path, lines: &Path, signers: Option<&Path>) -> Result<Vec<SealCheck>, CliFault> {
    let bytes = read_capped(lines, LINES_MAX)?;
    let sealed = head::read(&String::from_utf8_lossy(&bytes))
        .map_err(|why| format!("{}: {}", lines.display(), shown_line(&why)))?;
    let heads: Vec<_> = sealed.iter().map(|s| s.head.clone()).collect();
    let known = store::known(file, &heads).map_err(|e| e.to_string())?;
    let check = |(sealed, known): (Sealed, HeadStanding)| {
        let signed = sealed.signature.as_ref().map(|signature| signer(&sealed.line, signature, signers));
        SealCheck { sealed, known, signed }
    };
    Ok(sealed.into_iter().zip(known).map(check).collect())
}

impl SealCheck {
    /// The head is in this history, and its signature, if it has one, fits.
    pub fn holds(&self) -> bool {
        let fits = !matches!(self.signed, Some(Signer::Bad(_) | Signer::Unchecked(_)));
        self.known == HeadStanding::Holds && fits
    }

    pub fn told(&self) -> String {
        let head = &self.sealed.head;
        let known = match self.known {
            HeadStanding::Holds => "in this history".into(),
            HeadStanding::Differs => "NOT in this history: that step has another hash here".into(),
            HeadStanding::Beyond { last } => {
                format!("NOT in this history: it ends at step {last}; cut off, or an older copy")
            }
            HeadStanding::Another => "of another file".to_string(),
        };
        format!("head of step {} ({}): {known}; {}\n", head.step, shown_line(&head.at), self.by())
    }

    fn by(&self) -> String {
        match &self.signed {
            None => "not signed".into(),
            Some(Signer::By { who, key }) => format!("signed by {} ({})", shown_line(who), shown_line(key)),
            Some(Signer::Key(key)) => format!("signed with {}", shown_line(key)),
            Some(Signer::Bad(why)) => format!("its signature does NOT fit ({})", shown_line(why)),
            Some(Signer::Unchecked(why)) => format!("its signature was not checked ({})", shown_line(why)),
        }
    }

    pub fn json(&self) -> Json {
        let head = &self.sealed.head;
        json!({"step": head.step, "sha256": head.sha256, "at": head.at, "in_history": self.known == HeadStanding::Holds,
               "holds": self.holds(), "signature": self.by()})
    }
}
