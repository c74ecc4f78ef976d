//! What the release of an AI system rests on, in words that are kept with the decision: whoever asks years later why it
//! was let go live reads what was known then, whatever the records say by now.

use crate::domain::{
    Change, Edit, Id, Kind, Record, Stage, Value,
    gate::{Near, around, linked, unready},
    kinds::{
        assessment, component, control_at,
        decision::{self, Type},
        document, obligation, risk, system,
    },
    law::Law,
    marks, progress,
    value::join_ids,
    workflow::{
        decision::{in_force, is_signed},
        freshness,
    },
};

/// What systems rest on today, one part a line.
pub fn basis(near: &dyn Near, systems: &[Id]) -> String {
    let systems = systems.iter().filter(|id| id.kind == Kind::System).filter_map(|id| near.record(*id));
    let told: Vec<String> = systems.filter(|s| !s.hidden).map(|s| of_system(near, &s).join("\n")).collect();
    told.join("\n\n")
}

/// The lines of one system; each begins with its part and a colon.
pub fn of_system(near: &dyn Near, system: &Record) -> Vec<String> {
    let missing: Vec<String> = unready(near, system).into_iter().map(|(_, what)| what).collect();
    let missing = if missing.is_empty() { "nothing".to_string() } else { missing.join(", ") };
    vec![
        format!("Day: {}, {} {}", near.today(), system.id, system.title()),
        format!("Class: {}; EU AI Act: {}", word(system, system::TIER), law(near, system)),
        format!("Scope: {}; state: {}", word(system, system::SCOPE), word(system, system::STATE)),
        format!("Owner: {}; can stop it: {}", name(near, system.one(system::OWNER)), stopper(near, system)),
        format!("Impact assessment: {}", assessed(near, system)),
        format!("Documents: {}", documents(near, system)),
        format!("Made of: {}", parts(near, system)),
        format!("Risks: {}", risks(near, system)),
        format!("Controls of its own: {}", controls(near, system)),
        format!("Duties: {}", duties(near, system)),
        format!("Missing: {missing}"),
    ]
}

/// Adds what a release rests on where a change approves one that does not say so yet.
pub fn follow(near: &dyn Near, change: &mut Change) {
    let today = near.today();
    for edit in change.edits.iter_mut().filter(|edit| edit.id().kind == Kind::Decision) {
        let Some((before, after)) = around(near, edit) else { continue };
        let release = Type::of(&after, decision::TYPE) == Some(Type::Release) && progress::is_done(&after);
        let new = release && !is_signed(&before, today) && after.value(decision::RESTED).is_empty();
        let about = after.refs(decision::ABOUT);
        if new
            && about.iter().any(|id| id.kind == Kind::System)
            && let Edit::Create { values, .. } | Edit::Set { values, .. } = edit
        {
            values.push((decision::RESTED, Value::text(basis(near, about))));
        }
    }
}

/// Why a release that holds does not stand on what is so today: a later change, or an assessment that is due again.
pub fn stale(view: crate::domain::View, system: &Record) -> Option<(Id, String)> {
    let release = in_force(&view, system.id, Type::Release)?;
    let decided = release.period(decision::DECIDED)?.last();
    if let Some(by) = freshness::changed_since(view, system, (release.id, Some(decided))) {
        return Some((release.id, format!("{by} came after {}", release.id)));
    }
    let due = |a: &Record| freshness::is_newest(view, a).then(|| freshness::due(view, a)).flatten();
    let all = view.records.linked(system.id, Kind::Assessment, assessment::SYSTEM);
    let (id, why) = all.filter_map(|a| Some((a.id, due(a)?))).next()?;
    Some((release.id, format!("{id} is due again: {why}")))
}

fn word(record: &Record, field: usize) -> &'static str {
    let words = record.id.kind.spec().fields[field].choices();
    record.choice(field).and_then(|w| words.get(usize::from(w))).map_or("not said", |w| w.label)
}

fn name(near: &dyn Near, id: Option<Id>) -> String {
    id.and_then(|id| near.record(id)).map_or("nobody".into(), |r| r.title().to_string())
}

fn stopper(near: &dyn Near, system: &Record) -> String {
    let who = name(near, system.one(system::OVERSEER));
    let tried = system.date(system::TRIED);
    tried.map_or_else(|| format!("{who}, never tried"), |day| format!("{who}, last tried {day}"))
}

