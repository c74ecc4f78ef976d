//! Audit programmes, document reviews, the closing meeting, and what people know of their part.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind,
    kinds::{
        answer, finding, interview, item,
        programme_area::{self, Area, Weight},
        round::{self, Type},
    },
    programme as plans,
};

/// The demo with a programme, its page open.
fn programme() -> Desk {
    let mut desk = Desk::demo();
    desk.keys("gW");
    desk
}

#[test]
fn ia_01_a_programme_by_area_month_and_auditor_with_what_it_does_not_reach() {
    let mut desk = programme();
    let programme = desk.record("PG-01");
    let seen = desk.bench.text(100, 60);
    assert!(seen.contains("AREAS, THE MOST PRESSING FIRST") && seen.contains("REACHED BY NO AUDIT"), "{seen}");
    desk.keys("/").keys("A.10<Enter>").keys("m").keys("2027-02<Enter>").keys("o").keys("Brandt<Enter>");
    desk.reopen();
    let line = desk.newest(Kind::ProgrammeArea);
    assert_eq!(line.one(programme_area::PROGRAMME), Some(programme.id));
    assert_eq!(line.period(programme_area::MONTH).unwrap().to_string(), "2027-02");
    assert_eq!(desk.records().name(line.one(programme_area::LEAD).unwrap()), "A. Brandt");
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let reached = plans::items_of(view, &line);
    let (left, _) = plans::unreached(view, programme.id);
    assert!(!reached.is_empty() && reached.iter().all(|id| !left.contains(id)) && !left.is_empty());
    desk.keys("gW");
    let paper = desk.paper("audit programme", "md");
    assert!(
        paper.contains("2027-02") && paper.contains("Reached by no audit") && paper.contains("A. Brandt"),
        "{paper}"
    );
}

#[test]
fn an_area_has_no_line_before_something_was_said_of_it() {
    let mut desk = programme();
    let lines = |desk: &Desk| desk.records().all(Kind::ProgrammeArea).count();
    let before = lines(&desk);
    desk.keys("/").keys("A.2<Space>Pol<Enter>");
    for keys in ["r<Esc>", "rn<Esc>", "o<Esc>", "m<Esc>", "b<Esc>", "<Enter><Esc>"] {
        desk.keys(keys);
        assert_eq!(lines(&desk), before, "{keys}: {}", desk.screen());
        assert!(desk.screen().contains("not planned"), "{keys}: {}", desk.screen());
    }
    desk.keys("o").keys("Brandt<Enter>");
    let line = desk.newest(Kind::ProgrammeArea);
    assert_eq!((lines(&desk), Area::of(&line, programme_area::AREA)), (before + 1, Some(Area::Policies)));
    assert_eq!(desk.records().name(line.one(programme_area::LEAD).unwrap()), "A. Brandt");
}

#[test]
fn ia_02_areas_by_risk_results_changes_and_time_and_overruled_with_a_reason() {
    let mut desk = programme();
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let order = plans::pressing(view, None);
    assert!(order.is_sorted_by_key(|p| -p.score) && order.len() > 10);
    assert!(order[0].because.iter().any(|b| b.contains("audited")), "{:?}", order[0].because);
    let last = order.last().unwrap().heading;
    let area = Area::ALL[last];
    // The last area is placed first by hand: that wants a reason.
    desk.keys("/").keys(&format!("{}<Enter>", area.label().replace(' ', "<Space>"))).keys("b").keys("f<Enter>");
    assert!(desk.screen().contains("why?"), "{}", desk.screen());
    desk.keys("the new supplier begins in March<Enter>");
    desk.reopen();
    let records = desk.records();
    let line = records.all(Kind::ProgrammeArea).find(|l| Area::of(l, programme_area::AREA) == Some(area)).unwrap();
    assert_eq!(Weight::of(line, programme_area::WEIGHT), Some(Weight::First), "{}", desk.screen());
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    // The demo places one area first already.
    let first = plans::pressing(view, line.one(programme_area::PROGRAMME));
    assert!(first[..2].iter().any(|p| p.heading == last), "{}", first[0].heading);
}

