//! Verdicts that do not go together with what else stands: an open nonconformity raised from the same answer, and a
//! clause of the standard that is called not applicable.

use super::{
    Broken,
    lock::{called, round_of},
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        answer::{self, Verdict},
        finding, item, round,
    },
};

/// What is wrong with the verdict of an answer as it stands.
pub(super) fn broken(near: &dyn Near, answer: &Record) -> Vec<Broken> {
    let beside = beside_finding(near, answer).map(|(finding, grade)| {
        let (place, verdict) = (called(near, answer.id), answer::verdict(answer).label());
        let why = format!(
            "{place} would be “{verdict}” beside {finding} ({grade}), which was raised from it: why do both stand?"
        );
        Broken::asks("answer: beside its finding", why)
    });
    let left_out = clause_left_out(near, answer).map(|clause| {
        let why = format!(
            "clause {clause} belongs to every AIMS, so it is not applicable in an audit only with a reason: why is it?"
        );
        Broken::asks("answer: clause not applicable", why)
    });
    beside.into_iter().chain(left_out).collect()
}

/// The open nonconformity that was raised from an answer which is judged to be none, and its grade.
pub(super) fn beside_finding(near: &dyn Near, answer: &Record) -> Option<(Id, &'static str)> {
    if !matches!(answer::verdict(answer), Verdict::Conforms | Verdict::NotApplicable) {
        return None;
    }
    let raised = linked(near, answer.id, (Kind::Finding, finding::ANSWER));
    raised.filter(|f| finding::is_open(f)).find_map(|f| {
        let grade = finding::Grade::of(&f, finding::GRADE).filter(|g| *g != finding::Grade::Improve);
        grade.map(|grade| (f.id, grade.label()))
    })
}

/// The clause that an answer of an audit calls not applicable without saying why.
fn clause_left_out(near: &dyn Near, answer: &Record) -> Option<Id> {
    let is = answer::verdict(answer) == Verdict::NotApplicable && needs_why_not(near, answer);
    answer.one(answer::ITEM).filter(|_| is)
}

/// Whether an answer may be judged *not applicable* only with a reason, which it does not have yet: one about a clause, in
/// an audit.
pub fn needs_why_not(near: &dyn Near, answer: &Record) -> bool {
    let about_clause = answer.one(answer::ITEM).is_some_and(|id| is_clause(near, id));
    about_clause && answer.value(answer::WHY_NOT).is_empty() && is_of_audit(near, answer.id)
}

/// Whether it is one of clauses 4 to 10: none of them can be left out, as controls can (ISO/IEC 42001, 4.3 and 6.1.3).
fn is_clause(near: &dyn Near, id: Id) -> bool {
    live(near, id).is_some_and(|i| !item::is_control(&i))
}

fn is_of_audit(near: &dyn Near, answer: Id) -> bool {
    let round = round_of(near, answer).and_then(|id| live(near, id));
    round.is_some_and(|r| round::is_audit(&r))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, View, kinds::round::Type};
    use jiff::civil::date;

    fn id(id: &str) -> Id {
        id.parse().unwrap()
    }

    fn told(round: Type, about: &str, answer: Record, finding: Option<Record>) -> Vec<&'static str> {
        let mut records = Records::default();
        let group = if about.starts_with('A') { item::Group::Control } else { item::Group::Clause };
        records.put([Record::new(Id::item(about).unwrap()).with(item::GROUP, group.value())]);
        records.put([
            Record::new(id("RD-01")).with(round::TYPE, round.value()),
            Record::new(id("I-01")).with(crate::domain::kinds::interview::ROUND, Value::Ref(id("RD-01"))),
        ]);
        let answer = answer.with(answer::INTERVIEW, Value::Ref(id("I-01")));
        let answer = answer.with(answer::ITEM, Value::one(Id::item(about)));
        records.put([answer.clone()]);
        records.put(finding.map(|f| f.with(finding::ANSWER, Value::Ref(answer.id))));
        let view = View { records: &records, today: date(2026, 11, 28) };
        broken(&view, &answer).iter().map(|b| b.rule).collect()
    }
    fn judged(verdict: Verdict) -> Record {
        Record::new(id("AW-001")).with(answer::VERDICT, verdict.value())
    }

    #[test]
    fn a_clause_is_not_applicable_in_an_audit_only_with_a_reason() {
        let rule = ["answer: clause not applicable"];
        assert_eq!(told(Type::Audit, "8.1", judged(Verdict::NotApplicable), None), rule);
        let reasoned = judged(Verdict::NotApplicable).with(answer::WHY_NOT, Value::text("asked of another unit"));
        assert!(told(Type::Audit, "8.1", reasoned, None).is_empty());
        assert!(
            told(Type::Audit, "A.8.4", judged(Verdict::NotApplicable), None).is_empty(),
            "a control can be left out"
        );
        assert!(told(Type::Gap, "8.1", judged(Verdict::NotApplicable), None).is_empty(), "a gap analysis asks later");
        assert!(told(Type::Audit, "8.1", judged(Verdict::Conforms), None).is_empty());
    }

    #[test]
    fn an_answer_does_not_conform_beside_the_open_breach_that_was_raised_from_it() {
        let finding = |grade: finding::Grade| Record::new(id("F-001")).with(finding::GRADE, grade.value());
        let with = |verdict, finding| told(Type::Audit, "A.8.4", judged(verdict), Some(finding));
        let rule = ["answer: beside its finding"];
        assert_eq!(with(Verdict::Conforms, finding(finding::Grade::Major)), rule);
        assert_eq!(with(Verdict::NotApplicable, finding(finding::Grade::Minor)), rule);
        assert!(with(Verdict::Conforms, finding(finding::Grade::Improve)).is_empty(), "an improvement says no breach");
        assert!(with(Verdict::Major, finding(finding::Grade::Major)).is_empty());
        let closed = finding(finding::Grade::Major).with(finding::STEP, finding::Step::Closed.value());
        assert!(with(Verdict::Conforms, closed).is_empty());
    }
}
