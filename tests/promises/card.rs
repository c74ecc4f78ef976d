//! The interview itself: notes, questions, verdicts, evidence, promises, and what the person says to it.

use crate::desk::{Desk, count};
use aims::domain::{
    Id, Kind, Record,
    kinds::{
        answer::{self, Facts, Verdict, Works},
        evidence, interview, request, sighting,
    },
};

/// The answer at which an interview is, from its card.
fn current(desk: &Desk) -> Record {
    let app = &desk.bench.app;
    let id = app.top().and_then(|p| p.subject(&app.world)).expect("a card is open");
    desk.record(&id.to_string())
}

#[test]
fn ia_07_type_straight_away_times_and_saves_run_by_themselves() {
    let mut desk = Desk::demo();
    desk.keys("go/RD-03<Enter><Enter>nQ. Larsen<Enter>e");
    let id = desk.newest(Kind::Interview);
    assert_eq!(desk.records().name(id.refs(interview::WITH)[0]), "Q. Larsen");
    desk.field(interview::START).keys("<C-u>today 10:00<Enter>").field(interview::ROLE).keys("MLOps<Enter>");
    desk.keys("qH");
    // The cursor is in the note: letters are text, the minute of each line is kept.
    desk.keys("backups run each night");
    desk.bench.rest(120_000);
    desk.keys("\n> log of last night");
    let asked = current(&desk);
    let seen = desk.screen();
    assert!(seen.contains("10:00  backups run each night") && seen.contains("10:02  > log of last night"), "{seen}");
    assert!(seen.contains("saved 10:02"), "{seen}");
    // Nobody left the note, and the program is killed: a second after the last key all of it is in the file.
    desk.crash();
    desk.keys(&format!("gv/{}<Enter><Enter>", id.id));
    let seen = desk.screen();
    assert!(seen.contains("10:00  backups run each night") && seen.contains("10:02  > log of last night"), "{seen}");
    desk.keys("<Esc>");
    let note = desk.record(&asked.id.to_string());
    assert_eq!(note.text(answer::NOTE), "backups run each night\n> log of last night");
    let clocks: Vec<&str> = note.text(answer::TIMES).split(' ').map(|t| &t[11..16]).collect();
    assert_eq!(clocks, ["10:00", "10:02"]);
    assert!(note.text(answer::TIMES).starts_with("2026-11-24T"), "{}", note.text(answer::TIMES));
    let held = desk.record(&id.id.to_string());
    assert!(held.stamp(interview::STARTED).is_some());
    assert_eq!(interview::State::of(&held, interview::STATE), Some(interview::State::Running));
}

#[test]
fn ia_08_questions_with_their_guide_key_questions_jump_and_park() {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("ASK ") && seen.contains("SHOW ") && seen.contains("PROBE "), "{seen}");
    desk.keys("<C-x>s");
    let guide = desk.wide();
    for part in ["LOOK FOR", "ASK TO SEE", "FOLLOW UP", "In our words"] {
        assert!(guide.contains(part), "{part}\n{guide}");
    }
    desk.keys("<Esc>");
    let from = current(&desk).id;
    desk.keys("<C-x>g12<Enter>");
    let there = current(&desk).id;
    assert_ne!(there, from);
    desk.keys("<C-x>gb");
    assert_eq!(current(&desk).id, from);
    desk.keys("<C-x>p");
    assert_ne!(current(&desk).id, from);
    desk.keys("<C-x>gp");
    desk.reopen();
    assert_eq!(answer::verdict(&desk.record(&from.to_string())), Verdict::Parked);
    desk.keys("gp");
    assert!(desk.screen().contains("I-03 q7"), "{}", desk.screen());
    // A key question is marked in the list of questions, which a planned interview opens with.
    let open = |desk: &mut Desk| {
        desk.keys("go/RD-03<Enter><Enter><Home>");
        while !desk.screen().lines().any(|l| l.starts_with(">I-04")) {
            desk.keys("<Down>");
        }
        desk.keys("<Enter>");
        desk.screen().lines().filter(|l| l.get(5..6) == Some("*")).count()
    };
    let before = open(&mut desk);
    desk.keys("<Home><Down><Down>*");
    desk.reopen();
    assert_eq!(open(&mut desk), before + 1);
}

