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

/// Who said a line and its text without that: whoever is named at its beginning, else of what was noted and said the one
/// person who is asked.
pub fn said_by<'a>(records: &Records, interview: Option<&Record>, mark: Mark, text: &'a str) -> (Option<Id>, &'a str) {
    let Some(interview) = interview else { return (None, text) };
    match notes::spoken(text, &people(records, interview)) {
        (None, text) => {
            let sole = match interview.refs(interview::WITH) {
                [one] if matches!(mark, Mark::Said | Mark::Plain) => Some(*one),
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
