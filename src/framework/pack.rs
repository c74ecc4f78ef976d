//! The clauses and controls of ISO/IEC 42001:2023 with guidance in own words, and the roles to be interviewed.
//!
//! Titles are the published short titles; every other text is the pack's own and does not replace the standard.

use super::read;
use crate::domain::{
    Id, Kind,
    headings::{Heading, heading_of},
    kinds::item::Group,
    skeleton,
};
use serde::Deserialize;
use std::sync::OnceLock;

/// The version of the pack's texts: another one with each change of them, held by a test.
pub const VERSION: u32 = 1;

/// How the pack is called where a round keeps what it was walked with: `built-in pack, version 1`.
pub fn name() -> String {
    format!("built-in pack, version {VERSION}")
}

/// What the pack knows about one clause or control.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    #[serde(rename = "reference", deserialize_with = "read::id")]
    pub id: Id,
    /// The published short title; *General* stands there four times, so lists use [`Item::display_title`].
    pub title: &'static str,
    display: Option<&'static str>,
    /// Reference of the nearest heading, for example `7.5` or `A.6.2`.
    pub parent: &'static str,
    /// What is asked for.
    pub statement: &'static str,
    /// What good looks like: points that an auditor ticks off.
    pub checks: Vec<&'static str>,
    /// Indices into [`person::ROLES`](crate::domain::kinds::person::ROLES), the best person to ask first.
    #[serde(deserialize_with = "read::interviewees")]
    pub interviewees: Vec<u8>,
    /// What to ask to see.
    pub evidence: Vec<&'static str>,
    /// Questions, the key question first.
    pub questions: Vec<&'static str>,
    /// Where Annex B has guidance; controls only.
    pub annex_b: Option<&'static str>,
    /// The documented information that a clause asks for.
    #[serde(default)]
    pub documented: Vec<Documented>,
    /// Whether a control is expected to be documented when it applies.
    #[serde(default)]
    pub papers_expected: bool,
    /// Controls that carry out a clause, and the clauses that a control carries out.
    #[serde(default, deserialize_with = "read::ids")]
    pub related: Vec<Id>,
    /// Where readers stumble or sources disagree.
    pub note: Option<&'static str>,
}

/// One piece of documented information.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documented {
    pub title: &'static str,
    /// `document` or `record`.
    pub kind: &'static str,
    /// Not demanded by name, but hardly to be shown otherwise.
    pub implied: bool,
    pub note: Option<&'static str>,
}

/// Someone to interview.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The code in [`person::ROLES`](crate::domain::kinds::person::ROLES).
    pub code: &'static str,
    pub title: &'static str,
    /// Why an auditor talks to them.
    pub why: &'static str,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Pack {
    roles: Vec<Role>,
    items: Vec<Item>,
}

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        // The text is part of the program, and a test parses it.
        serde_json::from_str(include_str!("iso42001.json")).expect("the built-in pack is sound")
    })
}

/// The 32 auditable clauses, then the 38 controls, in the order of the standard.
pub fn items() -> &'static [Item] {
    &pack().items
}

/// The clause or control with this reference, letters in any case.
pub fn item(reference: &str) -> Option<&'static Item> {
    by_id(Id::item(reference)?)
}

/// The clause or control behind a record id; nothing for own controls and other kinds.
pub fn by_id(id: Id) -> Option<&'static Item> {
    let at = match id.n {
        _ if id.kind != Kind::Item => return None,
        n @ 1..skeleton::FIRST_CONTROL => n - 1,
        n => (n - skeleton::FIRST_CONTROL).checked_add(skeleton::CLAUSES.len() as u32)?,
    };
    items().get(at as usize).filter(|item| item.id == id)
}

/// The roles, in the order of [`person::ROLES`](crate::domain::kinds::person::ROLES).
pub fn roles() -> &'static [Role] {
    &pack().roles
}

/// The role with this code.
pub fn role(code: &str) -> Option<&'static Role> {
    roles().iter().find(|role| role.code == code)
}

