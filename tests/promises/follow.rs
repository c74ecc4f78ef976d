//! What goes on from audit to audit: earlier findings asked after, loops, the way to the certificate, what changed for a
//! person, and a person as an interviewee.

use crate::desk::{Desk, id, now};
use aims::{
    app::Msg,
    domain::{
        Id, Kind, Record, View, follow_up,
        kinds::{
            answer::{self, Verdict},
            certificate, finding,
            finding::{Effective, Step},
            interview, issued, request,
            round::{self, Recommendation, State, Type},
        },
        loops, way,
    },
    runtime::Workbench,
    store::Request,
    ui::Place,
};

fn view(records: &aims::domain::Records) -> View<'_> {
    View { records, today: now().date() }
}

fn keys(bench: &mut Workbench, script: &str) {
    bench.type_keys(script).unwrap();
    bench.rest(1_000);
}

/// The questions of a round that ask after earlier findings.
fn asked_after(desk: &Desk, round: Id) -> Vec<Record> {
    let records = desk.records();
    let of = |a: &&Record| answer::round_of(&records, a) == Some(round) && !a.value(answer::FOLLOWS).is_empty();
    records.all(Kind::Answer).filter(of).cloned().collect()
}

#[test]
fn ia_19_open_findings_are_asked_after_one_by_one_in_the_next_audit() {
    let mut desk = Desk::demo();
    let open: Vec<Id> = {
        let records = desk.records();
        records.all(Kind::Finding).filter(|f| finding::is_open(f)).map(|f| f.id).collect()
    };
    // From the last audit the next one: every open finding is a question of its own.
    desk.keys("goF");
    if desk.screen().contains("was started from") {
        desk.keys("s");
    }
    if desk.screen().contains("A reason is needed") {
        desk.keys("Moreau reads those answers again<Enter>");
    }
    let next = desk.newest(Kind::Round);
    let after = asked_after(&desk, next.id);
    let mut followed: Vec<Id> = after.iter().filter_map(|a| a.one(answer::FOLLOWS)).collect();
    followed.sort_unstable();
    assert_eq!(followed, open, "each once: {}", desk.screen());
    // With its owner, where there is an interview with them.
    let records = desk.records();
    for a in &after {
        let of = records.live(a.one(answer::FOLLOWS).unwrap()).unwrap();
        let owner = of.one(finding::OWNER);
        let with = |i: &Record| owner.is_some_and(|o| i.refs(interview::WITH).contains(&o));
        let there = records.linked(next.id, Kind::Interview, interview::ROUND).any(with);
        let here = records.live(a.one(answer::INTERVIEW).unwrap()).is_some_and(with);
        assert!(here || !there, "{} is asked of its owner", of.id);
    }
    // On the card: how it stands, what to look for; the verdict asks whether it was effective.
    let first = after.iter().find(|a| {
        let of = records.live(a.one(answer::FOLLOWS).unwrap()).unwrap();
        finding::step(of) < Step::Done
    });
    let first = first.expect("one is under way").clone();
    let of = first.one(answer::FOLLOWS).unwrap();
    desk.bench.message(Msg::Go(Place::Card(first.one(answer::INTERVIEW).unwrap(), Some(first.id))));
    desk.bench.settle();
    let seen = desk.screen();
    assert!(seen.contains("SINCE") && seen.contains(&format!("{of} ")) && seen.contains("step "), "{seen}");
    assert!(desk.wide().contains(&follow_up::CHECKS[2][..24]), "{}", desk.wide());
    desk.keys("three releases since, all signed<C-x>erelease log of autumn<Enter><C-x>c");
    assert!(desk.screen().contains("was what was done about it effective?"), "{}", desk.screen());
    desk.keys("e");
    desk.reopen();
    let kept = desk.record(&of.to_string());
    assert_eq!(Effective::of(&kept, finding::EFFECTIVE), Some(Effective::Yes));
    assert!(kept.text(finding::CHECK_BASIS).contains("release log of autumn"), "{}", kept.text(finding::CHECK_BASIS));
    assert_eq!(kept.date(finding::CHECK_ON), Some(now().date()));
    assert_eq!(answer::verdict(&desk.record(&first.id.to_string())), Verdict::Conforms);
    // Undo takes the judgement back, and then the verdict.
    desk.keys("u");
    assert_eq!(Effective::of(&desk.record(&of.to_string()), finding::EFFECTIVE), None, "{}", desk.status());
    desk.keys("<C-r>");
    // The report says where it was asked after, and what came of it.
    desk.bench.message(Msg::Go(Place::Round(next.id)));
    desk.bench.settle();
    let report = desk.paper("audit report", "md");
    assert!(report.contains("Asked after") && report.contains("conforms"), "{report}");
}

