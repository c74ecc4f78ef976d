//! Planning an interview: whom, as what, and at once with questions that fit the role.

use super::RoundPane;
use crate::{
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::{answer, interview, person, round},
        rounds::{self, FieldValues},
        value::join_ids,
        words,
    },
    framework::{self, propose},
    panes::plan,
    ui::{
        AfterChoice, Answer, Effect, Place, RecordsFor, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

/// Minutes planned for an interview.
const MINUTES: i64 = 45;

/// Who is to be interviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guest {
    Known(Id),
    /// Somebody who is not on file yet.
    New(String),
}

/// People to choose from: those who have no interview in the round yet come first, its auditors last.
pub fn whom_menu(of: Id, world: &World) -> Place {
    let team: Vec<Id> = world
        .records
        .get(of)
        .map_or(Vec::new(), |r| r.refs(round::LEAD).iter().chain(r.refs(round::TEAM)).copied().collect());
    let mut rows: Vec<((bool, bool), MenuRow)> = world
        .records
        .all(Kind::Person)
        .map(|p| {
            let planned = interviews_with(of, p.id, world);
            let role = world.view().cell(p, person::ROLE);
            let detail = match planned.is_empty() {
                true => role,
                false => format!("{role}   has {}", join_ids(&planned, ", ")).trim().to_string(),
            };
            (
                (team.contains(&p.id), !planned.is_empty()),
                MenuRow { label: p.title().into(), detail, id: Some(p.id), ..MenuRow::default() },
            )
        })
        .collect();
    rows.sort_by_key(|(order, _)| *order);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    let title = "Interview with whom? A name that is not here is added";
    let then = AfterChoice::Records(RecordsFor::Who);
    Place::Menu(Menu { new: &[Kind::Person], ..Menu::list(title, rows, then) })
}

fn interviews_with(round: Id, person: Id, world: &World) -> Vec<Id> {
    let with = world.records.linked(person, Kind::Interview, interview::WITH);
    let mut ids: Vec<Id> = with.filter(|i| i.one(interview::ROUND) == Some(round)).map(|i| i.id).collect();
    ids.sort_unstable();
    ids
}

fn role_menu(name: &str) -> Place {
    let mut rows: Vec<MenuRow> =
        person::ROLES.iter().map(|r| MenuRow { label: r.label.into(), ..MenuRow::default() }).collect();
    rows.push(MenuRow { label: "no role in particular".into(), ..MenuRow::default() });
    let title = format!("{name} is asked as what? The questions come from it");
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::Role)))
}

/// Takes the answers to the two questions above.
pub fn receive(pane: &mut RoundPane, answer: Answer, world: &World) -> Vec<Effect> {
    match answer {
        Answer::Records(RecordsFor::Who, ids) => match ids.first() {
            Some(id) => with_role(pane, Guest::Known(*id), world),
            None => Vec::new(),
        },
        Answer::New(RecordsFor::Who, name, _) if !name.trim().is_empty() => {
            with_role(pane, Guest::New(name.trim().to_string()), world)
        }
        Answer::Rows(RowsFor::Role, rows) => match (pane.guest.take(), rows.first()) {
            (Some(guest), Some(row)) => {
                let role = u8::try_from(*row).ok().filter(|role| usize::from(*role) < person::ROLES.len());
                plan_interview(pane, guest, role, world)
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Goes on at once if the person's role is known, else asks for it.
fn with_role(pane: &mut RoundPane, guest: Guest, world: &World) -> Vec<Effect> {
    let known = match &guest {
        Guest::Known(id) => world.records.get(*id).and_then(|p| p.choice(person::ROLE)),
        Guest::New(_) => None,
    };
    if known.is_some() {
        return plan_interview(pane, guest, known, world);
    }
    let name = match &guest {
        Guest::Known(id) => world.records.name(*id),
        Guest::New(name) => name.clone(),
    };
    pane.guest = Some(guest);
    vec![Effect::Go(role_menu(&name))]
}

/// One step: the interview at the next free time, with its questions, and the person if it is a new one.
fn plan_interview(pane: &mut RoundPane, guest: Guest, role: Option<u8>, world: &World) -> Vec<Effect> {
    let Some(round) = world.records.live(pane.id) else { return Vec::new() };
    let id = world.records.next_id(Kind::Interview);
    let (person, name) = match &guest {
        Guest::Known(id) => (*id, world.records.name(*id)),
        Guest::New(name) => (world.records.next_id(Kind::Person), name.clone()),
    };
    let values = values(round, person, role, world);
    let mut change = Change::new(format!("interview {id} with {name}"));
    let role_value = || role.map(|r| (person::ROLE, Value::Choice(r)));
    match (&guest, world.records.live(person)) {
        (Guest::New(name), _) => {
            let about = [(person::NAME, Value::text(name))].into_iter().chain(role_value()).collect();
            change = change.create(person, about);
        }
        // A role that was only now asked for is kept with the person.
        (Guest::Known(_), Some(p)) if p.value(person::ROLE).is_empty() => {
            if let Some(role) = role_value() {
                change = change.set(p, vec![role]);
            }
        }
        _ => {}
    }
    let record = values.iter().fold(Record::new(id), |record, (field, value)| record.with(*field, value.clone()));
    let mut proposal = propose::for_interview(&world.records, &record);
    let waiting = rounds::parked_for(world.view(), round.id, &[person]);
    let again =
        |p: &framework::Proposed| waiting.iter().any(|a| a.text(answer::SOURCE) == p.source || a.title() == p.text);
    proposal.asked.retain(|p| !again(p));
    let positions = (1..).map(|n| n * plan::STEP);
    let mut questions: Vec<FieldValues> =
        waiting.iter().zip(positions).map(|(a, at)| plan::copy_of(a, id, at)).collect();
    questions.extend(plan::questions_of(&proposal.asked, id, waiting.len() as i64 * plan::STEP));
    change = plan::new_questions(&world.records, change.create(id, values), questions);
    pane.at = Some(id);
    let left: Vec<Id> = proposal.left_out.iter().filter_map(|p| p.item).collect();
    let left = plan::left_out_sentence(&left, Some(MINUTES));
    let count = plan::counted(proposal.asked.len());
    let parked = if waiting.is_empty() { String::new() } else { format!(", {} parked for them", waiting.len()) };
    vec![
        Effect::Save(change),
        Effect::Go(Place::Plan(id)),
        Effect::Say(format!("{id} with {name}: {count} proposed{parked}{left}")),
    ]
}

fn values(round: &Record, person: Id, role: Option<u8>, world: &World) -> FieldValues {
    let title = role.map_or("Interview".into(), |r| words::capital(person::ROLES[usize::from(r)].label));
    let mut values = vec![
        (interview::TITLE, Value::text(title)),
        (interview::WITH, Value::refs([person])),
        (interview::START, Value::Stamp(rounds::next_slot(world.view(), round, world.now))),
        (interview::MINUTES, Value::Number(MINUTES)),
        (interview::STATE, interview::State::Planned.value()),
        (interview::ROUND, Value::Ref(round.id)),
    ];
    values.extend(role.map(|r| (interview::ROLE, Value::Choice(r))));
    values.extend(round.one(round::LEAD).map(|lead| (interview::AUDITOR, Value::Ref(lead))));
    values
}
