//! Risks: entered fast, rated with two keys, held against the appetite, treated by controls.

use crate::desk::{Desk, count};
use aims::domain::{
    Id, Kind,
    kinds::{item, method, risk},
};

fn pair(desk: &Desk, id: &str) -> (Option<i64>, Option<i64>) {
    let risk = desk.record(id);
    (risk.number(risk::LIKELIHOOD), risk.number(risk::CONSEQUENCE))
}

#[test]
fn s0_30_a_risk_in_under_a_minute_and_the_register_by_level() {
    let mut desk = Desk::empty();
    desk.keys("gR");
    for (name, rating) in [("Low one", "22"), ("Worst one", "55"), ("Middle one", "33")] {
        desk.keys(&format!("n{name}<Enter>q/{name}<Enter>r{rating}<Esc>"));
    }
    assert!(count("n<Enter>qr55") <= 6, "naming, entering and rating a risk");
    desk.reopen().keys("gR");
    let seen = desk.screen();
    let at = |name: &str| seen.find(name).unwrap_or_else(|| panic!("{name}:\n{seen}"));
    assert!(at("Worst one") < at("Middle one") && at("Middle one") < at("Low one"), "{seen}");
    assert_eq!(pair(&desk, "R-02"), (Some(5), Some(5)));
}

#[test]
fn s1_20_two_keys_rate_and_the_cell_moves() {
    let mut desk = Desk::demo();
    desk.keys("gr");
    let before = desk.screen();
    assert!(before.contains("L4 x C5") && before.contains("R-06"), "{before}");
    desk.keys("r");
    desk.keys("2").keys("3");
    // Asked for one line of reason, which is one step with the rating.
    desk.keys("the price table is tested now<Enter>");
    assert_eq!(pair(&desk, "R-06"), (Some(2), Some(3)));
    let after = desk.screen();
    assert!(after.contains("L2 x C3") && after.contains("R-06"), "{after}");
    assert_ne!(before, after);
    desk.reopen().keys("gr");
    assert_eq!(pair(&desk, "R-06"), (Some(2), Some(3)));
    assert_eq!(desk.record("R-06").text(risk::REASON), "the price table is tested now");
    assert!(!desk.screen().contains("L4 x C5"), "{}", desk.screen());
}

