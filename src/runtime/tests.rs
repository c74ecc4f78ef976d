//! The workbench as tests drive it: keys in, screens and files out.

use super::*;
use crate::{
    app::Msg,
    domain::{
        Change, Id, Kind, Record, Stamp, Value,
        kinds::{finding, person, risk},
    },
    exchange::ListTable,
    panes::answering,
    session::Folders,
    store::{Request, Typed, Verified},
    ui::{AfterChoice, Effect, Output, Place, effect::WantedPaper},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

fn now() -> Stamp {
    Stamp::parse("2026-11-21T10:41:07+01:00").unwrap()
}

fn demo(root: &Path) -> Workbench {
    let mut bench = Workbench::headless(RunOptions::fixed(now(), root)).unwrap();
    bench.open_demo().unwrap();
    bench.settle();
    bench
}

fn at_heatmap(root: &Path) -> Workbench {
    let mut bench = demo(root);
    bench.message(Msg::Go(Place::Heatmap));
    bench
}

#[test]
fn keys_are_typed_and_the_screen_is_read() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = at_heatmap(root.path());
    bench.type_keys("gi").unwrap();
    let screen = bench.text(80, 24);
    assert!(screen.contains("HALDEN MOBILITY  AI inventory") && screen.contains("S-01"), "{screen}");
    assert_eq!(screen.lines().count(), 24);
    assert!(bench.type_keys("<Nonsense>").unwrap_err().contains("Nonsense"));
    let plain: Vec<usize> = [(1, 1), (40, 10), (140, 45)].map(|(w, h)| bench.text(w, h).lines().count()).into();
    assert_eq!(plain, [1, 10, 45]);
}

#[test]
fn a_change_is_saved_undone_and_still_there_after_opening_again() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = at_heatmap(root.path());
    let id = bench.app.world.records.next_id(Kind::Person);
    let change = Change::new("person").create(id, vec![(person::NAME, Value::text("Ada"))]);
    let reply = bench.save(change).unwrap();
    assert!(matches!(reply, crate::store::Reply::Saved { .. }));
    bench.type_keys("u").unwrap();
    assert!(bench.app.world.records.live(id).is_none());
    assert!(bench.app.status().is_some_and(|(text, _)| text.contains("undid: person")));
    bench.type_keys("<C-r>").unwrap();
    assert_eq!(bench.app.world.saved.waiting, 0);
    drop(bench);
    let path = Folders::under(root.path()).demo();
    let bench = Workbench::headless_at(&path, RunOptions::fixed(now(), root.path())).unwrap();
    assert_eq!(bench.app.world.records.live(id).unwrap().title(), "Ada");
    drop(bench);
    assert!(matches!(crate::store::verify(&path), Verified::Ok { .. }));
}

#[test]
fn what_is_typed_is_a_draft_after_a_second_and_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    let owner = Id::new(Kind::Person, 1);
    let (path, notes) = (Folders::under(root.path()).demo(), person::NOTES);
    bench.message(Msg::Go(Place::Field(vec![owner], notes)));
    bench.text(80, 24);
    bench.type_keys("last words").unwrap();
    let [Typed::Kept(Request::Draft(unsaved))] = &bench.app.unsaved()[..] else { panic!("it is in no draft yet") };
    assert!(unsaved.text.contains("last words"));
    bench.rest(1_000);
    assert!(bench.app.unsaved().is_empty());
    drop(bench);
    let bench = Workbench::headless_at(&path, RunOptions::fixed(now(), root.path())).unwrap();
    assert!(bench.app.world.drafts[&(owner, notes)].text.contains("last words"));
}

#[test]
fn settings_belong_to_a_person() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = at_heatmap(root.path());
    bench.perform(Effect::Keep("tips".into(), "off".into()));
    bench.settle();
    drop(bench);
    let path = Folders::under(root.path()).demo();
    let tips = |user: &str| {
        let mut options = RunOptions::fixed(now(), root.path());
        options.who.user = user.into();
        let bench = Workbench::headless_at(&path, options).unwrap();
        bench.app.world.setting("tips").map(String::from)
    };
    assert_eq!((tips("ann").as_deref(), tips("bob")), (Some("off"), None));
}

