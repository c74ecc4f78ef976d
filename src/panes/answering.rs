//! What an overlay does with what was typed or chosen: the one place where an answer is carried out.

use crate::{
    domain::{
        Adding, Change, Choice, Field, Follow, Id, Kind, Record, Type, Value, day,
        gate::Road,
        own,
        refusal::{a, refusal},
        rules,
        value::join_ids,
    },
    exchange::{SheetFrom, bearing, look_alikes},
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, World,
        after::set_field,
        place::{MenuRow, Prompt},
        prefs::Pref,
    },
};
use std::path::PathBuf;

pub use super::yes_no::{overwrite_menu, take_back_menu, take_over_menu, upgrade_menu};

/// Carries out typed text; the error is a sentence and the prompt stays open.
pub fn typed(then: &AfterText, text: &str, world: &World) -> Result<Vec<Effect>, String> {
    match then {
        AfterText::SetField { ids, field } => {
            let Some(first) = ids.first() else { return Ok(vec![Effect::Close]) };
            let described = world.records.field(first.kind, *field);
            let value = own::held(*field, described, human(described, text, world)?);
            if let Some(why) = ids.iter().find_map(|id| refusal(&world.records, *id, *field, &value)) {
                return Err(format!("{}: {why}", described.label));
            }
            Ok(closing(save_field(world, ids, *field, value)))
        }
        AfterText::Create { kind, values, open } => create(world, *kind, text, values, *open),
        AfterText::Tell(asked) => Ok(vec![Effect::Answer(Answer::Text(*asked, text.to_string()))]),
        AfterText::Write { bytes, what } => {
            let path = path(text)?;
            Ok(closing(vec![Effect::Write { path, bytes: bytes.clone(), overwrite: false, what: what.clone() }]))
        }
        AfterText::Make(output) => {
            if let Some(why) = super::papers::refused(output, world) {
                return Err(why);
            }
            let path = path(text)?;
            if let Some(why) = output.refusal(&path) {
                return Err(why);
            }
            Ok(closing(vec![Effect::Make { output: output.clone(), path, overwrite: false }]))
        }
        AfterText::Issue(issuing) => super::issuing::typed(issuing, text, world).map(closing),
        AfterText::Silence(..) | AfterText::Measure(_) => super::running::answered(then, text, world).map(closing),
        AfterText::StartPlan(rows) => super::ready::started(rows, text, world).map(closing),
        AfterText::Decide(draft) => super::deciding::typed(draft, text, world).map(closing),
        AfterText::Import => Ok(closing(vec![Effect::Go(Place::Import(SheetFrom::File(path(text)?), None))])),
        AfterText::Pack => super::packs::typed(text).map(closing),
        AfterText::Template => super::papers::by_template(&path(text)?, world).map(|to| closing(vec![Effect::Go(to)])),
        AfterText::NewFile => new_file(text),
        AfterText::NewOrganisation(path) => {
            Ok(closing(vec![Effect::NewFile { path: path.clone(), organisation: text.to_string() }]))
        }
        AfterText::Erase(..) if text.trim().is_empty() => Err("a reason is needed; Esc erases nothing".into()),
        AfterText::Erase(id, field) => {
            Ok(closing(vec![Effect::Erase { id: *id, field: *field, because: text.trim().to_string() }]))
        }
        AfterText::Because if text.trim().is_empty() => Err("a reason is needed; Esc changes nothing".into()),
        AfterText::Because => Ok(vec![Effect::Because(Some(text.trim().to_string()))]),
        AfterText::Rated(change, picture) => {
            super::risks::rated(change, *picture, text).map(|change| closing(vec![Effect::Save(change)]))
        }
        AfterText::Prefer(pref) => Ok(closing(super::settings::set(*pref, text, world))),
        AfterText::OpenFile => Ok(closing(vec![Effect::OpenFile(path(text)?)])),
    }
}

/// What leaving a prompt without an answer does.
pub fn left(then: &AfterText) -> Vec<Effect> {
    match then {
        AfterText::Because => vec![Effect::Because(None)],
        // The rating was made; its reason can follow.
        AfterText::Rated(change, _) => closing(vec![Effect::Save(change.clone())]),
        _ => vec![Effect::Close],
    }
}

