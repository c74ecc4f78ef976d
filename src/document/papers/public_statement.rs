//! What the public is told: for what AI is used, by which principles, who answers for it. Confidential facts are no part
//! of it, for whomever it is made.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, note, or, para, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            communication, document, organisation, party,
            system::{self, Scope, State},
        },
        progress,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let organisation = desk.view.records.single(Kind::Organisation);
    let systems: Vec<&Record> = desk.all(Kind::System).into_iter().filter(|s| in_use(s)).collect();
    let mut blocks = vec![
        heading("Why we say this"),
        Block::Para(
            "This statement tells for what we use artificial intelligence, by which principles, and who answers for it."
                .into(),
        ),
        para(organisation.map_or("", |o| o.text(organisation::SCOPE)), "The scope has not been written yet."),
        heading("Our principles"),
        principles(desk),
        heading("Where we use AI"),
    ];
    if systems.is_empty() {
        blocks.push(note("No AI system within the scope is in use."));
    }
    systems.iter().for_each(|s| blocks.extend(told(desk, s)));
    blocks.extend([
        heading("Policies"),
        policies(desk),
        heading("How people are heard"),
        heard(desk),
        heading("Statements before this one"),
        before(desk),
        heading("Who answers for it"),
        facts([
            ("Executive owner", organisation.map_or(String::new(), |o| desk.person(o, organisation::EXECUTIVE))),
            ("Stated on", desk.view.today.to_string()),
        ]),
        note("A management system is no guarantee that nothing goes wrong, and this statement is no certificate."),
    ]);
    (PaperKind::Statement.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

/// In use and within the scope: what is planned or left out is not told to the public.
fn in_use(system: &Record) -> bool {
    let live = matches!(State::of(system, system::STATE), Some(State::Live | State::Pilot));
    live && Scope::of(system, system::SCOPE) == Some(Scope::In)
}

fn told(desk: Desk, s: &Record) -> Vec<Block> {
    let decides = match desk.cell(s, system::DECISIONS) {
        none if none.is_empty() => "not said".to_string(),
        word => word,
    };
    vec![
        Block::Heading(2, s.title().to_string()),
        facts([
            ("What it is for", s.text(system::PURPOSE).to_string()),
            ("Whom it concerns", s.text(system::AFFECTED).to_string()),
            ("Kind of technique", desk.cell(s, system::TECHNIQUE)),
            ("Does it decide?", decides),
            ("Uses personal data", or(&desk.cell(s, system::PERSONAL), "not said")),
            ("Can a person stop it?", if s.one(system::OVERSEER).is_some() { "yes" } else { "not said" }.to_string()),
            ("In use since", day(s.date(system::LIVE_SINCE))),
            ("Last review", day(s.date(system::LAST_REVIEW))),
        ]),
    ]
}

fn principles(desk: Desk) -> Block {
    let standing = desk.all(Kind::Commitment).into_iter();
    let standing = standing.filter(|c| progress::stands(c));
    list(standing.map(|c| c.title().to_string()).collect(), "No principle has been written yet.")
}

fn policies(desk: Desk) -> Block {
    let open = |d: &&Record| {
        document::is_policy(d)
            && progress::stands(d)
            && d.choice(document::CONFIDENTIAL) != Some(crate::domain::kinds::shared::YES)
    };
    let all = desk.all(Kind::Document).into_iter().filter(open);
    let line = |d: &Record| match d.text(document::VERSION) {
        "" => d.title().to_string(),
        version => format!("{}, version {version}", d.title()),
    };
    list(all.map(line).collect(), "No policy is in force.")
}

fn heard(desk: Desk) -> Block {
    let all = desk.all(Kind::Party).into_iter().filter(|p| !progress::is_over(p) && !p.text(party::HEARD).is_empty());
    let columns: &[Column<&Record>] =
        &[("Who", 3, &|p| p.title().to_string()), ("How", 5, &|p| p.text(party::HEARD).to_string())];
    table("Ways to reach us", all, columns, "No way has been written yet.")
}

fn before(desk: Desk) -> Block {
    use communication::Type;
    let all = desk.all(Kind::Communication).into_iter();
    let sent = all.filter(|c| Type::of(c, communication::TYPE) == Some(Type::Public));
    let sent = sent.filter(|c| c.date(communication::SENT).is_some());
    list(
        sent.map(|c| format!("{} {}", day(c.date(communication::SENT)), c.title())).collect(),
        "This is the first one.",
    )
}
