//! `aims report`: a draft from the records as they are in the file, an issued paper as it was, or two compared.

use super::{
    args::{ReportArgs, day_of},
    data::look,
    import::not_saved,
    out::{self, Done, Fault},
};
use crate::{
    document::{Format, issue::Issuing},
    domain::Kind,
    runtime::{Options, Workbench, paper_kind},
    store::Reply,
};

/// Writes a paper to a file or to stdout, or issues one.
pub fn run(args: &ReportArgs, options: Options) -> Result<Done, Fault> {
    if args.issue {
        return issue(args, options);
    }
    let bench = look(&args.file, options)?;
    let format = args.out.as_deref().map_or(Format::Markdown, Format::of);
    let bytes = match (args.issued, args.against) {
        (None, _) => bench.paper_bytes(&args.kind, args.about, format)?,
        (Some(which), None) => bench.issued_bytes(&args.kind, args.about, which, format)?,
        (Some(which), Some(against)) => {
            format.write(&bench.compared(paper_kind(&args.kind)?, args.about, which, against)?)
        }
    };
    out::write(&bytes, args.out.as_deref(), &args.kind)
}

/// Issues the next version and says its digest; with a file name it is written there too.
fn issue(args: &ReportArgs, mut options: Options) -> Result<Done, Fault> {
    options.remember = false;
    let kind = paper_kind(&args.kind)?;
    let mut bench = Workbench::headless_at(&args.file, options)?;
    if let Some(version) = bench.app.world.file.as_ref().and_then(|f| f.older) {
        return Err(Fault::said(format!("the file is of version {version}; bring it up to date first (aims upgrade)")));
    }
    let today = bench.options.clock.now().date();
    let on = args.on.as_deref().map(|text| day_of("--on", text, today)).transpose()?;
    let role = args.role.clone();
    let change = bench.issue(&Issuing { kind, subject: args.about, by: args.approved_by, role, on })?;
    let label = change.label.clone();
    let touched = match bench.save(change)? {
        Reply::Saved { touched, .. } => touched,
        other => return Err(Fault::said(not_saved(&other))),
    };
    out::line(&label)?;
    let Some(record) = touched.iter().find(|r| r.id.kind == Kind::IssuedPaper) else { return Ok(Done::Well) };
    let paper = crate::document::issue::paper(record)?;
    out::line(&paper.standing.line())?;
    match &args.out {
        Some(path) => out::write(&Format::of(path).write(&paper), Some(path), &args.kind),
        None => Ok(Done::Well),
    }
}
