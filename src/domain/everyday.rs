//! The controls of Annex A by everyday words and by the stages of the life cycle: a proposal of ours, which a control
//! may overrule by its own words.

use super::{
    Choice, Id, Kind, Record, View,
    kinds::{
        item::{self, Use},
        mapping,
        risk::STAGES,
        shared::EVERYDAY,
    },
    skeleton,
};

/// Control, its everyday words, and the stages in which it does its work, each by its first letters.
#[rustfmt::skip]
static CONTROLS: &[(&str, &str, &str)] = &[
    ("A.2.2", "", "inc"),
    ("A.2.3", "", "inc"),
    ("A.2.4", "", "re_"),
    ("A.3.2", "", "inc dep op"),
    ("A.3.3", "incidents", "op"),
    ("A.4.2", "development", "inc des"),
    ("A.4.3", "data", "des ver"),
    ("A.4.4", "development testing", "des ver"),
    ("A.4.5", "development deployment", "des dep op"),
    ("A.4.6", "", "inc des op"),
    ("A.5.2", "risk", "inc re_"),
    ("A.5.3", "risk", "inc re_"),
    ("A.5.4", "risk", "inc des ver re_"),
    ("A.5.5", "", "inc des re_"),
    ("A.6.1.2", "development", "inc des"),
    ("A.6.1.3", "development", "des ver dep"),
    ("A.6.2.2", "development", "inc des"),
    ("A.6.2.3", "development", "des"),
    ("A.6.2.4", "testing", "ver"),
    ("A.6.2.5", "deployment", "dep"),
    ("A.6.2.6", "monitoring", "op re_"),
    ("A.6.2.7", "development", "des ver dep"),
    ("A.6.2.8", "monitoring incidents", "op"),
    ("A.7.2", "data development", "des ver"),
    ("A.7.3", "data", "des"),
    ("A.7.4", "data testing", "des ver"),
    ("A.7.5", "data", "des op"),
    ("A.7.6", "data development", "des"),
    ("A.8.2", "deployment", "dep op"),
    ("A.8.3", "incidents", "op"),
    ("A.8.4", "incidents", "op"),
    ("A.8.5", "deployment", "dep op"),
    ("A.9.2", "deployment", "dep op"),
    ("A.9.3", "", "dep op"),
    ("A.9.4", "monitoring", "op"),
    ("A.10.2", "", "inc dep"),
    ("A.10.3", "monitoring", "inc op re_"),
    ("A.10.4", "deployment", "dep op"),
];

fn known(control: &Record) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let reference = (control.id.kind == Kind::Item).then(|| skeleton::reference(control.id.n))??;
    CONTROLS.iter().find(|(of, ..)| *of == reference)
}

/// The words that a field of the control holds, else those that are usual for it.
fn chosen(control: &Record, field: usize, list: &'static [Choice], usual: &str) -> Vec<&'static Choice> {
    let own: Vec<&str> = control.words(field).collect();
    let usual: Vec<&str> = usual.split_whitespace().collect();
    let is = |c: &&Choice| match own.is_empty() {
        true => usual.iter().any(|start| c.code.starts_with(start)),
        false => own.contains(&c.code),
    };
    list.iter().filter(is).collect()
}

/// The everyday words of a control.
pub fn everyday(control: &Record) -> Vec<&'static Choice> {
    chosen(control, item::OWN_WORDS, EVERYDAY, known(control).map_or("", |(_, words, _)| words))
}

/// The stages of the life cycle in which a control does its work.
pub fn stages(control: &Record) -> Vec<&'static Choice> {
    chosen(control, item::OWN_STAGES, STAGES, known(control).map_or("", |(.., stages)| stages))
}

/// Labels in one line.
pub fn told(words: &[&Choice]) -> String {
    words.iter().map(|w| w.label).collect::<Vec<_>>().join(", ")
}

/// Every stage with the controls in use that cover it, in the order of the life cycle.
pub fn by_stage(view: View) -> Vec<(&'static Choice, Vec<Id>)> {
    let used = |c: &&Record| item::is_control(c) && Use::of(c, item::USE) == Some(Use::Yes);
    let controls: Vec<(Id, Vec<&Choice>)> =
        view.records.all(Kind::Item).filter(used).map(|c| (c.id, stages(c))).collect();
    let of = |stage: &'static Choice| {
        let covers = controls.iter().filter(|(_, stages)| stages.iter().any(|s| s.code == stage.code));
        (stage, covers.map(|(id, _)| *id).collect())
    };
    STAGES.iter().map(of).collect()
}

/// What other standards ask that this clause or control meets too, each with how far: `ISO/IEC 27001 A.5.1 (covered)`.
pub fn counterparts(view: View, item: &Record) -> String {
    let mut all: Vec<&Record> = view.records.linked(item.id, Kind::Mapping, mapping::OURS).collect();
    all.sort_by_key(|m| (m.choice(mapping::STANDARD), m.id));
    let word = |m: &Record, field: usize| {
        m.choice(field).map(|w| mapping::FIELDS[field].choices()[usize::from(w)].label).unwrap_or_default()
    };
    let told = all.into_iter().map(|m| {
        let cover = word(m, mapping::COVER);
        let cover = if cover.is_empty() { String::new() } else { format!(" ({cover})") };
        format!("{} {} {}{cover}", word(m, mapping::STANDARD), m.text(mapping::REFERENCE), m.text(mapping::NAME))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Value;

    fn control(reference: &str) -> Record {
        Record::new(Id::item(reference).unwrap())
    }

    #[test]
    fn every_control_of_annex_a_has_its_stages_and_every_word_some_control() {
        let references: Vec<&str> = CONTROLS.iter().map(|(of, ..)| *of).collect();
        assert_eq!(references, skeleton::CONTROLS);
        assert!(CONTROLS.iter().all(|(of, ..)| !stages(&control(of)).is_empty()));
        for word in EVERYDAY {
            let of: Vec<_> = CONTROLS.iter().filter(|(of, ..)| everyday(&control(of)).contains(&word)).collect();
            assert!(of.len() >= 3, "{}: {of:?}", word.code);
        }
        assert_eq!(told(&everyday(&control("A.6.2.4"))), "testing");
        assert!(everyday(&control("4.1")).is_empty() && stages(&control("4.1")).is_empty());
    }

    #[test]
    fn what_a_control_says_of_itself_stands_before_what_is_usual() {
        let own = control("A.6.2.4").with(item::OWN_STAGES, Value::words(STAGES, ["retirement"]));
        assert_eq!(told(&stages(&own)), "retirement");
    }
}
