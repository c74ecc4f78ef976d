//! Whether a paper is a draft or was issued, and the line that says so in every format.

use jiff::civil::Date;

/// What a paper counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperStanding {
    /// Made from the records of the day; with the issue that went before, if there is one.
    Draft(Option<Before>),
    Issued(Box<Issue>),
    /// Not a paper to be issued, such as a comparison of two.
    Aside,
}

/// The issue that a draft comes after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub version: i64,
    pub on: Option<Date>,
    pub withdrawn: bool,
    /// Records that the paper shows have been changed since.
    pub changed: bool,
}

/// How a paper was issued. All of it but digest and withdrawal is kept with the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub version: i64,
    /// Id and name of who approved it, as they were then.
    pub by: String,
    pub name: String,
    pub role: String,
    pub on: Date,
    /// For whom, in a word.
    pub cut: String,
    /// The layout of HTML that was in use.
    pub layout: u32,
    /// The step of the journal whose records it shows.
    pub step: u64,
    /// SHA-256 of the kept words.
    pub digest: String,
    pub withdrawn: bool,
}

impl PaperStanding {
    /// The line under the title; empty where there is nothing to say.
    pub fn line(&self) -> String {
        match self {
            PaperStanding::Aside => String::new(),
            PaperStanding::Draft(None) => "DRAFT, not issued.".into(),
            PaperStanding::Draft(Some(before)) => {
                let day = before.on.map_or(String::new(), |d| format!(" of {d}"));
                let which = format!("version {}{day}", before.version);
                let gone = if before.withdrawn { ", which was withdrawn" } else { "" };
                let since = match before.changed {
                    true => format!("the records have changed since version {} was issued", before.version),
                    false => format!("the records it shows have not changed since version {}", before.version),
                };
                format!("DRAFT, not issued: after {which}{gone}; {since}.")
            }
            PaperStanding::Issued(issue) => {
                let role = if issue.role.is_empty() { String::new() } else { format!(" ({})", issue.role) };
                let gone = if issue.withdrawn { "WITHDRAWN. " } else { "" };
                format!(
                    "{gone}Issued, version {}, approved by {}{role}, {}, for: {}, SHA-256 {}",
                    issue.version, issue.name, issue.on, issue.cut, issue.digest
                )
            }
        }
    }

    /// A word or two for the line at the head of each printed page.
    pub fn mark(&self) -> String {
        match self {
            PaperStanding::Aside => String::new(),
            PaperStanding::Draft(_) => "DRAFT".into(),
            PaperStanding::Issued(issue) if issue.withdrawn => format!("WITHDRAWN version {}", issue.version),
            PaperStanding::Issued(issue) => format!("Version {}", issue.version),
        }
    }

    /// What a paper says of its own version.
    pub fn version(&self) -> String {
        match self {
            PaperStanding::Issued(issue) => issue.version.to_string(),
            PaperStanding::Draft(Some(before)) => format!("draft after version {}", before.version),
            PaperStanding::Draft(None) | PaperStanding::Aside => "draft, not issued yet".into(),
        }
    }

    pub fn issue(&self) -> Option<&Issue> {
        match self {
            PaperStanding::Issued(issue) => Some(issue),
            PaperStanding::Draft(_) | PaperStanding::Aside => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_says_what_it_comes_after_and_whether_the_records_changed() {
        assert_eq!(PaperStanding::Draft(None).line(), "DRAFT, not issued.");
        let on = Some(jiff::civil::date(2026, 11, 21));
        let after =
            |changed, withdrawn| PaperStanding::Draft(Some(Before { version: 2, on, withdrawn, changed })).line();
        assert_eq!(
            after(true, false),
            "DRAFT, not issued: after version 2 of 2026-11-21; the records have changed since version 2 was issued."
        );
        assert!(after(false, true).contains("which was withdrawn; the records it shows have not changed"));
    }
}
