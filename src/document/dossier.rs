//! Everything about one record as a paper: the record, then what belongs to it, register by register.

use super::{Block, Paper, PaperStanding};
use crate::domain::{Id, Kind, Record, Stamp, View, kinds::organisation, words};
use std::collections::BTreeSet;

/// The paper about `id`, with the records of `ids`.
pub fn build(view: View, id: Id, ids: &BTreeSet<Id>, made: Stamp, head: &str) -> Result<Paper, String> {
    let record = view.records.live(id).ok_or_else(|| format!("there is no {id} in this file"))?;
    let mut blocks = vec![Block::Heading(1, named(record)), facts(view, record)];
    for kind in Kind::ALL {
        let list: Vec<&Record> = view.records.all(*kind).filter(|r| ids.contains(&r.id) && r.id != id).collect();
        if list.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(1, words::capital(kind.spec().plural)));
        for record in list {
            blocks.extend([Block::Heading(2, named(record)), facts(view, record)]);
        }
    }
    let organisation = view.records.single(Kind::Organisation);
    let name = organisation.map_or("", |o| o.title());
    let demo = organisation.and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE))
        == Some(organisation::Purpose::Demo);
    Ok(Paper {
        title: format!("All about {}", named(record)),
        subtitle: format!("{name}, {} records", ids.len()),
        demo,
        made,
        head: Some(head.into()),
        standing: PaperStanding::Aside,
        blocks,
    })
}

fn named(record: &Record) -> String {
    format!("{} {}", record.id, record.title()).trim_end().to_string()
}

/// What a page of the record shows, names beside ids; fields without a value are left out.
fn facts(view: View, record: &Record) -> Block {
    let fields = view.records.fields(record.id.kind).filter(|(_, field)| field.shown());
    let said = fields.map(|(at, field)| {
        let ids = record.refs(at);
        let text = match ids.is_empty() {
            true => view.cell(record, at),
            false => ids.iter().map(|id| view.records.in_full(*id)).collect::<Vec<_>>().join("\n"),
        };
        (field.label.to_string(), text)
    });
    Block::Facts(said.filter(|(_, text)| !text.trim().is_empty()).collect())
}
