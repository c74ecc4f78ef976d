use super::*;
use crate::domain::kinds::answer::{Facts, Verdict};
use crate::domain::{Edit, Records};
use jiff::civil::date;

const INTERVIEW: Id = Id::new(Kind::Interview, 1);

fn view(records: &Records) -> View<'_> {
    View { records, today: date(2025, 6, 10) }
}
fn asked(n: u32, position: i64) -> Record {
    Record::new(Id::new(Kind::Answer, n))
        .with(answer::QUESTION, Value::text(format!("Question {n}?")))
        .with(answer::INTERVIEW, Value::Ref(INTERVIEW))
        .with(answer::POSITION, Value::Number(position))
}
fn with(list: impl IntoIterator<Item = Record>) -> Records {
    let mut records = Records::default();
    records.put(list);
    records
}
fn order(records: &Records) -> Vec<u32> {
    interview::answers(view(records), INTERVIEW).iter().map(|a| a.id.n).collect()
}
fn at(day: i8, hour: i8, minute: i8) -> Stamp {
    Stamp::at(date(2025, 6, day).at(hour, minute, 0, 0), 120)
}

#[test]
fn a_question_finds_its_place_and_numbers_are_given_anew_only_without_a_gap() {
    let mut records = with([asked(1, 100), asked(2, 200), asked(3, 201)]);
    let add = |records: &mut Records, after: Option<u32>| {
        let after = after.map(|n| Id::new(Kind::Answer, n));
        let change = insert_after(view(records), INTERVIEW, after, vec![(answer::QUESTION, Value::text("New?"))]);
        records.apply(&change);
        change.edits.len()
    };
    assert_eq!((add(&mut records, Some(1)), order(&records)), (1, vec![1, 4, 2, 3]));
    assert_eq!((add(&mut records, Some(2)), order(&records)), (4, vec![1, 4, 2, 5, 3]));
    assert_eq!((add(&mut records, None), order(&records)), (1, vec![1, 4, 2, 5, 3, 6]));
    assert_eq!((add(&mut records, Some(6)), order(&records).last().copied()), (1, Some(7)));
    assert_eq!(last_position(view(&records), INTERVIEW), 700);
    assert_eq!((add(&mut Records::default(), None), last_position(view(&Records::default()), INTERVIEW)), (1, 0));
}

#[test]
fn questions_move_by_one_place_and_stop_at_the_ends() {
    let mut records = with([asked(1, 100), asked(2, 100), asked(3, 300)]);
    let id = |n| Id::new(Kind::Answer, n);
    assert!(move_question(view(&records), INTERVIEW, id(1), true).is_none());
    assert!(move_question(view(&records), INTERVIEW, id(3), false).is_none());
    let change = move_question(view(&records), INTERVIEW, id(2), true).unwrap();
    records.apply(&change);
    assert_eq!(order(&records), [2, 1, 3]);
    let change = move_question(view(&records), INTERVIEW, id(2), false).unwrap();
    assert_eq!(change.edits.len(), 2);
    records.apply(&change);
    assert_eq!(order(&records), [1, 2, 3]);
}

#[test]
fn interviews_follow_each_other_by_the_hour_within_the_working_day() {
    let round = Record::new(Id::new(Kind::Round, 1)).with(round::LEAD, Value::Ref(Id::new(Kind::Person, 1)));
    let planned = |n, start: Stamp, minutes| {
        Record::new(Id::new(Kind::Interview, n))
            .with(interview::ROUND, Value::Ref(round.id))
            .with(interview::START, Value::Stamp(start))
            .with(interview::MINUTES, Value::Number(minutes))
    };
    let slot = |records: &Records, now: Stamp| next_slot(view(records), &round, now);
    let (friday, monday) = (at(13, 15, 20), at(16, 10, 0));
    assert_eq!(slot(&with([]), friday), monday);
    assert_eq!(slot(&with([planned(1, monday, 45)]), friday), at(16, 11, 0));
    assert_eq!(slot(&with([planned(1, monday, 90)]), friday), at(16, 12, 0));
    assert_eq!(slot(&with([planned(1, at(16, 16, 0), 45)]), friday), at(17, 10, 0));
    assert_eq!(slot(&with([planned(1, at(10, 10, 0), 45)]), friday), monday, "the past does not count");
    let elsewhere = planned(1, monday, 45)
        .with(interview::ROUND, Value::Ref(Id::new(Kind::Round, 2)))
        .with(interview::AUDITOR, Value::Ref(Id::new(Kind::Person, 1)));
    assert_eq!(slot(&with([elsewhere.clone()]), friday), at(16, 11, 0));
    assert_eq!(slot(&with([elsewhere.with(interview::AUDITOR, Value::Empty)]), friday), monday);
    let later = round.clone().with(round::FROM, Value::Date(date(2025, 6, 21)));
    assert_eq!(next_slot(view(&with([])), &later, friday), at(23, 10, 0), "a Saturday moves to Monday");
}

