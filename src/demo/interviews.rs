//! Reads an interview file: the head, then its questions in order, with notes as they were typed.
//!
//! Each line of a note begins with the clock of its first key, or `-` where none was kept.

use super::{
    Error,
    register::{Raw, SourceRecord, parse_id, written},
};
use crate::domain::{Id, Kind};
use std::collections::BTreeMap;

/// Reads one file; `answers` gets `I-03/q7` and the like, and the ids go on from what it holds.
pub fn read(
    file: &'static str,
    text: &str,
    answers: &mut BTreeMap<String, Id>,
    into: &mut Vec<SourceRecord>,
) -> Result<(), Error> {
    let mut head: toml::Table = text.parse().map_err(|e: toml::de::Error| Error::new(file, e.to_string()))?;
    let interview = parse_id(file, &head.remove("id").map(|v| written(&v)).unwrap_or_default())?;
    let day = head.remove("day").map(|v| written(&v)).unwrap_or_default();
    let questions = head.remove("q");
    let head: Raw = head.iter().map(|(k, v)| (k.clone(), written(v))).collect();
    into.push((file, interview, head));
    for (i, question) in questions.iter().filter_map(toml::Value::as_array).flatten().enumerate() {
        let fields = question.as_table().ok_or_else(|| Error::new(file, "a question is a table".into()))?;
        let id = Id::new(Kind::Answer, answers.len() as u32 + 1);
        answers.insert(format!("{interview}/q{}", i + 1), id);
        let raw =
            answer(interview, i, &day, fields).map_err(|why| Error::new(file, format!("question {}: {why}", i + 1)))?;
        into.push((file, id, raw));
    }
    Ok(())
}

fn answer(interview: Id, i: usize, day: &str, fields: &toml::Table) -> Result<Raw, String> {
    let mut raw =
        vec![("interview".to_string(), interview.to_string()), ("position".to_string(), ((i + 1) * 10).to_string())];
    for (name, value) in fields {
        let text = written(value);
        match name.as_str() {
            "judged" => raw.push((name.clone(), format!("{day} {text}"))),
            "note" => {
                let (note, times) = split_note(&text)?;
                raw.push(("note".to_string(), note));
                raw.push(("line_times".to_string(), times));
            }
            _ => raw.push((name.clone(), text)),
        }
    }
    Ok(raw)
}

/// Takes the clock off each line: the note, and the clocks with blanks between.
fn split_note(text: &str) -> Result<(String, String), String> {
    let mut lines = Vec::new();
    let mut times = Vec::new();
    for line in text.trim_end().lines() {
        let (clock, words) = line.split_once(' ').unwrap_or((line, ""));
        if clock != "-" && !is_clock(clock) {
            return Err(format!("the line “{line}” does not begin with a clock such as 10:41, nor with -"));
        }
        times.push(clock);
        lines.push(words.trim_start());
    }
    Ok((lines.join("\n"), times.join(" ")))
}

/// `10:41`
fn is_clock(text: &str) -> bool {
    let two = |t: &str, max: u8| t.len() == 2 && t.parse::<u8>().is_ok_and(|n| n <= max);
    text.split_once(':').is_some_and(|(h, m)| two(h, 23) && two(m, 59))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_gives_up_its_clocks() {
        let (note, times) = split_note("10:36  go/no-go call\n-      > record 2.14\n10:40  ! nobody named\n").unwrap();
        assert_eq!(note, "go/no-go call\n> record 2.14\n! nobody named");
        assert_eq!(times, "10:36 - 10:40");
        assert!(split_note("no clock").is_err() && split_note("25:00 x").is_err());
    }
}
