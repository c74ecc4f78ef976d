use super::{Step as Judged, *};
use crate::domain::{
    Period, Records, Value, View,
    kinds::{
        action, alteration,
        answer::{self, Facts, Verdict},
        assessment, decision, document, evidence,
        finding::{self, Effective, Grade, Step},
        interview, item, person, risk, round, system,
    },
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn view(records: &Records) -> View<'_> {
    View { records, today: TODAY }
}

fn ask(records: &Records, change: &Change) -> Outcome {
    validate(&view(records), change, &Asker::default())
}

fn set(records: &Records, what: &str, field: usize, value: Value) -> Change {
    Change::new("test").set(records.get(id(what)).unwrap(), vec![(field, value)])
}

fn why(outcome: Outcome) -> String {
    match outcome {
        Outcome::Refused(why) => format!("no: {why}"),
        Outcome::AsksReason(why) => format!("asks: {why}"),
        Outcome::LetThrough => "yes".into(),
    }
}

/// F-001 with all that closing needs and its action A-01; people P-01 and P-02.
fn checked() -> Records {
    let mut records = Records::default();
    let new = |what: &str| Record::new(id(what));
    records.put([
        new("P-01").with(person::NAME, Value::text("Ada")),
        new("P-02").with(person::NAME, Value::text("Bo")),
        new("E-01").with(evidence::TITLE, Value::text("log")),
        new("A-01")
            .with(action::ABOUT, Value::refs([id("F-001")]))
            .with(action::STATE, action::State::Done.value())
            .with(action::DONE, Value::Date(date(2026, 11, 2)))
            .with(action::PROOF, Value::refs([id("E-01")])),
        new("F-001")
            .with(finding::GRADE, Grade::Minor.value())
            .with(finding::SOURCE, finding::Source::Audit.value())
            .with(finding::STEP, Step::Check.value())
            .with(finding::OWNER, Value::Ref(id("P-01")))
            .with(finding::CAUSE, Value::Unread)
            .with(finding::CHECK_ON, Value::Date(TODAY))
            .with(finding::CHECKER, Value::Ref(id("P-02")))
            .with(finding::EFFECTIVE, Effective::Yes.value())
            .with(finding::CHECK_BASIS, Value::text("ten of ten")),
    ]);
    records
}

fn close(records: &Records) -> Change {
    set(records, "F-001", finding::STEP, Step::Closed.value())
}

#[test]
fn a_finding_closes_when_nothing_is_missing() {
    let records = checked();
    assert_eq!(ask(&records, &close(&records)), Outcome::LetThrough);
}

#[test]
fn a_finding_does_not_close_without_each_of_what_it_needs() {
    let cases: [(&str, usize, Value, &str); 9] = [
        ("F-001", finding::CAUSE, Value::Empty, "no: F-001 is not closed: its cause is not written"),
        ("F-001", finding::CHECK_ON, Value::Empty, "no: F-001 is not closed: no day is set"),
        ("F-001", finding::CHECK_ON, Value::Date(date(2026, 12, 1)), "no: F-001 is not closed: it is to be checked on"),
        ("F-001", finding::CHECKER, Value::Empty, "no: F-001 is not closed: nobody is named who checked it"),
        ("F-001", finding::EFFECTIVE, Effective::No.value(), "no: F-001 is not closed: it was judged not effective"),
        ("F-001", finding::CHECK_BASIS, Value::Empty, "no: F-001 is not closed: it is not said what it was judged on"),
        ("A-01", action::PROOF, Value::Empty, "no: F-001 is not closed: nothing proves that action A-01 was done"),
        ("F-001", finding::CHECKER, Value::Ref("P-01".parse().unwrap()), "asks: F-001 was checked by its owner"),
        ("A-01", action::ABOUT, Value::Empty, "asks: F-001 closes without any action"),
    ];
    for (what, field, value, wanted) in cases {
        let mut records = checked();
        records.apply(&set(&records, what, field, value));
        let said = why(ask(&records, &close(&records)));
        assert!(said.starts_with(wanted), "{said}");
    }
    let mut records = checked();
    records.apply(&set(&records, "F-001", finding::CHECKER, Value::Ref(id("P-01"))));
    assert_eq!(ask(&records, &close(&records).because("Bo is away")), Outcome::LetThrough);
}

#[test]
fn what_a_finding_is_done_without_is_asked_in_one_question() {
    let mut records = checked();
    records.apply(&set(&records, "F-001", finding::STEP, Step::Action.value()));
    let done = |records: &Records| why(ask(records, &set(records, "F-001", finding::STEP, Step::Done.value())));
    let plan = "asks: F-001 is done without a plan that the auditor accepted: why may that stand?";
    assert_eq!(done(&records), plan);
    records.apply(&set(&records, "A-01", action::ABOUT, Value::Empty));
    let both = "asks: F-001 is done without an action, without a plan that the auditor accepted: why may that stand?";
    assert_eq!(done(&records), both);
    records.apply(&set(&records, "F-001", finding::PLAN, finding::Plan::Accepted.value()));
    assert_eq!(done(&records), "asks: F-001 is done without an action: why may that stand?");
    records.apply(&set(&records, "F-001", finding::GRADE, Grade::Improve.value()));
    assert_eq!(done(&records), "yes", "an improvement needs neither");
}

#[test]
fn a_check_on_the_day_of_the_action_asks_how_its_effect_was_seen() {
    let mut records = checked();
    records.apply(&set(&records, "A-01", action::DONE, Value::Date(TODAY)));
    let said = why(ask(&records, &close(&records)));
    assert_eq!(
        said,
        "asks: F-001 was checked on 2026-11-24 and done on 2026-11-24: how could its effect be seen by then?"
    );
    assert_eq!(ask(&records, &close(&records).because("it works at once or never")), Outcome::LetThrough);
    // All that is asked stands in one question.
    records.apply(&set(&records, "F-001", finding::CHECKER, Value::Ref(id("P-01"))));
    let said = why(ask(&records, &close(&records)));
    assert!(
        said.starts_with("asks: F-001 closes although its owner checked it and it was done on 2026-11-24"),
        "{said}"
    );
}

