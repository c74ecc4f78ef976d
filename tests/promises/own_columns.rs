//! The register you have comes in whole: its own scale, its own categories, and columns that no field takes.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind, Value, differences,
    kinds::{
        own_column::{self, Sort},
        risk,
    },
    own,
};
use std::fs;

const REGISTER: &str = "Risk ID,Risk,Likelihood,Impact,AI category,Exposure,Reviewed in\n\
    R-1,Bias in ranking,Low,Low,fairness,12.50,2025-Q1\n\
    R-2,Drift of the model,Medium,High,reliability,7,2026-03\n\
    R-3,Leak of prompts,High,Medium,fairness,1300,2026\n\
    R-4,Stale training data,Low,Medium,reliability,9,2025\n\
    R-5,Wrong refusals,Medium,Medium,fairness,10,2024\n\
    R-6,No human in the loop,High,High,reliability,11,2024-12-31\n";

fn imported() -> Desk {
    let mut desk = Desk::empty();
    let sheet = desk.folder.path().join("register.csv");
    fs::write(&sheet, REGISTER).unwrap();
    desk.keys(&format!(":import<Enter>{}<Enter>", sheet.display()));
    desk
}

/// The own column of the risks with this label.
fn column(desk: &Desk, label: &str) -> usize {
    let records = desk.records();
    let found = records.own(Kind::Risk).find(|(_, field)| field.label == label).map(|(at, _)| at);
    found.unwrap_or_else(|| {
        panic!("{label} is none of {:?}", records.own(Kind::Risk).map(|f| f.1.label).collect::<Vec<_>>())
    })
}

#[test]
fn s3_19_own_scales_and_categories_and_the_register_you_have() {
    let mut desk = imported();
    // A scale of another length is asked about once; columns that no field takes are own columns, and never ask.
    for _ in 0..12 {
        desk.keys("<Enter>");
    }
    desk.keys("P");
    let seen = desk.screen();
    assert!(seen.contains("NEW OWN COLUMNS") && seen.contains("AI category (choice)"), "{seen}");
    assert!(seen.contains("Exposure (number)") && seen.contains("Reviewed in (day)"), "{seen}");
    desk.keys("T");
    assert!(desk.record("R-06").title() == "No human in the loop", "{}", desk.screen());
    desk.reopen();
    let (category, exposure) = (column(&desk, "AI category"), column(&desk, "Exposure"));
    let of = |desk: &Desk, id: &str, field: usize| desk.record(id).text(field).to_string();
    assert_eq!((of(&desk, "R-01", category), of(&desk, "R-03", exposure)), ("fairness".into(), "1300".into()));
    assert!(desk.record("R-02").number(risk::LIKELIHOOD).is_some(), "the scale was answered");

    // Listed, filtered, sorted by number, and edited for all at once.
    desk.keys("gR/fairness<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("3 of 6 rows") && seen.contains("Bias in ranking") && !seen.contains("Drift"), "{seen}");
    desk.keys("*=AI cat<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("reliability") && seen.contains("fairness"), "{seen}");
    desk.keys("r<Enter>");
    let all = ["R-01", "R-03", "R-05"];
    assert!(all.iter().all(|id| of(&desk, id, category) == "reliability"), "{}", desk.screen());
    desk.keys("<Esc><Esc>u");
    assert!(all.iter().all(|id| of(&desk, id, category) == "fairness"));
    desk.keys("gRSExposure<Enter>");
    let ids: Vec<String> = desk
        .wide()
        .lines()
        .filter_map(|l| l.split_whitespace().find(|w| w.starts_with("R-0")))
        .map(String::from)
        .collect();
    assert_eq!(ids[..6], ["R-02", "R-04", "R-05", "R-06", "R-01", "R-03"], "{}", desk.wide());

    // On the page: a number that is none is refused with a sentence, a right one stands in the history.
    desk.field_of("R-01", exposure).keys("<C-u>many<Enter>");
    assert!(desk.screen().contains("Exposure: “many” is refused"), "{}", desk.screen());
    desk.keys("<C-u>14,25<Enter>H");
    let seen = desk.wide();
    assert!(seen.contains("Exposure") && seen.contains("14.25"), "{seen}");
    desk.reopen();
    assert_eq!(of(&desk, "R-01", exposure), "14.25");
}

#[test]
fn an_own_column_is_added_by_key_and_goes_out_and_comes_back_as_it_stands() {
    let mut desk = Desk::empty();
    desk.keys("ginClaims triage<Enter><Esc>gixcState<Enter>");
    assert!(desk.screen().contains("have a field State already"), "{}", desk.screen());
    desk.keys("<C-u>Cost centre<Enter>");
    let definition = desk.newest(Kind::OwnColumn);
    assert_eq!((definition.title(), Sort::of(&definition, own_column::SORT)), ("Cost centre", Some(Sort::Text)));
    let field = own::field_of(definition.id.n);
    desk.reopen().keys("gilllllllllllllll");
    assert!(desk.wide().contains("Cost centre"), "{}", desk.wide());
    desk.field_of("S-01", field).keys("4711 \"north\", Ä<Enter>");
    let text = |desk: &Desk| desk.record("S-01").text(field).to_string();
    assert_eq!(text(&desk), "4711 \"north\", Ä");
    let before = desk.records();

    // Exact formats bring it back; the same sheet again changes nothing.
    let name = desk.path().file_name().unwrap().to_string_lossy().into_owned();
    let (code, csv) = desk.shell(&["export", "systems", &name, "--csv"]);
    assert!(code == 0 && csv.lines().next().unwrap().contains("Cost centre"), "{csv}");
    fs::write(desk.folder.path().join("out.csv"), &csv).unwrap();
    let (_, said) = desk.shell(&["import", "out.csv", &name]);
    assert!(said.contains("the same"), "{said}");
    fs::write(desk.folder.path().join("out.csv"), csv.replace("4711", "4712")).unwrap();
    let (code, said) = desk.shell(&["import", "out.csv", &name, "--existing", "update"]);
    assert!(code == 0, "{said}");
    desk.reopen();
    assert_eq!(text(&desk), "4712 \"north\", Ä");
    let told = differences::between(&before, &desk.records());
    assert!(told.iter().any(|d| d.fields.iter().any(|t| t.field == "Cost centre" && t.after.starts_with("4712"))));
    let (code, _) = desk.shell(&["verify", &name]);
    assert_eq!(code, 0);
    let (_, json) = desk.shell(&["export", "systems", &name, "--json"]);
    assert!(json.contains(r#""own":{"OC-01":"4712 \"north\", Ä"}"#), "{json}");

    // Deleting the definition hides the column; undo brings it back with what it holds.
    let gone = desk.records().live(Id::new(Kind::OwnColumn, 1)).is_some();
    assert!(gone);
    desk.keys("gA/own columns<Enter><Enter>xd");
    assert_eq!(desk.records().own(Kind::System).count(), 0, "{}", desk.screen());
    desk.keys("ugilllllllllllllll");
    assert!(desk.wide().contains("4712") && desk.record("S-01").value(field) != &Value::Empty, "{}", desk.wide());
}
