//! Tests of the proposals, in a file of their own for their length.

use super::*;
use crate::{
    domain::{Value, skeleton},
    framework::{first_records, roles},
};
use item::Group;

fn id(reference: &str) -> Id {
    Id::item(reference).unwrap()
}
fn role(code: &str) -> u8 {
    roles().iter().position(|r| r.code == code).unwrap() as u8
}
fn fresh() -> Records {
    let mut records = Records::default();
    records.apply(&first_records("O", false));
    records
}
fn wish(roles: &[u8]) -> QuestionWish<'_> {
    QuestionWish { roles, round: round::Type::Audit, scope: &[], systems: &[], elsewhere: &[], room: ROOM }
}
fn refs(list: &[Proposed]) -> Vec<String> {
    let mut refs: Vec<String> = list.iter().filter_map(|p| p.item).map(|i| i.to_string()).collect();
    refs.dedup();
    refs
}

#[test]
fn every_role_gets_an_interview_that_fits_its_time() {
    let records = fresh();
    for n in 0..roles().len() as u8 {
        for round in [round::Type::Gap, round::Type::Audit] {
            let proposal = propose(&records, &QuestionWish { round, ..wish(&[n]) });
            let code = roles()[n as usize].code;
            let (known, asked) = (items_of_role(n), &proposal.asked);
            assert!((3..=ROOM).contains(&asked.len()), "{code}: {}", asked.len());
            assert!(known.len() < 4 || asked.len() >= GAP_GOAL, "{code}: {}", asked.len());
            assert_eq!(asked.iter().filter(|p| p.key).count() + proposal.left_out.len(), known.len(), "{code}");
            assert!(asked.iter().all(|p| p.text.chars().count() <= Field::LINE_MAX));
        }
    }
}

#[test]
fn the_order_is_that_of_the_standard_and_always_the_same() {
    let records = fresh();
    let all = QuestionWish { room: 500, ..wish(&[]) };
    let proposal = propose(&records, &all);
    let skeleton: Vec<&str> = skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).copied().collect();
    assert_eq!(refs(&proposal.asked), skeleton);
    assert_eq!(proposal, propose(&records, &all));
    assert!(proposal.left_out.is_empty());
}

#[test]
fn without_room_the_items_stay_where_the_role_stands_first() {
    let manager = role("aims_manager");
    let proposal = propose(&fresh(), &wish(&[manager]));
    assert_eq!(proposal.asked.len(), ROOM);
    let place = |p: &Proposed| by_id(p.item.unwrap()).unwrap().place_of(manager).unwrap();
    let worst_kept = proposal.asked.iter().map(place).max();
    assert!(worst_kept <= proposal.left_out.iter().map(place).min());
    assert_eq!(proposal.left_out.len(), items_of_role(manager).len() - ROOM);
}

#[test]
fn scope_exclusions_findings_and_risks_are_heeded() {
    let mut records = fresh();
    let lead = role("ml_lead");
    let narrow = [id("A.6.2.4"), id("4.1"), id("A.7.4")];
    let proposal = propose(&records, &QuestionWish { scope: &narrow, ..wish(&[lead]) });
    assert_eq!(refs(&proposal.asked), ["A.6.2.4", "A.7.4"]);

    let order = |records: &Records, systems: &[Id]| {
        let proposal = propose(records, &QuestionWish { systems, room: 1, ..wish(&[lead]) });
        refs(&proposal.asked)[0].clone()
    };
    let first: Id = order(&records, &[]).parse().unwrap();
    let moved = propose(&records, &QuestionWish { elsewhere: &[first], room: 1, ..wish(&[lead]) });
    assert_ne!(refs(&moved.asked), [first.to_string()]);

    let excluded = records.get(first).unwrap().clone().with(item::USE, Use::No.value());
    records.put([excluded]);
    assert_ne!(order(&records, &[]).parse(), Ok(first));

    let best = |i: &&crate::framework::Item| i.place_of(lead) == Some(0);
    let last = items().iter().rev().find(best).unwrap().id;
    let system = Id::new(Kind::System, 1);
    let treated = Record::new(Id::new(Kind::Risk, 1))
        .with(risk::SYSTEMS, Value::refs([system]))
        .with(risk::CONTROLS, Value::refs([last]));
    records.put([treated]);
    assert_ne!(order(&records, &[]), last.to_string());
    assert_eq!(order(&records, &[system]), last.to_string());
    records.put([Record::new(Id::new(Kind::Finding, 1)).with(finding::AGAINST, Value::refs([last]))]);
    assert_eq!(order(&records, &[]), last.to_string());
}

