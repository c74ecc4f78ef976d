//! Which column of a foreign table is which field: by name, label or alias, in any order and spelling.

use super::{csv::GUARDED, fold::key};
use crate::{
    domain::{Field, Kind, field::Type},
    shown::shown_line,
};
use std::collections::HashMap;

/// Heading of the column that holds the ids of this program.
pub const OWN_ID: &str = "aims id";
/// Headings that hold the number of a clause or control.
const ITEM_IDS: &[&str] = &[
    "id",
    "ref",
    "ref_id",
    "reference",
    "control id",
    "controlid",
    "control ref",
    "clause",
    "control number",
    "number",
];

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    OwnId,
    Field(usize),
    /// Read as nothing: unknown, computed, doubled, left out on request, or without a heading.
    Nothing,
}

/// The columns of a table as they were understood.
#[derive(Debug, Default)]
pub struct Headings {
    pub columns: Vec<Column>,
    /// Headings that name no field.
    pub unknown: Vec<String>,
    /// Sentences about headings that could be read in two ways.
    pub notices: Vec<String>,
}

impl Headings {
    pub fn has(&self, field: usize) -> bool {
        self.columns.contains(&Column::Field(field))
    }
    pub fn has_own_id(&self) -> bool {
        self.columns.contains(&Column::OwnId)
    }
    /// The column from which a field is read first.
    pub fn column_of(&self, field: usize) -> Option<usize> {
        self.columns.iter().position(|c| *c == Column::Field(field))
    }
}

/// How close a heading is to a field; closer comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Name,
    Label,
    Alias,
}

/// The headings of one kind, ready to be compared with.
pub struct Known {
    kind: Kind,
    by_key: HashMap<String, Vec<(Near, usize)>>,
}

impl Known {
    pub fn of(kind: Kind) -> Known {
        let mut by_key: HashMap<String, Vec<(Near, usize)>> = HashMap::new();
        for (i, field) in kind.spec().fields.iter().enumerate() {
            let mut add = |near, text: &str| {
                let hits = by_key.entry(key(text)).or_default();
                if !key(text).is_empty() && !hits.iter().any(|(_, f)| *f == i) {
                    hits.push((near, i));
                }
            };
            add(Near::Name, field.name);
            add(Near::Label, field.label);
            field.aliases.iter().for_each(|alias| add(Near::Alias, alias));
        }
        // A field that is stored wins over a computed one of the same name.
        let fields = kind.spec().fields;
        by_key.values_mut().for_each(|hits| hits.sort_by_key(|(near, f)| (!fields[*f].stored(), *near)));
        Known { kind, by_key }
    }

    /// Whether the heading says anything here.
    pub fn knows(&self, heading: &str) -> bool {
        self.is_own_id(heading) || self.by_key.contains_key(&key(heading))
    }

    fn is_own_id(&self, heading: &str) -> bool {
        let k = key(heading);
        k == key(OWN_ID) || (self.kind == Kind::Item && ITEM_IDS.iter().any(|id| key(id) == k))
    }

    /// Understands the headings of a sheet that this program has written.
    pub fn understand(&self, headings: &[String]) -> Headings {
        let mut found = Headings { columns: vec![Column::Nothing; headings.len()], ..Headings::default() };
        // Hidden fields are the program's own, retired ones are offered no more; only its own export may carry them.
        let own = headings.iter().any(|h| key(h) == key(OWN_ID));
        let mut nearness: HashMap<usize, (Near, usize)> = HashMap::new();
        for (column, heading) in headings.iter().enumerate() {
            if heading == GUARDED || key(heading).is_empty() {
                continue;
            }
            if self.is_own_id(heading) && !found.has_own_id() {
                found.columns[column] = Column::OwnId;
                continue;
            }
            match self.best(heading, own, &mut found.notices) {
                Some((near, field)) => self.claim(&mut found, &mut nearness, headings, column, near, field),
                None => found.unknown.push(heading.clone()),
            }
        }
        found
    }

    /// The field a heading means, if it is one that can be read.
    fn best(&self, heading: &str, own: bool, notices: &mut Vec<String>) -> Option<(Near, usize)> {
        let fields = self.kind.spec().fields;
        let visible = |f: &Field| own || f.importable() || !f.stored();
        let hits: Vec<_> =
            self.by_key.get(&key(heading))?.iter().copied().filter(|(_, f)| visible(&fields[*f])).collect();
        let (near, field) = *hits.first()?;
        if !fields[field].stored() {
            notices.push(format!("“{}” is computed here and is not read.", shown_line(heading)));
        }
        let rival = hits.get(1).filter(|(n, f)| *n == near && fields[*f].stored());
        if let Some((_, other)) = rival {
            let (heading, first, second) = (shown_line(heading), fields[field].label, fields[*other].label);
            notices.push(format!("“{heading}” could be {first} or {second}; it is read as {first}."));
        }
        Some((near, field))
    }

    fn claim(
        &self,
        found: &mut Headings,
        nearness: &mut HashMap<usize, (Near, usize)>,
        headings: &[String],
        column: usize,
        near: Near,
        field: usize,
    ) {
        let described = &self.kind.spec().fields[field];
        if !described.stored() {
            return;
        }
        let Some((before, taken)) = nearness.get(&field).copied() else {
            nearness.insert(field, (near, column));
            found.columns[column] = Column::Field(field);
            return;
        };
        let (this, other) = (shown_line(&headings[column]), shown_line(&headings[taken]));
        if matches!(described.typ, Type::Refs(_)) {
            found.columns[column] = Column::Field(field);
            found.notices.push(format!("“{other}” and “{this}” are both read into {}.", described.label));
            return;
        }
        let (kept, left) = if near < before { (&this, &other) } else { (&other, &this) };
        found.notices.push(format!("“{kept}” and “{left}” both mean {}; “{kept}” is read.", described.label));
        if near < before {
            found.columns[taken] = Column::Nothing;
            found.columns[column] = Column::Field(field);
            nearness.insert(field, (near, column));
        }
    }

    /// The headings that would be understood, for an error.
    pub fn list(&self) -> String {
        let fields = self.kind.spec().fields.iter().filter(|f| f.importable());
        fields.map(|f| f.label).collect::<Vec<_>>().join(", ")
    }
}
