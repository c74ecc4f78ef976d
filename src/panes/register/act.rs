//! What can be done with rows of a list: open, add, delete, fill, copy, and the quick keys of some kinds.

use super::{Register, Scope};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Kind, Record, Type, Value,
        kinds::{risk::Picture, *},
        progress,
    },
    exchange,
    keymap::Key,
    panes::{answering, findings, risks},
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RowsFor, World,
        place::{Menu, Prompt, Row},
    },
};

/// The contexts of its quick keys: its own, then those that the roles of its fields give.
pub fn contexts(kind: Kind) -> impl Iterator<Item = Context> {
    let roles = ROLES.iter().any(|command| role(kind, *command).is_some());
    own_context(kind).into_iter().chain(roles.then_some(Context::Roles))
}

/// The context of keys that only this kind has.
fn own_context(kind: Kind) -> Option<Context> {
    match kind {
        Kind::Item => Some(Context::Controls),
        Kind::Finding => Some(Context::Findings),
        Kind::Risk => Some(Context::Risks),
        Kind::Request => Some(Context::Requests),
        Kind::Action => Some(Context::Actions),
        Kind::Round => Some(Context::Rounds),
        _ => None,
    }
}

/// The keys that come from the roles of fields, as the footer names them.
const ROLES: &[Command] = &[Command::SetOwner, Command::SetDue, Command::SetState];

/// The field that such a key sets.
fn role(kind: Kind, command: Command) -> Option<usize> {
    let spec = kind.spec();
    match command {
        Command::SetOwner => spec.owner,
        Command::SetDue => spec.day(),
        Command::SetState | Command::StateNext | Command::StateBack => spec.state,
        _ => None,
    }
}

/// The quick keys of a kind that the footer names, most important first.
pub fn own_hints(kind: Kind) -> Vec<Command> {
    use Command::*;
    let own: &[Command] = match kind {
        Kind::Item => &[Mark, SetUse, SetState, SetReason, SetOwner, WhereJudged],
        Kind::Finding => &[StepFill, StepNext, SetOwner, SetDue, Whys, AddAction],
        Kind::Risk => &[RateRisk, MoveRisk, TreatRisk, Catalogue],
        Kind::Request => &[Arrived, SetDue],
        Kind::Action => &[ActionDone, SetOwner, SetDue],
        Kind::Round => &[InterviewAdd, CloseRound, AuditFrom],
        _ => &[],
    };
    let decided = Some(Decide).filter(|_| crate::domain::workflow::decision::is_subject(kind));
    let roles = ROLES.iter().filter(|command| role(kind, **command).is_some() && !own.contains(command));
    own.iter().chain(roles).copied().chain(decided).collect()
}

pub fn hints(kind: Kind) -> Vec<Command> {
    use Command::*;
    let mut all = vec![Open];
    all.extend(own_hints(kind));
    all.extend([Filter, Fill, Add, Sort, CopyTable, Undo, Palette]);
    // A round is not added, it is started.
    all.retain(|command| kind != Kind::Round || *command != Add);
    all
}

/// The field a quick key sets.
fn quick_field(kind: Kind, command: Command) -> Option<usize> {
    Some(match (kind, command) {
        (Kind::Item, Command::SetUse) => item::USE,
        // the reason that counts differs by row; see `on_records`
        (Kind::Item, Command::SetReason) => item::WHY_FOR,
        (Kind::Finding, Command::SetGrade) => finding::GRADE,
        (Kind::Risk, Command::TreatRisk) => risk::TREATMENT,
        (_, Command::StateNext | Command::StateBack) => return None,
        _ => return role(kind, command),
    })
}

/// What would have to choose one of several marked rows by itself.
fn is_for_one(command: Command) -> bool {
    use Command::*;
    matches!(
        command,
        StepNext | StepBack | Whys | AddAction | RateRisk | MoveRisk | InterviewAdd | CloseRound | AuditFrom
    )
}

pub fn allowed(register: &Register, command: Command, world: &World) -> Result<(), String> {
    let needs_row = matches!(
        command,
        Command::Open | Command::Edit | Command::Delete | Command::Fill | Command::History | Command::WhereJudged
    ) || quick_field(register.kind(), command).is_some();
    if needs_row && register.current().is_none() {
        return Err(format!("no row is marked; {} adds one", crate::panes::palette::key_of(world, Command::Add)));
    }
    let count = register.chosen().len();
    if count > 1 && is_for_one(command) {
        return Err(format!("this is for one row and {count} are marked; Esc unmarks them"));
    }
    if command == Command::Delete && register.kind() == Kind::Item {
        let built_in = register.chosen().iter().any(|id| crate::domain::skeleton::reference(id.n).is_some());
        if built_in {
            return Err(
                "the 32 clauses and 38 controls of the standard stay; a control that is not used gets use: no".into()
            );
        }
    }
    Ok(())
}

