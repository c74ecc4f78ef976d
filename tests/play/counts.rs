//! Keys that a task may cost, counted in the script that does it; words between braces are not counted.

use crate::desk::{Desk, count};
use aims::{
    command::Context,
    domain::{
        Id, Kind, Record, View,
        kinds::{
            answer::{self, Verdict},
            finding, interview, item, request, risk,
        },
    },
};

/// Types a script and returns how many keys it took, words left out.
fn typed(desk: &mut Desk, script: &str) -> usize {
    let mut keys = 0;
    for (i, part) in script.split(['{', '}']).enumerate() {
        desk.keys(part);
        keys += if i % 2 == 0 { count(part) } else { 0 };
    }
    keys
}

/// A demo on the card of the running interview at its seventh question, writing.
fn writing() -> Desk {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    assert_eq!((desk.context(), number(&desk)), (Context::Writing, 7));
    desk
}

fn subject(desk: &Desk) -> Id {
    let app = &desk.bench.app;
    app.top().and_then(|p| p.subject(&app.world)).expect("something is marked")
}
fn here(desk: &Desk) -> Record {
    desk.record(&subject(desk).to_string())
}
/// Number of the question on the card, from 1.
fn number(desk: &Desk) -> usize {
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let at = subject(desk);
    let list = interview::answers(view, records.get(at).and_then(|a| a.one(answer::INTERVIEW)).unwrap());
    list.iter().position(|a| a.id == at).unwrap() + 1
}
fn answer_of(desk: &Desk, number: usize) -> Record {
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    interview::answers(view, "I-03".parse().unwrap())[number - 1].clone()
}

#[test]
fn resume_next_and_verdict() {
    let mut desk = Desk::demo();
    assert_eq!(typed(&mut desk, "<Enter>"), 1);
    assert_eq!((desk.context(), number(&desk)), (Context::Writing, 7));
    assert_eq!(typed(&mut desk, "<PageDown>"), 1);
    assert_eq!((desk.context(), number(&desk)), (Context::Writing, 8));

    let mut desk = writing();
    assert_eq!(typed(&mut desk, "<C-x>m"), 2);
    assert_eq!((desk.context(), answer::verdict(&here(&desk))), (Context::Writing, Verdict::Minor));
    desk.keys("<Esc>");
    assert_eq!(typed(&mut desk, "c"), 1);
    assert_eq!((desk.context(), answer::verdict(&here(&desk))), (Context::Card, Verdict::Conforms));
    // The last verdict taken back, from the sentence.
    desk.keys("i");
    assert_eq!(typed(&mut desk, "<C-x>u"), 2);
    assert_eq!((desk.context(), answer::verdict(&here(&desk))), (Context::Writing, Verdict::Minor));
}

#[test]
fn note_verdict_finding_next() {
    let mut desk = writing();
    assert_eq!(typed(&mut desk, "{ seen twice}<C-x>c<PageDown>"), 3);
    let judged = answer_of(&desk, 7);
    assert!(judged.text(answer::NOTE).ends_with(" seen twice"), "{}", judged.text(answer::NOTE));
    assert_eq!((answer::verdict(&judged), number(&desk)), (Verdict::Conforms, 8));

    for (script, limit, verdict) in [
        ("{ nobody signs}<C-x>f<Enter><PageDown>", 4, Verdict::Minor),
        ("{ nobody signs}<C-x>fM<Enter><PageDown>", 5, Verdict::Major),
    ] {
        let mut desk = writing();
        assert_eq!(typed(&mut desk, script), limit);
        let judged = answer_of(&desk, 7);
        assert!(judged.text(answer::NOTE).ends_with(" nobody signs"));
        assert_eq!((answer::verdict(&judged), number(&desk), desk.context()), (verdict, 8, Context::Writing));
        let raised = desk.newest(Kind::Finding);
        assert_eq!(raised.one(finding::ANSWER), Some(judged.id));
        assert!(!raised.title().is_empty());
    }
}

#[test]
fn evidence_seen_again_and_promised() {
    let mut desk = writing();
    assert_eq!(typed(&mut desk, "<C-x>e{log of June}<Enter>"), 3);
    let first = desk.newest(Kind::Evidence);
    assert_eq!((first.title(), desk.context()), ("log of June", Context::Writing));
    assert!(here(&desk).refs(answer::EVIDENCE).contains(&first.id));
    // The verdict dates the question, so that its evidence is the last one.
    desk.keys("<C-x>c<PageDown><PageDown>");
    assert_eq!(typed(&mut desk, "<C-x>e<Enter>"), 3);
    assert!(here(&desk).refs(answer::EVIDENCE).contains(&first.id), "{}", desk.status());
    assert_eq!(typed(&mut desk, "<C-x>r{the export}<Enter>"), 3);
    let promise = desk.newest(Kind::Request);
    // Tuesday and two working days.
    assert_eq!((promise.title(), promise.date(request::DUE).unwrap().to_string()), ("the export", "2026-11-26".into()));
    assert_eq!(promise.one(request::ANSWER), Some(here(&desk).id));
}

