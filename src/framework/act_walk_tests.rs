//! The questions walked for described systems: the cases of the facts, and 24 more, none of them from the demo.

use super::*;
use crate::domain::{Kind, marks, words as listed};

/// What somebody answers, question by question: ids with a blank between, questions with a stroke between.
fn walked(answers: &str) -> Walk {
    let mut walk = Walk::default();
    for given in answers.split('/') {
        let question = walk.next().unwrap_or_else(|| panic!("{given}: the walk is through in {answers}"));
        let offered = walk.offered(question);
        let find = |id: &str| {
            let found = offered.iter().find(|a| a.id == id);
            *found.unwrap_or_else(|| panic!("{id} is not offered at {} in {answers}", question.id))
        };
        let chosen: Vec<&'static Answer> = given.split_whitespace().map(find).collect();
        fits(question, &chosen).unwrap();
        walk = walk.with(question, chosen, "");
    }
    assert!(walk.is_through(), "{answers} ends before {:?}", walk.next().map(|q| q.id));
    walk
}

/// What it is and who we are, the answers, marks that hold, duties with their days, duties that are not owed.
type Described = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// Days of low confidence end with a question mark.
#[rustfmt::skip]
const DESCRIBED: [Described; 24] = [
    ("Sorting of emergency calls, used by a public ambulance service", "yes/use/none/no/area_5/u_5d/yes/none/no/f_public_body f_decides_on_people",
        "III.5d HR.III HR", &[("AD-27-1", "2027-12-02"), ("AD-26-8", "2027-12-02"), ("AD-49-3", "2027-12-02?"), ("AD-86", "2027-12-02?")], "AD-09 AD-50-1"),
    ("The same software, sold by its maker", "yes/build/none/no/area_5/u_5d/yes/none/no/none",
        "III.5d HR.III", &[("AD-09", "2027-12-02"), ("AD-17", "2027-12-02"), ("AD-49-1", "2027-12-02?"), ("AD-43", "2027-12-02?")], "AD-26-1 AD-27-1"),
    ("Reader of X-ray pictures, bought by a clinic", "yes/use/none/section_a/none/none/no/f_decides_on_people",
        "I.A HR.I HR", &[("AD-26-1", "2028-08-02"), ("AD-26-2", "2028-08-02")], "AD-27-1 AD-86 AD-09 AD-26-11"),
    ("Brake control of a lift, by the maker of the lift alone", "yes/product/none/section_a/none/none/no/none",
        "I.A HR.I", &[("AD-16", "2028-08-02"), ("AD-08", "2028-08-02"), ("AD-43", "2028-08-02?")], "AD-49-1 AD-26-1"),
    ("Talking toy brought in from overseas", "yes/import/none/section_a/none/t_50_1/no/none",
        "I.A HR.I 50.1 50", &[("AD-23", "2028-08-02"), ("AD-05", "2025-02-02")], "AD-09 AD-50-1 AD-04"),
    ("Ranking of job applications, passed on by a reseller", "yes/resell/none/no/area_4/u_4a/yes/none/no/none",
        "III.4a HR.III", &[("AD-24", "2027-12-02")], "AD-09 AD-26-1 AD-04"),
    ("Watching of remote exams, by the representative of its maker", "yes/represent/none/no/area_3/u_3d/yes/none/no/none",
        "III.3d HR.III", &[("AD-22-R", "2027-12-02"), ("AD-49-1", "2027-12-02?")], "AD-09 AD-05"),
    ("Watching of remote exams, by a public university", "yes/use/none/no/area_3/u_3d/yes/none/no/f_public_body f_decides_on_people",
        "III.3d HR.III", &[("AD-27-1", "2027-12-02"), ("AD-27-2", "2027-12-02"), ("AD-27-3", "2027-12-02?"), ("AD-26-11", "2027-12-02")], "AD-26-7 AD-22-R"),
    ("Shift planner that hands out work by conduct", "yes/use/none/no/area_4/u_4b/yes/none/no/f_employer_workplace f_decides_on_people",
        "III.4b HR.III", &[("AD-26-7", "2027-12-02"), ("AD-26-9", "2027-12-02"), ("AD-86", "2027-12-02?")], "AD-27-1 AD-26-8"),
    ("Emergency brake of a car", "yes/build product/none/section_b/none/none/no/none",
        "I.B", &[("AD-04", "2025-02-02"), ("AD-05", "2025-02-02")], "AD-08 AD-09 AD-43 AD-95"),
    ("Telephone voice that books tables, built on a bought model", "yes/on_top/none/no/none/t_50_1 t_50_2/downstream/none",
        "50.1 50.2 50", &[("AD-50-1", "2026-08-02"), ("AD-50-2", "2026-08-02"), ("AD-05-GEN", "2026-12-02?")], "AD-53-A AD-09 AD-50-3"),
    ("Advertising agency that makes films of people who look real", "yes/use/none/no/none/t_50_4a/no/none",
        "50.4a 50", &[("AD-50-4A", "2026-08-02"), ("AD-04", "2025-02-02")], "AD-50-2 AD-50-4B"),
    ("Bank that rates borrowers with a general assistant", "yes/use purpose/none/no/area_5/u_5b/yes/none/no/f_financial_institution f_decides_on_people",
        "III.5b HR.III", &[("AD-25-1", "2027-12-02"), ("AD-09", "2027-12-02"), ("AD-27-1F", "2027-12-02")], "AD-27-1 AD-23"),
    ("Very large language model", "model/model/none/no/none/t_50_2/systemic/none",
        "GPAI GPAI.SR", &[("AD-51", "2025-08-02"), ("AD-53-A", "2025-08-02"), ("AD-55-A", "2025-08-02")], "AD-09 AD-54-P"),
    ("Somebody's model, trained on at great cost and passed on", "model/model/none/no/none/none/modified/none",
        "GPAI", &[("AD-53-A", "2025-08-02"), ("AD-53-C", "2025-08-02")], "AD-51 AD-55-A AD-54-P"),
    ("Closed model of a firm outside the Union", "model/model/none/no/none/none/yes/f_outside_eu",
        "GPAI", &[("AD-54-P", "2025-08-02"), ("AD-53-B", "2025-08-02")], "AD-51 AD-22-P"),
    ("Tax calculator with rules written by hand", "no_ai", "OUT", &[], "AD-04 AD-05"),
    ("Targeting for the army alone", "excluded", "OUT", &[], "AD-04 AD-05"),
    ("Lie detector of a border authority", "yes/use/none/no/area_7/u_7a/yes/none/no/f_public_body f_law_enforcement f_decides_on_people",
        "III.7a HR.III", &[("AD-27-1", "2027-12-02"), ("AD-49-3", "2027-12-02?")], "AD-26-10 AD-09"),
    ("Price of life insurance, own model of a private insurer", "yes/build use/none/no/area_5/u_5c/yes/none/no/f_financial_institution f_decides_on_people",
        "III.5c HR.III", &[("AD-27-1F", "2027-12-02"), ("AD-27-3", "2027-12-02?"), ("AD-09", "2027-12-02")], "AD-27-1 AD-26-8"),
    ("Live face search by police in stations", "yes/use/p_h/no/area_1/u_1a/yes/none/no/f_public_body f_law_enforcement",
        "5h 5 III.1a HR.III", &[("AD-05-H", "2025-02-02"), ("AD-05", "2025-02-02"), ("AD-27-1", "2027-12-02")], "AD-26-10 AD-09"),
    ("Sorts papers before a benefit is judged, with an exception shown in writing", "yes/build/none/no/area_5/u_5a/no/yes/c_d/none/no/none",
        "III.5a 6.3 6.3d 6.3.ok", &[("AD-06-4", "2027-12-02"), ("AD-49-2", "2027-12-02?")], "AD-09 AD-43 AD-49-1"),
    ("The same without any of the conditions", "yes/build/none/no/area_5/u_5a/no/yes/none/none/no/none",
        "III.5a HR.III", &[("AD-09", "2027-12-02"), ("AD-49-1", "2027-12-02?")], "AD-06-4 AD-49-2"),
    ("Shop that shows films one may like", "yes/build use/none/no/none/none/no/none",
        "NONE", &[("AD-04", "2025-02-02"), ("AD-95", "2026-08-02")], "AD-09 AD-26-1 AD-50-1 AD-71"),
];