#[test]
fn s1_46_an_audit_from_programme_to_follow_up() {
    let mut desk = Desk::demo();
    // The audit is held: a finding out of the note of the interview at hand.
    desk.keys("<Enter><C-x>fm<Tab><C-u>Approver missing on the release record<Enter><C-x>q");
    let raised = desk.newest(Kind::Finding);
    assert_eq!(raised.one(finding::ROUND), Some("RD-03".parse().unwrap()), "{}", desk.screen());
    let id = raised.id.to_string();
    // It stands in the programme, by area and month.
    desk.keys("gW").keys("/").keys("A.10<Enter>").keys("m").keys("2026-11<Enter>").keys("rn").keys("RD-03<Enter>");
    let line = desk.newest(Kind::ProgrammeArea);
    assert_eq!(line.one(programme_area::ROUND), Some("RD-03".parse().unwrap()));
    // The auditee answers, the plan is sent back, then accepted.
    desk.field_of(&id, finding::OWNER).keys("Okafor<Enter>");
    desk.field(finding::PLAN).keys("s<Enter>").keys("it does not reach the cause<Enter>");
    let sent_back = desk.record(&id);
    assert_eq!(sent_back.text(finding::PLAN_WHY), "it does not reach the cause");
    assert_eq!(sent_back.date(finding::PLAN_ON), Some(crate::desk::now().date()));
    desk.field_of(&id, finding::PLAN).keys("a<Enter>");
    let accepted = desk.record(&id).text(finding::PLAN_WHY).to_string();
    assert_eq!(accepted, format!("sent back on {}: it does not reach the cause", crate::desk::now().date()));
    // The round is closed with what is open, and a reason; then nothing in it changes.
    desk.field_of("RD-03", round::STATE).keys("closed<Enter>").keys("two interviews fell through<Enter>");
    desk.reopen();
    assert_eq!(round::State::of(&desk.record("RD-03"), round::STATE), Some(round::State::Closed), "{}", desk.screen());
    // The next audit asks after the finding, of its owner, and says whether what was done holds.
    desk.keys("go/RD-03<Enter>F");
    for _ in 0..2 {
        if desk.screen().contains("A reason is needed") {
            desk.keys("Moreau reads those answers again<Enter>");
        }
    }
    let next = desk.newest(Kind::Round);
    assert_eq!(next.one(round::BASE), Some("RD-03".parse().unwrap()), "{}", desk.screen());
    let records = desk.records();
    let after = records.linked(raised.id, Kind::Answer, answer::FOLLOWS).next().expect("it is asked after").clone();
    assert_eq!(answer::round_of(&records, &after), Some(next.id));
    let with = records.live(after.one(answer::INTERVIEW).unwrap()).unwrap();
    assert!(with.refs(interview::WITH).iter().any(|p| records.name(*p) == "R. Okafor"), "{}", with.title());
    let place = aims::ui::Place::Card(with.id, Some(after.id));
    desk.bench.message(aims::app::Msg::Go(place));
    desk.bench.settle();
    desk.keys("names on all three releases<C-x>erelease records of winter<Enter><C-x>c").keys("e").keys("<C-x>q");
    desk.reopen();
    let judged = desk.record(&id);
    assert_eq!(finding::Effective::of(&judged, finding::EFFECTIVE), Some(finding::Effective::Yes));
    assert!(judged.text(finding::CHECK_BASIS).contains("release records of winter"), "{:?}", judged.values);
}

#[test]
fn ia_05_the_documents_are_read_before_the_interviews_in_a_round_of_their_own() {
    let mut desk = Desk::demo();
    desk.keys("gond<Enter>").keys("nBrandt<Enter>");
    let round = desk.newest(Kind::Round);
    assert_eq!(Type::of(&round, round::TYPE), Some(Type::Documents));
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let asked = interview::answers(view, desk.newest(Kind::Interview).id);
    assert!(asked.len() > 12 && asked.iter().all(|a| a.text(answer::SOURCE).starts_with("document:")));
    desk.reopen();
    assert_eq!(desk.newest(Kind::Round).title(), "Document review 2026");
}

#[test]
fn a_document_review_speaks_of_no_nonconformity_in_footer_key_card_help_and_drawer() {
    let mut desk = Desk::demo();
    desk.keys("gond<Enter>").keys("nBrandt<Enter>").keys("H");
    // The part of the row of the screen in which something stands, which speaks of no audit.
    let part = |desk: &mut Desk, of: &str| {
        let seen = desk.wide();
        let found = seen.lines().flat_map(|line| line.split('│')).rfind(|part| part.contains(of));
        let found = found.unwrap_or_else(|| panic!("{of}: {seen}")).to_string();
        let audit = ["conform", " ofi", "minor", "major"].iter().any(|word| found.to_lowercase().contains(word));
        assert!(!audit, "{found}");
        found
    };
    desk.keys("seen");
    assert!(part(&mut desk, " NOTE  ").contains("^X m partly"));
    desk.keys("<Esc>");
    assert!(part(&mut desk, " KEYS  ").contains("M not in place"));
    desk.keys("?");
    let help = desk.wide();
    assert!(help.contains("Partly in place") && !help.contains("Minor nonconformity"), "{help}");
    desk.keys("<Esc>f");
    assert!(part(&mut desk, "> Grade").contains("[m] partly in place"));
}

