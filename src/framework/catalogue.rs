//! The catalogue of AI risks: starting points for the register, to be worded for the system at hand.

use super::{read, sectors};
use crate::domain::{
    Choice, Id, Kind, Record, Records, Value,
    kinds::{
        YES,
        obligation::{self, Source},
        risk,
        system::{self, Decisions, Origin, Technique},
    },
    progress,
};
use serde::Deserialize;
use std::sync::OnceLock;

/// One entry of the catalogue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueRisk {
    /// 1 and up; a number of the catalogue, not the id of a risk in the register.
    pub n: u32,
    pub title: &'static str,
    pub description: &'static str,
    /// Why it can happen.
    pub cause: &'static str,
    /// Index into [`risk::AREAS`].
    #[serde(deserialize_with = "read::area")]
    pub area: u8,
    /// `any`, `learning` (any but rules), `predictive`, `recommender`, `reinforcement`, `generative`, `agentic`.
    pub techniques: Vec<&'static str>,
    /// Indices into [`risk::STAGES`], the stage where it arises first.
    #[serde(deserialize_with = "read::stages")]
    pub stages: Vec<u8>,
    /// Who is hit: `organization`, `individuals`, `society`.
    pub hits: Vec<&'static str>,
    /// Codes of the objectives of Annex C.2 that it endangers, and of the sources of Annex C.3 that it comes from.
    #[serde(deserialize_with = "read::objectives")]
    pub objectives: Vec<&'static str>,
    #[serde(deserialize_with = "read::risk_sources")]
    pub risk_sources: Vec<&'static str>,
    /// By what it is noticed.
    pub signs: &'static str,
    /// What tells in numbers when it gets worse.
    pub measure: &'static str,
    /// Controls of Annex A that are a fit; a proposal, not a prescription.
    #[serde(deserialize_with = "read::ids")]
    pub controls: Vec<Id>,
    /// Where public risk schemes name it.
    pub sources: Vec<&'static str>,
}

/// The catalogue, in its order.
pub fn risks() -> &'static [CatalogueRisk] {
    static RISKS: OnceLock<Vec<CatalogueRisk>> = OnceLock::new();
    RISKS.get_or_init(|| {
        // The text is part of the program, and a test parses it.
        serde_json::from_str(include_str!("risks.json")).expect("the built-in risk catalogue is sound")
    })
}

/// The catalogue with what is near to the sectors of the organisation first, and whether each is.
pub fn risks_for(records: &Records) -> Vec<(&'static CatalogueRisk, bool)> {
    let mut all: Vec<(&CatalogueRisk, bool)> = risks().iter().map(|r| (r, sectors::is_near(records, r.n))).collect();
    all.sort_by_key(|(_, near)| !near);
    all
}

/// The values of a new risk taken from the catalogue, for a system if one is at hand: all that the catalogue knows of it.
/// A breach of law names the duties of the legal register that the system has.
pub fn risk_from_catalogue(records: &Records, entry: &CatalogueRisk, system: Option<Id>) -> Vec<(usize, Value)> {
    let stage = entry.stages.first().map_or(Value::Empty, |stage| Value::Choice(*stage));
    let words = |list: &[Choice], codes: &[&str]| Value::words(list, codes.iter().copied());
    let mut values = vec![
        (risk::TITLE, Value::text(entry.title)),
        (risk::DESCRIPTION, Value::text(entry.description)),
        (risk::CAUSE, Value::text(entry.cause)),
        (risk::SIGNS, Value::text(entry.signs)),
        (risk::SOURCES, words(risk::SOURCES_LIST, &entry.risk_sources)),
        (risk::HITS, words(risk::OBJECTIVES_LIST, &entry.objectives)),
        (risk::SEE, Value::text(entry.see())),
        (risk::AREA, Value::Choice(entry.area)),
        (risk::STAGE, stage),
        (risk::CONTROLS, Value::refs(entry.controls.iter().copied())),
        (risk::SYSTEMS, Value::refs(system)),
        (risk::STATUS, risk::Status::Open.value()),
        (risk::WATCHED, Value::text(entry.measure)),
        (risk::NOTES, Value::text(format!("Who is hit: {}.", entry.hits.join(", ")))),
    ];
    if risk::AREAS[usize::from(entry.area)].code == "regulatory" {
        let of_system = |l: &&Record| system.is_none_or(|s| l.refs(obligation::SYSTEMS).contains(&s));
        let act = entry.sources.iter().any(|s| s.contains("AI Act"));
        let of_law = |l: &&Record| (Source::of(l, obligation::SOURCE) == Some(Source::Act)) == act;
        let duties = records.all(Kind::Obligation).filter(|l| obligation::is_legal(l) && !progress::is_over(l));
        values.push((risk::DUTIES, Value::refs(duties.filter(of_system).filter(of_law).map(|l| l.id))));
    }
    values
}

