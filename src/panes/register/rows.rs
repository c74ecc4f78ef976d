//! Which records a list shows, and in what order.
//!
//! A filter looks at the first rows at once and at the rest in pieces between the keys: how long a list is, is not felt
//! while a person types. Whatever needs all the rows calls [`Rows::finish`] first.

use super::{
    columns::Wish,
    find::{Finder, words},
};
use crate::{
    domain::{Decimal, Id, Listing, Record, Type, Value, View},
    parts::matching::{Word, fold},
    ui::World,
};
use std::cmp::Ordering;

/// The key of the setting that keeps the columns of a list.
pub fn columns_key(scope: Listing) -> String {
    format!("columns/{}", scope.name())
}

/// The shown rows.
pub struct Rows {
    pub scope: Listing,
    /// Fields that are columns, in order, as the person wants them; the id stands before them.
    pub wish: Wish,
    /// The setting that they were read from.
    pub wished: Option<String>,
    pub filter: String,
    words: Vec<Word>,
    /// Column and direction if the person chose; a field of `None` is the id.
    pub sort: Option<(Option<usize>, bool)>,
    pub ids: Vec<Id>,
    /// The rows before any filter, in the same order.
    all: Vec<Id>,
    /// The rows that the filter has not looked at yet, the last ones first.
    rest: Vec<Id>,
}

/// Rows that a filter looks at with its key, and in each piece afterwards.
const AT_ONCE: usize = 2_000;
const PIECE: usize = 8_000;
/// Rows that are more than any screen has: with so many found the key has shown what it has to show.
const SCREEN: usize = 200;

/// Changed records that are moved alone.
const FEW: usize = 8;

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Exact(Decimal),
    Text(String),
    /// Empty cells come last.
    Nothing,
}

impl SortKey {
    /// The place of a key that is no text among others of its column, in the order that [`order`] gives.
    fn number(&self, reverse: bool) -> Option<i64> {
        match self {
            SortKey::Number(n) if reverse => Some(n.saturating_neg().min(i64::MAX - 1)),
            SortKey::Number(n) => Some((*n).min(i64::MAX - 1)),
            SortKey::Nothing => Some(i64::MAX),
            SortKey::Text(_) | SortKey::Exact(_) => None,
        }
    }
}

impl Rows {
    pub fn new(scope: Listing, filter: &str, world: &World) -> Rows {
        let wished = world.setting(&columns_key(scope)).filter(|text| !text.is_empty()).map(String::from);
        let wish = wished.as_deref().map_or_else(|| Wish::of(scope.kind()), |text| Wish::read(scope.kind(), text));
        let (words, filter) = (words(filter), filter.into());
        let (ids, all, rest) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows = Rows { scope, wish, wished, filter, words, sort: None, ids, all, rest };
        rows.sort = rows.read_sort(world);
        rows
    }

    /// The fields that are columns.
    pub fn columns(&self) -> &[usize] {
        &self.wish.fields
    }
    /// Takes the columns anew if the setting that keeps them changed; true if it did.
    pub fn wish_again(&mut self, world: &World) -> bool {
        let wished = world.setting(&columns_key(self.scope)).filter(|text| !text.is_empty());
        if wished == self.wished.as_deref() {
            return false;
        }
        self.wished = wished.map(String::from);
        let kind = self.scope.kind();
        self.wish = self.wished.as_deref().map_or_else(|| Wish::of(kind), |text| Wish::read(kind, text));
        true
    }

    /// The key of the setting that keeps the order.
    pub fn sort_key(&self) -> String {
        format!("sort/{}", self.scope.name())
    }
    pub fn sort_setting(&self) -> String {
        let (field, reverse) = self.sort_in_force();
        let name = field.map_or("id", |f| self.scope.kind().spec().fields[f].name);
        format!("{name}{}", if reverse { " down" } else { "" })
    }
    fn read_sort(&self, world: &World) -> Option<(Option<usize>, bool)> {
        self.sort_of(world.setting(&self.sort_key())?)
    }
    /// The order that a setting says.
    pub fn sort_of(&self, text: &str) -> Option<(Option<usize>, bool)> {
        let (name, reverse) = text.strip_suffix(" down").map_or((text, false), |n| (n, true));
        let field = self.scope.kind().spec().field(name);
        (field.is_some() || name == "id").then_some((field, reverse))
    }
    /// The order in force: chosen, or the kind's own.
    pub fn sort_in_force(&self) -> (Option<usize>, bool) {
        self.sort.unwrap_or((self.scope.kind().spec().sort, false))
    }

