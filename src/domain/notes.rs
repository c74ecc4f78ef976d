//! The lines of an interview note: what the first character of a line says, and the first draft of a finding.
//!
//! Notes stay plain text. A line that starts with `!`, `?`, `>`, `"` or `%` is marked, and `BN:` or `Novak:` behind the mark
//! says who spoke, if somebody of that name is in the room; nothing else is read out of it.

use super::{
    id::Id,
    kind::Kind,
    kinds::{answer, finding, sample, sighting},
    record::Record,
    records::{Records, View},
    rounds::room,
    words,
};

/// What the first character of a line says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `!` may become a finding.
    Maybe,
    /// `?` to be asked later.
    Ask,
    /// `>` was shown.
    Shown,
    /// `"` was said in these words.
    Said,
    /// `%` is for the auditor alone: it stands in the working paper and nowhere else.
    Private,
    Plain,
}

/// One line of a note that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedLine<'a> {
    pub mark: Mark,
    /// The line without its mark and without blanks at its ends; said lines without their quotation marks.
    pub text: &'a str,
    /// Place in the note, blank lines counted, from 0.
    pub at: usize,
}

/// What a finding starts with, so that nobody begins from an empty box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingDraft {
    pub title: String,
    /// What was seen or heard, joined from the `>`, `"` and `!` lines, with the evidence.
    pub condition: String,
    /// The clause or control with its title; the sense of the demand is for the auditor to add.
    pub criterion: String,
    pub against: Option<Id>,
    pub evidence: Vec<Id>,
    pub systems: Vec<Id>,
}

impl Mark {
    /// The mark that a line starts with.
    pub fn of(line: &str) -> Mark {
        match line.trim_start().chars().next() {
            Some('!') => Mark::Maybe,
            Some('?') => Mark::Ask,
            Some('>') => Mark::Shown,
            Some('"' | '“' | '„') => Mark::Said,
            Some('%') => Mark::Private,
            _ => Mark::Plain,
        }
    }
    /// Whether the person opposite is not to see it: what may become a finding, and what is for the auditor alone.
    pub fn is_veiled(self) -> bool {
        matches!(self, Mark::Maybe | Mark::Private)
    }
    /// The character that makes it, a blank for plain lines.
    pub fn sign(self) -> char {
        match self {
            Mark::Maybe => '!',
            Mark::Ask => '?',
            Mark::Shown => '>',
            Mark::Said => '"',
            Mark::Private => '%',
            Mark::Plain => ' ',
        }
    }
}

/// The lines of a note, blank ones left out.
pub fn lines(note: &str) -> impl Iterator<Item = MarkedLine<'_>> {
    note.lines().enumerate().filter_map(|(at, line)| {
        let mark = Mark::of(line);
        let bare = line.trim();
        let text = match mark {
            Mark::Plain => bare,
            Mark::Said => bare.trim_matches(['"', '“', '”', '„']).trim(),
            _ => bare.trim_start_matches(mark.sign()).trim(),
        };
        (!text.is_empty()).then_some(MarkedLine { mark, text, at })
    })
}

/// The lines of one mark.
pub fn marked(note: &str, mark: Mark) -> impl Iterator<Item = MarkedLine<'_>> {
    lines(note).filter(move |line| line.mark == mark)
}

/// Who said a line, and the line without that. `people` are those in the room: a line that begins with the initials or the
/// family name of one of them and a colon is theirs.
pub fn spoken<'a>(text: &'a str, people: &[(Id, String)]) -> (Option<Id>, &'a str) {
    let Some((who, rest)) = text.split_once(':').filter(|(who, rest)| !who.is_empty() && !rest.trim().is_empty())
    else {
        return (None, text);
    };
    match named(who, people) {
        Some(id) => (Some(id), rest.trim()),
        None => (None, text),
    }
}

/// The one of some people whom a word means: a name, a family name or initials.
pub fn named(word: &str, people: &[(Id, String)]) -> Option<Id> {
    let who = word.trim().to_lowercase();
    let is = |name: &str| {
        let name = name.to_lowercase();
        name == who || initials(&name) == who || name.split_whitespace().last() == Some(who.as_str())
    };
    let mut meant = people.iter().filter(|(_, name)| !who.is_empty() && is(name));
    match (meant.next(), meant.next()) {
        (Some((id, _)), None) => Some(*id),
        _ => None,
    }
}