/// Carries out chosen rows of a menu.
pub fn picked(then: &AfterChoice, rows: &[MenuRow], taken: &[usize], world: &World) -> Vec<Effect> {
    let ids = || taken.iter().filter_map(|i| rows[*i].id);
    let first = taken.first().copied();
    match then {
        AfterChoice::SetField { ids: of, field } => set_picked(world, (of, *field), rows, taken),
        AfterChoice::Records(asked) => vec![Effect::Answer(Answer::Records(*asked, ids().collect()))],
        AfterChoice::Rows(asked) => vec![Effect::Answer(Answer::Rows(*asked, taken.to_vec()))],
        AfterChoice::Go(places) => closing(chosen(places, first).map(|place| Effect::Go(place.clone())).collect()),
        AfterChoice::Paper(kind, lead) => {
            closing(ids().take(1).map(|id| Effect::Go(super::papers::led(*lead, *kind, Some(id), world))).collect())
        }
        AfterChoice::ForWhom(subject) => closing(super::papers::meant_for(first, *subject)),
        AfterChoice::OnSheet(subject) => closing(super::papers::printed_on(first, *subject)),
        AfterChoice::Run(commands) => closing(chosen(commands, first).map(|command| Effect::Run(*command)).collect()),
        AfterChoice::Issue(issuing) => closing(super::issuing::approved(issuing, ids().next(), world)),
        AfterChoice::Ready(kind) => closing(super::ready::picked(*kind, taken, world)),
        AfterChoice::Attended(of) => closing(super::running::attended(*of, &ids().collect::<Vec<_>>(), world)),
        AfterChoice::Linked(to, kind, field) => {
            closing(super::linking::linked(*to, (*kind, *field), &ids().collect::<Vec<_>>(), world))
        }
        AfterChoice::Me => closing(ids().take(1).flat_map(|id| sits_here(id, world)).collect()),
        AfterChoice::Decide(draft) => {
            let decided = |row: usize| super::deciding::picked(draft, row, rows[row].id, world);
            closing(first.map(decided).unwrap_or_default())
        }
        AfterChoice::Widen(round) => closing(super::round::wider(*round, &ids().collect::<Vec<_>>(), world)),
        AfterChoice::Narrow => closing(super::narrow::chosen(ids().next(), world)),
        AfterChoice::BeginAssessment(system) => {
            let begun = |row: usize| super::register::act::begun(*system, rows[row].id, rows.len() - row, world);
            closing(first.map(begun).unwrap_or_default())
        }
        AfterChoice::Issues(of, deeds) => closing(super::issuing::done(of, first.and_then(|i| deeds.get(i)))),
        AfterChoice::AuditFrom(base, _) if chose(rows, first, 's') => {
            closing(super::round::another_audit(*base, world))
        }
        AfterChoice::Second(first) => {
            closing(ids().take(1).flat_map(|by| super::round::second::make(*first, by, world)).collect())
        }
        AfterChoice::AuditFrom(_, there) => closing(vec![Effect::Go(Place::Round(*there))]),
        AfterChoice::Take(change) if first == Some(0) => closing(taken_whole(change)),
        AfterChoice::Prefer(pref, words) => {
            closing(chosen(words, first).flat_map(|word| super::settings::set(*pref, word, world)).collect())
        }
        AfterChoice::Take(_) | AfterChoice::Nothing => vec![Effect::Close],
        AfterChoice::Overwrite { .. }
        | AfterChoice::OverwriteMade { .. }
        | AfterChoice::Quit
        | AfterChoice::Upgrade
        | AfterChoice::TakeBack
        | AfterChoice::TakeOver => confirmed(then, rows, first),
    }
}