    /// Rows before any filter.
    pub fn all(&self) -> usize {
        self.all.len()
    }

    pub fn set_filter(&mut self, filter: &str, world: &World) {
        let narrower = filter.starts_with(&self.filter) && !self.filter.is_empty();
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
        let mut finder = Finder::new(world, self.scope.kind(), self.columns(), &self.words);
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
        self.words.is_empty() || Finder::new(world, self.scope.kind(), self.columns(), &self.words).matches(record)
    }

    /// Finds and sorts all rows anew.
    pub fn rebuild(&mut self, world: &World) {
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let rows = || world.records.all(self.scope.kind()).filter(|r| self.scope.holds(r));
        let numbers: Option<Vec<(i64, Id)>> =
            rows().map(|r| Some((sort_key(view, r, field).number(reverse)?, r.id))).collect();
        self.all = match numbers {
            Some(mut keyed) => {
                keyed.sort_unstable();
                keyed.into_iter().map(|(_, id)| id).collect()
            }
            None => {
                let mut keyed: Vec<(SortKey, Id)> = rows().map(|r| (sort_key(view, r, field), r.id)).collect();
                keyed.sort_unstable_by(|a, b| order(a, b, reverse));
                keyed.into_iter().map(|(_, id)| id).collect()
            }
        };
        self.start();
        self.finish(world);
    }

    /// Whether the order stays right when [`Rows::refresh`] takes in these records and the pane is not seen: what is
    /// sorted by other records, or by much at once, is found anew.
    pub fn follows(&self, touched: &[Id]) -> bool {
        let kind = self.scope.kind();
        let typ = |field: usize| kind.spec().fields[field].typ;
        let own = |field| !matches!(typ(field), Type::Derived(_) | Type::Ref(_) | Type::Refs(_) | Type::Any);
        let of_others = touched.iter().any(|id| id.kind != kind) && !self.sort_in_force().0.is_none_or(own);
        !of_others && touched.len() <= FEW
    }

    /// Takes in changed records: a few are moved alone, more are found anew. What cells say of other kinds of record
    /// is followed in short lists only.
    pub fn refresh(&mut self, touched: &[Id], world: &World) {
        self.finish(world);
        let mine = touched.iter().filter(|id| id.kind == self.scope.kind()).count();
        let short = self.all.len() <= 500;
        if mine <= FEW && (mine == touched.len() || !short) {
            let kind = self.scope.kind();
            touched.iter().filter(|id| id.kind == kind).for_each(|id| self.place_one(*id, world));
        } else {
            self.rebuild(world);
        }
    }

    /// Takes in changed records without moving a row: what is gone goes, what is new comes at the end.
    pub fn hold(&mut self, touched: &[Id], world: &World) {
        self.finish(world);
        let scope = self.scope;
        let stands = |id: &Id| world.records.live(*id).is_some_and(|r| scope.holds(r));
        self.all.retain(stands);
        self.ids.retain(stands);
        for id in touched.iter().filter(|id| id.kind == scope.kind() && stands(id)) {
            if !self.all.contains(id) {
                self.all.push(*id);
                self.ids.push(*id);
            }
        }
    }

    fn place_one(&mut self, id: Id, world: &World) {
        self.all.retain(|other| *other != id);
        self.ids.retain(|other| *other != id);
        let Some(record) = world.records.live(id).filter(|r| self.scope.holds(r)) else { return };
        let at = self.place_in(&self.all, record, world);
        self.all.insert(at, id);
        if self.lets(record, world) {
            let at = self.place_in(&self.ids, record, world);
            self.ids.insert(at, id);
        }
    }