#[test]
fn s4_14_likelihood_and_consequence_are_analysed() {
    let mut desk = Desk::empty();
    desk.keys("gRnDrift of the scorer<Enter>");
    assert_eq!(desk.spots("risk.not-rated"), ["R-01".parse().unwrap()]);
    desk.keys("qr34");
    // The first rating is also the one before controls; a later one leaves it alone and wants a reason.
    desk.keys("r23alarm on drift is live<Enter>");
    desk.field_of("R-01", risk::RESIDUAL_LIKELIHOOD).keys("13<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("risk.not-rated"), []);
    let r = desk.record("R-01");
    let number = |f| r.number(f);
    assert_eq!((number(risk::INHERENT_LIKELIHOOD), number(risk::INHERENT_CONSEQUENCE)), (Some(3), Some(4)));
    assert_eq!((number(risk::LIKELIHOOD), number(risk::CONSEQUENCE)), (Some(2), Some(3)));
    assert_eq!((number(risk::RESIDUAL_LIKELIHOOD), number(risk::RESIDUAL_CONSEQUENCE)), (Some(1), Some(3)));
    desk.keys("gr");
    assert!(desk.screen().contains("L2 x C3"));
    desk.keys("b");
    assert!(desk.screen().contains("L1 x C3") && desk.screen().contains("view residual"), "{}", desk.screen());
    assert!(desk.history("R-01").iter().any(|e| e.label.contains("moved")));
}

#[test]
fn s4_15_risks_against_the_appetite() {
    let mut desk = Desk::empty();
    for (name, rating) in [("Worst", "55"), ("Middle", "33"), ("Least", "11")] {
        desk.keys(&format!("gRn{name} one<Enter>")).field(risk::AREA).keys("bias<Enter>");
        desk.keys(&format!("q/{name}<Enter>r{rating}<Esc>"));
    }
    desk.keys("gR");
    let word = |desk: &mut Desk, name: &str| {
        desk.keys(&format!("/{name}<Enter>"));
        let seen = desk.screen();
        desk.keys("<Esc>");
        ["above", "at", "below"].into_iter().find(|w| seen.contains(&format!("{w} the appetite")))
    };
    assert_eq!(word(&mut desk, "Worst"), Some("above"));
    assert_eq!(word(&mut desk, "Middle"), Some("at"));
    assert_eq!(word(&mut desk, "Least"), Some("below"));
    assert_eq!(desk.spots("risk.above-without-treatment"), ["R-01".parse().unwrap()]);
    // An area may have an appetite of its own.
    desk.keys("gM").field(method::AREAS).keys("bias: L<Esc>");
    desk.keys("gR");
    assert_eq!(word(&mut desk, "Middle"), Some("above"));
    desk.reopen().keys("gR");
    assert_eq!(word(&mut desk, "Middle"), Some("above"));
    assert_eq!(desk.spots("risk.above-without-treatment").len(), 2);
    // Bearing it anyway needs a name, a day and an end.
    desk.field_of("R-01", risk::TREATMENT).keys("a<Enter>");
    assert!(desk.status().contains("not accepted without who accepts it, the day"), "{}", desk.status());
    desk.keys("<Esc>").field(risk::ACCEPTED_BY).keys("H. Vance<Enter>");
    desk.field(risk::STATUS).keys("a<Enter>");
    assert!(desk.status().ends_with("not accepted without a next review after that day"), "{}", desk.status());
    desk.keys("<Esc>").field(risk::REVIEW).keys("+90<Enter>");
    desk.field(risk::TREATMENT).keys("a<Enter>").field(risk::STATUS).keys("a<Enter>");
    desk.reopen();
    let accepted = desk.record("R-01");
    assert_eq!(desk.records().name(accepted.one(risk::ACCEPTED_BY).unwrap()), "H. Vance");
    assert_eq!(accepted.date(risk::ACCEPTED_ON), Some(crate::desk::now().date()));
    assert_eq!(desk.spots("risk.accepted-without-name"), []);
    assert!(!desk.spots("risk.above-without-treatment").contains(&"R-01".parse().unwrap()));
}

#[test]
fn s4_16_controls_are_chosen_where_the_risk_is() {
    let mut desk = Desk::empty();
    desk.keys("gcnFour eyes on prompts<Enter>");
    let own = desk.newest(Kind::Item);
    assert!(item::is_control(&own) && own.title() == "Four eyes on prompts");
    desk.keys("gRnPrompt leaks<Enter>qr44");
    // What is done about it, then by which controls; clauses are none.
    desk.keys("tr");
    assert!(
        desk.screen().contains("A.2.2") && !desk.screen().contains(" 4.1 ") && desk.screen().contains("[ ]"),
        "{}",
        desk.screen()
    );
    desk.keys("A.6.2.6<Space><C-u>four<Space>eyes<Enter>");
    desk.reopen();
    let controls = desk.record("R-01").refs(risk::CONTROLS).to_vec();
    assert!(controls.contains(&own.id), "{controls:?}");
    assert!(controls.contains(&Id::item("A.6.2.6").unwrap()), "{controls:?}");
    assert_eq!(desk.spots("risk.above-without-control"), []);
    // The control knows its risk, and the other way round.
    desk.keys("gc/A.6.2.6<Enter>");
    assert!(desk.wide().contains("R-01"), "{}", desk.wide());
}

#[test]
fn s1_32_the_register_with_its_treatments_is_given_out_with_date_and_version() {
    let mut desk = Desk::demo();
    desk.keys(":issue a paper<Enter>risk register<Enter>Vance<Enter><Enter><Enter>");
    assert!(desk.status().contains("issued PP-04, Risk register, version 1"), "{}", desk.status());
    desk.keys("gh").reopen();
    let path = desk.folder.path().join("given-out.txt");
    let print = format!("Erisk register issued<Enter>Print version 1<Enter><C-u>{}<Enter>", path.display());
    desk.keys(&print);
    let given = std::fs::read_to_string(&path).unwrap();
    let flat = given.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Issued, version 1, approved by H. Vance (Chief executive), 2026-11-24"), "{given}");
    for words in ["R-06", "Wrong refusal of claims at scale", "reduce", "A.6.2.4"] {
        assert!(given.contains(words), "{words}: {given}");
    }
    // A rating of today is in the next version, and leaves the first as it is.
    desk.field_of("R-06", risk::TITLE).keys("<C-u>Claims refused<Enter>");
    desk.keys("gh:issue a paper<Enter>risk register<Enter>Vance<Enter><Enter><Enter>gh").reopen();
    std::fs::remove_file(&path).unwrap();
    desk.keys(&print);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), given);
    desk.keys("Erisk register issued<Enter>Compare version 1<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("version 2, approved by H. Vance"), "{seen}");
}

#[test]
fn s1_15_the_appetite_is_set_by_area_and_what_is_above_is_marked_and_wants_an_acceptance() {
    let mut desk = Desk::with_people();
    desk.keys("gM").field(method::AREAS).keys("privacy: L<Esc>");
    desk.keys("gRnLeak<Enter>").field(risk::AREA).keys("privacy<Enter>").keys("q").keys("r33<Esc>").reopen();
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let risk = desk.record("R-01");
    assert_eq!(risk::against_appetite(view, &risk), "above");
    let field = &risk::FIELDS[risk::APPETITE];
    assert_eq!(field.tone_of(view, &risk, risk::APPETITE), aims::domain::Tone::Bad);
    assert!(!desk.spots("risk.above-without-treatment").is_empty());
}
