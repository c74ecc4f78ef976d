//! Which lines matter for which kind; a kind without lines of its own shows its filled fields and its links.

use super::{Fact, Text, fact};
use crate::{
    domain::{Id, Kind, Record, kinds::*, words, workflow},
    framework,
    panes::round::verdict_word,
    ui::World,
};

/// `A.6.2.4  testing before release`, `F-014  MINOR  no named approver`.
pub fn heading(world: &World, record: &Record) -> String {
    let extra = match record.id.kind {
        Kind::Finding if !world.hide_verdicts => finding::Grade::of(record, finding::GRADE)
            .map_or(String::new(), |g| format!("{}  ", g.short().to_uppercase())),
        _ => String::new(),
    };
    format!("{}  {extra}{}", world.records.called(record.id), record.title())
}

pub fn facts(world: &World, record: &Record) -> Vec<Fact> {
    let mut facts = match record.id.kind {
        Kind::Item => item_facts(world, record),
        Kind::Finding => finding_facts(world, record),
        Kind::Risk => risk_facts(world, record),
        Kind::System => system_facts(world, record),
        _ => generic(world, record),
    };
    facts.extend(world.records.own(record.id.kind).filter_map(|(f, _)| fact(world, record, f)));
    facts
}

/// The why beside the what, before what points at it.
fn whys(world: &World, record: &Record) -> Vec<Fact> {
    let told = super::why::told(world, record);
    told.into_iter().map(|why| Fact::new(why.label, why.text)).collect()
}

fn generic(world: &World, record: &Record) -> Vec<Fact> {
    let spec = record.id.kind.spec();
    let mut facts: Vec<Fact> = (0..spec.fields.len())
        .filter(|f| *f != spec.title && spec.fields[*f].shown())
        .filter_map(|f| fact(world, record, f))
        .collect();
    facts.extend(whys(world, record));
    facts.extend(links(world, record.id));
    facts
}

/// What points at a record, by kind.
pub fn links(world: &World, id: Id) -> Vec<Fact> {
    let kinds = world.records.kinds_pointing_at(id);
    kinds.iter().map(|kind| Fact::of(words::capital(kind.spec().plural), Text::Pointing(id, *kind))).collect()
}

fn item_facts(world: &World, record: &Record) -> Vec<Fact> {
    let view = world.view();
    let mut facts = Vec::new();
    if let Some(known) = framework::by_id(record.id) {
        facts.push(Fact::new("Asks for", known.statement));
    }
    let used = match item::Use::of(record, item::USE) {
        Some(item::Use::Yes) => "Used because",
        Some(item::Use::No) => "Left out",
        None => "Use",
    };
    let text = item::why(record);
    let open = if item::is_control(record) { "not decided (a decides)" } else { "" };
    let text = if text.is_empty() && used == "Use" { open.to_string() } else { text };
    facts
        .push(Fact::new(used, if text.is_empty() && used != "Use" { "no reason given (w)".to_string() } else { text }));
    facts.extend(fact(world, record, item::HOW));
    let risks: Vec<Id> = world.records.linked(record.id, Kind::Risk, risk::CONTROLS).map(|r| r.id).collect();
    if !risks.is_empty() {
        facts.push(Fact::of("Risks", Text::Named(risks)));
    }
    let evidence = item::evidence(view, record);
    facts.push(match evidence.is_empty() {
        true => Fact::new("Evidence", "none"),
        false => Fact::of("Evidence", Text::Named(evidence)),
    });
    if !world.hide_verdicts {
        facts.push(Fact::new("Judged", judged(world, record)));
        let findings = item::open_findings(view, record);
        if !findings.is_empty() {
            facts.push(Fact::of("Findings", Text::Named(findings)));
        }
    }
    facts.extend(fact(world, record, item::GAP));
    facts.retain(|f| !f.is_empty());
    facts
}

/// The latest verdict with round, interview, people and day of the very answer that gave it.
fn judged(world: &World, record: &Record) -> String {
    let Some(latest) = item::latest(world.view(), record) else {
        let verdict = answer::Verdict::NotLookedAt;
        return format!("{} {}", verdict.letter(), verdict.label());
    };
    let with: Vec<String> = latest
        .interview
        .map_or(&[][..], |i| i.refs(interview::WITH))
        .iter()
        .map(|person| world.records.name(*person))
        .collect();
    let word = verdict_word(latest.verdict, latest.round, world);
    let mut parts = vec![format!("{} {word}", latest.verdict.letter())];
    parts.extend(latest.round.map(|id| id.to_string()));
    parts.extend(latest.interview.map(|i| i.id.to_string()));
    parts.extend(with);
    parts.extend(latest.day.filter(|_| latest.verdict.is_judged()).map(|day| day.to_string()));
    parts.join(", ")
}

