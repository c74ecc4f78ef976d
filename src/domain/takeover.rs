//! What the answers of a gap analysis say about the controls, as proposals for the Statement of Applicability: use,
//! state, how it is met, the gap, evidence and owner. Nothing is written here; a person ticks what is taken.

use super::{
    change::Change,
    coverage::{self, Span},
    field::{Field, Type},
    gate::Road,
    id::Id,
    kind::Kind,
    kinds::{
        answer::{self, Verdict, Works},
        interview,
        item::{self, State, Use},
    },
    notes::{self, Mark},
    record::Record,
    records::View,
    value::Value,
};

/// A value that an answer speaks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub item: Id,
    pub field: usize,
    pub value: Value,
    /// Whether the record holds nothing there yet, or only more is added: such a proposal is taken unless left out.
    pub fills: bool,
    /// The interview whose answer says it.
    pub from: Option<Id>,
}

/// The proposals of a round, control by control: what it holds, against the controls of today. The notes of its answers
/// must have been read.
pub fn proposals(of: View, today: View, round: Id) -> Vec<Proposal> {
    let items = coverage::items(of, Span::Round(round)).into_iter();
    let controls = items.filter_map(|item| today.records.live(item.id)).filter(|item| item::is_control(item));
    controls.flat_map(|control| of_control(of, control, round)).collect()
}

/// The change that takes these over: one step.
pub fn taken(view: View, round: Id, proposals: &[Proposal]) -> Change {
    let mut change = Change::new(format!("answers of {round} taken over into the SoA")).by(Road::Bulk);
    let mut rest = proposals;
    while let Some(first) = rest.first() {
        let of_one = rest.iter().take_while(|p| p.item == first.item).count();
        let (mine, others) = rest.split_at(of_one);
        if let Some(record) = view.records.live(first.item) {
            change = change.set(record, mine.iter().map(|p| (p.field, p.value.clone())).collect());
        }
        rest = others;
    }
    change
}

fn of_control(view: View, control: &Record, round: Id) -> Vec<Proposal> {
    let in_round = |a: &&Record| answer::round_of(view.records, a) == Some(round) && answer::verdict(a).is_judged();
    let answers: Vec<&Record> = view.records.linked(control.id, Kind::Answer, answer::ITEM).filter(in_round).collect();
    let Some(speaker) = item::speaker(view, control, Some(round)).filter(|a| answer::verdict(a).is_judged()) else {
        return Vec::new();
    };
    let verdict = answer::verdict(speaker);
    let from = speaker.one(answer::INTERVIEW);
    let mut found = Vec::new();
    let mut propose = |field: usize, value: Value| {
        let held = control.value(field);
        if !value.is_empty() && *held != value {
            found.push(Proposal { item: control.id, field, value, fills: held.is_empty(), from });
        }
    };
    let left_out = verdict == Verdict::NotApplicable;
    propose(item::USE, if left_out { Use::No.value() } else { Use::Yes.value() });
    if left_out {
        propose(item::WHY_AGAINST, line(item::WHY_AGAINST, speaker.text(answer::WHY_NOT)));
        return found;
    }
    propose(item::STATE, state(verdict, &answers).value());
    if control.value(item::HOW).is_empty() {
        propose(item::HOW, how(&answers, round));
    }
    if verdict.is_gap() {
        let gap = answers.iter().flat_map(|a| notes::marked(a.text(answer::NOTE), Mark::Maybe)).next();
        propose(item::GAP, line(item::GAP, gap.map_or("", |l| l.text)));
    }
    let person = from.and_then(|id| view.records.live(id)).and_then(|i| match i.refs(interview::WITH) {
        [one] => Some(*one),
        _ => None,
    });
    if control.one(item::OWNER).is_none() {
        propose(item::OWNER, Value::one(person));
    }
    let seen: Vec<Id> = answers.iter().flat_map(|a| a.refs(answer::EVIDENCE)).copied().collect();
    let known = control.refs(item::EVIDENCE);
    if seen.iter().any(|id| !known.contains(id)) {
        let all = Value::refs(known.iter().copied().chain(seen));
        found.push(Proposal { item: control.id, field: item::EVIDENCE, value: all, fills: true, from });
    }
    found
}

/// What a verdict of a gap analysis says about how far a control is.
fn state(verdict: Verdict, answers: &[&Record]) -> State {
    let works = |a: &&Record| Works::of(a, answer::WORKS) == Some(Works::Works);
    match verdict {
        Verdict::Conforms if !answers.is_empty() && answers.iter().all(works) => State::Works,
        Verdict::Conforms => State::InPlace,
        Verdict::Improve | Verdict::Minor => State::Partly,
        _ => State::NotStarted,
    }
}