#[test]
fn ia_09_one_key_grades_in_place_apart_from_works_and_undecided_on_purpose() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><Esc>");
    let first = current(&desk).id.to_string();
    for (letter, verdict) in
        [("c", Verdict::Conforms), ("o", Verdict::Improve), ("m", Verdict::Minor), ("M", Verdict::Major)]
    {
        assert_eq!(count(letter), 1);
        desk.keys(letter);
        assert_eq!(answer::verdict(&desk.record(&first)), verdict);
    }
    desk.keys("awe build nothing here<Enter>");
    assert_eq!(answer::verdict(&desk.record(&first)), Verdict::NotApplicable);
    desk.keys("c").keys("Wd");
    desk.keys("<PageDown><PageDown>");
    let second = current(&desk).id.to_string();
    desk.keys("M.");
    desk.reopen();
    // In place, and yet it does not work: two axes.
    let record = desk.record(&first);
    assert_eq!(answer::verdict(&record), Verdict::Conforms);
    assert_eq!(Works::of(&record, answer::WORKS), Some(Works::DoesNot));
    // Left open on purpose: no verdict and no time of one.
    let record = desk.record(&second);
    assert_eq!(answer::verdict(&record), Verdict::NotLookedAt);
    assert_eq!(record.stamp(answer::JUDGED), None);
}

#[test]
fn ia_10_evidence_with_version_day_place_and_who_showed_it() {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    let asked = current(&desk).id;
    desk.keys("<C-x>erelease record 2.15<Enter>");
    let seen = desk.newest(Kind::Evidence);
    assert_eq!(seen.title(), "release record 2.15");
    let sight = desk.newest(Kind::Sighting);
    assert_eq!((sight.one(sighting::ANSWER), sight.one(sighting::WHAT)), (Some(asked), Some(seen.id)));
    assert_eq!(sight.date(sighting::SEEN_ON), Some(crate::desk::now().date()));
    assert_eq!(desk.records().name(sight.one(sighting::SHOWN_BY).unwrap()), "R. Okafor");
    assert_eq!(desk.records().name(sight.one(sighting::SEEN_BY).unwrap()), "A. Brandt");
    let id = seen.id.to_string();
    desk.keys("<C-x>q");
    desk.field_of(&id, evidence::VERSION).keys("2.15<Enter>");
    desk.field(evidence::WHERE).keys("share/releases/2.15.pdf<Enter>");
    let hash = "0d".repeat(32);
    desk.field(evidence::HASH).keys(&format!("{hash}<Enter>"));
    desk.reopen();
    let record = desk.record(&id);
    assert_eq!((record.text(evidence::VERSION), record.text(evidence::WHERE)), ("2.15", "share/releases/2.15.pdf"));
    assert_eq!(record.text(evidence::HASH), hash);
    // The first version and place that it is given are those that were seen; a later version is not.
    desk.field_of(&id, evidence::VERSION).keys("<C-u>2.16<Enter>");
    let sight = desk.record(&sight.id.to_string());
    assert_eq!((sight.text(sighting::VERSION), sight.text(sighting::PLACE)), ("2.15", "share/releases/2.15.pdf"));
    assert!(desk.record(&asked.to_string()).refs(answer::EVIDENCE).contains(&seen.id));
    desk.keys(&format!("ge/{id}<Enter>"));
    assert!(desk.wide().contains("release record 2.15") && desk.wide().contains("R. Okafor"), "{}", desk.wide());
}

#[test]
fn ia_13_promises_with_person_and_day_ticked_on_arrival() {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    let asked = current(&desk).id.to_string();
    desk.keys("<C-x>rdrift export of May by +7<Enter>");
    let promise = desk.newest(Kind::Request);
    assert_eq!(promise.title(), "drift export of May");
    assert_eq!(desk.records().name(promise.one(request::FROM).unwrap()), "R. Okafor");
    assert_eq!(promise.date(request::DUE).unwrap().to_string(), "2026-12-01");
    desk.reopen();
    let id = promise.id.to_string();
    desk.keys(&format!("gE/{id}<Enter>"));
    assert!(desk.wide().contains("drift export of May") && desk.wide().contains("R. Okafor"), "{}", desk.wide());
    let before = desk.record(&asked).refs(answer::EVIDENCE).len();
    desk.keys("a");
    desk.reopen();
    let arrived = desk.record(&id);
    assert_eq!(request::State::of(&arrived, request::STATE), Some(request::State::Arrived));
    assert_eq!(arrived.date(request::ARRIVED), Some(crate::desk::now().date()));
    let now: Vec<Id> = desk.record(&asked).refs(answer::EVIDENCE).to_vec();
    assert_eq!(now.len(), before + 1);
    assert!(now.contains(&arrived.one(request::EVIDENCE).unwrap()));
}

