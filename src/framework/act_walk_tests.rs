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
        let chosen: Vec<&'static ActAnswer> = given.split_whitespace().map(find).collect();
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
        let duties = standing.follows();
        assert_eq!(standing.law().owes_rights(), duties.iter().any(|d| d.id.starts_with("AD-27-1")), "{what}");
        for (code, day) in owed {
            let duty = duties.iter().find(|d| d.id == *code).unwrap_or_else(|| panic!("{what}: {code} is not owed"));
            let (from, sure) = standing.from(duty).unwrap();
            let told = format!("{from}{}", if sure && duty.confidence == "high" { "" } else { "?" });
            assert_eq!(told, *day, "{what}: {code}");
        }
        for code in not.split(' ') {
            assert!(duties.iter().all(|d| d.id != code), "{what}: {code} is owed");
        }
        assert_eq!(standing.law().contradictions(), [""; 0], "{what}");
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
fn what_no_longer_lies_on_the_way_waits_until_the_answer_is_changed_back() {
    let walk = walked("yes/use/none/no/area_4/u_4a/yes/t_50_1/no/f_decides_on_people");
    let fields = question("AQ-05").unwrap();
    let in_none = fields.answers.iter().filter(|a| a.id == "none").collect();
    let other = walk.with(fields, in_none, "no longer in hiring");
    assert!(other.is_through(), "the answers behind it still hold");
    assert_eq!(other.standing().marks, ["IN", "50.1"]);
    let back = other.with(fields, fields.answers.iter().filter(|a| a.id == "area_4").collect(), "");
    assert_eq!(back.standing().marks, ["IN", "III.4a", "50.1"], "changed back, what was said behind it holds again");
    let elsewhere = other.with(fields, fields.answers.iter().filter(|a| a.id == "area_5").collect(), "");
    assert_eq!(elsewhere.next().map(|q| q.id), Some("AQ-06"), "another field asks for another use");
    // What waits beside the way is kept with the system, and so is what was denied.
    let kept = Record::new(crate::domain::Id::new(Kind::System, 1))
        .with(system::ACT_WALK, Value::text(other.denying("sme", true).text()));
    let read = Walk::of(&kept);
    assert!(read.denies("sme") && !read.denies("controls_input"));
    assert_eq!(read.with(fields, fields.answers.iter().filter(|a| a.id == "area_4").collect(), "").way.len(), 10);
}

