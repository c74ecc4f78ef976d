//! One system from plan to release and change: what it needs, on what its release rests, how its controls differ, and the
//! records that risk and impact are.

use crate::desk::{Desk, id};
use aims::{
    app::Msg,
    domain::{
        Kind, Listing,
        kinds::{
            DRAFT, WITHDRAWN, alteration, assessment, control_at, decision, document,
            item::{self, Use},
            mapping, method, obligation, plan_item,
            risk::{self, Picture},
            round, supplier,
            system::{self, State},
        },
    },
    ui::Place,
};

/// A new system on its page.
fn system(desk: &mut Desk, name: &str) {
    desk.keys(&format!("gin{name}<Enter>"));
}

/// The whole page of a record.
fn page(desk: &mut Desk, of: &str) -> String {
    desk.bench.message(Msg::Go(Place::Record(id(of))));
    desk.bench.settle();
    desk.bench.text(140, 160)
}

/// The lines of a part of a page.
fn part(page: &str, head: &str) -> String {
    let all: Vec<&str> = page.lines().collect();
    let from = all.iter().position(|l| l.contains(head)).unwrap_or_else(|| panic!("no {head} in\n{page}"));
    let is_head = |l: &&str| l.trim().chars().take(6).all(|c| c.is_uppercase() || c == ' ') && !l.trim().is_empty();
    let rest = all[from + 1..].iter().copied().take_while(|l| !is_head(l));
    rest.collect::<Vec<_>>().join("\n")
}

#[test]
fn s0_11_a_system_says_what_it_still_needs() {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>nTo certification<Enter>");
    system(&mut desk, "Route finder");
    desk.field(system::STATE).keys("p<Enter>").reopen();
    let needs = |desk: &mut Desk| part(&page(desk, "S-01"), "STILL NEEDED");
    let told = needs(&mut desk);
    for words in [
        "no risk class, no owner, scope undecided",
        "nobody asked whether it may be used",
        "questions of the EU AI Act are not answered",
        "none yet; F begins one",
        "no risk names it",
        "no plan item names it",
        "controls",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert_eq!(desk.spots("inventory.in-no-plan"), [id("S-01")]);
    // Each is done where it belongs, and goes from the list.
    desk.field_of("PL-01", plan_item::SYSTEMS).keys("S-01<Enter>");
    desk.field_of("S-01", system::OWNER).keys("Ada<Enter>").field(system::TIER).keys("L<Enter>");
    desk.field(system::APPROVAL).keys("approved<Enter>").field(system::SCOPE).keys("i<Enter>");
    desk.keys("gRnLate routes<Enter>").field(risk::SYSTEMS).keys("S-01<Enter>").reopen();
    let told = needs(&mut desk);
    for words in ["no owner", "nobody asked", "no risk names it", "no plan item names it"] {
        assert!(!told.contains(words), "{words}\n{told}");
    }
    assert!(told.contains("not looked at: privacy") && told.contains("1 not rated"), "{told}");
    assert_eq!(desk.spots("inventory.in-no-plan"), []);
}

#[test]
fn s2_02_why_a_system_was_let_go_live_is_answered_from_its_page_as_of_that_step() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Claims filter");
    desk.field(system::TIER).keys("L<Enter>").field(system::OWNER).keys("Ada<Enter>");
    desk.field(system::SCOPE).keys("i<Enter>").field(system::STATE).keys("t<Enter>");
    desk.keys("gRnWrong refusals<Enter>").field(risk::SYSTEMS).keys("S-01<Enter>");
    desk.keys("qr34").keys("gi/Claims<Enter>F");
    let made = desk.newest(Kind::Assessment);
    for field in assessment::empty_sections(&made) {
        desk.field(field).keys("Looked at.<Esc>");
    }
    desk.keys("gLimpact assessments<Enter>De<Enter>Ben<Enter>it helps<Enter><Enter>");
    // The release is decided by name, with a condition of its own to come: effects were not rated, so a reason is asked.
    if desk.record("IA-01").choice(assessment::STATE) != Some(2) {
        desk.keys("short way, rated by the release<Enter>");
    }
    desk.keys("gi/Claims<Enter>Drelease<Enter>Ben<Enter>The pilot ran clean for a month<Enter>2027-06-30<Enter>borne for now<Enter>")
        .reopen();
    assert_eq!(State::of(&desk.record("S-01"), system::STATE), Some(State::Live));
    let release = desk
        .records()
        .all(Kind::Decision)
        .find(|d| d.choice(decision::TYPE) == Some(decision::Type::Release as u8))
        .unwrap()
        .clone();
    let kept = release.text(decision::RESTED).to_string();
    for words in [
        "Day: 2026-11-24, S-01 Claims filter",
        "Class: Low",
        "state: pilot",
        "Owner: Ada Berg",
        "IA-01",
        "R-01 Wrong refusals: L3 C4",
    ] {
        assert!(kept.contains(words), "{words}\n{kept}");
    }
    // One page answers it: who, when, until when, why, on what; and what is otherwise by now stands beside it.
    let why = part(&page(&mut desk, "S-01"), "WHY IT MAY RUN");
    assert!(why.contains("by Ben Cole on 2026-11-24, until 2027-06-30"), "{why}");
    assert!(why.contains("The pilot ran clean for a month") && why.contains("R-01 Wrong refusals: L3 C4"), "{why}");
    desk.keys("gR/Wrong<Enter>r11fewer by now<Enter>").reopen();
    let why = part(&page(&mut desk, "S-01"), "WHY IT MAY RUN");
    assert!(why.contains("L3 C4") && why.contains("today") && why.contains("L1 C1"), "{why}");
    assert_eq!(desk.record(&release.id.to_string()).text(decision::RESTED), kept, "what it rested on stays");
    // A significant change afterwards makes the release due for a look.
    assert_eq!(desk.spots("inventory.release-stale"), []);
    desk.keys("gLchanges<Enter>nNew model<Enter>").field(alteration::TOUCHES).keys("S-01<Enter>");
    desk.field(alteration::SIGNIFICANT).keys("yes<Enter>").field(alteration::MADE).keys("2026-11-24<Enter>");
    desk.field_of("D-02", decision::DECIDED).keys("<C-u>2026-11-20<Enter>").reopen();
    assert_eq!(desk.spots("inventory.release-stale"), [id("S-01")]);
}

