//! From the text of one cell to the value of one field.

use super::{
    refs::{Resolver, Trouble, trouble},
    words,
};
use crate::domain::{Decimal, Field, Kind, Value, View, day, field::Type, kinds::risk, own};

/// Records that one cell may name.
const REFS_MAX: usize = 1_000;

/// What a cell became.
pub struct CellValue {
    pub value: Value,
    /// Set where a lone dash was taken for an empty cell.
    pub dash: bool,
}

/// Reads a cell. Text is kept as it is; everything else is understood or refused.
pub fn read(view: View, resolver: &mut Resolver, kind: Kind, field: usize, text: &str) -> Result<CellValue, Trouble> {
    if own::is_own(field) {
        // What it means was looked at with its column; whatever stands there is kept.
        return Ok(CellValue { value: Value::text(text.trim_end()), dash: false });
    }
    let described = &kind.spec().fields[field];
    let is_text = matches!(described.typ, Type::Line | Type::Long);
    let dash = !is_text && matches!(text.trim(), "-" | "–" | "—");
    if dash || text.trim().is_empty() {
        return Ok(CellValue { value: Value::Empty, dash });
    }
    let value = match described.typ {
        Type::Line | Type::Long => written(described, text)?,
        Type::Number(..) => number(view, kind, field, text)?,
        Type::Date => match day::read(text, view.today) {
            Ok(date) => Value::Date(date),
            Err(reason) => return trouble(reason, day::ALLOWED),
        },
        Type::Choice(list) => match words::choice(kind, field, text) {
            Some(value) => value,
            None => {
                let labels: Vec<&str> = list.iter().map(|c| c.label).collect();
                return trouble("this is not in the list", labels.join(", "));
            }
        },
        Type::Words(list) => match words::several(kind, field, text) {
            Ok(value) => value,
            Err(word) => {
                let labels: Vec<&str> = list.iter().map(|c| c.label).collect();
                return trouble(format!("“{word}” is not in the list"), format!("several of: {}", labels.join(", ")));
            }
        },
        Type::Decimal(min, max) => match Decimal::read(text) {
            Ok(number) if number.is_within(min, max) => Value::Decimal(number),
            Ok(_) => return trouble("this is outside what it may be", format!("numbers from {min} to {max}")),
            Err(reason) => return trouble(reason, format!("numbers such as 1250.50, from {min} to {max}")),
        },
        Type::Period => match day::read_period(text, view.today) {
            Ok(period) => Value::Period(period),
            Err(reason) => return trouble(reason, day::PERIOD_ALLOWED),
        },
        Type::Any | Type::Ref(_) | Type::Refs(_) => return references(resolver, described, text),
        Type::Stamp => match Value::read(described, text) {
            Ok(value) => value,
            Err(_) => return trouble("this is not a moment", "such as 2026-03-31T10:00:00+02:00"),
        },
        Type::Derived(_) => Value::Empty,
    };
    Ok(CellValue { value, dash: false })
}

/// What a cell points at. Of what an export calls deleted, that stays which is deleted here too.
fn references(resolver: &mut Resolver, field: &Field, text: &str) -> Result<CellValue, Trouble> {
    let text = resolver.settle_deleted(text);
    let value = match field.typ {
        _ if text.trim().is_empty() => Value::Empty,
        Type::Ref(kinds) => Value::Ref(resolver.one(kinds, &text)?),
        Type::Refs(kinds) => match resolver.many(kinds, &text)? {
            ids if ids.len() > REFS_MAX => return trouble("too many records are named", format!("at most {REFS_MAX}")),
            ids => Value::refs(ids),
        },
        _ => Value::Ref(resolver.one(Kind::ALL, &text)?),
    };
    Ok(CellValue { value, dash: false })
}

fn written(field: &Field, text: &str) -> Result<Value, Trouble> {
    match Value::read(field, text) {
        Ok(value) => Ok(value),
        Err(_) if text.contains('\n') && matches!(field.typ, Type::Line) => {
            trouble("this has several lines", "one line of text")
        }
        Err(_) => {
            let max = if matches!(field.typ, Type::Line) { Field::LINE_MAX } else { Field::LONG_MAX };
            trouble("this is too long", format!("at most {max} characters"))
        }
    }
}

fn number(view: View, kind: Kind, field: usize, text: &str) -> Result<Value, Trouble> {
    let matrix = view.records.matrix();
    let scale = match (kind, field) {
        (
            Kind::Risk,
            risk::LIKELIHOOD | risk::INHERENT_LIKELIHOOD | risk::RESIDUAL_LIKELIHOOD | risk::TARGET_LIKELIHOOD,
        ) => &matrix.likelihood,
        (
            Kind::Risk,
            risk::CONSEQUENCE | risk::INHERENT_CONSEQUENCE | risk::RESIDUAL_CONSEQUENCE | risk::TARGET_CONSEQUENCE,
        ) => &matrix.consequence,
        _ => {
            return match (Value::read(&kind.spec().fields[field], text), kind.spec().fields[field].typ) {
                (Ok(value), _) => Ok(value),
                (_, Type::Number(min, max)) => {
                    trouble("this is no number for it", format!("whole numbers from {min} to {max}"))
                }
                _ => trouble("this is no number", "whole numbers"),
            };
        }
    };
    words::step(scale, text).or_else(|reason| {
        let steps: Vec<String> = scale.iter().enumerate().map(|(i, word)| format!("{} {word}", i + 1)).collect();
        trouble(reason, steps.join(", "))
    })
}
