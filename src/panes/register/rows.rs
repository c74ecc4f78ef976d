//! Which records a list shows, and in what order.
//!
//! A filter looks at the first rows at once and at the rest in pieces between the keys: how long a list is, is not felt
//! while a person types. Whatever needs all the rows calls [`Rows::finish`] first.

use super::{
    columns::ColumnWish,
    find::{Finder, words},
    keys::Keys,
};
use crate::{
    domain::{Id, Kind, Listing, Record, View, focus::Focus, own},
    parts::matching::FilterWord,
    ui::World,
};
use std::cmp::Ordering;

/// The key of the setting that keeps the columns of a list.
pub fn columns_key(scope: Listing) -> String {
    format!("columns/{}", scope.kept_as())
}

/// What the setting says of the columns, and what that means with the own columns there are.
fn wish_of(scope: Listing, world: &World) -> (Option<String>, ColumnWish) {
    let wished = world.setting(&columns_key(scope)).filter(|text| !text.is_empty()).map(String::from);
    let kind = scope.kind();
    let wish = match &wished {
        Some(text) => ColumnWish::read(&world.records, kind, text),
        None => ColumnWish::of(&world.records, kind),
    };
    (wished, wish)
}

/// The shown rows.
pub struct Rows {
    pub scope: Listing,
    /// Fields that are columns, in order; the id stands before them.
    pub columns: Vec<usize>,
    /// How the person wants them, and the setting that says so.
    pub wish: ColumnWish,
    pub wished: Option<String>,
    pub filter: String,
    words: Vec<FilterWord>,
    /// Column and direction if the person chose; a field of `None` is the id.
    pub sort: Option<(Option<usize>, bool)>,
    pub ids: Vec<Id>,
    /// The rows before any filter, in the same order.
    all: Vec<Id>,
    /// The rows that the filter has not looked at yet, the last ones first.
    rest: Vec<Id>,
    /// What the rows are sorted by.
    keys: Keys,
}

/// Rows that a filter looks at with its key, and in each piece afterwards.
const AT_ONCE: usize = 2_000;
const PIECE: usize = 8_000;
/// Rows that are more than any screen has: with so many found the key has shown what it has to show.
const SCREEN: usize = 200;

/// Changed records that are moved alone.
const FEW: usize = 8;
/// Changed records from which on all of them are looked at again.
const MANY: usize = 500;

/// Rows up to which a list follows what its cells say of records of other kinds.
const SHORT: usize = 500;

impl Rows {
    pub fn new(scope: Listing, filter: &str, world: &World) -> Rows {
        let (wished, wish) = wish_of(scope, world);
        let columns = wish.fields.clone();
        let (words, filter) = (words(filter), filter.into());
        let (ids, all, rest) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows =
            Rows { scope, columns, wish, wished, filter, words, sort: None, ids, all, rest, keys: Keys::default() };
        rows.sort = rows.read_sort(world);
        rows
    }

    /// Whether the setting that keeps the columns changed.
    pub fn is_wished_anew(&self, world: &World) -> bool {
        wish_of(self.scope, world).0 != self.wished
    }

    /// The key of the setting that keeps the order.
    pub fn sort_key(&self) -> String {
        format!("sort/{}", self.scope.kept_as())
    }
    pub fn sort_setting(&self) -> String {
        let (field, reverse) = self.sort_in_force();
        let name = field.map_or("id".into(), |f| own::name(self.scope.kind(), f));
        format!("{name}{}", if reverse { " down" } else { "" })
    }
    fn read_sort(&self, world: &World) -> Option<(Option<usize>, bool)> {
        self.sort_of(world.setting(&self.sort_key())?)
    }
    /// The order that a setting says.
    pub fn sort_of(&self, text: &str) -> Option<(Option<usize>, bool)> {
        let (name, reverse) = text.strip_suffix(" down").map_or((text, false), |n| (n, true));
        let known = |f: &usize| !own::is_own(*f) || self.columns.contains(f);
        let field = own::named(self.scope.kind(), name).filter(known);
        (field.is_some() || name == "id").then_some((field, reverse))
    }
    /// The order in force: chosen, or the kind's own.
    pub fn sort_in_force(&self) -> (Option<usize>, bool) {
        self.sort.unwrap_or((self.scope.kind().spec().sort, false))
    }