#[test]
fn s3_20_controls_stand_at_stages_and_stages_without_any_are_seen() {
    let mut desk = Desk::empty();
    desk.keys("gc/A.6.2.4<Enter>ay<Enter>").keys("gc/A.6.2.6<Enter>ay<Enter>").reopen();
    desk.keys("gS");
    let seen = desk.screen();
    let row = |seen: &str, stage: &str| seen.lines().find(|l| l.contains(stage)).unwrap_or_default().to_string();
    assert!(
        row(&seen, "verification and validati").contains('1') && !row(&seen, "verification").contains("NONE"),
        "{seen}"
    );
    assert!(row(&seen, "retirement").contains("NONE") && row(&seen, "inception").contains("NONE"), "{seen}");
    let spot = desk.spots("soa.stage-uncovered");
    assert_eq!(spot, [id("ORG-1")]);
    // An own control says its stages itself, and the list of controls narrows by them.
    desk.keys("gcnSwitching a system off<Enter>").field(item::OWN_STAGES).keys("retirement<Space><Enter>").reopen();
    desk.keys("gS");
    let seen = desk.screen();
    assert!(!row(&seen, "retirement").contains("NONE") && seen.contains("C-01"), "{seen}");
    desk.keys("gc/retirement<Enter>");
    assert!(desk.screen().contains("Switching a system off") && desk.screen().contains("1 of 39"), "{}", desk.screen());
}

#[test]
fn s3_21_a_control_has_an_outcome_and_systems_meet_it_each_in_their_way() {
    let mut desk = Desk::with_people();
    for name in ["Claims filter", "Photo check"] {
        system(&mut desk, name);
    }
    desk.field_of("A.6.2.4", item::OUTCOME).keys("Nobody meets a result that was not tested for people like them<Esc>");
    for (at, way) in
        [("S-01", "Two thousand closed claims, compared by site"), ("S-02", "Photos taken at dusk and in rain")]
    {
        desk.keys(&format!("gLlocal controls<Enter>nTests of {at}<Enter>"));
        desk.field(control_at::CONTROL).keys("A.6.2.4<Enter>").field(control_at::SYSTEM).keys(&format!("{at}<Enter>"));
        desk.field(control_at::WAY).keys(&format!("{way}<Esc>"));
    }
    desk.reopen();
    let local = page(&mut desk, "CS-02");
    assert!(
        local.contains("Outcome to meet") && local.contains("people like them") && local.contains("dusk"),
        "{local}"
    );
    let control = page(&mut desk, "A.6.2.4");
    assert!(control.contains("Ways at systems") && control.contains("S-01 ") && control.contains("S-02 "), "{control}");
    assert_eq!(desk.record("CS-01").text(control_at::WAY), "Two thousand closed claims, compared by site");
}