/// The first letters of a name: `bn` of `b. novak`.
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).collect()
}

/// The longest title a draft gets, in characters.
const TITLE_MAX: usize = 70;

/// Drafts a finding from an answer: its marked lines, its item, its evidence.
///
/// The title is the first `!` line that no finding of this answer covers yet; lines that one covers are left out. A
/// note without any mark drafts from its plain lines, its last one as the title, unless there is a finding already:
/// then the title stays empty, so that pressing the key twice does not raise the same twice.
pub fn draft_finding(answer: &Record, view: View) -> FindingDraft {
    let note = answer.text(answer::NOTE);
    let open = unraised(view, answer);
    let people = room::of_answer(view.records, answer);
    let said = |line: &MarkedLine, quoted| {
        room::with_speaker(view.records, &people, line.text.trim_end_matches(['.', ';']), quoted)
    };
    let raised = view.records.linked(answer.id, Kind::Finding, finding::ANSWER).next().is_some();
    let unmarked = !raised && marked(note, Mark::Maybe).next().is_none();
    let told = |line: &MarkedLine| !matches!(line.mark, Mark::Ask | Mark::Private);
    let first = match unmarked {
        true => lines(note).filter(told).last(),
        false => open.first().cloned(),
    };
    let bare = unmarked && lines(note).filter(told).all(|line| line.mark == Mark::Plain);
    let facts: Vec<String> = lines(note)
        .filter_map(|line| match line.mark {
            Mark::Maybe if !open.contains(&line) => None,
            Mark::Plain if !bare => None,
            Mark::Shown | Mark::Maybe | Mark::Plain => Some(said(&line, false)),
            Mark::Said => Some(format!("said: {}", said(&line, true))),
            Mark::Ask | Mark::Private => None,
        })
        .collect();
    let sampled: Vec<&Record> = match raised {
        true => Vec::new(),
        false => sample::of_answer(view, answer.id)
            .into_iter()
            .filter(|s| sample::counts(view, s).exceptions() > 0)
            .collect(),
    };
    let facts: Vec<String> =
        facts.into_iter().chain(sampled.iter().map(|s| format!("{}, {}", s.title(), sample::told(view, s)))).collect();
    let unmet = if raised { Vec::new() } else { super::ticks::unmet(answer.text(answer::TICKS)) };
    let against = answer.one(answer::ITEM);
    let seen = answer.refs(answer::EVIDENCE);
    FindingDraft {
        title: match (first, unmet.first(), sampled.first()) {
            (Some(line), ..) => title(spoken(line.text, &people).1),
            (None, Some(check), _) => title(&format!("Not met: {check}")),
            (None, None, Some(s)) => title(&format!("{}: {}", s.title(), sample::told(view, s))),
            (None, None, None) => String::new(),
        },
        condition: with_unmet(condition(view, answer.id, &facts, seen), &unmet),
        criterion: against.map_or(String::new(), |item| reference_and_title(view, item)),
        against,
        evidence: seen.to_vec(),
        systems: answer.refs(answer::SYSTEMS).to_vec(),
    }
}

/// What was seen, and in the words of the checks what exactly is not met.
fn with_unmet(mut condition: String, unmet: &[&str]) -> String {
    if !unmet.is_empty() {
        let sep = if condition.is_empty() { "" } else { "\n" };
        condition.push_str(&format!("{sep}Not met: {}", unmet.join("; ")));
    }
    condition
}

fn condition(view: View, answer: Id, facts: &[String], seen: &[Id]) -> String {
    let mut text = facts.join("; ");
    if !seen.is_empty() {
        let named: Vec<String> =
            seen.iter().filter_map(|id| view.records.get(*id)).map(|e| sighting::named(view, &[answer], e)).collect();
        let sep = if text.is_empty() { "Evidence: " } else { ".\nEvidence: " };
        text.push_str(sep);
        text.push_str(&named.join("; "));
    }
    text
}

/// `A.6.2.4 Testing before release`, or the reference alone if the record has no title.
pub fn reference_and_title(view: View, id: Id) -> String {
    match view.records.name(id) {
        name if name.starts_with(&id.to_string()) => name,
        name => format!("{id} {name}"),
    }
}

