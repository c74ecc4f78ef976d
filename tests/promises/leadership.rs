//! Leadership and people: endorsement, mandates, bodies, skills, what falls due to whom.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind,
    kinds::{body, commitment, decision, improvement, mandate, meeting, person, shared::Standing},
};

/// A mandate of a person, on its page.
fn holds(desk: &mut Desk, role: &str, who: &str) {
    desk.keys(&format!("gLmandates<Enter>n{role}<Enter>"));
    desk.field(mandate::PERSON).keys(&format!("{who}<Enter>"));
}

#[test]
fn s0_03_clause_5_1_is_unproven_until_top_management_endorsed_it() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>nPeople are treated alike<Enter>q");
    assert_eq!(desk.spots("leadership.no-endorsement"), [id("5.1")]);
    desk.keys("D<Enter>Ada<Enter>It is ours<Enter><Enter>").reopen();
    let made = desk.newest(Kind::Decision);
    assert_eq!(decision::Type::of(&made, decision::TYPE), Some(decision::Type::Endorsement));
    assert!(made.one(decision::BY).is_some() && made.period(decision::DECIDED).is_some());
    assert_eq!(desk.spots("leadership.no-endorsement"), []);
}

#[test]
fn s1_08_principles_are_endorsed() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>nPeople are treated alike<Enter>");
    desk.field(commitment::TYPE).keys("principle<Enter>").keys("q").keys("D<Enter>Ada<Enter>It is ours<Enter><Enter>");
    desk.reopen();
    assert_eq!(desk.newest(Kind::Decision).refs(decision::ABOUT), [id("CM-01")]);
    desk.keys("gLcommitments<Enter><Enter>");
    assert!(desk.wide().contains("D-01"), "{}", desk.wide());
}

#[test]
fn s0_12_one_lead_is_named_with_day_and_share_of_time() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "Chair", "Ben");
    assert_eq!(desk.spots("lead.none-or-two").len(), 1);
    holds(&mut desk, "AIMS lead", "Ada");
    desk.field(mandate::SINCE).keys("2026-02-01<Enter>").field(mandate::SHARE).keys("60<Enter>").reopen();
    let lead = desk.record("MA-02");
    assert_eq!((lead.one(mandate::PERSON), lead.number(mandate::SHARE)), (Some(id("P-01")), Some(60)));
    assert_eq!(lead.period(mandate::SINCE).map(|p| p.to_string()), Some("2026-02-01".into()));
    assert_eq!(desk.spots("lead.none-or-two"), []);
    holds(&mut desk, "Second AIMS lead", "Ben");
    assert_eq!(desk.spots("lead.none-or-two"), [id("MA-03")]);
}

#[test]
fn s0_13_what_the_lead_may_decide_and_who_has_to_answer_is_written_down() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "AIMS lead", "Ada");
    desk.field(mandate::DECIDES).keys("Stops a release<Esc>");
    desk.field(mandate::ANSWERED_BY).keys("legal<Space><Enter>");
    assert_eq!(desk.spots("mandate.no-letter"), [id("MA-01")]);
    desk.reopen();
    let lead = desk.record("MA-01");
    assert_eq!(lead.text(mandate::DECIDES), "Stops a release");
    assert_eq!(lead.words(mandate::ANSWERED_BY).collect::<Vec<_>>(), ["legal"]);
}

#[test]
fn s0_14_the_team_has_functions_and_skills_and_the_missing_skill_is_named() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "AIMS lead", "Ada");
    desk.field_of("P-01", person::SKILLS).keys("risk<Space><Enter>");
    desk.field_of("P-01", person::FUNCTIONS).keys("compliance<Space><Enter>").reopen();
    assert_eq!(desk.record("P-01").words(person::FUNCTIONS).collect::<Vec<_>>(), ["compliance"]);
    desk.keys("gk/skill<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("nobody with a mandate has AI, security, compliance, legal"), "{seen}");
}

#[test]
fn s0_16_technical_and_governance_skills_are_weighed_against_each_other() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "AIMS lead", "Ada");
    desk.field_of("P-01", person::SKILLS).keys("risk<Space><Enter>");
    assert_eq!(desk.spots("people.one-sided"), [id("P-01")]);
    holds(&mut desk, "Model owner", "Ben");
    desk.field_of("P-02", person::SKILLS).keys("security<Space><Enter>").reopen();
    assert_eq!(desk.spots("people.one-sided"), []);
}