#[test]
fn effective_on_hearsay_asks_why() {
    let mut records = checked();
    let open = records.get(id("F-001")).unwrap().clone().with(finding::EFFECTIVE, Value::Empty);
    let judged = |records: &Records, basis: &str| {
        let values = vec![(finding::EFFECTIVE, Effective::Yes.value()), (finding::CHECK_BASIS, Value::text(basis))];
        why(ask(records, &Change::new("x").set(records.get(id("F-001")).unwrap(), values)))
    };
    records.put([open]);
    let asks = "asks: F-001 is called effective on what was said, and nothing was seen: why may that stand?";
    assert_eq!(judged(&records, "I-17 q1: what was said"), asks);
    assert_eq!(judged(&records, "I-17 q1: E-07 release log 3"), "yes");
}

#[test]
fn a_plan_is_judged_where_there_is_an_auditor() {
    let mut records = checked();
    let finding = records.get(id("F-001")).unwrap().clone().with(finding::STEP, Step::Action.value());
    let done = |records: &Records| why(ask(records, &set(records, "F-001", finding::STEP, Step::Done.value())));
    records.put([finding.clone().with(finding::PLAN, Value::Empty)]);
    assert!(done(&records).contains("without a plan that the auditor accepted"), "{}", done(&records));
    for source in [finding::Source::Incident, finding::Source::Gap, finding::Source::Monitoring] {
        records.put([finding.clone().with(finding::PLAN, Value::Empty).with(finding::SOURCE, source.value())]);
        assert_eq!(done(&records), "yes", "{source:?}");
    }
}

#[test]
fn what_was_not_effective_closes_only_with_something_new() {
    let mut records = checked();
    for (field, value) in
        [(finding::EFFECTIVE, Effective::No.value()), (finding::PLAN, finding::Plan::Accepted.value())]
    {
        records.apply(&set(&records, "F-001", field, value));
    }
    let step = |records: &mut Records, step: Step| {
        let change = follow_ups(&view(records), set(records, "F-001", finding::STEP, step.value()));
        let said = why(ask(records, &change));
        records.apply(&change);
        said
    };
    assert_eq!(step(&mut records, Step::Cause), "yes");
    let back = records.get(id("F-001")).unwrap();
    assert!([finding::EFFECTIVE, finding::PLAN, finding::CHECK_ON].iter().all(|f| back.value(*f).is_empty()));
    // The action of before and the plan of before carry it no longer.
    let said = step(&mut records.clone(), Step::Done);
    let wanted = "asks: F-001 is done without an action after 2026-11-24, when it was judged not effective, \
                  without a plan that the auditor accepted: why may that stand?";
    assert_eq!(said, wanted);
    records.apply(&set(&records, "F-001", finding::PLAN, finding::Plan::Accepted.value()));
    let again = vec![
        (action::ABOUT, Value::refs([id("F-001")])),
        (action::STATE, action::State::Done.value()),
        (action::DONE, Value::Date(date(2026, 11, 25))),
        (action::PROOF, Value::refs([id("E-01")])),
    ];
    records.apply(&Change::new("again").create(id("A-02"), again));
    assert_eq!(step(&mut records, Step::Check), "yes");
    let later = View { records: &records, today: date(2026, 12, 20) };
    let judged = [
        (finding::STEP, Step::Closed.value()),
        (finding::EFFECTIVE, Effective::Yes.value()),
        (finding::CHECK_ON, Value::Date(date(2026, 12, 20))),
    ];
    let close = |more: &[(usize, Value)]| {
        let values = judged.iter().chain(more).cloned().collect();
        let change = follow_ups(&later, Change::new("close").set(records.get(id("F-001")).unwrap(), values));
        why(validate(&later, &change, &Asker::default()))
    };
    assert!(close(&[]).starts_with("no: F-001 is not closed: what it was judged on is the judgement of before"));
    assert_eq!(close(&[(finding::CHECK_BASIS, Value::text("none of thirty"))]), "yes");
    // The earlier judgement goes only with a reason; undo takes it back without one.
    let gone = set(&records, "F-001", finding::CHECK_BASIS, Value::Empty);
    let asked = "asks: F-001 was judged not effective: why does its sheet no longer say so?";
    assert_eq!(why(ask(&records, &gone)), asked);
    assert_eq!(why(ask(&records, &gone.by(Road::Undo))), "yes");
}

#[test]
fn the_reason_for_a_missing_proof_stands_at_the_work() {
    use crate::domain::kinds::plan_item;
    let mut records = Records::default();
    records
        .put([Record::new(id("A-01")), Record::new(id("PL-01")).with(plan_item::TYPE, plan_item::Type::Step.value())]);
    let done = |what: &str, field: usize, state: Value| set(&records, what, field, state).because("told by phone");
    let left = |change: Change, field: usize| {
        let whole = follow_ups(&view(&records), change);
        let mut after = records.clone();
        after.apply(&whole);
        (why(ask(&records, &whole)), after.get(whole.edits[0].id()).unwrap().text(field).to_string())
    };
    let told = ("yes".to_string(), "told by phone".to_string());
    assert_eq!(left(done("A-01", action::STATE, action::State::Done.value()), action::WITHOUT), told);
    let step = done("PL-01", plan_item::STATE, kinds::shared::Work::Done.value());
    assert_eq!(left(step, plan_item::WITHOUT), told);
    // A reason that answers another question does not.
    let other = set(&records, "A-01", action::TITLE, Value::text("x")).because("a slip");
    assert_eq!(left(other, action::WITHOUT).1, "");
}

#[test]
fn one_step_is_judged_as_it_will_stand() {
    let mut records = checked();
    records.apply(&set(&records, "A-01", action::STATE, action::State::Open.value()));
    let done = vec![(action::STATE, action::State::Done.value())];
    let both = close(&records).set(records.get(id("A-01")).unwrap(), done);
    assert_eq!(ask(&records, &both), Outcome::LetThrough);
    assert!(why(ask(&records, &close(&records))).ends_with("action A-01 is not done"));
}

#[test]
fn what_a_closed_finding_rests_on_stays() {
    let mut records = checked();
    records.apply(&close(&records));
    let action = records.get(id("A-01")).unwrap();
    let proof = records.get(id("E-01")).unwrap();
    let open = Record::new(id("A-02"));
    for change in [
        Change::new("delete").hide(action),
        Change::new("delete").hide(proof),
        set(&records, "A-01", action::STATE, action::State::Open.value()),
        set(&records, "A-01", action::ABOUT, Value::Empty),
        set(&records, "A-01", action::PROOF, Value::Empty),
        Change::new("add").create(open.id, vec![(action::ABOUT, Value::refs([id("F-001")]))]),
    ] {
        for road in Road::ALL.into_iter().filter(|r| r.bearing() != Bearing::Passes) {
            let said = why(ask(&records, &change.clone().by(road)));
            assert!(said.starts_with("no: F-001 is closed and stays so"), "{road:?} {change:?}: {said}");
        }
    }
    // Stepping it back is free, also together with the action.
    let back = set(&records, "F-001", finding::STEP, Step::Action.value());
    assert_eq!(ask(&records, &back), Outcome::LetThrough);
    assert_eq!(ask(&records, &back.hide(action)), Outcome::LetThrough);
}

