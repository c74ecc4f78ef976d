//! What hands do without thinking costs no word: Esc, Tab, page keys, q, a smaller window, a paste in the wrong place.

use crate::desk::Desk;
use aims::{
    app::Msg,
    command::Context,
    domain::{Id, Kind, kinds::answer},
    store::{Request, Typed},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Signs of each note that are no blanks: in the editor, else in a draft, else in the file.
fn notes(desk: &Desk) -> BTreeMap<Id, usize> {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let records = desk.records();
    let mut notes: BTreeMap<Id, usize> =
        records.all(Kind::Answer).map(|a| (a.id, solid(a.text(answer::NOTE)))).collect();
    let app = &desk.bench.app;
    let typed = app.unsaved().into_iter().filter_map(|typed| match typed {
        Typed::Kept(Request::Draft(draft)) => Some(draft),
        _ => None,
    });
    let drafts = app.world.drafts.values().cloned().chain(typed);
    drafts.filter(|d| d.field == answer::NOTE).for_each(|d| {
        notes.insert(d.id, solid(&d.text));
    });
    notes
}

/// One thing that a person does by reflex.
#[derive(Debug, Clone)]
enum Reflex {
    Keys(&'static str),
    Resize(u16, u16),
    Wait(u64),
}

fn reflex() -> impl Strategy<Value = Reflex> {
    let keys = prop::sample::select(vec![
        "<Esc>",
        "<Esc>",
        "<Esc><Esc>",
        "<Tab>",
        "<PageDown>",
        "<PageUp>",
        "q",
        "<Enter>",
        "<Down>",
        "<Up>",
        "hmm",
        " no",
        "\n",
        "! so",
        "<C-x>m",
        "<C-x>q",
        "<C-x>f",
        "<C-x>e",
        "?",
        "<C-x><Esc>",
        "g",
        "<Paste:one\\ntwo>",
    ]);
    prop_oneof![
        8 => keys.prop_map(Reflex::Keys),
        1 => (1u16..100, 1u16..40).prop_map(|(w, h)| Reflex::Resize(w, h)),
        1 => (1u64..3_000).prop_map(Reflex::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reflexes_cost_no_word(reflexes in prop::collection::vec(reflex(), 5..25)) {
        let mut desk = Desk::demo();
        desk.keys("<Enter> and then");
        let mut before = notes(&desk);
        for reflex in reflexes {
            match &reflex {
                Reflex::Keys(keys) => desk.bench.type_keys(keys).unwrap(),
                Reflex::Resize(w, h) => {
                    desk.bench.message(Msg::Resize(*w, *h));
                    desk.bench.settle();
                    desk.bench.screen(*w, *h);
                }
                Reflex::Wait(ms) => desk.bench.rest(*ms),
            }
            let now = notes(&desk);
            for (id, signs) in &before {
                let left = now.get(id).copied().unwrap_or(0);
                prop_assert!(left >= *signs, "{:?} took {} of {} from {id}", reflex, signs - left, signs);
            }
            before = now;
        }
        prop_assert!(!desk.bench.app.is_quitting());
        desk.reopen();
        // A draft that was left is offered again, and counts.
        prop_assert_eq!(notes(&desk), before);
    }
}

#[test]
fn a_paste_outside_of_text_runs_nothing() {
    for way in ["", "<Enter><Esc>", "gR", "gr", "gR<Enter>", "goGk<Enter>", "gcs", "<Enter><C-x>R"] {
        let mut desk = Desk::demo();
        desk.keys(way);
        let (context, before) = (desk.context(), desk.records());
        desk.keys("<Paste:xdQ\\nm\\n1\\ny>");
        let after = desk.records();
        assert!(before.every().eq(after.every()), "{way}: something was changed");
        assert!(!desk.bench.app.is_quitting() && desk.context() == context, "{way}:\n{}", desk.screen());
    }
}

#[test]
fn looking_at_the_help_and_pressing_enter_runs_nothing() {
    for way in ["<Enter><Esc>", "gR", "gr", "gR<Enter>", "<Enter><C-x>R", ""] {
        let mut desk = Desk::demo();
        desk.keys("<Enter> one more<Esc>qgh").keys(way);
        let (context, before) = (desk.context(), desk.records());
        desk.keys("?<Enter>");
        assert_eq!(desk.context(), context);
        assert!(before.every().eq(desk.records().every()), "{way}: {}", desk.status());
    }
    // A line that is marked is run.
    let mut desk = Desk::demo();
    desk.keys("gR?heatmap<Enter>");
    assert_eq!(desk.context(), Context::Heatmap);
}

#[test]
fn esc_alone_never_leaves_the_program_nor_the_card() {
    let mut desk = Desk::demo();
    desk.keys("<Enter> kept");
    let open = notes(&desk);
    for _ in 0..60 {
        desk.bench.type_keys("<Esc>").unwrap();
        assert_eq!(desk.context(), Context::Card);
    }
    assert_eq!(notes(&desk), open);
    desk.keys("q");
    for _ in 0..60 {
        desk.bench.type_keys("<Esc>").unwrap();
    }
    assert!(!desk.bench.app.is_quitting());
    assert_eq!(desk.context(), Context::Home);
}
