//! Every register looked at under a theme, a domain, an owner, a level of risk; and the why beside the what.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind,
    kinds::{action, evidence, finding, item, objective, person, plan_item, risk, training},
};

#[test]
fn s2_01_any_register_is_narrowed_to_bias_transparency_accountability_or_risk() {
    let mut desk = Desk::with_people();
    desk.keys("gan<C-u>Bias report of the scorer<Enter>qnTell riders what decides<Enter>");
    desk.field(action::ABOUT).keys("A.8.2<Enter>").keys("qnBuy a printer<Enter>q").reopen();
    // By its own words, by the control that it names, and not at all.
    desk.keys("ga/#bias<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("Bias report") && !seen.contains("printer") && !seen.contains("Tell riders"), "{seen}");
    desk.keys("<Esc>xttransparency<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("Tell riders") && !seen.contains("Bias report"), "{seen}");
    // The same word in any other register, computed over links.
    desk.keys("gc/#accountability<Enter>");
    assert!(desk.screen().contains("A.2.2") && !desk.screen().contains("A.7.6"), "{}", desk.screen());
    desk.keys("gC/#risk<Enter>");
    assert!(desk.screen().contains("6.1.2") && !desk.screen().contains("7.2 "), "{}", desk.screen());
    desk.keys("ga/#bias<Enter><Esc>");
    assert!(desk.screen().contains("printer"), "{}", desk.screen());
}

#[test]
fn s1_01_the_same_records_are_looked_at_as_responsible_transparent_or_secure() {
    let mut desk = Desk::demo();
    desk.keys("gT");
    let seen = desk.wide();
    for word in ["responsible", "transparent", "secure", "fairness", "THEMES", "DOMAINS"] {
        assert!(seen.contains(word), "{word} is not in\n{seen}");
    }
    // The word opens to its registers, a register opens narrowed.
    desk.keys("<Home><Down><Down><Enter>");
    let seen = desk.wide();
    assert!(seen.contains("risks") && seen.contains("controls"), "{seen}");
    desk.keys("/risks<Enter>").keys("<Enter>");
    let all = desk.records().all(Kind::Risk).count();
    let seen = desk.wide();
    assert!(seen.contains("#secure") && seen.contains(&format!("of {all}")), "{seen}");
}

#[test]
fn s3_50_work_is_narrowed_to_a_domain_and_the_one_that_blocks_is_seen() {
    let mut desk = Desk::with_people();
    desk.keys("gPnCleo Dahl<Enter>").field(person::FUNCTIONS).keys("legal<Space><Enter>");
    desk.keys("gLplan items<Enter>nSign the annex<Enter>").field(plan_item::OWNER).keys("Cleo<Enter>");
    desk.field(plan_item::DUE).keys("2026-10-01<Enter>");
    desk.keys("qnMove the server<Enter>").field(plan_item::DOMAIN).keys("technical<Enter>");
    desk.field(plan_item::DUE).keys("2027-10-01<Enter>").reopen();
    desk.keys("gLplan items<Enter>/#legal<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("Sign the annex") && !seen.contains("Move the server"), "{seen}");
    desk.keys("gT");
    let seen = desk.wide();
    let line = |word: &str| seen.lines().find(|l| l.trim_start().starts_with(word)).unwrap_or_default().to_string();
    assert!(line("legal").contains("most waits here") && !line("technical").contains("most"), "{seen}");
}

#[test]
fn s1_51_everything_is_listed_by_owner_and_what_nobody_owns() {
    let mut desk = Desk::with_people();
    desk.keys("gsnLexora<Enter>q").keys("gRnLow risk<Enter>").field(risk::OWNER).keys("Ada<Enter>").reopen();
    desk.keys("gN");
    let seen = desk.wide();
    let nobody = seen.find("NOBODY").expect("what nobody owns comes first");
    assert!(nobody < seen.find("Ada Berg").unwrap(), "{seen}");
    let clauses = desk.records().all(Kind::Item).count();
    assert!(seen.contains(&clauses.to_string()) && seen.contains("1  supplier"), "{seen}");
    desk.keys("<Home><Enter>");
    assert!(desk.wide().contains("Lexora"), "{}", desk.wide());
    desk.keys("gs/#nobody<Enter>");
    assert!(desk.screen().contains("Lexora"), "{}", desk.screen());
    desk.keys("gR/#nobody<Enter>");
    assert!(!desk.screen().contains("Low risk"), "{}", desk.screen());
}

#[test]
fn s3_51_open_work_is_ordered_by_risk_what_others_do_is_marked_and_skills_are_planned() {
    let mut desk = Desk::with_people();
    desk.keys("gR");
    for (name, rating) in [("Small one", "11"), ("Great one", "55")] {
        desk.keys(&format!("n{name}<Enter>q/{name}<Enter>r{rating}<Esc>"));
    }
    desk.keys("gan<C-u>Against the small<Enter>").field(action::ABOUT).keys("R-01<Enter>");
    desk.keys("qnAgainst the great<Enter>").field(action::ABOUT).keys("R-02<Enter>");
    desk.field(action::OUTSIDE).keys("yes<Enter>").reopen();
    desk.keys("gx");
    let seen = desk.wide();
    assert!(seen.find("Against the great") < seen.find("Against the small"), "{seen}");
    assert!(seen.contains("(outside)") && seen.contains("1 done from outside"), "{seen}");
    // The same order in the list of actions, by the column.
    desk.keys("gaSlevel of the risk<Enter>");
    let seen = desk.screen();
    assert!(seen.find("Against the great") < seen.find("Against the small"), "{seen}");
    // The skill plan: what the team lacks, and the training that brings it.
    desk.keys("gLmandates<Enter>nAIMS lead<Enter>").field(aims::domain::kinds::mandate::PERSON).keys("Ada<Enter>");
    desk.keys("gLtrainings<Enter>nLaw of AI<Enter>").field(training::SKILLS).keys("legal<Space><Enter>").keys("gx");
    let seen = desk.wide();
    assert!(seen.contains("legal: TR-01 Law of AI") && seen.contains("risk: no training is planned"), "{seen}");
}

#[test]
fn s4_33_the_why_stands_beside_the_what_in_every_register() {
    let mut desk = Desk::with_people();
    desk.keys("gLobjectives<Enter>nAll systems known<Enter>").field(objective::REQUIREMENTS).keys("6.2<Enter>");
    desk.field(objective::RESULT).keys("Thirteen systems found<Esc>");
    desk.keys("q").keys("D<Enter>Ada<Enter>The board wants it<Enter><Enter>").reopen();
    desk.keys("gLobjectives<Enter><Enter>");
    let seen = desk.wide();
    assert!(seen.contains("Intent") && seen.contains("6.2:"), "{seen}");
    assert!(seen.contains("Decision") && seen.contains("D-01") && seen.contains("Effect"), "{seen}");
    assert!(seen.contains("Thirteen systems found"), "{seen}");
    // A finding leads to its requirement by the same lines.
    desk.keys("gfnNobody tested<Enter>").field(finding::AGAINST).keys("A.6.2.4<Enter>").reopen();
    desk.keys("gf<Enter>");
    let page = desk.bench.text(140, 120);
    assert!(page.contains("A.6.2.4:"), "{page}");
    assert_eq!(desk.newest(Kind::Finding).refs(finding::AGAINST), [id("A.6.2.4")]);
}

#[test]
fn s4_30_what_lies_untouched_and_what_is_thinly_proven_is_seen() {
    let mut desk = Desk::demo();
    desk.keys("gU");
    let seen = desk.wide();
    assert!(seen.contains("UNTOUCHED FOR 60 DAYS OR MORE"), "{seen}");
    let first = seen.lines().find(|l| l.starts_with("> ")).expect("something is old").to_string();
    assert!(first.contains(" d  "), "{seen}");
    // What is touched leaves the list, also after a restart.
    let id = first.split_whitespace().nth(1).unwrap().to_string();
    desk.keys("<Enter>Abefore it is forgotten<Enter>").keys("gU");
    desk.keys("/thinly<Enter>");
    assert!(desk.wide().contains("alone"), "{}", desk.wide());
    // Evidence of one's own making proves little by itself.
    let mut desk = Desk::with_people();
    desk.field_of("A.6.2.4", item::STATE).keys("in place<Enter>");
    desk.field_of("A.6.2.4", item::EVIDENCE).keys("Our own sheet<Enter>").field_of("E-01", evidence::OWN);
    desk.keys("yes<Enter>").reopen();
    assert_eq!(desk.spots("soa.proof-thin"), [crate::desk::id("A.6.2.4")]);
    desk.keys("gU");
    assert!(desk.wide().contains("made by ourselves"), "{}", desk.wide());
    assert!(!id.is_empty());
}