#[test]
fn open_findings_can_be_picked_into_any_list_of_questions() {
    let mut desk = Desk::demo();
    desk.keys("go/RD-03<Enter><Enter><End><Enter>");
    let before = asked_after(&desk, id("RD-03")).len();
    desk.keys("aopen finding: asked after<Space><Enter>");
    let after = asked_after(&desk, id("RD-03"));
    assert_eq!(after.len(), before + 1, "{}", desk.screen());
    desk.reopen();
    assert_eq!(asked_after(&desk, id("RD-03")).len(), before + 1);
}

#[test]
fn s4_22_monitoring_audit_and_review_as_loops_with_their_last_and_next_day() {
    let mut desk = Desk::demo();
    desk.keys("gD");
    let seen = desk.wide();
    let records = desk.records();
    for turn in loops::all(view(&records)) {
        let row = seen.lines().find(|l| l.trim_start_matches(['>', ' ']).starts_with(turn.name));
        let row = row.unwrap_or_else(|| panic!("{}:\n{seen}", turn.name));
        for (day, _) in turn.last.iter().chain(&turn.next) {
            assert!(row.contains(&day.to_string()), "{} {day}: {row}", turn.name);
        }
        assert!(row.trim_end().ends_with(turn.lacks().as_str()), "{row}");
    }
    assert!(seen.contains("LOOPS"), "{seen}");
    // A reading moves the last day of monitoring, in the file and on the screen.
    let before = loops::all(view(&records))[0].last;
    desk.keys("gLmetrics<Enter>m").keys("91<Enter>");
    desk.reopen();
    let after = loops::all(view(&desk.records()))[0].last;
    assert_eq!(after.map(|(day, _)| day), Some(now().date()), "{before:?}: {}", desk.screen());
    desk.keys("gD");
    let row = desk.wide().lines().find(|l| l.contains(" monitoring ")).map(String::from).unwrap();
    assert!(row.contains("2026-11-24"), "{row}");
}

#[test]
fn s2_35_the_audit_report_ends_with_readiness_and_quotes_the_open_points() {
    let mut desk = Desk::demo();
    desk.keys("go/RD-03<Enter><Enter>");
    let report = desk.paper("audit report", "txt");
    let part = report.split("Statement on readiness").nth(1).unwrap_or_else(|| panic!("{report}"));
    let part = &part[..part.find("Conduct").unwrap_or(part.len()).min(6_000)];
    assert!(part.contains("Not ready for the audit of a body"), "{part}");
    assert!(part.contains("What else stands in the way") && part.contains("Open: "), "{part}");
    assert!(part.contains("holds no certificate"), "{part}");
    // Each open point of the summary is quoted, word for word.
    let points = report.split("Open points").nth(1).unwrap().split("Statement on readiness").next().unwrap();
    let point = points.lines().find(|l| l.contains("clauses and controls have no verdict")).expect("one is open");
    let point = point.trim_start_matches(['-', '*', ' ', '•']).trim();
    assert!(part.contains(&format!("Open: {point}")), "{point}:\n{part}");
    // Who aims at no certificate reads no such statement.
    desk.keys("gO").field(aims::domain::kinds::organisation::CERTIFICATION).keys("off<Enter>");
    desk.reopen();
    desk.keys("go/RD-03<Enter><Enter>");
    assert!(!desk.paper("audit report", "md").contains("Statement on readiness"));
}

#[test]
fn s2_40_the_way_to_both_stages_with_days_cost_and_effort() {
    let mut desk = Desk::demo();
    desk.keys("gon1<Enter>e").field(round::FROM).keys("<C-u>2027-03-02<Enter>");
    desk.field_of("CT-01", certificate::COST).keys("4200<Enter>").reopen();
    desk.keys("gZ");
    let seen = desk.bench.text(110, 140);
    let row = |what: &str| {
        let part = seen.split("THE WAY TO THE CERTIFICATE").nth(1).unwrap_or_else(|| panic!("{seen}"));
        part.lines().find(|l| l.contains(what)).map(String::from).unwrap_or_else(|| panic!("{what}:\n{seen}"))
    };
    assert!(row("Stage 1").contains("planned") && row("Stage 1").contains("2027-03-02"), "{seen}");
    assert!(row("internal audit").contains("running") && row("Stage 2").contains("not planned"), "{seen}");
    assert!(seen.contains("body cost 4200 so far") && seen.contains("6 audit days of the body"), "{seen}");
    let told = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("31200 of 40000 euro") && told.contains("1 of 4 steps of the plan"), "{seen}");
    let paper = desk.paper("readiness", "txt");
    assert!(paper.contains("The way to the certificate") && paper.contains("2027-03-02"), "{paper}");
    assert!(paper.contains("What it took so far") && paper.contains("4200"), "{paper}");
}