#[test]
fn what_was_broken_before_is_not_told_again() {
    let mut records = checked();
    records.apply(&close(&records));
    records.apply(&set(&records, "F-001", finding::CHECK_BASIS, Value::Empty));
    let title = set(&records, "F-001", finding::TITLE, Value::text("new words"));
    assert_eq!(ask(&records, &title), Outcome::LetThrough);
    let cause = set(&records, "F-001", finding::CAUSE, Value::Empty);
    assert!(why(ask(&records, &cause)).contains("its cause is not written"));
}

#[test]
fn an_improvement_is_taken_up_or_somebody_says_why_not() {
    let mut records = checked();
    records.apply(&set(&records, "F-001", finding::GRADE, Grade::Improve.value()));
    records.apply(&set(&records, "F-001", finding::CAUSE, Value::Empty));
    assert_eq!(ask(&records, &close(&records)), Outcome::LetThrough);
    records.apply(&set(&records, "A-01", action::STATE, action::State::Open.value()));
    assert!(why(ask(&records, &close(&records))).starts_with("asks: F-001 closes without an action"));
}

#[test]
fn an_action_is_done_with_what_was_done() {
    let mut records = Records::default();
    records.put([Record::new(id("A-01"))]);
    let done = set(&records, "A-01", action::STATE, action::State::Checked.value());
    assert!(why(ask(&records, &done)).starts_with("no: A-01 is not done"));
    let day = vec![(action::STATE, action::State::Done.value()), (action::DONE, Value::Date(TODAY))];
    let with_day = Change::new("done").set(records.get(id("A-01")).unwrap(), day);
    assert!(why(ask(&records, &with_day)).starts_with("asks: A-01 is done without a proof"));
    assert_eq!(ask(&records, &with_day.clone().because("told by phone")), Outcome::LetThrough);
    let mut proven = with_day;
    if let crate::domain::Edit::Set { values, .. } = &mut proven.edits[0] {
        values.push((action::PROOF, Value::refs([id("E-01")])));
    }
    assert_eq!(ask(&records, &proven), Outcome::LetThrough);
}

#[test]
fn a_system_goes_live_with_what_it_needs_or_a_reason() {
    let mut records = Records::default();
    records.put([Record::new(id("S-01"))]);
    let live = set(&records, "S-01", system::STATE, system::State::Live.value());
    let said = why(ask(&records, &live));
    assert!(said.starts_with("asks: S-01 is live without a risk class, without a decision on its scope"), "{said}");
    assert_eq!(ask(&records, &live.clone().because("ran before")), Outcome::LetThrough);
    assert!(ask(&records, &live.because(" ")) != Outcome::LetThrough);
    let all = vec![
        (system::STATE, system::State::Live.value()),
        (system::TIER, system::Tier::Low.value()),
        (system::SCOPE, system::Scope::Out.value()),
        (system::IMPACT, Value::Date(TODAY)),
        (system::OWNER, Value::Ref(id("P-01"))),
    ];
    assert_eq!(ask(&records, &Change::new("live").create(id("S-02"), all.clone())), Outcome::LetThrough);
    // A high class is overseen and documented as well.
    let high = all.into_iter().map(|(f, v)| if f == system::TIER { (f, system::Tier::High.value()) } else { (f, v) });
    let said = why(ask(&records, &Change::new("live").create(id("S-02"), high.collect())));
    assert!(said.contains("without somebody who can stop or overrule it, without documents of purpose"), "{said}");
    // An approved assessment counts, one that is a draft does not.
    let assessed = |word: u8, outcome: Option<assessment::Outcome>| {
        let mut records = records.clone();
        records.put([Record::new(id("IA-01"))
            .with(assessment::SYSTEM, Value::Ref(id("S-01")))
            .with(assessment::STATE, Value::Choice(word))
            .with(assessment::OUTCOME, outcome.map_or(Value::Empty, assessment::Outcome::value))
            .with(assessment::APPROVED_ON, Value::Date(TODAY))]);
        let live = set(&records, "S-01", system::STATE, system::State::Live.value());
        why(ask(&records, &live)).contains("impact assessment")
    };
    let go = Some(assessment::Outcome::Go);
    assert!(assessed(kinds::DRAFT, go) && !assessed(kinds::APPROVED, go));
    assert!(assessed(kinds::APPROVED, None), "one that decides nothing lets nothing go");
}

#[test]
fn a_document_is_approved_by_name_in_a_role_on_a_day() {
    let mut records = Records::default();
    records.put([Record::new(id("DO-01"))]);
    let approve = |more: &[(usize, Value)]| {
        let values = more.iter().cloned().chain([(document::STATE, Value::Choice(kinds::APPROVED))]).collect();
        Change::new("x").set(records.get(id("DO-01")).unwrap(), values)
    };
    assert!(why(ask(&records, &approve(&[]))).starts_with("no: DO-01 is not approved without who approves it"));
    let by = (document::APPROVED_BY, Value::Ref(id("P-01")));
    let role = (document::APPROVED_AS, Value::text("head"));
    let on = |day| (document::APPROVED_ON, Value::Date(day));
    assert!(why(ask(&records, &approve(&[by.clone(), on(TODAY)]))).contains("without the role"));
    assert!(why(ask(&records, &approve(&[by.clone(), role.clone()]))).contains("without the day"));
    let coming = on(date(2026, 11, 25));
    assert!(why(ask(&records, &approve(&[by.clone(), role.clone(), coming]))).contains("still to come"));
    assert_eq!(ask(&records, &approve(&[by.clone(), role.clone(), on(TODAY)])), Outcome::LetThrough);
    // On the way to the gate the day is added.
    let followed = follow_ups(&view(&records), approve(&[by, role]));
    assert_eq!(ask(&records, &followed), Outcome::LetThrough);
}