#[test]
fn s2_20_controls_are_found_by_everyday_words() {
    let mut desk = Desk::empty();
    for (word, there, not) in [
        ("data", "A.7.4", "A.9.2"),
        ("development", "A.6.2.3", "A.8.4"),
        ("testing", "A.6.2.4", "A.2.2"),
        ("deployment", "A.6.2.5", "A.7.3"),
        ("monitoring", "A.6.2.6", "A.7.3"),
        ("incidents", "A.8.4", "A.7.3"),
    ] {
        desk.keys(&format!("gc/{word}<Enter>"));
        let seen = desk.wide();
        assert!(seen.contains(there) && !seen.contains(&format!("{not} ")), "{word}\n{seen}");
        desk.keys("<Esc>");
    }
    // Own words stand before the usual ones.
    desk.field_of("A.9.2", item::OWN_WORDS).keys("testing<Space><Enter>").reopen();
    desk.keys("gc/testing<Enter>");
    assert!(desk.wide().contains("A.9.2 "), "{}", desk.wide());
}

#[test]
fn s2_21_the_counterpart_in_27001_stands_beside_a_control() {
    let mut desk = Desk::empty();
    desk.keys("gLother standards<Enter>pA.5.1<Enter>").reopen();
    let pairs: Vec<_> = desk.records().all(Kind::Mapping).cloned().collect();
    let pair = pairs.iter().find(|m| !m.refs(mapping::OURS).is_empty()).unwrap_or_else(|| panic!("{pairs:?}"));
    let ours = pair.refs(mapping::OURS)[0].to_string();
    let seen = page(&mut desk, &ours);
    assert!(seen.contains("In other standards") && seen.contains(pair.text(mapping::REFERENCE)), "{seen}");
}

#[test]
fn s0_06_catalogue_and_templates_are_ready_and_take_own_entries() {
    let mut desk = Desk::with_people();
    // One key and a word: cause, signs, controls, measure, references.
    desk.keys("gRcconcept drift<Enter>").reopen();
    let taken = desk.record("R-01");
    for field in
        [risk::CAUSE, risk::SIGNS, risk::CONTROLS, risk::WATCHED, risk::SEE, risk::SOURCES, risk::HITS, risk::STAGE]
    {
        assert!(!taken.value(field).is_empty(), "{}", risk::FIELDS[field].label);
    }
    // An own entry: a risk that is offered again.
    desk.keys("gRnDepot staff overrule the rota<Enter>").field(risk::AREA).keys("oversight<Enter>");
    desk.field(risk::CAUSE).keys("The rota ignores swaps among staff<Esc>").field(risk::OFFERED).keys("yes<Enter>");
    desk.reopen();
    desk.keys("gRcdepot staff<Enter>").reopen();
    let again = desk.newest(Kind::Risk);
    assert_eq!((again.id, again.title()), (id("R-03"), "Depot staff overrule the rota"));
    assert_eq!(again.text(risk::CAUSE), "The rota ignores swaps among staff");
    assert!(again.value(risk::OFFERED).is_empty() && again.value(risk::LIKELIHOOD).is_empty());
    // An assessment starts by one key from the built-in template, or from an own one.
    system(&mut desk, "Rota");
    desk.keys("F").reopen();
    assert_eq!(desk.record("IA-01").one(assessment::SYSTEM), Some(id("S-01")));
    desk.keys("gLimpact assessments<Enter>nTemplate for planning<Enter>");
    desk.field(assessment::BORDERS)
        .keys("Planning of people at work<Esc>")
        .field(assessment::TEMPLATE)
        .keys("yes<Enter>");
    system(&mut desk, "Second rota");
    desk.keys("F");
    assert!(
        desk.screen().contains("your own template") && desk.screen().contains("full assessment"),
        "{}",
        desk.screen()
    );
    desk.keys("Template<Enter>").reopen();
    let from = desk.newest(Kind::Assessment);
    assert_eq!(
        (from.one(assessment::SYSTEM), from.text(assessment::BORDERS)),
        (Some(id("S-02")), "Planning of people at work")
    );
    assert!(from.value(assessment::TEMPLATE).is_empty());
}

