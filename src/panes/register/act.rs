//! What can be done with rows of a list: open, add, delete, fill, copy, and the acts that descriptions name.

mod linked;
mod turned;

use super::Register;
use crate::{
    command::{Command, Context},
    domain::{
        Act, Adding, Change, Id, Kind, Listing, Type, Value,
        kinds::{risk::Picture, *},
        plan, refusal,
        workflow::decision::is_subject,
    },
    exchange::ListTable,
    keymap::Key,
    panes::{answering, findings, risks, round},
    ui::{
        AfterChoice, AfterText, Effect, Output, Place, RowsFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};
use linked::{arrived, assess, controls, judged, version};
pub use linked::{begun, duties, read_along};
use turned::{lacks, turned};

/// The contexts of its quick keys: its own, then those that the roles of its fields give.
pub fn contexts(kind: Kind) -> impl Iterator<Item = Context> {
    let roles = ROLES.iter().any(|act| kind.spec().set_by(*act).is_some());
    kind.spec().keys.and_then(Context::of).into_iter().chain(roles.then_some(Context::Roles))
}

/// The acts that come from the roles of fields, as the footer names them.
const ROLES: &[Act] = &[Act::Owner, Act::Day, Act::State];

/// The command of an act.
fn command(act: Act) -> Command {
    match act {
        Act::Mark => Command::Mark,
        Act::Owner => Command::SetOwner,
        Act::Day => Command::SetDue,
        Act::State => Command::SetState,
        Act::Use => Command::SetUse,
        Act::Reason => Command::SetReason,
        Act::Judged => Command::WhereJudged,
        Act::Grade => Command::SetGrade,
        Act::Fill => Command::StepFill,
        Act::Forward => Command::StepNext,
        Act::Back => Command::StepBack,
        Act::Whys => Command::Whys,
        Act::Plan => Command::JudgePlan,
        Act::Action => Command::AddAction,
        Act::Rate => Command::RateRisk,
        Act::Move => Command::MoveRisk,
        Act::Treat => Command::TreatRisk,
        Act::Catalogue => Command::Catalogue,
        Act::Arrived => Command::Arrived,
        Act::Done => Command::ActionDone,
        Act::Interview => Command::InterviewAdd,
        Act::Close => Command::CloseRound,
        Act::Follow => Command::AuditFrom,
        Act::Second => Command::SecondOpinion,
        Act::Ask => Command::AskPerson,
        Act::Decide => Command::Decide,
        Act::Measure => Command::Measure,
        Act::Raise => Command::OpenFrom,
        Act::Walk => Command::ActWalk,
        Act::Duties => Command::Duties,
        Act::Controls => Command::TakeControls,
        Act::PlanGaps => Command::PlanGaps,
        Act::Assess => Command::Assess,
        Act::Version => Command::NextVersion,
    }
}

/// The act of a command, if records of the kind know it.
fn act_of(kind: Kind, wanted: Command) -> Option<Act> {
    let roles = ROLES.iter().filter(|act| kind.spec().set_by(**act).is_some());
    kind.spec().acts.iter().chain(roles).copied().find(|act| command(*act) == wanted)
}

/// The quick keys of a kind that the footer names, most important first.
pub fn own_hints(kind: Kind) -> Vec<Command> {
    let spec = kind.spec();
    let roles = ROLES.iter().filter(|act| spec.set_by(**act).is_some());
    let decided = [Act::Decide].iter().filter(|_| is_subject(kind));
    let given = roles.chain(decided).filter(|act| !spec.acts.contains(act));
    let ready = spec.ready.then_some(Command::Ready);
    spec.acts.iter().chain(given).map(|act| command(*act)).chain(ready).collect()
}

pub fn hints(kind: Kind) -> Vec<Command> {
    use Command::*;
    let rest = [Filter, AboutOnly, Fill, CellsOpen, adds(kind), Sort, CopyTable, Undo, Palette];
    [Open].into_iter().chain(own_hints(kind)).chain(rest).collect()
}

/// What makes a new record of the kind.
fn adds(kind: Kind) -> Command {
    if kind.spec().adding == Adding::Started { Command::RoundStart } else { Command::Add }
}

/// What can be done in a list without rows.
pub fn hints_of_none(kind: Kind) -> Vec<Command> {
    use Command::*;
    let begins = [Catalogue, Ready].into_iter().filter(|command| own_hints(kind).contains(command));
    [adds(kind), Palette].into_iter().chain(begins).chain([Undo, Back]).collect()
}

/// What would have to choose one of several marked rows by itself.
fn is_for_one(command: Command) -> bool {
    use Command::*;
    matches!(
        command,
        Measure
            | OpenFrom
            | StepNext
            | StepBack
            | Whys
            | ActWalk
            | TakeControls
            | Duties
            | Assess
            | NextVersion
            | AddAction
            | RateRisk
            | MoveRisk
            | InterviewAdd
            | CloseRound
            | AuditFrom
            | SecondOpinion
            | AskPerson
            | Like
    )
}

pub fn allowed(register: &Register, command: Command, world: &World) -> Result<(), String> {
    let needs_row = matches!(
        command,
        Command::Open
            | Command::Edit
            | Command::CellsOpen
            | Command::OtherPart
            | Command::Like
            | Command::Again
            | Command::Delete
            | Command::Fill
            | Command::History
            | Command::WhereJudged
    ) || act_of(register.kind(), command)
        .is_some_and(|act| register.kind().spec().set_by(act).is_some());
    if needs_row && register.current().is_none() {
        return Err(format!("no row is marked; {} adds one", crate::panes::palette::key_of(world, Command::Add)));
    }
    let count = register.chosen().len();
    if count > 1 && is_for_one(command) {
        return Err(format!("this is for one row and {count} are marked; Esc unmarks them"));
    }
    if command == Command::Delete
        && let Some(why) = register.chosen().iter().find_map(|id| refusal::deletion(*id))
    {
        return Err(why);
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
        Command::Like => one(&|id| like(id, world)),
        Command::Again => Some(again(&chosen, world)),
        Command::Add => Some(add(register.rows.scope, world)),
        Command::Delete => Some(delete(&chosen, world)),
        Command::Fill => Some(vec![Effect::Go(fields_menu(kind, chosen.len(), world))]),
        Command::Sort => Some(vec![Effect::Go(columns_menu(register, world))]),
        Command::OwnColumn => Some(vec![super::own::ask(kind)]),
        Command::AboutOnly => Some(register.ask_narrow(world)),
        Command::SortReverse => Some(register.reverse(world)),
        Command::History => one(&|id| vec![Effect::Go(Place::History(id))]),
        Command::CopyTable => {
            let mut table = table(register);
            if !register.marks.is_empty() {
                table.ids.retain(|id| register.marks.contains(id));
            }
            let what = format!("{} as cells", table.told());
            Some(vec![Effect::Copy { what, text: table.cells(world.view()) }])
        }
        Command::CopyText => one(&|id| {
            let text = crate::panes::detail::as_text(world, id);
            vec![Effect::Copy { what: id.to_string(), text }]
        }),
        Command::SaveTable => Some(vec![Effect::Go(save_prompt(register))]),
        Command::Silence => Some(vec![Effect::Say("a check is silenced where it is listed: g k".into())]),
        Command::Ready => Some(vec![crate::panes::ready::ask(kind)]),
        Command::Decide => Some(vec![crate::panes::deciding::ask(&chosen)]),
        Command::Paper => Some(vec![Effect::Go(Place::Papers(current))]),
        _ => on_records(kind, command, &chosen, world),
    }
}

/// Asks for the reason that counts: for using, or for leaving out. One text never speaks for both sides.
fn reasons(ids: &[Id], world: &World) -> Vec<Effect> {
    let side = |id: &Id| world.records.live(*id).map(item::why_field);
    let Some(field) = ids.first().and_then(side) else { return Vec::new() };
    if ids.iter().any(|id| side(id) != Some(field)) {
        let why = "some of these are used and some are left out; a reason is for one side, mark those of one side";
        return vec![Effect::Warn(why.into())];
    }
    vec![Effect::Go(Place::Field(ids.to_vec(), field))]
}

/// What the quick keys of a kind do with records, in its list and on the page of one.
pub fn on_records(kind: Kind, command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    match (command, act_of(kind, command)) {
        (Command::StateNext | Command::StateBack, _) => Some(vec![turned(kind, command, ids, world)]),
        (_, Some(act)) => Some(perform(act, ids, world)),
        (Command::Measure | Command::OpenFrom | Command::ActionDone | Command::AddAction, None)
            if kind.spec().keys == Some("running") =>
        {
            let what = command.info().short;
            Some(vec![Effect::Say(format!("{what}: not a key of {}", kind.spec().plural))])
        }
        (Command::ActWalk | Command::TakeControls, None) if kind.spec().keys == Some("systems") => {
            let what = command.info().short;
            Some(vec![Effect::Say(format!("{what}: not a key of {}", kind.spec().plural))])
        }
        (Command::SetOwner | Command::SetDue | Command::SetState, None) => {
            Some(vec![Effect::Say(lacks(kind, command))])
        }
        _ => None,
    }
}

/// Does with records what their description names.
pub fn perform(act: Act, ids: &[Id], world: &World) -> Vec<Effect> {
    let command = command(act);
    let one = |make: &dyn Fn(Id) -> Vec<Effect>| ids.first().map(|id| make(*id)).unwrap_or_default();
    match act {
        // The list itself does it.
        Act::Mark => Vec::new(),
        Act::Owner | Act::Day | Act::State | Act::Use | Act::Grade | Act::Treat | Act::Plan => one(&|id| {
            let field = id.kind.spec().set_by(act);
            field.map(|field| Effect::Go(Place::Quick(ids.to_vec(), field))).into_iter().collect()
        }),
        Act::Reason => reasons(ids, world),
        Act::Judged => one(&|id| vec![judged(id, world)]),
        Act::Fill | Act::Forward | Act::Back | Act::Whys => one(&|id| findings::run(command, id, world)),
        Act::Action => one(&|id| vec![Effect::Go(findings::ask_action(id, world))]),
        Act::Rate | Act::Move | Act::Catalogue => risks::run(command, ids, Picture::Current, world).unwrap_or_default(),
        Act::Decide => vec![crate::panes::deciding::ask(ids)],
        Act::Measure => one(&|id| vec![Effect::Go(crate::panes::running::ask_reading(id, world))]),
        Act::Raise => one(&|id| crate::panes::running::raise(id, world)),
        Act::Walk => one(&|id| vec![Effect::Go(walk(id))]),
        Act::Duties => one(&|id| duties(id, world)),
        Act::PlanGaps => vec![plan::from_gaps(world.view(), ids).map_or_else(Effect::Say, Effect::Save)],
        Act::Controls => one(&|id| controls(id, world)),
        Act::Assess => one(&|id| assess(id, world)),
        Act::Version => one(&|id| version(id, world)),
        Act::Ask => one(&|id| vec![Effect::Go(Place::Person(id))]),
        Act::Arrived => arrived(ids, world),
        Act::Done => crate::panes::running::done(ids, world),
        Act::Interview | Act::Close | Act::Follow | Act::Second => one(&|id| round::act(command, id, world)),
    }
}

/// Opens what sets a field that is never set alone: of a rating, in the picture of the field.
pub fn opens(act: Act, field: usize, id: Id, world: &World) -> Vec<Effect> {
    match (act, Picture::of_field(field)) {
        (Act::Rate, Some(picture)) => risks::run(command(act), &[id], picture, world).unwrap_or_default(),
        _ => perform(act, &[id], world),
    }
}

/// The questions that are walked: of an impact assessment its parts, of a system those of the EU AI Act.
fn walk(id: Id) -> Place {
    if id.kind == Kind::Assessment { Place::ImpactWalk(id) } else { Place::ActWalk(id) }
}

/// Asks for a new record of a list.
pub fn add(list: Listing, world: &World) -> Vec<Effect> {
    match list.kind().spec().adding {
        Adding::Titled | Adding::Called(_) => {
            vec![Effect::Go(answering::ask_new(list.kind(), list.starting(world.now)))]
        }
        Adding::Started => vec![Effect::Go(round::start_menu())],
        Adding::Issued => vec![Effect::Go(crate::panes::papers::which_to_issue(None, world))],
        Adding::Elsewhere(whence) => vec![Effect::Say(whence.into())],
    }
}

/// Asks for the name of a new record that holds what this one does, beside what only acts set.
pub fn like(id: Id, world: &World) -> Vec<Effect> {
    let Some(record) = world.records.live(id) else { return Vec::new() };
    let spec = id.kind.spec();
    if !matches!(spec.adding, Adding::Titled | Adding::Called(_)) {
        return add(Listing::of(record), world);
    }
    let starts = Listing::of(record).starting(world.now);
    let copied = |f: &usize| {
        let by_act = spec.within.iter().any(|(within, _)| within == f);
        let own = *f == spec.title || Some(*f) == spec.state || Some(*f) == spec.reference || by_act;
        let filled = !matches!(record.value(*f), Value::Empty | Value::Unread);
        world.records.field(id.kind, *f).offered() && !own && filled && starts.iter().all(|(start, _)| start != f)
    };
    let mut values: Vec<(usize, Value)> =
        world.records.fields(id.kind).map(|(f, _)| f).filter(copied).map(|f| (f, record.value(f).clone())).collect();
    values.extend(starts);
    let title = format!(
        "New {} like {}: {}",
        spec.name,
        world.records.called(id),
        spec.fields[spec.title].label.to_lowercase()
    );
    let help = "It holds what that one does, but its state, its number and what was decided about it.";
    let then = AfterText::Create { kind: id.kind, values, open: true };
    vec![Effect::Go(Prompt::with(title, help, record.title(), then))]
}

/// Sets the field that was set last to the same value, here.
pub fn again(ids: &[Id], world: &World) -> Vec<Effect> {
    let Some((kind, field, value)) = world.again.as_ref() else {
        return vec![Effect::Say("no field was set yet in this session".into())];
    };
    let label = world.records.field(*kind, *field).label;
    if ids.iter().any(|id| id.kind != *kind) {
        let (plural, name) = (kind.spec().plural, label.to_lowercase());
        return vec![Effect::Say(format!("the last field was {name} of {plural}; here are none"))];
    }
    if let Some(why) = ids.iter().find_map(|id| refusal::refusal(&world.records, *id, *field, value)) {
        return vec![Effect::Say(why)];
    }
    match crate::ui::after::set_field(&world.records, ids, *field, value) {
        Some(change) => {
            let said = format!("{label} again, {} changed; u takes it back", change.edits.len());
            vec![Effect::Save(change), Effect::Say(said)]
        }
        None => vec![Effect::Say(format!("{label} is the same here already"))],
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

fn editable(kind: Kind, world: &World) -> Vec<usize> {
    let fields = world.records.fields(kind).filter(|(_, f)| f.offered() && !matches!(f.typ, Type::Long));
    fields.map(|(at, _)| at).collect()
}

fn fields_menu(kind: Kind, count: usize, world: &World) -> Place {
    let row = |f: &usize| MenuRow { label: world.records.field(kind, *f).label.into(), ..MenuRow::default() };
    let rows = editable(kind, world).iter().map(row).collect();
    let title =
        format!("Fill which field of {count} {}?", if count == 1 { kind.spec().name } else { kind.spec().plural });
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::FillField)))
}

