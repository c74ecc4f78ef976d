//! Papers from the records of the file: drafts, those of a closed round, issued ones, and two of them compared.

use super::{Reading, name_of};
use crate::{
    document::{
        self, Before, Paper, PaperKind, PaperStanding, SizedFormat,
        compare::{self, ComparedStep},
        issue::{self, Issuing, WhichIssue},
        template::{self, Template, Wrong},
    },
    domain::{
        Change, Id, Kind, Record, Records, Stamp, View,
        closing::Turn,
        kinds::{
            issued::{self, Cut},
            round,
        },
        veil,
    },
    exchange::file::read_capped,
    store::Event,
};
use std::path::Path;

/// What an issue is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    Issue(WhichIssue),
    /// The records of today.
    Today,
}

/// The records that a paper is made from: those of now, or those with which a round was closed.
struct Source {
    records: Records,
    at: Stamp,
    seq: u64,
    head: String,
    /// The closed round.
    settled: Option<Id>,
    /// How often its round was closed and opened again, and what was written down afterwards.
    turns: Vec<Turn>,
    late: String,
}

impl Source {
    fn view(&self) -> View<'_> {
        View { records: &self.records, today: self.at.date() }
    }
    fn build(
        &self,
        (kind, cut): (PaperKind, Cut),
        subject: Option<Id>,
        standing: PaperStanding,
    ) -> Result<Paper, String> {
        let seen = document::cut::records(&self.records, cut);
        let view = View { records: &seen, today: self.at.date() };
        let paper = document::build(kind, view, subject, self.at, Some(&self.head), standing)?;
        let mut paper = paper.with_past(&self.turns, &self.late);
        if let Some(note) = document::cut::note(cut, kind) {
            paper.blocks.insert(0, note);
        }
        Ok(match self.settled {
            Some(round) => paper.as_of(self.at, round),
            None => paper,
        })
    }
}

/// The kind of paper with this name.
pub fn paper_kind(name: &str) -> Result<PaperKind, String> {
    PaperKind::of(name).ok_or_else(|| {
        let names: Vec<&str> = PaperKind::ALL.iter().map(|kind| kind.id()).collect();
        format!("“{name}” is not a paper; there are: {}, or a template of your own: NAME.paper", names.join(", "))
    })
}

