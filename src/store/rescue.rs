//! A readable copy of what could not be written into the file, for its owner's eyes only, and the way back from it.

use super::{Copied, Draft, Request, header, session};
use crate::domain::{Change, Edit, Id, Stamp, Value, gate::Road, own};
use etcetera::BaseStrategy;
use rustix::fs::FlockOperation;
use serde_json::{Map, Value as Json, json};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::{DirBuilder, File},
    io::{self, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The end of the name of a rescue file, after the data file's, the process's and a number of its own.
const ENDING: &str = ".rescue.json";
/// Entries of a folder that are looked at.
const FOLDER_MAX: usize = 10_000;
const RESCUE_MAX: u64 = 256 << 20;
/// Names that are tried before a folder counts as one that cannot be written.
const NAMES: u32 = 100;

/// Rescue files that this process made and still keeps current, each held open with a lock by which the kernel tells
/// other sessions that this one lives.
static OWN: Mutex<BTreeMap<PathBuf, File>> = Mutex::new(BTreeMap::new());

fn own() -> MutexGuard<'static, BTreeMap<PathBuf, File>> {
    OWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folder for rescue files: the user's state folder, by the XDG rules on every system.
pub(super) fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("aims").join("rescue"))
}

/// What could not be saved, read back from its file.
#[derive(Clone, Debug)]
pub struct Rescue {
    pub path: PathBuf,
    pub actor: String,
    pub why: String,
    /// Steps with the moment they were made, in their order.
    pub changes: Vec<(Change, Stamp)>,
    pub drafts: Vec<Draft>,
    /// Settings, lines that were being typed among them.
    pub settings: Vec<(String, String)>,
    /// What a newer or older program wrote there that cannot be read back by this one.
    pub unread: usize,
}

/// The content of a rescue file.
pub(super) fn text(file: &Path, actor: &str, why: &str, waiting: &[&Request]) -> String {
    let json = content(file, actor, why, waiting);
    serde_json::to_string_pretty(&json).unwrap_or_else(|_| json.to_string())
}

/// Writes a change that will never be taken as it is.
pub(super) fn refused(folder: Option<&Path>, file: &Path, actor: &str, why: &str, request: &Request) -> Option<Copied> {
    let copy = put(folder, file, &text(file, actor, why, &[request]));
    // It is not kept current: the next start may offer it.
    copy.iter().for_each(|copy| let_go(&copy.path));
    copy
}

/// Writes steps that were in the file once.
pub(super) fn vanished<'a>(
    folder: Option<&Path>,
    file: &Path,
    actor: &str,
    why: &str,
    steps: impl Iterator<Item = &'a Request>,
) -> Option<Copied> {
    let steps: Vec<&Request> = steps.collect();
    let copy = put(folder, file, &text(file, actor, why, &steps));
    copy.iter().for_each(|copy| let_go(&copy.path));
    copy
}

/// Writes a whole data file beside the rescue files.
pub(super) fn whole(folder: Option<&Path>, file: &Path, whose: &str, bytes: &[u8]) -> Option<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-{whose}.rescue.aims");
    let beside = file.parent().map(Path::to_path_buf);
    let mut folders = folder.map(Path::to_path_buf).into_iter().chain(beside);
    folders.find_map(|folder| whole_in(&folder, &name, bytes).ok())
}

/// Rescue files of a data file that sessions which have ended left, in their folder or beside the file.
pub(super) fn left_for(folder: Option<&Path>, file: &Path) -> Vec<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut left: Vec<PathBuf> = folder
        .into_iter()
        .chain(file.parent())
        .filter_map(|folder| folder.read_dir().ok())
        .flat_map(|entries| entries.flatten().take(FOLDER_MAX))
        .filter(|entry| ended(&entry.path(), &entry.file_name().to_string_lossy(), &stem))
        .map(|entry| entry.path())
        .filter(|path| is_about(path, file))
        .collect();
    left.sort_unstable();
    left.dedup();
    left
}

/// What waits for a data file, whose real path this is.
pub fn rescues(file: &Path, folder: &Path) -> Vec<Rescue> {
    left_for(Some(folder), file).iter().filter_map(|path| read(path)).collect()
}

/// Whether this is a rescue file of `stem` whose process is gone, or that this process does not keep current.
fn ended(path: &Path, name: &str, stem: &str) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
    let Some(whose) = rest.and_then(|rest| rest.strip_suffix(ENDING)) else { return false };
    let pid = whose.split('-').next().unwrap_or_default().parse::<u32>();
    match pid {
        Ok(pid) if pid == std::process::id() => !own().contains_key(path),
        Ok(pid) => !is_held(path).unwrap_or_else(|| session::runs(pid)),
        Err(_) => false,
    }
}

/// Locks a rescue file for as long as this process keeps it current. Where the file system has no locks, whose process
/// it is counts.
fn hold(file: &File) {
    let _ = rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive);
}

