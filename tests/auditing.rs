//! An audit as a lead auditor works it: lines with day, speaker and writer, evidence from the line just typed, trails of a
//! system, items judged, independence at assignment, meetings, sheets for writing by hand.

use crate::desk::{Desk, count, id};
use aims::domain::{
    Id, Kind, Record,
    kinds::{
        answer::{self, Verdict},
        evidence, interview, person, programme_area, round, sighting,
    },
};
use std::fs;

/// The demo at its running interview, question 7.
fn card() -> Desk {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    desk
}

fn here(desk: &Desk) -> Record {
    let app = &desk.bench.app;
    desk.record(&app.top().and_then(|p| p.subject(&app.world)).expect("a card is open").to_string())
}

/// An empty file with a new audit, its interview with Rita Okafor open at the first question.
fn fresh() -> Desk {
    let mut desk = Desk::empty();
    desk.keys("gona<Enter>nRita Okafor<Enter>ML lead<Enter>H");
    desk
}

#[test]
fn a_line_has_its_day_its_speaker_and_its_writer_and_a_private_one_stays_with_the_auditor() {
    let mut desk = fresh();
    desk.keys("\" RO: nobody reads it\n% looked at the boss first\n! no owner named<Esc>");
    let note = here(&desk);
    assert!(note.text(answer::TIMES).starts_with("2026-11-24T10:0"), "{}", note.text(answer::TIMES));
    assert!(note.text(answer::TIMES).contains("/ann@desk"), "{}", note.text(answer::TIMES));
    desk.keys("c");
    let (_, paper) = desk.shell(&["report", "working-paper", "nord.aims", "--about", "I-01"]);
    let line = paper.lines().find(|l| l.contains("nobody reads it")).unwrap_or_else(|| panic!("{paper}"));
    assert!(line.contains("2026-11-24 10:0") && line.contains("Rita Okafor") && !line.contains("RO:"), "{line}");
    assert!(
        paper.contains("private") && paper.contains("looked at the boss") && paper.contains("Written by"),
        "{paper}"
    );
    // It is read out to nobody, stands in no report, and is hidden with the verdicts.
    desk.keys("R");
    let seen = desk.screen();
    assert!(seen.contains("nobody reads it” (Rita Okafor)") && !seen.contains("boss"), "{seen}");
    desk.keys("q");
    let (_, report) = desk.shell(&["report", "audit-report", "nord.aims"]);
    assert!(report.contains("no owner named") || report.contains("nobody reads it"), "{report}");
    assert!(!report.contains("boss"), "{report}");
    desk.keys("d");
    let seen = desk.screen();
    assert!(!seen.contains("boss") && seen.contains("% ..."), "{seen}");
}

#[test]
fn a_line_that_comes_later_gets_its_own_time() {
    let mut desk = fresh();
    desk.keys("they decide in a call<Esc>");
    desk.bench.rest(20 * 60_000);
    desk.keys("ithe owner came in");
    let seen = desk.screen();
    assert!(seen.contains("10:00  they decide in a call") && seen.contains("10:20  the owner came in"), "{seen}");
    desk.keys("<Esc>");
    assert_eq!(here(&desk).text(answer::NOTE), "they decide in a call\nthe owner came in");
}

