//! A blind second opinion: what one side judged is seen nowhere by the other until both are done.

use crate::desk::{Desk, id, now};
use aims::{
    app::Msg,
    domain::{
        Id, Kind, View, between,
        kinds::{answer, interview, round},
        veil,
    },
    runtime::Workbench,
    store::personal,
    ui::Place,
};

/// Words that stand in nothing but what the first side wrote; in capitals, so that no word of the program is one.
const SECRETS: [&str; 6] = ["QUAGGA", "ZEBRA", "OKAPI", "GNU WALKED", "KUDU", "TAPIR"];

/// Says at a bench who sits there.
fn sit(bench: &mut Workbench, who: &str) {
    bench.type_keys(&format!(":which person<Enter>{who}<Enter>")).unwrap();
    bench.settle();
}

/// Ada's audit with one interview of Ben, judged, noted, with finding, evidence request and action; then Cleo's second
/// opinion on it, not begun.
fn two_opinions() -> (Desk, Workbench) {
    let mut desk = Desk::empty();
    desk.keys("gPnAda Berg<Enter>qnBen Cole<Enter>qnCleo Dahl<Enter>q");
    desk.keys(":which person<Enter>Ada<Enter>");
    desk.keys("goagAudit of spring<Enter>").keys("");
    (desk.bench.app.contexts().len() > 0).then_some(()).unwrap();
    let colleague = desk.colleague("cleo");
    (desk, colleague)
}
