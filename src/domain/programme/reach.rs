//! What the audits of a programme reach, and what is left: lines that are planned, and rounds with what they ask.

use super::{items_of, lines};
use crate::domain::{
    Id, Kind, Record, View, coverage,
    kinds::{
        answer, item, programme_area,
        round::{self, State},
        system,
    },
};
use std::collections::BTreeSet;

/// What the programmes of a file have to reach between them: clauses and controls, and AI systems in scope of a high class.
pub struct ToReach {
    items: Vec<Id>,
    systems: Vec<Id>,
}

impl ToReach {
    pub fn of(view: View) -> ToReach {
        let in_scope = |s: &&Record| system::Scope::of(s, system::SCOPE) != Some(system::Scope::Out);
        let live = |s: &&Record| system::State::of(s, system::STATE) != Some(system::State::Retired);
        let high = view.records.all(Kind::System).filter(in_scope).filter(live).filter(|s| system::is_high(s));
        ToReach { items: items_to_reach(view), systems: high.map(|s| s.id).collect() }
    }

    /// What no audit of a programme reaches.
    pub fn left_by(&self, view: View, programme: Id) -> (Vec<Id>, Vec<Id>) {
        let lines = lines(view, programme);
        let planned = lines.iter().filter(|l| is_planned(view, l));
        let mut systems: BTreeSet<Id> = planned.flat_map(|l| l.refs(programme_area::SYSTEMS)).copied().collect();
        systems.extend(rounds_of(view, programme, &lines).iter().flat_map(|r| r.refs(round::SYSTEMS)));
        let left = self.systems.iter().copied().filter(|id| !systems.contains(id));
        (left_of(view, programme, &self.items), left.collect())
    }
}

/// Clauses and used controls.
fn items_to_reach(view: View) -> Vec<Id> {
    let needed = view.records.all(Kind::Item).filter(|i| item::Use::of(i, item::USE) != Some(item::Use::No));
    needed.map(|i| i.id).collect()
}

/// The round that carries out a line.
fn round_of<'a>(view: View<'a>, line: &Record) -> Option<&'a Record> {
    line.one(programme_area::ROUND).and_then(|id| view.records.live(id)).filter(|r| round::is_audit(r))
}

/// Whether an audit is planned at all: with a month, an auditor or its round. An area that is only named is none.
fn is_planned(view: View, line: &Record) -> bool {
    let said = |field: usize| !line.value(field).is_empty();
    said(programme_area::MONTH) || said(programme_area::LEAD) || round_of(view, line).is_some()
}

/// The audits of a programme: those that say so, and those that its lines name; each once.
fn rounds_of<'a>(view: View<'a>, programme: Id, lines: &[&Record]) -> Vec<&'a Record> {
    let own = view.records.linked(programme, Kind::Round, round::PROGRAMME).filter(|r| round::is_audit(r));
    let mut all: Vec<&Record> = own.chain(lines.iter().filter_map(|l| round_of(view, l))).collect();
    all.sort_by_key(|r| r.id);
    all.dedup_by_key(|r| r.id);
    all
}

/// What a round reaches: its scope while it is planned, what it asks about while it runs, what it judged once it is closed.
fn asked_by(view: View, round: &Record) -> Vec<Id> {
    let span = coverage::Span::Round(round.id);
    let scope = || coverage::items(view, span).into_iter();
    let asked = || -> BTreeSet<Id> {
        coverage::answers(view, Some(round.id)).into_iter().filter_map(|a| a.one(answer::ITEM)).collect()
    };
    match State::of(round, round::STATE) {
        Some(State::Closed) => {
            let asked = asked();
            let judged = |i: &&Record| asked.contains(&i.id) && coverage::judged(view, i, span).0.is_judged();
            scope().filter(judged).map(|i| i.id).collect()
        }
        Some(State::Running) => asked().into_iter().collect(),
        _ => scope().map(|i| i.id).collect(),
    }
}

/// Those of some items that no audit of a programme reaches. A line with a round reaches what that round does.
fn left_of(view: View, programme: Id, items: &[Id]) -> Vec<Id> {
    let lines = lines(view, programme);
    let without = lines.iter().filter(|l| round_of(view, l).is_none() && is_planned(view, l));
    let mut reached: BTreeSet<Id> = without.flat_map(|l| items_of(view, l)).collect();
    reached.extend(rounds_of(view, programme, &lines).into_iter().flat_map(|r| asked_by(view, r)));
    items.iter().copied().filter(|id| !reached.contains(id)).collect()
}

/// What no audit of a programme reaches: clauses and controls, and AI systems in scope of a high class.
pub fn unreached(view: View, programme: Id) -> (Vec<Id>, Vec<Id>) {
    ToReach::of(view).left_by(view, programme)
}

