//! Two people changed one record: both texts of each field, and a letter for mine, theirs or both. Nothing is lost:
//! what was typed here is kept in the messages whatever is chosen.

use super::sides::{Side, sides};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Edit, Field, Id, Kind, Record, Type, Value, field::Placement, gate::Road, kinds::answer, own, words,
    },
    keymap::{Code, Key},
    parts::{Canvas, line_times::LineTimes},
    shown::wrap,
    store::{Request, Typed},
    ui::{
        Effect, Header, Pane, Place, World,
        place::{Alike, Clash, Keep},
    },
};
use ratatui::layout::Rect;

/// From this width on the texts stand side by side.
const WIDE: u16 = 100;

/// The open question.
pub struct Conflict {
    clash: Clash,
    top: usize,
    /// When it came up, in milliseconds of the steady clock.
    since: Option<u64>,
    /// The gate refused the last choice: Esc leaves without writing anything more.
    barred: bool,
}

/// A letter within this time was still meant for the text that was being typed, and decides nothing.
const SETTLE: u64 = 1_000;

/// Waiting records that are named.
const NAMED: usize = 5;

/// What an answer does with a further clash, if it holds for it.
pub fn answer_alike(alike: &Alike, clash: &Clash, world: &World) -> Option<Vec<Effect>> {
    let pane = alike.holds_for(clash).then(|| Conflict::new(clash.clone()))?;
    let kept = Effect::Say(pane.mine_as_text(world));
    // No question is open that would have to be closed.
    let effects = pane.choose(alike.choice, world).into_iter().filter(|e| !matches!(e, Effect::Close));
    Some([kept].into_iter().chain(effects).collect())
}

