//! Decisions that hold about a record, and the decision that a key makes about it in one step.

use crate::domain::{
    Change, Field, Id, Kind, Record, Stage, Value,
    gate::{Near, linked},
    kinds::{
        APPROVED, assessment,
        decision::{self, Type},
        document, item, method, person, plan_item, risk, scope_item,
        shared::Work,
        system,
    },
    period::Period,
    progress, words,
};
use jiff::civil::Date;
use std::borrow::Cow;

/// Somebody by name decided it on a day that has come, and the paper of it is approved.
pub fn is_signed(decision: &Record, today: Date) -> bool {
    let came = decision.period(decision::DECIDED).is_some_and(|day| day.first() <= today);
    !decision.hidden && progress::is_done(decision) && decision.one(decision::BY).is_some() && came
}

/// Whether it is signed and its last day has not passed.
pub fn holds(decision: &Record, today: Date) -> bool {
    let ran_out = decision.period(decision::UNTIL).is_some_and(|until| until.is_past(today));
    is_signed(decision, today) && !progress::is_over(decision) && !ran_out
}

/// The newest decision of a type about a record that holds today; one that another replaces holds no more.
pub fn in_force(near: &dyn Near, about: Id, typ: Type) -> Option<Record> {
    let today = near.today();
    let replaced = |id: Id| linked(near, id, (Kind::Decision, decision::REPLACES)).any(|next| is_signed(&next, today));
    let all = linked(near, about, (Kind::Decision, decision::ABOUT));
    all.filter(|d| Type::of(d, decision::TYPE) == Some(typ) && holds(d, today) && !replaced(d.id))
        .max_by_key(|d| (d.period(decision::DECIDED).map(Period::first), d.id))
        .map(Cow::into_owned)
}

/// How a risk was accepted: by a decision, or by the fields of the risk itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acceptance {
    pub by: Option<Id>,
    pub on: Option<Date>,
    pub until: Option<Date>,
    /// The decision that says so.
    pub decision: Option<Id>,
}

/// The acceptance of a risk; a decision that holds speaks before the fields of the risk.
pub fn acceptance(near: &dyn Near, risk: &Record) -> Acceptance {
    match in_force(near, risk.id, Type::Acceptance) {
        Some(d) => Acceptance {
            by: d.one(decision::BY),
            on: d.period(decision::DECIDED).map(Period::first),
            until: d.period(decision::UNTIL).map(Period::last),
            decision: Some(d.id),
        },
        None => Acceptance {
            by: risk.one(risk::ACCEPTED_BY),
            on: risk.date(risk::ACCEPTED_ON),
            until: risk.date(risk::REVIEW),
            decision: None,
        },
    }
}

/// Whether decisions can be about records of a kind.
pub fn is_subject(kind: Kind) -> bool {
    let (targets, _) = Kind::Decision.spec().fields[decision::ABOUT].targets().unwrap_or_default();
    targets.contains(&kind)
}

/// The type that is meant most often about a kind.
pub fn usual(kind: Kind) -> Type {
    match kind {
        Kind::Risk => Type::Acceptance,
        Kind::Item => Type::Exclusion,
        Kind::System => Type::Release,
        Kind::PlanItem => Type::Project,
        Kind::Resource => Type::Budget,
        Kind::ScopeItem => Type::Scope,
        Kind::Mandate => Type::Accountability,
        Kind::Assessment | Kind::Method => Type::Approval,
        _ => Type::Endorsement,
    }
}

/// Whether a decision is the word of top management for the management system (clause 5.1): what approves an
/// assessment or the risk method is none, whatever it is called.
pub fn endorses(decision: &Record) -> bool {
    let about = decision.refs(decision::ABOUT);
    let single = |id: &Id| matches!(id.kind, Kind::Assessment | Kind::Method);
    Type::of(decision, decision::TYPE) == Some(Type::Endorsement) && (about.is_empty() || !about.iter().all(single))
}

/// Whether a decision of this type is made only until a day.
pub fn needs_end(typ: Type) -> bool {
    typ == Type::Acceptance
}

/// A decision while it is asked for, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionDraft {
    pub about: Vec<Id>,
    pub typ: Option<Type>,
    pub by: Option<Id>,
    pub reason: Option<String>,
}

