//! The parts of an impact assessment with what to think of in each: guidance in our own words, with the number of Annex B
//! where the standard has its own.

use crate::domain::{
    Kind, Record,
    kinds::assessment::{self, Type},
};
use serde::Deserialize;
use std::sync::OnceLock;

/// One part, which is walked as one question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub name: &'static str,
    /// Where Annex B speaks of it.
    pub annex_b: &'static str,
    /// What the part is for.
    pub purpose: &'static str,
    /// The fields that it fills, by their names in the file.
    fields: Vec<&'static str>,
    /// What to think of.
    pub questions: Vec<&'static str>,
}

/// All parts, in the order in which they are walked.
pub fn parts() -> &'static [Part] {
    static PARTS: OnceLock<Vec<Part>> = OnceLock::new();
    PARTS.get_or_init(|| {
        // The text is part of the program, and a test reads it.
        serde_json::from_str(include_str!("impact.json")).expect("the parts of an impact assessment are sound")
    })
}

impl Part {
    /// The fields that it fills: those that are asked for first.
    pub fn fields(&self) -> Vec<usize> {
        self.fields.iter().filter_map(|name| Kind::Assessment.spec().field(name)).collect()
    }

    /// Whether an assessment of this type is walked through it.
    fn is_asked(&self, asked: &[usize]) -> bool {
        self.fields().iter().any(|field| asked.contains(field))
    }
}

/// The parts that an assessment of its type is walked through.
pub fn parts_of(assessment: &Record) -> Vec<&'static Part> {
    let asked = assessment::asked(assessment);
    let rights = Type::of(assessment, assessment::TYPE) == Some(Type::Rights);
    parts().iter().filter(|p| p.is_asked(&asked) && (rights || p.name != RIGHTS)).collect()
}

/// What to think of while a text is written: the questions of the part that it fills.
pub fn asks(kind: Kind, field: usize) -> &'static [&'static str] {
    let part = (kind == Kind::Assessment).then(|| parts().iter().find(|p| p.fields().contains(&field))).flatten();
    part.map_or(&[], |p| &p.questions)
}

/// The part that only an assessment of fundamental rights has.
const RIGHTS: &str = "Fundamental rights";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_asked_once_and_every_type_is_walked() {
        let all: Vec<usize> = parts().iter().flat_map(Part::fields).collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(all.len(), once.len());
        for part in parts() {
            assert_eq!(part.fields().len(), part.fields.len(), "{}: a field is not there", part.name);
            assert!(part.annex_b.starts_with("B.") && part.questions.len() > 2, "{}", part.name);
        }
        let walk = |typ: Type| {
            let assessment = Record::new("IA-1".parse().unwrap()).with(assessment::TYPE, typ.value());
            let fields: Vec<usize> = parts_of(&assessment).iter().flat_map(|p| p.fields()).collect();
            let open = assessment::empty_sections(&assessment).into_iter().chain(assessment::unrated(&assessment));
            assert!(open.into_iter().all(|field| fields.contains(&field)), "{typ:?}");
            parts_of(&assessment).len()
        };
        assert_eq!([Type::Screening, Type::Short, Type::Full, Type::Rights].map(walk), [2, 7, 19, 20]);
    }
}