#[test]
fn s2_26_a_breach_of_law_names_measure_and_duties() {
    let mut desk = Desk::empty();
    desk.keys("gLlegal register<Enter>nTell people that they talk to AI<Enter>");
    desk.field(obligation::SOURCE).keys("EU AI Act<Enter>");
    desk.keys("gLlegal register<Enter>nHear the works council<Enter>");
    desk.keys("gRcbreach of AI<Enter>").reopen();
    let taken = desk.record("R-01");
    assert_eq!(taken.refs(risk::DUTIES), [id("L-01")], "duties of the Act for a breach of the Act");
    assert!(!taken.text(risk::WATCHED).is_empty() && !taken.text(risk::CAUSE).is_empty());
    desk.keys("gRcother law<Enter>").reopen();
    assert_eq!(desk.record("R-02").refs(risk::DUTIES), [id("L-02")]);
    assert!(page(&mut desk, "L-01").contains("R-01"));
}

#[test]
fn s2_28_a_plan_with_a_risk_left_alone_is_saved_and_not_given_out() {
    let mut desk = Desk::with_people();
    desk.keys("gRnWrong refusals<Enter>qr55").keys("<Esc>");
    let issue = ":issue a paper<Enter>treatment plan<Enter>Ada<Enter>AIMS lead<Enter><Enter>";
    desk.keys("gh").keys(issue);
    let said = desk.status();
    assert!(said.contains("R-01 is above the appetite without an option, a control, an owner, a day"), "{said}");
    assert!(desk.records().all(Kind::IssuedPaper).next().is_none());
    let draft = desk.keys("<Esc><Esc>gh").paper("treatment plan", "md");
    assert!(draft.contains("Wrong refusals") && draft.contains("without an option"), "it can be saved\n{draft}");
    desk.field_of("R-01", risk::OWNER).keys("Ben<Enter>").field(risk::DUE).keys("+60<Enter>");
    desk.keys("tr").keys("A.6.2.4<Space><Enter>").reopen();
    desk.keys("gh").keys(issue).reopen();
    let issued: Vec<_> = desk.records().all(Kind::IssuedPaper).cloned().collect();
    assert_eq!(issued.len(), 1, "{}", desk.status());
}

#[test]
fn each_rating_has_its_day_and_its_reason_in_one_step() {
    let mut desk = Desk::empty();
    desk.keys("gRnDrift<Enter>qr34");
    desk.keys("gr");
    for (looks, rating, why) in
        [(1, "23", "after the alarm"), (2, "12", "where we want it"), (3, "55", "no control at all")]
    {
        desk.keys(&"b".repeat(looks)).keys(&format!("r{rating}{why}<Enter>"));
        desk.keys(&"b".repeat(4 - looks));
    }
    desk.reopen();
    let risk = desk.record("R-01");
    for (picture, cell, why) in
        [(Picture::Residual, (2, 3), "after the alarm"), (Picture::Target, (1, 2), "where we want it")]
    {
        let (on, reason) = picture.account();
        assert_eq!(picture.cell(&risk), Some(cell), "{picture:?}");
        assert_eq!((risk.date(on), risk.text(reason)), (Some(crate::desk::now().date()), why));
    }
    let steps = desk.history("R-01").len();
    desk.field_of("R-01", risk::INHERENT_LIKELIHOOD).keys("5").keys("4nothing guards it<Enter>").reopen();
    assert_eq!(desk.history("R-01").len(), steps + 1, "one step");
    let risk = desk.record("R-01");
    assert_eq!(Picture::Inherent.cell(&risk), Some((5, 4)));
    assert_eq!(risk.text(risk::INHERENT_WHY), "nothing guards it");
    desk.keys("u").reopen();
    assert_eq!(Picture::Inherent.cell(&desk.record("R-01")), Some((5, 5)));
}

