//! Linking a record with others from its own page: first as what, then with which.

use crate::{
    domain::{Id, Kind, words, workflow::linking},
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, MenuRow},
    },
};

/// As what other records may name this one; those that are left out have no record that could.
pub fn ask_as(to: Id, world: &World) -> Menu {
    let open = |way: &(Kind, usize)| linking::open_to(&world.records, to, *way).count();
    let ways = linking::ways(to.kind).map(|way| (way, open(&way)));
    let ways: Vec<((Kind, usize), usize)> = ways.filter(|(_, open)| *open > 0).collect();
    let row = |((kind, field), open): &((Kind, usize), usize)| MenuRow {
        label: format!("{}, in {}", words::capital(kind.spec().name), kind.spec().fields[*field].label),
        detail: words::counted(*open, kind.spec().name, kind.spec().plural),
        ..MenuRow::default()
    };
    let rows = ways.iter().map(row).collect();
    let places = ways.iter().map(|((kind, field), _)| Place::LinkWith(to, *kind, *field)).collect();
    Menu::list(format!("{} is named by other records as …", world.records.called(to)), rows, AfterChoice::Go(places))
}

/// Which records name it there; several may be ticked.
pub fn ask_which(to: Id, way: (Kind, usize), world: &World) -> Menu {
    let row = |id: Id| MenuRow { label: world.records.name(id), id: Some(id), ..MenuRow::default() };
    let rows = linking::open_to(&world.records, to, way).map(|r| row(r.id)).collect();
    let label = way.0.spec().fields[way.1].label;
    let title =
        format!("{} in “{label}” of which {}? Tab ticks several.", world.records.called(to), way.0.spec().plural);
    Menu { many: true, ..Menu::list(title, rows, AfterChoice::Linked(to, way.0, way.1)) }
}

/// The chosen records name it.
pub fn linked(to: Id, way: (Kind, usize), others: &[Id], world: &World) -> Vec<Effect> {
    match linking::link(&world.view(), to, way, others) {
        Ok(change) => vec![Effect::Say(change.label.clone()), Effect::Save(change)],
        Err(why) => vec![Effect::Say(why)],
    }
}
