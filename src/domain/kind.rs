//! The kinds of record, and what a description says.
//!
//! The list of kinds stands in `kinds/mod.rs`. What contradicts itself in a description does not compile.

mod parts;

pub use super::kinds::Kind;
use super::{
    Act, Adding, Counting, Preset, Record, Stamp, Value,
    field::{Field, Type},
    records::View,
};
pub use parts::{Again, Follow, Reviewed, Section, SignedBy};

/// The one list of kinds: it makes the enumeration, [`Kind::ALL`], [`Kind::spec`] and the check while compiling.
///
/// A description names its kind, so that a file of `kinds/` that stands here under no name does not compile.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $file:ident,)*) => {
        /// What a record is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $kind),* }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];
            /// The files of `kinds/` that describe a kind.
            #[cfg(test)]
            pub(crate) const FILES: &'static [&'static str] = &[$(stringify!($file)),*];

            /// Its description.
            pub fn spec(self) -> &'static $crate::domain::Spec {
                match self { $(Kind::$kind => &$file::SPEC),* }
            }
        }

        $(const _: () = $file::SPEC.check(Kind::$kind);)*
    };
}
pub(super) use kinds;

/// The description of a kind: `Spec { …, ..Spec::BASE }` says what differs from a plain register.
pub struct Spec {
    pub kind: Kind,
    /// First part of its ids.
    pub prefix: &'static str,
    /// Digits of the number, padded with zeros.
    pub digits: usize,
    /// Name of its table in the file and of its list in JSON.
    pub table: &'static str,
    pub name: &'static str,
    pub plural: &'static str,
    /// What the list of all of them is called, if not by the plural.
    pub list: Option<&'static str>,
    /// Further words that mean it in the shell.
    pub also: &'static [&'static str],
    /// One sentence for help and for empty lists.
    pub help: &'static str,
    /// What is said where a new one is named: which record is meant, where two could be.
    pub naming: &'static str,
    pub fields: &'static [Field],
    /// The field that names a record: a stored line.
    pub title: usize,
    /// The person who answers for it.
    pub owner: Option<usize>,
    /// The day by which its work is to be done; late while the word of its state is not yet *done*.
    pub due: Option<usize>,
    /// The day until which it holds, or on which it is to be looked at again; late whatever its state is, unless that
    /// word says that it is over.
    pub holds: Option<usize>,
    /// When it was last looked at, and when that is to be done again.
    pub reviewed: Option<Reviewed>,
    /// How far it is: a choice.
    pub state: Option<usize>,
    /// Who approves it and when, which its word for done stands on.
    pub signed: Option<SignedBy>,
    /// What names it elsewhere: a number in another list, an address. Imports know a record again by it.
    pub reference: Option<usize>,
    /// The long text that keeps what a sheet says beyond the fields, a line a column.
    pub keeps: Option<usize>,
    /// The column that its list is sorted by until a person chooses.
    pub sort: Option<usize>,
    /// What a new one holds from the start.
    pub starts: &'static [(usize, StartValue)],
    /// What is asked next when a field got a word.
    pub follows: &'static [Follow],
    /// The parts of its page, in the order of the fields; what stands before the first one has no name.
    pub sections: &'static [Section],
    /// What one key does with its records, the most important first. What the roles of its fields give is added.
    pub acts: &'static [Act],
    /// The part of a key map that holds keys of this kind alone.
    pub keys: Option<&'static str>,
    /// The fields that acts set.
    pub sets: &'static [(Act, usize)],
    /// Fields that are never set alone: going into one is this act.
    pub within: &'static [(usize, Act)],
    pub adding: Adding,
    /// The parts of its records that have a list of their own; one list of them all without any.
    pub presets: &'static [Preset],
    /// What the head of its list says of all its records.
    pub counted: Counting,
    /// A word or two that tell records of the same name apart.
    pub detail: fn(View, &Record) -> String,
    /// Columns that the person opposite is not to see.
    pub judged: &'static [usize],
    /// Its rows are compared with each other: the list gets the whole width rather than fewer columns.
    pub compared: bool,
    /// Cells that its ids want in a list, where they are written in another way than prefix and number.
    pub id_cells: Option<u16>,
    /// A file has exactly one record of it, which is neither listed nor deleted.
    pub single: bool,
    /// It is a row of another record, on whose page it stands.
    pub row: bool,
    /// One may be made of a name that is typed where a reference is asked for.
    pub named: bool,
    /// A sheet may bring it: its letter among those that are offered.
    pub imports: Option<char>,
    /// Its long texts come with its records: they say how others are read.
    pub whole: bool,
    /// There are ready-made proposals for it.
    pub ready: bool,
    /// The clause of the standard that its records serve: where it stands on the map. None stands under *more*.
    pub clause: &'static str,
    /// What every record of it is about: codes of [`super::angle`].
    pub angles: &'static [&'static str],
}