/// Does what was asked about where the named letter was chosen, and nothing else.
fn confirmed(then: &AfterChoice, rows: &[MenuRow], first: Option<usize>) -> Vec<Effect> {
    match then {
        AfterChoice::Overwrite { path, bytes, what } if chose(rows, first, 'o') => closing(vec![Effect::Write {
            path: path.clone(),
            bytes: bytes.clone(),
            overwrite: true,
            what: what.clone(),
        }]),
        AfterChoice::OverwriteMade { output, path } if chose(rows, first, 'o') => {
            closing(vec![Effect::Make { output: output.clone(), path: path.clone(), overwrite: true }])
        }
        AfterChoice::Quit if chose(rows, first, 'l') => vec![Effect::Quit],
        AfterChoice::Upgrade if chose(rows, first, 'u') => closing(vec![Effect::Upgrade]),
        AfterChoice::TakeBack if chose(rows, first, 't') => closing(vec![Effect::TakeBack]),
        AfterChoice::TakeOver if chose(rows, first, 't') => closing(vec![Effect::TakeOver]),
        _ => vec![Effect::Close],
    }
}

/// What belongs to the chosen row, if one was chosen.
fn chosen<T>(all: &[T], row: Option<usize>) -> impl Iterator<Item = &T> {
    row.and_then(|row| all.get(row)).into_iter()
}

/// Whoever says who they are has looked at everything up to now.
fn sits_here(id: Id, world: &World) -> Vec<Effect> {
    let said = format!("you are {} in this file", world.records.name(id));
    let newest = world.unseen.first().map_or(0, |step| step.seq);
    let looked = world.setting(crate::store::LOOKED).is_none();
    let looked = looked.then(|| Effect::Keep(crate::store::LOOKED.into(), newest.to_string()));
    let me = Effect::Keep(crate::store::ME.into(), id.to_string());
    [me].into_iter().chain(looked).chain([Effect::Say(said)]).collect()
}

fn taken_whole(change: &Change) -> Vec<Effect> {
    let count = change.edits.len();
    let rows = if count == 1 { "row" } else { "rows" };
    let said = format!("{} in {count} {rows}; one undo takes them back", change.label);
    vec![Effect::Save(change.clone()), Effect::Say(said)]
}

/// Sets a field to the chosen rows, or adds them to it where several records have it.
fn set_picked(world: &World, (of, field): (&[Id], usize), rows: &[MenuRow], taken: &[usize]) -> Vec<Effect> {
    let Some(described) = of.first().map(|id| world.records.field(id.kind, field)) else { return vec![Effect::Close] };
    let ids = || taken.iter().filter_map(|i| rows[*i].id);
    let first = taken.first().copied();
    let value = match described.typ {
        Type::Words(list) if of.len() > 1 => {
            let more: Vec<&str> = taken.iter().map(|i| code_of(list, rows, *i)).collect();
            return closing(add_to(world, of, field, |record| {
                Value::words(list, record.words(field).chain(more.iter().copied()))
            }));
        }
        Type::Words(list) => Value::words(list, taken.iter().map(|i| code_of(list, rows, *i))),
        Type::Refs(_) if of.len() > 1 => {
            let more: Vec<Id> = ids().collect();
            return closing(add_to(world, of, field, |record| {
                Value::refs(record.refs(field).iter().chain(&more).copied())
            }));
        }
        Type::Refs(_) => Value::refs(ids()),
        // A scale of the risk method: its steps are the rows, in order.
        Type::Number(..) => match first.filter(|i| rows[*i].letter.is_some_and(|l| l.is_ascii_digit())) {
            Some(i) => Value::Number(i as i64 + 1),
            None => Value::Empty,
        },
        Type::Ref(_) | Type::Any => Value::one(ids().next()),
        Type::Choice(list) => match first {
            Some(i) if i < list.len() => Value::Choice(i as u8),
            _ => Value::Empty,
        },
        _ => Value::Empty,
    };
    let value = own::held(field, described, value);
    let mut effects = closing(save_field(world, of, field, value.clone()));
    effects.extend(asks_next(world, of, field, &value));
    effects
}

/// A choice that stands on something else asks for it at once; Esc leaves that for later.
fn asks_next(world: &World, ids: &[Id], field: usize, value: &Value) -> Option<Effect> {
    let kind = ids.first()?.kind.spec();
    let Value::Choice(word) = value else { return None };
    let asks = |f: &&Follow| f.after == field && (f.word == *word || f.word == Follow::ANY);
    let then = kind.follows.iter().find(asks)?.then;
    if matches!(kind.fields[then].typ, Type::Long) && ids.len() > 1 {
        return None;
    }
    let more = matches!(kind.fields[then].typ, Type::Refs(_));
    let wants = |id: &Id| more || world.records.live(*id).is_some_and(|r| r.value(then).is_empty());
    let bare: Vec<Id> = ids.iter().copied().filter(wants).collect();
    (!bare.is_empty()).then_some(Effect::Go(Place::Field(bare, then)))
}

