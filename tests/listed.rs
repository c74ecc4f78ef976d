//! What a person does with a list: columns, filters with names, counts and sums in its foot.

use crate::desk::Desk;

fn heads(desk: &mut Desk) -> String {
    let screen = desk.screen();
    screen.lines().find(|line| line.trim_start().starts_with("Id ")).unwrap_or_default().to_string()
}

#[test]
fn columns_are_hidden_shown_ordered_widened_and_frozen_and_stay() {
    let mut desk = Desk::demo();
    let before = heads(desk.keys("gi"));
    assert!(before.contains("Name") && before.contains("State") && !before.contains("Unit"), "{before}");
    // State goes; of what follows the owner comes first, wider, and stays.
    desk.keys("T").keys("<Down><Space>").keys("<Down>").keys("K").keys("++").keys("f").keys("<Enter>");
    let after = heads(&mut desk);
    let at = |text: &str, head: &str| text.find(head).unwrap_or(usize::MAX);
    assert!(!after.contains("State") && at(&after, "Owner") < at(&after, "Class"), "{after}");
    let gap = |text: &str| at(text, "Class") - at(text, "Owner");
    assert_eq!(gap(&after), "Owner        ".len() + 4, "{after}");
    let moved = heads(desk.keys("<Right><Right>"));
    assert!(moved.contains("Owner") && !moved.contains("Class"), "a frozen column stays\n{moved}");
    desk.reopen();
    assert_eq!(heads(desk.keys("gi")), after, "they are kept");
    // Another field becomes a column; Esc leaves all as it was; 0 is the description again.
    desk.keys("T").keys("<End><Space><Esc>");
    assert_eq!(heads(&mut desk), after);
    desk.keys("T").keys("r").keys("<Enter>");
    assert_eq!(heads(&mut desk), before);
    desk.keys("T").keys("<Space>");
    assert!(desk.status().contains("the name always stays"), "{}", desk.status());
}

#[test]
fn a_filter_is_kept_under_a_name_with_its_order_and_forgotten() {
    let mut desk = Desk::demo();
    desk.keys("gi/d. lind<Enter>Sname<Enter>f<Enter>Mine<Enter>");
    assert!(desk.status().contains("kept as “Mine”"), "{}", desk.status());
    desk.keys("/<Esc>Sid<Enter>");
    desk.reopen();
    desk.keys("gi");
    assert!(desk.screen().contains("13 of 13 rows"), "{}", desk.screen());
    desk.keys("fmine<Enter>");
    let screen = desk.screen();
    assert!(screen.contains("/d. lind") && screen.contains("sort Name"), "{screen}");
    desk.keys("fforget mine<Enter>f");
    assert!(!desk.screen().contains("Mine"), "{}", desk.screen());
}

#[test]
fn the_foot_counts_what_is_filtered_or_marked_and_adds_what_can_be_added() {
    let mut desk = Desk::demo();
    desk.keys("gi");
    assert!(desk.screen().contains("13 rows   1 idea, 1 planned"), "{}", desk.screen());
    desk.keys("/live<Enter>");
    assert!(desk.screen().contains("8 rows   8 live"), "{}", desk.screen());
    desk.keys("<Space><Space>");
    assert!(desk.screen().contains("2 marked   2 live"), "{}", desk.screen());
    let mut desk = Desk::empty();
    for (title, effort) in [("One", "1.5"), ("Two", "2.25"), ("Three", "")] {
        desk.keys(&format!("gan{title}<Enter>"));
        if !effort.is_empty() {
            desk.field(aims::domain::kinds::action::EFFORT).keys(&format!("{effort}<Enter>"));
        }
    }
    // Effort is no column of its own: it is chosen.
    desk.keys("gaT");
    let marked = |desk: &mut Desk| desk.screen().lines().find(|l| l.starts_with("> [")).unwrap_or_default().to_string();
    for _ in 0..40 {
        if marked(&mut desk).contains("Effort in days") {
            break;
        }
        desk.keys("<Down>");
    }
    desk.keys("<Space><Enter>");
    assert!(desk.screen().contains("3 rows   3 no state   Effort in days 3.75"), "{}", desk.screen());
}

