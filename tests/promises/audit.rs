//! An audit as a whole: its plan, its checklists, its coverage, its report.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind, View, coverage,
    kinds::{
        answer::{self, Verdict},
        drawn, finding, interview,
        round::{self, State, Type},
        sample,
    },
};

#[test]
fn ia_04_the_plan_of_an_audit_on_paper() {
    let mut desk = Desk::empty();
    desk.keys("gPnAda Brandt<Enter>q");
    desk.keys("gona<Enter>e");
    desk.field(round::OBJECTIVE).keys("<C-u>Is the release rule kept?<Esc>");
    desk.field(round::SCOPE).keys("Claims unit, this year.<Esc>");
    desk.field(round::CRITERIA).keys("Own rule AI-07.\n<Esc>");
    desk.field(round::LEAD).keys("Ada<Enter>").field(round::TEAM).keys("Kim Moreau<Enter>");
    desk.field(round::FROM).keys("<C-u>2026-12-07<Enter>").field(round::TO).keys("2026-12-09<Enter>");
    desk.field(round::PLACES).keys("Halden and by video<Enter>").field(round::OPENING).keys("7 Dec 09:00<Enter>");
    desk.keys("q").keys("nNora Berg<Enter>AIMS<Space>manager<Enter>");
    desk.keys("e").field(interview::START).keys("<C-u>2026-12-07 10:00<Enter>");
    desk.reopen();
    let round = desk.newest(Kind::Round);
    assert_eq!(Type::of(&round, round::TYPE), Some(Type::Audit));
    assert_eq!(
        (round.text(round::SCOPE), round.text(round::PLACES)),
        ("Claims unit, this year.", "Halden and by video")
    );
    let paper = desk.paper("audit plan", "md");
    for words in [
        "Is the release rule kept?",
        "Claims unit, this year.",
        "Own rule AI-07.",
        "ISO/IEC 42001",
        "Ada Brandt",
        "Kim Moreau",
        "2026-12-07",
        "2026-12-09",
        "Halden and by video",
        "7 Dec 09:00",
        "Nora Berg",
        "10:00",
    ] {
        assert!(paper.contains(words), "{words}:\n{paper}");
    }
}

/// The items and systems an interview asks about, in the order of its questions.
fn asked(desk: &Desk, id: Id) -> Vec<(Option<Id>, Vec<Id>)> {
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let list = interview::answers(view, id);
    list.iter().map(|a| (a.one(answer::ITEM), a.refs(answer::SYSTEMS).to_vec())).collect()
}

#[test]
fn ia_06_a_checklist_from_clause_control_role_and_system() {
    let mut desk = Desk::demo();
    let audit = "RD-03";
    desk.keys(&format!("go/{audit}<Enter><Enter>nQ. Larsen<Enter>"));
    let id = desk.newest(Kind::Interview).id;
    // From the role, at once.
    let by_role = asked(&desk, id);
    assert!(by_role.len() > 5, "{by_role:?}");
    let has = |desk: &Desk, item: &str| asked(desk, id).iter().any(|(i, _)| *i == Id::item(item));
    // By clause and by control.
    desk.keys("a6.1.4<Space><Enter>");
    desk.keys("aA.5.4<Space><Enter>");
    assert!(has(&desk, "6.1.4") && has(&desk, "A.5.4"));
    // By AI system: the questions know which one they are about.
    let before = asked(&desk, id).len();
    desk.keys("aShift planner<Space><Enter>");
    let all = asked(&desk, id);
    let system: Id = "S-09".parse().unwrap();
    assert!(all.len() > before && all[before..].iter().all(|(_, about)| about == &[system]), "{all:?}");
    // By another role, own words, drop, reorder, key.
    desk.keys("aprocurement<Space><Enter>");
    desk.keys("<Home>nWho was on duty on 3 June?<Enter>");
    assert!(desk.screen().contains("Who was on duty on 3 June?"));
    let second = asked(&desk, id)[1].clone();
    assert_eq!(second.0, by_role[0].0, "a typed question belongs to the item of the one above it");
    desk.keys("<Home>J");
    let first = desk.records();
    let view = View { records: &first, today: crate::desk::now().date() };
    assert_eq!(interview::answers(view, id)[0].title(), "Who was on duty on 3 June?");
    let count = asked(&desk, id).len();
    desk.keys("<Home>*<End>xd");
    desk.reopen();
    assert_eq!(asked(&desk, id).len(), count - 1);
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let list = interview::answers(view, id);
    assert_eq!(list[0].title(), "Who was on duty on 3 June?");
    assert_eq!(list[0].choice(answer::KEY), Some(aims::domain::kinds::YES));
}

