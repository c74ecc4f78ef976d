//! The formats in which records leave, a line each: what each is called, the ending that asks for it, and whether it
//! holds one register or everything.

use crate::shown::{ending, shown_line};
use std::path::Path;

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlet {
    Csv,
    Json,
    Xlsx,
    Calendar,
}

/// How much a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportReach {
    /// One register.
    Kind,
    Everything,
}

type Line = (Outlet, &'static str, &'static str, &'static [ExportReach]);

/// The table of formats.
const OUTLETS: &[Line] = &[
    (Outlet::Csv, "csv", "a table", &[ExportReach::Kind]),
    (Outlet::Json, "json", "exact and complete", &[ExportReach::Kind, ExportReach::Everything]),
    (Outlet::Xlsx, "xlsx", "a workbook", &[ExportReach::Kind, ExportReach::Everything]),
    (Outlet::Calendar, "ics", "interviews, promises and due days for a calendar", &[ExportReach::Everything]),
];

impl Outlet {
    /// By the ending of a file; nothing where it has none. The error names the endings that there are.
    pub fn of(path: &Path, reach: ExportReach) -> Result<Option<Outlet>, String> {
        let Some(found) = ending(path) else { return Ok(None) };
        let hit = OUTLETS.iter().find(|(_, e, _, reaches)| *e == found && reaches.contains(&reach));
        hit.map(|line| Some(line.0)).ok_or_else(|| {
            let what = if reach == ExportReach::Kind { "one register" } else { "the whole file" };
            format!("{what} cannot be written as .{}; there are: {}", shown_line(&found), Outlet::told(reach))
        })
    }
    /// `.csv (a table), .json (exact and complete) …`
    pub fn told(reach: ExportReach) -> String {
        let fits = OUTLETS.iter().filter(|line| line.3.contains(&reach));
        fits.map(|(_, ending, help, _)| format!(".{ending} ({help})")).collect::<Vec<_>>().join(", ")
    }
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        OUTLETS.iter().find(|line| line.0 == self).map_or("", |line| line.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_taken_where_it_fits_and_else_refused_by_naming_the_others() {
        let of = |path: &str, reach| Outlet::of(Path::new(path), reach);
        assert_eq!(of("a.CSV", ExportReach::Kind), Ok(Some(Outlet::Csv)));
        assert_eq!(of("a", ExportReach::Kind), Ok(None));
        assert_eq!(of("a.ics", ExportReach::Everything), Ok(Some(Outlet::Calendar)));
        for (path, reach) in
            [("a.csv", ExportReach::Everything), ("a.ics", ExportReach::Kind), ("a.pdf", ExportReach::Kind)]
        {
            let why = of(path, reach).unwrap_err();
            assert!(why.contains("there are: .") && why.contains(".xlsx (a workbook)"), "{why}");
        }
    }
}