#[test]
fn systems_described_for_a_role_get_marks_duties_and_days() {
    for (what, answers, marks, owed, not) in DESCRIBED {
        let standing = walked(answers).standing();
        let held = marks::held(&standing.marks, &standing.facts);
        for mark in marks.split(' ') {
            assert!(held.contains(&mark), "{what}: {mark} not in {held:?}");
        }
        assert!(marks.contains("HR") || !held.contains(&"HR"), "{what}: {held:?}");
        let duties = standing.duties();
        for (code, day) in owed {
            let duty = duties.iter().find(|d| d.id == *code).unwrap_or_else(|| panic!("{what}: {code} is not owed"));
            let (from, sure) = standing.from(duty).unwrap();
            let told = format!("{from}{}", if sure && duty.confidence == "high" { "" } else { "?" });
            assert_eq!(told, *day, "{what}: {code}");
        }
        for code in not.split(' ') {
            assert!(duties.iter().all(|d| d.id != code), "{what}: {code} is owed");
        }
        assert_eq!(marks::contradictions(&standing.marks, &standing.facts, &standing.roles), [""; 0], "{what}");
    }
}

#[derive(Deserialize)]
struct Case {
    system: &'static str,
    answers: Vec<(&'static str, &'static str)>,
    marks: Vec<&'static str>,
    duties: Vec<&'static str>,
    not: Vec<&'static str>,
}

