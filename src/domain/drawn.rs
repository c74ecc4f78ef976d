//! Records of every kind drawn from their descriptions, for tests: values of each type, links between them, some of them
//! deleted. The same seed gives the same records.

use super::{Decimal, Id, Kind, Period, Record, Stamp, Type, Value};
use jiff::civil::{Date, date};

/// The day around which their days are.
pub const TODAY: Date = date(2026, 11, 24);

/// With more records of a kind links go to those near by and never round, so that what hangs together stays small.
const FEW: u32 = 10;

/// Numbers that look drawn by lot.
struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

/// So many records of a kind; of the others there are as many as `count` says.
pub fn some(kind: Kind, seed: u64, count: &dyn Fn(Kind) -> u32) -> Vec<Record> {
    let mut lot = Lot((seed + 100 * kind as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let record = |n: u32| {
        let mut record = Record::new(Id::new(kind, n));
        for (i, field) in kind.spec().fields.iter().enumerate() {
            record.values.set(i, value(field.typ, n, &mut lot, count));
        }
        record.hidden = !kind.is_single() && lot.below(if count(kind) > FEW { 100 } else { 12 }) == 0;
        record
    };
    (1..=if kind.is_single() { 1 } else { count(kind) }).map(record).collect()
}

/// A value as the description allows it, often none.
fn value(typ: Type, n: u32, lot: &mut Lot, count: &dyn Fn(Kind) -> u32) -> Value {
    let one = |kinds: &[Kind], lot: &mut Lot| {
        let kind = kinds[lot.below(kinds.len())];
        let of = if kind.is_single() { 1 } else { count(kind) };
        let at = if of > FEW { (n - 1) / 2 + lot.below(2) as u32 } else { lot.below(of as usize) as u32 };
        Id::new(kind, 1 + at % of)
    };
    if lot.below(5) == 0 {
        return Value::Empty;
    }
    let day = TODAY.saturating_add(jiff::Span::new().days(lot.below(800) as i64 - 500));
    match typ {
        Type::Line | Type::Long => Value::text(format!("text {}", lot.below(100))),
        Type::Number(least, most) => Value::Number(least + lot.below((most - least).clamp(1, 90) as usize) as i64),
        Type::Decimal(least, most) => {
            let number = least.max(0) + lot.below((most - least).clamp(1, 90) as usize) as i64;
            Decimal::canonical(&number.to_string()).map_or(Value::Empty, Value::Decimal)
        }
        Type::Date => Value::Date(day),
        Type::Period => Period::canonical(&day.to_string()).map_or(Value::Empty, Value::Period),
        Type::Stamp => Value::Stamp(Stamp::at(day.to_datetime(jiff::civil::time(9, 0, 0, 0)), 60)),
        Type::Choice(list) => Value::Choice(lot.below(list.len()) as u8),
        Type::Words(list) => Value::words(list, [list[lot.below(list.len())].code]),
        Type::Ref(kinds) => Value::Ref(one(kinds, lot)),
        Type::Refs(kinds) => Value::refs([one(kinds, lot), one(kinds, lot)]),
        Type::Any => Value::Ref(one(&[Kind::Finding, Kind::System], lot)),
        Type::Derived(_) => Value::Empty,
    }
}