impl Reading<'_> {
    /// A draft from the records as they are in the file now, or as its round was closed. The error is a sentence.
    pub fn paper_bytes(&self, kind: &str, subject: Option<Id>, cut: Cut, form: SizedFormat) -> Result<Vec<u8>, String> {
        if template::is_one(kind) {
            return form.write(&self.by_template(Path::new(kind), cut)?);
        }
        form.write(&self.draft((paper_kind(kind)?, cut), subject)?.0)
    }

    /// A paper by a template of one's own. The error names its file, and each wrong line with the reason.
    fn by_template(&self, path: &Path, cut: Cut) -> Result<Paper, String> {
        let text = read_capped(path, template::MAX)?;
        let name = name_of(path);
        let told = |wrong: &[Wrong]| {
            let lines: Vec<String> = wrong.iter().map(|w| format!("{name}, line {}: {}", w.line, w.why)).collect();
            lines.join("\n")
        };
        let template = Template::read(&String::from_utf8_lossy(&text)).map_err(|wrong| told(&wrong))?;
        let (records, _, head) = self.settled()?;
        let seen = document::cut::records(&records, cut);
        let view = View { records: &seen, today: self.now.date() };
        let built = template.build(view, self.now, Some(&head), PaperStanding::Draft(None));
        built.map_err(|wrong| told(&[wrong]))
    }

    /// The draft, and the step it is made from.
    pub(super) fn draft(&self, (kind, cut): (PaperKind, Cut), subject: Option<Id>) -> Result<(Paper, u64), String> {
        let (live, subject) = self.live(kind, subject)?;
        let before = self.before(kind, subject, live.view())?;
        let source = self.source(live, subject)?;
        let standing = before.map(|last| self.after(kind, &last, &source)).transpose()?;
        Ok((source.build((kind, cut), subject, PaperStanding::Draft(standing))?, source.seq))
    }

    /// The newest issue of this paper.
    fn before(&self, kind: PaperKind, subject: Option<Id>, view: View<'_>) -> Result<Option<Record>, String> {
        let about = issue::about(view, subject).ok_or("this file holds no organisation")?;
        Ok(issued::issues(view, kind.issued(), about).last().map(|r| (*r).clone()))
    }

    /// What a draft says of the issue before it.
    fn after(&self, kind: PaperKind, last: &Record, source: &Source) -> Result<Before, String> {
        let step = last.number(issued::STEP).unwrap_or(0) as u64;
        let changed = match source.settled {
            // What a closed round shows is another only after it was closed anew.
            Some(_) => step != source.seq,
            None => self.reader.changed_between(step, source.seq, kind.shows()).map_err(|e| e.to_string())?,
        };
        let (version, on) = (issued::version(last), last.date(issued::APPROVED_ON));
        Ok(Before { version, on, withdrawn: issued::is_withdrawn(last), changed })
    }

    /// The records as they are now, and the subject of the paper.
    fn live(&self, kind: PaperKind, subject: Option<Id>) -> Result<(Source, Option<Id>), String> {
        let (records, seq, head) = self.settled()?;
        let source = Source { records, at: self.now, seq, head, settled: None, turns: Vec::new(), late: String::new() };
        let subject = document::subject(kind, source.view(), subject)?;
        Ok((source, subject))
    }

    /// A paper of a closed round is made from the records as its closing step left them, whatever happened since.
    fn source(&self, live: Source, subject: Option<Id>) -> Result<Source, String> {
        let Some(round) = document::round_of(live.view(), subject) else { return Ok(live) };
        let (round, late) = (round.id, round.text(round::LATE).to_string());
        let reader = self.reader;
        let turns = reader.turns(round).map_err(|e| e.to_string())?;
        let Some(seq) = turns.last().filter(|turn| turn.closed).map(|turn| turn.seq) else {
            return Ok(Source { turns, late, ..live });
        };
        let (at, head) =
            reader.entry_at(seq).map_err(|e| e.to_string())?.ok_or_else(|| format!("step {seq} is missing"))?;
        let records = self.records_at(seq)?;
        Ok(Source { records, at, seq, head, settled: Some(round), turns, late })
    }

    /// The step that issues a paper. The error is a sentence.
    pub fn issue(&self, issuing: &Issuing) -> Result<Change, String> {
        let (live, subject) = self.live(issuing.kind, issuing.subject)?;
        let issuing = Issuing { subject, ..issuing.clone() };
        let (records, today) = (live.records.clone(), live.at.date());
        let view = View { records: &records, today };
        let source = self.source(live, subject)?;
        self.not_before(&issuing, today, source.seq)?;
        let standing = issue::standing(&issuing, view, source.seq)?;
        let paper = source.build((issuing.kind, issuing.cut), subject, PaperStanding::Issued(Box::new(standing)))?;
        issue::change(&issuing, view, records.next_id(Kind::IssuedPaper), &paper)
    }

    /// Refuses the day of an approval after which the records that the paper shows were changed.
    fn not_before(&self, issuing: &Issuing, today: jiff::civil::Date, seq: u64) -> Result<(), String> {
        let Some(on) = issuing.on.filter(|on| *on < today) else { return Ok(()) };
        let reader = self.reader;
        let last = reader.step_of(on).map_err(|e| e.to_string())?.unwrap_or(0);
        match reader.changed_between(last, seq, issuing.kind.shows()).map_err(|e| e.to_string())? {
            true => Err(format!("records that the paper shows were changed after {on}; it was not approved then")),
            false => Ok(()),
        }
    }

    /// An issued paper as it was given out.
    pub fn issued_bytes(
        &self,
        kind: &str,
        subject: Option<Id>,
        which: WhichIssue,
        form: SizedFormat,
    ) -> Result<Vec<u8>, String> {
        let kind = paper_kind(kind)?;
        let records = self.records()?;
        let view = View { records: &records, today: self.now.date() };
        form.write(&issue::paper(issue::find(view, kind, given(kind, view, subject)?, which)?)?)
    }

    /// Two versions compared, the older one first. The error is a sentence.
    pub fn compared(
        &self,
        kind: PaperKind,
        subject: Option<Id>,
        one: WhichIssue,
        other: Against,
    ) -> Result<Paper, String> {
        let records = self.records()?;
        let view = View { records: &records, today: self.now.date() };
        let about = given(kind, view, subject)?;
        let issue = |which| -> Result<(Paper, u64), String> {
            let paper = issue::paper(issue::find(view, kind, about, which)?)?;
            let step = paper.standing.issue().map_or(0, |i| i.step);
            Ok((paper, step))
        };
        let (mut old, mut new) = match other {
            Against::Issue(which) => (issue(one)?, issue(which)?),
            Against::Today => (issue(one)?, self.draft((kind, cut_of(&issue(one)?.0)), subject_of(kind, about))?),
        };
        let version = |paper: &Paper| paper.standing.issue().map_or(i64::MAX, |i| i.version);
        if version(&old.0) > version(&new.0) {
            std::mem::swap(&mut old, &mut new);
        }
        let mut events = self.reader.steps_between(old.1, new.1, kind.shows()).map_err(|e| e.to_string())?;
        events.retain(|event| veil::is_told(&records, &event.ids));
        let steps: Vec<ComparedStep> = events.into_iter().map(step).collect();
        let kinds: Vec<&str> = kind.shows().iter().map(|k| k.spec().plural).collect();
        Ok(compare::compare(&old.0, &new.0, &steps, &kinds.join(", ")))
    }
}

/// The record that the issues of a paper are linked with. One that is deleted by now still has its issued papers.
fn given(kind: PaperKind, view: View, subject: Option<Id>) -> Result<Id, String> {
    let linked = subject.filter(|id| !issued::issues(view, kind.issued(), *id).is_empty());
    let subject = match linked {
        Some(id) => Some(id),
        None => document::subject(kind, view, subject)?,
    };
    issue::about(view, subject).ok_or_else(|| "this file holds no organisation".to_string())
}

fn subject_of(kind: PaperKind, about: Id) -> Option<Id> {
    kind.needs().kind().map(|_| about)
}

/// For whom an issued paper was made, so that today is compared with it in the same cut.
fn cut_of(paper: &Paper) -> Cut {
    let label = paper.standing.issue().map(|issue| issue.cut.as_str());
    Cut::ALL.iter().copied().find(|cut| Some(cut.label()) == label).unwrap_or(Cut::Full)
}

fn step(event: Event) -> ComparedStep {
    let Event { seq, at, actor, label, reason, ids, .. } = event;
    ComparedStep { seq, at, actor, label, reason, ids }
}
