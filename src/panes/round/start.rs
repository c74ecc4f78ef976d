//! How rounds begin: a new gap analysis or audit, and an audit from the answers of an earlier round.

use crate::{
    command::Command,
    domain::{
        Change, Id, Kind, Record, Value, coverage,
        kinds::{
            programme_area,
            round::{self, State, Type},
            system,
        },
        programme, progress,
        rounds::{self, FieldValues},
        veil, way,
    },
    framework,
    ui::{
        AfterChoice, AfterText, Effect, Place, World,
        place::{Menu, MenuRow, Prompt},
    },
};

const CRITERIA: &str = "ISO/IEC 42001:2023, clauses 4 to 10 and Annex A as far as the Statement of Applicability uses \
    it; the organisation's own policies and rules on AI; law and contracts that apply to its AI systems.";
const METHODS: &str = "Interviews with the people who do the work, reading of documents and records, and looking at \
    systems as they run. Samples: newest cases first; how many were seen out of how many is noted with the answer.";

/// What most rounds of a type are for.
fn objective(typ: Type) -> &'static str {
    match typ {
        Type::Gap => {
            "Find out what of the AI management system is in place already, what is missing, and what to do first."
        }
        Type::Audit => {
            "Judge whether the AI management system meets the standard and the organisation's own rules, whether it is \
             carried out and kept up, and where it can become better."
        }
        Type::Rehearsal => {
            "Rehearse the interviews of Stage 2 role by role; what cannot be shown yet is mended before it."
        }
        Type::Stage1 => "The body reads the documents and judges whether Stage 2 can be held.",
        Type::Stage2 => "The body judges whether the AI management system is carried out and effective in its scope.",
        Type::Documents => {
            "Read each required document before the interviews: is it there, approved, current, fitting?"
        }
        Type::Supplier => "Find out what a supplier does for responsible AI, what it shows of it, and what to agree.",
        Type::Surveillance => "The body looks at findings, changes, audits and reviews since its last visit.",
    }
}

fn stem(typ: Type) -> &'static str {
    match typ {
        Type::Gap => "Gap analysis",
        Type::Audit => "Internal audit",
        Type::Rehearsal => "Rehearsal",
        Type::Stage1 => "Stage 1",
        Type::Stage2 => "Stage 2",
        Type::Surveillance => "Surveillance",
        Type::Documents => "Document review",
        Type::Supplier => "Supplier review",
    }
}

/// Asks whether a gap analysis or an audit is to be started.
pub fn start_menu() -> Place {
    let row = |letter, label: &str, detail: &str| MenuRow {
        letter: Some(letter),
        label: label.into(),
        detail: detail.into(),
        ..MenuRow::default()
    };
    let rows = vec![
        row('g', Type::Gap.label(), "what is in place, what is missing, what comes first"),
        row('a', Type::Audit.label(), "are the standard and our own rules met, and does it work"),
        row('h', Type::Rehearsal.label(), "the interviews of the body, role by role, before it comes"),
        row('1', Type::Stage1.label(), "the body: documents and readiness"),
        row('2', Type::Stage2.label(), "the body: carried out and effective"),
        row('s', Type::Surveillance.label(), "the body: the yearly visit"),
        row('d', Type::Documents.label(), "each required document: there, approved, current, fitting"),
        row('u', Type::Supplier.label(), "a supplier; F in the list of suppliers asks by its tier"),
    ];
    let then = AfterChoice::Go(Type::ALL.iter().map(|typ| Place::RoundStart(*typ)).collect());
    Place::Menu(Menu::letters("Start a round", rows, then))
}

/// Asks for the title of a new round; the rest is filled with what most rounds say and can be edited.
pub fn ask_title(typ: Type, world: &World) -> Prompt {
    let mut values = begun(typ, world);
    values.extend([(round::TYPE, typ.value()), (round::CRITERIA, Value::text(CRITERIA))]);
    if matches!(typ, Type::Gap | Type::Audit | Type::Rehearsal | Type::Documents) {
        values.push((round::LEAD, Value::one(rounds::only_auditor(world.view()))));
    }
    if typ == Type::Stage2 {
        values = way::after_stage_1(world.view(), values);
    }
    Prompt {
        title: format!("Title of the {}", typ.label()),
        help: "Enter takes it. Scope, team, days and methods are on the page of the round (e) and can be changed."
            .into(),
        text: title(typ, world),
        then: AfterText::Create { kind: Kind::Round, values, open: true },
    }
}

