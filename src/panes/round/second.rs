//! A second opinion on a round: by whom, and the round that is made for it.

use super::start::{begun, free};
use crate::{
    document::issue,
    domain::{
        Id, Kind, Value,
        kinds::round::{self, Type},
        second, veil,
    },
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, MenuRow},
    },
};

/// Asks who is to give it; where there is one already, goes to it.
pub fn ask(id: Id, world: &World) -> Vec<Effect> {
    let Some(first) = world.today().records.live(id) else { return Vec::new() };
    if let Some(on) = first.one(round::SECOND_ON) {
        return vec![Effect::Say(format!("{id} is a second opinion itself, on {on}"))];
    }
    if let Some(pair) = veil::pairs_of(world.today().records, id).first() {
        let said = format!("{} is the second opinion on {id} already", pair.second);
        return vec![Effect::Go(Place::Round(pair.second)), Effect::Say(said)];
    }
    let people = second::may_judge(world.today(), id);
    if people.is_empty() {
        return vec![Effect::Say(
            "everybody in the file judges in it; add the person who is to judge it again (g P)".into(),
        )];
    }
    let view = world.today();
    let row = |person: &Id| MenuRow {
        label: view.records.name(*person),
        detail: issue::role_of(view, *person),
        id: Some(*person),
        ..MenuRow::default()
    };
    let title = format!("Second opinion on {id}, blind: by whom?");
    let menu = Menu::list(title, people.iter().map(row).collect(), AfterChoice::Second(id));
    vec![Effect::Go(Place::Menu(menu))]
}

/// Makes the round.
pub fn make(id: Id, by: Id, world: &World) -> Vec<Effect> {
    let view = world.today();
    let Some(first) = view.records.live(id) else { return Vec::new() };
    let typ = Type::of(first, round::TYPE).unwrap_or(Type::Gap);
    let mut values = begun(typ, world);
    values.retain(|(field, _)| ![round::OBJECTIVE, round::METHODS].contains(field));
    values.push((round::TITLE, Value::text(free(&format!("Second opinion on {}", first.title()), world))));
    let new = view.records.next_id(Kind::Round);
    let change = second::opinion(view, first, by, values);
    let said = format!("{new} on {id}: neither side sees the other's results until both are closed");
    let mut effects = vec![Effect::Save(change), Effect::Go(Place::Round(new)), Effect::Say(said)];
    if world.me().is_none() {
        effects.push(Effect::Go(crate::panes::deciding::ask_me(world)));
    }
    effects
}