/// The organisation's own entries: risks of its register that it marked to be offered again.
pub fn own_risks(records: &Records) -> impl Iterator<Item = &Record> {
    records.all(Kind::Risk).filter(|r| r.choice(risk::OFFERED) == Some(YES))
}

/// The values of a new risk taken from one of the own catalogue: everything that is not of the one case.
pub fn risk_from_own(entry: &Record) -> Vec<(usize, Value)> {
    const TAKEN: &[usize] = &[
        risk::TITLE,
        risk::DESCRIPTION,
        risk::CAUSE,
        risk::SIGNS,
        risk::SOURCES,
        risk::HITS,
        risk::SEE,
        risk::AREA,
        risk::TYPE,
        risk::STAGE,
        risk::ACTOR,
        risk::ACT,
        risk::PATH,
        risk::EFFECT,
        risk::CONTROLS,
        risk::DUTIES,
        risk::WATCHED,
    ];
    let filled = |f: &&usize| !matches!(entry.value(**f), Value::Empty | Value::Unread);
    let taken = TAKEN.iter().filter(filled).map(|f| (*f, entry.value(*f).clone()));
    taken.chain([(risk::STATUS, risk::Status::Open.value())]).collect()
}

/// The entries that fit a system and are not in its register yet; what its record points to comes first.
pub fn suggested(records: &Records, system: &Record) -> Vec<&'static CatalogueRisk> {
    let known: Vec<String> =
        records.linked(system.id, Kind::Risk, risk::SYSTEMS).map(|r| r.title().to_lowercase()).collect();
    let technique = Technique::of(system, system::TECHNIQUE);
    let fits = |r: &&CatalogueRisk| r.fits(technique) && !known.contains(&r.title.to_lowercase());
    let mut list: Vec<&CatalogueRisk> = risks().iter().filter(fits).collect();
    list.sort_by_key(|r| (r.distance(system), r.n));
    list
}

impl CatalogueRisk {
    fn see(&self) -> String {
        self.sources.join("; ")
    }
    fn is_for(&self, words: &[&str]) -> bool {
        self.techniques.iter().any(|t| words.contains(t))
    }

    /// Whether it can happen with a technique; an unknown one shuts nothing out.
    fn fits(&self, technique: Option<Technique>) -> bool {
        match technique {
            None | Some(Technique::Mixed) => true,
            Some(Technique::Rules) => self.is_for(&["any"]),
            Some(Technique::Learned) => self.is_for(&["any", "learning", "predictive", "recommender", "reinforcement"]),
            Some(Technique::Generative) => self.is_for(&["any", "learning", "generative", "agentic"]),
        }
    }

