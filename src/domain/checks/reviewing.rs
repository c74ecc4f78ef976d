//! Rules about management reviews, audit programmes, plans of auditees, questions asked of us, and controls gone round.

use super::{Spot, spot};
use crate::domain::{
    Kind, View,
    kinds::{
        finding::{self, Plan},
        item::{self, Bypass},
        request,
        review::{self, State},
    },
    programme::{self, ToReach},
    progress, review as inputs, workflow,
};

/// Held and not signed, with required inputs that nobody treated or left out with a reason (clause 9.3.2).
pub fn input_missing(view: View) -> Vec<Spot> {
    let held = view.records.all(Kind::Review).filter(|r| State::of(r, review::STATE) == Some(State::Held));
    let missing = held.map(|r| (r, inputs::missing(view, r.id))).filter(|(_, missing)| !missing.is_empty());
    missing.map(|(r, m)| spot(view.records, r.id, &format!("{} required inputs are open", m.len()))).collect()
}

/// The planned day has passed, or that of the next one after the last, and none is planned (clause 9.3.1).
pub fn review_overdue(view: View) -> Vec<Spot> {
    let late = |r: &&crate::domain::Record| progress::late_days(view, r).is_some();
    let mut spots: Vec<Spot> = view
        .records
        .all(Kind::Review)
        .filter(late)
        .map(|r| spot(view.records, r.id, "not signed, its day has passed"))
        .collect();
    let next = inputs::last_signed(view).filter(|r| r.date(review::NEXT).is_some_and(|d| d < view.today));
    if let Some(last) = next.filter(|_| inputs::coming(view).is_none()) {
        spots.push(spot(view.records, last.id, "the next one is due and none is planned"));
    }
    spots
}

/// An approved programme leaves out clauses, used controls or AI systems of a high class (clause 9.2.2).
pub fn unreached(view: View) -> Vec<Spot> {
    let approved = view.records.all(Kind::Programme).filter(|p| progress::stands(p));
    let needed = ToReach::of(view);
    let left = approved.map(|p| (p, needed.left_by(view, p.id)));
    left.filter(|(_, (items, systems))| !items.is_empty() || !systems.is_empty())
        .map(|(p, (items, systems))| {
            let what = format!("{} clauses and controls, {} AI systems", items.len(), systems.len());
            spot(view.records, p.id, &what)
        })
        .collect()
}

/// Two planned interviews at once need the same person or the same room.
pub fn clash(view: View) -> Vec<Spot> {
    let told = |c: programme::Overlap| spot(view.records, c.one, &format!("needs {} as {} does", c.over, c.other));
    programme::clashes(view).into_iter().map(told).collect()
}

/// A body, customer or authority waits for an answer whose day has passed.
pub fn unanswered(view: View) -> Vec<Spot> {
    let late = view.records.all(Kind::Request).filter(|r| request::is_theirs(r));
    late.filter_map(|r| Some(spot(view.records, r.id, &format!("late {} d", progress::late_days(view, r)?)))).collect()
}

/// A plan that is sent back says why.
pub fn plan_no_reason(view: View) -> Vec<Spot> {
    let bare = view.records.all(Kind::Finding).filter(|f| {
        Plan::of(f, finding::PLAN) == Some(Plan::SentBack) && workflow::finding::why_sent_back(f).is_empty()
    });
    bare.map(|f| spot(view.records, f.id, "plan sent back without a reason")).collect()
}

