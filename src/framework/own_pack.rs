//! Packs of one's own: questions with their checks, in any language, as a versioned file over our ids.
//!
//! A question of a pack is an own question of the file. Where its name is that of a built-in question, such as
//! `iso42001:A.6.2.4:1`, it is asked in its place: so a second language of the built-in pack needs no code.

use super::pack::{self, by_id, items};
use crate::domain::{
    Change, Field, Id, Kind, Record, Records, Value,
    kinds::{YES, person::ROLES, question},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// How the names of built-in questions begin.
const BUILT_IN: &str = "iso42001:";
/// Questions of a pack at most.
const MOST: usize = 2_000;

/// A pack as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPack {
    pub pack: String,
    pub version: u32,
    #[serde(default)]
    pub language: String,
    #[serde(default, rename = "question")]
    pub questions: Vec<PackQuestion>,
}

/// One question of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackQuestion {
    /// Its name in the pack, or that of the built-in question whose place it takes.
    pub id: String,
    /// The clause or control; a built-in question brings its own.
    #[serde(default)]
    pub item: String,
    #[serde(default)]
    pub role: String,
    pub ask: String,
    #[serde(default)]
    pub look_for: Vec<String>,
    #[serde(default)]
    pub show: Vec<String>,
    #[serde(default)]
    pub probe: Vec<String>,
    #[serde(default)]
    pub key: bool,
}

impl OwnPack {
    /// `House rules, version 2 (de)`
    pub fn told(&self) -> String {
        let language = if self.language.is_empty() { String::new() } else { format!(" ({})", self.language) };
        format!("{}, version {}{language}", self.pack.trim(), self.version)
    }
    /// What is wrong with it, a sentence each with the question it is in; nothing where it can be added.
    pub fn faults(&self) -> Vec<String> {
        let mut all = Vec::new();
        let line =
            |text: &str| !text.trim().is_empty() && text.chars().count() <= Field::LINE_MAX && !text.contains('\n');
        if !line(&self.pack) || self.pack.contains(", version ") {
            all.push("pack: its name is one line, without the words “, version ”".to_string());
        }
        if self.version == 0 {
            all.push("version: 1 or more".into());
        }
        if self.language.len() > 16 || !self.language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            all.push(format!("language: “{}” is no language tag, such as de or pt-BR", self.language));
        }
        if self.questions.is_empty() || self.questions.len() > MOST {
            all.push(format!(
                "question: there are {}, at least 1 and at most {MOST} are allowed",
                self.questions.len()
            ));
        }
        let mut seen = BTreeSet::new();
        for asked in &self.questions {
            let mut fault = |what: String| all.push(format!("question {}: {what}", asked.id));
            if !line(&asked.id) || !seen.insert(asked.id.trim()) {
                fault("id: one line, and each only once".into());
            }
            if asked.id.starts_with(BUILT_IN) && built_in(&asked.id).is_none() {
                fault("id: there is no such built-in question; aims pack template lists them".into());
            }
            if !line(&asked.ask) {
                fault(format!("ask: one line of at most {} signs", Field::LINE_MAX));
            }
            if !asked.item.is_empty() && Id::item(&asked.item).is_none() {
                fault(format!("item: “{}” is no clause or control, such as 8.4 or A.6.2.4", asked.item));
            }
            if !asked.role.is_empty() && role(&asked.role).is_none() {
                let known: Vec<&str> = ROLES.iter().map(|r| r.code).collect();
                fault(format!("role: “{}” is none of {}", asked.role, known.join(", ")));
            }
        }
        all
    }
}

fn role(code: &str) -> Option<u8> {
    ROLES.iter().position(|role| role.code == code).map(|at| at as u8)
}

/// The item and the place of a built-in question.
fn built_in(name: &str) -> Option<(Id, usize)> {
    let (reference, n) = name.strip_prefix(BUILT_IN)?.rsplit_once(':')?;
    let item = by_id(Id::item(reference)?)?;
    let at = n.parse::<usize>().ok()?.checked_sub(1)?;
    (at < item.questions.len()).then_some((item.id, at))
}

/// Reads a pack; the error says in which line it cannot be understood.
pub fn read(text: &str) -> Result<OwnPack, String> {
    toml::from_str(text).map_err(|e| format!("the pack cannot be read: {}", e.to_string().trim_end()))
}

