//! The plan as a timeline in text: its phases by month, late ones first, each with how far it is.

use super::{
    outline::{Fresh, Line, sentence},
    outlined::{Outlined, on_records},
};
use crate::{
    command::Command,
    domain::{
        Id, day,
        kinds::plan_item,
        plan,
        timeline::{self, Stretch},
    },
    shown::{cut, pad},
    ui::{Effect, Header, Place, World},
};
use jiff::{ToSpan, civil::Date};

/// Cells of the id, the name of a phase, how far it is, and what is late.
const ID: usize = 7;
const NAME: usize = 25;
const DONE: usize = 9;
const LATE: usize = 8;

/// The open timeline.
#[derive(Default)]
pub struct TimelinePane {
    list: Fresh<Id>,
}

fn lines(world: &World) -> Vec<Line<Id>> {
    let all = timeline::phases(world.view());
    if all.is_empty() {
        return Vec::new();
    }
    let (first, last) = timeline::reach(world.view(), &all);
    let room = usize::from(world.size.0).saturating_sub(ID + NAME + DONE + LATE + 4).clamp(12, 120);
    let scale = Scale { first, last, room };
    let head = format!("{}{}{}", pad("PHASE", ID + NAME), pad("DONE", DONE), pad("", LATE));
    let mut lines = vec![Line::heading(format!("{head}{}", scale.months()))];
    lines.extend(all.iter().map(|s| Line::row(row(s, scale, world), s.id)));
    lines.push(Line::plain(""));
    let note = format!(
        "{} to {}: = time that has passed, - time to come, ! past its day and not done, | today. What has no day has no \
         line; d sets one in the list of plan items.",
        first, last
    );
    lines.extend(sentence(&note, 0, world));
    if let Some(phase) = plan::phase(world.view()) {
        let tests = [("Begins when", plan_item::ENTRY), ("Ends when", plan_item::EXIT)];
        let told = tests.iter().filter(|(_, field)| !phase.value(*field).is_empty());
        let told = told.map(|(word, field)| format!("{word}: {}", phase.text(*field)));
        lines.extend([Line::plain(""), Line::heading(format!("NOW: {} {}", phase.id, phase.title()))]);
        lines.extend(told.flat_map(|text| sentence(&text, 0, world)));
    }
    lines
}

fn row(phase: &Stretch, scale: Scale, world: &World) -> String {
    let record = world.records.get(phase.id);
    let number = record.map_or("", |r| r.text(plan_item::NUMBER));
    let name = format!("{number} {}", world.records.name(phase.id));
    let done = match phase.steps.all {
        0 if phase.is_done => "done".to_string(),
        0 => String::new(),
        all => format!("{}/{all}", phase.steps.done),
    };
    let late = if phase.late > 0 { format!("{} late", phase.late) } else { String::new() };
    let head = format!("{}{}", pad(&phase.id.to_string(), ID), pad(&cut(name.trim(), NAME - 1), NAME));
    let bar = scale.bar(phase, world.now.date());
    format!("{head}{}{}{bar}", pad(&done, DONE), pad(&late, LATE)).trim_end().to_string()
}

/// Days on a line of so many cells.
#[derive(Clone, Copy)]
struct Scale {
    first: Date,
    last: Date,
    room: usize,
}

impl Scale {
    fn at(self, day: Date) -> usize {
        let days = |to: Date| i64::from((to - self.first).get_days()).max(0) as usize;
        (days(day) * (self.room - 1)).checked_div(days(self.last)).unwrap_or(0).min(self.room - 1)
    }

    /// The months where they begin, those for which there is room.
    fn months(self) -> String {
        let mut line = String::new();
        let mut day = self.first.first_of_month();
        while day <= self.last {
            let at = self.at(day.max(self.first));
            let word = match day.month() {
                1 => format!("{}", day.year()),
                _ => day::month_short(day).to_string(),
            };
            if (line.is_empty() && at == 0 || at > line.len()) && at + word.len() <= self.room {
                line = format!("{line:at$}{word}");
            }
            let Ok(next) = day.checked_add(1.month()) else { break };
            day = next;
        }
        line
    }

    fn bar(self, phase: &Stretch, today: Date) -> String {
        let now = self.at(today);
        let (Some(from), Some(until)) = (phase.from.or(phase.until), phase.until.or(phase.from)) else {
            return String::new();
        };
        let (from, until) = (self.at(from.min(until)), self.at(until));
        let overdue = !phase.is_done && until < now;
        let cell = |at: usize| match at {
            at if at >= from && at <= until && (phase.is_done || at < now) => '=',
            at if at >= from && at <= until && at > now => '-',
            at if at == now => '|',
            at if overdue && at > until && at < now => '!',
            _ => ' ',
        };
        (0..self.room).map(cell).collect()
    }
}

impl Outlined for TimelinePane {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        lines(world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Timeline)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoMap, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        Header { left: format!("{}  timeline of the plan", world.banner()), middle: String::new() }
    }
    fn empty(&self) -> &'static str {
        "No phase and no step yet; p in the list of plan items proposes whole plans."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        on_records(self, command, "the timeline", world)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::share::Share, panes::testing::*};
    use jiff::civil::date;

    #[test]
    fn a_bar_tells_what_passed_what_comes_and_what_is_over() {
        let scale = Scale { first: date(2026, 1, 1), last: date(2026, 12, 31), room: 13 };
        let phase = |from: Date, until: Date, is_done: bool| Stretch {
            id: "PL-01".parse().unwrap(),
            from: Some(from),
            until: Some(until),
            steps: Share::default(),
            late: 0,
            is_done,
        };
        let bar = |from, until, done| scale.bar(&phase(from, until, done), date(2026, 7, 2)).trim_end().to_string();
        assert_eq!(bar(date(2026, 3, 1), date(2026, 10, 2), false), " =====|---");
        assert_eq!(bar(date(2026, 1, 1), date(2026, 3, 5), false), "===!!!|");
        assert_eq!(bar(date(2026, 1, 1), date(2026, 3, 5), true), "===   |");
        assert_eq!(scale.months().split_whitespace().next(), Some("2026"));
    }

    #[test]
    fn the_phases_of_the_plan_stand_by_month_and_lead_to_their_pages() {
        let world = halden();
        let mut pane = TimelinePane::default();
        let text = pane.list(&world).text();
        assert!(text.contains("PHASE") && text.contains("late") && text.contains('|'), "{text}");
        assert!(text.lines().all(|l| crate::shown::cells(l) <= 80), "{text}");
        assert!(matches!(&run(&mut pane, &world, Command::Open)[..], [Effect::Go(Place::Record(_))]));
    }
}
