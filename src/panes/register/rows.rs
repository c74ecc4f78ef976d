//! Which records a list shows, and in what order.

use crate::{
    app::World,
    domain::{Field, Id, Kind, Record, Type, Value, View, field::Place as Placed, kinds::*},
    framework,
    parts::matching::fold,
};
use std::cmp::Ordering;

/// Which records are in a list before any filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All(Kind),
    /// Annex A and own controls: the Statement of Applicability.
    Controls,
    /// The 32 clauses.
    Clauses,
}

impl Scope {
    pub fn kind(self) -> Kind {
        match self {
            Scope::All(kind) => kind,
            Scope::Controls | Scope::Clauses => Kind::Item,
        }
    }
    pub fn name(self) -> &'static str {
        match self {
            Scope::All(kind) => kind.spec().plural,
            Scope::Controls => "controls",
            Scope::Clauses => "clauses",
        }
    }
    pub fn holds(self, record: &Record) -> bool {
        match self {
            Scope::All(_) => !record.hidden,
            Scope::Controls => !record.hidden && item::is_control(record),
            Scope::Clauses => !record.hidden && !item::is_control(record),
        }
    }
}

/// The shown rows.
pub struct Rows {
    pub scope: Scope,
    /// Fields that are columns, in order; the id stands before them.
    pub columns: Vec<usize>,
    pub filter: String,
    words: Vec<String>,
    /// Column and direction if the person chose; a field of `None` is the id.
    pub sort: Option<(Option<usize>, bool)>,
    pub ids: Vec<Id>,
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Text(String),
    /// Empty cells come last.
    Nothing,
}

impl Rows {
    pub fn new(scope: Scope, filter: &str, world: &World) -> Rows {
        let fields = scope.kind().spec().fields;
        let columns = (0..fields.len()).filter(|f| matches!(fields[*f].place, Placed::Column(_))).collect();
        let mut rows = Rows { scope, columns, filter: filter.into(), words: Vec::new(), sort: None, ids: Vec::new() };
        rows.words = words(filter);
        rows.sort = rows.read_sort(world);
        rows
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
        let text = world.setting(&self.sort_key())?;
        let (name, reverse) = text.strip_suffix(" down").map_or((text, false), |n| (n, true));
        let field = self.scope.kind().spec().field(name);
        (field.is_some() || name == "id").then_some((field, reverse))
    }
    /// The order in force: chosen, or the kind's own.
    pub fn sort_in_force(&self) -> (Option<usize>, bool) {
        self.sort.unwrap_or((default_sort(self.scope.kind()), false))
    }

    pub fn set_filter(&mut self, filter: &str, world: &World) {
        let narrower = filter.starts_with(&self.filter) && !self.filter.is_empty();
        self.filter = filter.into();
        self.words = words(filter);
        if narrower {
            // The rows that match now are among those that matched before, in the same order.
            let ids = std::mem::take(&mut self.ids);
            self.ids =
                ids.into_iter().filter(|id| world.records.live(*id).is_some_and(|r| self.matches(world, r))).collect();
        } else {
            self.rebuild(world);
        }
    }

    /// Finds and sorts all rows anew.
    pub fn rebuild(&mut self, world: &World) {
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let mut keyed: Vec<(SortKey, Id)> = world
            .records
            .all(self.scope.kind())
            .filter(|r| self.scope.holds(r) && self.matches(world, r))
            .map(|r| (sort_key(view, r, field), r.id))
            .collect();
        if field.is_some() || reverse {
            keyed.sort_by(|a, b| order(a, b, reverse));
        }
        self.ids = keyed.into_iter().map(|(_, id)| id).collect();
    }

    /// Takes in changed records: a few of this kind are moved alone, anything else is found anew.
    pub fn refresh(&mut self, touched: &[Id], world: &World) {
        let mine = touched.iter().filter(|id| id.kind == self.scope.kind()).count();
        if touched.len() <= 8 && mine == touched.len() {
            touched.iter().for_each(|id| self.place_one(*id, world));
        } else if mine > 0 || self.ids.len() <= 500 {
            self.rebuild(world);
        }
    }

    fn place_one(&mut self, id: Id, world: &World) {
        self.ids.retain(|other| *other != id);
        let Some(record) = world.records.live(id).filter(|r| self.scope.holds(r) && self.matches(world, r)) else {
            return;
        };
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let key = (sort_key(view, record, field), id);
        let at = self.ids.partition_point(|other| {
            world
                .records
                .get(*other)
                .is_some_and(|r| order(&(sort_key(view, r, field), *other), &key, reverse) == Ordering::Less)
        });
        self.ids.insert(at, id);
    }

    fn matches(&self, world: &World, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = haystack(world, record, &self.columns);
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

fn words(filter: &str) -> Vec<String> {
    filter.split_whitespace().map(fold).collect()
}

/// Everything of a row that a filter can find: its id and the text of its fields.
fn haystack(world: &World, record: &Record, columns: &[usize]) -> String {
    let fields = record.id.kind.spec().fields;
    let mut text = record.id.to_string();
    // A clause or control is also found by the heading it stands under.
    if let Some(heading) = framework::heading_of(record.id) {
        push(&mut text, heading.title);
    }
    for (i, value) in record.values.iter().enumerate() {
        let field: &Field = &fields[i];
        match (value, field.typ) {
            (Value::Text(t), _) => push(&mut text, t),
            (Value::Choice(c), Type::Choice(list)) => {
                push(&mut text, list.get(usize::from(*c)).map_or("", |c| c.label))
            }
            (Value::Ref(id), _) => push(&mut text, &world.records.name(*id)),
            (Value::Empty | Value::Unread, Type::Derived(_)) if columns.contains(&i) && !is_large(world, record) => {
                push(&mut text, &world.view().cell(record, i));
            }
            (Value::Empty | Value::Unread, _) => {}
            (other, _) => push(&mut text, &other.written(field)),
        }
    }
    fold(&text)
}

/// Computed cells are searched in registers of ordinary size only.
fn is_large(world: &World, record: &Record) -> bool {
    world.records.next_id(record.id.kind).n > 3_000
}

fn push(text: &mut String, more: &str) {
    text.push(' ');
    text.push_str(more);
}

/// The column a kind is sorted by until a person chooses.
fn default_sort(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Finding => Some(finding::LATE),
        Kind::Request => Some(request::LATE),
        Kind::Action => Some(action::LATE),
        Kind::Risk => Some(risk::LEVEL),
        Kind::Interview => Some(interview::STATE),
        _ => None,
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
        (_, Value::Date(d)) => SortKey::Text(d.to_string()),
        (_, Value::Text(t)) => SortKey::Text(fold(t)),
        _ => SortKey::Text(fold(&view.cell(record, field))),
    }
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
