//! Home in lines, for plain mode: where we stand, then the rows of the part that has the cursor.

use super::{Home, HomePart, draw};
use crate::ui::{Plain, World, labelled};

pub fn plain(home: &Home, world: &World) -> Plain {
    let facts = home.facts(world);
    let page = draw::Page { home, facts, world };
    let mut plain = Plain::default();
    for (label, text) in draw::stand_lines(&page) {
        plain.head(labelled(label, &text));
    }
    let part = home.part(world);
    match part {
        HomePart::Steps => {
            plain.said("Next steps");
            for step in home.steps(world) {
                let detail = step.detail.join("; ");
                let more = [step.count.as_str(), detail.as_str()].into_iter().filter(|t| !t.is_empty());
                let more: String = more.map(|t| format!(", {}", t.trim())).collect();
                plain.row(format!("{}{more}", step.label)).name = step.label.clone();
            }
        }
        HomePart::Recent => {
            plain.said("Recent changes");
            for recent in world.recent.iter() {
                let who = recent.actor.split('@').next().unwrap_or_default();
                plain.row(format!(
                    "{} {} {who}: {}",
                    recent.at.date(),
                    recent.at.clock(),
                    world.discreet(&recent.label)
                ));
            }
        }
        HomePart::Systems | HomePart::Interviews => {
            let rows = match part {
                HomePart::Systems => facts.systems.as_ref().map(|s| &s.rows),
                _ => facts.interviews.as_ref().map(|i| &i.rows),
            };
            for row in rows.into_iter().flatten() {
                plain.row(format!("{} {}", row.left, row.right));
            }
        }
    }
    if plain.total == 0 {
        plain.said("Nothing waits.");
    }
    plain.stand(home.row(part, world));
    plain
}
