use crate::{app::{Effect, Place, World}, command::Command, domain::Id};
pub fn start_menu() -> Place { Place::Home }
pub fn act(_: Command, _: Id, _: &World) -> Vec<Effect> { Vec::new() }