#[test]
fn s3_18_the_method_is_a_versioned_record_that_the_register_follows() {
    let mut desk = Desk::with_people();
    desk.keys("gRnOld rating<Enter>qr22").keys("gM");
    desk.field(method::PROCEDURE).keys("System owners look for risks each quarter<Esc>");
    desk.field(method::CRITERIA).keys("High is borne by the board alone<Esc>").field(method::INTERVAL).keys("6<Enter>");
    desk.keys("gMDe<Enter>Ada<Enter>first version<Enter><Enter>").reopen();
    let approved = desk.record("RM-1");
    assert!(method::is_approved(&approved) && approved.one(method::APPROVED_BY) == Some(id("P-01")));
    // Approved, it changes with a reason or as another version only.
    desk.keys("gM").field(method::APPETITE).keys("<C-u>L<Enter>");
    assert!(desk.screen().contains("approved as version 1: why is it changed"), "{}", desk.screen());
    desk.keys("<Esc><Esc>").reopen();
    assert_eq!(desk.record("RM-1").text(method::APPETITE), "M");
    desk.keys("gM").field(method::VERSION).keys("<C-u>2<Enter>");
    desk.keys("gM").field(method::STATE).keys("draft<Enter>");
    desk.keys("gM").field(method::APPETITE).keys("<C-u>L<Enter>").reopen();
    assert_eq!(desk.record("RM-1").text(method::APPETITE), "L");
    // The register follows: scales, version and rules stand in it, and ratings grow old by its interval.
    let paper = desk.keys("gh").paper("risk register", "md");
    for words in ["System owners look for risks", "High is borne by the board alone", "every 6 months"] {
        assert!(paper.contains(words), "{words}\n{paper}");
    }
    desk.field_of("R-01", risk::RATED).keys("<C-u>2026-04-01<Enter>").reopen();
    assert_eq!(desk.spots("risk.rating-old"), [id("R-01")]);
    assert!(desk.history("RM-1").len() >= 6, "every version stays in its history");
}

#[test]
fn s0_36_help_with_its_number_in_annex_b_stands_beside_each_question() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Claims filter");
    desk.keys("FW");
    let seen = desk.screen();
    assert!(seen.contains("PART 1 OF 19") && seen.contains("(B.5.2)"), "{seen}");
    assert!(seen.contains("Does the use fall under a ban"), "{seen}");
    let mut numbers = Vec::new();
    for at in 1..=19 {
        let seen = desk.bench.text(80, 60);
        let head = seen.lines().find(|l| l.contains(&format!("PART {at} OF 19"))).unwrap_or_else(|| panic!("{seen}"));
        numbers.push(head.split("(B.").nth(1).unwrap_or_else(|| panic!("{head}")).to_string());
        desk.keys("<Right>");
    }
    assert_eq!(numbers.len(), 19);
    assert!(desk.status().contains("last part"), "{}", desk.status());
    // What is written is kept with the part; what does not apply says so and why.
    desk.keys("<Left>gg").keys("q").keys("W").keys("<Enter>").keys("Pays or refuses claims.<Esc>");
    desk.keys("<Right>").keys("n").keys("see the contract<Enter>");
    desk.reopen();
    let kept = desk.record("IA-01");
    assert_eq!(kept.text(assessment::SCREENING), "Pays or refuses claims.");
    assert_eq!(kept.text(assessment::BORDERS), "Does not apply: see the contract");
    // Opened again it goes on where something is still to be said.
    desk.keys("gLimpact assessments<Enter>W");
    assert!(
        desk.screen().contains("PART 3 OF 19") && desk.screen().contains("2 of 19 parts said"),
        "{}",
        desk.screen()
    );
    desk.keys("gh").keys("gLimpact assessments<Enter>F").keys("W<Home>");
    assert!(desk.bench.text(80, 70).contains("ALL PARTS"), "{}", desk.screen());
}

#[test]
fn s0_37_an_assessment_goes_from_draft_over_review_to_approved_with_catalogue_and_templates() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Sorts photos");
    desk.field(system::TIER).keys("L<Enter>").keys("giF");
    let made = desk.newest(Kind::Assessment);
    assert_eq!(made.choice(assessment::STATE), Some(DRAFT));
    for field in assessment::empty_sections(&made) {
        desk.field(field).keys("Looked at.<Esc>");
    }
    for (level, why) in &assessment::RATED[..3] {
        desk.field(*level).keys("low<Enter>").field(*why).keys("Nothing follows from it.<Esc>");
    }
    desk.field(assessment::OUTCOME).keys("go ahead<Enter>");
    desk.keys("gLimpact assessments<Enter>>").reopen();
    assert_eq!(desk.record("IA-01").choice(assessment::STATE), Some(1), "in review");
    // Nobody approves it without name and role.
    desk.keys("gLimpact assessments<Enter>>");
    assert!(desk.status().contains("not approved without who approves it"), "{}", desk.status());
    desk.keys("De<Enter>Ada<Enter>sound<Enter><Enter>").reopen();
    let approved = desk.record("IA-01");
    assert!(assessment::is_approved(&approved) && approved.one(assessment::APPROVED_BY) == Some(id("P-01")));
    assert!(approved.date(assessment::VALID).is_some());
}

