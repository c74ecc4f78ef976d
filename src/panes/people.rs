//! The people of the file as rows to choose one from.

use crate::{
    document::issue,
    domain::{Id, Kind, kinds::organisation},
    ui::{World, place::MenuRow},
};

/// Everybody with their role; these stand first, in this order.
pub fn rows(first: &[Option<Id>], world: &World) -> Vec<MenuRow> {
    let people = world.records.all(Kind::Person).map(|p| MenuRow {
        label: p.title().into(),
        detail: issue::role_of(world.view(), p.id),
        id: Some(p.id),
        ..MenuRow::default()
    });
    let mut rows: Vec<MenuRow> = people.collect();
    rows.sort_by_key(|row| first.iter().position(|id| id.is_some() && *id == row.id).unwrap_or(first.len()));
    rows
}

/// The executive owner of the AIMS.
pub fn boss(world: &World) -> Option<Id> {
    world.organisation().and_then(|o| o.one(organisation::EXECUTIVE))
}