    /// There is no row, and no filter is what hides them.
    pub fn are_none(&self) -> bool {
        self.ids.is_empty() && self.filter.is_empty()
    }

    /// Rows before any filter.
    pub fn all(&self) -> usize {
        self.all.len()
    }

    pub fn set_filter(&mut self, filter: &str, world: &World) {
        // What a word with # before it asks for grows and shrinks as it is typed.
        let narrower = filter.starts_with(&self.filter) && !self.filter.is_empty() && !filter.contains('#');
        self.filter = filter.into();
        self.words = words(filter);
        // A longer filter finds its rows among those of the shorter one, in the same order.
        if narrower {
            self.rest.extend(std::mem::take(&mut self.ids).into_iter().rev());
        } else {
            self.start();
        }
        self.look(world, AT_ONCE, SCREEN);
    }

    /// All rows are to be looked at.
    fn start(&mut self) {
        self.ids.clear();
        self.rest.clear();
        self.rest.extend(self.all.iter().rev());
    }

    /// Whether the filter has looked at every row.
    pub fn is_through(&self) -> bool {
        self.rest.is_empty()
    }
    /// Looks at the next piece of the rows.
    pub fn go_on(&mut self, world: &World) {
        self.look(world, PIECE, usize::MAX);
    }
    /// Looks at all the rows that are left.
    pub fn finish(&mut self, world: &World) {
        self.look(world, usize::MAX, usize::MAX);
    }

    /// Looks at so many rows at most, and at no more when so many are found.
    fn look(&mut self, world: &World, most: usize, enough: usize) {
        if self.words.is_empty() {
            self.ids.extend(self.rest.drain(..).rev());
        }
        if self.rest.is_empty() {
            return;
        }
        let mut finder = Finder::new(world, self.scope.kind(), &self.columns, &self.words);
        for _ in 0..most {
            if self.ids.len() >= enough {
                break;
            }
            let Some(id) = self.rest.pop() else { break };
            if world.records.live(id).is_some_and(|r| finder.matches(r)) {
                self.ids.push(id);
            }
        }
    }

    /// Whether the filter lets one row through.
    fn lets(&self, record: &Record, world: &World) -> bool {
        self.words.is_empty() || Finder::new(world, self.scope.kind(), &self.columns, &self.words).matches(record)
    }

    /// Whether a record stands in the list: in the part of the register, and about what is worked on alone.
    fn holds(&self, record: &Record, focus: Option<&Focus>, view: View) -> bool {
        self.scope.holds(record) && focus.is_none_or(|f| f.covers(view, record))
    }

    /// The column by which the rows are sorted now: while what it rests on is still being read, they stand in the order
    /// of their ids, so that no row moves under the hands each time that more is there.
    pub fn sorted_by(&self, world: &World) -> (Option<usize>, bool) {
        let (field, reverse) = self.sort_in_force();
        let kind = self.scope.kind();
        let rests = |f: usize, on: Kind| own::stored(kind, f).is_some_and(|field| field.rests_on(on));
        let waits = |f: usize| Kind::ALL.iter().any(|on| !world.is_loaded(*on) && rests(f, *on));
        if field.is_some_and(waits) { (None, false) } else { (field, reverse) }
    }
    fn keys_are_of(&self, world: &World) -> bool {
        self.keys.of == Some((self.sorted_by(world).0, world.now.date()))
    }

    /// Finds and sorts all rows anew.
    pub fn rebuild(&mut self, world: &World) {
        self.look_at_columns(world);
        self.keys = Keys::default();
        self.sort_again(world);
    }

    /// Sorts all rows by what they are sorted by now; what is known of that is not made again.
    pub fn sort_again(&mut self, world: &World) {
        let (field, reverse) = self.sorted_by(world);
        if !self.keys_are_of(world) {
            let (focus, view) = (world.focus(), world.view());
            let rows = world.records.all(self.scope.kind()).filter(|r| self.holds(r, focus.as_ref(), view));
            self.keys = Keys::made(world.view(), field, rows);
        }
        self.all = self.keys.sorted(self.scope.kind(), reverse);
        self.start();
        self.finish(world);
    }

