//! `aims export`: a register or everything, in the format that the ending of the file or a flag asks for.

use super::{
    args::{ExportArgs, Oscal, TargetProgram},
    data::{LookedAt, ended, kind_of, look},
    out::{self, CliFault, Done},
};
use crate::{
    domain::{Id, Kind},
    exchange::outlet::{ExportReach, Outlet},
    session::{As, Exported, Reading, Setup},
    shown::shown_line,
};
use std::path::Path;

/// `aims export KIND FILE` and `aims export FILE`
pub fn run(args: &ExportArgs, setup: Setup) -> Result<Done, CliFault> {
    match &args.file {
        Some(_) if args.ask.is_some() => {
            Err(CliFault::said("a sheet to fill in is made of the whole file: name it alone"))
        }
        Some(_) if args.oscal.is_some() => Err(CliFault::said("OSCAL is made of the whole file: name the file alone")),
        Some(file) => register(args, file, setup),
        None => everything(args, setup),
    }
}

/// What is asked for, by the ending of the file and by flags; both must agree.
fn outlet(args: &ExportArgs, reach: ExportReach) -> Result<Option<Outlet>, CliFault> {
    let named = out::target(args.out.as_deref()).map(|path| Outlet::of(path, reach)).transpose()?.flatten();
    let excel = args.for_whom.is_some();
    let flag = match (args.json, args.csv || excel) {
        (true, _) => Some(Outlet::Json),
        (_, true) => Some(Outlet::Csv),
        _ => None,
    };
    match (named, flag) {
        (Some(named), Some(flag)) if named != flag => {
            let flag = if excel { "--for (a CSV file)".into() } else { format!("--{}", flag.ending()) };
            Err(CliFault::said(format!("{flag} and a file that ends in .{} do not go together", named.ending())))
        }
        _ => Ok(named.or(flag)),
    }
}

fn register(args: &ExportArgs, file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let kind = kind_of(&args.kind);
    let outlet = outlet(args, ExportReach::Kind)?.unwrap_or(Outlet::Csv);
    let LookedAt { session, now } = look(file, setup)?;
    let reading = session.reading(now);
    let done = match kind {
        Ok(kind) => of_kind(args, kind, outlet, &reading)?,
        // It may be a kind that only the dictionary of the file names.
        Err(why) => match reading.foreign()?.kinds.iter().find(|kind| kind.is_called(&args.kind)) {
            Some(kind) => {
                let how = match outlet {
                    Outlet::Json => As::Json,
                    Outlet::Csv => As::Csv,
                    _ => return Err(CliFault::said("what a newer program added leaves as .csv or .json only")),
                };
                let Exported { text, count, plural } = reading.export_foreign(kind, how)?;
                out::write(text.as_bytes(), args.out.as_deref(), &format!("{count} {}", shown_line(&plural)))?
            }
            None => return Err(CliFault::said(why)),
        },
    };
    Ok(ended(&session, done))
}

fn of_kind(args: &ExportArgs, kind: Kind, outlet: Outlet, reading: &Reading<'_>) -> Result<Done, CliFault> {
    let plural = kind.spec().plural;
    let (bytes, count) = match outlet {
        Outlet::Csv if args.for_whom == Some(TargetProgram::Ciso) => {
            reading.for_ciso(kind, args.about, args.private)?
        }
        Outlet::Csv if args.for_whom.is_some() => reading.csv_for_excel(kind)?,
        Outlet::Xlsx => reading.workbook_of(kind, args.paper)?,
        Outlet::Csv | Outlet::Json | Outlet::Calendar => {
            let how = if outlet == Outlet::Json { As::Json } else { As::Csv };
            return out::stream(args.out.as_deref(), |out| {
                let count = reading.export(kind, how, out)?;
                Ok(format!("{count} {plural}"))
            });
        }
    };
    out::write(&bytes, args.out.as_deref(), &format!("{count} {plural}"))
}

/// A document of OSCAL, to a file that ends in .json or to the screen.
fn oscal(args: &ExportArgs, which: Oscal, setup: Setup) -> Result<Done, CliFault> {
    let named =
        out::target(args.out.as_deref()).map(|path| Outlet::of(path, ExportReach::Everything)).transpose()?.flatten();
    if named.is_some_and(|outlet| outlet != Outlet::Json) {
        return Err(CliFault::said("OSCAL is written as .json"));
    }
    let LookedAt { session, now } = look(Path::new(&args.kind), setup)?;
    let (json, what) = match (which, args.about) {
        (Oscal::Actions, _) => (session.reading(now).oscal_actions()?, "the plan of action".to_string()),
        (Oscal::Results, Some(id)) => (session.reading(now).oscal_results(id)?, format!("the results of {id}")),
        (Oscal::Results, None) => return Err(CliFault::said("name the round: --about RD-3")),
    };
    let done = out::write(&json, args.out.as_deref(), &what)?;
    Ok(ended(&session, done))
}

/// A workbook to fill in, to a file that ends in .xlsx.
fn asking(args: &ExportArgs, about: Id, file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let named = args.out.as_deref().map(|path| Outlet::of(path, ExportReach::Everything)).transpose()?.flatten();
    if named != Some(Outlet::Xlsx) {
        return Err(CliFault::said("a sheet to fill in is a workbook: -o with a name that ends in .xlsx"));
    }
    let LookedAt { session, now } = look(file, setup)?;
    let (bytes, rows) = session.reading(now).asking(about, args.paper)?;
    let done = out::write(&bytes, args.out.as_deref(), &format!("{rows} rows to fill in"))?;
    Ok(ended(&session, done))
}

fn everything(args: &ExportArgs, setup: Setup) -> Result<Done, CliFault> {
    if let Some(which) = args.oscal {
        return oscal(args, which, setup);
    }
    let file = Path::new(&args.kind);
    if let Some(about) = args.ask {
        return asking(args, about, file, setup);
    }
    if kind_of(&args.kind).is_ok() && !file.exists() {
        return Err(CliFault::said(format!("name the file after the kind: aims export {} FILE", args.kind)));
    }
    let Some(outlet) = outlet(args, ExportReach::Everything)? else {
        let told = Outlet::told(ExportReach::Everything);
        return Err(CliFault::said(format!(
            "everything goes into a file, -o with one of {told}; or name a kind of record"
        )));
    };
    let LookedAt { session, now } = look(file, setup)?;
    let reading = session.reading(now);
    let (bytes, what) = match outlet {
        Outlet::Json => reading.json_of_all().map(|(bytes, n)| (bytes, format!("{n} records")))?,
        Outlet::Xlsx => reading.workbook(args.paper).map(|(bytes, n)| (bytes, format!("{n} records")))?,
        Outlet::Calendar => reading.calendar(args.private).map(|(bytes, n)| (bytes, n.told()))?,
        Outlet::Csv => return Err(CliFault::said("a CSV file holds one register: name the kind of record")),
    };
    let done = out::write(&bytes, args.out.as_deref(), &what)?;
    Ok(ended(&session, done))
}