#[test]
fn ia_16_what_was_confirmed_what_was_disputed_and_how_it_ended() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><C-x>R");
    // The first fact is confirmed; the second is disputed and settled.
    desk.keys("<Space><Down><Space><Space><Space>");
    assert!(desk.screen().contains("how did it end"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(desk.spots("audit.dispute-open").len(), 1);
    desk.keys("<Space>");
    // Once round again, with words this time.
    desk.keys("<Space><Space><Space>shown the sheet, agreed<Enter>");
    desk.reopen();
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let list = interview::answers(view, "I-03".parse().unwrap());
    assert_eq!(Facts::of(list[0], answer::FACTS), Some(Facts::Confirmed));
    assert_eq!(Facts::of(list[1], answer::FACTS), Some(Facts::Disputed));
    assert_eq!(list[1].text(answer::DISPUTE), "shown the sheet, agreed");
    assert_eq!(desk.spots("audit.dispute-open"), []);
    desk.keys("<Enter><C-x>R");
    assert!(desk.screen().contains("[confirmed]") && desk.screen().contains("[disputed:"), "{}", desk.screen());
}

#[test]
fn s3_34_in_place_and_working_are_two_verdicts() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><Esc>");
    let id = current(&desk).id.to_string();
    desk.keys("c").keys("Wd");
    desk.reopen().keys("<Enter><Esc>");
    let seen = desk.screen();
    assert!(seen.contains("CONFORMS") && seen.contains("does not work"), "{seen}");
    // The one is changed without the other.
    desk.keys("m");
    desk.reopen();
    let record = desk.record(&id);
    assert_eq!((answer::verdict(&record), Works::of(&record, answer::WORKS)), (Verdict::Minor, Some(Works::DoesNot)));
}

#[test]
fn ia_12_the_same_said_by_two_and_contradictions_until_they_are_settled() {
    let mut desk = Desk::demo();
    let open = desk.spots("claim.contradiction-open");
    assert_eq!(open.len(), 1);
    let called = |desk: &Desk, id: Id| desk.records().called(id);
    assert_eq!(called(&desk, open[0]), "I-03 q4");
    // Seen from the other side too.
    desk.keys("<Enter><C-x>g4<Enter><Esc>");
    assert!(desk.screen().contains("CONTRADICTS I-02 q5"), "{}", desk.screen());
    desk.keys("C");
    assert!(desk.wide().contains("CONTRADICTIONS NOT SETTLED  1"), "{}", desk.wide());
    // Settled with what was found to hold.
    desk.keys("<Esc>").keys("=<Enter>c").keys("the mail counts photos, the limit prices<Enter>");
    assert!(desk.spots("claim.contradiction-open").is_empty(), "{}", desk.screen());
    // Another one says the same: two keys and a letter.
    desk.keys("g1<Enter>=<Enter>s");
    desk.reopen();
    let records = desk.records();
    let first = interview::answers(
        aims::domain::View { records: &records, today: crate::desk::now().date() },
        "I-03".parse().unwrap(),
    )[0];
    assert_eq!(first.refs(answer::SAME).len(), 1);
    assert_eq!(desk.record(&open[0].to_string()).text(answer::SETTLED), "the mail counts photos, the limit prices");
    let path = desk.path().to_string_lossy().into_owned();
    let (_, report) = desk.shell(&["report", "audit-report", &path, "--about", "RD-03"]);
    assert!(report.contains("I-03 q4 contradicts I-02 q5") && report.contains("the mail counts photos"), "{report}");
}

#[test]
fn ia_15_checks_that_are_ticked_no_draft_what_is_not_met() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><C-x>g4<Enter><Esc>x");
    let shown = desk.screen();
    assert!(shown.contains("CHECKS  none looked at"), "{shown}");
    desk.keys("yn");
    let asked = current(&desk);
    assert_eq!(aims::domain::ticks::told(asked.text(answer::TICKS)), "1 yes, 1 no");
    let unmet = aims::domain::ticks::unmet(asked.text(answer::TICKS))[0].to_string();
    // The finding drafts itself with it, from the overlay or from the card.
    desk.keys("f<Tab><Tab>");
    desk.keys("<Enter>");
    let raised = desk.newest(Kind::Finding);
    let seen = raised.text(aims::domain::kinds::finding::CONDITION).to_string();
    assert!(seen.ends_with(&format!("Not met: {unmet}")), "{seen}\n{}", desk.screen());
    desk.reopen();
    let kept = desk.record(&asked.id.to_string());
    assert_eq!(kept.text(answer::TICKS), asked.text(answer::TICKS));
}