    /// Whether the order rests on one of these records beside those of the rows themselves.
    fn rests_on(&self, touched: &[Id]) -> bool {
        let Some(field) = self.sort_in_force().0 else { return false };
        let Some(field) = own::stored(self.scope.kind(), field) else { return true };
        let mut last = None;
        touched.iter().any(|id| last.replace(id.kind) != Some(id.kind) && field.rests_on(id.kind))
    }

    /// Own columns come and go; what the list is sorted by may be one of them.
    fn look_at_columns(&mut self, world: &World) {
        (self.wished, self.wish) = wish_of(self.scope, world);
        self.columns.clone_from(&self.wish.fields);
        let gone =
            |(field, _): &(Option<usize>, bool)| field.is_some_and(|f| own::is_own(f) && !self.columns.contains(&f));
        if self.sort.as_ref().is_some_and(gone) {
            self.sort = None;
        }
    }

    /// Whether the order stays right when [`Rows::refresh`] takes in these records and the pane is not seen: what is
    /// sorted by other records, or by much at once, is found anew.
    pub fn follows(&self, touched: &[Id]) -> bool {
        let own = touched.iter().any(|id| id.kind == Kind::OwnColumn);
        let mine = touched.iter().filter(|id| id.kind == self.scope.kind()).count();
        !own && mine <= FEW && !self.rests_on(touched)
    }

    /// Takes in changed records: a few are moved alone, more are sorted anew. What cells say of other kinds of record
    /// is followed in short lists only.
    pub fn refresh(&mut self, touched: &[Id], world: &World) {
        self.finish(world);
        if touched.iter().any(|id| id.kind == Kind::OwnColumn) {
            return self.rebuild(world);
        }
        let short = self.all.len() <= SHORT;
        if !self.keys_are_of(world) || short && self.rests_on(touched) {
            return self.rebuild(world);
        }
        let kind = self.scope.kind();
        let mine: Vec<Id> = touched.iter().copied().filter(|id| id.kind == kind).collect();
        if mine.len() > MANY {
            return self.rebuild(world);
        }
        if mine.len() > FEW {
            mine.iter().for_each(|id| self.rekey(*id, world));
            return self.sort_again(world);
        }
        mine.iter().for_each(|id| self.place_one(*id, world));
        if short && mine.len() < touched.len() && !self.words.is_empty() {
            self.start();
            self.finish(world);
        }
    }

    /// Takes in changed records without moving a row: what is gone goes, what is new comes at the end.
    pub fn hold(&mut self, touched: &[Id], world: &World) {
        self.finish(world);
        let (scope, focus, view) = (self.scope, world.focus(), world.view());
        let covered = |r: &Record| focus.as_ref().is_none_or(|f| f.covers(view, r));
        let stands = |id: &Id| world.records.live(*id).is_some_and(|r| scope.holds(r) && covered(r));
        self.all.retain(stands);
        self.ids.retain(stands);
        if self.rests_on(touched) {
            self.keys.of = None;
        }
        let kind = scope.kind();
        for id in touched.iter().filter(|id| id.kind == kind) {
            self.rekey(*id, world);
            if stands(id) && !self.all.contains(id) {
                self.all.push(*id);
                self.ids.push(*id);
            }
        }
    }

    /// Makes anew what one record is sorted by.
    fn rekey(&mut self, id: Id, world: &World) {
        let (focus, view) = (world.focus(), world.view());
        let record = world.records.live(id).filter(|r| self.holds(r, focus.as_ref(), view));
        self.keys.touch(world.view(), id, record);
    }

    fn place_one(&mut self, id: Id, world: &World) {
        let reverse = self.sorted_by(world).1;
        take_out(&mut self.all, id, &self.keys, reverse);
        take_out(&mut self.ids, id, &self.keys, reverse);
        self.rekey(id, world);
        let (focus, view) = (world.focus(), world.view());
        let Some(record) = world.records.live(id).filter(|r| self.holds(r, focus.as_ref(), view)) else { return };
        let at = place(&self.all, id, &self.keys, reverse);
        self.all.insert(at, id);
        if self.lets(record, world) {
            let at = place(&self.ids, id, &self.keys, reverse);
            self.ids.insert(at, id);
        }
    }
}