#[test]
fn s0_43_which_of_the_two_records_is_meant_is_said_when_one_is_made() {
    let mut desk = Desk::empty();
    desk.keys("gRn");
    let flat = |seen: String| seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = flat(desk.screen());
    assert!(seen.contains("What a system does to people is no risk of ours"), "{seen}");
    desk.keys("<Esc>gLimpact assessments<Enter>n");
    let seen = flat(desk.screen());
    assert!(seen.contains("What could go wrong for us is a risk"), "{seen}");
    // Made from either end, they point to each other.
    desk.keys("<Esc>").keys("gRnUnfair order<Enter>").keys("gLimpact assessments<Enter>nOrder<Enter>");
    desk.field(assessment::RISKS).keys("R-01<Enter>").reopen();
    assert!(page(&mut desk, "R-01").contains("IA-01"));
}

#[test]
fn s2_31_a_grid_shows_how_far_the_assessment_of_each_high_system_is() {
    let mut desk = Desk::with_people();
    for (name, class) in [("Triage", "H"), ("Ranking", "C"), ("Sorter", "L")] {
        system(&mut desk, name);
        desk.field(system::TIER).keys(&format!("{class}<Enter>"));
    }
    desk.keys("gi/Ranking<Enter>F").reopen();
    desk.keys("gI");
    let seen = desk.screen();
    assert!(seen.contains("HIGH AND CRITICAL: 2") && seen.contains("OTHER SYSTEMS: 1"), "{seen}");
    let row = |seen: &str, name: &str| seen.lines().find(|l| l.contains(name)).unwrap_or_default().to_string();
    let head = seen.lines().find(|l| l.contains("HIGH AND")).unwrap().to_string();
    assert_eq!(row(&seen, "Triage").find(" x").map(|at| at + 1), head.find("none"), "{seen}");
    assert_eq!(row(&seen, "Ranking").find("IA-01"), head.find("draft"), "{seen}");
    // From the grid: what is missing is begun, what is there is opened.
    desk.keys("/Triage<Enter>F").reopen();
    assert_eq!(desk.record("IA-02").one(assessment::SYSTEM), Some(id("S-01")));
    desk.keys("gI/Ranking<Enter><Enter>");
    assert!(desk.screen().contains("IA-01"), "{}", desk.screen());
    desk.field_of("IA-01", assessment::STATE).keys("in review<Enter>").reopen();
    desk.keys("gI");
    let seen = desk.screen();
    assert_eq!(row(&seen, "Ranking").find("IA-01"), head.find("review"), "{seen}");
}

#[test]
fn s2_32_policy_rules_for_data_and_documents_of_models_are_expected_each_with_its_state() {
    let mut desk = Desk::empty();
    desk.keys("gX");
    let seen = desk.screen();
    for words in ["AI policy", "rules for data", "documents of the model life cycle"] {
        assert!(seen.lines().any(|l| l.contains(words) && l.contains("MISSING")), "{words}\n{seen}");
    }
    desk.keys("pAI policy").keys("<Esc><Esc>").keys("gXp").keys("policy<Space><Enter>").reopen();
    desk.keys("gX");
    assert!(desk.screen().lines().any(|l| l.contains("AI policy") && l.contains("draft")), "{}", desk.screen());
    assert_eq!(desk.spots("document.expected-missing"), [id("ORG-1")]);
    desk.keys("gLprocedures<Enter>nRules for data<Enter>").field(document::ITEMS).keys("A.7.2<Space><Enter>");
    desk.keys("gLprocedures<Enter>nModels from need to end<Enter>")
        .field(document::ITEMS)
        .keys("A.6.2.3<Space><Enter>");
    desk.reopen().keys("gX");
    let seen = desk.screen();
    assert!(seen.lines().any(|l| l.contains("rules for data") && l.contains("draft")), "{seen}");
    assert!(seen.lines().any(|l| l.contains("model life cycle") && l.contains("draft")), "{seen}");
}