#[test]
fn an_assessment_is_approved_whole_and_by_somebody_else_or_with_a_reason() {
    let mut records = Records::default();
    let text = |field: usize| (field, Value::text("does not apply"));
    let whole = [assessment::SCREENING, assessment::CONCLUSION].map(text);
    let screening = (assessment::TYPE, assessment::Type::Screening.value());
    let base = whole
        .into_iter()
        .chain([screening, (assessment::OWNER, Value::Ref(id("P-01"))), text(assessment::APPROVED_AS)])
        .fold(Record::new(id("IA-01")), |r, (field, value)| r.with(field, value));
    records.put([base]);
    let approve = |records: &Records, by: &str| {
        let values =
            vec![(assessment::STATE, Value::Choice(kinds::APPROVED)), (assessment::APPROVED_BY, Value::Ref(id(by)))];
        follow_ups(&view(records), Change::new("x").set(records.get(id("IA-01")).unwrap(), values))
    };
    let undecided = "asks: IA-01 is approved and its “Decision” says nothing: why?";
    assert_eq!(why(ask(&records, &approve(&records, "P-02"))), undecided);
    records.apply(&set(&records, "IA-01", assessment::OUTCOME, assessment::Outcome::Go.value()));
    assert_eq!(ask(&records, &approve(&records, "P-02")), Outcome::LetThrough);
    assert!(why(ask(&records, &approve(&records, "P-01"))).starts_with("asks: IA-01 is approved by its assessor"));
    records.apply(&approve(&records, "P-02"));
    let approved = records.get(id("IA-01")).unwrap();
    assert_eq!(approved.date(assessment::VALID), Some(date(2027, 11, 24)), "it holds for a year");
    records.apply(&set(&records, "IA-01", assessment::STATE, Value::Choice(kinds::DRAFT)));
    records.apply(&set(&records, "IA-01", assessment::CONCLUSION, Value::Empty));
    let said = why(ask(&records, &approve(&records, "P-02")));
    assert!(said.starts_with("asks: IA-01 says nothing on conclusion"), "{said}");
    assert_eq!(ask(&records, &approve(&records, "P-02").because("a stop")), Outcome::LetThrough);
}

#[test]
fn a_change_is_closed_when_it_was_made_told_checked_and_nothing_is_due() {
    let mut records = Records::default();
    let change = Record::new(id("CH-01"))
        .with(alteration::SIGNIFICANT, Value::Choice(kinds::YES))
        .with(alteration::TOUCHES, Value::refs([id("S-01")]));
    let assessed = |n: &str, day: Date| {
        Record::new(id(n))
            .with(assessment::SYSTEM, Value::Ref(id("S-01")))
            .with(assessment::STATE, Value::Choice(kinds::APPROVED))
            .with(assessment::APPROVED_ON, Value::Date(day))
    };
    records.put([Record::new(id("S-01")), change.clone(), assessed("IA-01", date(2026, 1, 1))]);
    let closed = |records: &Records| why(ask(records, &set(records, "CH-01", alteration::STATE, Value::Choice(4))));
    assert!(closed(&records).starts_with("asks: CH-01 is closed without the day on which it was made"));
    let made = change
        .with(alteration::MADE, Value::Date(date(2026, 6, 1)))
        .with(alteration::TOLD, Value::Date(TODAY))
        .with(alteration::RESULT, Value::text("as hoped"));
    records.put([made]);
    assert!(closed(&records).starts_with("asks: CH-01 is closed although IA-01 is due"), "{}", closed(&records));
    records.put([assessed("IA-02", date(2026, 6, 2))]);
    assert_eq!(closed(&records), "yes");
}

#[test]
fn a_risk_above_the_appetite_is_accepted_by_name_on_a_day_until_a_day() {
    let mut records = Records::default();
    let rated = |r: Record| r.with(risk::LIKELIHOOD, Value::Number(5)).with(risk::CONSEQUENCE, Value::Number(5));
    records.put([Record::new(id("RM-01")), Record::new(id("R-02")), rated(Record::new(id("R-01")))]);
    assert_eq!(risk::against(records.matrix(), records.get(id("R-01")).unwrap()), "above");
    for (field, value) in
        [(risk::TREATMENT, risk::Treatment::Accept.value()), (risk::STATUS, risk::Status::Accepted.value())]
    {
        let said = why(ask(&records, &set(&records, "R-01", field, value.clone())));
        assert!(said.starts_with("no: R-01 is above the appetite and is not accepted without who"), "{said}");
        assert_eq!(ask(&records, &set(&records, "R-02", field, value.clone())), Outcome::LetThrough);
        let all = vec![
            (field, value),
            (risk::ACCEPTED_BY, Value::Ref(id("P-01"))),
            (risk::ACCEPTED_ON, Value::Date(TODAY)),
            (risk::REVIEW, Value::Date(date(2027, 3, 1))),
        ];
        let whole = Change::new("accept").set(records.get(id("R-01")).unwrap(), all);
        assert_eq!(ask(&records, &whole), Outcome::LetThrough);
    }
}

/// RD-01 in a state, with I-01, the judged AW-001 and the open AW-002; the recap is agreed.
fn asked_in(state: round::State) -> Records {
    let mut records = Records::default();
    let new = |what: &str| Record::new(id(what));
    let answer = |what: &str| new(what).with(answer::INTERVIEW, Value::Ref(id("I-01")));
    records.put([
        new("RD-01").with(round::STATE, state.value()),
        new("RD-02").with(round::STATE, round::State::Running.value()),
        new("I-01")
            .with(interview::ROUND, Value::Ref(id("RD-01")))
            .with(interview::RECAP, interview::Recap::Agreed.value()),
        answer("AW-001")
            .with(answer::VERDICT, Verdict::Conforms.value())
            .with(answer::FACTS, Facts::Confirmed.value())
            .with(answer::NOTE, Value::text("seen")),
        answer("AW-002"),
        new("F-001").with(finding::ROUND, Value::Ref(id("RD-01"))),
    ]);
    records
}

