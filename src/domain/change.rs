//! A change: what one labelled, atomic, undoable step does to the records.

use super::{
    gate::Road,
    id::Id,
    reasons::{Reason, taken_over},
    record::Record,
    value::{Stamp, Value},
};

/// One thing done to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new record. If its id was taken meanwhile by another session, the store gives the next one.
    Create { id: Id, values: Vec<(usize, Value)> },
    /// New values for some fields of a record that is at revision `rev`.
    Set { id: Id, rev: u32, values: Vec<(usize, Value)> },
    /// Hides (deletes) or shows again a record that is at revision `rev`.
    Hide { id: Id, rev: u32, hidden: bool },
}

impl Edit {
    pub fn id(&self) -> Id {
        match self {
            Edit::Create { id, .. } | Edit::Set { id, .. } | Edit::Hide { id, .. } => *id,
        }
    }
}

/// What a field held when somebody began to write into it.
///
/// Writing takes minutes, and the record may be changed by another person meanwhile. A step that was begun on another
/// text is written against the older revision, so that the store overwrites nothing and both texts are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    rev: u32,
    /// `None` if it is not what the record holds, and nobody knows since when.
    value: Option<Value>,
}

impl Begun {
    /// Writing begins with what the record holds now.
    pub fn on(record: &Record, field: usize) -> Begun {
        Begun { rev: record.rev, value: Some(record.value(field).clone()) }
    }
    /// Writing goes on that was begun elsewhere: `mark` is the [`Begun::mark`] of then.
    pub fn again(record: &Record, field: usize, mark: &str) -> Begun {
        let now = Begun::on(record, field);
        if now.mark() == mark { now } else { Begun::default() }
    }
    /// Whether the field still holds what it held.
    pub fn holds(&self, record: &Record, field: usize) -> bool {
        self.value.as_ref() == Some(record.value(field))
    }
    /// The revision that a step of this writing is made on.
    pub fn rev(&self, record: &Record, field: usize) -> u32 {
        if self.holds(record, field) { record.rev } else { self.rev.min(record.rev.saturating_sub(1)) }
    }
    /// A short word for the text it was begun on, the same in every version of the program (FNV-1a).
    pub fn mark(&self) -> String {
        let text = match &self.value {
            Some(Value::Text(text)) => text.as_bytes(),
            _ => &[],
        };
        let hash =
            text.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
        format!("{hash:016x}")
    }
}

/// One step of the journal before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What undo names, for example `verdict minor, I-03 q7`.
    pub label: String,
    pub edits: Vec<Edit>,
    /// The draft that this change turns into a record: dropped in the same transaction.
    pub ends_draft: Option<(Id, usize)>,
    /// Why it may stand although a gate asks; kept with the step.
    pub reason: Option<String>,
    /// The file from which new records are taken over that are closed, accepted or live already; not checked here.
    pub taken_over: Option<String>,
    /// When it was made, of a step that could not be saved then and is taken back from a rescue file.
    pub made: Option<Stamp>,
    /// The way it comes on: what the gate makes of it.
    pub road: Road,
}

impl Change {
    /// A step by a key; another road is named with [`Change::by`].
    pub fn new(label: impl Into<String>) -> Change {
        Change {
            label: label.into(),
            edits: Vec::new(),
            ends_draft: None,
            reason: None,
            taken_over: None,
            made: None,
            road: Road::Key,
        }
    }
    pub fn by(mut self, road: Road) -> Change {
        self.road = road;
        self
    }
    /// With the reason that a gate asked for.
    pub fn because(mut self, reason: &str) -> Change {
        self.reason = Some(reason.trim().to_string());
        self
    }
    /// With new records that are taken over from a file as they are.
    pub fn takes_over(mut self, file: &str) -> Change {
        self.taken_over = Some(file.to_string());
        self
    }
    /// What is kept with the step as its reason: what was taken over from where, and what was typed.
    pub fn kept_reason(&self) -> Option<String> {
        let parts = [self.taken_over.as_deref().map(taken_over), self.reason.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
    /// Its reason as records tell it before it is in the file.
    pub fn told(&self) -> Option<Reason> {
        let why = self.kept_reason()?;
        let about = self.edits.iter().map(Edit::id).collect();
        Some(Reason { at: None, actor: String::new(), label: self.label.clone(), why, about })
    }
    pub fn create(mut self, id: Id, values: Vec<(usize, Value)>) -> Change {
        self.edits.push(Edit::Create { id, values });
        self
    }
    pub fn set(mut self, record: &Record, values: Vec<(usize, Value)>) -> Change {
        self.edits.push(Edit::Set { id: record.id, rev: record.rev, values });
        self
    }
    /// The same for a field that was written into since `begun`, with what goes along with it.
    pub fn set_begun(mut self, record: &Record, field: usize, begun: &Begun, values: Vec<(usize, Value)>) -> Change {
        self.edits.push(Edit::Set { id: record.id, rev: begun.rev(record, field), values });
        self
    }
    pub fn hide(mut self, record: &Record) -> Change {
        self.edits.push(Edit::Hide { id: record.id, rev: record.rev, hidden: true });
        self
    }
    pub fn ends_draft(mut self, id: Id, field: usize) -> Change {
        self.ends_draft = Some((id, field));
        self
    }
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, kinds::person};

    #[test]
    fn a_step_begun_on_another_text_is_made_on_the_older_revision() {
        let id = Id::new(Kind::Person, 1);
        let old = Record { rev: 4, ..Record::new(id) }.with(person::NOTES, Value::text("old"));
        let begun = Begun::on(&old, person::NOTES);
        let elsewhere = Record { rev: 5, ..old.clone() }.with(person::NAME, Value::text("Ada"));
        let rewritten = Record { rev: 6, ..old.clone() }.with(person::NOTES, Value::text("theirs"));
        assert_eq!([&old, &elsewhere, &rewritten].map(|r| begun.rev(r, person::NOTES)), [4, 5, 4]);
        let change = Change::new("x").set_begun(&rewritten, person::NOTES, &begun, Vec::new());
        assert!(matches!(change.edits[..], [Edit::Set { rev: 4, .. }]));
    }

    #[test]
    fn writing_that_goes_on_after_a_restart_knows_its_text_by_the_mark() {
        let id = Id::new(Kind::Person, 1);
        let old = Record { rev: 4, ..Record::new(id) }.with(person::NOTES, Value::text("old"));
        let mark = Begun::on(&old, person::NOTES).mark();
        let same = Record { rev: 9, ..old.clone() };
        let other = Record { rev: 9, ..old.clone() }.with(person::NOTES, Value::text("theirs"));
        assert_eq!(Begun::again(&same, person::NOTES, &mark).rev(&same, person::NOTES), 9);
        assert!(Begun::again(&other, person::NOTES, &mark).rev(&other, person::NOTES) < 9);
        assert_eq!(Begun::on(&Record::new(id), person::NOTES).mark(), "cbf29ce484222325");
    }
}