/// The first clause of a line, capitalised, cut at a word.
fn title(line: &str) -> String {
    let end = line.find([',', ';']).filter(|at| line[..*at].chars().count() >= 12).unwrap_or(line.len());
    let mut text = line[..end].trim_end_matches(['.', '!', ' ']).to_string();
    if let Some((cut, _)) = text.char_indices().nth(TITLE_MAX) {
        text.truncate(text[..cut].rfind(' ').unwrap_or(cut));
    }
    words::capital(&text)
}

/// The `!` lines of an answer that no finding raised from it covers.
///
/// A finding covers the lines whose words stand in its title or facts; one whose text was rewritten altogether
/// covers one further line, in order, so that a raised line does not stay on the list for ever.
pub fn unraised<'a>(view: View, answer: &'a Record) -> Vec<MarkedLine<'a>> {
    let mut open: Vec<MarkedLine<'a>> = marked(answer.text(answer::NOTE), Mark::Maybe).collect();
    if open.is_empty() {
        return open;
    }
    let mut rewritten = 0;
    for f in view.records.linked(answer.id, Kind::Finding, finding::ANSWER) {
        let words = format!("{}\n{}", f.title(), f.text(finding::CONDITION)).to_lowercase();
        let before = open.len();
        open.retain(|line| !words.contains(&line.text.trim_end_matches(['.', ';']).to_lowercase()));
        rewritten += usize::from(open.len() == before);
    }
    open.drain(..rewritten.min(open.len()));
    open
}