#[test]
fn ia_14_what_has_no_answer_and_no_evidence() {
    let mut desk = Desk::demo();
    let round: Id = "RD-03".parse().unwrap();
    let counted = |desk: &Desk| {
        let records = desk.records();
        let view = View { records: &records, today: crate::desk::now().date() };
        (
            coverage::answers(view, Some(round)).iter().filter(|a| answer::verdict(a) == Verdict::NotLookedAt).count(),
            coverage::unasked(view, round).len(),
            coverage::unproven(view, Some(round)).len(),
        )
    };
    // Of the interview: from the card, at any time.
    desk.keys("<Enter><Esc>:left<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("what is left") && seen.contains("NOT JUDGED") && seen.contains("I-03 q9"), "{seen}");
    assert!(!seen.contains("I-04 q"), "only this interview:\n{seen}");
    // Of the audit.
    desk.keys("go/RD-03<Enter>C");
    let before = counted(&desk);
    desk.keys("qq<Esc>gh<Enter><Esc>n").keys("c");
    let after = counted(&desk);
    assert_eq!(after, (before.0 - 1, before.1, before.2 + 1));
    desk.reopen();
    assert_eq!(counted(&desk), after);
    desk.keys("go/RD-03<Enter>C");
    let copied = {
        desk.keys("ym");
        desk.bench.copied().unwrap_or_default().to_string()
    };
    let rows = |heading: &str| {
        let part = copied.split(heading).nth(1).unwrap_or_else(|| panic!("{heading}:\n{copied}"));
        part.lines().skip(1).take_while(|l| !l.trim().is_empty()).count()
    };
    assert_eq!(rows("NOT JUDGED"), after.0, "{copied}");
    assert_eq!(rows("NOT PROVEN"), after.2, "{copied}");
    assert_eq!(rows("NO QUESTION ASKED"), after.1, "{copied}");
}

#[test]
fn ia_18_the_report_of_an_audit() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><C-x>fm<Tab><C-u>Approver missing on the release record<Enter><C-x>q");
    desk.keys("go/RD-03<Enter>O");
    for (field, words) in [
        (round::CONCLUSION, "Kept up, with gaps at releases."),
        (round::STRENGTHS, "Labels are checked twice."),
        (round::LIMITS, "No supplier was visited."),
    ] {
        desk.field(field).keys(&format!("<C-u>{words}<Esc>"));
    }
    desk.field(round::DISTRIBUTION).keys("<C-u>H. Vance, board<Enter>");
    desk.keys("go/RD-03<Enter>C").keys("C");
    assert!(desk.screen().contains("52 questions not judged, 3 questions parked, 1"), "{}", desk.screen());
    desk.keys("the rest moves to spring<Enter>");
    desk.reopen();
    assert_eq!(State::of(&desk.record("RD-03"), round::STATE), Some(State::Closed));
    assert!(desk.history("RD-03").iter().any(|e| e.reason.as_deref() == Some("the rest moves to spring")));
    desk.keys("go/RD-03<Enter>");
    let paper = desk.paper("audit report", "md");
    let round = desk.record("RD-03");
    let records = desk.records();
    let lead = records.name(round.one(round::LEAD).unwrap());
    let mut wanted: Vec<String> = [
        "Kept up, with gaps at releases.",
        "Labels are checked twice.",
        "No supplier was visited.",
        "H. Vance, board",
        "Approver missing on the release record",
        "R. Okafor",
        "ISO/IEC 42001",
    ]
    .map(String::from)
    .to_vec();
    wanted.push(lead);
    wanted.extend(round.refs(round::TEAM).iter().map(|id| records.name(*id)));
    let view = View { records: &records, today: crate::desk::now().date() };
    wanted.extend(coverage::evidence_of(view, round.id).iter().map(|e| e.title().to_string()));
    for field in [round::OBJECTIVE, round::SCOPE, round::CRITERIA, round::METHODS] {
        wanted.push(round.text(field).split(['\n', ';', ',', '|']).next().unwrap().trim().to_string());
    }
    for words in wanted {
        assert!(!words.is_empty() && paper.contains(&words), "{words}:\n{paper}");
    }
}

#[test]
fn ia_20_a_finished_audit_is_locked_and_opened_again_only_with_a_reason() {
    let mut desk = Desk::demo();
    desk.keys("go/RD-03<Enter>C").keys("C").keys("the rest moves to spring<Enter>");
    desk.reopen();
    let before = desk.record("RD-03");
    assert_eq!(State::of(&before, round::STATE), Some(State::Closed));
    desk.field_of("RD-03", round::CONCLUSION);
    assert!(desk.status().contains("RD-03 is closed; reopen it with a reason"), "{}", desk.status());
    assert_eq!(desk.record("RD-03").values, before.values);
    // Without a reason it stays closed.
    desk.field_of("RD-03", round::STATE).keys("r<Enter>");
    assert!(desk.screen().contains("RD-03 is closed: why is it opened again?"), "{}", desk.screen());
    desk.keys("<Esc><Esc>");
    assert_eq!(State::of(&desk.record("RD-03"), round::STATE), Some(State::Closed));
    desk.field_of("RD-03", round::STATE).keys("r<Enter>").keys("a page was missing<Enter>");
    desk.reopen();
    assert_eq!(State::of(&desk.record("RD-03"), round::STATE), Some(State::Running));
    desk.keys("go/RD-03<Enter>H");
    let seen = desk.wide();
    assert!(seen.contains("a page was missing") && seen.contains("the rest moves to spring"), "{seen}");
}

