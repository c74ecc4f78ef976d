//! Earlier findings asked after one by one: what is open goes along into the next audit as a question of its own, with
//! what was done about it beside it, and the answer says whether it was effective (clauses 9.2.2 and 10.2).

use super::{
    change::Change,
    coverage,
    id::Id,
    kind::Kind,
    kinds::{
        YES, action, answer, evidence, finding,
        finding::{Effective, Step},
        interview,
    },
    progress,
    record::Record,
    records::View,
    rounds::FieldValues,
    value::{Value, join_ids},
    workflow,
};

/// What is looked at when an earlier finding is asked after.
pub const CHECKS: [&str; 5] = [
    "What was wrong in this case was put right",
    "The cause that was found explains it",
    "The action against the cause was done, and something shows it",
    "It was looked for elsewhere",
    "It did not come up again since",
];

/// Open findings of earlier rounds and other sources that the round does not ask after yet, gravest first.
pub fn open<'a>(view: View<'a>, round: Id) -> Vec<&'a Record> {
    let asked = asked_in(view, round);
    let open = |f: &&Record| finding::is_open(f) && f.one(finding::ROUND) != Some(round) && !asked.contains(&f.id);
    let mut all: Vec<&Record> = view.records.all(Kind::Finding).filter(open).collect();
    all.sort_by_key(|f| (std::cmp::Reverse(finding::Grade::of(f, finding::GRADE)), f.id));
    all
}

/// The findings that a round asks after.
pub fn asked_in(view: View, round: Id) -> Vec<Id> {
    coverage::answers(view, Some(round)).iter().filter_map(|a| a.one(answer::FOLLOWS)).collect()
}

/// The question of a finding, about the first clause or control that it is against.
pub fn question(finding: &Record) -> FieldValues {
    let text = format!("{}, {}: what was done about it, and does it hold?", finding.id, finding.title());
    let longest = super::Field::LINE_MAX;
    let text: String = match text.chars().count() > longest {
        true => format!("{}: what was done about it, and does it hold?", finding.id),
        false => text,
    };
    let mut values = vec![
        (answer::QUESTION, Value::text(text)),
        (answer::FOLLOWS, Value::Ref(finding.id)),
        (answer::SOURCE, Value::text(finding.id.to_string())),
        (answer::KEY, Value::Choice(YES)),
    ];
    values.extend(finding.refs(finding::AGAINST).first().map(|item| (answer::ITEM, Value::Ref(*item))));
    let systems = finding.refs(finding::SYSTEMS);
    values.extend((!systems.is_empty()).then(|| (answer::SYSTEMS, Value::refs(systems.iter().copied()))));
    values
}

/// In which of some interviews a finding is asked after: with its owner, else where what it is against is asked, else
/// in the first. Each interview is told with whom it is and which items it asks.
pub fn place(finding: &Record, interviews: &[(Vec<Id>, Vec<Id>)]) -> Option<usize> {
    let owner = finding.one(finding::OWNER);
    let with_owner = interviews.iter().position(|(with, _)| owner.is_some_and(|id| with.contains(&id)));
    let against = finding.refs(finding::AGAINST);
    let about = || interviews.iter().position(|(_, items)| items.iter().any(|item| against.contains(item)));
    with_owner.or_else(about).or((!interviews.is_empty()).then_some(0))
}

/// The questions after all open findings for a new round, each in its interview and before the other questions of it.
/// `interviews` and `made` go together: their ids, and with whom each is and what it asks.
pub fn taken_along(view: View, round: Id, interviews: &[Id], made: &[(Vec<Id>, Vec<Id>)]) -> Vec<FieldValues> {
    let all = open(view, round);
    let placed = all.iter().filter_map(|f| Some((*f, interviews.get(place(f, made)?)?)));
    let in_order = placed.enumerate().map(|(n, (of, interview))| {
        let mut values = question(of);
        // Positions of the others begin at one step.
        let position = (n as i64 * super::rounds::STEP) / (all.len() as i64 + 1);
        values.extend([(answer::INTERVIEW, Value::Ref(*interview)), (answer::POSITION, Value::Number(position))]);
        values
    });
    in_order.collect()
}

/// `F-009 minor, P. Okafor, by 2026-06-30, step check; A-003 done; no cause yet`.
pub fn state(records: &super::Records, of: &Record) -> String {
    let view = View { records, today: jiff::civil::Date::ZERO };
    let mut parts = vec![format!("{} {}", of.id, view.cell(of, finding::GRADE)).trim().to_string()];
    parts.push(of.one(finding::OWNER).map_or("no owner".into(), |id| records.name(id)));
    parts.extend(of.date(finding::DUE).map(|day| format!("by {day}")));
    parts.push(format!("step {}", finding::step(of).label()));
    let mut told = vec![parts.join(", ")];
    for a in records.linked(of.id, Kind::Action, action::ABOUT) {
        let proof = a.refs(action::PROOF);
        let proof = if proof.is_empty() { String::new() } else { format!(" ({})", join_ids(proof, ", ")) };
        let word = if progress::is_done(a) { "done" } else { "open" };
        told.push(format!("{} {word}{proof}: {}", a.id, a.title()));
    }
    if of.value(finding::CAUSE).is_empty() {
        told.push("no cause is written".into());
    }
    told.join("; ")
}