/// What a field of a new record holds from the start.
#[derive(Clone, Copy)]
pub enum StartValue {
    /// The word of a choice.
    Word(u8),
    Text(&'static str),
    Today,
    Now,
}

impl StartValue {
    /// The value as it stands in a record.
    pub(super) fn value(self, now: Stamp) -> Value {
        match self {
            StartValue::Word(word) => Value::Choice(word),
            StartValue::Text(text) => Value::text(text),
            StartValue::Today => Value::Date(now.date()),
            StartValue::Now => Value::Stamp(now),
        }
    }
}

impl Kind {
    /// A file has exactly one record of it, which is neither listed nor deleted.
    pub fn is_single(self) -> bool {
        self.spec().single
    }
}

impl Spec {
    /// A register without roles; names and fields are missing and have to be given.
    pub const BASE: Spec = Spec {
        kind: Kind::Organisation,
        prefix: "",
        digits: 2,
        table: "",
        name: "",
        plural: "",
        list: None,
        also: &[],
        help: "",
        naming: "One line is enough to start; the rest can follow later.",
        fields: &[],
        title: usize::MAX,
        owner: None,
        due: None,
        holds: None,
        reviewed: None,
        state: None,
        signed: None,
        reference: None,
        keeps: None,
        sort: None,
        starts: &[],
        follows: &[],
        sections: &[],
        acts: &[],
        keys: None,
        sets: &[],
        within: &[],
        adding: Adding::Titled,
        presets: &[],
        counted: Counting::All,
        detail: |_, _| String::new(),
        judged: &[],
        compared: false,
        id_cells: None,
        single: false,
        row: false,
        named: false,
        imports: None,
        whole: false,
        ready: false,
        clause: "",
        angles: &[],
    };

    /// The field with this file name.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }
    /// The day that a person sets with one key: due, or until when it holds.
    pub fn day(&self) -> Option<usize> {
        self.due.or(self.holds)
    }
    /// The field that an act sets: its own, or that of a role.
    pub fn set_by(&self, act: Act) -> Option<usize> {
        let own = self.sets.iter().find(|(a, _)| *a == act).map(|(_, field)| *field);
        own.or(match act {
            Act::Owner => self.owner,
            Act::Day => self.day(),
            Act::State => self.state,
            _ => None,
        })
    }
    /// The day on which it became what its word for done says: approved, or done by one key.
    pub fn done_on(&self) -> Option<usize> {
        self.signed.map(|signed| signed.on).or(self.set_by(Act::Done))
    }
    /// The part of the page in which a field stands; none before the first part.
    pub fn section_of(&self, field: usize) -> Option<&'static Section> {
        self.sections.iter().rev().find(|s| s.first <= field)
    }
    /// What a new record holds from the start.
    pub fn starting(&self, now: Stamp) -> Vec<(usize, Value)> {
        self.starts.iter().map(|(field, start)| (*field, start.value(now))).collect()
    }

    /// Refuses to compile a description that lacks something or contradicts itself.
    pub(super) const fn check(&self, kind: Kind) {
        assert!(self.kind as u8 == kind as u8, "the description is of another kind than the list says");
        assert!(!self.prefix.is_empty() && !self.table.is_empty(), "a kind needs a prefix and a table");
        assert!(!self.name.is_empty() && !self.plural.is_empty() && !self.help.is_empty(), "a kind needs its words");
        assert!(self.title != usize::MAX, "a kind needs a title");
        assert!(matches!(self.at(self.title), Type::Line), "the title is no stored line");
        if let Some(owner) = self.owner {
            let Type::Ref(&[Kind::Person]) = self.at(owner) else { panic!("the owner is no person") };
        }
        if let Some(state) = self.state {
            assert!(matches!(self.at(state), Type::Choice(_)), "the state is no choice");
        }
        if let Some(due) = self.due {
            assert!(matches!(self.at(due), Type::Date | Type::Period), "the due field is no day");
            assert!(self.stages_are_said(), "a due day needs a state of which each word says how far the work is");
        }
        if let Some(holds) = self.holds {
            assert!(matches!(self.at(holds), Type::Date | Type::Period), "what it holds until is no day");
            assert!(self.due.is_none(), "one day is the due day or until when it holds, not both");
        }
        if let Some(SignedBy { by, role, on, .. }) = self.signed {
            let Type::Ref(&[Kind::Person]) = self.at(by) else { panic!("who approves it is no person") };
            assert!(matches!(self.at(on), Type::Date | Type::Period), "the day of the approval is no day");
            assert!(self.state.is_some(), "what is approved needs a state");
            if let Some(role) = role {
                assert!(matches!(self.at(role), Type::Line), "the role of who approves is no line");
            }
        }
        if let Some(Reviewed { on, again }) = self.reviewed {
            assert!(matches!(self.at(on), Type::Date), "the day of the last look is no day");
            match again {
                Again::On(day) => assert!(matches!(self.at(day), Type::Date), "the day of the next look is no day"),
                Again::Months(n) => assert!(matches!(self.at(n), Type::Number(..)), "the months are no number"),
            }
        }
        if let Some(reference) = self.reference {
            assert!(matches!(self.at(reference), Type::Line), "the reference is no line");
        }
        if let Some(keeps) = self.keeps {
            assert!(matches!(self.at(keeps), Type::Long), "what a sheet says beyond the fields needs a long text");
        }
        if let Some(sort) = self.sort {
            assert!(sort < self.fields.len(), "the list is sorted by no field");
        }
        self.check_lists();
    }

