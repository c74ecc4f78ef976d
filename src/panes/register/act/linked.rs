//! What quick keys do with what hangs on a record: its answer, evidence, duties, controls and assessments.

use crate::{
    domain::{
        Change, Id, Kind, Record, Value, bundles,
        kinds::*,
        workflow::{self},
    },
    framework::{ai_act, suppliers},
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, MenuRow},
    },
};

/// The answer whose verdict is shown as the latest of an item, in its interview.
pub(super) fn judged(id: Id, world: &World) -> Effect {
    let latest = world.records.live(id).and_then(|record| item::latest(world.view(), record));
    match latest.and_then(|l| Some((l.interview?.id, l.answer.id))) {
        Some((interview, answer)) => Effect::Go(Place::Card(interview, Some(answer))),
        None => Effect::Say(format!("{id} has no question in any interview yet")),
    }
}

pub(super) fn arrived(ids: &[Id], world: &World) -> Vec<Effect> {
    if let Some(answered) = answered(ids, world) {
        return answered;
    }
    let mut change = Change::new(format!("arrival of {}", crate::domain::value::join_ids(ids, ", ")));
    let mut next = world.records.next_id(Kind::Evidence);
    let mut sight = world.records.next_id(Kind::Sighting);
    for request in ids.iter().filter_map(|id| world.records.live(*id)).filter(|r| request::is_open(r)) {
        let named = Record::new(next).with(evidence::TITLE, Value::text(request.title()));
        change = change.create(next, vec![(evidence::TITLE, named.value(evidence::TITLE).clone())]);
        let answer = request.one(request::ANSWER).and_then(|id| world.records.live(id));
        let talk = answer.map(|a| (a.id, a.one(answer::INTERVIEW).and_then(|id| world.records.get(id))));
        let mut values = sighting::values(&named, None, talk, Some(world.now.date()));
        values.retain(|(field, _)| *field != sighting::SHOWN_BY);
        values.push((sighting::SHOWN_BY, Value::one(request.one(request::FROM))));
        change = change.create(sight, values);
        sight.n += 1;
        change = change.set(
            request,
            vec![
                (request::STATE, request::State::Arrived.value()),
                (request::ARRIVED, Value::Date(world.now.date())),
                (request::EVIDENCE, Value::Ref(next)),
            ],
        );
        if let Some(answer) = answer {
            let all = answer.refs(answer::EVIDENCE).iter().copied().chain([next]);
            change = change.set(answer, vec![(answer::EVIDENCE, Value::refs(all))]);
        }
        next.n += 1;
    }
    if change.is_empty() {
        return vec![Effect::Say("nothing marked is still awaited".into())];
    }
    vec![Effect::Save(change), Effect::Say("arrived; it is evidence now, also of its question".into())]
}

/// Questions that were asked of us are answered today; nothing if none of these is one.
pub(super) fn answered(ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    let theirs = ids.iter().filter_map(|id| world.records.live(*id)).filter(|r| request::is_theirs(r));
    let open: Vec<&Record> = theirs.collect();
    if open.is_empty() {
        return None;
    }
    let said = |r: &&&Record| !r.value(request::OUR_ANSWER).is_empty();
    if let Some(bare) = open.iter().find(|r| !said(r)) {
        let place = Place::Field(vec![bare.id], request::OUR_ANSWER);
        return Some(vec![Effect::Go(place), Effect::Say(format!("{}: what is our answer?", bare.id))]);
    }
    let mut change = Change::new(format!("answer to {}", crate::domain::value::join_ids(ids, ", ")));
    for request in open.into_iter().filter(|r| request::is_open(r)) {
        let sent = (request::SENT, Value::Date(world.now.date()));
        change = change.set(request, vec![(request::STATE, request::State::Answered.value()), sent]);
    }
    match change.is_empty() {
        true => Some(vec![Effect::Say("it is answered already".into())]),
        false => Some(vec![Effect::Save(change), Effect::Say("answered today".into())]),
    }
}

/// The duties that follow and are not listed yet: of a system under the EU AI Act, of a supplier by its tier.
pub fn duties(id: Id, world: &World) -> Vec<Effect> {
    let Some(record) = world.records.live(id) else { return vec![Effect::Say(format!("{id} is no longer there"))] };
    let listed = match id.kind {
        Kind::Supplier => suppliers::duties(world.view(), record),
        _ => ai_act::register(world.view(), record),
    };
    saved_and_said(listed)
}

/// A step with what it did, since nothing else may be seen of it where it was asked for; or why there is none.
fn saved_and_said(step: Result<Change, String>) -> Vec<Effect> {
    match step {
        Ok(change) => {
            let said = format!("{}; undo takes them back", change.label);
            vec![Effect::Save(change), Effect::Say(said)]
        }
        Err(why) => vec![Effect::Say(why)],
    }
}