#[test]
fn s3_23_versions_follow_each_other_with_their_differences_and_say_where_they_live() {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>").field(document::VERSION).keys("1.0<Enter>");
    desk.field(document::KEPT).keys("git policies@4f2c9aa ai-policy.md<Enter>");
    desk.keys("gLpolicies<Enter>De<Enter>Ada<Enter>agreed<Enter><Enter>").reopen();
    assert!(document::is_approved(&desk.record("DO-01")));
    // The next version starts from it and stays a draft beside it.
    desk.keys("gLpolicies<Enter>F");
    let next = desk.record("DO-02");
    assert_eq!((next.text(document::VERSION), next.one(document::REPLACES)), ("1.1", Some(id("DO-01"))));
    desk.field(document::KEPT).keys("<C-u>git policies@77b01de ai-policy.md<Enter>");
    desk.field(document::CHANGES).keys("Suppliers were added<Esc>").reopen();
    assert!(document::is_approved(&desk.record("DO-01")), "the one before holds until then");
    let seen = page(&mut desk, "DO-02");
    let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Version: 1.0, now 1.1") && flat.contains("4f2c9aa"), "{seen}");
    desk.keys("gLpolicies<Enter>/1.1<Enter>F");
    desk.keys("gLpolicies<Enter>/1.0<Enter>F");
    assert!(desk.status().contains("next version of DO-01 already"), "{}", desk.status());
    // Approved, it takes the place of the one before, and one undo gives that back.
    let before = desk.records().count(Kind::Document);
    desk.field_of("DO-02", document::TITLE).keys("<Esc>De<Enter>Ada<Enter>with suppliers<Enter><Enter>").reopen();
    assert_eq!(desk.record("DO-01").choice(document::STATE), Some(WITHDRAWN));
    assert!(document::is_approved(&desk.record("DO-02")));
    assert!(desk.records().count(Kind::Document) >= before.min(2));
    desk.keys("u").reopen();
    assert!(document::is_approved(&desk.record("DO-01")) && !document::is_approved(&desk.record("DO-02")));
}

#[test]
fn closing_the_review_of_a_supplier_sets_its_day_and_its_result() {
    let mut desk = Desk::with_people();
    desk.keys("gsnLexora<Enter>").keys("gsF");
    let review = desk.newest(Kind::Round);
    let answers: Vec<String> = desk.records().all(Kind::Answer).map(|a| a.id.to_string()).collect();
    for (at, answer) in answers.iter().enumerate() {
        use aims::domain::kinds::answer;
        desk.field_of(answer, answer::VERDICT).keys("conforms<Enter>");
        desk.field_of(answer, answer::PROOF).keys(if at % 4 == 3 { "told<Enter>" } else { "proven<Enter>" });
    }
    assert!(desk.record("SU-01").value(supplier::ASSESSED).is_empty(), "nothing before it is closed");
    desk.field_of(&review.id.to_string(), round::CONCLUSION).keys("Sound; two duties are still to be agreed.<Esc>");
    desk.field(round::STATE).keys("closed<Enter>");
    if desk.record(&review.id.to_string()).choice(round::STATE) != Some(2) {
        desk.keys("all was asked<Enter>");
    }
    desk.reopen();
    let closed = desk.record("SU-01");
    assert_eq!(closed.date(supplier::ASSESSED), Some(crate::desk::now().date()), "{}", desk.screen());
    assert!(closed.choice(supplier::RESULT).is_some());
    assert_eq!(desk.spots("supplier.rhythm-passed"), []);
    assert_eq!(Listing::whole(Kind::Supplier).kind(), Kind::Supplier);
    assert!(Use::Yes as u8 == 0);
}

/// Two systems with a risk each, and a unit that has the second one.
fn pilot() -> Desk {
    let mut desk = Desk::with_people();
    for (name, risk_name) in [("Triage", "Wrong order"), ("Rota", "Unfair shifts")] {
        system(&mut desk, name);
        desk.keys(&format!("gRn{risk_name}<Enter>")).field(risk::SYSTEMS).keys(&format!("{name}<Enter>"));
    }
    desk.keys("gRnNobody answers for AI<Enter>");
    desk.keys("gLprocesses<Enter>nDepot<Enter>").field(aims::domain::kinds::scope_item::SYSTEMS).keys("Rota<Enter>");
    desk.reopen();
    desk
}

