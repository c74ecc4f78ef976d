//! Ids: short, stable, typeable. A prefix and a number (`S-04`, `F-014`), or a reference of the standard (`A.6.2.4`).

use super::{kind::Kind, skeleton};
use std::{fmt, str::FromStr};

/// The name of one record, unique in its file and never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    pub kind: Kind,
    /// 1 and up; for [`Kind::Item`] see [`skeleton`].
    pub n: u32,
}

impl Id {
    pub const fn new(kind: Kind, n: u32) -> Id {
        Id { kind, n }
    }

    /// The id of a clause or control from its published reference.
    pub fn item(reference: &str) -> Option<Id> {
        skeleton::number(reference).map(|n| Id::new(Kind::Item, n))
    }
}

/// Whether a word reads like an id with a prefix, or like the beginning of one: `S-`, `ds-01`.
pub fn reads_as_id(word: &str) -> bool {
    let Some((prefix, number)) = word.split_once('-') else { return false };
    let known = || Kind::ALL.iter().any(|k| k.spec().prefix.eq_ignore_ascii_case(prefix));
    number.bytes().all(|b| b.is_ascii_digit()) && known()
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spec = self.kind.spec();
        match (self.kind, skeleton::reference(self.n)) {
            (Kind::Item, Some(reference)) => f.pad(reference),
            (Kind::Item, None) => {
                f.pad(&format!("{}-{:02}", spec.prefix, (self.n + 1).saturating_sub(skeleton::FIRST_OWN)))
            }
            _ => f.pad(&format!("{}-{:0width$}", spec.prefix, self.n, width = spec.digits)),
        }
    }
}

/// Text that names no record.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not an id: a prefix and a number such as S-04, or a clause or control such as A.6.2.4, is allowed")]
pub struct NotAnId(pub String);

impl FromStr for Id {
    type Err = NotAnId;

    /// Reads an id as people type it: any case, leading zeros and the dash optional.
    fn from_str(text: &str) -> Result<Id, NotAnId> {
        let t = text.trim();
        if let Some(id) = Id::item(t) {
            return Ok(id);
        }
        let refuse = || NotAnId(text.to_string());
        let digits = t.find(|c: char| c.is_ascii_digit()).ok_or_else(refuse)?;
        let prefix = t[..digits].trim_end_matches('-');
        let n: u32 = t[digits..].parse().map_err(|_| refuse())?;
        let kind =
            Kind::ALL.iter().copied().find(|k| k.spec().prefix.eq_ignore_ascii_case(prefix)).ok_or_else(refuse)?;
        match (kind, n) {
            (_, 0) => Err(refuse()),
            (Kind::Item, n) => Ok(Id::new(kind, n.saturating_add(skeleton::FIRST_OWN - 1))),
            _ => Ok(Id::new(kind, n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_they_print() {
        for id in
            [Id::new(Kind::System, 4), Id::new(Kind::Finding, 14), Id::new(Kind::Item, 119), Id::new(Kind::Item, 1001)]
        {
            assert_eq!(id.to_string().parse::<Id>(), Ok(id));
        }
        assert_eq!(Id::new(Kind::Finding, 14).to_string(), "F-014");
        assert_eq!("s4".parse(), Ok(Id::new(Kind::System, 4)));
        assert_eq!("c-1".parse::<Id>().unwrap().to_string(), "C-01");
    }

    #[test]
    fn words_read_as_ids_by_prefix_and_dash() {
        assert!(["S-01", "ds-1", "s-", "ORG-1"].into_iter().all(reads_as_id));
        assert!(["gpt-4", "2026-11", "-", "s01", "s-0a", "A.6.2"].into_iter().all(|w| !reads_as_id(w)));
    }

    #[test]
    fn other_text_is_no_id() {
        for bad in ["", "S-", "S-0", "ZZ-1", "A.5.1", "-4", "S-99999999999"] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }
}