impl Conflict {
    pub fn new(clash: Clash) -> Conflict {
        Conflict { clash, top: 0, since: None, barred: false }
    }
    fn field(&self, world: &World, field: usize) -> &'static Field {
        world.records.field(self.clash.id.kind, field)
    }
    /// The fields that differ and that people see.
    fn differing(&self) -> impl Iterator<Item = (usize, &Value)> {
        let kind = self.clash.id.kind;
        let seen = move |f: usize| own::stored(kind, f).is_some_and(|f| f.place != Placement::Hidden);
        self.clash.mine.iter().filter(move |(f, v)| seen(*f) && self.clash.theirs.value(*f) != v).map(|(f, v)| (*f, v))
    }
    fn who(&self) -> &str {
        if self.clash.who.is_empty() { "somebody else" } else { &self.clash.who }
    }
    /// My change was to delete the record or to bring it back.
    fn is_about_hiding(&self) -> bool {
        self.clash.mine.is_empty()
    }

    fn words(&self, world: &World, field: usize, value: &Value) -> String {
        let record = Record::new(self.clash.id).with(field, value.clone());
        match value {
            Value::Empty => "(empty)".into(),
            Value::Ref(_) | Value::Refs(_) => super::detail::names(world, record.refs(field)),
            _ => world.view().cell(&record, field),
        }
    }

    /// My values as text, for the messages.
    fn mine_as_text(&self, world: &World) -> String {
        let told: Vec<String> = self
            .differing()
            .map(|(f, v)| format!("{}: “{}”", self.field(world, f).label, self.words(world, f, v)))
            .collect();
        let said = format!("{} was changed by {} meanwhile; yours was: {}", self.clash.id, self.who(), told.join("; "));
        format!("{said}{}", self.waiting())
    }

    /// The other records of the step: none of them is changed before the answer, and all are after it.
    fn waiting(&self) -> String {
        let mut ids: Vec<Id> = self.clash.rest.iter().map(Edit::id).collect();
        ids.sort_unstable();
        ids.dedup();
        let named: Vec<String> = ids.iter().take(NAMED).map(Id::to_string).collect();
        match ids.len() {
            0 => String::new(),
            1 => format!(" {} waits for your answer and is changed with it, whatever it is.", named[0]),
            n => {
                let more = if n > NAMED { format!(" and {} more", n - NAMED) } else { String::new() };
                let named = named.join(", ");
                format!(
                    " {n} more ({named}{more}) wait for your answer and are changed with it, whatever it is; \
                     where both changed the same it holds too."
                )
            }
        }
    }

    fn choose(&self, choice: Keep, world: &World) -> Vec<Effect> {
        let id = self.clash.id;
        let now = world.records.get(id).unwrap_or(&self.clash.theirs);
        let said = match choice {
            Keep::Theirs => {
                let said = format!("{id}: theirs is kept; yours is in the messages");
                let mut change = Change::new(self.clash.label.clone());
                change.edits = self.clash.rest.clone();
                // An empty change is none.
                return self.closing([Effect::Save(change), Effect::Say(said)]);
            }
            Keep::Mine => format!("{id}: yours is kept; u takes it back"),
            Keep::Both => format!("{id}: both are kept; u takes it back"),
        };
        let mut change = Change::new(self.clash.label.clone());
        if self.is_about_hiding() {
            change.edits.push(Edit::Hide { id, rev: now.rev, hidden: !self.clash.theirs.hidden });
        } else {
            let values = self.clash.mine.iter().map(|(f, mine)| match choice {
                Keep::Both => (*f, self.both(*f, mine, now)),
                _ => (*f, mine.clone()),
            });
            change = change.set(now, values.filter(|(f, v)| now.value(*f) != v).collect());
            if now.hidden {
                // They deleted it: what is kept must be seen again.
                change.edits.push(Edit::Hide { id, rev: now.rev, hidden: false });
            }
        }
        change.edits.extend(self.clash.rest.iter().cloned());
        self.closing([Effect::Save(change), Effect::Say(said)])
    }

    /// Closes the question for good: the text as it was typed is not offered again as a draft.
    fn closing(&self, effects: impl IntoIterator<Item = Effect>) -> Vec<Effect> {
        let long = self
            .clash
            .mine
            .iter()
            .filter(|(f, _)| matches!(own::stored(self.clash.id.kind, *f), Some(Field { typ: Type::Long, .. })));
        let drafts = long.map(|(f, _)| Effect::DropDraft(self.clash.id, *f));
        std::iter::once(Effect::Close).chain(drafts).chain(effects).collect()
    }

    /// Decides, for all records of the step that are alike.
    fn decide(&self, choice: Keep, world: &World) -> Vec<Effect> {
        let ids = self.clash.rest.iter().map(Edit::id).collect();
        let alike = Alike { label: self.clash.label.clone(), ids, fields: self.clash.fields().collect(), choice };
        let alike = (!self.clash.rest.is_empty()).then(|| Effect::Alike(Box::new(alike)));
        alike.into_iter().chain(self.choose(choice, world)).collect()
    }

    /// Both values in one where the field can hold both, else mine.
    fn both(&self, field: usize, mine: &Value, now: &Record) -> Value {
        let theirs = now.value(field);
        if self.clash.id.kind == Kind::Answer && field == answer::TIMES {
            return self.both_times(mine, now);
        }
        let typ = own::stored(self.clash.id.kind, field).map_or(Type::Line, |f| f.typ);
        match (typ, mine, theirs) {
            (_, mine, theirs) if mine == theirs || theirs.is_empty() => mine.clone(),
            (_, Value::Empty, theirs) => theirs.clone(),
            // An own column may hold a number or a word, of which there is one.
            _ if own::is_own(field) => mine.clone(),
            (Type::Long, Value::Text(mine), Value::Text(theirs)) => {
                Value::text(format!("{}\n{}\n{theirs}", mine.trim_end_matches('\n'), self.between()))
            }
            (Type::Line, Value::Text(mine), Value::Text(theirs)) => match format!("{mine} / {theirs}") {
                both if both.chars().count() <= Field::LINE_MAX => Value::text(both),
                _ => Value::Text(mine.clone()),
            },
            (Type::Words(list), Value::Words(mine), Value::Words(theirs)) => {
                Value::words(list, words::codes(mine).chain(words::codes(theirs)))
            }
            (Type::Refs(_), Value::Refs(mine), Value::Refs(theirs)) => Value::refs(mine.iter().chain(theirs).copied()),
            _ => mine.clone(),
        }
    }
    /// The line between my text and theirs.
    fn between(&self) -> String {
        format!("-- {}:", self.who())
    }

    /// The times of the lines of a note that was joined from both; the line between has none.
    fn both_times(&self, mine: &Value, now: &Record) -> Value {
        let (Some((_, Value::Text(note))), Value::Text(theirs)) =
            (self.clash.mine.iter().find(|(f, _)| *f == answer::NOTE), now.value(answer::NOTE))
        else {
            return mine.clone();
        };
        if note == theirs {
            return mine.clone();
        }
        let mine = if let Value::Text(times) = mine { times.as_ref() } else { "" };
        let times = |times: &str, note: &str| LineTimes::read(times, note.split('\n').count()).to_string();
        let first = times(mine, note.trim_end_matches('\n'));
        Value::text(format!("{first} - {}", times(now.text(answer::TIMES), theirs)))
    }

    /// Whether `b` keeps both texts, or there is none that can be joined.
    fn can_join(&self) -> bool {
        self.differing()
            .filter(|(f, _)| !own::is_own(*f))
            .filter_map(|(f, _)| own::stored(self.clash.id.kind, f))
            .any(|f| matches!(f.typ, Type::Long | Type::Line | Type::Words(_) | Type::Refs(_)))
    }

    /// Rows of the texts; two cells where they stand side by side.
    fn rows(&self, world: &World, width: u16) -> Vec<Line> {
        let mut rows = Vec::new();
        for (field, mine) in self.differing() {
            let theirs = self.words(world, field, self.clash.theirs.value(field));
            let mine = self.words(world, field, mine);
            let label = self.field(world, field).label.to_uppercase();
            let heads = [format!("{label}: yours"), format!("{label}: {}", self.who())];
            let sides = sides(&mine, &theirs);
            match width >= WIDE {
                true => {
                    let half = usize::from(width / 2).saturating_sub(3).max(1);
                    let [mine, theirs] = heads;
                    rows.push(Line { head: true, left: mine, right: theirs });
                    rows.extend(sides.iter().flat_map(|side| both(side, half)));
                }
                false => {
                    let width = usize::from(width).saturating_sub(3).max(1);
                    for (head, of) in heads.into_iter().zip([0, 1]) {
                        rows.push(Line { head: true, left: head, right: String::new() });
                        let lines = sides.iter().flat_map(|side| cell(side, of, width));
                        rows.extend(lines.map(|left| Line { head: false, left, right: String::new() }));
                    }
                }
            }
            rows.push(Line::default());
        }
        rows
    }

    /// What happened, and what can be chosen.
    fn sentences(&self) -> (String, String) {
        let (id, who) = (self.clash.id, self.who());
        let letters = if self.can_join() {
            "m keeps yours   t keeps theirs   b keeps both"
        } else {
            "m keeps yours   t keeps theirs"
        };
        if self.is_about_hiding() {
            let (wanted, m) = match self.clash.theirs.hidden {
                true => ("bring it back", "m brings it back   t leaves it deleted"),
                false => ("delete it", "m deletes it all the same   t leaves it as it is now"),
            };
            return (
                format!(
                    "{who} changed {id} while you wanted to {wanted}. Your step is not written yet.{}",
                    self.waiting()
                ),
                m.into(),
            );
        }
        let what = if self.clash.theirs.hidden { "deleted" } else { "changed" };
        (
            format!(
                "{who} {what} {id} while you did. Your step “{}” is not written yet.{}",
                self.clash.label,
                self.waiting()
            ),
            letters.into(),
        )
    }
}

