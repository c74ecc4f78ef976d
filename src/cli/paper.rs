//! `aims report`: a draft from the records as they are in the file, an issued paper as it was, or two compared.

use super::{
    args::{ReportArgs, day_of},
    data::{LookedAt, ended, look},
    out::{self, CliFault, Done},
};
use crate::domain::sampling::digest_of;
use crate::{
    document::{Format, PaperKind, PaperSize, SizedFormat, issue::Issuing},
    domain::{Id, Kind, kinds::issued::Cut},
    session::{Session, Setup, paper_kind, system_fonts},
};
use serde_json::json;
use std::path::Path;

/// Writes a paper to a file or to stdout, or issues one.
pub fn run(args: &ReportArgs, setup: Setup) -> Result<Done, CliFault> {
    let form = match &args.out {
        Some(path) => SizedFormat { fonts: system_fonts, ..SizedFormat::of(path, args.paper)? },
        None if args.json && !args.issue => {
            SizedFormat { size: args.paper, format: Format::json(), ..SizedFormat::usual() }
        }
        None => SizedFormat { size: args.paper, ..SizedFormat::usual() },
    };
    if args.issue {
        return issue(args, form, &setup);
    }
    let LookedAt { session, now } = look(&args.file, setup)?;
    let reading = session.reading(now);
    let bytes = match (args.issued, args.against) {
        (None, _) => reading.paper_bytes(&args.kind, args.about, args.for_whom, form)?,
        (Some(which), None) => reading.issued_bytes(&args.kind, args.about, which, form)?,
        (Some(which), Some(against)) => {
            form.write(&reading.compared(paper_kind(&args.kind)?, args.about, which, against)?)?
        }
    };
    Ok(ended(&session, written(&bytes, args)?))
}

/// `aims interview FILE ID --paper`: the sheet of an interview for writing by hand.
pub fn sheet(file: &Path, id: Id, to: Option<&Path>, setup: Setup) -> Result<Done, CliFault> {
    let kind = PaperKind::InterviewSheet.id();
    let form = match to {
        Some(path) => SizedFormat::of(path, PaperSize::A4)?,
        None => SizedFormat::of(Path::new("sheet.txt"), PaperSize::A4)?,
    };
    let LookedAt { session, now } = look(file, setup)?;
    let bytes = session.reading(now).paper_bytes(kind, Some(id), Cut::Full, form)?;
    let done = out::write(&bytes, to, kind)?;
    Ok(ended(&session, done))
}

/// Issues the next version and says its digest; with a file name it is written there too.
fn issue(args: &ReportArgs, form: SizedFormat, setup: &Setup) -> Result<Done, CliFault> {
    let kind = paper_kind(&args.kind)?;
    let session = Session::open_quietly(&args.file, setup)?;
    if let Some(version) = session.info.older {
        return Err(CliFault::said(format!(
            "the file is of version {version}; bring it up to date first (aims upgrade)"
        )));
    }
    let now = session.moment(setup.clock.now());
    let on = args.on.as_deref().map(|text| day_of("--on", text, now.date())).transpose()?;
    let role = args.role.clone();
    let change = session
        .issue(&Issuing { kind, subject: args.about, by: args.approved_by, role, on, cut: args.for_whom }, now)?;
    let label = change.label.clone();
    let touched = session.save(change, now)?.touched;
    let Some(record) = touched.iter().find(|r| r.id.kind == Kind::IssuedPaper) else { return out::line(&label) };
    let paper = crate::document::issue::paper(record)?;
    if args.json {
        let bytes = form.write(&paper)?;
        let path = out::target(args.out.as_deref());
        path.map(|path| crate::exchange::file::write_new(path, &bytes, false)).transpose()?;
        return out::json(&json!({
            "format": "aims issue", "version": 1, "id": record.id.to_string(), "label": label,
            "standing": paper.standing.line(), "file": path.map(|path| path.display().to_string()),
        }));
    }
    out::line(&label)?;
    out::line(&paper.standing.line())?;
    match &args.out {
        Some(path) => out::write(&form.write(&paper)?, Some(path), &args.kind),
        None => Ok(Done::Well),
    }
}

/// Writes a paper, or prints it; where JSON is wanted and it went to a file, that is what is said as JSON.
fn written(bytes: &[u8], args: &ReportArgs) -> Result<Done, CliFault> {
    match out::target(args.out.as_deref()).filter(|_| args.json) {
        Some(path) => {
            crate::exchange::file::write_new(path, bytes, false)?;
            out::json(&json!({
                "format": "aims file", "version": 1, "paper": args.kind, "file": path.display().to_string(),
                "bytes": bytes.len(), "sha256": digest_of(bytes),
            }))
        }
        None => out::write(bytes, args.out.as_deref(), &args.kind),
    }
}