#[test]
fn a_demo_of_today_or_in_use_is_kept_and_a_stale_one_made_anew() {
    let root = tempfile::tempdir().unwrap();
    let options =
        |day: &str| RunOptions::fixed(Stamp::parse(&format!("2026-11-{day}T09:00:00+01:00")).unwrap(), root.path());
    let path = Folders::under(root.path()).demo();
    let inode = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(&path).unwrap());
    let modified = || fs::metadata(&path).unwrap().modified().unwrap();
    demo_ready(&options("23"), &path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let made = (inode(), modified());
    demo_ready(&options("23"), &path).unwrap();
    assert_eq!((inode(), modified()), made, "today's demo is kept");
    let kept = modified();
    demo_ready(&options("24"), &path).unwrap();
    assert_ne!(modified(), kept, "yesterday's demo is made anew");
    let mut bench = Workbench::headless_at(&path, options("24")).unwrap();
    let id = bench.app.world.records.next_id(Kind::Person);
    bench.save(Change::new("mine").create(id, vec![(person::NAME, Value::text("Mine"))])).unwrap();
    drop(bench);
    demo_ready(&options("26"), &path).unwrap();
    let bench = Workbench::headless_at(&path, options("26")).unwrap();
    assert_eq!(bench.app.world.records.get(id).map(|r| r.title()), Some("Mine"));
}

#[test]
fn a_real_file_is_never_taken_for_the_demo() {
    let root = tempfile::tempdir().unwrap();
    let options = RunOptions::fixed(now(), root.path());
    let path = create(&options, &root.path().join("acme"), "Acme").unwrap();
    assert_eq!(path, root.path().join("acme.aims"));
    assert!(demo_ready(&options, &path).unwrap_err().contains("not the demo"));
    assert!(create(&options, &path, "Again").unwrap_err().contains("exists already"));
}

#[test]
fn files_are_written_once_and_asked_about_before_they_are_replaced() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    let path = root.path().join("soa.html");
    let paper = |overwrite| Effect::Make {
        output: Output::Paper(WantedPaper::draft("soa", None)),
        path: path.clone(),
        overwrite,
    };
    bench.perform(paper(false));
    bench.settle();
    let first = fs::read_to_string(&path).unwrap();
    assert!(first.starts_with("<!") && first.contains("DEMO DATA"), "an ending of .html gives HTML");
    fs::write(&path, "mine").unwrap();
    bench.perform(paper(false));
    bench.settle();
    assert!(bench.text(80, 24).contains("is there already"));
    bench.type_keys("k").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    bench.perform(paper(false));
    bench.settle();
    bench.type_keys("o").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    let then = AfterChoice::Overwrite { path: PathBuf::from("x"), bytes: Vec::new(), what: String::new() };
    assert!(matches!(answering::overwrite_menu(Path::new("x"), then), Place::Menu(_)));
}

#[test]
fn typing_goes_on_while_a_paper_is_made_and_esc_stops_it() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    let path = root.path().join("soa.md");
    let paper = |path: &Path| Effect::Make {
        output: Output::Paper(WantedPaper::draft("soa", None)),
        path: path.into(),
        overwrite: false,
    };
    bench.perform(paper(&path));
    let seen = bench.text(80, 24);
    assert!(seen.contains(" soa: ") && seen.contains("Esc stops it"), "{seen}");
    bench.perform(paper(&root.path().join("second.md")));
    assert_eq!(bench.app.status(), Some(("soa is being made; Esc stops it, then ask again", true)));

    let owner = Id::new(Kind::Person, 1);
    bench.message(Msg::Go(Place::Field(vec![owner], person::NOTES)));
    let key = |code| Msg::Key(crate::keymap::Key::new(code, false, false, false));
    bench.message(key(crate::keymap::Code::Char('w')));
    assert!(matches!(&bench.app.unsaved()[..], [Typed::Kept(Request::Draft(draft))] if draft.text.contains('w')));
    assert!(!bench.text(80, 24).contains("Esc stops it"), "Esc belongs to the text that is typed");
    bench.message(key(crate::keymap::Code::Esc));
    assert!(!path.exists());
    bench.settle();
    assert!(fs::read_to_string(&path).unwrap().contains("Statement of Applicability"));
    assert!(!root.path().join("second.md").exists());

    let stopped = root.path().join("stopped.md");
    bench.message(Msg::Go(Place::Home));
    bench.perform(paper(&stopped));
    bench.message(key(crate::keymap::Code::Esc));
    bench.settle();
    assert_eq!(bench.app.status(), Some(("soa was stopped; nothing was written", false)));
    assert!(!stopped.exists() && bench.app.job_text().is_none());
}