    const fn check_lists(&self) {
        let mut i = 0;
        while i < self.starts.len() {
            match (self.starts[i].1, self.at(self.starts[i].0)) {
                (StartValue::Word(word), Type::Choice(list)) => assert!((word as usize) < list.len(), "no such word"),
                (StartValue::Today, Type::Date | Type::Period) | (StartValue::Now, Type::Stamp) => {}
                (StartValue::Text(_), Type::Line | Type::Long) => {}
                _ => panic!("a starting value does not fit its field"),
            }
            i += 1;
        }
        i = 0;
        while i < self.follows.len() {
            let Follow { after, word, then } = self.follows[i];
            let Type::Choice(list) = self.at(after) else { panic!("only a choice asks for what follows") };
            assert!(word == Follow::ANY || (word as usize) < list.len(), "no such word");
            assert!(!matches!(self.at(then), Type::Derived(_)), "what follows is computed");
            i += 1;
        }
        i = 0;
        while i < self.sections.len() {
            let Section { first, when, .. } = self.sections[i];
            assert!(first < self.fields.len(), "a section begins at no field");
            assert!(i == 0 || self.sections[i - 1].first < first, "sections stand in the order of the fields");
            if let Some((field, words)) = when {
                let Type::Choice(list) = self.at(field) else { panic!("a section asks for no choice") };
                let mut w = 0;
                while w < words.len() {
                    assert!((words[w] as usize) < list.len(), "no such word");
                    w += 1;
                }
            }
            i += 1;
        }
        i = 0;
        while i < self.judged.len() {
            self.at(self.judged[i]);
            i += 1;
        }
        i = 0;
        while i < self.sets.len() {
            assert!(self.acts_on(self.sets[i].0), "an act that the kind does not name sets a field");
            assert!(!matches!(self.at(self.sets[i].1), Type::Derived(_)), "an act sets a field that is computed");
            i += 1;
        }
        i = 0;
        while i < self.within.len() {
            self.at(self.within[i].0);
            assert!(self.acts_on(self.within[i].1), "a field is set by an act that the kind does not name");
            i += 1;
        }
        assert!(!self.acts_on(Act::Owner) || self.owner.is_some(), "an owner is set and there is none");
        assert!(!self.acts_on(Act::State) || self.state.is_some(), "a state is set and there is none");
        let day = self.due.is_some() || self.holds.is_some();
        assert!(!self.acts_on(Act::Day) || day, "a day is set and there is none");
        assert!(!(self.single && (self.row || self.imports.is_some())), "one record is neither a row nor imported");
    }

    /// Whether an act is among those of the kind.
    const fn acts_on(&self, act: Act) -> bool {
        let mut i = 0;
        while i < self.acts.len() {
            if self.acts[i] as u8 == act as u8 {
                return true;
            }
            i += 1;
        }
        false
    }

    /// What a field holds; no such field does not compile.
    const fn at(&self, field: usize) -> Type {
        assert!(field < self.fields.len(), "a role names no field of the kind");
        self.fields[field].typ
    }

    const fn stages_are_said(&self) -> bool {
        let Some(state) = self.state else { return false };
        let Type::Choice(list) = self.at(state) else { return false };
        let mut i = 0;
        while i < list.len() {
            if list[i].stage.is_none() {
                return false;
            }
            i += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn descriptions_are_in_order_and_names_are_unique() {
        let mut prefixes = HashSet::new();
        let mut tables = HashSet::new();
        for (i, kind) in Kind::ALL.iter().enumerate() {
            let spec = kind.spec();
            assert_eq!((*kind as usize, spec.kind), (i, *kind));
            assert!(prefixes.insert(spec.prefix) && tables.insert(spec.table), "{}", spec.name);
            let names: HashSet<_> = spec.fields.iter().map(|f| f.name).collect();
            assert_eq!(names.len(), spec.fields.len(), "{}", spec.name);
            assert!(spec.fields[spec.title].stored());
            for field in spec.fields.iter().filter(|f| f.editable()) {
                assert!(!field.label.is_empty(), "{}.{}", spec.table, field.name);
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_list_of_kinds() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/domain/kinds");
        let names = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
        let mut found: Vec<String> = names.filter_map(|n| n.strip_suffix(".rs").map(str::to_string)).collect();
        found.retain(|name| name != "mod" && name != "shared");
        found.sort();
        let mut listed = Kind::FILES.to_vec();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }

    #[test]
    fn letters_of_the_imports_are_unique() {
        let letters: Vec<char> = Kind::ALL.iter().filter_map(|k| k.spec().imports).collect();
        assert_eq!(letters.iter().collect::<HashSet<_>>().len(), letters.len());
    }
}
