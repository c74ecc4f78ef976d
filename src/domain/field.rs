//! How one field of a kind is described: its name in files, label on screen, type, choices, import headings, help.

mod choice;

pub use choice::{Choice, Stage, Tone, choice};

use super::{kind::Kind, record::Record, records::View};

/// A column that is computed from the records and stored nowhere.
#[derive(Clone, Copy)]
pub struct Derived {
    pub show: fn(View, &Record) -> String,
    /// The sorting key; smaller comes first.
    pub rank: fn(View, &Record) -> i64,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub enum Type {
    /// One line of text, at most [`Field::LINE_MAX`] characters.
    Line,
    /// Text of any length up to [`Field::LONG_MAX`] characters, read from the file one record at a time.
    Long,
    /// A whole number within the bounds, both included.
    Number(i64, i64),
    /// A number as exact text within the bounds, both included.
    Decimal(i64, i64),
    /// A calendar day.
    Date,
    /// A day as precise as it is known: a year, a quarter, a month or a day.
    Period,
    /// A moment, with the offset it was written at.
    Stamp,
    Choice(&'static [Choice]),
    /// Several words of a list.
    Words(&'static [Choice]),
    /// One record of these kinds.
    Ref(&'static [Kind]),
    /// Any number of records of these kinds: a typed link, walkable from both ends.
    Refs(&'static [Kind]),
    /// One record of any kind.
    Any,
    Derived(Derived),
}

/// Where a field shows itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// A table column of this many cells, and the form.
    Column(u16),
    /// The form only.
    Form,
    /// Neither: the program keeps it.
    Hidden,
    /// Nowhere; a sheet may bring it, and it becomes a record of its own with the step that takes the sheet in.
    Sheet,
}

/// The description of one field.
#[derive(Clone, Copy)]
pub struct Field {
    /// Column name in the file, key in JSON; never changes.
    pub name: &'static str,
    pub label: &'static str,
    /// What stands over its column where the label is too long for that; empty if the label does.
    pub head: &'static str,
    pub typ: Type,
    pub place: Placement,
    /// One sentence shown beside the field in a form.
    pub help: &'static str,
    /// Headings that imports accept besides name and label, in lower case.
    pub aliases: &'static [&'static str],
    /// Another field replaced it: shown while it holds something, offered for nothing new.
    pub retired: bool,
    /// What its value means, where its words do not say so themselves.
    pub tone: Option<fn(View, &Record) -> Tone>,
    /// Rules read what a long text says, and not only whether it is there.
    pub ruled: bool,
    /// Said in confidence: packs hold it only where that is asked for.
    pub private: bool,
    /// Never leaves the organisation: papers for a limited circle or for the public are made without it.
    pub secret: bool,
    /// The values of several records can be added up.
    pub adds: bool,
    /// The kinds of record that a computed value looks at beside its own record; all of them where that is not said.
    pub reads: Option<&'static [Kind]>,
}

impl Field {
    pub const LINE_MAX: usize = 500;
    pub const LONG_MAX: usize = 1_000_000;
    /// The same for a text that the program keeps and nobody types.
    pub const KEPT_MAX: usize = 16_000_000;

    const fn of(name: &'static str, label: &'static str, typ: Type) -> Field {
        let (head, help, place) = ("", "", Placement::Form);
        Field {
            name,
            label,
            head,
            typ,
            place,
            help,
            aliases: &[],
            retired: false,
            tone: None,
            ruled: false,
            private: false,
            secret: false,
            adds: false,
            reads: None,
        }
    }
    pub const fn line(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Line)
    }
    pub const fn long(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Long)
    }
    pub const fn number(name: &'static str, label: &'static str, min: i64, max: i64) -> Field {
        Field::of(name, label, Type::Number(min, max))
    }
    /// A decimal number between two whole numbers, both included.
    pub const fn decimal(name: &'static str, label: &'static str, min: i64, max: i64) -> Field {
        Field::of(name, label, Type::Decimal(min, max))
    }
    pub const fn date(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Date)
    }
    /// A day as precise as it is known.
    pub const fn period(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Period)
    }
    pub const fn stamp(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Stamp)
    }
    pub const fn choice(name: &'static str, label: &'static str, of: &'static [Choice]) -> Field {
        Field::of(name, label, Type::Choice(of))
    }
    /// Several words of a list.
    pub const fn several(name: &'static str, label: &'static str, of: &'static [Choice]) -> Field {
        Field::of(name, label, Type::Words(of))
    }
    pub const fn one(name: &'static str, label: &'static str, of: &'static [Kind]) -> Field {
        Field::of(name, label, Type::Ref(of))
    }
    pub const fn many(name: &'static str, label: &'static str, of: &'static [Kind]) -> Field {
        Field::of(name, label, Type::Refs(of))
    }
    /// One record of any kind.
    pub const fn any(name: &'static str, label: &'static str) -> Field {
        Field::of(name, label, Type::Any)
    }
    /// A computed column of `width` cells.
    pub const fn derived(name: &'static str, label: &'static str, width: u16, derived: Derived) -> Field {
        Field::of(name, label, Type::Derived(derived)).column(width)
    }
    /// Shows the field as a table column of this many cells.
    pub const fn column(mut self, width: u16) -> Field {
        self.place = Placement::Column(width);
        self
    }
    /// A computed field that has a line on the page and no column.
    pub const fn form(mut self) -> Field {
        self.place = Placement::Form;
        self
    }
    /// Sets a shorter word for the head of its column.
    pub const fn head(mut self, head: &'static str) -> Field {
        self.head = head;
        self
    }
    pub const fn hidden(mut self) -> Field {
        self.place = Placement::Hidden;
        self
    }
    /// Read from sheets only, see [`Placement::Sheet`].
    pub const fn sheet(mut self) -> Field {
        self.place = Placement::Sheet;
        self
    }
    /// Retires the field; its line in the golden list says since which version.
    pub const fn retired(mut self) -> Field {
        self.retired = true;
        self
    }
    /// Says at which kinds of record a computed value looks beside its own record: what was made of it is right until
    /// one of those changes. Its own kind is among them where it looks at others of that.
    pub const fn reads(mut self, kinds: &'static [Kind]) -> Field {
        self.reads = Some(kinds);
        self
    }
    /// Whether what it shows may be another one when another record of this kind changes.
    pub fn rests_on(&self, kind: Kind) -> bool {
        match self.typ {
            Type::Derived(_) => self.reads.is_none_or(|kinds| kinds.contains(&kind)),
            _ => self.targets().is_some_and(|(kinds, _)| kinds.contains(&kind)),
        }
    }
    /// Says that it never leaves the organisation.
    pub const fn secret(mut self) -> Field {
        self.secret = true;
        self
    }
    /// Says that it was said in confidence.
    pub const fn private(mut self) -> Field {
        self.private = true;
        self
    }
    /// Says that rules read what the long text says.
    pub const fn ruled(mut self) -> Field {
        self.ruled = true;
        self
    }
    /// Says of a computed value what it means.
    pub const fn toned(mut self, tone: fn(View, &Record) -> Tone) -> Field {
        self.tone = Some(tone);
        self
    }
    /// What the value of a record means: what the description computes, or what the chosen word says.
    pub fn tone_of(&self, view: View, record: &Record, field: usize) -> Tone {
        match self.tone {
            Some(tone) => tone(view, record),
            None => {
                record.choice(field).and_then(|i| self.choices().get(usize::from(i))).map_or(Tone::Plain, |c| c.tone)
            }
        }
    }
    pub const fn help(mut self, help: &'static str) -> Field {
        self.help = help;
        self
    }
    pub const fn alias(mut self, aliases: &'static [&'static str]) -> Field {
        self.aliases = aliases;
        self
    }

    pub const fn adds(mut self) -> Field {
        self.adds = true;
        self
    }
    /// What stands over its column.
    pub fn heading(&self) -> &'static str {
        if self.head.is_empty() { self.label } else { self.head }
    }
    /// The most characters that a text in it has.
    pub fn longest(&self) -> usize {
        match (self.typ, self.place) {
            (Type::Long, Placement::Hidden) => Field::KEPT_MAX,
            (Type::Long, _) => Field::LONG_MAX,
            _ => Field::LINE_MAX,
        }
    }
    /// Whether the field has a place in the file.
    pub fn stored(&self) -> bool {
        !matches!(self.typ, Type::Derived(_))
    }
    /// Whether a person may change it in a form or by bulk edit.
    pub fn editable(&self) -> bool {
        self.stored() && !matches!(self.place, Placement::Hidden | Placement::Sheet)
    }
    /// Whether a sheet may bring it.
    pub fn importable(&self) -> bool {
        self.offered() || self.place == Placement::Sheet
    }
    /// Whether a page or a table shows it.
    pub fn shown(&self) -> bool {
        !matches!(self.place, Placement::Hidden | Placement::Sheet)
    }
    /// Whether a form, a fill or an import offers it for something new.
    pub fn offered(&self) -> bool {
        self.editable() && !self.retired
    }
    /// The kinds that a reference may point to, and whether it may name several; nothing for another field.
    pub fn targets(&self) -> Option<(&'static [Kind], bool)> {
        match self.typ {
            Type::Ref(kinds) => Some((kinds, false)),
            Type::Refs(kinds) => Some((kinds, true)),
            Type::Any => Some((Kind::ALL, false)),
            _ => None,
        }
    }
    /// The words of a field that holds one or several of a list, else nothing.
    pub fn choices(&self) -> &'static [Choice] {
        match self.typ {
            Type::Choice(list) | Type::Words(list) => list,
            _ => &[],
        }
    }
}

