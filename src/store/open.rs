//! Creating and opening a file: everything that is checked before the first row is shown.

use super::{
    AsOf, FoundingStep, OpenOptions, Opened, Outbox, Rescue, Store, adopt,
    apply::{self, Pen},
    cut_short,
    error::{DAMAGED, Failure, StoreError, sentence},
    file::{OpenFile, Place},
    foreign,
    guard::Guard,
    header::{self, Looked},
    journal::{self, Action, Mark},
    notices, past,
    reader::Reader,
    rescue, schema,
    session::{self, Entered},
    settings, upgrade,
    verify::{self, Verified},
    whole::NewFile,
    writer::Writer,
};
use crate::domain::Stamp;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;

/// Makes a new file with these steps in it. The path must not exist; on an error nothing is left there.
pub fn create(path: &Path, steps: &[FoundingStep]) -> Result<(), StoreError> {
    let new = NewFile::begin(path)?;
    fill(new.at(), steps)?;
    new.give().map(drop)
}

fn fill(path: &Path, steps: &[FoundingStep]) -> Result<(), StoreError> {
    let mut conn = connect(path, true)?;
    settings::apply(&mut conn)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Exclusive)?;
    schema::make(&tx)?;
    tx.execute("INSERT INTO meta (one, file_id) VALUES (1, randomblob(16))", [])?;
    for step in steps {
        let pen = Pen { at: step.at, actor: &step.actor, session: None };
        let written = apply::write(&tx, apply::named(&tx, &step.change)?, Action::Create, &pen)?;
        if !written.renamed.is_empty() {
            return Err(Failure::Refused(format!("“{}” makes a record twice", step.change.label)).into());
        }
    }
    Ok(tx.commit()?)
}

