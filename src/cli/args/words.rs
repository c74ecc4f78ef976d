//! How the words after flags are read.

use super::export::{Oscal, TargetProgram};
use crate::{
    command::Context,
    document::{PaperSize, issue::WhichIssue},
    domain::{Stamp, day, kinds::issued::Cut},
    session::Against,
    shown::shown_line,
    store::AsOf,
};
use jiff::civil::Date;

pub(super) fn place(name: &str) -> Result<Context, String> {
    Context::of(name).ok_or_else(|| {
        let names: Vec<&str> = Context::NAMES.iter().map(|(_, name, _)| *name).collect();
        format!("“{}” is none of: {}", shown_line(name), names.join(", "))
    })
}

pub(super) fn as_of(text: &str, today: Date) -> Result<AsOf, String> {
    match text.trim_start_matches('#').parse() {
        Ok(step) => Ok(AsOf::Step(step)),
        Err(_) => day_of("--as-of", text, today)
            .map(AsOf::Day)
            .map_err(|why| format!("{why}, or the number of a step such as 118")),
    }
}

/// The day that a flag names.
pub fn day_of(flag: &str, text: &str, today: Date) -> Result<Date, String> {
    day::read(text, today).map_err(|reason| format!("{flag}: {}", day::refused(&shown_line(text), &reason)))
}

pub(super) fn which(text: &str) -> Result<WhichIssue, String> {
    match text.parse::<i64>() {
        _ if text == "last" => Ok(WhichIssue::Last),
        Ok(n) if n > 0 => Ok(WhichIssue::Version(n)),
        _ => Err(format!("“{}” is neither the number of a version nor last", shown_line(text))),
    }
}

/// For whom a paper is, by its word.
pub(super) fn cut(text: &str) -> Result<Cut, String> {
    Cut::ALL.iter().copied().find(|cut| cut.label() == text.trim().to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Cut::ALL.iter().map(|cut| cut.label()).collect();
        format!("“{text}” is none of {}", names.join(", "))
    })
}

/// The sheet that is printed on, by its word.
pub(super) fn paper_size(text: &str) -> Result<PaperSize, String> {
    PaperSize::of(text).ok_or_else(|| format!("“{}” is neither a4 nor letter", shown_line(text)))
}

/// Which document of OSCAL is meant.
pub(super) fn oscal(text: &str) -> Result<Oscal, String> {
    match text {
        "results" => Ok(Oscal::Results),
        "actions" => Ok(Oscal::Actions),
        _ => Err(format!("“{}” is neither results nor actions", shown_line(text))),
    }
}

/// For which program a table is, by its word.
pub(super) fn reader(text: &str) -> Result<TargetProgram, String> {
    match text {
        "excel" => Ok(TargetProgram::Excel),
        "ciso" => Ok(TargetProgram::Ciso),
        _ => Err(format!("“{}” is no program that a table is made for; there are: excel, ciso", shown_line(text))),
    }
}

pub(super) fn against(text: &str) -> Result<Against, String> {
    match which(text) {
        _ if text == "today" => Ok(Against::Today),
        Ok(which) => Ok(Against::Issue(which)),
        Err(_) => Err(format!("“{}” is neither the number of a version, last nor today", shown_line(text))),
    }
}

pub(super) fn stamp(text: &str) -> Result<Stamp, String> {
    Stamp::parse(text).ok_or_else(|| {
        format!("“{}” is not a moment with its offset, such as 2026-11-21T10:41:07+01:00", shown_line(text))
    })
}

/// The largest screen that is printed, in columns or rows.
const LARGEST: u16 = 1000;

pub(super) fn size(text: &str) -> Result<(u16, u16), String> {
    let parse = |part: &str| part.parse::<u16>().ok().filter(|n| (1..=LARGEST).contains(n));
    text.split_once('x')
        .and_then(|(w, h)| Some((parse(w)?, parse(h)?)))
        .ok_or_else(|| format!("“{}” is not columns x rows from 1 to {LARGEST}, such as 80x24", shown_line(text)))
}