/// Describes the fields of a kind once: `NAME = Field::line(…)` becomes an index constant and a row of `FIELDS`.
#[macro_export]
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $field:expr),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($name),* }
        $($(#[$doc])* pub const $name: usize = Index::$name as usize;)*
        /// The fields, in the order of the constants.
        pub static FIELDS: &[$crate::domain::Field] = &[$($field),*];
    };
}

/// An enumeration whose values are the rows of a choice list, in one place.
#[macro_export]
macro_rules! choices {
    ($(#[$doc:meta])* $type:ident $list:ident { $($(#[$vdoc:meta])* $variant:ident = $choice:expr),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$vdoc])* $variant),* }
        /// The words of the list, in the order of the values.
        pub static $list: &[$crate::domain::Choice] = &[$($choice),*];
        impl $type {
            pub const ALL: &'static [$type] = &[$($type::$variant),*];
            /// The row of its choice.
            pub fn choice(self) -> &'static $crate::domain::Choice {
                &$list[self as usize]
            }
            pub fn label(self) -> &'static str {
                self.choice().label
            }
            /// The word for narrow places.
            pub fn short(self) -> &'static str {
                self.choice().short
            }
            pub fn letter(self) -> char {
                self.choice().letter
            }
            /// The value as it stands in a record.
            pub fn value(self) -> $crate::domain::Value {
                $crate::domain::Value::Choice(self as u8)
            }
            /// What a record's choice field holds, `None` when it is empty.
            pub fn of(record: &$crate::domain::Record, field: usize) -> Option<$type> {
                record.choice(field).and_then(|i| $type::ALL.get(i as usize).copied())
            }
        }
    };
}