#[test]
fn ia_11_a_sample_with_population_seed_results_and_replacement() {
    let mut desk = Desk::demo();
    // Three keys from the card: the register that the question names, at random, by the rule's size.
    desk.keys("<Enter><C-x>g1<Enter><Esc>");
    let keys = "S<Enter>";
    assert!(crate::desk::count(keys) <= 3);
    desk.keys(keys);
    let drawn = desk.newest(Kind::Sample);
    let seed = drawn.text(sample::SEED).to_string();
    let seen = desk.screen();
    assert!(seen.contains(&format!("AI systems: 4 of 13 drawn (random, seed {seed})")), "{seen}");
    assert!(seen.contains("square root of the population"), "{seen}");
    let first = |desk: &Desk| {
        let records = desk.records();
        let view = View { records: &records, today: crate::desk::now().date() };
        sample::items(view, drawn.id).into_iter().cloned().collect::<Vec<_>>()
    };
    // One key a result; then a replacement, which asks why.
    desk.keys("xy");
    desk.keys("R");
    desk.keys("the record is with the supplier<Enter>");
    let items = first(&desk);
    assert_eq!(items.iter().filter(|i| !i.refs(drawn::REPLACES).is_empty()).count(), 1, "{}", desk.status());
    // Another draw over results asks for a reason; without one everything stays.
    desk.keys("sother<Enter>");
    assert!(desk.screen().contains("has results already"), "{}", desk.screen());
    desk.keys("<Esc><Esc>");
    desk.reopen();
    assert_eq!(desk.record(&drawn.id.to_string()).text(sample::SEED), seed);
    assert!(desk.spots("sample.untested-items").contains(&drawn.id));
    assert!(desk.spots("sample.exceptions-no-finding").contains(&drawn.id));
    // A finding of this question says how far it reaches.
    desk.keys("<Enter><C-x>g1<Enter><Esc>f<Tab><C-u>No owner named<Enter>");
    let raised = desk.newest(Kind::Finding);
    let extent = raised.text(finding::EXTENT).to_string();
    assert!(extent.contains("4 of 13 drawn (random, seed ") && extent.contains("1 exception: "), "{extent}");
    // The report prints it, item by item.
    let path = desk.path().to_string_lossy().into_owned();
    let (_, report) = desk.shell(&["report", "working-paper", &path, "--about", "I-03"]);
    assert!(report.contains(&seed) && report.contains("replaced by") && report.contains("as asked"), "{report}");
}

#[test]
fn ia_11_the_demo_draws_what_its_seed_says_and_a_list_can_be_typed() {
    let mut desk = Desk::demo();
    let kept = desk.record("SA-01");
    let list: Vec<String> = kept.text(sample::LIST).lines().map(String::from).collect();
    let order = aims::domain::sampling::order(sample::Method::Random, kept.text(sample::SEED), &list, 3);
    let drawn: Vec<&str> = order[..3].iter().map(|at| list[*at].as_str()).collect();
    let of: Vec<String> = ["SI-001", "SI-002", "SI-003"].map(|id| desk.record(id).title().to_string()).to_vec();
    assert_eq!(drawn.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    assert!(of.iter().all(|item| drawn.contains(&item.as_str())), "{drawn:?}");
    // A list of one's own: what, then one item a line, then D.
    desk.keys("<Enter><C-x>g1<Enter><Esc>S<Down><Enter>tickets of June<Enter>");
    desk.keys("T-1\nT-2\nT-3\nT-4<Esc>");
    desk.keys("D");
    let typed = desk.newest(Kind::Sample);
    assert_eq!(typed.number(sample::POPULATION), Some(4), "{}", desk.screen());
    assert_eq!(typed.number(sample::SIZE), Some(3));
    assert_eq!(typed.text(sample::DIGEST), aims::domain::sampling::digest("T-1\nT-2\nT-3\nT-4\n"));
    // By judgement: ticked, with the reason.
    desk.keys("mj");
    desk.keys("<Space><Down><Down><Space><Enter>complaints about these two<Enter>");
    let chosen = desk.record(&typed.id.to_string());
    assert_eq!((chosen.number(sample::SIZE), chosen.text(sample::WHY)), (Some(2), "complaints about these two"));
    assert_eq!(chosen.text(sample::SEED), "");
}
