//! A round beside another one, item by item.

use super::verdict_word;
use crate::{
    domain::{
        Id, Kind, Record,
        between::{self, ItemDifference, ItemTrend},
        kinds::round,
        second,
        veil::{self, Pair},
    },
    panes::lines::Lines,
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, MenuRow},
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
    // What is judged apart is compared when both are done.
    let apart = veil::apart_from(today.records, id);
    others.retain(|r| Some(r.id) != apart && !today.records.is_veiled(r.id));
    if others.is_empty() {
        return vec![Effect::Say("the two rounds are judged apart; they are compared when both are closed".into())];
    }
    let base = today.records.live(id).and_then(|r| r.one(round::BASE));
    let opinion = veil::pairs_of(today.records, id).first().map(|pair| pair.other(id));
    let near = |r: &Record| [base, opinion].contains(&Some(r.id));
    others.sort_by_key(|r| (!near(r), r.id > id, std::cmp::Reverse(r.id)));
    let (rows, places) = others.into_iter().map(|other| row(id, other, world)).unzip();
    vec![Effect::Go(Place::Menu(Menu::list(format!("Compare {id} with"), rows, AfterChoice::Go(places))))]
}

fn row(id: Id, other: &Record, world: &World) -> (MenuRow, Place) {
    if let Some(pair) = veil::pairs_of(world.today().records, id).into_iter().find(|pair| pair.other(id) == other.id) {
        let (label, detail) = (other.title().to_string(), "the two opinions".to_string());
        let row = MenuRow { label, detail, id: Some(other.id), ..MenuRow::default() };
        return (row, Place::Between(pair.first, pair.second));
    }
    let day = |id: Id| world.today().records.live(id).and_then(|r| r.date(round::FROM));
    let (earlier, later) = if (day(other.id), other.id) <= (day(id), id) { (other.id, id) } else { (id, other.id) };
    let from = other.date(round::FROM).map_or(String::new(), |d| format!(", from {d}"));
    let detail = format!("{}{from}", world.today().cell(other, round::TYPE));
    let row = MenuRow { label: other.title().to_string(), detail, id: Some(other.id), ..MenuRow::default() };
    (row, Place::Between(earlier, later))
}

/// How two rounds differ, with how many items became worse and better at its head.
pub fn shown(earlier: Id, later: Id, world: &World) -> Lines {
    let found = between::between(world.today(), earlier, later);
    let count = |way: ItemTrend| found.iter().filter(|d| d.way == way).count();
    let opinions =
        second::compared(world.today(), later).iter().any(|c| c.pair == Pair { first: earlier, second: later });
    let title = match opinions {
        true => {
            format!("{earlier} AGAINST ITS SECOND OPINION {later}: {} differ", found.len() - count(ItemTrend::Same))
        }
        false => {
            format!("{earlier} AGAINST {later}: {} worse, {} better", count(ItemTrend::Worse), count(ItemTrend::Better))
        }
    };
    Lines::in_columns(&title, lines((earlier, later), &found, opinions, world))
}

/// Of two opinions only what differs is listed; what is the same is counted.
fn lines((earlier, later): (Id, Id), found: &[ItemDifference], opinions: bool, world: &World) -> Vec<String> {
    let named = |id: Id| format!("{id} {}", world.today().records.name(id));
    let mut lines = vec![format!("from {}", named(earlier)), format!("to   {}", named(later))];
    for way in ItemTrend::ALL {
        let of: Vec<&ItemDifference> = found.iter().filter(|d| d.way == way).collect();
        let label = if opinions { second::label(way) } else { way.label() };
        lines.extend([String::new(), format!("{label}: {}", of.len())]);
        let of = if opinions && way == ItemTrend::Same { Vec::new() } else { of };
        lines.extend(of.iter().map(|d| line(d, (earlier, later), world)));
    }
    lines
}

/// `  A.6.2.4   minor nonconformity -> conforms   AI system verification and validation`.
fn line(of: &ItemDifference, (earlier, later): (Id, Id), world: &World) -> String {
    let records = world.today().records;
    let then = verdict_word(of.earlier, Some(earlier), world);
    let now = verdict_word(of.later, Some(later), world);
    let both = match of.way {
        ItemTrend::Same | ItemTrend::OnlyEarlier => then.to_string(),
        ItemTrend::OnlyLater => now.to_string(),
        ItemTrend::Worse | ItemTrend::Better | ItemTrend::Other => format!("{then} -> {now}"),
    };
    let both = match (of.in_part, of.way) {
        (true, ItemTrend::OnlyEarlier) => format!("{both}, {later} in part"),
        (true, _) => format!("{both}, {earlier} in part"),
        (false, _) => both,
    };
    format!("  {:<9} {:<44}  {}", records.called(of.item), both, records.live(of.item).map_or("", Record::title))
}