    /// 0 if the record of the system points to it, 2 if it points away, else 1.
    fn distance(&self, system: &Record) -> u8 {
        let external = Origin::of(system, system::ORIGIN).map(|o| o != Origin::InHouse);
        let personal = system.choice(system::PERSONAL).map(|i| i == YES);
        let deciding = Decisions::of(system, system::DECISIONS).map(|d| d != Decisions::No);
        let pointer = match risk::AREAS[usize::from(self.area)].code {
            "supplier" => external,
            "privacy" => personal,
            "human_oversight" => deciding,
            _ => None,
        };
        let known = Technique::of(system, system::TECHNIQUE).is_some_and(|t| t != Technique::Mixed);
        match pointer {
            Some(false) => 2,
            Some(true) => 0,
            None if known && !self.is_for(&["any", "learning"]) => 0,
            None => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, skeleton};
    use std::collections::HashSet;

    #[test]
    fn the_catalogue_is_whole_and_speaks_the_words_of_the_register() {
        assert_eq!(risks().len(), 66);
        let areas: HashSet<u8> = risks().iter().map(|r| r.area).collect();
        assert_eq!(areas.len(), risk::AREAS.len());
        let stages: HashSet<u8> = risks().iter().flat_map(|r| r.stages.clone()).collect();
        assert_eq!(stages.len(), risk::STAGES.len());
        let titles: HashSet<_> = risks().iter().map(|r| r.title).collect();
        assert_eq!(titles.len(), 66);
        let words = ["any", "learning", "predictive", "recommender", "reinforcement", "generative", "agentic"];
        for (i, r) in risks().iter().enumerate() {
            assert_eq!(r.n as usize, i + 1);
            assert!(r.techniques.iter().all(|t| words.contains(t)) && !r.techniques.is_empty(), "{}", r.title);
            let filled = [r.cause, r.signs, r.measure].iter().all(|text| !text.is_empty());
            let lists = [r.stages.len(), r.sources.len(), r.objectives.len(), r.risk_sources.len()];
            assert!(filled && lists.iter().all(|n| *n > 0), "{}", r.title);
            assert!(r.hits.iter().all(|h| ["organization", "individuals", "society"].contains(h)));
            assert!(r.title.chars().count() <= Field::LINE_MAX);
        }
    }

    #[test]
    fn every_suggested_control_exists() {
        for r in risks() {
            assert!(!r.controls.is_empty(), "{}", r.title);
            for control in &r.controls {
                assert!(
                    control.n >= skeleton::FIRST_CONTROL && skeleton::reference(control.n).is_some(),
                    "{}",
                    r.title
                );
            }
        }
    }

    #[test]
    fn a_picked_risk_fills_the_record() {
        let system = Id::new(Kind::System, 2);
        let mut picked = Record::new(Id::new(Kind::Risk, 1));
        for (field, value) in risk_from_catalogue(&Records::default(), &risks()[0], Some(system)) {
            let described = &risk::FIELDS[field];
            assert_eq!(Value::read(described, &value.written(described)).as_ref(), Ok(&value), "{}", described.name);
            picked = picked.with(field, value);
        }
        assert_eq!((picked.title(), picked.refs(risk::SYSTEMS)), ("Discriminatory outcomes", &[system][..]));
        assert!(picked.refs(risk::CONTROLS).contains(&Id::item("A.5.4").unwrap()));
        assert!(risk_from_catalogue(&Records::default(), &risks()[0], None).contains(&(risk::SYSTEMS, Value::Empty)));
    }

    #[test]
    fn suggestions_follow_the_technique_and_leave_out_what_is_there() {
        let system = |t: Technique| Record::new(Id::new(Kind::System, 1)).with(system::TECHNIQUE, t.value());
        let mut records = Records::default();
        let titles = |records: &Records, s: &Record| suggested(records, s).iter().map(|r| r.title).collect::<Vec<_>>();
        let generative = titles(&records, &system(Technique::Generative));
        assert!(generative.contains(&"Prompt injection") && !generative.contains(&"Concept drift"));
        assert_eq!(generative[0], "Stereotyping and homogenised output");
        let rules = titles(&records, &system(Technique::Rules));
        assert!(!rules.contains(&"Data poisoning") && rules.contains(&"Discriminatory outcomes"));
        assert_eq!(titles(&records, &Record::new(Id::new(Kind::System, 1))).len(), 66);
        let known = Record::new(Id::new(Kind::Risk, 1))
            .with(risk::TITLE, Value::text("prompt injection"))
            .with(risk::SYSTEMS, Value::refs([Id::new(Kind::System, 1)]));
        records.put([known]);
        assert!(!titles(&records, &system(Technique::Generative)).contains(&"Prompt injection"));
    }

    #[test]
    fn what_the_record_says_moves_entries_up_and_down() {
        let bought = Record::new(Id::new(Kind::System, 1)).with(system::ORIGIN, Origin::External.value());
        let first = suggested(&Records::default(), &bought)[0];
        assert_eq!(risk::AREAS[usize::from(first.area)].code, "supplier");
        let own = Record::new(Id::new(Kind::System, 1)).with(system::ORIGIN, Origin::InHouse.value());
        let list = suggested(&Records::default(), &own);
        assert_eq!(list.last().map(|r| risk::AREAS[usize::from(r.area)].code), Some("supplier"));
    }
}