/// The word that a row of a list to tick stands for; rows after the list are words that this program does not know.
fn code_of<'a>(list: &'static [Choice], rows: &'a [MenuRow], at: usize) -> &'a str {
    list.get(at).map_or(rows[at].label.as_str(), |c| c.code)
}

/// Adds to what each of several records has already: a fill must not wipe what differs.
fn add_to(world: &World, ids: &[Id], field: usize, all: impl Fn(&Record) -> Value) -> Vec<Effect> {
    let mut label = String::new();
    let mut change = Change::new("").by(Road::Fill);
    for record in ids.iter().filter_map(|id| world.records.live(*id)) {
        let all = all(record);
        label = format!(
            "{} of {} {}",
            record.id.kind.spec().fields[field].label.to_lowercase(),
            ids.len(),
            record.id.kind.spec().plural
        );
        if &all != record.value(field) {
            change = change.set(record, vec![(field, all)]);
        }
    }
    if change.is_empty() {
        return vec![Effect::Say("nothing was ticked that they do not have already".into())];
    }
    change.label = label;
    let count = change.edits.len();
    vec![Effect::Save(change), Effect::Say(format!("added to {count}; u takes it back"))]
}

/// A word that was in no row becomes a new record, which is then taken with the others.
pub fn created(then: &AfterChoice, kind: Kind, name: &str, ticked: &[Id], world: &World) -> Vec<Effect> {
    if let AfterChoice::Records(asked) = then {
        return vec![Effect::Answer(Answer::New(*asked, name.trim().to_string(), ticked.to_vec()))];
    }
    let id = world.records.next_id(kind);
    let spec = kind.spec();
    let mut change = Change::new(format!("{} {id} {}", spec.name, name.trim()))
        .create(id, vec![(spec.title, Value::text(name.trim()))]);
    let all: Vec<Id> = ticked.iter().copied().chain([id]).collect();
    match then {
        AfterChoice::SetField { ids, field } => {
            change = change.by(if ids.len() > 1 { Road::Bulk } else { Road::Form });
            for record in ids.iter().filter_map(|id| world.records.live(*id)) {
                let many = matches!(record.id.kind.spec().fields[*field].typ, Type::Refs(_));
                let kept: &[Id] = if ids.len() > 1 { record.refs(*field) } else { &[] };
                let value = if many { Value::refs(kept.iter().chain(&all).copied()) } else { Value::Ref(id) };
                change = change.set(record, vec![(*field, value)]);
            }
            closing(vec![Effect::Save(change)])
        }
        AfterChoice::Decide(draft) => closing(super::deciding::by_new(draft, name.trim(), world)),
        _ => vec![Effect::Close],
    }
}

fn chose(rows: &[MenuRow], taken: Option<usize>, letter: char) -> bool {
    taken.is_some_and(|i| rows[i].letter == Some(letter))
}

fn closing(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.insert(0, Effect::Close);
    effects
}

fn save_field(world: &World, ids: &[Id], field: usize, value: Value) -> Vec<Effect> {
    let change = set_field(&world.records, ids, field, &value);
    let mut effects: Vec<Effect> = change.map(Effect::Save).into_iter().collect();
    if ids.len() > 1 && !effects.is_empty() {
        effects.push(Effect::Say(format!("{} changed; u takes it back", ids.len())));
    }
    effects
}

fn create(
    world: &World,
    kind: Kind,
    title: &str,
    values: &[(usize, Value)],
    open: bool,
) -> Result<Vec<Effect>, String> {
    let spec = kind.spec();
    if title.trim().is_empty() {
        return Err(format!("{} needs at least a name; Esc goes back", a(spec.name)));
    }
    let id = world.records.next_id(kind);
    let mut all = vec![(spec.title, Value::read(&spec.fields[spec.title], title)?)];
    all.extend(values.iter().cloned());
    let change = Change::new(format!("{} {id} {}", spec.name, title.trim())).by(Road::Form).create(id, all);
    let mut effects = closing(vec![Effect::Save(change)]);
    if open {
        effects.push(Effect::Go(super::place_of(id, world)));
    } else {
        effects.push(Effect::Say(format!("{id} added")));
    }
    Ok(effects)
}

