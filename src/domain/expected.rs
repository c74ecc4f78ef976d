//! The documents that an AI management system is expected to maintain, each with what there is of it and how far it is.

use super::{
    Id, Kind, Record, View,
    kinds::document::{self, Type},
    progress,
};

/// One document that is expected.
pub struct Expected {
    pub what: &'static str,
    /// The clauses and controls at one of which it stands.
    pub refs: &'static [&'static str],
    /// What there is of it, that what stands before a draft.
    pub documents: Vec<Id>,
    /// In a word: missing, draft, approved.
    pub state: &'static str,
}

/// What, its clauses and controls, and whether only a policy is one.
#[rustfmt::skip]
static EXPECTED: &[(&str, &[&str], bool)] = &[
    ("AI policy", &["5.2", "A.2.2"], true),
    ("rules for data", &["A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6"], false),
    ("documents of the model life cycle", &["A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7"], false),
    ("scope of the AIMS", &["4.3"], false),
    ("roles and authorities", &["5.3", "A.3.2"], false),
    ("process of risk assessment and treatment", &["6.1.2", "6.1.3"], false),
    ("process of impact assessment", &["6.1.4", "A.5.2"], false),
    ("AI objectives", &["6.2"], false),
    ("rules for suppliers", &["A.10.2", "A.10.3"], false),
    ("handling of incidents and concerns", &["A.3.3", "A.8.4"], false),
    ("control of documents", &["7.5.3"], false),
];

/// All of them, in the order in which they are usually written.
pub fn all(view: View) -> Vec<Expected> {
    let standing: Vec<&Record> = view.records.all(Kind::Document).filter(|d| !progress::is_over(d)).collect();
    EXPECTED.iter().map(|(what, refs, policy)| of(&standing, what, refs, *policy)).collect()
}

fn of(standing: &[&Record], what: &'static str, refs: &'static [&'static str], policy: bool) -> Expected {
    let items: Vec<Id> = refs.iter().filter_map(|r| Id::item(r)).collect();
    let serves = |d: &&&Record| {
        let fits = !policy || Type::of(d, document::TYPE) == Some(Type::Policy);
        fits && d.refs(document::ITEMS).iter().any(|i| items.contains(i))
    };
    let mut found: Vec<&Record> = standing.iter().filter(serves).copied().collect();
    found.sort_by_key(|d| (std::cmp::Reverse(progress::stage(d)), d.id));
    let state = found.first().map_or("missing", |d| progress::word(d).map_or("draft", |w| w.label));
    Expected { what, refs, documents: found.iter().map(|d| d.id).collect(), state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, kinds::APPROVED};
    use jiff::civil::date;

    #[test]
    fn a_document_stands_where_its_clauses_are_and_a_withdrawn_one_nowhere() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let items = |all: &[&str]| Value::refs(all.iter().map(|r| Id::item(r).unwrap()));
        let mut records = Records::default();
        records.put([
            Record::new(id("DO-1")).with(document::ITEMS, items(&["A.7.4"])),
            Record::new(id("DO-2")).with(document::ITEMS, items(&["5.2"])),
            Record::new(id("DO-3"))
                .with(document::ITEMS, items(&["A.7.2"]))
                .with(document::STATE, Value::Choice(APPROVED)),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let found = all(view);
        let told = |what: &str| found.iter().find(|e| e.what == what).map(|e| (e.documents.clone(), e.state)).unwrap();
        assert_eq!(told("rules for data"), (vec![id("DO-3"), id("DO-1")], "approved"));
        assert_eq!(told("AI policy"), (vec![], "missing"), "only a policy is one");
        assert!(EXPECTED.iter().flat_map(|(_, refs, _)| *refs).all(|r| Id::item(r).is_some()));
    }
}