#[test]
fn s3_05_a_team_across_functions_is_set_up() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "AIMS lead", "Ada");
    holds(&mut desk, "Model owner", "Ben");
    desk.field_of("P-01", person::FUNCTIONS).keys("legal<Space><Enter>");
    desk.field_of("P-02", person::FUNCTIONS).keys("IT<Space><Enter>").reopen();
    let functions: Vec<String> = desk
        .records()
        .all(Kind::Person)
        .flat_map(|p| p.words(person::FUNCTIONS).map(String::from).collect::<Vec<_>>())
        .collect();
    assert_eq!(functions, ["legal", "it"]);
}

#[test]
fn s3_06_a_side_that_is_missing_from_the_team_is_told() {
    let mut desk = Desk::with_people();
    holds(&mut desk, "Model owner", "Ben");
    desk.field_of("P-02", person::SKILLS).keys("security<Space><Enter>").reopen();
    desk.keys("gk/lacks one side<Enter>");
    assert!(desk.wide().contains("no side of risk, compliance and law"), "{}", desk.wide());
}

#[test]
fn s4_05_who_is_responsible_for_what_stands_in_words() {
    let mut desk = Desk::with_people();
    desk.keys("gLmandates<Enter>pSupplier manager<Enter>");
    desk.field(mandate::PERSON).keys("Ben<Enter>").reopen();
    let role = desk.newest(Kind::Mandate);
    assert!(role.text(mandate::DUTIES).contains("Review in rhythm"), "{}", role.text(mandate::DUTIES));
    assert_eq!(role.one(mandate::PERSON), Some(id("P-02")));
}

#[test]
fn s0_18_roles_bodies_and_reporting_lines_are_kept() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>nAI committee<Enter>");
    desk.field(body::REPORTS).keys("Management<Enter>").field(body::CHAIR).keys("Ben<Enter>");
    holds(&mut desk, "Member", "Ada");
    desk.field(mandate::BODY).keys("G-01<Enter>").reopen();
    assert_eq!(desk.record("G-01").text(body::REPORTS), "Management");
    assert_eq!(desk.spots("body.no-members"), []);
    desk.keys("gP/ada<Enter><Enter>");
    assert!(desk.wide().contains("MA-01"), "{}", desk.wide());
}

#[test]
fn s0_19_an_act_of_leadership_names_what_it_directs() {
    let mut desk = Desk::with_people();
    desk.keys("gLobjectives<Enter>nAll systems are known<Enter>q")
        .keys("D<Enter>Ada<Enter>It comes first<Enter><Enter>");
    desk.reopen();
    assert_eq!(desk.newest(Kind::Decision).refs(decision::ABOUT), [id("O-01")]);
}

#[test]
fn s3_24_a_body_oversees_with_a_mandate_in_a_rhythm() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>pAI steering committee<Enter>");
    let made = desk.newest(Kind::Body);
    assert!(!made.text(body::MANDATE).is_empty() && !made.text(body::AGENDA).is_empty());
    desk.field(body::NEXT).keys("2026-11-01<Enter>").reopen();
    assert_eq!(desk.spots("body.no-meeting-in-rhythm"), [made.id]);
}

#[test]
fn s3_25_a_body_is_there_already_or_new_and_its_meetings_cost_hours() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>nProduct council<Enter>");
    desk.field(body::ORIGIN).keys("existing<Enter>").field(body::RHYTHM).keys("2<Enter>");
    desk.field(body::MINUTES).keys("90<Enter>");
    for who in ["Ada", "Ben"] {
        holds(&mut desk, "Member", who);
        desk.field(mandate::BODY).keys("G-01<Enter>");
    }
    desk.reopen().keys("gLbodies<Enter>");
    // Ninety minutes of two people every second month.
    assert!(desk.wide().contains("1.5"), "{}", desk.wide());
    assert_eq!(body::Origin::of(&desk.record("G-01"), body::ORIGIN), Some(body::Origin::Existing));
}

