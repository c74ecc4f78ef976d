//! The opening and the closing meeting of a round: what belongs on the table, as checks to tick, in our own words.

use crate::domain::kinds::interview::Type;

/// How the stored source of the point of a meeting begins.
const HEAD: &str = "meeting:";

#[rustfmt::skip]
static OPENING: [&str; 9] = [
    "Who is who, and who guides the team",
    "What the audit is for, its scope, and what it is held against",
    "The timetable, rooms and people; changes are agreed now",
    "How it is done: interviews, documents, samples; what is not seen is not judged",
    "How findings are graded, and that facts are read back before they are written",
    "What is confidential, which personal data are looked at, what is copied",
    "Whom to call when something is in the way; language, safety, remote access",
    "Who of the team has a tie to what is audited, and why that may stand",
    "Questions of those who are audited",
];
#[rustfmt::skip]
static CLOSING: [&str; 9] = [
    "Thanks; who took part",
    "Scope and samples: faults may exist where nobody looked",
    "What is good and worth keeping",
    "Each finding with its grade and what it rests on, the gravest first",
    "The conclusion",
    "What is disputed stays on record, with whose view it is",
    "What is still awaited, from whom, by when",
    "By when causes, corrections and actions are answered, and who judges them",
    "When the report comes, and to whom",
];

/// The source, the words and the checks of a meeting.
pub fn point(typ: Type) -> Option<(String, &'static str)> {
    let (code, words) = match typ {
        Type::Opening => ("opening", "Opening meeting: what it is for, how it goes, who is here"),
        Type::Closing => ("closing", "Closing meeting: what was found, what follows, who is here"),
        Type::Interview | Type::Desk => return None,
    };
    Some((format!("{HEAD}{code}"), words))
}

/// The checks of the point of a meeting, by its source.
pub fn checks(source: &str) -> Option<&'static [&'static str]> {
    match source.strip_prefix(HEAD)? {
        "opening" => Some(&OPENING),
        "closing" => Some(&CLOSING),
        _ => None,
    }
}