#[test]
fn an_audit_starts_from_a_round_without_retyping_and_without_its_verdicts() {
    let base = Record::new(Id::new(Kind::Round, 3))
        .with(round::TITLE, Value::text("Gap"))
        .with(round::TYPE, round::Type::Gap.value())
        .with(round::CRITERIA, Value::Unread)
        .with(round::ITEMS, Value::refs(Id::item("A.6.2.4")));
    let old = Record::new(INTERVIEW)
        .with(interview::ROUND, Value::Ref(base.id))
        .with(interview::WITH, Value::refs([Id::new(Kind::Person, 2)]))
        .with(interview::STATE, interview::State::Held.value())
        .with(interview::START, Value::Stamp(at(10, 10, 0)));
    let judged = asked(7, 250)
        .with(answer::SOURCE, Value::text("iso42001:A.6.2.4:1"))
        .with(answer::ITEM, Value::one(Id::item("A.6.2.4")))
        .with(answer::SYSTEMS, Value::refs([Id::new(Kind::System, 2)]))
        .with(answer::EVIDENCE, Value::refs([Id::new(Kind::Evidence, 5)]))
        .with(answer::VERDICT, Verdict::Minor.value())
        .with(answer::NOTE, Value::text("> seen"));
    let mut records = with([base.clone(), old, judged.clone(), asked(8, 300)]);
    let change = audit_from(view(&records), &base, vec![(round::TITLE, Value::text("Audit"))]);
    assert!(change.edits.iter().all(|e| matches!(e, Edit::Create { .. })));
    records.apply(&change);
    let audit = records.get(Id::new(Kind::Round, 4)).unwrap();
    assert_eq!((audit.title(), audit.one(round::BASE)), ("Audit", Some(base.id)));
    assert_eq!(round::Type::of(audit, round::TYPE), Some(round::Type::Audit));
    assert_eq!((audit.refs(round::ITEMS), audit.value(round::CRITERIA)), (base.refs(round::ITEMS), &Value::Empty));
    let [again] = coverage::interviews(&records, audit.id)[..] else { panic!() };
    assert_eq!(interview::State::of(again, interview::STATE), Some(interview::State::Planned));
    assert_eq!((again.refs(interview::WITH).len(), again.stamp(interview::START)), (1, None));
    let answers = interview::answers(view(&records), again.id);
    assert_eq!(answers.len(), 2);
    let new = answers[0];
    for field in [answer::QUESTION, answer::SOURCE, answer::ITEM, answer::SYSTEMS, answer::EVIDENCE] {
        assert_eq!(new.value(field), judged.value(field));
    }
    assert_eq!((new.one(answer::BASE), new.number(answer::POSITION)), (Some(judged.id), Some(STEP)));
    assert!(new.value(answer::VERDICT).is_empty() && new.value(answer::NOTE).is_empty());
    assert_eq!(answer::verdict(records.get(judged.id).unwrap()), Verdict::Minor, "the old round is as it was");
}