fn new_file(name: &str) -> Result<Vec<Effect>, String> {
    if name.trim().is_empty() {
        return Err("the organisation needs a name; Esc goes back".into());
    }
    let stem: String = name.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let path = PathBuf::from(format!("{}.aims", stem.trim_matches('-')));
    Ok(closing(vec![Effect::NewFile { path, organisation: name.trim().to_string() }]))
}

/// A path as typed; `~/` is the home folder's business of the runtime.
pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    match text.trim() {
        "" => Err("a file name is needed; Esc goes back".into()),
        t => Ok(PathBuf::from(t)),
    }
}

/// Reads what a person types into a field: days as [`day`] reads them, people by name.
pub fn human(field: &Field, text: &str, world: &World) -> Result<Value, String> {
    let t = text.trim();
    match field.typ {
        _ if t.is_empty() => Value::read(field, text),
        Type::Date => day::read(&day::in_order(t, world.prefs.of(Pref::Dates)), world.now.date())
            .map(Value::Date)
            .map_err(|reason| format!("{}: {}", field.label, day::refused(t, &reason))),
        Type::Stamp => {
            day::read_moment(t, world.now).map_or_else(|| Value::read(field, t), |stamp| Ok(Value::Stamp(stamp)))
        }
        Type::Period => day::read_period(t, world.now.date())
            .map(Value::Period)
            .map_err(|reason| format!("{}: “{t}”: {reason}; write {}", field.label, day::PERIOD_ALLOWED)),
        Type::Ref(_) | Type::Refs(_) | Type::Any => {
            let (kinds, many) = field.targets().unwrap_or_default();
            match bearing(&world.records, kinds, t).as_slice() {
                [id] if !many => Ok(Value::Ref(*id)),
                [id] => Ok(Value::refs([*id])),
                [] => Value::read(field, t).map_err(|why| {
                    let like = kinds.iter().find_map(|kind| look_alikes(&world.records, *kind, t).first().copied());
                    like.map_or(why, |id| format!("{}: did you mean {id} {}?", field.label, world.records.name(id)))
                }),
                several => Err(format!("{}: {} are called so; write the id", field.label, join_ids(several, " and "))),
            }
        }
        _ => Value::read(field, text),
    }
}

/// The day two working days from now, as evidence is usually promised.
pub fn promised_day(world: &World) -> jiff::civil::Date {
    rules::working_days_after(world.now.date(), 2)
}

/// A prompt for a new record of a kind.
pub fn ask_new(kind: Kind, values: Vec<(usize, Value)>) -> Place {
    let spec = kind.spec();
    let name = match spec.adding {
        Adding::Called(name) => name,
        _ => spec.name,
    };
    let title = format!("New {name}: {}", spec.fields[spec.title].label.to_lowercase());
    Prompt::ask(title, spec.naming, AfterText::Create { kind, values, open: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::kinds::{person, system},
        panes::testing::empty,
    };

    #[test]
    fn a_typed_name_is_the_only_one_it_fits_and_what_is_similar_is_asked() {
        let mut world = empty();
        for (n, name) in [(1, "José Núñez"), (2, "Rosa Okafor"), (3, "ann lee"), (4, "Ann LEE")] {
            world.records.put([Record::new(Id::new(Kind::Person, n)).with(person::NAME, Value::text(name))]);
        }
        let owner = |text: &str| human(&system::FIELDS[system::OWNER], text, &world);
        assert_eq!(owner("JOSE nunez"), Ok(Value::Ref(Id::new(Kind::Person, 1))));
        assert_eq!(owner("Ann LEE"), Ok(Value::Ref(Id::new(Kind::Person, 4))));
        assert!(owner("R. Okafor").unwrap_err().ends_with("did you mean P-02 Rosa Okafor?"));
        assert!(owner("ANN LEE").unwrap_err().contains("P-03 and P-04 are called so"));
        assert!(owner("Nobody Known").is_err());
    }
}