/// What to ask to see: what proves its actions, and what its check was to rest on.
pub fn to_show(records: &super::Records, of: &Record) -> Vec<String> {
    let proof = records.linked(of.id, Kind::Action, action::ABOUT).flat_map(|a| a.refs(action::PROOF).to_vec());
    let mut all: Vec<String> = proof.map(|id| records.in_full(id)).collect();
    all.extend(Some(of.text(finding::CHECK_HOW).to_string()).filter(|text| !text.is_empty()));
    if all.is_empty() {
        all.push("what shows that the action was done, and cases since then".into());
    }
    all
}

/// What a judgement rests on behind which nothing was seen.
pub const HEARSAY: &str = "what was said";

/// What an answer says of the finding that it asks after: effective or not, judged by whoever asks, on what was seen.
pub fn judged(view: View, answer: &Record, effective: Effective, by: Option<Id>) -> Option<Change> {
    let of = answer.one(answer::FOLLOWS).and_then(|id| view.records.live(id))?;
    let asked = answer.one(answer::INTERVIEW).and_then(|id| view.records.live(id));
    let auditor = asked.and_then(|i| i.one(interview::AUDITOR)).or(by);
    let seen: Vec<String> = answer.refs(answer::EVIDENCE).iter().map(|id| named(view, *id)).collect();
    let seen = if seen.is_empty() { HEARSAY.to_string() } else { seen.join(", ") };
    let basis: String =
        format!("{}: {seen}", view.records.called(answer.id)).chars().take(super::Field::LINE_MAX).collect();
    let mut values = vec![
        (finding::EFFECTIVE, effective.value()),
        (finding::CHECK_BASIS, Value::text(basis)),
        (finding::CHECK_ON, Value::Date(view.today)),
    ];
    values.extend(auditor.map(|id| (finding::CHECKER, Value::Ref(id))));
    values.extend((finding::step(of) == Step::Done).then(|| (finding::STEP, Step::Check.value())));
    let label = format!("{} judged {} in {}", of.id, effective.label(), view.records.called(answer.id));
    let change = Change::new(&label).set(of, values.clone());
    if effective == Effective::Yes || finding::step(of) < Step::Done {
        return Some(change);
    }
    // It starts again at its cause, with the judgement on its sheet.
    let judged = values.into_iter().fold(of.clone(), |record, (field, value)| record.with(field, value));
    let (mut back, _) = workflow::finding::step_back(view, &judged).ok()?;
    back.label = label;
    Some(back)
}

fn named(view: View, id: Id) -> String {
    let version = view.records.get(id).map_or(String::new(), |e| e.text(evidence::VERSION).to_string());
    format!("{} {version}", view.records.in_full(id)).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn a_finding_is_asked_of_its_owner_else_where_its_clause_is_asked_else_first() {
        let of = |owner: &str, against: &str| {
            Record::new(id("F-001"))
                .with(finding::OWNER, Value::Ref(id(owner)))
                .with(finding::AGAINST, Value::refs([Id::item(against).unwrap()]))
        };
        let interviews =
            [(vec![id("P-01")], vec![Id::item("5.1").unwrap()]), (vec![id("P-02")], vec![Id::item("8.4").unwrap()])];
        assert_eq!(place(&of("P-02", "5.1"), &interviews), Some(1));
        assert_eq!(place(&of("P-09", "8.4"), &interviews), Some(1));
        assert_eq!(place(&of("P-09", "7.5.1"), &interviews), Some(0));
        assert_eq!(place(&of("P-09", "7.5.1"), &[]), None);
    }

    #[test]
    fn what_does_not_hold_goes_back_to_its_cause_and_the_sheet_says_why() {
        let mut records = super::super::Records::default();
        records.put([
            Record::new(id("F-001")).with(finding::STEP, Step::Check.value()),
            Record::new(id("I-01")).with(interview::AUDITOR, Value::Ref(id("P-03"))),
            Record::new(id("AW-001"))
                .with(answer::INTERVIEW, Value::Ref(id("I-01")))
                .with(answer::FOLLOWS, Value::Ref(id("F-001"))),
        ]);
        let today = jiff::civil::date(2026, 3, 4);
        let judge = |records: &super::super::Records, effective| {
            let view = View { records, today };
            judged(view, records.get(id("AW-001")).unwrap(), effective, None).unwrap()
        };
        let mut held = records.clone();
        held.apply(&judge(&records, Effective::Yes));
        let found = held.get(id("F-001")).unwrap();
        assert_eq!(Effective::of(found, finding::EFFECTIVE), Some(Effective::Yes));
        assert_eq!((found.one(finding::CHECKER), finding::step(found)), (Some(id("P-03")), Step::Check));
        records.apply(&judge(&records, Effective::No));
        let found = records.get(id("F-001")).unwrap();
        assert_eq!((finding::step(found), found.date(finding::CHECK_ON)), (Step::Cause, None));
        assert_eq!(found.text(finding::CHECK_BASIS), "not effective on 2026-03-04: I-01 q1: what was said");
    }
}
