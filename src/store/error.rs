//! What can go wrong with a file, as sentences: what is wrong, where, and what helps.

use crate::shown::trouble;
use std::path::{Path, PathBuf};

/// Why a file was not created, opened or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{} does not exist", .0.display())]
    NotFound(PathBuf),
    #[error("{} exists already; choose another name, nothing was overwritten", .0.display())]
    Exists(PathBuf),
    /// Not a file of this program, or one that must not be opened as it lies there.
    #[error("{}: {why}", path.display())]
    Refused { path: PathBuf, why: String },
    /// Written by a newer version of the program.
    #[error(
        "{} was written by a newer version of aims (file version {found}, this program knows {known}); update aims",
        path.display()
    )]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("{}: {}", path.display(), trouble(source))]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}", sentence(.0))]
    Sql(#[from] rusqlite::Error),
    /// A step that cannot be written as it is.
    #[error("{0}")]
    Step(String),
}

impl StoreError {
    pub(super) fn refused(path: &Path, why: impl Into<String>) -> StoreError {
        StoreError::Refused { path: path.into(), why: why.into() }
    }
    /// Another program holds the file for the moment.
    pub fn is_busy(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        let StoreError::Sql(error) = self else { return false };
        matches!(error.sqlite_error_code(), Some(Code::DatabaseBusy | Code::DatabaseLocked))
    }
    /// The same error with the file it is about, and with what helps, where it did not say so.
    pub fn of_file(self, path: &Path) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let StoreError::Sql(error) = self else { return self };
        let whole = match error.sqlite_error_code() {
            None | Some(Code::DatabaseCorrupt | Code::NotADatabase) => {
                "; keep the file as it is and go back to a copy (aims verify says more)"
            }
            Some(_) => "",
        };
        StoreError::refused(path, format!("{}{whole}", sentence(&error)))
    }
    pub(super) fn io(path: &Path, source: std::io::Error) -> StoreError {
        match source.kind() {
            std::io::ErrorKind::NotFound => StoreError::NotFound(path.into()),
            std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.into()),
            _ => StoreError::Io { path: path.into(), source },
        }
    }
}

/// Why a change was not written.
#[derive(Debug)]
pub(super) enum Failure {
    /// A record is not as the change knew it: which edit, and who changed the record.
    Conflict { id: crate::domain::Id, mine: Vec<(usize, crate::domain::Value)>, who: String },
    /// It will never be written as it is.
    Refused(String),
    /// It may be written with a reason; the sentence is the question.
    Asks(String),
    /// It cannot be written now: keep it and try again.
    Keep(String),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        use rusqlite::{Error, ErrorCode as Code};
        let text = sentence(&error);
        match &error {
            Error::SqliteFailure(e, _) => match e.code {
                Code::ConstraintViolation
                | Code::TypeMismatch
                | Code::TooBig
                | Code::ApiMisuse
                | Code::ParameterOutOfRange
                | Code::AuthorizationForStatementDenied
                | Code::Unknown => Failure::Refused(text),
                _ => Failure::Keep(text),
            },
            _ => Failure::Refused(text),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> StoreError {
        match failure {
            Failure::Conflict { id, .. } => StoreError::Step(format!("{id} is not as this step knew it")),
            Failure::Refused(why) | Failure::Asks(why) | Failure::Keep(why) => StoreError::Step(why),
        }
    }
}

/// What is said while another program holds the file.
pub(super) const BUSY: &str = "another program holds the file";

/// How the sentence about pages that are no longer whole begins.
pub(super) const DAMAGED: &str = "the file is damaged";
/// What is said of bytes that are no text.
const NO_TEXT: &str = "the file is damaged: a text in it cannot be read";

/// An error of the database in words a person can act on.
pub(super) fn sentence(error: &rusqlite::Error) -> String {
    use rusqlite::{Error, ErrorCode as Code, ffi};
    let (code, message) = match error {
        Error::SqliteFailure(code, message) => (code, message.as_deref().unwrap_or_default()),
        Error::FromSqlConversionFailure(_, _, inner) if inner.is::<std::str::Utf8Error>() => return NO_TEXT.into(),
        Error::FromSqlConversionFailure(_, _, inner) => return inner.to_string(),
        Error::Utf8Error(..) => return NO_TEXT.into(),
        Error::InvalidColumnType(_, column, found) => {
            return format!("the file is damaged: in the column {column} stands what does not belong there ({found})");
        }
        Error::IntegralValueOutOfRange(_, number) => {
            return format!("the file is damaged: the number {number} stands where it is not possible");
        }
        other => return other.to_string(),
    };
    match code.code {
        Code::DiskFull => "the disk is full".into(),
        Code::DatabaseBusy | Code::DatabaseLocked => BUSY.into(),
        Code::ReadOnly if code.extended_code == ffi::SQLITE_READONLY_DBMOVED => {
            "the file was moved or replaced while it was open".into()
        }
        Code::ReadOnly => "the file cannot be written (read-only)".into(),
        Code::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_WRITE => {
            "the disk does not take what is written, or files may not grow that large here".into()
        }
        Code::SystemIoFailure => format!("the disk reports an error (code {})", code.extended_code),
        Code::CannotOpen => "the file or its folder cannot be opened for writing".into(),
        Code::DatabaseCorrupt | Code::NotADatabase => "the file is damaged".into(),
        Code::ConstraintViolation => format!("a value is outside what the file allows ({message})"),
        Code::TooBig => "a single step is larger than the file allows (64 MiB); do it in parts".into(),
        _ => format!("the file cannot be used: {message} (code {})", code.extended_code),
    }
}

/// An error for content of the file that cannot be read, with its sentence.
pub(super) fn damaged(sentence: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, sentence.into())
}