#[test]
fn s3_43_the_certification_to_its_end_with_findings_answers_and_deadlines() {
    let mut desk = Desk::demo();
    // Stage 2 is held, with a minor that the body wants answered.
    desk.keys("gon2<Enter>e").field(round::FROM).keys("<C-u>2026-11-03<Enter>");
    // Its Stage 1 stands in the file for next year.
    assert!(desk.screen().contains("lasts until"), "{}", desk.screen());
    desk.keys("Stage 1 was held before this file; RD-04 is another one<Enter>");
    desk.field(round::ANSWERS_DUE).keys("2026-11-20<Enter>");
    let stage = desk.newest(Kind::Round).id;
    desk.keys("gfnLogs of one model were not kept<Enter>");
    let minor = desk.newest(Kind::Finding).id;
    desk.field(finding::GRADE).keys("m<Enter>").field(finding::ROUND).keys(&format!("{stage}<Enter>"));
    desk.keys("<Esc>").reopen();
    assert_eq!(desk.spots("stage.answer-late"), [minor]);
    desk.keys("gZ");
    let seen = desk.bench.text(110, 140);
    let told = format!("LATE, by 2026-11-20, {stage}: {minor}");
    assert!(seen.contains(&told), "{seen}");
    // It is answered; the body recommends, and gives the certificate with its years.
    desk.field_of(&minor.to_string(), finding::ANSWERED).keys("Kept since 12 November for all models.<Esc>");
    assert!(desk.spots("stage.answer-late").is_empty());
    desk.field_of(&stage.to_string(), round::RECOMMENDATION).keys("once<Enter>");
    desk.field_of("CT-01", certificate::STATE).keys("held<Enter>");
    desk.field(certificate::ISSUED).keys("<C-u>2026-11-23<Enter>");
    desk.field(certificate::UNTIL).keys("<C-u>2029-11-22<Enter>").field(certificate::SURVEILLANCE).keys("<C-u><Enter>");
    desk.reopen();
    let kept = desk.record(&stage.to_string());
    assert_eq!(Recommendation::of(&kept, round::RECOMMENDATION), Some(Recommendation::AfterAnswers));
    desk.keys("gZ");
    let seen = desk.bench.text(110, 150);
    for words in [
        "once findings are answered",
        &format!("answered, by 2026-11-20, {stage}: {minor}"),
        "2027-11-23 surveillance 1",
        "2028-11-23 surveillance 2",
        "2029-11-22 renewal",
    ] {
        assert!(seen.contains(words), "{words}:\n{seen}");
    }
    // The first visit is planned and held, and stands there.
    desk.keys("gons<Enter>e").field(round::FROM).keys("<C-u>2027-11-10<Enter>").reopen();
    let visit = desk.newest(Kind::Round);
    assert_eq!(Type::of(&visit, round::TYPE), Some(Type::Surveillance));
    let records = desk.records();
    let stations = way::stations(view(&records));
    let first = stations.iter().find(|s| s.what == "surveillance 1").unwrap();
    assert_eq!((first.id, first.day.map(|d| d.to_string())), (Some(visit.id), Some("2027-11-10".into())));
    assert_eq!(State::of(&visit, round::STATE), Some(State::Planned));
    let paper = desk.paper("readiness", "txt");
    assert!(paper.contains("Findings of the body and our answers") && paper.contains("surveillance"), "{paper}");
}

#[test]
fn s3_41_readiness_is_confirmed_by_name_and_day_and_judged_a_second_time() {
    let mut desk = Desk::demo();
    desk.keys(":which person of<Enter>Brandt<Enter>");
    // The rehearsal of one, judged once more by another who saw nothing of it.
    desk.keys("gonh<Enter>").keys("nNora Berg<Enter>AIMS<Space>manager<Enter>q");
    desk.keys("e").field(round::LEAD).keys("<C-u>Brandt<Enter>");
    let first = desk.newest(Kind::Round).id;
    desk.keys("goG").keys("B").keys("Nowak<Enter>");
    let second = desk.newest(Kind::Round);
    assert_eq!(second.one(round::SECOND_ON), Some(first), "{}", desk.screen());
    assert_eq!(Type::of(&second, round::TYPE), Some(Type::Rehearsal));
    // The readiness paper says so, and is issued with name and day.
    desk.keys("gh:issue a paper<Enter>").keys("readiness<Enter>").keys("Vance<Enter>");
    for _ in 0..6 {
        if desk
            .records()
            .all(Kind::IssuedPaper)
            .any(|p| issued::Paper::of(p, issued::PAPER) == Some(issued::Paper::Readiness))
        {
            break;
        }
        desk.keys("<Enter>");
    }
    desk.reopen();
    let records = desk.records();
    let paper =
        records.all(Kind::IssuedPaper).find(|p| issued::Paper::of(p, issued::PAPER) == Some(issued::Paper::Readiness));
    let paper = paper.unwrap_or_else(|| panic!("{}", desk.screen()));
    assert_eq!(paper.date(issued::APPROVED_ON), Some(now().date()));
    assert_eq!(records.name(paper.one(issued::APPROVED_BY).unwrap()), "H. Vance");
    let path = desk.path().to_string_lossy().into_owned();
    let (_, text) = desk.shell(&["report", "readiness", &path]);
    assert!(text.contains("Judged a second time"), "{text}");
}