/// The findings whose long texts [`unraised`] compares with the notes that they come from.
pub fn compared(records: &Records) -> Vec<Id> {
    let marked = |answer: &&Record| marked(answer.text(answer::NOTE), Mark::Maybe).next().is_some();
    let of = |answer: &Record| records.linked(answer.id, Kind::Finding, finding::ANSWER).map(|f| f.id);
    records.all(Kind::Answer).filter(marked).flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::evidence;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    const NOTE: &str = "go/no-go call every second Tuesday\n> release 2.14 record, 3 June, approver field empty\n\
        \" we all sort of agree in the call \"\n\n! no named approver on 2.14, rule AI-07 asks for one\n\
        ? ask for 2.12 and 2.13\n! two people share one account\n!\n";

    fn answer(records: &mut Records) -> Record {
        let e = Id::new(Kind::Evidence, 21);
        let a = Record::new(Id::new(Kind::Answer, 7))
            .with(answer::NOTE, Value::text(NOTE))
            .with(answer::ITEM, Value::Ref(Id::item("A.6.2.4").unwrap()))
            .with(answer::EVIDENCE, Value::refs([e]));
        let e = Record::new(e)
            .with(evidence::TITLE, Value::text("release record"))
            .with(evidence::VERSION, Value::text("2.14"));
        let item = Record::new(Id::item("A.6.2.4").unwrap())
            .with(crate::domain::kinds::item::TITLE, Value::text("Testing before release"));
        records.put([a.clone(), e, item]);
        a
    }
    fn view(records: &Records) -> View<'_> {
        View { records, today: date(2025, 6, 10) }
    }

    #[test]
    fn marks_are_read_and_blank_lines_dropped() {
        let got: Vec<_> = lines(NOTE).map(|l| (l.mark, l.at)).collect();
        use Mark::*;
        assert_eq!(got, [(Plain, 0), (Shown, 1), (Said, 2), (Maybe, 4), (Ask, 5), (Maybe, 6)]);
        assert_eq!(marked(NOTE, Said).next().unwrap().text, "we all sort of agree in the call");
    }

    #[test]
    fn a_line_says_who_spoke_if_somebody_of_that_name_is_in_the_room() {
        let people =
            [(Id::new(Kind::Person, 20), "B. Novak".to_string()), (Id::new(Kind::Person, 14), "C. Ruiz".into())];
        let who = |text| spoken(text, &people);
        assert_eq!(who("BN: nobody reads it"), (Some(people[0].0), "nobody reads it"));
        assert_eq!(who("ruiz: we do"), (Some(people[1].0), "we do"));
        for other in ["AI: it decides", "ratio 1:2", "BN:", "no name"] {
            assert_eq!(who(other), (None, other));
        }
        let twins = [(Id::new(Kind::Person, 1), "B. Novak".to_string()), (Id::new(Kind::Person, 2), "B. Nagy".into())];
        assert_eq!(spoken("BN: which", &twins).0, None);
        assert_eq!(spoken("Nagy: me", &twins).0, Some(twins[1].0));
    }

    #[test]
    fn a_private_line_is_in_no_finding() {
        let mut records = Records::default();
        let note = Value::text("% looked at the boss before each answer\n! no owner named");
        let a = answer(&mut records).with(answer::NOTE, note);
        let draft = draft_finding(&a, view(&records));
        assert!(!draft.condition.contains("boss"), "{}", draft.condition);
        let alone = a.with(answer::NOTE, Value::text("% nervous"));
        assert_eq!(draft_finding(&alone, view(&records)).title, "");
    }

    #[test]
    fn a_finding_drafts_itself_from_marked_lines_item_and_evidence() {
        let mut records = Records::default();
        let a = answer(&mut records);
        let draft = draft_finding(&a, view(&records));
        assert_eq!(draft.title, "No named approver on 2.14");
        assert_eq!(draft.criterion, "A.6.2.4 Testing before release");
        assert!(draft.condition.starts_with("release 2.14 record, 3 June, approver field empty; said: “we all"));
        assert!(draft.condition.ends_with(".\nEvidence: E-21 release record, version 2.14"), "{}", draft.condition);
        assert!(!draft.condition.contains("2.12") && !draft.condition.contains("Tuesday"));
        let empty = draft_finding(&Record::new(a.id), view(&records));
        assert_eq!(empty, FindingDraft::default());
    }

    #[test]
    fn a_raised_line_leaves_the_list_even_when_its_words_were_changed() {
        let mut records = Records::default();
        let a = answer(&mut records);
        assert_eq!(unraised(view(&records), &a).len(), 2);
        let raised = |n: u32, text: &str| {
            Record::new(Id::new(Kind::Finding, n))
                .with(finding::ANSWER, Value::Ref(a.id))
                .with(finding::CONDITION, Value::text(text))
        };
        records.put([raised(1, "Seen: Two people share one account.")]);
        let left: Vec<_> = unraised(view(&records), &a).iter().map(|l| l.at).collect();
        assert_eq!(left, [4]);
        assert_eq!(draft_finding(&a, view(&records)).title, "No named approver on 2.14");
        records.put([raised(2, "quite other words")]);
        assert!(unraised(view(&records), &a).is_empty());
        let again = draft_finding(&a, view(&records));
        assert_eq!(again.title, "");
        assert!(!again.condition.contains("two people"), "{}", again.condition);
    }

    #[test]
    fn checks_that_are_not_met_say_what_exactly_is_missing() {
        let mut records = Records::default();
        let a = answer(&mut records).with(answer::TICKS, Value::text("yes: It is dated\nno: An approver is named"));
        let draft = draft_finding(&a, view(&records));
        assert!(draft.condition.ends_with("\nNot met: An approver is named"), "{}", draft.condition);
        let bare = Record::new(a.id).with(answer::TICKS, Value::text("no: An approver is named"));
        assert_eq!(draft_finding(&bare, view(&records)).title, "Not met: An approver is named");
    }

    #[test]
    fn a_note_without_marks_drafts_from_its_plain_lines() {
        let mut records = Records::default();
        let a = answer(&mut records).with(answer::NOTE, Value::text("asked twice\nno approver is named\n? ask Dana"));
        let draft = draft_finding(&a, view(&records));
        assert_eq!(draft.title, "No approver is named");
        assert!(draft.condition.starts_with("asked twice; no approver is named"), "{}", draft.condition);
        let said = a.with(answer::NOTE, Value::text("small talk\n> record of May"));
        let draft = draft_finding(&said, view(&records));
        assert_eq!(draft.title, "Record of May");
        assert!(draft.condition.starts_with("record of May") && !draft.condition.contains("talk"));
    }

    #[test]
    fn a_long_line_is_cut_at_a_word() {
        let long =
            "model cards are missing for every one of the nine systems that went live since the start of the year";
        let cut = title(long);
        assert!(cut.chars().count() <= TITLE_MAX && long.to_lowercase().starts_with(&cut.to_lowercase()), "{cut}");
        assert!(long[cut.len()..].starts_with(' '));
    }
}
