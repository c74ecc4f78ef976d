//! A readable copy of what could not be written into the file, for its owner's eyes only.

use super::{Draft, Request, session};
use crate::domain::{Change, Edit, Id, Value};
use etcetera::BaseStrategy;
use serde_json::{Map, Value as Json, json};
use std::{
    fs::DirBuilder,
    io::Write,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// The end of the name of a rescue file, after the data file's and the process's.
const ENDING: &str = ".rescue.json";
/// Entries of a folder that are looked at.
const FOLDER_MAX: usize = 10_000;
const RESCUE_MAX: u64 = 256 << 20;

/// The folder for rescue files: the user's state folder, by the XDG rules on every system.
pub(super) fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("aims").join("rescue"))
}

/// Whether a request holds something that would be lost.
pub(super) fn holds_text(request: &Request) -> bool {
    matches!(request, Request::Save { .. } | Request::Draft(_))
}

/// Writes what waits into a file of this session and returns its path; first choice is `folder`, then the folder of
/// the data file. `None` if neither can be written.
pub(super) fn write<'a>(
    folder: Option<&Path>,
    file: &Path,
    pid: u32,
    why: &str,
    waiting: impl Iterator<Item = &'a Request>,
) -> Option<PathBuf> {
    let text = serde_json::to_string_pretty(&content(file, why, waiting)).ok()?;
    keep(folder, file, &format!("{pid}"), &text)
}

/// Writes a change that will never be taken as it is; `whose` is the process and the number of the change.
pub(super) fn refused(
    folder: Option<&Path>,
    file: &Path,
    whose: (u32, u32),
    why: &str,
    request: &Request,
) -> Option<PathBuf> {
    let text = serde_json::to_string_pretty(&content(file, why, std::iter::once(request))).ok()?;
    keep(folder, file, &format!("{}-{}", whose.0, whose.1), &text)
}

/// Writes steps that were in the file once; `whose` is the process and the number of the copy.
pub(super) fn vanished<'a>(
    folder: Option<&Path>,
    file: &Path,
    whose: (u32, u32),
    why: &str,
    steps: impl Iterator<Item = &'a Request>,
) -> Option<PathBuf> {
    let text = serde_json::to_string_pretty(&content(file, why, steps)).ok()?;
    keep(folder, file, &format!("{}-{}", whose.0, whose.1), &text)
}

/// Writes a whole data file beside the rescue files.
pub(super) fn whole(folder: Option<&Path>, file: &Path, whose: &str, bytes: &[u8]) -> Option<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-{whose}.rescue.aims");
    let beside = file.parent().map(Path::to_path_buf);
    let mut folders = folder.map(Path::to_path_buf).into_iter().chain(beside);
    folders.find_map(|folder| put(&folder, &name, bytes).ok())
}

/// Writes a draft that the writing thread could not take any more. Meant for the last moments of a process.
pub(crate) fn draft(file: &Path, draft: Draft) -> Option<PathBuf> {
    let request = Request::Draft(draft);
    let why = "the process was ended while the file could not be written";
    let text = serde_json::to_string_pretty(&content(file, why, std::iter::once(&request))).ok()?;
    keep(folder().as_deref(), file, &format!("{}-draft", std::process::id()), &text)
}

/// Rescue files of a data file that sessions which have ended left, in their folder or beside the file.
pub(super) fn left_for(folder: Option<&Path>, file: &Path, own: u32) -> Vec<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut left: Vec<PathBuf> = folder
        .into_iter()
        .chain(file.parent())
        .filter_map(|folder| folder.read_dir().ok())
        .flat_map(|entries| entries.flatten().take(FOLDER_MAX))
        .filter(|entry| ended(&entry.file_name().to_string_lossy(), &stem, own))
        .map(|entry| entry.path())
        .filter(|path| is_about(path, file))
        .collect();
    left.sort_unstable();
    left.dedup();
    left
}

/// Whether this is the name of a rescue file of `stem` whose process is gone.
fn ended(name: &str, stem: &str, own: u32) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
    let Some(whose) = rest.and_then(|rest| rest.strip_suffix(ENDING)) else { return false };
    let pid = whose.split('-').next().unwrap_or_default().parse::<u32>();
    pid.is_ok_and(|pid| pid != own && !session::runs(pid))
}

/// Two files may have the same name in different folders.
fn is_about(rescue: &Path, file: &Path) -> bool {
    let plain = rescue.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() <= RESCUE_MAX);
    let text = if plain { std::fs::read(rescue).unwrap_or_default() } else { Vec::new() };
    let json: Option<Json> = serde_json::from_slice(&text).ok();
    json.is_some_and(|json| json["file"].as_str() == Some(&*file.display().to_string()))
}

fn keep(folder: Option<&Path>, file: &Path, whose: &str, text: &str) -> Option<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-{whose}{ENDING}");
    let beside = file.parent().map(Path::to_path_buf);
    folder.map(Path::to_path_buf).into_iter().chain(beside).find_map(|folder| put(&folder, &name, text.as_bytes()).ok())
}

/// Replaces the file as a whole, readable by its owner only.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let path = folder.join(name);
    file.persist(&path).map_err(|e| e.error)?;
    Ok(path)
}

fn content<'a>(file: &Path, why: &str, waiting: impl Iterator<Item = &'a Request>) -> Json {
    let mut changes = Vec::new();
    let mut drafts = Vec::new();
    for request in waiting {
        match request {
            Request::Save { change, at } => changes.push(step(change, &at.to_string())),
            Request::Draft(draft) => drafts.push(typed(draft)),
            _ => {}
        }
    }
    json!({ "file": file.display().to_string(), "why": why, "changes": changes, "drafts": drafts })
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
            Edit::Set { id, values, .. } => json!({ "changed": id.to_string(), "fields": fields(*id, values) }),
            Edit::Hide { id, hidden, .. } => json!({ "changed": id.to_string(), "hidden": hidden }),
        })
        .collect();
    json!({ "label": change.label, "at": at, "records": records })
}

fn fields(id: Id, values: &[(usize, Value)]) -> Json {
    let described = id.kind.spec().fields;
    let pairs = values.iter().filter_map(|(i, v)| described.get(*i).map(|f| (f.name.to_string(), v.to_json(f))));
    Json::Object(pairs.collect::<Map<String, Json>>())
}

fn field_name(id: Id, field: usize) -> &'static str {
    id.kind.spec().fields.get(field).map_or("", |f| f.name)
}