/// Whether a living process holds a rescue file; `None` if the file system cannot tell.
fn is_held(path: &Path) -> Option<bool> {
    let file = File::open(path).ok()?;
    match rustix::fs::flock(&file, FlockOperation::NonBlockingLockShared) {
        Ok(()) => Some(false),
        Err(rustix::io::Errno::WOULDBLOCK) => Some(true),
        Err(_) => None,
    }
}

/// Two files may have the same name in different folders.
fn is_about(rescue: &Path, file: &Path) -> bool {
    json(rescue).is_some_and(|json| json["file"].as_str() == Some(&*file.display().to_string()))
}

fn json(rescue: &Path) -> Option<Json> {
    let plain = rescue.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() <= RESCUE_MAX);
    serde_json::from_slice(&plain.then(|| std::fs::read(rescue).ok())??).ok()
}

/// Writes the file as a whole, readable by its owner only: over `own`, else under a name that nothing has; first choice
/// is `folder`, then the folder of the data file. `None` if neither can be written. The disk has not confirmed it yet.
pub(super) fn place(folder: Option<&Path>, file: &Path, own: Option<&Path>, text: &str) -> Option<PathBuf> {
    if let Some(path) = own.filter(|path| over(path, text).is_ok()) {
        return Some(path.into());
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let beside = file.parent().map(Path::to_path_buf);
    folder.map(Path::to_path_buf).into_iter().chain(beside).find_map(|folder| make(&folder, &stem, text).ok())
}

/// Takes the place of a rescue file of one's own.
fn over(path: &Path, text: &str) -> io::Result<()> {
    let file = written(path.parent().ok_or(io::ErrorKind::InvalidInput)?, text)?;
    hold(file.as_file());
    let file = file.persist(path).map_err(|e| e.error)?;
    own().insert(path.into(), file);
    Ok(())
}

/// A confirmed rescue file of one's own gets the name of an older one; false if that cannot be done.
pub(super) fn take_place(newer: &Path, older: &Path) -> bool {
    let renamed = std::fs::rename(newer, older).is_ok();
    if renamed {
        let mut own = own();
        let file = own.remove(newer);
        file.map(|file| own.insert(older.into(), file));
        drop(own);
        let _ = header::sync_folder(older);
    }
    renamed
}

/// Waits until the disk has confirmed a rescue file; it stays although that fails.
pub(super) fn sync(path: &Path) -> bool {
    File::open(path).and_then(|file| file.sync_all()).is_ok() && header::sync_folder(path).is_ok()
}

fn put(folder: Option<&Path>, file: &Path, text: &str) -> Option<Copied> {
    let path = place(folder, file, None, text)?;
    Some(Copied { synced: sync(&path), path })
}

fn written(folder: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Replaces the file as a whole, readable by its owner only.
fn whole_in(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let path = folder.join(name);
    file.persist(&path).map_err(|e| e.error)?;
    Ok(path)
}

/// Takes the place of a rescue file that no living session keeps, and waits for the disk.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let file = written(folder, text)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    header::sync_folder(path)
}

fn make(folder: &Path, stem: &str, text: &str) -> io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = written(folder, text)?;
    let pid = std::process::id();
    hold(file.as_file());
    for n in 1..=NAMES {
        let path = folder.join(format!("{stem}-{pid}-{n}{ENDING}"));
        match file.persist_noclobber(&path) {
            Ok(file) => {
                own().insert(path.clone(), file);
                return Ok(path);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Leaves only the steps of a rescue file that was read back: the rest of it is taken in.
pub(super) fn keep_steps(found: &Rescue) -> io::Result<()> {
    let mut json = json(&found.path).ok_or(io::ErrorKind::InvalidData)?;
    let changes = found.changes.iter().map(|(change, at)| step(change, &at.to_string())).collect();
    json["changes"] = Json::Array(changes);
    ["drafts", "settings", "undone"].iter().for_each(|name| json[*name] = Json::Array(Vec::new()));
    let text = serde_json::to_string_pretty(&json).map_err(io::Error::other)?;
    replace(&found.path, &text)
}

/// Removes a rescue file whose content is in the file.
pub(super) fn remove(path: &Path) {
    own().remove(path);
    let _ = std::fs::remove_file(path);
}

/// The session that kept these current has ended: the next one may take them.
pub(super) fn let_go(path: &Path) {
    own().remove(path);
}

/// Reads a rescue file back.
pub(super) fn read(path: &Path) -> Option<Rescue> {
    let json = json(path)?;
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_string();
    let (changes, drafts) = (list("changes"), list("drafts"));
    let all = changes.len() + drafts.len();
    let changes: Vec<_> = changes.iter().filter_map(read_step).collect();
    let drafts: Vec<_> = drafts.iter().filter_map(read_draft).collect();
    let pair = |json: &Json| Some((json["key"].as_str()?.to_string(), json["value"].as_str()?.to_string()));
    let settings = list("settings").iter().filter_map(pair).collect();
    let unread = all - changes.len() - drafts.len();
    Some(Rescue { path: path.into(), actor: text("actor"), why: text("why"), changes, drafts, settings, unread })
}

fn read_stamp(json: &Json) -> Option<Stamp> {
    Stamp::parse(json["at"].as_str()?)
}

fn read_place(json: &Json) -> Option<(Id, usize)> {
    let id: Id = json["id"].as_str()?.parse().ok()?;
    Some((id, id.kind.spec().field(json["field"].as_str()?)?))
}

fn read_draft(json: &Json) -> Option<Draft> {
    let (id, field) = read_place(json)?;
    let text = |name: &str| json[name].as_str().map(String::from);
    Some(Draft { id, field, text: text("text")?, extra: text("extra")?, at: read_stamp(json)? })
}

fn read_step(json: &Json) -> Option<(Change, Stamp)> {
    let mut change = Change::new(json["label"].as_str()?).by(Road::Rescue);
    change.edits = json["records"].as_array()?.iter().map(read_edit).collect::<Option<_>>()?;
    change.ends_draft = read_place(&json["ends"]);
    change.reason = json["reason"].as_str().map(String::from);
    change.taken_over = json["taken_over"].as_str().map(String::from);
    let at = read_stamp(json)?;
    change.made = Some(at);
    Some((change, at))
}

fn read_edit(json: &Json) -> Option<Edit> {
    if let Some(id) = json["new"].as_str() {
        let id: Id = id.parse().ok()?;
        return Some(Edit::Create { id, values: read_fields(id, &json["fields"])? });
    }
    let id: Id = json["changed"].as_str()?.parse().ok()?;
    let rev = u32::try_from(json["rev"].as_u64()?).ok()?;
    Some(match json["hidden"].as_bool() {
        Some(hidden) => Edit::Hide { id, rev, hidden },
        None => Edit::Set { id, rev, values: read_fields(id, &json["fields"])? },
    })
}

fn read_fields(id: Id, json: &Json) -> Option<Vec<(usize, Value)>> {
    let value = |(name, json): (&String, &Json)| {
        let field = own::named(id.kind, name)?;
        Some((field, Value::from_json(own::stored(id.kind, field)?, json).ok()?))
    };
    json.as_object()?.iter().map(value).collect()
}

fn content(file: &Path, actor: &str, why: &str, waiting: &[&Request]) -> Json {
    let (mut changes, mut drafts, mut settings, mut undone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for request in waiting {
        match request {
            Request::Save { change, at } => changes.push(step(change, &at.to_string())),
            Request::Draft(draft) => drafts.push(typed(draft)),
            Request::Keep { key, value } => settings.push(json!({ "key": key, "value": value })),
            Request::Undo { at, .. } => undone.push(json!({ "undo": at.to_string() })),
            Request::Redo { at, .. } => undone.push(json!({ "redo": at.to_string() })),
            _ => {}
        }
    }
    json!({
        "file": file.display().to_string(), "actor": actor, "why": why, "changes": changes, "drafts": drafts,
        "settings": settings, "undone": undone,
    })
}

fn typed(draft: &Draft) -> Json {
    json!({
        "id": draft.id.to_string(), "field": field_name(draft.id, draft.field), "text": draft.text,
        "extra": draft.extra, "at": draft.at.to_string(),
    })
}

fn step(change: &Change, at: &str) -> Json {
    let records: Vec<Json> = change
        .edits
        .iter()
        .map(|edit| match edit {
            Edit::Create { id, values } => json!({ "new": id.to_string(), "fields": fields(*id, values) }),
            Edit::Set { id, rev, values } => {
                json!({ "changed": id.to_string(), "rev": rev, "fields": fields(*id, values) })
            }
            Edit::Hide { id, rev, hidden } => json!({ "changed": id.to_string(), "rev": rev, "hidden": hidden }),
        })
        .collect();
    let ends = change.ends_draft.map(|(id, f)| json!({ "id": id.to_string(), "field": field_name(id, f) }));
    json!({
        "label": change.label, "at": at, "records": records, "ends": ends, "reason": change.reason,
        "taken_over": change.taken_over,
    })
}

fn fields(id: Id, values: &[(usize, Value)]) -> Json {
    let pair = |(i, v): &(usize, Value)| Some((field_name(id, *i).into_owned(), v.to_json(own::stored(id.kind, *i)?)));
    let pairs = values.iter().filter_map(pair);
    Json::Object(pairs.collect::<Map<String, Json>>())
}

fn field_name(id: Id, field: usize) -> Cow<'static, str> {
    own::name(id.kind, field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_says_whether_the_session_of_a_rescue_file_lives_whatever_its_program_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a.aims");
        let copy = put(Some(folder.path()), &data, "{}").unwrap();
        assert_eq!(is_held(&copy.path), Some(true), "it is held while it is kept current");
        // Under the number of a process that runs, of a program of another name.
        let name = format!("a-1-1{ENDING}");
        let other = folder.path().join(&name);
        std::fs::rename(&copy.path, &other).unwrap();
        assert!(!ended(&other, &name, "a"), "its session lives");
        let_go(&copy.path);
        assert!(ended(&other, &name, "a"), "its session has ended, although process 1 runs");
    }
}