#[test]
fn what_others_changed_of_mine_is_on_home_and_in_the_shell_until_i_looked() {
    let mut desk = Desk::with_people();
    desk.keys(":which person of<Enter>Ada<Enter>");
    desk.keys("gfnAlarm was off<Enter>").field(finding::OWNER).keys("Ada<Enter>");
    desk.keys("gfnDoor was open<Enter>").field(finding::OWNER).keys("Ben<Enter>").keys("gh");
    let mut ben = desk.colleague("ben");
    for of in ["F-001", "F-002"] {
        ben.message(Msg::Go(Place::Quick(vec![id(of)], finding::GRADE)));
        ben.settle();
        keys(&mut ben, "m");
    }
    assert!(ben.close());
    desk.bench.file().unwrap().1.send(Request::Changed);
    desk.bench.settle();
    desk.reopen();
    let home = desk.screen();
    let row = home.lines().find(|l| l.contains("Changed for you since last look")).expect("Home tells it");
    assert!(row.contains(" 1 ") || row.trim_end().ends_with('1') || row.contains("  1"), "{row}");
    desk.keys("gn");
    let seen = desk.wide();
    assert!(seen.contains("YOU OWN: 1") && seen.contains("F-001 Alarm was off") && seen.contains("ben"), "{seen}");
    assert!(!seen.contains("Door was open"), "{seen}");
    desk.keys("<Enter>");
    assert!(desk.screen().contains("Alarm was off"), "{}", desk.screen());
    // Looked at: it is news no longer, also after a restart, but can be read again.
    desk.reopen();
    assert!(!desk.screen().contains("Changed for you"), "{}", desk.screen());
    desk.keys("gn");
    assert!(desk.wide().contains("BEFORE THAT") && desk.wide().contains("F-001"), "{}", desk.wide());
    // Somebody who did not say who they are is told how.
    let mut stranger = desk.colleague("stranger");
    keys(&mut stranger, "gn");
    assert!(stranger.text(80, 24).contains("who I am"), "{}", stranger.text(80, 24));
    drop(stranger);
    assert!(desk.bench.close());
    let (code, said) = desk.shell(&["status", "nord.aims", "--mine"]);
    assert!(code == 2 && said.contains("who I am"), "{code} {said}");
}

#[test]
fn everything_to_ask_of_a_person_what_they_promised_and_what_they_said() {
    let mut desk = Desk::demo();
    desk.keys("gP/Okafor<Enter>I");
    let seen = desk.bench.text(100, 90);
    for words in ["TO ASK: ", "PROMISED: ", "OPEN FINDINGS THEY ANSWER FOR: ", "SAID BEFORE: ", "next interview"] {
        assert!(seen.contains(words), "{words}:\n{seen}");
    }
    let records = desk.records();
    let them = records.all(Kind::Person).find(|p| p.title().contains("Okafor")).unwrap().id;
    let owed = records.all(Kind::Request).filter(|r| r.one(request::FROM) == Some(them) && request::is_open(r));
    for r in owed {
        assert!(seen.contains(&r.id.to_string()), "{}:\n{seen}", r.id);
    }
    // A row leads to the question on its card; verdicts are hidden where they are to be.
    desk.keys("<Home><Down><Enter>");
    assert!(desk.screen().contains("ASK"), "{}", desk.screen());
    desk.keys("<Esc>q").keys(":hide or show verdicts<Enter>");
    let seen = desk.bench.text(100, 90);
    assert!(!seen.contains("OPEN FINDINGS") && !seen.contains("minor nonconformity"), "{seen}");
    // The same from the page of the person.
    desk.keys(":hide or show verdicts<Enter>").keys("gP/Okafor<Enter><Enter>I");
    assert!(desk.screen().contains("TO ASK"), "{}", desk.screen());
}