/// A row on the screen.
#[derive(Default)]
struct Line {
    head: bool,
    left: String,
    right: String,
}

/// What one of the two texts, 0 or 1, says in a row, with a mark where it differs.
fn cell(side: &Side, of: usize, width: usize) -> Vec<String> {
    let (mark, text) = match side {
        Side::Same(line) => (" ", line.to_string()),
        Side::Folded(lines) => (" ", format!("({lines} equal lines)")),
        Side::Differs(mine, theirs) => match [mine, theirs][of] {
            Some(line) => ("!", line.to_string()),
            None => return Vec::new(),
        },
    };
    let lines = wrap(&text, width.saturating_sub(2).max(1));
    lines.into_iter().map(|line| format!("{mark} {line}")).collect()
}

/// Both texts of a row side by side.
fn both(side: &Side, half: usize) -> Vec<Line> {
    let [left, right] = [0, 1].map(|of| cell(side, of, half));
    let text = |cells: &[String], i: usize| cells.get(i).cloned().unwrap_or_default();
    let rows = 0..left.len().max(right.len());
    rows.map(|i| Line { head: false, left: text(&left, i), right: text(&right, i) }).collect()
}

impl Pane for Conflict {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Menu]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Down, Command::PageDown, Command::Cancel]
    }
    fn header(&self, world: &World) -> Header {
        Header {
            left: format!(
                "BOTH CHANGED  {} {}",
                world.records.called(self.clash.id),
                world.records.name(self.clash.id)
            ),
            middle: String::new(),
        }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.clash.id)
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        match self.since.replace(world.tick) {
            Some(_) => Vec::new(),
            None => vec![Effect::Warn(self.mine_as_text(world))],
        }
    }

    fn refused(&mut self, _: &str, _: &World) {
        self.barred = true;
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        // On an older revision than theirs, so that it is asked again and never written over theirs.
        let (id, rev) = (self.clash.id, self.clash.theirs.rev.saturating_sub(1));
        let mut change = Change::new(self.clash.label.clone()).by(Road::Rescue);
        change.edits.push(match self.is_about_hiding() {
            true => Edit::Hide { id, rev, hidden: !self.clash.theirs.hidden },
            false => Edit::Set { id, rev, values: self.clash.mine.clone() },
        });
        change.edits.extend(self.clash.rest.iter().cloned());
        vec![Typed::Beside(Request::Save { change, at: world.now })]
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let last = self.rows(world, world.size.0).len().saturating_sub(1);
        self.top = match command {
            Command::Accept => return Some(vec![Effect::Say(format!("a letter decides: {}", self.sentences().1))]),
            Command::Cancel if self.barred => {
                let said = format!("{}: theirs is kept; yours is in the messages", self.clash.id);
                return Some(self.closing([Effect::Warn(said)]));
            }
            Command::Cancel => {
                let said = format!("Esc decides nothing, the question stays open: {}", self.sentences().1);
                return Some(vec![Effect::Say(said)]);
            }
            _ => super::lines::scrolled(self.top, command, world.size.1.saturating_sub(8), last)?,
        };
        Some(Vec::new())
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        match key.code {
            _ if self.since.is_some_and(|since| world.tick < since + SETTLE) => Some(Vec::new()),
            Code::Char('m') => Some(self.decide(Keep::Mine, world)),
            Code::Char('t') => Some(self.decide(Keep::Theirs, world)),
            Code::Char('b') if self.can_join() => Some(self.decide(Keep::Both, world)),
            Code::Char(_) => Some(vec![Effect::Say(self.sentences().1)]),
            _ => None,
        }
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let (what, letters) = self.sentences();
        let text =
            Rect::new(area.x.saturating_add(1), area.y, area.width.saturating_sub(2), area.height.saturating_sub(1));
        let used = canvas.wrapped(text, &what, canvas.theme.plain());
        let body = Rect::new(text.x, area.y + used, text.width, area.height.saturating_sub(used + 1));
        let half = area.width / 2;
        for (y, line) in (0..body.height).zip(self.rows(world, area.width).iter().skip(self.top)) {
            for (x, text) in [(0, &line.left), (half, &line.right)] {
                let strong = line.head || text.starts_with('!');
                let style = if strong { canvas.theme.heading() } else { canvas.theme.plain() };
                canvas.put(body.x + x, body.y + y, body.width.saturating_sub(x), text, style);
            }
        }
        if area.height > 0 {
            canvas.put(text.x, area.bottom() - 1, text.width, &letters, canvas.theme.heading());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::kinds::finding,
        panes::testing::{draw_at_all_sizes, empty, text},
    };

    /// They wrote `theirs` at revision 2 of a note; I wrote `mine` on revision 1.
    fn clash(mine: &str, theirs: &str) -> (World, Conflict) {
        let id = Id::new(Kind::Answer, 7);
        let record = Record { rev: 2, ..Record::new(id) }
            .with(answer::NOTE, Value::text(theirs))
            .with(answer::TIMES, Value::text("09:01 09:02"));
        let mut world = empty();
        world.records.put([record.clone()]);
        let mine = vec![(answer::NOTE, Value::text(mine)), (answer::TIMES, Value::text("10:01"))];
        let clash = Clash { label: "note".into(), id, mine, theirs: record, who: "mia@x".into(), rest: Vec::new() };
        (world, Conflict::new(clash))
    }
    fn saved(world: &mut World, pane: &mut Conflict, letter: char) -> Record {
        for effect in pane.input(Key::char(letter), world).unwrap() {
            if let Effect::Save(change) = effect {
                world.records.apply(&change);
            }
        }
        world.records.get(pane.clash.id).unwrap().clone()
    }

    #[test]
    fn both_of_several_words_of_a_list_are_all_of_them() {
        use crate::domain::kinds::person;
        let id = Id::new(Kind::Person, 70);
        let theirs = Record { rev: 2, ..Record::new(id) }.with(person::SKILLS, Value::Words("audit golf".into()));
        let mut world = empty();
        world.records.put([theirs.clone()]);
        let mine = vec![(person::SKILLS, Value::Words("ai law".into()))];
        let clash = Clash { label: "skills".into(), id, mine, theirs, who: "mia@x".into(), rest: Vec::new() };
        let mut pane = Conflict::new(clash);
        pane.opened(&world);
        world.tick += SETTLE;
        assert!(text(&pane, &world, (80, 24)).contains("AI, law"));
        let kept = saved(&mut world, &mut pane, 'b');
        assert_eq!(kept.value(person::SKILLS), &Value::Words("ai audit law golf".into()), "known words first");
    }

    #[test]
    fn each_letter_keeps_what_it_says_and_mine_is_in_the_messages() {
        let (mut world, mut pane) = clash("mine", "theirs\nsecond");
        let [Effect::Warn(kept)] = &pane.opened(&world)[..] else { panic!() };
        assert!(kept.contains("“mine”") && kept.contains("mia@x"));
        assert!(pane.opened(&world).is_empty());
        assert!(pane.input(Key::char('m'), &world).unwrap().is_empty(), "typed too soon to be an answer");
        world.tick += SETTLE;
        let seen = text(&pane, &world, (80, 24));
        assert!(
            seen.contains("NOTE: yours") && seen.contains("NOTE: mia@x") && seen.contains("b keeps both"),
            "{seen}"
        );
        let side = text(&pane, &world, (140, 30));
        assert!(side.lines().any(|l| l.contains("mine") && l.contains("theirs")), "{side}");
        draw_at_all_sizes(&pane, &mut world);
        assert_eq!(saved(&mut world, &mut pane, 't').text(answer::NOTE), "theirs\nsecond");
        assert_eq!(saved(&mut world, &mut pane, 'm').text(answer::NOTE), "mine");
        assert_eq!(world.records.get(pane.clash.id).unwrap().text(answer::TIMES), "10:01");
    }

    #[test]
    fn both_notes_keep_the_times_of_their_lines() {
        let (mut world, mut pane) = clash("mine", "theirs\nsecond");
        let both = saved(&mut world, &mut pane, 'b');
        assert_eq!(both.text(answer::NOTE), "mine\n-- mia@x:\ntheirs\nsecond");
        assert_eq!(both.text(answer::TIMES), "10:01 - 09:01 09:02");
        assert_eq!(both.rev, 3);
    }

    #[test]
    fn lists_are_joined_and_a_record_they_deleted_comes_back() {
        let id = Id::new(Kind::Finding, 1);
        let item = |r: &str| Id::item(r).unwrap();
        let theirs =
            Record { rev: 4, hidden: true, ..Record::new(id) }.with(finding::AGAINST, Value::refs([item("4.1")]));
        let mut world = empty();
        world.records.put([theirs.clone()]);
        let mine =
            vec![(finding::AGAINST, Value::refs([item("A.2.2")])), (finding::GRADE, finding::Grade::Major.value())];
        let mut pane =
            Conflict::new(Clash { label: "x".into(), id, mine, theirs, who: String::new(), rest: Vec::new() });
        let both = saved(&mut world, &mut pane, 'b');
        assert_eq!(both.refs(finding::AGAINST), [item("A.2.2"), item("4.1")]);
        assert!(!both.hidden && both.choice(finding::GRADE).is_some());
    }

    #[test]
    fn the_other_records_of_the_step_are_named_and_follow_with_any_answer() {
        for letter in ['m', 't'] {
            let (mut world, mut pane) = clash("mine", "theirs");
            let other = Record { rev: 1, ..Record::new(Id::new(Kind::Answer, 8)) };
            world.records.put([other.clone()]);
            pane.clash.rest = Change::new("").set(&other, vec![(answer::NOTE, Value::text("rest"))]).edits;
            let [Effect::Warn(kept)] = &pane.opened(&world)[..] else { panic!() };
            let named = format!("{} waits for your answer", other.id);
            assert!(kept.contains(&named) && text(&pane, &world, (140, 30)).contains(&named));
            world.tick += SETTLE;
            saved(&mut world, &mut pane, letter);
            assert_eq!(world.records.get(other.id).unwrap().text(answer::NOTE), "rest");
        }
    }

    #[test]
    fn a_deletion_can_be_done_all_the_same() {
        let (mut world, mut pane) = clash("", "theirs");
        pane.clash.mine.clear();
        assert!(text(&pane, &world, (80, 24)).contains("m deletes it all the same"));
        assert!(saved(&mut world, &mut pane, 'm').hidden);
    }
}