pub fn run(register: &mut Register, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
    let kind = register.kind();
    let chosen = register.chosen();
    let current = register.current();
    let one = |make: &dyn Fn(Id) -> Vec<Effect>| Some(current.map(make).unwrap_or_default());
    match command {
        Command::Open => one(&|id| vec![Effect::Go(crate::panes::place_of(id, world))]),
        Command::Edit => one(&|id| vec![Effect::Go(Place::Record(id))]),
        Command::Add => Some(add(register.rows.scope, world)),
        Command::Delete => Some(delete(&chosen, world)),
        Command::Fill => Some(vec![Effect::Go(fields_menu(kind, chosen.len()))]),
        Command::Sort => Some(vec![Effect::Go(columns_menu(register))]),
        Command::SortReverse => Some(register.reverse(world)),
        Command::History => one(&|id| vec![Effect::Go(Place::History(id))]),
        Command::CopyTable => {
            let what = format!("{} rows as CSV", register.rows.ids.len());
            Some(vec![Effect::Copy { what, text: csv(register, world) }])
        }
        Command::CopyText => one(&|id| {
            let text = crate::panes::detail::as_text(world, id);
            vec![Effect::Copy { what: id.to_string(), text }]
        }),
        Command::SaveTable => Some(vec![Effect::Go(save_prompt(register, world))]),
        Command::Decide => Some(vec![crate::panes::deciding::ask(&chosen)]),
        Command::Paper => Some(vec![Effect::Go(Place::Papers(current))]),
        Command::AuditFrom | Command::CloseRound | Command::InterviewAdd => {
            one(&|id| crate::panes::round::act(command, id, world))
        }
        _ => on_records(kind, command, &chosen, world),
    }
}

/// Asks for the reason that counts: for using, or for leaving out. One text never speaks for both sides.
fn reasons(ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    let side = |id: &Id| world.records.live(*id).map(item::why_field);
    let field = side(ids.first()?)?;
    if ids.iter().any(|id| side(id) != Some(field)) {
        let why = "some of these are used and some are left out; a reason is for one side, mark those of one side";
        return Some(vec![Effect::Warn(why.into())]);
    }
    Some(vec![Effect::Go(Place::Field(ids.to_vec(), field))])
}

/// What the quick keys of a kind do with records, in its list and on the page of one.
pub fn on_records(kind: Kind, command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    if command == Command::SetReason && kind == Kind::Item {
        return reasons(ids, world);
    }
    if let Some(field) = quick_field(kind, command) {
        return Some(vec![Effect::Go(Place::Quick(ids.to_vec(), field))]);
    }
    let first = ids.first().copied();
    match (kind, command) {
        (_, Command::SetOwner | Command::SetDue | Command::SetState) => Some(vec![Effect::Say(lacks(kind, command))]),
        (_, Command::StateNext | Command::StateBack) => Some(vec![turned(kind, command, ids, world)]),
        (_, Command::WhereJudged) => Some(first.map(|id| judged(id, world)).into_iter().collect()),
        (Kind::Finding, _) => findings::run(command, ids, world),
        (Kind::Risk, _) => risks::run(command, ids, Picture::Current, world),
        (Kind::Request, _) => requests(command, ids, world),
        (Kind::Action, _) => actions(command, ids, world),
        (Kind::Item, Command::AddAction) => {
            Some(first.map(|id| Effect::Go(findings::ask_action(id))).into_iter().collect())
        }
        _ => None,
    }
}

/// Says that a kind has no field for a key of another.
fn lacks(kind: Kind, command: Command) -> String {
    let what = match command {
        Command::SetOwner => "owner",
        Command::SetDue => "due day",
        _ => "state",
    };
    format!("{} have no {what}", kind.spec().plural)
}

/// Turns the state of records to the next or the last word; who is at the end stays there.
fn turned(kind: Kind, command: Command, ids: &[Id], world: &World) -> Effect {
    let Some(state) = kind.spec().state else { return Effect::Say(lacks(kind, command)) };
    let words = kind.spec().fields[state].choices();
    let next = |record: &Record| match (record.choice(state).map(usize::from), command) {
        (None, Command::StateNext) => Some(0),
        (Some(at), Command::StateNext) => Some(at + 1).filter(|at| *at < words.len()),
        (at, _) => at?.checked_sub(1),
    };
    let label = kind.spec().fields[state].label.to_lowercase();
    let mut change = Change::new(format!("{label} of {}", crate::domain::value::join_ids(ids, ", ")));
    for record in ids.iter().filter_map(|id| world.records.live(*id)) {
        if let Some(word) = next(record) {
            change = change.set(record, vec![(state, Value::Choice(word as u8))]);
        }
    }
    match (change.is_empty(), command) {
        (false, _) => Effect::Save(change),
        (true, Command::StateNext) => Effect::Say(format!("no {label} follows this one")),
        (true, _) => Effect::Say(format!("no {label} goes before this one")),
    }
}

pub fn receive(register: &mut Register, answer: Answer, world: &World) -> Vec<Effect> {
    match register.kind() {
        Kind::Risk => risks::receive(answer, &register.chosen(), Picture::Current, world),
        _ => Vec::new(),
    }
}

