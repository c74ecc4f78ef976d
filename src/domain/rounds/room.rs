//! Who is in the room of an interview, and who of them said a line of its notes.

use crate::domain::{
    id::Id,
    kind::Kind,
    kinds::{answer, interview},
    notes::{self, Mark},
    record::Record,
    records::Records,
};

/// Whom an interview is with, who came into it, and who asks, each with the name.
pub fn people(records: &Records, interview: &Record) -> Vec<(Id, String)> {
    let asked = interview.refs(interview::WITH).iter().chain(interview.refs(interview::AUDITOR)).copied();
    let mut all: Vec<Id> = asked.collect();
    let log = interview.text(interview::PRESENT);
    if !log.is_empty() {
        let came = records.all(Kind::Person).filter(|p| !p.title().is_empty() && log.contains(p.title()));
        all.extend(came.map(|p| p.id));
    }
    let mut seen = Vec::new();
    all.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    all.into_iter().map(|id| (id, records.name(id))).collect()
}

/// The people in the room of the interview of an answer.
pub fn of_answer(records: &Records, answer: &Record) -> Vec<(Id, String)> {
    let interview = answer.one(answer::INTERVIEW).and_then(|id| records.get(id));
    interview.map_or_else(Vec::new, |i| people(records, i))
}

/// Who said a line and its text without that: whoever is named at its beginning, else of what was said word for word the
/// one person who is asked. What was noted without a name may be what the auditor saw, so it is nobody's words.
pub fn said_by<'a>(records: &Records, interview: Option<&Record>, mark: Mark, text: &'a str) -> (Option<Id>, &'a str) {
    let Some(interview) = interview else { return (None, text) };
    match notes::spoken(text, &people(records, interview)) {
        (None, text) => {
            let sole = match interview.refs(interview::WITH) {
                [one] if mark == Mark::Said => Some(*one),
                _ => None,
            };
            (sole, text)
        }
        named => named,
    }
}

/// The text of a line with the name of whoever is named at its beginning behind it.
pub fn with_speaker(records: &Records, people: &[(Id, String)], text: &str, quoted: bool) -> String {
    let (who, text) = notes::spoken(text, people);
    let text = if quoted { format!("“{text}”") } else { text.to_string() };
    who.map_or(text.clone(), |id| format!("{text} ({})", records.name(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Value, kinds::person};

    #[test]
    fn only_what_was_said_or_named_is_put_into_the_mouth_of_the_one_who_is_asked() {
        let [asked, other, talk]: [Id; 3] = ["P-01", "P-02", "I-01"].map(|id| id.parse().unwrap());
        let mut records = Records::default();
        let named = |id: Id, name: &str| Record::new(id).with(person::NAME, Value::text(name));
        records.put([named(asked, "R. Okafor"), named(other, "D. Lind")]);
        let alone = Record::new(talk).with(interview::WITH, Value::refs([asked]));
        let who = |interview: &Record, mark, text| said_by(&records, Some(interview), mark, text).0;
        assert_eq!(who(&alone, Mark::Said, "we all agree"), Some(asked));
        for mark in [Mark::Plain, Mark::Maybe, Mark::Shown, Mark::Ask] {
            assert_eq!(who(&alone, mark, "auditor picked claim 88214"), None, "{mark:?}");
            assert_eq!(who(&alone, mark, "RO: by Friday"), Some(asked), "{mark:?}");
        }
        let both = alone.with(interview::WITH, Value::refs([asked, other]));
        assert_eq!(who(&both, Mark::Said, "we all agree"), None, "one of two said it");
        assert_eq!(said_by(&records, None, Mark::Said, "we all agree"), (None, "we all agree"));
    }
}