fn law(near: &dyn Near, system: &Record) -> String {
    let by = system.one(system::ACT_BY).map_or(String::new(), |id| format!(", decided by {}", name(near, Some(id))));
    let marks: Vec<&str> = marks::codes(system, system::ACT_MARKS).into_iter().map(marks::named).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let law = Law::of(system);
    // Where nobody chose the customary words, they follow from the marks.
    let class = law.class().map_or("not said", |c| c.choice().label);
    let class = if system.choice(system::ACT_CLASS).is_some() { word(system, system::ACT_CLASS) } else { class };
    let role = law.role().map_or(String::new(), |r| format!(", {}", r.choice().label));
    format!("{class}{marks}{role}{by}")
}

fn assessed(near: &dyn Near, system: &Record) -> String {
    let Some(a) = freshness::approved(near, system).max_by_key(|a| (a.date(assessment::APPROVED_ON), a.id)) else {
        let day = freshness::assessed_on(near, system);
        return day.map_or("none".into(), |day| format!("of {day}, without a record of its own"));
    };
    let day = |field: usize| a.date(field).map_or("no day".into(), |d| d.to_string());
    format!(
        "{} {}, {}, approved {} by {}, holds until {}",
        a.id,
        a.title(),
        word(&a, assessment::OUTCOME),
        day(assessment::APPROVED_ON),
        name(near, a.one(assessment::APPROVED_BY)),
        day(assessment::VALID),
    )
}

fn documents(near: &dyn Near, system: &Record) -> String {
    let all = linked(near, system.id, (Kind::Document, document::SYSTEMS)).filter(|d| !progress::is_over(d));
    let mut told: Vec<String> = all
        .map(|d| {
            let version = d.text(document::VERSION);
            let version = if version.is_empty() { String::new() } else { format!(" version {version}") };
            format!("{} {}{version} ({})", d.id, d.title(), word(&d, document::STATE))
        })
        .collect();
    told.sort();
    let lacking: Vec<&str> = system::lacking(near, system).iter().map(|w| w.label()).collect();
    if !lacking.is_empty() {
        told.push(format!("none of {}", lacking.join(", ")));
    }
    listed(told)
}

fn parts(near: &dyn Near, system: &Record) -> String {
    let parts = system.refs(system::PARTS).iter().filter_map(|id| near.record(*id));
    let told = parts.map(|p| {
        let version = match p.id.kind {
            Kind::Component => p.text(component::VERSION).to_string(),
            Kind::Model => p.text(crate::domain::kinds::model::VERSION).to_string(),
            _ => String::new(),
        };
        format!("{} {} {version}", p.id, p.title()).trim_end().to_string()
    });
    listed(told.collect())
}

fn risks(near: &dyn Near, system: &Record) -> String {
    let matrix = near.matrix();
    let mut all: Vec<_> = linked(near, system.id, (Kind::Risk, risk::SYSTEMS)).filter(|r| risk::is_open(r)).collect();
    all.sort_by_key(|r| r.id);
    let told = all.iter().map(|r| {
        let now = risk::Picture::Current.told(r, &matrix).split_whitespace().collect::<Vec<_>>().join(" ");
        let against = match risk::against(&matrix, r) {
            "" => String::new(),
            word => format!(", {word} the appetite"),
        };
        format!("{} {}: {now}{against}, {}", r.id, r.title(), word(r, risk::TREATMENT))
    });
    listed(told.collect())
}

fn controls(near: &dyn Near, system: &Record) -> String {
    let all: Vec<_> = linked(near, system.id, (Kind::ControlAt, control_at::SYSTEM)).collect();
    if all.is_empty() {
        return "none; those of the organisation hold".into();
    }
    let there = all.iter().filter(|at| progress::stage(at) >= Stage::InWork).count();
    let mut open: Vec<Id> = all
        .iter()
        .filter(|at| progress::stage(at) < Stage::InWork)
        .filter_map(|at| at.one(control_at::CONTROL))
        .collect();
    open.sort_unstable();
    let open = if open.is_empty() { String::new() } else { format!("; not begun {}", join_ids(&open, ", ")) };
    format!("{there} of {} at least partly there{open}", all.len())
}

fn duties(near: &dyn Near, system: &Record) -> String {
    let all: Vec<_> = linked(near, system.id, (Kind::Obligation, obligation::SYSTEMS))
        .filter(|l| !progress::is_over(l) && !obligation::is_supplier_duty(l))
        .collect();
    match all.len() {
        0 => "none listed".into(),
        n => format!("{} of {n} met", all.iter().filter(|l| progress::is_done(l)).count()),
    }
}

fn listed(told: Vec<String>) -> String {
    if told.is_empty() { "none".into() } else { told.join("; ") }
}