impl Item {
    /// For example `A.6.2.4`.
    pub fn reference(&self) -> &'static str {
        skeleton::reference(self.id.n).unwrap_or_default()
    }
    /// A title that can stand alone: the published one, with its heading where that says only *General*.
    pub fn display_title(&self) -> &'static str {
        self.display.unwrap_or(self.title)
    }
    pub fn group(&self) -> Group {
        if self.id.n < skeleton::FIRST_CONTROL { Group::Clause } else { Group::Control }
    }
    /// The heading it is listed under; see [`heading_of`].
    pub fn heading(&self) -> Option<&'static Heading> {
        heading_of(self.id)
    }
    /// The place of a role among those to ask: 0 is the best; nothing if the role is not among them.
    pub fn place_of(&self, role: u8) -> Option<usize> {
        self.interviewees.iter().position(|r| *r == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, kinds::person::ROLES};
    use std::collections::HashSet;

    #[test]
    fn every_clause_and_control_is_here_in_order_with_its_title() {
        let references: Vec<&str> = items().iter().map(Item::reference).collect();
        let skeleton: Vec<&str> = skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).copied().collect();
        assert_eq!(references, skeleton);
        assert_eq!(items().iter().filter(|i| i.group() == Group::Clause).count(), 32);
        assert_eq!(items().iter().filter(|i| i.group() == Group::Control).count(), 38);
        for i in items() {
            assert!(!i.title.is_empty() && !i.statement.is_empty(), "{}", i.reference());
            assert_eq!(by_id(i.id).map(|found| found.id), Some(i.id));
        }
        assert_eq!(by_id(Id::new(Kind::Item, 33)).map(Item::reference), None);
        assert_eq!(by_id(Id::new(Kind::Item, 139)).map(Item::reference), None);
        assert_eq!(by_id(Id::new(Kind::Item, 1001)).map(Item::reference), None);
        assert_eq!(by_id(Id::new(Kind::Item, u32::MAX)).map(Item::reference), None);
        assert_eq!(by_id(Id::new(Kind::System, 1)).map(Item::reference), None);
    }

    #[test]
    fn the_texts_change_only_with_the_version() {
        use sha2::{Digest, Sha256};
        const DIGESTS: [&str; VERSION as usize] = ["ef2a8bc381c148c4c8bf9205cd2b926a708c81d938807c4758787644af4a0da9"];
        let digest: String =
            Sha256::digest(include_str!("iso42001.json")).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(DIGESTS.last(), Some(&digest.as_str()), "raise VERSION and add this digest");
    }

    #[test]
    fn titles_are_the_published_ones_and_clauses_are_told_apart() {
        let title = |r: &str| item(r).map(Item::display_title);
        assert_eq!(title("6.1.4"), Some("AI system impact assessment"));
        assert_eq!(title("8.4"), Some("AI system impact assessment (operation)"));
        assert_eq!(title("10.1"), Some("Continual improvement"));
        assert_eq!(title("10.2"), Some("Nonconformity and corrective action"));
        assert_eq!(title("a.6.2.4"), Some("AI system verification and validation"));
        assert_eq!(title("A.8.3"), Some("External reporting"));
        assert_eq!(title("A.9.3"), Some("Objectives for responsible use of AI system"));
        assert_eq!(title("A.10.4"), Some("Customers"));
        assert_eq!(title("8.5"), None);
        let clauses: HashSet<_> = items().iter().take(32).map(Item::display_title).collect();
        let controls: HashSet<_> = items().iter().skip(32).map(Item::display_title).collect();
        assert_eq!((clauses.len(), controls.len()), (32, 38));
    }

    #[test]
    fn each_item_can_be_asked_and_judged() {
        for i in items() {
            assert!(i.questions.len() >= 3 && !i.checks.is_empty() && i.evidence.len() >= 2, "{}", i.reference());
            assert!(!i.interviewees.is_empty(), "{}", i.reference());
            let lines = i.questions.iter().chain(&i.checks).chain(&i.evidence);
            for line in lines.chain([&i.display_title()]) {
                assert!(
                    line.chars().count() <= Field::LINE_MAX && !line.trim().is_empty(),
                    "{}: {line}",
                    i.reference()
                );
            }
            let once: HashSet<_> = i.questions.iter().collect();
            assert_eq!(once.len(), i.questions.len());
        }
        assert_eq!(items().iter().map(|i| i.questions.len()).sum::<usize>(), 259);
    }

    #[test]
    fn controls_have_their_guidance_and_clauses_their_documents() {
        for i in items() {
            let expected = i.reference().starts_with('A').then(|| i.reference().replacen('A', "B", 1));
            assert_eq!(i.annex_b, expected.as_deref());
            assert!(i.documented.iter().all(|d| ["document", "record"].contains(&d.kind)));
        }
        assert_eq!(items().iter().map(|i| i.documented.len()).sum::<usize>(), 24);
        assert_eq!(items().iter().filter(|i| i.papers_expected).count(), 26);
        assert_eq!(item("6.1.3").map(|i| i.documented.len()), Some(5));
    }

    #[test]
    fn relations_are_walkable_from_both_ends() {
        for i in items() {
            for other in &i.related {
                assert!(by_id(*other).is_some_and(|o| o.related.contains(&i.id)), "{} {other}", i.reference());
                assert_ne!(by_id(*other).map(Item::group), Some(i.group()));
            }
        }
    }

    #[test]
    fn roles_are_those_of_the_records_in_the_same_order() {
        let here: Vec<&str> = roles().iter().map(|r| r.code).collect();
        let there: Vec<&str> = ROLES.iter().map(|r| r.code).collect();
        assert_eq!(here, there);
        assert!(roles().iter().all(|r| !r.title.is_empty() && !r.why.is_empty()));
        assert_eq!(role("ml_lead").map(|r| r.code), Some("ml_lead"));
        for asked in 0..roles().len() as u8 {
            assert!(items().iter().any(|i| i.place_of(asked).is_some()), "{}", roles()[asked as usize].code);
        }
    }
}