/// What was shown, or else what was noted plainly, with the round it comes from.
fn how(answers: &[&Record], round: Id) -> Value {
    let of = |mark: Mark| -> Vec<String> {
        let lines = answers.iter().flat_map(|a| notes::marked(a.text(answer::NOTE), mark));
        lines.map(|line| line.text.to_string()).collect()
    };
    let mut lines = of(Mark::Shown);
    if lines.is_empty() {
        lines = of(Mark::Plain);
    }
    if lines.is_empty() {
        return Value::Empty;
    }
    lines.push(format!("(noted in {round})"));
    Value::text(lines.join("\n").chars().take(Field::LONG_MAX).collect::<String>())
}

/// A text as a field of one line takes it.
fn line(field: usize, text: &str) -> Value {
    let most = match Kind::Item.spec().fields[field].typ {
        Type::Line => Field::LINE_MAX,
        _ => Field::LONG_MAX,
    };
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect();
    if text.is_empty() { Value::Empty } else { Value::text(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, kinds::item::Group};
    use jiff::civil::date;

    const ROUND: Id = Id::new(Kind::Round, 1);
    const INTERVIEW: Id = Id::new(Kind::Interview, 1);
    const CONTROL: Id = Id::new(Kind::Item, 40);
    const PROOF: Id = Id::new(Kind::Evidence, 2);

    fn view(records: &Records) -> View<'_> {
        View { records, today: date(2025, 6, 10) }
    }
    fn answered(verdict: Verdict, note: &str, control: Record) -> Records {
        let interview = Record::new(INTERVIEW)
            .with(interview::ROUND, Value::Ref(ROUND))
            .with(interview::WITH, Value::refs([Id::new(Kind::Person, 7)]));
        let answer = Record::new(Id::new(Kind::Answer, 1))
            .with(answer::INTERVIEW, Value::Ref(INTERVIEW))
            .with(answer::ITEM, Value::Ref(CONTROL))
            .with(answer::VERDICT, verdict.value())
            .with(answer::WHY_NOT, Value::text("no such system"))
            .with(answer::EVIDENCE, Value::refs([PROOF]))
            .with(answer::NOTE, Value::text(note));
        let mut records = Records::default();
        let person = Record::new(Id::new(Kind::Person, 7));
        records.put([Record::new(ROUND), interview, answer, person, Record::new(PROOF), control]);
        records
    }
    fn control() -> Record {
        Record::new(CONTROL).with(item::GROUP, Group::Control.value())
    }
    fn of(records: &Records) -> Vec<Proposal> {
        proposals(view(records), view(records), ROUND)
    }
    fn fields(found: &[Proposal]) -> Vec<(usize, bool)> {
        found.iter().map(|p| (p.field, p.fills)).collect()
    }

    #[test]
    fn an_empty_control_takes_use_state_how_gap_owner_and_evidence_from_its_answer() {
        let records = answered(Verdict::Minor, "plain words\n> rule AI-07\n! no approver named", control());
        let found = of(&records);
        let all = [item::USE, item::STATE, item::HOW, item::GAP, item::OWNER, item::EVIDENCE];
        assert_eq!(fields(&found), all.map(|field| (field, true)));
        let change = taken(view(&records), ROUND, &found);
        assert_eq!(change.edits.len(), 1, "one record, one step");
        let mut records = records;
        records.apply(&change);
        let now = records.get(CONTROL).unwrap();
        assert_eq!(Use::of(now, item::USE), Some(Use::Yes));
        assert_eq!(State::of(now, item::STATE), Some(State::Partly));
        assert_eq!(now.text(item::HOW), "rule AI-07\n(noted in G-01)".replace("G-01", &ROUND.to_string()));
        assert_eq!(now.text(item::GAP), "no approver named");
        assert_eq!(now.refs(item::EVIDENCE), [PROOF]);
        assert!(of(&records).is_empty(), "taken over once, nothing is left to propose");
    }

    #[test]
    fn what_a_person_decided_is_proposed_apart_and_what_does_not_apply_brings_its_reason_only() {
        let decided = control().with(item::USE, Use::Yes.value()).with(item::STATE, State::InPlace.value());
        let records = answered(Verdict::Major, "", decided);
        let found = of(&records);
        assert_eq!(fields(&found), [(item::STATE, false), (item::OWNER, true), (item::EVIDENCE, true)]);
        let records = answered(Verdict::NotApplicable, "> seen", control());
        let found = of(&records);
        assert_eq!(fields(&found), [(item::USE, true), (item::WHY_AGAINST, true)]);
        assert_eq!(found[1].value, Value::text("no such system"));
        let records = answered(Verdict::Parked, "> seen", control());
        assert!(of(&records).is_empty(), "a parked question says nothing");
    }

    #[test]
    fn a_clause_is_no_row_of_the_statement() {
        let clause = Record::new(CONTROL).with(item::GROUP, Group::Clause.value());
        assert!(of(&answered(Verdict::Conforms, "", clause)).is_empty());
    }
}