#[test]
fn s4_28_what_falls_due_stands_by_month_and_person() {
    let mut desk = Desk::demo();
    desk.keys("gD");
    let seen = desk.bench.text(140, 120);
    assert!(seen.contains("LATE") && seen.contains("THIS MONTH, November"), "{seen}");
    desk.reopen().keys("gD").keys("/restore<Enter><Enter>");
    assert!(desk.screen().contains("T-03"), "{}", desk.screen());
}

#[test]
fn s4_29_the_load_of_people_is_counted_and_work_without_anybody_named() {
    let mut desk = Desk::demo();
    assert_eq!(desk.spots("plan.unstaffed"), [id("PL-07")]);
    desk.keys("gD").keys("/hours a month<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("4.0  F. Keller"), "{seen}");
    desk.keys("<Esc>/nobody<Enter>");
    assert!(desk.wide().contains("PL-07"), "{}", desk.wide());
    assert_eq!(Standing::of(&desk.record("T-01"), aims::domain::kinds::task::STATE), Some(Standing::Active));
}

#[test]
fn s1_11_a_committee_has_members_a_mandate_a_rhythm_meetings_and_decisions() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>nAI committee<Enter>").field(body::MANDATE).keys("Decides on high uses<Esc>");
    desk.field(body::RHYTHM).keys("2<Enter>").field(body::NEXT).keys("2026-11-20<Enter>");
    holds(&mut desk, "Member", "Ben");
    desk.field(mandate::BODY).keys("G-01<Enter>");
    // The next meeting comes with the day, the members and the standing agenda.
    desk.keys("gLbodies<Enter>F").reopen();
    let made = desk.record("MT-01");
    assert_eq!(made.refs(meeting::ATTENDEES), [id("P-02")]);
    assert!(made.text(meeting::AGENDA).contains("Improvement"), "{}", made.text(meeting::AGENDA));
    desk.keys("gLdecisions<Enter>nStop the pilot<Enter>").field(decision::MEETING).keys("MT-01<Enter>");
    desk.keys("gLmeetings<Enter>c").reopen();
    assert_eq!(meeting::State::of(&desk.record("MT-01"), meeting::STATE), Some(meeting::State::Held));
    assert_eq!(desk.record("G-01").date(body::NEXT).map(|d| d.to_string()), Some("2027-01-20".into()));
    desk.keys("gLmeetings<Enter><Enter>");
    assert!(desk.wide().contains("D-01"), "{}", desk.wide());
    desk.keys("gLbodies<Enter>");
    assert!(desk.wide().contains("2026-11-20"), "the last meeting: {}", desk.wide());
    desk.keys("u").reopen();
    assert_eq!(meeting::State::of(&desk.record("MT-01"), meeting::STATE), Some(meeting::State::Planned));
}

#[test]
fn s2_09_an_ai_governance_officer_is_assigned_and_asked_as_such() {
    let mut desk = Desk::with_people();
    desk.keys("gLmandates<Enter>pgovernance officer<Enter>");
    desk.field_of("MA-01", mandate::PERSON).keys("Ada<Enter>").reopen();
    let officer = desk.record("MA-01");
    assert_eq!((officer.title(), officer.one(mandate::PERSON)), ("AI governance officer", Some(id("P-01"))));
    // An interview with her is proposed the questions of what the mandate gives her.
    let mut records = desk.records();
    let talk = aims::domain::Record::new(id("I-01"))
        .with(aims::domain::kinds::interview::WITH, aims::domain::Value::refs([id("P-01")]));
    records.put([talk.clone()]);
    let roles = aims::framework::propose::roles_of(&records, &talk);
    let names: Vec<&str> = roles.iter().map(|r| person::ROLES[usize::from(*r)].code).collect();
    assert_eq!(names, ["aims_manager", "compliance_legal"]);
}

#[test]
fn s3_40_improvement_stands_on_each_agenda_and_how_much_was_not_forced_is_counted() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>nAI committee<Enter>q");
    assert!(desk.record("G-01").text(body::AGENDA).contains("Improvement"));
    for (name, own) in [("One list of limits", "yes"), ("A fix after the outage", "no")] {
        desk.keys(&format!("gLimprovements<Enter>n{name}<Enter>")).field(improvement::PROACTIVE);
        desk.keys(&format!("{own}<Enter>"));
    }
    desk.reopen().keys("gLimprovements<Enter>");
    assert!(desk.wide().contains("1/2 not forced by an event, 50 %"), "{}", desk.wide());
}