#[test]
fn a_system_in_use_is_defined_anew_with_a_reason_or_with_its_change_on_record() {
    let mut records = Records::default();
    let live = Record::new(id("S-01"))
        .with(system::STATE, system::State::Live.value())
        .with(system::PURPOSE, Value::text("sorts applications"))
        .with(system::DECISIONS, system::Decisions::WithHuman.value());
    records.put([live.clone()]);
    let purpose = set(&records, "S-01", system::PURPOSE, Value::text("rejects applicants by itself"));
    assert!(why(ask(&records, &purpose)).starts_with("asks: S-01 is in use and its “Purpose” would be another one"));
    let decides = set(&records, "S-01", system::DECISIONS, system::Decisions::Automated.value());
    assert!(why(ask(&records, &decides)).starts_with("asks: S-01 is in use and its “Decides”"));
    assert_eq!(ask(&records, &decides.clone().because("a wrong word, nothing was changed")), Outcome::LetThrough);
    let listed = vec![(alteration::TOUCHES, Value::refs([id("S-01")]))];
    assert_eq!(ask(&records, &decides.clone().create(id("CH-01"), listed)), Outcome::LetThrough);
    let change = Record::new(id("CH-01")).with(alteration::TOUCHES, Value::refs([id("S-01")]));
    let mut known = records.clone();
    known.put([change.clone()]);
    assert_eq!(ask(&known, &decides), Outcome::LetThrough, "the change was listed first");
    known.put([change.with(alteration::MADE, Value::Date(date(2026, 3, 1)))]);
    assert!(why(ask(&known, &decides)).starts_with("asks: S-01 is in use"), "that one was made long ago");
    // What was not said before is said now; what is not in use yet is still being shaped.
    let owner = set(&records, "S-01", system::UNIT, Value::text("people"));
    assert_eq!(ask(&records, &owner), Outcome::LetThrough);
    records.put([live.clone().with(system::PURPOSE, Value::Empty)]);
    let said = set(&records, "S-01", system::PURPOSE, Value::text("sorts applications"));
    assert_eq!(ask(&records, &said), Outcome::LetThrough);
    records.put([live.with(system::STATE, system::State::Development.value())]);
    let shaped = set(&records, "S-01", system::PURPOSE, Value::text("ranks applications"));
    assert_eq!(ask(&records, &shaped), Outcome::LetThrough);
}

#[test]
fn what_a_closed_round_reported_of_a_finding_is_changed_with_a_reason() {
    let raised = |state| {
        let mut records = asked_in(state);
        let finding = records.get(id("F-001")).unwrap().clone();
        records.put([finding
            .with(finding::GRADE, Grade::Major.value())
            .with(finding::TITLE, Value::text("No approver"))
            .with(finding::CONDITION, Value::text("two releases"))]);
        records
    };
    let (open, closed) = (raised(round::State::Running), raised(round::State::Closed));
    let reported = [
        (finding::GRADE, Grade::Minor.value(), "Grade"),
        (finding::TITLE, Value::text("All fine"), "Title"),
        (finding::CONDITION, Value::text("nothing"), "Seen"),
        (finding::ROUND, Value::Empty, "Round"),
    ];
    for (field, value, label) in reported {
        let change = set(&closed, "F-001", field, value.clone());
        let wanted = format!("asks: F-001 was reported by RD-01, which is closed: why is “{label}” another one now?");
        assert_eq!(why(ask(&closed, &change)), wanted);
        assert_eq!(ask(&closed, &change.clone().because("agreed at the follow-up")), Outcome::LetThrough);
        assert_eq!(ask(&closed, &change.by(Road::Undo)), Outcome::LetThrough, "a step of one's own");
        assert_eq!(ask(&open, &set(&open, "F-001", field, value)), Outcome::LetThrough, "the round still runs");
    }
    let gone = Change::new("x").hide(closed.get(id("F-001")).unwrap());
    assert_eq!(why(ask(&closed, &gone)), "asks: F-001 was reported by RD-01, which is closed: why is it deleted?");
    // Its way to closure goes on, and what was left empty is filled.
    for (field, value) in [
        (finding::EXTENT, Value::text("two of nine")),
        (finding::TEST, finding::Test::Absent.value()),
        (finding::STEP, Step::Cause.value()),
        (finding::CAUSE, Value::text("nobody told them")),
        (finding::DUE, Value::Date(TODAY)),
        (finding::OWNER, Value::Ref(id("P-01"))),
    ] {
        assert_eq!(ask(&closed, &set(&closed, "F-001", field, value)), Outcome::LetThrough);
    }
}

#[test]
fn a_closed_round_is_changed_by_no_road_but_reopening() {
    let records = asked_in(round::State::Closed);
    let get = |what: &str| records.get(id(what)).unwrap();
    let changes = [
        set(&records, "AW-001", answer::NOTE, Value::text("other")),
        set(&records, "I-01", interview::PLACE, Value::text("here")),
        set(&records, "I-01", interview::ROUND, Value::Ref(id("RD-02"))),
        set(&records, "RD-01", round::CONCLUSION, Value::text("well")),
        Change::new("x").hide(get("AW-002")),
        Change::new("x").hide(get("I-01")),
        Change::new("x").hide(get("RD-01")),
        Change::new("x").create(id("AW-003"), vec![(answer::INTERVIEW, Value::Ref(id("I-01")))]),
        Change::new("x").create(id("I-02"), vec![(interview::ROUND, Value::Ref(id("RD-01")))]),
    ];
    for change in changes {
        for road in Road::ALL.into_iter().filter(|r| r.bearing() != Bearing::Passes) {
            let said = why(ask(&records, &change.clone().because("for a reason").by(road)));
            assert!(said.starts_with("no: RD-01 is closed; reopen it with a reason"), "{road:?} {change:?}: {said}");
        }
    }
    let reopen = set(&records, "RD-01", round::STATE, round::State::Running.value());
    assert_eq!(why(ask(&records, &reopen)), "asks: RD-01 is closed: why is it opened again?");
    assert_eq!(ask(&records, &reopen.because("one more talk")), Outcome::LetThrough);
    // What points at it is free.
    let finding = set(&records, "F-001", finding::CAUSE, Value::text("words"));
    assert_eq!(ask(&records, &finding), Outcome::LetThrough);
    assert!(may_begin(&view(&records), id("RD-01"), round::STATE).is_ok());
    assert!(may_begin(&view(&records), id("RD-01"), round::TITLE).is_err());
}

