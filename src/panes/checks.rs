//! What is missing, late or contradictory: every rule that is not met, the gravest first, with a way to each spot.

use super::{
    asking::{CheckRun, PIECE, Unmet, is_large},
    outline::{Fresh, Line, Outline},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Kind, Value,
        checks::{self, Check, Severity, Spot},
        kinds::silence,
    },
    keymap::Key,
    parts::Canvas,
    ui::{AfterText, Effect, Header, Pane, Place, Plain, World, place::Prompt},
};
use jiff::ToSpan;
use ratatui::layout::Rect;
use std::{collections::HashSet, ops::Range};

/// The open list. A spot is known by its rule and its record, since one record can break several rules.
#[derive(Default)]
pub struct Checks {
    list: Fresh<(&'static str, Id)>,
    /// What was found between the keys in a large file; a small one is asked when it is drawn.
    hits: Option<Unmet>,
    asking: CheckRun,
    /// The rule the cursor is to be put on.
    wanted: Option<&'static str>,
}

impl Checks {
    /// Starts on the first spot of a rule, if one is named.
    pub fn at(rule: Option<&'static str>) -> Checks {
        Checks { wanted: rule, ..Checks::default() }
    }

    fn go_to_wanted(&mut self, world: &World) {
        if let Some(rule) = self.wanted.take() {
            self.list_mut(world).go_to(|(id, _)| *id == rule);
        }
    }

    fn list(&self, world: &World) -> &Outline<(&'static str, Id)> {
        self.list.get(|| lines(self.hits.as_ref(), world))
    }
    fn list_mut(&mut self, world: &World) -> &mut Outline<(&'static str, Id)> {
        self.list.get_mut(|| lines(self.hits.as_ref(), world))
    }
    fn current(&self, world: &World) -> Option<Id> {
        self.list(world).current().map(|(_, id)| *id)
    }

    /// The records are others now. In a large file what was found before stays until all rules have been asked again.
    fn ask_again(&mut self, world: &World) {
        if is_large(world) {
            self.asking.begin();
        } else {
            self.hits = None;
            self.list.forget();
        }
    }

    /// What is shown, as CSV.
    fn csv(&self, world: &World) -> String {
        let shown: HashSet<_> = self.list(world).targets().copied().collect();
        let hits = self.hits.clone().unwrap_or_else(|| checks::run(world.view()));
        let rows = hits.into_iter().flat_map(|(check, spots)| {
            let shown: Vec<_> = spots.into_iter().filter(|s| shown.contains(&(check.id, s.id))).collect();
            shown.into_iter().map(move |s| {
                vec![check.severity.label().into(), check.id.into(), check.sentence(1), s.id.to_string(), s.detail]
            })
        });
        crate::exchange::csv_table(&["Severity", "Rule", "What", "Id", "Spot"], rows, true)
    }
}

/// The step that silences a rule for a record, with the reason that was typed.
pub fn silenced(rule: &str, id: Id, why: &str, world: &World) -> Result<Vec<Effect>, String> {
    if why.trim().is_empty() {
        return Err("a reason is needed; Esc silences nothing".into());
    }
    let made = world.records.next_id(Kind::Silence);
    let until = world.now.date().checked_add(1.year()).map_or(Value::Empty, Value::Date);
    let values = vec![
        (silence::RULE, Value::text(rule)),
        (silence::RECORD, Value::Ref(id)),
        (silence::REASON, Value::read(&silence::FIELDS[silence::REASON], why)?),
        (silence::BY, Value::one(world.me())),
        (silence::SINCE, Value::Date(world.now.date())),
        (silence::UNTIL, until),
    ];
    let label = format!("{rule} silenced for {id}");
    Ok(vec![Effect::Save(Change::new(label.clone()).create(made, values)), Effect::Say(label)])
}

fn lines(found: Option<&Unmet>, world: &World) -> Vec<Line<(&'static str, Id)>> {
    let mut lines = Vec::new();
    let hits = match found {
        Some(hits) => hits.clone(),
        None if is_large(world) => return vec![Line::plain("The rules are being asked …")],
        None => checks::run(world.view()),
    };
    let hits = narrowed(hits, world);
    for severity in [Severity::Blocker, Severity::Warning, Severity::Hint] {
        let of: Vec<_> = hits.iter().filter(|(check, _)| check.severity == severity).collect();
        let spots: usize = of.iter().map(|(_, spots)| spots.len()).sum();
        if spots == 0 {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::plain(""));
        }
        let plural = if spots == 1 { "" } else { "S" };
        let head = format!("{spots} {}{plural}", severity.label().to_uppercase());
        lines.push(if severity == Severity::Blocker { Line::grave(head) } else { Line::heading(head) });
        of.iter().for_each(|(check, spots)| push_rule(&mut lines, check, spots, world));
    }
    lines
}