/// Opens a connection; `path` must have been looked at.
pub(super) fn connect(path: &Path, write: bool) -> Result<Connection, StoreError> {
    let mode = if write { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    Ok(Connection::open_with_flags(path, flags)?)
}

/// Opens a file for work: a thread that writes, and a connection to read with.
pub fn open(path: &Path, options: OpenOptions, outbox: Outbox) -> Result<(Store, Reader, Opened), StoreError> {
    let looked = header::look_at_any(path)?;
    let real = looked.path.clone();
    open_looked(looked, options, outbox).map_err(|error| error.of_file(&real))
}

fn open_looked(
    mut looked: Looked,
    options: OpenOptions,
    outbox: Outbox,
) -> Result<(Store, Reader, Opened), StoreError> {
    let recovered = looked.journal && cut_short::recover(&looked)?;
    let network = options.network.unwrap_or_else(|| header::on_network(&looked.path));
    let mut read_only =
        newer(&looked).or_else(|| unwritable(&looked.path, options.read_only || options.as_of.is_some()));
    let mut conn = connected(&mut looked, recovered, read_only.as_deref())?;
    if looked.version != schema::VERSION {
        return open_copy(&mut conn, looked, options, outbox);
    }

    let behind = options.behind && goes_behind(&looked, &options, network || recovered);
    let checked = if behind { None } else { checked_first(&conn, &looked, &options) };
    let damage = checked.clone().flatten();
    // Pages that are no longer whole are only read; anything else is shown, and nothing is written until a person
    // changes something.
    read_only = read_only.or_else(|| damage.clone().filter(|why| why.starts_with(DAMAGED)));
    let later = damage.is_some() && read_only.is_none();
    let stays_out = read_only.is_some() || later || behind;
    let signed_off = if options.take_over && !stays_out { session::others(&conn, None)? } else { Vec::new() };
    let signed_in = (!stays_out).then(|| signed_in(&conn, &options, network, recovered, &looked.guard)).transpose()?;
    let session = signed_in.as_ref().and_then(|signed| signed.as_ref().ok().copied());
    read_only = read_only.or(signed_in.and_then(Result::err));
    let mut notices = notices::of(&looked, network, recovered);
    notices.extend(signed_off.iter().map(notices::of_signed_off));
    let rescues = if behind { Vec::new() } else { rescued(&conn, &looked, &options, session, &mut notices) };
    let past = past_of(&conn, options.as_of, &looked.path)?;
    read_only = past.map(told).or(read_only);
    let mut reader = Reader::open(&looked.path, Some(looked.guard.clone()), session, past.map(|(seq, _)| seq))?;
    if behind {
        reader.before_signing_in(session::gone(&conn, &options.who, &looked.guard)?);
    }
    let place =
        Place { path: looked.path.clone(), identity: looked.identity, size: looked.size, guard: looked.guard.clone() };
    let mut file = OpenFile::new(&conn, place, &options, session, read_only.clone(), outbox.clone())?;
    file.past = past.map(|(seq, _)| seq);
    file.entering = ((later || behind) && read_only.is_none()).then(|| (options.clone(), network, recovered));
    notices.extend(damage.as_deref().map(notices::of_damage));
    let opened = Opened {
        read_only,
        notices,
        rescues,
        others: file.others().to_vec(),
        recovered,
        path: looked.path,
        older: None,
        newer: None,
        damage,
        as_of: past,
        checking: behind,
    };
    let mut writer = Writer::new(file, &conn, options, outbox, checked.is_some());
    if behind {
        writer.checks_first();
    }
    Ok((Store::start(writer, conn)?, reader, opened))
}

/// A connection to a file that is the one that was looked at, and whose tables are those of its version. What a crash cut
/// short is only taken back by who may write.
fn connected(looked: &mut Looked, recovered: bool, read_only: Option<&str>) -> Result<Connection, StoreError> {
    if let (true, Some(why)) = (recovered, read_only) {
        let why = format!(
            "a crash cut a save short, and that must be taken back before anything is read, but {why}. \
             Open it once to write (aims FILE); nothing that was saved is lost"
        );
        return Err(StoreError::refused(&looked.path, why));
    }
    let mut conn = connect(&looked.path, read_only.is_none())?;
    settings::apply(&mut conn)?;
    if header::identity(&looked.path).ok() != Some(looked.identity) {
        return Err(StoreError::refused(&looked.path, "the file was replaced while it was being opened; try again"));
    }
    if recovered {
        // The header said the version of the step that was cut short.
        looked.version = schema::version(&conn)?;
    }
    schema::compare(&conn, looked.version, &looked.path)?;
    Ok(conn)
}

/// What the check of the whole file finds wrong. Nothing is written before it is through, so who writes waits for it
/// whatever it takes; who only reads waits where the file is of ordinary size.
fn checked_first(conn: &Connection, looked: &Looked, options: &OpenOptions) -> Option<Option<String>> {
    let most = if options.read_only { CHECKED_SIZE } else { u64::MAX };
    (looked.size <= most).then(|| match verify::check(conn, looked.version) {
        Verified::Broken { why, .. } => Some(why),
        _ => None,
    })
}

/// Whether the look at the whole file may come behind the first screen. Where a question waits, or what is shown depends
/// on having signed in, it comes before.
fn goes_behind(looked: &Looked, options: &OpenOptions, special: bool) -> bool {
    let folder = options.rescue.clone().or_else(rescue::folder);
    !special && !options.take_over && rescue::left_for(folder.as_deref(), &looked.path).is_empty()
}

/// The largest file that is checked as a whole each time it is opened.
pub(super) const CHECKED_SIZE: u64 = 100 << 20;

/// The session that a person has in the file, or why the file can only be read.
fn signed_in(
    conn: &Connection,
    options: &OpenOptions,
    network: bool,
    recovered: bool,
    guard: &Guard,
) -> Result<Result<i64, String>, StoreError> {
    match enter(conn, options, (network, recovered), guard) {
        Ok(Entered::Row(id)) => Ok(Ok(id)),
        // What is there can still be read.
        Err(StoreError::Sql(error)) if is_full(&error) => {
            Ok(Err(format!("{}; make room and open the file again", sentence(&error))))
        }
        Err(error) => Err(error),
        Ok(Entered::Taken(first)) => Ok(Err(format!(
            "the file lies on a network file system, where only one can write, and {}@{} has it open since \
             {} {}; if that session is gone, take the file over",
            first.user,
            first.host,
            first.since.date(),
            first.since.clock()
        ))),
    }
}

/// What could not be saved last time: texts and lines become drafts of this session, steps are offered. Where nothing
/// can be written, it is only named.
fn rescued(
    conn: &Connection,
    looked: &Looked,
    options: &OpenOptions,
    session: Option<i64>,
    notices: &mut Vec<String>,
) -> Vec<Rescue> {
    let folder = options.rescue.clone().or_else(rescue::folder);
    let mut rescues = Vec::new();
    for path in rescue::left_for(folder.as_deref(), &looked.path) {
        let adopted = match (rescue::read(&path), session) {
            (Some(rescue), Some(session)) => adopt::adopt(conn, rescue, &options.who.actor(), session),
            _ => Err("it can only be read here".into()),
        };
        match adopted {
            Ok(rescue) => rescues.extend(rescue),
            Err(why) => notices.push(format!(
                "text that could not be saved last time waits ({why}); aims rescue FILE shows it: {}",
                path.display()
            )),
        }
    }
    rescues
}

/// Why a file that a newer program wrote is only read.
fn newer(looked: &Looked) -> Option<String> {
    let (found, known) = (looked.version, schema::VERSION);
    (found > known).then(|| {
        format!(
            "written by a newer aims (file version {found}); update aims to change it. This program writes version \
             {known} and shows what it does not know as text"
        )
    })
}

/// Why the file cannot be written, if so.
fn unwritable(path: &Path, asked: bool) -> Option<String> {
    use rustix::fs::{Access, access};
    if asked {
        return Some("it was opened to read only".into());
    }
    if access(path, Access::WRITE_OK).is_err() {
        return Some("the file may not be written by you".into());
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    let why = "its folder may not be written by you, and each save needs a journal there";
    access(folder, Access::WRITE_OK).is_err().then(|| why.into())
}

/// Whether there is no room, or the system takes no writing for another reason that does not concern the content.
fn is_full(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(error.sqlite_error_code(), Some(Code::DiskFull | Code::ReadOnly | Code::CannotOpen))
}

pub(super) fn enter(
    conn: &Connection,
    options: &OpenOptions,
    (network, recovered): (bool, bool),
    guard: &Guard,
) -> Result<Entered, StoreError> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let entered = session::enter(&tx, options, network, guard)?;
    if recovered && matches!(entered, Entered::Row(_)) {
        let actor = options.who.actor();
        let label = "recovered: a save that a crash had cut short was taken back";
        journal::append(&tx, &Mark::new(options.now, &actor, Action::Note, label), &[])?;
    }
    if let Entered::Row(id) = entered {
        // Held before anybody can see the row.
        guard.hold(id);
        tx.commit().inspect_err(|_| guard.release(id))?;
        return Ok(entered);
    }
    tx.commit()?;
    Ok(entered)
}

/// A file of another version is shown through a copy in memory, an older one brought up to date there; of the file
/// itself nothing changes, and nobody signs in.
fn open_copy(
    original: &mut Connection,
    looked: Looked,
    options: OpenOptions,
    outbox: Outbox,
) -> Result<(Store, Reader, Opened), StoreError> {
    let newer = newer(&looked);
    let mut copy = match newer {
        Some(_) => foreign::copy_of(original, &looked.path)?,
        None => upgrade::copy_of(original, looked.version, options.now, &options.who.actor())?,
    };
    let second = upgrade::in_memory(&mut copy)?;
    let past = past_of(&copy, options.as_of, &looked.path)?;
    let older = format!(
        "the file is of an older version of aims (file version {}, this program writes {}); “aims upgrade” brings it \
         up to date and keeps a copy of the old one",
        looked.version,
        schema::VERSION
    );
    let why = past.map_or(newer.clone().unwrap_or(older), told);
    let reader = Reader::over(second, None, past.map(|(seq, _)| seq));
    let place =
        Place { path: looked.path.clone(), identity: looked.identity, size: looked.size, guard: looked.guard.clone() };
    let mut file = OpenFile::new(&copy, place, &options, None, Some(why.clone()), outbox.clone())?;
    file.past = past.map(|(seq, _)| seq);
    let opened = Opened {
        read_only: Some(why),
        notices: notices::of(&looked, false, false),
        rescues: Vec::new(),
        others: Vec::new(),
        recovered: false,
        path: looked.path,
        older: newer.is_none().then_some(looked.version),
        newer: newer.is_some().then_some(looked.version),
        damage: None,
        as_of: past,
        checking: false,
    };
    Ok((Store::start(Writer::new(file, &copy, options, outbox, false), copy)?, reader, opened))
}

/// The step that a moment of the past means, with its time.
fn past_of(conn: &Connection, as_of: Option<AsOf>, path: &Path) -> Result<Option<(u64, Stamp)>, StoreError> {
    let seq = match as_of {
        None => return Ok(None),
        Some(AsOf::Step(seq)) => Some(seq),
        Some(AsOf::Day(day)) => past::step_of(conn, day)?,
    };
    let entry = seq.map_or(Ok(None), |seq| journal::entry(conn, seq))?;
    match entry.and_then(|e| Some((e.seq, Stamp::parse(&e.at)?))) {
        Some(found) => Ok(Some(found)),
        None => {
            let (last, _) = journal::head(conn)?;
            let why = format!("there are no records as of then; the file holds steps 1 to {last} of its journal");
            Err(StoreError::refused(path, why))
        }
    }
}

/// Why the past is not written.
fn told((seq, at): (u64, Stamp)) -> String {
    format!("as of {} {} (step {seq}); the past is only read", at.date(), at.clock())
}