#[test]
fn answers_that_exclude_each_other_are_refused_with_a_sentence() {
    let banned = question("AQ-03").unwrap();
    let none: Vec<&ActAnswer> = banned.answers.iter().filter(|a| a.id == "none" || a.id == "p_a").collect();
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
    let by = crate::domain::Id::new(Kind::Person, 1);
    let whole = walked("yes/use/none/no/area_4/u_4a/yes/none/no/f_employer_workplace");
    for answered in &whole.way {
        assert!(system.value(system::ACT_MARKS).is_empty(), "marks before the end");
        let before = Walk::of(&system);
        let given = before.with(answered.question, answered.answers.clone(), "because:\n it is so");
        let change = keep(&system, &before, &given, today, Some(by));
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
    assert_eq!(system.one(system::ACT_BY), Some(by));
    let words = |s: &Record| (ActClass::of(s, system::ACT_CLASS), ActRole::of(s, system::ACT_ROLE));
    assert_eq!(words(&system), (Some(ActClass::High), Some(ActRole::Deployer)));
    assert_eq!(listed::label(marks::ROLES, "deployer"), "deployer");
}

#[test]
fn class_and_role_follow_until_somebody_chooses_others() {
    let today = jiff::civil::date(2026, 11, 26);
    let (chat, hiring) =
        (walked("yes/use/none/no/none/t_50_1/no/none"), walked("yes/use/none/no/area_4/u_4a/yes/none/no/none"));
    let mut records = crate::domain::Records::default();
    let id = crate::domain::Id::new(Kind::System, 1);
    records.put([Record::new(id)]);
    let mut go = |walk: &Walk, change: &dyn Fn(Record) -> Record| {
        let before = change(records.get(id).unwrap().clone());
        records.put([before.clone()]);
        records.apply(&keep(&before, &Walk::of(&before), walk, today, None));
        records.get(id).unwrap().clone()
    };
    let class = |s: &Record| ActClass::of(s, system::ACT_CLASS);
    assert_eq!(class(&go(&chat, &|s| s)), Some(ActClass::Limited));
    assert_eq!(class(&go(&hiring, &|s| s)), Some(ActClass::High), "it follows the marks");
    let own = |s: Record| s.with(system::ACT_CLASS, ActClass::Limited.value());
    let chosen = go(&hiring, &own);
    assert_eq!(class(&chosen), Some(ActClass::Limited), "what somebody chose stays");
    assert!(system::contradictions(&chosen).iter().any(|c| c.contains("below high risk")));
}

#[test]
fn a_ban_leaves_no_duty_of_use() {
    let emotions = walked("yes/use/p_f/no/area_1/u_1c/yes/t_50_3/no/f_employer_workplace").standing();
    let ids = |s: &ActStanding| s.duties().iter().map(|d| d.id).collect::<Vec<_>>();
    assert_eq!(ids(&emotions), ["AD-04", "AD-05"]);
    // Live identification by law enforcement has a way left, with all its duties.
    let police = walked("yes/use/p_h/no/area_1/u_1a/yes/none/no/f_public_body f_law_enforcement").standing();
    assert!(police.law().bans().is_empty() && ids(&police).contains(&"AD-26-2"));
}

#[test]
fn duties_stand_in_the_order_of_their_days() {
    let town = walked("yes/use/none/no/area_5/u_5a/yes/none/no/f_public_body f_decides_on_people").standing();
    let duties = town.duties();
    let at = |id: &str| duties.iter().position(|d| d.id == id).unwrap_or_else(|| panic!("{id}"));
    assert!(at("AD-27-1") + 1 == at("AD-27-2") && at("AD-27-2") + 1 == at("AD-27-3"));
    let days: Vec<_> = duties.iter().filter(|d| town.waits_for(d).is_none()).map(|d| town.from(d).unwrap().0).collect();
    assert!(days.is_sorted(), "{days:?}");
    assert!(duties.iter().map(|d| town.waits_for(d).is_some()).is_sorted(), "what stands by is last");
}

#[test]
fn a_day_of_grace_stands_above_the_day_of_a_mark() {
    let maker = walked("yes/build/none/no/none/t_50_2/no/none").standing();
    let day =
        |s: &ActStanding, id: &str| s.from(s.duties().iter().find(|d| d.id == id).unwrap()).unwrap().0.to_string();
    assert_eq!(day(&maker, "AD-50-2"), "2026-08-02");
    assert_eq!(day(&maker.if_so("on_market_before_2026_08_02", true), "AD-50-2"), "2026-12-02");
    let model = walked("model/model/none/no/none/none/systemic/none").standing();
    for id in ["AD-51", "AD-53-A", "AD-53-C", "AD-55-A"] {
        assert_eq!(day(&model, id), "2025-08-02");
        assert_eq!(day(&model.if_so("model_before_2025_08_02", true), id), "2027-08-02", "{id}");
    }
}

#[test]
fn who_registers_nothing_keeps_no_data_there_and_what_is_free_is_no_duty() {
    let owes = |answers: &str, id: &str| walked(answers).standing().duties().iter().any(|d| d.id == id);
    for (answers, owed) in [
        ("yes/use/none/no/area_3/u_3b/no/yes/c_d/none/no/none", false),
        ("yes/use/none/no/area_5/u_5b/yes/none/no/f_financial_institution", false),
        ("yes/build/none/no/area_2/u_2/yes/none/no/none", false),
        ("yes/use/none/no/area_5/u_5a/yes/none/no/f_public_body", true),
        ("yes/build/none/no/area_5/u_5b/yes/none/no/none", true),
        ("yes/build/none/no/area_3/u_3b/no/yes/c_d/none/no/none", true),
    ] {
        assert_eq!(owes(answers, "AD-71"), owed, "{answers}");
    }
    let shop = walked("yes/build use/none/no/none/none/no/none").standing();
    let free: Vec<_> = shop.follows().iter().filter(|d| d.free.is_some()).map(|d| d.id).collect();
    assert_eq!(free, ["AD-95"]);
    assert!(shop.duties().iter().all(|d| d.id != "AD-95"));
}