/// The built-in pack as a file to be translated or cut down.
pub fn template() -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let list = |all: &[&str]| all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "# The questions of the {}: translate ask, look_for and show, and keep each id.\n\
         # What you leave out is asked as it is built in. Further questions get an id of yours.\n\
         pack = \"My words\"\nversion = 1\nlanguage = \"en\"\n",
        pack::name()
    );
    for item in items() {
        for (n, ask) in item.questions.iter().enumerate() {
            text +=
                &format!("\n[[question]]\nid = \"{BUILT_IN}{}:{}\"\nask = {}\n", item.reference(), n + 1, quoted(ask));
            if n == 0 {
                text += &format!("look_for = [{}]\nshow = [{}]\n", list(&item.checks), list(&item.evidence));
            }
        }
    }
    text
}

/// What adding a pack would change: new questions, other words, and those that are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackDifference {
    pub new: usize,
    pub changed: usize,
    pub gone: usize,
}

impl PackDifference {
    pub fn told(self) -> String {
        format!("{} new, {} with other words, {} gone", self.new, self.changed, self.gone)
    }
}

/// The questions of a pack as one step, in the place of those of an earlier version of it. The error is a sentence.
pub fn added(records: &Records, pack: &OwnPack) -> Result<(Change, PackDifference), String> {
    let there = of_pack(records, &pack.pack);
    let newest = there.iter().filter_map(|q| version(q)).max();
    if newest.is_some_and(|newest| newest > pack.version) {
        return Err(format!("{} is in the file in version {} already", pack.pack, newest.unwrap_or(0)));
    }
    let mut change = Change::new(format!("pack {}", pack.told()));
    let (mut counted, mut next) = (PackDifference::default(), records.next_id(Kind::Question));
    for asked in &pack.questions {
        let values = values(pack, asked);
        match there.iter().find(|q| q.text(question::PACK_REF) == asked.id.trim()) {
            None => {
                change = change.create(next, values.into_iter().filter(|(_, v)| !v.is_empty()).collect());
                next.n += 1;
                counted.new += 1;
            }
            Some(known) => {
                let other: Vec<(usize, Value)> =
                    values.into_iter().filter(|(field, value)| known.value(*field) != value).collect();
                let words = other.iter().any(|(field, _)| *field != question::PACK);
                counted.changed += usize::from(words);
                if !other.is_empty() {
                    change = change.set(known, other);
                }
            }
        }
    }
    let kept = |q: &&&Record| pack.questions.iter().any(|asked| asked.id.trim() == q.text(question::PACK_REF));
    for gone in there.iter().filter(|q| !kept(q)) {
        change = change.hide(gone);
        counted.gone += 1;
    }
    Ok((change, counted))
}

fn values(pack: &OwnPack, asked: &PackQuestion) -> Vec<(usize, Value)> {
    let built_in = built_in(&asked.id);
    let item = built_in.map(|(id, _)| id).or_else(|| Id::item(&asked.item));
    let lines = |all: &[String]| match all.is_empty() {
        true => Value::Empty,
        false => Value::text(all.join("\n")),
    };
    let key = asked.key || built_in.is_some_and(|(_, at)| at == 0);
    vec![
        (question::TEXT, Value::text(asked.ask.trim())),
        (question::ITEM, Value::one(item)),
        (question::ROLE, role(&asked.role).map_or(Value::Empty, Value::Choice)),
        (question::LOOK, lines(&asked.look_for)),
        (question::SHOW, lines(&asked.show)),
        (question::PROBE, lines(&asked.probe)),
        (question::KEY, if key { Value::Choice(YES) } else { Value::Empty }),
        (question::PACK, Value::text(pack.told())),
        (question::PACK_REF, Value::text(asked.id.trim())),
    ]
}

/// The questions of a pack that are in the file.
fn of_pack<'a>(records: &'a Records, name: &str) -> Vec<&'a Record> {
    let of = |q: &&Record| q.text(question::PACK).rsplit_once(", version ").is_some_and(|(n, _)| n == name.trim());
    records.all(Kind::Question).filter(of).collect()
}

