//! The papers that the demo has given out: each is built from the records as its step found them.

use super::{Error, PastStep, register::DemoRegister};
use crate::{
    document::{
        self, PaperKind, PaperStanding,
        issue::{self, Issuing},
    },
    domain::{Change, Id, Kind, Records, Stamp, View, gate::Road, kinds::round},
    framework,
};
use serde::Deserialize;

const FILE: &str = "papers.toml";
const TEXT: &str = include_str!("../../sample-data/papers.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    issued: Vec<Raw>,
}

/// One issue as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    at: String,
    by: String,
    paper: String,
    /// The round, interview or finding it is about.
    about: Option<String>,
    /// Surname.
    approved_by: String,
}

/// An issue before its paper is made.
struct Planned {
    at: Stamp,
    by: String,
    issuing: Issuing,
}

/// What the file says.
pub struct DemoPapers(Vec<Planned>);

impl DemoPapers {
    pub fn read(register: &DemoRegister) -> Result<DemoPapers, Error> {
        let file: File = toml::from_str(TEXT).map_err(|e| Error::new(FILE, e.to_string()))?;
        let mut all: Vec<Planned> = Vec::new();
        for raw in &file.issued {
            all.push(planned(register, raw).map_err(|why| Error::new(FILE, format!("{}: {why}", raw.paper)))?);
        }
        all.sort_by_key(|p| p.at.utc);
        Ok(DemoPapers(all))
    }

    /// The past with the papers issued in it. The file is founded by a step of its own before, so the first of these
    /// has number 2.
    pub fn issue(self, past: Vec<PastStep>) -> Result<Vec<PastStep>, Error> {
        let mut records = Records::default();
        records.apply(&framework::first_records("", true));
        let mut done: Vec<PastStep> = Vec::new();
        let mut rest = past.into_iter().peekable();
        for planned in &self.0 {
            while let Some(step) = rest.next_if(|step| step.at.utc <= planned.at.utc) {
                records.apply(&step.change);
                done.push(step);
            }
            let change = issued(planned, &records, &done).map_err(|why| Error::new(FILE, why))?;
            records.apply(&change);
            done.push(PastStep { at: planned.at, actor: planned.by.clone(), change: change.by(Road::Founding) });
        }
        done.extend(rest);
        Ok(done)
    }
}

fn planned(register: &DemoRegister, raw: &Raw) -> Result<Planned, String> {
    let at = register.now.moment(&raw.at)?;
    let id = |text: &str| text.parse::<Id>().map_err(|e| e.to_string());
    let issuing = Issuing {
        kind: PaperKind::of(&raw.paper).ok_or("there is no such paper")?,
        subject: raw.about.as_deref().map(id).transpose()?,
        by: Some(id(&register.ids(&raw.approved_by)?)?),
        role: None,
        on: Some(at.date()),
        cut: crate::domain::kinds::issued::Cut::Full,
    };
    Ok(Planned { at, by: raw.by.clone(), issuing })
}

/// The step that issues a paper from these records; one of a closed round is made from its closing step.
fn issued(planned: &Planned, records: &Records, done: &[PastStep]) -> Result<Change, String> {
    let issuing = &planned.issuing;
    let view = View { records, today: planned.at.date() };
    let round = document::round_of(view, issuing.subject)
        .filter(|r| round::State::of(r, round::STATE) == Some(round::State::Closed))
        .map(|r| r.id);
    let closing = round.and_then(|round| done.iter().rposition(|past| closes(&past.change, round)));
    let last = closing.or(done.len().checked_sub(1)).ok_or("nothing was done before")?;
    let standing = issue::standing(issuing, view, last as u64 + 2)?;
    let mut then = Records::default();
    then.apply(&framework::first_records("", true));
    done[..=last].iter().for_each(|past| drop(then.apply(&past.change)));
    let at = if closing.is_some() { done[last].at } else { planned.at };
    let now = View { records: &then, today: at.date() };
    let paper =
        document::build(issuing.kind, now, issuing.subject, at, None, PaperStanding::Issued(Box::new(standing)))?;
    let paper = match round {
        Some(round) => paper.as_of(at, round),
        None => paper,
    };
    issue::change(issuing, view, records.next_id(Kind::IssuedPaper), &paper)
}

fn closes(change: &Change, round: Id) -> bool {
    use crate::domain::Edit;
    let closed = (round::STATE, round::State::Closed.value());
    change.edits.iter().any(|e| matches!(e, Edit::Set { id, values, .. } if *id == round && values.contains(&closed)))
}
