//! Interviews, promises and due days as a calendar (RFC 5545), each with the words of its invitation or reminder. It is
//! a file: nothing is sent.

use crate::{
    domain::{
        Id, Kind, Record, Stamp, View, day,
        kinds::{answer, interview, person, round},
        progress,
    },
    shown::shown,
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use sha2::{Digest, Sha256};

/// Bytes of a line before it is folded.
const LINE_MAX: usize = 75;
/// Minutes of an interview that names none.
const MINUTES: i64 = 60;
/// Items that an invitation names.
const NAMED: usize = 12;

/// How many entries of each sort a calendar holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CalendarCounts {
    pub interviews: usize,
    pub days: usize,
}

impl CalendarCounts {
    /// What is in it, for sentences.
    pub fn told(self) -> String {
        let interviews = if self.interviews == 1 { "interview" } else { "interviews" };
        let days = if self.days == 1 { "day" } else { "days" };
        format!("{} {interviews} and {} {days} that wait", self.interviews, self.days)
    }
}

/// Lines of a calendar so far.
struct Lines {
    text: String,
    /// What makes the ids of entries differ between organisations.
    place: String,
    made: Stamp,
}

/// The calendar of a file. E-mail addresses of those who are invited are in it only with `addresses`.
pub fn write(view: View, made: Stamp, addresses: bool) -> (String, CalendarCounts) {
    let organisation = view.records.single(Kind::Organisation).map_or("", |o| o.title());
    let hash = Sha256::digest(organisation.as_bytes());
    let place = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let mut out = Lines { text: String::new(), place, made };
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//aims//AI management system//EN", "CALSCALE:GREGORIAN"] {
        out.line(line);
    }
    out.property("X-WR-CALNAME", &format!("AI management system {organisation}"));
    let mut counted = CalendarCounts::default();
    for record in view.records.all(Kind::Interview).filter(|r| is_to_come(r)) {
        counted.interviews += usize::from(meeting(&mut out, view, record, addresses));
    }
    for record in Kind::ALL.iter().flat_map(|kind| view.records.all(*kind)) {
        if let Some(on) = progress::waits_for(record) {
            counted.days += 1;
            due(&mut out, view, record, on);
        }
        // The day until which something holds is often the day on which it is looked at again.
        let again = progress::next_review(record).filter(|_| !progress::is_over(record));
        if let Some(on) = again.filter(|on| progress::waits_for(record) != Some(*on)) {
            counted.days += 1;
            review(&mut out, view, record, on);
        }
    }
    out.line("END:VCALENDAR");
    (out.text, counted)
}

fn is_to_come(interview: &Record) -> bool {
    interview::State::of(interview, interview::STATE) != Some(interview::State::Held)
}

/// An interview with its invitation; nothing without a day.
fn meeting(out: &mut Lines, view: View, record: &Record, addresses: bool) -> bool {
    let Some(start) = record.stamp(interview::START) else { return false };
    let minutes = record.number(interview::MINUTES).unwrap_or(MINUTES);
    let end = Stamp { utc: start.utc + minutes * 60, ..start };
    out.begin(record.id, "");
    out.line(&format!("DTSTART:{}", moment(start)));
    out.line(&format!("DTEND:{}", moment(end)));
    let with = record.refs(interview::WITH);
    let names = with.iter().map(|id| view.records.name(*id)).collect::<Vec<_>>().join(", ");
    out.property("SUMMARY", &format!("{} {} with {names}", record.id, record.title()));
    if !record.text(interview::PLACE).is_empty() {
        out.property("LOCATION", record.text(interview::PLACE));
    }
    for person in with.iter().filter_map(|id| view.records.live(*id)).filter(|_| addresses) {
        let mail = person.text(person::EMAIL).trim();
        if !mail.is_empty() && !mail.contains([' ', ':', ';', ',', '"']) {
            out.line(&format!("ATTENDEE;CN=\"{}\":mailto:{mail}", parameter(person.title())));
        }
    }
    let text = invitation(view, record, &names);
    out.property("DESCRIPTION", &text);
    out.alarm("-PT1H", &format!("In an hour: interview {} with {names}", record.id));
    out.line("END:VEVENT");
    true
}