#[test]
fn evidence_of_the_line_just_typed_costs_three_keys_and_no_word() {
    let mut desk = fresh();
    desk.keys("> Release minutes v4, 12 Nov 2026, in SharePoint/AI, no signature");
    let script = "<C-x>er";
    assert_eq!(count(script), 3);
    desk.keys(script);
    let seen = desk.newest(Kind::Sighting);
    assert_eq!(seen.title(), "Release minutes");
    assert_eq!((seen.text(sighting::VERSION), seen.text(sighting::PLACE)), ("4", "SharePoint/AI"));
    assert_eq!(seen.text(sighting::NOTE), "12 Nov 2026, no signature");
    assert_eq!(sighting::Form::of(&seen, sighting::FORM), Some(sighting::Form::Record));
    let made = desk.newest(Kind::Evidence);
    assert_eq!(evidence::Form::of(&made, evidence::FORM), Some(evidence::Form::Record));
    assert_eq!(desk.records().name(seen.one(sighting::SHOWN_BY).unwrap()), "Rita Okafor");
    // The line is used up: the next time the list opens, and the same again is Enter.
    desk.keys("<Esc><PgDn>i<C-x>e");
    assert!(desk.screen().contains("Evidence seen"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(here(&desk).refs(answer::EVIDENCE), [made.id]);
    // What is on file is offered, and its sight has the version of the line.
    desk.keys("<PgDn>> Release minutes version 5<C-x>ek");
    let again = desk.newest(Kind::Sighting);
    assert_eq!((again.one(sighting::WHAT), again.text(sighting::VERSION)), (Some(made.id), "5"));
}

#[test]
fn parking_takes_a_person_and_a_reason() {
    let mut desk = card();
    let from = here(&desk).id;
    desk.keys("<C-x>PbDuarte<Enter>she keeps the list<Enter>");
    let parked = desk.record(&from.to_string());
    assert_eq!(answer::verdict(&parked), Verdict::Parked);
    assert_eq!(parked.text(answer::PARKED), "she keeps the list");
    assert_eq!(desk.records().name(parked.one(answer::PARKED_FOR).unwrap()), "I. Duarte");
    assert_ne!(here(&desk).id, from, "parking goes on");
}

#[test]
fn a_reference_leads_anywhere_and_what_is_noted_there_says_where_it_came_up() {
    let mut desk = card();
    let from = here(&desk).id;
    let script = "<C-x>/A.7.4<Enter>";
    assert!(count("<C-x>/<Enter>") <= 4, "beside the reference");
    desk.keys(script);
    desk.keys("told beside<Esc>");
    let there = here(&desk);
    assert_eq!((there.one(answer::ITEM), there.one(answer::CAME_FROM)), (Id::item("A.7.4"), Some(from)));
    assert!(desk.screen().contains("(from I-03 q7)"), "{}", desk.screen());
    desk.keys("gbi");
    assert_eq!(here(&desk).id, from);
    // A risk and an AI system have what is on file beside the note; a question of last year is asked again.
    desk.keys("<C-x>+R-11<Enter>");
    assert!(desk.screen().contains("FILE "), "{}", desk.screen());
    desk.keys("<C-x>+I-07 q3<Enter>");
    let again = here(&desk);
    assert_eq!(
        again.one(answer::BASE).and_then(|id| desk.record(&id.to_string()).one(answer::INTERVIEW)),
        Some(id("I-07"))
    );
}

#[test]
fn going_to_a_question_by_its_number_says_nothing_of_where_it_came_up() {
    let mut desk = card();
    desk.keys("<C-x>g13<Enter>told there<Esc>");
    let there = here(&desk);
    assert!(there.text(answer::NOTE).contains("told there"), "{}", desk.screen());
    assert_eq!((there.one(answer::ITEM), there.one(answer::CAME_FROM)), (Id::item("8.4"), None));
    assert!(!desk.screen().contains("(from "), "{}", desk.screen());
    // The way back is kept all the same.
    desk.keys("gbi");
    assert_eq!(here(&desk).one(answer::ITEM), Id::item("A.6.2.4"));
}

#[test]
fn a_system_is_followed_station_by_station_and_what_none_reached_is_listed() {
    let mut desk = card();
    let from = here(&desk).id;
    desk.keys("<Esc>FS-02<Enter>");
    let first = here(&desk);
    assert!(first.title().starts_with("S-02 Claims triage, inventory:"), "{}", first.title());
    assert_eq!((first.one(answer::ITEM), first.one(answer::CAME_FROM)), (Id::item("A.4.2"), Some(from)));
    let seen = desk.screen();
    assert!(seen.contains("FILE ") && seen.contains("state live"), "{seen}");
    desk.keys("ccc<PgDn>m<PgDn>c<PgDn>");
    assert!(here(&desk).title().contains(", data:"), "{}", here(&desk).title());
    // In another interview of the round only what nobody reached yet is asked.
    desk.keys("qq");
    desk.bench.message(aims::app::Msg::Go(aims::ui::Place::Card(id("I-04"), None)));
    desk.bench.settle();
    desk.keys("<Esc>FS-02<Enter>");
    assert!(desk.status().contains("every station of S-02 is asked"), "{}", desk.status());
    desk.bench.message(aims::app::Msg::Go(aims::ui::Place::OpenItems(id("RD-03"))));
    desk.bench.settle();
    desk.keys("/stat");
    let seen = desk.screen();
    assert!(seen.contains("data, change, release, monitoring") || seen.contains("S-02"), "{seen}");
    desk.keys("<Esc>");
    let (_, report) = desk.shell(&["report", "audit-report", "demo.aims", "--about", "RD-03"]);
    assert!(
        report.contains("AI systems followed") && report.contains("3 of 8 stations reached, not: data"),
        "{report}"
    );
    assert!(report.contains("nobody reached it") || report.contains("not judged"), "{report}");
}

#[test]
fn an_item_is_judged_when_all_its_questions_are_or_the_auditor_says_so() {
    let mut desk = fresh();
    desk.keys("<Esc>q");
    let round = desk.newest(Kind::Round).id;
    desk.keys("aA.6.2.4<Enter><Enter>");
    let records = desk.records();
    let asked: Vec<Id> =
        records.linked(Id::item("A.6.2.4").unwrap(), Kind::Answer, answer::ITEM).map(|a| a.id).collect();
    assert!(asked.len() > 1, "{asked:?}");
    let judged = |desk: &Desk| {
        let records = desk.records();
        let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
        let item = records.get(Id::item("A.6.2.4").unwrap()).unwrap();
        aims::domain::coverage::judged(view, item, aims::domain::coverage::Span::Round(round)).0
    };
    let interview = desk.newest(Kind::Interview).id;
    desk.bench.message(aims::app::Msg::Go(aims::ui::Place::Card(interview, Some(asked[0]))));
    desk.bench.settle();
    desk.keys("<Esc>c");
    assert_eq!(judged(&desk), Verdict::NotLookedAt, "one of several questions is not the control");
    assert!(desk.status().contains("more about A.6.2.4, J says it is judged"), "{}", desk.status());
    desk.keys("J");
    assert_eq!(judged(&desk), Verdict::Conforms);
    desk.keys("uc");
    assert_eq!(judged(&desk), Verdict::NotLookedAt);
    // A breach that was seen stands at once.
    desk.keys("m");
    assert_eq!(judged(&desk), Verdict::Minor);
}

#[test]
fn independence_acts_where_somebody_is_named_and_its_reason_is_printed() {
    let mut desk = Desk::demo();
    // The AIMS manager, and whoever helped to set an area up, are asked about in the programme too.
    desk.keys("gW");
    while !desk.screen().lines().any(|l| l.starts_with('>') && l.contains("A.8 Information")) {
        desk.keys("<Down>");
    }
    desk.keys("oBerg<Enter>");
    assert!(
        desk.screen().contains("M. Berg runs the AIMS") || desk.screen().contains("would audit"),
        "{}",
        desk.screen()
    );
    desk.keys("<Esc><Esc><Esc>");
    assert!(desk.records().all(Kind::ProgrammeArea).all(|l| l.one(programme_area::LEAD) != Some(id("P-01"))));
    // The area has its line once something is said of it.
    desk.keys("gW").keys("/").keys("A.8<Enter>").keys("m").keys("2027-03<Enter>");
    desk.shell(&["set", "P-06", "helped_with", "A.8.2", "demo.aims"]);
    let area = desk.records().all(Kind::ProgrammeArea).next_back().unwrap().id.to_string();
    let (code, said) = desk.shell(&["set", &area, "lead", "P-06", "demo.aims"]);
    assert!(code == 1 && said.contains("K. Moreau would audit A.8.2 and helped to set it up"), "{said}");
    let (code, said) = desk.shell(&["set", &area, "lead", "P-06", "demo.aims", "--because", "three years ago"]);
    assert!(code == 0, "{said}");
    let (_, paper) = desk.shell(&["report", "audit-programme", "demo.aims"]);
    assert!(paper.contains("three years ago"), "{paper}");
    // Whoever is not kept as an auditor, and whoever is asked in the same round.
    desk.shell(&["set", "P-09", "auditor", "no", "demo.aims"]);
    let (code, said) = desk.shell(&["set", "RD-03", "lead", "P-09", "demo.aims"]);
    assert!(code == 1 && said.contains("not kept as an auditor"), "{said}");
    let (code, said) = desk.shell(&["set", "I-04", "persons", "P-06", "demo.aims"]);
    assert!(code == 1 && said.contains("audits in this round and is asked in I-04"), "{said}");
}

#[test]
fn an_opening_meeting_is_two_keys_with_its_agenda_and_attendance_and_judges_nothing() {
    let mut desk = Desk::demo();
    desk.keys("go/RD-03<Enter><Enter>mo");
    let meeting = desk.newest(Kind::Interview);
    assert_eq!(interview::Type::of(&meeting, interview::TYPE), Some(interview::Type::Opening));
    assert!(meeting.refs(interview::WITH).len() > 3, "everybody whom the round asks");
    let footer = |desk: &mut Desk| desk.wide().lines().last().unwrap_or_default().to_string();
    assert!(!footer(&mut desk).contains("conforms"), "{}", desk.wide());
    desk.keys("<Esc>");
    assert!(!footer(&mut desk).contains("conforms") && footer(&mut desk).contains("x checks"), "{}", desk.wide());
    desk.keys("xyyn");
    assert!(desk.screen().contains("CHECKS  2 yes, 1 no"), "{}", desk.screen());
    // What is at the cursor is seen whole, and a verdict is refused.
    assert!(!desk.screen().lines().any(|l| l.starts_with('>') && l.contains('…')), "{}", desk.screen());
    desk.keys("qc");
    assert!(desk.status().contains("is a meeting: its agenda is ticked"), "{}", desk.status());
    desk.keys("X");
    assert!(!desk.screen().contains("not judged"), "{}", desk.screen());
    desk.keys("a");
    let (_, report) = desk.shell(&["report", "audit-report", "demo.aims", "--about", "RD-03"]);
    let line = report.lines().find(|l| l.starts_with("| Opening meeting") || l.contains("Opening meeting")).unwrap();
    assert!(line.contains(&meeting.id.to_string()) || report.contains(&format!("{} ", meeting.id)), "{report}");
    // Pressed again it goes there, and nothing of it waits to be judged.
    desk.keys("q");
    desk.bench.message(aims::app::Msg::Go(aims::ui::Place::OpenItems(id("RD-03"))));
    desk.bench.settle();
    let listed = desk.wide();
    assert!(!listed.contains(&meeting.id.to_string()), "{listed}");
}

#[test]
fn a_sheet_is_printed_for_a_pen_and_what_was_written_is_typed_in_at_once() {
    let mut desk = Desk::demo();
    assert!(desk.bench.close());
    let (code, sheet) = desk.shell(&["interview", "demo.aims", "I-04", "--paper"]);
    assert!(
        code == 0 && sheet.contains("Said and seen") && sheet.contains("[ ] m minor") && sheet.contains("....."),
        "{sheet}"
    );
    let (code, _) = desk.shell(&["interview", "demo.aims", "I-04", "--paper", "-o", "sheet.pdf"]);
    assert!(code == 0 && fs::read(desk.folder.path().join("sheet.pdf")).unwrap().starts_with(b"%PDF"));
    fs::write(desk.folder.path().join("bad.txt"), "99 m words\n").unwrap();
    let (code, said) = desk.shell(&["interview", "demo.aims", "I-04", "--typed", "bad.txt"]);
    assert!(code == 1 && said.contains("line 1: there is no question 99"), "{said}");
    let text = "1 c runbook is used\n> runbook v7, 3 Nov\n2 m nobody is on call at night\n! no rota\n3 P Keller has the list\n";
    fs::write(desk.folder.path().join("sheet.txt"), text).unwrap();
    let (code, said) = desk.shell(&["interview", "demo.aims", "I-04", "--typed", "sheet.txt"]);
    assert!(code == 0 && said.contains("answers of I-04 typed in from paper, 3 questions"), "{said}");
    desk.reopen();
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let all = interview::answers(view, id("I-04"));
    assert_eq!([0, 1, 2].map(|n| answer::verdict(all[n])), [Verdict::Conforms, Verdict::Minor, Verdict::Parked]);
    assert_eq!(all[1].text(answer::NOTE), "nobody is on call at night\n! no rota");
    assert_eq!(all[2].text(answer::PARKED), "Keller has the list");
    let held = records.get(id("I-04")).unwrap();
    assert_eq!(interview::State::of(held, interview::STATE), Some(interview::State::Running));
}

#[test]
fn packs_are_seen_added_and_written_out_on_the_screen() {
    let mut desk = Desk::empty();
    let path = desk.folder.path().join("house.toml");
    let pack = "pack = \"House rules\"\nversion = 1\nlanguage = \"de\"\n\n[[question]]\nid = \"house:stop\"\nitem = \"5.3\"\n\
                ask = \"Wer darf ein System anhalten?\"\n";
    fs::write(&path, pack).unwrap();
    desk.keys("gQ");
    assert!(desk.screen().contains("(always there)"), "{}", desk.screen());
    desk.keys(&format!("n{}<Enter>", path.display()));
    assert!(desk.screen().contains("add it: 1 new"), "{}", desk.screen());
    desk.keys("a");
    let seen = desk.screen();
    assert!(seen.contains("House rules, version 1 (de): 0 in the place of built-in questions, 1 of its"), "{seen}");
    desk.keys("u");
    assert!(!desk.screen().contains("0 in the place"), "{}", desk.screen());
    fs::write(&path, pack.replace("5.3", "5.9")).unwrap();
    desk.keys(&format!("n{}<Enter>", path.display()));
    assert!(desk.status().contains("nothing was added"), "{}", desk.status());
    let words = desk.folder.path().join("words.toml");
    desk.keys(&format!("<Home><Enter><C-u>{}<Enter>", words.display()));
    assert!(fs::read_to_string(words).unwrap().contains("[[question]]"));
}

#[test]
fn the_audit_of_an_area_begins_in_the_programme() {
    let mut desk = Desk::demo();
    desk.keys("gW");
    while !desk.screen().lines().any(|l| l.starts_with('>') && l.contains("A.2 Policies")) {
        desk.keys("<Down>");
    }
    desk.keys("rb");
    let begun = desk.newest(Kind::Round);
    assert!(begun.title().starts_with("Internal audit A.2 Policies"), "{}", begun.title());
    assert_eq!(begun.refs(round::ITEMS).len(), 3);
    let line = desk.newest(Kind::ProgrammeArea);
    assert_eq!(line.one(programme_area::ROUND), Some(begun.id));
    assert_eq!(desk.record("P-06").refs(person::HELPED), [] as [Id; 0]);
}