/// The step that decides: the decision, and what it does to what it is about. A risk gets accepted, a control is left
/// out with this reason unless it has one, a system goes live.
pub fn decide(near: &dyn Near, draft: &DecisionDraft, until: Option<Period>) -> Result<Change, String> {
    let (Some(typ), Some(by), Some(reason)) = (draft.typ, draft.by, draft.reason.as_deref()) else {
        return Err("a decision needs its type, who decides and why".into());
    };
    let id = near.next_id(Kind::Decision);
    let about: Vec<Record> =
        draft.about.iter().filter_map(|id| near.record(*id)).filter(|r| !r.hidden).map(|r| r.into_owned()).collect();
    let title = match &about[..] {
        [] => return Err("what it is about is no longer there".into()),
        [one] => format!("{}: {} {}", words::capital(typ.label()), one.id, one.title()),
        many => format!("{}: {} {}", words::capital(typ.label()), many.len(), many[0].id.kind.spec().plural),
    };
    let fields = &Kind::Decision.spec().fields;
    let title = short(&title, &fields[decision::TITLE]);
    let values = vec![
        (decision::TITLE, Value::text(&title)),
        (decision::TYPE, typ.value()),
        (decision::STATE, Value::Choice(APPROVED)),
        (decision::BY, Value::Ref(by)),
        (decision::DECIDED, Value::Period(Period::Day(near.today()))),
        (decision::ABOUT, Value::refs(about.iter().map(|r| r.id))),
        (decision::REASON, Value::text(reason.trim())),
        (decision::UNTIL, until.map_or(Value::Empty, Value::Period)),
    ];
    let mut change = Change::new(format!("decision {id} {title}")).create(id, values);
    let role = near.record(by).map_or(String::new(), |p| role(&p)).trim().to_string();
    for record in &about {
        let sets = carried_out(record, typ, reason.trim(), (by, &role, near.today()));
        let signed = record.id.kind.spec().signed.and_then(|signed| signed.role);
        if role.is_empty() && signed.is_some_and(|field| sets.iter().any(|(f, _)| *f == field)) {
            let who = near.record(by).map_or(by.to_string(), |p| format!("{by} {}", p.title()));
            return Err(format!(
                "{} is approved in a role, and {who} has neither a job title nor a role: fill one in first (g P)",
                record.id
            ));
        }
        if !sets.is_empty() {
            change = change.set(record, sets);
        }
    }
    Ok(change)
}

/// What a decision does to a record that it is about.
fn carried_out(record: &Record, typ: Type, reason: &str, (by, role, today): (Id, &str, Date)) -> Vec<(usize, Value)> {
    let wanted = match (record.id.kind, typ) {
        (Kind::Risk, Type::Acceptance) => vec![(risk::STATUS, risk::Status::Accepted.value())],
        (Kind::Item, Type::Exclusion) => {
            let bare = record.text(item::WHY_AGAINST).trim().is_empty();
            let why = bare
                .then(|| (item::WHY_AGAINST, Value::text(short(reason, &Kind::Item.spec().fields[item::WHY_AGAINST]))));
            [(item::USE, item::Use::No.value())].into_iter().chain(why).collect()
        }
        (Kind::Document, Type::Endorsement | Type::Direction | Type::Approval) if !progress::is_done(record) => vec![
            (document::STATE, Value::Choice(APPROVED)),
            (document::APPROVED_BY, Value::Ref(by)),
            (document::APPROVED_AS, Value::text(role)),
            (document::APPROVED_ON, Value::Date(today)),
        ],
        (Kind::Assessment, Type::Endorsement | Type::Approval) if !progress::is_done(record) => vec![
            (assessment::STATE, Value::Choice(APPROVED)),
            (assessment::APPROVED_BY, Value::Ref(by)),
            (assessment::APPROVED_AS, Value::text(role)),
            (assessment::APPROVED_ON, Value::Date(today)),
            (assessment::VALID, Value::Date(today.saturating_add(jiff::Span::new().years(1)))),
        ],
        (Kind::Method, Type::Endorsement | Type::Direction | Type::Approval) if !progress::is_done(record) => vec![
            (method::STATE, Value::Choice(APPROVED)),
            (method::APPROVED_BY, Value::Ref(by)),
            (method::APPROVED_AS, Value::text(role)),
            (method::APPROVED_ON, Value::Date(today)),
        ],
        // What is approved begins.
        (Kind::PlanItem, Type::Project) if progress::stage(record) < Stage::InWork => {
            vec![(plan_item::STATE, Work::InWork.value())]
        }
        (Kind::System, Type::Shadow) => vec![(system::APPROVAL, system::Approval::Approved.value())],
        (Kind::ScopeItem, Type::Scope) => vec![(scope_item::SCOPE, system::Scope::In.value())],
        (Kind::System, Type::Release) => vec![(system::STATE, system::State::Live.value())],
        _ => Vec::new(),
    };
    wanted.into_iter().filter(|(field, value)| record.value(*field) != value).collect()
}

/// In which role somebody decides: the job title, else the role in interviews.
fn role(person: &Record) -> String {
    let title = person.text(person::TITLE).to_string();
    let words = person::FIELDS[person::ROLE].choices();
    let role = person.choice(person::ROLE).and_then(|word| words.get(usize::from(word)));
    if title.is_empty() { role.map_or(String::new(), |role| role.label.to_string()) } else { title }
}

/// The first line of a text, as much of it as a field takes.
fn short(text: &str, field: &Field) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(field.longest()).collect()
}