#[test]
fn closing_a_round_with_open_questions_asks_why() {
    let mut records = asked_in(round::State::Running);
    let close = |records: &Records| set(records, "RD-01", round::STATE, round::State::Closed.value());
    assert!(why(ask(&records, &close(&records))).starts_with("asks: RD-01 has 1 question not judged"));
    records.apply(&set(&records, "AW-002", answer::VERDICT, Verdict::Parked.value()));
    assert!(why(ask(&records, &close(&records))).contains("1 question parked"));
    // In the same step the last verdict may be given.
    let conforms = vec![(answer::VERDICT, Verdict::Conforms.value())];
    let both = close(&records).set(records.get(id("AW-002")).unwrap(), conforms);
    assert_eq!(ask(&records, &both), Outcome::LetThrough);
}

#[test]
fn closing_an_audit_tells_what_its_report_could_not_stand_on() {
    let mut records = asked_in(round::State::Running);
    let audit = |r: &Record| r.clone().with(round::TYPE, round::Type::Audit.value());
    let about = |a: &Record, item: &str| a.clone().with(answer::ITEM, Value::one(Id::item(item)));
    let get = |records: &Records, what: &str| records.get(id(what)).unwrap().clone();
    let (round, one, two) = (get(&records, "RD-01"), get(&records, "AW-001"), get(&records, "AW-002"));
    let scope = ["8.1", "9.1", "A.2.2"].map(|i| Id::item(i).unwrap());
    records.put(scope.map(Record::new));
    records.put([
        audit(&round).with(round::ITEMS, Value::refs(scope)),
        about(&one, "8.1"),
        about(&two, "9.1").with(answer::VERDICT, Verdict::Major.value()),
        Record::new(id("F-001"))
            .with(finding::ROUND, Value::Ref(id("RD-01")))
            .with(finding::ANSWER, Value::Ref(id("AW-001")))
            .with(finding::GRADE, Grade::Major.value()),
    ]);
    let close =
        |records: &Records| why(ask(records, &set(records, "RD-01", round::STATE, round::State::Closed.value())));
    assert_eq!(
        close(&records),
        "asks: RD-01 has 1 breach without a finding, 1 verdict that its own finding contradicts, 1 nonconformity with \
         nothing seen, 1 grade that was not tested, 1 of its clauses and controls asked of nobody: why is it closed now?"
    );
    let finding = get(&records, "F-001")
        .with(finding::CONDITION, Value::Unread)
        .with(finding::TEST, finding::Test::Absent.value())
        .with(finding::AGAINST, Value::refs([Id::item("9.1").unwrap()]))
        .with(finding::ANSWER, Value::Ref(id("AW-002")));
    let seen = Record::new(id("A.2.2")).with(item::USE, item::Use::No.value());
    records.put([finding, seen]);
    assert_eq!(close(&records), "yes", "a control that is left out is asked of nobody");
    // A gap analysis raises no findings.
    records.put([round.with(round::TYPE, round::Type::Gap.value()).with(round::ITEMS, Value::refs(scope))]);
    assert_eq!(close(&records), "yes");
}

#[test]
fn closing_a_round_that_asked_after_no_finding_of_the_round_before_asks_why() {
    let mut records = asked_in(round::State::Running);
    records.put([
        Record::new(id("RD-02"))
            .with(round::STATE, round::State::Running.value())
            .with(round::BASE, Value::Ref(id("RD-01"))),
        Record::new(id("I-02")).with(interview::ROUND, Value::Ref(id("RD-02"))),
        Record::new(id("AW-003"))
            .with(answer::INTERVIEW, Value::Ref(id("I-02")))
            .with(answer::VERDICT, Verdict::Conforms.value()),
    ]);
    let close = |records: &Records| ask(records, &set(records, "RD-02", round::STATE, round::State::Closed.value()));
    let said = why(close(&records));
    assert!(said.starts_with("asks: RD-02 has 1 open finding of the round before that was not asked after"), "{said}");
    records.apply(&set(&records, "AW-003", answer::FOLLOWS, Value::Ref(id("F-001"))));
    assert_eq!(close(&records), Outcome::LetThrough);
    records.apply(&set(&records, "AW-003", answer::FOLLOWS, Value::Empty));
    records.apply(&set(&records, "F-001", finding::STEP, finding::Step::Closed.value()));
    assert_eq!(close(&records), Outcome::LetThrough);
}

#[test]
fn who_changes_an_agreed_fact_takes_the_agreement_away() {
    let mut records = asked_in(round::State::Running);
    let change = set(&records, "AW-001", answer::NOTE, Value::text("other"));
    let whole = follow_ups(&view(&records), change);
    assert_eq!(follow_ups(&view(&records), whole.clone()), whole, "once is enough");
    records.apply(&whole);
    assert!(records.get(id("I-01")).unwrap().value(interview::RECAP).is_empty());
    assert!(records.get(id("AW-001")).unwrap().value(answer::FACTS).is_empty());
    let records = asked_in(round::State::Running);
    let same = set(&records, "AW-001", answer::NOTE, Value::text("seen"));
    assert_eq!(follow_ups(&view(&records), same.clone()), same);
    let undo = set(&records, "AW-001", answer::NOTE, Value::text("other")).by(Road::Undo);
    assert_eq!(follow_ups(&view(&records), undo.clone()), undo);
}

#[test]
fn an_import_takes_over_what_is_new_and_asks_about_what_is_here() {
    let records = checked();
    let closed = vec![(finding::STEP, Step::Closed.value())];
    let new = Change::new("import").create(id("F-002"), closed.clone());
    assert!(matches!(ask(&records, &new), Outcome::Refused(_)));
    assert_eq!(ask(&records, &new.clone().by(Road::Import)), Outcome::LetThrough);
    // Brought back after it could not be saved, it takes over the same; another step that is brought back does not.
    let back = new.clone().by(Road::Rescue);
    assert!(matches!(ask(&records, &back), Outcome::Refused(_)));
    assert_eq!(ask(&records, &back.takes_over("old.csv")), Outcome::LetThrough);
    let listed = faults(&view(&records), &new.by(Road::Import), &Asker::default());
    assert!(!listed.is_empty() && listed.iter().all(|f| f.taken_over));
    let mut open = records.clone();
    open.apply(&set(&open, "A-01", action::STATE, action::State::Open.value()));
    assert!(matches!(ask(&open, &close(&open).by(Road::Import)), Outcome::Refused(_)));
    assert_eq!(ask(&open, &close(&open).by(Road::Founding)), Outcome::LetThrough);
}