/// The chosen field of the marked rows goes to its editor.
pub fn fill(register: &Register, row: Option<usize>, world: &World) -> Vec<Effect> {
    match row.and_then(|row| editable(register.kind(), world).get(row).copied()) {
        Some(field) => vec![Effect::Go(Place::Field(register.chosen(), field))],
        None => Vec::new(),
    }
}

fn columns_menu(register: &Register, world: &World) -> Place {
    let label = |f: &usize| world.records.field(register.kind(), *f).label.to_string();
    let mut rows: Vec<MenuRow> =
        register.rows.columns.iter().map(|f| MenuRow { label: label(f), ..MenuRow::default() }).collect();
    rows.push(MenuRow { label: "Id".into(), ..MenuRow::default() });
    let title = "Sort by which column? The same again turns the order round.";
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::SortColumn)))
}

/// The table as it is seen: columns, order, filter and sort.
pub fn table(register: &Register) -> ListTable {
    ListTable { kind: register.kind(), columns: register.rows.columns.clone(), ids: register.rows.ids.clone() }
}

fn save_prompt(register: &Register) -> Place {
    let name = format!("{}.csv", register.rows.scope.name().replace(' ', "-"));
    let then = AfterText::Make(Output::Table(table(register)));
    let help = "Columns, order, filter and sort as you see them; a name that ends in .xlsx makes a workbook.";
    Prompt::with("Save the table as a CSV file or a workbook", help, name, then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_description_names_can_be_asked_for_where_its_records_are() {
        for kind in Kind::ALL {
            let spec = kind.spec();
            assert_eq!(spec.keys.is_some(), spec.keys.and_then(Context::of).is_some(), "{}: no such keys", spec.name);
            let contexts: Vec<Context> = contexts(*kind).chain([Context::List]).collect();
            for act in spec.acts {
                let info = command(*act).info();
                assert!(info.contexts.iter().any(|c| contexts.contains(c)), "{}: {} has no place", spec.name, info.id);
                assert_eq!(act_of(*kind, command(*act)), Some(*act));
                assert!(*act != Act::Decide || is_subject(*kind), "{}: no decision is about it", spec.name);
            }
        }
    }
}
