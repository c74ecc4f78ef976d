//! Packs of one's own: looked at, added, renewed, asked, and kept with the round.

use super::desk::Desk;
use aims::domain::{
    Kind,
    kinds::{answer, question, round},
};
use std::fs;

const PACK: &str = r#"
pack = "House rules"
version = 1
language = "de"

[[question]]
id = "iso42001:5.2:1"
ask = "Was sagt Ihnen die KI-Politik?"
look_for = ["In eigenen Worten gesagt"]

[[question]]
id = "house:stop"
item = "5.3"
role = "aims_manager"
ask = "Wer darf ein System anhalten?"
"#;

#[test]
fn a_pack_is_checked_added_asked_in_the_place_of_ours_and_kept_with_the_round() {
    let mut desk = Desk::empty();
    assert!(desk.bench.close());
    let folder = desk.folder.path().to_path_buf();
    fs::write(folder.join("house.toml"), PACK).unwrap();
    let (code, said) = desk.shell(&["pack", "check", "house.toml"]);
    assert!(code == 0 && said.contains("1 in the place of built-in questions, 1 of its own"), "{said}");
    fs::write(folder.join("bad.toml"), PACK.replace("5.3", "5.9").replace("aims_manager", "boss")).unwrap();
    let (code, said) = desk.shell(&["pack", "check", "bad.toml"]);
    assert!(code == 2 && said.contains("question house:stop: item: “5.9” is no clause or control"), "{said}");
    let (code, said) = desk.shell(&["pack", "add", "bad.toml", "nord.aims"]);
    assert!(code == 2 && said.contains("nothing was added"), "{said}");
    let (code, said) = desk.shell(&["pack", "add", "house.toml", "nord.aims"]);
    assert!(code == 0 && said.contains("2 new"), "{said}");
    let (_, said) = desk.shell(&["pack", "add", "house.toml", "nord.aims"]);
    assert!(said.contains("nothing was written"), "{said}");
    let (_, said) = desk.shell(&["pack", "list", "nord.aims"]);
    assert!(said.contains("House rules, version 1 (de): 2 questions"), "{said}");
    // It is asked in a round, and the round keeps what it was walked with.
    desk.reopen();
    desk.keys("gong<Enter>nNora Berg<Enter>AIMS<Space>manager<Enter>");
    let asked: Vec<String> = desk.records().all(Kind::Answer).map(|a| a.title().to_string()).collect();
    assert!(asked.iter().any(|a| a == "Was sagt Ihnen die KI-Politik?"), "{asked:?}");
    assert!(asked.iter().any(|a| a == "Wer darf ein System anhalten?"), "{asked:?}");
    let round = desk.newest(Kind::Round);
    assert!(round.text(round::PACK).ends_with("House rules, version 1 (de)"), "{}", round.text(round::PACK));
    let records = desk.records();
    let place = records.all(Kind::Answer).find(|a| a.title() == "Was sagt Ihnen die KI-Politik?").unwrap();
    assert_eq!(place.text(answer::SOURCE), "iso42001:5.2:1", "it is known again as the built-in question");
    let card = aims::ui::Place::Card(place.one(answer::INTERVIEW).unwrap(), Some(place.id));
    desk.bench.message(aims::app::Msg::Go(card));
    desk.bench.settle();
    assert!(desk.bench.text(100, 45).contains("In eigenen Worten gesagt"), "{}", desk.bench.text(100, 45));
    // A later version renews the words; what was asked keeps its own.
    assert!(desk.bench.close());
    let next = PACK.replace("version = 1", "version = 2").replace("Was sagt Ihnen", "Was bedeutet Ihnen");
    fs::write(folder.join("next.toml"), next.split("[[question]]").take(2).collect::<Vec<_>>().join("[[question]]"))
        .unwrap();
    let (code, said) = desk.shell(&["pack", "add", "next.toml", "nord.aims"]);
    assert!(code == 0 && said.contains("0 new, 1 with other words, 1 gone"), "{said}");
    let (code, said) = desk.shell(&["pack", "add", "house.toml", "nord.aims"]);
    assert!(code == 2 && said.contains("in version 2 already"), "{said}");
    desk.reopen();
    let records = desk.records();
    assert!(records.all(Kind::Answer).any(|a| a.title() == "Was sagt Ihnen die KI-Politik?"));
    let words: Vec<&str> = records.all(Kind::Question).map(|q| q.text(question::TEXT)).collect();
    assert_eq!(words, ["Was bedeutet Ihnen die KI-Politik?"]);
    let (code, said) = desk.shell(&["pack", "template"]);
    assert!(code == 0 && said.contains("id = \"iso42001:A.6.2.4:1\""), "{}", &said[..400]);
}
