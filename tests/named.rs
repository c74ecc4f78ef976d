//! Names that are typed: they find who is here, nobody is invented or left out, and what was deleted keeps its name.

use crate::desk::Desk;
use aims::domain::{
    Kind,
    kinds::{action, finding, person, round, system},
};

fn team(desk: &Desk) -> Vec<String> {
    let mut ids: Vec<String> = desk.record("RD-03").refs(round::TEAM).iter().map(|id| id.to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn typing_the_name_of_a_member_never_leaves_them_out_nor_invents_another() {
    let mut desk = Desk::demo();
    let (people, before) = (desk.records().count(Kind::Person), team(&desk));
    assert!(before.len() > 1, "{before:?}");
    let names: Vec<String> = before.iter().map(|id| desk.record(id).title().to_string()).collect();
    for name in names.iter().flat_map(|n| [n.clone(), n.to_uppercase(), n.to_lowercase(), n.replace('o', "ö")]) {
        desk.field_of("RD-03", round::TEAM).keys(&format!("{}<Enter>", name.replace(' ', "<Space>"))).reopen();
        assert_eq!(team(&desk), before, "{name}");
        // The key that ticks takes the tick away; the same words do not become somebody new.
        desk.field_of("RD-03", round::TEAM).keys(&format!("{}<Tab><Tab><Enter>", name.replace(' ', "<Space>")));
        assert_eq!(team(&desk), before, "{name}");
    }
    desk.field_of("RD-03", round::TEAM).keys(&format!("{}<Tab><Enter>", names[0].replace(' ', "<Space>")));
    assert_eq!(team(&desk), before[1..]);
    desk.field_of("RD-03", round::TEAM).keys(&format!("{}<Enter>", names[0].replace(' ', "<Space>"))).reopen();
    assert_eq!(team(&desk), before, "a name that is typed is added to those who are ticked");
    assert_eq!(desk.records().count(Kind::Person), people, "nobody new");
}

#[test]
fn what_is_only_similar_is_asked_about_before_somebody_new_is_added() {
    let people = |desk: &Desk| desk.records().count(Kind::Person);
    let mut desk = Desk::demo();
    let before = people(&desk);
    // In a field: Enter takes who was meant.
    desk.field_of("S-01", system::OWNER).keys("R.<Space>Okafro<Enter>");
    assert!(desk.screen().contains("did you mean P-02 R. Okafor?"), "{}", desk.screen());
    assert_eq!(people(&desk), before);
    desk.keys("<Enter>");
    assert_eq!(desk.record("S-01").one(system::OWNER).unwrap().to_string(), "P-02");
    assert_eq!(people(&desk), before);
    // In a field of several, with all who are ticked.
    let was = team(&desk);
    desk.field_of("RD-03", round::TEAM).keys("Rita<Space>Okafor<Enter>");
    assert!(desk.status().contains("did you mean P-02 R. Okafor?"), "{}", desk.status());
    // He answers for systems of this audit, so a reason is asked for.
    desk.keys("<Enter>").keys("knows the models; asks nothing about them<Enter>");
    assert!(was.iter().all(|id| team(&desk).contains(id)) && team(&desk).contains(&"P-02".to_string()));
    // Down and Enter insist.
    desk.field_of("S-01", system::OWNER).keys("R.<Space>Okafro<Enter><Down><Enter>").reopen();
    assert_eq!(desk.newest(Kind::Person).title(), "R. Okafro");
    assert_eq!(people(&desk), before + 1);
    desk.keys("u").reopen();
    assert_eq!(people(&desk), before);
    // Under people: a second Enter insists; Esc adds nobody.
    desk.keys("gP").keys("nm.<Space>satö<Enter>");
    assert!(desk.screen().contains("Did you mean P-03 M. Sato?"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!(people(&desk), before);
    desk.keys("gP").keys("nm.<Space>satö<Enter><Enter>").reopen();
    assert_eq!(desk.newest(Kind::Person).title(), "m. satö");
}

#[test]
fn the_owner_of_a_finding_that_is_raised_is_typed_by_name_from_its_first_letter() {
    let mut desk = Desk::demo();
    let before = desk.records().count(Kind::Person);
    desk.keys("<Enter><Esc>")
        .keys("f")
        .keys("m<Tab><C-u>A title<Tab><Tab>")
        .keys("sato<Enter>")
        .keys("<Enter>")
        .reopen();
    let raised = desk.newest(Kind::Finding);
    assert_eq!((raised.title(), raised.one(finding::OWNER).unwrap().to_string().as_str()), ("A title", "P-03"));
    assert_eq!(desk.records().count(Kind::Person), before);
    desk.keys("<Enter><Esc>")
        .keys("f")
        .keys("m<Tab><C-u>Another<Tab><Tab>")
        .keys("Zoe<Space>Quint<Enter>")
        .keys("<Enter>");
    desk.reopen();
    let owner = desk.newest(Kind::Finding).one(finding::OWNER).unwrap();
    assert_eq!(desk.record(&owner.to_string()).title(), "Zoe Quint", "who is new is added and is the owner");
    assert_eq!(desk.records().count(Kind::Person), before + 1);
}

#[test]
fn what_points_at_something_deleted_says_so_on_pages_lists_papers_and_exports_and_is_read_back() {
    let mut desk = Desk::demo();
    let owned = desk.records().all(Kind::System).find(|s| s.one(system::OWNER).is_some()).unwrap().id.to_string();
    let owner = desk.record(&owned).one(system::OWNER).unwrap().to_string();
    let name = desk.record(&owner).title().to_string();
    let gone = format!("{name} (deleted)");
    desk.keys("gP").keys(&format!("/{owner}<Enter>")).keys("xd");
    let said = desk.status();
    assert!(said.contains("records point at it: ") && said.contains("u brings it back with its links"), "{said}");
    let several = desk.records().pointing_at(owner.parse().unwrap()).count();
    desk.keys("u");
    assert!(!desk.record(&owner).hidden && several > 5);
    desk.field_of(&owner, person::NAME).keys("<Esc>").keys("xd");
    assert_eq!(desk.status(), said, "the page says the same");
    desk.reopen();
    assert!(desk.record(&owner).hidden);
    let seen = desk.field_of(&owned, system::OWNER).keys("<Esc>").wide();
    assert!(seen.contains(&format!("{owner} {gone}")), "{seen}");
    desk.keys("gi");
    assert!(desk.wide().contains(&name), "{}", desk.wide());
    assert!(desk.shell(&["list", "systems", "demo.aims"]).1.contains(&gone));
    assert!(desk.shell(&["show", &owned, "demo.aims"]).1.contains(&format!("{owner} {gone}")));
    let checked = desk.shell(&["check", "demo.aims"]).1;
    assert!(checked.contains("[record.points-at-deleted]") && checked.contains(&gone), "{checked}");
    assert!(desk.spots("record.points-at-deleted").iter().any(|id| id.to_string() == owned));
    let paper = desk.shell(&["report", "inventory", "demo.aims"]).1;
    assert!(paper.contains(&gone), "{paper}");

    let (code, csv) = desk.shell(&["export", "systems", "demo.aims"]);
    assert!(code == 0 && csv.contains(&format!("{owner} (deleted)")), "{csv}");
    let changed = csv.replacen(desk.record(&owned).title(), "Another name", 1);
    std::fs::write(desk.folder.path().join("systems.csv"), changed).unwrap();
    assert!(desk.bench.close());
    let (code, said) = desk.shell(&["import", "systems.csv", "demo.aims", "--existing", "update"]);
    assert_eq!(code, 0, "{said}");
    desk.reopen();
    let read = desk.record(&owned);
    assert_eq!((read.title(), read.one(system::OWNER).unwrap().to_string()), ("Another name", owner.clone()));
    desk.keys("gi").keys(&format!("/{owned}<Enter>")).keys("=Owner<Enter>");
    assert!(!desk.screen().contains(&gone), "nobody who is deleted is offered");
    desk.keys("<Esc>");

    // In a file in which they never were, the row comes without them.
    let mut other = Desk::empty();
    std::fs::write(other.folder.path().join("one.csv"), format!("Name,Owner\r\nScorer,{owner} (deleted)\r\n")).unwrap();
    assert!(other.bench.close());
    let (code, said) = other.shell(&["import", "--kind", "systems", "one.csv", "nord.aims"]);
    assert!(code == 0 && said.contains(&format!("calls {owner} deleted")), "{said}");
    other.reopen();
    assert_eq!(other.newest(Kind::System).one(system::OWNER), None);
}

#[test]
fn several_deleted_at_once_and_lists_of_references_are_read_back_too() {
    let mut desk = Desk::demo();
    let of = |desk: &Desk| {
        desk.records().all(Kind::Action).map(|a| (a.id, a.refs(action::ABOUT).to_vec())).collect::<Vec<_>>()
    };
    let before = of(&desk);
    let target =
        before.iter().find_map(|(_, about)| about.iter().find(|id| id.kind == Kind::Finding).copied()).unwrap();
    desk.keys("gf").keys(&format!("/{target}<Enter>")).keys("xd").keys("raised twice<Enter>").reopen();
    assert!(desk.record(&target.to_string()).hidden, "{}", desk.status());
    let csv = desk.shell(&["export", "actions", "demo.aims"]).1;
    assert!(csv.contains(&format!("{target} (deleted)")), "{csv}");
    std::fs::write(desk.folder.path().join("actions.csv"), csv).unwrap();
    assert!(desk.bench.close());
    let (_, said) = desk.shell(&["import", "actions.csv", "demo.aims", "--existing", "update"]);
    assert!(!said.contains("allowed"), "{said}");
    desk.reopen();
    assert_eq!(of(&desk), before);
}