fn title(typ: Type, world: &World) -> String {
    free(&format!("{} {}", stem(typ), world.now.date().year()), world)
}

/// A title that no other round has.
pub(super) fn free(wanted: &str, world: &World) -> String {
    rounds::free_title(world.view(), wanted)
}

/// The values that every new round of a type has.
pub(super) fn begun(typ: Type, world: &World) -> FieldValues {
    vec![
        (round::STATE, round::State::Planned.value()),
        (round::FROM, Value::Date(world.now.date())),
        (round::OBJECTIVE, Value::text(objective(typ))),
        (round::METHODS, Value::text(METHODS)),
        (round::PACK, Value::text(framework::own_pack::names(&world.records))),
    ]
}

/// Begins the audit of a line of a programme: its scope, auditors, place and month, and the line names it from then on.
pub fn of_area(area: Id, world: &World) -> Vec<Effect> {
    let Some(line) = world.records.live(area) else { return Vec::new() };
    of_line(line, world, |change, round| change.set(line, vec![round]))
}

/// The same for an area that is not planned yet: its line is made with these values in the same step.
pub fn of_new_area(values: FieldValues, world: &World) -> Vec<Effect> {
    let id = world.records.next_id(Kind::ProgrammeArea);
    let line = values.iter().fold(Record::new(id), |line, (field, value)| line.with(*field, value.clone()));
    of_line(&line, world, |change, round| change.create(id, values.into_iter().chain([round]).collect()))
}

fn of_line(line: &Record, world: &World, names: impl FnOnce(Change, (usize, Value)) -> Change) -> Vec<Effect> {
    let (id, area) = (world.records.next_id(Kind::Round), line.id);
    let first = line.period(programme_area::MONTH).map(|p| p.first()).filter(|day| *day > world.now.date());
    let year = first.unwrap_or(world.now.date()).year();
    let mut values = begun(Type::Audit, world);
    values.retain(|(field, _)| *field != round::FROM);
    values.extend([
        (round::TITLE, Value::text(free(&format!("{} {}, {year}", stem(Type::Audit), line.title()), world))),
        (round::TYPE, Type::Audit.value()),
        (round::CRITERIA, Value::text(CRITERIA)),
        (round::FROM, Value::Date(first.unwrap_or(world.now.date()))),
        (round::ITEMS, Value::refs(programme::items_of(world.view(), line))),
        (round::SYSTEMS, line.value(programme_area::SYSTEMS).clone()),
        (round::LEAD, line.value(programme_area::LEAD).clone()),
        (round::TEAM, line.value(programme_area::TEAM).clone()),
        (round::PLACES, line.value(programme_area::PLACE).clone()),
        (round::PROGRAMME, line.value(programme_area::PROGRAMME).clone()),
    ]);
    values.retain(|(_, value)| !value.is_empty());
    let change = Change::new(format!("audit {id} of {area}")).create(id, values);
    let change = names(change, (programme_area::ROUND, Value::Ref(id)));
    let said = format!("{id} begun from {area}; n plans interviews, e its days and methods");
    vec![Effect::Save(change), Effect::Go(Place::Round(id)), Effect::Say(said)]
}

/// Runs a command on a round from wherever it is marked.
pub fn act(command: Command, id: Id, world: &World) -> Vec<Effect> {
    if let Some(why) = veil::refusal(world.view(), id).filter(|_| command != Command::SecondOpinion) {
        return vec![Effect::Say(why)];
    }
    match command {
        Command::InterviewAdd => vec![Effect::Go(Place::Round(id)), Effect::Run(Command::InterviewAdd)],
        Command::CloseRound => reopened(id, world).unwrap_or_else(|| vec![Effect::Go(Place::OpenItems(id))]),
        Command::AuditFrom => audit_from(id, world),
        Command::RoundWiden => ask_wider(id, world),
        Command::SecondOpinion => super::second::ask(id, world),
        _ => Vec::new(),
    }
}

