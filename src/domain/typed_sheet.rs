//! Answers of an interview that were written by hand and are typed in afterwards, all of them at once.
//!
//! A line that begins with the number of a question goes to that question; a verdict letter behind the number judges it,
//! and what follows is the first line of its note. Other lines are further lines of the same note, with the marks of notes.
//! A blank line changes nothing; a line that begins with `#` is skipped.

use super::{
    Change, Id, Record, Value, View,
    kinds::{
        answer::{self, Verdict},
        interview,
    },
    value::Stamp,
    workflow,
};

/// What was typed of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedQuestion {
    /// Number of the question, from 1.
    pub question: usize,
    pub verdict: Option<Verdict>,
    pub lines: Vec<String>,
}

/// Reads a sheet for an interview with so many questions; an error names its line.
pub fn read(text: &str, questions: usize) -> Result<Vec<TypedQuestion>, String> {
    let mut all: Vec<TypedQuestion> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match numbered(line) {
            Some((number, rest)) => {
                if number == 0 || number > questions {
                    return Err(format!("line {}: there is no question {number}; 1 to {questions} are here", n + 1));
                }
                let (verdict, words) = judged(rest);
                let at = match all.iter().position(|t| t.question == number) {
                    Some(at) => at,
                    None => {
                        all.push(TypedQuestion { question: number, ..TypedQuestion::default() });
                        all.len() - 1
                    }
                };
                // The question that was named last is the one that goes on.
                let mut typed = all.remove(at);
                typed.verdict = verdict.or(typed.verdict);
                typed.lines.extend((!words.is_empty()).then(|| words.to_string()));
                all.push(typed);
            }
            None => match all.last_mut() {
                Some(typed) => typed.lines.push(line.trim_start().to_string()),
                None => return Err(format!("line {}: begin with the number of a question, as in “7 m words”", n + 1)),
            },
        }
    }
    Ok(all)
}

/// `7`, `7.` or `q7` at the beginning of a line, and the rest behind a blank.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let digits = head.trim_start_matches('q').trim_end_matches(['.', ')', ':']);
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().map(|n| (n, rest.trim()))
}

/// A verdict letter that stands alone, and what follows.
fn judged(rest: &str) -> (Option<Verdict>, &str) {
    let (word, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let mut letters = word.chars();
    let verdict = match (letters.next(), letters.next()) {
        (Some(letter), None) => {
            Verdict::ALL.iter().copied().find(|v| v.letter() == letter && *v != Verdict::NotLookedAt)
        }
        _ => None,
    };
    verdict.map_or((None, rest), |v| (Some(v), words.trim()))
}

/// The change that takes a sheet in, as one step. The note grows; a reason behind *not applicable* and *parked* goes where
/// it belongs.
pub fn taken(view: View, interview: &Record, typed: &[TypedQuestion], now: Stamp) -> Change {
    let answers = interview::answers(view, interview.id);
    let mut change = Change::new(format!("answers of {} typed in from paper, {} questions", interview.id, typed.len()));
    for typed in typed {
        let Some(record) = answers.get(typed.question - 1) else { continue };
        let mut values = typed
            .verdict
            .map_or_else(Vec::new, |verdict| workflow::judging::verdict_values(view, record, verdict, now));
        let mut lines = typed.lines.clone();
        let reason = match typed.verdict {
            Some(Verdict::NotApplicable) => Some(answer::WHY_NOT),
            Some(Verdict::Parked) => Some(answer::PARKED),
            _ => None,
        };
        if let Some(field) = reason.filter(|_| !lines.is_empty()) {
            let most = super::Field::LINE_MAX;
            values.push((field, Value::text(lines.remove(0).chars().take(most).collect::<String>())));
        }
        if !lines.is_empty() {
            values.extend(answer::noted(record, &lines.join("\n"), "-"));
        }
        change = change.set(record, values);
    }
    let planned = matches!(interview::State::of(interview, interview::STATE), None | Some(interview::State::Planned));
    match planned && !typed.is_empty() {
        true => change.set(interview, vec![(interview::STATE, interview::State::Running.value())]),
        false => change,
    }
}

/// The questions of a sheet that hold a verdict already and get another one: they are asked about before.
pub fn judged_before(view: View, interview: Id, typed: &[TypedQuestion]) -> Vec<usize> {
    let answers = interview::answers(view, interview);
    let other = |t: &&TypedQuestion| {
        let before = answers.get(t.question - 1).map(|a| answer::verdict(a)).filter(|v| v.is_judged());
        before.is_some() && t.verdict.is_some() && before != t.verdict
    };
    typed.iter().filter(other).map(|t| t.question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, Records};
    use jiff::civil::date;

    #[test]
    fn a_sheet_is_read_question_by_question() {
        let text = "# I-03\n1 c they decide in a call\n> minutes of May\n\n2. m no approver\n! rule asks for one\nq3 P Duarte keeps it\n1 % nervous\n4 a model built elsewhere";
        let read = read(text, 4).unwrap();
        let of = |n: usize| read.iter().find(|t| t.question == n).unwrap();
        assert_eq!(of(1).lines, ["they decide in a call", "> minutes of May", "% nervous"]);
        assert_eq!((of(1).verdict, of(2).verdict), (Some(Verdict::Conforms), Some(Verdict::Minor)));
        assert_eq!(of(2).lines, ["no approver", "! rule asks for one"]);
        // A word is no verdict.
        assert_eq!(super::read("1 clear rule", 4).unwrap()[0].verdict, None);
        assert!(super::read("9 c", 4).unwrap_err().contains("line 1: there is no question 9"));
        assert!(super::read("words", 4).unwrap_err().contains("begin with the number"));
    }

    #[test]
    fn what_was_typed_is_one_step_and_the_note_grows() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let mut records = Records::default();
        let asked = |n: u32| {
            Record::new(Id::new(Kind::Answer, n))
                .with(answer::INTERVIEW, Value::Ref(id("I-01")))
                .with(answer::POSITION, Value::Number(i64::from(n) * 100))
        };
        records.put([
            Record::new(id("I-01")),
            asked(1).with(answer::NOTE, Value::text("before")).with(answer::TIMES, Value::text("10:41")),
            asked(2),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let typed = read("1 m no owner\n2 P Duarte has it\n! look", 2).unwrap();
        let change = taken(view, records.get(id("I-01")).unwrap(), &typed, Stamp { utc: 0, offset: 0 });
        let mut after = records.clone();
        after.apply(&change);
        let (first, second) = (after.get(id("AW-1")).unwrap(), after.get(id("AW-2")).unwrap());
        assert_eq!((first.text(answer::NOTE), first.text(answer::TIMES)), ("before\nno owner", "10:41 -"));
        assert_eq!(answer::verdict(first), Verdict::Minor);
        assert_eq!((second.text(answer::PARKED), second.text(answer::NOTE)), ("Duarte has it", "! look"));
        let begun = after.get(id("I-01")).unwrap();
        assert_eq!(interview::State::of(begun, interview::STATE), Some(interview::State::Running));
        assert_eq!(
            judged_before(View { records: &after, today: date(2026, 11, 27) }, id("I-01"), &read("1 c", 2).unwrap()),
            [1]
        );
    }
}
