//! What concerns a person: what they own, audit or check. What changed of that since they last looked is the news that
//! they want to hear first.

use super::{
    gate,
    id::Id,
    kind::Kind,
    kinds::{action, finding, interview, round},
    record::Record,
    records::View,
    veil,
};

/// Why something concerns a person; the nearest reason counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    Owns,
    Checks,
    Audits,
}

impl Concern {
    pub const ALL: [Concern; 3] = [Concern::Owns, Concern::Checks, Concern::Audits];

    /// The heading over what concerns somebody so.
    pub fn label(self) -> &'static str {
        match self {
            Concern::Owns => "YOU OWN",
            Concern::Checks => "YOU CHECK",
            Concern::Audits => "YOU AUDIT",
        }
    }
}

/// Why a record concerns a person, if it does.
pub fn concern(view: View, person: Id, id: Id) -> Option<Concern> {
    let record = view.records.get(id)?;
    let names = |field: usize| record.refs(field).contains(&person);
    if id.kind.spec().owner.is_some_and(names) && id.kind != Kind::Round {
        return Some(Concern::Owns);
    }
    match id.kind {
        Kind::Finding if names(finding::CHECKER) || names(finding::PLAN_BY) => return Some(Concern::Checks),
        Kind::Action => {
            let about = record.refs(action::ABOUT).iter().filter_map(|of| view.records.get(*of));
            let near = about.map(|of| of.id).filter(|of| of.kind == Kind::Finding);
            if let Some(found) = near.filter_map(|of| concern(view, person, of)).min() {
                return Some(found);
            }
        }
        _ => {}
    }
    judges_in(view, person, record).then_some(Concern::Audits)
}

/// Whether a person judges in the round that a record belongs to.
fn judges_in(view: View, person: Id, record: &Record) -> bool {
    let round = match record.id.kind {
        Kind::Finding => record.one(finding::ROUND),
        _ => gate::round_of(&view, record.id),
    };
    let Some(of) = round.and_then(|id| view.records.live(id)) else { return false };
    let leads = [round::LEAD, round::TEAM].iter().any(|field| of.refs(*field).contains(&person));
    let asks = record.id.kind == Kind::Interview && record.refs(interview::AUDITOR).contains(&person);
    leads || asks || veil::judges(view.records, of.id).contains(&person)
}

/// One record of which there is news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News<'a, S> {
    pub concern: Concern,
    pub id: Id,
    /// The steps that changed it, the newest first.
    pub steps: Vec<&'a S>,
}

/// What of some steps of others concerns a person, by reason and record; the record that changed last stands first.
/// Each step is told with what it touched; what is judged apart is left out.
pub fn news<'a, S>(view: View, person: Id, steps: impl Iterator<Item = (&'a S, &'a [Id])>) -> Vec<News<'a, S>> {
    let mut all: Vec<News<'a, S>> = Vec::new();
    for (step, touched) in steps {
        if !veil::is_told(view.records, touched) {
            continue;
        }
        for id in touched {
            match all.iter_mut().find(|news| news.id == *id) {
                Some(known) => known.steps.push(step),
                None => {
                    all.extend(concern(view, person, *id).map(|concern| News { concern, id: *id, steps: vec![step] }))
                }
            }
        }
    }
    all.sort_by_key(|news| news.concern);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{answer, risk},
    };

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_person_owns_checks_or_audits_is_news_to_them_and_nothing_else() {
        let of = |at: &str, links: &[(usize, &str)]| {
            links.iter().fold(Record::new(id(at)), |r, (field, to)| r.with(*field, Value::Ref(id(to))))
        };
        let mut records = Records::default();
        records.put([
            of("R-01", &[(risk::OWNER, "P-01")]),
            of("F-001", &[(finding::CHECKER, "P-01")]),
            of("A-001", &[(action::ABOUT, "F-001")]),
            of("RD-01", &[(round::LEAD, "P-01")]),
            of("I-01", &[(interview::ROUND, "RD-01")]),
            of("AW-001", &[(answer::INTERVIEW, "I-01")]),
            of("R-02", &[(risk::OWNER, "P-02")]),
        ]);
        let view = View { records: &records, today: jiff::civil::date(2026, 1, 1) };
        let why = |at: &str| concern(view, id("P-01"), id(at));
        use Concern::*;
        assert_eq!(
            ["R-01", "F-001", "A-001", "RD-01", "AW-001", "R-02"].map(why),
            [Some(Owns), Some(Checks), Some(Checks), Some(Audits), Some(Audits), None]
        );
        let touched = [vec![id("R-02")], vec![id("AW-001"), id("R-01")], vec![id("R-01")]];
        let steps = ["theirs", "both", "again"];
        let found = news(view, id("P-01"), steps.iter().zip(touched.iter().map(Vec::as_slice)));
        let told: Vec<(Id, usize)> = found.iter().map(|n| (n.id, n.steps.len())).collect();
        assert_eq!(told, [(id("R-01"), 2), (id("AW-001"), 1)]);
    }
}