fn version(q: &Record) -> Option<u32> {
    let (_, version) = q.text(question::PACK).rsplit_once(", version ")?;
    version.split(' ').next()?.parse().ok()
}

/// The packs of a file with how many questions each has.
pub fn packs(records: &Records) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = Vec::new();
    for q in records.all(Kind::Question).filter(|q| !q.text(question::PACK).is_empty()) {
        match all.iter_mut().find(|(name, _)| name == q.text(question::PACK)) {
            Some((_, count)) => *count += 1,
            None => all.push((q.text(question::PACK).to_string(), 1)),
        }
    }
    all.sort();
    all
}

/// What a round is walked with: the built-in pack, and those of the file.
pub fn names(records: &Records) -> String {
    let own = packs(records).into_iter().map(|(name, _)| name);
    [pack::name()].into_iter().chain(own).collect::<Vec<_>>().join("; ")
}

/// The question of a pack that is asked in the place of a built-in one.
pub fn in_place_of<'a>(records: &'a Records, source: &str) -> Option<&'a Record> {
    if !source.starts_with(BUILT_IN) {
        return None;
    }
    records.all(Kind::Question).find(|q| q.text(question::PACK_REF) == source)
}

/// Whether a question takes the place of a built-in one, and is no question beside it.
pub fn takes_a_place(q: &Record) -> bool {
    q.text(question::PACK_REF).starts_with(BUILT_IN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
        pack = "Hausregeln"
        version = 2
        language = "de"
        [[question]]
        id = "iso42001:A.6.2.4:1"
        ask = "Woran erkennen Sie, dass ein Modell gut genug ist?"
        look_for = ["Kriterien vorab", "Wer entscheidet"]
        [[question]]
        id = "haus:logs"
        item = "A.6.2.8"
        role = "ml_lead"
        ask = "Welche Zeilen des Protokolls lesen Sie selbst?"
    "#;

    #[test]
    fn a_pack_is_added_renewed_and_what_it_dropped_is_gone() {
        let pack = read(TEXT).unwrap();
        assert_eq!((pack.faults(), pack.told().as_str()), (vec![], "Hausregeln, version 2 (de)"));
        let mut records = Records::default();
        let (change, counted) = added(&records, &pack).unwrap();
        records.apply(&change);
        assert_eq!(counted, PackDifference { new: 2, changed: 0, gone: 0 });
        let first = in_place_of(&records, "iso42001:A.6.2.4:1").unwrap();
        assert_eq!((first.one(question::ITEM), first.choice(question::KEY)), (Id::item("A.6.2.4"), Some(YES)));
        assert_eq!(names(&records), format!("{}; Hausregeln, version 2 (de)", pack::name()));
        let again = added(&records, &pack).unwrap();
        assert!(again.0.is_empty() && again.1 == PackDifference::default());
        let mut next = OwnPack { version: 3, ..pack.clone() };
        next.questions.remove(1);
        next.questions[0].ask = "Wann ist es gut genug?".into();
        let (change, counted) = added(&records, &next).unwrap();
        records.apply(&change);
        assert_eq!(counted, PackDifference { new: 0, changed: 1, gone: 1 });
        assert_eq!(packs(&records), [("Hausregeln, version 3 (de)".to_string(), 1)]);
        assert!(added(&records, &pack).unwrap_err().contains("version 3 already"));
    }

    #[test]
    fn what_is_wrong_is_said_with_where_and_what_is_allowed() {
        let text = TEXT.replace("A.6.2.8", "A.99").replace("ml_lead", "chef").replace("A.6.2.4:1", "A.6.2.4:99");
        let faults = read(&text).unwrap().faults();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            faults[0].contains("no such built-in question") && faults[1].contains("“A.99” is no clause or control")
        );
        assert!(faults[2].contains("question haus:logs: role: “chef” is none of top_management"), "{faults:?}");
        assert!(read("pack = 1").unwrap_err().contains("line 1"));
    }

    #[test]
    fn the_template_is_a_pack_itself_and_takes_every_place() {
        let pack = read(&template()).unwrap();
        assert_eq!(pack.faults(), [] as [String; 0]);
        assert_eq!(pack.questions.len(), items().iter().map(|i| i.questions.len()).sum::<usize>());
        assert!(pack.questions.iter().all(|asked| built_in(&asked.id).is_some()));
    }
}