/// The list a record stands in.
pub fn scope_of(id: Id, world: &World) -> Scope {
    match world.records.get(id) {
        Some(record) if id.kind == Kind::Item && !item::is_control(record) => Scope::Clauses,
        Some(_) if id.kind == Kind::Item => Scope::Controls,
        _ => Scope::All(id.kind),
    }
}

/// Asks for a new record of a list.
pub fn add(scope: Scope, world: &World) -> Vec<Effect> {
    match scope {
        Scope::All(Kind::Round) => vec![Effect::Go(crate::panes::round::start_menu())],
        Scope::All(Kind::Interview) => {
            vec![Effect::Say("interviews are planned in a round: g o, Enter on the round, then n".into())]
        }
        Scope::All(Kind::IssuedPaper) => vec![Effect::Go(crate::panes::papers::which_to_issue(None, world))],
        _ => vec![Effect::Go(answering::ask_new(scope.kind(), scope.kind().spec().starting(world.now.date())))],
    }
}

fn delete(ids: &[Id], world: &World) -> Vec<Effect> {
    let records: Vec<_> = ids.iter().filter_map(|id| world.records.live(*id)).collect();
    let label = match &records[..] {
        [] => return Vec::new(),
        [one] => format!("deletion of {} {}", one.id, one.title()),
        many => format!("deletion of {} {}", many.len(), many[0].id.kind.spec().plural),
    };
    let change = records.iter().fold(Change::new(label.clone()), |change, r| change.hide(r));
    let ids: Vec<Id> = records.iter().map(|r| r.id).collect();
    vec![Effect::Save(change), Effect::Say(crate::panes::detail::deleted(&label, &ids, world))]
}

fn editable(kind: Kind) -> Vec<usize> {
    let fields = kind.spec().fields;
    (0..fields.len()).filter(|f| fields[*f].offered() && !matches!(fields[*f].typ, Type::Long)).collect()
}

fn fields_menu(kind: Kind, count: usize) -> Place {
    let rows =
        editable(kind).iter().map(|f| Row { label: kind.spec().fields[*f].label.into(), ..Row::default() }).collect();
    let title =
        format!("Fill which field of {count} {}?", if count == 1 { kind.spec().name } else { kind.spec().plural });
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::FillField)))
}

/// The chosen field of the marked rows goes to its editor.
pub fn fill(register: &Register, row: Option<usize>) -> Vec<Effect> {
    match row.and_then(|row| editable(register.kind()).get(row).copied()) {
        Some(field) => vec![Effect::Go(Place::Field(register.chosen(), field))],
        None => Vec::new(),
    }
}

fn columns_menu(register: &Register) -> Place {
    let fields = register.kind().spec().fields;
    let mut rows: Vec<Row> =
        register.rows.columns.iter().map(|f| Row { label: fields[*f].label.into(), ..Row::default() }).collect();
    rows.push(Row { label: "Id".into(), ..Row::default() });
    let title = "Sort by which column? The same again turns the order round.";
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::SortColumn)))
}

/// The table as it is seen: columns, order, filter and sort.
pub fn csv(register: &Register, world: &World) -> String {
    let fields = register.kind().spec().fields;
    let heads: Vec<&str> = ["Id"].into_iter().chain(register.rows.columns.iter().map(|f| fields[*f].label)).collect();
    let rows = register.rows.ids.iter().filter_map(|id| world.records.get(*id)).map(|r| {
        let cells = register.rows.columns.iter().map(|f| world.view().cell(r, *f));
        [r.id.to_string()].into_iter().chain(cells).collect()
    });
    exchange::export::csv_table(&heads, rows, true)
}

fn save_prompt(register: &Register, world: &World) -> Place {
    let name = format!("{}.csv", register.rows.scope.name().replace(' ', "-"));
    let what = format!("{} rows", register.rows.ids.len());
    let then = AfterText::Write { bytes: csv(register, world).into_bytes(), what };
    Prompt::with("Save the table as a CSV file", "Columns, order, filter and sort as you see them.", name, then)
}

/// The answer whose verdict is shown as the latest of an item, in its interview.
fn judged(id: Id, world: &World) -> Effect {
    let latest = world.records.live(id).and_then(|record| item::latest(world.view(), record));
    match latest.and_then(|l| Some((l.interview?.id, l.answer.id))) {
        Some((interview, answer)) => Effect::Go(Place::Card(interview, Some(answer))),
        None => Effect::Say(format!("{id} has no question in any interview yet")),
    }
}

fn requests(command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    if command != Command::Arrived {
        return None;
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
        return Some(vec![Effect::Say("nothing marked is still awaited".into())]);
    }
    Some(vec![Effect::Save(change), Effect::Say("arrived; it is evidence now, also of its question".into())])
}

fn actions(command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    if command != Command::ActionDone {
        return None;
    }
    let mut change = Change::new(format!("{} done", crate::domain::value::join_ids(ids, ", ")));
    for record in ids.iter().filter_map(|id| world.records.live(*id)).filter(|a| !progress::is_done(a)) {
        let values = vec![(action::STATE, action::State::Done.value()), (action::DONE, Value::Date(world.now.date()))];
        change = change.set(record, values);
    }
    Some(vec![Effect::Save(change)])
}
