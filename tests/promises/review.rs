//! The management review (clause 9.3): planned, held input by input, decided, signed, and the next one from it.

use crate::desk::Desk;
use aims::domain::{
    Kind,
    kinds::{
        action::{self, Purpose},
        person,
        review::{self, State},
        review_input::{self, Input, Outcome},
        shared::YES,
    },
    review as inputs,
};

/// The first input stands below the four lines of the head.
const FIRST: &str = "<Home><Down><Down><Down><Down>";

/// A planned review of Ada Berg, its page open.
fn planned() -> Desk {
    let mut desk = Desk::with_people();
    desk.keys("gw<Enter>");
    desk.field_of("MR-01", review::DAY).keys("<C-u>2026-11-24<Enter>");
    desk.field(review::CHAIR).keys("Ada<Enter>");
    desk.field(review::ATTENDEES).keys("Ben<Enter>");
    desk.field(review::INTERVAL).keys("<C-u>6<Enter>");
    desk.keys("gw");
    desk
}

/// The same with every required input treated.
fn treated() -> Desk {
    let mut desk = planned();
    desk.keys(FIRST);
    for _ in 0..7 {
        desk.keys("t").keys("<Down>");
    }
    desk
}

fn signed() -> Desk {
    let mut desk = treated();
    for field in [review::SUITABLE, review::ADEQUATE, review::EFFECTIVE] {
        desk.field_of("MR-01", field).keys("y<Enter>");
    }
    desk.keys("gw").keys("s");
    desk
}

fn input(desk: &Desk, wanted: Input) -> aims::domain::Record {
    let records = desk.records();
    let of = records.all(Kind::ReviewInput).find(|r| Input::of(r, review_input::INPUT) == Some(wanted));
    of.expect("the input has its record").clone()
}

#[test]
fn mr_01_a_review_with_interval_attendees_chair_and_next_day() {
    let mut desk = planned();
    desk.reopen();
    let kept = desk.record("MR-01");
    assert_eq!(State::of(&kept, review::STATE), Some(State::Planned));
    assert_eq!((kept.number(review::INTERVAL), kept.refs(review::ATTENDEES).len()), (Some(6), 1));
    assert!(desk.spots("review.overdue").is_empty());
    desk.keys("gw");
    let seen = desk.screen();
    assert!(seen.contains("Chair Ada Berg") && seen.contains("every 6 months"), "{seen}");
    desk.field_of("MR-01", review::DAY).keys("<C-u>2026-11-02<Enter>");
    assert_eq!(desk.spots("review.overdue"), [kept.id], "its day has passed and it is not signed");
}

#[test]
fn mr_02_each_required_input_with_its_numbers_and_the_records_behind() {
    let mut desk = Desk::demo();
    desk.keys("gw");
    let seen = desk.bench.text(100, 90);
    for said in inputs::INPUTS.iter().filter(|s| s.required) {
        assert!(seen.contains(said.title), "{}: {seen}", said.title);
    }
    assert!(seen.contains("NOT REQUIRED BY THE STANDARD") && seen.contains("Progress on AI objectives"), "{seen}");
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let numbers = inputs::numbers(view, &desk.record("MR-02"), Input::Findings);
    let minors = numbers.iter().find(|n| n.label == "minors open").unwrap();
    assert!(!minors.ids.is_empty() && seen.contains(&minors.told()), "{seen}");
    // The records behind them are one key away.
    desk.keys("/").keys("nonconformities<Space>and<Enter>").keys("<Enter>");
    let behind = desk.wide();
    assert!(behind.contains(&minors.ids[0].to_string()), "{behind}");
}

