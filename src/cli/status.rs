//! `aims status`: how things stand, in one page of plain text or one JSON document.

use super::{
    data::{LookedAt, ended, look},
    out::{self, CliFault, Done},
};
use crate::{
    domain::{
        Kind, Record, View,
        checks::{self, Severity},
        coverage::{Coverage, Span, Tally},
        kinds::{finding, interview, organisation, risk},
        progress,
    },
    exchange::export::csv_trend,
    session::Setup,
    shown::shown_line,
    store::{self, Copy},
};
use serde_json::{Value as Json, json};
use std::path::Path;

/// Next steps that the text names.
const STEPS: usize = 10;

/// Prints the status of a file.
pub fn run(file: &Path, as_json: bool, setup: Setup) -> Result<Done, CliFault> {
    let folders = setup.folders.clone();
    let LookedAt { session, now } = look(file, setup)?;
    let reading = session.reading(now);
    let records = reading.for_rules()?;
    let mut facts = Facts::of(View { records: &records, today: now.date() });
    facts.copies = store::copies(&store::folder_of(&session.info.path, &folders.copies()));
    facts.newer = session.info.newer;
    facts.unknown = reading.foreign()?.kinds.iter().map(|kind| (kind.table.clone(), kind.count)).collect();
    let done = if as_json { out::json(&facts.json()) } else { out::text(&facts.text()) }?;
    Ok(ended(&session, done))
}

/// Prints how the measures stood over time, from one walk of the journal.
pub fn over_time(file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let LookedAt { session, now } = look(file, setup)?;
    out::raw(&csv_trend(&session.reading(now).trend()?))?;
    Ok(Done::Well)
}