#[test]
fn s4_31_one_system_or_one_unit_is_made_the_scope_and_everything_runs_on_it() {
    let mut desk = pilot();
    desk.keys("gFTriage<Enter>");
    assert!(desk.status().contains("S-01"), "{}", desk.status());
    let sees = |desk: &mut Desk, keys: &str| {
        desk.keys(keys);
        desk.wide()
    };
    for _ in 0..2 {
        let (systems, risks) = (sees(&mut desk, "gi"), sees(&mut desk, "gR"));
        assert!(systems.contains("S-01 ONLY") && systems.contains("Triage") && !systems.contains("Rota"), "{systems}");
        assert!(
            risks.contains("Wrong order") && risks.contains("Nobody answers") && !risks.contains("Unfair"),
            "{risks}"
        );
        let map = sees(&mut desk, "gr");
        assert!(map.contains("2 risks") && !map.contains("Unfair shifts"), "{map}");
        let checks = sees(&mut desk, "gk/risk class<Enter>");
        assert!(checks.contains("S-01") && !checks.contains("S-02"), "{checks}");
        let ready = sees(&mut desk, "<Esc>gZ");
        assert!(ready.contains("S-01 Triage"), "{ready}");
        // It is kept for the next time.
        desk.reopen();
    }
    // A unit stands for its systems, and the whole comes back with the same key.
    desk.keys("gi").keys("gFDepot<Enter>");
    let systems = sees(&mut desk, "gi");
    assert!(systems.contains("SC-01 ONLY") && systems.contains("Rota") && !systems.contains("Triage"), "{systems}");
    desk.keys("gFwhole<Enter>");
    let systems = sees(&mut desk, "gi");
    assert!(systems.contains("Rota") && systems.contains("Triage") && !systems.contains("ONLY"), "{systems}");
    // A round can be held on it alone, and so can an assessment and a plan.
    desk.keys("gongPilot<Enter>e").field(round::SYSTEMS).keys("Triage<Enter>").reopen();
    assert_eq!(desk.newest(Kind::Round).refs(round::SYSTEMS), [id("S-01")]);
}

#[test]
fn s4_32_the_scope_widens_and_the_answers_of_the_pilot_are_the_start() {
    use aims::domain::kinds::answer;
    let mut desk = pilot();
    desk.keys("gong<C-u>Pilot<Enter>e").field(round::SYSTEMS).keys("Triage<Enter>");
    desk.keys("goG<Enter>nAda<Enter>").keys("top management<Enter>").reopen();
    let asked = desk.records().all(Kind::Answer).count();
    assert!(asked > 0, "{}", desk.screen());
    let first = desk.records().all(Kind::Answer).next().unwrap().id.to_string();
    desk.field_of(&first, answer::NOTE).keys("> the owner is named on the sheet<Esc>");
    desk.field_of(&first, answer::VERDICT).keys("conforms<Enter>");
    desk.keys("go<Enter>w");
    assert!(desk.screen().contains("which systems join") && !desk.screen().contains("Triage "), "{}", desk.screen());
    desk.keys("Rota<Enter>").reopen();
    let wider = desk.newest(Kind::Round);
    assert_eq!(wider.refs(round::SYSTEMS), [id("S-01"), id("S-02")]);
    assert_eq!((wider.choice(round::TYPE), wider.one(round::BASE)), (Some(0), Some(id("RD-01"))));
    let new: Vec<_> = desk.records().all(Kind::Answer).skip(asked).cloned().collect();
    assert_eq!(new.len(), asked);
    let behind =
        new.iter().find(|a| a.one(answer::BASE) == Some(id(&first))).expect("the first question is asked again");
    assert!(behind.choice(answer::VERDICT).is_none_or(|v| v == 0), "it is judged anew");
    desk.field_of(&behind.id.to_string(), answer::NOTE).keys("<Esc>");
    assert!(desk.record(&first).text(answer::NOTE).contains("named on the sheet"), "the pilot stays");
    desk.keys("u").reopen();
    assert_eq!(desk.records().all(Kind::Round).count(), 1, "one undo takes it back");
}
