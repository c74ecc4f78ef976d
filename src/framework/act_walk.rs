//! The walk of twelve questions that finds what holds of a system under the EU AI Act: which question comes next, what
//! was answered and why, and what follows from it.
//!
//! Each answer is a step of its own, kept with the system, so that a walk goes on where it stopped. Marks, parts and
//! facts are set when the last question is answered, and never from half a walk; class and role of the inventory follow
//! where nobody chose others. Own words, no legal advice.

use super::ai_act::ActStanding;
use crate::domain::{
    Change, Id, Record, Value,
    kinds::system::{self, ActClass, ActRole},
    law::Law,
    marks,
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::OnceLock;

/// One of the questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActQuestion {
    pub id: &'static str,
    /// A word or two for the list of answers.
    pub name: &'static str,
    pub text: &'static str,
    pub article: &'static str,
    pub help: &'static str,
    /// Several answers may hold at once.
    pub several: bool,
    next: &'static str,
    pub answers: Vec<ActAnswer>,
}

/// An answer with what it says of the system.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActAnswer {
    pub id: &'static str,
    pub label: &'static str,
    #[serde(default)]
    pub detail: &'static str,
    /// The field of Annex III that it stands for, or belongs to.
    #[serde(default)]
    area: &'static str,
    /// It holds alone.
    #[serde(default)]
    pub exclusive: bool,
    #[serde(default)]
    next: &'static str,
    #[serde(default)]
    pub marks: Vec<&'static str>,
    #[serde(default)]
    pub roles: Vec<&'static str>,
    #[serde(default)]
    pub facts: Vec<&'static str>,
}

/// The questions in their order.
pub fn questions() -> &'static [ActQuestion] {
    static ALL: OnceLock<Vec<ActQuestion>> = OnceLock::new();
    ALL.get_or_init(|| {
        // The text is part of the program, and a test walks it.
        serde_json::from_str(include_str!("ai_act_questions.json")).expect("the built-in questions are sound")
    })
}

fn question(id: &str) -> Option<&'static ActQuestion> {
    questions().iter().find(|q| q.id == id)
}

/// A question that was answered.
#[derive(Clone, Debug)]
pub struct Answered {
    pub question: &'static ActQuestion,
    pub answers: Vec<&'static ActAnswer>,
    pub why: String,
}

impl Answered {
    /// The answers in words.
    pub fn said(&self) -> String {
        self.answers.iter().map(|a| a.label).collect::<Vec<_>>().join("; ")
    }
    fn next(&self) -> &'static str {
        let own = self.answers.iter().map(|a| a.next).find(|next| !next.is_empty());
        own.unwrap_or(self.question.next)
    }
    fn line(&self) -> String {
        let ids: Vec<&str> = self.answers.iter().map(|a| a.id).collect();
        format!("{} {}: {}", self.question.id, ids.join(" "), self.why)
    }
}

/// What was answered so far, in the order of the way.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub way: Vec<Answered>,
    /// Answers that no longer lie on the way: they hold again where an answer before them is changed back.
    beside: Vec<Answered>,
    /// Facts that somebody said do not hold.
    denied: Vec<&'static str>,
}

/// How the line of denied facts begins.
const DENIED: &str = "facts";

impl Walk {
    /// As it is kept with a system.
    pub fn of(system: &Record) -> Walk {
        let text = system.text(system::ACT_WALK);
        let denied = text.lines().filter_map(|line| line.strip_prefix(DENIED)).flat_map(|line| {
            let codes = line.trim_end_matches(':').split_whitespace().filter_map(|code| code.strip_prefix('-'));
            codes.filter_map(|code| marks::FACTS.iter().find(|f| f.code == code)).map(|f| f.code)
        });
        Walk::along(text.lines().filter_map(read).collect(), denied.collect())
    }