/// What is about the pilot that is worked on alone, while there is one.
fn narrowed(mut hits: Unmet, world: &World) -> Unmet {
    if let Some(focus) = world.focus() {
        hits.iter_mut().for_each(|(_, spots)| spots.retain(|s| focus.covers_id(world.view(), s.id)));
        hits.retain(|(_, spots)| !spots.is_empty());
    }
    hits
}

fn push_rule(lines: &mut Vec<Line<(&'static str, Id)>>, check: &'static Check, spots: &[Spot], world: &World) {
    lines.push(Line::plain(check.sentence(spots.len())));
    lines.extend(
        spots.iter().map(|s| Line::row(format!("  {:<8} {}", world.records.called(s.id), s.detail), (check.id, s.id))),
    );
}

impl Pane for Checks {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Checks(_))
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.list.is_typing() {
            true => vec![Accept, Cancel],
            false => vec![Open, Filter, CopyTable, SaveTable, Undo, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        if let Some(middle) = self.asking.told() {
            return Header { left: format!("{}  checks", world.banner()), middle };
        }
        let list = self.list(world);
        let (shown, all) = (list.targets().count(), list.all());
        let shown = if shown < all { format!("{shown} of ") } else { String::new() };
        Header { left: format!("{}  checks", world.banner()), middle: format!("{shown}{all} to settle") }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.current(world)
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        if self.hits.is_none() && !self.asking.is_on() {
            self.ask_again(world);
        }
        if !self.asking.is_on() {
            self.go_to_wanted(world);
        }
        Vec::new()
    }
    fn visit(&mut self, place: &Place, world: &World) -> Vec<Effect> {
        if let Place::Checks(rule) = place {
            self.list_mut(world).clear_filter();
            self.wanted = *rule;
            if !self.asking.is_on() {
                self.go_to_wanted(world);
            }
        }
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], world: &World) {
        self.ask_again(world);
    }
    fn supplied(&mut self, _: &[Id], world: &World) {
        self.ask_again(world);
    }
    fn deadline(&self, _: &World) -> Option<u64> {
        self.asking.deadline()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        if let Some(hits) = self.asking.go_on(world, PIECE) {
            self.hits = Some(hits);
            self.list.forget();
            self.go_to_wanted(world);
        }
        Vec::new()
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list_mut(world).run(command) {
            return Some(effects);
        }
        match command {
            Command::Open | Command::Edit => {
                Some(self.current(world).map(|id| Effect::Go(place_of(id, world))).into_iter().collect())
            }
            Command::History => {
                Some(self.current(world).map(|id| Effect::Go(Place::History(id))).into_iter().collect())
            }
            Command::Silence => {
                let ask = |(rule, id): &(&'static str, Id)| {
                    let title = format!("{rule} for {id}: why does it not count?");
                    let help = "For a year; until when is on the page of the silenced check (g L).";
                    Effect::Go(Prompt::ask(title, help, AfterText::Silence(rule, *id)))
                };
                Some(self.list(world).current().map(ask).into_iter().collect())
            }
            Command::CopyTable => Some(vec![Effect::Copy {
                what: "checks as cells".into(),
                text: crate::exchange::csv::as_cells(&self.csv(world)),
            }]),
            Command::CopyText => {
                let text = self.list(world).text();
                Some(vec![Effect::Copy { what: "checks".into(), text }])
            }
            Command::SaveTable => {
                let then = AfterText::Write { bytes: self.csv(world).into_bytes(), what: "checks".into() };
                Some(vec![Effect::Go(Prompt::with("Save the checks as a CSV file", "", "checks.csv", then))])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).paste(text)
    }
    fn esc_was_none(&mut self, world: &World) {
        self.list_mut(world).esc_was_none();
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list(world).plain("Nothing is missing, late or contradictory."))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        self.list(world).draw(canvas, area, "Nothing is missing, late or contradictory.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::kinds::system, panes::testing::*};

    #[test]
    fn every_spot_of_every_rule_is_listed_with_the_gravest_first() {
        let mut world = halden();
        let all: usize = checks::run(world.view()).iter().map(|(_, spots)| spots.len()).sum();
        let pane = Checks::at(None);
        let list = pane.list(&world);
        assert_eq!(list.targets().count(), all);
        let text = list.text();
        let at = |word: &str| text.find(word).unwrap_or(usize::MAX);
        assert!(at("WARNING") < at("HINT"), "{text}");
        assert_eq!(pane.csv(&world).lines().count(), all + 1);
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn a_mended_spot_leaves_the_list_and_enter_opens_the_record() {
        let mut world = empty();
        let id = Id::new(Kind::System, 1);
        let change = crate::domain::Change::new("new").create(id, vec![(system::NAME, Value::text("scorer"))]);
        world.records.apply(&change);
        let mut pane = Checks::at(Some("inventory.no-risk-class"));
        pane.opened(&world);
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::Go(Place::Record(to))] if to == id));
        assert!(text(&pane, &world, (80, 24)).contains("1 AI system has no risk class"));
        let record = world.records.get(id).unwrap().clone();
        world.records.put([record.with(system::TIER, system::Tier::Low.value())]);
        pane.touched(&[id], &world);
        assert!(!text(&pane, &world, (80, 24)).contains("no risk class"));
    }

    #[test]
    fn the_rules_of_a_large_file_are_asked_between_the_keys() {
        use crate::domain::{Record, looked::during};
        let mut world = halden();
        let first = world.records.next_id(Kind::System).n;
        let record = |n: u32| Record::new(Id::new(Kind::System, n)).with(system::NAME, Value::text(format!("S {n}")));
        world.records.put((first..first + 20_000).map(record));
        let all = during(|| drop(checks::run(world.view())));
        let mut pane = Checks::at(Some("inventory.no-risk-class"));
        pane.opened(&world);
        assert!(pane.header(&world).middle.starts_with("0 of "), "{}", pane.header(&world).middle);
        assert!(text(&pane, &world, (80, 24)).contains("The rules are being asked"));
        let mut ticks = 0;
        while pane.deadline(&world).is_some() {
            let cost = during(|| drop(pane.tick(&world)));
            assert!(cost * 3 < all, "{cost} of {all}");
            ticks += 1;
        }
        assert!(ticks > 10);
        let told = |hits: Unmet| hits.into_iter().map(|(check, spots)| (check.id, spots)).collect::<Vec<_>>();
        assert_eq!(pane.hits.clone().map(told), Some(told(checks::run(world.view()))));
        assert_eq!(pane.list(&world).current().map(|(rule, _)| *rule), Some("inventory.no-risk-class"));
        // What was found stays to be worked with while it is asked again.
        let id = pane.current(&world).unwrap();
        pane.touched(&[id], &world);
        assert_eq!(pane.current(&world), Some(id));
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::Go(Place::Record(to))] if to == id));
    }

    #[test]
    fn a_filter_looks_into_the_headings_and_says_how_many_there_are_without_it() {
        let world = halden();
        let mut pane = Checks::at(None);
        let all = pane.list(&world).all();
        let (check, spots) =
            checks::run(world.view()).into_iter().find(|(c, _)| c.severity == Severity::Warning).unwrap();
        run(&mut pane, &world, Command::Filter);
        type_text(&mut pane, &world, &format!("warning {}", check.sentence(spots.len())));
        let list = pane.list(&world);
        assert!(list.targets().count() > 0, "{}", list.text());
        assert_eq!(pane.header(&world).middle, format!("{} of {all} to settle", list.targets().count()));
        run(&mut pane, &world, Command::Accept);
        run(&mut pane, &world, Command::Filter);
        assert_eq!(pane.list(&world).targets().count(), all, "a new filter is no more of the old one");
        type_text(&mut pane, &world, "zzzz");
        assert!(text(&pane, &world, (80, 24)).contains("Esc clears the filter"));
    }
}
