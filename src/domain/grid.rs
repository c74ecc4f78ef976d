//! Which policy carries which theme and which principle, with blanks where none does.

use super::{
    Id, Kind, Record, View,
    kinds::{
        commitment::{self, Type},
        document,
        shared::THEMES,
    },
    progress,
};

/// One line of the grid: a theme, or a principle with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLine {
    pub name: String,
    pub id: Option<Id>,
    /// For each policy the sections that carry it; empty where it is carried by the policy as a whole, none where not.
    pub cells: Vec<Option<String>>,
}

impl GridLine {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }
}

/// The policies that are not withdrawn, and the lines: all themes, then the principles.
pub fn grid(view: View<'_>) -> (Vec<&Record>, Vec<GridLine>) {
    let policies: Vec<&Record> =
        view.records.all(Kind::Document).filter(|d| document::is_policy(d) && !progress::is_over(d)).collect();
    let standing: Vec<&Record> = view.records.all(Kind::Commitment).filter(|c| !progress::is_over(c)).collect();
    let cells = |carries: &dyn Fn(&Record) -> bool, whole: &dyn Fn(&Record) -> bool| {
        let cell = |policy: &&Record| {
            let of = standing.iter().filter(|c| c.refs(commitment::POLICY).contains(&policy.id) && carries(c));
            let mut sections: Vec<&str> = of.clone().map(|c| c.text(commitment::SECTION)).collect();
            let carried = !sections.is_empty() || whole(policy);
            sections.retain(|s| !s.is_empty());
            sections.dedup();
            carried.then(|| sections.join(", "))
        };
        policies.iter().map(cell).collect::<Vec<_>>()
    };
    let mut lines: Vec<GridLine> = Vec::new();
    for theme in THEMES {
        let says = |c: &Record| c.words(commitment::THEMES).any(|w| w == theme.code);
        let whole = |policy: &Record| policy.words(document::TOPICS).any(|w| w == theme.code);
        lines.push(GridLine { name: theme.label.into(), id: None, cells: cells(&says, &whole) });
    }
    for principle in standing.iter().filter(|c| Type::of(c, commitment::TYPE) == Some(Type::Principle)) {
        let carries = |c: &Record| c.id == principle.id || c.refs(commitment::PRINCIPLE).contains(&principle.id);
        let cells = cells(&carries, &|_| false);
        lines.push(GridLine { name: principle.title().into(), id: Some(principle.id), cells });
    }
    (policies, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    fn rec(id: &str) -> Record {
        Record::new(id.parse().unwrap())
    }

    #[test]
    fn themes_and_principles_are_carried_by_policies_or_blank() {
        let refs = |id: &str| Value::refs([id.parse::<Id>().unwrap()]);
        let words = |codes: &str| Value::read(&commitment::FIELDS[commitment::THEMES], codes).unwrap();
        let policy = |id: &str| rec(id).with(document::TYPE, document::Type::Policy.value());
        let mut records = Records::default();
        records.put([
            policy("DO-1"),
            policy("DO-2").with(document::TOPICS, words("security")),
            rec("CM-1").with(commitment::TYPE, Type::Principle.value()),
            rec("CM-2")
                .with(commitment::TYPE, Type::Commitment.value())
                .with(commitment::PRINCIPLE, refs("CM-1"))
                .with(commitment::POLICY, refs("DO-1"))
                .with(commitment::SECTION, Value::text("3.2"))
                .with(commitment::THEMES, words("data_integrity")),
            rec("CM-3").with(commitment::TYPE, Type::Principle.value()),
        ]);
        let (policies, lines) = grid(View { records: &records, today: date(2026, 11, 26) });
        assert_eq!(policies.len(), 2);
        let line =
            |name: &str| lines.iter().find(|l| l.name == name || l.id.is_some() && l.id == name.parse().ok()).unwrap();
        assert_eq!(line("data integrity").cells, [Some("3.2".to_string()), None]);
        assert_eq!(line("security").cells, [None, Some(String::new())]);
        assert!(line("decision traceability").is_blank() && line("CM-3").is_blank());
        assert_eq!(line("CM-1").cells[0].as_deref(), Some("3.2"));
        assert_eq!(lines.len(), THEMES.len() + 2);
    }
}