#[test]
fn the_next_audit_of_the_same_team_begins_with_what_it_declared_and_without_the_meetings() {
    let [lead, other] = [1, 2].map(|n| Id::new(Kind::Person, n));
    let base = Record::new(Id::new(Kind::Round, 3))
        .with(round::TYPE, round::Type::Audit.value())
        .with(round::LEAD, Value::Ref(lead))
        .with(round::TEAM, Value::refs([lead]))
        .with(round::INDEPENDENCE, Value::text("Nobody audits own work."));
    let talk = |n: u32, typ: interview::Type| {
        Record::new(Id::new(Kind::Interview, n))
            .with(interview::ROUND, Value::Ref(base.id))
            .with(interview::TYPE, typ.value())
    };
    let auditor = |id: Id| Record::new(id).with(person::AUDITOR, Value::Choice(YES));
    let records = with([
        base.clone(),
        talk(1, interview::Type::Desk),
        talk(2, interview::Type::Closing),
        auditor(lead),
        auditor(other),
    ]);
    let next = |values: FieldValues| {
        let mut after = records.clone();
        after.apply(&audit_from(view(&records), &base, values));
        after
    };
    let after = next(Vec::new());
    let new = after.get(Id::new(Kind::Round, 4)).unwrap();
    assert_eq!(new.text(round::INDEPENDENCE), "As in RD-03, to be said anew: Nobody audits own work.");
    assert!(new.value(round::LIMITS).is_empty());
    let [again] = coverage::interviews(&after, new.id)[..] else { panic!("the meeting came along") };
    assert_eq!(interview::Type::of(again, interview::TYPE), Some(interview::Type::Desk));
    let after = next(vec![(round::LEAD, Value::Ref(other))]);
    let new = after.get(Id::new(Kind::Round, 4)).unwrap();
    assert!(new.value(round::INDEPENDENCE).is_empty(), "another team declares for itself");
}

#[test]
fn a_deleted_interview_takes_its_questions_along() {
    let records = with([Record::new(INTERVIEW), asked(1, 100), asked(2, 200)]);
    let change = drop_interview(view(&records), records.get(INTERVIEW).unwrap());
    assert_eq!((change.edits.len(), change.label.as_str()), (3, "deletion of interview I-01"));
    let mut records = records;
    records.apply(&change);
    assert_eq!((records.count(Kind::Answer), records.count(Kind::Interview)), (0, 0));
}

#[test]
fn a_recap_line_holds_facts_only() {
    let note = |text: &str| asked(1, 100).with(answer::NOTE, Value::text(text));
    let full =
        note("first plain\n> record 2.14, no approver.\n\" we agree in the call \"\n! nobody checks\n? ask 2.12")
            .with(answer::EVIDENCE, Value::refs([Id::new(Kind::Evidence, 21)]))
            .with(answer::VERDICT, Verdict::Major.value());
    assert_eq!(fact_line(&full).unwrap(), "record 2.14, no approver; “we agree in the call” (E-21)");
    assert_eq!(fact_line(&note("You own it.\nMore.\n! bad")).unwrap(), "You own it");
    assert_eq!(fact_line(&note("! bad")).unwrap(), "asked, nothing noted");
    assert_eq!(fact_line(&asked(1, 100)), None);
    let nobody = Records::default();
    let read_out = |answer: &Record| read_out(view(&nobody), answer);
    // The recap reads out all that is to be confirmed, not the first line only; what is to be asked is no fact.
    let all = "first plain; record 2.14, no approver; “we agree in the call”; nobody checks (E-21)";
    assert_eq!(read_out(&full).unwrap(), all);
    assert_eq!(read_out(&note("You own it.\nMore.\n! bad")).unwrap(), "You own it; More; bad");
    assert_eq!((read_out(&note("? ask")).unwrap().as_str(), read_out(&asked(1, 100))), ("asked, nothing noted", None));
    assert!(!was_asked(&note("x").with(answer::VERDICT, Verdict::Parked.value())));
    let disputed = full.with(answer::FACTS, Facts::Disputed.value()).with(answer::DISPUTE, Value::text("log comes"));
    assert_eq!(said_to_facts(&disputed).unwrap(), "disputed: log comes");
}