#[test]
fn s4_24_each_required_document_there_approved_current_fitting() {
    let mut desk = Desk::demo();
    desk.keys("gond<Enter>").keys("nBrandt<Enter>").keys("H").keys("<Esc>").keys("x");
    let seen = desk.screen();
    for words in ["It is there", "It was approved", "It is current", "It fits"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    desk.keys("y").keys("n").keys("q");
    desk.reopen();
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let first = interview::answers(view, desk.newest(Kind::Interview).id)[0].clone();
    let ticks = desk.record(&first.id.to_string()).text(answer::TICKS).to_string();
    assert!(ticks.starts_with("yes: It is there") && ticks.contains("no: It was approved"), "{ticks}");
}

#[test]
fn ia_17_the_list_of_the_closing_meeting() {
    let mut desk = Desk::demo();
    desk.field_of("I-03", interview::TYPE).keys("c<Enter>");
    let path = desk.path().to_string_lossy().into_owned();
    desk.reopen();
    let (_, text) = desk.shell(&["report", "wrap-up", &path, "--about", "RD-03"]);
    for words in ["Strengths", "Findings", "Dissent", "Still awaited", "closing meeting"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn s1_35_what_people_know_of_the_rules_by_function() {
    let mut desk = Desk::empty();
    desk.keys("gong<Enter>nHanna Vik<Enter>top<Space>management<Enter>");
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let asked = interview::answers(view, desk.newest(Kind::Interview).id);
    let at = asked.iter().position(|a| a.one(answer::ITEM) == Id::item("7.3"));
    let number = match at {
        Some(at) => at + 1,
        None => {
            desk.keys("a").keys("7.3<Enter>").keys("<Enter>");
            let records = desk.records();
            let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
            let asked = interview::answers(view, desk.newest(Kind::Interview).id);
            asked.iter().position(|a| a.one(answer::ITEM) == Id::item("7.3")).expect("7.3 is asked now") + 1
        }
    };
    desk.keys(&format!("H<C-x>g{number}<Enter>")).keys("my part is to decide on releases<C-x>c<C-x>q");
    let path = desk.path().to_string_lossy().into_owned();
    desk.reopen();
    let round = desk.newest(Kind::Round).id.to_string();
    let (_, text) = desk.shell(&["report", "wrap-up", &path, "--about", &round]);
    assert!(text.contains("by function") && text.contains("top management"), "{text}");
}

#[test]
fn s4_21_the_burden_of_a_control_and_that_it_is_gone_round() {
    let mut desk = Desk::demo();
    desk.field_of("A.6.2.4", item::BURDEN).keys("h<Enter>");
    desk.field(item::BYPASSED).keys("o<Enter>");
    desk.field(item::BURDEN_SAID).keys("two days for each small fix<Enter>");
    desk.reopen();
    let control = Id::item("A.6.2.4").unwrap();
    assert_eq!(desk.spots("control.bypassed"), [control]);
    desk.keys("gk");
    assert!(desk.bench.text(120, 120).contains("often gone round"), "{}", desk.screen());
}

#[test]
fn nc_07_what_was_changed_because_of_a_finding() {
    let mut desk = Desk::demo();
    desk.field_of("F-012", finding::CHANGED).keys("A.6.2.4<Enter>");
    desk.reopen();
    assert_eq!(desk.record("F-012").refs(finding::CHANGED), [Id::item("A.6.2.4").unwrap()]);
    desk.keys("gc/A.6.2.4<Enter><Enter>");
    assert!(desk.bench.text(120, 120).contains("F-012"), "{}", desk.screen());
}

#[test]
fn s1_48_a_nonconformity_whose_plan_is_sent_back_goes_no_further_and_all_are_listed_by_age() {
    let mut desk = Desk::demo();
    desk.keys("gf/F-012<Enter>").keys("P").keys("s").keys("no cause is named<Enter>");
    let sent = desk.record("F-012");
    assert_eq!(finding::Plan::of(&sent, finding::PLAN), Some(finding::Plan::SentBack), "{}", desk.screen());
    desk.keys("<Esc>").field_of("F-012", finding::STEP).keys("done<Enter>");
    assert!(desk.screen().contains("its plan was sent back"), "{}", desk.screen());
    let path = desk.path().to_string_lossy().into_owned();
    desk.keys("<Esc>").reopen();
    let (_, text) = desk.shell(&["report", "ageing", &path]);
    for words in ["By grade", "By owner", "over 90 d", "F-012", "sent back"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
