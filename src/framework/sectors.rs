//! What the sector and the roles of an organisation bring forward: questions to look harder with, risks of the catalogue,
//! controls that move up or down. Ours and not the standard's. Nothing is hidden by it: what moves down stays in the list.

use crate::domain::{
    Id, Kind, Record, Records,
    kinds::organisation::{self, AI_ROLES},
};
use serde::Deserialize;
use std::sync::OnceLock;

/// What is known of one sector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sector {
    sector: &'static str,
    look_harder: Vec<&'static str>,
    /// Numbers of the catalogue.
    risks: Vec<u32>,
    /// Clause or control, and question.
    questions: Vec<(&'static str, &'static str)>,
}

fn all() -> &'static [Sector] {
    static ALL: OnceLock<Vec<Sector>> = OnceLock::new();
    ALL.get_or_init(|| {
        // The text is part of the program, and a test reads it.
        serde_json::from_str(include_str!("sectors.json")).expect("the built-in notes on sectors are sound")
    })
}

/// The sectors that the organisation names.
fn of(records: &Records) -> impl Iterator<Item = &'static Sector> + '_ {
    let named = |code: &str| records.single(Kind::Organisation).is_some_and(|o| has(o, organisation::SECTORS, code));
    all().iter().filter(move |s| named(s.sector))
}

fn has(organisation: &Record, field: usize, code: &str) -> bool {
    organisation.words(field).any(|word| word == code)
}

/// The questions of its sectors about an item, each with the name under which it is known for ever.
pub(super) fn questions(records: &Records, item: Id) -> Vec<(String, &'static str)> {
    let numbered = of(records).flat_map(|s| s.questions.iter().enumerate().map(move |(at, q)| (s.sector, at, q)));
    let mine = numbered.filter(|(_, _, (about, _))| Id::item(about) == Some(item));
    mine.map(|(sector, at, (_, text))| (format!("sector:{sector}:{}", at + 1), *text)).collect()
}

/// How far an item moves up (below nothing) or down for its sectors and roles.
pub(super) fn moves(records: &Records, item: Id) -> i64 {
    let harder = of(records).any(|s| s.look_harder.iter().any(|about| Id::item(about) == Some(item)));
    let away = records.single(Kind::Organisation).is_some_and(|o| is_of_others(o, item));
    i64::from(away) * 2 - i64::from(harder)
}

/// What who builds, provides or uses AI systems is asked; by the first part of the reference.
const OF_BUILDERS: &[&str] = &["A.6.1.", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.7", "A.7."];
const OF_PROVIDERS: &[&str] = &["A.8.2", "A.8.5", "A.10.4"];
const OF_USERS: &[&str] = &["A.9."];

/// Whether an item is for roles that the organisation does not have. Where no role is named none is shut out.
fn is_of_others(organisation: &Record, item: Id) -> bool {
    let plays = |code: &str| has(organisation, organisation::ROLES, code);
    if !AI_ROLES.iter().any(|role| plays(role.code)) {
        return false;
    }
    let reference = item.to_string();
    let among = |list: &[&str]| list.iter().any(|part| reference.starts_with(part));
    let (builds, uses) = (plays("provider") || plays("producer"), plays("customer"));
    (among(OF_BUILDERS) && !builds) || (among(OF_PROVIDERS) && !plays("provider")) || (among(OF_USERS) && !uses)
}

/// Whether a risk of the catalogue stands first in one of its sectors.
pub(super) fn is_near(records: &Records, risk: u32) -> bool {
    of(records).any(|s| s.risks.contains(&risk))
}

/// Roles under the EU AI Act that the organisation's roles come to; used where a system says none itself.
pub fn act_roles(records: &Records) -> Vec<&'static str> {
    let Some(organisation) = records.single(Kind::Organisation) else { return Vec::new() };
    let plays = |code: &str| has(organisation, organisation::ROLES, code);
    let provides = (plays("provider") || plays("producer")).then_some("provider");
    provides.into_iter().chain(plays("customer").then_some("deployer")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Field, Value, kinds::organisation::SECTOR_WORDS},
        framework::risks,
    };

    #[test]
    fn every_sector_is_known_and_names_controls_questions_and_risks_that_are_there() {
        assert_eq!(all().len(), SECTOR_WORDS.len());
        for s in all() {
            assert!(SECTOR_WORDS.iter().any(|w| w.code == s.sector), "{}", s.sector);
            assert!(s.look_harder.iter().chain(s.questions.iter().map(|(i, _)| i)).all(|i| Id::item(i).is_some()));
            assert!(s.risks.iter().all(|n| risks().iter().any(|r| r.n == *n)), "{}", s.sector);
            assert!(s.questions.len() >= 2 && s.questions.iter().all(|(_, q)| q.chars().count() <= Field::LINE_MAX));
        }
    }

    #[test]
    fn roles_move_what_is_not_theirs_down_and_hide_nothing() {
        let mut records = Records::default();
        let organisation = |roles: &str, sectors: &str| {
            let words = |text: &str| if text.is_empty() { Value::Empty } else { Value::Words(text.into()) };
            let record = Record::new(Id::new(Kind::Organisation, 1));
            record.with(organisation::ROLES, words(roles)).with(organisation::SECTORS, words(sectors))
        };
        let item = |text: &str| Id::item(text).unwrap();
        records.put([organisation("", "")]);
        assert_eq!((moves(&records, item("A.6.2.3")), moves(&records, item("A.9.3"))), (0, 0));
        records.put([organisation("customer", "health")]);
        assert_eq!((moves(&records, item("A.6.2.3")), moves(&records, item("A.9.3"))), (2, -1));
        assert_eq!(act_roles(&records), ["deployer"]);
        assert_eq!(questions(&records, item("A.7.4")).len(), 1);
        records.put([organisation("provider", "")]);
        assert_eq!((moves(&records, item("A.6.2.3")), moves(&records, item("A.9.3"))), (0, 2));
    }
}
