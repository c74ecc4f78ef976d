//! Who stands where, as grids: systems of a high class by the state of their impact assessment.

use super::{
    Id, Kind, Record, View,
    kinds::{assessment, system},
    progress,
    workflow::{assessment::newest, freshness},
};

/// The columns: how far the newest assessment of a system is, by the word of its state.
pub const STEPS: [&str; 6] = ["none", "draft", "in review", "approved", "issued", "due"];

/// One system with its newest assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemStanding {
    pub system: Id,
    pub high: bool,
    pub assessment: Option<Id>,
    /// Place in [`STEPS`].
    pub step: usize,
    /// What is open, or until when it holds.
    pub told: String,
}

/// Every system that is not retired, those of a high class first, in each the least far first.
pub fn assessments(view: View) -> Vec<SystemStanding> {
    let standing = view.records.all(Kind::System).filter(|s| !progress::is_over(s));
    let mut rows: Vec<SystemStanding> = standing.map(|s| row(view, s)).collect();
    rows.sort_by_key(|r| (!r.high, if r.step == 5 { 0 } else { r.step }, r.system));
    rows
}

fn row(view: View, system: &Record) -> SystemStanding {
    let row = |assessment, step, told: String| SystemStanding {
        system: system.id,
        high: system::is_high(system),
        assessment,
        step,
        told,
    };
    let Some(last) = newest(view, system.id) else {
        return match freshness::assessed_on(&view, system) {
            Some(day) if day.saturating_add(jiff::Span::new().years(1)) < view.today => {
                row(None, 5, format!("of {day}, over a year old; F begins the next"))
            }
            Some(day) => row(None, 3, format!("of {day}, no record of its own")),
            None => row(None, 0, "F begins one".into()),
        };
    };
    // One that is being made says less than an older one that holds.
    let approved = view.records.linked(system.id, Kind::Assessment, assessment::SYSTEM);
    let holds = approved.filter(|a| assessment::is_approved(a) && a.id != last.id).map(|a| a.id).max();
    let open = assessment::empty_sections(last).len() + assessment::unrated(last).len();
    let step = progress::word(last).and_then(|w| STEPS.iter().position(|s| *s == w.label)).unwrap_or(1);
    match freshness::due(view, last) {
        Some(why) => row(Some(last.id), 5, why),
        None if assessment::is_approved(last) => {
            let until = last.date(assessment::VALID).map_or(String::new(), |day| format!("holds until {day}"));
            row(Some(last.id), step, until)
        }
        None => {
            let holds = holds.map_or(String::new(), |id| format!("; {id} holds meanwhile"));
            row(Some(last.id), step, format!("{open} open{holds}"))
        }
    }
}