    /// Where a record stands among sorted ones.
    fn place_in(&self, ids: &[Id], record: &Record, world: &World) -> usize {
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let key = (sort_key(view, record, field), record.id);
        ids.partition_point(|other| {
            let known = world.records.get(*other);
            known.is_some_and(|r| order(&(sort_key(view, r, field), *other), &key, reverse) == Ordering::Less)
        })
    }
}

fn sort_key(view: View, record: &Record, field: Option<usize>) -> SortKey {
    let Some(field) = field else { return SortKey::Number(i64::from(record.id.n)) };
    match (&record.id.kind.spec().fields[field].typ, record.value(field)) {
        (Type::Derived(derived), _) => SortKey::Number((derived.rank)(view, record)),
        (_, Value::Empty | Value::Unread) => SortKey::Nothing,
        (_, Value::Number(n)) => SortKey::Number(*n),
        (_, Value::Choice(c)) => SortKey::Number(i64::from(*c)),
        (_, Value::Stamp(s)) => SortKey::Number(s.utc),
        (_, Value::Date(d)) => SortKey::Number(day_number(*d)),
        (_, Value::Decimal(d)) => SortKey::Exact(d.clone()),
        (_, Value::Period(p)) => SortKey::Number(day_number(p.first()) * 4 + p.precision()),
        (_, Value::Text(t)) => SortKey::Text(natural(fold(t))),
        _ => SortKey::Text(natural(fold(&view.cell(record, field)))),
    }
}

/// A text in which a number stands by its size: before its digits comes how many they are, so that 9 is before 10.
fn natural(text: String) -> String {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut sorted = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let digits = number[..end].trim_start_matches('0');
        sorted.push_str(before);
        // Numbers stay between the signs before and after the digits.
        sorted.push('0');
        sorted.push(char::from(b' ' + digits.len().min(90) as u8));
        sorted.push_str(digits);
        rest = &number[end..];
    }
    sorted + rest
}

/// A number that grows with the day.
fn day_number(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 400 + i64::from(day.day_of_year())
}

/// Rows with nothing in the column come last in both directions; ties are broken by id.
fn order(a: &(SortKey, Id), b: &(SortKey, Id), reverse: bool) -> Ordering {
    let by_key = match (&a.0, &b.0) {
        (SortKey::Nothing, SortKey::Nothing) => Ordering::Equal,
        (SortKey::Nothing, _) => Ordering::Greater,
        (_, SortKey::Nothing) => Ordering::Less,
        (x, y) if reverse => y.cmp(x),
        (x, y) => x.cmp(y),
    };
    by_key.then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Kind, kinds::*},
        panes::testing::halden,
    };

    #[test]
    fn numbers_stand_where_their_keys_do() {
        let keys = [3, -2, 7, 3].map(SortKey::Number).into_iter().chain([SortKey::Nothing, SortKey::Nothing]);
        let keyed: Vec<(SortKey, Id)> =
            (1..).map(|n| Id::new(Kind::Risk, n)).zip(keys).map(|(id, k)| (k, id)).collect();
        for reverse in [false, true] {
            let (mut by_key, mut by_number) = (keyed.clone(), keyed.clone());
            by_key.sort_by(|a, b| order(a, b, reverse));
            by_number.sort_by_key(|(key, id)| (key.number(reverse), *id));
            assert_eq!(by_key, by_number);
        }
        assert_eq!(SortKey::Text("a".into()).number(false), None);
    }

    #[test]
    fn nine_stands_before_ten() {
        let mut texts = [
            "10 boats", "boat 2b", "9 boats", "boat 10", "boat", "boat 02a", "A.10.3", "a.6.2", "100", "v1.10", "v1.9",
        ];
        texts.sort_by_key(|text| natural(fold(text)));
        let wanted = [
            "9 boats", "10 boats", "100", "a.6.2", "A.10.3", "boat", "boat 02a", "boat 2b", "boat 10", "v1.9", "v1.10",
        ];
        assert_eq!(texts, wanted);
    }

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