fn finding_facts(world: &World, record: &Record) -> Vec<Fact> {
    let now = finding::step(record);
    let steps: Vec<String> = finding::Step::ALL
        .iter()
        .map(|s| {
            let text = format!("{} {}", s.letter(), s.label());
            if *s == now { format!("[{text}]") } else { text }
        })
        .collect();
    let mut facts = vec![Fact::new("", steps.join(" - "))];
    let next = workflow::finding::missing(world.view(), record);
    if let Some((text, _)) = &next {
        facts.push(Fact::strong("Next step", text.clone()));
    }
    if workflow::finding::same_person(record) {
        facts.push(Fact::strong("Mind", "the checker is the owner; somebody else should check"));
    }
    for field in [
        finding::CRITERION,
        finding::CONDITION,
        finding::EFFECT,
        finding::ADVICE,
        finding::ANSWERED,
        finding::CORRECTION,
    ] {
        facts.extend(fact(world, record, field));
    }
    for field in [finding::CAUSE, finding::ELSEWHERE, finding::PLACES] {
        facts.extend(fact(world, record, field));
    }
    for a in workflow::finding::actions(world.view(), record) {
        let due = a.date(action::DUE).map_or(String::new(), |d| format!(" by {d}"));
        let owner = a.one(action::OWNER).map_or("nobody".into(), |p| world.records.name(p));
        let state = action::State::of(a, action::STATE).map_or("open", |s| s.label());
        let bare = Some(a.text(action::WITHOUT)).filter(|why| !why.is_empty() && a.refs(action::PROOF).is_empty());
        let bare = bare.map_or(String::new(), |why| format!(", without proof: {why}"));
        facts.push(Fact::new("Action", format!("{} {} - {owner}{due}, {state}{bare}", a.id, a.title())));
    }
    for field in [
        finding::PLAN,
        finding::PLAN_WHY,
        finding::CHECK_HOW,
        finding::CHECK_ON,
        finding::CHECKER,
        finding::EFFECTIVE,
        finding::CHECK_BASIS,
        finding::CLOSED,
    ] {
        facts.extend(fact(world, record, field));
    }
    let links: Vec<Id> =
        record.links().filter(|(f, _)| !matches!(*f, finding::OWNER | finding::CHECKER)).map(|(_, id)| id).collect();
    facts.push(Fact::of("Links", Text::Called(links)));
    facts.retain(|f| !f.is_empty());
    facts
}

fn risk_facts(world: &World, record: &Record) -> Vec<Fact> {
    let matrix = world.records.matrix();
    let mut facts = vec![Fact::of("Systems", Text::Named(record.refs(risk::SYSTEMS).to_vec()))];
    for picture in risk::Picture::ALL {
        facts.push(Fact::new(words::capital(picture.label()), picture.accounted(record, matrix)));
    }
    let appetite = risk::against_appetite(world.view(), record);
    if !appetite.is_empty() {
        facts.push(Fact::new("Appetite", format!("{appetite} the appetite")));
    }
    for field in
        [risk::REASON, risk::TREATMENT, risk::CONTROLS, risk::OWNER, risk::DUE, risk::REVIEW, risk::DESCRIPTION]
    {
        facts.extend(fact(world, record, field));
    }
    facts.extend(whys(world, record));
    facts.extend(links(world, record.id));
    facts.retain(|f| !f.is_empty());
    facts
}

fn system_facts(world: &World, record: &Record) -> Vec<Fact> {
    let mut facts = Vec::new();
    let open = system::open_points(record);
    if !open.is_empty() {
        facts.push(Fact::strong("To settle", open.join(", ")));
    }
    for field in
        [system::PURPOSE, system::STATE, system::TECHNIQUE, system::DECISIONS, system::ORIGIN, system::SUPPLIERS]
    {
        facts.extend(fact(world, record, field));
    }
    for field in [
        system::ACT_CLASS,
        system::ACT_REASON,
        system::SCOPE,
        system::SCOPE_REASON,
        system::IMPACT,
        system::MODEL,
        system::DATA,
    ] {
        facts.extend(fact(world, record, field));
    }
    facts.extend(links(world, record.id));
    facts
}
