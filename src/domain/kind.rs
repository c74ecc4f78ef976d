//! The kinds of record, and where each is described.
//!
//! A further kind costs a variant here, a file of fields in `kinds/`, and its lines in the golden list of the store.

use super::{field::Field, kinds};

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    Organisation,
    Method,
    Person,
    Supplier,
    System,
    Risk,
    /// A clause or control: the things that are judged.
    Item,
    Question,
    Evidence,
    Request,
    Round,
    Interview,
    Answer,
    Finding,
    Action,
    /// Evidence seen once, for one answer.
    Sighting,
    /// A paper as it was given out.
    IssuedPaper,
}

/// The description of a kind.
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
    /// One sentence for help and for empty lists.
    pub help: &'static str,
    pub fields: &'static [Field],
    /// The field that names a record.
    pub title: usize,
}

impl Kind {
    pub const ALL: &'static [Kind] = &[
        Kind::Organisation,
        Kind::Method,
        Kind::Person,
        Kind::Supplier,
        Kind::System,
        Kind::Risk,
        Kind::Item,
        Kind::Question,
        Kind::Evidence,
        Kind::Request,
        Kind::Round,
        Kind::Interview,
        Kind::Answer,
        Kind::Finding,
        Kind::Action,
        Kind::Sighting,
        Kind::IssuedPaper,
    ];

    /// A file has exactly one record of it, which is neither listed nor deleted.
    pub fn is_single(self) -> bool {
        matches!(self, Kind::Organisation | Kind::Method)
    }

    /// Its description.
    pub fn spec(self) -> &'static Spec {
        match self {
            Kind::Organisation => &kinds::organisation::SPEC,
            Kind::Method => &kinds::method::SPEC,
            Kind::Person => &kinds::person::SPEC,
            Kind::Supplier => &kinds::supplier::SPEC,
            Kind::System => &kinds::system::SPEC,
            Kind::Risk => &kinds::risk::SPEC,
            Kind::Item => &kinds::item::SPEC,
            Kind::Question => &kinds::question::SPEC,
            Kind::Evidence => &kinds::evidence::SPEC,
            Kind::Request => &kinds::request::SPEC,
            Kind::Round => &kinds::round::SPEC,
            Kind::Interview => &kinds::interview::SPEC,
            Kind::Answer => &kinds::answer::SPEC,
            Kind::Finding => &kinds::finding::SPEC,
            Kind::Action => &kinds::action::SPEC,
            Kind::Sighting => &kinds::sighting::SPEC,
            Kind::IssuedPaper => &kinds::issued::SPEC,
        }
    }
}

impl Spec {
    /// The field with this file name.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
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
}
