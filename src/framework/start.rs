//! The records a new file starts with: the organisation, the risk method, and the 70 clauses and controls.

use super::pack::items;
use crate::domain::{
    Change, Id, Kind, Value,
    gate::Road,
    kinds::{item, method, organisation},
    matrix::Matrix,
};

/// What the likelihood steps of the default method mean, lowest first.
const LIKELIHOOD: [&str; 5] = [
    "not expected in the life of the system",
    "could happen once in a few years",
    "may well happen once a year",
    "expected several times a year",
    "happens already or every month",
];
/// What the consequence steps of the default method mean, lowest first.
const CONSEQUENCE: [&str; 5] = [
    "hardly felt, put right at once",
    "small harm or cost, put right with little effort",
    "people or the business feel it, help is needed",
    "serious harm to people, or a breach of law or contract",
    "lasting harm to many, to life or to rights, or to the existence of the organisation",
];

/// The first records, as one step of the journal. `demo` marks the file as the invented organisation.
pub fn first_records(organisation: &str, demo: bool) -> Change {
    let purpose = if demo { organisation::Purpose::Demo } else { organisation::Purpose::Real };
    let about = vec![(organisation::NAME, Value::text(organisation)), (organisation::PURPOSE, purpose.value())];
    let mut change = Change::new("file created")
        .by(Road::Founding)
        .create(Id::new(Kind::Organisation, 1), about)
        .create(Id::new(Kind::Method, 1), default_method());
    for it in items() {
        let values = vec![(item::TITLE, Value::text(it.display_title())), (item::GROUP, it.group().value())];
        change = change.create(it.id, values);
    }
    change
}

/// [`Matrix::default`] in the words that people edit.
fn default_method() -> Vec<(usize, Value)> {
    let matrix = Matrix::default();
    let bands: Vec<String> = matrix.bands.iter().map(|b| format!("{} {} {}", b.letter, b.label, b.from)).collect();
    let appetite = matrix.appetite_letter();
    vec![
        (method::TITLE, Value::text("Likelihood by consequence, five steps each")),
        (method::LIKELIHOOD, Value::text(scale(&matrix.likelihood, &LIKELIHOOD))),
        (method::CONSEQUENCE, Value::text(scale(&matrix.consequence, &CONSEQUENCE))),
        (method::BANDS, Value::text(bands.join("\n"))),
        (method::APPETITE, Value::text(appetite)),
        (method::VERSION, Value::text("1")),
    ]
}

fn scale(words: &[String], meanings: &[&str]) -> String {
    let lines: Vec<String> = words.iter().zip(meanings).map(|(word, meaning)| format!("{word}: {meaning}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Edit, Records};

    #[test]
    fn a_new_file_has_the_organisation_the_default_method_and_all_items() {
        let change = first_records("Halden Mobility", true);
        assert_eq!(change.label, "file created");
        assert!(change.edits.iter().all(|e| matches!(e, Edit::Create { .. })));
        let mut records = Records::default();
        records.apply(&change);
        assert_eq!(records.count(Kind::Item), 70);
        let org = records.single(Kind::Organisation).unwrap();
        assert_eq!((org.title(), org.id.to_string().as_str()), ("Halden Mobility", "ORG-1"));
        assert_eq!(organisation::Purpose::of(org, organisation::PURPOSE), Some(organisation::Purpose::Demo));
        assert_eq!(records.single(Kind::Method).map(Matrix::of), Some(Matrix::default()));
        assert_eq!(records.matrix(), &Matrix::default());
        assert_eq!(records.next_id(Kind::Item).to_string(), "C-01");
        let control = records.get(Id::item("A.6.2.4").unwrap()).unwrap();
        assert_eq!(control.title(), "AI system verification and validation");
        assert!(item::is_control(control) && !item::is_control(records.get(Id::item("6.1.3").unwrap()).unwrap()));
    }

    #[test]
    fn every_value_is_one_that_its_field_takes() {
        for edit in &first_records("O", false).edits {
            let Edit::Create { id, values } = edit else { continue };
            for (field, value) in values {
                let field = &id.kind.spec().fields[*field];
                assert_eq!(Value::read(field, &value.written(field)).as_ref(), Ok(value), "{id} {}", field.name);
            }
        }
    }

    #[test]
    fn every_step_of_the_default_scales_has_a_meaning() {
        let matrix = Matrix::default();
        assert_eq!(matrix.size(), (LIKELIHOOD.len() as u8, CONSEQUENCE.len() as u8));
    }
}
