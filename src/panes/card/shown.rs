//! Evidence from the `>` line that was just typed: its words are taken as they stand, one letter says what was seen.

use super::Card;
use crate::{
    domain::{
        Id, Kind, Record, Value,
        kinds::{
            evidence,
            sighting::{self, FORMS, Form},
        },
        notes::{Mark, lines},
        rounds::room,
        shown_line::{ShownLine, kept_as},
    },
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

impl Card {
    /// The `>` line that was just typed, at the cursor or right above it, unless evidence was noted from it already.
    fn shown_line(&self, world: &World) -> Option<usize> {
        let record = self.current(world)?;
        let (at, text) = (self.editor.cursor().0, self.editor.text());
        let line = lines(&text)
            .filter(|line| line.mark == Mark::Shown && (at.saturating_sub(1)..=at).contains(&line.at))
            .last()?;
        let words = line.text.to_lowercase();
        let taken = |s: &Record| !s.title().is_empty() && words.contains(&s.title().to_lowercase());
        let seen = world.records.linked(record.id, Kind::Sighting, sighting::ANSWER).any(taken);
        (!seen).then_some(line.at)
    }

    /// The words of a line of the note, who said them, and what they say of evidence.
    fn shown_at(&self, at: usize, world: &World) -> Option<(ShownLine, Option<Id>)> {
        let record = self.current(world)?;
        let text = self.editor.text();
        let line = lines(&text).find(|line| line.at == at && line.mark == Mark::Shown)?;
        let (who, words) = crate::domain::notes::spoken(line.text, &room::of_answer(&world.records, record));
        Some((ShownLine::read(words), who))
    }

    /// Evidence on file that the line names, by its id or its title.
    fn on_file(line: &ShownLine, world: &World) -> Option<Id> {
        let title = line.title.to_lowercase();
        let named = super::reference::named(title.split(' ').next().unwrap_or_default(), world);
        let named = named.filter(|id| id.kind == Kind::Evidence);
        named.or_else(|| world.records.all(Kind::Evidence).find(|e| e.title().to_lowercase() == title).map(|e| e.id))
    }

    /// Asks what was seen, if a line of the note says of what; the list of evidence otherwise.
    pub(super) fn ask_seen(&mut self, world: &World) -> Effect {
        let asked = self.shown_line(world).and_then(|at| Some((at, self.shown_at(at, world)?.0)));
        let Some((at, line)) = asked.filter(|(_, line)| !line.title.is_empty()) else {
            return Effect::Go(self.evidence_menu(world));
        };
        let row = |letter, label: String| MenuRow { letter: Some(letter), label, ..MenuRow::default() };
        let mut rows: Vec<MenuRow> = FORMS.iter().map(|form| row(form.letter, form.label.into())).collect();
        let known = Self::on_file(&line, world);
        rows.push(row('e', "other evidence: the list".into()));
        rows.extend(known.map(|id| row('k', format!("on file: {}", world.records.in_full(id)))));
        let at_row = if known.is_some() { rows.len() - 1 } else { line.form as usize };
        let then = AfterChoice::Rows(RowsFor::ShownAs(at));
        Effect::Go(Place::Menu(Menu {
            at: at_row,
            ..Menu::letters(format!("Seen: {}. As what?", line.told()), rows, then)
        }))
    }

    /// What was chosen for the line.
    pub(super) fn seen_as(&mut self, at: usize, row: Option<usize>, world: &World) -> Vec<Effect> {
        let Some((row, (line, who))) = row.zip(self.shown_at(at, world)) else { return Vec::new() };
        let mut more = vec![(sighting::NOTE, text(&line.noticed))];
        more.extend(who.map(|id| (sighting::SHOWN_BY, Value::Ref(id))));
        match (Form::ALL.get(row), Self::on_file(&line, world)) {
            (None, Some(id)) if row > Form::ALL.len() => {
                more.extend([(sighting::VERSION, text(&line.version)), (sighting::PLACE, text(&line.place))]);
                self.seen(id, None, more, world)
            }
            (None, _) => vec![Effect::Go(self.evidence_menu(world))],
            (Some(form), _) => {
                let new = vec![
                    (evidence::TITLE, text(&line.title)),
                    (evidence::VERSION, text(&line.version)),
                    (evidence::WHERE, text(&line.place)),
                    (evidence::FORM, kept_as(*form).value()),
                ];
                more.push((sighting::FORM, form.value()));
                self.seen(world.records.next_id(Kind::Evidence), Some(new), more, world)
            }
        }
    }
}

/// A text as a field of one line takes it.
fn text(words: &str) -> Value {
    match words {
        "" => Value::Empty,
        words => Value::text(words.chars().take(crate::domain::Field::LINE_MAX).collect::<String>()),
    }
}
