//! A verdict on an answer: what it sets beside itself, and the words by which it is known.

use crate::domain::{
    Change, Id, Kind, Record, Stamp, Value, View,
    gate::Road,
    kinds::{
        answer::{self, Proof, Verdict},
        interview, sighting,
    },
    line_time::LineTime,
};

/// What a verdict sets: its time, and the proof as far as it can be known from the evidence.
pub fn verdict_values(view: View, record: &Record, verdict: Verdict, now: Stamp) -> Vec<(usize, Value)> {
    let mut values = vec![
        (answer::VERDICT, if verdict == Verdict::NotLookedAt { Value::Empty } else { verdict.value() }),
        (answer::JUDGED, if verdict.is_judged() { Value::Stamp(now) } else { Value::Empty }),
    ];
    if verdict.is_judged() && verdict != Verdict::NotApplicable && record.value(answer::PROOF).is_empty() {
        let proof = if seen_now(view, record) { Proof::Proven } else { Proof::Told };
        values.push((answer::PROOF, proof.value()));
    }
    values
}

/// Whether evidence was seen for this answer: what came along from the round before proves nothing now.
fn seen_now(view: View, record: &Record) -> bool {
    record.refs(answer::EVIDENCE).iter().any(|id| sighting::of(view, record.id, *id).is_some())
}

/// The question that is meant: an answer by its id, or one of an interview by its number, as `I-03/7` or `I-03 q7`.
pub fn question(view: View, word: &str) -> Result<Id, String> {
    let live = |id: Id| view.records.live(id).map(|r| r.id);
    if let Some(id) = word.trim().to_uppercase().parse::<Id>().ok().filter(|id| id.kind == Kind::Answer) {
        return live(id).ok_or_else(|| format!("there is no {id} in this file"));
    }
    let parts = word.trim().split_once('/').or_else(|| word.trim().split_once([' ', ':']));
    let asked = parts.and_then(|(interview, n)| {
        let id = interview.trim().to_uppercase().parse::<Id>().ok().filter(|id| id.kind == Kind::Interview)?;
        Some((id, n.trim().trim_start_matches(['q', 'Q']).parse::<usize>().ok()?))
    });
    let Some((interview, n)) = asked else {
        return Err(format!("“{}” is no question; write I-03/7, or the id of an answer as AW-012", word.trim()));
    };
    if live(interview).is_none() {
        return Err(format!("there is no {interview} in this file"));
    }
    let all = interview::answers(view, interview);
    let found = n.checked_sub(1).and_then(|at| all.get(at)).map(|a| a.id);
    found.ok_or_else(|| format!("{interview} has the questions 1 to {}", all.len()))
}

/// The verdict that a word names: as it is called in an audit or in a gap analysis, by its letter, or as sheets say it.
pub fn verdict(word: &str) -> Result<Verdict, String> {
    let plain = word.trim().to_lowercase();
    let choices = answer::FIELDS[answer::VERDICT].choices();
    let found = Verdict::ALL.iter().zip(choices).find(|(verdict, choice)| {
        let letter = plain.chars().count() == 1 && word.trim().starts_with(choice.letter);
        letter
            || choice.label == plain
            || choice.code == plain
            || verdict.gap_label() == plain
            || choice.label.split(' ').next() == Some(plain.as_str()) && plain.len() > 3
            || choice.aliases.contains(&plain.as_str()) && !plain.is_empty()
    });
    found.map(|(verdict, _)| *verdict).ok_or_else(|| {
        let words: Vec<&str> = choices.iter().map(|c| c.label).collect();
        format!("“{}” is no verdict; there are: {}", word.trim(), words.join(", "))
    })
}

/// The change that judges a question, with a line for its note.
pub fn judge(view: View, id: Id, verdict: Verdict, note: &str, now: Stamp, by: &str) -> Result<Change, String> {
    let record = view.records.live(id).ok_or_else(|| format!("there is no {id} in this file"))?;
    let mut values = verdict_values(view, record, verdict, now);
    if !note.trim().is_empty() {
        values.extend(answer::noted(record, note.trim_end(), &LineTime::of(now, by).to_string()));
    }
    let word = answer::word(view.records, answer::round_of(view.records, record), verdict);
    let label = format!("verdict {word}, {}", view.records.called(id));
    Ok(Change::new(label).by(Road::Set).set(record, values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_known_by_its_word_in_audits_and_gap_analyses_and_by_its_letter() {
        for (word, wanted) in [
            ("conforms", Verdict::Conforms),
            ("minor", Verdict::Minor),
            ("Minor nonconformity", Verdict::Minor),
            ("m", Verdict::Minor),
            ("M", Verdict::Major),
            ("ofi", Verdict::Improve),
            ("partly in place", Verdict::Minor),
            ("n/a", Verdict::NotApplicable),
            ("parked", Verdict::Parked),
        ] {
            assert_eq!(verdict(word), Ok(wanted), "{word}");
        }
        assert!(verdict("fine").unwrap_err().contains("there are: not judged, conforms"));
        assert!(verdict("").is_err());
    }
}