#[test]
fn park_and_mark() {
    let mut desk = writing();
    assert_eq!(typed(&mut desk, "<C-x>p"), 2);
    assert_eq!((answer::verdict(&answer_of(&desk, 7)), number(&desk)), (Verdict::Parked, 8));
    let mut desk = writing();
    assert_eq!(typed(&mut desk, "<C-x>Po<Enter>"), 4);
    let parked = answer_of(&desk, 7);
    assert_eq!(answer::verdict(&parked), Verdict::Parked);
    assert!(parked.one(answer::PARKED_FOR).is_some());
    // The marks at the beginning of a line.
    let mut desk = writing();
    desk.keys("<End>\n");
    assert_eq!(typed(&mut desk, "!{ nobody signs}"), 1);
    desk.keys("\n");
    assert_eq!(typed(&mut desk, "?{ ask for May}"), 1);
    desk.keys("<Esc>");
    let note = here(&desk);
    assert!(note.text(answer::NOTE).contains("\n! nobody signs\n? ask for May"), "{}", note.text(answer::NOTE));
}

#[test]
fn jump_back_undo_editor_hide_recap_leave() {
    let mut desk = writing();
    assert_eq!(typed(&mut desk, "<C-x>g12<Enter>"), 5);
    assert_eq!((number(&desk), desk.context()), (12, Context::Writing));
    assert_eq!(typed(&mut desk, "<C-x>gb"), 3);
    assert_eq!((number(&desk), desk.context()), (7, Context::Writing));
    assert_eq!(typed(&mut desk, "<C-x><C-e>"), 2);
    assert!(desk.status().contains("editor"), "{}", desk.status());
    desk.keys("<C-x>m");
    assert!(desk.screen().contains("MINOR NC"), "{}", desk.screen());
    assert_eq!(typed(&mut desk, "<C-x>d"), 2);
    let hidden = desk.wide();
    assert!(!hidden.contains("MINOR NC") && !hidden.contains("minor"), "{hidden}");
    desk.keys("<C-x>d");
    assert_eq!(typed(&mut desk, "<C-x>R"), 2);
    assert_eq!(desk.context(), Context::Recap);
    desk.keys("q");
    desk.keys(" and more");
    assert_eq!(typed(&mut desk, "<C-x>q"), 2);
    assert_eq!(desk.context(), Context::Home);
    assert!(answer_of(&desk, 7).text(answer::NOTE).ends_with(" and more"));
}

#[test]
fn worst_cell_bulk_copy_search_and_palette() {
    let mut desk = Desk::demo();
    assert_eq!(typed(&mut desk, "gr<Enter>"), 3);
    let worst = desk.record(&subject(&desk).to_string());
    assert_eq!((worst.number(risk::LIKELIHOOD), worst.number(risk::CONSEQUENCE)), (Some(4), Some(5)));

    let mut desk = Desk::demo();
    desk.keys("gc");
    assert_eq!(typed(&mut desk, "/{A.6}<Enter>*ay"), 5);
    let records = desk.records();
    let shown: Vec<&Record> = records.all(Kind::Item).filter(|i| i.id.to_string().starts_with("A.6")).collect();
    assert_eq!(shown.len(), 9);
    assert!(shown.iter().all(|i| item::Use::of(i, item::USE) == Some(item::Use::Yes)));

    for place in ["gi", "gR", "gr", "gc", "gf", "gP", "gk"] {
        let mut desk = Desk::demo();
        desk.keys(place);
        assert_eq!(typed(&mut desk, "yc"), 2);
        assert!(desk.bench.copied().is_some_and(|t| t.contains([',', '\t'])), "{place}: {}", desk.status());
    }
    for place in ["", "gr", "gR", "gR<Enter>", "go<Enter>", "gk", "gp"] {
        let mut desk = Desk::demo();
        desk.keys(place);
        assert_eq!(typed(&mut desk, "//{drift dashboard}<Enter>"), 3);
        assert!(desk.wide().contains("ER-07"), "{place}:\n{}", desk.wide());
        let mut desk = Desk::demo();
        desk.keys(place);
        assert_eq!(typed(&mut desk, ":{suppliers}<Enter>"), 2);
        assert!(desk.screen().contains("SU-"), "{place}:\n{}", desk.screen());
    }
}