#[test]
fn own_questions_and_own_controls_are_asked_too() {
    let mut records = fresh();
    let lead = role("ml_lead");
    let ask = |n, text: &str| Record::new(Id::new(Kind::Question, n)).with(question::TEXT, Value::text(text));
    let owner = Record::new(Id::new(Kind::Person, 1)).with(person::ROLE, Value::Choice(lead));
    let control = Record::new(Id::new(Kind::Item, 1001))
        .with(item::TITLE, Value::text("Prompt library"))
        .with(item::GROUP, Group::Own.value())
        .with(item::OWNER, Value::Ref(owner.id));
    records.put([
        owner,
        control,
        ask(1, "for the lead").with(question::ROLE, Value::Choice(lead)),
        ask(2, "for finance").with(question::ROLE, Value::Choice(role("finance"))),
        ask(3, "about testing").with(question::ITEM, Value::Ref(id("A.6.2.4"))).with(question::KEY, Value::Choice(YES)),
        ask(10, "about context").with(question::ITEM, Value::Ref(id("4.1"))),
    ]);
    let proposal = propose(&records, &wish(&[lead]));
    let sources: Vec<&str> = proposal.asked.iter().map(|p| p.source.as_str()).collect();
    assert!(sources.contains(&"QU-01") && sources.contains(&"QU-03") && sources.contains(&"C-01"), "{sources:?}");
    assert!(!sources.contains(&"QU-02") && !sources.contains(&"QU-10"));
    assert_eq!(sources.last(), Some(&"QU-01"), "what belongs to no item comes last");
    let testing = sources.iter().position(|s| *s == "QU-03").unwrap();
    assert!(sources[testing - 1].starts_with("iso42001:A.6.2.4:"));
    let made_up = proposal.asked.iter().find(|p| p.source == "C-01").unwrap();
    assert!(made_up.text.contains("Prompt library") && made_up.key);
}

#[test]
fn a_checklist_holds_every_question_sorted_by_number() {
    let mut records = fresh();
    let list = for_items(&records, &[id("10.2"), id("9.3.3")]);
    let sources: Vec<&str> = list.iter().map(|p| p.source.as_str()).collect();
    let expected = ["9.3.3:1", "9.3.3:2", "9.3.3:3", "10.2:1", "10.2:2", "10.2:3", "10.2:4"];
    assert_eq!(sources, expected.map(|s| format!("iso42001:{s}")));
    let own = Record::new(Id::new(Kind::Question, 12)).with(question::ITEM, Value::Ref(id("9.3.3")));
    records.put([own]);
    assert_eq!(for_items(&records, &[id("9.3.3")]).last().map(|p| p.source.clone()), Some("QU-12".into()));
    assert_eq!(for_items(&records, &scope(&records, &[])).len(), 259 + 1);
}

#[test]
fn checklists_start_from_a_heading_an_item_or_a_system() {
    assert_eq!(items_under("7").len(), 7);
    assert_eq!(items_under("a.6.2").len(), 7);
    assert_eq!(items_under("6.1.3"), [id("6.1.3")]);
    assert!(items_under("8.5").is_empty());
    let mut records = fresh();
    let system = Record::new(Id::new(Kind::System, 1));
    let before = items_of_system(&records, system.id);
    let treated = items().iter().map(|i| i.id).rfind(|i| !before.contains(i)).unwrap();
    let risk = Record::new(Id::new(Kind::Risk, 1))
        .with(risk::SYSTEMS, Value::refs([system.id]))
        .with(risk::CONTROLS, Value::refs([treated]));
    records.put([system.clone(), risk]);
    assert_eq!(items_of_system(&records, system.id).len(), before.len() + 1);
}

#[test]
fn an_interview_is_proposed_from_its_role_time_and_round() {
    let mut records = fresh();
    let round = Record::new(Id::new(Kind::Round, 1))
        .with(round::TYPE, round::Type::Gap.value())
        .with(round::ITEMS, Value::refs([id("A.6.2.4"), id("A.7.4"), id("4.1")]));
    let person = Record::new(Id::new(Kind::Person, 1)).with(person::ROLE, Value::Choice(role("ml_lead")));
    let interview = Record::new(Id::new(Kind::Interview, 1))
        .with(interview::ROUND, Value::Ref(round.id))
        .with(interview::WITH, Value::refs([person.id]))
        .with(interview::MINUTES, Value::Number(45));
    records.put([round.clone(), person, interview.clone()]);
    assert_eq!(refs(&for_interview(&records, &interview).asked), ["A.6.2.4", "A.7.4"]);
    let as_top = interview.clone().with(interview::ROLE, Value::Choice(role("top_management")));
    assert_eq!(refs(&for_interview(&records, &as_top).asked), ["4.1"]);
    assert_eq!([room(Some(45)), room(Some(60)), room(None), room(Some(5))], [15, 20, 20, 3]);

    assert_eq!(uncovered(&records, round.id).len(), 3);
    let asked = Record::new(Id::new(Kind::Answer, 1))
        .with(answer::INTERVIEW, Value::Ref(interview.id))
        .with(answer::ITEM, Value::Ref(id("A.7.4")));
    records.put([asked]);
    assert_eq!(uncovered(&records, round.id), [id("4.1"), id("A.6.2.4")]);
    assert_eq!(asked_elsewhere(&records, round.id, interview.id), []);
    assert_eq!(asked_elsewhere(&records, round.id, Id::new(Kind::Interview, 2)), [id("A.7.4")]);
    assert_eq!(uncovered(&records, Id::new(Kind::Round, 9)).len(), 70);
}

#[test]
fn all_roles_together_reach_every_item() {
    let records = fresh();
    let mut reached: Vec<Id> = Vec::new();
    for n in 0..roles().len() as u8 {
        reached.extend(propose(&records, &wish(&[n])).asked.iter().filter_map(|p| p.item));
    }
    let missed: Vec<Id> = scope(&records, &[]).into_iter().filter(|id| !reached.contains(id)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}
