//! A round beside another one, item by item.

use super::verdict_word;
use crate::{
    domain::{
        Id, Kind, Record,
        between::{self, Difference, Way},
        kinds::round,
    },
    panes::lines::Lines,
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, Row},
    },
};

/// Asks with which round; the one it was started from, else the one before, stands first.
pub fn ask(id: Id, world: &World) -> Vec<Effect> {
    if world.hide_verdicts {
        return vec![Effect::Say("verdicts are hidden here; show them, then compare".into())];
    }
    let today = world.today();
    let mut others: Vec<&Record> = today.records.all(Kind::Round).filter(|r| r.id != id).collect();
    if others.is_empty() {
        return vec![Effect::Say("there is no other round to compare with".into())];
    }
    let base = today.records.live(id).and_then(|r| r.one(round::BASE));
    others.sort_by_key(|r| (Some(r.id) != base, r.id > id, std::cmp::Reverse(r.id)));
    let (rows, places) = others.into_iter().map(|other| row(id, other, world)).unzip();
    vec![Effect::Go(Place::Menu(Menu::list(format!("Compare {id} with"), rows, AfterChoice::Go(places))))]
}

fn row(id: Id, other: &Record, world: &World) -> (Row, Place) {
    let day = |id: Id| world.today().records.live(id).and_then(|r| r.date(round::FROM));
    let (earlier, later) = if (day(other.id), other.id) <= (day(id), id) { (other.id, id) } else { (id, other.id) };
    let from = other.date(round::FROM).map_or(String::new(), |d| format!(", from {d}"));
    let detail = format!("{}{from}", world.today().cell(other, round::TYPE));
    let row = Row { label: other.title().to_string(), detail, id: Some(other.id), ..Row::default() };
    (row, Place::Between(earlier, later))
}

/// How two rounds differ, with how many items became worse and better at its head.
pub fn shown(earlier: Id, later: Id, world: &World) -> Lines {
    let found = between::between(world.today(), earlier, later);
    let count = |way: Way| found.iter().filter(|d| d.way == way).count();
    let title = format!("{earlier} AGAINST {later}: {} worse, {} better", count(Way::Worse), count(Way::Better));
    Lines::new(&title, lines((earlier, later), &found, world))
}

fn lines((earlier, later): (Id, Id), found: &[Difference], world: &World) -> Vec<String> {
    let named = |id: Id| format!("{id} {}", world.today().records.name(id));
    let mut lines = vec![format!("from {}", named(earlier)), format!("to   {}", named(later))];
    for way in Way::ALL {
        let of: Vec<&Difference> = found.iter().filter(|d| d.way == way).collect();
        lines.extend([String::new(), format!("{}: {}", way.label(), of.len())]);
        lines.extend(of.iter().map(|d| line(d, (earlier, later), world)));
    }
    lines
}

/// `  A.6.2.4   minor nonconformity -> conforms   AI system verification and validation`.
fn line(of: &Difference, (earlier, later): (Id, Id), world: &World) -> String {
    let records = world.today().records;
    let then = verdict_word(of.earlier, Some(earlier), world);
    let now = verdict_word(of.later, Some(later), world);
    let both = match of.way {
        Way::Same | Way::OnlyEarlier => then.to_string(),
        Way::OnlyLater => now.to_string(),
        Way::Worse | Way::Better | Way::Other => format!("{then} -> {now}"),
    };
    format!("  {:<9} {:<44} {}", records.called(of.item), both, records.live(of.item).map_or("", Record::title))
}