#[test]
fn the_cases_of_the_facts_are_walked_to_their_marks_and_duties() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("ai_act_cases.json")).unwrap();
    assert_eq!(cases.len(), 14);
    for case in &cases {
        let mut way: Vec<Vec<&str>> = Vec::new();
        for (i, (question, answer)) in case.answers.iter().enumerate() {
            match i.checked_sub(1).filter(|before| case.answers[*before].0 == *question) {
                Some(_) => way.last_mut().unwrap().push(answer),
                None => way.push(vec![answer]),
            }
        }
        let way: Vec<String> = way.iter().map(|answers| answers.join(" ")).collect();
        let standing = walked(&way.join("/")).standing();
        let held = marks::held(&standing.marks, &standing.facts);
        let owed: Vec<&str> = standing.duties().iter().map(|d| d.id).collect();
        for mark in &case.marks {
            assert!(held.contains(mark), "{}: {mark} not in {held:?}", case.system);
        }
        for duty in &case.duties {
            assert!(owed.contains(duty), "{}: {duty} not in {owed:?}", case.system);
        }
        for duty in &case.not {
            assert!(!owed.contains(duty), "{}: {duty} in {owed:?}", case.system);
        }
    }
}

#[test]
fn every_code_is_a_word_that_a_system_can_hold_and_every_question_leads_on() {
    let known = |list: &[crate::domain::Choice], code: &str| list.iter().any(|c| c.code == code);
    assert_eq!(questions().len(), 12);
    for question in questions() {
        for answer in &question.answers {
            assert!(answer.marks.iter().all(|m| known(marks::MARKS, m)), "{:?}", answer.marks);
            assert!(answer.facts.iter().all(|f| known(marks::FACTS, f)), "{:?}", answer.facts);
            assert!(answer.roles.iter().all(|r| known(marks::ROLES, r)), "{:?}", answer.roles);
            let next = if answer.next.is_empty() { question.next } else { answer.next };
            let leads = next == "end" || questions().iter().any(|q| q.id == next);
            assert!(leads, "{} {} leads nowhere", question.id, answer.id);
        }
    }
}

#[test]
fn only_the_exact_uses_of_the_ticked_fields_are_offered() {
    let walk = walked("yes/use/none/no/area_5 area_2/u_5b/yes/none/no/none");
    let exact = question("AQ-06").unwrap();
    let offered: Vec<&str> = walk.offered(exact).iter().map(|a| a.id).collect();
    assert_eq!(offered, ["u_2", "u_5a", "u_5b", "u_5c", "u_5d", "none"]);
    assert_eq!(walk.offered(question("AQ-05").unwrap()).len(), 9);
}

#[test]
fn a_changed_answer_drops_what_no_longer_lies_on_the_way() {
    let walk = walked("yes/use/none/no/area_4/u_4a/yes/t_50_1/no/f_decides_on_people");
    let fields = question("AQ-05").unwrap();
    let in_none = fields.answers.iter().filter(|a| a.id == "none").collect();
    let other = walk.with(fields, in_none, "no longer in hiring");
    assert!(other.is_through(), "the answers behind it still hold");
    assert_eq!(other.standing().marks, ["IN", "50.1"]);
    let back = other.with(fields, fields.answers.iter().filter(|a| a.id == "area_4").collect(), "");
    assert_eq!(back.next().map(|q| q.id), Some("AQ-06"), "it has to be asked again");
}

#[test]
fn answers_that_exclude_each_other_are_refused_with_a_sentence() {
    let banned = question("AQ-03").unwrap();
    let none: Vec<&Answer> = banned.answers.iter().filter(|a| a.id == "none" || a.id == "p_a").collect();
    assert!(fits(banned, &none).unwrap_err().contains("holds alone"));
    assert!(fits(banned, &[]).is_err());
    let reach = question("AQ-01").unwrap();
    assert!(fits(reach, &reach.answers.iter().collect::<Vec<_>>()).is_err());
}

#[test]
fn a_walk_is_kept_answer_by_answer_and_sets_marks_only_at_its_end() {
    let today = jiff::civil::date(2026, 11, 26);
    let facts = "sme profiles";
    let mut system = Record::new(crate::domain::Id::new(Kind::System, 1))
        .with(system::ACT_FACTS, Value::read(&system::FIELDS[system::ACT_FACTS], facts).unwrap());
    let whole = walked("yes/use/none/no/area_4/u_4a/yes/none/no/f_employer_workplace");
    for answered in &whole.way {
        assert!(system.value(system::ACT_MARKS).is_empty(), "marks before the end");
        let before = Walk::of(&system);
        let given = before.with(answered.question, answered.answers.clone(), "because:\n it is so");
        let change = keep(&system, &before, &given, today);
        let mut records = crate::domain::Records::default();
        records.put([system.clone()]);
        records.apply(&change);
        system = records.get(system.id).unwrap().clone();
    }
    assert_eq!(marks::codes(&system, system::ACT_MARKS), ["III.4a", "IN"]);
    assert_eq!(marks::codes(&system, system::ACT_ROLES_HELD), ["deployer"]);
    assert_eq!(marks::codes(&system, system::ACT_FACTS), ["employer_workplace", "profiles", "sme"]);
    assert_eq!(system.date(system::ACT_DECIDED), Some(today));
    assert!(system.text(system::ACT_REASON).contains("Exact use: Hiring and selection. because: it is so"));
    assert_eq!(Walk::of(&system).way.len(), 10);
    assert_eq!(listed::label(marks::ROLES, "deployer"), "deployer");
}