#[test]
fn mr_04_an_input_is_ticked_and_noted_or_left_out_with_a_reason() {
    let mut desk = planned();
    desk.keys(FIRST).keys("t").keys("i").keys("the law was read by Ben<Esc>");
    desk.keys("<Down>").keys("o").keys("<Enter>");
    assert!(
        desk.status().contains("a reason is needed") || desk.screen().contains("a reason is needed"),
        "{}",
        desk.screen()
    );
    desk.keys("o").keys("nobody outside was heard yet<Enter>");
    desk.reopen();
    let first = input(&desk, Input::Context);
    assert_eq!(Outcome::of(&first, review_input::OUTCOME), Some(Outcome::Treated));
    assert_eq!(first.text(review_input::NOTE), "the law was read by Ben");
    assert!(
        first.text(review_input::NUMBERS).contains("issues past their check day: "),
        "the numbers of the day are kept"
    );
    let second = input(&desk, Input::Needs);
    assert_eq!(second.text(review_input::WHY_NOT), "nobody outside was heard yet");
    assert_eq!(State::of(&desk.record("MR-01"), review::STATE), Some(State::Held));
    assert_eq!(desk.spots("review.input-missing"), [desk.record("MR-01").id]);
}

#[test]
fn what_was_said_and_decided_stands_under_its_input_also_on_the_next_day() {
    let mut desk = planned();
    desk.keys(FIRST).keys("t").keys("i").keys("the law was read by Ben<Esc>");
    desk.keys("c").keys("the pilot stays in scope<Esc>");
    desk.reopen();
    desk.keys("gw");
    let seen = desk.bench.text(80, 130);
    assert!(seen.contains("said: the law was read by Ben"), "{seen}");
    assert!(seen.contains("decided: the pilot stays in scope"), "{seen}");
    // What is wanted before the signature is read to its end on a small screen.
    assert!(seen.contains("Still wanted before it is signed:") && !seen.contains("corrective actio…"), "{seen}");
    for words in ["whether the AIMS is suitable", "whether it is effective"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
}

#[test]
fn a_review_is_signed_after_its_day_and_by_somebody_who_sat_in_it() {
    let mut desk = treated();
    for field in [review::SUITABLE, review::ADEQUATE, review::EFFECTIVE] {
        desk.field_of("MR-01", field).keys("y<Enter>");
    }
    desk.keys("gw");
    assert!(
        desk.bench.text(80, 130).contains("why it is judged so: suitable, adequate, effective"),
        "{}",
        desk.screen()
    );
    desk.field_of("MR-01", review::DAY).keys("<C-u>2026-12-10<Enter>").keys("gw").keys("s");
    assert!(desk.wide().contains("which is still to come"), "{}", desk.screen());
    desk.keys("<Esc>").field_of("MR-01", review::DAY).keys("<C-u>2026-11-23<Enter>");
    desk.keys("gPnCato Lind<Enter>").field(person::TITLE).keys("counsel<Enter>");
    desk.field_of("MR-01", review::SIGNED_BY).keys("Cato<Enter>").keys("gw").keys("s");
    assert!(desk.wide().contains("Cato Lind neither chaired MR-01 nor attended it"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!(State::of(&desk.record("MR-01"), review::STATE), Some(State::Held));
}

#[test]
fn mr_05_what_is_decided_becomes_actions_of_the_review() {
    let mut desk = planned();
    desk.keys(FIRST).keys("c").keys("the scope takes the pilot in<Esc>");
    desk.keys("A").keys("write the scope anew<Enter>");
    desk.field(action::OWNER).keys("Ben<Enter>");
    desk.reopen();
    let made = desk.newest(Kind::Action);
    let decided = input(&desk, Input::Context);
    assert_eq!(decided.text(review_input::DECIDED), "the scope takes the pilot in");
    assert_eq!(made.refs(action::ABOUT), [decided.id]);
    assert_eq!(Purpose::of(&made, action::PURPOSE), Some(Purpose::Decision));
    desk.keys("gw");
    assert!(desk.bench.text(100, 90).contains("write the scope anew"), "{}", desk.screen());
}

#[test]
fn mr_06_suitable_adequate_effective_and_the_signature_that_locks() {
    let mut desk = treated();
    desk.keys("s");
    assert!(desk.screen().contains("without saying whether the AIMS is suitable"), "{}", desk.screen());
    let mut desk = signed();
    desk.reopen();
    let kept = desk.record("MR-01");
    assert_eq!(State::of(&kept, review::STATE), Some(State::Signed), "{}", desk.screen());
    assert_eq!((kept.choice(review::SUITABLE), kept.one(review::SIGNED_BY)), (Some(YES), kept.one(review::CHAIR)));
    assert_eq!(kept.date(review::NEXT).unwrap().to_string(), "2027-05-24");
    // Nothing of it changes any more, not what was said in it either.
    desk.keys("gw").keys(FIRST).keys("t");
    assert!(desk.screen().contains("MR-01 is signed"), "{}", desk.screen());
    let said = input(&desk, Input::Context);
    assert_eq!(Outcome::of(&said, review_input::OUTCOME), Some(Outcome::Treated));
    // Opened again only with a reason.
    desk.keys("<Esc>").field_of("MR-01", review::STATE).keys("h<Enter>");
    assert!(desk.screen().contains("why is it opened again?"), "{}", desk.screen());
}

#[test]
fn mr_07_the_next_review_opens_with_the_actions_of_the_last() {
    let mut desk = treated();
    desk.keys("gw").keys(FIRST).keys("A").keys("look at the appetite<Enter>");
    for field in [review::SUITABLE, review::ADEQUATE, review::EFFECTIVE] {
        desk.field_of("MR-01", field).keys("y<Enter>");
    }
    desk.keys("gw").keys("s").keys("F");
    desk.reopen();
    let next = desk.record("MR-02");
    assert_eq!((next.one(review::LAST), next.number(review::INTERVAL)), (Some(desk.record("MR-01").id), Some(6)));
    assert_eq!(next.date(review::DAY).unwrap().to_string(), "2027-05-24");
    desk.keys("gw");
    let seen = desk.screen();
    assert!(seen.contains("MR-02") && seen.contains("look at the appetite"), "{seen}");
}

#[test]
fn mr_03_a_short_briefing_before_the_review() {
    let mut desk = Desk::demo();
    desk.keys("gw");
    let text = desk.paper("briefing", "md");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("To decide") < at("To know") && at("To know") < at("In the way of a certificate"));
    assert!(text.contains("holds no certificate") && text.lines().count() < 140, "{}", text.lines().count());
}

#[test]
fn s3_36_what_is_to_be_decided_stands_apart_from_what_is_to_be_known() {
    let mut desk = Desk::demo();
    desk.keys("gw");
    let seen = desk.bench.text(100, 90);
    let at = |words: &str| seen.find(words).unwrap_or_else(|| panic!("{words}: {seen}"));
    assert!(at("TO DECIDE") < at("Where the AIMS can become better"));
    assert!(at("Where the AIMS can become better") < at("TO KNOW"));
    assert!(at("TO KNOW") < at("Trend of audit results"));
}

#[test]
fn s3_37_two_pages_for_those_who_lead() {
    let mut desk = Desk::demo();
    desk.keys("gw");
    let text = desk.paper("briefing", "md");
    for words in ["risks above appetite", "late", "In the way of a certificate", "To be answered"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn s1_47_a_review_from_plan_to_minutes() {
    let mut desk = signed();
    desk.keys("gw");
    let text = desk.paper("minutes", "md");
    for said in inputs::INPUTS.iter().filter(|s| s.required) {
        assert!(text.contains(said.title), "{}: {text}", said.title);
    }
    assert!(text.contains("Ada Berg") && !text.contains("Not signed yet"), "{text}");
    let path = desk.path().to_string_lossy().into_owned();
    desk.reopen();
    let (code, shell) = desk.shell(&["report", "review-minutes", &path, "--about", "MR-01"]);
    assert!(code == 0 && shell.contains("Signed by"), "{shell}");
}

#[test]
fn s3_35_leaders_look_over_the_aims() {
    let mut desk = signed();
    desk.reopen();
    let kept = desk.record("MR-01");
    assert!(review::is_signed(&kept) && !kept.refs(review::ATTENDEES).is_empty());
    assert!(desk.spots("review.overdue").is_empty() && desk.spots("review.input-missing").is_empty());
}