/// Where a record stands among sorted ones.
fn place(ids: &[Id], id: Id, keys: &Keys, reverse: bool) -> usize {
    ids.partition_point(|other| keys.order(other.n, id.n, reverse) == Ordering::Less)
}

/// Takes a record out of sorted ones, and out of those that a person keeps in another order.
fn take_out(ids: &mut Vec<Id>, id: Id, keys: &Keys, reverse: bool) {
    match place(ids, id, keys, reverse) {
        at if ids.get(at) == Some(&id) => drop(ids.remove(at)),
        _ => ids.retain(|other| *other != id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Value, kinds::*},
        panes::testing::halden,
    };

    #[test]
    fn decimals_and_periods_stand_in_their_own_order() {
        let sorted = |kind: Kind, field: usize, texts: &[&str], reverse: bool| {
            let mut world = crate::panes::testing::empty();
            for (n, text) in (1..).zip(texts) {
                let value = Value::read(&kind.spec().fields[field], text).unwrap();
                world.records.put([Record::new(Id::new(kind, n)).with(field, value)]);
            }
            let mut rows = Rows::new(Listing::whole(kind), "", &world);
            rows.sort = Some((Some(field), reverse));
            rows.rebuild(&world);
            rows.ids.iter().map(|id| texts[id.n as usize - 1].to_string()).collect::<Vec<_>>()
        };
        let efforts = ["10", "", "9.75", "0.5", "9.8"];
        assert_eq!(sorted(Kind::Action, action::EFFORT, &efforts, false), ["0.5", "9.75", "9.8", "10", ""]);
        assert_eq!(sorted(Kind::Action, action::EFFORT, &efforts, true), ["10", "9.8", "9.75", "0.5", ""]);
        let until = ["2027-Q2", "2026", "2027-04-02", "", "2026-12"];
        let wanted = ["2026", "2026-12", "2027-Q2", "2027-04-02", ""];
        assert_eq!(sorted(Kind::Person, person::UNTIL, &until, false), wanted);
    }

    #[test]
    fn while_a_file_is_read_rows_stand_by_id_and_move_once() {
        let mut world = halden();
        let whole = std::mem::take(&mut world.loaded);
        let list = Listing::whole(Kind::System);
        world.loaded.push(Kind::System);
        let mut rows = Rows::new(list, "", &world);
        rows.rebuild(&world);
        let by_id: Vec<Id> = world.records.all(Kind::System).map(|r| r.id).collect();
        assert_eq!((&rows.ids, rows.sorted_by(&world)), (&by_id, (None, false)));
        let mut moved = 0;
        for kind in whole.into_iter().filter(|kind| *kind != Kind::System) {
            world.loaded.push(kind);
            let before = rows.ids.clone();
            // A kind without records tells of none.
            let ids: Vec<Id> = world.records.all(kind).map(|r| r.id).collect();
            rows.refresh(&ids, &world);
            moved += usize::from(rows.ids != before);
        }
        let mut anew = Rows::new(list, "", &world);
        anew.rebuild(&world);
        assert_eq!((moved, &rows.ids, rows.sorted_by(&world)), (1, &anew.ids, (Some(system::CHANGED), false)));
    }

    #[test]
    fn what_the_order_rests_on_is_found_again_and_nothing_else_is() {
        use crate::domain::looked::during;
        let mut world = halden();
        let mut rows = Rows::new(item::CONTROLS, "", &world);
        rows.sort = Some((Some(item::EVIDENCE_COUNT), true));
        rows.rebuild(&world);
        rows.sort = Some((Some(item::EVIDENCE_COUNT), false));
        assert_eq!(during(|| rows.sort_again(&world)), 0, "to turn the order round nothing is computed");
        let touch = |world: &mut World, id: Id, field: usize, value: Value| {
            let change = Change::new("x").set(world.records.get(id).unwrap(), vec![(field, value)]);
            world.records.apply(&change)
        };
        let finding = world.records.all(Kind::Finding).next().unwrap().id;
        let touched = touch(&mut world, finding, finding::TITLE, Value::text("seen"));
        assert_eq!(during(|| rows.refresh(&touched, &world)), 0);
        let (first, last) = (rows.ids[0], *rows.ids.last().unwrap());
        for id in world.records.linked(last, Kind::Answer, answer::ITEM).map(|r| r.id).collect::<Vec<_>>() {
            let touched = touch(&mut world, id, answer::EVIDENCE, Value::Empty);
            rows.refresh(&touched, &world);
        }
        assert_ne!(rows.ids.last(), Some(&last), "{first} {last}");
        let mut anew = Rows::new(item::CONTROLS, "", &world);
        anew.sort = rows.sort;
        anew.rebuild(&world);
        assert_eq!(rows.ids, anew.ids);
    }

    #[test]
    fn changed_rows_go_where_they_would_be_found_anew() {
        let mut world = halden();
        let findings: Vec<Id> = world.records.all(Kind::Finding).map(|r| r.id).collect();
        for (field, filter) in [(finding::LATE, ""), (finding::TITLE, "a"), (finding::GRADE, "minor")] {
            let mut rows = Rows::new(Listing::whole(Kind::Finding), filter, &world);
            rows.sort = Some((Some(field), false));
            rows.rebuild(&world);
            for (i, id) in findings.iter().enumerate() {
                let Some(record) = world.records.live(*id) else { continue };
                let grade = finding::Grade::ALL[i % 3].value();
                let title = Value::text(format!("{} title a{i}", 9 - i % 10));
                let change = Change::new("x").set(record, vec![(finding::GRADE, grade), (finding::TITLE, title)]);
                let change = if i % 4 == 3 { Change::new("y").hide(record) } else { change };
                let touched = world.records.apply(&change);
                rows.refresh(&touched, &world);
                let mut anew = Rows::new(Listing::whole(Kind::Finding), filter, &world);
                anew.sort = rows.sort;
                anew.rebuild(&world);
                assert_eq!((&rows.ids, &rows.all), (&anew.ids, &anew.all));
            }
        }
    }

    #[test]
    fn a_long_list_is_looked_at_in_pieces_and_the_next_letter_takes_the_rest_along() {
        let mut world = halden();
        let record = |n: u32| {
            let title = if n.is_multiple_of(7) { "a model drifts" } else { "a log is missing" };
            Record::new(Id::new(Kind::Finding, n)).with(finding::TITLE, Value::text(title))
        };
        world.records.load(Kind::Finding, (1..=30_000).map(record).collect());
        let mut rows = Rows::new(Listing::whole(Kind::Finding), "", &world);
        rows.rebuild(&world);
        use crate::domain::looked::during;
        // What a key costs does not grow with the list.
        assert!(during(|| rows.set_filter("d", &world)) <= AT_ONCE);
        assert!(!rows.is_through() && rows.ids.len() == SCREEN);
        assert!(during(|| rows.set_filter("dr", &world)) <= AT_ONCE);
        while !rows.is_through() {
            assert!(during(|| rows.go_on(&world)) <= PIECE);
        }
        let wanted: Vec<Id> = world.records.all(Kind::Finding).filter(|r| r.id.n % 7 == 0).map(|r| r.id).collect();
        assert_eq!(rows.ids, wanted);
        rows.set_filter("dri", &world);
        rows.set_filter("", &world);
        assert!(rows.is_through() && rows.ids.len() == 30_000);
    }

    #[test]
    fn a_filter_letter_by_letter_is_the_filter_at_once() {
        let world = halden();
        let mut rows = Rows::new(item::CONTROLS, "", &world);
        rows.rebuild(&world);
        for end in 0.."data impact".len() {
            rows.set_filter(&"data impact"[..=end], &world);
            let mut anew = Rows::new(item::CONTROLS, &"data impact"[..=end], &world);
            anew.rebuild(&world);
            assert_eq!(rows.ids, anew.ids);
        }
        rows.set_filter("", &world);
        assert_eq!(rows.ids.len(), rows.all());
    }
}