#[test]
fn a_list_is_written_beside_the_loop_as_it_is_seen_and_esc_ends_it() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    let path = root.path().join("minor.csv");
    bench.type_keys(&format!("gf/minor<Enter>ys<C-u>{}<Enter>", path.display())).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let minor = |f: &&Record| finding::Grade::of(f, finding::GRADE) == Some(finding::Grade::Minor);
    let count = bench.app.world.records.all(Kind::Finding).filter(minor).count();
    assert!(count > 1 && text.lines().count() == count + 1, "{text}");
    assert!(text.starts_with("aims id,Grade,") && text.lines().skip(1).all(|l| l.contains(",minor,")), "{text}");
    assert!(text.contains(",RD-02,I-11 q2"), "computed cells are there too: {text}");
    assert!(bench.app.status().is_some_and(|(said, _)| said.contains("findings → ")), "{:?}", bench.app.status());

    // It runs while others keys are typed, and Esc ends it.
    let ids = bench.app.world.records.all(Kind::Risk).map(|r| r.id).collect();
    let table = ListTable { kind: Kind::Risk, columns: vec![risk::TITLE], ids };
    let stopped = root.path().join("risks.csv");
    bench.message(Msg::Go(Place::Home));
    bench.perform(Effect::Make { output: Output::Table(table), path: stopped.clone(), overwrite: false });
    let key = |c| Msg::Key(crate::keymap::Key::new(c, false, false, false));
    bench.message(key(crate::keymap::Code::Char('?')));
    assert!(bench.app.top().is_some_and(|p| p.is_at(&Place::Help)));
    bench.message(key(crate::keymap::Code::Esc));
    bench.message(key(crate::keymap::Code::Esc));
    bench.settle();
    assert!(!stopped.exists() && bench.app.job_text().is_none());

    // The open file itself is never written over.
    let own = bench.file().unwrap().0.to_path_buf();
    let paper = Output::Paper(WantedPaper::draft("soa", None));
    bench.perform(Effect::Make { output: paper, path: own, overwrite: true });
    assert!(bench.app.status().is_some_and(|(said, bad)| bad && said.contains("is the open file itself")));
}

#[test]
fn a_paper_that_was_asked_for_is_written_although_the_file_is_left() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    let path = root.path().join("soa.txt");
    bench.perform(Effect::Make {
        output: Output::Paper(WantedPaper::draft("soa", None)),
        path: path.clone(),
        overwrite: false,
    });
    assert!(bench.close());
    assert!(fs::read_to_string(&path).unwrap().contains("Statement of Applicability"));
}

#[test]
fn a_file_that_cannot_be_opened_leaves_everything_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = demo(root.path());
    bench.perform(Effect::OpenFile("~/nothing-here.aims".into()));
    let (text, warning) = bench.app.status().unwrap();
    assert!(warning && text.contains("nothing-here.aims does not exist"), "{text}");
    assert!(bench.app.world.is_demo() && bench.file().is_some());
    bench.perform(Effect::NewFile { path: root.path().join("n"), organisation: "New Org".into() });
    bench.settle();
    assert_eq!(bench.app.world.organisation().unwrap().title(), "New Org");
    assert_eq!(bench.app.world.files.len(), 2, "both files are remembered");
}

#[test]
fn copied_text_and_the_interrupt_key_are_answered() {
    let root = tempfile::tempdir().unwrap();
    let mut bench = at_heatmap(root.path());
    bench.type_keys("yc").unwrap();
    assert!(bench.copied().is_some_and(|text| text.contains("R-")));
    bench.type_keys("<C-c>").unwrap();
    assert!(bench.app.status().is_some_and(|(text, _)| text.contains("Q quits")));
}