/// The words of an invitation to an interview.
pub fn invitation(view: View, record: &Record, names: &str) -> String {
    let start = record.stamp(interview::START);
    let when = start.map_or(String::new(), |s| format!(" on {} {}, {}", day::weekday(s.date()), s.date(), s.clock()));
    let within = record.one(interview::ROUND).and_then(|id| view.records.live(id));
    let within =
        within.map_or(String::new(), |r| format!(" It belongs to {} {}.", view.cell(r, round::TYPE), r.title()));
    let auditor = record.one(interview::AUDITOR).map(|id| view.records.name(id)).unwrap_or_default();
    let minutes = record.number(interview::MINUTES).unwrap_or(MINUTES);
    let mut about: Vec<String> = Vec::new();
    for item in interview::answers(view, record.id).iter().filter_map(|a| a.one(answer::ITEM)) {
        let named = view.records.in_full(item);
        if !about.contains(&named) {
            about.push(named);
        }
    }
    let more = about.len().saturating_sub(NAMED);
    about.truncate(NAMED);
    if more > 0 {
        about.push(format!("and {more} more"));
    }
    let topics = match about.is_empty() {
        true => String::new(),
        false => format!("\n\nWe would like to talk about:\n- {}", about.join("\n- ")),
    };
    let regards = if auditor.is_empty() { String::new() } else { format!("\n\nKind regards\n{auditor}") };
    format!(
        "Dear {names},\n\nI would like to invite you to a talk of {minutes} minutes{when}.{within} It is about how the \
         work is done, not about you; what you show from your daily work helps most.{topics}\n\nAt the end the facts \
         that were noted are read out, so that you can correct them. If the time does not suit you, please name \
         another.{regards}"
    )
}

fn due(out: &mut Lines, view: View, record: &Record, on: Date) {
    let spec = record.id.kind.spec();
    let what = if spec.due.is_some() { "due" } else { "ends" };
    let text = reminder(view, record, on);
    out.all_day(record.id, "", on, &format!("{} {what}: {}", record.id, record.title()), &text);
}

fn review(out: &mut Lines, view: View, record: &Record, on: Date) {
    let text = format!("{}\n\nOn {on} it is to be looked at again.", about(view, record));
    out.all_day(record.id, "-review", on, &format!("{} review: {}", record.id, record.title()), &text);
}

/// The words of a reminder of a due day.
pub fn reminder(view: View, record: &Record, on: Date) -> String {
    let late = (view.today - on).get_days();
    let when = match late {
        1.. => format!("was due on {on}, {late} days ago"),
        0 => format!("is due today, {on}"),
        _ => format!("is due on {} {on}", day::weekday(on)),
    };
    let owner = record.id.kind.spec().owner.map(|field| view.cell(record, field)).filter(|name| !name.is_empty());
    let dear = owner.map_or(String::new(), |name| format!("Dear {name},\n\n"));
    format!(
        "{dear}This {when}:\n{}\n\nPlease say whether it is done and what shows it, or which day you can keep.",
        about(view, record)
    )
}

/// What a record is: its kind, id, title and state.
fn about(view: View, record: &Record) -> String {
    let spec = record.id.kind.spec();
    let state = spec.state.map(|field| view.cell(record, field)).filter(|word| !word.is_empty());
    let state = state.map_or(String::new(), |word| format!(" (state: {word})"));
    format!("{} {}: {}{state}", spec.name, record.id, record.title())
}

fn moment(at: Stamp) -> String {
    packed(Stamp { offset: 0, ..at }.local()) + "Z"
}

fn packed(t: DateTime) -> String {
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}", t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second())
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Text of a parameter: quotes and line ends are not allowed in it.
fn parameter(text: &str) -> String {
    shown(text).chars().filter(|c| !matches!(c, '"' | '\n' | '\r')).collect()
}

