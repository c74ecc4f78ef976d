//! What computed fields look at, against what their descriptions say.

use super::{Decimal, Id, Kind, Period, Record, Records, Stamp, Type, Value, View, looked};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// Records of each kind.
const OF_EACH: u32 = 6;
const TODAY: Date = date(2026, 11, 24);

/// Numbers that look drawn by lot and are the same every time.
fn lot(seed: &mut u64, below: usize) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed >> 11) as usize % below.max(1)
}

/// A value as the description allows it, often none.
fn value(typ: Type, seed: &mut u64) -> Value {
    let one = |kinds: &[Kind], seed: &mut u64| {
        let kind = kinds[lot(seed, kinds.len())];
        Id::new(kind, 1 + if kind.is_single() { 0 } else { lot(seed, OF_EACH as usize) as u32 })
    };
    if lot(seed, 5) == 0 {
        return Value::Empty;
    }
    let day = TODAY.saturating_add(jiff::Span::new().days(lot(seed, 800) as i64 - 500));
    match typ {
        Type::Line | Type::Long => Value::text(format!("text {}", lot(seed, 100))),
        Type::Number(least, most) => Value::Number(least + lot(seed, (most - least).clamp(1, 90) as usize) as i64),
        Type::Decimal(least, most) => {
            let number = least.max(0) + lot(seed, (most - least).clamp(1, 90) as usize) as i64;
            Decimal::canonical(&number.to_string()).map_or(Value::Empty, Value::Decimal)
        }
        Type::Date => Value::Date(day),
        Type::Period => Period::canonical(&day.to_string()).map_or(Value::Empty, Value::Period),
        Type::Stamp => Value::Stamp(Stamp::at(day.to_datetime(jiff::civil::time(9, 0, 0, 0)), 60)),
        Type::Choice(list) => Value::Choice(lot(seed, list.len()) as u8),
        Type::Words(list) => Value::words(list, [list[lot(seed, list.len())].code]),
        Type::Ref(kinds) => Value::Ref(one(kinds, seed)),
        Type::Refs(kinds) => Value::refs([one(kinds, seed), one(kinds, seed)]),
        Type::Any => Value::Ref(one(&[Kind::Finding, Kind::System], seed)),
        Type::Derived(_) => Value::Empty,
    }
}

/// Some records of every kind, with links between them and some of them deleted.
fn some(seed: u64) -> Records {
    let mut seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut records = Records::default();
    for kind in Kind::ALL {
        for n in 1..=if kind.is_single() { 1 } else { OF_EACH } {
            let mut record = Record::new(Id::new(*kind, n));
            for (i, field) in kind.spec().fields.iter().enumerate() {
                record.values.set(i, value(field.typ, &mut seed));
            }
            record.hidden = lot(&mut seed, 12) == 0;
            records.put([record]);
        }
    }
    records
}

#[test]
fn a_computed_field_looks_at_no_other_kinds_than_its_description_says() {
    let fields = |kind: Kind| kind.spec().fields.iter().enumerate();
    let mut wrong = Vec::new();
    let files: Vec<Records> = (1..=60).map(some).collect();
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