/// Everything that is counted.
struct Facts {
    organisation: String,
    demo: bool,
    clauses: Tally,
    controls: Tally,
    systems: usize,
    /// Label of each band, lowest first, with its open risks.
    bands: Vec<(String, usize)>,
    unrated: usize,
    /// Open ones, and all.
    findings: (usize, usize),
    late: usize,
    /// Held ones, and all.
    interviews: (usize, usize),
    /// Rule, severity, sentence.
    checks: Vec<(&'static str, Severity, String)>,
    /// The copies that are kept of the file, newest first.
    copies: Vec<Copy>,
    /// The version of a file that a newer program wrote.
    newer: Option<u32>,
    /// Tables of kinds that this program does not know, with their records.
    unknown: Vec<(String, usize)>,
}

impl Facts {
    fn of(view: View) -> Facts {
        let records = view.records;
        let organisation = records.single(Kind::Organisation);
        let purpose = organisation.and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE));
        let coverage = Coverage::of(view, Span::Newest);
        let (bands, unrated) = bands(view);
        let open: Vec<&Record> = records.all(Kind::Finding).filter(|f| finding::is_open(f)).collect();
        let held = |i: &&Record| interview::State::of(i, interview::STATE) == Some(interview::State::Held);
        Facts {
            organisation: organisation.map_or_else(|| "organisation not named yet".into(), |o| o.title().to_string()),
            demo: purpose == Some(organisation::Purpose::Demo),
            clauses: coverage.clauses(),
            controls: coverage.controls(),
            systems: records.count(Kind::System),
            bands,
            unrated,
            findings: (open.len(), records.count(Kind::Finding)),
            late: open.iter().filter(|f| progress::late_days(view, f).is_some()).count(),
            interviews: (records.all(Kind::Interview).filter(held).count(), records.count(Kind::Interview)),
            checks: checks::run(view).iter().map(|(c, spots)| (c.id, c.severity, c.sentence(spots.len()))).collect(),
            copies: Vec::new(),
            newer: None,
            unknown: Vec::new(),
        }
    }

    fn text(&self) -> String {
        let demo = if self.demo { "  DEMO DATA" } else { "" };
        let bands: Vec<String> = self.bands.iter().rev().map(|(label, n)| format!("{n} {label}")).collect();
        let unrated = if self.unrated > 0 { format!(", {} not rated", self.unrated) } else { String::new() };
        let mut text = format!(
            "{}{demo}\nclauses       {}\ncontrols      {}\nAI systems    {}\nopen risks    {}{unrated}\n\
             findings      {} open of {}, {} late\ninterviews    {} held of {}\ncopies        {}\n",
            self.organisation,
            judged(&self.clauses),
            judged(&self.controls),
            self.systems,
            bands.join(", "),
            self.findings.0,
            self.findings.1,
            self.late,
            self.interviews.0,
            self.interviews.1,
            super::backup::told(&self.copies),
        );
        text += &self.not_counted();
        text += if self.checks.is_empty() { "\nnothing is missing or late\n" } else { "\nnext steps\n" };
        for (_, severity, sentence) in self.checks.iter().take(STEPS) {
            text += &format!("  {:<8} {sentence}\n", severity.label());
        }
        match self.checks.len().saturating_sub(STEPS) {
            0 => text,
            more => format!("{text}  and {more} more; aims check lists them\n"),
        }
    }

    /// What stands in a file that a newer program wrote and is counted nowhere here.
    fn not_counted(&self) -> String {
        let Some(version) = self.newer else { return String::new() };
        let unknown: Vec<String> = self.unknown.iter().map(|(table, n)| format!("{n} {}", shown_line(table))).collect();
        let unknown = match unknown.is_empty() {
            true => String::new(),
            false => format!("; not counted here: {} (aims export)", unknown.join(", ")),
        };
        format!("\nwritten by a newer aims (file version {version}){unknown}\n")
    }

    fn json(&self) -> Json {
        let tally = |t: &Tally| json!({"total": t.total, "judged": t.judged(), "gaps": t.gaps(), "unproven": t.unproven, "percent_in_place": t.percent_in_place()});
        let bands: Vec<Json> = self.bands.iter().map(|(label, n)| json!({"band": label, "risks": n})).collect();
        let steps = |(id, severity, says): &(&str, Severity, String)| json!({"check": id, "severity": severity.label(), "says": says});
        json!({
            "format": "aims status",
            "version": 1,
            "organisation": self.organisation,
            "demo": self.demo,
            "clauses": tally(&self.clauses),
            "controls": tally(&self.controls),
            "systems": self.systems,
            "risks": {"bands": bands, "not_rated": self.unrated},
            "findings": {"open": self.findings.0, "total": self.findings.1, "late": self.late},
            "interviews": {"held": self.interviews.0, "total": self.interviews.1},
            "copies": {"kept": self.copies.len(), "last": self.copies.first().map(|copy| copy.path.display().to_string())},
            "newer_version": self.newer,
            "not_known": self.unknown.iter().map(|(table, n)| json!({"kind": table, "records": n})).collect::<Vec<_>>(),
            "next_steps": self.checks.iter().map(steps).collect::<Vec<_>>(),
        })
    }
}

fn judged(tally: &Tally) -> String {
    let place = tally.percent_in_place().map(|p| format!(", {p} % in place")).unwrap_or_default();
    let unproven = if tally.unproven > 0 { format!(", {} unproven", tally.unproven) } else { String::new() };
    format!("{} of {} judged, {} with gaps{unproven}{place}", tally.judged(), tally.total, tally.gaps())
}

/// Open risks by band, and how many are not rated.
fn bands(view: View) -> (Vec<(String, usize)>, usize) {
    let matrix = view.records.matrix();
    let mut bands: Vec<(String, usize)> = matrix.bands.iter().map(|b| (b.label.clone(), 0)).collect();
    let mut unrated = 0;
    for risk in view.records.all(Kind::Risk).filter(|r| risk::is_open(r)) {
        match risk::Picture::Current.on(risk, matrix) {
            Some((l, c)) => bands[matrix.band_index(l, c)].1 += 1,
            None => unrated += 1,
        }
    }
    (bands, unrated)
}