#[test]
fn a_step_is_judged_from_two_views_as_undo_has_them() {
    let mut closed = checked();
    closed.apply(&close(&closed));
    let (before, mut after) = (view(&closed), closed.clone());
    after.apply(&set(&closed, "A-01", action::STATE, action::State::Open.value()));
    let step = Judged { before: &before, after: &view(&after), touched: &[id("A-01")], road: Road::Undo, reason: None };
    assert!(matches!(step.outcome(&Asker::default()), Outcome::Refused(_)));
}

/// What only a reason would lift is the story of the demo: systems that went live before the file, closing by a
/// correction alone.
#[test]
fn the_demo_holds_nothing_that_a_gate_refuses() {
    let world = crate::panes::testing::halden();
    let near = world.view();
    let all = near.records.every().filter(|r| !r.hidden).flat_map(|r| broken(&near, r, Some(r)));
    let told: Vec<String> = all.filter(|b| !b.asks).map(|b| b.why).collect();
    assert_eq!(told, [] as [String; 0]);
}

mod papers {
    use super::*;
    use crate::domain::kinds::{issued, organisation};

    /// A whole issue of the Statement.
    fn issue(n: u32, version: i64) -> Record {
        let values = [
            (issued::TITLE, Value::text("Statement")),
            (issued::PAPER, issued::Paper::Soa.value()),
            (issued::VERSION, Value::Number(version)),
            (issued::STATE, issued::State::Issued.value()),
            (issued::SUBJECT, Value::Ref(id("ORG-1"))),
            (issued::STEP, Value::Number(9)),
            (issued::APPROVED_BY, Value::Ref(id("P-01"))),
            (issued::ROLE, Value::text("AIMS lead")),
            (issued::APPROVED_ON, Value::Date(TODAY)),
            (issued::DIGEST, Value::text("ab")),
            (issued::BLOCKS, Value::text("words")),
        ];
        values.into_iter().fold(Record::new(Id::new(Kind::IssuedPaper, n)), |r, (field, value)| r.with(field, value))
    }

    fn file() -> Records {
        let mut records = Records::default();
        records.put([
            Record::new(id("ORG-1")).with(organisation::NAME, Value::text("Acme")),
            Record::new(id("P-01")).with(person::NAME, Value::text("Ada")),
            issue(1, 1).with(issued::BLOCKS, Value::Unread),
        ]);
        records
    }

    fn made(record: &Record) -> Change {
        let values = record.values.iter().enumerate().filter(|(_, v)| !v.is_empty()).map(|(f, v)| (f, v.clone()));
        Change::new("issue").create(record.id, values.collect())
    }

    #[test]
    fn a_version_is_whole_and_given_once() {
        let records = file();
        assert_eq!(why(ask(&records, &made(&issue(2, 2)))), "yes");
        // The organisation may leave numbers out; one that was given is not given again.
        assert_eq!(why(ask(&records, &made(&issue(2, 5)))), "yes");
        let again = why(ask(&records, &made(&issue(2, 1))));
        assert_eq!(
            again,
            "no: version 1 of the Statement of Applicability is given already, the last is 1; make the paper anew"
        );
        // Another paper counts for itself.
        assert_eq!(
            why(ask(&records, &made(&issue(2, 1).with(issued::PAPER, issued::Paper::Inventory.value())))),
            "yes"
        );
        for field in [issued::VERSION, issued::APPROVED_BY, issued::ROLE, issued::APPROVED_ON, issued::BLOCKS] {
            let lacking = why(ask(&records, &made(&issue(2, 2).with(field, Value::Empty))));
            assert!(lacking.contains("not by hand"), "{field}: {lacking}");
        }
        let nobody = why(ask(&records, &made(&issue(2, 2).with(issued::SUBJECT, Value::Ref(id("RD-01"))))));
        assert!(nobody.contains("RD-01, which the paper is about, is not in the file"), "{nobody}");
    }

    #[test]
    fn only_its_state_and_its_notes_change() {
        let records = file();
        let fields = issued::FIELDS.iter().enumerate().filter(|(i, f)| f.stored() && !issued::OPEN.contains(i));
        for (field, _) in fields {
            let changed = why(ask(&records, &set(&records, "PP-01", field, Value::Number(77))));
            assert!(changed.starts_with("no: PP-01 was issued and stays as it is"), "{field}: {changed}");
            assert!(may_begin(&view(&records), id("PP-01"), field).is_err());
        }
        assert_eq!(why(ask(&records, &set(&records, "PP-01", issued::NOTES, Value::text("sent")))), "yes");
        assert_eq!(may_begin(&view(&records), id("PP-01"), issued::STATE), Ok(()));
        let hidden = Change::new("x").hide(records.get(id("PP-01")).unwrap());
        assert!(why(ask(&records, &hidden)).contains("withdraw it instead"));
        assert!(why(ask(&records, &set(&records, "PP-01", issued::STATE, Value::Empty))).starts_with("no: "));
    }

    #[test]
    fn it_is_withdrawn_and_stands_again_only_with_a_reason() {
        let mut records = file();
        let withdraw = set(&records, "PP-01", issued::STATE, issued::State::Withdrawn.value());
        assert_eq!(why(ask(&records, &withdraw)), "asks: PP-01 was issued: why is it withdrawn?");
        let reasoned = withdraw.because("wrong scope");
        assert_eq!(why(ask(&records, &reasoned)), "yes");
        records.apply(&reasoned);
        let again = set(&records, "PP-01", issued::STATE, issued::State::Issued.value());
        assert!(why(ask(&records, &again)).starts_with("asks: PP-01 was withdrawn"));
    }

    #[test]
    fn no_import_brings_or_changes_one() {
        let records = file();
        for change in [made(&issue(2, 2)), set(&records, "PP-01", issued::NOTES, Value::text("x"))] {
            let said = why(ask(&records, &change.by(Road::Import)));
            assert!(said.contains("is not brought in"), "{said}");
        }
    }
}

#[test]
fn what_is_laid_over_later_points_too() {
    let records = checked();
    let near = view(&records);
    let mut after = near::After::of(&near);
    let about = |after: &near::After<'_>| {
        let mut all: Vec<Id> = near::Near::pointing_at(after, id("F-001")).into_iter().map(|(from, _)| from).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(about(&after), [id("A-01")]);
    after.put(Record::new(id("A-02")).with(action::ABOUT, Value::refs([id("F-001")])));
    assert_eq!(about(&after), [id("A-01"), id("A-02")]);
    after.put(Record::new(id("A-01")));
    assert_eq!(about(&after), [id("A-02")]);
    let hidden = Record { hidden: true, ..Record::new(id("A-02")).with(action::ABOUT, Value::refs([id("F-001")])) };
    after.put(hidden);
    assert_eq!(about(&after), []);
}

