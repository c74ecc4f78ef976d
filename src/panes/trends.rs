//! How it went over time: a line of bars for each measure, and what each round found.

use super::{
    outline::{Fresh, Line},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Id, Kind, Listing,
        coverage::{Coverage, Span},
        kinds::{
            answer::Verdict,
            round::{self, State},
        },
        trend::{Good, MEASURES, Measure},
    },
    exchange::export::csv_trend,
    keymap::Key,
    parts::Canvas,
    ui::{AfterText, Effect, Header, Pane, Place, Plain, World, place::Prompt},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// Bars in a line: every second of sixty points, the last among them.
const BARS: usize = 30;
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const HEIGHTS_ASCII: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];

#[derive(Clone, Copy, PartialEq)]
enum To {
    /// The register that a measure counts.
    Kind(usize),
    Round(Id),
}

#[derive(Default)]
pub struct Trends {
    list: Fresh<To>,
}

/// Heights between the least and the most of all points; a blank where there was nothing to count.
fn bars(values: &[Option<i64>], ascii: bool) -> String {
    let heights = if ascii { HEIGHTS_ASCII } else { HEIGHTS };
    let known = || values.iter().flatten();
    let (least, most) = (known().min().copied().unwrap_or(0).min(0), known().max().copied().unwrap_or(0));
    let shown = values.len().min(BARS);
    let at = |i: usize| (i + 1) * values.len() / shown.max(1) - 1;
    let bar = |value: Option<i64>| {
        let span = (most - least).max(1);
        value.map_or(' ', |v| heights[(((v - least) * 7 + span / 2) / span) as usize])
    };
    let text: String = (0..shown).map(|i| bar(values[at(i)])).collect();
    format!("{text:>BARS$}")
}

/// `12 → 7  better`
fn way(measure: &Measure, values: &[Option<i64>]) -> String {
    let mut known = values.iter().flatten();
    let (Some(first), Some(last)) = (known.next(), values.iter().flatten().next_back()) else { return "-".into() };
    let word = match (last.cmp(first), measure.good) {
        (std::cmp::Ordering::Equal, _) => "same",
        (std::cmp::Ordering::Greater, Good::Up) | (std::cmp::Ordering::Less, Good::Down) => "better",
        _ => "worse",
    };
    format!("{first} → {last}  {word}")
}

fn lines(world: &World) -> Vec<Line<To>> {
    let Some(trend) = world.trend.as_ref().map(|trend| trend.up_to(world.view())) else {
        return vec![Line::plain("The journal is being read …")];
    };
    let (Some(first), Some(last)) = (trend.points.first(), trend.points.last()) else { return Vec::new() };
    let mut all = vec![Line::heading(format!("FROM {} TO {}", first.day, last.day))];
    for (at, measure) in MEASURES.iter().enumerate() {
        let values = trend.of(at);
        let bars = bars(&values, world.theme.ascii);
        all.push(Line::row(format!("{:<28}{bars}  {}", measure.label, way(measure, &values)), To::Kind(at)));
    }
    all.extend([Line::plain(""), Line::heading("ROUND BY ROUND")]);
    let rounds: Vec<Line<To>> =
        world.records.all(Kind::Round).map(|r| Line::row(of_round(world, r.id), To::Round(r.id))).collect();
    all.extend(if rounds.is_empty() { vec![Line::plain("  No round is on file yet.")] } else { rounds });
    all
}

fn of_round(world: &World, id: Id) -> String {
    let tally = Coverage::of(world.view(), Span::Round(id)).total();
    let record = world.records.get(id);
    let state = record.and_then(|r| State::of(r, round::STATE)).map_or("", State::label);
    let place = tally.percent_in_place().map_or("not judged".into(), |n| format!("{n} % in place"));
    let title: String = record.map_or("", |r| r.title()).chars().take(27).collect();
    format!(
        "  {id} {title:<27} {state:<8} {place:<13} {} major  {} minor",
        tally.of(Verdict::Major),
        tally.of(Verdict::Minor)
    )
}

impl Trends {
    fn current(&self, world: &World) -> Option<To> {
        self.list.get(|| lines(world)).current().copied()
    }
    fn csv(&self, world: &World) -> String {
        world.trend.as_ref().map_or(String::new(), |trend| csv_trend(&trend.up_to(world.view())))
    }
}

impl Pane for Trends {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Trends)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.list.is_typing() {
            true => vec![Accept, Cancel],
            false => vec![Open, CopyTable, SaveTable, GoChecks, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        let points = world.trend.as_ref().map_or(0, |trend| trend.points.len());
        Header {
            left: format!("{}  over time", world.banner()),
            middle: format!("{points} day{} looked at", if points == 1 { "" } else { "s" }),
        }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        match self.current(world) {
            Some(To::Round(id)) => Some(id),
            _ => None,
        }
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        if world.trend.is_some() { Vec::new() } else { vec![Effect::Trend] }
    }
    fn touched(&mut self, _: &[Id], _: &World) {
        self.list.forget();
    }
    fn supplied(&mut self, _: &[Id], _: &World) {
        self.list.forget();
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list.get_mut(|| lines(world)).run(command) {
            return Some(effects);
        }
        match command {
            Command::Open | Command::Edit => Some(match self.current(world) {
                Some(To::Round(id)) => vec![Effect::Go(place_of(id, world))],
                Some(To::Kind(at)) => vec![Effect::Go(Place::listing(Listing::first(MEASURES[at].about)))],
                None => Vec::new(),
            }),
            Command::CopyTable => {
                Some(vec![Effect::Copy { what: "what was measured, as CSV".into(), text: self.csv(world) }])
            }
            Command::CopyText => {
                let text = self.list.get(|| lines(world)).text();
                Some(vec![Effect::Copy { what: "how it went".into(), text }])
            }
            Command::SaveTable => {
                let then = AfterText::Write { bytes: self.csv(world).into_bytes(), what: "what was measured".into() };
                Some(vec![Effect::Go(Prompt::with("Save what was measured as a CSV file", "", "over-time.csv", then))])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.list.get_mut(|| lines(world)).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.list.get_mut(|| lines(world)).paste(text)
    }
    fn esc_was_none(&mut self, world: &World) {
        self.list.get_mut(|| lines(world)).esc_was_none();
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list.get(|| lines(world)).plain("Nothing was measured yet."))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        self.list.get(|| lines(world)).draw(canvas, area, "Nothing was measured yet.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_between_nothing_and_the_most() {
        assert_eq!(bars(&[Some(0), None, Some(7)], false).trim_start(), "▁ █");
        assert_eq!(bars(&[Some(3), Some(3)], true).trim_start(), "##");
        let sixty: Vec<Option<i64>> = (0..60).map(Some).collect();
        let text = bars(&sixty, false);
        assert_eq!((text.chars().count(), text.chars().last()), (BARS, Some('█')));
        assert_eq!(bars(&[], false).trim(), "");
    }

    #[test]
    fn the_way_says_whether_it_is_better() {
        let measure = |good| Measure { id: "", label: "", good, about: Kind::Finding, count: |_| None };
        assert_eq!(way(&measure(Good::Down), &[None, Some(12), Some(7)]), "12 → 7  better");
        assert_eq!(way(&measure(Good::Up), &[Some(12), Some(7)]), "12 → 7  worse");
        assert_eq!(way(&measure(Good::Up), &[Some(7), Some(7)]), "7 → 7  same");
        assert_eq!(way(&measure(Good::Up), &[None]), "-");
    }
}
