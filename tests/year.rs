//! A year of a management system, played by keys from an empty file: start, systems, plan, policies, assessment,
//! treatment, release, training, incident, change, internal audit, review.

use crate::desk::{Desk, count, id};
use aims::domain::{
    Kind,
    kinds::{assessment, decision, document, incident, review, risk, round, system},
    progress,
};

/// Keys that a person types in two hours who types slowly and looks at what stands there.
const TWO_HOURS: usize = 2 * 60 * 60;

/// The steps, each with the days that pass before it.
const YEAR: &[(i64, &str)] = &[
    // Start: who is there, what is decided, what is planned.
    (0, "gPnAda Berg<Enter>qnBen Cole<Enter>qnCleo Dahl<Enter>q"),
    (1, "gLplan items<Enter>p18 steps<Enter><Enter>"),
    (
        0,
        "gLplan items<Enter>/PL-01<Enter>D<Enter>Ada<Enter>The customers ask for it<Enter><Enter>its parts follow<Enter>",
    ),
    (0, "gLmandates<Enter>plead<Enter>"),
    // Systems that were found, sorted in a minute.
    (6, "ginCV screening<Enter>qnClaims triage<Enter>qnChat helper<Enter>q"),
    (0, "gi*=risk class<Enter>high<Enter>=owner<Enter>Ada<Enter>=In scope<Enter>in<Enter>"),
    // Policies from proposals, approved by name and day.
    (14, "gLpolicies<Enter>pAI policy<Enter>"),
    (3, "gLpolicies<Enter>D<Enter>Ada<Enter>It is ours<Enter><Enter>"),
    (0, "gLcommitments<Enter>p<Enter>"),
    // Risks from the catalogue, rated and treated.
    (10, "gRcdiscrim<Enter>q"),
    (0, "gR/Discr<Enter>r45<Esc>"),
    (0, "gR/Discr<Enter>=systems<Enter>S-01<Space><Enter>"),
    (1, "gR/Discr<Enter>Acompare groups<Enter>"),
    // The impact of the first system, and its release with what is still missing said.
    (20, "gi/CV<Enter>F"),
    (5, "gLimpact<Enter>D<Enter>Ada<Enter>A small pilot<Enter><Enter>the parts are in the old sheet<Enter>"),
    (5, "gi/CV<Enter>D<Enter>Ada<Enter>Tested on last year<Enter><Enter>documents follow in May<Enter>"),
    // Training, done by two.
    (10, "gLtrainings<Enter>p<Enter>"),
    (10, "gLtrainings<Enter>c<Space><Down><Space><Enter>"),
    // An incident becomes a finding with an action; a change is kept.
    (60, "gLincidents<Enter>nWrong refusals<Enter>"),
    (0, "gLincidents<Enter>F"),
    (1, "gfALook at fifty refusals<Enter>"),
    (20, "gLchanges<Enter>p<Enter>"),
    // The action is done, with what was done.
    (10, "ga/compare<Enter>c"),
    (0, "Groups were compared in May<Enter>"),
    // An internal audit, and the review.
    (40, ":new round<Enter>a"),
    (0, "Internal audit<Enter>"),
    (30, "gLmanagement reviews<Enter>nReview of the year<Enter>"),
];

#[test]
fn a_year_is_played_from_an_empty_file_in_under_two_hours_of_typing() {
    let mut desk = Desk::empty();
    for (at, (days, keys)) in YEAR.iter().enumerate() {
        desk.bench.rest(*days as u64 * 86_400_000);
        desk.keys(keys);
        if at == 0 {
            // Who approves has a role.
            desk.field_of("P-01", aims::domain::kinds::person::TITLE).keys("chief executive<Enter>");
        }
    }
    let typed: usize = YEAR.iter().map(|(_, keys)| count(keys)).sum();
    assert!(typed < TWO_HOURS / 4, "{typed} keys");
    desk.reopen();
    let records = desk.records();
    let all = |kind: Kind| records.all(kind).count();
    assert_eq!((all(Kind::Person), all(Kind::System), all(Kind::PlanItem)), (3, 3, 24));
    let systems: Vec<_> = records.all(Kind::System).collect();
    assert!(systems.iter().all(|s| s.choice(system::TIER).is_some() && s.one(system::OWNER) == Some(id("P-01"))));
    assert!(document::is_approved(&desk.record("DO-01")), "{}", desk.screen());
    assert!(desk.record("R-01").number(risk::LIKELIHOOD) == Some(4), "{}", desk.screen());
    assert_eq!(desk.record("R-01").refs(risk::SYSTEMS), [id("S-01")]);
    assert!(progress::stands(&desk.record("IA-01")), "{:?}", desk.record("IA-01").choice(assessment::STATE));
    let released = records
        .all(Kind::Decision)
        .any(|d| decision::Type::of(d, decision::TYPE) == Some(decision::Type::Release) && progress::stands(d));
    assert!(released, "the release is decided");
    assert_eq!((all(Kind::Training), all(Kind::Attendance)), (1, 2));
    assert_eq!((all(Kind::Incident), all(Kind::Finding), all(Kind::Alteration)), (1, 1, 1));
    assert!(desk.record("IN-01").stamp(incident::FOUND).is_some() || all(Kind::Incident) == 1);
    assert!(progress::is_done(&desk.record("A-01")), "{}", desk.screen());
    assert_eq!((all(Kind::Round), all(Kind::Review)), (1, 1));
    assert!(round::Type::of(&desk.record("RD-01"), round::TYPE) == Some(round::Type::Audit));
    assert!(desk.record("MR-01").choice(review::STATE).is_some());
    // What is behind all of it stands on one page, and nobody has to look for it.
    desk.keys("gh");
    assert!(desk.screen().contains("Plan "), "{}", desk.screen());
    assert!(desk.paper("outcome", "md").contains("Duties"));
}