/// An approved decision of a type about a record, until a day.
fn decided(what: &str, typ: decision::Type, about: &str, until: Option<Date>) -> Record {
    Record::new(id(what))
        .with(decision::TYPE, typ.value())
        .with(decision::STATE, Value::Choice(kinds::APPROVED))
        .with(decision::BY, Value::Ref(id("P-01")))
        .with(decision::DECIDED, Value::Period(Period::Day(TODAY)))
        .with(decision::ABOUT, Value::refs([id(about)]))
        .with(decision::UNTIL, until.map_or(Value::Empty, |day| Value::Period(Period::Day(day))))
}

#[test]
fn a_decision_that_holds_accepts_a_risk_and_its_withdrawal_meets_the_risk() {
    let mut records = Records::default();
    let high =
        Record::new(id("R-01")).with(risk::LIKELIHOOD, Value::Number(5)).with(risk::CONSEQUENCE, Value::Number(5));
    let next = date(2027, 3, 1);
    records.put([
        Record::new(id("RM-01")),
        high.clone(),
        decided("D-01", decision::Type::Acceptance, "R-01", Some(next)),
    ]);
    let accept = set(&records, "R-01", risk::STATUS, risk::Status::Accepted.value());
    assert_eq!(ask(&records, &accept), Outcome::LetThrough);
    // One that ran out, is a draft, is about something else or was replaced carries nothing.
    let others = [
        decided("D-01", decision::Type::Acceptance, "R-01", Some(date(2026, 11, 1))),
        decided("D-01", decision::Type::Acceptance, "R-01", Some(next))
            .with(decision::STATE, Value::Choice(kinds::DRAFT)),
        decided("D-01", decision::Type::Acceptance, "R-02", Some(next)),
        decided("D-01", decision::Type::Exception, "R-01", Some(next)),
    ];
    for other in others {
        let mut records = records.clone();
        records.put([other.clone()]);
        let said = why(ask(&records, &set(&records, "R-01", risk::STATUS, risk::Status::Accepted.value())));
        assert!(said.starts_with("no: R-01 is above"), "{said} with {other:?}");
    }
    records.put([high.with(risk::STATUS, risk::Status::Accepted.value())]);
    let withdrawn = set(&records, "D-01", decision::STATE, Value::Choice(4));
    for change in [withdrawn, Change::new("x").hide(records.get(id("D-01")).unwrap())] {
        let said = why(ask(&records, &change));
        assert!(said.starts_with("no: R-01 is above the appetite"), "{said}");
    }
}

#[test]
fn a_decision_is_approved_by_name_and_day_and_with_what_its_type_stands_on() {
    use decision::Type::*;
    let new = |record: Record| {
        let values = record.values.iter().cloned().enumerate().filter(|(_, v)| !v.is_empty()).collect();
        Change::new("x").create(record.id, values)
    };
    let mut records = Records::default();
    let control = Record::new(Id::item("A.8.4").unwrap()).with(item::USE, item::Use::No.value());
    records.put([control.clone(), Record::new(id("S-01"))]);
    let said = |record: Record| why(ask(&records, &new(record)));
    let until = Some(date(2027, 1, 1));
    assert!(
        said(decided("D-01", Budget, "S-01", None).with(decision::BY, Value::Empty)).contains("without who decided")
    );
    let coming = Value::Period(Period::Day(date(2026, 12, 1)));
    assert!(said(decided("D-01", Budget, "S-01", None).with(decision::DECIDED, coming)).contains("still to come"));
    assert!(said(decided("D-01", Acceptance, "R-01", None)).contains("only until a day"));
    assert_eq!(said(decided("D-01", Acceptance, "R-01", until)), "yes");
    assert!(said(decided("D-01", Exclusion, "A.8.4", None)).contains("no reason of its own"));
    assert!(said(decided("D-01", Exclusion, "4.1", None)).starts_with("yes"), "what is not in the file is not judged");
    assert!(said(decided("D-01", Release, "S-01", None)).starts_with("asks: D-01 releases S-01 without a risk class"));
    let mut founded = records.clone();
    founded.put([control.with(item::WHY_AGAINST, Value::text("nobody asks"))]);
    assert_eq!(ask(&founded, &new(decided("D-01", Exclusion, "A.8.4", None))), Outcome::LetThrough);
    // A release that holds answers for what a live system lacks.
    let live = set(&records, "S-01", system::STATE, system::State::Live.value());
    assert!(why(ask(&records, &live)).starts_with("asks: S-01 is live without"));
    let mut released = records.clone();
    released.put([decided("D-01", Release, "S-01", None)]);
    assert_eq!(ask(&released, &live), Outcome::LetThrough);
}

#[test]
fn who_closes_what_they_own_is_asked_why_that_may_stand() {
    let records = checked();
    let close = set(&records, "F-001", finding::STEP, Step::Closed.value());
    let said = |person: Option<&str>, change: &Change| {
        let asker = Asker { actor: "ann@here".into(), person: person.map(id), drafts: Vec::new() };
        why(validate(&view(&records), change, &asker))
    };
    assert_eq!(said(None, &close), "yes", "nobody is known to sit here");
    assert_eq!(said(Some("P-02"), &close), "yes");
    assert!(said(Some("P-01"), &close).starts_with("asks: F-001 is closed by its owner"));
    assert_eq!(said(Some("P-01"), &close.clone().because("nobody else is left")), "yes");
}

#[test]
fn a_grade_against_its_test_asks_for_a_reason() {
    let mut records = Records::default();
    let id: Id = "F-001".parse().unwrap();
    records.apply(&Change::new("x").create(id, vec![(finding::GRADE, finding::Grade::Minor.value())]));
    let ask = |test: finding::Test| {
        let change = Change::new("x").set(records.get(id).unwrap(), vec![(finding::TEST, test.value())]);
        validate(&View { records: &records, today: jiff::civil::date(2026, 11, 26) }, &change, &Asker::default())
    };
    assert_eq!(ask(finding::Test::Isolated), Outcome::LetThrough);
    for test in [finding::Test::Absent, finding::Test::Systemic, finding::Test::NoBreach] {
        assert!(matches!(ask(test), Outcome::AsksReason(why) if why.contains("which points to")));
    }
}