#[test]
fn what_is_still_to_ask_names_reason_and_person() {
    let person = Record::new(Id::new(Kind::Person, 4)).with(person::NAME, Value::text("D. Lind"));
    let records = with([person.clone()]);
    let parked = asked(8, 1)
        .with(answer::VERDICT, Verdict::Parked.value())
        .with(answer::PARKED, Value::text("waits for records"))
        .with(answer::PARKED_FOR, Value::Ref(person.id));
    assert_eq!(still_to_ask(view(&records), &parked).unwrap(), "Question 8? (waits for records, for D. Lind)");
    assert_eq!(still_to_ask(view(&records), &asked(9, 1)).unwrap(), "Question 9?");
    assert_eq!(still_to_ask(view(&records), &asked(9, 1).with(answer::VERDICT, Verdict::Conforms.value())), None);
}

#[test]
fn an_agreed_recap_ends_the_interview_once_and_can_be_taken_back() {
    use interview::{ENDED, RECAP, RECAP_AT, Recap, STATE, State};
    let mut records = with([Record::new(INTERVIEW).with(STATE, State::Running.value())]);
    let mut say = |said: Recap, now: Stamp| {
        let change = recap_said(records.get(INTERVIEW).unwrap(), said, now);
        records.apply(&change);
        (change.label, records.get(INTERVIEW).unwrap().clone())
    };
    let (_, i) = say(Recap::NotDiscussed, at(10, 11, 0));
    assert_eq!((State::of(&i, STATE), i.stamp(RECAP_AT)), (Some(State::Running), None));
    let (label, i) = say(Recap::Agreed, at(10, 11, 29));
    assert_eq!(label, "recap of I-01 agreed");
    assert_eq!(
        (State::of(&i, STATE), i.stamp(ENDED), i.stamp(RECAP_AT)),
        (Some(State::Held), Some(at(10, 11, 29)), Some(at(10, 11, 29)))
    );
    let (_, i) = say(Recap::Corrected, at(10, 11, 40));
    assert_eq!((i.stamp(ENDED), i.stamp(RECAP_AT)), (Some(at(10, 11, 29)), Some(at(10, 11, 40))));
    let (_, i) = say(Recap::Corrected, at(10, 11, 41));
    assert_eq!((i.choice(RECAP), State::of(&i, STATE)), (None, Some(State::Held)));
}

#[test]
fn titles_of_rounds_differ() {
    let titled = |n, title: &str| Record::new(Id::new(Kind::Round, n)).with(round::TITLE, Value::text(title));
    let records = with([titled(1, "Internal audit 2025"), titled(2, "internal audit 2025 (2)")]);
    assert_eq!(free_title(view(&records), "Internal audit 2025"), "Internal audit 2025 (3)");
    assert_eq!(free_title(view(&records), "Gap analysis 2025"), "Gap analysis 2025");
}

#[test]
fn a_round_that_closes_ends_today_unless_it_was_to_begin_later() {
    let today = date(2026, 11, 28);
    let round = |from: Option<Date>| {
        let round = Record::new(Id::new(Kind::Round, 1));
        from.map_or(round.clone(), |from| round.with(round::FROM, Value::Date(from)))
    };
    let ends = |round: &Record| closed(round, today).into_iter().any(|value| value == (round::TO, Value::Date(today)));
    assert!(ends(&round(None)) && ends(&round(Some(today))));
    assert!(!ends(&round(Some(date(2027, 2, 1)))), "its last day is never before its first one");
    let known = round(Some(today)).with(round::TO, Value::Date(date(2026, 12, 1)));
    assert!(!ends(&known), "a day that is there stays");
}

#[test]
fn a_round_took_place_once_it_runs_or_somebody_was_asked() {
    let mut records = Records::default();
    let round = Record::new(Id::new(Kind::Round, 1)).with(round::STATE, round::State::Planned.value());
    let took = |records: &Records, round: &Record| took_place(View { records, today: date(2026, 11, 28) }, round);
    records.put([round.clone()]);
    assert!(!took(&records, &round));
    for state in [round::State::Running, round::State::Closed] {
        assert!(took(&records, &round.clone().with(round::STATE, state.value())));
    }
    records.put([Record::new(Id::new(Kind::Interview, 1))
        .with(interview::ROUND, Value::Ref(round.id))
        .with(interview::STATE, interview::State::Held.value())]);
    assert!(took(&records, &round));
}
