//! The documents that the standard wants to be there, as the questions of a document review: one a document, each with the
//! same four checks.

use super::propose::Proposed;
use crate::domain::Id;

/// Clause and document, in own words.
static DOCUMENTS: &[(&str, &str)] = &[
    ("4.3", "Scope of the AIMS"),
    ("5.2", "AI policy"),
    ("5.3", "Roles and authorities"),
    ("6.1.2", "Process of risk assessment, with its criteria"),
    ("6.1.3", "Process of risk treatment, and the Statement of Applicability"),
    ("6.1.4", "Process of impact assessment"),
    ("6.2", "AI objectives and how they are reached"),
    ("7.2", "Proofs of competence"),
    ("7.5.3", "Control of documents and records"),
    ("8.1", "Records that show the processes run as planned"),
    ("8.2", "Results of risk assessments"),
    ("8.3", "Results of risk treatment"),
    ("8.4", "Results of impact assessments"),
    ("9.1", "Results of monitoring and measurement"),
    ("9.2.2", "Audit programme and audit results"),
    ("9.3.3", "Results of management reviews"),
    ("10.2", "Nonconformities, what was done, and with what result"),
];

/// What is looked at of each document.
pub static CHECKS: [&str; 4] = [
    "It is there, and the people who need it can reach it",
    "It was approved: by whom, in which role, on which day",
    "It is current: its review day has not passed, its version is the one in use",
    "It fits: it says what the clause asks for, and what is done agrees with it",
];

/// How the source of such a question begins.
const SOURCE: &str = "document:";

/// Whether a question is one of a document review.
pub fn is_one(source: &str) -> bool {
    source.starts_with(SOURCE)
}

/// The questions about documents of a scope; an empty scope is everything.
pub fn questions(scope: &[Id]) -> Vec<Proposed> {
    let of = DOCUMENTS.iter().filter_map(|(reference, title)| Some((Id::item(reference)?, reference, title)));
    of.filter(|(id, ..)| scope.is_empty() || scope.contains(id))
        .map(|(id, reference, title)| Proposed {
            item: Some(id),
            text: format!("{title}: is it there, approved, current, fitting?"),
            source: format!("{SOURCE}{reference}"),
            key: true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_stands_at_a_clause_that_there_is() {
        let all = questions(&[]);
        assert_eq!(all.len(), DOCUMENTS.len());
        assert!(all.iter().all(|q| is_one(&q.source) && q.item.is_some()));
        let only = Id::item("9.1").unwrap();
        assert_eq!(questions(&[only]).iter().map(|q| q.item).collect::<Vec<_>>(), [Some(only)]);
    }
}
