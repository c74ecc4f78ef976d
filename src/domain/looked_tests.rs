//! What computed fields look at, against what their descriptions say.

use super::{
    Kind, Record, Records, Type, View,
    drawn::{TODAY, some},
    looked,
};
use std::collections::BTreeSet;

/// Records of each kind.
const OF_EACH: u32 = 6;

/// Some records of every kind.
fn file(seed: u64) -> Records {
    let mut records = Records::default();
    Kind::ALL.iter().for_each(|kind| records.load(*kind, some(*kind, seed, &|_| OF_EACH)));
    records
}

#[test]
fn a_computed_field_looks_at_no_other_kinds_than_its_description_says() {
    let fields = |kind: Kind| kind.spec().fields.iter().enumerate();
    let mut wrong = Vec::new();
    let files: Vec<Records> = (1..=60).map(file).collect();
    for kind in Kind::ALL {
        for (i, field) in fields(*kind) {
            let Type::Derived(derived) = field.typ else { continue };
            let looked: BTreeSet<Kind> = files.iter().fold(BTreeSet::new(), |mut all, records| {
                let view = View { records, today: TODAY };
                let of_kind: Vec<Record> = records.all(*kind).cloned().collect();
                all.extend(looked::kinds(|| {
                    for record in &of_kind {
                        (derived.show)(view, record);
                        (derived.rank)(view, record);
                        field.tone_of(view, record, i);
                    }
                }));
                all
            });
            let named: Option<BTreeSet<Kind>> = field.reads.map(|kinds| kinds.iter().copied().collect());
            // What says nothing is taken to look at all.
            if named.is_some_and(|named| !looked.is_subset(&named)) {
                let told: Vec<String> = looked.iter().map(|kind| format!("Kind::{kind:?}")).collect();
                wrong.push(format!("{}.{}: .reads(&[{}])", kind.spec().table, field.name, told.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "what these fields look at is not what they say:\n{}", wrong.join("\n"));
}