/// The controls that the class of a system asks for and that it has no record of.
pub(super) fn controls(id: Id, world: &World) -> Vec<Effect> {
    let Some(system) = world.records.live(id) else { return vec![Effect::Say(format!("{id} is no longer there"))] };
    saved_and_said(bundles::take(world.view(), system))
}

/// Begins the next impact assessment of a system, or from an assessment, or the review of a supplier, and opens it.
pub(super) fn assess(id: Id, world: &World) -> Vec<Effect> {
    let Some(record) = world.records.live(id) else { return Vec::new() };
    if id.kind == Kind::Supplier {
        let (change, made) = suppliers::review(world.view(), record, world.now.date());
        return vec![Effect::Save(change), Effect::Go(Place::Round(made))];
    }
    let view = world.view();
    let last = if id.kind == Kind::Assessment { Some(record) } else { workflow::assessment::newest(view, id) };
    if let Some(unread) = last.filter(|last| !last.is_read()) {
        return vec![Effect::Say(format!("{} is still being read; press it again", unread.id))];
    }
    let (change, made) = match id.kind {
        Kind::Assessment => workflow::assessment::follow(view, record),
        // Templates of one's own are a choice; else one key begins it.
        _ if workflow::assessment::newest(view, id).is_none() => {
            if workflow::assessment::templates(view).next().is_some() {
                return vec![Effect::Go(starts(id, world))];
            }
            workflow::assessment::begin(view, record)
        }
        _ => workflow::assessment::begin(view, record),
    };
    vec![Effect::Save(change), Effect::Go(Place::Record(made))]
}

/// Asks from what the first assessment of a system starts: the usual way stands first.
fn starts(system: Id, world: &World) -> Place {
    use assessment::{TYPES, Type};
    let usual = world.records.live(system).map_or(Type::Full, |s| workflow::assessment::usual(world.view(), s));
    let own = workflow::assessment::templates(world.view());
    let mut rows: Vec<MenuRow> = own
        .map(|t| MenuRow {
            label: t.title().into(),
            detail: "your own template".into(),
            id: Some(t.id),
            ..MenuRow::default()
        })
        .collect();
    rows.extend(TYPES.iter().map(|t| MenuRow { label: format!("{} assessment", t.label), ..MenuRow::default() }));
    let at = rows.len() - TYPES.len() + usual as usize;
    let title = format!("{system}: from what does its impact assessment start?");
    Place::Menu(Menu { at, ..Menu::list(title, rows, AfterChoice::BeginAssessment(system)) })
}

/// The records whose long texts a record's page shows or its keys take over: itself, and of a system the last
/// assessment and the release.
pub fn read_along(id: Id, world: &World) -> Vec<Id> {
    let mut all = vec![id];
    match id.kind {
        Kind::System => {
            let last = workflow::assessment::newest(world.view(), id).map(|a| a.id);
            let release = workflow::decision::in_force(&world.view(), id, decision::Type::Release).map(|d| d.id);
            all.extend(last.into_iter().chain(release));
        }
        Kind::ControlAt => all.extend(world.records.live(id).and_then(|at| at.one(control_at::CONTROL))),
        _ => {}
    }
    all
}

/// Begins the first assessment of a system from what was chosen: a template, or a type by its row from the end.
pub fn begun(system: Id, template: Option<Id>, from_end: usize, world: &World) -> Vec<Effect> {
    let view = world.view();
    let Some(record) = world.records.live(system) else { return Vec::new() };
    let (change, made) = match template.and_then(|id| world.records.live(id)) {
        Some(template) if !template.is_read() => {
            return vec![Effect::Say(format!("{} is still being read; choose it again", template.id))];
        }
        Some(template) => workflow::assessment::from_template(view, record, template),
        None => {
            let all = assessment::Type::ALL;
            let Some(typ) = all.len().checked_sub(from_end).and_then(|at| all.get(at)) else { return Vec::new() };
            workflow::assessment::anew(view, record, *typ)
        }
    };
    vec![Effect::Save(change), Effect::Go(Place::Record(made))]
}

/// Begins the next version of a document and opens it.
pub(super) fn version(id: Id, world: &World) -> Vec<Effect> {
    let Some(document) = world.records.live(id) else { return Vec::new() };
    match workflow::next_version::begin(world.view(), document) {
        Ok((change, made)) => vec![Effect::Save(change), Effect::Go(Place::Record(made))],
        Err(why) => vec![Effect::Say(why)],
    }
}
