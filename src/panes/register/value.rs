//! What is typed into a cell, as a value: names of people and records, beginnings of choices, days as everywhere.

use crate::{
    domain::{
        Choice, Field, Id, Type, Value, own,
        refusal::{a, refusal},
    },
    exchange::bearing,
    panes::answering::human,
    parts::matching::{begins, fold},
    ui::World,
};

/// Records that are named where a beginning fits several.
const NAMED: usize = 3;

/// The value that a text means in a field; the error is a sentence with what is allowed.
pub fn read(world: &World, id: Id, field: usize, text: &str) -> Result<Value, String> {
    let described = world.records.field(id.kind, field);
    let value = match described.typ {
        _ if text.trim().is_empty() => Value::Empty,
        Type::Choice(list) => choice(described, list, text)?,
        Type::Ref(_) | Type::Any => Value::Ref(record(world, described, text)?),
        Type::Refs(_) => {
            let pieces = text.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
            Value::refs(pieces.map(|piece| record(world, described, piece)).collect::<Result<Vec<Id>, String>>()?)
        }
        _ => human(described, text, world)?,
    };
    let value = own::held(field, described, value);
    match refused(world, id, field, &value) {
        Some(why) => Err(why),
        None => Ok(value),
    }
}

/// Why a record does not take this value.
pub fn refused(world: &World, id: Id, field: usize, value: &Value) -> Option<String> {
    let spec = id.kind.spec();
    let label = world.records.field(id.kind, field).label;
    if field == spec.title && value.is_empty() {
        return Some(format!("{label}: {} keeps a name; write another one", a(spec.name)));
    }
    if let Some((_, act)) = spec.within.iter().find(|(within, _)| *within == field) {
        let _ = act;
        return Some(format!("{label} of {id} is set with what belongs to it; ^X e opens that"));
    }
    refusal(&world.records, id, field, value).map(|why| format!("{label}: {why}"))
}

/// What a cell holds, as it is typed.
pub fn written(world: &World, id: Id, field: usize) -> String {
    let Some(record) = world.records.get(id) else { return String::new() };
    let described = world.records.field(id.kind, field);
    match record.value(field) {
        Value::Choice(_) | Value::Words(_) | Value::Ref(_) => world.view().cell(record, field),
        Value::Refs(ids) => ids.iter().map(|id| world.records.name(*id)).collect::<Vec<_>>().join(", "),
        Value::Stamp(stamp) => format!("{} {}", stamp.date(), stamp.clock()),
        value => value.written(described),
    }
}

/// The only word of a list that a text means: itself, or the beginning of one.
fn choice(field: &Field, list: &'static [Choice], text: &str) -> Result<Value, String> {
    if let Ok(value) = Value::read(field, text) {
        return Ok(value);
    }
    let typed = fold(text.trim());
    let fitting =
        |fits: &dyn Fn(&Choice) -> bool| -> Vec<usize> { (0..list.len()).filter(|i| fits(&list[*i])).collect() };
    let mut hits = fitting(&|c| fold(c.label).starts_with(&typed));
    if hits.is_empty() {
        hits = fitting(&|c| begins(&typed, c.label));
    }
    let names = |hits: &[usize]| hits.iter().map(|i| list[*i].label).collect::<Vec<_>>().join(", ");
    match hits.as_slice() {
        [one] => Ok(Value::Choice(*one as u8)),
        [] => Err(format!("{}: “{}” is none of: {}", field.label, text.trim(), names(&fitting(&|_| true)))),
        _ => Err(format!("{}: “{}” can be {}; write more of it", field.label, text.trim(), names(&hits))),
    }
}

/// The only record that a text names: by its id, its name, or the beginning of one.
fn record(world: &World, field: &Field, text: &str) -> Result<Id, String> {
    let kinds = field.targets().unwrap_or_default().0;
    let typed = text.trim();
    let id = typed.split_whitespace().next().and_then(|word| word.to_uppercase().parse::<Id>().ok());
    if let Some(id) = id.filter(|id| kinds.contains(&id.kind) && world.records.live(*id).is_some()) {
        return Ok(id);
    }
    let mut hits = bearing(&world.records, kinds, typed);
    for fits in
        [|name: &str, typed: &str| fold(name).starts_with(&fold(typed)), |name: &str, typed: &str| begins(typed, name)]
    {
        if !hits.is_empty() {
            break;
        }
        let all = kinds.iter().flat_map(|kind| world.records.all(*kind));
        hits = all.filter(|r| fits(r.title(), typed)).map(|r| r.id).take(NAMED + 1).collect();
    }
    let name = |id: &Id| format!("{id} {}", world.records.name(*id));
    match hits.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("{}: nothing here is called “{typed}”; ^X e shows the list", field.label)),
        several => {
            let named: Vec<String> = several.iter().take(NAMED).map(name).collect();
            let more = if several.len() > NAMED { " and more" } else { "" };
            Err(format!("{}: “{typed}” can be {}{more}; write more of it", field.label, named.join(", ")))
        }
    }
}

/// What a text would become, for the eyes before Enter: nothing where it is just what stands there.
pub fn meant(world: &World, id: Id, field: usize, text: &str) -> Option<String> {
    let described = world.records.field(id.kind, field);
    let value = read(world, id, field, text).ok()?;
    let told = match (&value, described.typ) {
        (Value::Ref(id), _) => world.records.name(*id),
        (Value::Refs(ids), _) => ids.iter().map(|id| world.records.name(*id)).collect::<Vec<_>>().join(", "),
        (Value::Choice(c), Type::Choice(list)) => list[usize::from(*c)].label.to_string(),
        (value, _) => value.written(described),
    };
    (told != text.trim()).then_some(told)
}
