//! A round in lines, for plain mode: what it is about, then the rows of the part that has the cursor.

use super::{RoundPane, RoundPart, draw, since::Since, state_word};
use crate::{
    domain::kinds::interview,
    framework::propose,
    panes::plan,
    ui::{Plain, World},
};

pub fn plain(pane: &RoundPane, world: &World) -> Plain {
    let mut plain = Plain::default();
    let Some(record) = world.records.live(pane.id) else {
        plain.said("This round is deleted; “undo” brings it back.");
        return plain;
    };
    let coverage = pane.coverage(world);
    draw::top(pane, record, &coverage, world).into_iter().for_each(|line| plain.head(line.join("; ")));
    let at = match pane.part {
        RoundPart::Interviews => {
            plain.said("Interviews");
            for record in pane.list(world) {
                let judged = match interview::progress(world.view(), record) {
                    none if none.is_empty() => none,
                    counts => format!(", {} judged", counts.replace('/', " of ")),
                };
                let with = plan::with(world.view(), record);
                let (id, name, state) = (record.id, record.title(), state_word(record));
                plain.row(format!("{id} {name}, {with}, {state}{judged}")).name = name.into();
            }
            pane.interviews.cursor
        }
        RoundPart::Coverage => {
            plain.said("Coverage");
            for (heading, tally) in &coverage {
                plain.row(format!("{}: {} of {} judged", heading.label(), tally.judged(), tally.total));
            }
            plain.row(format!("Not asked in any interview: {}", propose::uncovered(&world.records, pane.id).len()));
            pane.headings.cursor
        }
        RoundPart::Since => {
            plain.said("Since it was closed");
            if let Some(since) = Since::of(pane.id, world) {
                since.rows.iter().for_each(|row| plain.stop(world.records.in_full(row.id)));
                since.late.iter().for_each(|line| plain.stop(line.as_str()));
            }
            pane.since.cursor
        }
    };
    if plain.total == 0 {
        plain.said("nothing yet");
    }
    plain.stand(at);
    plain
}