    /// The answers that lie on the way from the first question on, and those that do not.
    fn along(kept: Vec<Answered>, denied: Vec<&'static str>) -> Walk {
        let mut walk = Walk { denied, ..Walk::default() };
        while let Some(at) = walk.next() {
            let Some(found) = kept.iter().find(|k| k.question.id == at.id) else { break };
            let offered = walk.offered(at);
            let mut answered = found.clone();
            answered.answers.retain(|a| offered.iter().any(|o| o.id == a.id));
            if answered.answers.is_empty() {
                break;
            }
            walk.way.push(answered);
        }
        let on = |k: &Answered| walk.way.iter().any(|w| w.question.id == k.question.id);
        walk.beside = kept.into_iter().filter(|k| !on(k)).collect();
        walk
    }

    /// Whether somebody said that a fact does not hold.
    pub fn denies(&self, fact: &str) -> bool {
        self.denied.contains(&fact)
    }
    /// The walk with a fact that is denied, or no longer.
    pub fn denying(mut self, fact: &'static str, denied: bool) -> Walk {
        self.denied.retain(|f| *f != fact);
        self.denied.extend(denied.then_some(fact));
        self
    }

    /// The question that comes next; none when the walk is through.
    pub fn next(&self) -> Option<&'static ActQuestion> {
        match self.way.last() {
            None => questions().first(),
            Some(last) => question(last.next()),
        }
    }
    pub fn is_through(&self) -> bool {
        self.next().is_none()
    }

    /// The answers that are offered: of the exact uses only those in the fields that were ticked.
    pub fn offered(&self, of: &ActQuestion) -> Vec<&'static ActAnswer> {
        let before = self.way.iter().take_while(|a| a.question.id != of.id);
        let areas: Vec<&str> = before.flat_map(|a| &a.answers).map(|a| a.area).filter(|a| !a.is_empty()).collect();
        let all = question(of.id).map_or(&[][..], |q| &q.answers[..]);
        let fits = |a: &&ActAnswer| areas.is_empty() || a.area.is_empty() || areas.contains(&a.area);
        all.iter().filter(fits).collect()
    }

    /// What was answered to a question before.
    pub fn answered(&self, to: &ActQuestion) -> Option<&Answered> {
        self.way.iter().find(|a| a.question.id == to.id)
    }

    /// The question that lies behind this one on the way, answered or not.
    pub fn after(&self, question: &ActQuestion) -> Option<&'static ActQuestion> {
        let at = self.way.iter().position(|a| a.question.id == question.id)?;
        self.way.get(at + 1).map(|a| a.question).or_else(|| self.next())
    }

    /// The walk with an answer to this question; what no longer lies on the way waits beside it.
    pub fn with(&self, to: &'static ActQuestion, answers: Vec<&'static ActAnswer>, why: &str) -> Walk {
        let all = self.way.iter().chain(&self.beside);
        let mut kept: Vec<Answered> = all.filter(|a| a.question.id != to.id).cloned().collect();
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        kept.push(Answered { question: to, answers, why });
        Walk::along(kept, self.denied.clone())
    }

    /// Marks, facts and parts that follow from the answers.
    pub fn standing(&self) -> ActStanding<'static> {
        let mut standing = ActStanding::default();
        for answer in self.way.iter().flat_map(|a| &a.answers) {
            add(&mut standing.marks, &answer.marks);
            add(&mut standing.roles, &answer.roles);
            add(&mut standing.facts, &answer.facts);
        }
        // Who makes the product counts as provider of its high-risk safety part (Article 25(3)).
        if standing.roles.contains(&"product_manufacturer") && standing.marks.contains(&"I.A") {
            add(&mut standing.roles, &["provider"]);
        }
        standing
    }

    /// The reasons in a text for the system.
    fn reasons(&self) -> String {
        let given = self.way.iter().filter(|a| !a.why.is_empty());
        given.map(|a| format!("{}: {}. {}", a.question.name, a.said(), a.why)).collect::<Vec<_>>().join("\n")
    }

    /// As it is kept with a system.
    pub(super) fn text(&self) -> String {
        let mut lines: Vec<String> = self.way.iter().chain(&self.beside).map(Answered::line).collect();
        if !self.denied.is_empty() {
            let codes: String = self.denied.iter().map(|code| format!(" -{code}")).collect();
            lines.push(format!("{DENIED}{codes}:"));
        }
        lines.join("\n")
    }
}