/// Those who carry it out say that it is often gone round.
pub fn bypassed(view: View) -> Vec<Spot> {
    let often = view.records.all(Kind::Item).filter(|i| Bypass::of(i, item::BYPASSED) == Some(Bypass::Often));
    often.map(|i| spot(view.records, i.id, i.text(item::BURDEN_SAID))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Id, Record, Records, Value,
        kinds::{interview, programme, review_input, round},
    };
    use jiff::civil::date;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }
    fn rec(text: &str) -> Record {
        Record::new(id(text))
    }
    fn on(day: i8) -> Value {
        Value::Date(date(2025, 6, day))
    }
    fn found(rule: fn(View) -> Vec<Spot>, all: impl IntoIterator<Item = Record>) -> Vec<Id> {
        let mut records = Records::default();
        records.put(all);
        rule(View { records: &records, today: date(2025, 6, 10) }).into_iter().map(|s| s.id).collect()
    }

    #[test]
    fn a_review_is_overdue_before_it_is_signed_and_when_the_next_one_is_due() {
        let planned = rec("MR-1").with(review::STATE, State::Planned.value()).with(review::DAY, on(9));
        assert_eq!(found(review_overdue, [planned.clone()]), [id("MR-1")]);
        assert!(found(review_overdue, [planned.clone().with(review::DAY, on(10))]).is_empty());
        let signed = planned.with(review::STATE, State::Signed.value()).with(review::NEXT, on(9));
        assert_eq!(found(review_overdue, [signed.clone()]), [id("MR-1")]);
        let next = rec("MR-2").with(review::STATE, State::Planned.value()).with(review::DAY, on(20));
        assert!(found(review_overdue, [signed, next]).is_empty(), "the next one is planned");
    }

    #[test]
    fn a_held_review_wants_each_of_the_seven_required_inputs() {
        let held = rec("MR-1").with(review::STATE, State::Held.value());
        let input = |n: usize, said: &inputs::InputSaid| {
            rec(&format!("MI-{}", n + 1))
                .with(review_input::REVIEW, Value::Ref(id("MR-1")))
                .with(review_input::INPUT, said.input.value())
                .with(review_input::OUTCOME, review_input::Outcome::Treated.value())
        };
        let required: Vec<_> = inputs::INPUTS.iter().filter(|s| s.required).collect();
        assert_eq!(required.len(), 7, "clause 9.3.2");
        let all: Vec<Record> = required.iter().enumerate().map(|(n, s)| input(n, s)).collect();
        assert_eq!(found(input_missing, all[1..].iter().cloned().chain([held.clone()])), [id("MR-1")]);
        assert!(found(input_missing, all.iter().cloned().chain([held.clone()])).is_empty());
        // Left out counts only with a reason.
        let left = all[0].clone().with(review_input::OUTCOME, review_input::Outcome::Left.value());
        let rest = || all[1..].iter().cloned().chain([held.clone()]);
        assert_eq!(found(input_missing, rest().chain([left.clone()])), [id("MR-1")]);
        let why = left.with(review_input::WHY_NOT, Value::text("the first review"));
        assert!(found(input_missing, rest().chain([why])).is_empty());
    }

    #[test]
    fn interviews_clash_over_a_person_at_the_same_time_only() {
        let talk = |n: &str, hour: i8, who: &str| {
            let at = crate::domain::Stamp::at(date(2025, 6, 12).at(hour, 0, 0, 0), 0);
            rec(n)
                .with(interview::ROUND, Value::Ref(id("RD-1")))
                .with(interview::START, Value::Stamp(at))
                .with(interview::MINUTES, Value::Number(60))
                .with(interview::WITH, Value::refs([id(who)]))
        };
        let people = || [rec("RD-1").with(round::TITLE, Value::text("Audit")), rec("P-1"), rec("P-2")];
        let with = |a: Record, b: Record| found(clash, people().into_iter().chain([a, b]));
        assert_eq!(with(talk("I-1", 10, "P-1"), talk("I-2", 10, "P-1")), [id("I-1")]);
        assert!(with(talk("I-1", 10, "P-1"), talk("I-2", 11, "P-1")).is_empty());
        assert!(with(talk("I-1", 10, "P-1"), talk("I-2", 10, "P-2")).is_empty());
    }

    #[test]
    fn what_is_sent_back_bypassed_or_unanswered_is_told() {
        let back = rec("F-1").with(finding::PLAN, Plan::SentBack.value());
        assert_eq!(found(plan_no_reason, [back.clone()]), [id("F-1")]);
        assert!(found(plan_no_reason, [back.with(finding::PLAN_WHY, Value::text("no cause"))]).is_empty());
        let often = rec("A.6.2.4").with(item::BYPASSED, Bypass::Often.value());
        assert_eq!(found(bypassed, [often.clone()]), [often.id]);
        assert!(found(bypassed, [often.with(item::BYPASSED, Bypass::Sometimes.value())]).is_empty());
        let asked = rec("ER-1")
            .with(request::DIRECTION, request::Direction::TheyAsk.value())
            .with(request::STATE, request::State::Open.value())
            .with(request::DUE, on(9));
        assert_eq!(found(unanswered, [asked.clone()]), [id("ER-1")]);
        assert!(found(unanswered, [asked.with(request::STATE, request::State::Answered.value())]).is_empty());
    }

    #[test]
    fn an_approved_programme_reaches_every_clause() {
        use crate::domain::kinds::{
            programme_area::{self, Area},
            shared::APPROVED,
        };
        let approved = rec("PG-1").with(programme::STATE, Value::Choice(APPROVED));
        let line = rec("PA-1")
            .with(programme_area::PROGRAMME, Value::Ref(id("PG-1")))
            .with(programme_area::AREA, Area::Evaluation.value())
            .with(programme_area::LEAD, Value::Ref(id("P-1")));
        let of = |items: &[&str]| {
            let items = items.iter().map(|i| rec(i)).collect::<Vec<_>>();
            found(unreached, items.into_iter().chain([approved.clone(), line.clone()]))
        };
        assert!(of(&["9.1", "9.3.2"]).is_empty());
        assert_eq!(of(&["9.1", "8.4"]), [id("PG-1")]);
    }
}
