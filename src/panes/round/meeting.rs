//! The opening and the closing meeting of a round, planned with whom the round asks and what belongs on the table.

use crate::{
    domain::{
        Change, Id, Kind, Record, Value, coverage,
        kinds::{
            YES, answer,
            interview::{self, Type},
            round,
        },
        value::Stamp,
        words,
    },
    framework::meetings,
    panes::plan,
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};
use jiff::civil::Date;

/// Minutes planned for a meeting.
const MINUTES: i64 = 30;
const TYPES: [Type; 2] = [Type::Opening, Type::Closing];

fn of_type(of: Id, typ: Type, world: &World) -> Option<&Record> {
    let mut all = coverage::interviews(&world.records, of).into_iter();
    all.rfind(|i| Type::of(i, interview::TYPE) == Some(typ))
}

/// Asks which meeting; one that is there is opened.
pub fn menu(of: Id, world: &World) -> Place {
    let row = |letter, typ: Type| {
        let there = of_type(of, typ, world).map(|i| format!("{}: goes there", i.id));
        MenuRow {
            letter: Some(letter),
            label: typ.label().into(),
            detail: there.unwrap_or_default(),
            ..MenuRow::default()
        }
    };
    let rows = vec![row('o', Type::Opening), row('c', Type::Closing)];
    Place::Menu(Menu::letters("Which meeting?", rows, AfterChoice::Rows(RowsFor::Meeting)))
}

/// Plans the meeting with everybody whom the round asks, and goes to it.
pub fn chosen(of: Id, row: usize, world: &World) -> Vec<Effect> {
    let (Some(typ), Some(round)) = (TYPES.get(row).copied(), world.records.live(of)) else { return Vec::new() };
    if let Some(there) = of_type(of, typ, world) {
        return vec![Effect::Go(Place::Card(there.id, None))];
    }
    let Some((source, words)) = meetings::point(typ) else { return Vec::new() };
    let talks = coverage::interviews(&world.records, of);
    let mut with: Vec<Id> = talks.iter().flat_map(|i| i.refs(interview::WITH)).copied().collect();
    with.sort_unstable();
    with.dedup();
    let id = world.records.next_id(Kind::Interview);
    let label = typ.label();
    let title = words::capital(label);
    let mut values = vec![
        (interview::TITLE, Value::text(title)),
        (interview::TYPE, typ.value()),
        (interview::WITH, Value::refs(with.iter().copied())),
        (interview::START, Value::Stamp(start(round, typ, world.now))),
        (interview::MINUTES, Value::Number(MINUTES)),
        (interview::STATE, interview::State::Planned.value()),
        (interview::ROUND, Value::Ref(of)),
    ];
    values.extend(round.one(round::LEAD).map(|lead| (interview::AUDITOR, Value::Ref(lead))));
    let point = vec![
        (answer::QUESTION, Value::text(words)),
        (answer::INTERVIEW, Value::Ref(id)),
        (answer::POSITION, Value::Number(plan::STEP)),
        (answer::SOURCE, Value::text(source)),
        (answer::KEY, Value::Choice(YES)),
    ];
    let change = Change::new(format!("{label} {id} of {of}")).create(id, values);
    let change = change.create(world.records.next_id(Kind::Answer), point);
    let said =
        format!("{id} {label} with {} people; Esc x ticks the agenda, Esc w notes who comes or goes", with.len());
    vec![Effect::Save(change), Effect::Go(Place::Card(id, None)), Effect::Say(said)]
}

/// Nine on the first day of the round, four on its last; now, if that day is today or past.
fn start(round: &Record, typ: Type, now: Stamp) -> Stamp {
    let at = |day: Date, hour: i8| Stamp::at(day.at(hour, 0, 0, 0), now.offset);
    let wanted = match typ {
        Type::Closing => round.date(round::TO).or(round.date(round::FROM)).map(|day| at(day, 16)),
        _ => round.date(round::FROM).map(|day| at(day, 9)),
    };
    wanted.filter(|at| at.utc > now.utc).unwrap_or(now)
}