fn add(all: &mut Vec<&'static str>, more: &[&'static str]) {
    for code in more {
        if !all.contains(code) {
            all.push(code);
        }
    }
}

fn read(line: &str) -> Option<Answered> {
    let (said, why) = line.split_once(':')?;
    let mut codes = said.split_whitespace();
    let question = question(codes.next()?)?;
    let answers = codes.filter_map(|code| question.answers.iter().find(|a| a.id == code)).collect();
    Some(Answered { question, answers, why: why.trim().to_string() })
}

/// Answers that may stand together: one alone where only one is asked for, or where one excludes the rest.
pub fn fits(question: &ActQuestion, answers: &[&ActAnswer]) -> Result<(), String> {
    let alone = answers.iter().find(|a| a.exclusive);
    match (answers, alone) {
        ([], _) => Err("no answer is ticked".into()),
        ([_], _) => Ok(()),
        (_, Some(alone)) => Err(format!("“{}” holds alone; take the other ticks away", alone.label)),
        _ if !question.several => Err("one answer only".into()),
        _ => Ok(()),
    }
}

/// The step that keeps an answer. When it was the last one, marks, parts, facts and day are set with it, and who
/// answered stands as who decided where nobody does.
pub fn keep(system: &Record, before: &Walk, walk: &Walk, today: Date, by: Option<Id>) -> Change {
    let label = format!("questions of the EU AI Act on {}: {} answered", system.id, walk.way.len());
    let mut sets = vec![(system::ACT_WALK, Value::text(walk.text()))];
    if walk.is_through() {
        let standing = walk.standing();
        // Facts that no question asks about stay as they are.
        let asked = |fact: &str| questions().iter().flat_map(|q| &q.answers).any(|a| a.facts.contains(&fact));
        let mut facts: Vec<&str> = marks::codes(system, system::ACT_FACTS);
        facts.retain(|f| !asked(f));
        facts.extend(&standing.facts);
        sets.extend([
            (system::ACT_MARKS, several(system::ACT_MARKS, &standing.marks)),
            (system::ACT_ROLES_HELD, several(system::ACT_ROLES_HELD, &standing.roles)),
            (system::ACT_FACTS, several(system::ACT_FACTS, &facts)),
            (system::ACT_DECIDED, Value::Date(today)),
        ]);
        sets.extend(in_one_word(system, &Law::new(&standing.marks, &facts, &standing.roles)));
        if system.one(system::ACT_BY).is_none() {
            sets.extend(by.map(|id| (system::ACT_BY, Value::Ref(id))));
        }
        // A reason in somebody's own words is not written over.
        let said = system.text(system::ACT_REASON);
        if said.trim().is_empty() || said == before.reasons() {
            sets.push((system::ACT_REASON, Value::text(walk.reasons())));
        }
    }
    sets.retain(|(field, value)| system.value(*field) != value);
    Change::new(label).set(system, sets)
}

/// Class and role as the inventory has them, where nobody chose another than followed before.
fn in_one_word(system: &Record, law: &Law) -> Vec<(usize, Value)> {
    let before = Law::of(system);
    let (class, role) = (ActClass::of(system, system::ACT_CLASS), ActRole::of(system, system::ACT_ROLE));
    let mut sets = Vec::new();
    if class.is_none() || class == before.class() {
        sets.push((system::ACT_CLASS, law.class().map_or(Value::Empty, |c| c.value())));
    }
    if role.is_none() || role == before.role() {
        sets.push((system::ACT_ROLE, law.role().map_or(Value::Empty, |r| r.value())));
    }
    sets
}

fn several(field: usize, codes: &[&str]) -> Value {
    Value::words(system::FIELDS[field].choices(), codes.iter().copied())
}

#[cfg(test)]
#[path = "act_walk_tests.rs"]
mod tests;