/// Opens a closed round again; the gate asks why.
fn reopened(id: Id, world: &World) -> Option<Vec<Effect>> {
    let round = world.records.live(id)?;
    let closed = State::of(round, round::STATE) == Some(State::Closed);
    let change = Change::new(format!("{id} opened again")).set(round, vec![(round::STATE, State::Running.value())]);
    closed.then(|| vec![Effect::Save(change), Effect::Say(format!("{id} runs again"))])
}

/// Starts an audit from a round; where there is one already, the key may have been pressed twice.
fn audit_from(id: Id, world: &World) -> Vec<Effect> {
    let from = |r: &&Record| r.one(round::BASE) == Some(id) && Type::of(r, round::TYPE) == Some(Type::Audit);
    let Some(there) = world.records.all(Kind::Round).rfind(from) else { return another_audit(id, world) };
    let row = |letter, label: &str, detail: String| MenuRow {
        letter: Some(letter),
        label: label.into(),
        detail,
        ..MenuRow::default()
    };
    let rows = vec![
        row('g', "go to it", format!("{} {}", there.id, there.title())),
        row('s', "start another one", "the same questions and people again, in a round of its own".into()),
    ];
    let title = format!("{} was started from {id} already", there.id);
    vec![Effect::Go(Place::Menu(Menu::letters(title, rows, AfterChoice::AuditFrom(id, there.id))))]
}

/// Asks which systems join in a round of a wider scope; what was answered in the pilot stands behind its questions.
pub fn ask_wider(id: Id, world: &World) -> Vec<Effect> {
    let Some(base) = world.records.live(id) else { return Vec::new() };
    let there = base.refs(round::SYSTEMS);
    let others = world.records.all(Kind::System).filter(|s| !there.contains(&s.id) && !progress::is_over(s));
    let rows: Vec<MenuRow> = others
        .map(|s| MenuRow {
            label: s.title().into(),
            detail: world.view().cell(s, system::WAVE),
            id: Some(s.id),
            ..MenuRow::default()
        })
        .collect();
    if rows.is_empty() {
        return vec![Effect::Say(format!("every AI system is in {id} already"))];
    }
    let title = format!("{id} for more: which systems join? Space ticks several; its answers are the start.");
    vec![Effect::Go(Place::Menu(Menu { many: true, ..Menu::list(title, rows, AfterChoice::Widen(id)) }))]
}

/// A round of the same type with more systems, from the answers of a round.
pub fn wider(id: Id, more: &[Id], world: &World) -> Vec<Effect> {
    let Some(base) = world.records.live(id) else { return Vec::new() };
    let Some(typ) = Type::of(base, round::TYPE) else { return Vec::new() };
    let mut values = begun(typ, world);
    let systems = base.refs(round::SYSTEMS).iter().chain(more).copied();
    values.extend([(round::TITLE, Value::text(title(typ, world))), (round::SYSTEMS, Value::refs(systems))]);
    let new = world.records.next_id(Kind::Round);
    let change = rounds::round_from(world.view(), base, typ, values);
    let questions = change.edits.iter().filter(|e| e.id().kind == Kind::Answer).count();
    let said =
        format!("{new} from {id}: {} more systems, {questions} questions with the answers of last time", more.len());
    vec![Effect::Save(change), Effect::Go(Place::Round(new)), Effect::Say(said)]
}

/// An audit from the answers of a round, whether there is one already or not.
pub fn another_audit(id: Id, world: &World) -> Vec<Effect> {
    let Some(base) = world.records.live(id) else { return Vec::new() };
    let mut values = begun(Type::Audit, world);
    values.push((round::TITLE, Value::text(title(Type::Audit, world))));
    let new = world.records.next_id(Kind::Round);
    let change = rounds::audit_from(world.view(), base, values);
    let count = |kind| change.edits.iter().filter(|e| e.id().kind == kind).count();
    let counted = |kind, one: &str| {
        let n = count(kind);
        format!("{n} {one}{}", if n == 1 { "" } else { "s" })
    };
    let (interviews, questions) = (counted(Kind::Interview, "interview"), counted(Kind::Answer, "question"));
    let unasked = match coverage::unasked(world.view(), id).len() {
        0 => String::new(),
        n => format!("; {n} clauses and controls that {id} asked of nobody are in no interview yet"),
    };
    let said = format!("{new} from {id}: {interviews} and {questions}, no times or verdicts yet{unasked}");
    vec![Effect::Save(change), Effect::Go(Place::Round(new)), Effect::Say(said)]
}