/// `64/70`: clauses and used controls that its audits reach.
pub fn reached_text(view: View, programme: &Record) -> String {
    let items = items_to_reach(view);
    let left = left_of(view, programme.id, &items).len();
    format!("{}/{}", items.len() - left, items.len())
}

pub fn reached_rank(view: View, programme: &Record) -> i64 {
    left_of(view, programme.id, &items_to_reach(view)).len() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{answer::Verdict, finding, interview, programme_area::Area, round::Type},
        programme::{never_judged, pressing},
    };
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 11, 24);

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }
    fn one(text: &str) -> Value {
        Value::Ref(id(text))
    }
    fn view(records: &Records) -> View<'_> {
        View { records, today: TODAY }
    }

    /// 9.1 and three controls; PG-01 with the area A.8 named; RD-01 asks A.8.4 twice and A.2.2 once and is of nothing yet.
    fn file() -> Records {
        let mut records = Records::default();
        let asked = |n: u32, item: &str, verdict: Verdict| {
            Record::new(Id::new(Kind::Answer, n))
                .with(answer::INTERVIEW, one("I-01"))
                .with(answer::ITEM, one(item))
                .with(answer::VERDICT, verdict.value())
        };
        records.put(["9.1", "A.2.2", "A.8.2", "A.8.4"].map(|r| Record::new(Id::item(r).unwrap())));
        records.put([
            Record::new(id("PG-01")),
            Record::new(id("PA-001"))
                .with(programme_area::PROGRAMME, one("PG-01"))
                .with(programme_area::AREA, Area::Information.value()),
            Record::new(id("RD-01"))
                .with(round::TYPE, Type::Audit.value())
                .with(round::STATE, State::Running.value())
                .with(round::FROM, Value::Date(TODAY)),
            Record::new(id("I-01")).with(interview::ROUND, one("RD-01")),
            asked(1, "A.8.4", Verdict::Conforms),
            asked(2, "A.8.4", Verdict::NotLookedAt),
            asked(3, "A.2.2", Verdict::Major),
        ]);
        records
    }

    fn set(records: &mut Records, what: &str, field: usize, value: Value) {
        let record = records.get(id(what)).unwrap().clone().with(field, value);
        records.put([record]);
    }

    fn left(records: &Records) -> String {
        let ids: Vec<String> = unreached(view(records), id("PG-01")).0.iter().map(Id::to_string).collect();
        ids.join(" ")
    }

    #[test]
    fn an_area_counts_once_it_has_month_auditor_or_round() {
        let mut records = file();
        assert_eq!(left(&records), "9.1 A.2.2 A.8.2 A.8.4");
        set(&mut records, "PA-001", programme_area::LEAD, one("P-01"));
        assert_eq!(left(&records), "9.1 A.2.2");
    }

    #[test]
    fn a_round_of_the_programme_reaches_what_it_asks() {
        for (what, field, to) in [("PA-001", programme_area::ROUND, "RD-01"), ("RD-01", round::PROGRAMME, "PG-01")] {
            let mut records = file();
            set(&mut records, what, field, one(to));
            assert_eq!(left(&records), "9.1 A.8.2", "{what}: what it has questions about");
            set(&mut records, "RD-01", round::STATE, State::Closed.value());
            assert_eq!(left(&records), "9.1 A.8.2 A.8.4", "{what}: one question of A.8.4 was never judged");
            set(&mut records, "RD-01", round::STATE, State::Planned.value());
            assert_eq!(left(&records), "", "{what}: its scope is the whole standard");
            set(&mut records, "RD-01", round::TYPE, Type::Gap.value());
            assert_eq!(left(&records), "9.1 A.2.2 A.8.2 A.8.4", "{what}: a gap analysis is no audit");
        }
    }

    #[test]
    fn an_area_was_audited_once_something_in_it_was_judged_and_a_breach_presses_without_a_finding() {
        let mut records = file();
        let told = |records: &Records, area: Area| {
            let all = pressing(view(records), None);
            all.into_iter().find(|p| p.heading == area as usize).unwrap().because.join(", ")
        };
        assert_eq!(told(&records, Area::Information), "never audited", "one question of two says nothing yet");
        assert_eq!(told(&records, Area::Policies), "1 major without a finding, audited this month");
        assert!(never_judged(view(&records)).contains(&Id::item("A.8.4").unwrap()));
        set(&mut records, "AW-002", answer::VERDICT, Verdict::Conforms.value());
        assert_eq!(told(&records, Area::Information), "audited this month");
        records.put([Record::new(id("F-001"))
            .with(finding::ROUND, one("RD-01"))
            .with(finding::ANSWER, one("AW-003"))
            .with(finding::GRADE, finding::Grade::Major.value())
            .with(finding::AGAINST, Value::refs([Id::item("A.2.2").unwrap()]))]);
        assert_eq!(told(&records, Area::Policies), "1 open major, audited this month");
    }
}