#[test]
fn two_records_that_are_the_same_become_one_with_their_links_and_one_undo_parts_them() {
    let mut desk = Desk::empty();
    desk.keys("gPnAda Berg<Enter>qn").keys("Ada  BERG<Enter>");
    assert!(desk.screen().contains("Did you mean P-01 Ada Berg?"), "{}", desk.screen());
    desk.keys("<Enter>");
    desk.field(aims::domain::kinds::person::EMAIL).keys("ada@acme.example<Enter>");
    desk.keys("ginSorter<Enter>oP-02<Enter>");
    assert_eq!(desk.spots("record.may-be-twice").len(), 1);
    // From the list, two marked; the older one is kept unless Tab turns it round.
    desk.keys("gP*xm");
    let screen = desk.screen();
    assert!(screen.contains("Kept:    P-01 Ada Berg") && screen.contains("Links that move:  1"), "{screen}");
    desk.keys("<Tab>");
    assert!(desk.screen().contains("Kept:    P-02"), "{}", desk.screen());
    desk.keys("<Tab><Enter>");
    assert!(desk.status().contains("P-02 is merged into P-01; 1 record points to it now"), "{}", desk.status());
    desk.reopen();
    let owner = |desk: &Desk| desk.record("S-01").one(aims::domain::kinds::system::OWNER).map(|id| id.to_string());
    assert_eq!(owner(&desk), Some("P-01".into()));
    assert_eq!(desk.record("P-01").text(aims::domain::kinds::person::EMAIL), "ada@acme.example");
    assert!(desk.spots("record.may-be-twice").is_empty());
    // Both histories name the step, and one undo takes all of it back.
    for id in ["P-01", "P-02"] {
        assert!(desk.history(id).iter().any(|e| e.label.contains("merged into P-01")), "{id}");
    }
    desk.keys("u").reopen();
    assert_eq!(owner(&desk), Some("P-02".into()));
    assert_eq!(desk.record("P-01").text(aims::domain::kinds::person::EMAIL), "");
    assert!(!desk.record("P-02").hidden);
    // From a page another one is asked for, those that may be the same first.
    desk.keys("gP").keys("gg").keys("<Enter>").keys("xm");
    assert!(desk.screen().contains("may be the same"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("Merge P-01 and P-02"), "{}", desk.screen());
}

#[test]
fn a_record_is_linked_with_others_from_its_own_page_in_one_step() {
    let mut desk = Desk::empty();
    desk.keys("ginSorter<Enter>qnMailer<Enter>q");
    for title in ["Bias against older people", "Leak of names", "Wrong answers"] {
        let (_, said) = desk.shell(&["add", "risk", "nord.aims", &format!("title={title}")]);
        assert!(said.contains("written as step"), "{said}");
    }
    desk.reopen().keys("gi<Home><Enter>xl");
    let screen = desk.screen();
    assert!(screen.contains("S-01 is named by other records as") && screen.contains("3 risks"), "{screen}");
    // A kind of which nothing is there is not offered.
    assert!(!desk.wide().contains("Finding, in"), "{}", desk.wide());
    desk.keys("risk<Enter>");
    assert!(desk.screen().contains("S-01 in “Systems” of which risks?"), "{}", desk.screen());
    // Enter on nothing ticked does nothing; two are ticked by their words.
    desk.keys("leak<Tab>").keys("<Enter>");
    desk.reopen();
    let systems = |desk: &Desk, id: &str| desk.record(id).refs(aims::domain::kinds::risk::SYSTEMS).len();
    assert_eq!((systems(&desk, "R-01"), systems(&desk, "R-02"), systems(&desk, "R-03")), (0, 1, 0));
    // The page shows it, the next question leaves it out, and one undo takes it back.
    desk.keys("gi<Home><Enter>");
    assert!(desk.wide().contains("R-02 Leak of names"), "{}", desk.wide());
    desk.keys("xlrisk<Enter>");
    assert!(!desk.screen().contains("Leak of names"), "{}", desk.screen());
    desk.keys("<Esc>u").reopen();
    assert_eq!(systems(&desk, "R-02"), 0);
}