impl Lines {
    fn begin(&mut self, id: Id, tail: &str) {
        self.line("BEGIN:VEVENT");
        let uid = format!("UID:{id}{tail}@{}.aims", self.place);
        self.line(&uid);
        let made = format!("DTSTAMP:{}", moment(self.made));
        self.line(&made);
    }
    fn all_day(&mut self, id: Id, tail: &str, on: Date, summary: &str, text: &str) {
        self.begin(id, tail);
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(on)));
        if let Ok(next) = on.checked_add(1.day()) {
            self.line(&format!("DTEND;VALUE=DATE:{}", compact(next)));
        }
        self.line("TRANSP:TRANSPARENT");
        self.property("SUMMARY", summary);
        self.property("DESCRIPTION", text);
        self.alarm("-P1D", summary);
        self.line("END:VEVENT");
    }
    fn alarm(&mut self, before: &str, text: &str) {
        self.line("BEGIN:VALARM");
        self.line("ACTION:DISPLAY");
        self.line(&format!("TRIGGER:{before}"));
        self.property("DESCRIPTION", text);
        self.line("END:VALARM");
    }
    /// A property whose value is text.
    fn property(&mut self, name: &str, text: &str) {
        let mut value = String::new();
        for c in shown(text.trim()).chars() {
            match c {
                '\\' | ';' | ',' => value.extend(['\\', c]),
                '\n' => value.push_str("\\n"),
                c => value.push(c),
            }
        }
        self.line(&format!("{name}:{value}"));
    }
    /// A line, folded where it is long.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE_MAX {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(c);
            used += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{action, request},
    };

    fn calendar(addresses: bool) -> (String, CalendarCounts) {
        let mut all = Records::default();
        let ada = Id::new(Kind::Person, 1);
        all.put([Record::new(ada)
            .with(person::NAME, Value::text("Ada \"A\" Ünal"))
            .with(person::EMAIL, Value::text("ada@x.example"))]);
        let start = Stamp::parse("2026-12-01T09:30:00+01:00").unwrap();
        let talk = Record::new(Id::new(Kind::Interview, 3)).with(interview::TITLE, Value::text("Owner; data, models"));
        all.put([talk
            .with(interview::WITH, Value::refs([ada]))
            .with(interview::START, Value::Stamp(start))
            .with(interview::MINUTES, Value::Number(45))
            .with(interview::STATE, interview::State::Planned.value())]);
        let late = Value::Date(jiff::civil::date(2026, 11, 20));
        let promised = Record::new(Id::new(Kind::Request, 1)).with(request::WHAT, Value::text("the log"));
        all.put([promised.with(request::DUE, late.clone()).with(request::FROM, Value::Ref(ada))]);
        let done = Record::new(Id::new(Kind::Action, 1)).with(action::TITLE, Value::text("done one"));
        all.put([done
            .with(action::DUE, late)
            .with(action::STATE, Value::read(&action::FIELDS[action::STATE], "done").unwrap())]);
        let view = View { records: &all, today: jiff::civil::date(2026, 11, 27) };
        write(view, Stamp::parse("2026-11-27T08:00:00Z").unwrap(), addresses)
    }

    #[test]
    fn interviews_and_open_days_are_entries_with_their_words() {
        let (text, counted) = calendar(false);
        assert_eq!(counted, CalendarCounts { interviews: 1, days: 1 });
        let plain = text.replace("\r\n ", "");
        for part in [
            "DTSTART:20261201T083000Z\r\nDTEND:20261201T091500Z\r\n",
            "SUMMARY:I-03 Owner\\; data\\, models with Ada \"A\" Ünal\r\n",
            "DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n",
            "Tuesday 2026-12-01\\, 09:30",
            "was due on 2026-11-20\\, 7 days ago",
            "DTSTAMP:20261127T080000Z",
        ] {
            assert!(plain.contains(part), "{part} in {plain}");
        }
        assert!(!plain.contains("done one") && !plain.contains("mailto"), "{plain}");
        assert!(calendar(true).0.replace("\r\n ", "").contains("ATTENDEE;CN=\"Ada A Ünal\":mailto:ada@x.example\r\n"));
    }

    #[test]
    fn lines_are_folded_and_every_part_that_begins_ends() {
        let (text, _) = calendar(true);
        let mut open = Vec::new();
        for line in text.split("\r\n") {
            assert!(line.len() <= LINE_MAX && !line.contains(['\n', '\r']), "{line}");
            if let Some(name) = line.strip_prefix("BEGIN:") {
                open.push(name);
            } else if let Some(name) = line.strip_prefix("END:") {
                assert_eq!(open.pop(), Some(name));
            }
        }
        assert!(open.is_empty() && text.ends_with("END:VCALENDAR\r\n"));
    }
}
